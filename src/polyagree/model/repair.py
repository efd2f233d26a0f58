"""How people mend what was broken."""

from __future__ import annotations

import datetime as dt
from typing import Literal, get_args

from attrs import Attribute, field, frozen
from attrs.validators import optional

from polyagree.errors import InvalidRecord
from polyagree.model._validators import not_blank, refers
from polyagree.model.disclosure import Viewers
from polyagree.model.ids import BreachId, PersonId, RepairId, valid_id
from polyagree.model.norms import Norm
from polyagree.model.noted import Noted
from polyagree.model.people import People

__all__ = ["REPAIR_STEPS", "Apology", "Repair", "RepairStep", "StepName"]

StepName = Literal[
    "containment",
    "debrief",
    "impact",
    "renegotiation",
    "safeguards",
    "aftercare",
    "small-actions",
    "dialogue",
    "outside-help",
]

REPAIR_STEPS: tuple[StepName, ...] = get_args(StepName)
"""The nine steps, in the order in which they are usually taken (C5)."""


@frozen(kw_only=True)
class Apology:
    """
    An apology in its four parts. A part that is missing has not been said yet.

    Attributes:
        date: When; ``None``: not said.
        by: Who apologised.
        to: To whom.
        happened: What happened.
        impact: What it did.
        responsibility: What the one who apologises takes on themselves.
        plan: What will be done differently.

    Source:
        C6, D6.
    """

    date: dt.date | None = None
    by: tuple[PersonId, ...] = field(default=(), metadata=refers("person"))
    to: People = ()
    happened: str | None = field(default=None, validator=optional(not_blank))
    impact: str | None = field(default=None, validator=optional(not_blank))
    responsibility: str | None = field(default=None, validator=optional(not_blank))
    plan: str | None = field(default=None, validator=optional(not_blank))


@frozen(kw_only=True)
class RepairStep:
    """
    One step of a repair, planned, taken or left out.

    Attributes:
        step: Which of the nine.
        says: What it is, in words.
        norm: What people undertake in it.
        stands_in: In which clauses or boundaries it lasts, as a safeguard does.
        done: When it was taken; ``None``: not yet.
        skipped: Why it was left out; ``None``: it was not.
    """

    step: StepName = field()
    says: str | None = field(default=None, validator=optional(not_blank))
    norm: tuple[Norm, ...] = ()
    stands_in: tuple[str, ...] = field(default=(), metadata=refers("clause", "boundary"))
    done: dt.date | None = None
    skipped: str | None = field(default=None, validator=optional(not_blank))

    @step.validator
    def _one_of_nine(self, attribute: Attribute[str], value: str) -> None:
        if value not in REPAIR_STEPS:
            raise InvalidRecord(
                f"`{value}` is not a step of a repair",
                field=attribute.name,
                help="steps are " + ", ".join(f"`{step}`" for step in REPAIR_STEPS),
                value=value,
            )

    @skipped.validator
    def _not_both(self, attribute: Attribute[str | None], value: str | None) -> None:
        if value is not None and self.done is not None:
            raise InvalidRecord(
                f"`{self.step}` is both done and skipped",
                field=attribute.name,
                help="keep the one that is true",
            )


@frozen(kw_only=True)
class Repair:
    """
    How people mend one breach or several, in whichever order they chose.

    Attributes:
        id: Its key in the document.
        of: The breaches.
        apology: The apology; ``None``: there was none yet.
        steps: The steps, in their order.
        settled: When it was settled; ``None``: it goes on.
        ended: When people ended it, or what they had, instead; as good as settled.
        noted: Findings about it that were thought over.
        visible_to: Who may see it; empty: the same people as for its breaches.

    Source:
        C4, C5, C18, D5.
    """

    id: RepairId = field(validator=valid_id)
    of: tuple[BreachId, ...] = field(metadata=refers("breach"))
    apology: Apology | None = None
    steps: tuple[RepairStep, ...] = ()
    settled: dt.date | None = None
    ended: dt.date | None = field(default=None)
    noted: tuple[Noted, ...] = ()
    visible_to: Viewers = ()

    @of.validator
    def _of_something(self, attribute: Attribute[tuple[str, ...]], value: tuple[str, ...]) -> None:
        if not value:
            raise InvalidRecord(f"`{self.id}` repairs nothing", field=attribute.name)

    @ended.validator
    def _not_both(self, attribute: Attribute[dt.date | None], value: dt.date | None) -> None:
        if value is not None and self.settled is not None:
            raise InvalidRecord(
                f"`{self.id}` is both settled and ended",
                field=attribute.name,
                help="keep the one that is true",
            )
