"""A title for a passage, made of a clause of its own text: whole words of the author's, cut where they
can be cut, so that it says something, as bags of keywords do not."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.agenda.lexicon import LEADING, NARRATING, POINTING
from bot.agenda.passages import Passage
from bot.agenda.terms import terms

FEWEST, MOST = 3, 13
"""Words that a title may have."""
BEST = range(4, 10)

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
_PAST = re.compile(
    r"\b(?:was|were|had|did|\w{3,}ed|said|met|sat|went|told|asked|"
    r"\w{2,}(?:л|ла|ло|ли|лся|лась|лось|лись))\b",
    re.IGNORECASE,
)
_DANGLING = re.compile(
    r"(?:^|\s)(?:a|an|the|of|in|on|at|to|for|from|by|with|and|or|but|nor|as|than|is|are|was|were|be|not|"
    r"has|have|had|will|would|should|must|can|could|may|might|its|their|his|her|our|my|this|these|"
    r"into|over|under|between|that|"
    r"и|а|но|или|в|во|на|с|со|к|ко|по|о|об|от|до|из|за|у|при|без|для|под|над|между|через|не|ни|что|"
    r"как|чем|если|это|его|ее|её|их|наш\w*|сво\w+|котор\w+|бы|же|ли)$",
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
_BESIDE = re.compile(
    r"^(?:of|in|on|at|by|with|from|to (?:the|a|an|this|our|their)|for|into|under|over|within|"
    r"among|between|through|against|without|about|namely|even|only|just|not|"
    r"в|во|на|с|со|к|ко|по|о|об|от|до|из|за|у|при|под|над|между|через|среди|после|перед|ради|даже|"
    r"только|лишь|не|ни|именно)\s",
    re.IGNORECASE,
)
"""A clause that begins so says where or when, and seldom what."""
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|should|must|may|might|does|do|did|cannot|"
    r"need|needs|remains?|becomes?|depends?|means?|costs?|makes?|gives?|takes?|keeps?|wants?|knows?|fears?|"
    r"\w{2,}(?:ает|яет|ует|еет|ит|ат|ят|ут|ют|ается|яется|уется|ится|утся|ются|атся|ятся|ал|ала|ало|али|"
    r"ил|ила|ило|или|ел|ела|ело|ели|ся|сь)|нет|есть|будет|будут|может|могут|должн\w+|нужн\w*|можно|нельзя)\b",
    re.IGNORECASE,
)
_JOINING = re.compile(r"^\W*(?:and|but|or|so|yet|и|а|но|или)[\s,]+", re.IGNORECASE)
_FIRST_PERSON = re.compile(r"\b(?:I|my|me|я|мне|мой|моя|мои|меня)\b")
_PAIRS = (("(", ")"), ("«", "»"), ("“", "”"), ("[", "]"))


@dataclass(frozen=True, slots=True)
class _Clause:
    text: str
    worth: float
    """What its place in the sentence makes of it, 1 being best."""


def title(passage: Passage, key: int, weights: Mapping[str, float], taken: Collection[str]) -> str:
    """A title that is not among those taken; that of the sentence at `key`, if it has a good one."""
    if passage.heading is not None and passage.heading not in taken:
        return passage.heading
    best: tuple[float, str] | None = None
    for number, sentence in enumerate(passage.sentences):
        near = 1.0 if number == key else 0.72
        for clause in _clauses(sentence):
            text = finished(clause.text)
            worth = near * clause.worth * _worth(text, weights)
            if text not in taken and (best is None or worth > best[0]):
                best = (worth, text)
    if best is not None and best[0] > 0:
        return best[1]
    return finished(" ".join(passage.sentences[key].split()[:MOST]))


def finished(clause: str) -> str:
    """With a capital letter and without what stands at its ends."""
    clause = _JOINING.sub("", clause)
    text = clause.strip(" \t,;:—–-·•*\"'“”„«»().…!")
    text = re.sub(r"\s+", " ", text)
    for opening, closing in _PAIRS:
        if text.count(opening) > text.count(closing):
            text += closing
    return text[:1].upper() + text[1:]


def _clauses(sentence: str) -> Iterator[_Clause]:
    text = re.sub(r"\s*\([^)]*\)", "", sentence).strip()
    asks = text.endswith("?")
    plain = text.rstrip(".!?…\"'”»")
    for needed in _NEEDED:
        if found := needed.search(plain):
            yield from _cut(found["do"], 1.6)
    subordinate = _SUBORDINATE.match(LEADING.sub("", plain, count=1)) or _SUBORDINATE.match(plain)
    lead = LEADING.match(plain)
    start = lead.end() if lead is not None else 0
    if asks and len(plain.split()) <= MOST:
        yield _Clause(plain[start:] + "?", 1.15)
        return
    parts = _BREAK.split(plain[start:])
    marks = _BREAK.findall(plain[start:])
    first = 1 if subordinate and len(parts) > 1 else 0
    for begin in range(first, len(parts)):  # whatever stands before the next part must not need it
        mark = "" if begin == 0 else marks[begin - 1].strip()
        strength = 1.0 if begin == first else 0.9 if mark in (":", ";", "—", "–", "-") else 0.5
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
            yield _Clause(whole, strength * entire * _alone(parts, marks, end + 1))


def _alone(parts: Sequence[str], marks: Sequence[str], after: int) -> float:
    """How well what stands before this part stands alone: badly, if the part says what it is that
    somebody said, asked or knows."""
    if after >= len(parts):
        return 1.0
    if _COMPLEMENT.match(parts[after]):
        return 0.3
    return 0.6 if marks[after - 1].strip() == ":" else 0.75


def _cut(clause: str, strength: float) -> Iterator[_Clause]:
    """The clause, and where it is too long, what stands before its own subordinate clauses."""
    words = len(clause.split())
    if words <= MOST:
        yield _Clause(clause, strength)
    shorter = clause
    while (cut := _TAIL.sub("", shorter)) != shorter:
        shorter = cut
        if FEWEST < len(shorter.split()) <= MOST:
            yield _Clause(shorter, strength * 0.85)
    if words > MOST:
        early = _BREAK.split(clause)[0]
        if FEWEST <= len(early.split()) <= MOST:
            yield _Clause(early, strength * 0.9)
        early = re.split(r"[—–]", clause)[0]
        if FEWEST <= len(early.split()) <= MOST:
            yield _Clause(early, strength * 0.9)
        parts = re.split(r"\s(?=(?:and|or|but|by|for|with|from|и|или|а также|для|из|от)\s)", clause)
        text = ""
        for part in parts:
            if len(f"{text} {part}".split()) > MOST:
                break
            text = f"{text} {part}".strip()
        if len(text.split()) > FEWEST:
            yield _Clause(text, strength * 0.7)


def _worth(text: str, weights: Mapping[str, float]) -> float:
    words = text.split()
    if not FEWEST <= len(words) <= MOST or _DANGLING.search(text.rstrip("?")):
        return 0.0
    if any(text.count(a) != text.count(b) for a, b in _PAIRS) or text.count('"') % 2:
        return 0.0
    found = set(terms(text))
    if len(found) < 2:
        return 0.0
    worth = sum(weights.get(term, 0.5) for term in found) / float((len(words) + 2) ** 0.5)
    plain = [re.sub(r"\W", "", word).lower().replace("ё", "е") for word in words]
    if plain[0] in POINTING:
        worth *= 0.3
    elif any(word in POINTING for word in plain):
        worth *= 0.8
    if _FIRST_PERSON.search(text):
        worth *= 0.6
    if NARRATING.search(text):
        worth *= 0.6
    if any(word[0].isdigit() for word in plain if word):
        worth *= 0.85
    if _BESIDE.match(text):
        worth *= 0.45
    if _FINITE.search(text):
        worth *= 1.2
    if _PAST.search(text):
        worth *= 0.85
    return worth * (1.0 if len(words) in BEST else 0.8)
