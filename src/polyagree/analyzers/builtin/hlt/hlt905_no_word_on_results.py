"""HLT905: an agreement speaks of tests or barriers, and not of who hears of results."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.builtin.hlt._said import Said, every_plan
from polyagree.analyzers.context import Context
from polyagree.finding import Finding
from polyagree.model.ids import PersonId


class NoWordOnResults(Analyzer):
    """
    People agreed on tests or barriers, and nothing says who hears of results, and when.

    A test protects the others by what they hear of it. Where nothing is said, one waits to be
    asked and another to be told, and a result that is hard to tell is told late.

    It looks at agreements in force that say something of tests or barriers. A duty to
    share results counts, one to tell of health, an exposure or a barrier that failed too, and
    any clause whose words speak of results. It is content if another agreement between the same
    people says it. It does not ask how soon.

    It does not see what people tell each other anyway.
    """

    code = "HLT905"
    name = "no-word-on-results"
    severity = "question"
    source = "C12"
    message = "`{agreement}` speaks of {what}, and nothing says who hears of results"
    help = "add who hears, and how soon: `{{must: share-results, to: other parties, after: results, within: 24h}}`"
    help_in_prose = "add who hears, and how soon: we share results within a day"
    works_on = ("declared", "reading")

    bad = Example(
        "tests, and no word on results",
        """
        agreements:
          health:
            parties: [ana, ben]
            clauses:
              tests: {says: Tests every three months., norm: {must: test, every: 3 months}}
        """,
        at="agreements.health",
    )
    good = Example(
        "results within a day",
        """
        agreements:
          health:
            parties: [ana, ben]
            clauses:
              tests: {says: Tests every three months., norm: {must: test, every: 3 months}}
              results: {says: Results within a day., norm: {must: share-results, to: other parties, after: results, within: 24h}}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        plans = list(every_plan(context))
        told = _of_people(said for said in plans if said.shares_results)
        for said in plans:
            shared = [told.get(person, frozenset()) for person in said.parties]
            if not frozenset.intersection(*shared):
                yield self.finding(
                    said.at,
                    read_in=said.only_read,
                    agreement=said.at.agreement.id,
                    what=said.what,
                )


def _of_people(plans: Iterable[Said]) -> dict[PersonId, frozenset[str]]:
    """Return in which of *plans* each person is."""
    found: dict[PersonId, set[str]] = {}
    for said in plans:
        for person in said.parties:
            found.setdefault(person, set()).add(said.at.agreement.id)
    return {person: frozenset(names) for person, names in found.items()}
