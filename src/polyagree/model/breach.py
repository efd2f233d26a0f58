"""That an agreement was not kept."""

from __future__ import annotations

import datetime as dt

from attrs import Attribute, field, frozen
from attrs.validators import optional

from polyagree.errors import InvalidRecord
from polyagree.model._validators import not_blank, refers, repeated
from polyagree.model.disclosure import Viewers
from polyagree.model.ids import BreachId, EventId, PersonId, Word, valid_id
from polyagree.model.noted import Noted

__all__ = ["Breach", "Impact"]


@frozen(kw_only=True)
class Impact:
    """
    What a breach did to somebody.

    Attributes:
        who: To whom.
        says: In their words.
    """

    who: PersonId = field(metadata=refers("person"))
    says: str = field(validator=not_blank)


@frozen(kw_only=True)
class Breach:
    """
    That something agreed was not kept.

    Attributes:
        id: Its key in the document.
        of: The clauses or boundaries that were not kept.
        by: Who did not keep them; empty: not said.
        event: The events in which; empty: none is recorded.
        date: When; ``None``: see the event, or not said.
        discovered: When it became known; ``None``: not said.
        cause: Out of which causes.
        says: What happened, in words; ``None``: not said.
        impact: What it did, per person.
        noted: Findings about it that were thought over.
        visible_to: Who may see it; empty: the parties of its agreements; of a boundary its holder,
            and whoever did not keep it and may see it.

    Source:
        C2, D2, D3.
    """

    id: BreachId = field(validator=valid_id)
    of: tuple[str, ...] = field(metadata=refers("clause", "boundary", "agreement"))
    by: tuple[PersonId, ...] = field(default=(), metadata=refers("person"))
    event: tuple[EventId, ...] = field(default=(), metadata=refers("event"))
    date: dt.date | dt.datetime | None = None
    discovered: dt.date | dt.datetime | None = None
    cause: tuple[Word, ...] = field(default=(), metadata=refers("cause"))
    says: str | None = field(default=None, validator=optional(not_blank))
    impact: tuple[Impact, ...] = field(default=())
    noted: tuple[Noted, ...] = ()
    visible_to: Viewers = ()

    @of.validator
    def _of_something(self, attribute: Attribute[tuple[str, ...]], value: tuple[str, ...]) -> None:
        if not value:
            raise InvalidRecord(f"`{self.id}` is a breach of nothing", field=attribute.name)

    @impact.validator
    def _each_person_once(
        self, attribute: Attribute[tuple[Impact, ...]], value: tuple[Impact, ...]
    ) -> None:
        if (twice := repeated(each.who for each in value)) is not None:
            raise InvalidRecord(f"`{twice}` is named twice", field=attribute.name, value=twice)
