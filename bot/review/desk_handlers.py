"""What address shows what: each handler reads, and gives a template what the page shows.

What must not live here: SQL, sentences, who may come in (access control has let them in already).
"""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import quote, urlencode

from aiohttp import web
from aiohttp.typedefs import Handler
from yarl import URL

from bot.incidents import incident
from bot.journal.verification import Verification
from bot.procedure.table.seats import Capacity
from bot.procedure.values import Instant
from bot.review import floor_time_charts as charts
from bot.review import search_form
from bot.review.access_control import cookies, policy
from bot.review.access_pages import style_source
from bot.review.desk_templates import style_sheet, template
from bot.review.desk_views import DialogueLine, Hit
from bot.review.desk_wording import PageWording, colour
from bot.review.journal_queries import TABLES
from bot.review.journal_repository import JournalRepository, timed
from bot.review.meeting_record import MeetingRecord, read_record
from bot.transcript.as_html import render_html
from bot.transcript.marks import one_line
from bot.transcript.model import Floor, Transcript
from bot.transcript.sections import sections
from bot.transcript.spreadsheet import usual, written
from bot.transcript.title_page import TitlePage
from bot.transcript.transcript_phrases import TranscriptPhrases

MENU = {
    "/": "dialogues",
    "/search": "search",
    "/undertakings": "undertakings",
    "/verification": "verification",
}
"""The pages that can be reached from every other, each with its phrase."""

MOST_SHOWN = 100_000
"""Rows of a table on a page; the CSV has them all."""

TITLE = '<header class="title">\n'
"""Where a transcript's page begins; the way back to the desk is put behind it."""

OF_THIS_DESK = re.compile(r"/(?![/\\])[^\\\x00-\x1f]*")
"""A path of this desk: two slashes (or one turned about) would begin another machine's."""

encoded = partial(quote, safe="")


