"""`python -m tests.agenda.bench`: how many of the topics marked in the articles are proposed.

What must not live here: the arithmetic (`measure`), reading and proposing (`running`).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, fields

from tests.agenda.bench.marks import Part, cases
from tests.agenda.bench.measure import DRAWS, SIZE, Cut, Figures, macro, micro
from tests.agenda.bench.running import LIMITS, Floors, NotRead, Result, run

SHOWN = 15
"""The limit whose candidates are printed to be read."""

_HEAD = (
    f"{'':<18}{'':>3}{'topics':>7}{'cand':>6} |{'sent':>6}{'exc':>6}{'600':>6} "
    f"|{'prec':>6}{'p.exc':>6} |{'boil':>5}{'stray':>6} |{'read':>6}{'propose':>8}"
)
_FLOORS_HEAD = f"{'floors: s/600/prec':<28}" + "".join(
    f"{name:>16}" for name in ("random", "sentences", "all", "lead", "weight")
)
_LEGEND = f"""\
sent, exc, 600: share of the topics that stand in a candidate's longest sentence, in its whole
excerpt, in {SIZE} characters from the excerpt on. prec, p.exc: share of the candidates with a topic in
the {SIZE} characters, in the excerpt. boil: candidates with boilerplate. stray: excerpts that are not in
their paragraphs word for word. read, propose: milliseconds. Totals are over all topics; (macro): the
mean of the articles. Floors, each by first sentence / {SIZE} characters / precision of the latter:
random: as many of the article's own paragraphs, by lot (mean of {DRAWS} draws); sentences: as many of
their sentences, by lot; all: as many of all blocks that were read, boilerplate too; lead: the first own
paragraphs; weight: those with most of the words that come back. Where an article has no more own
paragraphs than the limit, all are drawn."""


def main(arguments: Sequence[str] | None = None) -> int:
    given = _arguments().parse_args(arguments)
    part = Part.HELD if given.held else Part.OPEN
    try:
        results = [run(case) for case in cases(part)]
    except NotRead as fault:
        print(f"bench-agenda: {fault}", file=sys.stderr)
        return 2
    if given.json:
        print(json.dumps(_as_json(results), ensure_ascii=False, indent=1))
        return 0
    for limit in LIMITS:
        print(f"== {part} articles, limit {limit}")
        print("\n".join(_table(results, limit)), end="\n\n")
        print("\n".join(_floors_table(results, limit)), end="\n\n")
    print(_LEGEND)
    if given.titles:
        print()
        print("\n".join(_to_be_read(results)))
    return 0


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.agenda.bench", description=__doc__)
    parser.add_argument(
        "--held", action="store_true", help="the articles held out, not the open ones"
    )
    parser.add_argument("--titles", action="store_true", help="titles and questions, to be read")
    parser.add_argument("--json", action="store_true", help="the figures, for a program")
    return parser


def _groups(results: Sequence[Result]) -> Iterator[tuple[str, list[Result]]]:
    wanted: list[tuple[str, Callable[[Result], bool]]] = [
        ("English", lambda one: one.case.marking.language == "en"),
        ("Russian", lambda one: one.case.marking.language == "ru"),
        ("all", lambda one: True),
    ]
    for name, belongs in wanted:
        if members := [one for one in results if belongs(one)]:
            yield name, members


def _table(results: Sequence[Result], limit: int) -> Iterator[str]:
    yield _HEAD
    for one in results:
        row = _row(one.case.id, one.case.marking.language, [one], limit)
        yield f"{row} |{one.reading_ms:>6.0f}{one.proposing_ms:>8.0f}"
    yield "-" * len(_HEAD)
    for name, members in _groups(results):
        yield _row(name, str(len(members)), members, limit)
        figures = [one.figures[limit] for one in members]
        yield f"{'  (macro)':<34} |{''.join(f'{macro(figures, cut):>6.2f}' for cut in Cut)}"


def _row(name: str, second: str, members: Sequence[Result], limit: int) -> str:
    found = micro(one.figures[limit] for one in members)
    return (
        f"{name:<18}{second:>3}{found.topics:>7.0f}{found.candidates:>6.0f} "
        f"|{''.join(f'{found.recall(cut):>6.2f}' for cut in Cut)} "
        f"|{found.precision():>6.2f}{found.precision(Cut.EXCERPT):>6.2f} "
        f"|{found.boilerplate:>5.0f}{found.stray:>6.0f}"
    )


def _floors_table(results: Sequence[Result], limit: int) -> Iterator[str]:
    yield _FLOORS_HEAD
    for one in results:
        yield _floors_row(one.case.id, [one], limit)
    yield "-" * len(_FLOORS_HEAD)
    for name, members in _groups(results):
        yield _floors_row(name, members, limit)


def _floors_row(name: str, members: Sequence[Result], limit: int) -> str:
    reached = [micro(floor) for floor in _by_floor(members, limit).values()]
    return f"{name:<28}" + "".join(f"{_three(figures):>16}" for figures in reached)


def _by_floor(members: Sequence[Result], limit: int) -> dict[str, list[Figures]]:
    return {
        field.name: [getattr(one.floors[limit], field.name) for one in members]
        for field in fields(Floors)
    }


def _three(figures: Figures) -> str:
    recalls = f"{figures.recall(Cut.SENTENCE):.2f}/{figures.recall(Cut.AROUND):.2f}"
    return f"{recalls}/{figures.precision():.2f}"


def _to_be_read(results: Sequence[Result]) -> Iterator[str]:
    yield f"Titles and questions at limit {SHOWN}, to be read: [x] is suggested at once, then the stage."
    for one in results:
        yield ""
        yield f"== {one.case.id}: {one.article.title or '(no title)'}"
        for number, candidate in enumerate(one.candidates[SHOWN], start=1):
            mark = "x" if candidate.ticked else " "
            yield f"{number:>3} [{mark}] {candidate.stage}  {candidate.title}"
            yield f"{'':>11}{candidate.question}"


def _as_json(results: Sequence[Result]) -> dict[str, object]:
    return {
        "articles": {
            one.case.id: {
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
    measured = {"proposed": [one.figures[limit] for one in members], **_by_floor(members, limit)}
    return {name: _figures_json(figures) for name, figures in measured.items()}


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
