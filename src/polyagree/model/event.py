"""What happened: one entry of a log."""

from __future__ import annotations

from datetime import date, datetime

from attrs import Attribute, field, frozen
from attrs.validators import optional

from polyagree.clock import Duration, Quantity
from polyagree.errors import InvalidRecord
from polyagree.model._validators import day_of, each_not_blank, refers
from polyagree.model.disclosure import Viewers
from polyagree.model.happening import About, Place
from polyagree.model.ids import EventId, PersonId, Word, valid_id
from polyagree.model.people import People

__all__ = ["Event"]


@frozen(kw_only=True)
class Event:
    """
    An act that happened: when, who, what, with whom.

    Telling, asking, saying yes, waiving and testing are acts too, and point to
    what they are ``about``.

    Attributes:
        id: Its name, for whatever refers to it; ``None``: it has none.
        at: When: a day, or an instant. One without an offset is local to the
            document's zone; one with only a day happened some time that day.
        who: Who did it; empty: it merely happened.
        act: What.
        with_: Who took part as well.
        to: Who was told, asked or paid.
        about: What it was about.
        where: Where.
        how: In which manner.
        lasting: For how long.
        amount: How much.
        details: What was told.
        visible_to: Who may see it; empty: those in it.
    """

    id: EventId | None = field(default=None, validator=optional(valid_id))
    at: date | datetime
    who: tuple[PersonId, ...] = field(default=(), metadata=refers("person"))
    act: Word = field(metadata=refers("act", "happening", "power"))
    with_: People = ()
    to: People = ()
    about: About = field(default=(), metadata=refers("anything"))
    where: tuple[Place, ...] = ()
    how: tuple[str, ...] = field(default=(), validator=each_not_blank)
    lasting: Duration | None = None
    amount: Quantity | None = field(default=None)
    details: tuple[Word, ...] = field(default=(), metadata=refers("detail", "thing"))
    visible_to: Viewers = ()

    @amount.validator
    def _not_a_duration(
        self, attribute: Attribute[Quantity | None], value: Quantity | None
    ) -> None:
        if value is not None and value.kind == "duration":
            raise InvalidRecord(
                f"`{value}` is a length of time",
                field=attribute.name,
                help=f"write `lasting: {value}`",
                value=str(value),
            )

    @property
    def day(self) -> date:
        """The calendar day on which it happened, as it was written."""
        return day_of(self.at)

    @property
    def is_dated_only(self) -> bool:
        """Whether only the day is known, not the hour."""
        return not isinstance(self.at, datetime)
