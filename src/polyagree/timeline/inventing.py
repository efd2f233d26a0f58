"""Events that might happen: what would keep a norm, and what would break it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import chain, islice, product
from zoneinfo import ZoneInfo

from attrs import evolve

from polyagree.clock import Duration, Quantity, Size, falls_on, instant, local_day
from polyagree.errors import InvalidQuantity, InvalidTime
from polyagree.model import (
    ALWAYS,
    Condition,
    Done,
    Event,
    Happening,
    Named,
    Norm,
    People,
    PersonId,
    Place,
    Polycule,
    Role,
    Situation,
    Vocabulary,
    Word,
)
from polyagree.timeline.log import Entry
from polyagree.timeline.matching import Matcher
from polyagree.timeline.rules import Rule

__all__ = ["LONG", "Inventor", "OutOfReach", "as_written"]

_ANYONE = Role("anyone")
_MOST_DAYS = 400
_MOST = 60
_MINUTE = dt.timedelta(minutes=1)
#: So long lasts what has to go on for a while.
LONG = Duration(hours=4)


class OutOfReach(Exception):  # says what is the matter
    """No event can be thought of that would show it; the message says why."""


class Inventor:
    """
    Thinks of events in one document.

    Args:
        matcher: Holds them against descriptions.
        others: Whom people may do something with or to, the likeliest first.
    """

    def __init__(self, matcher: Matcher, others: Sequence[PersonId]) -> None:
        self._polycule = matcher.polycule
        self._matcher = matcher
        self._others = others

    def acts(
        self, rule: Rule, act: Happening | Norm, doers: Sequence[PersonId], after: dt.datetime
    ) -> Iterator[Event]:
        """
        Yield events that fall under *act*, done by *doers* soon after *after*.

        Args:
            rule: The norm for which they are.
            act: The description.
            doers: Who does it; several: together.
            after: Not sooner than this.
        """
        people = [each for each in self._others if each not in doers]
        withs, tos = list(_companies(act.with_, people)), list(_companies(act.to, people))
        at = as_written(_moment(act, after, self._polycule.zone), self._polycule)
        is_named = isinstance(act, Happening) and bool(act.who)
        where = _spot(act.where[:1], self._matcher.words)
        together = frozenset(doers) if len(doers) > 1 and not is_named else None
        for with_, to in islice(product(withs, tos), _MOST):
            event = Event(
                at=at,
                who=tuple(doers),
                act=act.act,
                with_=with_,
                to=to,
                about=act.about,
                where=where,
                how=act.how,
                lasting=None if act.lasting is None else _size(act.lasting).duration,
                # How long it takes, an event says under `lasting`.
                amount=None
                if act.amount is None or act.amount.quantity.duration is not None
                else _size(act.amount),
                details=() if act.details is None else act.details.required,
            )
            if self._matcher.matches(
                evolve(act, nth=None),
                Entry.of(event, self._polycule, len(self._polycule.events)),
                parties=rule.case.standing.parties,
                bearer=rule.case.who if is_named else doers[0] if len(doers) == 1 else None,
                side=together,
            ):
                yield event

    def act(
        self, rule: Rule, act: Happening, doers: Sequence[PersonId], after: dt.datetime
    ) -> Event:
        """
        Return the first event that :meth:`acts` would yield, by others if *act* names them.

        Where anyone may do it, that is somebody else first.

        Raises:
            OutOfReach: If there is none.
        """
        own, others = self.acts(rule, act, doers, after), self.acts_of_others(rule, act, after)
        for event in chain(*((others, own) if _ANYONE in act.who else (own, others))):
            return event
        raise OutOfReach(f"no event shows `{act.act}`")

    def acts_of_others(self, rule: Rule, act: Happening, after: dt.datetime) -> Iterator[Event]:
        """Yield what :meth:`acts` does, by others or by all together, if *act* names them."""
        if not act.who:
            return
        parties = rule.case.standing.parties
        for person in dict.fromkeys((*parties, *self._others)):
            if person not in rule.who:
                yield from self.acts(rule, act, (person,), after)
        yield from self.acts(rule, act, parties, after)

    def shown(self, condition: Condition, rule: Rule, at: dt.datetime) -> Iterator[Event]:
        """
        Yield what has to happen so that *condition* holds at *at*.

        Raises:
            OutOfReach: If no log can show it.
        """
        start = at - dt.timedelta(hours=1)
        match condition:
            case Situation() if condition == ALWAYS:
                return
            case Situation(word=word) if _is_act(word, self._matcher):
                yield from self.shown(Happening(act=word), rule, at)
            case Happening() | Done(done=Happening()):
                happening = condition if isinstance(condition, Happening) else condition.done
                event = self.act(rule, happening, rule.who[:1], start)
                yield event if event.lasting is not None else evolve(event, lasting=LONG)
            case _:
                raise OutOfReach("it hangs on something that no log shows")


def _is_act(word: str, matcher: Matcher) -> bool:
    entry = matcher.words.get(word)
    return entry is not None and entry.kind in {"act", "happening"}


def _companies(wanted: People, people: Sequence[PersonId]) -> Iterator[People]:
    """Yield whom an event may name, so that it may be whom *wanted* means."""
    if not wanted:
        yield ()
        return
    for person in people:
        yield (Named(person),)
    yield tuple(Named(person) for person in people)
    yield tuple(term for term in wanted if isinstance(term, Named))


def _spot(where: Sequence[Place], words: Vocabulary) -> tuple[Place, ...]:
    """Return where an event may be, so that it is none of the places that are left out."""
    for place in where:
        for each in words.of_kind("place") if place.except_ else ():
            wider = {*words.wider(each)}
            if each != place.place and place.place in wider and wider.isdisjoint(place.except_):
                return (Place(Word(each)),)
    return tuple(where)


def _size(size: Size) -> Quantity:
    """Return a quantity that is *size*."""
    quantity = size.quantity
    if size.comparison not in {"over", "under"}:
        return quantity
    more = 1 if size.comparison == "over" else -1
    if quantity.duration is not None:
        length = quantity.duration
        longer = (
            evolve(length, nights=length.nights + 1)
            if length.nights
            else evolve(length, minutes=length.minutes + 1)
        )
        return Quantity(duration=longer if more > 0 else Duration(minutes=1))
    if quantity.amount is not None:
        try:
            return evolve(quantity, amount=max(quantity.amount + more, quantity.amount / 2))
        except InvalidQuantity as error:
            raise OutOfReach("so much nobody counts") from error
    return quantity if quantity.number is None else evolve(quantity, number=quantity.number + more)


def _moment(act: Happening | Norm, after: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """Return a time after *after* on the days and at the hours of *act*."""
    soon = (after + _MINUTE).replace(microsecond=0)
    if not act.days and act.hours is None and not act.months:
        return soon
    times = [dt.time(12), dt.time(20), dt.time(23, 30), dt.time(2), dt.time(7)]
    if act.hours is not None and act.hours.start is not None:
        times.insert(0, act.hours.start)
    day = local_day(soon, zone)
    for ahead in range(_MOST_DAYS):
        for time in times:
            try:
                at = instant(dt.datetime.combine(day + dt.timedelta(days=ahead), time), zone)
            except (InvalidTime, OverflowError):
                break
            if at > after and falls_on(at, zone, days=act.days, hours=act.hours, months=act.months):
                return at
    raise OutOfReach("no such day comes soon")


def as_written(at: dt.datetime, polycule: Polycule) -> dt.datetime:
    """Return *at* as the document tells times: on its wall clock, or with an offset."""
    for event in polycule.events:
        if isinstance(event.at, dt.datetime):
            if event.at.tzinfo is not None:
                return at.astimezone(event.at.tzinfo)
            break
    return at.astimezone(polycule.zone).replace(tzinfo=None, fold=0)
