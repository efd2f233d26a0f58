"""CON403: a number that is asked for and a number that is allowed, of which only one can be kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from math import inf

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.builtin.con._alike import Alike, alike
from polyagree.analyzers.builtin.con._covering import is_at_the_same_time, is_covered
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import NormAt
from polyagree.clock import Cadence, Day, Duration, Window
from polyagree.finding import Finding
from polyagree.model.ids import PersonId
from polyagree.model.norms import Obligation, Permission

_DAYS = {"day": 1, "week": 7, "month": 31, "season": 92, "quarter": 92, "year": 366}
"""How many days a window of the calendar has at most."""

_MONTHS = {"month": 1, "season": 3, "quarter": 3, "year": 12}


class LimitsExcludeEachOther(Analyzer):
    """
    One clause asks for an act more often than another one allows it.

    Each number was fine when it was written. Together they make a month in which
    whoever is bound by both breaks one of them, whatever they do.

    It compares duties that come again (`every`, `at_least`) with limits (`at_most`) on the same
    act or a wider one, for the same person, and says so only where the arithmetic leaves
    no way: a month has at most four whole weeks, so a duty for each week asks for
    four times in some month, and one for each Thursday for five. Other days, and some
    months only, are not counted. It does not add up several duties, lengths or amounts.

    It does not see what people skip by common consent.
    """

    code = "CON403"
    name = "limits-exclude-each-other"
    severity = "concern"
    source = "C2"
    message = "`{act}` is asked for {least}, and allowed {most} at most"
    help = "change one of the two numbers, or say that one does not count towards the other"
    cost = "joint"

    bad = Example(
        "each week, and twice a month at most",
        """
        agreements:
          ana-and-caro:
            parties: [ana, caro]
            clauses:
              weekly: {says: We see each other every week., norm: {must: date, who: ana, with: caro, every: week}}
          ana-and-ben:
            parties: [ana, ben]
            clauses:
              twice: {says: Two dates a month., norm: {may: date, who: ana, with: caro, at_most: 2, per: month}}
        """,
        at="agreements.ana-and-caro.clauses.weekly.norm[0]",
    )
    good = Example(
        "twice a month, and five times at most",
        """
        agreements:
          ana-and-caro:
            parties: [ana, caro]
            clauses:
              often: {says: We see each other twice a month., norm: {must: date, who: ana, with: caro, at_least: 2, per: month}}
          ana-and-ben:
            parties: [ana, ben]
            clauses:
              five: {says: Five dates a month., norm: {may: date, who: ana, with: caro, at_most: 5, per: month}}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        limits: dict[tuple[PersonId, str], list[Alike]] = {}
        for each in alike(limit for limit in context.norms(Permission) if _is_plain_limit(limit)):
            for person in each.first.bearers:
                limits.setdefault((person, each.first.act), []).append(each)
        if not limits:
            return
        for duties in alike(context.norms(Obligation)):
            excluded = list(_excluded(context, duties.first, limits))
            for duty in duties.norms:
                for limit, least in excluded:
                    yield self._found(duty, limit, least)

    def _found(self, duty: NormAt, limits: Alike, least: float) -> Finding:
        norm = limits.first.norm
        assert isinstance(norm, Permission)  # noqa: S101  # asked for by its type
        return self.finding(
            duty,
            evidence=[
                duty.evidence("asked for", duty.act),
                limits.evidence("allowed", f"{norm.at_most} per {norm.per}"),
            ],
            act=duty.act,
            least=_asked(least, norm.per),
            most=_in_words(norm.at_most),
        )


def _excluded(
    context: Context, duty: NormAt, limits: dict[tuple[PersonId, str], list[Alike]]
) -> Iterator[tuple[Alike, float]]:
    """Yield which of *limits* cannot be kept beside *duty*, and how often that asks for it."""
    seen: set[int] = set()
    for person in sorted(duty.bearers):
        for act in context.words.wider(duty.act):
            for each in limits.get((person, act), ()):
                limit = each.first
                least = _least(duty, limit)
                if id(each) in seen or least is None or least <= _most(limit):
                    continue
                if is_at_the_same_time(duty.norm, limit.norm) and is_covered(duty, limit, person):
                    seen.add(id(each))
                    yield each, least


