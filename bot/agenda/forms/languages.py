"""Which language a text is most likely written in, by its letters and its commonest small words.

A guess of the simplest kind, and enough here: English and Russian have to be told for certain, and of
the others only that they are others. Nothing is sent anywhere, and no model is needed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from bot.agenda.forms.cleaning import words

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LOOKED_AT = 40_000
"""Characters; more would change no answer."""
_LEAST_SHARE = 0.06
"""Of all words, those that are small words of the language: about two fifths in English and German, a
quarter in Russian; half of that where only half of the text is in it."""
_LEAST_WORDS = 4

# Scripts that one language of today stands for, or that its letters tell apart below.
_SCRIPTS: tuple[tuple[str, str], ...] = (
    ("cyrillic", r"[\u0400-\u052f]"),
    ("latin", r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"),
    ("el", r"[\u0370-\u03ff\u1f00-\u1fff]"),
    ("he", r"[\u0590-\u05ff]"),
    ("arabic", r"[\u0600-\u06ff\u0750-\u077f]"),
    ("hy", r"[\u0530-\u058f]"),
    ("ka", r"[\u10a0-\u10ff\u1c90-\u1cbf]"),
    ("hi", r"[\u0900-\u097f]"),
    ("th", r"[\u0e00-\u0e7f]"),
    ("ko", r"[\u1100-\u11ff\uac00-\ud7af]"),
    ("ja", r"[\u3040-\u30ff]"),
    ("zh", r"[\u4e00-\u9fff]"),
)
_COUNTERS = tuple((name, re.compile(letters)) for name, letters in _SCRIPTS)

_SMALL_WORDS: Mapping[str, Mapping[str, frozenset[str]]] = {
    "latin": {
        "en": words(
            "the of and to in is that it for was on are as with be this have not by from they at or "
            "which we an but has their will would there been were what when can more"
        ),
        "de": words(
            "der die und das ist nicht ein eine zu den mit von sich auf dem für im des auch es wird "
            "dass sie er wie aus bei hat nach werden einen oder sind noch wir"
        ),
        "fr": words(
            "le la les de des et un une du est que dans qui pour pas sur au ce il elle sont avec plus "
            "par ne se nous vous mais ou cette aux d'une qu'il l'on c'est été"
        ),
        "es": words(
            "el la los las de y que en un una es por con para no se del al lo su como más pero sus "
            "le ha este esta entre cuando muy sin sobre también"
        ),
        "it": words(
            "il lo la gli le di e che un una in per non è con del della dei delle si da al alla sono "
            "come più ma anche questo questa nel nella ha"
        ),
        "pt": words(
            "o a os as de e que em um uma do da dos das não para com por se no na mais como ao mas "
            "foi ele sua seu são também entre quando"
        ),
        "nl": words(
            "de het een en van in is dat op te zijn voor met niet aan er om ook als die bij maar nog "
            "door naar over wordt hebben werd deze"
        ),
        "pl": words(
            "i w na z że się nie do jest to o jak po co ale za od przez dla tym ich oraz czy był jego "
            "który która które są tego"
        ),
        "cs": words(
            "a v na se je že s z do o to i k pro ve jako za by ale po jsou od tak jeho která který "
            "které nebo podle jen už bylo"
        ),
        "sv": words(
            "och i att det som en på är av för med den till inte om ett han men var jag har de från "
            "så kan när vi eller efter sig"
        ),
        "tr": words(
            "ve bir bu da de için ile olarak çok daha olan gibi en o ne var kadar sonra ama değil "
            "her ki ya göre ise olduğu arasında tarafından"
        ),
        "fi": words(
            "ja on ei että se oli hän ovat mutta myös kun niin joka tai jos kuin mitä tämä sen "
            "ole olla vain jotka sekä"
        ),
    },
    "cyrillic": {
        "ru": words(
            "и в не на что с как по это но он она они из у за от так же к для мы все бы о то вы был "
            "была были или если их его её ее только уже когда нет где чтобы который которые"
        ),
        "uk": words(
            "і в не на що з як та до це але він вона вони із у за від так для ми все б про й ви був "
            "була були або якщо їх його її тільки вже коли немає де щоб який які"
        ),
        "be": words(
            "і ў не на што з як па гэта але ён яна яны у за ад так для мы ўсе б пра вы быў была былі "
            "або калі іх яго яе толькі ўжо дзе каб які якія да"
        ),
        "bg": words(
            "и в не на че с как по това но той тя те от за така се да са е ние всички би във вие беше "
            "или ако му само вече когато няма където който които"
        ),
        "sr": words(
            "и у не на да с као по то али он она они из за од тако се је су ми сви би о ви био била "
            "или ако их само већ када нема где који које што"
        ),
    },
    "arabic": {
        "ar": words("في من على إلى أن هذا التي الذي ما لا عن مع كان هذه بين كما أو بعد"),
        "fa": words("و در به از که این را با است برای آن یک خود تا بر هم شد می اما"),
    },
}
# Letters that one language has and its neighbours have not.
_OWN_LETTERS: Mapping[str, str] = {
    "uk": "їєґ",
    "be": "ў",
    "ru": "ыэё",
    "sr": "ђћџљњј",
    "fa": "پچژگ",
}


def language_of(text: str) -> str | None:
    """The code of the language that the text is most likely in; None if none is likely.

    Of a text in two languages, the one that more of it is written in.
    """
    text = text[:_LOOKED_AT]
    letters = Counter({name: len(seen.findall(text)) for name, seen in _COUNTERS})
    script, most = letters.most_common(1)[0]
    if most == 0:
        return None
    if script == "zh" and letters["ja"] * 10 > most:
        return "ja"  # its small words are in kana, between the characters that it shares
    if script not in _SMALL_WORDS:
        return script
    return _by_words(text.lower(), _SMALL_WORDS[script])


def _by_words(text: str, languages: Mapping[str, frozenset[str]]) -> str | None:
    found_words = _WORD.findall(text.replace("’", "'"))
    counted = Counter(found_words)
    found = {
        code: sum(counted[word] for word in small) + _own(code, text)
        for code, small in languages.items()
    }
    best = max(found, key=lambda code: found[code])
    if found[best] < max(_LEAST_WORDS, _LEAST_SHARE * len(found_words)):
        return None
    rivals = [count for code, count in found.items() if code != best]
    return best if found[best] > max(rivals, default=0) else None


def _own(code: str, text: str) -> int:
    return sum(text.count(letter) for letter in _OWN_LETTERS.get(code, ""))