class DeskHandlers:
    """Answers for the journals of one desk. `now` gives the present moment."""

    def __init__(
        self,
        journals: Mapping[str, JournalRepository],
        wordings: Mapping[str, PageWording],
        language: str,
        now: Callable[[], Instant],
        port: int,
    ) -> None:
        self._journals = journals
        self._wordings = wordings
        self._first = language
        self._now = now
        self._cookie = f"cochair-language-{port}"

    def routes(self) -> list[web.RouteDef]:
        here = "/{journal:[^/]+}/{key:[^/]+}"
        table = f"{{table:{'|'.join(map(re.escape, TABLES))}}}"
        return [
            web.get("/", self.dialogues),
            web.get(f"/dialogue{here}", self.dialogue),
            web.get(f"/meeting{here}", self.meeting),
            web.get(f"/transcript{here}", self.transcript),
            web.get(f"/{{journal:[^/]+}}/{table}", self.table),
            web.get(f"/table/{{journal:[^/]+}}/{table}.csv", self.csv),
            web.get("/search", self.search),
            web.get("/undertakings", self.undertakings),
            web.get("/verification", self.verification),
            web.get("/-/language/{language}", self.language),
            web.get("/-/desk.css", self.style),
        ]

    @web.middleware
    async def catch(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """What nobody has a page for, and what nobody expected, as pages; the latter has a number."""
        try:
            return await handler(request)
        except web.HTTPNotFound:
            return await self._trouble(request, 404, "no-page")
        except Exception as error:
            number = incident(error, "review")
            damaged = isinstance(error, sqlite3.DatabaseError)
            problem = "damaged" if damaged else "incident"
            return await self._trouble(request, 500, problem, number=number)

    # What every page has

    def _wording(self, request: web.Request) -> PageWording:
        """In the language that was chosen on the page, else in that of the desk."""
        chosen = cookies(request).get(self._cookie, "")
        return self._wordings.get(chosen) or self._wordings[self._first]

    async def _page(
        self, request: web.Request, page: str, status: int = 200, **shown: Any
    ) -> web.Response:
        wording = self._wording(request)
        back = urlencode({"back": request.rel_url.raw_path_qs})
        text = await asyncio.to_thread(
            template(page).render,
            w=wording,
            say=wording.say,
            told=wording.told,
            languages=[
                (code, other.say("language"), back)
                for code, other in self._wordings.items()
                if code != wording.language
            ],
            menu=await self._menu(),
            path=request.path,
            colour=colour,
            enc=encoded,
            one_line=one_line,
            several=len(self._journals) > 1,
            files={name: str(journal.path) for name, journal in self._journals.items()},
            **shown,
        )
        return web.Response(text=text, status=status, content_type="text/html")

    async def _menu(self) -> dict[str, str]:
        # Whether there is a page of undertakings depends on the files, and they may come to have one.
        try:
            left_out = set() if await self._any_undertakings() else {"/undertakings"}
        except Exception:  # whatever it is, the page that is asked for says more than its menu
            left_out = {"/undertakings"}
        return {path: phrase for path, phrase in MENU.items() if path not in left_out}

    async def _any_undertakings(self) -> bool:
        return any([await each.has_undertakings() for each in self._journals.values()])

    async def _trouble(
        self, request: web.Request, status: int, problem: str, **facts: str
    ) -> web.Response:
        """A page that says what went wrong."""
        say = self._wording(request).say
        title, text = say(f"trouble-{problem}"), say(f"trouble-{problem}-text", **facts)
        return await self._page(request, "trouble.html", status, title=title, text=text)

    def _journal(self, request: web.Request) -> JournalRepository:
        journal = self._journals.get(request.match_info["journal"])
        if journal is None:
            raise web.HTTPNotFound
        return journal

    def _named(self, request: web.Request) -> tuple[JournalRepository, str]:
        """The journal that the address names, and what in it."""
        return self._journal(request), request.match_info["key"]

    async def _record(self, request: web.Request) -> tuple[JournalRepository, MeetingRecord]:
        journal, meeting = self._named(request)
        record = await read_record(journal, meeting)
        if record is None:
            raise web.HTTPNotFound
        return journal, record

    async def _lines(self) -> dict[tuple[str, str], DialogueLine]:
        """The dialogues of every journal, by where they stand."""
        return {
            (line.journal, line.key): line
            for each in self._journals.values()
            for line in await each.dialogues()
        }

    # The pages

    async def dialogues(self, request: web.Request) -> web.Response:
        lines = list((await self._lines()).values())
        return await self._page(request, "dialogues.html", lines=lines)

    async def dialogue(self, request: web.Request) -> web.Response:
        journal, key = self._named(request)
        view = await journal.dialogue(key)
        if view is None:
            raise web.HTTPNotFound
        most = charts.most_in_one_meeting(view.people)
        return await self._page(
            request,
            "dialogue.html",
            view=view,
            line=view.line,
            chart=charts.columns(view),
            sparks={p.person: charts.spark(p, view.meetings, most) for p in view.people},
            spark_width=charts.SPARK_WIDTH,
            spark_height=charts.SPARK_HEIGHT,
            capacities=tuple(Capacity),
            tables=tuple(TABLES),
        )

    async def meeting(self, request: web.Request) -> web.Response:
        journal, record = await self._record(request)
        transcript = record.transcript
        labels = self._wording(request).told
        if transcript is not None:
            labels = replace(labels, day=transcript.opened_at or transcript.convened_at)
        teller = None if transcript is None else TranscriptPhrases(transcript, labels, one_line)
        return await self._page(
            request,
            "meeting.html",
            record=record,
            journal=journal,
            t=transcript,
            tell=teller,
            spoken=() if transcript is None else transcript.dialogue.languages,
            front=None if teller is None else TitlePage(teller),
            labels=labels,
            most=0 if transcript is None else most_of(transcript.floor),
            anchors={} if transcript is None else anchors_of(transcript),
        )

    async def transcript(self, request: web.Request) -> web.Response:
        """The full record as `cochair transcript` writes it, with a way back to the desk."""
        journal, record = await self._record(request)
        if record.transcript is None:
            raise web.HTTPNotFound
        wording = self._wording(request)
        text = await asyncio.to_thread(
            render_html,
            record.transcript,
            language=wording.language,
            zone=wording.told.zone_name,
        )
        sheet = text.partition("<style>")[2].partition("</style>")[0]
        address = f"/meeting/{journal.name}/{encoded(record.meeting)}"
        back = f'<p class="desk"><a href="{address}">← {wording.say("back-to-meeting")}</a></p>\n'
        return web.Response(
            text=text.replace(TITLE, TITLE + back, 1),
            content_type="text/html",
            headers={"Content-Security-Policy": policy(style_source(sheet))},
        )

    async def table(self, request: web.Request) -> web.Response:
        journal, name = self._journal(request), request.match_info["table"]
        dialogue = fields(request).get("dialogue", "")
        return await self._page(
            request,
            "table.html",
            journal=journal,
            table=name,
            dialogue=dialogue,
            found=await journal.table(name, dialogue, MOST_SHOWN),
        )

    async def csv(self, request: web.Request) -> web.Response:
        """A table as a spreadsheet in the language of the pages expects it."""
        journal, name = self._journal(request), request.match_info["table"]
        found = await journal.table(name, fields(request).get("dialogue", ""))
        separator = usual(self._wording(request).language)
        text = written(found.columns, [timed(row) for row in found.rows], separator)
        headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
        return web.Response(text=text, content_type="text/csv", headers=headers)

    async def search(self, request: web.Request) -> web.Response:
        typed = fields(request)
        wanted = search_form.search_query(typed)
        wording = self._wording(request)
        lines = await self._lines()
        known = [one for each in self._journals.values() for one in await each.known()]
        hits: list[Hit] = []
        cut = False
        for journal in self._journals.values():
            found = await journal.reader.search(wanted.words, limit=search_form.LIMIT)
            cut = cut or len(found) >= search_form.LIMIT
            hits.extend(await journal.hits(found))
        kept = search_form.narrowed(hits, wanted, wording)
        first = (wanted.page - 1) * search_form.SHOWN
        return await self._page(
            request,
            "search.html",
            wanted=wanted,
            lines=lines,
            sides=search_form.sides_of(lines.values(), wanted),
            people=search_form.people_in(known, wanted, wording),
            limit=search_form.LIMIT,
            total=len(kept),
            hits=kept[first : first + search_form.SHOWN],
            cut=cut,
            excerpt=lambda hit: search_form.excerpt(hit.words.text or "", wanted.words),
            pages=-(-len(kept) // search_form.SHOWN),
            turned=lambda page: "/search?" + urlencode({**typed, "page": page}),
        )

    async def undertakings(self, request: web.Request) -> web.Response:
        if not await self._any_undertakings():
            raise web.HTTPNotFound
        now = self._now()
        every = [one for each in self._journals.values() for one in await each.undertakings()]
        return await self._page(
            request,
            "undertakings.html",
            groups=(
                ("overdue", [one for one in every if one.overdue(now)]),
                ("due", [one for one in every if not one.done and not one.overdue(now)]),
                ("done", [one for one in every if one.done]),
            ),
            lines=await self._lines(),
        )

    async def verification(self, request: web.Request) -> web.Response:
        reports = [(each, await each.verification.report()) for each in self._journals.values()]
        return await self._page(
            request, "verification.html", reports=reports, schema_names=schema_names
        )

    async def language(self, request: web.Request) -> web.Response:
        """Choose the language of the pages, and go back to where one was."""
        chosen, back = request.match_info["language"], fields(request).get("back", "")
        if chosen not in self._wordings:
            raise web.HTTPNotFound
        location = str(URL(back)) if OF_THIS_DESK.fullmatch(back) else "/"
        response = web.Response(status=303, headers={"Location": location})
        response.set_cookie(self._cookie, chosen, httponly=True, samesite="Strict")
        return response

    async def style(self, _request: web.Request) -> web.Response:
        return web.Response(text=style_sheet(), content_type="text/css")


def fields(request: web.Request) -> dict[str, str]:
    """What was typed and chosen, by the field's name."""
    return {name: request.query[name] for name in request.query}


def schema_names(report: Verification) -> str:
    """What is declared otherwise in a file than we declare it: the kinds of things and their names."""
    return ", ".join(one_line(f"{each.kind} {each.name}") for each in report.schema)


def most_of(floor: Floor) -> int:
    """What the longest bar of a person stands for: floor time, or posts where nobody was called."""
    lines: Iterable[int] = (
        line.posts if floor.written_freely else line.used for line in floor.people
    )
    return max(lines, default=0)


def anchors_of(transcript: Transcript) -> dict[int, str]:
    """Where each opening of an item stands in the transcript's page, by its number in the journal."""
    return {
        part.opening.seq: part.anchor for part in sections(transcript) if part.opening is not None
    }
