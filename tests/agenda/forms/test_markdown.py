"""Markdown by CommonMark's rules: what is a heading, an item, a quote, a row."""

from __future__ import annotations

from bot.agenda.article import BlockKind
from bot.agenda.forms.drafts import ArticleDraft
from bot.agenda.forms.markdown_article import read_markdown
from tests.agenda.forms.papers import ENGLISH

PAGE = """---
title: "The Ferry That Stopped"
author: Oda Merrin
date: 2031-05-03
---
# The ferry *stopped*

First line of a
paragraph with a [link](https://lethra.example/x) and `code`.<br>

- one
- two
  goes on

> A quotation
> in two lines

| Year | Crossings |
|------|-----------|
| 2030 | 11,000    |

```
as it stands
```
<div>Markup</div>
"""


def read(text: str) -> ArticleDraft:
    draft = read_markdown(text.encode())
    assert isinstance(draft, ArticleDraft)
    return draft


def test_every_kind_of_block() -> None:
    draft = read(PAGE)
    assert [(one.kind, one.text.strip()) for one in draft.pieces] == [
        (BlockKind.HEADING, "The ferry stopped"),
        (BlockKind.PARAGRAPH, "First line of a paragraph with a link and code."),
        (BlockKind.LIST_ITEM, "one"),
        (BlockKind.LIST_ITEM, "two goes on"),
        (BlockKind.QUOTE, "A quotation in two lines"),
        (BlockKind.TABLE, "Year | Crossings"),
        (BlockKind.TABLE, "2030 | 11,000"),
        (BlockKind.PARAGRAPH, "as it stands"),
        (BlockKind.PARAGRAPH, "Markup"),
    ]
    assert (draft.title, draft.author) == ("The Ferry That Stopped", "Oda Merrin")
    assert draft.published == "2031-05-03"


def test_without_a_head_the_headline_is_the_title() -> None:
    assert read("# The *ferry*\n\nText.").title == "The ferry"


def test_a_paragraph_a_line_is_read_as_it_was_meant() -> None:
    assert [one.text for one in read("\n".join(ENGLISH)).pieces] == list(ENGLISH)
