"""HLT904: linked agreements differ in how people protect each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.builtin.hlt._said import Said, every_plan
from polyagree.analyzers.context import Context
from polyagree.finding import Finding
from polyagree.model.health import is_health_act
from polyagree.model.ids import PersonId

_RARER = 1.9
"""Half as often or less is told; less than that is nearly the same."""


class UnevenProtection(Analyzer):
    """
    Of two agreements with somebody in common, one asks for barriers or tests and one does not.

    Who is in both carries what the one leaves open into the other, and those at its far
    end count on something that holds only halfway. It need not be the same everywhere;
    what helps is that each side knows what the other does.

    It looks at agreements in force that say something of tests, barriers or results, or
    name sex or intimacy, and that share a person. It compares barriers with others at any time, and
    intervals of tests where one is half as often as the other or less. Where everybody of
    the one is bound by the same elsewhere, nothing is uneven. It compares what norms declare
    and not words only, and whether somebody has partners beyond the document it cannot see.
    """

    code = "HLT904"
    name = "uneven-protection"
    severity = "question"
    source = "C2"
    message = "`{other}` has barriers with others and `{agreement}`, which shares {people}, does not say so"
    help = "tell each side what the other does, and say in `{agreement}` what holds with others"
    works_on = ("declared", "reading")

    bad = Example(
        "barriers on one side only",
        """
        agreements:
          home:
            parties: [ana, ben]
            clauses:
              barriers: {says: Condoms with others., norm: {must: barrier, during: {act: sex, with: outsiders}}}
          ours:
            parties: [ben, caro]
            clauses:
              tests: {says: Tests every three months., norm: {must: test, every: 3 months}}
        """,
        at="agreements.ours",
    )
    good = Example(
        "barriers with others on both sides",
        """
        agreements:
          home:
            parties: [ana, ben]
            clauses:
              barriers: {says: Condoms with others., norm: {must: barrier, during: {act: sex, with: outsiders}}}
          ours:
            parties: [ben, caro]
            clauses:
              tests: {says: Tests every three months., norm: {must: test, every: 3 months}}
              barriers: {says: Barriers with others., norm: {must: barrier, during: {act: sex, with: outsiders}}}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        plans = list(every_plan(context))
        known = {said.at.agreement.id for said in plans}
        loose = [*plans, *_of_sex(context, known)]
        loose.sort(key=lambda said: context.order(said.at.path))
        barriers = _Standard(plans, "barriers")
        tests = _Standard(plans, "tests")
        for said in loose:
            yield from self._uneven(said, barriers, tests)

    def _uneven(self, said: Said, barriers: _Standard, tests: _Standard) -> Iterator[Finding]:
        name = said.at.agreement.id
        if (link := barriers.beyond(said, 0.0)) is not None:
            yield self.finding(
                said.at,
                evidence=[link.said.at.evidence("barriers", _clause(link.said))],
                other=link.said.at.agreement.id,
                agreement=name,
                people=_names(link.people),
            )
        own = said.plan.interval
        days = None if own is None else own.days
        if days is None or (link := tests.beyond(said, days)) is None:
            return
        theirs = link.said.plan.interval
        yield self.finding(
            said.at,
            message="`{other}` has tests {often} and `{agreement}`, which shares {people}, {rarely}",
            help="tell each side how often the other tests, or agree on one interval",
            evidence=[link.said.at.evidence("tests", str(theirs))],
            other=link.said.at.agreement.id,
            agreement=name,
            people=_names(link.people),
            often=str(theirs),
            rarely=str(own),
        )


class _Link(NamedTuple):
    """An agreement that asks for more, and who is in both."""

    said: Said
    people: frozenset[PersonId]


class _Standard:
    """What binds each person most, in barriers with others or in tests."""

    def __init__(self, plans: Iterable[Said], about: str) -> None:
        self._about = about
        self._best: dict[PersonId, tuple[float, Said]] = {}
        for said in plans:
            measure = self._measure(said)
            if measure is None:
                continue
            for person in said.parties:
                if person not in self._best or measure < self._best[person][0]:
                    self._best[person] = (measure, said)

    def _measure(self, said: Said) -> float | None:
        """Return how far apart what it asks for is; the less, the more it asks for."""
        if self._about == "barriers":
            return None if said.plan.protects_outside is None else 0.0
        interval = said.plan.interval
        return None if interval is None else interval.days

    def beyond(self, said: Said, days: float) -> _Link | None:
        """Return the linked agreement that asks most, where not all of *said* are bound by as much."""
        if self._about == "barriers" and said.plan.protects_outside is not None:
            return None
        asked = [self._best[person] for person in sorted(said.parties) if person in self._best]
        asked = [each for each in asked if each[1] is not said and self._is_more(each[0], days)]
        if not asked:
            return None
        bound = {
            person
            for person in said.parties
            if person in self._best and self._is_more(self._best[person][0], days)
        }
        if bound == said.parties:
            return None
        best = min(asked, key=lambda each: each[0])[1]
        return _Link(best, said.parties & best.parties)

    def _is_more(self, measure: float, days: float) -> bool:
        return self._about == "barriers" or measure * _RARER <= days


def _of_sex(context: Context, known: set[str]) -> Iterator[Said]:
    """Yield the agreements that name sex or intimacy and say nothing of a plan."""
    for at in context.agreements():
        if at.agreement.id not in known and context.has_begun(at.agreement):
            acts = {norm.act for clause in at.clauses for norm in clause.norms}
            if any(is_health_act(act, context.words, group="sex") for act in acts):
                yield Said(at=at, plan=context.plan_of(at.agreement))


def _clause(said: Said) -> str:
    protection = said.plan.protects_outside
    return "" if protection is None else protection.clause


def _names(people: Iterable[PersonId]) -> str:
    return ", ".join(f"`{each}`" for each in sorted(people))
