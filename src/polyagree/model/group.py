"""Households and other groups."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from attrs import Attribute, field, frozen

from polyagree.errors import InvalidPeople
from polyagree.model._validators import refers
from polyagree.model.disclosure import Viewers
from polyagree.model.ids import GroupId, PersonId, Word, valid_id

__all__ = ["Group", "Member"]


@frozen(kw_only=True)
class Member:
    """
    That somebody belongs to a group, perhaps for a time.

    Attributes:
        who: Who.
        from_: Their first day in it; ``None``: as long as the group.
        until: Their last day in it; ``None``: as long as the group.
    """

    who: PersonId = field(metadata=refers("person"))
    from_: date | None = None
    until: date | None = field(default=None)

    @until.validator
    def _after_the_beginning(self, attribute: Attribute[date | None], value: date | None) -> None:
        if value is not None and self.from_ is not None and value < self.from_:
            raise InvalidPeople(
                f"`{self.who}` leaves on {value}, before joining on {self.from_}",
                field=attribute.name,
            )

    def is_on(self, day: date) -> bool:
        """Return whether they belong to it on *day*, as far as they themselves are concerned."""
        return (self.from_ or date.min) <= day <= (self.until or date.max)


def _members(value: Iterable[Member | str]) -> tuple[Member, ...]:
    return tuple(each if isinstance(each, Member) else Member(who=PersonId(each)) for each in value)


def _overlap(before: Member, after: Member) -> bool:
    return (before.until or date.max) >= (after.from_ or date.min)


@frozen(kw_only=True)
class Group:
    """
    Several people who are something together: a household, a family, a circle.

    In code, an id may stand for a member who belongs to it all the time.

    Attributes:
        id: Its key in the document.
        kind: What it is, such as ``household``.
        members: Who belongs to it. Somebody may leave and come back.
        from_: Its first day; ``None``: not said.
        until: Its last day; ``None``: it goes on.
        visible_to: Who may know of it; empty: its members.
    """

    id: GroupId = field(validator=valid_id)
    kind: Word = field(metadata=refers("group-kind"))
    members: tuple[Member, ...] = field(converter=_members)
    from_: date | None = None
    until: date | None = field(default=None)
    visible_to: Viewers = ()

    @members.validator
    def _somebody_and_once(
        self, attribute: Attribute[tuple[Member, ...]], value: tuple[Member, ...]
    ) -> None:
        if not value:
            raise InvalidPeople(f"nobody belongs to `{self.id}`", field=attribute.name)
        by_person: dict[PersonId, list[Member]] = {}
        for each in value:
            by_person.setdefault(each.who, []).append(each)
        for who, times in by_person.items():
            times.sort(key=lambda each: each.from_ or date.min)
            if any(_overlap(*both) for both in pairwise(times)):
                raise InvalidPeople(
                    f"`{who}` is named twice",
                    field=attribute.name,
                    help="keep one of them, or say with `from` and `until` when each time was",
                    value=who,
                )

    @until.validator
    def _after_its_beginning(self, attribute: Attribute[date | None], value: date | None) -> None:
        if value is not None and self.from_ is not None and value < self.from_:
            raise InvalidPeople(
                f"`{self.id}` ends on {value}, before it begins on {self.from_}",
                field=attribute.name,
            )

    @property
    def people(self) -> tuple[PersonId, ...]:
        """Everyone who ever belonged to it, each once, in the order of the document."""
        return tuple(dict.fromkeys(member.who for member in self.members))

    def is_on(self, day: date) -> bool:
        """Return whether the group exists on *day*."""
        began = self.from_ is None or self.from_ <= day
        return began and (self.until is None or day <= self.until)

    def people_on(self, day: date | None) -> tuple[PersonId, ...]:
        """Return who belongs to it on *day*; nobody if it does not exist then. ``None``: ever."""
        if day is None:
            return self.people
        if not self.is_on(day):
            return ()
        return tuple(dict.fromkeys(each.who for each in self.members if each.is_on(day)))
