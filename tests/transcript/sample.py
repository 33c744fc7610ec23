"""A plausible bilingual meeting, event by event, with everything in it that a transcript must show.

The sides, the people and their words are invented.
"""

from __future__ import annotations

from bot.procedure import events as ev
from bot.procedure.agenda.agenda_values import AgendaItem
from bot.procedure.events import Event, Recorded
from bot.procedure.floor.floor_values import TurnEnd
from bot.procedure.floor.request_kinds import Kind
from bot.procedure.formats import Calls, Format, Phase, Speakers, When
from bot.procedure.table.seats import Capacity, Dialogue, Side
from bot.procedure.values import MINUTE, SECOND, Localized, Words

MEETING = "shores-3"
START = 1_931_241_600_000  # 2031-03-14T08:00:00Z
RULES = "5d41402abc4b2a76b9719d911017c592"

HOSTILE = (
    "<script>alert(1)</script> **bold** _it_ `code` [link](https://example.com) @everyone <@1> #12\n"
    "# not a heading\n- not a list\n1. nor this\n> nor a quotation\n    nor code | nor | a table\n\n"
    "```\nno fence\n```\n</blockquote></article><img src=x onerror=alert(2)> &amp; &#60; www.example.com"
    " a@example.com :smile: $x$ ~~no~~ \u202egnitirw desrever\u202c zero\u200bwidth \u2067isolate"
)
"""Text that would format, link, mention, break out and turn about if any page let it."""

DIALOGUE = Dialogue(
    key="shores",
    title=Localized.of(en="Two Shores dialogue", ru="Диалог двух берегов"),
    sides=(
        Side("east", Localized.of(en="East Shore", ru="Восточный берег")),
        Side("west", Localized.of(en="West Shore", ru="Западный берег")),
    ),
    languages=("en", "ru"),
)

FORMAT = Format(
    key="plenary",
    title=Localized.of(en="Plenary", ru="Пленарное заседание"),
    phases=(
        Phase(
            "opening",
            Localized.of(en="Opening words", ru="Вступительное слово"),
            When.MEETING_START,
            Speakers.CO_CHAIRS,
            Calls.AUTO,
            120 * SECOND,
        ),
        Phase(
            "statements",
            Localized.of(en="Statements of the sides", ru="Заявления сторон"),
            When.EACH_ITEM,
            Speakers.ONE_PER_SIDE,
            Calls.AUTO,
            180 * SECOND,
        ),
        Phase(
            "discussion",
            Localized.of(en="Discussion", ru="Обсуждение"),
            When.EACH_ITEM,
            Speakers.LIST,
            Calls.CHAIR,
        ),
        Phase(
            "closing",
            Localized.of(en="Closing round", ru="Заключительный круг"),
            When.MEETING_END,
            Speakers.EVERYONE,
            Calls.AUTO,
            60 * SECOND,
        ),
    ),
)

AGENDA = (
    AgendaItem(
        "ferry",
        Localized.of(en="The ferry that no longer runs", ru="Паром, который больше не ходит"),
        Localized.of(
            en="What would each shore need to see before the ferry can sail again?",
            ru="Что должен увидеть каждый берег, чтобы паром снова пошёл?",
        ),
        15 * MINUTE,
        sources=(4, 5, 9),
        stage=2,
    ),
    AgendaItem(
        "fog",
        Localized.of(en="Fog signals", ru="Сигналы в тумане"),
        Localized.of(
            en="How do we keep a misheard signal from becoming an accident?",
            ru="Как не дать неверно понятому сигналу стать бедой?",
        ),
        10 * MINUTE,
        sources=(11,),
        stage=3,
    ),
    AgendaItem(
        "harbour",
        Localized.of(en="A shared harbour log", ru="Общий портовый журнал"),
        Localized.of(
            en="Who would keep it, and who could read it?", ru="Кто его ведёт и кто читает?"
        ),
        10 * MINUTE,
        sources=(14, 15),
        stage=4,
    ),
)

PEOPLE = (
    ("p1", "east", Capacity.CO_CHAIR, "en", "Ada Lanternwright"),
    ("p2", "west", Capacity.CO_CHAIR, "ru", "Вера Причалова"),
    ("p3", "east", Capacity.PARTICIPANT, "en", "Tom <b>Buoy</b>"),
    ("p4", "west", Capacity.PARTICIPANT, "ru", "Лука Туманов"),
    ("p5", "east", Capacity.PARTICIPANT, "en", "Nell Tidewater"),
    ("p6", "west", Capacity.RAPPORTEUR, "ru", "Зоя Маякова"),
    ("p7", "east", Capacity.OBSERVER, "en", "Ott Gull"),
)


