"""What becomes of the record when messages change afterwards: edited, taken out, by whom and when."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import discord
import pytest
from simcord.backend import serializers
from simcord.backend.models import MessageSticker, Poll, PollAnswer

from bot.chat.messages import deletions, looking_back
from bot.journal.ownership import texts_of
from bot.journal.verification import verify
from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.formats import RecordRules
from bot.transcript.build import build
from bot.transcript.document_forms import Telling
from bot.transcript.render import attributed, render
from tests.chat.record.test_record import nowhere
from tests.chat.stage import Stage, ids, stage
from tests.procedure.samples import PLENARY

DELETED = discord.AuditLogAction.message_delete.value


async def kept(it: Stage, kind: type[Any], meeting: str = "trust-1") -> list[Any]:
    return [r.event for r in await it.journal.read(meeting) if isinstance(r.event, kind)]


async def erase_words(it: Stage, who: Any) -> None:
    """Have all of one's own words erased."""
    shown = await who.slash(it.channel, "record mine")
    choice = next(i for i in ids(shown.response.message) if i.endswith(":words"))
    sure = await who.click(shown.response.message, custom_id=choice)
    (last,) = ids(sure.response.message)
    await who.click(sure.response.message, custom_id=last)


async def touched(it: Stage, message_id: int) -> None:
    """Discord tells that a message is another now: pinned, voted on, with a preview of its link."""
    stored = it.env.backend.get_message(it.channel.id, message_id)
    with it.env._bot_scope():
        it.env.backend.emit("MESSAGE_UPDATE", serializers.message_payload(it.env.backend, stored))
    await it.env.settle()


# Edits ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["sticker", "poll", "forward"])
async def test_a_message_that_changes_without_its_author_is_not_edited(
    tmp_path: Path, what: str
) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        await it.give_floor("boris_e")
        source = await it.send(it.member["boris_e"], "the original")
        await it.give_floor("anna_e")
        anna, backend = it.member["anna_e"], it.env.backend
        if what == "forward":
            await anna.forward(source, it.channel)
        elif what == "sticker":
            sticker = MessageSticker(1, "wave", 1, it.guild.id)
            backend.create_message(it.channel.id, anna.id, "", stickers=[sticker])
        else:
            answers = [PollAnswer(1, "yes"), PollAnswer(2, "no")]
            poll = Poll(question="Shall we?", answers=answers, expiry="2030-01-01T00:00:00+00:00")
            backend.create_message(it.channel.id, anna.id, "", poll=poll)
        await it.env.settle()
        made = (await kept(it, e.ContributionMade))[-1]
        await touched(it, int(made.message))
        assert await kept(it, e.ContributionEdited) == []


