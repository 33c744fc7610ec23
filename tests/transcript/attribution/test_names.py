"""A name does not survive in a text, however it is declined, spelt or dressed up."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.procedure.table.seats import Side
from bot.procedure.values import Localized
from bot.transcript.attribution.cleaned import Sort
from bot.transcript.attribution.cleaner import Cleaner, words_of
from bot.transcript.attribution.names import Names
from bot.transcript.attribution.sides import SideNames
from tests.transcript.attribution.searching import WORD, parts, plain

SIDES = (
    Side("north", Localized.of(en="Northern delegation", ru="Северная делегация")),
    Side("zz", Localized.of(en="Freedonia", ru="Фридония")),
)


def cleaner(*names: str, also: tuple[str, ...] = ()) -> Cleaner:
    return Cleaner(
        Names.of(names, also),
        SideNames.of(SIDES),
        frozenset({"m-secret-7"}),
        lambda sort: f"[{list(Sort).index(sort)}]",
    )


def clean(text: str, *names: str, also: tuple[str, ...] = ()) -> str:
    return cleaner(*names, also=also).clean(text)[0]


CONSONANTS, VOWELS = "бвгдзклмнпрст", "аиоу"
SYLLABLE = st.tuples(st.sampled_from(CONSONANTS), st.sampled_from(VOWELS)).map("".join)
ROOT = st.tuples(SYLLABLE, SYLLABLE, st.sampled_from(CONSONANTS)).map("".join)
"""Of a Russian name that nobody bears: «барат», «тугон»."""


@st.composite
def russian(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A name, and the forms that its parts take in a sentence, as a grammar has them."""
    first, last = draw(ROOT), draw(ROOT)
    he = [first, *(first + e for e in ("а", "у", "ом", "е"))]
    she = [first + e for e in ("а", "ы", "у", "ой", "ою", "е")]
    ov = [last + "ов" + e for e in ("", "а", "у", "ым", "е", "ы", "ых", "ыми")]
    ova = [last + "ов" + e for e in ("а", "ой", "у", "ою")]
    sky = [last + "ск" + e for e in ("ий", "ого", "ому", "им", "ом", "ие", "их")]
    skaya = [last + "ск" + e for e in ("ая", "ой", "ую", "ою")]
    bare = [last, *(last + e for e in ("а", "у", "ом", "е"))]
    given_name, surname = draw(
        st.sampled_from([(he, ov), (he, sky), (he, bare), (she, ova), (she, skaya), (she, [last])])
    )
    name = f"{given_name[0].capitalize()} {surname[0].capitalize()}"
    return name, [form.capitalize() for form in (*given_name, *surname)]


ENGLISH = st.tuples(
    *(st.from_regex(r"[BDFGKLMNPRST][aeiou][bdfgklmnprst]{1,2}[aeiou][dklmnrst]", fullmatch=True),)
    * 2
).map(" ".join)


@settings(deadline=None)
@given(russian(), st.sampled_from(["{}", "как сказал {}, так и", "({})", "«{}» – да", "{}-то"]))
def test_no_form_of_a_russian_name_survives(name: tuple[str, list[str]], around: str) -> None:
    called, forms = name
    for form in forms:
        for typed in (form, form.lower(), form.upper(), form.replace("е", "ё")):
            assert plain(form) not in WORD.findall(plain(clean(around.format(typed), called)))


@settings(deadline=None)
@given(ENGLISH, st.sampled_from(["{}’s word", "{}'s", "the {}s", "as {} said", "**{}**", "~{}~"]))
def test_no_form_of_an_english_name_survives(name: str, around: str) -> None:
    for form in (*name.split(), name, name.lower(), name.upper(), name.replace(" ", "")):
        left = plain(clean(around.format(form), name))
        assert not [part for part in parts(name) if part in left]


BGN = dict(zip("абвгдезиклмнопрсту", "abvgdeziklmnoprstu", strict=True)) | {
    "й": "y",
    "ы": "y",
    "я": "ya",
    "ю": "yu",
}


