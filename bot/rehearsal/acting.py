"""The delegates as they act: typing, asking, giving up, and what goes wrong while somebody speaks.

One method for each thing that a script can say of a part; when it is played is `director`'s business.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.procedure.formats import Kind
from bot.rehearsal.script import Delegate, Happening, Incident, Part, Ruling, Script
from bot.rehearsal.simulated_server import House

TYPING = 10.0
"""Characters a second: an unhurried hand, so that turns take the time that they would."""

LIMIT_OF_A_MESSAGE = 2000


@dataclass(slots=True)
class Tally:
    """What was seen that the journal does not hold."""

    stopped_by_lock: int = 0
    said: list[tuple[str, str]] = field(default_factory=list)
    apart: list[tuple[str, str]] = field(default_factory=list)
    """What was said in the sides' threads, which stands in no record."""


class Actors:
    """The people of a script in a house."""

    def __init__(self, house: House, script: Script) -> None:
        self.house = house
        self.script = script
        self.tally = Tally()
        self.last: dict[str, Any] = {}  # each delegate's last message

    def who(self, key: str) -> Any:
        return self.house.members[key]

    def presiding(self) -> str:
        """The key of the co-chair who presides."""
        meeting = self.house.meeting
        person = None if meeting is None else meeting.presiding
        key = None if person is None else self.house.key_of(person)
        return self.script.co_chairs[0].key if key is None else key

    # Speaking --------------------------------------------------------------------------------------

    async def say(self, key: str, text: str) -> Any:
        """Type for as long as it takes, then send; a text too long for one message goes in two."""
        sent = None
        for piece in pieces(text):
            await self.house.wait(len(piece) / TYPING)
            if self.house.speaker == key:
                sent = await self.house.send(self.who(key), piece)
                self.tally.said.append((key, piece))
        self.last[key] = sent
        return sent

    async def write(self, key: str, text: str, answers: str | None) -> None:
        """Write where nobody needs the floor, in answer to somebody's last message if need be."""
        for piece in pieces(text):
            to = None if answers is None else self.last.get(answers)
            self.last[key] = await self.house.send(self.who(key), piece, to)
            self.tally.said.append((key, piece))

    async def ask(self, part: Part) -> None:
        """By the card's button and form, or by command, as people's habits differ."""
        house, who = self.house, self.who(part.speaker)
        note = part.note or ""
        if self.script.delegate(part.speaker).language == "en":
            shown = await house.press(who, "ask")
            await house.fill(who, shown, kind=[part.kind.value], note=note)
            return
        options = {"note": note} if note else {}
        await house.slash(who, "floor ask", kind=part.kind.value, **options)

    async def deliver(self, part: Part) -> None:
        """Say the part, with what happens on the way, and give up the floor; then it is interpreted,
        where somebody is called to."""
        key, text = part.speaker, part.text or ""
        if part.passes:
            pressed = await self.house.press(self.who(key), "pass")
            if pressed is None:
                await self.house.slash(self.who(key), "floor pass")
            return
        if part.incident is None:
            await self.say(key, text)
        else:
            await self._with_incident(key, text, part.incident)
        if self.house.speaker == key:
            await self.house.press(self.who(key), "yield")
        await self.interpret(part.interpretation)

    async def interpret(self, text: str | None) -> None:
        """Whoever is called to interpret does so."""
        interpreter = self.script.interpreter
        meeting = self.house.meeting
        if interpreter is None or meeting is None or meeting.floor is None:
            return
        if meeting.floor.kind is Kind.INTERPRETATION:
            await self.say(interpreter.key, text or "…")
            await self.house.press(self.who(interpreter.key), "yield")

    # What goes wrong -------------------------------------------------------------------------------

    async def _with_incident(self, key: str, text: str, incident: Incident) -> None:
        house, who = self.house, self.who(key)
        other = None if incident.by is None else self.who(incident.by)
        match incident.kind:
            case Happening.INTERRUPTION:
                await house.wait(6)
                for piece in pieces(incident.text or "…"):
                    if await house.send(other, piece) is None:
                        self.tally.stopped_by_lock += 1
                await self.say(key, text)
            case Happening.POINT_OF_ORDER:
                # It is about what has just been said, and comes before the speaker has finished.
                await self.say(key, text)
                await self._point_of_order(incident)
            case Happening.OVERRUN:
                await self.say(key, text)
                await self._run_out(key)
            case Happening.PAUSE:
                await house.wait(10)
                await house.press(other, "pause")
                await house.wait(float(incident.seconds or 300))
                await house.press(other, "resume")
                await self.say(key, text)
            case Happening.EXTENSION:
                await house.wait(20)
                await house.press(other, "extend")
                await self.say(key, text)
            case Happening.CONSENT | Happening.OBJECTION:
                await house.press(who, "extend")
                if incident.kind is Happening.OBJECTION:
                    await house.press(other, "object")
                await house.wait(20)
                await self.say(key, text)
            case Happening.UNCLEAR:
                await self.say(key, text)
                await house.press(other, "unclear")
            case Happening.MORE_COMING:
                await self._in_two(key, text, other)
            case Happening.TWO_MESSAGES:
                for piece in text.split("\n\n"):
                    await self.say(key, piece)
            case Happening.EDIT:
                sent = await self.say(key, text)
                corrected = text.replace(incident.before or "", incident.to or "", 1)
                if sent is not None and corrected != text:
                    await house.edit(who, sent, corrected)
            case Happening.WITHDRAW | Happening.DEFER:
                await self._change_of_mind(incident)
                await self.say(key, text)
            case Happening.DOUBLE_NEXT | Happening.CALLED_OUT_OF_ORDER:
                await self.say(key, text)

    async def _in_two(self, key: str, text: str, chair: Any) -> None:
        """The speaker says that more is coming; a co-chair who presses Next is told so, and waits."""
        first, *rest = text.split("\n\n")
        await self.say(key, first)
        await self.house.press(self.who(key), "more-coming")
        if chair is not None:
            await self.house.press(chair, "next")
        for piece in rest:
            await self.say(key, piece)

    async def _point_of_order(self, incident: Incident) -> None:
        house = self.house
        assert incident.by is not None, "a point of order is somebody's"
        raiser = self.who(incident.by)
        form = await house.press(raiser, "point")
        await house.fill(raiser, form, note=incident.note or "")
        await self.say(incident.by, incident.text or "")
        chair = self.who(incident.ruled_by or self.presiding())
        act = "sustain" if incident.ruling is Ruling.SUSTAINED else "not-sustain"
        form = await house.press(chair, act)
        await house.fill(chair, form, note=incident.ruling_note or "")

    async def _run_out(self, key: str) -> None:
        """Keep the floor until the clock takes it."""
        for _ in range(60):
            if self.house.speaker != key:
                return
            await self.house.wait(10)

    async def _change_of_mind(self, incident: Incident) -> None:
        """Somebody else asks for the floor, and then withdraws, or lets the others go first."""
        house = self.house
        assert incident.by is not None, "somebody asks"
        who = self.who(incident.by)
        meeting = house.meeting
        if meeting is None or not meeting.requests_of(str(who.id)):
            await self.ask(Part(speaker=incident.by, text="…", note=incident.note))
        shown = await house.press(who, "place")
        act = "withdraw" if incident.kind is Happening.WITHDRAW else "defer"
        await house.press_answer(who, shown, act)

    async def talk_apart(self, words: Mapping[str, str]) -> None:
        """In a caucus: each side in its own thread."""
        for key, text in words.items():
            delegate: Delegate = self.script.delegate(key)
            side = next(side for side in self.script.sides if side.key == delegate.side)
            if await self.house.send_apart(self.who(key), side.name.en, text) is not None:
                self.tally.apart.append((key, text))
            await self.house.wait(len(text) / TYPING)


def pieces(text: str) -> Iterable[str]:
    """The text in messages that Discord takes, cut between paragraphs or words where it must be."""
    while len(text) > LIMIT_OF_A_MESSAGE:
        cut = max(text.rfind("\n", 0, LIMIT_OF_A_MESSAGE), text.rfind(" ", 0, LIMIT_OF_A_MESSAGE))
        cut = cut if cut > 0 else LIMIT_OF_A_MESSAGE
        yield text[:cut]
        text = text[cut:].lstrip()
    yield text
