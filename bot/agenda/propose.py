"""From an article to candidates for its agenda. Pure: the same article gives the same candidates.

The steps stand each in its own module: what is no part of the article is dropped (`boilerplate`), the
rest cut into passages (`passages`), those chosen that together hold most of it (`choosing`), and each
given a title (`titles`) and a question (`questions`).
"""

from __future__ import annotations

from bot.agenda.article import Article
from bot.agenda.boilerplate import useful
from bot.agenda.candidates import Candidate, Ground
from bot.agenda.choosing import Chosen, choose
from bot.agenda.lexicon import DEMAND, DISPUTE, SIDES
from bot.agenda.passages import excerpt, key_sentence, passages
from bot.agenda.questions import Asking, asked, stage_of
from bot.agenda.terms import weights
from bot.agenda.titles import title
from bot.data import Locales

TICKED = 10
"""So many candidates are suggested at once."""
FEWEST, MOST = 12, 20
MOST_PARAGRAPHS = 50
"""What an agenda file may name for one item."""
WEAK = 0.35
"""Beyond the fewest, what adds less than this share of what the first adds is left out."""


def propose(
    article: Article, limit: int = 15, *, locales: Locales | None = None
) -> tuple[Candidate, ...]:
    """At most `limit` candidates in the order of the article; fewer where it holds no more.

    `locales` is where the catalogues lie, the shipped ones by default. ValueError for a limit below 1.
    """
    if limit < 1:
        raise ValueError("at least one candidate has to be allowed")
    blocks = useful(article.blocks)
    found = passages(blocks, max(FEWEST, limit) if limit >= FEWEST else limit)
    weighed = weights(passage.text for passage in found)
    chosen = choose(found, weighed, limit)
    chosen = tuple(c for n, c in enumerate(chosen) if n < FEWEST or c.score >= WEAK)
    ticked = {id(each) for each in sorted(chosen, key=lambda c: -c.score)[:TICKED]}
    asking = Asking()
    place = {passage: number for number, passage in enumerate(found)}
    taken: set[str] = set()
    candidates = []
    for each in sorted(chosen, key=lambda c: (_first(c), place[c.passage])):
        passage = each.passage
        key = key_sentence(passage, weighed)
        named = title(passage, key, weighed, taken)
        taken.add(named)
        stage = stage_of(passage, named)
        way = asking.way(passage, named, stage)
        numbers = {*passage.paragraphs, *(n for other in each.also for n in other.paragraphs)}
        candidates.append(
            Candidate(
                title=named,
                question=asked(way, article.language, locales),
                paragraphs=tuple(sorted(numbers))[:MOST_PARAGRAPHS],
                excerpt=excerpt(passage, key, named),
                score=round(each.score, 3),
                why=_why(each),
                stage=stage,
                ticked=id(each) in ticked,
                way=way,
            )
        )
    return tuple(candidates)


def _first(chosen: Chosen) -> int:
    """The first paragraph that it rests on."""
    return min(number for each in (chosen.passage, *chosen.also) for number in each.paragraphs)


def _why(chosen: Chosen) -> tuple[Ground, ...]:
    """The reasons, the weightiest first."""
    text = chosen.passage.text
    reasons = [Ground.OWN if chosen.own >= 0.75 and chosen.score < 0.8 else Ground.CENTRAL]
    for why, holds in (
        (Ground.REPEATED, bool(chosen.also)),
        (Ground.QUESTION, "?" in text),
        (Ground.DEMAND, bool(DEMAND.search(text))),
        (Ground.SIDES, bool(SIDES.search(text))),
        (Ground.DISPUTE, bool(DISPUTE.search(text))),
    ):
        if holds:
            reasons.append(why)
    return tuple(reasons[:3])
