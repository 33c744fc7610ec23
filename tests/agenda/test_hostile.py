"""Texts made to take long, and articles that look like pages: each was once read wrongly."""

from __future__ import annotations

from itertools import product
from string import ascii_lowercase

import pytest

from bot.agenda.agenda_files import MOST_PARAGRAPHS
from bot.agenda.article import Article
from bot.agenda.boilerplate import useful
from bot.agenda.forms import read_bytes
from bot.agenda.propose import propose
from tests.agenda.sample import BODY, article
from tests.patience import cost

TIMES = 50
"""How many times the cost of an ordinary article of the same length each may have at most. They have
less than ten times; what they guard against has thousands."""
DIVIDED = "\n".join("".join(letters) + "-" for letters in product(ascii_lowercase[:19], repeat=3))


def in_the_middle(block: str) -> str:
    return "\n\n".join((*BODY[:4], block, *BODY[4:]))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<!---->" * 200 + "x\n\nIt is the world.", id="comments without end"),
        pytest.param(f"It is the of and to.\n\n{DIVIDED}", id="every word divided"),
        pytest.param(in_the_middle("." * 3000 + "x"), id="dots"),
        pytest.param(in_the_middle("Discussion " + "." * 3000 + "x"), id="a heading of dots"),
        pytest.param(in_the_middle("A B" + "." * 20000 + " x y"), id="a name and dots"),
        pytest.param(in_the_middle("The ferry stands " + "." * 40000), id="a sentence of dots"),
        pytest.param("\n\n".join([" ".join(BODY).replace(".", ",") * 150] * 2), id="no full stop"),
        pytest.param("\n\n".join(" ".join(BODY * 2) for _ in range(95)), id="long paragraphs"),
    ],
)
def test_it_takes_no_longer_than_it_should(text: str) -> None:
    ordinary = "\n\n".join(BODY * (1 + len(text) // len("".join(BODY))))

    def read(text: str) -> None:
        found = read_bytes(text.encode(), None, "text/plain")
        if isinstance(found, Article):
            propose(found)

    read("\n\n".join(BODY))  # so that nothing is loaded while the clock runs
    assert cost(lambda: read(text)) < TIMES * cost(lambda: read(ordinary))


@pytest.mark.parametrize(
    "said",
    [
        "Contact between the harbour masters of both shores ended with the war and should be resumed.",
        "Reuters reported that neither shore had agreed on the repair of the ferry or on signals.",
        "Sign after sign says that both shores fear the fog, and that neither ferry has a horn.",
    ],
)
def test_what_the_article_says_is_no_page(said: str) -> None:
    kept = useful(article(*BODY[:3], said, *BODY[3:]).blocks)
    assert said in [block.text for block in kept]


def test_no_item_rests_on_more_paragraphs_than_a_file_may_name() -> None:
    found = propose(article(*BODY, *[BODY[1]] * 70, *BODY))
    assert all(len(each.paragraphs) <= MOST_PARAGRAPHS for each in found)


def test_texts_without_spaces_have_points() -> None:
    chinese = (
        "两国之间的渡轮已经停航六年。每一岸都说应该由另一岸支付修理费用。联合调查可以在一周内完成，由双方都信任的人进行，不需要任何条约。",
        "雾是第二个危险。三声汽笛在一岸表示船停着，在另一岸表示船在动。两岸的港务长应该在冬天之前商定同一张信号卡，这不花任何钱。",
        "两岸的渔民都害怕新的配额。因为没有交换数字，每一方都相信另一方正在掏空海湾，于是趁还能捕的时候捕得更多，海湾因此越来越空。",
    )
    given = article(*chinese, language="zh")
    assert len(useful(given.blocks)) == len(chinese)
    assert len(propose(given)) >= 2
