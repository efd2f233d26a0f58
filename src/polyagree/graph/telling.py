"""Who learns of an act through whom, given what was agreed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from attrs import evolve, fields, frozen

from polyagree.graph._named import known
from polyagree.graph._on import agreements_on, day_meant, wording_on
from polyagree.graph.resolve import resolve
from polyagree.model.agreement import Agreement
from polyagree.model.boundary import Boundary
from polyagree.model.clause import Clause
from polyagree.model.conditions import ALWAYS
from polyagree.model.gates import Around, GateUse, gates_of, happenings_over
from polyagree.model.happening import Happening, Qualifiers
from polyagree.model.ids import PersonId, Word
from polyagree.model.norms import Norm, Obligation, Permission, Power, Prohibition
from polyagree.model.people import CountOf, Except, Named, People, PeopleTerm, Role
from polyagree.model.polycule import Polycule

if TYPE_CHECKING:
    from networkx import DiGraph

__all__ = ["Learns", "Telling", "tellings", "who_learns"]

_UNSURE = 10_000
"""As how many steps one counts that may not be taken: any sure way is shorter."""


@frozen(kw_only=True)
class Telling:
    """
    That one person tells another, by what was agreed.

    Attributes:
        teller: Who tells.
        told: Who is told.
        clause: The clause that says so, such as ``opening.telling``.
        is_sure: Whether it is a duty, or a condition of the act itself, whoever else it
            was with; otherwise it may or need not come to it.
        is_before: Whether it comes before the act.
    """

    teller: PersonId
    told: PersonId
    clause: str
    is_sure: bool
    is_before: bool


@frozen(kw_only=True)
class Learns:
    """
    That somebody learns of an act.

    Attributes:
        person: Who.
        path: By which steps, from somebody who took part; empty for those themselves.
        is_sure: Whether every step is sure.
    """

    person: PersonId
    path: tuple[Telling, ...]
    is_sure: bool


def who_learns(
    polycule: Polycule,
    act: str,
    *,
    by: str,
    with_: str | Iterable[str] = (),
    on: dt.date | None = None,
) -> tuple[Learns, ...]:
    """
    Return who learns of *act*, and through whom, if everybody does as agreed.

    Each person stands there once, with the shortest way that is sure, or else the
    shortest. Whoever is not there learns of it by nothing that was agreed.

    Args:
        polycule: The polycule.
        act: The word for the act.
        by: Who does it.
        with_: With whom: people, groups, words for people such as ``someone-new``, or
            ``outsiders`` for somebody else who is no party.
        on: On which day; ``None``: on the last day that the polycule records.

    Raises:
        UnknownName: If there is no such person, or no such word.

    Source:
        C3, C4, C7.
    """
    from networkx import multi_source_dijkstra_path

    graph = tellings(polycule, act, by=by, with_=with_, on=on)
    sources = [person for person, takes_part in graph.nodes(data="takes_part") if takes_part]
    paths = multi_source_dijkstra_path(graph, sources, weight="steps")
    found = []
    for person in polycule.people:
        if person.id in paths:
            path = paths[person.id]
            steps = tuple(graph.edges[step]["telling"] for step in pairwise(path))
            is_sure = all(step.is_sure for step in steps)
            found.append(Learns(person=person.id, path=steps, is_sure=is_sure))
    return tuple(found)


def tellings(
    polycule: Polycule,
    act: str,
    *,
    by: str,
    with_: str | Iterable[str] = (),
    on: dt.date | None = None,
) -> DiGraph[PersonId]:
    """
    Return who would tell whom of *act*, as a directed graph.

    A *node* is a person, with ``takes_part``. An *edge* leads from who tells to who is
    told, with ``telling``, the :class:`Telling`, what it says as ``clause``, ``is_sure``
    and ``is_before``, and ``steps``: as how many it counts, so that sure ways are shorter
    than others.

    It looks at the wording in force: at duties and permissions to tell, to disclose or to
    share, after or before such an act, or after somebody else told of it; and at whose
    word an act waits for, see :func:`~polyagree.model.gates_of`. Where one may not tell, by
    any agreement, a step is not sure. Who tells has to know: an edge may lead from
    somebody who does not.

    Args:
        polycule: The polycule.
        act: The word for the act.
        by: Who does it.
        with_: With whom, as in :func:`who_learns`.
        on: On which day; ``None``: on the last day that the polycule records.

    Raises:
        UnknownName: If there is no such person, or no such word.

    Source:
        C3, C4, C7.
    """
    from networkx import DiGraph

    doer = polycule.person(by).id
    word = known(polycule, act, "act", "happening", noun="act")
    others = _named(polycule, [with_] if isinstance(with_, str) else with_, on)
    graph: DiGraph[PersonId] = DiGraph()
    for person in polycule.people:
        graph.add_node(person.id, takes_part=person.id == doer or person.id in others)
    asked = [
        _Asked(polycule=polycule, agreement=each, act=word, by=doer, others=others, day=on)
        for each in agreements_on(polycule, on)
    ]
    silent = frozenset[tuple[PersonId, PersonId]]().union(*(each.silent() for each in asked))
    for telling in (telling for each in asked for telling in each.tellings()):
        edge = (telling.teller, telling.told)
        found = evolve(telling, is_sure=telling.is_sure and edge not in silent)
        if graph.has_edge(*edge) and graph.edges[edge]["telling"].is_sure >= found.is_sure:
            continue
        graph.add_edge(
            *edge,
            telling=found,
            clause=found.clause,
            is_sure=found.is_sure,
            is_before=found.is_before,
            steps=1 if found.is_sure else _UNSURE,
        )
    return graph


def _named(polycule: Polycule, names: Iterable[str], on: dt.date | None) -> frozenset[str]:
    """Return *names* with the members of groups instead of them."""
    found: set[str] = set()
    for name in names:
        if polycule.has_group(name):
            found.update(polycule.group(name).people_on(day_meant(polycule, on)))
        elif polycule.has_person(name) or name == "outsiders":
            found.add(name)
        else:
            found.add(known(polycule, name, "people", "relationship-kind", noun="person"))
    return frozenset(found)


@frozen(kw_only=True)
class _Asked:
    """One agreement, asked what it says about telling of an act."""

    polycule: Polycule
    agreement: Agreement
    act: Word
    by: PersonId
    others: frozenset[str]
    day: dt.date | None

    def norms(self) -> Iterator[tuple[str, Norm, PersonId | None]]:
        """Yield the norms in force, each with its clause and the holder of a boundary."""
        for clause in wording_on(self.polycule, self.agreement, self.day):
            for norm in clause.norms:
                yield f"{self.agreement.id}.{clause.id}", norm, _holder(clause)

    def silent(self) -> Iterator[tuple[PersonId, PersonId]]:
        """Yield who may not tell whom."""
        for _, norm, holder in self.norms():
            if isinstance(norm, Prohibition) and self._tells(norm.act) and self._is_about(norm):
                yield from self._pairs(norm, holder)

    def tellings(self) -> Iterator[Telling]:
        """Yield who would tell whom."""
        for clause, norm, holder in self.norms():
            yield from self._told(clause, norm, holder)
            yield from self._waited(clause, norm, holder)

    def _told(self, clause: str, norm: Norm, holder: PersonId | None) -> Iterator[Telling]:
        """Yield what *norm* says of telling, if it is one to tell of such an act."""
        if not isinstance(norm, Obligation | Permission) or not self._tells(norm.act):
            return
        before = norm.before if isinstance(norm, Obligation) else None
        trigger = norm.after or before
        if trigger is None and not self._names_the_act(norm):
            return
        if (
            trigger is not None
            and trigger.act != norm.act
            and norm.about
            and not (self._names_the_act(norm) or self._is_act(trigger.act))
        ):
            return
        is_duty = isinstance(norm, Obligation) and _is_plain(norm)
        for teller, told in self._pairs(norm, holder):
            fits = True if trigger is None else self._fits(trigger, teller, holder)
            if fits is None:
                continue
            yield Telling(
                teller=teller,
                told=told,
                clause=clause,
                is_sure=is_duty and fits and not _is_open(norm.who) and not _is_open(norm.to),
                is_before=trigger is not None and trigger is before,
            )

    def _waited(self, clause: str, norm: Norm, holder: PersonId | None) -> Iterator[Telling]:
        """Yield who hears of the act before it, since it waits for their word."""
        fits = [
            meets and not _narrows(deed)
            for who, word, deed in self._deeds(norm)
            if self._is_act(word)
            and self.by in (self._people(who, holder) if who else self._own(holder))
            and (meets := self._meets(deed.with_)) is not None
        ]
        if not fits:
            return
        around = Around(
            holder=holder,
            bearers=frozenset({self.by}),
            resolve=self._people,
        )
        for use in gates_of(norm, vocabulary=self.polycule.vocabulary, around=around):
            # To be able to object one has to hear of it; nothing says that one does.
            is_told = use.gate.kind != "unopposed_by" or not isinstance(norm, Power)
            may_be_another = "any" in use.path or use.once or use.lifts_limit
            is_sure = any(fits) and is_told and not may_be_another and _is_only_gated(norm, use)
            for told in sorted(self._people(use.gate.people, self.by) - {self.by}):
                yield Telling(
                    teller=self.by,
                    told=told,
                    clause=clause,
                    is_sure=is_sure and not _is_open(use.gate.people),
                    is_before=True,
                )

    def _deeds(self, norm: Norm) -> Iterator[tuple[People, Word, Qualifiers]]:
        """Yield the acts that may wait for a word: who does each, its word, and how it is."""
        match norm:
            case Permission() | Prohibition():
                yield norm.who, norm.act, norm
            case Obligation(before=Happening() as act):
                yield act.who or norm.who, act.act, act
            case Power():
                for over in happenings_over(norm, self.polycule.vocabulary):
                    yield over.who, over.act, over

    def _fits(self, trigger: Happening, teller: PersonId, holder: PersonId | None) -> bool | None:
        """Return whether the act is surely, or perhaps, what *trigger* means; ``None``: not."""
        doers = self._people(trigger.who, holder)
        if self._is_act(trigger.act):
            meets = self._meets(trigger.with_)
            if meets is None or (trigger.who and self.by not in doers):
                return None
            # Without a word on whose act it is, it is that of whoever tells.
            is_whose = bool(trigger.who) or teller == self.by
            return meets and is_whose and not _narrows(trigger)
        if self._tells(trigger.act) and self._is_about(trigger):
            to = self._people(trigger.to, holder)
            if trigger.to and teller not in to:
                return None
            return self._names_the_act(trigger) and not trigger.who
        return None

    def _meets(self, people: People) -> bool | None:
        """Return whether the others of the act are surely, or perhaps, *people*."""
        if not people:
            return True
        met = {self._is_met(each) for each in people}
        return True if True in met else False if False in met else None

    def _is_met(self, term: PeopleTerm) -> bool | None:
        """Return whether the others are surely, or perhaps, whom *term* means; ``None``: not."""
        if str(term) in self.others:
            return True
        unnamed = {each for each in self.others if not self.polycule.has_person(each)}
        named = self.others - unnamed
        match term:
            case Role(role="anyone" | "each person"):
                return True
            case Role(role="outsiders"):
                # As in a log: everybody else is no party, and there is somebody.
                if named & self._own(None):
                    return None
                return bool(named) and not unnamed
            case Except(people=some, except_=gone):
                return self._is_met_but(some, gone)
        enough = term.count if isinstance(term, CountOf) else 1
        if len(named & self._people((term,), self.by)) >= enough:
            return True
        return None if named and not unnamed and not self._is_untold(term) else False

    def _is_met_but(self, some: People, gone: People) -> bool | None:
        """The same of *some* without those who are *gone*."""
        is_out, is_in = self._meets(gone), self._meets(some)
        if is_out or is_in is None:
            return None
        return is_in and is_out is None

    def _is_untold(self, term: PeopleTerm) -> bool:
        """Return whether nobody can say of a person with a name that *term* does not mean them."""
        match term:
            case Named(name=name):
                entry = self.polycule.vocabulary.get(name)
                return entry is not None and entry.kind == "people"
            case Role(role=role):
                return role in {"actor", "them", "affected", "breaker"}
        return False

    def _is_act(self, word: Word) -> bool:
        return self.polycule.vocabulary.is_kind_of(self.act, word)

    def _tells(self, word: Word) -> bool:
        return self.polycule.vocabulary.is_kind_of(word, "tell")

    def _names_the_act(self, said: Qualifiers) -> bool:
        acts = (each.act if isinstance(each, Happening) else each for each in said.about)
        words = self.polycule.vocabulary
        return any(each in words and self._is_act(Word(each)) for each in acts)

    def _is_about(self, said: Qualifiers) -> bool:
        return not said.about or self._names_the_act(said)

    def _pairs(self, norm: Norm, holder: PersonId | None) -> Iterator[tuple[PersonId, PersonId]]:
        for teller in sorted(self._people(norm.who, holder) if norm.who else self._own(holder)):
            to = norm.to or (Role("other parties"),)
            for told in sorted(self._people(to, teller) - {teller}):
                yield teller, told

    def _own(self, holder: PersonId | None) -> frozenset[PersonId]:
        return frozenset(self.agreement.parties) if holder is None else frozenset({holder})

    def _people(self, people: People, holder: PersonId | None) -> frozenset[PersonId]:
        return resolve(
            people, self.polycule, parties=self.agreement.parties, on=self.day, holder=holder
        )


def _holder(clause: Clause | Boundary) -> PersonId | None:
    return clause.holder if isinstance(clause, Boundary) else None


def _is_plain(norm: Obligation) -> bool:
    """Return whether the duty holds without further conditions."""
    bounds = (norm.from_, norm.until, norm.unless, norm.nth)
    return all(each is None for each in bounds) and (norm.during is None or norm.is_always)


def _is_only_gated(norm: Norm, use: GateUse) -> bool:
    """Return whether nothing besides the gate lets the act be done."""
    if isinstance(norm, Permission):
        return norm.unless is None or use.path[0] == "unless"
    if isinstance(norm, Prohibition):
        bounds = (norm.during, norm.after, norm.from_, norm.until)
        return all(each is None or each == ALWAYS for each in bounds)
    return True


def _is_open(people: People) -> bool:
    """Return whether *people* leaves open which of some it is."""
    return any(
        isinstance(each, CountOf) or (isinstance(each, Role) and each.role == "any party")
        for each in people
    )


def _narrows(said: Qualifiers) -> bool:
    """Return whether *said* is about some such acts only, besides those with somebody."""
    return any(
        getattr(said, each.name) not in ((), None)
        for each in fields(Qualifiers)
        if each.name != "with_"
    )
