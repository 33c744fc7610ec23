"""Pages as newspapers make them: every block of the main text, and what the markup says of it."""

from __future__ import annotations

import pytest

from bot.agenda.article import Article, BlockKind
from bot.agenda.forms import read_bytes
from bot.agenda.reading_faults import ReadingFault, ReadingFaultKind
from tests.agenda.forms.papers import ENGLISH, RUSSIAN

PAGE = f"""<!doctype html><html lang=en><head><meta charset=utf-8><title>Ferry | Lethra Review</title>
<meta property="og:title" content="The Ferry"><script type="application/ld+json">
{{"@graph":[{{"@type":"NewsArticle","headline":"The Ferry That Stopped","datePublished":"2031-05-03",
"author":[{{"@type":"Person","name":"Oda Merrin"}},{{"name":"Bram Sel"}}]}}]}}</script></head>
<body class="has-sidebar comments-open"><header><a href=/>Lethra Review</a></header>
<nav><ul><li>Home<li>World</ul></nav>
<main><article><header><h1>The Ferry That Stopped</h1><p class=byline>By Oda Merrin</header>
<figure><img src=p.jpg alt=pier><figcaption>The pier in March</figcaption></figure>
<p>{ENGLISH[0]}<sup><a href=#n1>1</a></sup>
<p>{ENGLISH[1]}<br>Second line.<br><br>After two breaks.</p>
<div class="newsletter-signup"><p>Get our letter.</p></div>
<blockquote><p>We waited for them.</p></blockquote>
<ul><li>first point</li><li>second <b>po</b>int</li></ul>
<table><caption>Traffic</caption><tr><th>Year<th>Crossings</tr><tr><td>2030<td>11,000</tr></table>
<aside><h3>Related</h3><a href=x>Another story</a></aside>
<p style="display: none">Hidden</p><p>{ENGLISH[2]}</p>loose words
<form><label>Mail</label><button>Send</button></form>
<section id=comments><p>{ENGLISH[3] * 9}</p></section></article></main>
<footer>Copyright</footer><script>var x = '<p>no</p>'</script></body></html>"""


def read(page: str | bytes, content_type: str | None = "text/html") -> Article:
    data = page.encode() if isinstance(page, str) else page
    article = read_bytes(data, None, content_type)
    assert isinstance(article, Article), article
    return article


def test_a_newspaper_page() -> None:
    article = read(PAGE)
    kind = BlockKind
    assert [(b.kind, b.text) for b in article.blocks] == [
        (kind.HEADING, "The Ferry That Stopped"),
        (kind.PARAGRAPH, "By Oda Merrin"),
        (kind.CAPTION, "The pier in March"),
        (kind.PARAGRAPH, ENGLISH[0]),
        (kind.PARAGRAPH, ENGLISH[1] + " Second line."),
        (kind.PARAGRAPH, "After two breaks."),
        (kind.ASIDE, "Get our letter."),
        (kind.QUOTE, "We waited for them."),
        (kind.LIST_ITEM, "first point"),
        (kind.LIST_ITEM, "second point"),
        (kind.CAPTION, "Traffic"),
        (kind.TABLE, "Year | Crossings"),
        (kind.TABLE, "2030 | 11,000"),
        (kind.ASIDE, "Related"),
        (kind.ASIDE, "Another story"),
        (kind.ASIDE, "Hidden"),
        (kind.PARAGRAPH, ENGLISH[2]),
        (kind.PARAGRAPH, "loose words"),
        (kind.ASIDE, "Mail"),
        (kind.ASIDE, ENGLISH[3] * 9),
    ]
    assert article.title == "The Ferry That Stopped"
    assert (article.author, article.published) == ("Oda Merrin, Bram Sel", "2031-05-03")


def test_a_page_without_a_main_part_keeps_its_menus_as_asides() -> None:
    page = f"<nav><a>Home</a></nav><h1>T</h1><p>{ENGLISH[0]}<p>{ENGLISH[1]}<footer>Imprint</footer>"
    article = read(page)
    kinds = [b.kind for b in article.blocks]
    assert kinds == [
        BlockKind.ASIDE,
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.PARAGRAPH,
        BlockKind.ASIDE,
    ]


def test_a_page_that_is_one_form_or_one_table_is_still_read() -> None:
    body = "".join(f"<p>{one}</p>" for one in ENGLISH)
    for page in (
        f"<body><form id=aspnet><div class='page-with-sidebar'>{body}</div></form>",
        f"<body><table><tr><td>Menu</td><td>{body}</td></tr></table>",
    ):
        texts = [b.text for b in read(page).blocks if b.kind is BlockKind.PARAGRAPH]
        assert texts[-len(ENGLISH) :] == list(ENGLISH)


def test_a_small_main_part_is_not_believed() -> None:
    body = "".join(f"<p>{one}</p>" for one in ENGLISH)
    article = read(f"<body><main><p>Cookies?</p></main><div>{body}</div>")
    assert len(article.blocks) == len(ENGLISH) + 1


@pytest.mark.parametrize("declared", ["header", "meta", "nowhere"])
def test_old_russian_pages(declared: str) -> None:
    meta = "<meta charset=windows-1251>" if declared == "meta" else ""
    page = f"<html><head>{meta}</head><body><p>{RUSSIAN[1]}<p>{RUSSIAN[2]}</body></html>"
    kind = "text/html; charset=windows-1251" if declared == "header" else "text/html"
    article = read(page.encode("cp1251"), kind)
    assert [b.text for b in article.blocks] == list(RUSSIAN[1:3])
    assert article.language == "ru"


def test_deep_pages_are_read_and_endless_ones_end() -> None:
    body = f"<p>{ENGLISH[0]}</p><p>{ENGLISH[1]}</p>"
    assert len(read("<div>" * 1500 + body + "</div>" * 1500).blocks) == 2
    assert isinstance(read_bytes(b"<div>" * 300_000 + body.encode()), ReadingFault | Article)


def test_a_page_to_log_in() -> None:
    page = "<html><body><h1>Welcome back</h1><p>Log in.</p><form><input type=password></form>"
    assert read_bytes(page.encode()) == ReadingFault(ReadingFaultKind.LOGIN)


def test_a_page_for_subscribers() -> None:
    page = (
        '<html><head><script type="application/ld+json">{"@type":"NewsArticle",'
        '"isAccessibleForFree":false}</script></head><body><p>The ferry</p><p>Subscribe.</p>'
    )
    assert read_bytes(page.encode()) == ReadingFault(ReadingFaultKind.LOGIN)
