"""The parts of the documents that are drawn from the code, and the command that draws them anew.

`python -m tests.docs.draw` writes them between their markers in docs/; a test sees that what stands
there is current. Nothing else may be written by a machine into a document.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import grimp

from bot.procedure.authorization import Bearing, lacking
from bot.procedure.capabilities import CAPABILITIES, OF_CAPACITY, Action, Agreed, Role
from bot.procedure.state import Status
from bot.procedure.transitions import LAWFUL, TRANSITIONS

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = ROOT / "docs" / "architecture.md"
CAPABILITIES_PAGE = ROOT / "docs" / "capabilities.md"

_OUTSIDE = ("discord", "aiosqlite", "simcord")
"""Packages of others that are worth an arrow, since a contract says who may import them."""


def parts() -> str:
    """Which part of bot imports which. An arrow that follows from two others is left out."""
    graph = grimp.build_graph("bot", include_external_packages=True)
    children = sorted(graph.find_children("bot") - {"bot.__main__"})
    for child in children:
        if graph.find_descendants(child):
            graph.squash_module(child)
    arrows = {
        child: {
            other
            for other in graph.find_modules_directly_imported_by(child)
            if (other in children or other in _OUTSIDE) and other != child
        }
        for child in children
    }
    lines = ["```mermaid", "flowchart TD"]
    lines += [f"    {_name(child)}" for child in children]
    lines += [f"    {other}([{other}])" for other in _OUTSIDE if _drawn(arrows, other)]
    lines += [
        f"    {_name(child)} --> {_name(other)}"
        for child, others in sorted(reduced(arrows).items())
        for other in sorted(others)
    ]
    return "\n".join([*lines, "```"])


def reduced(arrows: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """The fewest arrows from which the others follow. There are no circles: a contract holds that."""

    def reached(start: str) -> set[str]:
        found: set[str] = set()
        for other in arrows.get(start, ()):
            found |= {other} | reached(other)
        return found

    return {
        child: {
            other
            for other in others
            if not any(other in reached(between) for between in others - {other})
        }
        for child, others in arrows.items()
    }


def transitions() -> str:
    """Which event leads a meeting from which status to which."""
    lines = ["```mermaid", "stateDiagram-v2"]
    for (before, event), after in TRANSITIONS.items():
        start = "[*]" if before is None else str(before)
        lines.append(f"    {start} --> {after}: {event.__name__}")
    ends = [status for status in Status if not any(before is status for before, _ in TRANSITIONS)]
    lines += [f"    {status} --> [*]" for status in ends]
    return "\n".join([*lines, "```"])


def lawful() -> str:
    """Which commands a meeting hears in which status."""
    statuses = [status for status in Status if LAWFUL[status]]
    commands = sorted({command.__name__ for heard in LAWFUL.values() for command in heard})
    heard = {status: {command.__name__ for command in LAWFUL[status]} for status in statuses}
    lines = [
        f"| command | {' | '.join(statuses)} |",
        f"|---|{'---|' * len(statuses)}",
    ]
    for command in commands:
        marks = " | ".join("yes" if command in heard[status] else "–" for status in statuses)
        lines.append(f"| `{command}` | {marks} |")
    return "\n".join(lines)


WITHHELD = {Agreed.NOTHING: "rules not accepted", Agreed.RULES: "not recorded"}
"""The columns of those at the table who have not agreed to all of it."""


def capabilities() -> str:
    """Who may do what: a row an action, a column a role."""
    seats = tuple(OF_CAPACITY.values())
    others = [role for role in Role if role not in seats and role is not Role.CONVENER]
    heads = [Role.CONVENER, *seats, *WITHHELD.values(), *others]
    lines = [f"| | {' | '.join(heads)} |", f"|---|{'---|' * len(heads)}"]
    for action in CAPABILITIES:
        cells = [_cell(action, (role,), Agreed.RECORDING) for role in (Role.CONVENER, *seats)]
        cells += [_cell(action, seats, agreed) for agreed in WITHHELD]
        cells += [_cell(action, (role,), Agreed.NOTHING) for role in others]
        lines.append(f"| {action} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(action: Action, roles: tuple[Role, ...], agreed: Agreed) -> str:
    """What those with one of these roles may, who have agreed to so much."""
    early, later = (
        {lacking(action, Bearing(frozenset({role}), agreed, early)) is None for role in roles}
        for early in (True, False)
    )
    if later == {True}:
        return "yes"
    if True in later:
        return "as seated"
    return "at first" if True in early and len(roles) == 1 else "–"


DRAWN: Mapping[Path, Mapping[str, Callable[[], str]]] = {
    PAGE: {"parts": parts, "transitions": transitions, "lawful": lawful},
    CAPABILITIES_PAGE: {"capabilities": capabilities},
}


def drawn(path: Path) -> str:
    """The page with everything between markers drawn anew. A page that lacks one is a KeyError."""
    page = path.read_text(encoding="utf-8")
    for name, draw in DRAWN[path].items():
        before, found, rest = page.partition(f"<!-- drawn: {name} -->\n")
        _, closed, after = rest.partition("<!-- /drawn -->")
        if not found or not closed:
            raise KeyError(name)
        page = f"{before}{found}{draw()}\n{closed}{after}"
    return page


def _name(module: str) -> str:
    return module.removeprefix("bot.")


def _drawn(arrows: Mapping[str, set[str]], other: str) -> bool:
    return any(other in others for others in arrows.values())


if __name__ == "__main__":
    for each in DRAWN:
        each.write_text(drawn(each), encoding="utf-8")
