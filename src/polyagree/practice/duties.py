"""Duties that come again and again: whether they are kept, and how late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from math import ceil, log
from typing import NamedTuple
from zoneinfo import ZoneInfo

from attrs import frozen

from polyagree.clock import local_day
from polyagree.drift.bernoulli import design
from polyagree.drift.edetector import BoundedMeanDetector
from polyagree.drift.promises import Promise, parse
from polyagree.model import Obligation, PersonId, Polycule
from polyagree.practice.pattern import Pattern, too_little
from polyagree.practice.recorded import Recorded
from polyagree.practice.rewording import owed_late, reworded
from polyagree.practice.talks import Talks
from polyagree.practice.told import told
from polyagree.source import Path
from polyagree.timeline.instances import Instance
from polyagree.timeline.ledger import replay

__all__ = ["DutyInUse", "duties_in_use"]

ROUNDS = parse("1 in 104 rounds")
OFTEN = parse("1 in 26 rounds")

FEW = 8
"""Fewer rounds do not tell."""

USUAL = 0.2
"""One in five rounds may be missed without anything having changed."""

FADED = 0.5
"""Every other round missed is what is to be noticed."""

LATE = 0.1
"""A tenth of the time there is may be overrun on average."""

_TICK = dt.timedelta(microseconds=1)


@frozen(kw_only=True)
class DutyInUse:
    """
    A duty that came again and again, of one whom it binds.

    Attributes:
        path: Where it stands.
        clause: The clause as others refer to it, or the boundary.
        act: The act.
        who: Whom it binds; several: together.
        kept: How many rounds were kept.
        rounds: How many rounds are over.
        keeping: Whether it is kept less than it was.
        lateness: Whether it is done later than it was to be.
        was_kept_at_first: Whether it was mostly kept before that changed.
    """

    path: Path
    clause: str
    act: str
    who: tuple[PersonId, ...]
    kept: int
    rounds: int
    keeping: Pattern
    lateness: Pattern
    was_kept_at_first: bool


class _Round(NamedTuple):
    """
    One time that a duty was owed: when it was over, and how late it was, from 0 to 1.

    What comes round by the calendar and never was is missed, and not late.
    """

    day: dt.date
    is_kept: bool
    late: float | None


def duties_in_use(
    polycule: Polycule,
    *,
    recorded: Recorded,
    clauses: Iterable[str] | None = None,
    promise: Promise = ROUNDS,
) -> Iterator[DutyInUse]:
    """
    Yield the duties that were owed more than once, in the order of the document.

    What is owed after a break is left out, and so are rounds that were excused, paused,
    or of which the record leaves open whether they were kept. A round that was over
    while nothing at all was written down is one of these.

    Args:
        polycule: The document.
        recorded: When a record was kept, up to the day.
        clauses: Only these clauses and boundaries; ``None``: all.
        promise: How rare a false alarm is.

    Source:
        C16, B7.
    """
    ledger = replay(reworded(polycule, owed_late), until=recorded.on, clauses=clauses)
    found: dict[tuple[Path, tuple[PersonId, ...]], list[Instance]] = {}
    for instance in ledger.instances:
        norm = instance.norm
        if isinstance(norm, Obligation) and instance.until is not None and instance.is_sure:
            found.setdefault((instance.path, instance.who), []).append(instance)
    talks = Talks(polycule, recorded.on)
    words, acts = polycule.vocabulary, {event.act for event in polycule.events}
    for (path, who), instances in found.items():
        rounds = _recorded(
            sorted(_rounds(instances, polycule.zone), key=lambda each: each.day), recorded
        )
        if len(rounds) < 2:  # noqa: PLR2004  # one is no course
            continue
        clause, act = instances[-1].clause, instances[-1].norm.act
        about = talks.about(clause)
        if any(words.is_kind_of(each, act) for each in acts):
            keeping = _keeping(rounds, about, promise)
        else:
            # What nobody notes, nobody misses.
            keeping = too_little("keeping", len(rounds), f"no `{act}` was ever written down")
        yield DutyInUse(
            path=path,
            clause=clause,
            act=act,
            who=who,
            kept=sum(each.is_kept for each in rounds),
            rounds=len(rounds),
            keeping=keeping,
            lateness=_lateness(rounds, about, promise),
            was_kept_at_first=_was_kept(rounds, keeping.since),
        )


def _rounds(instances: Sequence[Instance], zone: ZoneInfo) -> Iterator[_Round]:
    for each in instances:
        if each.until is None or each.state in {"in force", "suspended", "released", "expired"}:
            continue
        if each.verdict in {"unknown", "pending", "presumably_violated"}:
            continue
        is_kept = each.state == "fulfilled"
        # A round that ends with a day is over on that day.
        late = 0.0 if is_kept else _late(each, each.until)
        yield _Round(local_day(each.until - _TICK, zone), is_kept, late)


def _recorded(rounds: Sequence[_Round], recorded: Recorded) -> list[_Round]:
    """Return *rounds* without those that were over while nothing at all was written down."""
    if not rounds:
        return []
    # What comes round every season needs a note no more often than that.
    apart = 2 * (rounds[-1].day - rounds[0].day) / max(len(rounds) - 1, 1)
    gaps = [
        (start, end)
        for start, end in recorded.gaps(rounds[0].day, recorded.on)
        if end - start > apart
    ]
    return [
        each
        for each in rounds
        if each.is_kept or not any(start <= each.day < end for start, end in gaps)
    ]


def _late(instance: Instance, until: dt.datetime) -> float | None:
    """
    Return how late what was not kept was done, as a share of the time there was.

    What follows something and was never done is as late as can be; what comes round by the
    calendar and never was has no lateness, and is ``None``.
    """
    late = next((e.at for e in instance.proof if e.fact == "done late" and e.at), None)
    if late is None:
        return 1.0 if instance.norm.after is not None else None
    allowed = max(until - (instance.since or until), dt.timedelta(hours=1))
    return min(max((late - until) / allowed, 0.0), 1.0)


def _keeping(rounds: Sequence[_Round], talks: Sequence[dt.date], promise: Promise) -> Pattern:
    if len(rounds) < FEW:
        return too_little("keeping", len(rounds), f"{len(rounds)} rounds are over, of {FEW}")
    plan = design(USUAL, p1=FADED, false_alarm=promise, amber=OFTEN)
    chart = plan.cusum()
    alarms = told(chart, [(each.day, not each.is_kept) for each in rounds], talks)
    step = chart.step
    since = None if step.state == "quiet" or step.since is None else int(step.since)
    return Pattern(
        kind="keeping",
        state=step.state,
        since=None if since is None else rounds[since].day,
        evidence=step.evidence,
        promise=str(promise),
        expected_false_alarms=len(rounds) / promise.in_number(),
        observed=len(rounds),
        before=_before(rounds, since, _kept) or "one missed in five",
        lately="" if since is None else _kept(rounds[since:]),
        why="" if step.state == "red" else _missed_in_words(plan.h - step.value),
        alarms=alarms,
    )


def _missed_in_words(missing: float) -> str:
    """Return how many more missed rounds would add so much to the chart."""
    rounds = max(ceil(missing / log(FADED / USUAL)), 1)
    more = "one more missed round" if rounds == 1 else f"{rounds} more missed rounds in a row"
    return f"{more} would turn it red"


def _before(
    rounds: Sequence[_Round], since: int | None, told: Callable[[Sequence[_Round]], str]
) -> str:
    """Return how it was before that, in words; empty if there is no before."""
    before = rounds if since is None else rounds[:since]
    return told(before) if before else ""


def _was_kept(rounds: Sequence[_Round], since: dt.date | None) -> bool:
    before = [each.is_kept for each in rounds if since is None or each.day < since]
    return len(before) >= FEW / 2 and sum(before) >= (1 - FADED) * len(before)


def _kept(rounds: Sequence[_Round]) -> str:
    return f"kept {sum(each.is_kept for each in rounds)} of {len(rounds)}"


def _lateness(rounds: Sequence[_Round], talks: Sequence[dt.date], promise: Promise) -> Pattern:
    timed = [each for each in rounds if each.late is not None]
    if len(timed) < FEW:
        return too_little("lateness", len(timed), f"{len(timed)} rounds have times, of {FEW}")
    chart = BoundedMeanDetector(LATE, threshold=promise.in_number(), amber=OFTEN.in_number())
    alarms = told(chart, [(each.day, each.late or 0.0) for each in timed], talks)
    step = chart.step
    since = None if step.state == "quiet" or step.since is None else int(step.since)
    return Pattern(
        kind="lateness",
        state=step.state,
        since=None if since is None else timed[since].day,
        evidence=step.evidence,
        promise=None if chart.promise is None else str(promise),
        expected_false_alarms=0.0 if chart.promise is None else len(timed) / chart.promise,
        observed=len(timed),
        before=_before(timed, since, _late_in_words) or "a tenth of the time overrun",
        lately="" if since is None else _late_in_words(timed[since:]),
        why=chart.withdrawn or "",
        alarms=alarms,
    )


def _late_in_words(rounds: Sequence[_Round]) -> str:
    late = sum(bool(each.late) for each in rounds)
    return f"late {late} of {len(rounds)}"
