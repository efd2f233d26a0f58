"""Events of many series in one array of whole numbers, and where each series begins in it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from attrs import frozen

from polyagree.drift._numpy import numpy_for
from polyagree.errors import InvalidSeries

__all__ = ["BITS", "PIECE", "SECONDS", "Array", "Packed", "Runs", "parts_of", "seconds_of"]

#: One of numpy's, which is not imported until it is used.
Array = Any

BITS = 36
SECONDS = 2**BITS
_SERIES = 2**28
#: How many events a piece has: what is made of them stays in the cache.
PIECE = 1 << 15
#: How many events are packed and sorted at once; more are taken some series at a time.
_MOST = 50_000_000


@frozen(kw_only=True, eq=False)
class Packed:
    """
    Events of many series, packed and sorted: by series, then by time.

    Attributes:
        keys: ``id << 36 | seconds`` of each, as ``uint64``.
    """

    keys: Array

    def __len__(self) -> int:
        return len(self.keys)

    @property
    def series(self) -> Array:
        """To which series each belongs."""
        return (self.keys >> self.keys.dtype.type(BITS)).astype("int64")

    @property
    def seconds(self) -> Array:
        """When each was."""
        return seconds_of(self.keys)

    @cached_property
    def runs(self) -> Runs:
        """Where each series begins and ends."""
        return Runs.of(self.keys)


def seconds_of(keys: Array) -> Array:
    """Return when the events of *keys* were."""
    return (keys & keys.dtype.type(SECONDS - 1)).view("int64")


@frozen(kw_only=True, eq=False)
class Runs:
    """
    Where each series is among sorted keys.

    Attributes:
        starts: Where each series begins.
        lengths: How many events it has.
        ids: Which it is.
        firsts: When its first event was, in seconds.
        lasts: When its last event was.
    """

    starts: Array
    lengths: Array
    ids: Array
    firsts: Array
    lasts: Array

    @classmethod
    def of(cls, keys: Array) -> Runs:
        """Return the series of *keys*, which are sorted."""
        np = numpy_for("a batch")
        found = [np.zeros(min(len(keys), 1), dtype=np.int64)]
        ids, new = np.empty(PIECE + 1, dtype=np.uint64), np.empty(PIECE, dtype=bool)
        for begin in range(1, len(keys), PIECE):
            size = min(PIECE, len(keys) - begin)
            np.right_shift(keys[begin - 1 : begin + size], np.uint64(BITS), out=ids[: size + 1])
            np.not_equal(ids[1 : size + 1], ids[:size], out=new[:size])
            found.append(new[:size].nonzero()[0] + begin)
        starts = np.concatenate(found)
        ends = np.append(starts[1:], len(keys))[: len(starts)]
        heads = keys[starts]
        return cls(
            starts=starts,
            lengths=ends - starts,
            ids=(heads >> np.uint64(BITS)).view(np.int64),
            firsts=seconds_of(heads),
            lasts=seconds_of(keys[ends - 1]),
        )


def parts_of(events: object) -> Iterator[Packed]:
    """
    Yield *events*, packed; of very many, some series at a time.

    Args:
        events: A :class:`Packed`, a pair of ids and seconds, or an array of keys.
    """
    np = numpy_for("a batch")
    if isinstance(events, Packed):
        yield events
    elif isinstance(events, tuple):
        if len(events) != 2:  # noqa: PLR2004
            raise InvalidSeries("events are a pair: their series, and their seconds")
        ids = _whole(np, events[0], _SERIES, "series")
        seconds = _whole(np, events[1], SECONDS, "seconds")
        if len(ids) != len(seconds):
            raise InvalidSeries(
                f"there are {len(ids)} `series` and {len(seconds)} `seconds`", field="seconds"
            )
        yield from _sorted_parts(np, ids, seconds)
    else:
        keys = np.asarray(events)
        if keys.dtype != np.uint64 or keys.ndim != 1:
            raise InvalidSeries(
                f"keys are {keys.dtype}, and must be one row of uint64",
                help="give a pair of series and seconds",
            )
        yield Packed(keys=np.sort(keys))


def _whole(np: Any, values: object, limit: int, name: str) -> Array:
    """Return *values* as an array, unless one is not from 0 to less than *limit*."""
    array = np.asarray(values)
    if array.ndim != 1:
        raise InvalidSeries(f"`{name}` has {array.ndim} dimensions, and must have one", field=name)
    if not array.size:
        return array.astype(np.int64)
    if array.dtype.kind not in "iu":
        raise InvalidSeries(
            f"`{name}` are {array.dtype}, and must be whole numbers",
            field=name,
            help="`factorise` numbers texts"
            if name == "series"
            else "say how fractions of a second are rounded, and leave out what has no time",
        )
    for begin in range(0, len(array), PIECE):
        piece = array[begin : begin + PIECE]
        # Limits are powers of two: a number beyond one, or below zero, has a bit beyond it.
        if not 0 <= int(np.bitwise_or.reduce(piece)) < limit:
            at = begin + int(np.flatnonzero((piece < 0) | (piece >= limit))[0])
            raise InvalidSeries(
                f"`{name}[{at}]` is {array[at]}, and must be from 0 to {limit - 1}",
                field=name,
                help="`factorise` numbers ids from 0"
                if name == "series"
                else "count from another beginning",
            )
    return array


def _sorted_parts(np: Any, ids: Array, seconds: Array) -> Iterator[Packed]:
    if len(ids) <= _MOST:
        yield _sorted(np, ids, seconds)
        return
    some = np.sort(ids[:: max(1, len(ids) // 100_000)])
    count = -(-len(ids) // _MOST)
    edges = np.unique(some[[len(some) * part // count for part in range(1, count)]])
    for low, high in zip([0, *edges.tolist()], [*edges.tolist(), _SERIES], strict=True):
        chosen = (ids >= low) & (ids < high)
        if chosen.any():
            yield _sorted(np, ids[chosen], seconds[chosen])


def _sorted(np: Any, ids: Array, seconds: Array) -> Packed:
    keys = np.empty(len(ids), dtype=np.uint64)
    for begin in range(0, len(ids), PIECE):
        piece = keys[begin : begin + PIECE]
        piece[:] = ids[begin : begin + PIECE]
        piece <<= np.uint64(BITS)
        piece |= seconds[begin : begin + PIECE].astype(np.uint64)
    keys.sort()
    return Packed(keys=keys)
