"""Limits that people set on their own participation."""

from __future__ import annotations

import datetime as dt

from attrs import Attribute, field, frozen
from attrs.validators import optional

from polyagree.errors import InvalidBoundary
from polyagree.model._validators import not_blank, refers
from polyagree.model.clause import norms_well_placed
from polyagree.model.conditions import Condition
from polyagree.model.disclosure import Viewers
from polyagree.model.ids import BoundaryId, PersonId, ValueId, valid_id
from polyagree.model.norms import Norm
from polyagree.model.noted import Noted

__all__ = ["Boundary", "BoundaryRevision", "BoundaryWording", "Response", "Restatement"]


@frozen(kw_only=True)
class Restatement:
    """
    How somebody said a boundary back, in their own words.

    Attributes:
        by: Who did.
        date: When; ``None``: not said.
        says: Their words.

    Source:
        B2.
    """

    by: PersonId = field(metadata=refers("person"))
    says: str = field(validator=not_blank)
    date: dt.date | None = None


@frozen(kw_only=True)
class Response:
    """
    What the holder of a boundary does when it is reached.

    Attributes:
        says: The words.
        norm: What it means, when known; empty: not read yet.
    """

    says: str = field(validator=not_blank)
    norm: tuple[Norm, ...] = field(default=(), validator=norms_well_placed)


@frozen(kw_only=True)
class BoundaryWording:
    """
    The words of a boundary as they stood before a revision.

    Attributes:
        says: The limit.
        reached_by: When it was reached.
        norm: What it meant; ``None``: not read.
        response: What the holder did then.
    """

    says: str = field(validator=not_blank)
    reached_by: Condition | None = None
    norm: tuple[Norm, ...] | None = field(default=None, validator=optional(norms_well_placed))
    response: Response | None = None


@frozen(kw_only=True)
class BoundaryRevision:
    """
    That a boundary was put differently from some day on.

    Attributes:
        date: From when on.
        because: Why; ``None``: not said.
        was: How it stood before; ``None``: not said.
    """

    date: dt.date
    because: str | None = field(default=None, validator=optional(not_blank))
    was: BoundaryWording | None = None


@frozen(kw_only=True)
class Boundary:
    """
    A limit that a person sets on their own participation.

    It binds nobody but its holder. One that tells somebody else what to do is
    kept as written; PER106 points at it.

    Attributes:
        id: Its key in the document.
        holder: Who sets the limit, and who acts on it.
        says: The limit, in the holder's own words.
        reached_by: When it is reached; ``None``: not said.
        norm: What it means; empty: nothing that binds. ``None``: not read yet.
        response: What the holder does when it is reached; ``None``: not said.
        serves: The values it serves.
        because: Why it is there.
        restated: How others said it back, in the order of the document.
        revisions: How it was put before.
        noted: Findings about it that were thought over.
        visible_to: Who may see it; empty: those who share a relationship or an
            agreement with its holder.

    Raises:
        InvalidBoundary: If somebody restated it twice, or its revisions are out of order.

    Source:
        A2, B2, C1.
    """

    id: BoundaryId = field(validator=valid_id)
    holder: PersonId = field(metadata=refers("person"))
    says: str = field(validator=not_blank)
    reached_by: Condition | None = None
    norm: tuple[Norm, ...] | None = field(default=None, validator=optional(norms_well_placed))
    response: Response | None = None
    serves: tuple[ValueId, ...] = field(default=(), metadata=refers("value"))
    because: str | None = field(default=None, validator=optional(not_blank))
    restated: tuple[Restatement, ...] = field(default=())
    revisions: tuple[BoundaryRevision, ...] = field(default=())
    noted: tuple[Noted, ...] = ()
    visible_to: Viewers = ()

    @restated.validator
    def _each_person_once(
        self, attribute: Attribute[tuple[Restatement, ...]], value: tuple[Restatement, ...]
    ) -> None:
        people = [restatement.by for restatement in value]
        if len(set(people)) < len(people):
            raise InvalidBoundary(
                f"somebody restates `{self.id}` twice",
                field=attribute.name,
                help="keep the latest; earlier ones belong under `revisions`",
            )

    @revisions.validator
    def _in_order(
        self,
        attribute: Attribute[tuple[BoundaryRevision, ...]],
        value: tuple[BoundaryRevision, ...],
    ) -> None:
        days = [revision.date for revision in value]
        if days != sorted(days):
            raise InvalidBoundary(
                f"the revisions of `{self.id}` are out of order",
                field=attribute.name,
                help="write the oldest first",
            )

    @property
    def norms(self) -> tuple[Norm, ...]:
        """What it binds its holder to; empty where that is nothing or not read yet."""
        return self.norm or ()

    @property
    def is_read(self) -> bool:
        """Whether it is known what it means."""
        return self.norm is not None or self.reached_by is not None

    def is_understood_by(self, person: PersonId) -> bool:
        """Return whether *person* has said it back in their own words."""
        return any(restatement.by == person for restatement in self.restated)
