"""The articles of the bench are what they are said to be, the measure can say no, the proposals are
good enough."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from functools import cache

import pytest

from bot.agenda.article import Article, Block, BlockKind
from bot.agenda.candidates import Candidate, Ground
from tests.agenda.bench import __main__ as command
from tests.agenda.bench import running
from tests.agenda.bench.marks import Case, Marking, Part, Topic, cases, marking
from tests.agenda.bench.measure import (
    Cut,
    Figures,
    block_passage,
    covered,
    drawn_out,
    is_boilerplate,
    judged,
    lead_floor,
    longest_sentence,
    macro,
    micro,
    normal,
    own_blocks,
    passage,
    random_floor,
    sentence_floor,
    sentences,
    weight_floor,
)

RECALL_15_600 = 0.90
RECALL_15_SENTENCE = 0.60
PRECISION = 0.80
BOILERPLATE = 0
MILLISECONDS = 1000
"""For an ordinary article. That of one run on a busy machine is no measure, so the best of three is."""

by_id = pytest.mark.parametrize("case", cases(), ids=lambda case: case.id)


@cache
def article_of(case: Case) -> Article:
    return running.read_case(case)


# The articles and their marks


def test_the_sets_are_as_described() -> None:
    found = Counter((case.part, case.marking.language) for case in cases())
    assert found == {
        (Part.OPEN, "en"): 5,
        (Part.OPEN, "ru"): 5,
        (Part.HELD, "en"): 3,
        (Part.HELD, "ru"): 3,
    }
    assert cases(Part.OPEN) + cases(Part.HELD) == cases()
    forms = Counter(case.path.suffix for case in cases())
    assert forms == {".html": 6, ".txt": 4, ".pdf": 3, ".md": 2, ".docx": 1}


@by_id
def test_a_marking_is_complete(case: Case) -> None:
    marks = case.marking
    assert 8 <= len(marks.topics) <= 13
    assert len({topic.id for topic in marks.topics}) == len(marks.topics)
    assert all(2 <= len(topic.anchors) <= 5 for topic in marks.topics)
    anchors = [anchor for topic in marks.topics for anchor in topic.anchors]
    assert [one for one in anchors if not 5 <= len(one) <= 40] == []
    assert len(set(map(normal, anchors))) == len(anchors)
    assert marks.boilerplate
    assert all(topic.gist for topic in marks.topics)


@by_id
def test_every_anchor_stands_in_a_block_of_the_article(case: Case) -> None:
    article = article_of(case)
    own = [
        normal(block.text)
        for block in article.blocks
        if not is_boilerplate(block.text, case.marking)
    ]
    missing = [
        anchor
        for topic in case.marking.topics
        for anchor in topic.anchors
        if not any(normal(anchor) in text for text in own)
    ]
    assert missing == []


@by_id
def test_every_phrase_of_boilerplate_stands_in_the_file(case: Case) -> None:
    """A reader may leave out what the form itself says is no part of the article, so of a page the
    file's own text is asked too."""
    texts = [normal(block.text) for block in article_of(case).blocks]
    if case.path.suffix == ".html":
        page = case.path.read_text(encoding="utf-8")
        texts.append(normal(html.unescape(re.sub(r"<[^>]*>", "", page))))
    missing = [
        phrase
        for phrase in case.marking.boilerplate
        if not any(normal(phrase) in text for text in texts)
    ]
    assert missing == []


@by_id
def test_the_article_is_as_long_as_opinion_pieces_are(case: Case) -> None:
    words = sum(len(text.split()) for text in own_blocks(article_of(case), case.marking))
    shortest, longest = {
        "a05-arctic": (2000, 2600),
        "a07-textbooks": (250, 450),
        "a10-missing": (250, 450),
    }.get(case.id, (700, 1600))
    assert shortest <= words <= longest


# The measure, on made-up examples

