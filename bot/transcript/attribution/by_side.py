"""By side and capacity: "participant 2 of the Eastern delegation" instead of a name.

Sides, capacities, times and words stay; names, ids and mentions go, in the texts too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bot.procedure.proposal.proposal_values import ArticleSource
from bot.procedure.table.seats import Capacity, SideKey
from bot.procedure.values import PersonId, Words
from bot.transcript.attribution.cleaned import Attributed, Cleaned
from bot.transcript.attribution.cleaner import Anonymizer
from bot.transcript.attribution.people import cleaner_of, people
from bot.transcript.attribution.places_to_check import places_to_look_at
from bot.transcript.attribution.pseudonyms import Pseudonyms, Realm
from bot.transcript.labels import Labels
from bot.transcript.model import (
    AgendaLine,
    Attribution,
    Contribution,
    Member,
    Papers,
    Sign,
    Transcript,
)


def by_side(
    transcript: Transcript, labels: Labels, key: bytes, also: Iterable[str] = ()
) -> Attributed:
    """The transcript with everybody told by side and capacity, in the language of `labels`.

    `key` is random and made for this export: it decides the numbers of those who share side and
    capacity. `also` are more names and phrases to take out of the texts.
    """
    names = Pseudonyms(key)
    desk = Anonymizer(cleaner_of(transcript, labels, also, sides=False))
    work = _BySide(transcript, labels, names, desk)
    told = work.told()
    looked = places_to_look_at(told, desk.cleaner, sides=False)
    taken = tuple(desk.taken)
    return Attributed(replace(told, taken_out=len(taken)), Cleaned(taken, looked))


@dataclass(frozen=True, slots=True)
class _BySide:
    transcript: Transcript
    labels: Labels
    names: Pseudonyms
    desk: Anonymizer

    def told(self) -> Transcript:
        t, desk = self.transcript, self.desk
        new = {each: self.names.id(Realm.PERSON, each) for each in people(t)}

        def person(old: PersonId | None) -> PersonId | None:
            return None if old is None else new[old]

        phases = tuple(
            replace(phase, title=desk.localized(phase.title, "title")) for phase in t.format.phases
        )
        titles = {phase.key: phase.title for phase in phases}
        return replace(
            t,
            title=desk.localized(t.title, "title"),
            dialogue=replace(t.dialogue, title=desk.localized(t.dialogue.title, "title")),
            format=replace(
                t.format,
                key=desk.text(t.format.key, "title"),
                title=desk.localized(t.format.title, "title"),
                phases=phases,
            ),
            phases=tuple(replace(p, title=titles.get(p.key, p.title)) for p in t.phases),
            venue=None,
            convener=person(t.convener) if t.member(t.convener) is not None else None,
            attribution=Attribution.BY_SIDE,
            members=self._members(new),
            agenda=tuple(self._item(line) for line in t.agenda),
            turns=tuple(replace(turn, person=new[turn.person]) for turn in t.turns),
            contributions=tuple(self._contribution(c, new) for c in t.contributions),
            rulings=tuple(
                replace(r, by=person(r.by), note=desk.note(r.note, f"turn-{r.turn}"))
                for r in t.rulings
            ),
            requests=tuple(
                replace(r, person=new[r.person], note=desk.note(r.note, _of(r.turn)))
                for r in t.requests
            ),
            passed=tuple(replace(p, person=person(p.person)) for p in t.passed),
            moves=tuple(replace(m, by=person(m.by), person=person(m.person)) for m in t.moves),
            held=tuple(replace(h, person=person(h.person)) for h in t.held),
            papers=self._papers(t.papers, new),
            floor=replace(
                t.floor,
                people=tuple(replace(f, person=person(f.person)) for f in t.floor.people),
            ),
        )

    def _members(self, new: Mapping[PersonId, PersonId]) -> tuple[Member, ...]:
        groups: dict[tuple[SideKey, Capacity], list[PersonId]] = {}
        known = {member.person: member for member in self.transcript.members}
        for each in self.names.shuffled(known):
            groups.setdefault((known[each].side, known[each].capacity), []).append(each)
        return tuple(
            replace(
                known[each],
                person=new[each],
                name=self._name(side, capacity, number if len(group) > 1 else None),
                language=None,
                former=(),
                accepted=tuple(replace(a, language=None) for a in known[each].accepted),
            )
            for (side, capacity), group in groups.items()
            for number, each in enumerate(group, start=1)
        )

    def _name(self, side: SideKey, capacity: Capacity, number: int | None) -> Words:
        say = self.labels.say
        found = self.transcript.dialogue.side(side)
        of = side if found is None else found.name.into(self.labels.language)
        if number is None:
            return Words(say("by-side", capacity=say(f"capacity-{capacity}"), side=of))
        return Words(
            say("by-side-number", capacity=say(f"capacity-{capacity}"), number=number, side=of)
        )

    def _item(self, line: AgendaLine) -> AgendaLine:
        return replace(
            line,
            title=self.desk.localized(line.title, "agenda"),
            question=self.desk.localized(line.question, "agenda"),
        )

    def _contribution(self, made: Contribution, new: Mapping[PersonId, PersonId]) -> Contribution:
        place = f"c-{made.seq}"
        reply = made.reply_to
        return replace(
            made,
            message=self.names.id(Realm.MESSAGE, made.message),
            reply_to=None if reply is None else self.names.id(Realm.MESSAGE, reply),
            person=new[made.person],
            removed_by=None if made.removed_by is None else new[made.removed_by],
            # What was taken back stands in nothing but the full record, even where that keeps it.
            wordings=()
            if made.removed
            else tuple(replace(w, words=self.desk.words(w.words, place)) for w in made.wordings),
            # By its digest, whoever has the file would know it again; its name is often its author's.
            attached=()
            if made.removed
            else tuple(replace(f, name=None, digest=None) for f in made.attached),
            signs=tuple(
                Sign(self.desk.words(s.sign, place), tuple(new[each] for each in s.people))
                for s in made.signs
            ),
        )

    def _papers(self, papers: Papers, new: Mapping[PersonId, PersonId]) -> Papers:
        """Without the minutes, which name those who were present and are given out by themselves."""
        desk = self.desk
        return Papers(
            rules=None if papers.rules is None else desk.localized(papers.rules, "rules"),
            points=tuple(
                replace(
                    point,
                    person=None,
                    text=desk.words(point.text, "minutes"),
                    owner=desk.note(point.owner, "minutes"),
                    message=None
                    if point.message is None
                    else self.names.id(Realm.MESSAGE, point.message),
                )
                for point in papers.points
            ),
            erased=papers.erased,
            exports=tuple(
                replace(e, person=None if e.person is None else new[e.person])
                for e in papers.exports
            ),
            drawn=tuple(
                replace(
                    d, source=self._source(d.source), agreed=tuple(new[each] for each in d.agreed)
                )
                for d in papers.drawn
            ),
        )

    def _source(self, source: ArticleSource) -> ArticleSource:
        """A title, an address or a file's name can name somebody as well as any text."""
        title = None if source.title is None else self.desk.text(source.title, "agenda")
        return replace(source, title=title, where=self.desk.text(source.where, "agenda"))


def _of(turn: int | None) -> str:
    return "unspoken" if turn is None else f"turn-{turn}"
