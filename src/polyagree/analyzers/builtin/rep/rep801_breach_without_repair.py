"""REP801: something was not kept, and nothing that mends it is recorded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.builtin._conversation import is_a_conversation
from polyagree.analyzers.builtin.rep._from_the_log import ROOM, unmended
from polyagree.analyzers.context import Context
from polyagree.finding import Evidence, Finding
from polyagree.model.breach import Breach
from polyagree.source import dotted

if TYPE_CHECKING:
    from polyagree.analyzers.context import Break

_FROM_THE_LOG = (
    "what the record tells of {days} for `{who}` does not fit `{clause}`,"
    " and nothing that was agreed to follow is recorded"
)
_HELP_WITH_THE_LOG = (
    "talk about it, and keep it under `breaches` and `repairs`;"
    " if it was fine with all of you, an event `agree-exception` says so"
)


class BreachWithoutRepair(Analyzer):
    """
    Something was not kept, and nothing that mends it is recorded.

    What nobody takes up is not over: it waits for the next quarrel. Owning it, saying
    what it did to somebody and what will be different is most of a repair, and a line
    about it is enough to see later that it was done.

    It asks about what is written under `breaches` without anything under `repairs`,
    four weeks after it became known. That is as long as a review has after something
    happened, and leaves room for whoever is not ready to talk: nobody is pressed. While
    the time of what was agreed to follow still runs, it waits, and where all of that was
    done it does not ask, nor if people spoke about the breach, apologised or looked after
    each other as the log has it. An agreement that has ended asks for nothing any more,
    and what somebody did not keep of a boundary of their own is theirs to take up. Where
    nothing dates the breach, there may still be time, and it is a question.

    It asks more gently, as a question, where no breach is written down, and an event in
    the log does not fit a clause all the same: a forbidden act, one without the word it
    waits for, or something told too late. Only where steps were agreed and none of them
    stands in the log, where the log goes on for four weeks, and once for each clause and
    each one whom it binds. Limits are left to DRF301.

    It does not see what people did and did not write down. That nothing is recorded
    where something was due tells nothing, and is not asked about.
    """

    code = "REP801"
    name = "breach-without-repair"
    severity = "concern"
    source = "C4"
    message = "`{breach}` of `{of}` was known by {since}, and nothing that mends it is recorded"
    help = (
        "take it up when everybody is ready, and keep what you did under `repairs`;"
        " `ended` says that you let it rest"
    )
    works_on = ("declared", "log")
    cost = "events"

    bad = Example(
        "three months later, and not a word about it",
        """
        agreements:
          open:
            parties: [ana, ben]
            made: 2025-01-05
            if_broken: [{must: talk, who: all parties, within: 1 week}]
            clauses:
              telling: {says: We tell by the next evening., norm: {must: tell, to: other parties, after: {act: date, with: outsiders}, by: next evening}}
        events:
          - {id: carnival, at: 2025-03-01T20:00, who: ana, act: date, with: caro}
          - {at: 2025-06-01, who: [ana, ben], act: time-together}
        breaches:
          told-late: {of: open.telling, by: ana, event: carnival, discovered: 2025-03-05}
        """,
        at="breaches.told-late",
    )
    good = Example(
        "what was agreed to follow was done",
        """
        agreements:
          open:
            parties: [ana, ben]
            made: 2025-01-05
            if_broken: [{must: talk, who: all parties, within: 1 week}]
            clauses:
              telling: {says: We tell by the next evening., norm: {must: tell, to: other parties, after: {act: date, with: outsiders}, by: next evening}}
        events:
          - {id: carnival, at: 2025-03-01T20:00, who: ana, act: date, with: caro}
          - {at: 2025-03-06T19:00, who: [ana, ben], act: talk}
          - {at: 2025-06-01, who: [ana, ben], act: time-together}
        breaches:
          told-late: {of: open.telling, by: ana, event: carnival, discovered: 2025-03-05}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        mended = {breach for repair in context.polycule.repairs for breach in repair.of}
        settled = _settled(context)
        holders = {each.id: each.holder for each in context.polycule.boundaries}
        left = [
            breach
            for breach in context.polycule.breaches
            if breach.id not in mended
            and breach.id not in settled
            and _is_time(context, breach)
            and not _is_over(context, breach)
            and not _is_theirs_alone(breach, holders)
            and not _was_taken_up(context, breach)
        ]
        told = _by_record(context, left)
        for breach in left:
            evidence = _steps(context, told.get(breach.id, []))
            if evidence is not None:
                since = _known(context, breach)
                yield self.finding(
                    context.record("breaches", breach.id),
                    message=None if since is not None else _UNDATED,
                    severity=None if since is not None else "question",
                    evidence=evidence,
                    breach=breach.id,
                    of=", ".join(breach.of),
                    since="" if since is None else since.isoformat(),
                )
        yield from self._from_the_log(context)

    def _from_the_log(self, context: Context) -> Iterator[Finding]:
        events = context.polycule.events
        for found in unmended(context):
            days = dict.fromkeys(events[index].day.isoformat() for index, _ in found.events)
            yield self.finding(
                found.at,
                severity="question",
                message=_FROM_THE_LOG,
                help=_HELP_WITH_THE_LOG,
                evidence=[
                    context.event(index).evidence(fact, events[index].act)
                    for index, fact in found.events
                ],
                days=", ".join(days),
                who=", ".join(found.who),
                clause=found.at.clause.id,
            )


