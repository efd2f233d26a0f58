"""How one wording stands to another one, for people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from attrs import evolve

from polyagree.model import Event, Polycule
from polyagree.report.ledger import Sheet, says_of
from polyagree.report.palette import Palette
from polyagree.report.wording import Wording, joined, quoted

if TYPE_CHECKING:
    from polyagree.consistency.comparisons import (
        ClauseComparison,
        Comparison,
        Objected,
        Relation,
        Witness,
    )
    from polyagree.model import Norm
    from polyagree.timeline.instances import Break
    from polyagree.timeline.what_if import Changed

__all__ = ["render_comparison", "written_norm"]

_SENTENCES: dict[Relation, str] = {
    "equivalent": "Both ask for the same",
    "stricter": "The new wording is stricter",
    "looser": "The new wording is looser",
    "incomparable": "The new wording is stricter in one thing and looser in another",
    "unknown": "Whether the new wording is stricter or looser, nobody can tell",
}

_OF_A_CLAUSE: dict[Relation, str] = {
    "equivalent": "the same",
    "stricter": "stricter",
    "looser": "looser",
    "incomparable": "stricter in one thing, looser in another",
    "unknown": "nobody can tell",
}

_FATES = {"kept": "", "changed": "", "added": "new, ", "removed": "gone, "}

#: So many events of a made-up log are told at its beginning, and the last one.
_FIRST = 3
_MOST = 5
_TICK = dt.timedelta(microseconds=1)


def render_comparison(
    comparison: Comparison,
    old: Polycule,
    new: Polycule,
    *,
    color: bool = False,
    width: int | None = None,
) -> str:
    """
    Return how one document stands to another one as text.

    Each clause that differs is told with a log that shows it, and then what the record would
    be worth under both. Nothing that a document says can steer the terminal.

    Args:
        comparison: What was found.
        old: The one document.
        new: The other one.
        color: Whether to use ANSI colours.
        width: The columns of the page; ``None``: sentences are not broken.
    """
    page = _Page(comparison, old, new, Sheet(Palette(color), width))
    return "".join(f"{line}\n" for line in page.lines())


def written_norm(norm: Norm) -> str:
    """Return a norm as it stands in a document, without what follows its break."""
    from polyagree.codec.surface.document import converter
    from polyagree.codec.yaml import inline

    return inline(converter().unstructure(evolve(norm, if_broken=())), is_inside_flow=False)


class _Page:
    def __init__(self, comparison: Comparison, old: Polycule, new: Polycule, sheet: Sheet) -> None:
        self._comparison = comparison
        self._old = old
        self._new = new
        self._sheet = sheet
        self._wording = Wording(new)
        self._told: list[Witness] = []

    def lines(self) -> Iterator[str]:
        comparison = self._comparison
        yield from self._sheet.title(f"{_SENTENCES[comparison.verdict]}.")
        yield from self._sheet.text(self._above())
        for why in comparison.why:
            yield from self._sheet.item(why)
        for each in comparison.differing:
            yield ""
            yield from self._clause(each)
        same = len(comparison.clauses) - len(comparison.differing)
        if same:
            yield ""
            clauses = "1 clause asks" if same == 1 else f"{same} clauses ask"
            yield from self._sheet.text(f"{clauses} for the same as before.")
        yield from self._whole()
        yield from self._record()

    def _above(self) -> str:
        on = self._comparison.on
        zone = self._new.timezone
        what = "the texts as they stand" if on is None else f"the wordings of {self._day(on)}"
        clock = "UTC: the document names no `timezone`" if zone is None else zone
        return f"It compares {what}. Days and hours are those of {clock}."

    def _day(self, day: dt.date) -> str:
        return self._wording.heading(day)

    # Clauses

    def _clause(self, each: ClauseComparison) -> Iterator[str]:
        verdict = f"{_FATES[each.fate]}{_OF_A_CLAUSE[each.verdict]}"
        yield from self._sheet.title(f"{quoted(each.clause)}: {verdict}")
        before, after = (says_of(side, each.clause) for side in (self._old, self._new))
        if before == after and before is not None:
            yield from self._sheet.text(before, first="  ", rest="  ")
            before = after = None
        is_same = each.old == each.new
        yield from self._put("" if is_same else "was", before, () if is_same else each.old)
        yield from self._put("" if is_same else "is", after, each.new)
        for witness in each.witnesses:
            yield from self._witness(witness)
        for why in each.why:
            yield from self._sheet.item(why)

    def _put(self, label: str, says: str | None, norms: Sequence[Norm]) -> Iterator[str]:
        """Yield how one document puts a clause."""
        lines = [*([] if says is None else [says]), *(written_norm(norm) for norm in norms)]
        for number, line in enumerate(lines):
            first = f"  {label if number == 0 else '':<4} " if label else "  "
            yield from self._sheet.text(line, first=first, rest=" " * len(first))

    def _witness(self, witness: Witness) -> Iterator[str]:
        self._told.append(witness)
        if witness.allowed_by == "old":
            head = "Fine before, and not any more:"
        else:
            head = "Not fine before, and fine now:"
        yield from self._sheet.text(head, first="  ", rest="  ")
        for said in self._story(witness):
            yield from self._sheet.item(said, indent=4)

    def _story(self, witness: Witness) -> Iterator[str]:
        """Yield what happens, and what one of the wordings has against it."""
        events = witness.events
        shown = events if len(events) <= _MOST else events[:_FIRST]
        for event in shown:
            yield self._event(event)
        if len(shown) < len(events):
            left = len(events) - len(shown) - 1
            yield f"{left} more like these"
            yield self._event(events[-1])
        which = "new" if witness.allowed_by == "old" else "old"
        for objected in witness.objected[:1]:
            yield self._objected(objected, which, has_events=bool(events))

    def _event(self, event: Event) -> str:
        at = event.at
        if not isinstance(at, dt.datetime):
            return f"{self._wording.event(event)}, on {self._day(at)}"
        instant = at if at.tzinfo is not None else at.replace(tzinfo=self._wording.zone)
        day, clock = self._wording.day_of(instant), self._wording.clock(instant)
        return f"{self._wording.event(event)}, on {self._day(day)} at {clock}"

    def _objected(self, objected: Objected, which: str, *, has_events: bool) -> str:
        who = self._wording.people(objected.who)
        if objected.event is not None:
            return f"by the {which} wording, {who} has broken {quoted(objected.clause)} with that"
        norm = objected.norm
        asked = self._wording.asked(norm, [(objected.who, ())])
        also = "and " if has_events else ""
        if objected.at is None:
            return f"{also}{asked} never comes, as the {which} wording asks"
        last = objected.at - _TICK
        day, clock = self._wording.day_of(last), self._wording.clock(last)
        is_end = self._wording.is_first_of_day(objected.at)
        until = f"the end of {self._day(day)}" if is_end else f"{clock} on {self._day(day)}"
        more = "no more of" if has_events else "nothing of"
        return f"{also}{more} {asked} up to {until}, as the {which} wording asks"

    # Everything together

    def _whole(self) -> Iterator[str]:
        """Yield what shows the whole, where that is not what shows a clause."""
        stories = [[*self._story(each)] for each in self._told]
        new = [each for each in self._comparison.witnesses if [*self._story(each)] not in stories]
        if new:
            yield ""
            yield from self._sheet.title("Taken together")
        for witness in new:
            yield from self._witness(witness)

    # The record

    def _record(self) -> Iterator[str]:
        comparison = self._comparison
        if not comparison.recorded and not comparison.left_out:
            return
        yield ""
        yield from self._sheet.title("What is recorded, under both")
        lines = [line for each in comparison.changed for line in self._changed(each)]
        for line in dict.fromkeys(lines):
            yield from self._sheet.item(line)
        if not lines and comparison.recorded:
            entries = "entry comes" if comparison.recorded == 1 else "entries come"
            yield f"  the {comparison.recorded} {entries} to the same"
        if comparison.left_out:
            count = comparison.left_out
            names = "1 entry names" if count == 1 else f"{count} entries name"
            were = "was" if count == 1 else "were"
            yield from self._sheet.item(f"{names} what only one document has, and {were} left out")

    def _changed(self, changed: Changed) -> Iterator[str]:
        one = next(each for each in (changed.after, changed.before) if each is not None)
        name = f"{quoted(one.clause)}, {self._wording.people(one.who)}"
        for only, breaks in (("new", changed.breaks), ("old", changed.spared)):
            days = [*dict.fromkeys(self._broken_on(each) for each in breaks)]
            if days:
                yield f"{name}: broken by the {only} wording alone, {_few(days)}"
        if not changed.breaks and not changed.spared:
            yield f"{name}: {self._standing(changed)}"

    def _broken_on(self, broken: Break) -> str:
        at = broken.at if broken.event is not None else broken.at - _TICK
        return f"on {self._day(self._wording.day_of(at))}"

    @staticmethod
    def _standing(changed: Changed) -> str:
        words = [
            "nothing" if each is None else each.verdict.replace("_", " ")
            for each in (changed.before, changed.after)
        ]
        return f"{words[0]} by the old wording, {words[1]} by the new one"


def _few(days: Sequence[str]) -> str:
    if len(days) <= _MOST:
        return joined(days)
    return f"{joined(days[:_FIRST])}, and {len(days) - _FIRST} times more"
