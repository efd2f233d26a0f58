"""CON406: clauses each of which can be kept, and not all of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.builtin.con._conflicts import (
    evidence_of,
    facts_of,
    first_of,
    not_yet_said,
    place_of,
)
from polyagree.finding import Finding

if TYPE_CHECKING:
    from polyagree.analyzers.context import Conflict, Context, Unsettled
    from polyagree.analyzers.places import NormAt

_BY_ITSELF = "`{clauses}` cannot be kept by `{who}`, whatever else was agreed"
_CHANGE = "say what was meant, or when it does not count"
_UNSEEN = {
    "time": "the time was over before it was seen whether `{clauses}`{more} can be kept",
    "solver": "whether `{clauses}`{more} can be kept is a matter of counts and choices",
}
_MORE = {
    "time": "give it longer: `--solver-seconds 60`, or `solver_seconds=60` in a program",
    "solver": "install `polyagree[solver]` to have it looked at",
}
_NOTHING_SEEN = "the time was over before it was seen which clauses bear on which"
_FAULT = "whether everything can be kept is not told, since polyagree contradicts itself: {why}"
_REPORT = "please report it, with as much of the document as you like to show"
_MOST_LISTED = 8


class NobodyCouldKeepAll(Analyzer):
    """
    Nobody could keep all of these clauses, and without any one of them the rest can be kept.

    Each two of them may well go together. Whoever is bound by all of them misses one in
    any month, whatever they do, and is told that they did not try. It is the
    set that does not work, not they.

    It looks for a schedule that keeps everything, on an empty record, and points at the
    fewest clauses that leave none. What `CON401` to `CON405` say of two
    clauses, or of times, is not said again. It looks only so far ahead that each window is seen
    whole once, and no longer than `--solver-seconds`; a note says what was left. What hangs
    on somebody's word, or on what was done before, is taken to be as it has to be.

    It does not see times and things of which the document says nothing.
    """

    code = "CON406"
    name = "nobody-could-keep-all"
    severity = "concern"
    source = "C2"
    message = "`{clauses}` cannot all be kept by `{who}`"
    help = "without any one of them the others can be kept: say which of them yields, and when"
    cost = "joint"

    bad = Example(
        "Fridays and Saturdays, and one evening out a week",
        """
        agreements:
          with-ben:
            parties: [ana, ben]
            clauses:
              fridays: {says: Fridays are ours., norm: {must: date, who: ana, with: ben, every: week, days: fri}}
              enough: {says: One evening out a week is enough., norm: {may: date, who: ana, at_most: 1, per: week}}
          with-caro:
            parties: [ana, caro]
            clauses:
              saturdays: {says: Saturdays are ours., norm: {must: date, who: ana, with: caro, every: week, days: sat}}
        """,
        at="agreements.with-ben.clauses.fridays.norm[0]",
    )
    good = Example(
        "Fridays and Saturdays, and two evenings out a week",
        """
        agreements:
          with-ben:
            parties: [ana, ben]
            clauses:
              fridays: {says: Fridays are ours., norm: {must: date, who: ana, with: ben, every: week, days: fri}}
              enough: {says: Two evenings out a week are enough., norm: {may: date, who: ana, at_most: 2, per: week}}
          with-caro:
            parties: [ana, caro]
            clauses:
              saturdays: {says: Saturdays are ours., norm: {must: date, who: ana, with: caro, every: week, days: sat}}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        if context.contradiction is not None:
            yield from self._fault(context, context.contradiction)
        verdict = context.verdict
        if verdict is None:
            return
        if verdict.verdict == "inconsistent":
            for conflict in not_yet_said(context, verdict.conflicts):
                yield self._found(context, conflict)
        if verdict.verdict != "consistent":
            yield from self._left(context, verdict.unsettled)

    def _fault(self, context: Context, why: str) -> Iterator[Finding]:
        """Yield that polyagree contradicts itself, at a norm that no order decides."""
        yield self.finding(
            _any_norm(context),
            severity="note",
            message=_FAULT,
            help=_REPORT,
            clauses="",
            who="",
            why=why,
        )

    def _found(self, context: Context, conflict: Conflict) -> Finding:
        is_alone = len(conflict.clauses) == 1
        clauses, who = facts_of(conflict)
        return self.finding(
            first_of(context, conflict),
            message=_BY_ITSELF if is_alone else None,
            help=_CHANGE if is_alone else None,
            evidence=evidence_of(context, conflict),
            clauses=clauses,
            who=who,
        )

    def _left(self, context: Context, unsettled: tuple[Unsettled, ...]) -> Iterator[Finding]:
        """Yield what was not settled, once for each reason, at the first place."""
        for lacks, message in _UNSEEN.items():
            left = [each for each in unsettled if each.lacks == lacks]
            if not left:
                continue
            listed = [each for each in left if each.path][:_MOST_LISTED]
            places = [place_of(context, each.path) for each in listed]
            others = len({each.clause for each in left}) - 1
            yield self.finding(
                places[0] if places else _any_norm(context),
                severity="note",
                message=message if listed else _NOTHING_SEEN,
                help=_MORE[lacks],
                evidence=[
                    place.evidence("not settled", each.clause)
                    for place, each in zip(places, listed, strict=True)
                ],
                clauses=left[0].clause,
                more=f" and {others} more" if others else "",
                who="",
            )


def _any_norm(context: Context) -> NormAt:
    """Return a norm of a document that has some, the same one in whatever order they stand."""
    return min(context.norms(), key=lambda norm: norm.anchor)
