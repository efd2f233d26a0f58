"""Whether practice has moved, for people: one line for each limit, and what stands behind it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import groupby

from polyagree.practice.comfort import Comfort
from polyagree.practice.duties import DutyInUse
from polyagree.practice.limits import LimitInUse
from polyagree.practice.pattern import Pattern
from polyagree.practice.table import NO_DAY, Table
from polyagree.practice.wordings import Course, Move
from polyagree.report.ledger import Sheet, says_of
from polyagree.report.palette import Palette
from polyagree.report.wording import Wording, joined, quoted

__all__ = ["render_drift"]

_MOST = 6
"""So many exceedances of one limit are told one by one, the last ones."""


def render_drift(
    table: Table, *, clause: str | None = None, color: bool = False, width: int | None = None
) -> str:
    """
    Return *table* as text: a line for each limit, then what it rests on.

    After that come duties that come again, how people say it feels, and how the
    numbers in the wording moved. Nothing that a document says can steer the terminal.

    Args:
        table: What to tell.
        clause: Only this clause, boundary or agreement.
        color: Whether to use ANSI colours.
        width: The columns of the page; ``None``: sentences are not broken.
    """
    return "".join(f"{line}\n" for line in _Page(table, clause, color, width).lines())


class _Page:
    def __init__(
        self,
        table: Table,
        clause: str | None,
        color: bool,  # noqa: FBT001  # handed on
        width: int | None,
    ) -> None:
        self._table = table
        self._clause = clause
        self._sheet = Sheet(Palette(color), width)
        self._wording = Wording(table.polycule, year=table.on.year)
        self._limits = [each for each in table.limits if self._is_asked(each.clause)]

    def _is_asked(self, clause: str) -> bool:
        return self._clause in {None, clause, clause.partition(".")[0]}

    def lines(self) -> Iterator[str]:
        yield from self._top()
        yield from self._of_limits()
        yield from self._of_duties()
        yield from self._of_comfort()
        yield from self._of_wordings()

    # The top

    def _top(self) -> Iterator[str]:
        what = "what was agreed" if self._clause is None else quoted(self._clause)
        day = "" if self._table.on == NO_DAY else f", as of {self._day(self._table.on)}"
        yield from self._sheet.title(f"Practice and {what}{day}")
        says = None
        if self._clause is not None:
            says = says_of(self._table.polycule, self._clause, on=self._table.on)
        if says is not None:
            yield from self._sheet.text(says)
        if not self._table.recorded.days:
            yield from self._sheet.text("Nothing is recorded yet.")
            return
        yield from self._sheet.text(
            "Used and exceeded are counted exactly, as far as the record goes. A pattern is a"
            " statistic, which is wrong now and then: how rarely stands beside it."
            f"{self._expected()}"
        )

    def _expected(self) -> str:
        expected = self._table.expected_false_alarms
        if expected < 0.05:  # noqa: PLR2004  # it would be told as none
            return ""
        return (
            f" Of all that is looked at here, {expected:.1f} false alarms are to be expected"
            " in the whole record."
        )

    def _day(self, day: dt.date) -> str:
        return self._wording.heading(day)

    # Limits

    def _of_limits(self) -> Iterator[str]:
        yield ""
        yield from self._sheet.title("Limits")
        if not self._limits:
            yield from self._sheet.text("No limit is in force here.", first="  ")
            return
        head = ("limit in force", "used", "exceeded", "evidence", "pattern")
        yield from self._sheet.table(head, [self._row(each) for each in self._limits])
        for each in self._limits:
            told = [*self._told(each)]
            if told:
                yield ""
                yield from self._sheet.text(f"{self._name(each)}: {each.wording}", first="  ")
                for line in told:
                    yield from self._sheet.item(line, indent=2)

    def _row(self, limit: LimitInUse) -> tuple[str, ...]:
        used = "–" if limit.used is None else f"{limit.used} of {limit.allowed}"
        pattern = limit.pattern
        evidence = "–" if pattern.state == "not enough recorded" else f"{pattern.evidence:.2f}"
        times = str(len(limit.exceeded))
        return self._name(limit), used, times, evidence, self._state(pattern)

    def _name(self, limit: LimitInUse) -> str:
        who = "together" if limit.who is None else self._wording.person(limit.who)
        with_whom = "" if limit.partner is None else f" with {self._wording.person(limit.partner)}"
        return f"{limit.clause}, {who}{with_whom}"

    def _state(self, pattern: Pattern) -> str:
        since = "" if pattern.since is None else f", since about {self._day(pattern.since)}"
        return f"{pattern.state}{since}"

    def _told(self, limit: LimitInUse) -> Iterator[str]:
        if limit.in_force is not None and limit.at_first is not None:
            yield f"This wording has been in force since {self._day(limit.in_force)}."
        if limit.next_free is not None:
            free = self._wording.at(limit.next_free)
            yield f"{limit.used} of {limit.allowed} used; the next free slot is {free}."
        yield from self._exceeded(limit)
        if limit.chance is not None and limit.events:
            chance = f"{limit.chance:.0%}" if limit.chance >= 0.005 else "under 1%"  # noqa: PLR2004
            yield (
                "If the pace goes on as under this wording, the chance of going beyond it in"
                f" the next window is {chance}."
            )
        if limit.events:
            yield from self._pattern(limit.now, "")
            if limit.at_first is not None:
                yield from self._pattern(limit.at_first, "Measured from the first wording: ")
            if limit.size.state in {"amber", "red"} or limit.size.alarms:
                yield from self._pattern(limit.size, "How long or how much: ")

    def _exceeded(self, limit: LimitInUse) -> Iterator[str]:
        if not limit.exceeded:
            return
        shown = limit.exceeded[-_MOST:]
        times = "once" if len(limit.exceeded) == 1 else f"{len(limit.exceeded)} times"
        last = "" if len(shown) == len(limit.exceeded) else f", the last {len(shown)} of them"
        found = [f"{each.when} ({each.used} of {each.allowed})" for each in shown]
        yield f"Exceeded {times}{last}: {joined(found)}."

    def _pattern(self, pattern: Pattern, lead: str) -> Iterator[str]:
        yield lead + self._sentence(pattern)
        for alarm in pattern.alarms:
            if alarm.talked is not None:
                yield (
                    f"{lead}It was red on {self._day(alarm.on)} and was talked about by"
                    f" {self._day(alarm.talked)}."
                )

    def _sentence(self, pattern: Pattern) -> str:
        """Return what a chart says, in one or two sentences."""
        if pattern.state == "not enough recorded":
            return f"Not enough is recorded to speak of a pattern: {pattern.why}."
        promise = "" if pattern.promise is None else f" False alarms: {pattern.promise}."
        before = f", compared with {pattern.before}" if pattern.before else ""
        if pattern.state == "quiet":
            why = f" {pattern.why[:1].upper()}{pattern.why[1:]}." if pattern.why else ""
            return f"No change is seen{before}.{promise}{why}"
        since = "" if pattern.since is None else f" since about {self._day(pattern.since)}"
        if pattern.has_gone_back:
            on = self._day(pattern.alarms[-1].on)
            return (
                f"It was red on {on} and practice has been as it was since; nothing says that it"
                f" was talked about.{promise}"
            )
        lately = f": {pattern.lately}" if pattern.lately else ""
        if pattern.state == "amber":
            why = f" {pattern.why[:1].upper()}{pattern.why[1:]}." if pattern.why else ""
            return f"The pattern may have changed{since}{lately}{before}.{promise}{why}"
        why = "" if pattern.promise is not None else f" {pattern.why[:1].upper()}{pattern.why[1:]}."
        return f"The pattern has changed{since}{lately}{before}.{promise}{why}"

    # Duties, and scores

    def _of_duties(self) -> Iterator[str]:
        found = [each for each in self._table.duties if self._is_asked(each.clause)]
        if not found:
            return
        yield ""
        yield from self._sheet.title("What comes again and again")
        head = ("duty", "kept", "evidence", "pattern")
        yield from self._sheet.table(head, [self._duty(each) for each in found])
        for each in found:
            for pattern in (each.keeping, each.lateness):
                if pattern.state not in {"amber", "red"} and not pattern.alarms:
                    continue
                if pattern.kind == "keeping" and not each.was_kept_at_first:
                    said = f"{each.clause}: on record, it was kept {each.kept} of {each.rounds}"
                    yield from self._sheet.item(f"{said} times, from the beginning on.", indent=2)
                else:
                    kind = "whether it is kept" if pattern.kind == "keeping" else "how late it is"
                    for said in self._pattern(pattern, f"{each.clause}, {kind}: "):
                        yield from self._sheet.item(said, indent=2)

    def _duty(self, duty: DutyInUse) -> tuple[str, ...]:
        pattern = max((duty.keeping, duty.lateness), key=_gravity)
        what = f", {pattern.kind}" if pattern.state in {"amber", "red"} else ""
        evidence = "–" if pattern.state == "not enough recorded" else f"{pattern.evidence:.2f}"
        name = f"{duty.clause}, {self._wording.people(duty.who)}"
        return name, f"{duty.kept} of {duty.rounds}", evidence, f"{self._state(pattern)}{what}"

    def _of_comfort(self) -> Iterator[str]:
        if self._clause is not None or not self._table.comforts:
            return
        yield ""
        yield from self._sheet.title("How it feels, at check-ins")
        head = ("who about what", "check-ins", "last", "evidence", "pattern")
        yield from self._sheet.table(head, [self._comfort(each) for each in self._table.comforts])
        for each in self._table.comforts:
            if each.pattern.state in {"amber", "red"} or each.pattern.alarms:
                for said in self._pattern(each.pattern, f"{self._wording.person(each.who)}: "):
                    yield from self._sheet.item(said, indent=2)

    def _comfort(self, comfort: Comfort) -> tuple[str, ...]:
        about = f" about {comfort.about}" if comfort.about else ""
        pattern = comfort.pattern
        evidence = "–" if pattern.state == "not enough recorded" else f"{pattern.evidence:.2f}"
        return (
            f"{self._wording.person(comfort.who)}{about}",
            str(len(comfort.values)),
            f"{comfort.values[-1]} of {comfort.scale}",
            evidence,
            self._state(pattern),
        )

    # Wordings

    def _of_wordings(self) -> Iterator[str]:
        found = [each for each in self._table.courses if self._is_asked(each.clause)]
        if not found:
            return
        yield ""
        yield from self._sheet.title("How the wording moved")
        for clause, courses in groupby(found, key=lambda each: each.clause):
            yield from self._sheet.text(clause, first="  ")
            for course in courses:
                yield from self._course(course)

    def _course(self, course: Course) -> Iterator[str]:
        measure = course.measure
        yield from self._sheet.item(f"{quoted(measure.what)} of {quoted(measure.act)}:", indent=2)
        for move in course.moves:
            told = self._move(move, is_own=course.path[0] == "boundaries")
            yield from self._sheet.item(told, indent=2, depth=1)
        if course.has_crept:
            yield from self._sheet.item(
                f"Each step was small; together they moved it from {course.first} to"
                f" {measure.words}.",
                indent=2,
                depth=1,
            )
        judged = self._table.judged(course)
        if len(judged) > 1:
            # A number that came back makes of the record what it did before.
            said = [*dict.fromkeys(f"{len(e.breaks)} under {quoted(e.wording)}" for e in judged)]
            yield from self._sheet.item(
                f"Breaks in the whole record, had one wording held all along: {joined(said)}.",
                indent=2,
                depth=1,
            )

    def _move(self, move: Move, *, is_own: bool) -> str:
        # A boundary is its holder's to change.
        accepted = "" if is_own else ", accepted by all"
        if move.lacking:
            accepted = f", without the acceptance of {self._wording.people(move.lacking)}"
        days = move.after_breach
        after = ""
        if days is not None:
            when = {0: "on the day of", 1: "a day after"}.get(days, f"{days} days after")
            after = f", {when} a break"
        return f"{self._day(move.date)}: {move.before} became {move.after}{accepted}{after}."


def _gravity(pattern: Pattern) -> int:
    return ("not enough recorded", "quiet", "amber", "red").index(pattern.state)
