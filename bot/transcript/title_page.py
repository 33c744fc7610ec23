"""What stands on the face of a transcript, and at its end about the record itself.

Sentence by sentence, as `phrases` has the rest; how it is laid out is the page's business.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.procedure.state import Status
from bot.procedure.values import DAY
from bot.transcript.model import BreakKind
from bot.transcript.transcript_phrases import TranscriptPhrases


@dataclass(frozen=True, slots=True)
class TitlePage:
    """The face of what `phrases` tells."""

    phrases: TranscriptPhrases

    def attribution(self) -> str:
        return self.phrases.labels.say(f"attribution-{self.phrases.transcript.attribution}")

    def notices(self) -> Iterator[str]:
        """What a reader must know before reading on."""
        transcript, say = self.phrases.transcript, self.phrases.labels.say
        if transcript.broken:
            yield say("chain-broken")
        if transcript.unlawful:
            yield say("unlawful-note", count=transcript.unlawful)
        if transcript.taken_out is not None:
            yield say(f"done-{transcript.attribution}", count=transcript.taken_out)
        until = self.phrases.labels.moment(transcript.until)
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
        transcript, say, labels = (
            self.phrases.transcript,
            self.phrases.labels.say,
            self.phrases.labels,
        )
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
        yield say("label-format"), self.phrases.local(transcript.format.title)
        named = ", ".join(labels.language_name(code) for code in transcript.dialogue.languages)
        yield say("label-languages"), named
        convener = transcript.convener
        if convener is not None and (transcript.member(convener) or convener in self.phrases.names):
            yield say("label-convener"), self.phrases.person(transcript.convener)

    def record(self) -> Iterator[tuple[str, str, bool]]:
        """Label, fact, and whether the fact is a digest, for the note about the record itself."""
        say = self.phrases.labels.say
        if self.phrases.transcript.records is not None:
            yield say("label-records"), str(self.phrases.transcript.records), False
        if self.phrases.transcript.rules is not None:
            yield say("label-rules"), self.phrases.quote(self.phrases.transcript.rules), True
        if self.phrases.transcript.head_line is not None:
            # One word of letters, digits and .~%:-_ that no form has to escape, and none may.
            yield say("label-head"), self.phrases.transcript.head_line, True

    def times(self) -> str:
        """In which way times are given."""
        rounded = self.phrases.transcript.rounded
        if rounded is None:
            return self.phrases.labels.say(
                "zone", zone=self.phrases.quote(self.phrases.labels.zone_name)
            )
        if rounded >= DAY:
            return self.phrases.labels.say("days-from-opening")
        return self.phrases.labels.say(
            "times-from-opening", step=self.phrases.labels.duration(rounded)
        )