MARKS = Marking(
    language="en",
    topics=(
        Topic("apples", "Who picks the apples", ("picks the apples", "an orchard for two")),
        Topic("ladder", "The ladder", ("the ladder is ours",)),
        Topic("fence", "The fence", ("a fence with two gates",)),
    ),
    boilerplate=("Sign up here",),
    labels=("News", "Share"),
    furniture=("The Garden Times",),
)
ORCHARD = "Nobody knows who picks the apples. They rot. We need “an  orchard for two”."
LADDER = "It was autumn. The neighbours say that the ladder is ours, and it is not."
ADVERT = "Sign up here for more. Pears are sweet."
GARDEN = Article(
    (
        Block(1, "News | Share"),
        Block(2, "The orchard", BlockKind.HEADING),
        Block(3, ORCHARD),
        Block(4, LADDER),
        Block(5, ADVERT),
        Block(6, "The Garden Times 7"),
    ),
    "en",
)


def candidate(excerpt: str, *paragraphs: int, title: str = "", question: str = "") -> Candidate:
    return Candidate(title, question, paragraphs, excerpt, 0.5, (Ground.OWN,), 3, ticked=True)


def test_quotes_dashes_and_spaces_of_any_kind_are_alike() -> None:
    assert normal("«Наш\u00a0сад»  – это\nя\u00adблоки ") == normal('"наш сад" - это яблоки')
    assert normal("the neighbour’s") == normal("The neighbour's")
    assert normal("apples") != normal("apple s")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", ("One.", "Two!", "Three?")),
        ("He said: “No.” Then he left.", ("He said: “No.”", "Then he left.")),
        ("Dr. Pym and J. Roe came. So did I.", ("Dr. Pym and J. Roe came.", "So did I.")),
        ("В 1990 г. Сад продали. «Кому?» Никто не знал.", None),
        ("no capital. follows here", ("no capital. follows here",)),
        ("", ()),
    ],
)
def test_sentences(text: str, expected: tuple[str, ...] | None) -> None:
    wanted = ("В 1990 г. Сад продали.", "«Кому?»", "Никто не знал.")
    assert sentences(text) == (wanted if expected is None else expected)


def test_the_longest_sentence_of_an_excerpt() -> None:
    assert longest_sentence("It rots. Nobody picks it up. Why?") == "Nobody picks it up."
    assert longest_sentence("") == ""


def test_an_excerpt_is_drawn_out_forwards_and_then_backwards() -> None:
    assert drawn_out("abcdefghij", "cd", 4) == "cdef"
    assert drawn_out("abcdefghij", "ij", 4) == "ghij"
    assert drawn_out("abc", "c", 4) == "abc"
    assert drawn_out("abc", "x", 4) is None
    assert drawn_out("abc", "", 4) is None


def test_a_topic_is_covered_by_any_of_its_anchors() -> None:
    assert covered(MARKS.topics, [normal(ORCHARD)]) == {"apples"}
    assert covered(MARKS.topics, ["we need an orchard for two"]) == {"apples"}
    assert covered(MARKS.topics, ["who picks the pears", ""]) == frozenset()
    assert covered(MARKS.topics, []) == frozenset()


def test_a_candidate_is_judged_by_sentence_excerpt_and_600_characters() -> None:
    found = passage(candidate("They rot. Nobody knows who picks the apples.", 3), GARDEN, MARKS)
    assert found.stray, "the order is not that of the paragraph"
    assert not found.boilerplate
    found = passage(candidate("It was autumn.", 4), GARDEN, MARKS)
    assert not found.stray
    assert covered(MARKS.topics, [found.sentence, found.excerpt]) == frozenset()
    assert covered(MARKS.topics, [found.around]) == {"ladder"}


def test_only_the_longest_sentence_of_an_excerpt_counts_as_its_sentence() -> None:
    text = "The ladder is ours. And then there came a very long winter indeed."
    article = Article((Block(1, text),), "en")
    found = passage(candidate(text, 1), article, MARKS)
    assert covered(MARKS.topics, [found.sentence]) == frozenset()
    assert covered(MARKS.topics, [found.excerpt]) == {"ladder"}


def test_600_characters_end_where_they_end() -> None:
    far = "It began. " + "x" * 600 + " The ladder is ours."
    near = "It began. " + "x" * 500 + " The ladder is ours."
    for text, expected in ((far, frozenset[str]()), (near, {"ladder"})):
        found = passage(candidate("It began.", 1), Article((Block(1, text),), "en"), MARKS)
        assert covered(MARKS.topics, [found.around]) == expected


def test_a_paragraph_that_is_not_there_gives_nothing_but_the_excerpt() -> None:
    found = passage(candidate("The ladder is ours.", 99), GARDEN, MARKS)
    assert found.stray
    assert found.around == "the ladder is ours."


