"""The chain: which bytes of a row are hashed, and how one row holds on to the one before.

Pure functions over bytes and numbers. docs/journal-format.md says the same in words, for whoever
writes another program that checks a journal; the two must not drift apart, and a test holds them.
"""

from __future__ import annotations

import hashlib

SALT_BYTES = 32
EVENT = b"cochair event 1"
MEETING = b"cochair meeting 1"


def netstring(content: bytes) -> bytes:
    """`content` with its length before it, so that two fields can never run into each other."""
    return b"%d:%s," % (len(content), content)


def genesis(meeting: bytes) -> bytes:
    """What the first event of a meeting holds on to: 32 bytes that only this meeting has."""
    return hashlib.sha256(netstring(MEETING) + netstring(meeting)).digest()


def row_bytes(
    prev_hash: bytes,
    meeting: bytes,
    seq: int,
    at: int,
    kind: bytes,
    version: int,
    actor: bytes | None,
    payload: bytes,
) -> bytes:
    """The bytes that stand for a row; texts are UTF-8, numbers decimal.

    An actor is written with "=" before it, so that nobody and a nameless somebody differ.
    """
    fields = (
        EVENT,
        prev_hash,
        meeting,
        b"%d" % seq,
        b"%d" % at,
        kind,
        b"%d" % version,
        b"" if actor is None else b"=" + actor,
        payload,
    )
    return b"".join(map(netstring, fields))


def row_hash(
    prev_hash: bytes,
    meeting: bytes,
    seq: int,
    at: int,
    kind: bytes,
    version: int,
    actor: bytes | None,
    payload: bytes,
) -> bytes:
    """The SHA-256 of `row_bytes`: 32 bytes."""
    return hashlib.sha256(
        row_bytes(prev_hash, meeting, seq, at, kind, version, actor, payload)
    ).digest()


def text_digest(salt: bytes, text: bytes) -> str:
    """What a payload holds in a text's place: 64 hexadecimal digits.

    The salt is as secret as the text and is erased with it: without it nobody can try out what a
    short text may have been.
    """
    return hashlib.sha256(salt + text).hexdigest()
