"""VAL501: a clause that serves no value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import ClauseAt
from polyagree.analyzers.readings import ReadAt
from polyagree.finding import Finding

_REVIEWS = ("review", "check-in")
_REASON = re.compile(
    r"\b(?:because|so that|in order to|so (?:nobody|no one|everyone|we|you|i|that|it)|that way)\b",
    re.IGNORECASE,
)


class ServesNoValue(Analyzer):
    """
    A clause binds people, and nothing says what it is for.

    A rule can stand in for caring: it rewards whoever complies and punishes whoever
    slips. With a purpose in writing, people can ask whether something else serves
    it better, and know when they no longer need the clause.

    A `because` is as good as a value, and so are those of the agreement as a
    whole. In a clause that has only words, a reason among them is enough. Where the document has no values at all, the question is asked once for
    each agreement, about the whole of it.

    It does not see a reason that goes without saying.
    """

    code = "VAL501"
    name = "serves-no-value"
    severity = "question"
    source = "A3"
    message = "nothing says what `{what}` is for"
    help = "add `serves` with a value, or `because` with a reason in your own words"
    help_in_prose = "add what it is for: a value that you share, or a reason in your own words"
    works_on = ("declared", "reading")

    bad = Example(
        "a duty without a reason beside one that has one",
        """
        values: {honesty: {means: we say what is true now}}
        agreements:
          open:
            parties: [ana, ben]
            clauses:
              telling: {says: We tell by the next evening., serves: honesty, norm: {must: tell, to: other parties, after: date, by: next evening}}
              call: {says: We call on birthdays., norm: {must: call, with: other parties, every: year}}
        """,
        at="agreements.open.clauses.call",
    )
    good = Example(
        "a reason in their own words",
        """
        values: {honesty: {means: we say what is true now}}
        agreements:
          open:
            parties: [ana, ben]
            clauses:
              telling: {says: We tell by the next evening., serves: honesty, norm: {must: tell, to: other parties, after: date, by: next evening}}
              call: {says: We call on birthdays., because: We like to be thought of., norm: {must: call, with: other parties, every: year}}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        for at in context.agreements():
            if at.agreement.serves or at.agreement.because is not None:
                continue
            unsaid = [clause for clause in at.clauses if _is_unsaid(clause)]
            if context.polycule.values:
                for clause in unsaid:
                    yield self.finding(clause, read_in=clause.reading, what=clause.clause.id)
            elif unsaid:
                declared = any(each.norms for each in unsaid)
                yield self.finding(
                    at,
                    evidence=[each.evidence("clause", each.clause.id) for each in unsaid],
                    read_in=None if declared else _surest(unsaid),
                    what=at.agreement.id,
                )


def _is_unsaid(clause: ClauseAt) -> bool:
    """Return whether *clause* binds people and does not say what for."""
    if clause.clause.serves or clause.clause.because is not None:
        return False
    reading = clause.reading
    if reading is not None:
        says_why = _REASON.search(reading.reading.text)
        return reading.binds and not reading.reading.break_handling and not says_why
    return any(
        norm.is_binding
        and not norm.follows_a_break
        and not clause.context.is_any_of(norm.act, _REVIEWS)
        for norm in clause.norms
    )


def _surest(clauses: Sequence[ClauseAt]) -> ReadAt | None:
    """Return of the readings of *clauses* the one that is most likely right."""
    readings = [each.reading for each in clauses if each.reading is not None]
    return max(readings, key=lambda each: each.reading.confidence, default=None)
