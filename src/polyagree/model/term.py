"""Words that a document defines for itself."""

from __future__ import annotations

from attrs import Attribute, field, frozen
from attrs.validators import optional

from polyagree.errors import InvalidId
from polyagree.model._validators import not_blank
from polyagree.model.disclosure import Viewers
from polyagree.model.ids import TermId, Word, valid_id
from polyagree.model.noted import Noted
from polyagree.model.people import People
from polyagree.model.vocabulary import WORD_KINDS, Form, WordEntry, WordKind

__all__ = ["Term"]

_OWNED = ("place", "thing", "detail")
"""Kinds of words for what somebody can have."""


@frozen(kw_only=True)
class Term:
    """
    A word with the meaning that these people give it.

    Attributes:
        id: The word.
        kind: What it is a word for, such as ``act`` or ``people``.
        kind_of: The wider word it belongs under; ``None``: to none.
        form: How an act counts: everyone in it does it (``mutual``), one does it to
            another (``directed``), or somebody does it, alone or not (``own``); see
            :data:`~polyagree.model.vocabulary.Form`.
        means: What it means, in their words; ``None``: not said.
        of: Whose it is, of a place, a thing or a detail; empty: not said.
        noted: Findings about it that were thought over.
        visible_to: Who may see it; empty: everyone who may see the document.

    Source:
        B5.
    """

    id: TermId = field(validator=valid_id)
    kind: WordKind = field()
    kind_of: Word | None = field(default=None)
    form: Form | None = field(default=None)
    means: str | None = field(default=None, validator=optional(not_blank))
    of: People = field(default=())
    noted: tuple[Noted, ...] = ()
    visible_to: Viewers = ()

    @kind.validator
    def _is_a_kind(self, attribute: Attribute[str], value: str) -> None:
        if value not in WORD_KINDS:
            raise InvalidId(
                f"`{value}` is not a kind of word",
                field=attribute.name,
                help="kinds are " + ", ".join(f"`{kind}`" for kind in WORD_KINDS),
                value=value,
            )

    @kind_of.validator
    def _not_itself(self, attribute: Attribute[str | None], value: str | None) -> None:
        if value == self.id:
            raise InvalidId(f"`{self.id}` is a kind of itself", field=attribute.name, value=value)

    @form.validator
    def _only_acts(self, attribute: Attribute[str | None], value: str | None) -> None:
        if value is not None and self.kind != "act":
            raise InvalidId(
                f"`{self.id}` is no act, so it has no form", field=attribute.name, value=value
            )

    @of.validator
    def _something_that_one_can_have(self, attribute: Attribute[People], value: People) -> None:
        if value and self.kind not in _OWNED:
            raise InvalidId(
                f"`{self.id}` is a word for {self.kind}, which is nobody's",
                field=attribute.name,
                help="leave `of` out; it goes with " + ", ".join(f"`{kind}`" for kind in _OWNED),
            )

    @property
    def entry(self) -> WordEntry:
        """The term as a word of a vocabulary."""
        return WordEntry(id=self.id, kind=self.kind, kind_of=self.kind_of, form=self.form)
