"""What happened, line by line, without who it was. Part of `chatham_house`, which says what is kept.

Every line is put together field by field: see there.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass

from bot.procedure.agenda.agenda_values import ItemKey
from bot.procedure.floor.floor_values import TurnEnd
from bot.procedure.floor.request_kinds import Kind
from bot.procedure.formats import Phase
from bot.procedure.values import PersonId
from bot.transcript.attribution.cleaner import Anonymizer
from bot.transcript.attribution.numbering import Numbering, kept_moves
from bot.transcript.attribution.pseudonyms import Pseudonyms, Realm
from bot.transcript.attribution.times import Coarse
from bot.transcript.language import language_of
from bot.transcript.model import (
    NO_SIDE,
    AgendaLine,
    Break,
    Contribution,
    HeldLine,
    MoveLine,
    Opening,
    PhaseSpan,
    PointLine,
    RequestLine,
    Ruling,
    Transcript,
    TurnLine,
    Wording,
)


@dataclass(frozen=True, slots=True)
class AnonymousLines:
    """Tells one line after another of `full`. `phases` are the neutral phases by their old keys."""

    full: Transcript
    names: Pseudonyms
    desk: Anonymizer
    times: Coarse
    numbers: Numbering
    phases: Mapping[str, Phase]
    speakers: Set[PersonId]

    def person(self, person: PersonId) -> PersonId:
        return self.names.id(Realm.PERSON, person)

    def role(self, role: str) -> PersonId:
        return self.names.id(Realm.ROLE, role)

    def item_key(self, key: ItemKey | None) -> ItemKey | None:
        return None if key is None else self.numbers.item.get(key)

    def item(self, line: AgendaLine) -> AgendaLine:
        moment, length = self.times.moment, self.times.length
        return AgendaLine(
            key=self.numbers.item[line.key],
            title=self.desk.localized(line.title, "agenda"),
            question=self.desk.localized(line.question, "agenda"),
            budget=line.budget,
            sources=line.sources,
            stage=line.stage,
            state=line.state,
            spent=length(line.spent),
            openings=tuple(
                Opening(
                    seq=self.numbers.seq[opening.seq],
                    start=moment(opening.start),
                    end=moment(opening.end),
                    how=opening.how,
                    unspoken=tuple(
                        self.numbers.request[number]
                        for number in opening.unspoken
                        if number in self.numbers.request
                    ),
                    ran_out=opening.ran_out,
                )
                for opening in line.openings
            ),
            added_at=moment(line.added_at),
            edited=tuple(moment(at) for at in line.edited),
            budget_spent_at=moment(line.budget_spent_at),
        )

    def phase(self, phase: PhaseSpan) -> PhaseSpan:
        neutral = self.phases[phase.key]
        return PhaseSpan(
            seq=self.numbers.seq[phase.seq],
            key=neutral.key,
            title=neutral.title,
            item=self.item_key(phase.item),
            start=self.times.moment(phase.start),
            end=self.times.moment(phase.end),
        )

    def turn(self, turn: TurnLine) -> TurnLine:
        """Without its limit, which differs by seat and by phase, and without the ways of ending that say
        where somebody was or went."""
        phase = self.phases.get(turn.phase or "")
        interpreted = turn.kind is Kind.INTERPRETATION
        return TurnLine(
            seq=self.numbers.seq[turn.seq],
            number=turn.number,
            person=self.role("interpreter") if interpreted else self.person(turn.person),
            side=NO_SIDE,
            kind=turn.kind,
            phase=None if phase is None else phase.key,
            item=self.item_key(turn.item),
            start=self.times.moment(turn.start),
            limit=None,
            request=None if turn.request is None else self.numbers.request.get(turn.request),
            end=self.times.moment(turn.end),
            how=None if turn.how is TurnEnd.LEFT else turn.how,
            used=self.times.length(turn.used),
            interrupted_by=turn.interrupted_by,
            answers=turn.answers,
            interprets=turn.interprets,
            unclear=turn.unclear,
        )

    def contribution(self, made: Contribution) -> Contribution:
        """Only as it was worded at last: an earlier wording may be what its author took back."""
        seq = self.numbers.seq[made.seq]
        at = self.times.moment(made.at)
        turn = None if made.turn is None else self.full.turn(made.turn)
        interpreted = turn is not None and turn.kind is Kind.INTERPRETATION
        languages = self.full.dialogue.languages
        words = None if made.words is None else self.desk.words(made.words, f"c-{seq}")
        known = {each.message for each in self.full.contributions}
        return Contribution(
            seq=seq,
            message=self.names.id(Realm.MESSAGE, made.message),
            at=at,
            turn=made.turn,
            item=self.item_key(made.item),
            person=self.role("interpreter") if interpreted else self.person(made.person),
            side=NO_SIDE,
            # From the letters alone: a guess that began with the author's own language would tell it.
            language=language_of(
                "" if words is None else words.text or "", languages[0], languages
            ),
            wordings=() if words is None else (Wording(at, words),),
            files=made.files,
            reply_to=(
                self.names.id(Realm.MESSAGE, made.reply_to) if made.reply_to in known else None
            ),
            removed_at=self.times.moment(made.removed_at),
            unlawful=made.unlawful,
        )

    def ruling(self, ruling: Ruling) -> Ruling:
        return Ruling(
            seq=self.numbers.seq[ruling.seq],
            at=self.times.moment(ruling.at),
            turn=ruling.turn,
            by=None if ruling.by is None else self.role("co-chair"),
            sustained=ruling.sustained,
            note=self.desk.note(ruling.note, f"turn-{ruling.turn}"),
        )

    def request(self, request: RequestLine) -> RequestLine:
        place = "unspoken" if request.turn is None else f"turn-{request.turn}"
        return RequestLine(
            seq=self.numbers.seq[request.seq],
            number=self.numbers.request[request.number],
            person=self.person(request.person),
            side=NO_SIDE,
            kind=request.kind,
            asked_at=self.times.moment(request.asked_at),
            item=self.item_key(request.item),
            note=self.desk.note(request.note, place),
            outcome=request.outcome,
            turn=request.turn,
        )

    def point(self, point: PointLine) -> PointLine:
        """What was noted, and neither by whom, nor who undertook it, nor by when."""
        known = self.full.said(point.message)
        return PointLine(
            number=point.number,
            kind=point.kind,
            item=self.item_key(point.item),
            text=self.desk.words(point.text, "minutes"),
            message=None if known is None else self.names.id(Realm.MESSAGE, known.message),
        )

    def moves(self) -> tuple[MoveLine, ...]:
        return tuple(
            MoveLine(
                seq=self.numbers.seq[move.seq],
                at=self.times.moment(move.at),
                kind=move.kind,
                by=None if move.by is None else self.role("co-chair"),
                length=move.length,
                until=self.times.moment(move.until),
            )
            for move in kept_moves(self.full)
        )

    def stop(self, stop: Break) -> Break:
        return Break(
            seq=self.numbers.seq[stop.seq],
            kind=stop.kind,
            start=self.times.moment(stop.start),
            end=self.times.moment(stop.end),
        )

    def held(self, held: HeldLine) -> HeldLine:
        return HeldLine(self.times.moment(held.at), self.role("somebody"), held.reason)