@pytest.mark.parametrize(
    "bad",
    [
        candidate("Sign up here for more.", 5),
        candidate("Pears are sweet.", 5),
        candidate("It was autumn.", 4, title="Sign up  here"),
        candidate("It was autumn.", 4, question="Why is it sign up here?"),
        candidate("The Garden Times 7", 6),
        candidate("News | Share", 1),
    ],
    ids=["excerpt", "another-sentence", "title", "question", "furniture", "labels"],
)
def test_boilerplate_is_seen_wherever_a_candidate_holds_it(bad: Candidate) -> None:
    assert passage(bad, GARDEN, MARKS).boilerplate


def test_a_block_of_the_article_is_no_boilerplate() -> None:
    assert not is_boilerplate(ORCHARD, MARKS)
    assert not is_boilerplate("News of the world", MARKS)
    assert not is_boilerplate("The ladder is ours. Sign up here!", MARKS), "they were run together"
    assert is_boilerplate("- 7 -", MARKS)
    assert own_blocks(GARDEN, MARKS) == (ORCHARD, LADDER)


def test_recall_and_precision() -> None:
    given = [
        candidate("Nobody knows who picks the apples.", 3),
        candidate("It was autumn.", 4),
        candidate("Pears are sweet.", 5),
    ]
    found = judged(MARKS.topics, [passage(one, GARDEN, MARKS) for one in given])
    assert found == Figures(3, 1, 1, 2, 3, 1, 2, 1, 0)
    assert found.recall(Cut.SENTENCE) == pytest.approx(1 / 3)
    assert found.recall(Cut.AROUND) == pytest.approx(2 / 3)
    assert found.precision() == pytest.approx(2 / 3)
    assert found.precision(Cut.EXCERPT) == pytest.approx(1 / 3)


def test_two_candidates_on_one_topic_cover_it_once() -> None:
    twice = [candidate("Nobody knows who picks the apples.", 3)] * 2
    found = judged(MARKS.topics, [passage(one, GARDEN, MARKS) for one in twice])
    assert (found.by_sentence, found.useful_excerpt) == (1, 2)


def test_nothing_proposed_is_nothing_found() -> None:
    found = judged(MARKS.topics, [])
    assert (found.recall(Cut.AROUND), found.precision()) == (0, 0)


def test_topics_count_the_same_in_micro_and_articles_in_macro() -> None:
    figures = [Figures(topics=1, by_around=1), Figures(topics=3)]
    assert micro(figures).recall(Cut.AROUND) == pytest.approx(1 / 4)
    assert macro(figures, Cut.AROUND) == pytest.approx(1 / 2)
    assert macro([], Cut.AROUND) == 0


def test_a_block_in_the_place_of_a_candidate() -> None:
    found = block_passage(LADDER)
    assert found.sentence == "it was autumn."
    assert covered(MARKS.topics, [found.around]) == {"ladder"}


def test_the_floors() -> None:
    own = own_blocks(GARDEN, MARKS)
    assert lead_floor(own, MARKS, 1).by_around == 1
    assert lead_floor(own, MARKS, 9).by_around == 2
    one = random_floor(own, MARKS, 1, draws=50)
    assert one.by_around == one.candidates == 1, "each own block states one topic"
    assert one == random_floor(own, MARKS, 1, draws=50)
    everything = random_floor([block.text for block in GARDEN.blocks], MARKS, 2, draws=300)
    assert 0.4 < everything.by_around < 0.95, "two of six blocks are worth drawing"
    assert everything.boilerplate > 0


def test_the_floor_of_sentences_draws_any_sentence() -> None:
    one = sentence_floor([LADDER], MARKS, 1, draws=300)
    assert 0.3 < one.by_sentence < 0.7, "the topic stands in one of two"
    assert one.by_around == one.candidates == 1
    assert sentence_floor([LADDER], MARKS, 2, draws=3).by_sentence == 1


def test_the_floor_of_weight_prefers_what_comes_back() -> None:
    blocks = [
        "It rained on Sunday.",
        "The ladder is ours, and a ladder is no fence.",
        "Fence and ladder: a fence with two gates needs one.",
    ]
    assert weight_floor(blocks, MARKS, 2).by_around == 2
    assert weight_floor([], MARKS, 2) == Figures(topics=3)


