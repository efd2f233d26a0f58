"""
Hypothesis strategies for agreements: public, and valid by construction.

Nothing here filters: every draw is a value that the model accepts. With this
package imported, ``st.from_type(Polycule)`` and the like work as well.
"""

from __future__ import annotations

from polyagree.errors import MissingExtra

try:
    import hypothesis  # noqa: F401  # whether it is there
except ImportError as error:  # pragma: no cover  # the tests need it themselves
    raise MissingExtra(
        "strategies need Hypothesis: install `polyagree[strategies]`", "strategies"
    ) from error

from polyagree.testing.strategies.acts import (
    abouts,
    conditions,
    details,
    done_things,
    gates,
    happenings,
    places,
    situations,
    states,
    statuses,
)
from polyagree.testing.strategies.agreements import acceptances, agreements, reviews, revisions
from polyagree.testing.strategies.boundaries import boundaries, responses, restatements, wordings
from polyagree.testing.strategies.by_type import BY_TYPE, register
from polyagree.testing.strategies.careful import careful_polycules
from polyagree.testing.strategies.check_ins import check_ins, concerns, feelings, scales, scores
from polyagree.testing.strategies.clauses import clauses
from polyagree.testing.strategies.documents import polycules
from polyagree.testing.strategies.names import USUAL, Names, names_of
from polyagree.testing.strategies.norms import (
    norms,
    obligations,
    permissions,
    powers,
    prohibitions,
    steps,
)
from polyagree.testing.strategies.notes import notes
from polyagree.testing.strategies.people import (
    counts,
    disclosures,
    exceptions,
    groups,
    members,
    named_people,
    people,
    people_terms,
    persons,
    relationships,
    viewers,
)
from polyagree.testing.strategies.records import (
    apologies,
    breaches,
    events,
    impacts,
    matrices,
    repair_steps,
    repairs,
    scenarios,
)
from polyagree.testing.strategies.texts import ids, texts
from polyagree.testing.strategies.times import (
    cadences,
    dates,
    days,
    days_of_the_year,
    durations,
    hours,
    moments,
    months,
    nths,
    quantities,
    sizes,
    stamps,
    windows,
)
from polyagree.testing.strategies.words import terms, values

__all__ = [
    "USUAL",
    "Names",
    "abouts",
    "acceptances",
    "agreements",
    "apologies",
    "boundaries",
    "breaches",
    "cadences",
    "careful_polycules",
    "check_ins",
    "clauses",
    "concerns",
    "conditions",
    "counts",
    "dates",
    "days",
    "days_of_the_year",
    "details",
    "disclosures",
    "done_things",
    "durations",
    "events",
    "exceptions",
    "feelings",
    "gates",
    "groups",
    "happenings",
    "hours",
    "ids",
    "impacts",
    "matrices",
    "members",
    "moments",
    "months",
    "named_people",
    "names_of",
    "norms",
    "notes",
    "nths",
    "obligations",
    "people",
    "people_terms",
    "permissions",
    "persons",
    "places",
    "polycules",
    "powers",
    "prohibitions",
    "quantities",
    "relationships",
    "repair_steps",
    "repairs",
    "responses",
    "restatements",
    "reviews",
    "revisions",
    "scales",
    "scenarios",
    "scores",
    "situations",
    "sizes",
    "stamps",
    "states",
    "statuses",
    "steps",
    "terms",
    "texts",
    "values",
    "viewers",
    "windows",
    "wordings",
]

for _cls, _make in BY_TYPE.items():
    register(_cls, _make)