_UNDATED = "`{breach}` of `{of}` is recorded, and nothing that mends it"


def _known(context: Context, breach: Breach) -> dt.date | None:
    """Return by which day a breach was known; ``None``: nothing dates it."""
    for day in (breach.discovered, breach.date):
        if day is not None:
            return day.date() if isinstance(day, dt.datetime) else day
    days = [context.day_of(name) for name in breach.event]
    return max((day for day in days if day is not None), default=None)


def _is_time(context: Context, breach: Breach) -> bool:
    """Return whether there was room to mend it."""
    known = _known(context, breach)
    if known is None or context.on is None:
        return True
    return known < dt.date.max - ROOM and known + ROOM < context.on


def _is_over(context: Context, breach: Breach) -> bool:
    """Return whether all that was not kept is in agreements that have ended."""
    return all(context.is_gone(name.partition(".")[0]) for name in breach.of)


def _is_theirs_alone(breach: Breach, holders: Mapping[str, str]) -> bool:
    """Return whether somebody did not keep a boundary of their own, and nobody else is named."""
    if not all(name in holders for name in breach.of):
        return False
    people = {holders[name] for name in breach.of}
    return len(people.union(breach.by, (each.who for each in breach.impact))) == 1


def _was_taken_up(context: Context, breach: Breach) -> bool:
    """Return whether the log has people speak about it, or look after each other."""
    words = context.words
    for index in (index for name in (breach.id, *breach.event) for index in context.answers(name)):
        act = context.polycule.events[index].act
        # To be told of it is how it becomes known.
        is_told = not {"tell", "ask"}.isdisjoint(words.wider(act))
        if not is_told and is_a_conversation(act, words):
            return True
    return False


def _settled(context: Context) -> frozenset[str]:
    """Return what check-ins settled, by its name."""
    return frozenset(
        name
        for check_in in context.polycule.check_ins
        for concern in check_in.concerns
        if concern.settled is not None
        for name in concern.about
        if isinstance(name, str)
    )


def _by_record(context: Context, breaches: list[Breach]) -> dict[str, list[Break]]:
    """Return what a replay says of each of *breaches*, by its id."""
    found: dict[str, list[Break]] = {}
    if not breaches or context.on is None:
        return found
    names = frozenset(name for breach in breaches for name in breach.of)
    for instance in context.ledger_of(names).instances:
        for broken in instance.breaks:
            if broken.record is not None:
                found.setdefault(broken.record, []).append(broken)
    return found


def _steps(context: Context, breaks: list[Break]) -> list[Evidence] | None:
    """Return what was agreed to follow and is not done; ``None``: it is done, or still to come."""
    if breaks and all(each.state == "compensated" for each in breaks):
        return None
    evidence: list[Evidence] = []
    for step in (step for broken in breaks for step in broken.steps):
        if step.state in {"fulfilled", "compensated", "released"} or step.until is None:
            continue
        day = step.until.date()
        if context.on is None or day > context.on:
            return None
        evidence.append(
            Evidence(
                path=dotted(step.path),
                fact="not recorded",
                value=f"{step.norm.act}, due by {day.isoformat()}",
                span=context.span(step.path),
            )
        )
    return evidence
