"""The desk's pages: what address shows what. Each view reads, and gives a template what it shows.

What must not live here: SQL, sentences, who may come in (the gate has let them in already).
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from datasette import NotFound, Response  # type: ignore[import-untyped]
from datasette.utils import tilde_decode, tilde_encode  # type: ignore[import-untyped]

from bot.journal.verify import Report
from bot.procedure.people import Side
from bot.procedure.values import Instant
from bot.review import charts, search
from bot.review.gate import cookies, policy
from bot.review.meeting import Record, read_record
from bot.review.queries import TABLES
from bot.review.source import Source
from bot.review.values import DialogueLine, Hit, Known
from bot.review.wording import Wording, colour
from bot.transcript.front import Front
from bot.transcript.html import render_html
from bot.transcript.marks import one_line
from bot.transcript.model import Floor, Transcript
from bot.transcript.sections import sections
from bot.transcript.spreadsheet import usual, written
from bot.transcript.teller import Teller

TEMPLATES = Path(__file__).parent / "templates"

BACK = '<header class="title">\n'
"""Where a transcript's page begins; the way back to the desk is put behind it."""


class Pages:
    """Answers for the sources of one desk. `now` gives the present moment."""

    def __init__(
        self,
        sources: Mapping[str, Source],
        wordings: Mapping[str, Wording],
        language: str,
        now: Callable[[], Instant],
        port: int,
    ) -> None:
        self._sources = sources
        self._wordings = wordings
        self._first = language
        self._now = now
        self._cookie = f"cochair-language-{port}"

    def routes(self) -> list[tuple[str, Callable[..., Any]]]:
        """Addresses as regular expressions, each with the view that answers."""
        here = r"/(?P<source>[^/]+)/(?P<key>[^/]+)"
        tables = "|".join(map(re.escape, TABLES))
        return [
            (r"/", self.dialogues),
            (rf"/dialogue{here}", self.dialogue),
            (rf"/meeting{here}", self.meeting),
            (rf"/transcript{here}", self.transcript),
            (rf"/table/(?P<source>[^/]+)/(?P<table>{tables})\.csv", self.table),
            (r"/search", self.search),
            (r"/undertakings", self.undertakings),
            (r"/verification", self.verification),
            (r"/-/language/(?P<language>[a-z]+)", self.language),
            (r"/-/desk\.css", self.style),
        ]

    # What every page has

    def wording(self, request: Any) -> Wording:
        """In the language that was chosen on the page, else in that of the desk."""
        header = request.headers.get("cookie", "").encode("latin1")
        chosen = cookies(header).get(self._cookie, "")
        return self._wordings.get(chosen) or self._wordings[self._first]

    def shared(self, request: Any) -> dict[str, Any]:
        wording = self.wording(request)
        query = f"?{request.query_string}" if request.query_string else ""
        return {
            "w": wording,
            "say": wording.say,
            "told": wording.told,
            "languages": [
                (code, other.say("language"), urlencode({"back": request.path + query}))
                for code, other in self._wordings.items()
                if code != wording.language
            ],
            "path": request.path,
            "colour": colour,
            "enc": tilde_encode,
            "one_line": one_line,
            "several": len(self._sources) > 1,
            "files": {name: str(source.path) for name, source in self._sources.items()},
            "tables": tuple(TABLES),
        }

    async def _page(
        self, datasette: Any, request: Any, template: str, status: int = 200, **context: Any
    ) -> Any:
        # Whether there is a page of undertakings depends on the files, and they may come to have one.
        context["with_undertakings"] = await self._with_undertakings()
        text = await datasette.render_template(template, context, request=request)
        return Response.html(text, status=status)

    async def _with_undertakings(self) -> bool:
        try:
            found = [await source.undertakings() for source in self._sources.values()]
        except Exception:  # whatever it is, the page that is asked for says more than its menu
            return False
        return any(each is not None for each in found)

    async def trouble(
        self, datasette: Any, request: Any, status: int, letter: str, **facts: str
    ) -> Any:
        """A page that says what went wrong."""
        wording = self.wording(request)
        return await self._page(
            datasette,
            request,
            "trouble.html",
            status,
            title=wording.say(f"trouble-{letter}"),
            text=wording.say(f"trouble-{letter}-text", **facts),
        )

    def _source(self, request: Any) -> Source:
        source = self._sources.get(request.url_vars["source"])
        if source is None:
            raise NotFound("no such file")
        return source

    def _asked(self, request: Any) -> tuple[Source, str]:
        return self._source(request), tilde_decode(request.url_vars["key"])

    # The pages

    async def dialogues(self, datasette: Any, request: Any) -> Any:
        lines = [line for each in self._sources.values() for line in await each.dialogues()]
        return await self._page(datasette, request, "dialogues.html", lines=lines)

    async def dialogue(self, datasette: Any, request: Any) -> Any:
        source, key = self._asked(request)
        view = await source.dialogue(key)
        if view is None:
            raise NotFound("no such dialogue")
        most = charts.most_in_one_meeting(view.people)
        return await self._page(
            datasette,
            request,
            "dialogue.html",
            view=view,
            line=view.line,
            chart=charts.columns(view),
            sparks={p.person: charts.spark(p, view.meetings, most) for p in view.people},
            spark_width=charts.SPARK_WIDTH,
            spark_height=charts.SPARK_HEIGHT,
        )

    async def meeting(self, datasette: Any, request: Any) -> Any:
        source, key = self._asked(request)
        record = await read_record(source, key)
        if record is None:
            raise NotFound("no such meeting")
        wording = self.wording(request)
        transcript = record.transcript
        labels = wording.told
        if transcript is not None:
            labels = replace(labels, day=transcript.opened_at or transcript.convened_at)
        teller = None if transcript is None else Teller(transcript, labels, one_line)
        return await self._page(
            datasette,
            request,
            "meeting.html",
            record=record,
            source=source,
            t=transcript,
            tell=teller,
            spoken=() if transcript is None else transcript.dialogue.languages,
            front=None if teller is None else Front(teller),
            labels=labels,
            most=0 if transcript is None else most_of(transcript.floor),
            anchors={} if transcript is None else anchors_of(transcript),
        )

    async def transcript(self, request: Any) -> Any:
        """The full record as `cochair transcript` writes it, with a way back to the desk."""
        source, key = self._asked(request)
        record = await read_record(source, key)
        if record is None or record.transcript is None:
            raise NotFound("no such meeting")
        wording = self.wording(request)
        text = await asyncio.to_thread(
            render_html,
            record.transcript,
            language=wording.language,
            zone=wording.told.zone_name,
        )
        text = text.replace(BACK, BACK + self._way_back(source, record, wording), 1)
        return Response.html(text, headers={"content-security-policy": policy(style_of(text))})

    def _way_back(self, source: Source, record: Record, wording: Wording) -> str:
        address = f"/meeting/{source.name}/{tilde_encode(record.meeting)}"
        return f'<p class="desk"><a href="{address}">← {wording.say("back-to-meeting")}</a></p>\n'

    async def table(self, request: Any) -> Any:
        """A table as CSV, as a spreadsheet in the language of the pages expects it."""
        source, name = self._source(request), request.url_vars["table"]
        columns, rows = await source.table(name, request.args.get("dialogue") or "")
        text = written(columns, rows, usual(self.wording(request).language))
        headers = {"content-disposition": f'attachment; filename="{name}.csv"'}
        return Response(text, content_type="text/csv; charset=utf-8", headers=headers)

    async def search(self, datasette: Any, request: Any) -> Any:
        wanted = search.asked({name: request.args.get(name) or "" for name in request.args})
        wording = self.wording(request)
        lines = [line for each in self._sources.values() for line in await each.dialogues()]
        known = [one for each in self._sources.values() for one in await each.known()]
        hits: list[Hit] = []
        cut = False
        for source in self._sources.values():
            found = await source.reader.search(wanted.words, limit=search.LIMIT)
            cut = cut or len(found) >= search.LIMIT
            hits.extend(await source.hits(found))
        kept = search.narrowed(hits, wanted, wording)
        first = (wanted.page - 1) * search.SHOWN
        return await self._page(
            datasette,
            request,
            "search.html",
            wanted=wanted,
            lines={(line.source, line.key): line for line in lines},
            sides=sides_of(lines, wanted),
            people=people_in(known, wanted, wording),
            limit=search.LIMIT,
            total=len(kept),
            hits=kept[first : first + search.SHOWN],
            cut=cut,
            pieces=lambda hit: search.pieces(hit.words.text or "", wanted.words),
            pages=-(-len(kept) // search.SHOWN),
            turned=lambda page: turned(request, page),
        )

    async def undertakings(self, datasette: Any, request: Any) -> Any:
        found = [await source.undertakings() for source in self._sources.values()]
        if all(each is None for each in found):
            raise NotFound("no undertakings in these files")
        now = self._now()
        every = [one for each in found for one in each or ()]
        return await self._page(
            datasette,
            request,
            "undertakings.html",
            groups=(
                ("overdue", [one for one in every if one.overdue(now)]),
                ("due", [one for one in every if not one.done and not one.overdue(now)]),
                ("done", [one for one in every if one.done]),
            ),
            lines={
                (line.source, line.key): line
                for each in self._sources.values()
                for line in await each.dialogues()
            },
        )

    async def verification(self, datasette: Any, request: Any) -> Any:
        reports = [(each, await each.proofs.report()) for each in self._sources.values()]
        return await self._page(
            datasette, request, "verification.html", reports=reports, schema_names=schema_names
        )

    async def language(self, request: Any) -> Any:
        """Choose the language of the pages, and go back to where one was."""
        chosen, back = request.url_vars["language"], request.args.get("back") or "/"
        if chosen not in self._wordings:
            raise NotFound("no such language")
        # Only a path of this desk: two slashes (or one turned about) would begin another machine's.
        if not re.fullmatch(r"/(?![/\\])[^\\\x00-\x1f]*", back):
            back = "/"
        response = Response.redirect(back, status=303)
        response.set_cookie(self._cookie, chosen, httponly=True, samesite="strict")
        return response

    def style(self) -> Any:
        return Response(style_sheet(), content_type="text/css; charset=utf-8")


def schema_names(report: Report) -> str:
    """What is declared otherwise in a file than we declare it: the kinds of things and their names."""
    return ", ".join(one_line(f"{each.kind} {each.name}") for each in report.schema)


def most_of(floor: Floor) -> int:
    """What the longest bar of a person stands for: floor time, or posts where nobody was called."""
    lines = (line.posts if floor.written_freely else line.used for line in floor.people)
    return max(lines, default=0)


def anchors_of(transcript: Transcript) -> dict[int, str]:
    """Where each opening of an item stands in the transcript's page, by its number in the journal."""
    return {
        part.opening.seq: part.anchor for part in sections(transcript) if part.opening is not None
    }


def turned(request: Any, page: int) -> str:
    """The address of another page of the same search."""
    kept = {name: request.args.get(name) for name in request.args if name != "page"}
    return "/search?" + urlencode({**kept, "page": page})


def sides_of(lines: list[DialogueLine], wanted: search.Asked) -> list[Side]:
    """The sides that can be chosen: those of the dialogue, or of all; of one key the latest name."""
    found: dict[str, Side] = {}
    for line in lines:
        if wanted.dialogue in ("", f"{line.source}/{line.key}"):
            for side in line.sides:
                found.setdefault(side.key, side)
    return list(found.values())


def people_in(known: list[Known], wanted: search.Asked, wording: Wording) -> list[Known]:
    """The people who can be chosen, by name: those of the dialogue, or all; each of a file's once."""
    found = {
        (one.source, one.person): one
        for one in known
        if wanted.dialogue in ("", f"{one.source}/{one.dialogue}")
    }
    return sorted(found.values(), key=lambda one: wording.name(one.name).casefold())


def style_of(page: str) -> str:
    """The style sheet inside a page, as a policy names it: by digest."""
    sheet = page.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()
    return f"'sha256-{digest}'"


@cache
def style_sheet() -> str:
    """The transcript's style sheet with the desk's own rules after it."""
    import bot.transcript.html as transcript_html

    shared = Path(transcript_html.__file__).parent / "templates" / "transcript.css"
    own = TEMPLATES / "desk.css"
    return shared.read_text(encoding="utf-8") + own.read_text(encoding="utf-8")
