"""How people, days, hours, events and norms are told in a page about a ledger."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from polyagree.clock import day_bounds
from polyagree.model import (
    Event,
    Happening,
    Named,
    Obligation,
    People,
    Permission,
    Polycule,
    Prohibition,
)

if TYPE_CHECKING:
    from polyagree.model import Norm

__all__ = ["Wording", "joined", "quoted"]

# Not from `strftime`, which speaks the language of the machine.
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_LONGEST_NAME = 40
_TWO = 2
_TICK = dt.timedelta(microseconds=1)


class Wording:
    """
    Tells of one document, on its wall clock.

    Args:
        polycule: The document.
        year: The year that goes without saying; ``None``: none does.
    """

    def __init__(self, polycule: Polycule, *, year: int | None = None) -> None:
        self.polycule = polycule
        self.zone = polycule.zone
        self.year = year
        names = Counter(person.name for person in polycule.people)
        #: Two of one name are told apart by what the document calls them.
        self._names: dict[str, str] = {
            person.id: person.name
            for person in polycule.people
            if person.name and names[person.name] == 1 and len(person.name) <= _LONGEST_NAME
        }

    # People

    def person(self, name: str) -> str:
        """Return what somebody is called; a word that is no person's id stays as it is."""
        return self._names.get(name, name)

    def people(self, names: Iterable[str]) -> str:
        """Return the names of some people: ``Ana, Ben and Caro``."""
        return joined([self.person(name) for name in names])

    def meant(self, terms: People) -> str:
        """Return whom some words of a document mean."""
        return joined(
            [
                self.person(term.name) if isinstance(term, Named) else _term_in_words(term)
                for term in terms
            ]
        )

    # Time

    def local(self, at: dt.datetime) -> dt.datetime:
        """Return an instant on the wall clock of the document."""
        try:
            return at.astimezone(self.zone)
        except OverflowError:
            # At the ends of the calendar no other clock can be told.
            return at

    def day_of(self, at: dt.datetime) -> dt.date:
        """Return the day of an instant."""
        return self.local(at).date()

    def is_first_of_day(self, at: dt.datetime) -> bool:
        """Return whether a day begins at an instant."""
        try:
            return day_bounds(self.day_of(at), self.zone).start == at
        except (ValueError, OverflowError):
            return False

    def day(self, day: dt.date) -> str:
        """Return a day as people say it: ``14 March``, with the year if it is another one."""
        text = f"{day.day} {_MONTHS[day.month - 1]}"
        return text if day.year == self.year else f"{text} {day.year}"

    def heading(self, day: dt.date) -> str:
        """Return a day with its weekday and its year."""
        month = _MONTHS[day.month - 1]
        return f"{_WEEKDAYS[day.weekday()]} {day.day} {month} {day.year}"

    def stretch(self, first: dt.date, last: dt.date) -> str:
        """Return a stretch of days, what both have in common once."""
        end = self.heading(last)
        if first == last:
            return end
        start = f"{_WEEKDAYS[first.weekday()]} {first.day}"
        if first.year != last.year:
            start = self.heading(first)
        elif first.month != last.month:
            start += f" {_MONTHS[first.month - 1]}"
        return f"{start} to {end}"

    def clock(self, at: dt.datetime) -> str:
        """Return the time of day of an instant; an hour that comes twice, with its offset."""
        local = self.local(at)
        text = f"{local:%H:%M:%S}" if local.second else f"{local:%H:%M}"
        if local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset():
            offset = f"{local:%z}"
            text += f" ({offset[:3]}:{offset[3:]})"
        return text

    def at(self, stamp: dt.date | dt.datetime) -> str:
        """Return when something is, as a part of a sentence."""
        if not isinstance(stamp, dt.datetime):
            return f"on {self.day(stamp)}"
        at = stamp if stamp.tzinfo is not None else stamp.replace(tzinfo=self.zone)
        return f"at {self.clock(at)} on {self.day(self.day_of(at))}"

    def until(self, end: dt.datetime | None) -> str:
        """
        Return until when something is to be done, given the first instant that is too late.

        A deadline that ends with a day is told by that day, whatever the microsecond.
        """
        if end is None:
            return "with no time set"
        return self._by(end, "by the end of")

    def due(self, norm: Norm, end: dt.datetime | None) -> str:
        """Return until when a duty is to be done; without a date, what it hangs on instead."""
        if end is not None or not isinstance(norm, Obligation):
            return self.until(end)
        if norm.by is not None:
            return f"by the {norm.by}" if norm.by.relation is not None else f"by {norm.by}"
        if norm.before is not None:
            return f"before {self._act(norm.before)}"
        if norm.every is not None:
            return f"every {norm.every}; since when, the document does not say"
        if norm.per is not None:
            return "in its time; since when, the document does not say"
        return self.until(end)

    def throughout(self, end: dt.datetime | None) -> str:
        """Return until when something is not to be done, given the first instant after it."""
        return "without an end" if end is None else self._by(end, "until the end of")

    def _by(self, end: dt.datetime, end_of: str) -> str:
        last = end - _TICK if self.local(end).microsecond == 1 else end
        if self.is_first_of_day(last):
            return f"{end_of} {self.day(self.day_of(last - _TICK))}"
        return f"until {self.clock(last)} on {self.day(self.day_of(last))}"

    # Events and norms

    def refusal(self, event: Event) -> str:
        """Return who refused something, and when; empty if *event* refuses nothing."""
        if "veto" not in self.polycule.vocabulary.wider(event.act) or not event.who:
            return ""
        return f"refused by {self.people(event.who)} on {self.day(event.day)}"

    def event(self, event: Event) -> str:
        """Return what happened, in the words of the document."""
        done = self._act(event)
        if event.lasting is not None:
            done += f", lasting {event.lasting}"
        if event.amount is not None:
            done += f", {event.amount}"
        if event.details:
            done += f" ({', '.join(event.details)})"
        return f"{self.people(event.who)}: {done}" if event.who else done

    def _act(self, act: Event | Happening) -> str:
        done = quoted(act.act)
        if act.with_:
            done += f" with {self.meant(act.with_)}"
        if act.to:
            done += f" to {self.meant(act.to)}"
        if act.about:
            done += f" about {joined([self._thing(each) for each in act.about])}"
        if act.where:
            done += f" at {joined([str(each) for each in act.where])}"
        if act.how:
            done += f", {', '.join(act.how)}"
        return done

    def _thing(self, about: str | Happening) -> str:
        if isinstance(about, Happening):
            who = f" by {self.meant(about.who)}" if about.who else ""
            return f"{self._act(about)}{who}"
        return self._names.get(about) or quoted(about)

    def asked(self, norm: Norm, parts: Sequence[tuple[Sequence[str], Sequence[str]]]) -> str:
        """
        Return what a norm asks for: *tell by Ana to Ben*.

        Args:
            norm: The norm.
            parts: Who, and to whom: one pair, or one for each of several who do it by themselves.
        """
        act = quoted(norm.act)
        if norm.with_ and [str(term) for term in norm.with_] != ["other parties"]:
            act += f" with {self.meant(norm.with_)}"
        if isinstance(norm, Prohibition):
            act = f"no {act}"
        elif isinstance(norm, Permission):
            act = f"room for {act}" if norm.at_most is None else f"at most {norm.at_most} {act}"
        elif norm.modal == "power":
            act = f"the power to {act}"
        if whom := self._each_to_the_others(parts):
            return f"{act} by {self.people(whom)}, each to the others"
        return f"{act}{','.join(dict.fromkeys(self._side(who, to) for who, to in parts))}"

    @staticmethod
    def _each_to_the_others(parts: Sequence[tuple[Sequence[str], Sequence[str]]]) -> list[str]:
        """Return who does something towards all others, where that is true of three or more."""
        towards: dict[str, set[str]] = {}
        for who, to in parts:
            if len(who) != 1:
                return []
            towards.setdefault(who[0], set()).update(to)
        everybody = {*towards}
        is_all = all(to == everybody - {who} for who, to in towards.items())
        return [*towards] if len(towards) > _TWO and is_all else []

    def _side(self, who: Sequence[str], to: Sequence[str]) -> str:
        by = f" by {self.people(who)}" if who else ""
        return f"{by} to {self.people(to)}" if to else by


def quoted(word: str) -> str:
    """Return a word of a document, marked as one."""
    return f"`{word}`"


def joined(parts: Sequence[str]) -> str:
    """Return several things as a part of a sentence."""
    if len(parts) < 2:  # noqa: PLR2004  # one needs no `and`
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def _term_in_words(term: object) -> str:
    people = getattr(term, "people", None)
    if people is None:
        return str(term)
    left_out = joined([str(each) for each in getattr(term, "except_", ())])
    return f"{joined([str(each) for each in people])} except {left_out}"