async def test_an_edit_keeps_what_is_no_text(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        await it.give_floor("anna_e")
        sticker = MessageSticker(1, "wave", 1, it.guild.id)
        anna, backend = it.member["anna_e"], it.env.backend
        sent = backend.create_message(it.channel.id, anna.id, "Hello", stickers=[sticker])
        await it.env.settle()
        backend.edit_message(it.channel.id, sent.id, {"content": "Hello again"})
        await it.env.settle()
        await touched(it, sent.id)
        (edited,) = await kept(it, e.ContributionEdited)
        assert edited.words.text == "Hello again\n[wave]"


async def test_what_was_erased_is_not_taken_up_again(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        await it.give_floor("anna_e")
        anna = it.member["anna_e"]
        sent = await anna.send(it.channel, "apples")
        await anna.edit(sent, "apples and quinces")
        await erase_words(it, anna)
        nowhere(tmp_path, "quinces")
        await touched(it, sent.id)
        await it.restart(away=5)
        nowhere(tmp_path, "quinces")


# Attachments ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["deletion", "erasure"])
async def test_an_attachment_does_not_outlive_its_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by: str
) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        await it.give_floor("anna_e")
        anna = it.member["anna_e"]
        read = discord.Attachment.read

        async def slowly(attachment: discord.Attachment, **options: Any) -> bytes:
            data = await read(attachment, **options)
            made = (await kept(it, e.ContributionMade))[-1].message
            if by == "deletion":
                await it.client.listener.removed(it.channel.id, it.guild.id, int(made))
            else:
                texts = texts_of(await it.journal.read("trust-1"), str(anna.id))
                person = str(anna.id)
                await it.runner.give(c.EraseTexts(person, person, e.ErasedBecause.ASKED, texts))
            return data

        monkeypatch.setattr(discord.Attachment, "read", slowly)
        papers = [(f"secret {n}.pdf", f"%PDF-1.7 of quinces {n}".encode()) for n in (1, 2)]
        await anna.send(it.channel, "My papers.", attachments=papers)
        await it.env.settle()
        assert await kept(it, e.FileKept) == []
        nowhere(tmp_path, "quinces", "secret")
        assert verify(tmp_path / "cochair.db").sound


# By whom -------------------------------------------------------------------------------------------


def deleted_by(it: Stage, who: Any, author: Any, *messages: int, count: int | None = None) -> None:
    """Somebody else than the author deletes messages, and the audit log says so in one entry."""
    log = it.env.backend.get_guild(it.guild.id).audit_log_entries
    for number, message in enumerate(messages, 1):
        if number == 1:
            it.env.backend.record_audit_log(
                it.guild.id,
                DELETED,
                target_id=author.id,
                user_id=who.id,
                options={"channel_id": str(it.channel.id), "count": "1"},
            )
        log[-1].options["count"] = str(count or number)
        it.env.backend.delete_message(it.channel.id, message)


async def test_whoever_may_delete_messages_cannot_empty_the_record(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        first, second, third, fourth = await said_in_turn(
            it, "apples", "figs in May", "plums", "quinces"
        )
        anna, moderator = it.member["anna_e"], it.organizer
        deleted_by(it, moderator, anna, first, second)
        await it.env.settle()
        it.env.backend.delete_message(it.channel.id, fourth)  # her own deletion
        await it.env.settle()
        nowhere(tmp_path, "quinces")
        records = await it.journal.read("trust-1")
        told = [
            (r.event.message, r.event.by_others, r.actor)
            for r in records
            if isinstance(r.event, e.ContributionRemoved)
        ]
        other = str(moderator.id)
        assert told == [
            (str(first), True, other),
            (str(second), True, other),
            (str(fourth), False, None),
        ]
        for rule in e.ExportRule:
            full, telling = build(records), Telling(e.ExportForm.MD, "en")
            version = attributed(full, rule, telling)
            page = render(full if version is None else version.transcript, telling).decode()
            # What was taken out, by whomever, stands in nothing but the full record.
            assert ("apples" in page, "plums" in page) == (rule is e.ExportRule.FULL, True)
        deleted_by(it, moderator, anna, third)
        await it.env.settle()
        await erase_words(it, anna)
        nowhere(tmp_path, "apples", "figs in May", "plums")
        assert verify(tmp_path / "cochair.db").sound


@pytest.mark.parametrize(
    "why", ["other channel", "other author", "long ago", "may not", "by itself"]
)
async def test_what_the_log_does_not_say_was_others_is_the_authors(
    tmp_path: Path, why: str
) -> None:
    async with stage(tmp_path) as it:
        if why == "may not":
            await it.bot_without_administrator()
        first, second = await said_in_turn(it, "apples", "quinces")
        anna = it.member["anna_e"]
        who = it.env.bot.user if why == "by itself" else it.organizer
        deleted_by(it, who, it.member["tom_w"] if why == "other author" else anna, first, count=9)
        if why == "other channel":
            log = it.env.backend.get_guild(it.guild.id).audit_log_entries
            log[-1].options["channel_id"] = str(it.channel.id + 1)
        if why == "long ago":
            await it.env.settle()
            await it.env.advance_time(400)
        it.env.backend.delete_message(it.channel.id, second)
        await it.env.settle()
        nowhere(tmp_path, "quinces")


async def test_a_log_that_lags_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with stage(tmp_path) as it:
        (first,) = await said_in_turn(it, "apples")
        monkeypatch.setattr(deletions, "LAG", 0.2)
        it.env.backend.delete_message(it.channel.id, first)
        await asyncio.sleep(0.05)
        log_of = it.env.backend.get_guild(it.guild.id).audit_log_entries
        assert not log_of
        it.env.backend.record_audit_log(
            it.guild.id,
            DELETED,
            target_id=it.member["anna_e"].id,
            user_id=it.organizer.id,
            options={"channel_id": str(it.channel.id), "count": "1"},
        )
        await asyncio.sleep(0.4)
        await it.env.settle()
        assert [each.by_others for each in await kept(it, e.ContributionRemoved)] == [True]


async def test_nobody_deletes_their_own_in_bulk(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.bot_without_administrator()
        sent = await said_in_turn(it, "apples", "figs in May")
        it.env.backend.bulk_delete_messages(it.channel.id, sent)
        await it.env.settle()
        assert [each.by_others for each in await kept(it, e.ContributionRemoved)] == [True, True]
        assert await kept(it, e.TextsErased) == []


async def test_who_deleted_while_the_bot_was_away_is_asked_too(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        first, second = await said_in_turn(it, "apples", "quinces")
        await it.env.advance_time(30)

        def meanwhile() -> None:
            deleted_by(it, it.organizer, it.member["anna_e"], first)

        await it.restart(away=3600, meanwhile=meanwhile)
        assert [each.by_others for each in await kept(it, e.ContributionRemoved)] == [True]
        it.env.backend.delete_message(it.channel.id, second)
        await it.env.settle()
        nowhere(tmp_path, "quinces")


# After the close -----------------------------------------------------------------------------------


@pytest.mark.parametrize("keeps", [False, True], ids=["erased", "kept"])
@pytest.mark.parametrize("then", ["at once", "after a restart", "in another meeting"])
async def test_what_is_deleted_after_the_close_follows_the_same_rule(
    tmp_path: Path, keeps: bool, then: str
) -> None:
    form = replace(PLENARY, record=RecordRules(removed=keeps))
    async with stage(tmp_path, form) as it:
        await it.in_discussion()
        await it.give_floor("anna_e")
        anna = it.member["anna_e"]
        paper = ("quince map.pdf", b"%PDF-1.7 a map of quinces")
        sent = await anna.send(it.channel, "quinces", attachments=[paper])
        await it.env.settle()
        await it.close()
        match then:
            case "after a restart":
                await it.restart()
            case "in another meeting":
                await it.convene()
        await anna.edit(sent, "quinces and plums")
        await anna.delete(sent)
        await it.env.settle()
        assert [each.message for each in await kept(it, e.ContributionRemoved)] == [str(sent.id)]
        assert await kept(it, e.ContributionEdited) == [], "a meeting that is over hears no edits"
        made = await it.journal.contribution("trust-1", str(sent.id))
        assert made is not None
        assert made.words.erased is not keeps
        if not keeps:
            nowhere(tmp_path, "quince")
        assert verify(tmp_path / "cochair.db").sound


async def test_a_deletion_elsewhere_concerns_no_record(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        length = len(await it.journal.read("trust-1"))
        other = await it.member["anna_e"].send(it.guild.create_text_channel("other"), "hello")
        await it.member["anna_e"].delete(other)
        await it.env.settle()
        assert len(await it.journal.read("trust-1")) == length


# While the bot was away ----------------------------------------------------------------------------


async def said_in_turn(it: Stage, *texts: str) -> list[int]:
    await it.in_discussion()
    await it.give_floor("anna_e")
    sent = [(await it.member["anna_e"].send(it.channel, text)).id for text in texts]
    await it.env.settle()
    return sent


@pytest.mark.parametrize("status", ["open", "paused", "suspended", "off-record"])
async def test_what_was_edited_or_deleted_meanwhile_is_found_out(
    tmp_path: Path, status: str
) -> None:
    async with stage(tmp_path) as it:
        first, edited, deleted, last = await said_in_turn(it, "one", "two", "quinces", "four")
        await it.env.advance_time(600)
        match status:
            case "paused":
                await it.press(it.member["chair_w"], "pause")
            case "suspended":
                await it.type(it.organizer, "roundtable suspend")
            case "off-record":
                await it.type(it.member["chair_e"], "record off")
                await it.press_when_shown(it.member["chair_w"], "off-record")
        assert it.meeting.status == status

        def meanwhile() -> None:
            it.env.backend.delete_message(it.channel.id, deleted)
            it.env.backend.edit_message(it.channel.id, edited, {"content": "two, amended"})

        await it.restart(away=30, meanwhile=meanwhile)
        assert [each.message for each in await kept(it, e.ContributionRemoved)] == [str(deleted)]
        nowhere(tmp_path, "quinces")
        changes = await kept(it, e.ContributionEdited)
        told = [(change.message, change.words.text) for change in changes]
        # What is written while nothing is kept is not kept, an edit no more than a message.
        silent = status in ("off-record", "suspended")
        assert told == ([] if silent else [(str(edited), "two, amended")])
        standing = await it.journal.standing(it.meeting.id, 9)
        assert [int(each.message) for each in standing][-3:] == [first, edited, last]
        length = len(await it.journal.read(it.meeting.id))
        await it.restart(away=1)
        again = (await it.journal.read(it.meeting.id))[length:]
        assert {type(record.event) for record in again} <= {e.OutageNoted}


async def test_a_history_that_may_not_be_read_says_nothing_of_what_is_gone(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await said_in_turn(it, "one", "two")
        await it.bot_without_administrator()
        role = next(r for r in it.env.backend.get_guild(it.guild.id).roles.values() if r.managed)
        role.permissions &= ~discord.Permissions(read_message_history=True).value
        await it.restart(away=30)
        assert await kept(it, e.ContributionRemoved) == []


@pytest.mark.parametrize("what", ["/channels/*/messages", "/channels/*/messages/*"])
async def test_what_discord_does_not_say_is_gone_is_not_taken_for_gone(
    tmp_path: Path, what: str
) -> None:
    async with stage(tmp_path, errors=True) as it:
        first, _ = await said_in_turn(it, "one", "two")

        def meanwhile() -> None:
            it.env.backend.delete_message(it.channel.id, first)
            it.env.inject_error("GET", what, status=503, times=None)

        await it.restart(away=30, meanwhile=meanwhile)
        assert await kept(it, e.ContributionRemoved) == []
        it.env.backend.faults.clear()
        await it.restart(away=30)
        assert [each.message for each in await kept(it, e.ContributionRemoved)] == [str(first)]


async def test_farther_back_than_the_history_is_looked_through_nothing_is_said_to_be_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking_back, "FARTHEST", 3)
    async with stage(tmp_path) as it:
        sent = await said_in_turn(it, "one", "two", "three", "four")

        def meanwhile() -> None:
            it.env.backend.delete_message(it.channel.id, sent[2])

        for _ in range(3):  # what is no contribution counts too
            it.env.backend.create_message(it.channel.id, it.env.backend.bot_user.id, "told")
        last = await it.member["anna_e"].send(it.channel, "five")
        await it.restart(away=30, meanwhile=meanwhile)
        assert await kept(it, e.ContributionRemoved) == []
        sent[2] = last.id
        await it.restart(away=30, meanwhile=meanwhile)
        assert [each.message for each in await kept(it, e.ContributionRemoved)] == [str(last.id)]
