"""The delegates as they act: typing, asking, giving up, and what goes wrong while somebody speaks.

One method for each thing that a script can say of a part; when it is played is `director`'s business.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.procedure.floor.request_kinds import Kind
from bot.rehearsal.script import (
    Happening,
    Incident,
    Script,
    ScriptedDelegate,
    ScriptedRuling,
    ScriptedTurn,
)
from bot.rehearsal.simulated_server import SimulatedServer

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

    def __init__(self, simulated: SimulatedServer, script: Script) -> None:
        self.simulated = simulated
        self.script = script
        self.tally = Tally()
        self.last: dict[str, Any] = {}  # each delegate's last message

    def who(self, key: str) -> Any:
        return self.simulated.members[key]

    def presiding(self) -> str:
        """The key of the co-chair who presides."""
        meeting = self.simulated.meeting
        person = None if meeting is None else meeting.presiding
        key = None if person is None else self.simulated.key_of(person)
        return self.script.co_chairs[0].key if key is None else key

    # Speaking --------------------------------------------------------------------------------------

    async def say(self, key: str, text: str) -> Any:
        """Type for as long as it takes, then send; a text too long for one message goes in two."""
        sent = None
        for piece in pieces(text):
            await self.simulated.wait(len(piece) / TYPING)
            if self.simulated.speaker == key:
                sent = await self.simulated.send(self.who(key), piece)
                self.tally.said.append((key, piece))
        self.last[key] = sent
        return sent

    async def write(self, key: str, text: str, answers: str | None) -> None:
        """Write where nobody needs the floor, in answer to somebody's last message if need be."""
        for piece in pieces(text):
            to = None if answers is None else self.last.get(answers)
            self.last[key] = await self.simulated.send(self.who(key), piece, to)
            self.tally.said.append((key, piece))

    async def ask(self, part: ScriptedTurn) -> None:
        """By the card's button and form, or by command, as people's habits differ."""
        simulated, who = self.simulated, self.who(part.speaker)
        note = part.note or ""
        if self.script.delegate(part.speaker).language == "en":
            shown = await simulated.press(who, "ask")
            await simulated.fill(who, shown, kind=[part.kind.value], note=note)
            return
        options = {"note": note} if note else {}
        await simulated.slash(who, "floor ask", kind=part.kind.value, **options)

    async def deliver(self, part: ScriptedTurn) -> None:
        """Say the part, with what happens on the way, and give up the floor; then it is interpreted,
        where somebody is called to."""
        key, text = part.speaker, part.text or ""
        if part.passes:
            pressed = await self.simulated.press(self.who(key), "pass")
            if pressed is None:
                await self.simulated.slash(self.who(key), "floor pass")
            return
        if part.incident is None:
            await self.say(key, text)
        else:
            await self._with_incident(key, text, part.incident)
        if self.simulated.speaker == key:
            await self.simulated.press(self.who(key), "yield")
        await self.interpret(part.interpretation)

    async def interpret(self, text: str | None) -> None:
        """Whoever is called to interpret does so."""
        interpreter = self.script.interpreter
        meeting = self.simulated.meeting
        if interpreter is None or meeting is None or meeting.floor is None:
            return
        if meeting.floor.kind is Kind.INTERPRETATION:
            await self.say(interpreter.key, text or "…")
            await self.simulated.press(self.who(interpreter.key), "yield")

    # What goes wrong -------------------------------------------------------------------------------

    async def _with_incident(self, key: str, text: str, incident: Incident) -> None:
        simulated, who = self.simulated, self.who(key)
        other = None if incident.by is None else self.who(incident.by)
        match incident.kind:
            case Happening.INTERRUPTION:
                await simulated.wait(6)
                for piece in pieces(incident.text or "…"):
                    if await simulated.send(other, piece) is None:
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
                await simulated.wait(10)
                await simulated.press(other, "pause")
                await simulated.wait(float(incident.seconds or 300))
                await simulated.press(other, "resume")
                await self.say(key, text)
            case Happening.EXTENSION:
                await simulated.wait(20)
                await simulated.press(other, "extend")
                await self.say(key, text)
            case Happening.CONSENT | Happening.OBJECTION:
                await simulated.press(who, "extend")
                if incident.kind is Happening.OBJECTION:
                    await simulated.press(other, "object")
                await simulated.wait(20)
                await self.say(key, text)
            case Happening.UNCLEAR:
                await self.say(key, text)
                await simulated.press(other, "unclear")
            case Happening.MORE_COMING:
                await self._in_two(key, text, other)
            case Happening.TWO_MESSAGES:
                for piece in text.split("\n\n"):
                    await self.say(key, piece)
            case Happening.EDIT:
                sent = await self.say(key, text)
                corrected = text.replace(incident.before or "", incident.to or "", 1)
                if sent is not None and corrected != text:
                    await simulated.edit(who, sent, corrected)
            case Happening.WITHDRAW | Happening.DEFER:
                await self._change_of_mind(incident)
                await self.say(key, text)
            case Happening.DOUBLE_NEXT | Happening.CALLED_OUT_OF_ORDER:
                await self.say(key, text)

    async def _in_two(self, key: str, text: str, chair: Any) -> None:
        """The speaker says that more is coming; a co-chair who presses Next is told so, and waits."""
        first, *rest = text.split("\n\n")
        await self.say(key, first)
        await self.simulated.press(self.who(key), "more-coming")
        if chair is not None:
            await self.simulated.press(chair, "next")
        for piece in rest:
            await self.say(key, piece)

    async def _point_of_order(self, incident: Incident) -> None:
        simulated = self.simulated
        assert incident.by is not None, "a point of order is somebody's"
        raiser = self.who(incident.by)
        form = await simulated.press(raiser, "point")
        await simulated.fill(raiser, form, note=incident.note or "")
        await self.say(incident.by, incident.text or "")
        chair = self.who(incident.ruled_by or self.presiding())
        act = "sustain" if incident.ruling is ScriptedRuling.SUSTAINED else "not-sustain"
        form = await simulated.press(chair, act)
        await simulated.fill(chair, form, note=incident.ruling_note or "")

    async def _run_out(self, key: str) -> None:
        """Keep the floor until the clock takes it."""
        for _ in range(60):
            if self.simulated.speaker != key:
                return
            await self.simulated.wait(10)

    async def _change_of_mind(self, incident: Incident) -> None:
        """Somebody else asks for the floor, and then withdraws, or lets the others go first."""
        simulated = self.simulated
        assert incident.by is not None, "somebody asks"
        who = self.who(incident.by)
        meeting = simulated.meeting
        if meeting is None or not meeting.requests_of(str(who.id)):
            await self.ask(ScriptedTurn(speaker=incident.by, text="…", note=incident.note))
        shown = await simulated.press(who, "place")
        act = "withdraw" if incident.kind is Happening.WITHDRAW else "defer"
        await simulated.press_answer(who, shown, act)

    async def talk_apart(self, words: Mapping[str, str]) -> None:
        """In a caucus: each side in its own thread."""
        for key, text in words.items():
            delegate: ScriptedDelegate = self.script.delegate(key)
            side = next(side for side in self.script.sides if side.key == delegate.side)
            if await self.simulated.send_apart(self.who(key), side.name.en, text) is not None:
                self.tally.apart.append((key, text))
            await self.simulated.wait(len(text) / TYPING)


def pieces(text: str) -> Iterable[str]:
    """The text in messages that Discord takes, cut between paragraphs or words where it must be."""
    while len(text) > LIMIT_OF_A_MESSAGE:
        cut = max(text.rfind("\n", 0, LIMIT_OF_A_MESSAGE), text.rfind(" ", 0, LIMIT_OF_A_MESSAGE))
        cut = cut if cut > 0 else LIMIT_OF_A_MESSAGE
        yield text[:cut]
        text = text[cut:].lstrip()
    yield text
