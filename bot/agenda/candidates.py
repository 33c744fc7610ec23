"""What is proposed from an article: candidates for agenda items, as values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Ground(StrEnum):
    """Why a passage is suggested. What a person reads is made of it in the catalogues."""

    CENTRAL = "central"  # it holds what the article speaks of most
    OWN = "own"  # it speaks of something that nothing else in the article does
    QUESTION = "question"  # it asks something
    DEMAND = "demand"  # it says what should be done
    DISPUTE = "dispute"  # it sets one view against another
    SIDES = "sides"  # it speaks of both sides
    REPEATED = "repeated"  # the article comes back to it


@dataclass(frozen=True, slots=True)
class Way:
    """A way to ask: a phrase of the catalogue, and the words of the article that it asks about."""

    phrase: str
    words: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A point that an agenda could have.

    `title` is made of a clause of the text, `question` is what co-chairs could ask about it, in the
    manner of `stage` (one of Sustained Dialogue's five). `paragraphs` are the numbers of the blocks it
    rests on, `excerpt` one or two of their sentences as they stand there. `score` (0 to 1) says how
    strongly it is suggested, `why` the reasons, the weightiest first; `ticked`: it is among those that
    are suggested at once.
    """

    title: str
    question: str
    paragraphs: tuple[int, ...]
    excerpt: str
    score: float
    why: tuple[Ground, ...]
    stage: int
    ticked: bool
    way: Way | None = None
    """How `question` was asked, so that it can be asked in another language too."""
