"""`python -m tests.agenda.bench`: the measure over the articles of the bench, printed.

What must not live here: the arithmetic (`measure`), reading and proposing (`running`).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict

from bot.agenda.candidates import Candidate
from tests.agenda.bench.marks import Part, cases
from tests.agenda.bench.measure import Cut, Figures, macro, micro
from tests.agenda.bench.running import LIMITS, NotThere, Result, proposer, reader, run

SHOWN = 15
"""The limit whose candidates are printed to be read."""

_HEAD = (
    f"{'':<18}{'':>3} {'topics':>6}{'cand':>6} |{'sent':>6}{'exc':>6}{'600':>6} "
    f"|{'prec':>6}{'p.exc':>6}{'boil':>5}{'stray':>6} "
    f"|{'random s/600':>14}{'all s/600':>12}{'lead s/600':>12} |{'read':>7}{'propose':>8}"
)
_LEGEND = """\
sent, exc, 600: share of the topics that stand in a candidate's longest sentence, in its whole
excerpt, in 600 characters from the excerpt on. prec, p.exc: share of the candidates with a topic in
the 600 characters, in the excerpt. boil: candidates with boilerplate. stray: excerpts that are not in
their paragraphs word for word. random: as many own paragraphs drawn by lot (mean of 200); all: blocks
drawn by lot from everything that was read; lead: the first own paragraphs; each by first sentence /
600 characters. read, propose: milliseconds. Totals are over all topics; (macro): the articles' mean."""


def main(arguments: Sequence[str] | None = None) -> int:
    given = _arguments().parse_args(arguments)
    chosen = tuple(Part) if given.set == "all" else (Part(given.set),)
    try:
        read = reader()
        propose = None if given.floors else proposer()
        results = [run(case, read, propose) for case in cases(*chosen)]
    except NotThere as missing:
        print(f"bench-agenda: {missing}", file=sys.stderr)
        return 2
    if given.json:
        print(json.dumps(_as_json(results), ensure_ascii=False, indent=1))
        return 0
    for limit in LIMITS:
        print(f"== limit {limit}")
        print("\n".join(_table(results, limit)), end="\n\n")
    print(_LEGEND)
    if not given.floors:
        print()
        print("\n".join(_to_be_read(results)))
    return 0


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.agenda.bench", description=__doc__)
    parser.add_argument("--set", choices=[*Part, "all"], default="all")
    parser.add_argument("--floors", action="store_true", help="only what chance and the lead reach")
    parser.add_argument("--json", action="store_true", help="the figures, for a program")
    return parser


def _groups(results: Sequence[Result]) -> Iterator[tuple[str, list[Result]]]:
    wanted: list[tuple[str, Callable[[Result], bool]]] = [
        ("English", lambda one: one.case.marking.language == "en"),
        ("Russian", lambda one: one.case.marking.language == "ru"),
        ("open", lambda one: one.case.part is Part.OPEN),
        ("held", lambda one: one.case.part is Part.HELD),
        ("all", lambda one: True),
    ]
    for name, belongs in wanted:
        if members := [one for one in results if belongs(one)]:
            yield name, members


def _table(results: Sequence[Result], limit: int) -> Iterator[str]:
    yield _HEAD
    for one in results:
        yield _row(
            one.case.id,
            one.case.marking.language,
            [one],
            limit,
            f"{one.reading_ms:>7.1f}{one.proposing_ms:>8.1f}",
        )
    yield "-" * len(_HEAD)
    for name, members in _groups(results):
        yield _row(name, str(len(members)), members, limit, "")
        if all(limit in one.figures for one in members):
            figures = [one.figures[limit] for one in members]
            recalls = "".join(f"{macro(figures, cut):>6.2f}" for cut in Cut)
            yield f"{'  (macro)':<34} |{recalls}"


def _row(name: str, second: str, members: Sequence[Result], limit: int, times: str) -> str:
    floors = [one.floors[limit] for one in members]
    pairs = "".join(
        f"{_pair(micro(figures)):>{width}}"
        for figures, width in (
            ([one.random_own for one in floors], 14),
            ([one.random_all for one in floors], 12),
            ([one.lead for one in floors], 12),
        )
    )
    topics = sum(len(one.case.marking.topics) for one in members)
    if all(limit in one.figures for one in members):
        found = micro(one.figures[limit] for one in members)
        reached = (
            f"{found.candidates:>6.0f} |{''.join(f'{found.recall(cut):>6.2f}' for cut in Cut)} "
            f"|{found.precision():>6.2f}{found.precision(Cut.EXCERPT):>6.2f}"
            f"{found.boilerplate:>5.0f}{found.stray:>6.0f}"
        )
    else:
        reached = f"{'':>6} |{'':>18} |{'':>23}"
    return f"{name:<18}{second:>3} {topics:>6}{reached} |{pairs} |{times}"


def _pair(figures: Figures) -> str:
    return f"{figures.recall(Cut.SENTENCE):.2f}/{figures.recall(Cut.AROUND):.2f}"


def _to_be_read(results: Sequence[Result]) -> Iterator[str]:
    for one in results:
        yield f"== {one.case.id}: {one.article.title or '(no title)'}"
        for number, candidate in enumerate(one.candidates[SHOWN], start=1):
            yield from _candidate(number, candidate)
        yield ""


def _candidate(number: int, candidate: Candidate) -> Iterator[str]:
    mark = "x" if candidate.ticked else " "
    why = ", ".join(candidate.why)
    yield f"{number:>3} [{mark}] stage {candidate.stage}  {candidate.score:.2f}  {why}"
    yield f"        {candidate.title}"
    yield f"        {candidate.question}"


def _as_json(results: Sequence[Result]) -> dict[str, object]:
    return {
        "articles": {
            one.case.id: {
                "set": one.case.part,
                "language": one.case.marking.language,
                "reading_ms": round(one.reading_ms, 2),
                "proposing_ms": round(one.proposing_ms, 2),
                "limits": {limit: _limit_json([one], limit) for limit in LIMITS},
            }
            for one in results
        },
        "totals": {
            name: {limit: _limit_json(members, limit) for limit in LIMITS}
            for name, members in _groups(results)
        },
    }


def _limit_json(members: Sequence[Result], limit: int) -> dict[str, object]:
    told: dict[str, object] = {
        name: _figures_json([getattr(one.floors[limit], name) for one in members])
        for name in ("random_own", "random_all", "lead")
    }
    if all(limit in one.figures for one in members):
        told["proposed"] = _figures_json([one.figures[limit] for one in members])
    return told


def _figures_json(figures: Sequence[Figures]) -> dict[str, object]:
    whole = micro(figures)
    return {
        **{name: round(count, 3) for name, count in asdict(whole).items()},
        "recall": {cut: round(whole.recall(cut), 4) for cut in Cut},
        "macro": {cut: round(macro(figures, cut), 4) for cut in Cut},
        "precision": {cut: round(whole.precision(cut), 4) for cut in (Cut.EXCERPT, Cut.AROUND)},
    }


if __name__ == "__main__":
    sys.exit(main())
