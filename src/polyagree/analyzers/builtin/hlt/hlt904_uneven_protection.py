"""HLT904: linked agreements differ in how people protect each other."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.builtin.hlt._said import Said, every_plan
from polyagree.analyzers.context import Context
from polyagree.finding import Evidence, Finding
from polyagree.model.health import is_health_act
from polyagree.model.ids import PersonId
from polyagree.model.people import People

_RARER = 1.9
"""Half as often or less is told; less than that is nearly the same."""

_NEVER = math.inf


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
    and not words only, those of each person whom they name; whether somebody has partners beyond the document it cannot see.
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
        barriers = _Standard(plans, _barriers)
        tests = _Standard(plans, _tests)
        for said in loose:
            yield from self._uneven(said, barriers, tests)

    def _uneven(self, said: Said, barriers: _Standard, tests: _Standard) -> Iterator[Finding]:
        name = said.at.agreement.id
        bound = _barriers(said)
        # Without barriers, everybody in it is to be bound by them elsewhere.
        bare = dict.fromkeys(said.parties - bound.keys(), _NEVER)
        if not bound and (link := barriers.beyond(said, bare)) is not None:
            yield self.finding(
                said.at,
                evidence=[_proof(link, "barriers", link.rule.clause)],
                other=link.said.at.agreement.id,
                agreement=name,
                people=_names(link.people),
            )
        own = _tests(said)
        link = tests.beyond(said, {each: rule.days for each, rule in own.items()})
        if link is not None:
            mine = max((own[each] for each in link.people), key=lambda rule: rule.days)
            yield self.finding(
                said.at,
                message="`{other}` has tests {often} and `{agreement}`, which shares {people}, {rarely}",
                help="tell each side how often the other tests, or agree on one interval",
                evidence=[_proof(link, "tests", link.rule.words)],
                other=link.said.at.agreement.id,
                agreement=name,
                people=_names(link.people),
                often=link.rule.words,
                rarely=mine.words,
            )


class _Rule(NamedTuple):
    """What binds somebody: how many days apart, by which clause, in words."""

    days: float
    clause: str
    words: str


class _Link(NamedTuple):
    """An agreement that asks for more, of whom, and what."""

    said: Said
    people: frozenset[PersonId]
    rule: _Rule


_Rules = Callable[[Said], dict[PersonId, _Rule]]
"""What an agreement asks of each of its parties whom it binds."""


def _barriers(said: Said) -> dict[PersonId, _Rule]:
    outside = [each for each in said.plan.protections if each.is_outside]
    return _each(said, ((each.who, _Rule(0.0, each.clause, str(each))) for each in outside))


def _tests(said: Said) -> dict[PersonId, _Rule]:
    rounds = [(each, each.days) for each in said.plan.testing]
    rules = (
        (each.who, _Rule(days, each.clause, str(each))) for each, days in rounds if days is not None
    )
    return _each(said, rules)


def _each(said: Said, rules: Iterable[tuple[People, _Rule]]) -> dict[PersonId, _Rule]:
    """Return the strictest of *rules* for each party whom one binds."""
    found: dict[PersonId, _Rule] = {}
    for who, rule in rules:
        named = said.at.context.named(who)
        # Whom `each party` and other roles leave out is not told here.
        bound = said.parties & named if who and named else said.parties
        for person in bound:
            if person not in found or rule.days < found[person].days:
                found[person] = rule
    return found


class _Standard:
    """What binds each person most, in barriers with others or in tests."""

    def __init__(self, plans: Iterable[Said], rules: _Rules) -> None:
        self._best: dict[PersonId, tuple[_Rule, Said]] = {}
        for said in plans:
            for person, rule in rules(said).items():
                if person not in self._best or rule.days < self._best[person][0].days:
                    self._best[person] = (rule, said)

    def beyond(self, said: Said, own: Mapping[PersonId, float]) -> _Link | None:
        """Return the linked agreement that asks most, where not all of *own* are bound by as much."""
        best = {each: self._best[each] for each in sorted(own) if each in self._best}
        more = {each: it for each, it in best.items() if it[0].days * _RARER <= own[each]}
        asked = [it for it in more.values() if it[1] is not said]
        if not asked or len(more) == len(own):
            return None
        rule, other = min(asked, key=lambda it: it[0].days)
        people = frozenset(each for each, it in more.items() if it[1] is other)
        return _Link(other, people, rule)


def _of_sex(context: Context, known: set[str]) -> Iterator[Said]:
    """Yield the agreements that name sex or intimacy and say nothing of a plan."""
    for at in context.agreements():
        if at.agreement.id not in known and context.has_begun(at.agreement):
            acts = {norm.act for clause in at.clauses for norm in clause.norms}
            if any(is_health_act(act, context.words, group="sex") for act in acts):
                yield Said(at=at, plan=context.plan_of(at.agreement))


def _proof(link: _Link, fact: str, value: str) -> Evidence:
    """Return evidence at the clause that asks for more."""
    clauses = (each for each in link.said.at.clauses if each.clause.id == link.rule.clause)
    return next(clauses, link.said.at).evidence(fact, value)


def _names(people: Iterable[PersonId]) -> str:
    return ", ".join(f"`{each}`" for each in sorted(people))
