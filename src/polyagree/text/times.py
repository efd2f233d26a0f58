"""When something is to be done, for how long, how often and how many times at most."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from attrs import frozen

from polyagree.clock import Duration
from polyagree.text.amounts import Amount
from polyagree.text.events import after_what, before_what, condition_in
from polyagree.text.hours import between, from_hour, until_hour
from polyagree.text.lexicon import table
from polyagree.text.marked import Marked
from polyagree.text.readings import Times
from polyagree.text.seeking import Phrases

__all__ = ["TimeFrame", "time_frames", "times_of"]

_PER = frozenset({"a", "an", "per", "each", "every", "any"})
#: What ends the words for what is counted.
_AFTER_COUNTED = frozenset(table("amounts")["after_counted"])


@frozen
class TimeFrame:
    """
    A way to say when, how long or how often.

    Attributes:
        id: Its name.
        gives: Which field of the times it gives.
        when: How it is put.
        value: What it gives, where that is no amount in the sentence.
        count: How many it gives, where no number says it.
        less: How much less than the amount.
        times: How many times the amount.
        but: Words in whose company it is something else.
        yes: Sentences in which it is.
        no: Sentences that look like it and in which it is not.
    """

    id: str
    gives: str
    when: tuple[str, ...]
    value: Duration | None
    count: int | None
    less: int
    times: int
    but: frozenset[str]
    yes: tuple[str, ...]
    no: tuple[str, ...]


def times_of(sentence: Marked) -> Times:
    """Return when, for how long, how often and how many times *sentence* says."""
    found: dict[str, Any] = {
        "before": before_what(sentence.line),
        "after": after_what(sentence.line),
    }
    taken: set[int] = set()
    for frame, span in _phrases().found_in(sentence):
        if not (taken.isdisjoint(span) and frame.but.isdisjoint(sentence.known)):
            continue
        given = _given(frame, sentence, span)
        if given is not None and found.keys().isdisjoint(given):
            found.update(given)
            taken.update(_to_the_per(sentence, span) if "per" in given else span)
    if "within" in found and found["after"] is None:
        found["after"] = condition_in(sentence.line)
    return Times(**found)


def _given(frame: TimeFrame, sentence: Marked, span: range) -> dict[str, Any] | None:
    """Return the fields that *frame* gives at *span*; ``None`` if there is no such amount."""
    if frame.gives == "nothing":
        return {}
    if frame.gives in _FROM_AMOUNT:
        amount = sentence.amount_in(span)
        return None if amount is None else _FROM_AMOUNT[frame.gives](frame, sentence, span, amount)
    duration = frame.value or _length_in(sentence, span)
    if duration is None:
        return None
    if frame.gives == "every" and duration == Duration(nights=1):
        duration = Duration(days=1)
    return {frame.gives: duration if frame.times == 1 else _times(duration, frame.times)}


def _length_in(sentence: Marked, span: range) -> Duration | None:
    lengths = (sentence.amounts[at].duration for at in reversed(span) if at in sentence.amounts)
    return next((each for each in lengths if each is not None), None)


def _times(duration: Duration, factor: int) -> Duration:
    parts = {name: getattr(duration, name) * factor for name in _PARTS}
    return Duration(**parts)


_PARTS = ("years", "months", "weeks", "days", "nights", "hours", "minutes", "seconds")


# What is counted


_Given = dict[str, Any] | None


def _counted(frame: TimeFrame, sentence: Marked, span: range, amount: Amount) -> _Given:
    """Return how many of what, and in which time."""
    if frame.count is not None:
        last = {"unit": f"{amount.unit}s"} if frame.gives == "over" else {"per": amount.duration}
        return {frame.gives: frame.count, **last}
    if amount.sort in {"unit", "hour"} or amount.count != int(amount.count):
        return None
    count = int(amount.count) - frame.less
    at = next(position for position in span if sentence.amounts.get(position) is amount)
    per = _per(sentence, at)
    unit = amount.unit if amount.sort in {"length", "money"} else _noun(sentence, at)
    if amount.sort == "length" and not unit.endswith("s"):
        unit += "s"
    return {frame.gives: count, "unit": unit or None, "per": per} if count > 0 else None


def _often(_: TimeFrame, sentence: Marked, span: range, amount: Amount) -> _Given:
    """Return how often it comes round: once in a while, or so many times in it."""
    at = next(position for position in span if sentence.amounts.get(position) is amount)
    per = _per(sentence, at) or _length_in(sentence, span)
    if per is None:
        return None
    if amount.sort == "times" and amount.count > 1:
        return {"least": int(amount.count), "per": per}
    return {"every": per}


def _per(sentence: Marked, at: int) -> Duration | None:
    """Return in which time is counted what stands at *at*."""
    for position in sentence.rest(at + 1):
        amount = sentence.amounts.get(position)
        if amount is not None and sentence.words[position - 1] in _PER:
            return amount.duration
    return None


def _to_the_per(sentence: Marked, span: range) -> range:
    """Return the positions up to the time in which something is counted."""
    at = next((at for at in span if at in sentence.amounts), span.start)
    for position in sentence.rest(at + 1):
        if position in sentence.amounts and sentence.words[position - 1] in _PER:
            return range(span.start, max(position + 1, span.stop))
    return span


def _noun(sentence: Marked, at: int) -> str:
    """Return the words for what is counted, behind the number at *at*."""
    words: list[str] = []
    for position in sentence.rest(at + 1)[:3]:
        word = sentence.words[position]
        if word in _AFTER_COUNTED or not word[0].isalpha():
            break
        words.append(word)
    return " ".join(words)


# Hours


def _window(frame: TimeFrame, sentence: Marked, span: range, _: Amount) -> _Given:
    hours = [each for at in span if (each := sentence.amounts.get(at)) and each.sort == "hour"]
    if not hours:
        return None
    if frame.gives == "between":
        text = between(hours[0], hours[-1], sentence.words)
    else:
        write = until_hour if frame.gives == "until" else from_hour
        text = write(hours[0], sentence.words)
    return {"window": text}


_FROM_AMOUNT = {
    **dict.fromkeys(("most", "least", "over"), _counted),
    **dict.fromkeys(("between", "until", "from"), _window),
    "often": _often,
}


# The lexicon


@cache
def time_frames() -> tuple[TimeFrame, ...]:
    """Return the ways to say when, how long and how often, the surest first."""
    return tuple(_frame(raw) for raw in table("times")["time"])


@cache
def _phrases() -> Phrases[TimeFrame]:
    return Phrases((frame, frame.when) for frame in time_frames())


def _frame(raw: Mapping[str, Any]) -> TimeFrame:
    return TimeFrame(
        id=raw["id"],
        gives=raw["gives"],
        when=tuple(_filled(said) for said in raw["when"]),
        value=Duration.parse(raw["value"]) if "value" in raw else None,
        count=raw.get("count"),
        less=raw.get("less", 0),
        times=raw.get("times", 1),
        but=frozenset(raw.get("but", ())),
        yes=tuple(raw["yes"]),
        no=tuple(raw["no"]),
    )


def _filled(said: str) -> str:
    """Return *said* with the words of this lexicon in the place of their names."""
    words = table("times")["words"]
    return re.sub(r"\{(\w+)\}", lambda match: words.get(match[1], match[0]), said)