@settings(deadline=None)
@given(russian())
def test_a_name_survives_in_neither_alphabet(name: tuple[str, list[str]]) -> None:
    called, _ = name
    spelt = "".join(BGN[c] for c in plain(called) if c != " ") and [
        "".join(BGN[c] for c in part).capitalize() for part in parts(called)
    ]
    for latin in spelt:
        assert latin not in clean(f"as {latin} said", called)
    assert not WORD.findall(clean(f"сказал {called}", *[" ".join(spelt)]).removeprefix("сказал"))


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Ada Lanternwright", "Ада Лантернрайт, Адой, Лантернрайту"),
        ("Hugh Whitfield", "Уитфилда, Вайтфилда"),
        ("Julia Ledger", "Юлию, Леджер"),
        ("Вера Семивёрстова", "Semiverstova, Vera, семиверстовой, ВЕРУ"),
        ("Лев Павел Любовь", "Льва, Павлом, Любви"),
        ("Глеб Переправский", "Perepravsky, Pereprawski, Переправским, Глебов"),
        ("Ada", "A\u200bda, A**d**a, ＡＤＡ, Аda, A\u0301da, Ａｄа"),
        ("Lanternwright", "Lant**ernw**right, L`antern`wright, Lan||tern||wright"),
        ("Bo Li", "Bo Li, BO LI"),
        ("Constance Patience", "\u0421onstance, \u0420atience, \u0421onst\u0430nce"),
        ("Anne-Marie O'Brien", "Anne, Marie’s, O'Brien, O’Brien’s, annemarieobrien"),
        ("x7zq_77", "x7zq_77, X7ZQ_77"),
        ("Andrei Том", "Андрею, Том сказал"),
        ("Вера Глеб Зоя", "vera, gleb, zoya, zoia, Vera, Gleb’s"),
        ("Vera Gleb", "вера, веру, глеб, глеба"),
        ("Ambrose Drystone", "Амброз, Эмброуз, драйстоун, драйстоуна"),
        ("Constance Plumbline", "Констанции, констанция, пламблайн, пламблайна"),
        ("Аркадий Стародум", "Starodums, STARODUMS, Starodumism, Старо-дум, Star-odum’s"),
        ("Wei-Ling O'Hara", "OHara, ohara, Охара, Weiling, WeiLing"),
        ("Bo Li", "Mr Bo, Li, Бо, Ли сказал"),
        ("Ян Цзе", "Ян, Яну, Яном, Yan"),
    ],
)
def test_ways_of_writing_a_name(name: str, typed: str) -> None:
    for each in typed.split(", "):
        left = clean(f"so {each} it is", name).removeprefix("so ").removesuffix(" it is")
        words = [w for w in WORD.findall(left.replace("сказал", "")) if len(w) > 1]
        assert not words, left


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "Star\u03bfdum",
            "\u0391RKADY",
            "\u039aonstance",
            "\u0455тародум",
            "\u0412\u03b5\u03c1\u03b1",
        ),
        *(
            "Bepa",
            "\ua4e2tarodum",
            "St\u0251rodum",
            "Arka\u0501y",
            "\u039donstance",
            "\u0405тародум",
            "\u0405t\u0430r\u043edum",
        ),
    ],
)
def test_letters_that_look_the_same_are_the_same(typed: str) -> None:
    named = ("Аркадий Стародум", "Constance Arkady", "Nonstance Starodum", "Вера")
    assert clean(f"so {typed}, then", *named) == "so [0], then"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("mark my words; ni mira", "Марк Мир"),
        ("он сам сказал «хоп»", "Sam Hope"),
        ("time and again, on our side, for a seed", "Тим Сид"),
        ("An agreement. Do we? in it", "An Do"),
        ("видите ли; во время; он не знал", "Bo Li He"),
        ("he came there, to me", "Сам Том"),
    ],
)
def test_what_a_short_name_only_happens_to_read_as_stays(text: str, name: str) -> None:
    assert clean(text, name) == text


@pytest.mark.parametrize(
    ("typed", "name"),
    [("mark", "Марк"), ("сам", "Sam"), ("An", "An"), ("ли", "Li"), ("bo", "Bo")],
)
def test_a_name_that_is_left_as_a_word_is_told_of(typed: str, name: str) -> None:
    known = Names.of([name])
    (word,) = words_of(typed)
    assert not known.know(word)
    assert known.near(word) or known.common(word)


@pytest.mark.parametrize(
    "link",
    [
        "https://ru.wikipedia.org/wiki/%D0%A1%D0%B8%D0%B4%D0%BE%D1%80%D0%BE%D0%B2",
        "https://ru.wikipedia.org/wiki/%25D0%25A1%25D0%25B8%25D0%25B4%25D0%25BE%25D1%2580%25D0%25BE%25D0%25B2",
        "https://example.org/?q=%d1%e8%e4%ee%f0%ee%e2",
        "example.org/%D0%A1%D0%B8%D0%B4%D0%BE%D1%80%D0%BE%D0%B2_1",
        "wiki/%D0%A1%D0%B8%D0%B4%D0%BE%D1%80%D0%BE%D0%B2",
        "https://xn--b1adlzald.xn--p1ai/",
        "xn--b1adlzald.xn--p1ai",
        "https://example.org/%53idorov",
        "https://example.com/%7Esomeone",
        "https://example.org/?back=https%3A%2F%2Ft.me%2Fsomebody",
        "https://example.org/%D0%B2%D0%BE%D1%81%D1%82%D0%BE%D0%BA",
    ],
)
def test_a_name_in_a_coded_link_is_found_and_the_link_goes_whole(link: str) -> None:
    named = Cleaner(
        Names.of(["Иван Сидоров"]),
        SideNames.of((Side("e", Localized.of(en="East", ru="Восток")),)),
        frozenset(),
        lambda sort: f"[{sort}]",
    )
    assert named.clean(f"see {link}, then")[0] == "see [link], then"


