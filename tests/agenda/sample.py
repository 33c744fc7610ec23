"""A small opinion piece as people paste it, with what a page puts around it; its people are invented."""

from __future__ import annotations

from bot.agenda.article import Article, Block, BlockKind

BODY = (
    "Last spring I sat in a café by the river and my friend told me about the ferry. "
    "He laughed, and then he did not.",
    "The ferry has stood at its quay for six years. Each shore says that the other one has to pay "
    "for the repair, and neither has asked an engineer what the repair would cost. A joint survey "
    "could be made in a week by people whom both shores trust.",
    "Fog is the second danger. Three blasts of the horn mean that a ship is standing still on one "
    "shore and that it is moving on the other. Both harbour masters should agree on one card of "
    "signals before the winter.",
    "The fishermen of both shores fear the new quotas. Because no figures are exchanged, each side "
    "believes that the other one is emptying the bay, and catches more while it can.",
    "Who speaks to the families of the sailors who were lost in the last war? The archives of both "
    "admiralties are closed, and the widows are growing old.",
    "We need to open the school exchange again. Children who have crossed the water once do not "
    "believe everything that they are told about the other shore.",
)
AROUND = (
    "Home / Opinion / The Bay",
    "Photo: The ferry at its quay. Credit: Harbour Pictures",
    "Read also: Ten things to do on a rainy weekend",
    "Advertisement",
    "Sign up for our newsletter and get the best of the week in your inbox.",
    "Ada Lanternwright is a professor of harbours at the University of the Bay.",
    "© 2031 The Bay Herald. All rights reserved.",
    "Comments (2)",
    "seagull77, 3 hours ago",
    "What nonsense, the ferry was never any good and the author knows it very well indeed.",
)


def pasted() -> Article:
    """Boilerplate before, between and after, numbered with the rest."""
    texts = (
        *AROUND[:2],
        BODY[0],
        BODY[1],
        AROUND[2],
        *BODY[2:4],
        AROUND[3],
        *BODY[4:],
        *AROUND[4:],
    )
    return article(*texts)


def article(*texts: str, language: str | None = "en", headings: tuple[str, ...] = ()) -> Article:
    blocks = (
        Block(n, text, BlockKind.HEADING if text in headings else BlockKind.PARAGRAPH)
        for n, text in enumerate(texts, 1)
    )
    return Article(tuple(blocks), language)
