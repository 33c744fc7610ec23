"""A title for a passage, made of a clause of its own text: whole words of the author's, cut where they
can be cut, so that it says something, as bags of keywords do not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping

from bot.agenda.clauses import FEWEST, LONGEST, MOST, clauses, plainer
from bot.agenda.lexicon import FINITE, NARRATING, POINTING, PROPOSING
from bot.agenda.passages import Passage
from bot.agenda.terms import terms

BEST = range(5, 14)

_PAST = re.compile(
    r"\b(?:was|were|had|did|(?!united|indeed|speed)\w{3,}ed|said|met|sat|went|told|asked|"
    r"\w{2,}(?:л|ла|ло|ли|лся|лась|лось|лись))\b",
    re.IGNORECASE,
)
_DANGLING = re.compile(
    r"(?:^|\s)(?:a|an|the|of|in|on|at|to|for|from|by|with|and|or|but|nor|as|than|is|are|was|were|be|not|"
    r"has|have|had|will|would|should|must|can|could|may|might|its|their|his|her|our|my|this|these|"
    r"into|over|under|between|that|every|each|any|no|both|such|some|more|most|"
    r"и|а|но|или|в|во|на|с|со|к|ко|по|о|об|от|до|из|за|у|при|без|для|под|над|между|через|не|ни|что|"
    r"как|чем|если|это|его|ее|её|их|наш\w*|сво\w+|котор\w+|бы|же|ли)$",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"^(?:of|in|on|at|by|with|from|to (?:the|a|an|this|our|their)|for|into|under|over|within|"
    r"among|between|through|against|without|about|namely|even|only|just|not|"
    r"в|во|на|с|со|к|ко|по|о|об|от|до|из|за|у|при|под|над|между|через|среди|после|перед|ради|даже|"
    r"только|лишь|не|ни|именно)\s",
    re.IGNORECASE,
)
"""A clause that begins so says where or when, and seldom what."""
_NAMING = re.compile(
    r"^(?:an?|joint|common|mutual|more|no)\s|^\w+(?:tion|ment|ance|ence)\b|"
    r"^(?:\w+(?:ый|ий|ая|яя|ое|ее|ые|ие)\s+)?\w*(?:ние|тие|ция|мен|ка|во|ость|сть|фонд|доступ|запрет|право|очередь|школа)\s|"
    r"^(?:\w+(?:ый|ий|ая|яя|ое|ые|ие)\s+){1,2}\w+",
    re.IGNORECASE,
)
"""Names a thing or an act, and can do without a verb."""
_JOINING = re.compile(
    r"^\W*(?:and|but|or|so(?! (?:far|long|much|many))|yet|и|а|но|или|то)[\s,]+", re.IGNORECASE
)
_SOMEBODY = re.compile(
    r"\b(?:I|[Mm]y|me|mine|[Yy]ou|[Yy]our|[Мм]не|[Яя]|[Мм]о(?:й|я|и|его|их|ей|ю)|[Мм]еня|[Вв]ы|вас|вам|ваш\w*)\b"
)
"""The author or the reader, who are not at the table."""
_COUNTED = re.compile(
    r"^(?:\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"один|одна|одно|два|две|двое|три|трое|четыре|пять|шесть|семь|восемь|девять|десять|двенадцать) "
    r"(?:was|were|had|of|\w+ed|из|был\w*)\b)",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\b(?:the same (?:goes|is|holds|applies)|such a|of this sort|of that kind|that way|this way|"
    r"the former|the latter|would help|likewise|too|also|him|behind this|the usual case|"
    r"одновременно|при этом|для этого|остальн\w+|ещё|еще|"
    r"то же (?:самое|с)|такого рода|тоже|последн(?:ий|яя|ее) из|там|туда|оттуда)\b",
    re.IGNORECASE,
)
"""Speaks of something that stands in another sentence."""
_END_OF_LIST = re.compile(r"^[\w -]+, (?:and|or|и|или) [\w -]+$", re.IGNORECASE)
_VERB_FIRST = re.compile(
    r"^(?:would|will|can|could|should|must|may|might|is|are|was|were|has|have|had|does|did|do|cannot|"
    r"whoever|whatever|wherever)\b",
    re.IGNORECASE,
)
"""A clause without its subject, if it is no question."""
_ANNOUNCING = re.compile(
    r"\b(?:(?:further|another|following|several|two|three) "
    r"(?:consequences?|points?|reasons?|questions?|problems?)|(?:special|particular) place|"
    r"the (?:most \w+|first|second|third|last|next|other) (?:question|topic|point|issue|is)|"
    r"(?:described|listed|proposed|mentioned) (?:here|above)|none of (?:these|the)|"
    r"these (?:steps|measures|proposals)|another matter|likes to say|(?:replies|says|argues|insists)$|"
    r"\w+ (?:replies|says|argues|insists),|особое место|перечисленн\w+|сказанн\w+|"
    r"эти (?:меры|шаги|предложения)|тема касается|вопрос в том|"
    r"отдельн\w+ (?:тема|вопрос|разговор|песня)|ещё од\w+|еще од\w+)\b",
    re.IGNORECASE,
)
"""Says that something is to come, or sums up what has been."""
_HALVED = re.compile(
    r"['’]s$|\bне потому\b(?!.*, а\b)|\bnot because\b(?!.*\bbut\b)|\bnot only\b(?!.*\bbut\b)|"
    r"\bне только\b(?!.*\bно\b)|^сколько\b(?!.*(?:столько|\?$))|\bbetween an?\b(?!.*\band\b)|"
    r"^the (?:answer|point|question|problem|danger) is not\b(?!.*\bbut\b)|"
    r"^(?:дело|вопрос|беда|проблема) не в\b(?!.*, а\b)|\bis not one more\b(?!.*\bbut\b)|"
    r"\bли\b(?!.*\?$)|\bno longer \w+$",
    re.IGNORECASE,
)
"""One half of what has two."""
_HANGING = re.compile(
    r",\s(?:which|who|where|whose|котор\w+|где|чья|чьи|чей)\s[^,]+$", re.IGNORECASE
)
"""Ends in what is only said of something."""
_PAIRS = (("(", ")"), ("«", "»"), ("“", "”"), ("[", "]"))


def title(passage: Passage, key: int, weights: Mapping[str, float], taken: Collection[str]) -> str:
    """A title that is not among those taken; that of the sentence at `key`, if it has a good one."""
    if passage.heading is not None and passage.heading not in taken:
        return passage.heading
    best: tuple[float, str] | None = None
    weights = _of_this_passage(passage, weights)
    for number, sentence in enumerate(passage.sentences):
        # The key sentence and those beside it are shown with the title.
        near = (1.0, 0.8, 0.5)[min(2, abs(number - key))]
        if PROPOSING.search(sentence) and not sentence.endswith("?"):
            near *= 2.0  # what should be done is what a table can talk about
        elif NARRATING.search(sentence) or _PAST.search(sentence):
            near *= 0.7
        for clause in clauses(sentence):
            text = finished(clause.text)
            worth = near * clause.worth * _worth(text, weights, clause.whole)
            if text not in taken and (best is None or worth > best[0]):
                best = (worth, text)
    if best is not None and best[0] > 0:
        return best[1]
    return finished(_cut_off(plainer(passage.sentences[key][: 3 * LONGEST])))


def _cut_off(text: str) -> str:
    """As much of a sentence as a title may have: where nothing in a passage can stand alone."""
    words = text[: 3 * LONGEST].split()[:MOST]
    while len(words) > 1 and len(" ".join(words)) > LONGEST:
        words.pop()
    return " ".join(words)[:LONGEST]


def _of_this_passage(passage: Passage, weights: Mapping[str, float]) -> Mapping[str, float]:
    """What a term weighs in a title of this passage: more, if the passage comes back to it."""
    often = Counter(terms(passage.text))
    return {
        term: weights.get(term, 0.5) * min(2.2, 1 + 0.6 * (count - 1))
        for term, count in often.items()
    }


def finished(clause: str) -> str:
    """With a capital letter and without what stands at its ends."""
    clause = _JOINING.sub("", clause)
    text = clause.strip(" \t,;:—–-·•*\"'“”„«»().…!")
    text = re.sub(r"\s+", " ", text)
    for opening, closing in _PAIRS:
        if text.count(opening) > text.count(closing):
            text += closing
    return text[:1].upper() + text[1:]


def _worth(text: str, weights: Mapping[str, float], whole: bool) -> float:
    words = text.split()
    if not FEWEST <= len(words) <= MOST or _DANGLING.search(text.rstrip("?")):
        return 0.0
    if any(text.count(a) != text.count(b) for a, b in _PAIRS) or text.count('"') % 2:
        return 0.0
    found = set(terms(text))
    if len(found) < 2:
        return 0.0
    worth = sum(weights.get(term, 0.5) for term in found) / float((len(words) + 6) ** 0.5)
    plain = [re.sub(r"\W", "", word).lower().replace("ё", "е") for word in words]
    if plain[0] in POINTING:
        worth *= 0.3
    elif any(word in POINTING for word in plain):
        worth *= 0.45
    if _SOMEBODY.search(text):
        worth *= 0.4
    if text.count(",") > 1:
        worth *= 0.75
    if re.search(r"[“„«\"]", text):
        worth *= 0.7
    if _COUNTED.match(text):
        worth *= 0.6
    if _ELSEWHERE.search(text) or _HANGING.search(text):
        worth *= 0.5
    if _VERB_FIRST.match(text) and not text.endswith("?"):
        worth *= 0.3
    if _HALVED.search(text):
        worth *= 0.2
    if NARRATING.search(text):
        worth *= 0.6
    if any(word[0].isdigit() for word in plain if word):
        worth *= 0.85
    verb = FINITE.search(text)
    finite = whole or verb
    if _BESIDE.match(text):
        worth *= 0.45 if finite else 0.2
    if not finite and _END_OF_LIST.match(text):
        worth *= 0.5
    if verb:
        worth *= 1.2
    elif not whole and not _NAMING.match(text):
        worth *= 0.2 if text.startswith("The ") else 0.6
    if _PAST.search(text):
        worth *= 0.75
    if _ANNOUNCING.search(text):
        worth *= 0.25
    return worth * (1.0 if len(words) in BEST else 0.45 if len(words) < BEST[0] else 0.9)
