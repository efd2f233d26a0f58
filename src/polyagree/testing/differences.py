"""What is said of a wording that allows what an earlier one was against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from polyagree.consistency.comparisons import (
    ClauseComparison,
    Comparison,
    Fate,
    Objected,
    Witness,
)
from polyagree.model import Polycule
from polyagree.report.wording import Wording, quoted
from polyagree.testing.places import entry, page

__all__ = ["not_compared", "not_refined"]

_MOST_EVENTS = 12

_LOOSER = frozenset({"looser", "incomparable"})

_FATES: dict[Fate, str] = {
    "kept": "as it was, beside others that are not",
    "changed": "put differently",
    "added": "added",
    "removed": "removed",
}


def not_refined(comparison: Comparison, *, old: Polycule, new: Polycule) -> str:
    """
    Return what *new* allows and *old* is against, as the text of an assertion; empty: nothing.

    Args:
        comparison: How the new wording stands to the old one.
        old: The document of old.
        new: The new one.
    """
    shown = [each for each in comparison.witnesses if each.allowed_by == "new"]
    if comparison.verdict not in _LOOSER and not shown:
        return ""
    looser = [each for each in comparison.clauses if each.verdict in _LOOSER]
    blocks = [_witness(each, old, new) for each in shown]
    return page(
        "the new wording allows what the old one is against",
        [part for block in blocks for part in block],
        *_clauses(looser),
    )


def not_compared(comparison: Comparison, *, old: Polycule, new: Polycule) -> str:
    """
    Return what leaves it open, as the text of an assertion; empty: it is settled.

    Args:
        comparison: How the new wording stands to the old one.
        old: The document of old.
        new: The new one.
    """
    if comparison.verdict != "unknown":
        return ""
    open_ = [each for each in comparison.clauses if each.verdict == "unknown"]
    return page(
        "nobody can tell whether the new wording allows what the old one is against",
        [
            *(entry(new, told=[each]) for each in comparison.why),
            *(
                entry(
                    old if each.fate == "removed" else new,
                    path=each.path,
                    clause=each.clause,
                    told=each.why,
                )
                for each in open_
            ),
        ],
    )


def _witness(witness: Witness, old: Polycule, new: Polycule) -> Iterator[str]:
    """Yield a log that is fine now, then each clause of old that is against it."""
    wording = Wording(new)
    events = [f"{wording.event(each)}, {wording.at(each.at)}" for each in witness.events]
    more = len(events) - _MOST_EVENTS
    lines = [*events[:_MOST_EVENTS], *([f"and {more} more"] if more > 0 else [])]
    if lines:
        told = ["with the new wording, this would be fine:", *_inside(lines)]
    else:
        until = wording.until(witness.until)
        told = [f"with the new wording, it would be fine if nothing was done {until}"]
    yield entry(new, told=told)
    first = {each.path: each for each in reversed(witness.objected)}
    for path in dict.fromkeys(each.path for each in witness.objected):
        yield _objected(first[path], events, old)


def _objected(objected: Objected, events: list[str], old: Polycule) -> str:
    if objected.event is None:
        said = f"it would not be kept {Wording(old).until(objected.at)}"
    elif len(events) > 1:
        said = f"it would be broken by {events[objected.event]}"
    else:
        said = "that would break it"
    return entry(
        old,
        path=objected.path,
        clause=objected.clause,
        norm=objected.norm,
        told=[f"with the old one, {said}"],
    )


def _inside(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


def _clauses(looser: Iterable[ClauseComparison]) -> Iterator[str]:
    told = [f"{quoted(each.clause)} ({_FATES[each.fate]})" for each in looser]
    if told:
        yield f"looser than before: {', '.join(told)}"
