"""A ledger for people: what happened, how each clause stands, and what is still to be done."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from attrs import frozen

from polyagree.errors import UnknownName
from polyagree.model import Polycule
from polyagree.report.account import Account, Moment, account_of
from polyagree.report.cells import fill, visible, width_of
from polyagree.report.palette import Palette
from polyagree.report.remarks import is_about
from polyagree.report.standing import (
    broken_in_words,
    is_stuck,
    may_be_mended,
    records_settled,
    standing_in_words,
)
from polyagree.report.wording import Wording, joined, quoted
from polyagree.source import Path, dotted
from polyagree.timeline.summary import summaries

if TYPE_CHECKING:
    from polyagree.timeline.instances import Instance
    from polyagree.timeline.ledger import Ledger, Owed
    from polyagree.timeline.remarks import Remark
    from polyagree.timeline.summary import Summary

__all__ = ["Sheet", "owed_in_words", "render_ledger", "says_of"]

_TICK = dt.timedelta(microseconds=1)

_MOST_REMARKS = 20

_WIDTH = 80
"""The columns of a table, where nobody says how wide the page is."""

_LEAST = 20
"""The columns that are kept for words beside numbers."""

_GAP = 2

_AGAIN = 3
"""So often something was missed of which perhaps nobody keeps a record."""

_TIME = 7
"""The columns in which the time of day stands."""


def render_ledger(
    ledger: Ledger,
    *,
    clause: str | None = None,
    days: int | None = None,
    color: bool = False,
    width: int | None = None,
) -> str:
    """
    Return *ledger* as text: an account of the days, then how each clause stands.

    After that comes what is still to be done, and what of the document could not be
    used. Nothing that a document says can steer the terminal.

    Args:
        ledger: The ledger.
        clause: Only this clause, boundary or agreement.
        days: How many days on which something is recorded are told, the last ones;
            ``None``: all of them.
        color: Whether to use ANSI colours.
        width: The columns of the page; ``None``: sentences are not broken.
    """
    return "".join(f"{line}\n" for line in _Page(ledger, clause, days, color, width).lines())


@frozen
class Sheet:
    """
    Lines on a page.

    Attributes:
        palette: Its colours.
        width: Its columns; ``None``: as many as it takes.
    """

    palette: Palette
    width: int | None

    def title(self, text: str) -> list[str]:
        """Return a heading in lines."""
        return [self.palette.paint(line, "strong") for line in self.text(text)]

    def text(self, text: str, *, first: str = "", rest: str = "") -> list[str]:
        """Return a sentence in lines, with *first* before the first and *rest* before others."""
        return fill(visible(text), width=self.width, first=first, rest=rest)

    def item(self, text: str, *, indent: int = 2, depth: int = 0) -> list[str]:
        """Return an item of a list."""
        pad = " " * (indent + 2 * depth)
        return self.text(text, first=f"{pad}- ", rest=f"{pad}  ")

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
        """
        Return a table; all columns but the first and the last hold numbers.

        It keeps to the page: the last column is broken, and a long name has a line to itself.
        """
        shown = [[visible(cell) for cell in row] for row in (head, *rows)]
        widths = [max(width_of(row[index]) for row in shown) for index in range(len(head))]
        page = self.width or _WIDTH
        numbers = sum(widths[1:-1]) + _GAP * (len(head) - 1)
        room = page - _GAP - numbers - min(widths[-1], _LEAST)
        widths[0] = max((width_of(row[0]) for row in shown if width_of(row[0]) <= room), default=0)
        lines: list[str] = []
        for number, row in enumerate(shown):
            found = list(self._row(row, widths, page))
            lines += [self.palette.paint(line, "faint") for line in found] if number == 0 else found
        return lines

    def _row(self, row: Sequence[str], widths: Sequence[int], page: int) -> Iterator[str]:
        name, *numbers, words = row
        if width_of(name) > widths[0]:
            yield f"{' ' * _GAP}{name}"
            name = ""
        line = f"{' ' * _GAP}{name}{' ' * (widths[0] - width_of(name))}"
        for width, cell in zip(widths[1:], numbers, strict=False):
            line += f"{' ' * (_GAP + width - width_of(cell))}{cell}"
        line += " " * _GAP
        for filled in fill(words, width=page, first=line, rest=" " * width_of(line)):
            yield filled.rstrip()


class _Page:
    def __init__(
        self,
        ledger: Ledger,
        clause: str | None,
        days: int | None,
        color: bool,  # noqa: FBT001  # handed on
        width: int | None,
    ) -> None:
        self._ledger = ledger
        self._clause = clause
        self._days = days
        self._sheet = Sheet(Palette(color), width)
        until = ledger.until
        plain = Wording(ledger.polycule)
        self._end = None if until is None else plain.local(until - _TICK)
        self._wording = Wording(ledger.polycule, year=None if self._end is None else self._end.year)
        # Each is made anew when it is asked for.
        self._instances = [each for each in ledger.instances if self._is_asked(each)]

    def lines(self) -> Iterator[str]:
        account = account_of(
            self._ledger,
            self._wording,
            self._instances,
            clauses=self._clauses(),
            days=self._days,
        )
        yield from self._top(account.later)
        yield from self._account(account)
        yield from self._summary()
        yield from self._owed()
        yield from self._remarks()

    def _is_asked(self, each: Instance | Summary | Owed) -> bool:
        """Return whether something is about the clause that is asked for."""
        return self._is_named(each.clause)

    def _is_named(self, clause: str) -> bool:
        return self._clause in {None, clause, clause.partition(".")[0]}

    def _clauses(self) -> list[str]:
        """Return the clauses and boundaries that are asked for, in the order of the document."""
        clauses = (rule.case.standing.clause for rule in self._ledger.rules)
        return [each for each in dict.fromkeys(clauses) if self._is_named(each)]

    # The top

    def _top(self, later: int) -> Iterator[str]:
        polycule, until = self._ledger.polycule, self._ledger.until
        what = "what was agreed" if self._clause is None else quoted(self._clause)
        when = ""
        if until is not None and self._end is not None:
            end = self._wording.heading(self._end.date())
            is_day = self._wording.is_first_of_day(until)
            time = "the end of" if is_day else f"{self._wording.clock(until)} on"
            when = f", up to {time} {end}"
        yield from self._sheet.title(f"What became of {what}{when}")
        says = None if self._clause is None else says_of(polycule, self._clause)
        if says is not None:
            yield from self._sheet.text(says)
        zone = polycule.timezone
        said = f"Days and hours are those of {zone}."
        if zone is None:
            said = "Days and hours are those of UTC: the document names no `timezone`."
        yield from self._sheet.text(f"{said} What is not recorded counts as not done.")
        if later:
            entries = "1 entry of the log is" if later == 1 else f"{later} entries of the log are"
            yield from self._sheet.text(f"{entries} later, and left out.")
        if not polycule.events and not polycule.check_ins:
            yield from self._sheet.text("Nothing is recorded yet.")
            return
        last = polycule.last_day
        if self._end is not None and last is not None and self._end.date() > last:
            yield from self._sheet.text(
                f"The record ends on {self._wording.heading(last)};"
                " nothing after that is known to have happened."
            )

    # The days

    def _account(self, account: Account) -> Iterator[str]:
        kept, gone = account.days, account.left_out
        if not kept and (self._ledger.polycule.events or self._ledger.polycule.check_ins):
            yield ""
            yield from self._sheet.text(self._nothing())
        if gone:
            yield ""
            left = "1 day is" if gone == 1 else f"{gone} days are"
            yield from self._sheet.text(f"{left} left out before these; `--all` shows them.")
        for day in kept:
            yield ""
            yield from self._sheet.title(day.heading)
            for moment in day.moments:
                yield from self._moment(moment)
        if account.passed_by:
            yield ""
            count = account.passed_by
            told = "entry is of an act" if count == 1 else "entries are of acts"
            yield from self._sheet.text(f"{count} other {told} that nothing here asks about.")

    def _nothing(self) -> str:
        """Return what to say where no day is to be told."""
        polycule = self._ledger.polycule
        days = [*(each.day for each in polycule.events), *(each.day for each in polycule.check_ins)]
        first = min(days, default=None)
        if first is not None and self._end is not None and self._end.date() < first:
            return (
                f"Nothing is recorded up to then: the log begins on {self._wording.heading(first)}."
            )
        return "Nothing is recorded that touches it."

    def _moment(self, moment: Moment) -> Iterator[str]:
        pad = " " * (2 + _TIME)
        if moment.head:
            # With seconds or an offset a time is longer than its columns.
            first = f"  {moment.time:<{_TIME - _GAP}}  " if moment.time else "  "
            yield from self._sheet.text(moment.head, first=first, rest=pad)
        elif moment.time:
            yield f"  {moment.time}"
        for depth, line in moment.lines:
            yield from self._sheet.item(
                line, indent=2 + _TIME if moment.time or moment.head else 2, depth=depth
            )

    # How it stands

    def _summary(self) -> Iterator[str]:
        by_clause: dict[str, list[Instance]] = {}
        for instance in self._instances:
            by_clause.setdefault(instance.clause, []).append(instance)
        rows: list[tuple[str, ...]] = []
        others: Counter[str] = Counter()
        for each in summaries(self._clauses(), self._instances):
            instances = by_clause.get(each.clause, ())
            rest = Counter(word for instance in instances for word in _others(instance))
            others += rest
            kept, broken, pending = (
                sum(of_one(instance) for instance in instances)
                for of_one in (_kept, _broken, _pending)
            )
            times = kept + broken + pending + rest.total()
            numbers = (times, kept, broken, pending, rest.total())
            rows.append((each.clause, *map(str, numbers), self._standing(each, instances)))
        yield ""
        yield from self._sheet.title("How it stands")
        if not rows:
            yield from self._sheet.text(
                "Nothing here binds anybody, so nothing can be kept.", first="  "
            )
            return
        head: tuple[str, ...] = ("clause", "times", "kept", "broken", "open", "other", "")
        if not others:
            head, rows = (*head[:5], ""), [(*row[:5], row[6]) for row in rows]
        yield from self._sheet.table(head, rows)
        if others:
            told = ", ".join(f"{count} {word}" for word, count in others.items())
            yield from self._sheet.text(f"other: {told}", first="  ", rest="  ")
        unseen = [quoted(clause) for clause, found in by_clause.items() if _is_unseen(found)]
        if unseen:
            they = "it may be kept and not" if len(unseen) == 1 else "they may be kept and not"
            yield ""
            yield from self._sheet.text(
                f"Nothing at all is recorded of {joined(unseen)}: {they} written down."
            )

    def _standing(self, summary: Summary, instances: Sequence[Instance]) -> str:
        """Return how a clause stands; what people settled themselves is said to be settled."""
        if summary.verdict == "violated" and summary.state != "compensated":
            settled = records_settled(self._ledger.polycule)
            left = [
                broken
                for instance in instances
                for broken in instance.breaks
                if broken.state != "compensated"
            ]
            if all(broken.record in settled for broken in left):
                return "broken, settled"
            if left and all(map(is_stuck, left)):
                return broken_in_words(left[:1])
            if summary.state == "violated" and not any(map(may_be_mended, left)):
                return "broken, over before it was made good"
        grants = {each.norm.modal for each in instances}
        return standing_in_words(
            summary.verdict, summary.state, is_grant=grants <= {"may", "power"}
        )

    # What is to be done

    def _owed(self) -> Iterator[str]:
        found = [each for each in self._ledger.owed() if self._is_asked(each)]
        yield ""
        yield from self._sheet.title("Still to be done")
        if not found:
            yield "  nothing"
        instances = {each.key: each for top in self._instances for each in top.with_steps()}
        lines = Counter(
            owed_in_words(each, instances[each.instance], self._wording) for each in found
        )
        for line, count in lines.items():
            yield from self._sheet.item(line if count == 1 else f"{line} ({count} times)")

    def _remarks(self) -> Iterator[str]:
        others = [
            each
            for each in self._ledger.remarks
            if each.kind != "later"
            and (self._clause is None or is_about(each, self._ledger, self._clause))
        ]
        if not others:
            return
        yield ""
        yield from self._sheet.title("What could not be used")
        for each in others[:_MOST_REMARKS]:
            yield from self._sheet.item(self._remark(each))
        if len(others) > _MOST_REMARKS:
            more = len(others) - _MOST_REMARKS
            yield from self._sheet.item(f"and {more} more, which `--format json` has")

    def _remark(self, remark: Remark) -> str:
        return f"{self._place(remark.path)}: {remark.message}"

    def _place(self, path: Path) -> str:
        source = self._ledger.polycule.source
        span = None if source is None else source.find(path)
        if span is None:
            return dotted(path)
        return f"{span.file or '<text>'}:{span.line}"


def says_of(polycule: Polycule, name: str, *, on: dt.date | None = None) -> str | None:
    """
    Return the words of a clause, a boundary or an agreement; ``None``: there are none then.

    Args:
        polycule: The document.
        name: The name as others refer to it.
        on: A clause is told as it was in force on that day; ``None``: as it is written now.
    """
    agreement, dot, clause = name.partition(".")
    try:
        if dot and on is not None:
            wording = polycule.agreement(agreement).wording_on(on)
            return next((each.says for each in wording if each.id == clause), None)
        if dot:
            return polycule.clause(name).says
        if any(each.id == agreement for each in polycule.boundaries):
            return polycule.boundary(name).says
        return polycule.agreement(name).says
    except UnknownName:
        # A wording of former times.
        return None


def owed_in_words(owed: Owed, instance: Instance, wording: Wording) -> str:
    """Return one thing that is still to be done, and until when."""
    asked = wording.asked(instance.norm, [(owed.who, owed.to)])
    follows = f"to follow a break of {quoted(owed.clause)}" if owed.follows else quoted(owed.clause)
    if owed.is_late and owed.until is not None:
        over = wording.until(owed.until)
        return f"{asked}: it was due {over}, and is owed until it is done ({follows})"
    if instance.state == "suspended":
        return f"{asked}, paused for now ({follows})"
    return f"{asked}, {wording.due(instance.norm, owed.until)} ({follows})"


# How often which


def _kept(instance: Instance) -> int:
    return instance.counts.fulfilments


def _broken(instance: Instance) -> int:
    return instance.counts.violations


def _pending(instance: Instance) -> int:
    return instance.counts.pendings


def _others(instance: Instance) -> Iterator[str]:
    """Yield a word for each time that something else became of a norm."""
    counts = instance.counts
    left = counts.activations - counts.fulfilments - counts.violations - counts.pendings
    if instance.norm.modal == "power":
        word = "used"
    elif instance.norm.modal != "must":
        word = "not clear"
    else:
        word = {"released": "released", "expired": "over"}.get(instance.state, "not clear")
    yield from [word] * left


def _is_unseen(instances: Sequence[Instance]) -> bool:
    """Return whether a clause was missed again and again, and nothing ever tells of it."""
    breaks = [broken for each in instances for broken in each.breaks]
    return (
        len(breaks) >= _AGAIN
        and all(broken.event is None for broken in breaks)
        and not any(line.event is not None for each in instances for line in each.proof)
    )
