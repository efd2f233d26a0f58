"""What should follow, if something happened."""

from __future__ import annotations

from typing import Literal, get_args

from attrs import Attribute, field, frozen
from attrs.validators import optional

from polyagree.errors import InvalidRecord
from polyagree.model._validators import not_blank, refers, repeated
from polyagree.model.disclosure import Viewers
from polyagree.model.event import Event
from polyagree.model.ids import ScenarioId, valid_id

__all__ = ["VERDICTS", "Expectation", "Scenario", "Verdict"]

Verdict = Literal[
    "satisfied",
    "violated",
    "presumably_satisfied",
    "presumably_violated",
    "pending",
    "compensated",
    "terminal",
    "unknown",
]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


@frozen(kw_only=True)
class Expectation:
    """
    What people expect of one clause, or of an agreement as a whole.

    Attributes:
        of: The clause, the boundary or the agreement.
        verdict: What they expect.
    """

    of: str = field(metadata=refers("clause", "boundary", "agreement"))
    verdict: Verdict = field()

    @verdict.validator
    def _is_a_verdict(self, attribute: Attribute[str], value: str) -> None:
        if value not in VERDICTS:
            raise InvalidRecord(
                f"`{value}` is not a verdict",
                field=attribute.name,
                help="verdicts are " + ", ".join(f"`{verdict}`" for verdict in VERDICTS),
                value=value,
            )


@frozen(kw_only=True)
class Scenario:
    """
    Events that might happen, and what people expect of their clauses then.

    Attributes:
        id: Its key in the document.
        says: The story in words; ``None``: not said.
        events: What happens, besides what is recorded.
        expect: The expected verdicts.
        visible_to: Who may see it; empty: the people in its events, and the parties of its clauses.

    Source:
        A12, B4.
    """

    id: ScenarioId = field(validator=valid_id)
    says: str | None = field(default=None, validator=optional(not_blank))
    events: tuple[Event, ...] = ()
    expect: tuple[Expectation, ...] = field(default=())
    visible_to: Viewers = ()

    @expect.validator
    def _each_clause_once(
        self, attribute: Attribute[tuple[Expectation, ...]], value: tuple[Expectation, ...]
    ) -> None:
        if (twice := repeated(each.of for each in value)) is not None:
            raise InvalidRecord(f"`{twice}` stands twice", field=attribute.name, value=twice)