def _asked(least: float, window: Window | None) -> str:
    if window is None or least == inf:
        return "again and again"
    return f"{_in_words(least)} in some {window.unit or window}"


def _in_words(times: object) -> str:
    return "once" if str(times) == "1" else f"{times} times"


def _is_plain_limit(limit: NormAt) -> bool:
    norm = limit.norm
    assert isinstance(norm, Permission)  # noqa: S101  # asked for by its type
    if norm.at_most is None or norm.per is None or norm.unless is not None:
        return False
    return norm.at_most.number is not None and norm.per.kind in {"calendar", "rolling", "ever"}


def _most(limit: NormAt) -> Decimal:
    norm = limit.norm
    assert isinstance(norm, Permission)  # noqa: S101  # asked for by its type
    assert norm.at_most is not None  # noqa: S101  # it is a limit
    return norm.at_most.number or Decimal(0)


def _least(duty: NormAt, limit: NormAt) -> float | None:
    """Return how often *duty* asks for its act in some window of *limit*, at the least."""
    norm, per = duty.norm, getattr(limit.norm, "per", None)
    assert isinstance(norm, Obligation)  # noqa: S101  # asked for by its type
    assert isinstance(per, Window)  # noqa: S101  # it is a limit
    times = _times(norm)
    if times is None or norm.months:
        return None
    count, every = times
    if norm.days and not (_is_one_weekday(norm.days) and every.unit == "week"):
        # Which of those days there are in a window, no division tells.
        return None
    if per.kind == "ever":
        # Whatever comes again passes any number, unless it ends.
        return None if norm.until is not None or norm.for_ is not None else inf
    wide = None if per.duration is not None and per.duration.elapsed else _length(per)
    if norm.days:
        # Each seventh day: of five Thursdays in some month, each is one.
        return None if wide is None else count * -(-wide // _DAYS["week"])
    if every.unit is not None and per.unit is not None:
        inside = _calendar(every.unit, per.unit)
        return None if inside is None else count * inside
    narrow = _length(every)
    if wide is None or narrow is None or narrow <= 0:
        return None
    return count * int(wide // narrow)


def _is_one_weekday(days: tuple[Day, ...]) -> bool:
    return len(days) == 1 and days[0].weekday is not None and days[0].nth is None


def _times(norm: Obligation) -> tuple[int, Cadence | Window] | None:
    """Return how often, and in which window, *norm* asks for its act."""
    if norm.every is not None:
        return 1, norm.every
    number = None if norm.at_least is None else norm.at_least.number
    if norm.per is None or number is None or norm.per.kind not in {"calendar", "rolling"}:
        return None
    return int(number), norm.per


def _calendar(narrow: str, wide: str) -> int | None:
    """Return how many whole windows *narrow* some window *wide* of the calendar has."""
    if narrow == wide:
        return 1
    if narrow in _MONTHS and wide in _MONTHS:
        return _MONTHS[wide] // _MONTHS[narrow] or None
    if narrow in _MONTHS:
        return None
    return _DAYS[wide] // _DAYS[narrow] or None


def _length(window: Cadence | Window) -> int | None:
    """Return how many days *window* has, a narrow one at most and a wide one at least of some."""
    if window.unit is not None:
        return _DAYS[window.unit]
    return None if window.duration is None else _days(window.duration)


def _days(duration: Duration) -> int:
    return (
        duration.years * 366
        + duration.months * 31
        + duration.weeks * 7
        + duration.days
        + duration.nights
        # What elapses is as much as the day that it begins.
        + -(-duration.elapsed // dt.timedelta(days=1))
    )
