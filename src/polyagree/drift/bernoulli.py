"""Does something happen more often than agreed, once each time? CUSUM charts of yes and no."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import lru_cache
from math import ceil, inf, log, log1p

from attrs import frozen

from polyagree.drift._checks import at_least, between, finite, listed, positive, whole
from polyagree.drift._counting import SummingChart
from polyagree.drift._exact import exactly, representable
from polyagree.drift._excursions import Walk, average_run_length, chance_within
from polyagree.drift.promises import Promise, parse
from polyagree.drift.steps import Step
from polyagree.errors import InvalidSeries

__all__ = ["Cusum", "Design", "arl", "chance_of_alarm_within", "design", "table"]

_LONG = 1e-9


def arl(
    p: float,
    *,
    h: float,
    p0: float | None = None,
    p1: float | None = None,
    weights: tuple[float, float] | None = None,
    head_start: float = 0,
) -> float:
    """
    Return the average run length of a CUSUM of yes and no: the mean number of times to its alarm.

    S = max(0, S + w), alarm at S >= h. With *p0* and *p1* the weight of a yes is
    ln(p1/p0) and of a no ln((1-p1)/(1-p0)); *p1* below *p0* makes the chart for
    fewer. With *weights* they are given, and taken as exact decimals: (9, -1).

    Args:
        p: The chance of a yes.
        h: The threshold, in the unit of the weights.
        p0: The chance that was agreed or is usual.
        p1: The chance to notice.
        weights: The weight of a yes and of a no, instead of *p0* and *p1*.
        head_start: Where S begins, from 0 and less than *h*.

    Raises:
        InvalidSeries: If a number cannot be meant.

    Source:
        Reynolds and Stoumbos (1999).
    """
    walk, start = _walk(p, h, p0, p1, weights, head_start)
    if not walk.chance(1 if walk.side == "upper" else 0):
        return inf
    return representable(average_run_length(walk, start), "the average run")


def chance_of_alarm_within(
    p: float,
    *,
    times: int,
    h: float,
    p0: float | None = None,
    p1: float | None = None,
    weights: tuple[float, float] | None = None,
    head_start: float = 0,
) -> float:
    """
    Return the chance that the CUSUM of :func:`arl` alarms at one of so many times.

    Args:
        p: The chance of a yes.
        times: How many.
        h: The threshold, in the unit of the weights.
        p0: The chance that was agreed or is usual.
        p1: The chance to notice.
        weights: The weight of a yes and of a no, instead of *p0* and *p1*.
        head_start: Where S begins, from 0 and less than *h*.

    Raises:
        InvalidSeries: If a number cannot be meant.
    """
    walk, start = _walk(p, h, p0, p1, weights, head_start)
    return chance_within(walk, start, whole(times, 0, "times"))


def _walk(  # noqa: PLR0917
    p: float,
    h: float,
    p0: float | None,
    p1: float | None,
    weights: tuple[float, float] | None,
    head_start: float,
) -> tuple[Walk, Fraction]:
    between(p, 0, 1, "p")
    positive(h, "h")
    _below(head_start, h)
    yes, no = _weights(p0, p1, weights)
    span = abs(yes - no)
    walk = Walk(
        chance=lambda n: (1 - p, p)[n] if n <= 1 else 0.0,
        chance_of_more=lambda n: (1.0, p)[n] if n <= 1 else 0.0,
        k=abs(no) / span,
        h=exactly(h, "h") / span,
        side="upper" if yes > 0 else "lower",
        at_h=1.0,
    )
    return walk, exactly(head_start, "head_start") / span


def _below(head_start: float, h: float) -> None:
    if at_least(head_start, 0, "head_start") >= h:
        raise InvalidSeries(
            f"`head_start` is {head_start!r}, and must be less than `h`, {h!r}",
            field="head_start",
        )


def _weights(
    p0: float | None, p1: float | None, weights: tuple[float, float] | None
) -> tuple[Fraction, Fraction]:
    if weights is not None:
        if p0 is not None or p1 is not None:
            raise InvalidSeries("give `weights`, or `p0` and `p1`", field="weights")
        pair = listed(weights, "weights")
        if len(pair) != 2:  # noqa: PLR2004
            raise InvalidSeries(
                "`weights` must be two numbers, of a yes and of a no", field="weights"
            )
        yes, no = (exactly(weight, "weights") for weight in pair)
        if yes * no >= 0:
            raise InvalidSeries(
                f"`weights` are {weights!r}, and one must lift the chart and one lower it",
                field="weights",
                help="for example (9, -1)",
            )
        return yes, no
    if p0 is None or p1 is None:
        raise InvalidSeries("`p0` and `p1` are needed, or `weights`", field="p0")
    for value, name in ((p0, "p0"), (p1, "p1")):
        if not 0 < finite(value, name) < 1:
            raise InvalidSeries(
                f"`{name}` is {value!r}, and must be more than 0 and less than 1", field=name
            )
    if p0 == p1:
        raise InvalidSeries(
            f"`p1` is {p1!r}, the same as `p0`, and there is nothing to notice", field="p1"
        )
    return (
        exactly(log(p1 / p0), "p1"),
        exactly(log1p(-p1) - log1p(-p0), "p1"),
    )


@frozen(kw_only=True)
class Design:
    """
    A chart of yes and no, made of words.

    Attributes:
        p0: The chance that was agreed or is usual.
        p1: The chance that the chart is made to notice.
        false_alarm: How rare a false alarm is, on average.
        h: Where the alarm is.
        amber: How rare a false amber is; ``None``: there is no amber.
        amber_h: Where amber begins.
    """

    p0: float
    p1: float
    false_alarm: Promise
    h: float
    amber: Promise | None = None
    amber_h: float | None = None

    @property
    def mean_to_false_alarm(self) -> float:
        """The mean number of times to a false alarm; at least what was promised."""
        return arl(self.p0, p0=self.p0, p1=self.p1, h=self.h)

    def expected_delay(self, p: float | None = None) -> float:
        """Return the mean number of times to the alarm once the chance is *p*; else *p1*."""
        return arl(self.p1 if p is None else p, p0=self.p0, p1=self.p1, h=self.h)

    def chance_of_false_alarm_within(self, times: int) -> float:
        """Return the chance of a false alarm at one of so many times."""
        return chance_of_alarm_within(self.p0, times=times, p0=self.p0, p1=self.p1, h=self.h)

    def cusum(self) -> Cusum:
        """Return a chart of this design."""
        return Cusum(self.h, p0=self.p0, p1=self.p1, amber=self.amber_h)

    def design_report(self) -> str:
        """Return what the chart promises, in plain words."""
        half = ceil(self.false_alarm.in_number() / 2)
        chance = self.chance_of_false_alarm_within(half)
        lines = [
            f"Usual: {self.p0:.0%} of the times; made for {self.p1:.0%}.",
            f"False alarms: {self.false_alarm} on average, or rarer.",
            f"The chance of one within {half} is {chance:.0%}.",
            f"It takes on average {self.expected_delay():.0f} times to notice {self.p1:.0%}.",
        ]
        if self.amber is not None:
            lines.append(f"Amber without a change: {self.amber} on average, or rarer.")
        lines.append("This holds where one time says nothing about the next.")
        return "\n".join(lines)


def design(
    p0: float,
    *,
    p1: float,
    false_alarm: str | Promise = "1 in 200 outings",
    amber: str | Promise | None = None,
) -> Design:
    """
    Return the chart with the least threshold that alarms falsely no more often than is said.

    Args:
        p0: The chance that was agreed or is usual.
        p1: The chance to notice.
        false_alarm: The promise, for example ``1 in 200 outings``.
        amber: The promise of the first threshold, for example ``1 in 50 outings``.

    Raises:
        InvalidSeries: If a number cannot be meant, or the promise is about time.
    """
    _weights(p0, p1, None)
    red = parse(false_alarm)
    first = None if amber is None else parse(amber, field="amber")
    if first is not None and first.in_number() >= red.in_number():
        raise InvalidSeries(
            f"amber is {first}, and must be more often than red, {red}", field="amber"
        )
    return Design(
        p0=float(p0),
        p1=float(p1),
        false_alarm=red,
        h=_threshold(float(p0), float(p1), red.in_number()),
        amber=first,
        amber_h=None if first is None else _threshold(float(p0), float(p1), first.in_number()),
    )


@lru_cache(maxsize=1024)
def _threshold(p0: float, p1: float, run: float) -> float:
    low, high = 0.0, 1.0
    while arl(p0, p0=p0, p1=p1, h=high) < run:
        low, high = high, high * 1.5
    while high - low > _LONG * high:
        middle = (low + high) / 2
        if arl(p0, p0=p0, p1=p1, h=middle) < run:
            low = middle
        else:
            high = middle
    return high


class Cusum(SummingChart):
    """
    Tells whether something happens more often than agreed, one yes or no at a time.

    Red is held until somebody acknowledges it. A time without a record is no
    “no”: leave it out.

    Args:
        h: Red, at S >= h.
        p0: The chance that was agreed or is usual.
        p1: The chance to notice.
        weights: The weight of a yes and of a no, instead of *p0* and *p1*.
        amber: Amber, at S >= amber; ``None``: there is no amber.
        head_start: Where S begins.

    Raises:
        InvalidSeries: If a number cannot be meant.

    Source:
        Reynolds and Stoumbos (1999).
    """

    def __init__(
        self,
        h: float,
        *,
        p0: float | None = None,
        p1: float | None = None,
        weights: tuple[float, float] | None = None,
        amber: float | None = None,
        head_start: float = 0,
    ) -> None:
        _below(head_start, positive(h, "h"))
        self._yes, self._no = _weights(p0, p1, weights)
        super().__init__(h=h, amber=amber, head_start=head_start)

    def update(self, happened: bool) -> Step:  # noqa: FBT001
        """
        Take in one more time.

        Raises:
            InvalidSeries: If it is neither yes nor no.
        """
        try:
            known = happened in {0, 1}
        except TypeError:  # it is a list, for instance
            known = False
        if not known:
            raise InvalidSeries(
                f"`happened` is {happened!r}, and must be true or false", field="happened"
            )
        return self._add(self._yes if happened else self._no)

    def why(self) -> str:
        """Return what would turn it amber or red next, in a sentence."""
        return self._held("time") or "; ".join(
            self._needs(missing, colour) for colour, missing in self._missing()
        )

    def _needs(self, missing: Fraction, colour: str) -> str:
        times = max(ceil(missing / max(self._yes, self._no)), 1)
        word = "yes" if self._yes > 0 else "no"
        if times == 1:
            return f"one more “{word}” would turn this {colour}"
        return f"{times} more “{word}” in a row would turn this {colour}"


def table(
    happened: Iterable[bool],
    *,
    h: float,
    p0: float | None = None,
    p1: float | None = None,
    weights: tuple[float, float] | None = None,
    amber: float | None = None,
    head_start: float = 0,
    reset_on: Sequence[int] = (),
) -> tuple[Step, ...]:
    """
    Return what a :class:`Cusum` says after each time.

    Args:
        happened: Yes or no, in order.
        h: Red, at S >= h.
        p0: The chance that was agreed or is usual.
        p1: The chance to notice.
        weights: The weight of a yes and of a no, instead of *p0* and *p1*.
        amber: Amber, at S >= amber.
        head_start: Where S begins.
        reset_on: Which times, from 1, begin anew.

    Raises:
        InvalidSeries: If one is neither yes nor no, or a number cannot be meant.
    """
    chart = Cusum(h, p0=p0, p1=p1, weights=weights, amber=amber, head_start=head_start)
    anew = {whole(each, 1, "reset_on") for each in listed(reset_on, "reset_on")}
    steps = []
    for time, yes in enumerate(listed(happened, "happened"), 1):
        if time in anew:
            chart.reset()
        steps.append(chart.update(yes))
    return tuple(steps)
