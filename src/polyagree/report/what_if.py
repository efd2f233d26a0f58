"""What would be if something happened or was not kept, for people."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from attrs import evolve

from polyagree.model import Event, Obligation, Polycule, Prohibition, Word
from polyagree.report.ledger import Sheet, says_of
from polyagree.report.palette import Palette
from polyagree.report.pauses import rested
from polyagree.report.standing import broken_in_words, standing_in_words
from polyagree.report.unbound import binds_nobody, unbound_after
from polyagree.report.wording import Wording, joined, quoted
from polyagree.source import Path

if TYPE_CHECKING:
    from polyagree.model import Norm
    from polyagree.timeline.instances import Break, Fact, Instance
    from polyagree.timeline.ledger import Ledger
    from polyagree.timeline.summary import Summary
    from polyagree.timeline.walks import Choice, End, Exploration, Walk
    from polyagree.timeline.what_if import Changed, Difference
    from polyagree.timeline.why_not import Answer, Change, Objection

__all__ = ["render_difference", "render_exploration"]

_MOST_ENDS = 12

_OUTCOMES = {
    "compensated": "it is made good",
    "terminal": "it can no longer be made good",
    "stuck": "it stays as it is",
}

_TOLD: dict[Fact, str] = {
    "done late": "would be done, late",
    "in part": "would be done in part",
    "perhaps done": "would perhaps be done: the record leaves it open",
    "handed over": "would be handed over",
}

_MENDED = {
    "compensated": "would be made good",
    "terminal": "could no longer be made good",
    "violated": "could still be made good",
}

_TURNS = {
    "fulfilled": "would be done",
    "suspended": "would rest",
    "expired": "would end",
    "released": "would be released",
    "unknown": "would perhaps be done: the record leaves it open",
}

_BROKEN = frozenset({"violated", "compensated", "terminal"})

_OVER = {
    **dict.fromkeys(_BROKEN, ", and it would be missed"),
    "fulfilled": ", and it would be done",
    "released": ", and it would be released",
    "expired": ", and it would be over",
}
"""What would have become of it by then."""

_TICK = dt.timedelta(microseconds=1)

_WIDTH = 80
"""The columns of a page of which nobody says how wide it is."""

_LATER = ("", "", "a second", "a third", "a fourth", "a fifth")

_NUMBERED = 6

_SEVERAL = 2
"""An agreement goes on among so many, if others end it for themselves."""


# What follows a break


def render_exploration(
    exploration: Exploration,
    polycule: Polycule,
    *,
    clause: str,
    on: dt.date | None = None,
    why: str = "",
    color: bool = False,
    width: int | None = None,
) -> str:
    """
    Return what may come of breaks of one clause as text, to each end.

    Args:
        exploration: What was found.
        polycule: The document.
        clause: The clause, boundary or agreement.
        on: The day on which it would be; ``None``: the last day that the document records.
        why: What to say where there is nothing to break.
        color: Whether to use ANSI colours.
        width: The columns of the page; ``None``: sentences are not broken.
    """
    day = on or polycule.last_day
    wording = Wording(polycule, year=None if day is None else day.year)
    page = _Breaks(Sheet(Palette(color), width), wording)
    return "".join(f"{line}\n" for line in page.lines(exploration, clause, day, why))


class _Breaks:
    def __init__(self, sheet: Sheet, wording: Wording) -> None:
        self._sheet = sheet
        self._wording = wording

    def lines(
        self, exploration: Exploration, clause: str, day: dt.date | None, why: str
    ) -> Iterator[str]:
        when = "" if day is None else f" on {self._wording.heading(day)}"
        yield from self._sheet.title(f"If {quoted(clause)} was not kept{when}")
        says = says_of(self._wording.polycule, clause)
        if says is not None:
            yield from self._sheet.text(says)
        yield from self._sheet.text(_zone(self._wording.polycule))
        if any(walk.events for walk in exploration.walks):
            yield from self._sheet.text(
                "The events are made up and stand minutes apart; what is recorded does not count."
            )
        elif exploration.walks:
            yield from self._sheet.text("What is recorded does not count.")
        if exploration.walks and day is None:
            yield from self._sheet.text(
                "The document has no dates, so it is played through on made-up ones."
            )
        if any(_comes_round(walk) for walk in exploration.walks):
            yield from self._sheet.text(
                "What comes round again and again is counted as if it began on that day."
            )
        if not exploration.walks:
            yield ""
            yield from self._sheet.text(why or "nothing in it can be broken")
        for walk in exploration.walks:
            yield ""
            yield from self._walk(walk, clause)
        if exploration.unreached:
            yield ""
            count = len(exploration.unreached)
            steps = "1 step comes" if count == 1 else f"{count} steps come"
            yield from self._sheet.text(f"{steps} into force after none of these breaks.")

    def _walk(self, walk: Walk, clause: str) -> Iterator[str]:
        name = "" if walk.clause == clause else f"{quoted(walk.clause)}, "
        head = f"{name}{_written(walk.norm)}"
        if walk.times > 1:
            head = f"{name}the same, {_how_often(walk.times)} time"
        yield from self._sheet.text(head)
        if walk.broken is None:
            yield from self._sheet.text(
                f"no break of it could be thought of: {walk.why}", first="  ", rest="  "
            )
            return
        for event in walk.events:
            said = f"{self._wording.event(event)}, {self._wording.at(event.at)}"
            yield from self._sheet.item(said)
        at = walk.broken
        if any(self._instant(event) == at for event in walk.events):
            broken = f"with that it is broken by {self._wording.people(walk.who)}"
        else:
            asked = self._wording.asked(walk.norm, [(walk.who, ())])
            due = self._wording.until(at)
            broken = (
                f"and nothing of {asked}, {due}" if walk.events else f"nothing of {asked}, {due}"
            )
        yield from self._sheet.item(broken)
        ends = walk.ends[:_MOST_ENDS]
        for end in ends:
            yield from self._end(end)
        if len(walk.ends) > len(ends):
            more = len(walk.ends) - len(ends)
            yield f"  and {more} more ends, which `--format json` has"

    def _instant(self, event: Event) -> dt.datetime | None:
        return self._wording.polycule.instant(event)

    def _end(self, end: End) -> Iterator[str]:
        why = f": {end.why}" if end.why else ""
        if end.outcome == "terminal" and not end.choices:
            why = ": nothing was agreed to follow"
        told, unbound = _OUTCOMES[end.outcome], [each for each in end.choices if not each.who]
        if end.outcome == "stuck" and unbound:
            told, why = binds_nobody(tuple(each.act for each in unbound)), ""
        yield from self._sheet.text(f"{told}{why}", first="  ", rest="    ")
        for choice in end.choices if not unbound else [each for each in end.choices if each.who]:
            yield from self._choice(choice)

    def _choice(self, choice: Choice) -> Iterator[str]:
        is_ban = isinstance(choice.norm, Prohibition)
        # The act is told by itself here: `without` says that it was not done.
        norm = choice.norm
        whom = self._wording.asked(norm, [(choice.who, choice.to)]).removeprefix("no ")
        time = self._wording.throughout if is_ban else self._wording.until
        mark = "with" if choice.is_kept != is_ban else "without"
        text = f"{whom}, {time(choice.until)}"
        yield from self._sheet.text(text, first=f"    {mark:<8} ", rest=" " * 13)


def _comes_round(walk: Walk) -> bool:
    """Return whether the dates of a walk hang on the day from which it is counted."""
    norm = walk.norm
    return (
        isinstance(norm, Obligation)
        and not walk.events
        and (norm.every is not None or norm.per is not None)
    )


def _how_often(times: int) -> str:
    return _LATER[times] if times < _NUMBERED else f"the {times}th"


def _zone(polycule: Polycule) -> str:
    if polycule.timezone is None:
        return "Days and hours are those of UTC: the document names no `timezone`."
    return f"Days and hours are those of {polycule.timezone}."


def _written(norm: Norm) -> str:
    """Return a norm as it stands in a document, without what follows its break."""
    from polyagree.codec.surface.document import converter
    from polyagree.codec.yaml import inline

    return inline(converter().unstructure(evolve(norm, if_broken=())), is_inside_flow=False)


# What events would mean


def render_difference(
    answers: Sequence[Answer],
    difference: Difference,
    *,
    color: bool = False,
    width: int | None = None,
) -> str:
    """
    Return what events would mean as text: whether they would be fine, and what would follow.

    Args:
        answers: Whether each of the events would be fine.
        difference: What would be different with them.
        color: Whether to use ANSI colours.
        width: The columns of the page; ``None``: sentences are not broken.
    """
    year = None if difference.until is None else difference.until.astimezone(dt.UTC).year
    wording = Wording(difference.after.polycule, year=year)
    page = _Events(Sheet(Palette(color), width), wording, difference)
    return "".join(f"{line}\n" for line in page.lines(answers))


class _Events:
    def __init__(self, sheet: Sheet, wording: Wording, difference: Difference) -> None:
        self._sheet = sheet
        self._wording = wording
        self._difference = difference

    def lines(self, answers: Sequence[Answer]) -> Iterator[str]:
        for number, answer in enumerate(answers):
            event = answer.event
            yield from self._sheet.title(
                f"{self._wording.event(event)}, {self._wording.at(event.at)}"
            )
            yield from self._answer(answer, self._powers(number))
            yield ""
        yield from self._sheet.text(_zone(self._wording.polycule))
        yield from self._breaks()
        yield from self._asked()
        yield from self._turns()
        yield from self._standings()

    # Whether it would be fine

    def _powers(self, number: int) -> list[str]:
        """Return the clauses that give the power to do what one of the events does."""
        path = ("events", len(self._wording.polycule.events) + number)
        found = dict.fromkeys(
            quoted(each.clause)
            for top in self._difference.changed
            for each in ([] if top.after is None else top.after.with_steps())
            if any(line.fact == "exercised" and line.event == path for line in each.proof)
        )
        return [*found]

    def _answer(self, answer: Answer, powers: Sequence[str]) -> Iterator[str]:
        if answer.verdict == "granted":
            clauses = joined(
                list(dict.fromkeys(quoted(_clause_at(path)) for path in answer.granted_by))
            )
            yield from self._sheet.text(f"It would be fine: {clauses} allows it.")
            return
        if answer.verdict == "silent" and powers:
            gives = f"{joined(powers)} {'gives' if len(powers) == 1 else 'give'}"
            yield from self._sheet.text(f"It would be fine: {gives} the power to do so.")
            return
        if answer.verdict == "silent":
            yield from self._sheet.text("It would be fine: nothing that was agreed is against it.")
            return
        if answer.verdict == "forbidden":
            yield from self._sheet.text("It would break what was agreed:")
        else:
            yield from self._sheet.text("Whether it would be fine, the record leaves open:")
        for objection in answer.objections:
            yield from self._sheet.item(self._objection(objection))
        if not answer.objections:
            yield from self._sheet.item("a permission may cover it, or may not")
        yield from self._changes(answer.changes)

    def _objection(self, objection: Objection) -> str:
        said = quoted(objection.clause)
        if objection.fact == "without the word":
            said += ": it waits for something that is not recorded"
        elif objection.detail:
            said += f": {objection.detail}"
        elif objection.cause is not None:
            refusal = self._wording.refusal(self._event(objection.cause))
            said += f": {refusal}" if refusal else ""
        says = says_of(self._wording.polycule, objection.clause)
        if says is not None:
            said += f' ("{says}")'
        return said if objection.is_sure else f"perhaps {said}"

    def _event(self, path: Path) -> Event:
        """Return an event of the log, or one of those that would happen."""
        polycule = self._wording.polycule
        if path[0] == "check_ins":
            check_in = polycule.check_ins[int(path[1])]
            return Event(at=check_in.date, who=check_in.people, act=Word("check-in"))
        return (*polycule.events, *self._difference.events)[int(path[1])]

    def _changes(self, changes: Sequence[Change] | None) -> Iterator[str]:
        if changes is None:
            yield from self._sheet.text("No small change was found that would make it fine.")
            return
        if not changes:
            return
        moved = next((each.at for each in changes if each.at is not None), None)
        added = [each.add for each in changes if each.add is not None]
        when = "" if moved is None else f" {self._wording.at(moved)} instead"
        if not added:
            yield from self._sheet.text(f"It would be fine{when}.")
            return
        yield from self._sheet.text(f"It would be fine{when} if there was before it:")
        for event in added:
            yield from self._sheet.item(
                f"{self._wording.event(event)}, {self._wording.at(event.at)}"
            )
            yield f"    {_as_event(event)}"

    # What would follow

    def _breaks(self) -> Iterator[str]:
        if not self._difference.breaks:
            return
        yield ""
        yield from self._sheet.title("What would be broken")
        for instance, broken in self._difference.breaks:
            who = self._wording.people(broken.by)
            if broken.event is None:
                asked = self._wording.asked(instance.norm, [(instance.who, instance.to)])
                due = self._wording.until(broken.at)
                said = f"{quoted(instance.clause)}: nothing of {asked}, {due}"
            else:
                detail = next(
                    (
                        each.detail
                        for each in instance.proof
                        if each.at == broken.at and each.event == broken.event and each.detail
                    ),
                    "",
                )
                day = self._wording.day(self._wording.day_of(broken.at))
                said = f"{quoted(instance.clause)}, by {who} on {day}"
                if detail:
                    said += f": {detail}"
            yield from self._sheet.item(said)
            after = self._difference.after
            unbound = unbound_after(instance, broken, after, self._wording)
            if unbound:
                yield from self._sheet.item(binds_nobody(unbound), depth=1)
            elif not broken.steps and broken.discovered is not None:
                yield from self._sheet.item("nothing was agreed to follow", depth=1)

    def _asked(self) -> Iterator[str]:
        new = [each for each in self._difference.asked if each.state != "inactive"]
        yield ""
        yield from self._sheet.title("What it would ask for")
        if not new:
            yield "  nothing more"
        new.sort(key=lambda each: (each.until is None, each.until, each.key))
        tops = {each.key for each in self._difference.after.instances}
        lines = Counter(self._line(each, is_step=each.key not in tops) for each in new)
        for line, count in lines.items():
            yield from self._sheet.item(line if count == 1 else f"{line} ({count} times)")

    def _turns(self) -> Iterator[str]:
        """Yield what else would become of what binds anyway, and what could not be used."""
        said = [*self._ended()]
        for top in self._difference.changed:
            said += self._turned(top, "")
        known = {*self._difference.before.remarks}
        said += [each.message for each in self._difference.after.remarks if each not in known]
        if said:
            yield ""
            yield from self._sheet.title("What else would come of it")
            for line, count in Counter(said).items():
                yield from self._sheet.item(line if count == 1 else f"{line} ({count} times)")

    def _ended(self) -> Iterator[str]:
        """Yield what would end as a whole, be anything of it open or not."""
        polycule = self._difference.after.polycule
        parties = {each.id: {*each.parties} for each in polycule.agreements}
        for event in self._difference.events:
            if "end" not in polycule.vocabulary.wider(event.act):
                continue
            for name in map(str, event.about):
                people = parties.get(name.partition(".")[0], set())
                # Where one of two ends it for themselves, nobody is left to go on with.
                if not people.isdisjoint(event.who) and len(people - {*event.who}) < _SEVERAL:
                    yield f"{quoted(name)} would end"

    def _turned(self, changed: Changed, follows: str) -> Iterator[str]:
        """Yield what else would become of one norm, and of what follows its breaks."""
        before, after = changed.before, changed.after
        if before is not None and after is not None:
            asked = self._wording.asked(after.norm, [(after.who, after.to)])
            turn = self._turn(before, after)
            if turn:
                yield f"{asked} ({follows or quoted(after.clause)}) {turn}"
        for step in changed.steps:
            one = changed.after or changed.before
            clause = "" if one is None else quoted(one.clause)
            yield from self._turned(step, f"to follow a break of {clause}")
        if not follows:
            for broken in changed.spared:
                yield f"{self._break(changed, broken)} would not come about"
            for _, broken in changed.turned:
                yield f"{self._break(changed, broken)} {_MENDED[broken.state]}"

    def _break(self, changed: Changed, broken: Break) -> str:
        one = changed.after or changed.before
        at = broken.at if broken.event is not None else broken.at - _TICK
        day = self._wording.day(self._wording.day_of(at))
        return f"the break of {'' if one is None else quoted(one.clause)} on {day}"

    def _turn(self, before: Instance, after: Instance) -> str:
        """Return what would become of a norm; empty: nothing else, or it is told as a break."""
        if before.state != after.state:
            if after.state == "in force" and before.state == "suspended":
                time = "" if after.until is None else f", {self._wording.until(after.until)}"
                return f"would go on{time}"
            return "would fall away" if rested(after) else _TURNS.get(after.state, "")
        if before.until != after.until and after.state in {"in force", "suspended"}:
            then, now = (self._wording.until(each.until) for each in (before, after))
            return f"would be due {now}, and not {then}"
        known = Counter(each.fact for each in before.proof)
        new = Counter(each.fact for each in after.proof) - known
        if new["done"] and isinstance(after.norm, Obligation) and after.norm.at_least is not None:
            last = next(each for each in reversed(after.proof) if each.fact == "done")
            return f"would be counted{f': {last.detail}' if last.detail else ''}"
        if new["ended"]:
            return "would end"
        return next((words for fact, words in _TOLD.items() if new[fact]), "")

    def _line(self, each: Instance, *, is_step: bool) -> str:
        asked = self._wording.asked(each.norm, [(each.who, each.to)])
        is_ban = isinstance(each.norm, Prohibition)
        time = (
            self._wording.throughout(each.until)
            if is_ban
            else self._wording.due(each.norm, each.until)
        )
        clause = quoted(each.clause)
        if any(line.fact == "perhaps triggered" for line in each.proof):
            asked = f"perhaps {asked}"
        said = f"{asked}, {time} ({f'to follow a break of {clause}' if is_step else clause})"
        if is_ban and each.state in _BROKEN:
            return f"{said}, and it would be broken"
        if is_ban and each.state == "fulfilled":
            return f"{said}, and it would be kept"
        return f"{said}{_OVER.get(each.state, '')}"

    def _standings(self) -> Iterator[str]:
        before = _standings(self._difference.before)
        after = _standings(self._difference.after)
        rows = [
            (clause, before.get(clause, ""), words)
            for clause, words in after.items()
            if before.get(clause) != words
        ]
        if not rows:
            return
        yield ""
        until = self._difference.until
        when = "" if until is None else f", {self._moment(until)}"
        yield from self._sheet.title(f"How it would stand{when}")
        first = max(len(row[0]) for row in rows)
        second = max(len(row[1]) for row in rows)
        lines = [f"  {clause:<{first}}  {old:<{second}}  ->  {new}" for clause, old, new in rows]
        if all(len(line) <= (self._sheet.width or _WIDTH) for line in lines):
            for line in lines:
                yield from self._sheet.text(line)
            return
        for clause, old, new in rows:
            yield from self._sheet.text(f"  {clause}")
            yield from self._sheet.text(old or "nothing", first="    without  ", rest=" " * 13)
            yield from self._sheet.text(new, first="    with     ", rest=" " * 13)

    def _moment(self, until: dt.datetime) -> str:
        """Return up to when both were looked at."""
        if self._wording.is_first_of_day(until + dt.timedelta(microseconds=1)):
            return f"at the end of {self._wording.day(self._wording.day_of(until))}"
        if self._wording.is_first_of_day(until):
            day = self._wording.day_of(until - dt.timedelta(microseconds=1))
            return f"at the end of {self._wording.day(day)}"
        return self._wording.at(until)


def _standings(ledger: Ledger) -> dict[str, str]:
    """Return how each clause stands, with how often, so that a change can be seen."""
    by_clause: dict[str, list[Instance]] = {}
    for instance in ledger.instances:
        by_clause.setdefault(instance.clause, []).append(instance)
    return {
        each.clause: _standing(each, by_clause.get(each.clause, ())) for each in ledger.summary()
    }


def _standing(summary: Summary, instances: Sequence[Instance]) -> str:
    if summary.verdict == "violated":
        return broken_in_words(broken for each in instances for broken in each.breaks)
    words = standing_in_words(
        summary.verdict,
        summary.state,
        is_grant={each.norm.modal for each in instances} <= {"may", "power"},
    )
    several = summary.counts.pendings > 1 and summary.verdict == "pending"
    return f"{summary.counts.pendings} {words}" if several else words


def _clause_at(path: Sequence[str | int]) -> str:
    """Return the clause or boundary in which a norm stands."""
    match [*path]:
        case ["agreements", str(agreement), "clauses", str(clause), *_]:
            return f"{agreement}.{clause}"
        case [_, str(name), *_]:
            return name
        case _:
            return ""


def _as_event(event: Event) -> str:
    """Return an event as it would stand in a document."""
    from polyagree.codec.single_events import written_event
    from polyagree.report.cells import visible

    return visible(written_event(event))
