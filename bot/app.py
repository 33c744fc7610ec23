"""The composition root: the one place where the parts are made and put together.

Whoever wants a running Cochair asks here: the command line for Discord, the rehearsal and the tests
for a simulated one. Nothing else constructs a journal and a client side by side.
"""

from __future__ import annotations

from bot.agenda.conversion import Converter
from bot.agenda.reader import Reader
from bot.catalogue import Catalogue
from bot.chat.client import CochairClient, clock
from bot.chat.framework.command_texts import settled
from bot.chat.services import Services
from bot.data import Locales
from bot.journal.port import Journal
from bot.observer import UNOBSERVED, Observer
from bot.phrases import Phrases
from bot.roundtables import Clock, Roundtables
from bot.workers import Workers

CATALOGUES = ("chat.ftl", "refusals.ftl", "commands.ftl", "article.ftl")


def build(
    journal: Journal,
    locales: Locales,
    catalogue: Catalogue,
    languages: tuple[str, ...],
    now: Clock = clock,
    shard: tuple[int, int] | None = None,
    largest: int | None = None,
    reader: Reader | None = None,
    observer: Observer = UNOBSERVED,
    workers: Workers | None = None,
) -> CochairClient:
    """A client that is ready to log in. Whoever opened the journal closes it, after the client.

    `shard` is its number and how many there are in all; None for a bot that is not divided. `largest`
    is the most that a file may have that is sent to anybody, in bytes; None: as Discord says. `reader`
    reads the articles that agendas are proposed from; None: one with the usual limits. `observer` is
    told what happens, in numbers. `workers` do what is heavy, in processes that end with the client;
    None: some with the usual limits.
    """
    tables = Roundtables(journal, now, observer)
    phrases, left_out = settled(Phrases(locales, CATALOGUES))
    workers = workers or Workers()
    reader = reader or Reader(converter=Converter(workers))
    services = Services(tables, phrases, catalogue, languages, reader, workers, locales, largest)
    if shard is None:
        return CochairClient(services, left_out, observer)
    return CochairClient(services, left_out, observer, shard_id=shard[0], shard_count=shard[1])
