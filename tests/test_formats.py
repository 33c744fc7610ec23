"""Format files: what a whole one gives, and how each thing that does not go together is answered."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.data import config_files
from bot.datafile import FaultCode
from bot.format_files import load_format
from bot.procedure.floor.request_kinds import Kind
from bot.procedure.formats import (
    Accepts,
    BalanceRules,
    Calls,
    ChairRules,
    CircleRules,
    Enforcement,
    Format,
    ItemRules,
    Phase,
    Policy,
    Rations,
    RecordRules,
    RunsOut,
    Speakers,
    When,
)
from bot.procedure.table.seats import Capacity
from bot.procedure.values import MINUTE, SECOND, Localized

HEAD = """\
id = "all-of-it"
title = { en = "All of it", ru = "Всё сразу" }
"""
PHASE = """\
[[phases]]
id = "talk"
title = { en = "Talk", ru = "Разговор" }
when = "each-item"
"""
WHOLE = f"""\
{HEAD}
policy = "least-heard"
enforcement = "hold"
interpretation = true

[limits]
statement = 100
direct-reply = 20
clarification = 30
right-of-reply = 40
second-right-of-reply = 25
point-of-order = 50

[seats.rapporteur]
statement = 200
[seats.co-chair]
direct-reply = 15

[time]
warning = 11
grace = 12
extension = 13
extensions = 14
consent = 15

[rations]
replies-to-a-turn = 1
replies-by-a-person = 2
rights-of-a-side = 3
points-of-a-person = 4

[items]
runs-out = "park"
warning = 60
time-of-a-side = 600

[record]
keep-removed = true
keep-days = 90
largest-file = 100
file-kinds = ["application/pdf"]

[chair]
alternates = true
relieved-after = 90

[balance]
invite-quiet = true
tell-loud = true
quiet-below = 20
loud-above = 300
after = 400

[circle]
chairs = 6
turns = 3

{PHASE}
speakers = "list"
calls = "auto"
limit = 70
policy = "first-come"

[[phases]]
id = "round"
title = {{ en = "Round", ru = "Круг" }}
when = "meeting-start"
speakers = "go-round"
thinking = 45

[[phases]]
id = "days"
title = {{ en = "Days", ru = "Дни" }}
when = "meeting-end"
speakers = "anyone"
hours = 48
remind = 6
accepts = "replies"
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "all-of-it.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_key_reaches_the_rules(tmp_path: Path) -> None:
    assert load_format(written(tmp_path, WHOLE)) == Format(
        key="all-of-it",
        title=Localized.of(en="All of it", ru="Всё сразу"),
        phases=(
            Phase(
                "talk",
                Localized.of(en="Talk", ru="Разговор"),
                When.EACH_ITEM,
                Speakers.LIST,
                Calls.AUTO,
                70 * SECOND,
                Policy.FIRST_COME,
            ),
            Phase(
                "round",
                Localized.of(en="Round", ru="Круг"),
                When.MEETING_START,
                Speakers.GO_ROUND,
                Calls.CHAIR,
                thinking=45 * SECOND,
            ),
            Phase(
                "days",
                Localized.of(en="Days", ru="Дни"),
                When.MEETING_END,
                Speakers.ANYONE,
                Calls.CHAIR,
                lasts=48 * 60 * MINUTE,
                remind=6 * 60 * MINUTE,
                accepts=Accepts.REPLIES,
            ),
        ),
        policy=Policy.LEAST_HEARD,
        enforcement=Enforcement.HOLD,
        limits={
            Kind.STATEMENT: 100 * SECOND,
            Kind.DIRECT_REPLY: 20 * SECOND,
            Kind.CLARIFICATION: 30 * SECOND,
            Kind.RIGHT_OF_REPLY: 40 * SECOND,
            Kind.POINT_OF_ORDER: 50 * SECOND,
        },
        warning=11 * SECOND,
        grace=12 * SECOND,
        extension=13 * SECOND,
        extensions=14,
        seat_limits={
            Capacity.CO_CHAIR: {Kind.DIRECT_REPLY: 15 * SECOND},
            Capacity.RAPPORTEUR: {Kind.STATEMENT: 200 * SECOND},
        },
        again=25 * SECOND,
        consent=15 * SECOND,
        rations=Rations(1, 2, 3, 4),
        item=ItemRules(RunsOut.PARK, 60 * SECOND, 600 * SECOND),
        chair=ChairRules(True, 90 * SECOND),
        balance=BalanceRules(True, True, 20, 300, 400 * SECOND),
        circle=CircleRules(6, 3),
        interpreted=True,
        record=RecordRules(True, 90, 102_400, ("application/pdf",)),
    )


