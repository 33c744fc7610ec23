"""The clauses of a sentence that could stand alone, as titles have to: the whole of it before any part.

What must not live here: judging which of them says most; that is `titles`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.agenda.lexicon import LEADING

FEWEST, MOST = 3, 16
"""Words that a title may have."""
_TOO_LONG = 900
"""Characters of a sentence that clauses are looked for in."""
LONGEST = 100
"""Characters of a title: what Discord shows in a choice."""

_BREAK = re.compile(r"(?:(?<!\s)\s+|)(?:[;:]|\s[—–-]\s|,(?=\s))\s*")
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
    r"даже|включая|то есть|причем|причём|зачем|если|хотя)\b",
    re.IGNORECASE,
)
_REASON = re.compile(
    r",?\s(?:because|so that|in order to|since|although|whereas|as well as|"
    r"потому что|поскольку|так как|чтобы|хотя|а также|равно как)\s.*$",
    re.IGNORECASE,
)
"""What a sentence goes on with, and is true without."""
_COMPLEMENT = re.compile(
    r"^(?:that|what|how|why|whether|who|"
    r"что|чтобы|будто|словно|как|како\w+|сколько|когда|где|кто|чем|почему|зачем|чего|кого|кому|куда|"
    r"лишь|то)\b",
    re.IGNORECASE,
)
_REVERSING = re.compile(
    r"^(?:unless|until|till|but|if|except|"
    r"пока|если|а|но|кроме|разве что|лишь бы|покуда|только)\b",
    re.IGNORECASE,
)
"""Without it, what stands before may say the contrary."""
_NEEDED = (
    re.compile(
        r"\b(?:it is|it's|it’s) (?:also |first of all |therefore )?"
        r"(?:necessary|essential|important|vital|time|urgent|imperative)"
        r"(?: for [\w ]{2,30})? to (?P<do>[a-z].+)$",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?<!не )\b(?:необходимо|нужно|надо|следует|следовало бы|пора|важно|стоит|стоило бы|предлагаю|"
        r"придется|придётся|разумно)(?: бы| было бы| лишь| также| и| хотя бы)?\s+"
        r"(?P<do>(?:\w+ )?\w+(?:ть|ти|чь)(?:ся)?\s[^,]{5,}.*)$",
        re.IGNORECASE,
    ),
)
"""What is to be done is a title by itself: "to widen exchanges", «расширить обмены»."""
_NOTHING = re.compile(
    r"(?:^|[,:;—–]|\b(?:что|и|но|а|поэтому|потому|сегодня|сейчас|теперь|прежде всего|that|and|so|but|"
    r"нам|им|сторонам|странам|обеим сторонам))\s*$",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"^(?P<what>(?:(?:an?|one|joint|common|mutual|more|regular|direct|новый|новая|общ\w+|совместн\w+|единый|единая|"
    r"взаимн\w+|прям\w+|отдельн\w+|обмен|доступ|запрет|право)\b).*?)\s"
    r"(?:could|should|would|must|ought to|can|is needed|are needed|might|deserves?|"
    r"мог(?:ла|ло|ли)? бы|долж(?:ен|на|но|ны)|нуж(?:ен|на|но|ны)|стал[аои]? бы|позволил[аои]? бы|"
    r"обош\w+ бы|стоил[аои]? бы|помог\w*? бы)\b",
    re.IGNORECASE,
)
"""The thing that is proposed: "A joint survey could …"."""
_PARENTHETICAL = re.compile(
    r",\s+(?:however|meanwhile|to be sure|for example|for instance|of course|say|in fact|after all|"
    r"indeed|moreover|therefore|in my view|i think|i believe|it seems|perhaps|too|at least|"
    r"к слову|однако|впрочем|кстати|например|разумеется|конечно|очевидно|пожалуй|наверное|скажем|"
    r"кажется|как известно|по-видимому|на мой взгляд|увы|к сожалению|думаю|похоже|видимо|"
    r"(?:with (?:all|its|their)|despite|unlike|при вс[её][йм]|несмотря на|вопреки|в отличие от) "
    r"[^,]{3,40}),",
    re.IGNORECASE,
)
"""What is put in between and goes without loss, with the commas around it."""
_EXAMPLES = re.compile(
    r"^(?:such as|including|for example|from|among them|в том числе|включая|такие как|например|"
    r"прежде всего)\b",
    re.IGNORECASE,
)
"""Only lists what has been named."""
_ASIDE = re.compile(
    r"^(?:with|without|on|in|at|by|for|from|over|under|after|before|like|"
    r"в|во|на|с|со|к|по|о|от|до|из|за|у|при|без|для|под|над|между|через|после|перед|как)\s",
    re.IGNORECASE,
)
"""Puts off what the sentence has still to say."""
_UNFINISHED = re.compile(
    r"\s(?:\w{3,}ing|one|two|three|four|five|six|seven|eight|nine|ten|"
    r"два|две|три|четыре|пять|шесть|семь|восемь|девять|десять)$",
    re.IGNORECASE,
)
"""Where something that was cut off has to follow."""
_ASKING = re.compile(
    r"^(?:what|who|which|why|how|can|could|should|would|is|are|do|does|did|will|"
    r"что|кто|как\w*|почему|зачем|сколько|разве|неужели|когда|где|чем|чего|кому)\b",
    re.IGNORECASE,
)
_GLUED_DASH = re.compile(r"(?<=\w)—(?=\w)")
_BETWEEN_DASHES = re.compile(r"(?<=\w)(?:—| [—–] )[^—–.;]{3,60}(?:—| [—–] )(?=\w)")


@dataclass(frozen=True, slots=True)
class Clause:
    text: str
    worth: float
    """What its place in the sentence makes of it: 1 and more for what is whole."""
    whole: bool = False
    """It is all of the sentence, so there is a verb in it, known or not."""


def plainer(sentence: str) -> str:
    """The sentence without what is put in between."""
    text = re.sub(r"(?:(?<!\s)\s+|)\([^()]*\)", "", sentence).strip()
    text = re.sub(r"(?<=\w) между тем(?= )", "", text)
    return _GLUED_DASH.sub(" — ", _BETWEEN_DASHES.sub(" ", _PARENTHETICAL.sub("", text)))


def clauses(sentence: str) -> Iterator[Clause]:
    """What could stand alone, none longer than a title may be."""
    if len(sentence) > _TOO_LONG:
        return
    for clause in _all(sentence):
        if FEWEST <= len(clause.text.split()) <= MOST and len(clause.text) <= LONGEST:
            yield clause


def _all(sentence: str) -> Iterator[Clause]:
    text = plainer(sentence)
    asks = text.endswith("?")
    plain = text.rstrip(".!?…\"'”»")
    lead = LEADING.match(plain)
    begins = "" if lead is None else lead[0]
    subordinate = _SUBORDINATE.match(plain) or _SUBORDINATE.match(begins.split(",")[-1].strip())
    body = plain[len(begins) :]
    if asks:
        # A part of a question says the contrary of it, or nothing.
        yield Clause(body + "?", 0.7)
        return
    if subordinate and not _BREAK.search(body):
        return  # "Since this that": without its first word it is no sentence
    if not subordinate:
        yield Clause(body, 1.5, whole=True)
        if (shorter := _REASON.sub("", body)) != body:
            yield Clause(shorter, 0.7)
    for needed in _NEEDED:
        # What stands before may be what it is done to: «их надо обводнять».
        if (found := needed.search(plain)) and _NOTHING.search(plain[: found.start()]):
            yield from _shortened(found["do"], 1.6)
    if found := _SUBJECT.match(body):
        yield Clause(found["what"], 1.2 if len(found["what"].split()) > FEWEST else 0.4)
    parts, marks = _BREAK.split(body), [mark.strip() for mark in _BREAK.findall(body)]
    first = 1 if subordinate and len(parts) > 1 else 0
    for begin in range(first, len(parts)):
        leans = _RELATIVE.match(parts[begin]) or (begin and _SUBORDINATE.match(parts[begin]))
        if begin > first and (leans or (marks[begin - 1] == "," and not subordinate)):
            # After a comma stands what leans on what is before it; as a last resort it may do.
            if not leans:
                yield Clause(parts[begin], 0.25)
            continue
        yield from _from(parts, marks, begin, 1.1 if begin == first else 0.9)


def _from(
    parts: Sequence[str], marks: Sequence[str], begin: int, strength: float
) -> Iterator[Clause]:
    """What begins here and ends at one of the next breaks."""
    whole = parts[begin]
    for end in range(begin, len(parts)):
        if end > begin:
            joint = marks[end - 1]
            whole += (f"{joint} " if joint in ",;:" else f" {joint} ") + parts[end]
        if len(whole) > LONGEST:
            if end == begin:
                yield from _beginnings(whole)
            break
        yield Clause(whole, strength * _alone(parts, marks, end + 1))


def _beginnings(clause: str) -> Iterator[Clause]:
    """What a clause that is too long begins with, as a last resort."""
    text = ""
    for part in re.split(r"\s(?=(?:and|or|by|for|with|from|и|или|для|из|от)\s)", clause):
        text = f"{text} {part}".strip()
        yield Clause(_UNFINISHED.sub("", text).rstrip(), 0.35)


def _shortened(clause: str, strength: float) -> Iterator[Clause]:
    """The clause, and what is left of it where its ends are taken off."""
    yield Clause(clause, strength)
    parts, marks = _BREAK.split(clause), [mark.strip() for mark in _BREAK.findall(clause)]
    for end, _ in enumerate(pairwise(parts), 1):
        early = "".join(
            part + (mark + " " if mark in ",;:" else f" {mark} ")
            for part, mark in zip(parts[:end], marks, strict=False)
        )
        yield Clause(early.rstrip(" ,;:—–-"), strength * 0.9 * _alone(parts, marks, end))


def _alone(parts: Sequence[str], marks: Sequence[str], after: int) -> float:
    """How well what stands before this part stands alone: badly, if the part says what it is that
    somebody said, asked or knows, or takes back what was said."""
    if after >= len(parts):
        return 1.2
    if marks[after - 1] in (";", "."):
        return 1.1
    if _COMPLEMENT.match(parts[after]):
        return 0.1
    if _EXAMPLES.match(parts[after]):
        return 1.1
    if _REVERSING.match(parts[after]):
        return 0.2
    if marks[after - 1] == "," and _ASIDE.match(parts[after]):
        return 0.4
    return 0.6 if marks[after - 1] == ":" else 0.75
