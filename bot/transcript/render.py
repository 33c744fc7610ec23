"""A transcript under a rule, as the bytes of a document: the one way there for whoever gives one out.

What must not live here: who may have which, where the bytes go, and what a transcript says.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.procedure.events import ExportRule
from bot.procedure.values import PersonId, Words
from bot.transcript.attribution.cleaned import Attributed
from bot.transcript.attribution.pseudonyms import KEY_LENGTH
from bot.transcript.document_forms import ATTRIBUTIONS, FORMS, Telling
from bot.transcript.labels import Labels, labels
from bot.transcript.model import Transcript


def attributed(
    full: Transcript, rule: ExportRule, telling: Telling, also: Sequence[str] = ()
) -> Attributed | None:
    """The transcript under a rule, with its report; None for the full record, which is as it is.

    The pseudonyms' key is made here, for this one export, and kept nowhere. `also` are more names and
    phrases to take out of the texts.
    """
    apply = ATTRIBUTIONS[rule].apply
    if apply is None:
        return None
    done = apply(full, words_of(telling), secrets.token_bytes(KEY_LENGTH), also)
    # That the record is not proven concerns every reader, and tells of nobody.
    doubts = replace(done.transcript, broken=full.broken, unlawful=full.unlawful)
    return replace(done, transcript=doubts)


def known_as(full: Transcript, names: Mapping[PersonId, Sequence[str]]) -> Transcript:
    """The transcript with more names under which its people are known elsewhere: to be found in the
    texts and taken out. Only for a version that names nobody; a full record would print them."""
    return replace(
        full,
        members=tuple(
            replace(each, former=(*each.former, *map(Words, names.get(each.person, ()))))
            for each in full.members
        ),
    )


def words_of(telling: Telling) -> Labels:
    """The words of the report and of the marks; they tell no time."""
    return labels(telling.language, locales=telling.locales)


def render(told: Transcript, telling: Telling) -> bytes:
    """The document. ValueError for a zone that isn't known."""
    return FORMS[telling.form].write(told, telling)
