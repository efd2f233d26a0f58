"""Charts of many series at once: all of a piece together, or step by step across series."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from attrs import frozen

from polyagree.drift._numpy import numpy_for
from polyagree.drift._packed import BITS, PIECE, SECONDS, Array, Packed, seconds_of

__all__ = ["Chart", "drawn_to", "evidence"]

#: How many series take a step together: their times stay in the cache.
_TOGETHER = 4096
#: What rounding can have made of a statistic, relative to the numbers in it.
_ROUNDING = 2.0**-46
#: More than this is not told apart, and less of it keeps an e-value what it promises.
_MUCH = 1e300


@frozen
class Chart:
    """
    A CUSUM of events in running time, the same for every series.

    Attributes:
        k: What it loses in a second.
        h: From where on it is an alarm.
        head_start: Where it begins.
    """

    k: float
    h: float
    head_start: float

    def first_alarms(self, packed: Packed, begins: Array) -> Array:
        """
        Return where among the keys each series that has an alarm has its first.

        The statistic is how far (events - k x time) is above its least so far. That
        is taken of whole pieces: since the keys of two series are farther apart than
        events can make up for, the least begins anew with each. Where rounding could decide,
        the series is walked as the chart of one series is.
        """
        np = numpy_for("a batch")
        runs = packed.runs
        found, unsure = [np.zeros(0, dtype=np.int64)], []
        for begin, end in self._pieces(packed):
            keys = packed.keys[begin:end]
            fallen = (keys - keys[0]).astype(np.float64)
            fallen *= -self.k
            fallen += np.arange(end - begin, dtype=np.float64)
            least = fallen
            if self.head_start:
                one, other = np.searchsorted(runs.starts, [begin, end])
                left = self.head_start - self.k * (runs.firsts[one:other] - begins[one:other])
                least = fallen.copy()
                least[runs.starts[one:other] - begin] -= np.maximum(left, 0)
            error = _ROUNDING * (abs(float(fallen[-1])) + end - begin + self.h)
            fallen -= np.minimum.accumulate(least)
            high = np.flatnonzero(fallen >= self.h - 1 - error)
            if len(high):
                ids = keys[high] >> np.uint64(BITS)
                first = high[np.append(True, ids[1:] != ids[:-1])]
                sure = fallen[first] >= self.h - 1 + error
                found.append(first[sure] + begin)
                unsure.append(first[~sure] + begin)
        if unsure and len(positions := np.concatenate(unsure)):
            which = np.searchsorted(runs.starts, positions, side="right") - 1
            walked = self._walked(
                packed.keys,
                runs.starts[which],
                runs.lengths[which],
                np.full(len(which), self.head_start),
                begins[which].astype(np.float64),
                every=False,
            )
            found.append(walked)
        return np.sort(np.concatenate(found))

    def every_alarm(self, packed: Packed, firsts: Array) -> Array:
        """Return where every alarm is, when after each, from *firsts* on, it starts anew at 0."""
        np = numpy_for("a batch")
        runs = packed.runs
        which = np.searchsorted(runs.starts, firsts, side="right") - 1
        ends = runs.starts[which] + runs.lengths[which]
        later = self._walked(
            packed.keys,
            firsts + 1,
            ends - firsts - 1,
            np.zeros(len(firsts)),
            seconds_of(packed.keys[firsts]).astype(np.float64),
            every=True,
        )
        return np.sort(np.concatenate([firsts, later]))

    def _pieces(self, packed: Packed) -> Iterator[tuple[int, int]]:
        """Yield pieces of whole series; one that is too long for its neighbours is alone."""
        np = numpy_for("a batch")
        if not len(packed):
            return
        runs = packed.runs
        most = self.k * (SECONDS - int(runs.lasts.max())) / 2 - self.head_start
        alone = np.flatnonzero(runs.lengths > most)
        ends = runs.starts + runs.lengths
        at = np.searchsorted(runs.starts, np.arange(0, len(packed), PIECE), side="right") - 1
        edges = np.unique(
            np.concatenate([runs.starts[at], runs.starts[alone], ends[alone], ends[-1:]])
        ).tolist()
        yield from pairwise(edges)

    def _walked(
        self,
        keys: Array,
        starts: Array,
        lengths: Array,
        values: Array,
        times: Array,
        *,
        every: bool,
    ) -> Array:
        """Return where the alarms are, by the steps of the chart of one series."""
        np = numpy_for("a batch")
        found = [np.zeros(0, dtype=np.int64)]
        done = np.zeros(len(starts), dtype=bool)
        for which, at in _steps(starts, lengths):
            now = seconds_of(keys[at]).astype(np.float64)
            value = np.maximum(0.0, values[which] - self.k * (now - times[which])) + 1
            alarm = value >= self.h
            if not every:
                alarm &= ~done[which]
                done[which] |= alarm
            found.append(at[alarm])
            value[alarm] = 0
            values[which] = value
            times[which] = now
        return np.concatenate(found)


def _steps(starts: Array, lengths: Array) -> Iterator[tuple[Array, Array]]:
    """Yield, step by step, which series have one more event, and where among the keys it is."""
    np = numpy_for("a batch")
    order = np.argsort(-lengths, kind="stable")
    for begin in range(0, len(order), _TOGETHER):
        which = order[begin : begin + _TOGETHER]
        shorter = -lengths[which]
        for step in range(int(lengths[which[0]])):
            longer = which[: np.searchsorted(shorter, -step)]
            yield longer, starts[longer] + step


def evidence(
    packed: Packed, begins: Array, *, per_second: float, multiples: tuple[float, ...]
) -> Array:
    """
    Return the Shiryaev-Roberts statistic of each series at its last event, in seconds.

    One row for each of *multiples* of the pace *per_second*. Between events it is
    drawn to where it stays, and at each event it is multiplied.
    """
    np = numpy_for("a batch")
    runs, many = packed.runs, np.asarray(multiples)[:, None]
    values = np.zeros((len(multiples), len(runs.starts)))
    times = begins.astype(np.float64)
    for which, at in _steps(runs.starts, runs.lengths):
        now = seconds_of(packed.keys[at]).astype(np.float64)
        drawn = _drawn(values[:, which], now - times[which], per_second, many)
        values[:, which] = np.minimum(drawn * many, _MUCH)
        times[which] = now
    return values


def drawn_to(
    values: Array, passed: Array, *, per_second: float, multiples: tuple[float, ...]
) -> Array:
    """Return :func:`evidence` after so many seconds more without an event."""
    np = numpy_for("a batch")
    return _drawn(values, passed, per_second, np.asarray(multiples)[:, None])


def _drawn(values: Array, passed: Array, per_second: float, many: Array) -> Array:
    np = numpy_for("a batch")
    rest = 1 / (per_second * (many - 1))
    return rest - (rest - values) * np.exp(-passed / rest)
