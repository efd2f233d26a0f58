"""What one house looks for in its agreements."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers import Analyzer, Context, Example, Option
from polyagree.finding import Finding

_RULES = """
agreements:
  house:
    parties: [ana, ben]
    clauses:
      quiet: {says: Quiet after ten., norm: {must_not: argue, hours: after 22:00}}
"""


class NoSunday(Analyzer):
    """
    No clause of an agreement is about a Sunday.

    For us Sunday is the day on which nobody works. A text that says nothing of it leaves the
    day to whoever plans first.

    It reads the days that norms name; a Sunday that stands in words only it cannot see.
    """

    code = "XHOUSE101"
    name = "xhouse-no-sunday"
    severity = "question"
    source = "our house rules, page 2"
    message = "none of the {count} clauses of `{agreement}` is about a Sunday"
    help = "say what a Sunday is for, if only that it stays free"

    fewest = Option(
        2, means="how many clauses an agreement has at least", unit="clauses", at_least=1
    )

    bad = Example(
        "two clauses, and no Sunday",
        f"""{_RULES}\
      guests: {{says: No guests on work nights., norm: {{must_not: host, days: weeknights}}}}
""",
        at="agreements.house",
    )
    good = Example(
        "Sunday breakfast",
        f"""{_RULES}\
      food: {{says: Sunday breakfast., norm: {{must: meet, who: all parties, every: week, days: sun}}}}
""",
    )

    def run(self, context: Context) -> Iterator[Finding]:
        for at in context.agreements():
            norms = [norm for clause in at.clauses for norm in clause.norms]
            days = {str(day) for each in norms for day in each.norm.days}
            if len(at.clauses) >= self.fewest and not days & {"sun", "weekend"}:
                yield self.finding(at, agreement=at.agreement.id, count=str(len(at.clauses)))
