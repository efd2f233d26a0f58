"""VAL508: many restrictions, and no value that all parties hold."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.builtin.val._restricting import in_words, least_sure, restricts
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import ClauseAt
from polyagree.analyzers.readings import ReadAt
from polyagree.finding import Evidence, Finding
from polyagree.model.ids import PersonId

_MANY = 3
"""One or two restrictions answer something of the day; three are how it is held together."""


class NoValueInCommon(Analyzer):
    """
    An agreement restricts a lot, and nothing says what its parties want to have together.

    Who knows what they want with each other needs fewer clauses, and has somewhere to come back
    to when one of them does not fit. Where there is no such picture, each new
    situation asks for a new clause.

    It asks about agreements with three restrictions or more whose parties hold no value in
    common. Where the norms are fewer, clauses that have only words count as they read; then the
    finding says so, and shows which. A value without `held_by` is
    everybody's, and a `because` or `serves` of the agreement as a whole is a picture
    as well. Whether every clause has a purpose is asked by VAL501. It cannot
    see what people told each other and never wrote down.
    """

    code = "VAL508"
    name = "no-value-in-common"
    severity = "note"
    source = "A15"
    message = "`{agreement}` has {count} restrictions, and its parties hold no value in common"
    help = (
        "write one or two under `values`: what you want to have with each other, in your own words"
    )
    help_in_prose = (
        "write one or two sentences about what you want to have with each other, in your own words"
    )
    works_on = ("declared", "reading")

    bad = Example(
        "a list, and no picture",
        """
        values: {order: {means: a tidy week, held_by: [ana]}}
        agreements:
          house:
            parties: [ana, ben]
            clauses:
              stays: {says: Nobody stays over., norm: {must_not: host, with: outsiders}}
              trips: {says: No trips with others., norm: {must_not: travel, with: outsiders}}
              nights: {says: One late night a month., norm: {may: late-night, at_most: 1, per: month}}
        """,
        at="agreements.house",
    )
    good = Example(
        "what both of them want",
        """
        values: {home: {means: a house in which both of us rest, held_by: [ana, ben]}}
        agreements:
          house:
            parties: [ana, ben]
            clauses:
              stays: {says: Nobody stays over., norm: {must_not: host, with: outsiders}}
              trips: {says: No trips with others., norm: {must_not: travel, with: outsiders}}
              nights: {says: One late night a month., norm: {may: late-night, at_most: 1, per: month}}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        held = _Held(context)
        for at in context.agreements():
            agreement = at.agreement
            if agreement.because is not None or agreement.serves:
                continue
            if held.is_one_held_by(agreement.parties):
                continue
            shown = [_declared(each) for each in at.clauses if any(map(restricts, each.norms))]
            readings: list[ReadAt] = []
            if len(shown) < _MANY:
                readings = [each for each in context.readings_in(agreement) if each.restricts]
                shown += map(in_words, readings)
            if len(shown) >= _MANY:
                yield self.finding(
                    at,
                    evidence=shown,
                    read_in=least_sure(readings),
                    agreement=agreement.id,
                    count=str(len(shown)),
                )


class _Held:
    """Who holds which values."""

    def __init__(self, context: Context) -> None:
        self._by_person: dict[PersonId, set[str]] = {}
        self._is_everybodys = False
        for value in context.polycule.values:
            self._is_everybodys |= not value.held_by
            for person in value.held_by:
                self._by_person.setdefault(person, set()).add(value.id)

    def is_one_held_by(self, people: tuple[PersonId, ...]) -> bool:
        """Return whether all of *people* hold one of the values."""
        if self._is_everybodys:
            return True
        each = [self._by_person.get(person, set()) for person in people]
        return bool(set.intersection(*each))


def _declared(at: ClauseAt) -> Evidence:
    return at.evidence("restriction", at.clause.id)
