"""People."""

from __future__ import annotations

from attrs import Attribute, field, frozen
from attrs.validators import optional

from polyagree.clock import Day
from polyagree.errors import InvalidPeople
from polyagree.model._validators import a_zone, not_blank
from polyagree.model.disclosure import Viewers
from polyagree.model.ids import PersonId, valid_id

__all__ = ["Person"]


@frozen(kw_only=True)
class Person:
    """
    Somebody.

    Attributes:
        id: Their key in the document.
        name: What they are called.
        pronouns: Which pronouns they use; ``None``: not said.
        timezone: The zone of their clock, as in ``Europe/Lisbon``, where it is not the document's.
        birthday: The day of the year on which they were born; ``None``: not said.
        visible_to: Who may know of them; empty: everyone who may see the document.
    """

    id: PersonId = field(validator=valid_id)
    name: str = field(validator=not_blank)
    pronouns: str | None = field(default=None, validator=optional(not_blank))
    timezone: str | None = field(default=None, validator=optional(a_zone))
    birthday: Day | None = field(default=None)
    visible_to: Viewers = ()

    @birthday.validator
    def _a_day_of_the_year(self, attribute: Attribute[Day | None], value: Day | None) -> None:
        if value is not None and value.month is None:
            raise InvalidPeople(
                f"`{value}` is not a day of the year",
                field=attribute.name,
                help="write the month and the day: `03-14`",
                value=str(value),
            )