def test_a_marking_is_read_from_its_file() -> None:
    text = 'language = "en"\nboilerplate = ["b"]\n[[topics]]\nid = "a"\ngist = "A"\nanchors = ["x"]'
    assert marking(text) == Marking("en", (Topic("a", "A", ("x",)),), ("b",))
    with pytest.raises(KeyError):
        marking('language = "en"')


# The command


def test_a_file_that_gives_no_article_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    case = cases()[0]
    with pytest.raises(running.NotRead, match=re.escape(case.path.name)):
        running.read_case(case, lambda data, name: None)

    def unread(case: Case) -> running.Result:
        raise running.NotRead("a01-dam.html gave no article.")

    monkeypatch.setattr(command, "run", unread)
    assert command.main([]) == 2
    told = capsys.readouterr()
    assert told.err == "bench-agenda: a01-dam.html gave no article.\n"
    assert told.out == ""


def test_the_command_prints_what_was_measured(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[Part] = []

    def garden(*parts: Part) -> tuple[Case, ...]:
        asked.extend(parts)
        return (Case("g01-garden", Part.OPEN, cases(Part.OPEN)[0].path, MARKS),)

    def propose(article: Article, limit: int) -> tuple[Candidate, ...]:
        return (candidate("It was autumn.", 4, title="Autumn", question="Whose is it?"),)[:limit]

    def run(case: Case) -> running.Result:
        return running.run(case, read=lambda data, name: GARDEN, proposer=propose)

    monkeypatch.setattr(command, "cases", garden)
    monkeypatch.setattr(command, "run", run)
    assert command.main([]) == 0
    told = capsys.readouterr().out
    assert "g01-garden" in told and "Whose is it?" not in told
    assert command.main(["--held", "--titles"]) == 0
    assert "Whose is it?" in capsys.readouterr().out
    assert asked == [Part.OPEN, Part.HELD]
    assert command.main(["--json"]) == 0
    written = json.loads(capsys.readouterr().out)
    reached = written["articles"]["g01-garden"]["limits"]["15"]
    assert reached["proposed"]["recall"] == {"sentence": 0, "excerpt": 0, "around": 0.3333}
    assert set(reached) == {
        *("proposed", "random_own", "random_sentence", "random_all", "lead", "weight")
    }


# The proposals


@cache
def measured(part: Part) -> Figures:
    """At the limit of 15."""
    return micro(running.run(case, (15,), with_floors=False).figures[15] for case in cases(part))


def test_the_topics_stand_in_600_characters() -> None:
    assert measured(Part.OPEN).recall(Cut.AROUND) >= RECALL_15_600


def test_the_topics_stand_in_one_sentence() -> None:
    assert measured(Part.OPEN).recall(Cut.SENTENCE) >= RECALL_15_SENTENCE


def test_most_candidates_hold_a_topic() -> None:
    assert measured(Part.OPEN).precision() >= PRECISION


def test_no_candidate_holds_what_is_no_part_of_the_article() -> None:
    assert measured(Part.OPEN).boilerplate == BOILERPLATE


def test_excerpts_are_the_authors_words() -> None:
    assert measured(Part.OPEN).stray == measured(Part.HELD).stray == 0


# The articles held out. What fails here is no reason to look at them, let alone to work on them.


def test_held_the_topics_stand_in_600_characters() -> None:
    assert measured(Part.HELD).recall(Cut.AROUND) >= RECALL_15_600


def test_held_the_topics_stand_in_one_sentence() -> None:
    assert measured(Part.HELD).recall(Cut.SENTENCE) >= RECALL_15_SENTENCE


def test_held_most_candidates_hold_a_topic() -> None:
    assert measured(Part.HELD).precision() >= PRECISION


def test_held_no_candidate_holds_what_is_no_part_of_the_article() -> None:
    assert measured(Part.HELD).boilerplate == BOILERPLATE


@by_id
def test_an_article_takes_less_than_a_second(case: Case) -> None:
    def once() -> float:
        found = running.run(case, (15,), with_floors=False)
        return found.reading_ms + found.proposing_ms

    assert any(once() < MILLISECONDS for _ in range(3))
