"""Ids: the keys of a document, and what may be one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NewType

from attrs import Attribute

from polyagree.errors import InvalidId

__all__ = [
    "GRAMMAR_WORDS",
    "ID_PATTERN",
    "AgreementId",
    "BoundaryId",
    "BreachId",
    "ClauseId",
    "EventId",
    "GroupId",
    "MatrixId",
    "PersonId",
    "RelationshipId",
    "RepairId",
    "ScenarioId",
    "TermId",
    "ValueId",
    "Word",
    "is_id",
    "several_ids",
]

if TYPE_CHECKING:
    # Whoever writes code with them has texts, and need not wrap each in its type.
    PersonId = str
    GroupId = str
    RelationshipId = str
    TermId = str
    ValueId = str
    AgreementId = str
    ClauseId = str
    BoundaryId = str
    MatrixId = str
    EventId = str
    BreachId = str
    RepairId = str
    ScenarioId = str
    Word = str
else:
    PersonId = NewType("PersonId", str)
    GroupId = NewType("GroupId", str)
    RelationshipId = NewType("RelationshipId", str)
    TermId = NewType("TermId", str)
    ValueId = NewType("ValueId", str)
    AgreementId = NewType("AgreementId", str)
    ClauseId = NewType("ClauseId", str)
    BoundaryId = NewType("BoundaryId", str)
    MatrixId = NewType("MatrixId", str)
    EventId = NewType("EventId", str)
    BreachId = NewType("BreachId", str)
    RepairId = NewType("RepairId", str)
    ScenarioId = NewType("ScenarioId", str)
    Word = NewType("Word", str)
"""A word of the vocabulary, or of the document's own ``terms``."""

GRAMMAR_WORDS = frozenset(
    {
        *("outsiders", "anyone", "nobody", "actor", "them", "affected", "breaker"),
        *("always", "none", "ever", "moment", "as-asked"),
        *("day", "week", "month", "season", "quarter", "year"),
    }
)
"""Words with a meaning of their own, which nobody and nothing can have as an id."""

ID_PATTERN = r"[a-z0-9][a-z0-9-]{0,63}"
"""The shape of an id, as a regular expression of every dialect."""

_ID = re.compile(rf"{ID_PATTERN}\Z")
_BETWEEN = re.compile(r",|&|\+|\band\b")


def is_id(text: str) -> bool:
    """Return whether *text* has the shape of an id."""
    return _ID.match(text) is not None


def several_ids(text: str) -> tuple[str, ...]:
    """Return the ids that stand in one text, as in ``ana, ben``; empty where none or one does."""
    parts = tuple(part.strip() for part in _BETWEEN.split(text))
    return parts if len(parts) > 1 and all(map(is_id, parts)) else ()


def valid_id(_: object, attribute: Attribute[Any], value: Any) -> None:
    """Refuse an id of another shape, or a word of the grammar."""
    if not is_id(value):
        made = re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-")[:64]
        raise InvalidId(
            f"`{value}` is not an id: small letters a to z, digits and dashes",
            field=attribute.name,
            help=f"write `{made}`" if is_id(made) else None,
            value=value,
        )
    if value in GRAMMAR_WORDS:
        raise InvalidId(
            f"`{value}` has a meaning of its own and cannot be an id",
            field=attribute.name,
            help=f"write `{value}-1`, say",
            value=value,
        )
