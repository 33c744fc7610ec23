"""The director: plays a script in a house, by the state of the meeting and not by the clock.

Before anybody speaks it looks who has the floor, so that a person on the page may take part, press
and type in between without upsetting the play.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from bot.procedure.formats import Kind
from bot.procedure.meeting import Status
from bot.procedure.order import speakers_list
from bot.rehearsal.house import House, button
from bot.rehearsal.script import Happening, Incident, Item, Part, Ruling, Script

TYPING = 10.0
"""Characters a second: an unhurried hand, so that turns take the time that they would."""

LIMIT_OF_A_MESSAGE = 2000


@dataclass(slots=True)
class Tally:
    """What the director saw that the journal does not hold."""

    stopped_by_lock: int = 0
    said: list[tuple[str, str]] = field(default_factory=list)


class Director:
    """`progress` is told of every step that is done, with a word on what it was."""

    def __init__(self, house: House, script: Script, progress: Callable[[str], None]) -> None:
        self.house = house
        self.script = script
        self.progress = progress
        self.tally = Tally()
        first, second = script.co_chairs[:2]
        self.chairs = (first.key, second.key)
        self.sides = {side.key: key for side, key in zip(script.sides, ("a", "b"), strict=True)}

    def _title(self, item: Item) -> str:
        """The item's title as the agenda has it; its id where the agenda has no such item."""
        meeting = self.house.meeting
        found = None if meeting is None else meeting.find_item(item.id)
        return item.id if found is None else found.title.into("en")

    def who(self, key: str) -> Any:
        return self.house.members[key]

    async def play(self) -> None:
        """The whole meeting, from convening to closing."""
        await self._convene()
        await self._sit_down()
        await self.house.press(self.who(self.chairs[0]), "open")
        await self._raise_for_statements(self.script.items[0])
        await self._rota(self.script.opening.get)
        for index, item in enumerate(self.script.items):
            self.progress(self._title(item))
            await self._item(item)
            later = self.script.items[index + 1 :]
            if later:
                await self._raise_for_statements(later[0])
            await self._leave(item)
        self.progress("closing")
        await self._rota(self.script.closing.get, phase="closing-round")
        await self._rota(self.script.readback.get, phase="read-back")
        chair = self.who(self.chairs[1])
        sure = await self.house.slash(chair, "roundtable close")
        await self.house.press_answer(chair, sure, "close")
        self.progress("closed")

    # Before the opening ----------------------------------------------------------------------------

    async def _convene(self) -> None:
        names = [f"{side.name.en} | {side.name.ru}" for side in self.script.sides]
        await self.house.slash(
            self.house.organizer,
            "roundtable convene",
            agenda=self.script.agenda,
            format=self.script.format,
            first_side=names[0],
            second_side=names[1],
            dialogue=f"{self.script.dialogue.title.en} | {self.script.dialogue.title.ru}",
        )
        self.progress("convened")

    async def _sit_down(self) -> None:
        """Co-chairs are seated; the others seat themselves, some by command, some by button."""
        house = self.house
        for delegate in self.script.delegates:
            who, side = self.who(delegate.key), self.sides[delegate.side]
            if delegate.key in self.chairs:
                await house.slash(
                    house.organizer,
                    "seat assign",
                    member=who,
                    side=side,
                    capacity="co-chair",
                    language=delegate.language,
                )
            elif delegate.language == "en":
                shown = await house.press(who, "seat")
                await self._choose_side(who, shown, side)
            else:
                await house.slash(who, "seat take", side=side, language=delegate.language)
            shown = await house.press(who, "rules")
            await house.press_answer(who, shown, "accept")
        self.progress("seated")

    async def _choose_side(self, who: Any, shown: Any, side: str) -> None:
        message = shown.response.message
        meeting = self.house.meeting
        assert meeting is not None, "there is a card, so there is a meeting"
        await self.house.wait(1)
        await who.click(message, custom_id=f"cc:sit:{meeting.id}:{side}")

    # Speaking --------------------------------------------------------------------------------------

    async def _rota(self, words: Callable[[str], Any], phase: str = "opening") -> None:
        """Whoever the format calls says what the script gives, until the phase is over."""
        while (key := self._called(phase)) is not None:
            part = words(key)
            if part is not None:
                await self._say(key, part.text)
            await self.house.press(self.who(key), "yield")

    def _called(self, phase: str) -> str | None:
        meeting = self.house.meeting
        if meeting is None or meeting.phase is None or meeting.phase.key != phase:
            return None
        return self.house.speaker

    async def _raise_for_statements(self, item: Item) -> None:
        """The sides' speakers on the next item ask for the floor before it is opened."""
        meeting = self.house.meeting
        if meeting is None or meeting.status is not Status.OPEN:
            return
        for part in item.statements:
            await self._ask(part)

    async def _item(self, item: Item) -> None:
        statements = {part.speaker: part for part in item.statements}
        while (key := self._called("statements")) is not None:
            part = statements.get(key)
            if part is None:
                # A co-chair speaks for a side whose speaker has not asked in time.
                side = self.script.delegate(key).side
                part = next(p for p in item.statements if self._side(p.speaker) == side)
            await self._deliver(key, part)
        for part in item.discussion:
            await self._discuss(part)

    def _side(self, key: str) -> str:
        return self.script.delegate(key).side

    async def _discuss(self, part: Part) -> None:
        """Ask, be called, speak."""
        house, chair = self.house, self.who(self.chairs[self._presiding()])
        incident = part.incident.kind if part.incident else None
        await self._ask(part)
        if house.speaker != part.speaker:
            if incident is Happening.CALLED_OUT_OF_ORDER or not self._is_next(part.speaker):
                await house.slash(chair, "floor grant", member=self.who(part.speaker))
            elif incident is Happening.DOUBLE_NEXT:
                await self._double_next()
            else:
                await house.press(chair, "next")
        if house.speaker == part.speaker:
            await self._deliver(part.speaker, part)

    def _presiding(self) -> int:
        """The chair alternates by item."""
        meeting = self.house.meeting
        return 0 if meeting is None else meeting.items_opened % 2

    def _is_next(self, key: str) -> bool:
        meeting = self.house.meeting
        waiting = () if meeting is None else speakers_list(meeting)
        return bool(waiting) and self.house.key_of(waiting[0].person) == key

    async def _double_next(self) -> None:
        """Both co-chairs press Next on the card that both see."""
        house = self.house
        card = house.card
        seen = None if card is None else button(card, "next")
        await house.press(self.who(self.chairs[0]), "next")
        if seen is not None:
            await house.press_late(self.who(self.chairs[1]), seen, card)

    async def _ask(self, part: Part) -> None:
        """By the card's button and form, or by command, as people's habits differ."""
        house, who = self.house, self.who(part.speaker)
        note = part.note or ""
        if self.script.delegate(part.speaker).language == "en":
            shown = await house.press(who, "ask")
            await house.fill(who, shown, kind=[part.kind.value], note=note)
            return
        options = {"note": note} if note else {}
        await house.slash(who, "floor ask", kind=part.kind.value, **options)

    async def _deliver(self, key: str, part: Part) -> None:
        """Say the part, with what happens on the way, and give up the floor."""
        incident = part.incident
        if incident is None:
            await self._say(key, part.text)
        else:
            await self._with_incident(key, part.text, incident)
        if self.house.speaker == key:
            await self.house.press(self.who(key), "yield")

    async def _say(self, key: str, text: str) -> Any:
        """Type for as long as it takes, then send; a text too long for one message goes in two."""
        sent = None
        for piece in pieces(text):
            await self.house.wait(len(piece) / TYPING)
            if self.house.speaker == key:
                sent = await self.house.send(self.who(key), piece)
                self.tally.said.append((key, piece))
        return sent

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
                await self._say(key, text)
            case Happening.POINT_OF_ORDER:
                # It is about what has just been said, and comes before the speaker has finished.
                await self._say(key, text)
                await self._point_of_order(incident)
            case Happening.OVERRUN:
                await self._say(key, text)
                await self._run_out(key)
            case Happening.PAUSE:
                await house.wait(10)
                await house.press(other, "pause")
                await house.wait(float(incident.seconds or 300))
                await house.press(other, "resume")
                await self._say(key, text)
            case Happening.EXTENSION:
                await house.wait(20)
                await house.press(other, "extend")
                await self._say(key, text)
            case Happening.TWO_MESSAGES:
                for piece in text.split("\n\n"):
                    await self._say(key, piece)
            case Happening.EDIT:
                sent = await self._say(key, text)
                corrected = text.replace(incident.before or "", incident.to or "", 1)
                if sent is not None and corrected != text:
                    await house.edit(who, sent, corrected)
            case Happening.WITHDRAW:
                await self._ask_and_withdraw(incident)
                await self._say(key, text)
            case Happening.DOUBLE_NEXT | Happening.CALLED_OUT_OF_ORDER:
                await self._say(key, text)

    async def _point_of_order(self, incident: Incident) -> None:
        house = self.house
        assert incident.by is not None, "a point of order is somebody's"
        raiser = self.who(incident.by)
        await house.press(raiser, "point")
        await self._say(incident.by, incident.text or "")
        chair = self.who(incident.ruled_by or self.chairs[0])
        act = "sustain" if incident.ruling is Ruling.SUSTAINED else "not-sustain"
        form = await house.press(chair, act)
        await house.fill(chair, form, note=incident.ruling_note or "")

    async def _run_out(self, key: str) -> None:
        """Keep the floor until the clock takes it."""
        for _ in range(60):
            if self.house.speaker != key:
                return
            await self.house.wait(10)

    async def _ask_and_withdraw(self, incident: Incident) -> None:
        house = self.house
        assert incident.by is not None, "somebody asks and withdraws"
        who = self.who(incident.by)
        await self._ask(
            Part(speaker=incident.by, text="…", kind=Kind.STATEMENT, note=incident.note)
        )
        shown = await house.press(who, "place")
        await house.press_answer(who, shown, "withdraw")

    # Going on --------------------------------------------------------------------------------------

    async def _leave(self, item: Item) -> None:
        """Park the item, or go on by the card's button and, now and then, by command."""
        house, meeting = self.house, self.house.meeting
        if meeting is None or meeting.item is None or meeting.item.key != item.id:
            return
        chair = self.who(self.chairs[self._presiding()])
        if item.parked:
            await house.slash(chair, "agenda park", item=item.id)
        elif meeting.items_opened % 3 == 0:
            await house.slash(chair, "agenda next")
        else:
            await house.press(chair, "next-item")


def steps(script: Script) -> int:
    """How many steps `Director` will tell of: for the progress bar."""
    return len(script.items) + 4


def pieces(text: str) -> Iterable[str]:
    """The text in messages that Discord takes, cut between paragraphs or words where it must be."""
    while len(text) > LIMIT_OF_A_MESSAGE:
        cut = max(text.rfind("\n", 0, LIMIT_OF_A_MESSAGE), text.rfind(" ", 0, LIMIT_OF_A_MESSAGE))
        cut = cut if cut > 0 else LIMIT_OF_A_MESSAGE
        yield text[:cut]
        text = text[cut:].lstrip()
    yield text
