"""CON401: the same person is obliged to and forbidden the same act."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.builtin.con._covering import (
    is_at_the_same_time,
    is_covered,
    is_open,
    is_repair,
)
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import NormAt
from polyagree.finding import Finding
from polyagree.model.ids import PersonId
from polyagree.model.norms import Norm, Obligation, Prohibition
from polyagree.model.people import CountOf, Except, People, PeopleTerm, Role

_With = PersonId | People | None
_Forbidden = dict[tuple[PersonId, str, _With], list[NormAt]]


class ObligedAndForbidden(Analyzer):
    """
    Somebody cannot keep one clause without breaking another.

    It happens most easily across two agreements with two partners, each fine by
    itself. Whoever stands between them breaks one whatever they do, and neither
    partner can see why.

    It finds the plain case: a duty, and a prohibition of the same act or a wider
    one, for the same person, with nothing that tells the two apart. What follows
    a break does not contradict what was broken. It does not see conflicts of
    times, numbers or circumstances, which other analyzers look for.
    """

    code = "CON401"
    name = "obliged-and-forbidden"
    severity = "concern"
    source = "C2"
    message = "`{who}` is to do `{duty}`, and is not to do `{ban}`"
    help = "say which of the two holds when both apply, or add `unless` to one of them"

    bad = Example(
        "one agreement asks for what the other rules out",
        """
        agreements:
          with-ben:
            parties: [ana, ben]
            clauses:
              calls: {says: Ana calls Ben every week., norm: {must: call, who: ana, with: ben, every: week}}
          with-caro:
            parties: [ana, caro]
            clauses:
              quiet: {says: Ana no longer calls Ben., norm: {must_not: call, who: ana, with: ben}}
        """,
        at="agreements.with-ben.clauses.calls.norm[0]",
    )
    good = Example(
        "the prohibition has its own hours",
        """
        agreements:
          with-ben:
            parties: [ana, ben]
            clauses:
              calls: {says: Ana calls Ben every week., norm: {must: call, who: ana, with: ben, every: week}}
          with-caro:
            parties: [ana, caro]
            clauses:
              quiet: {says: Ana doesn't call Ben at night., norm: {must_not: call, who: ana, with: ben, hours: 22:00-08:00}}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        forbidden: _Forbidden = {}
        said: set[tuple[object, ...]] = set()
        for ban in context.norms(Prohibition):
            # Of several that say the same the first stands for all, or pairs would be squares.
            same = (ban.norm, ban.parties, ban.bearers, ban.path[:-1] if ban.is_reparation else ())
            if same in said:
                continue
            said.add(same)
            for person in ban.bearers:
                for with_ in _ruled_out(ban, person):
                    forbidden.setdefault((person, ban.act, with_), []).append(ban)
        if not forbidden:
            return
        for duty in context.norms(Obligation):
            pairs: dict[int, tuple[NormAt, list[PersonId]]] = {}
            for person in sorted(duty.bearers):
                for ban in _near(forbidden, duty, person):
                    if _clash(duty, ban, person):
                        pairs.setdefault(id(ban), (ban, []))[1].append(person)
            for ban, people in pairs.values():
                if _leaves_nobody(duty, ban, frozenset(people)):
                    yield self._found(duty, ban, people)

    def _found(self, duty: NormAt, ban: NormAt, people: list[PersonId]) -> Finding:
        # At the duty, wherever the ban stands: the place has to survive another order.
        return self.finding(
            duty,
            evidence=[duty.evidence("obliged", duty.act), ban.evidence("forbidden", ban.act)],
            who=", ".join(people),
            duty=duty.act,
            ban=ban.act,
        )


def _ruled_out(ban: NormAt, person: PersonId) -> tuple[_With, ...]:
    """Return under what *ban* is looked up: whom it is about, its own words, or anybody."""
    words = ban.norm.with_
    if not words or is_open(words):
        return (None,)
    return (words, *sorted(ban.resolve(words, holder=person) - {person}))


def _near(forbidden: _Forbidden, duty: NormAt, person: PersonId) -> Iterator[NormAt]:
    """Yield the prohibitions that may rule out what *duty* asks of *person*, each once."""
    seen: set[int] = set()
    words = duty.norm.with_
    places: list[_With] = [None]
    if words:
        places += [words, *sorted(duty.resolve(words, holder=person) - {person})]
    for act in duty.context.words.wider(duty.act):
        for with_ in places:
            for ban in forbidden.get((person, act, with_), ()):
                if id(ban) not in seen:
                    seen.add(id(ban))
                    yield ban


def _leaves_nobody(duty: NormAt, ban: NormAt, clashing: frozenset[PersonId]) -> bool:
    """
    Return whether *clashing* are too many for *duty* to be kept by the others.

    `any party`, or `1 of` some people, is whoever of them can. Where a ban is for
    so many of them, nobody knows whom it is for.
    """
    if any(isinstance(term, CountOf) for term in ban.norm.who):
        return False
    who = duty.norm.who
    if not who:
        return True
    for term in who:
        people = duty.resolve((term,))
        count = _count(term, people)
        if people & clashing and len(people - clashing) < count:
            return True
    return False


def _count(term: PeopleTerm, people: frozenset[PersonId]) -> int:
    """Return how many of *people*, whom *term* can mean, it binds."""
    match term:
        case CountOf(count=count):
            return min(count, len(people))
        case Role(role="any party"):
            return 1
        case Except(people=some) if any(_count(each, people) < len(people) for each in some):
            return min(_count(each, people) for each in some)
        case _:
            return len(people)


def _clash(duty: NormAt, ban: NormAt, person: PersonId) -> bool:
    return (
        not is_repair(duty, ban)
        and _is_as_joint(duty.norm, ban.norm)
        and is_covered(duty, ban, person)
        and is_at_the_same_time(duty.norm, ban.norm)
    )


def _is_as_joint(duty: Norm, ban: Norm) -> bool:
    """Return whether what people may not do together, they are to do together."""
    return ban.who != (Role("all parties"),) or duty.who == ban.who
