"""English and Russian are recognised, and of some others which one it is."""

from __future__ import annotations

import pytest

from bot.agenda.forms.languages import language_of
from tests.agenda.forms.papers import ENGLISH, RUSSIAN

TEXTS = {
    "en": ENGLISH[3],
    "ru": RUSSIAN[3],
    "de": "Die Fähre zwischen den beiden Ufern fährt seit dem Frühjahr nicht mehr, und niemand hat es "
    "erklärt. Das ist für die Leute nicht leicht, denn sie haben es mit der Brücke zu tun.",
    "fr": "Le bac entre les deux rives ne passe plus depuis le printemps, et personne ne dit pourquoi. "
    "Il est vrai que les gens de la ville haute ont un pont, mais il est loin.",
    "es": "La barca entre las dos orillas no pasa desde la primavera y nadie ha dicho por qué. Es "
    "verdad que los de la ciudad alta tienen un puente, pero está muy lejos.",
    "uk": "Пором між двома берегами не ходить від весни, і ніхто не пояснив чому. Кажуть, що це ремонт, "
    "але люди вже не їздять, бо до мосту далеко.",
    "pl": "Prom nie kursuje od wiosny i nikt nie powiedział, dlaczego tak jest. Mówią, że to remont, "
    "ale ludzie już się do tego nie śpieszą, bo most jest daleko.",
    "el": "Η πορθμίδα ανάμεσα στις δύο όχθες σταμάτησε την άνοιξη.",
    "he": "המעבורת בין שתי הגדות הפסיקה לפעול באביב.",
    "ar": "توقفت العبارة بين الضفتين في الربيع ولم يقل أحد من المسؤولين على أي من الضفتين ما هذا.",
    "zh": "两岸之间的渡船春天就停了，没有人说明原因。",
    "ja": "両岸のあいだの渡し船は春に止まりました。",
    "ko": "두 강둑 사이의 나룻배는 봄에 멈추었다.",
}


@pytest.mark.parametrize(("code", "text"), TEXTS.items())
def test_a_language_is_told_by_its_letters_and_small_words(code: str, text: str) -> None:
    assert language_of(text) == code


@pytest.mark.parametrize("text", ["", "1234 – 56", "Lethra Oda Merrin", "Zxcv qwrt plkm bnvc dfgh"])
def test_what_tells_nothing_is_none(text: str) -> None:
    assert language_of(text) is None


def test_of_two_languages_the_one_that_more_is_written_in() -> None:
    assert language_of(" ".join(RUSSIAN) + ENGLISH[5]) == "ru"
    assert language_of(" ".join(ENGLISH) + RUSSIAN[4]) == "en"
