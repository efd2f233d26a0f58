"""Limits and bans."""

from __future__ import annotations

from polyagree.model import Gate, Norm, Permission, Prohibition
from polyagree.text.bounds import hours_of, quantity_of, window_of
from polyagree.text.parts import Parts
from polyagree.text.plainly_done import is_owed
from polyagree.text.wholeness import is_whole

__all__ = ["banned", "bounded", "limits"]


def limits(parts: Parts, *, unless: Gate | None = None) -> tuple[Norm, ...]:
    """Return how many at most, if it is known in which time; *unless* lets go beyond it."""
    times = parts.times
    per = window_of(times.per)
    if times.most is None or per is None:
        return ()
    most = quantity_of(times.most, times.unit, act=parts.deed.act)
    return (Permission(**parts.common, at_most=most, per=per, unless=unless),)


def bounded(parts: Parts) -> tuple[Norm, ...]:
    """Return a limit, or a ban where the clause says nothing besides."""
    if parts.times.most is not None:
        return limits(parts)
    if parts.reading.roles.modality != "must_not" or not is_whole(parts.sentence, parts.deed):
        return ()
    # What only says that it is done is no ban on it, whatever its words weigh.
    return () if is_owed(parts.deed.act, parts.sentence) else banned(parts)


def banned(parts: Parts) -> tuple[Norm, ...]:
    """Return that it is not done, or not at some hours."""
    if parts.times.duration is not None:
        # From when on, the clause would have to say.
        return ()
    hours = hours_of(parts.times.window)
    return (Prohibition(**{"hours": hours, **parts.common}),)
