"""A short meeting with everything beside the talk: attachments, signs, a time off the record, a member
who speaks unrecorded, minutes that were amended and adopted, erasures. Its people are invented."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from bot.procedure import events as ev
from bot.procedure.events import ErasedBecause, LeftOut, PointKind, Recorded, TextAt
from bot.procedure.formats import RecordRules
from bot.procedure.values import DAY, ERASED, Localized, Words
from tests.transcript.sample import (
    AGENDA,
    DIALOGUE,
    FORMAT,
    HOSTILE,
    MEETING,
    PEOPLE,
    RULES,
    START,
    Story,
)

RULES_TEXT = Localized.of(
    en="Say it here, <b>keep</b> it here.", ru="Сказанное здесь остаётся здесь."
)
FILE = "Ada_Lanternwright_plan.pdf"
DIGEST = "d" * 64
GONE = "The first mate’s own letter"
"""What a message said that was taken out."""
MINUTES = "# Minutes\n\nEast Shore: Ada Lanternwright (co-chair)\n\nThe ferry sails in May.\n"
DUE = START + 30 * DAY


def papers(*, keeps_removed: bool = False) -> tuple[Recorded, ...]:
    """The meeting's records; `keeps_removed`: the rules of the dialogue keep what was taken out."""
    story = Story()
    tell = story.tell
    format_ = replace(FORMAT, record=RecordRules(removed=keeps_removed))
    title = Localized.of(en="Before the ice", ru="До ледостава")
    tell(
        ev.MeetingConvened(
            MEETING, DIALOGUE, 3, title, "#rt", "p1", format_, RULES, AGENDA, rules_text=RULES_TEXT
        ),
        "p1",
    )
    for person, side, capacity, language, name in PEOPLE[:4]:
        tell(ev.SeatTaken(person, side, capacity, language, Words(name)), person, 10)
        tell(ev.RulesAccepted(person, RULES, language), person, 20)
    tell(ev.MeetingOpened(), "p1", 60)
    tell(ev.ItemOpened("ferry"), "p1")
    story.start(1, "p1", item="ferry")
    plan = story.say(1, "p1", "Here is the plan of the quay.", item="ferry")
    for kept in (
        ev.FileKept(plan, 1, "p1", Words(FILE), Words(DIGEST), 34_100, "application/pdf"),
        ev.FileLeftOut(plan, 2, "p1", Words("film<i>.mp4"), LeftOut.TOO_LARGE),
        ev.FileKept(plan, 3, "p1", ERASED, ERASED, 7, "image/png"),
    ):
        tell(kept, "p1", 1)
    for person, sign in (("p3", "👍"), ("p2", "👍"), ("p4", "<:anchor:123456789012345678>")):
        tell(ev.ReactionAdded(plan, person, Words(sign)), person, 1)
    tell(ev.ReactionTaken(plan, "p3", Words("👍")), "p3", 1)
    gone = story.say(1, "p1", GONE if keeps_removed else "", item="ferry")
    tell(ev.ContributionRemoved(gone), "p1", 5)
    story.end(1, 60)
    tell(ev.ConsentWithdrawn("p4"), "p4", 5)
    story.start(2, "p4", item="ferry")
    story.end(2, 30, wait=30)
    tell(ev.OffRecordAgreed("p1", True), "p1", 5)
    tell(ev.OffRecordBegun(), "p2", 5)
    tell(ev.OffRecordEnded(), "p2", 300)
    halves, owner = Words("Halves, says Ada Lanternwright."), Words("Лука Туманов")
    for point in (
        ev.PointNoted(1, PointKind.AGREEMENT, "ferry", "p1", halves, plan),
        ev.PointNoted(2, PointKind.UNDERTAKING, "ferry", "p1", Words(HOSTILE), None, owner, DUE),
        ev.PointNoted(3, PointKind.QUESTION, None, "p2", Words("DROPPED")),
    ):
        tell(point, point.person)
    tell(ev.PointDropped(3), "p2")
    tell(ev.ItemClosed("ferry", ()), "p1", 5)
    tell(ev.MeetingClosed(()), "p1", 30)
    tell(ev.MinutesDrafted(1, Words("OUTDATED")), None, 1)
    tell(ev.AmendmentProposed(1, "p3", Words("in May"), Words("in April")), "p3", 600)
    tell(ev.AmendmentDecided(1, False), "p1", 60)
    tell(ev.AmendmentProposed(2, "p4", None, Words(HOSTILE)), "p4", 600)
    tell(ev.MinutesDrafted(2, Words(MINUTES)), "p1", 3 * 24 * 3600)
    for chair in ("p1", "p2"):
        tell(ev.MinutesAdopted(chair, 2), chair, 60)
    tell(ev.MinutesFrozen(2, hashlib.sha256(MINUTES.encode()).hexdigest()), "p2")
    seq = next(
        r.seq for r in story.records if isinstance(r.event, ev.FileKept) and r.event.number == 3
    )
    erased = (TextAt(seq, "name"), TextAt(seq, "digest"))
    tell(ev.TextsErased("p1", ErasedBecause.ASKED, erased), "p1", 60)
    given = ev.ExportGiven("p3", ev.ExportRule.CHATHAM_HOUSE, ev.ExportForm.HTML, "en")
    tell(given, "p3", 60)
    for asker in ("p4", None):
        tell(ev.ExportRefused(asker, ev.ExportRule.FULL, ev.ExportForm.DOCX), asker, 60)
    return tuple(story.records)
