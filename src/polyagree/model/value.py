"""Shared principles."""

from __future__ import annotations

from attrs import field, frozen

from polyagree.model._validators import not_blank, refers
from polyagree.model.disclosure import Viewers
from polyagree.model.ids import PersonId, ValueId, valid_id
from polyagree.model.noted import Noted

__all__ = ["Value"]


@frozen(kw_only=True)
class Value:
    """
    A principle that people share. It is cited, never evaluated.

    Attributes:
        id: Its key in the document.
        means: What it means to them, in their words.
        held_by: Who holds it; empty: not said.
        noted: Findings about it that were thought over.
        visible_to: Who may see it; empty: those who hold it.

    Source:
        B5, B6.
    """

    id: ValueId = field(validator=valid_id)
    means: str = field(validator=not_blank)
    held_by: tuple[PersonId, ...] = field(default=(), metadata=refers("person"))
    noted: tuple[Noted, ...] = ()
    visible_to: Viewers = ()
