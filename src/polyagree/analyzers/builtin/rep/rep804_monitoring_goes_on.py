"""REP804: looking after somebody's own that goes on once a breach is settled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import product

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.builtin._monitoring import monitors
from polyagree.analyzers.builtin.per._in_words import forbids
from polyagree.analyzers.builtin.rep._spans import about_as_long_as
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import AgreementAt, NormAt, RepairAt
from polyagree.finding import Evidence, Finding
from polyagree.model.event import Event
from polyagree.model.ids import PersonId

_LOOKING = ("look-at-device", "track-location")


class MonitoringGoesOn(Analyzer):
    """
    Something was settled, and somebody still looks at what is another's own.

    Looking may get people through the first weeks. When it goes on after they have
    settled it, the repair has not happened yet: the trust that is to come back has no room
    in which to be tried. That is no failing of whoever looks; it says that something is
    still missing, and with somebody from outside it can be easier to find.

    It looks at the agreements in which something was not kept, at what was undertaken in the steps
    of the repair, and at the log since it was settled: by whom it affected, at what is of those
    who did not keep it, without their yes of that day. What all of them share alike is no
    looking. A clause that has only words is read, and weighs less.

    It does not see what nobody wrote down, nor a look into an agreement of other people. What was
    looked at before it was settled is asked about by PER107 and BRK205, and what people
    ended is not asked about here.
    """

    code = "REP804"
    name = "monitoring-goes-on"
    severity = "concern"
    source = "D7"
    message = "`{repair}` settled `{breach}` on {day}, and the looking goes on: {acts}"
    help = "let the looking end with it, or say what would have to be known instead; a counsellor can help to find it"
    passing = ("acts",)
    works_on = ("declared", "reading", "log")
    cost = "events"

    bad = Example(
        "settled in April, and the messages are still open",
        """
        agreements:
          open:
            parties: [ana, ben]
            made: 2025-01-05
            clauses:
              telling: {says: We tell by the next evening.}
              phone: {says: Ben can look at Ana's messages., norm: {may: read-messages, who: ben, about: ana}}
        breaches:
          told-late: {of: open.telling, by: ana, discovered: 2025-03-05, impact: {ben: I lay awake.}}
        repairs:
          spring: {of: told-late, steps: [{step: debrief, done: 2025-03-06}], settled: 2025-04-02}
        """,
        at="repairs.spring",
    )
    good = Example(
        "the looking ended when it was settled",
        """
        agreements:
          open:
            parties: [ana, ben]
            made: 2025-01-05
            clauses:
              telling: {says: We tell by the next evening.}
              phone: {says: Ben can look at Ana's messages until April., norm: {may: read-messages, who: ben, about: ana, until: 2025-04-01}}
        breaches:
          told-late: {of: open.telling, by: ana, discovered: 2025-03-05, impact: {ben: I lay awake.}}
        repairs:
          spring: {of: told-late, steps: [{step: debrief, done: 2025-03-06}], settled: 2025-04-02}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        for at in context.repairs:
            day = at.progress.closed
            if day is None or at.has_ended:
                continue
            found = [
                *(_as_evidence(norm) for norm in _agreed(at)),
                *(_as_evidence(norm) for norm in _undertaken(at, day)),
                *_looked(at, day),
            ]
            if found:
                yield self.finding(
                    at,
                    evidence=found,
                    repair=at.repair.id,
                    breach=at.breaches,
                    day=day.isoformat(),
                    acts=", ".join(f"`{act}`" for act in sorted({each.value for each in found})),
                )
            else:
                yield from self._in_words(at, day)

    def _in_words(self, at: RepairAt, day: dt.date) -> Iterator[Finding]:
        for name in at.progress.concerned.agreements:
            for read in at.context.readings_in(at.context.polycule.agreement(name)):
                if read.is_plainly("surveillance") and read.binds and not forbids(read):
                    yield self.finding(
                        read,
                        message="after `{repair}` was settled on {day}, this still "
                        + read.like("looking at what is somebody's own"),
                        repair=at.repair.id,
                        day=day.isoformat(),
                        words=read.words("surveillance"),
                    )


def _agreed(at: RepairAt) -> Iterator[NormAt]:
    """Yield what the agreements in which something was broken still say."""
    for name in at.progress.concerned.agreements:
        agreement = at.context.at(("agreements", name))
        for clause in agreement.clauses if isinstance(agreement, AgreementAt) else ():
            yield from (norm for norm in clause.norms if _goes_against(at, norm))


def _undertaken(at: RepairAt, day: dt.date) -> Iterator[NormAt]:
    """Yield what was undertaken in steps and lasts beyond the day on which it was settled."""
    for norm in at.norms:
        is_left_out = at.repair.steps[int(norm.path[3])].skipped is not None
        if not (is_left_out or _is_over(at, norm, day)) and _goes_against(at, norm):
            yield norm


def _is_over(at: RepairAt, norm: NormAt, day: dt.date) -> bool:
    """Return whether what was undertaken was over by *day*."""
    until, known = norm.norm.until, at.progress.concerned.known
    if isinstance(until, dt.date):
        return until <= day
    if norm.norm.for_ is None or known is None:
        return norm.norm.for_ is not None
    return about_as_long_as(norm.norm.for_) <= day - known


def _goes_against(at: RepairAt, norm: NormAt) -> bool:
    """Return whether whom it affected looks at what is of those who broke it."""
    about, way = at.progress.concerned, monitors(norm)
    bearers = norm.bearers or norm.parties
    if way is None:
        return False
    if not about.by:
        return True
    side = about.affected if way == "looking" else about.by
    return not bearers.isdisjoint(side)


def _looked(at: RepairAt, day: dt.date) -> Iterator[Evidence]:
    """Yield the looks that the log has since it was settled."""
    context, about = at.context, at.progress.concerned
    end = context.on or dt.date.max
    for person, act in product(about.affected, _LOOKING):
        for index in context.events_of(act, person):
            event = context.polycule.events[index]
            is_theirs = person in event.who and _is_of(context, event, about.by)
            if day < event.day <= end and is_theirs and not _may(context, person, event, about.by):
                yield context.event(index).evidence("recorded", event.act)


def _is_of(context: Context, event: Event, people: tuple[PersonId, ...]) -> bool:
    """Return whether what was looked at is of one of *people*, and not of whoever looks."""
    named = [name for name in event.about if isinstance(name, str)]
    owners = frozenset[PersonId]().union(
        *(context.owners_of(name) | context.named_people(name) for name in named)
    )
    return not owners.isdisjoint(people) and owners.isdisjoint(event.who)


def _may(context: Context, person: PersonId, event: Event, people: tuple[PersonId, ...]) -> bool:
    """Return whether one of *people* said yes to *person* on the day of *event*."""
    for other in people:
        for index in context.events_of("say-yes", other):
            yes = context.polycule.events[index]
            if yes.day == event.day and person in context.named(yes.to) and other in yes.who:
                return True
    return False


def _as_evidence(norm: NormAt) -> Evidence:
    return norm.evidence("goes on", norm.act)