def test_what_is_left_out_is_as_the_rules_have_it(tmp_path: Path) -> None:
    form = load_format(written(tmp_path, HEAD + PHASE + 'speakers = "list"\n'))
    assert isinstance(form, Format)
    phases = (
        Phase(
            "talk",
            Localized.of(en="Talk", ru="Разговор"),
            When.EACH_ITEM,
            Speakers.LIST,
            Calls.CHAIR,
        ),
    )
    bare = Format("all-of-it", Localized.of(en="All of it", ru="Всё сразу"), phases)
    for name in ("seat_limits", "rations", "item", "chair", "balance", "circle", "interpreted"):
        assert getattr(form, name) == getattr(bare, name), name
    for kind in Kind:
        assert form.limit(kind, None) == bare.limit(kind, None), kind


@pytest.mark.parametrize(
    ("phase", "field", "says"),
    [
        ('speakers = "anyone"', "speakers", "hours"),
        ('speakers = "list"\nhours = 5', "hours", "anyone"),
        ('speakers = "anyone"\nhours = 5\nremind = 5', "remind", "fewer hours"),
        ('speakers = "list"\nremind = 5', "remind", "anyone"),
        ('speakers = "list"\naccepts = "replies"', "accepts", "anyone"),
        ('speakers = "anyone"\nhours = 5\nlimit = 60', "limit", "nobody has a turn"),
        ('speakers = "list"\nthinking = 60', "thinking", "rota"),
        ('speakers = "circle"\nthinking = 60', "thinking", "rota"),
        ('speakers = "go-round"\npolicy = "first-come"', "policy", "speakers list"),
        ('speakers = "anyone"\nhours = 5\npolicy = "first-come"', "policy", "speakers list"),
        ('speakers = "list"\npolicy = "go-round"', "policy", "first-come"),
        ('speakers = "crowd"', "speakers", "circle"),
        ('speakers = "list"\nlimit = 4', "limit", "5"),
        ('speakers = "list"\nminutes = 4', "minutes", ""),
    ],
)
def test_what_does_not_go_together_is_named_with_its_line(
    tmp_path: Path, phase: str, field: str, says: str
) -> None:
    faults = load_format(written(tmp_path, HEAD + PHASE + phase + "\n"))
    assert isinstance(faults, tuple)
    (fault,) = faults
    assert fault.field == f"phases[1].{field}"
    line = (HEAD + PHASE + phase).splitlines()[(fault.line or 0) - 1]
    assert line.startswith(field)
    assert says in str(fault)
    assert str(fault).startswith(str(tmp_path / "all-of-it.toml"))


@pytest.mark.parametrize("when", When)
def test_a_phase_that_could_never_be_reached_is_named(tmp_path: Path, when: When) -> None:
    part = PHASE.replace("each-item", when)
    listed = part.replace('"talk"', '"floor"') + 'speakers = "list"\n'
    after = part.replace('"talk"', '"wrap-up"') + 'speakers = "co-chairs"\n'
    item = PHASE + 'speakers = "go-round"\n'
    faults = load_format(written(tmp_path, HEAD + item + listed + after))
    assert isinstance(faults, tuple)
    assert [fault.field for fault in faults] == ["phases[2].speakers"]
    assert isinstance(load_format(written(tmp_path, HEAD + item + after + listed)), Format)


def test_a_format_in_which_no_item_would_be_heard_is_refused(tmp_path: Path) -> None:
    only = PHASE.replace("each-item", "meeting-start") + 'speakers = "co-chairs"\n'
    faults = load_format(written(tmp_path, HEAD + only))
    assert isinstance(faults, tuple)
    assert [fault.field for fault in faults] == ["phases"]
    assert "each-item" in str(faults[0])


def test_no_two_phases_have_one_id(tmp_path: Path) -> None:
    twice = HEAD + (PHASE + 'speakers = "go-round"\n') * 2
    faults = load_format(written(tmp_path, twice))
    assert isinstance(faults, tuple)
    assert [fault.code for fault in faults] == [FaultCode.DUPLICATE]


def test_every_format_that_is_shipped_can_be_read_and_bears_its_files_name() -> None:
    paths = list(config_files("formats", ".toml"))
    assert len(paths) == 6
    for path in paths:
        form = load_format(path)
        assert isinstance(form, Format), form
        assert form.key == path.stem