@pytest.mark.parametrize(
    "link",
    [
        "https://ru.wikipedia.org/wiki/%D0%9C%D0%B8%D1%80",
        "https://xn--h1aaridg8g.xn--p1ai/",
        "50%20",
    ],
)
def test_a_coded_link_that_names_nobody_stays(link: str) -> None:
    assert clean(f"see {link}", "Иван Сидоров") == f"see {link}"


@pytest.mark.parametrize(
    "typed",
    [
        "@ada.l",
        "@Ада-77",
        "<@123>",
        "<@!123>",
        "<#44>",
        "<@&9>",
        "#round-table",
        "ada.l#0042",
        "<:wave:123456>",
        "123456789012345678",
        "ada.l@example.org",
        "mailto:a@b.example",
        "https://discord.com/channels/1/2/3",
        "https://x.com/somebody",
        "t.me/somebody",
        "https://example.com/~someone",
        "https://a.example/?q=Ada",
        "https://example.com/user/77",
        "+7 (495) 123-45-67",
        "+44 20 7946 0958",
        "8 800 555-35-35",
        "(212) 555-0123",
        "m-secret-7",
    ],
)
def test_what_gives_somebody_away_by_its_form(typed: str) -> None:
    assert re.fullmatch(r"see \[\d\], then", clean(f"see {typed}, then", "Ada Lanternwright"))


@pytest.mark.parametrize(
    "kept",
    [
        "in 1998, on 12 March 2031 at 10:05, 3.5 million tons or 1 500 000 roubles",
        "see https://example.com/report and item #12",
        "I will and you may; о том, что было",
        "2031-03-14 10:05:30, 192.168.1.1, 50/50",
    ],
)
def test_what_nobody_is_known_by_stays(kept: str) -> None:
    assert clean(kept, "Will May", "Том Было́в") == kept


@pytest.mark.parametrize(
    "typed",
    [
        "Northern delegation",
        "northerners",
        "the North",
        "NORTHERN",
        "северной делегацией",
        "севера",
        "Freedonia’s",
        "Freedonian",
        "Freedonians",
        "Фридонии",
        "фридонский",
        "фридонцы",
        "ZZ",
    ],
)
def test_sides_are_taken_out_in_their_forms(typed: str) -> None:
    left = clean(f"we of {typed} say")
    assert not re.search("north|freedon|фридон|север|zz", plain(left))


@pytest.mark.parametrize(
    "typed",
    [
        *("Russia’s", "Russians", "America", "Americans", "россиянин", "России", "из Америки"),
        *("американцы", "российская делегация", "Russian delegation"),
    ],
)
def test_a_country_is_known_by_its_adjective(typed: str) -> None:
    sides = (
        Side("a", Localized.of(en="Russian delegation", ru="Российская делегация")),
        Side("b", Localized.of(en="American delegation", ru="Американская делегация")),
    )
    known = Cleaner(Names.of(()), SideNames.of(sides), frozenset(), lambda sort: "[]")
    left = plain(known.clean(f"they of {typed} say")[0])
    assert not re.search("russia|americ|росс|америк", left)


def test_a_word_that_all_sides_share_stays_by_itself() -> None:
    assert clean("each delegation; любая делегация") == "each delegation; любая делегация"


def test_first_name_and_surname_are_one_mark_with_title_and_initials() -> None:
    name = "Ada Lanternwright"
    for typed in ("Ada Lanternwright", "Ms Ada B. Lanternwright", "A. B. Lanternwright"):
        assert clean(f"So {typed} said", name).replace("B. ", "") == "So [0] said"
    assert clean("Ada, Lanternwright", name) == "[0], [0]"
    assert clean("Lanternwright A.B. said", name) == "[0] said"


def test_a_phrase_goes_as_a_whole_and_its_words_stay() -> None:
    also = ("Institute of Far Shores", "Bunny")
    assert clean("the INSTITUTE of far  shores", also=also[1:]) == "the INSTITUTE of far  shores"
    assert clean("the Institute of Far Shores, far off, and Bunny’s", also=also) == (
        "the [0], far off, and [0]’s"
    )


@settings(deadline=None)
@given(st.text(max_size=60), st.lists(st.text(max_size=12), max_size=3))
def test_any_text_and_any_name_are_taken(text: str, names: list[str]) -> None:
    """Nothing raises; marks stand for what was taken out and for nothing else."""
    assume(not any(len(WORD.findall(name)) == 0 and name.strip() for name in names))
    done, sorts = cleaner(*names).clean(text)
    assert done.count("[") - text.count("[") <= len(sorts)
    if not sorts:
        assert done == text
