"""Where the bars of a chart stand: numbers only; the templates draw them as SVG.

What must not live here: colours, words, anything of a page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.procedure.table.seats import SideKey
from bot.procedure.values import MINUTE, Milliseconds
from bot.review.desk_views import DialogueView, MeetingLine, PersonLine

PLOT = 200.0
"""The height of the plot in the units of the drawing."""

LEFT = 92.0
TOP = 14.0

WIDTH = 888.0
"""As wide as the page; a dialogue of many meetings gets a wider drawing, which is scrolled."""

LEAST_COLUMN = 60.0
MOST_COLUMN = 150.0
BAR_SHARE = 0.56

STEPS = tuple(
    n * MINUTE for n in (1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 960, 1920, 3840, 7680, 15360)
)
MOST_LINES = 5


@dataclass(frozen=True, slots=True)
class ColumnPart:
    """One side's part of a column."""

    side: SideKey
    used: Milliseconds
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Column:
    """One meeting: the parts of its sides, the first at the bottom. `middle` is where its label goes."""

    meeting: MeetingLine
    x: float
    middle: float
    parts: tuple[ColumnPart, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """Floor time by side, a column a meeting. `lines` are the heights of the grid with their values."""

    width: float
    base: float
    bar: float
    lines: tuple[tuple[float, Milliseconds], ...]
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class SparkBar:
    """One meeting in somebody's own small chart; `height` 0 where the floor was never theirs."""

    meeting: MeetingLine
    used: Milliseconds
    x: float
    y: float
    width: float
    height: float
    present: bool


def step_for(most: Milliseconds) -> Milliseconds:
    """The distance of the grid's lines: round, and so many that they can be read."""
    return next((step for step in STEPS if most <= step * MOST_LINES), STEPS[-1])


def columns(view: DialogueView) -> Columns | None:
    """The chart of a dialogue; None where nobody ever had the floor."""
    most = max((each.used for each in view.meetings), default=0)
    if not most:
        return None
    step = step_for(most)
    top = -(-most // step) * step
    scale = PLOT / top
    base = TOP + PLOT
    room = (WIDTH - LEFT) / len(view.meetings)
    step_x = min(max(room, LEAST_COLUMN), MOST_COLUMN)
    bar = round(step_x * BAR_SHARE, 2)
    made: list[Column] = []
    for place, meeting in enumerate(view.meetings):
        x = LEFT + place * step_x + (step_x - bar) / 2
        y, parts = base, []
        for side in view.sides:
            heard = view.by_side.get((meeting.id, side))
            if heard is not None and heard.used:
                height = heard.used * scale
                y -= height
                parts.append(ColumnPart(side, heard.used, round(y, 2), round(height, 2)))
        made.append(Column(meeting, round(x, 2), round(x + bar / 2, 2), tuple(parts)))
    lines = tuple((round(base - at * scale, 2), at) for at in range(0, top + 1, step))
    width = round(max(LEFT + len(made) * step_x, WIDTH), 2)
    return Columns(width, base, bar, lines, tuple(made))


SPARK_HEIGHT = 26.0
SPARK_WIDTH = 220.0
WIDEST_STROKE = 26.0


def spark(
    person: PersonLine, meetings: Sequence[MeetingLine], most: Milliseconds
) -> tuple[SparkBar, ...]:
    """Somebody's floor time by meeting; `most` is what fills the height, the same for everybody."""
    step = min(SPARK_WIDTH / max(len(meetings), 1), WIDEST_STROKE)
    bars: list[SparkBar] = []
    for place, meeting in enumerate(meetings):
        heard = person.heard.get(meeting.id)
        used = 0 if heard is None else heard.used
        height = 0.0 if not used or not most else max(1.5, (SPARK_HEIGHT - 2) * used / most)
        y = SPARK_HEIGHT - height
        bars.append(
            SparkBar(
                meeting,
                used,
                round(place * step, 2),
                round(y, 2),
                round(step * 0.72, 2),
                round(height, 2),
                meeting.id in person.capacities,
            )
        )
    return tuple(bars)


def most_in_one_meeting(people: Sequence[PersonLine]) -> Milliseconds:
    return max((heard.used for each in people for heard in each.heard.values()), default=0)
