"""Knowing a name again in a text: whole or in parts, declined, in the possessive, in another alphabet.

`Names` answers for one word at a time; which words a text consists of is `folding`'s business, and what
is put in a name's place is `cleaner`'s. It would rather take a word too many than one too few.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import snowballstemmer

from bot.transcript.attribution.folding import WORD, Word, folded, unmixed
from bot.transcript.attribution.likeness import bones, sound

SHORTEST = 3
"""Letters of the shortest part of a name that is looked for by itself."""
_LONG = 6
"""From so many letters on, a part of a name is found inside longer words too."""


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_FUNCTION_WORDS = _listed(
    "and are but can did for had has her him his its may nor not now one our out own see she the then "
    "they too via was who why will with yes yet you von van der den del dos las los bin ibn und aka "
    "для его ему или как кто мне мой моя нам нас него нет они она оно под при про так там тем том тот "
    "тут уже что чем эта это эти"
)
"""Words that a text cannot do without: taken for a name only with a capital letter."""
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

    def __repr__(self) -> str:
        return f"<{len(self.whole)} names>"

    @classmethod
    def of(cls, names: Iterable[str], phrases: Iterable[str] = ()) -> Names:
        """From people's names; `phrases` are looked for as a whole, their words not by themselves."""
        people = frozenset(w for name in names if len(w := _spaced(folded(name))) > 1)
        others = frozenset(w for phrase in phrases if len(w := _spaced(folded(phrase))) > 1)
        whole = people | others
        of_one_word = (each for each in others if WORD.fullmatch(each))
        parts = frozenset(part for name in (*people, *of_one_word) for part in parts_of(name))
        bases = frozenset(base for part in parts for base in _bases(part))
        return cls(
            whole=whole,
            parts=parts | frozenset(_run_together(name) for name in people if " " in name),
            bases=bases,
            stems=frozenset(s for part in parts if len(s := stem(part)) >= SHORTEST),
            sounds=frozenset(s for part in parts if len(s := sound(part)) >= SHORTEST),
            bare=frozenset(s for base in bases if len(s := sound(base)) >= 2),
            bones=frozenset(b for part in parts for b in bones(part)),
        )

    def know(self, word: Word) -> bool:
        """Whether the word is part of a name in some form."""
        text = word.folded
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
        return self._sounds_like(word)

    def near(self, word: Word) -> bool:
        """Whether the word begins as a name does, without being known as one."""
        return any(word.folded.startswith(part) for part in self.parts if len(part) >= 4)

    def common(self, word: Word) -> bool:
        """Whether the word is a name that was left standing because every text needs it."""
        return word.folded in self.parts and not self.know(word)

    def _sounds_like(self, word: Word) -> bool:
        text = word.folded
        if not word.capital and len(text) < 5:
            return False
        if sound(text) in self.sounds:
            return True
        for start in _without_ending(text):
            heard = sound(start)
            if heard in self.sounds or (word.capital and heard in self.bare):
                return True
        if not word.capital:
            return False
        forms = (text, *_without_ending(text))
        return any(self.bones & bones(form) for form in forms)


def parts_of(name: str) -> tuple[str, ...]:
    """The parts of a folded name that are looked for by themselves."""
    found = (unmixed(part) for part in WORD.findall(name))
    return tuple(
        part
        for part in found
        if len(part) >= SHORTEST and part not in _PARTICLES and part not in _TITLES
    )


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
