"""What was said in an agreement, and what it binds people to."""

from __future__ import annotations

from typing import Any, Literal, get_args

from attrs import Attribute, field, frozen
from attrs.validators import optional

from polyagree.errors import InvalidAgreement
from polyagree.model._validators import not_blank, refers
from polyagree.model.ids import ClauseId, ValueId, valid_id
from polyagree.model.norms import Norm
from polyagree.model.noted import Noted

__all__ = ["ELSEWHERE", "Clause", "Elsewhere", "norms_well_placed"]

Elsewhere = Literal["review", "if_broken"]
"""The keys of an agreement that may hold what a clause of it says."""

ELSEWHERE: tuple[Elsewhere, ...] = get_args(Elsewhere)


def norms_well_placed(_: object, attribute: Attribute[Any], value: Any) -> None:
    """Refuse what only a step after a break can say."""
    for norm in value:
        for key in ("clock", "breach"):
            if getattr(norm, key) is not None:
                raise InvalidAgreement(
                    f"`{key}` belongs to a step under `if_broken`",
                    field=attribute.name,
                    help="move it there, or leave it out",
                )


@frozen(kw_only=True)
class Clause:
    """
    One thing that people agreed.

    Attributes:
        id: Its key in the agreement.
        says: The words, always kept.
        norm: What it binds people to; empty: nothing of its own. ``None``: not read yet.
        elsewhere: Under which key stands what it means, where its words are those of the
            agreement's ``review``, or of what follows a break under ``if_broken``, the
            agreement's or another clause's; ``None``: under none.
        serves: The values it serves.
        because: Why it is there.
        if_broken: What follows when it is not kept, all of it, in order.
        noted: Findings about it that were thought over.

    Source:
        A2, A3, A9.
    """

    id: ClauseId = field(validator=valid_id)
    says: str = field(validator=not_blank)
    norm: tuple[Norm, ...] | None = field(default=None, validator=optional(norms_well_placed))
    elsewhere: Elsewhere | None = field(default=None)
    serves: tuple[ValueId, ...] = field(default=(), metadata=refers("value"))
    because: str | None = field(default=None, validator=optional(not_blank))
    if_broken: tuple[Norm, ...] = ()
    noted: tuple[Noted, ...] = ()

    @elsewhere.validator
    def _nothing_of_its_own(self, attribute: Attribute[str | None], value: str | None) -> None:
        if value is None:
            return
        if value not in ELSEWHERE:
            raise InvalidAgreement(
                f"`{value}` holds no clause",
                field=attribute.name,
                help="write " + " or ".join(f"`{key}`" for key in ELSEWHERE),
                value=value,
            )
        if self.norm != ():
            raise InvalidAgreement(
                f"`{self.id}` has a norm, and stands under `{value}` as well",
                field=attribute.name,
                help="keep one of them",
            )

    @property
    def norms(self) -> tuple[Norm, ...]:
        """What it binds people to; empty where that is nothing or not read yet."""
        return self.norm or ()

    @property
    def is_read(self) -> bool:
        """Whether it is known what it binds people to."""
        return self.norm is not None
