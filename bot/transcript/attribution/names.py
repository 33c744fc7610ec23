"""Knowing a name again in a text: whole or in parts, declined, in the possessive, in another alphabet.

`Names` answers for one word at a time; which words a text consists of is `folding`'s business, and what
is put in a name's place is `cleaner`'s. It would rather take a word too many than one too few.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import snowballstemmer

from bot.transcript.attribution.folding import WORD, Word, folded, unmixed
from bot.transcript.attribution.likeness import bones, latin, sound, spelling

SHORTEST = 3
"""Letters of the shortest part of a name that is looked for by itself."""
_LONG = 6
"""From so many letters on, a part of a name is found inside longer words too."""
_TELLING = 5
"""So many consonants tell a name in the other alphabet even where it is written small."""


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_FUNCTION_WORDS = _listed(
    "and are but can did for had has her him his its may nor not now one our out own see she the then "
    "they too via was who why will with yes yet you von van der den del dos las los bin ibn und aka "
    "для его ему или как кто мне мой моя нам нас него нет они она оно под при про так там тем том тот "
    "тут уже что чем эта это эти"
)
"""Words that a text cannot do without: taken for a name only with a capital letter."""
_TWO_LETTERS = _listed(
    "ah am an as at be by do eh go ha he hi if in is it me my no of oh ok on or ox so to up us we "
    "ах бы во вы да до ей ею же за из им их ко мы на не ни но ну об ой он от ох по со та те то ту ты "
    "уж ум эй"
)
"""Words of two letters: a name that reads so is left standing, and the report says so."""
_EVERYDAY = _listed(
    "art bit bob bore dan dean den don dona gene gray grant hope ivy joy kit lad lot mark mart "
    "may mina mine mira mod net nor not ohm pan par pop pot ray rod rom root rose sam san sever "
    "sim son tom ton vita will wit аде ада ад арт без бел бил боб бор брат был вид вин вит все "
    "гор грей дан дана даны дар дом дон дин есть жил кит кол лада лев лик лот май мая маю мал "
    "мер мир мира миру мод надо нет нил ном нот пан пар пел пол пот рад рада рай рис рог род "
    "роз рой ром рос рот рук сам сама сами само сан сев сед сил сим сон сын том тон хоп чем шел "
    "юна"
)
"""Words that a short name of the other alphabet reads as: left when they are written small, and named in
the report."""
_PARTICLES = _listed("von van der den del dos las los bin ibn the and aka")
_TITLES = _listed("prof professor doctor проф профессор доктор господин госпожа mrs mister")

_ENDINGS = tuple(
    sorted(
        _listed(
            "а у ом ем е ы и ой ей ою ею ю я ам ям ами ями ах ях ов ев ого его ому ему ым им ых их ыми "
            "ими ую юю ая яя ое ее ье ью ья ьи ий ый ия ии ию ием ин ина ину иной ине ины ино иным иных"
        ),
        key=lambda ending: (-len(ending), ending),
    )
)
_COMPOUND = re.compile(r"(?<![^\W\d_])[^\W\d_]+(?:['’ʼ`\u2010-\u2014-][^\W\d_]+)+")
_VOWELS = frozenset("аеиоуыэюяьйaeiouy")
_FLEETING = frozenset("ео")


@cache
def stem(word: str) -> str:
    """The Russian stem of a folded word, as Snowball cuts it."""
    return str(_stemmer().stemWord(word))


@cache
def _stemmer() -> snowballstemmer.RussianStemmer:
    return snowballstemmer.stemmer("russian")


@dataclass(frozen=True, slots=True, repr=False)
class Names:
    """Parts of names, made ready to be found. Its repr shows none of them."""

    whole: frozenset[str]
    parts: frozenset[str]
    bases: frozenset[str]
    stems: frozenset[str]
    sounds: frozenset[str]
    bare: frozenset[str]
    bones: frozenset[str]
    short: frozenset[str]
    spellings: frozenset[tuple[bool, str]]

    def __repr__(self) -> str:
        return f"<{len(self.whole)} names>"

    @classmethod
    def of(cls, names: Iterable[str], phrases: Iterable[str] = ()) -> Names:
        """From people's names; `phrases` are looked for as a whole, their words not by themselves."""
        people = frozenset(w for name in names if len(w := _spaced(folded(name))) > 1)
        others = frozenset(w for phrase in phrases if len(w := _spaced(folded(phrase))) > 1)
        whole = people | others
        of_one_word = (each for each in others if WORD.fullmatch(each))
        of_parts = (*people, *of_one_word)
        parts = frozenset(
            part for name in of_parts for part in (*parts_of(name), *_compounds(name))
        )
        short = frozenset(part for name in of_parts for part in _short_parts(name))
        bases = frozenset(base for part in parts for base in _bases(part))
        return cls(
            whole=whole,
            parts=parts | frozenset(_run_together(name) for name in people if " " in name),
            bases=bases,
            stems=frozenset(s for part in parts if len(s := stem(part)) >= SHORTEST),
            sounds=frozenset(s for part in parts if len(s := sound(part)) >= SHORTEST),
            bare=frozenset(s for base in bases if len(s := sound(base)) >= 2),
            bones=frozenset(b for part in parts for b in bones(part)),
            short=short,
            spellings=frozenset(
                (_is_russian(each), spelling(each))
                for each in (*parts, *short, *(base for base in bases if not _is_russian(base)))
            ),
        )

    def know(self, word: Word) -> bool:
        """Whether the word is part of a name in some form."""
        if self._knows(word):
            return True
        text = word.other
        if len(text) < SHORTEST or text in _FUNCTION_WORDS or word.folded in _FUNCTION_WORDS:
            return word.capital and word.folded not in _TWO_LETTERS and self._short_one(text)
        if text in self.parts:
            return True
        return word.mixed and any(start in self.bases for start in _without_ending(text))

    def near(self, word: Word) -> bool:
        """Whether the word begins or sounds as a name does, without being known as one."""
        text = word.folded
        if any(text.startswith(part) for part in self.parts if len(part) >= 4):
            return True
        if self.know(word):
            return False
        if len(text) < SHORTEST or text in _EVERYDAY or text in _FUNCTION_WORDS:
            return self._spelt_otherwise(text)
        return _is_foreign(text, self.spellings) and bool(self.bones & bones(text))

    def common(self, word: Word) -> bool:
        """Whether the word is a name that was left standing because every text needs it."""
        return word.folded in (self.parts | self.short) and not self.know(word)

    def _knows(self, word: Word) -> bool:
        text = word.folded
        if word.capital and self._short_one(text):
            return True
        if len(text) < SHORTEST or (text in _FUNCTION_WORDS and not word.capital):
            return False
        if text in self.parts or (text.endswith("s") and text[:-1] in self.parts):
            return True
        if any(start in self.bases for start in _without_ending(text)):
            return True
        if any(part in text for part in self.parts if len(part) >= _LONG):
            return True
        if word.capital and stem(text) in self.stems:
            return True
        if text not in _EVERYDAY or word.capital:
            return self._sounds_like(word)
        return False

    def _short_one(self, text: str) -> bool:
        """A name of two letters, declined or in the other alphabet; only asked of a capital."""
        if not self.short or text in _TWO_LETTERS or len(text) > SHORTEST + 1:
            return False
        forms = (text, *_without_ending(text))
        if any(form in self.short for form in forms):
            return True
        return len(text) <= SHORTEST and (not _is_russian(text), spelling(text)) in self.spellings

    def _spelt_otherwise(self, text: str) -> bool:
        """Whether this is a name of the other alphabet, letter by letter."""
        other = not _is_russian(text)
        starts = (each for each in _without_ending(text) if len(each) >= SHORTEST)
        return any((other, spelling(each)) in self.spellings for each in (text, *starts))

    def _sounds_like(self, word: Word) -> bool:
        text = word.folded
        forms = (text, *_without_ending(text), *_singular(text, _TELLING))
        if any(part in sound(text) for part in self.sounds if len(part) >= _LONG):
            return True
        if any(map(self._spelt_otherwise, (text, *_singular(text)))):
            return True
        alike = self.bones & frozenset(b for form in forms for b in bones(form))
        if not word.capital and len(text) < 5:
            return False
        for form in forms:
            heard = sound(form)
            if heard in self.sounds or (word.capital and form != text and heard in self.bare):
                return True
        if word.capital:
            return bool(alike)
        return _is_foreign(text, self.spellings) and any(len(each) >= _TELLING for each in alike)


