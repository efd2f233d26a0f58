"""VAL502: a value that nothing acts on."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.context import Context
from polyagree.finding import Finding


class ValueNothingActsOn(Analyzer):
    """
    A value stands in the document, and no clause or boundary serves it.

    Values are what people come back to when it becomes hard. One that nothing
    acts on may simply go without saying; it may also be the one that everybody
    hoped for and nobody planned for.

    It looks at `serves`, of agreements, clauses and boundaries.

    It reads no words for it: that a clause sounds like a value does not tell that it serves it.
    It does not see values that are lived and not written down.
    """

    code = "VAL502"
    name = "value-nothing-acts-on"
    severity = "note"
    source = "B6"
    message = "nothing in the document serves `{value}`"
    help = "name `{value}` under `serves` where it is lived, or ask what living it would look like"
    help_in_prose = "say where `{value}` is lived, or ask what living it would look like"

    bad = Example(
        "joy is written down, and nothing is done about it",
        """
        values: {joy: {means: we have fun together}}
        """,
        at="values.joy",
    )
    good = Example(
        "an evening a week is for it",
        """
        values: {joy: {means: we have fun together}}
        agreements:
          us:
            parties: [ana, ben]
            clauses:
              thursdays: {says: Thursday is ours., serves: joy, norm: {must: date, with: other parties, every: week, days: thu}}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        served = {str(value) for at in context.agreements() for value in at.agreement.serves}
        served |= {str(value) for clause in context.clauses() for value in clause.clause.serves}
        served |= {str(value) for at in context.boundaries() for value in at.boundary.serves}
        for value in context.values():
            if value.value.id not in served:
                yield self.finding(value, value=value.value.id)
