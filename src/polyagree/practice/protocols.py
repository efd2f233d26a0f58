"""Disclosure protocols: who tells whom about what, by when, and with which details."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

from attrs import frozen

from polyagree.clock import Duration
from polyagree.model import Details, Norm, Obligation, PersonId, Polycule, Vocabulary
from polyagree.practice.commitments import Commitment, commitments
from polyagree.practice.occurrences import last_day

__all__ = [
    "DisclosureProtocol",
    "ProtocolChange",
    "ProtocolDifference",
    "Sides",
    "compare_protocols",
    "is_protocol",
    "protocol_changes",
    "protocols",
    "sides",
]

WindowChange = Literal["the same", "sooner", "later", "not comparable"]
"""How one window stands to another: by the lengths of both, where these tell."""

_NONE = Details(as_asked=True)


@frozen(kw_only=True)
class DisclosureProtocol(Commitment):
    """
    What one person tells, to whom, about what, by when and with which details.

    It is a view of an ordinary clause: ``must: tell`` with ``details``, or with what it follows.

    Source:
        C3, C7.
    """

    @property
    def required(self) -> tuple[str, ...]:
        """What is always told."""
        return self._details.required

    @property
    def optional(self) -> tuple[str, ...]:
        """What may be told."""
        return self._details.optional

    @property
    def kept_private(self) -> tuple[str, ...]:
        """What is not told."""
        return self._details.kept_private

    @property
    def is_as_asked(self) -> bool:
        """Whether it is told as far as somebody asks."""
        return self.norm.details is not None and self.norm.details.as_asked

    @property
    def _details(self) -> Details:
        return self.norm.details or _NONE

    def record(self) -> dict[str, object]:
        """Return it as one flat dictionary."""
        return {
            **super().record(),
            "required": ", ".join(self.required),
            "optional": ", ".join(self.optional),
            "kept_private": ", ".join(self.kept_private),
            "is_as_asked": self.is_as_asked,
        }


@frozen(kw_only=True)
class ProtocolDifference:
    """
    How one protocol differs from another.

    Attributes:
        now_required: What only the second one asks for.
        no_longer_required: What only the first one asks for.
        now_private: What only the second one keeps private.
        no_longer_private: What only the first one keeps private.
        windows: The windows of both, as they are written.
        window: Whether the second one asks for it sooner.
    """

    now_required: tuple[str, ...] = ()
    no_longer_required: tuple[str, ...] = ()
    now_private: tuple[str, ...] = ()
    no_longer_private: tuple[str, ...] = ()
    windows: tuple[str, str]
    window: WindowChange

    @property
    def is_same(self) -> bool:
        """Whether both ask for the same, at the same time."""
        details = (self.now_required, self.no_longer_required)
        private = (self.now_private, self.no_longer_private)
        return not any((*details, *private)) and self.windows[0] == self.windows[1]

    def record(self) -> dict[str, object]:
        """Return it as one flat dictionary."""
        return {
            "now_required": ", ".join(self.now_required),
            "no_longer_required": ", ".join(self.no_longer_required),
            "now_private": ", ".join(self.now_private),
            "no_longer_private": ", ".join(self.no_longer_private),
            "window_before": self.windows[0],
            "window_after": self.windows[1],
            "window": self.window,
        }


@frozen(kw_only=True)
class Sides:
    """
    What one agreement asks each of its parties to tell about the same thing.

    Attributes:
        agreement: The agreement.
        follows: What it is told about; ``None``: the protocols do not say.
        asked: Each party, with the protocols that bind them; none: nothing is asked of them.
    """

    agreement: str
    follows: str | None
    asked: tuple[tuple[PersonId, tuple[DisclosureProtocol, ...]], ...]

    @property
    def is_even(self) -> bool:
        """Whether the same is asked of all of them."""
        return len({frozenset(map(_asks, found)) for _, found in self.asked}) <= 1

    def records(self) -> list[dict[str, object]]:
        """Return it as flat records, one dictionary for each party."""
        return [
            {
                "agreement": self.agreement,
                "follows": self.follows,
                "is_even": self.is_even,
                "who": who,
                "window": "; ".join(each.window for each in found),
                "required": "; ".join(", ".join(each.required) for each in found),
                "kept_private": "; ".join(", ".join(each.kept_private) for each in found),
                "protocols": len(found),
            }
            for who, found in self.asked
        ]


@frozen(kw_only=True)
class ProtocolChange:
    """
    A protocol that was put differently from a day on.

    Attributes:
        on: The day.
        clause: The clause.
        who: Whom it binds.
        before: How it was.
        after: How it has been since.
        difference: What changed.
    """

    on: dt.date
    clause: str
    who: tuple[PersonId, ...]
    before: DisclosureProtocol
    after: DisclosureProtocol
    difference: ProtocolDifference


def is_protocol(norm: Norm, words: Vocabulary) -> bool:
    """
    Return whether *norm* says how something is told.

    What is said of results belongs to a safer-sex plan, and no disclosure protocol.
    """
    return (
        isinstance(norm, Obligation)
        and words.is_kind_of(norm.act, "tell")
        and not words.is_kind_of(norm.act, "share-results")
        and (norm.details is not None or norm.after is not None)
    )


def protocols(
    polycule: Polycule, *, on: dt.date | None = None, all_wordings: bool = False
) -> tuple[DisclosureProtocol, ...]:
    """
    Return the disclosure protocols of a document, one for each whom they bind.

    Args:
        polycule: The document.
        on: The day on which they are in force; ``None``: the last one on record.
        all_wordings: Whether those that were in force on another day are wanted, too.

    Source:
        C3, C7.
    """
    day, words = last_day(polycule, on), polycule.vocabulary
    found = commitments(polycule, lambda norm: is_protocol(norm, words))
    return tuple(
        DisclosureProtocol(
            path=each.path,
            clause=each.clause,
            who=each.who,
            norm=each.norm,
            since=each.since,
            before=each.before,
        )
        for each in found
        if all_wordings or each.is_in_force(day)
    )


def sides(polycule: Polycule, *, on: dt.date | None = None) -> tuple[Sides, ...]:
    """
    Return what each agreement asks its parties to tell, beside one another.

    Args:
        polycule: The document.
        on: The day on which it is in force; ``None``: the last one on record.

    Source:
        C7.
    """
    asked: dict[tuple[str, str | None], dict[PersonId, list[DisclosureProtocol]]] = {}
    for each in protocols(polycule, on=on):
        agreement, _, clause = each.clause.partition(".")
        if clause:
            by_person = asked.setdefault((agreement, each.follows), {})
            for who in each.who:
                by_person.setdefault(who, []).append(each)
    return tuple(
        Sides(
            agreement=agreement,
            follows=follows,
            asked=tuple(
                (party, tuple(by_person.get(party, ())))
                for party in polycule.agreement(agreement).parties
            ),
        )
        for (agreement, follows), by_person in asked.items()
    )


def compare_protocols(one: DisclosureProtocol, other: DisclosureProtocol) -> ProtocolDifference:
    """Return how *other* differs from *one*, of another person, agreement or time."""
    return ProtocolDifference(
        now_required=_only(other.required, one.required),
        no_longer_required=_only(one.required, other.required),
        now_private=_only(other.kept_private, one.kept_private),
        no_longer_private=_only(one.kept_private, other.kept_private),
        windows=(one.window, other.window),
        window=_window_change(one, other),
    )


def protocol_changes(polycule: Polycule) -> Iterator[ProtocolChange]:
    """
    Yield how protocols were put differently over time, in the order of the document.

    Source:
        C7, C19.
    """
    courses: dict[tuple[str, tuple[PersonId, ...], str | None], list[DisclosureProtocol]] = {}
    for each in protocols(polycule, all_wordings=True):
        courses.setdefault((each.clause, each.who, each.follows), []).append(each)
    for (clause, who, _), wordings in courses.items():
        wordings.sort(key=lambda each: each.since or dt.date.min)
        for before, after in pairwise(wordings):
            difference = compare_protocols(before, after)
            if after.since is not None and not difference.is_same:
                yield ProtocolChange(
                    on=after.since,
                    clause=clause,
                    who=who,
                    before=before,
                    after=after,
                    difference=difference,
                )


def _asks(protocol: DisclosureProtocol) -> tuple[object, ...]:
    """Return what it asks for, without the person and the place."""
    details = protocol.required, protocol.optional, protocol.kept_private
    return (*(frozenset(each) for each in details), protocol.is_as_asked, protocol.window)


def _only(these: tuple[str, ...], not_these: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(each for each in these if each not in not_these)


def _window_change(one: DisclosureProtocol, other: DisclosureProtocol) -> WindowChange:
    if one.window == other.window:
        return "the same"
    first, second = one.norm.within, other.norm.within
    if first is None or second is None:
        return "not comparable"
    (least, most), (least_other, most_other) = _span(first), _span(second)
    if most_other < least:
        return "sooner"
    return "later" if most < least_other else "not comparable"


def _span(duration: Duration) -> tuple[dt.timedelta, dt.timedelta]:
    """Return how short and how long *duration* can be, on a clock that is never changed."""
    months, days = duration.whole_months, duration.whole_days
    least, most = (
        dt.timedelta(days=days + month * months) + duration.elapsed for month in (28, 31)
    )
    return least, most
