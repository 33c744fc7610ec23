"""What stands on the face of a transcript, and at its end about the record itself.

Sentence by sentence, as `teller` has the rest; how it is laid out is the page's business.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.procedure.state import Status
from bot.procedure.values import DAY
from bot.transcript.model import BreakKind
from bot.transcript.transcript_phrases import Teller


@dataclass(frozen=True, slots=True)
class Front:
    """The face of what `teller` tells."""

    teller: Teller

    def attribution(self) -> str:
        return self.teller.labels.say(f"attribution-{self.teller.transcript.attribution}")

    def notices(self) -> Iterator[str]:
        """What a reader must know before reading on."""
        transcript, say = self.teller.transcript, self.teller.labels.say
        if transcript.broken:
            yield say("chain-broken")
        if transcript.unlawful:
            yield say("unlawful-note", count=transcript.unlawful)
        if transcript.taken_out is not None:
            yield say(f"done-{transcript.attribution}", count=transcript.taken_out)
        until = self.teller.labels.moment(transcript.until)
        if transcript.status is Status.CONVENED:
            yield say("not-open-yet", until=until)
        elif transcript.status is Status.SUSPENDED:
            yield say("suspended", until=until)
        elif not transcript.closed:
            yield say("still-open", until=until)
        wordings = [c.wordings for c in transcript.contributions]
        erased = sum(any(wording.words.erased for wording in each) for each in wordings)
        if erased:
            yield say("erased-note", count=erased)
        gone = sum(c.removed and not c.wordings for c in transcript.contributions)
        kept = sum(c.removed and bool(c.wordings) for c in transcript.contributions)
        if gone:
            yield say("removed-note", count=gone)
        if kept:
            yield say("removed-kept-note", count=kept)
        off = sum(stop.kind is BreakKind.OFF_RECORD for stop in transcript.breaks)
        if off:
            yield say("off-record-note", count=off)
        unrecorded = sum(turn.unrecorded for turn in transcript.turns)
        if unrecorded:
            yield say("unrecorded-note", count=unrecorded)

    def face(self) -> Iterator[tuple[str, str]]:
        """Pairs of a label and a fact for the title block."""
        transcript, say, labels = self.teller.transcript, self.teller.labels.say, self.teller.labels
        if transcript.rounded is not None:
            yield say("label-month"), labels.month(transcript.convened_at)
        else:
            yield say("label-convened"), labels.moment(transcript.convened_at)
            if transcript.opened_at is not None:
                yield say("label-opened"), labels.moment(transcript.opened_at)
            if transcript.closed_at is not None:
                yield say("label-closed"), labels.moment(transcript.closed_at)
        yield say("label-status"), say(f"status-{transcript.status}")
        if transcript.opened_at is not None:
            length = labels.duration(transcript.floor.length)
            if transcript.floor.paused:
                paused = labels.duration(transcript.floor.paused)
                length = say("length-of-which", length=length, paused=paused)
            yield say("label-length"), length
        yield say("label-format"), self.teller.local(transcript.format.title)
        named = ", ".join(labels.language_name(code) for code in transcript.dialogue.languages)
        yield say("label-languages"), named
        convener = transcript.convener
        if convener is not None and (transcript.member(convener) or convener in self.teller.names):
            yield say("label-convener"), self.teller.person(transcript.convener)

    def record(self) -> Iterator[tuple[str, str, bool]]:
        """Label, fact, and whether the fact is a digest, for the note about the record itself."""
        say = self.teller.labels.say
        if self.teller.transcript.records is not None:
            yield say("label-records"), str(self.teller.transcript.records), False
        if self.teller.transcript.rules is not None:
            yield say("label-rules"), self.teller.quote(self.teller.transcript.rules), True
        if self.teller.transcript.head_line is not None:
            # One word of letters, digits and .~%:-_ that no form has to escape, and none may.
            yield say("label-head"), self.teller.transcript.head_line, True

    def times(self) -> str:
        """In which way times are given."""
        rounded = self.teller.transcript.rounded
        if rounded is None:
            return self.teller.labels.say(
                "zone", zone=self.teller.quote(self.teller.labels.zone_name)
            )
        if rounded >= DAY:
            return self.teller.labels.say("days-from-opening")
        return self.teller.labels.say(
            "times-from-opening", step=self.teller.labels.duration(rounded)
        )
