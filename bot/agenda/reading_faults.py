"""What can keep an article from being read, as values. The catalogues hold a sentence for each
(article.ftl: `article-fault-<kind>`), filled in with the facts.

What must not live here: finding a fault, or a word of any article.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Fact = str | int


class ReadingFaultKind(StrEnum):
    """Every kind there is; the names of the facts that come with it stand beside it."""

    # What is in it
    EMPTY = "empty"
    ONE_PARAGRAPH = "one-paragraph"
    TOO_LARGE = "too-large"  # most: whole megabytes
    TOO_LONG = "too-long"  # length and most: characters
    TOO_MANY_PAGES = "too-many-pages"  # pages, most
    SCANNED = "scanned"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    NOT_TEXT = "not-text"
    OLD_WORD = "old-word"
    OTHER_FORM = "other-form"  # a spreadsheet, an e-book: a form that is known and not read
    TOO_HEAVY = "too-heavy"
    PACKAGES_MISSING = "packages-missing"  # form: one of `Form`
    UNKNOWN_LANGUAGE = "unknown-language"
    # The file
    NO_FILE = "no-file"
    NOT_A_FILE = "not-a-file"
    UNREADABLE = "unreadable"
    # The address
    BAD_ADDRESS = "bad-address"
    INSIDE = "inside"  # it points into a private network, or at this machine
    NO_SUCH_HOST = "no-such-host"
    UNREACHABLE = "unreachable"
    BAD_CERTIFICATE = "bad-certificate"
    NO_ANSWER = "no-answer"  # seconds
    TOO_MANY_REDIRECTS = "too-many-redirects"
    LOGIN = "login"
    ROBOTS = "robots"
    NOT_FOUND = "not-found"
    REFUSED = "refused"  # status
    SERVER_TROUBLE = "server-trouble"  # status
    WRONG_TYPE = "wrong-type"


@dataclass(frozen=True, slots=True)
class ReadingFault:
    """Why there is no article. `facts` fill in the sentence; none of them is a word of the article."""

    kind: ReadingFaultKind
    facts: Mapping[str, Fact] = field(default_factory=dict)
