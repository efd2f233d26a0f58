"""What follows if a norm is broken, each of them in turn, to the end of each chain."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import islice

from attrs import evolve

from polyagree.clock import Quantity, day_bounds, local_day
from polyagree.model import (
    Event,
    Happening,
    Named,
    Norm,
    Obligation,
    Permission,
    Person,
    PersonId,
    Polycule,
)
from polyagree.source import Path
from polyagree.timeline.dues import not_before
from polyagree.timeline.inventing import LONG, Inventor, OutOfReach, as_written
from polyagree.timeline.ledger import Ledger
from polyagree.timeline.lives import BrokenLife, Life
from polyagree.timeline.log import Entry
from polyagree.timeline.matching import Matcher
from polyagree.timeline.naming import refuse_unknown_clause
from polyagree.timeline.rules import Rule, trigger_of
from polyagree.timeline.walks import OUT_OF_TIME, Choice, End, Exploration, Outcome, Walk
from polyagree.timeline.wordings import Standing, standings

__all__ = [
    "all_steps",
    "can_be_broken",
    "explore",
    "explored",
]

#: Further than this nobody follows a chain.
_DEEPEST = 12
_MOST_BREAKS = 12
_MOST_WINDOWS = 120
#: What takes more acts than that to be broken, or kept, is not played through.
_MOST_ACTS = 100
#: Of those who stand in no relationship, so many are tried.
_MOST_PEOPLE = 40


def explore(
    polycule: Polycule,
    *,
    on: dt.date | dt.datetime | None = None,
    clause: str | None = None,
    by: str | None = None,
) -> Exploration:
    """
    Break every norm in turn, and follow what comes after it to each end.

    Each break and each step is an event that is thought of and replayed, on a log
    that is otherwise empty. In one end everything is kept; for every step, there
    is one in which it alone is not, and so on down its own steps.

    Args:
        polycule: The document.
        on: The day on which it happens, or the instant from which on it does, in the
            wording of that day; ``None``: the last day that the document records.
        clause: Only this clause, boundary or agreement.
        by: Who breaks it, and only what binds this person; ``None``: the first whom it
            binds and who can.

    Raises:
        UnknownName: If the document has no clause or no person of that name.

    Source:
        A9, A12.
    """
    if clause is not None:
        refuse_unknown_clause(polycule, clause)
    breaker = None if by is None else polycule.person(by).id
    when = on or polycule.last_day or dt.date(2000, 1, 1)
    names = None if clause is None else frozenset({clause})
    return explored(polycule, when, names, breaker=breaker)


def explored(
    polycule: Polycule,
    when: dt.date | dt.datetime,
    names: frozenset[str] | None,
    *,
    breaker: PersonId | None = None,
) -> Exploration:
    """Return what :func:`explore` does, of the clauses and agreements called *names*."""
    if isinstance(when, dt.datetime):
        start, day = when.astimezone(dt.UTC), local_day(when, polycule.zone)
    else:
        start, day = day_bounds(when, polycule.zone).start, when
    stranger = _stranger(polycule)
    peopled = evolve(polycule, people=(*polycule.people, Person(id=stranger, name="Somebody")))
    walks: list[Walk] = []
    unreached: dict[Path, None] = {}
    matcher = Matcher(peopled, ())
    for standing in standings(polycule):
        if not standing.since <= day < standing.before or (
            names is not None and names.isdisjoint(standing.names)
        ):
            continue
        if not can_be_broken(standing.norm):
            continue
        explorer = _Explorer(matcher, standing, start, stranger=stranger, by=breaker)
        found = list(explorer.walks())
        walks += found
        reached = {path for walk in found for path in walk.reached}
        days = [local_day(each.broken, polycule.zone) for each in found if each.broken is not None]
        steps = [path for on in days for path, _ in all_steps(standing, on)]
        unreached |= dict.fromkeys(path for path in steps if path not in reached)
    seen = {path for walk in walks for path in walk.reached}
    return Exploration(
        walks=tuple(walks), unreached=tuple(path for path in unreached if path not in seen)
    )


def can_be_broken(norm: Norm) -> bool:
    """Return whether something can be against *norm*; a power and a free permission only give."""
    if isinstance(norm, Permission):
        return norm.only_if is not None or norm.at_most is not None
    return norm.modal != "power"


def _stranger(polycule: Polycule) -> PersonId:
    name, number = "somebody", 1
    while polycule.has_person(name) or polycule.has_group(name) or name in polycule.vocabulary:
        number += 1
        name = f"somebody-{number}"
    return PersonId(name)


def all_steps(standing: Standing, on: dt.date) -> Iterator[tuple[Path, Norm]]:
    """
    Yield what follows a break of *standing* on a day, as it was agreed then.

    Each step comes before those for when it is not kept.
    """

    def inside(path: Path, norm: Norm) -> Iterator[tuple[Path, Norm]]:
        yield path, norm
        for index, step in enumerate(norm.if_broken):
            yield from inside((*path, "if_broken", index), step)

    for step in standing.steps_on(on):
        yield from inside(step.path, step.norm)


class _Explorer:
    """Breaks one norm, and follows what comes after."""

    def __init__(
        self,
        matcher: Matcher,
        standing: Standing,
        start: dt.datetime,
        *,
        stranger: PersonId,
        by: PersonId | None,
    ) -> None:
        self._polycule = polycule = matcher.polycule
        self._matcher = matcher
        self._standing = standing
        self._start = start
        self._by = by
        # Which of the rules is broken: of a norm that binds several, one is for each.
        self._position = 0
        near = {
            person
            for party in standing.parties
            for relationship in polycule.relationships_of(party)
            for person in relationship.people
        }
        far = (each.id for each in islice(polycule.people, _MOST_PEOPLE))
        others = (stranger, *standing.parties, *sorted(near), *far)
        self._inventor = Inventor(matcher, tuple(dict.fromkeys(others)))

    def walks(self) -> Iterator[Walk]:
        """Yield the first break, and later ones of which something else follows."""
        counts = {1}
        for step in self._standing.steps_on(local_day(self._start, self._polycule.zone)):
            if step.norm.breach is not None:
                counts.add(step.norm.breach.count)
        rules = self._ledger().rules
        positions = [
            position
            for position, rule in enumerate(rules)
            if self._by is None or self._by in rule.who
        ]
        if self._by is not None and not positions:
            # It binds others.
            return
        bound = dict.fromkeys(person for position in positions for person in rules[position].who)
        who = tuple(bound) if self._by is None else (self._by,)
        for times in sorted(count for count in counts if count <= _MOST_BREAKS):
            yield self._walk(times, positions, who)

    def _walk(self, times: int, positions: Sequence[int], who: tuple[PersonId, ...]) -> Walk:
        standing = self._standing
        walk = Walk(
            clause=standing.clause,
            path=standing.path,
            norm=standing.norm,
            who=who,
            times=times,
        )
        why = "it binds nobody"
        for position in positions:
            self._position = position
            try:
                return self._follow_all(walk)
            except OutOfReach as reason:
                why = str(reason)
        return evolve(walk, why=why)

    def _follow_all(self, walk: Walk) -> Walk:
        """Return *walk* with the break, and what comes after it."""
        times = walk.times
        _, events, life = self._broken(times)
        broken = life.breaks[-1]
        ends: list[End] = []
        reached: dict[Path, None] = {}
        self._follow({}, times, ends, reached)
        return evolve(
            walk,
            who=broken.by,
            events=tuple(events),
            broken=broken.entry.first,
            ends=tuple(ends),
            reached=tuple(reached),
        )

    # Breaking it

    def _ledger(self) -> Ledger:
        """Return a ledger of the norm alone."""
        return Ledger.of_one(
            self._polycule, self._standing, since=self._start, matcher=self._matcher
        )

    def _broken(self, times: int) -> tuple[Ledger, list[Event], Life]:
        """Return a ledger in which the norm is broken for the *times*-th time."""
        ledger = self._ledger()
        events: list[Event] = []
        ledger.advance(self._start)
        for _ in range(times):
            before = self._breaks(ledger)
            self._break_once(ledger, events)
            if self._breaks(ledger) == before:
                raise OutOfReach("no event was found that breaks it")
        life = max(
            (life for life in self._lives(ledger) if life.breaks),
            key=lambda each: each.breaks[-1].entry.first,
        )
        return ledger, events, life

    def _lives(self, ledger: Ledger) -> Iterator[Life]:
        """Yield what became of the one whose break it is; the same time passes for others."""
        key = ledger.rules[self._position].key
        return (life for life in ledger.lives if life.rule.key == key)

    def _breaks(self, ledger: Ledger) -> int:
        return sum(len(life.breaks) for life in self._lives(ledger))

    def _take(self, ledger: Ledger, events: list[Event], event: Event) -> None:
        ledger.take(Entry.of(event, self._polycule, len(self._polycule.events) + len(events)))
        events.append(event)

    def _break_once(self, ledger: Ledger, events: list[Event]) -> None:
        rule = ledger.rules[self._position]
        if isinstance(rule.norm, Obligation) and rule.kind != "upkeep":
            self._miss(ledger, events, rule.norm)
            return
        norm, inventor = rule.norm, self._inventor
        at = ledger.until or self._start
        self._let_begin(ledger, events, norm, is_set_off=norm.after is not None)
        if norm.after is not None:
            self._take(ledger, events, inventor.act(rule, norm.after, rule.who[:1], at))
            at = ledger.until or at
        before = self._breaks(ledger)
        for event in self._acts_against(rule, at):
            if rule.kind == "upkeep":
                event = evolve(event, how=(*event.how, f"without-{norm.act}"))  # noqa: PLW2901  # so done
            elif norm.during is not None and not events:
                begins = Entry.of(event, self._polycule).first
                for shows in inventor.shown(norm.during, rule, begins):
                    self._take(ledger, events, shows)
            event = _as_much(event, norm)  # noqa: PLW2901  # the same, and more of it
            for _ in range(_most_times(norm)):
                self._take(ledger, events, evolve(event, at=self._later(event, ledger)))
                if self._breaks(ledger) > before:
                    return

    def _let_begin(
        self, ledger: Ledger, events: list[Event], norm: Norm, *, is_set_off: bool
    ) -> None:
        """Let happen what has to be so when something sets *norm* off."""
        begins = norm.from_
        if begins is None or isinstance(begins, dt.date):
            return
        if not is_set_off:
            raise OutOfReach("it begins with something that has to happen first")
        rule = ledger.rules[self._position]
        for event in self._inventor.shown(begins, rule, ledger.until or self._start):
            self._take(ledger, events, event)

    def _acts_against(self, rule: Rule, at: dt.datetime) -> Iterator[Event]:
        """Yield acts that may break *rule*."""
        inventor = self._inventor
        if rule.kind != "upkeep":
            doers = rule.who if rule.is_joint else rule.who[:1]
            yield from inventor.acts(rule, rule.norm, doers, at)
            return
        during = rule.norm.during
        if not isinstance(during, Happening):
            raise OutOfReach("it hangs on something that no log shows")
        yield from inventor.acts(rule, during, rule.who[:1], at)
        # What others do, it goes with if those whom it binds are in it.
        beside = evolve(during, with_=during.with_ or tuple(Named(each) for each in rule.who))
        yield from inventor.acts_of_others(rule, beside, at)

    def _later(self, event: Event, ledger: Ledger) -> dt.datetime | dt.date:
        """Return the time of *event*, or one just after what was taken last."""
        now = ledger.until
        at = Entry.of(event, self._polycule).first
        if now is None or at > now:
            return event.at
        soon = (now + dt.timedelta(minutes=1)).replace(microsecond=0)
        return as_written(soon, self._polycule)

    def _miss(self, ledger: Ledger, events: list[Event], norm: Obligation) -> None:
        """Let the time of a duty be over without its being done."""
        rule, inventor = ledger.rules[self._position], self._inventor
        trigger = trigger_of(rule)
        self._let_begin(ledger, events, norm, is_set_off=trigger is not None)
        if trigger is not None:
            for _ in range(1 if trigger.nth is None else _no_more(trigger.nth.count)):
                now = ledger.until or self._start
                doers = _doers(trigger, rule.who if self._by is None else (self._by, *rule.who))
                self._take(ledger, events, inventor.act(rule, trigger, doers, now))
        before = self._breaks(ledger)
        for _ in range(3):
            if not self._pass(ledger, ledger.lives):
                break
            if self._breaks(ledger) > before:
                return
        if norm.before is not None:
            now = ledger.until or self._start
            self._take(ledger, events, inventor.act(rule, norm.before, rule.who[:1], now))
        if self._breaks(ledger) == before and not norm.has_deadline:
            raise OutOfReach("it has no time in which it is to be done")

    def _pass(self, ledger: Ledger, lives: Sequence[Life]) -> bool:
        """Let time pass to when the next of *lives* is due, or comes into force."""
        due = [each.due_last for each in lives if each.is_open and each.due_last is not None]
        soonest = min(due, default=None)
        coming = ledger.next_alarm
        if soonest is None or (coming is not None and coming < soonest):
            soonest = coming
        if soonest is None:
            return False
        ledger.advance(soonest)
        return True

    # Following what comes after

    def _follow(
        self,
        missed: dict[str, bool],
        times: int,
        ends: list[End],
        reached: dict[Path, None],
    ) -> None:
        """Add the end in which all but what is *missed* is kept, and those below it."""
        end, met, steps = self._end(missed, times)
        ends.append(end)
        reached |= dict.fromkeys(steps)
        for key in met:
            if (
                key not in missed
                and len(missed) < _DEEPEST
                and (not missed or key.startswith(tuple(f"{each}!" for each in missed)))
            ):
                self._follow({**missed, key: True}, times, ends, reached)

    def _end(
        self, missed: dict[str, bool], times: int
    ) -> tuple[End, tuple[str, ...], tuple[Path, ...]]:
        """Return an end, the keys of what was owed on the way, and where steps came into force."""
        ledger, events, life = self._broken(times)
        broken = life.breaks[-1]
        choices: list[Choice] = []
        met: dict[str, None] = {}
        done: set[str] = set()
        why = ""
        while not broken.is_over:
            steps = [step for step in _open_steps(broken) if step.key not in done]
            met |= dict.fromkeys(step.key for step in steps)
            if not steps:
                break
            step = min(steps, key=_when)
            done.add(step.key)
            is_meant = step.key not in missed
            obstacle = self._do(ledger, events, step, is_kept=is_meant)
            why = obstacle or why
            choices.append(
                Choice(
                    path=step.rule.case.standing.path,
                    norm=step.rule.norm,
                    who=step.rule.who,
                    to=step.to,
                    until=step.due_last,
                    is_kept=is_meant and not obstacle,
                    why=obstacle,
                )
            )
        choices += _unbound(ledger, broken.entry.day)
        outcome: Outcome = broken.state if broken.state != "violated" else "stuck"
        if outcome == "stuck" and not why:
            why = "a step binds nobody" if broken.is_stuck else "a step never ends"
        reached = tuple(step.rule.case.standing.path for step in _all_after(broken))
        end = End(outcome=outcome, choices=tuple(choices), why=why if outcome == "stuck" else "")
        return end, tuple(met), reached

    def _do(self, ledger: Ledger, events: list[Event], step: Life, *, is_kept: bool) -> str:
        """Keep *step*, or do not; return what stands in the way."""
        norm = step.rule.norm
        if step.base == "inactive":
            return f"`{norm.act}` waits for something else to happen"
        if is_kept == step.is_guard:
            # A ban is kept, and a duty missed, by letting time pass.
            if step.due_last is None:
                return f"`{norm.act}` has no end"
            ledger.advance(step.due_last)
            return ""
        if step.opened is not None and not _has_end(norm):
            return f"`{norm.act}` has no end"
        try:
            self._act_on(ledger, events, step)
            for _ in range(_MOST_WINDOWS if step.opened is not None else 0):
                if not step.is_open or step.breaks:
                    break
                self._act_on(ledger, events, step)
        except OutOfReach as reason:
            return str(reason)
        if step.breaks and is_kept:
            return OUT_OF_TIME
        if step.is_open and not step.breaks:
            return f"no event was found for `{norm.act}`"
        return ""

    def _act_on(self, ledger: Ledger, events: list[Event], step: Life) -> None:
        """Do what keeps a duty, or breaks what is not to be done."""
        rule, norm = step.rule, step.rule.norm
        opened = step.opened
        now = max(ledger.until or self._start, opened or self._start)
        wait = norm.wait if isinstance(norm, Obligation) else None
        if wait is not None and step.last is not None:
            now = max(now, not_before(step.last, wait, self._polycule.zone))
        doers = rule.who if rule.is_joint else rule.who[:1]
        acts = (
            self._acts_against(rule, now)
            if step.is_guard
            else self._inventor.acts(rule, norm, doers, now)
        )
        for event in acts:
            if rule.kind == "upkeep":
                event = evolve(event, how=(*event.how, f"without-{norm.act}"))  # noqa: PLW2901  # so done
            for _ in range(_most_times(norm)):
                much = _as_much(event, norm)
                self._take(ledger, events, evolve(much, at=self._later(event, ledger)))
                if not step.is_open or step.breaks or step.opened != opened:
                    return


def _has_end(norm: Norm) -> bool:
    """Return whether what comes round does so no longer at some time."""
    ends = (norm.until, norm.for_, getattr(norm, "within", None), getattr(norm, "by", None))
    return any(end is not None for end in ends)


def _doers(trigger: Happening, who: tuple[PersonId, ...]) -> tuple[PersonId, ...]:
    named = tuple(PersonId(str(term)) for term in trigger.who)
    return tuple(each for each in named if each in who) or who[:1]


def _as_much(event: Event, norm: Norm) -> Event:
    """Return *event* with as much of it as is counted, where that is no number of times."""
    per = getattr(norm, "per", None)
    if per is not None and per.kind == "moment":
        # It has to go on for the next one to be at the same time.
        return event if event.lasting is not None else evolve(event, lasting=LONG)
    counted = _counted(norm)
    if counted is None:
        return event
    if counted.duration is not None:
        return evolve(event, lasting=counted.duration)
    return event if counted.amount is None else evolve(event, amount=counted)


def _counted(norm: Norm) -> Quantity | None:
    """Return how much a limit allows, or a quota asks for."""
    found: Quantity | None = getattr(norm, "at_most", None) or getattr(norm, "at_least", None)
    return found


def _most_times(norm: Norm) -> int:
    """Return how many times an act may be needed to break a limit, or to meet a quota."""
    counted = _counted(norm)
    if counted is None or counted.number is None:
        return 1 if counted is None else 3
    return _no_more(int(counted.number) + 1)


def _no_more(times: int) -> int:
    if times > _MOST_ACTS:
        raise OutOfReach(f"it takes more than {_MOST_ACTS} acts")
    return times


def _open_steps(broken: BrokenLife) -> Iterator[Life]:
    """Yield the steps that are owed still; what is only given owes nothing."""
    for step in _all_after(broken):
        is_owed = not step.is_given and not step.breaks
        if is_owed and step.base in {"in force", "suspended", "inactive"}:
            yield step


def _all_after(broken: BrokenLife) -> Iterator[Life]:
    for step in broken.steps:
        yield step
        for deeper in step.breaks:
            yield from _all_after(deeper)


def _unbound(ledger: Ledger, day: dt.date) -> Iterator[Choice]:
    """Yield the steps to which nobody is bound."""
    steps = dict(all_steps(ledger.rules[0].case.standing, day))
    for remark in ledger.remarks:
        if remark.kind == "nobody" and remark.path in steps:
            norm = steps[remark.path]
            yield Choice(path=remark.path, norm=norm, who=(), is_kept=False, why=remark.message)


def _when(step: Life) -> tuple[bool, dt.datetime, int]:
    return (
        step.due_last is None,
        step.due_last or dt.datetime.max.replace(tzinfo=dt.UTC),
        step.serial,
    )
