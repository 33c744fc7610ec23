"""The clauses of a sentence that could stand alone, as titles have to.

What must not live here: judging which of them says most; that is `titles`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.agenda.lexicon import LEADING

FEWEST, MOST = 3, 13
"""Words that a title may have."""

_BREAK = re.compile(r"\s*(?:[;:]|\s[—–-]\s|,(?=\s))\s*")
_SUBORDINATE = re.compile(
    r"^(?:if|when|while|whereas|although|though|since|because|as|until|unless|once|after|before|where|"
    r"given|despite|in spite of|during|thanks to|instead of|apart from|"
    r"несмотря на|вопреки|благодаря|вместо|кроме|помимо|"
    r"если|когда|хотя|пока|поскольку|так как|чтобы|раз|после того как|прежде чем|едва|как только|"
    r"сколько бы|что бы|как бы)\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"^(?:which|who|whom|whose|that|where|when|while|whereas|if|and|or|but|nor|than|as|because|so|not|even|including|"
    r"котор\w+|что|чтобы|где|когда|куда|откуда|чей|и|а|но|или|ни|чем|как|потому|поэтому|так|то|не|"
    r"даже|включая|причем|причём|зачем|если|хотя)\b",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s(?:which|who|because|so that|in order to|where|when|while|although|unless|until|"
    r"котор\w+|потому что|если|когда|где|хотя|пока)\s.*$",
    re.IGNORECASE,
)
_COMPLEMENT = re.compile(
    r"^(?:that|what|how|why|whether|who|"
    r"что|чтобы|как|како\w+|сколько|когда|где|кто|чем|почему|зачем|чего|кого|кому|куда|лишь|то)\b",
    re.IGNORECASE,
)
_NEEDED = (
    re.compile(
        r"\b(?:it is|it's|it’s) (?:also |first of all |therefore )?"
        r"(?:necessary|essential|important|vital|time|urgent|imperative)"
        r"(?: for [\w ]{2,30})? to (?P<do>[a-z].+)$",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:необходимо|нужно|надо|следует|пора|важно|стоит|предлагаю|придется|придётся)\s+"
        r"(?P<do>(?:\w+ )?\w+(?:ть|ти|чь)(?:ся)?\b.*)$",
        re.IGNORECASE,
    ),
)
"""What is to be done is a title by itself: "to widen exchanges", «расширить обмены»."""
_PARENTHETICAL = re.compile(
    r",\s+(?:however|meanwhile|to be sure|for example|for instance|of course|say|in fact|after all|"
    r"indeed|moreover|therefore|in my view|i think|i believe|it seems|perhaps|"
    r"к слову|однако|впрочем|кстати|например|разумеется|конечно|очевидно|пожалуй|наверное|скажем|"
    r"кажется|как известно|по-видимому|на мой взгляд|увы|к сожалению|думаю|похоже|видимо|"
    r"(?:with (?:all|its|their)|despite|unlike|при вс[её][йм]|несмотря на|вопреки|в отличие от) "
    r"[^,]{3,40}),",
    re.IGNORECASE,
)
"""What is put in between and goes without loss, with the commas around it."""
_REVERSING = re.compile(
    r"^(?:unless|until|till|but|if|except|"
    r"пока|если|а|но|кроме|разве что|лишь бы|покуда|только)\b",
    re.IGNORECASE,
)
"""Without it, what stands before may say the contrary."""
_ASKING = re.compile(
    r"^(?:what|who|which|why|how|can|could|should|would|is|are|do|does|did|will|"
    r"что|кто|как\w*|почему|зачем|сколько|разве|неужели|когда|где|чем|чего|кому)\b",
    re.IGNORECASE,
)
_UNFINISHED = re.compile(
    r"\s(?:\w{3,}ing|one|two|three|four|five|six|seven|eight|nine|ten|"
    r"два|две|три|четыре|пять|шесть|семь|восемь|девять|десять)$",
    re.IGNORECASE,
)
"""Where something that was cut off has to follow."""
_GLUED_DASH = re.compile(r"(?<=\w)—(?=\w)")
_BETWEEN_DASHES = re.compile(r"(?<=\w)—[^—.;]{3,40}—(?=\w)")


@dataclass(frozen=True, slots=True)
class Clause:
    text: str
    worth: float
    """What its place in the sentence makes of it, 1 being best."""


def plainer(sentence: str) -> str:
    """The sentence without what is put in between."""
    text = re.sub(r"\s*\([^)]*\)", "", sentence).strip()
    return _GLUED_DASH.sub(" — ", _BETWEEN_DASHES.sub(" ", _PARENTHETICAL.sub("", text)))


def clauses(sentence: str) -> Iterator[Clause]:
    text = plainer(sentence)
    asks = text.endswith("?")
    plain = text.rstrip(".!?…\"'”»")
    for needed in _NEEDED:
        if found := needed.search(plain):
            yield from _cut(found["do"], 1.6)
    subordinate = _SUBORDINATE.match(LEADING.sub("", plain, count=1)) or _SUBORDINATE.match(plain)
    lead = LEADING.match(plain)
    start = lead.end() if lead is not None else 0
    if asks and len(plain.split()) <= MOST:
        yield Clause(plain[start:] + "?", 1.0)
        return
    if asks and _ASKING.match(plain[start:]):
        return  # a part of a question says the contrary of it, or nothing
    parts = _BREAK.split(plain[start:])
    marks = _BREAK.findall(plain[start:])
    first = 1 if subordinate and len(parts) > 1 else 0
    for begin in range(first, len(parts)):  # whatever stands before the next part must not need it
        mark = "" if begin == 0 else marks[begin - 1].strip()
        strength = 1.0 if begin == first else 0.9 if mark in (":", ";", "—", "–", "-") else 0.4
        if begin > first and _RELATIVE.match(parts[begin]):
            continue
        whole = parts[begin]
        yield from _cut(whole, strength * _alone(parts, marks, begin + 1))
        for end in range(begin + 1, min(len(parts), begin + 4)):
            joint = marks[end - 1].strip()
            whole += (f"{joint} " if joint in ",;:" else f" {joint} ") + parts[end]
            if len(whole.split()) > MOST:
                break
            entire = 1.15 if begin == first and end == len(parts) - 1 else 1.0
            asked = "?" if asks and end == len(parts) - 1 else ""
            yield Clause(whole + asked, strength * entire * _alone(parts, marks, end + 1))


def _alone(parts: Sequence[str], marks: Sequence[str], after: int) -> float:
    """How well what stands before this part stands alone: badly, if the part says what it is that
    somebody said, asked or knows."""
    if after >= len(parts):
        return 1.0
    if _COMPLEMENT.match(parts[after]):
        return 0.3
    if _REVERSING.match(parts[after]):
        return 0.15
    return 0.6 if marks[after - 1].strip() == ":" else 0.75


def _cut(clause: str, strength: float) -> Iterator[Clause]:
    """The clause, and where it is too long, what stands before its own subordinate clauses."""
    words = len(clause.split())
    if words <= MOST:
        yield Clause(clause, strength)
    shorter = clause
    while (cut := _TAIL.sub("", shorter)) != shorter:
        lost = shorter[len(cut) :].strip()
        shorter = cut
        if FEWEST < len(shorter.split()) <= MOST:
            yield Clause(shorter, strength * (0.2 if _REVERSING.match(lost) else 0.6))
    if words > MOST:
        early = _BREAK.split(clause)[0]
        if FEWEST <= len(early.split()) <= MOST:
            yield Clause(early, strength * 0.9)
        early = re.split(r"[—–]", clause)[0]
        if FEWEST <= len(early.split()) <= MOST:
            yield Clause(early, strength * 0.9)
        parts = re.split(r"\s(?=(?:and|or|but|by|for|with|from|и|или|а также|для|из|от)\s)", clause)
        text = ""
        for part in parts:
            if len(f"{text} {part}".split()) > MOST:
                break
            text = f"{text} {part}".strip()
            whole = _UNFINISHED.sub("", text).rstrip()
            if len(whole.split()) > FEWEST:
                yield Clause(whole, strength * 0.55)
