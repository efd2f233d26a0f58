"""CON401: the same person is obliged to and forbidden the same act."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import NormAt
from polyagree.finding import Finding
from polyagree.model.ids import PersonId
from polyagree.model.norms import Norm, Obligation, Prohibition
from polyagree.model.people import People, Role

_With = PersonId | People | None
_Forbidden = dict[tuple[PersonId, str, _With], list[NormAt]]

_NARROWING = ("where", "how", "days", "months", "about")
_EXACT = ("hours", "lasting", "amount", "nth", "details", "during", "after", "unless", "for_")


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
        at="agreements.with-caro.clauses.quiet.norm[0]",
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
        for ban in context.norms(Prohibition):
            for person in ban.bearers:
                for with_ in _with_whom(ban, person):
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
                yield self._found(context, duty, ban, people)

    def _found(
        self, context: Context, duty: NormAt, ban: NormAt, people: list[PersonId]
    ) -> Finding:
        later = max(duty, ban, key=lambda each: context.order(each.path))
        return self.finding(
            later,
            evidence=[duty.evidence("obliged", duty.act), ban.evidence("forbidden", ban.act)],
            who=", ".join(people),
            duty=duty.act,
            ban=ban.act,
        )


def _with_whom(norm: NormAt, person: PersonId) -> tuple[_With, ...]:
    """Return under what *norm* is looked up: everybody it is about, and its own words."""
    words = norm.norm.with_
    if not words or words == (Role("anyone"),):
        return (None,)
    return (words, *sorted(norm.resolve(words, holder=person) - {person}))


def _near(forbidden: _Forbidden, duty: NormAt, person: PersonId) -> Iterator[NormAt]:
    """Yield the prohibitions that may rule out what *duty* asks of *person*, each once."""
    seen: set[int] = set()
    # Whatever rules out all of them rules out the first.
    places: tuple[_With, ...] = (None, *_with_whom(duty, person)[:2])
    for act in duty.context.words.wider(duty.act):
        for with_ in dict.fromkeys(places):
            for ban in forbidden.get((person, act, with_), ()):
                if id(ban) not in seen:
                    seen.add(id(ban))
                    yield ban


def _clash(duty: NormAt, ban: NormAt, person: PersonId) -> bool:
    return (
        not _repairs(duty, ban)
        and _is_as_joint(duty.norm, ban.norm)
        and _is_covered(duty, ban, person)
        and _is_at_the_same_time(duty.norm, ban.norm)
    )


def _repairs(duty: NormAt, ban: NormAt) -> bool:
    """Return whether one is, or may be, in force only since the other was broken."""
    if ban.is_reparation and ban.path[:-1] != duty.path[:-1]:
        return True
    return duty.is_reparation and any(ban.path[: len(path)] == path for path in duty.repairs)


def _is_as_joint(duty: Norm, ban: Norm) -> bool:
    """Return whether what people may not do together, they are to do together."""
    return ban.who != (Role("all parties"),) or duty.who == ban.who


def _is_covered(duty: NormAt, ban: NormAt, person: PersonId) -> bool:
    """Return whether all that *duty* asks for is what *ban* rules out."""
    asked, out = duty.norm, ban.norm
    if any(getattr(out, key) not in (None, (), getattr(asked, key)) for key in _EXACT):
        return False
    if any(
        getattr(out, key)
        and not (getattr(asked, key) and set(getattr(asked, key)) <= set(getattr(out, key)))
        for key in _NARROWING
    ):
        return False
    return all(
        _are_among(duty, getattr(asked, key), ban, getattr(out, key), person)
        for key in ("with_", "to")
    )


def _are_among(duty: NormAt, asked: People, ban: NormAt, out: People, person: PersonId) -> bool:
    if not out or out == (Role("anyone"),):
        return True
    if not asked:
        return False
    if asked == out and duty.parties == ban.parties:
        return True
    people = duty.resolve(asked, holder=person) - {person}
    return bool(people) and people <= ban.resolve(out, holder=person)


def _is_at_the_same_time(duty: Norm, ban: Norm) -> bool:
    for key in ("from_", "until"):
        bound = getattr(ban, key)
        if bound is not None and not isinstance(bound, dt.date) and bound != getattr(duty, key):
            return False
    begins = [each.from_ for each in (duty, ban) if isinstance(each.from_, dt.date)]
    ends = [each.until for each in (duty, ban) if isinstance(each.until, dt.date)]
    return not begins or not ends or max(begins) <= min(ends)
