"""The director: plays a script in a house, by the state of the meeting and not by the clock.

Before anybody speaks it looks who has the floor, so that a person on the page may take part, press
and type in between without upsetting the play. It knows the kinds of phases that a format can have, and
no format by name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.procedure.floor.ordering_policies import callable_list
from bot.procedure.floor.request_kinds import Kind
from bot.procedure.formats import Calls, Phase, Speakers
from bot.procedure.state import Meeting, Status
from bot.procedure.values import SECOND
from bot.rehearsal.acting import Actors, Tally
from bot.rehearsal.minutes_script import MinutesActor
from bot.rehearsal.script import Happening, Item, Moving, Script, ScriptedMove, ScriptedTurn
from bot.rehearsal.simulated_server import SimulatedServer, button

MOST_TURNS = 500
"""So many turns of one phase are waited for at most: a person on the page may hold the play up."""


class Director:
    """`progress` is told of every step that is done, with a word on what it was."""

    def __init__(
        self, simulated: SimulatedServer, script: Script, progress: Callable[[str], None]
    ) -> None:
        self.simulated = simulated
        self.script = script
        self.progress = progress
        self.actors = Actors(simulated, script)
        first, second = script.co_chairs[:2]
        self.chairs = (first.key, second.key)
        self.sides = {side.key: key for side, key in zip(script.sides, ("a", "b"), strict=True)}
        self.minutes = MinutesActor(simulated, script)
        self.replies: dict[
            str, ScriptedTurn
        ] = {}  # rights of reply that wait for the end of the item

    @property
    def tally(self) -> Tally:
        return self.actors.tally

    def who(self, key: str) -> Any:
        return self.simulated.members[key]

    @property
    def meeting(self) -> Meeting:
        meeting = self.simulated.meeting
        assert meeting is not None, "the play goes on while there is a meeting"
        return meeting

    @property
    def phase(self) -> Phase | None:
        meeting = self.simulated.meeting
        return None if meeting is None else meeting.phase

    @property
    def chair(self) -> Any:
        return self.who(self.actors.presiding())

    async def play(self) -> None:
        """The whole meeting, from convening to closing."""
        await self._convene()
        await self._sit_down()
        await self._arrange()
        await self.simulated.press(self.who(self.chairs[0]), "open")
        await self._raise_for(self.script.items[0])
        await self._around()
        for index, item in enumerate(self.script.items):
            self.progress(self._title(item))
            await self._item(item, self.script.items[index + 1 :])
        self.progress("closing")
        await self._around()
        sure = await self.simulated.slash(self.who(self.chairs[1]), "roundtable close")
        await self.simulated.press_answer(self.who(self.chairs[1]), sure, "close")
        self.progress("closed")
        await self.minutes.adopt(self.who(self.chairs[0]), self.who(self.chairs[1]))
        self.progress("minutes adopted")

    def _title(self, item: Item) -> str:
        """The item's title as the agenda has it; its id where the agenda has no such item."""
        found = self.meeting.find_item(item.id)
        return item.id if found is None else found.title.into("en")

    # Before the opening ----------------------------------------------------------------------------

    async def _convene(self) -> None:
        names = [f"{side.name.en} | {side.name.ru}" for side in self.script.sides]
        await self.simulated.slash(
            self.simulated.organizer,
            "roundtable convene",
            agenda=self.script.agenda,
            format=self.script.format,
            first_side=names[0],
            second_side=names[1],
            dialogue=f"{self.script.dialogue.title.en} | {self.script.dialogue.title.ru}",
        )
        self.progress("convened")

    async def _sit_down(self) -> None:
        """Who has another capacity than a participant's is seated; the others seat themselves, some
        by command, some by button."""
        simulated = self.simulated
        for delegate in self.script.delegates:
            who, side = self.who(delegate.key), self.sides[delegate.side]
            if delegate.capacity.value != "participant":
                await simulated.slash(
                    simulated.organizer,
                    "seat assign",
                    member=who,
                    side=side,
                    capacity=delegate.capacity.value,
                    language=delegate.language,
                )
            elif delegate.language == "en":
                shown = await simulated.press(who, "seat")
                await self._choose_side(who, shown, f"{side}-{delegate.language}")
            else:
                await simulated.slash(who, "seat take", side=side, language=delegate.language)
            shown = await simulated.press(who, "rules")
            await simulated.press_answer(who, shown, "accept")
        self.progress("seated")

    async def _choose_side(self, who: Any, shown: Any, seen: str) -> None:
        message = shown.response.message
        await self.simulated.wait(1)
        await who.click(message, custom_id=f"cc:sit:{self.meeting.id}:{seen}")

    async def _arrange(self) -> None:
        """Put the items that the script has in its order, and the others aside for another day."""
        chair = self.who(self.chairs[0])
        wanted = [item.id for item in self.script.items]
        for item in self.meeting.agenda:
            if item.key not in wanted:
                await self.simulated.slash(chair, "agenda park", item=item.key)
        for place, key in enumerate(wanted):
            if self.meeting.agenda[place].key != key:
                await self.simulated.slash(chair, "agenda move", item=key, place=place + 1)

    # The course ------------------------------------------------------------------------------------

    async def _around(self) -> None:
        """What stands before and after the items: whoever is called says what the script gives."""
        for _ in range(MOST_TURNS):
            phase = self.phase
            if phase is None or self.meeting.item is not None:
                return
            words = self.script.phases.get(phase.key, {})
            parts = tuple(
                ScriptedTurn(speaker=key, text=said.text, interpretation=said.interpretation)
                for key, said in words.items()
            )
            if not await self._phase(phase, parts):
                return

    async def _item(self, item: Item, later: Sequence[Item]) -> None:
        """Every phase of the item, then on; the speakers on the next item ask beforehand."""
        if self.meeting.item is None or self.meeting.item.key != item.id:
            return
        while self._on(item):
            phase = self.phase
            if phase is None:
                break
            goes_on = await self._phase(phase, item.phases.get(phase.key, ()))
            if goes_on and self._on(item):
                continue
            if later:
                await self._raise_for(later[0])
            await self.minutes.note(self.chair, item)
            await self._leave(item)
            break
        await self._replies(item)

    def _on(self, item: Item) -> bool:
        """Whether this item is open, and not being left."""
        meeting = self.simulated.meeting
        if meeting is None or meeting.item is None or meeting.leaving is not None:
            return False
        return meeting.item.key == item.id

    async def _phase(self, phase: Phase, parts: Sequence[ScriptedTurn]) -> bool:
        """Play the phase. False: it does not end by itself, so somebody has to go on."""
        if phase.speakers is Speakers.ANYONE:
            await self._write(phase, parts)
            return True
        if phase.speakers.on_rota:
            await self._rota(phase, {part.speaker: part for part in parts})
            return self.phase is not phase
        for index, part in enumerate(parts):
            await self._discuss(part, parts[index + 1 :])
        return False

    async def _rota(self, phase: Phase, words: Mapping[str, ScriptedTurn]) -> None:
        """Whoever the phase calls says what the script gives, until everybody has been called."""
        for _ in range(MOST_TURNS):
            if self.phase is not phase:
                return
            await self._think()
            key = self.simulated.speaker
            if key is None:
                return
            part = words.get(key)
            if part is None and phase.speakers is Speakers.ONE_PER_SIDE:
                # A co-chair is called where nobody could ask beforehand, and gives way to who does now.
                for each in words.values():
                    await self._ask(each)
            await self.actors.deliver(part or ScriptedTurn(speaker=key, passes=True))

    async def _think(self) -> None:
        """Let the time to think pass."""
        until = self.meeting.rota.thinking_until
        if until is not None:
            now = self.simulated.client.services.tables.clock()
            await self.simulated.wait((until - now) / SECOND + 1)

    async def _write(self, phase: Phase, parts: Sequence[ScriptedTurn]) -> None:
        """Over days: everybody writes in good time, then the date comes."""
        lasts = (phase.lasts or 0) / SECOND
        for part in parts:
            await self.simulated.wait(lasts / (2 * len(parts)))
            await self.actors.write(part.speaker, part.text or "…", part.answers)
        until = self.meeting.talk.until
        if self.phase is phase and until is not None:
            now = self.simulated.client.services.tables.clock()
            await self.simulated.wait((until - now) / SECOND + 1)

    # From the list ---------------------------------------------------------------------------------

    async def _raise_for(self, item: Item) -> None:
        """The sides' speakers on this item ask for the floor before it is opened."""
        meeting = self.simulated.meeting
        if meeting is None or meeting.status is not Status.OPEN:
            return
        for phase in meeting.format.phases:
            if phase.speakers is Speakers.ONE_PER_SIDE:
                for part in item.phases.get(phase.key, ()):
                    await self.actors.ask(part)

    async def _discuss(self, part: ScriptedTurn, later: Sequence[ScriptedTurn]) -> None:
        """Ask, be called, speak; a right of reply is heard at the end of the item."""
        for move in part.before:
            await self._move(move)
        hands = [next(each for each in later if each.speaker == key) for key in part.hands]
        # Where the list calls by itself, whoever asks first speaks at once.
        asking = (part, *hands) if self._calls_itself() else (*hands, part)
        for each in asking:
            await self._ask(each)
        if part.kind is Kind.RIGHT_OF_REPLY:
            self.replies[part.speaker] = part
            return
        simulated = self.simulated
        if simulated.speaker != part.speaker:
            incident = part.incident.kind if part.incident else None
            if incident is Happening.CALLED_OUT_OF_ORDER or not self._is_next(part.speaker):
                await simulated.slash(self.chair, "floor grant", member=self.who(part.speaker))
            elif incident is Happening.DOUBLE_NEXT:
                await self._double_next()
            else:
                await simulated.press(self.chair, "next")
        if simulated.speaker == part.speaker:
            await self.actors.deliver(part)

    def _calls_itself(self) -> bool:
        phase = self.phase
        return phase is not None and phase.calls is Calls.AUTO

    async def _ask(self, part: ScriptedTurn) -> None:
        """Ask for the floor, unless one has it or waits for it already."""
        person = str(self.who(part.speaker).id)
        waiting = (request.kind for request in self.meeting.requests_of(person))
        if self.simulated.speaker == part.speaker or part.kind in waiting:
            return
        await self._come_in(part.speaker)
        await self.actors.ask(part)

    async def _come_in(self, key: str) -> None:
        """Take a chair in the inner circle, where there is one and it is needed."""
        if self.meeting.outside(str(self.who(key).id), Kind.STATEMENT):
            await self.simulated.press(self.who(key), "circle")

    def _is_next(self, key: str) -> bool:
        waiting = callable_list(self.meeting)
        return bool(waiting) and self.simulated.key_of(waiting[0].person) == key

    async def _double_next(self) -> None:
        """Both co-chairs press Next on the card that both see."""
        simulated = self.simulated
        card = simulated.card
        seen = None if card is None else button(card, "next")
        await simulated.press(self.who(self.chairs[0]), "next")
        if seen is not None:
            await simulated.press_late(self.who(self.chairs[1]), seen, card)

    # What the co-chairs do -------------------------------------------------------------------------

    async def _move(self, move: ScriptedMove) -> None:
        simulated, chair = self.simulated, self.chair
        match move.kind:
            case Moving.POLICY:
                shown = await simulated.press(chair, "chairing")
                wanted = None if move.policy is None else move.policy.value
                await simulated.choose(chair, shown, "policy", wanted)
            case Moving.GO_ROUND:
                await simulated.slash(chair, "floor policy", policy="go-round")
                await self._round(move.words)
            case Moving.CAUCUS:
                shown = await simulated.press(chair, "chairing")
                form = await simulated.press_answer(chair, shown, "caucus")
                await simulated.fill(chair, form, number=str(move.minutes))
                await self.actors.talk_apart(move.words)
                await simulated.wait(move.minutes * 60 + 1)
                await simulated.press(chair, "resume")
            case Moving.INTERPRETATION:
                await simulated.slash(chair, "floor interpret", on=move.on)
            case Moving.CLOSE_LIST:
                await simulated.slash(chair, "floor close-list", closed=move.on)
            case Moving.OFF_RECORD:
                await self._off_record(move)
            case Moving.HAND_OVER:
                await simulated.slash(chair, "seat chair")

    async def _off_record(self, move: ScriptedMove) -> None:
        """Both co-chairs agree to go off the record, people talk, and both agree to go on."""
        for key in self.chairs:
            await self.simulated.slash(self.who(key), "record off")
        for key, text in move.words.items():
            await self.simulated.wait(60)
            await self.simulated.send(self.who(key), text)
        await self.simulated.wait(move.minutes * 60)
        for key in self.chairs:
            await self.simulated.slash(self.who(key), "record on")

    async def _round(self, words: Mapping[str, str]) -> None:
        """A go-round in the middle of a discussion; who has nothing in the script passes."""
        for _ in range(MOST_TURNS):
            if not self.meeting.rota.called:
                return
            await self._think()
            key = self.simulated.speaker
            if key is None:
                return
            text = words.get(key)
            await self.actors.deliver(ScriptedTurn(speaker=key, text=text, passes=text is None))

    # Going on --------------------------------------------------------------------------------------

    async def _leave(self, item: Item) -> None:
        """Park the item, or go on by the card's button and, now and then, by command."""
        if not self._on(item):
            return
        if item.parked:
            await self.simulated.slash(self.chair, "agenda park", item=item.id)
        elif self.meeting.items_opened % 3 == 0:
            await self.simulated.slash(self.chair, "agenda next")
        else:
            await self.simulated.press(self.chair, "next-item")

    async def _replies(self, item: Item) -> None:
        """The rights of reply that were asked for, before the item is left."""
        for _ in range(MOST_TURNS):
            meeting = self.simulated.meeting
            key = self.simulated.speaker
            if meeting is None or meeting.leaving is None or key is None:
                break
            part = self.replies.get(key)
            await self.actors.deliver(part or ScriptedTurn(speaker=key, passes=True))
        self.replies.clear()


def steps(script: Script) -> int:
    """How many steps `Director` will tell of: for the progress bar."""
    return len(script.items) + 5
