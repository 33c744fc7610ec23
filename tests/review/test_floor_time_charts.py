"""Where the bars stand: heights that add up, a grid that can be read, room for a long history."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.procedure.values import MINUTE, Localized, Words
from bot.review.desk_views import (
    DialogueLine,
    DialogueView,
    MeetingLine,
    PersonLine,
    SpeakingTotals,
)
from bot.review.floor_time_charts import (
    LEFT,
    MOST_LINES,
    PLOT,
    SPARK_HEIGHT,
    SPARK_WIDTH,
    STEPS,
    TOP,
    columns,
    spark,
    step_for,
)


def view(*used: tuple[int, int]) -> DialogueView:
    """A dialogue of so many meetings, with the floor time of sides a and b in each."""
    meetings = tuple(
        MeetingLine(f"m{n}", n, Localized.of(en="T"), "closed", n, n, 2, 1, 1, a + b)
        for n, (a, b) in enumerate(used, 1)
    )
    by_side = {
        (meeting.id, side): SpeakingTotals(each, 1)
        for meeting, both in zip(meetings, used, strict=True)
        for side, each in zip("ab", both, strict=True)
    }
    line = DialogueLine("f", "d", None, (), (), len(meetings), 0, 1, 2, 1, 1, sum(map(sum, used)))
    return DialogueView(line, meetings, (), by_side)


times = st.integers(0, 40_000 * MINUTE)


@given(st.lists(st.tuples(times, times), min_size=1, max_size=60))
def test_parts_stand_on_each_other_in_proportion_and_within_the_plot(
    used: list[tuple[int, int]],
) -> None:
    chart = columns(view(*used))
    if not any(map(sum, used)):
        assert chart is None
        return
    assert chart is not None
    top_value = chart.lines[-1][1]
    for column, both in zip(chart.columns, used, strict=True):
        assert [part.used for part in column.parts] == [each for each in both if each]
        foot = chart.base
        for part in column.parts:
            assert abs(part.y + part.height - foot) < 0.05
            assert abs(part.height - PLOT * part.used / top_value) < 0.05
            assert part.y >= TOP - 0.05
            foot = part.y
        assert column.x >= LEFT and column.x + chart.bar <= chart.width
    xs = [column.x for column in chart.columns]
    assert all(b - a >= chart.bar for a, b in pairwise(xs))


@given(st.integers(1, STEPS[-1] * MOST_LINES))
def test_a_grid_has_few_lines_and_reaches_the_top(most: int) -> None:
    lines = -(-most // step_for(most))
    assert 1 <= lines <= MOST_LINES


def test_a_small_chart_is_to_one_scale_and_shows_who_only_listened() -> None:
    meetings = view((MINUTE, 0), (0, 0), (0, 0)).meetings
    one = PersonLine(
        "1",
        Words("Ann"),
        "a",
        {"m1": "participant", "m2": "observer"},
        {"m1": SpeakingTotals(MINUTE, 1)},
    )
    spoke, listened, absent = spark(one, meetings, 2 * MINUTE)
    assert spoke.height == (SPARK_HEIGHT - 2) / 2 and spoke.y + spoke.height == SPARK_HEIGHT
    assert (listened.height, listened.present) == (0, True)
    assert (absent.height, absent.present) == (0, False)
    many = spark(one, view(*[(MINUTE, 0)] * 90).meetings, MINUTE)
    assert many[-1].x + many[-1].width <= SPARK_WIDTH
