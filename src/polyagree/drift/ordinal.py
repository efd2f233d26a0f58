"""Scores of comfort at check-ins: a chart of how much likelier a shift makes each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import accumulate
from math import ceil, log

from attrs import frozen

from polyagree.drift._checks import between, finite, listed, positive, whole
from polyagree.drift._counting import CountingChart, in_turn
from polyagree.drift._lights import Lights
from polyagree.drift._numpy import numpy_for
from polyagree.drift.promises import Promise, parse
from polyagree.drift.steps import Step
from polyagree.errors import InvalidSeries

__all__ = [
    "LEAST",
    "Cusum",
    "Design",
    "arl",
    "baseline",
    "chance_of_alarm",
    "design",
    "shifted",
    "table",
    "weights",
]

#: How many check-ins a baseline needs at least.
LEAST = 8

#: How many states a chain may have before numpy computes it.
_SMALL = 120

#: How many states a chain may have at all.
_MOST = 3000

#: How far shares may miss 1: they are written with few digits.
_ROUNDED = 1e-6

#: Within how many check-ins a chance is computed.
_LONGEST = 100_000

#: How far the odds may shift, either way.
_FARTHEST = 1e12

#: What a threshold is looked for up to.
_HIGHEST = 2000


@frozen(kw_only=True)
class Design:
    """
    A chart, and what it promises.

    Attributes:
        levels: The scores, ascending.
        p0: The usual share of each.
        weights: What each adds to the statistic.
        h: Red from here on.
        mean_to_false_alarm: Check-ins to a false alarm, on average.
        delays: Check-ins to an alarm on average, by how many times the odds of a low score rose.
        chances: The chance of a false alarm, by within how many check-ins.
    """

    levels: tuple[float, ...]
    p0: tuple[float, ...]
    weights: tuple[int, ...]
    h: int
    mean_to_false_alarm: float
    delays: Mapping[float, float]
    chances: Mapping[int, float]

    def design_report(self) -> str:
        """Return what the chart promises, in plain words."""
        promises = ", ".join(
            f"{chance:.0%} within {checks}" for checks, chance in self.chances.items()
        )
        delays = ", ".join(
            f"{checks:.0f} when the odds of a low score are {times:.3g} times as high"
            for times, checks in self.delays.items()
        )
        return (
            f"about one false alarm in {self.mean_to_false_alarm:.0f} check-ins, which is an"
            f" average: the chance of one is {promises}; an alarm takes about {delays}"
        )


def shifted(p0: Sequence[float], *, odds_ratio_down: float = 3) -> tuple[float, ...]:
    """
    Return the shares when the odds of each "at most this score" are multiplied.

    Args:
        p0: The usual share of each score, the lowest first.
        odds_ratio_down: By how much; less than 1 is a shift to higher scores.

    Raises:
        InvalidSeries: If these are no shares, or the ratio is not above 0.

    Source:
        McCullagh 1980; Steiner, Cook & Farewell 1999.
    """
    shares = _shares(p0)
    positive(odds_ratio_down, "odds_ratio_down")
    between(odds_ratio_down, 1 / _FARTHEST, _FARTHEST, "odds_ratio_down")
    # From both ends, so that neither tail loses its digits.
    below = [0.0, *accumulate(shares)]
    above = [*accumulate([0.0, *reversed(shares)])][::-1]
    return tuple(
        odds_ratio_down
        * share
        / (
            (above[at] + odds_ratio_down * below[at])
            * (above[at + 1] + odds_ratio_down * below[at + 1])
        )
        for at, share in enumerate(shares)
    )


def weights(
    p0: Sequence[float], *, odds_ratio_down: float = 3, scale: float = 10
) -> tuple[int, ...]:
    """
    Return what each score adds: ten times the logarithm of how much likelier the shift makes it.

    Args:
        p0: The usual share of each score, the lowest first, none of them 0.
        odds_ratio_down: As in :func:`shifted`.
        scale: Instead of ten.

    Raises:
        InvalidSeries: If a share is 0, or the others cannot be meant.

    Source:
        Steiner, Cook & Farewell 1999; Hoehle 2010.
    """
    positive(scale, "scale")
    ratios = zip(_shares(p0), shifted(p0, odds_ratio_down=odds_ratio_down), strict=True)
    found = list[int]()
    for at, (usual, after) in enumerate(ratios):
        if usual == 0:
            raise InvalidSeries(
                f"`p0[{at}]` is 0, so that one such score would prove the shift",
                field="p0",
                help="`baseline` gives a score that was not seen yet a small share",
            )
        found.append(round(scale * log(after / usual)))
    return tuple(found)


def baseline(
    scores: Iterable[float],
    *,
    levels: Sequence[float] = (1, 2, 3, 4, 5),
    smoothing: float = 0.5,
) -> tuple[float, ...]:
    """
    Return the usual share of each score, from the first check-ins.

    Args:
        scores: Of at least eight check-ins, better twelve.
        levels: The possible scores, ascending.
        smoothing: What is added to the number of each, so that none is impossible.

    Raises:
        InvalidSeries: If there are fewer than eight, or a score is none of *levels*.

    Source:
        The mean of a Dirichlet posterior; Agresti, Categorical Data Analysis, section 1.6.
    """
    levels = [finite(level, "levels") for level in listed(levels, "levels")]
    _ascending(levels)
    positive(smoothing, "smoothing")
    seen = Counter(
        _level(score, levels, f"scores[{at}]") for at, score in enumerate(listed(scores, "scores"))
    )
    number = seen.total()
    if number < LEAST:
        raise InvalidSeries(
            f"`scores` has {number} check-ins, and a baseline needs at least {LEAST}",
            field="scores",
        )
    every = number + smoothing * len(levels)
    return tuple((seen[at] + smoothing) / every for at in range(len(levels)))


def arl(
    p0: Sequence[float],
    *,
    h: float,
    odds_ratio_down: float = 3,
    integer_weights: Sequence[int] | None = None,
    levels: Sequence[float] | None = None,
    head_start: float = 0,
) -> list[float]:
    """
    Return the mean number of check-ins to an alarm: without a change, and with one from the start.

    S becomes max(0, S + weight of the score) at each check-in; the alarm is at S >= h. Exact, by
    the chain of the values that S can take.

    Args:
        p0: The usual share of each score.
        h: The threshold.
        odds_ratio_down: The change: by how much the odds of a low score rise.
        integer_weights: One for each score; :func:`weights` if not said.
        levels: The scores, in the order of *p0*; ascending if not said.
        head_start: Where S begins, from 0 to below *h*.

    Raises:
        InvalidSeries: If a number cannot be meant, the chart can never alarm, or it has too
            many states.
        MissingExtra: If it has more than 120 states and there is no numpy.

    Source:
        Brook & Evans 1972; Steiner, Cook & Farewell 1999; Hoehle 2010.
    """
    p0, integer_weights = _arranged(p0, integer_weights, levels)
    after = shifted(p0, odds_ratio_down=odds_ratio_down)
    if integer_weights is None:
        integer_weights = weights(p0, odds_ratio_down=odds_ratio_down)
    chain = _chain(integer_weights, h=h, head_start=head_start, shares=p0)
    return [_mean_steps(chain, shares) for shares in (_shares(p0), after)]


def chance_of_alarm(
    p: Sequence[float],
    *,
    integer_weights: Sequence[int],
    h: float,
    checks: int,
    head_start: float = 0,
) -> float:
    """
    Return the chance of an alarm within so many check-ins.

    Args:
        p: The share of each score.
        integer_weights: What each adds.
        h: The threshold.
        checks: How many check-ins.
        head_start: Where the statistic begins.

    Raises:
        InvalidSeries: If a number cannot be meant, or the chart has too many states.
    """
    shares = _shares(p)
    if whole(checks, 1, "checks") > _LONGEST:
        raise InvalidSeries(
            f"`checks` is {checks!r}, and must be at most {_LONGEST}", field="checks"
        )
    chain = _chain(integer_weights, h=h, head_start=head_start, shares=shares)
    there = [1.0, *[0.0] * (len(chain) - 1)]
    alarmed = 0.0
    for _ in range(int(checks)):
        later = [0.0] * len(chain)
        for at, chance in enumerate(there):
            if chance:
                for share, to in zip(shares, chain[at], strict=True):
                    if to is None:
                        alarmed += chance * share
                    else:
                        later[to] += chance * share
        there = later
    return alarmed


def design(
    p0: Sequence[float],
    *,
    false_alarm: str | Promise = "1 in 104 check-ins",
    odds_ratio_down: float = 3,
    levels: Sequence[float] | None = None,
) -> Design:
    """
    Return the most sensitive chart that keeps a promise about false alarms.

    Args:
        p0: The usual share of each score.
        false_alarm: How rare one is to be, on average.
        odds_ratio_down: The change that it is to be quick to see.
        levels: The scores, in the order of *p0*; 1, 2, 3 … if not said.

    Raises:
        InvalidSeries: If the promise cannot be understood or kept, or a number cannot be meant.

    Source:
        Steiner, Cook & Farewell 1999; Hoehle 2010.
    """
    wanted = parse(false_alarm).in_number()
    p0 = listed(p0, "p0")
    scores = range(1, len(p0) + 1) if levels is None else listed(levels, "levels")
    p0, _ = _arranged(p0, None, scores)
    own = weights(p0, odds_ratio_down=odds_ratio_down)
    high = _threshold(p0, own, wanted)
    chain = _chain(own, h=high, head_start=0, shares=p0)
    ratios = (2, 3, 4) if odds_ratio_down > 1 else (1 / 2, 1 / 3, 1 / 4)
    return Design(
        levels=tuple(sorted(scores)),
        p0=tuple(p0),
        weights=own,
        h=high,
        mean_to_false_alarm=_mean_steps(chain, p0),
        delays={ratio: _mean_steps(chain, shifted(p0, odds_ratio_down=ratio)) for ratio in ratios},
        chances={
            checks: chance_of_alarm(p0, integer_weights=own, h=high, checks=checks)
            for checks in (26, 52, 104)
        },
    )


class Cusum(CountingChart):
    """
    A chart of scores at check-ins, for comfort that becomes lower than it used to be.

    S becomes max(0, S + weight of the score), red at *h*. Red is held until somebody
    acknowledges it. A score under an agreed floor needs no chart.

    Args:
        p0: The usual share of each score; ``None``: the first check-ins say it, and until there
            are enough the state is ``not enough recorded``.
        h: Red from here on; by *false_alarm* if not said.
        false_alarm: The promise, if *h* is not said.
        odds_ratio_down: The change that it is to be quick to see.
        integer_weights: What each score adds; :func:`weights` if not said.
        levels: The scores, in the order of *p0*.
        head_start: Where S begins, from 0 to below *h*.
        amber: Amber from here on, less than *h*, or a promise of its own in words.
        first: How many check-ins make the baseline if *p0* is not said, at least eight.
        smoothing: As in :func:`baseline`.

    Raises:
        InvalidSeries: If a number cannot be meant.

    Source:
        Steiner, Cook & Farewell 1999; Hoehle 2010.
    """

    def __init__(
        self,
        p0: Sequence[float] | None = None,
        *,
        h: float | None = None,
        false_alarm: str | Promise = "1 in 104 check-ins",
        odds_ratio_down: float = 3,
        integer_weights: Sequence[int] | None = None,
        levels: Sequence[float] = (1, 2, 3, 4, 5),
        head_start: float = 0,
        amber: float | str | Promise | None = None,
        first: int = 12,
        smoothing: float = 0.5,
    ) -> None:
        self._promise = parse(false_alarm)
        self._ratio = positive(odds_ratio_down, "odds_ratio_down")
        self._smoothing = positive(smoothing, "smoothing")
        self._first = whole(first, LEAST, "first")
        self._levels = tuple(sorted(finite(level, "levels") for level in listed(levels, "levels")))
        _ascending(self._levels)
        self._recorded: list[float] = []
        self._red, self._amber = h, amber
        self._weights: tuple[int, ...] | None = None
        self._p0: tuple[float, ...] | None = None
        if h is None and integer_weights is not None:
            raise InvalidSeries(
                "`integer_weights` need an `h` of their own",
                field="h",
                help="`arl` tells its promise",
            )
        if p0 is None:
            if head_start or integer_weights is not None:
                raise InvalidSeries("a head start and weights need `p0`", field="p0")
            super().__init__(red=1.0, amber=None, name="h")
            return
        shares, own = _arranged(p0, integer_weights, levels)
        amber, red = self._planned(shares, own)
        super().__init__(red=red, amber=amber, name="h", value=_start(head_start, red))

    @property
    def p0(self) -> tuple[float, ...] | None:
        """The usual share of each score, ascending; ``None``: not known yet."""
        return self._p0

    @property
    def h(self) -> float | None:
        """From where on it is red; ``None``: not known yet."""
        return self._lights.red if self._ready else self._red

    def update(self, score: float) -> Step:
        """
        Take in the next check-in.

        Args:
            score: One of *levels*.

        Raises:
            InvalidSeries: If it is none of them.
        """
        at = _level(score, self._levels, "score")
        self._count += 1
        if not self._ready or self._weights is None:
            self._recorded.append(score)
            if len(self._recorded) >= self._first:
                shares = baseline(self._recorded, levels=self._levels, smoothing=self._smoothing)
                amber, red = self._planned(shares, None)
                self._lights = Lights(amber=amber, red=red)
            self._step = self._say("not enough recorded")
            return self._step
        moved = max(0.0, self._value + self._weights[at])
        started = self._since if self._value > 0 and self._since is not None else self._count - 1
        return self._told(moved, float(started) if moved > 0 else None)

    def why(self) -> str:
        """Return what would turn it amber or red next, in a sentence."""
        if self._weights is None:
            missing = self._first - len(self._recorded)
            return f"the baseline needs {missing} more check-in{'s' * (missing > 1)}"
        if held := self._held("check-in"):
            return held
        return "; ".join(self._needs(level, colour) for colour, level in self._colours())

    @property
    def _ready(self) -> bool:
        return self._weights is not None

    def _planned(
        self, shares: Sequence[float], own: Sequence[int] | None
    ) -> tuple[float | None, float]:
        """Return amber and red, once the usual shares are known, and keep the weights."""
        added = weights(shares, odds_ratio_down=self._ratio) if own is None else tuple(own)
        if self._recorded:
            added = _usual(shares, added, self._ratio)
        self._p0, self._weights = tuple(shares), added
        red, amber = self._red, self._amber
        if max(added) <= 0 and self._recorded:
            # The usual score is the last one already: nothing can turn this amber or red.
            return None, 1.0 if red is None else red
        if isinstance(amber, str | Promise):
            if own is not None:
                raise InvalidSeries("`integer_weights` need `amber` as a number", field="amber")
            amber = self._kept(amber)
        return amber, self._kept(self._promise) if red is None else red

    def _kept(self, promise: str | Promise) -> float:
        """Return the threshold of a promise."""
        wanted = parse(promise).in_number()
        return float(_threshold(self._p0 or (), self._weights or (), wanted))

    def _needs(self, level: float, colour: str) -> str:
        added = self._weights or ()
        missing = level - self._value
        now = [
            score for score, weight in zip(self._levels, added, strict=True) if weight >= missing
        ]
        if now:
            scores = " or ".join(f"{score:g}" for score in now)
            return f"one more score of {scores} turns this {colour}"
        most = max(added)
        if most <= 0:
            return f"no score turns this {colour}"
        score = f"{self._levels[added.index(most)]:g}"
        return in_turn(
            ceil(missing / most), f"score of {score}", plural=f"scores of {score}", then=colour
        )


def table(
    data: Iterable[float],
    *,
    p0: Sequence[float] | None = None,
    h: float | None = None,
    false_alarm: str | Promise = "1 in 104 check-ins",
    odds_ratio_down: float = 3,
    integer_weights: Sequence[int] | None = None,
    levels: Sequence[float] = (1, 2, 3, 4, 5),
    head_start: float = 0,
    amber: float | str | Promise | None = None,
    first: int = 12,
    smoothing: float = 0.5,
    reset_on: Iterable[int] = (),
) -> tuple[Step, ...]:
    """
    Return how a :class:`Cusum` stands after each check-in.

    Args:
        data: The scores in their order.
        p0: As in :class:`Cusum`, like the others.
        reset_on: The check-ins, from 1, before which the chart starts anew.

    Raises:
        InvalidSeries: If a number cannot be meant, or a score is none of *levels*.
    """
    chart = Cusum(
        p0,
        h=h,
        false_alarm=false_alarm,
        odds_ratio_down=odds_ratio_down,
        integer_weights=integer_weights,
        levels=levels,
        head_start=head_start,
        amber=amber,
        first=first,
        smoothing=smoothing,
    )
    starts = {whole(each, 1, "reset_on") for each in listed(reset_on, "reset_on")}
    steps = list[Step]()
    for at, score in enumerate(listed(data, "data"), 1):
        if at in starts:
            chart.reset()
        steps.append(chart.update(score))
    return tuple(steps)


def _shares(p: Sequence[float]) -> list[float]:
    p = listed(p, "p0")
    if not p[1:]:
        raise InvalidSeries(f"`p0` has {len(p)} shares, and needs at least 2", field="p0")
    for at, share in enumerate(p):
        if not 0 <= finite(share, f"p0[{at}]") < 1:
            raise InvalidSeries(
                f"`p0[{at}]` is {share!r}, and must be from 0 to below 1", field="p0"
            )
    if abs(sum(p) - 1) > _ROUNDED:
        raise InvalidSeries(f"`p0` adds up to {sum(p):.6g}, and must to 1", field="p0")
    return [*map(float, p)]


def _ascending(levels: Sequence[float]) -> None:
    if not levels[1:] or [*levels] != sorted({*levels}):
        raise InvalidSeries(
            "`levels` must be at least two different scores, ascending", field="levels"
        )


def _level(score: float, levels: Sequence[float], name: str) -> int:
    if finite(score, name) not in levels:
        listed = ", ".join(f"{level:g}" for level in levels)
        raise InvalidSeries(f"`{name}` is {score!r}, and must be one of {listed}", field=name)
    return levels.index(score)


def _whole(integer_weights: Sequence[int], length: int) -> list[int]:
    integer_weights = listed(integer_weights, "integer_weights")
    if len(integer_weights) != length:
        raise InvalidSeries(
            f"`integer_weights` has {len(integer_weights)} for {length} scores",
            field="integer_weights",
        )
    for at, weight in enumerate(integer_weights):
        if finite(weight, f"integer_weights[{at}]") != int(weight):
            raise InvalidSeries(
                f"`integer_weights[{at}]` is {weight!r}, which is no whole number",
                field="integer_weights",
            )
    return [*map(int, integer_weights)]


def _arranged(
    p0: Sequence[float],
    integer_weights: Sequence[int] | None,
    levels: Sequence[float] | None,
) -> tuple[list[float], list[int] | None]:
    """Return shares and weights in the order of ascending scores."""
    shares = _shares(p0)
    own = None if integer_weights is None else _whole(integer_weights, len(shares))
    if levels is None:
        return shares, own
    levels = listed(levels, "levels")
    if len(levels) != len(shares):
        raise InvalidSeries(
            f"`levels` has {len(levels)} scores for {len(shares)} shares", field="levels"
        )
    order = sorted(range(len(levels)), key=lambda at: finite(levels[at], "levels"))
    _ascending([levels[at] for at in order])
    return [shares[at] for at in order], None if own is None else [own[at] for at in order]


def _threshold(p0: Sequence[float], own: Sequence[int], wanted: float) -> int:
    """Return the lowest threshold with *wanted* check-ins to a false alarm on average."""

    def mean(h: int) -> float:
        return _mean_steps(_chain(own, h=h, head_start=0, shares=p0), p0)

    low, high = 0, max(1, *own)
    while mean(high) < wanted:
        # In small steps: a chain that is too long without numpy is not to be needed on the way.
        low, high = high, high + max(10, high // 4)
        if high > _HIGHEST:
            raise InvalidSeries(
                f"no chart of these scores has {wanted:g} check-ins to a false alarm",
                field="false_alarm",
            )
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if mean(middle) >= wanted else (middle, high)
    return high


def _usual(p0: Sequence[float], own: Sequence[int], ratio: float) -> tuple[int, ...]:
    """
    Return the weights with none above 0 for the usual score and those on its good side.

    To a baseline of the lowest score alone, each further one would be a little evidence of a fall,
    since the smoothed shares expect others; somebody whose scores never change is to be left alone.
    """
    median = next(at for at, below in enumerate(accumulate(p0)) if below >= 1 / 2)
    good = range(median, len(p0)) if ratio > 1 else range(median + 1)
    return tuple(min(weight, 0) if at in good else weight for at, weight in enumerate(own))


def _start(head_start: float, h: float) -> float:
    positive(h, "h")
    if not 0 <= finite(head_start, "head_start") < h:
        raise InvalidSeries(
            f"`head_start` is {head_start!r}, and must be from 0 to below `h`, {h!r}",
            field="head_start",
        )
    return float(head_start)


def _chain(
    integer_weights: Sequence[int], *, h: float, head_start: float, shares: Sequence[float]
) -> list[list[int | None]]:
    """
    Return where each score leads from each value that S can take; ``None``: to an alarm.

    The head start is the first of them. Values are kept exactly: a sum of decimals may not slip
    past the threshold.
    """
    positive(h, "h")
    whole_weights = _whole(integer_weights, len(shares))
    start = Fraction(str(_start(head_start, h)))
    top = Fraction(str(h))
    places = {start: 0}
    chain = list[list[int | None]]()
    waiting = [start]
    for value in waiting:
        row = list[int | None]()
        for weight, share in zip(whole_weights, shares, strict=True):
            to = max(Fraction(0), value + weight)
            if to >= top:
                row.append(None)
                continue
            if share == 0:
                row.append(0)
                continue
            if to not in places:
                places[to] = len(places)
                waiting.append(to)
            row.append(places[to])
        chain.append(row)
        if len(places) > _MOST:
            raise InvalidSeries(
                f"the chart has more than {_MOST} states", field="h", help="use smaller weights"
            )
    _can_alarm(chain, shares)
    return chain


def _can_alarm(chain: Sequence[Sequence[int | None]], shares: Sequence[float]) -> None:
    """Refuse a chart that from somewhere on never alarms: its mean would be infinite."""
    before = [list[int]() for _ in chain]
    reached = list[int]()
    for at, row in enumerate(chain):
        for share, to in zip(shares, row, strict=True):
            if share == 0:
                continue
            if to is None:
                reached.append(at)
            else:
                before[to].append(at)
    found = {*reached}
    for at in reached:
        for earlier in before[at]:
            if earlier not in found:
                found.add(earlier)
                reached.append(earlier)
    if len(found) < len(chain):
        raise InvalidSeries("these weights never reach `h`: the chart would not alarm", field="h")


def _mean_steps(chain: Sequence[Sequence[int | None]], shares: Sequence[float]) -> float:
    """
    Return the mean number of steps from the first state to an alarm.

    States are taken out one after the other from the last; what remains in a state is one minus
    what leaves it, added up and never subtracted, so that nothing cancels however rare an alarm.

    Source:
        Grassmann, Taksar & Heyman 1985.
    """
    number = len(chain)
    # Column 0 is the alarm, column at + 1 the state at.
    moves = [[0.0] * (number + 1) for _ in chain]
    for at, row in enumerate(chain):
        for share, to in zip(shares, row, strict=True):
            moves[at][0 if to is None else to + 1] += share
    if number > _SMALL:
        return _mean_steps_by_numpy(moves)
    steps = [1.0] * number
    for out in range(number - 1, 0, -1):
        last = moves[out]
        leaving = sum(last[: out + 1])
        for at in range(out):
            if part := moves[at][out + 1] / leaving:
                steps[at] += part * steps[out]
                for to in range(out + 1):
                    moves[at][to] += part * last[to]
    return steps[0] / moves[0][0]


def _mean_steps_by_numpy(moves: Sequence[Sequence[float]]) -> float:
    np = numpy_for(f"a chart with {len(moves)} states")
    matrix = np.asarray(moves)
    steps = np.ones(len(moves))
    for out in range(len(moves) - 1, 0, -1):
        row = matrix[out, : out + 1]
        part = matrix[:out, out + 1] / row.sum()
        rows = part.nonzero()[0]
        steps[rows] += part[rows] * steps[out]
        matrix[rows, : out + 1] += np.outer(part[rows], row)
    return float(steps[0] / matrix[0, 0])
