"""Aftercare and time set aside: what was promised of them, and what became of it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Literal, get_args

from attrs import frozen

from polyagree.model import Obligation, PersonId, Polycule, Vocabulary
from polyagree.practice.commitments import Commitment, commitments
from polyagree.practice.occurrences import Occurrence, Outcome, last_day, occurrences

__all__ = ["Kept", "KeptKind", "KeptMonth", "aftercare", "time_apart", "time_together"]

KeptKind = Literal["aftercare", "time together", "time apart"]

_AFTERCARE = "aftercare"
_APART = "time-apart"
_TOGETHER = ("time-together", "meet")


@frozen(kw_only=True)
class KeptMonth:
    """
    What became of one commitment in one month, for whom it bound.

    Attributes:
        clause: The clause as others refer to it, or the boundary.
        who: Whom it bound; several: together.
        month: The first day of the month in which its time was over.
        counts: How often which outcome was, the most often first.
    """

    clause: str
    who: tuple[PersonId, ...]
    month: dt.date
    counts: tuple[tuple[str, int], ...]

    def record(self) -> dict[str, object]:
        """Return it as one flat dictionary, with a number for each outcome."""
        counts = dict(self.counts)
        return {
            "clause": self.clause,
            "who": ", ".join(self.who),
            "month": self.month,
            **{each.replace(" ", "_"): counts.get(each, 0) for each in get_args(Outcome)},
        }


@frozen(kw_only=True)
class Kept:
    """
    What was promised of one kind, and what became of each time that it was owed.

    Attributes:
        kind: Of what kind.
        commitments: What is in force, with whom it binds.
        earlier: What no longer is, or not yet, in its wording.
        occurrences: What became of it, each time.
    """

    kind: KeptKind
    commitments: tuple[Commitment, ...]
    earlier: tuple[Commitment, ...]
    occurrences: tuple[Occurrence, ...]

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """How often which outcome was, the most often first."""
        return _counted(self.occurrences)

    def months(self) -> tuple[KeptMonth, ...]:
        """Return what became of it between people and over time, month by month."""
        found: dict[tuple[str, tuple[PersonId, ...], dt.date], list[Occurrence]] = {}
        for each in self.occurrences:
            if each.day is not None:
                key = each.clause, each.who, each.day.replace(day=1)
                found.setdefault(key, []).append(each)
        return tuple(
            KeptMonth(clause=clause, who=who, month=month, counts=_counted(found[key]))
            for key in sorted(found)
            for clause, who, month in [key]
        )

    def records(self) -> list[dict[str, object]]:
        """Return what became of it as flat records, one dictionary for each time."""
        return [{"kind": self.kind, **each.record()} for each in self.occurrences]

    def commitments_records(self) -> list[dict[str, object]]:
        """Return what is in force as flat records, one dictionary for each whom it binds."""
        return [{"kind": self.kind, **each.record()} for each in self.commitments]


def aftercare(polycule: Polycule, *, on: dt.date | None = None) -> Kept:
    """
    Return what was promised of aftercare, after a break too, and what became of it.

    Args:
        polycule: The document.
        on: The day up to whose end the log is looked at; ``None``: the last one on record.

    Source:
        C5, C11, C16.
    """
    words = polycule.vocabulary
    return _kept(polycule, "aftercare", lambda norm: words.is_kind_of(norm.act, _AFTERCARE), on)


def time_together(polycule: Polycule, *, on: dt.date | None = None) -> Kept:
    """
    Return what time was set aside to be together, and what became of it.

    It is whatever is promised of ``time-together`` or of meeting, with or among those who
    agreed. Aftercare is told by :func:`aftercare`.

    Args:
        polycule: The document.
        on: The day up to whose end the log is looked at; ``None``: the last one on record.

    Source:
        A11.
    """
    words = polycule.vocabulary
    return _kept(polycule, "time together", lambda norm: _is_together(norm, words), on)


def time_apart(polycule: Polycule, *, on: dt.date | None = None) -> Kept:
    """
    Return what time was set aside to be apart, and what became of it.

    Args:
        polycule: The document.
        on: The day up to whose end the log is looked at; ``None``: the last one on record.

    Source:
        A11.
    """
    words = polycule.vocabulary
    return _kept(polycule, "time apart", lambda norm: words.is_kind_of(norm.act, _APART), on)


def _kept(
    polycule: Polycule, kind: KeptKind, wanted: Callable[[Obligation], bool], on: dt.date | None
) -> Kept:
    day = last_day(polycule, on)
    found = tuple(commitments(polycule, wanted, with_steps=True))
    return Kept(
        kind=kind,
        commitments=tuple(each for each in found if each.is_in_force(day)),
        earlier=tuple(each for each in found if not each.is_in_force(day)),
        occurrences=tuple(occurrences(polycule, wanted, on=on)),
    )


def _counted(occurrences: Iterable[Occurrence]) -> tuple[tuple[str, int], ...]:
    found = Counter(each.outcome for each in occurrences)
    return tuple(sorted(found.items(), key=lambda each: (-each[1], each[0])))


def _is_together(norm: Obligation, words: Vocabulary) -> bool:
    if words.is_kind_of(norm.act, _AFTERCARE):
        return False
    if words.is_kind_of(norm.act, "time-together"):
        return True
    people = {str(each) for each in (*norm.who, *norm.with_)}
    among_them = bool(people & {"other parties", "all parties"})
    return among_them and any(words.is_kind_of(norm.act, each) for each in _TOGETHER)