def _is_russian(text: str) -> bool:
    """Whether the word is written in Cyrillic."""
    return latin(text) != text


def _is_foreign(text: str, spellings: frozenset[tuple[bool, str]]) -> bool:
    """Whether there are names of the alphabet that the word is not in."""
    other = not _is_russian(text)
    return any(russian is other for russian, _ in spellings)


def _singular(text: str, shortest: int = SHORTEST) -> tuple[str, ...]:
    """“starodum” of “starodums”, in a tuple; none where what is left is too short to tell."""
    one = text.removesuffix("s")
    return () if one == text or len(one) < shortest or one in _EVERYDAY else (one,)


def parts_of(name: str) -> tuple[str, ...]:
    """The parts of a folded name that are looked for by themselves."""
    found = (unmixed(part) for part in WORD.findall(name))
    return tuple(
        part
        for part in found
        if len(part) >= SHORTEST and part not in _PARTICLES and part not in _TITLES
    )


def _compounds(name: str) -> Iterator[str]:
    """“ohara”, “weiling”: what is joined by an apostrophe or a hyphen, as it is written without."""
    for found in _COMPOUND.finditer(name):
        yield unmixed("".join(WORD.findall(found.group())))


def _short_parts(name: str) -> Iterator[str]:
    """The parts of two letters, each as it can be read."""
    for part in WORD.findall(name):
        if len(part) == SHORTEST - 1 and part not in _PARTICLES:
            yield unmixed(part)


def _bases(part: str) -> frozenset[str]:
    """What a Russian ending is put to: the name without its own ending, and without a vowel that comes
    and goes (Лев, Льва; Павел, Павла)."""
    found = {part}
    if part[-1] in _VOWELS:
        found.add(part[:-1])
        if len(part) > 4 and part[-2] in _VOWELS:
            found.add(part[:-2])
    elif len(part) >= 3 and part[-2] in _FLEETING:
        found |= {part[:-2] + part[-1], part[:-2] + "ь" + part[-1]}
    if part.endswith("ь") and len(part) > 3 and part[-3] in _FLEETING:
        found |= {part[:-3] + part[-2]}
    return frozenset(base for base in found if len(base) >= 2)


@cache
def _without_ending(word: str) -> tuple[str, ...]:
    return tuple(
        word[: -len(ending)]
        for ending in _ENDINGS
        if word.endswith(ending) and len(word) - len(ending) >= 2
    )


def _spaced(name: str) -> str:
    return " ".join(name.split())


def _run_together(name: str) -> str:
    """„adalanternwright“, as handles have it; a particle that is all that is left tells nothing."""
    return "".join(WORD.findall(name)) if len(parts_of(name)) > 1 else name.replace(" ", "")