class Story:
    """Writes records one after another; `wait` moves the clock on."""

    def __init__(self) -> None:
        self.at = START
        self.records: list[Recorded] = []
        self.messages = 0

    def tell(self, event: Event, actor: str | None = None, wait: int = 0) -> None:
        self.at += wait * SECOND
        self.records.append(Recorded(MEETING, len(self.records) + 1, self.at, actor, event))

    def start(
        self,
        turn: int,
        person: str,
        *,
        kind: Kind = Kind.STATEMENT,
        item: str | None = None,
        phase: str | None = None,
        limit: int = 180,
        request: int | None = None,
        out_of_order: bool = False,
        place: bool = False,
    ) -> None:
        side = next(seat[1] for seat in PEOPLE if seat[0] == person)
        self.tell(
            ev.TurnStarted(
                turn, person, side, kind, request, item, phase, limit * SECOND, out_of_order, place
            ),
            wait=5,
        )

    def say(
        self, turn: int | None, person: str, text: str, *, item: str | None = None, wait: int = 20
    ) -> str:
        self.messages += 1
        message = f"m{self.messages}"
        side = next(seat[1] for seat in PEOPLE if seat[0] == person)
        self.tell(ev.ContributionMade(message, turn, item, person, side, Words(text)), person, wait)
        return message

    def end(self, turn: int, used: int, how: TurnEnd = TurnEnd.YIELDED, wait: int = 0) -> None:
        started = next(
            r.event
            for r in self.records
            if isinstance(r.event, ev.TurnStarted) and r.event.turn == turn
        )
        self.tell(
            ev.TurnEnded(turn, started.person, started.side, how, used * SECOND),
            started.person,
            wait,
        )

    def ask(self, number: int, person: str, kind: Kind, item: str, note: str | None = None) -> None:
        side = next(seat[1] for seat in PEOPLE if seat[0] == person)
        words = None if note is None else Words(note)
        self.tell(ev.FloorRequested(number, person, side, kind, item, words), person, 3)


def sample(*, closed: bool = True) -> tuple[Recorded, ...]:
    """The meeting's records; with `closed` False they stop in the middle of turn 9."""
    story = Story()
    tell = story.tell
    tell(
        ev.MeetingConvened(
            MEETING,
            DIALOGUE,
            3,
            Localized.of(en="Before the ice", ru="До ледостава"),
            "#round-table",
            "p1",
            FORMAT,
            RULES,
            AGENDA,
        ),
        "p1",
    )
    for person, side, capacity, language, name in PEOPLE:
        tell(ev.SeatTaken(person, side, capacity, language, Words(name)), person, 10)
        if person != "p7":
            tell(ev.RulesAccepted(person, RULES, language), person, 20)
    tell(ev.MeetingOpened(), "p1", 60)
    tell(ev.PhaseEntered("opening", 0, ()))
    story.start(1, "p1", phase="opening", limit=120, place=True)
    story.say(
        1,
        "p1",
        "Welcome back. Last time we ended with a list of what each shore fears; "
        "today I would like us to leave with one thing that we can try before the ice comes.",
    )
    story.end(1, 60, wait=40)
    story.start(2, "p2", phase="opening", limit=120, place=True)
    story.say(
        2,
        "p2",
        "Добрый день. Предлагаю говорить от себя и отвечать на то, что прозвучало.\n\n"
        "Если что-то непонятно — спрашивайте сразу: так будет быстрее.",
    )
    story.end(2, 75, wait=55)
    tell(ev.PhaseEnded("opening"))
    first_item(story)
    if not closed:
        return tuple(story.records)
    second_item(story)
    tell(ev.PhaseEntered("closing", 3, ()))
    story.start(12, "p2", phase="closing", limit=60, place=True)
    story.say(12, "p2", "Спасибо всем. Мы разошлись меньше, чем боялись.")
    story.end(12, 40, wait=20)
    tell(ev.PhaseEnded("closing"))
    tell(ev.MeetingClosed((4,)), "p1", 30)
    return tuple(story.records)


