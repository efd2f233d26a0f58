"""Which norms clash over something that somebody does, at one time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from attrs import frozen

from polyagree.model import Event, Polycule
from polyagree.source import Path
from polyagree.timeline.instances import Fact, Instance
from polyagree.timeline.ledger import Ledger
from polyagree.timeline.log import Entry

__all__ = ["Axiom", "Clash", "clashes_over"]

Axiom = Literal["O+F", "P+F", "O+O", "O+P"]
"""
What clashes: an act that is obliged and forbidden, or permitted and forbidden; or two acts
that exclude each other, both of them obliged, or one obliged and the other permitted.
"""

_KEPT: frozenset[Fact] = frozenset({"done", "done early", "in part"})
_BROKEN: frozenset[Fact] = frozenset({"forbidden", "without the word", "over the limit"})


@frozen(kw_only=True)
class Clash:
    """
    Two norms that clash over an event.

    Attributes:
        axiom: How.
        kind: *Direct*, over the very same act; *indirect*, through a wider or narrower one;
            or *mutual exclusion*, over two acts of which only one can be done.
        paths: Where the norms stand; what is obliged or permitted first.
        events: What would be done, when, by whom and with whom.
        instead: What the other norm is about, where the two exclude each other.
    """

    axiom: Axiom
    kind: Literal["direct", "indirect", "mutual exclusion"]
    paths: tuple[Path, Path]
    events: tuple[Event, ...]
    instead: tuple[Event, ...] = ()


class _Weighed(NamedTuple):
    """What an event means: the norms that it keeps, uses and breaks."""

    duties: tuple[Instance, ...]
    grants: tuple[Instance, ...]
    bans: tuple[Instance, ...]


def clashes_over(
    polycule: Polycule, events: Sequence[Event], *, instead: Sequence[Event] = ()
) -> tuple[Clash, ...]:
    """
    Return the norms of a document that clash over what somebody does.

    What is on record up to then counts: what is in force, what an exception lifts, how often
    something was done. It is replayed once with *events* as its last, and what these keep or
    use is held against what they break. A limit that a permission states forbids nothing that
    another permission grants. What follows a break never clashes with what was broken.

    Args:
        polycule: The document.
        events: What somebody does, at one time; several, where one act is several at once.
        instead: What cannot be done when that is; then norms that ask for both, or ask for
            the one and permit the other, are returned as well.

    Raises:
        InvalidRecord: If an event names what the document does not have.

    Source:
        C2; Fenech, Pace and Schneider, *Conflict Analysis of Deontic Contracts*.
    """
    here = _weighed(polycule, events)
    found = [*_forbidden(here, events)]
    if instead:
        there = _weighed(polycule, instead)
        found += _forbidden(there, instead)
        found += _exclusive(here, there, events, instead)
        found += _exclusive(there, here, instead, events)
    return tuple(dict.fromkeys(found))


def _weighed(polycule: Polycule, events: Sequence[Event]) -> _Weighed:
    """Return which norms *events* keep, use and break for sure."""
    ledger = Ledger(polycule)
    count = len(polycule.events)
    ledger.take_all(until=Entry.of(events[0], polycule, count).first)
    # An act keeps a duty of which nobody knows whether an exception takes it back.
    owed = {each.key for each in ledger.in_force() if each.is_sure}
    for event in events:
        ledger.record(event)
    paths: set[Path] = {("events", count + number) for number in range(len(events))}
    duties, grants, bans = [], [], []
    for instance in ledger.all_instances():
        if not instance.is_sure:
            continue
        facts = {line.fact for line in instance.proof if line.event in paths}
        if facts & _KEPT and instance.key in owed:
            duties.append(instance)
        if "used" in facts:
            grants.append(instance)
        if facts & _BROKEN:
            bans.append(instance)
    return _Weighed(tuple(duties), tuple(grants), tuple(bans))


def _forbidden(weighed: _Weighed, events: Sequence[Event]) -> Iterator[Clash]:
    obliged: Axiom = "O+F"
    permitted: Axiom = "P+F"
    for ban in weighed.bans:
        is_limit = ban.norm.modal == "may" and getattr(ban.norm, "at_most", None) is not None
        asked = [(obliged, each) for each in weighed.duties]
        asked += [(permitted, each) for each in weighed.grants if not is_limit]
        for axiom, each in asked:
            if not _are_one_chain(each.path, ban.path):
                is_same = each.norm.act == ban.norm.act
                yield Clash(
                    axiom=axiom,
                    kind="direct" if is_same else "indirect",
                    paths=(each.path, ban.path),
                    events=tuple(events),
                )


def _exclusive(
    here: _Weighed, there: _Weighed, events: Sequence[Event], instead: Sequence[Event]
) -> Iterator[Clash]:
    both: Axiom = "O+O"
    one: Axiom = "O+P"
    asked = [*((both, each) for each in there.duties), *((one, each) for each in there.grants)]
    for duty in here.duties:
        for axiom, each in asked:
            if not _are_one_chain(duty.path, each.path):
                yield Clash(
                    axiom=axiom,
                    kind="mutual exclusion",
                    paths=(duty.path, each.path),
                    events=tuple(events),
                    instead=tuple(instead),
                )


def _are_one_chain(one: Path, other: Path) -> bool:
    """Return whether they are one norm, or one follows when the other is broken."""
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]
