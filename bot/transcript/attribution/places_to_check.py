"""What a person should still look at in an export: places that may give somebody away all the same.

Guesses by form, in English and Russian, on the texts as they stand after cleaning. Nothing is changed
here, and nothing that is found may go to a log.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from bot.procedure.floor.request_kinds import Kind
from bot.procedure.formats import Speakers
from bot.procedure.values import Words
from bot.transcript.attribution import patterns
from bot.transcript.attribution.cleaned import Doubt, PlaceToCheck
from bot.transcript.attribution.cleaner import Cleaner, words_of
from bot.transcript.attribution.folding import Word
from bot.transcript.model import Transcript

_AROUND = 40
"""Characters of the text shown on either side of what was found."""
_FEW = 2
"""A language that no more than so many speak tells who they are."""

_BIOGRAPHY = re.compile(
    r"\b(?:(?:when|while|since|as|before|after|until) I\b|I (?:was|am|used to|have been|served|worked|"
    r"work|led|negotiated|taught|wrote|signed|was born|grew up|live[ds]?|resigned|retired|met)\b|"
    r"I['’](?:m|ve) (?:a|an|the|been|spent)\b|"
    r"my (?:wife|husband|son|daughter|father|mother|brother|sister|family|career|years|students?|book|"
    r"article|village|town|city|company|firm|office|regiment|ship|post|university|institute)\b|"
    r"(?:когда|пока) я\b|\bя (?:был|была|служил|служила|работал|работала|работаю|служу|родился|родилась|"
    r"вырос|выросла|возглавлял|возглавляла|руководил|руководила|преподавал|преподавала|преподаю|"
    r"написал|написала|писал|писала|подписывал|подписывала|жил|жила|живу|ушёл|ушла|учился|училась)\b|"
    r"\b(?:мо[йяеи]|мо[её]м|моей|моего|моему|моих|моими) (?:жен|муж|сын|доч|от[её]?ц|мат|брат|сестр|"
    r"семь|карьер|студент|ученик|книг|стать|деревн|село|город|фирм|завод|полк|корабл|кафедр|институт|ведомств)"
    r"\w*)",
    re.IGNORECASE,
)
_AFFILIATION = re.compile(
    r"\b(?:(?:our|my) (?:side|delegation|country|government|ministry|capital|president|army|people|"
    r"parliament|embassy)|we,? the \w+|(?:back )?in my country|"
    r"(?:наш|мо)\w{1,3} (?:сторон|делегаци|стран|правительств|министерств|столиц|президент|арми|народ|"
    r"парламент|посольств)\w*|у нас в \w+|у нас дома|на нашей стороне|от нашей стороны)",
    re.IGNORECASE,
)
_POST = re.compile(
    r"\b(?:ambassador|minister|deputy|general|colonel|admiral|captain|major|officer|director|professor|"
    r"academician|senator|congressman|congresswoman|president|chairman|chairwoman|secretary|judge|"
    r"lawyer|journalist|editor|diplomat|attaché|consul|envoy|doctor|engineer|teacher|economist|"
    r"посл|посол|министр|депутат|генерал|полковник|адмирал|капитан|майор|офицер|директор|профессор|"
    r"академик|сенатор|президент|председател|секретар|судь|адвокат|юрист|журналист|редактор|дипломат|"
    r"атташе|консул|посланник|врач|инженер|учител|экономист)\w{0,4}\b",
    re.IGNORECASE,
)
_MONTHS = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр)\w{0,2}"
)
_DATE = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)? {_MONTHS}|{_MONTHS} \d{{1,4}}|(?:18|19|20)\d\d|"
    r"\d{1,2}[./]\d{1,2}[./]\d{2,4})\b",
    re.IGNORECASE,
)
_QUANTITY = re.compile(
    r"\d[\u00a0 .,]*\s?(?:%|‰|km|kilomet\w+|miles?|tons?|tonnes?|kg|barrels?|million|"
    r"billion|thousand|hectares?|acres?|dollars?|euros?|roubles?|rubles?|years?|kilotons?|megatons?|MW|GW|"
    r"км|километр\w*|тонн\w*|кг|баррел\w*|млн|млрд|миллион\w*|миллиард\w*|тысяч\w*|гектар\w*|доллар\w*|"
    r"евро|рубл\w*|лет|год\w*|мегаватт\w*)(?!\w)",
    re.IGNORECASE,
)
_PATTERNS = (
    (Doubt.BIOGRAPHY, _BIOGRAPHY),
    (Doubt.POST, _POST),
    (Doubt.DATE, _DATE),
)
_IN_NUMBER = re.compile(r"[\d\u00a0 .,]")
_BEFORE_NUMBER = re.compile(r"[\w.,]")
_BEFORE_SENTENCE = frozenset('.!?…:\n«"“„([>—–')
_LINE_MARKS = frozenset("*#>-")


def places_to_look_at(
    told: Transcript, cleaner: Cleaner, *, sides: bool
) -> tuple[PlaceToCheck, ...]:
    """The places in the order of the record. `sides`: it matters if an affiliation shows."""
    known = frozenset(
        word.folded
        for line in told.agenda
        for text in (line.title, line.question)
        for _, each in text.texts
        for word in words_of(each)
    )
    found = [
        look for place, text in _texts(told) for look in _in(text, place, cleaner, known, sides)
    ]
    return (*found, *(_languages(told) if sides else ()))


def turns_by_role(full: Transcript) -> tuple[PlaceToCheck, ...]:
    """Turns that a rota gave, by role, by side, or around the table: whoever knows the format can guess
    whose they are, whatever stands above them. In the inner circle it is known who sat there."""
    roles = {
        phase.key
        for phase in full.format.phases
        if phase.speakers.on_rota or phase.speakers is Speakers.CIRCLE
    }
    return tuple(
        PlaceToCheck(Doubt.ROTA, f"turn-{turn.number}")
        for turn in full.turns
        if turn.phase in roles and turn.kind is not Kind.INTERPRETATION
    )


def _texts(told: Transcript) -> Iterator[tuple[str, str]]:
    for made in told.contributions:
        for wording in made.wordings:
            if wording.words.text is not None:
                yield f"c-{made.seq}", wording.words.text
    for request in told.requests:
        if request.note is not None and request.note.text is not None:
            place = "unspoken" if request.turn is None else f"turn-{request.turn}"
            yield place, request.note.text
    for point in told.papers.points:
        if point.text.text is not None:
            yield "minutes", point.text.text
    for ruling in told.rulings:
        if ruling.note is not None and ruling.note.text is not None:
            yield f"turn-{ruling.turn}", ruling.note.text


def _in(
    text: str, place: str, cleaner: Cleaner, known: Set[str], sides: bool
) -> Iterator[PlaceToCheck]:
    for doubt, pattern in (*_PATTERNS, *(((Doubt.AFFILIATION, _AFFILIATION),) if sides else ())):
        for found in pattern.finditer(text):
            yield PlaceToCheck(doubt, place, _around(text, found.start(), found.end()))
    for start, end in _quantities(text):
        yield PlaceToCheck(Doubt.QUANTITY, place, _around(text, start, end))
    for start, end in patterns.links(text):
        yield PlaceToCheck(Doubt.LINK_KEPT, place, Words(text[start:end]))
    for word in words_of(text):
        doubt = _doubt(text, word, cleaner, known)
        if doubt is not None:
            yield PlaceToCheck(doubt, place, Words(text[word.start : word.end]))


def _doubt(text: str, word: Word, cleaner: Cleaner, known: Set[str]) -> Doubt | None:
    if cleaner.names.common(word):
        return Doubt.COMMON_WORD
    if cleaner.names.near(word):
        return Doubt.NEAR_NAME
    if not word.capital or word.folded in known or word.folded == "i":
        return None
    return None if _begins_sentence(text, word.start) else Doubt.PROPER_NOUN


def _begins_sentence(text: str, at: int) -> bool:
    """Whether what stands here begins a sentence, or a line behind its bullets and marks."""
    while at > 0 and text[at - 1].isspace():
        at -= 1
    if at == 0 or text[at - 1] in _BEFORE_SENTENCE:
        return True
    while (
        at > 0 and text[at - 1] != "\n" and (text[at - 1].isspace() or text[at - 1] in _LINE_MARKS)
    ):
        at -= 1
    return at == 0 or text[at - 1] == "\n"


def _quantities(text: str) -> Iterator[tuple[int, int]]:
    """Numbers with what they count. Looked for from the last digit on: of many digits and blanks in a
    row, each could begin a number."""
    reached = 0
    for found in _QUANTITY.finditer(text):
        start = found.start()
        while start > reached and _IN_NUMBER.match(text, start - 1):
            start -= 1
        for at in range(start, found.start() + 1):
            if text[at].isdecimal() and not (at and _BEFORE_NUMBER.match(text, at - 1)):
                yield at, found.end()
                reached = found.end()
                break


def _around(text: str, start: int, end: int) -> Words:
    before = text[max(0, start - _AROUND) : start].rpartition("\n")[2]
    after = text[end : end + _AROUND].partition("\n")[0]
    return Words(f"{before}{text[start:end]}{after}")


def _languages(told: Transcript) -> Iterator[PlaceToCheck]:
    """Words in a language that hardly anybody else speaks here."""
    speakers: dict[str, set[str]] = {}
    roles = {role.person for role in told.roles}
    for made in told.contributions:
        if made.person not in roles and made.words is not None:
            speakers.setdefault(made.language, set()).add(made.person)
    if len(speakers) < 2:
        return
    for made in told.contributions:
        spoken = made.person not in roles and made.words is not None
        if spoken and len(speakers[made.language]) <= _FEW:
            yield PlaceToCheck(Doubt.LANGUAGE, f"c-{made.seq}")
