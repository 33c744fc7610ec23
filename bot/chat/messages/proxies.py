"""Messages that another bot proxies: it posts what somebody wrote anew under another name, through a
webhook, and deletes the original. Known by what stands in them, close in time and in one channel.

Held in memory only, and for seconds; nothing of it is written or logged. What becomes of an original or
of a copy does not live here.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import discord

from bot.chat.messages.message_reading import attached
from bot.procedure.values import SECOND, Instant, Milliseconds

CLOSE: Milliseconds = 20 * SECOND
"""So close together an original and its copy are."""
LONGEST_MARKS = 40
"""How many characters more than its copy an original has at most: those that ask for the proxy."""
REMEMBERED = 200


@dataclass(frozen=True, slots=True)
class _Seen:
    message: int
    channel: int
    text: str
    files: tuple[str, ...]
    at: Instant

    def copied_by(self, copy: _Seen) -> bool:
        """Whether that is what a proxy makes of this: the same files, and a text that is part of this
        one, since marks that ask for the proxy are left out."""
        if self.channel != copy.channel or abs(self.at - copy.at) > CLOSE:
            return False
        if self.files != copy.files or not (copy.text or copy.files):
            return False
        return copy.text in self.text and len(self.text) - len(copy.text) <= LONGEST_MARKS


class Proxies:
    """The latest messages, of people and of webhooks. One a process."""

    def __init__(self, clock: Callable[[], Instant]) -> None:
        self._clock = clock
        self._originals: deque[_Seen] = deque(maxlen=REMEMBERED)
        self._copies: deque[_Seen] = deque(maxlen=REMEMBERED)

    def original(self, message: discord.Message) -> None:
        """A person wrote this."""
        self._originals.append(self._seen(message))

    def copy(self, message: discord.Message) -> int | None:
        """A webhook posted this. The message of which it may be a copy."""
        its = self._seen(message)
        self._copies.append(its)
        fits = (each for each in reversed(self._originals) if each.copied_by(its))
        return next((each.message for each in fits), None)

    def copied(self, message: int) -> bool:
        """Whether a webhook has posted what this message said."""
        original = next((each for each in self._originals if each.message == message), None)
        return original is not None and any(map(original.copied_by, self._copies))

    def _seen(self, message: discord.Message) -> _Seen:
        files = tuple(each.filename for each in attached(message))
        text = message.content.strip()
        return _Seen(message.id, message.channel.id, text, files, self._clock())
