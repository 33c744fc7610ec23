"""The papers, read from events: rules, minutes, articles, erasures. Part of `build`."""

from __future__ import annotations

from dataclasses import replace

from bot.procedure import events as ev
from bot.procedure.events import Recorded
from bot.procedure.values import Localized
from bot.transcript.model import (
    AmendmentLine,
    DrawnLine,
    Erasure,
    ExportLine,
    MinutesText,
    Papers,
    PointLine,
)


class PaperReading:
    """What has been read of the papers so far."""

    def __init__(self, rules: Localized | None) -> None:
        self.rules = rules
        self.points: dict[int, PointLine] = {}
        self.minutes: MinutesText | None = None
        self.amendments: dict[int, AmendmentLine] = {}
        self.erased: list[Erasure] = []
        self.exports: list[ExportLine] = []
        self.drawn: list[DrawnLine] = []

    def take(self, record: Recorded) -> None:
        at = record.at
        match record.event:
            case ev.PointNoted() as event:
                self.points[event.number] = PointLine(
                    number=event.number,
                    kind=event.kind,
                    item=event.item,
                    text=event.text,
                    person=event.person,
                    message=event.message,
                    owner=event.owner,
                    due=event.due,
                )
            case ev.PointDropped(number):
                self.points.pop(number, None)
            case ev.MinutesDrafted(revision, text):
                self.minutes = MinutesText(revision, at, text)
            case ev.AmendmentProposed(number, person, instead, text):
                self.amendments[number] = AmendmentLine(number, at, person, instead, text)
            case ev.AmendmentDecided(number, accepted):
                if line := self.amendments.get(number):
                    self.amendments[number] = replace(line, accepted=accepted)
            case ev.MinutesAdopted(person, revision):
                if self.minutes is not None and self.minutes.revision == revision:
                    adopted = (*self.minutes.adopted, (person, at))
                    self.minutes = replace(self.minutes, adopted=adopted)
            case ev.MinutesFrozen(revision, digest):
                if self.minutes is not None and self.minutes.revision == revision:
                    self.minutes = replace(self.minutes, digest=digest)
            case ev.ProposalAdopted(_, source, items, agreed):
                self.drawn.append(DrawnLine(at, source, items, agreed))
            case ev.TextsErased(_, because, texts):
                self.erased.append(Erasure(at, because, len(texts)))
            case ev.ExportGiven(person, rule, form, _):
                self.exports.append(ExportLine(at, person, rule, form, given=True))
            case ev.ExportRefused(person, rule, form):
                self.exports.append(ExportLine(at, person, rule, form, given=False))
            case _:
                pass

    def found(self) -> Papers:
        return Papers(
            rules=self.rules,
            points=tuple(self.points.values()),
            minutes=self.minutes,
            amendments=tuple(self.amendments.values()),
            erased=tuple(self.erased),
            exports=tuple(self.exports),
            drawn=tuple(self.drawn),
        )