def first_item(story: Story) -> None:
    tell = story.tell
    tell(ev.ItemOpened("ferry"), "p1", 10)
    tell(ev.PhaseEntered("statements", 1, ()))
    story.start(3, "p3", item="ferry", phase="statements", place=True)
    first = story.say(
        3,
        "p3",
        "For us the ferry is not a boat. It is the last thing that both shores still paid for together, "
        "and when it stopped nobody told the people who had tickets.",
        item="ferry",
    )
    tell(ev.MessageHeld(1, "h1", "p4", ev.HeldBecause.NOT_YOUR_TURN, Words("SECRET-HELD")), None, 4)
    tell(ev.MessageHeld(2, "h2", "p4", ev.HeldBecause.NOT_YOUR_TURN, Words("SECRET-HELD")), None, 6)
    tell(ev.MessageHeld(3, "h3", "stranger", ev.HeldBecause.NO_SEAT, None), None, 6)
    story.say(
        3, "p3", "So before timetables: who speaks to those passengers, and when?", item="ferry"
    )
    tell(
        ev.ContributionEdited(
            first,
            "p3",
            Words(
                "For us the ferry is not a boat. It is the last thing that both shores still paid for "
                "together, and when it stopped nobody told the passengers."
            ),
        ),
        "p3",
        9,
    )
    tell(ev.TurnWarned(3, 30 * SECOND), None, 60)
    tell(ev.TurnTimeUp(3), None, 30)
    tell(ev.TurnExtended(3, 60 * SECOND), "p1", 5)
    story.end(3, 255, TurnEnd.EXPIRED, wait=95)
    story.start(4, "p4", item="ferry", phase="statements", place=True)
    story.say(
        4,
        "p4",
        "Мы остановили паром не со зла: у нас не было ответа, кто платит за ремонт. "
        "Я трижды писал об этом и не получил ни строчки.",
        item="ferry",
    )
    tell(ev.TurnInterrupted(4), None, 15)
    story.start(5, "p5", kind=Kind.POINT_OF_ORDER, item="ferry", phase="statements", limit=60)
    story.say(5, "p5", "We agreed not to speak of private letters here.", item="ferry", wait=10)
    tell(ev.PointRuled(5, True, Words("Letters stay outside; the repair is in order.")), "p1", 12)
    story.end(5, 22, TurnEnd.RULED)
    tell(ev.TurnTakenUp(4))
    story.say(4, "p4", "Хорошо, оставлю письма. Вопрос о ремонте остаётся.", item="ferry", wait=25)
    tell(ev.MeetingPaused(), "p2", 10)
    tell(ev.MessageHeld(4, "h4", "p3", ev.HeldBecause.FLOOR_PAUSED, Words("SECRET-HELD")), None, 30)
    tell(ev.MeetingResumed(), "p2", 150)
    story.end(4, 80, wait=10)
    tell(ev.PhaseEnded("statements"))
    tell(ev.PhaseEntered("discussion", 2, ()))
    story.ask(1, "p6", Kind.STATEMENT, "ferry", "Кто платит")
    story.ask(2, "p5", Kind.DIRECT_REPLY, "ferry")
    story.start(
        6, "p5", kind=Kind.DIRECT_REPLY, item="ferry", phase="discussion", limit=60, request=2
    )
    story.say(6, "p5", "The repair was costed at the second meeting: halves.", item="ferry")
    story.end(6, 35, wait=15)
    story.start(7, "p6", item="ferry", phase="discussion", request=1)
    story.say(7, "p6", "Тогда запишем: пополам, и срок — до первого льда.", item="ferry")
    removed = story.say(7, "p6", "SECRET-REMOVED", item="ferry", wait=5)
    tell(ev.ContributionRemoved(removed), "p6", 5)
    story.end(7, 50, wait=20)
    story.start(8, "p3", item="ferry", phase="discussion", out_of_order=True)
    story.say(8, "p3", HOSTILE, item="ferry")
    story.end(8, 45, TurnEnd.CALLED, wait=25)
    story.start(9, "p4", kind=Kind.CLARIFICATION, item="ferry", phase="discussion", limit=60)
    story.say(9, "p4", "Halves of the first estimate, or of the second one?", item="ferry")


def second_item(story: Story) -> None:
    tell = story.tell
    story.end(9, 30, wait=10)
    story.ask(3, "p1", Kind.STATEMENT, "ferry")
    tell(ev.RequestWithdrawn(3, "p1"), "p1", 5)
    story.ask(4, "p5", Kind.RIGHT_OF_REPLY, "ferry", "On the second estimate")
    tell(ev.PhaseEnded("discussion"))
    tell(ev.ItemClosed("ferry", (4,)), "p1", 5)
    tell(ev.ItemOpened("fog"), "p1", 5)
    tell(ev.PhaseEntered("statements", 1, ()))
    tell(ev.PlacePassed("east", None, ev.PassReason.CALLED_ON), "p1", 5)
    story.start(10, "p6", item="fog", phase="statements", place=True)
    story.say(10, "p6", "В тумане три гудка у нас значат «стою», у вас — «иду».", item="fog")
    story.at += 90 * SECOND
    tell(ev.OutageNoted(story.at - 60 * SECOND))
    story.end(10, 70, wait=20)
    story.start(11, "p1", item="fog", phase="statements")
    story.say(
        11, "p1", "That would explain the summer. One card for both bridges, then?", item="fog"
    )
    story.end(11, 40, wait=20)
    tell(ev.PhaseEnded("statements"))
    tell(ev.ItemParked("fog", ()), "p2", 5)
