"""Who may see a record, now and at other times."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import Attribute, field, frozen

from polyagree.errors import InvalidPeople
from polyagree.model.people import People, PeopleTerm

__all__ = ["Disclosure", "Viewers", "viewers_on"]


@frozen(kw_only=True)
class Disclosure:
    """
    Some people who may see a record for a time, and not before or after it.

    Attributes:
        people: Who.
        from_: The first day on which they may; ``None``: they always could.
        until: The last day on which they may; ``None``: they still can.

    Raises:
        InvalidPeople: If it names nobody or no day, or ends before it begins.
    """

    people: People = field()
    from_: date | None = None
    until: date | None = field(default=None)

    @people.validator
    def _somebody(self, attribute: Attribute[People], value: People) -> None:
        if not value:
            raise InvalidPeople("nobody is named in `people`", field=attribute.name)

    @until.validator
    def _a_time(self, attribute: Attribute[date | None], value: date | None) -> None:
        if value is None and self.from_ is None:
            raise InvalidPeople(
                "neither `from` nor `until` says when they may see it",
                field="from_",
                help="add one of them, or write the people alone",
            )
        if value is not None and self.from_ is not None and value < self.from_:
            raise InvalidPeople(
                f"the last day, {value}, is before the first, {self.from_}",
                field=attribute.name,
            )

    def is_on(self, day: date | None) -> bool:
        """Return whether it is sure that they may see it on *day*; ``None``: on no day."""
        return day is not None and (self.from_ or date.min) <= day <= (self.until or date.max)


Viewers = tuple[PeopleTerm | Disclosure, ...]


def viewers_on(viewers: Iterable[PeopleTerm | Disclosure], day: date | None) -> People:
    """Return the people among *viewers* who may see the record on *day*, as it names them."""
    found: list[PeopleTerm] = []
    for each in viewers:
        if not isinstance(each, Disclosure):
            found.append(each)
        elif each.is_on(day):
            found.extend(each.people)
    return tuple(found)
