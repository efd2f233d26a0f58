"""People."""

from __future__ import annotations

from attrs import field, frozen
from attrs.validators import optional

from polyagree.model._validators import not_blank
from polyagree.model.ids import PersonId, valid_id
from polyagree.model.people import People

__all__ = ["Person"]


@frozen(kw_only=True)
class Person:
    """
    Somebody.

    Attributes:
        id: Their key in the document.
        name: What they are called.
        pronouns: Which pronouns they use; ``None``: not said.
        visible_to: Who may know of them; empty: everyone who may see the document.
    """

    id: PersonId = field(validator=valid_id)
    name: str = field(validator=not_blank)
    pronouns: str | None = field(default=None, validator=optional(not_blank))
    visible_to: People = ()
