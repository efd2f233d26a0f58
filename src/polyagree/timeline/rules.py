"""The norms of a document, each with one whom it binds, ready to be held against a log."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from attrs import define, evolve, field

from polyagree.clock import day_bounds
from polyagree.model import (
    AllOf,
    AnyOf,
    Condition,
    CountOf,
    Done,
    Event,
    Except,
    Gate,
    Happening,
    Named,
    Norm,
    Not,
    Obligation,
    PeopleTerm,
    Permission,
    PersonId,
    Power,
    Prohibition,
    Role,
    Situation,
    Status,
    Word,
)
from polyagree.timeline.cases import Case
from polyagree.timeline.instants import ONE_DAY, later
from polyagree.timeline.log import PROBE, Entry, Log
from polyagree.timeline.matching import Matcher
from polyagree.timeline.pronouns import those_in, with_people, with_them
from polyagree.timeline.spellings import respelled_norm
from polyagree.timeline.truth import Truth, any_true
from polyagree.timeline.wordings import Standing, StepAt

__all__ = [
    "Kind",
    "Rule",
    "Step",
    "acts_in",
    "acts_of_norm",
    "is_meant_for",
    "kind_of",
    "rules_of",
    "status_signal",
    "steps_after",
    "trigger_of",
]

Kind = Literal["once", "recurring", "quota", "upkeep", "ban", "gated", "limit", "grant", "power"]
"""
How a norm is kept. *Once*, *recurring* and a *quota* are done by deadlines; *upkeep*
goes with something else; a *ban*, a *gated* permission and a *limit* are kept by what
is not done; a *grant* and a *power* may be used, and cannot be broken.
"""

_WORDS_OF: dict[str, tuple[str, ...]] = {
    "yes_from": ("say-yes", "say-no", "veto", "ask"),
    "unopposed_by": ("say-yes", "say-no", "veto", "ask"),
    "told": ("tell",),
    "talked_with": ("talk",),
}
"""The acts that a gate hangs on."""


@define(slots=True, eq=False)
class Rule:
    """
    A norm with one whom it binds.

    Attributes:
        key: Its name in a ledger.
        case: The norm, and whom it binds.
        kind: How it is kept.
        opens: The first instant at which it counts; ``None``: the document does not say.
        closes: The first instant at which it no longer does; ``None``: it goes on.
        is_step: Whether it follows a break.
        is_own: Whether its norm came up in the log, and stands in no document.
        who: Whom it binds, in the order of the parties.
        acts: The acts that may keep or break it.
    """

    key: str
    case: Case
    kind: Kind
    opens: dt.datetime | None = None
    closes: dt.datetime | None = None
    is_step: bool = False
    is_own: bool = False
    who: tuple[PersonId, ...] = field(init=False)
    acts: tuple[str, ...] = field(init=False)
    _asked: tuple[Entry, tuple[PersonId, ...]] | None = field(init=False, default=None)
    _answer: Truth = field(init=False, default=None)

    def __attrs_post_init__(self) -> None:
        """Put those whom it binds in the order of the parties."""
        side, parties = self.case.side, self.case.standing.parties
        self.who = (*(each for each in parties if each in side), *sorted(side - {*parties}))
        kept_by = acts_in(self.norm.during) if self.kind == "upkeep" else ()
        self.acts = tuple(dict.fromkeys((self.norm.act, *kept_by)))

    @property
    def norm(self) -> Norm:
        """The norm."""
        return self.case.standing.norm

    @property
    def is_joint(self) -> bool:
        """Whether it binds several people together."""
        return self.case.who is None

    def is_done_by(self, entry: Entry, delegates: Iterable[PersonId] = ()) -> Truth:
        """Return whether *entry* is the act of the norm, done by whom it binds or a delegate."""
        people = tuple(delegates)
        asked = self._asked
        if asked is None or asked[0] is not entry or asked[1] != people:
            # Of one entry, each of its open instances asks.
            self._answer = self.case.is_done_by(self._as_said_by(entry), entry, people)
            self._asked = entry, people
        return self._answer

    def is_told_otherwise(self, entry: Entry, delegates: Iterable[PersonId] = ()) -> Truth:
        """Return whether only the details that *entry* tells keep it from being the act."""
        norm = self._as_said_by(entry)
        if norm.details is None or norm.details.as_asked or not entry.event.details:
            return False
        return self.case.is_done_by(evolve(norm, details=None), entry, delegates)

    def _as_said_by(self, entry: Entry) -> Norm:
        """
        Return the norm without what *entry* need not say of it.

        What does not say what it is about, is about everything that is open. Which
        breach a step is about is known by what it follows, and not by the word.
        """
        norm = self.norm
        if not isinstance(norm, Obligation) or not norm.about:
            return norm
        is_open = not entry.event.about or (self.is_step and norm.about == ("breach",))
        return evolve(norm, about=()) if is_open else norm

    def following(self, cause: Entry) -> Rule:
        """Return what is owed once *cause* has set it off, with whom in it as ``them``."""
        standing = self.case.standing
        norm = with_them(standing.norm, cause, self.case, trigger_of(self))
        if norm is standing.norm:
            return self
        return evolve(
            self, case=self.case._replace(standing=standing._replace(norm=norm)), is_own=True
        )

    def is_triggered_by(self, happening: Happening, entry: Entry) -> Truth:
        """Return whether *entry* is *happening*, by one whom the norm binds if nobody is named."""
        case = self.case
        if case.who is not None or happening.who or not entry.event.who:
            return case.matcher.matches(
                happening, entry, parties=case.standing.parties, bearer=case.who
            )
        return any_true(
            case.matcher.matches(happening, entry, parties=case.standing.parties, bearer=each)
            for each in self.who
        )


def rules_of(
    index: int,
    standing: Standing,
    log: Log,
    matcher: Matcher,
    status: Callable[[Status], Truth] | None = None,
) -> Iterator[Rule]:
    """
    Yield *standing* with each whom it may bind.

    Args:
        index: Its number in its document.
        standing: The norm.
        log: What happened.
        matcher: Holds it against descriptions.
        status: Says how a clause stands.
    """
    zone = matcher.polycule.zone
    opens = closes = None
    if standing.since > dt.date.min:
        opens = day_bounds(standing.since, zone).start
    if standing.before < dt.date.max:
        closes = day_bounds(standing.before, zone).start
    begins = standing.norm.from_
    if isinstance(begins, dt.date):
        start = day_bounds(begins, zone).start
        opens = start if opens is None else max(opens, start)
    if kind_of(standing.norm) in {"recurring", "quota"}:
        closes = _last_round(standing.norm, opens, closes, zone)
    for who, side, least in _bound_by(standing, matcher):
        case = Case(standing, log, matcher, who, side, status, least)
        bound = _accepted(standing, side if least is None else frozenset())
        if bound is None or not case.may_be_bound():
            continue
        first, end = (None if day is None else day_bounds(day, zone).start for day in bound)
        yield Rule(
            key=f"{index}" if who is None else f"{index}:{who}",
            case=case,
            kind=kind_of(standing.norm),
            opens=opens if first is None else max(first, opens or first),
            closes=closes if end is None else min(end, closes or end),
        )


def _last_round(
    norm: Norm, opens: dt.datetime | None, closes: dt.datetime | None, zone: ZoneInfo
) -> dt.datetime | None:
    """Return when what comes round no longer does."""
    ends = [] if closes is None else [closes]
    if isinstance(norm.until, dt.date):
        ends.append(later(day_bounds(norm.until, zone).start, ONE_DAY, zone))
    if norm.for_ is not None and norm.after is None and opens is not None:
        ends.append(later(opens, norm.for_, zone))
    return min(ends, default=None)


def _accepted(
    standing: Standing, people: frozenset[PersonId]
) -> tuple[dt.date | None, dt.date | None] | None:
    """Return from which day on *people* are bound, and from which no longer; ``None``: never."""
    accepted = {each.by: each for each in standing.accepted}
    if not accepted:
        return None, None
    if not people <= accepted.keys():
        return None
    ends = [each.revoked for each in accepted.values() if each.by in people]
    revoked = [day for day in ends if day is not None]
    first = max((accepted[person].date for person in people), default=None)
    return first, min(revoked, default=None)


_Bound = tuple[PersonId | None, frozenset[PersonId], int | None]


def _bound_by(standing: Standing, matcher: Matcher) -> Iterator[_Bound]:
    """Yield whom a norm may bind: one, or several and how many of them at least."""
    who, holder = standing.norm.who, standing.holder
    everybody = frozenset(standing.parties)
    if holder is not None:
        yield holder, frozenset({holder}), None
    elif isinstance(standing.norm, Power) and standing.norm.is_nobodys:
        return
    elif who == (Role("all parties"),):
        yield None, everybody, None
    elif who == (Role("any party"),):
        yield None, everybody, 1
    elif len(who) == 1 and isinstance(who[0], CountOf):
        since = max(standing.since, dt.date(1, 1, 2))
        meant = matcher.members(who[0].of, _on(since, matcher), parties=everybody, side=frozenset())
        yield None, (meant or everybody) & everybody or everybody, who[0].count
    else:
        for party in standing.parties:
            if not who or any(_may_mean(term, party, matcher) for term in who):
                yield party, frozenset({party}), None


def _on(day: dt.date, matcher: Matcher) -> Entry:
    """Return a moment on *day*."""
    event = Event(at=day, act=Word("meet"))
    return Entry.of(event, matcher.polycule, PROBE)


def _may_mean(term: PeopleTerm, party: PersonId, matcher: Matcher) -> bool:
    """Return whether *term* may mean *party* on some day."""
    match term:
        case Named(name=name) if matcher.is_person(name):
            return name == party
        case Role(role="each party" | "all parties" | "any party" | "anyone" | "each person"):
            return True
        case Role():
            return False
        case Except(people=people, except_=gone):
            return (
                any(_may_mean(each, party, matcher) for each in people) and Named(party) not in gone
            )
        case _:
            return True


def kind_of(norm: Norm) -> Kind:
    """Return how *norm* is kept."""
    match norm:
        case Obligation(kind="achievement"):
            return "once"
        case Obligation(kind="maintenance"):
            return "upkeep"
        case Obligation(kind="recurring"):
            return "recurring"
        case Obligation():
            return "quota"
        case Prohibition():
            return "ban"
        case Permission(at_most=None):
            return "grant" if norm.only_if is None else "gated"
        case Permission():
            return "limit"
        case _:
            return "power"


# What follows a break


class Step(NamedTuple):
    """
    What follows a break, with whom it binds; nobody, if it names nobody who can be told.

    Attributes:
        at: The norm and its place, with the people of this break in place of the words for them.
        rules: It, with each whom it binds.
    """

    at: StepAt
    rules: tuple[Rule, ...]


def steps_after(
    rule: Rule,
    breakers: frozenset[PersonId],
    entry: Entry,
    number: int,
    key: str,
    *,
    cause: Entry | None = None,
) -> Iterator[Step]:
    """
    Yield what follows the break *number* of *rule*.

    Args:
        rule: What was broken.
        breakers: Who broke it.
        entry: When, and by what.
        number: The how manieth time it is for these people.
        key: What the names of the rules begin with.
        cause: What it followed itself; ``None``: nothing in particular.
    """
    parties = rule.case.standing.parties
    affected = frozenset(parties) - breakers
    them = _those_behind(rule, breakers, entry, cause)
    for index, step in enumerate(rule.case.standing.steps_on(entry.day)):
        if not is_meant_for(step.norm, number):
            continue
        # In what follows if it is not kept itself, they are those of that break.
        meant = {"breaker": breakers, "affected": affected or frozenset(parties)}
        # What follows something more than the break has its own.
        if them and step.norm.after is None:
            meant["them"] = them
        # About the break that it follows: whether it is, is asked of each act.
        about = tuple(each for each in step.norm.about if each != "breach")
        norm = evolve(with_people(step.norm, meant), about=about)
        norm = respelled_norm(norm, rule.case.matcher.words)
        standing = rule.case.standing._replace(
            path=step.path,
            norm=norm,
            holder=None,
            stood=(),
            steps=tuple(
                StepAt((*step.path, "if_broken", position), each)
                for position, each in enumerate(norm.if_broken)
            ),
        )
        case = rule.case._replace(standing=standing, who=None, side=frozenset())
        rules = tuple(
            Rule(
                key=f"{key}.{index}" if who is None else f"{key}.{index}:{who}",
                case=case._replace(who=who, side=side, least=least),
                kind=kind_of(norm),
                is_step=True,
            )
            for who, side, least in _bound_by_step(case, breakers, entry)
        )
        yield Step(StepAt(step.path, norm), rules)


def _those_behind(
    rule: Rule, breakers: frozenset[PersonId], entry: Entry, cause: Entry | None
) -> frozenset[PersonId]:
    """Return who ``they`` are after a break: those in the act, or in what a duty followed."""
    if not entry.is_probe:
        return those_in(entry, rule.case, breakers)
    if cause is None or cause.is_probe:
        return frozenset()
    return those_in(cause, rule.case, breakers, trigger_of(rule))


def is_meant_for(norm: Norm, number: int) -> bool:
    """Return whether a step follows a break that is the how manieth by the same people."""
    nth = norm.breach
    if nth is None:
        return True
    return number >= nth.count if nth.onwards or nth.in_a_row else number == nth.count


def _bound_by_step(case: Case, breakers: frozenset[PersonId], entry: Entry) -> Iterator[_Bound]:
    standing = case.standing
    norm, everybody = standing.norm, frozenset(standing.parties)
    if norm.who in {(Role("all parties"),), (Role("any party"),)}:
        yield None, everybody, None if str(norm.who[0]) == "all parties" else 1
        return
    people: set[PersonId] = set()
    for term in norm.who:
        if isinstance(term, CountOf):
            meant = case.matcher.members(term.of, entry, parties=everybody, side=frozenset())
            if meant:
                yield None, meant, term.count
            continue
        if term == Role("other parties"):
            people |= everybody - breakers
        elif term == Role("each party"):
            people |= everybody
        else:
            found = case.matcher.members(term, entry, parties=everybody, side=frozenset())
            people |= found or frozenset()
    for person in (*standing.parties, *sorted(people - everybody)):
        if person in people:
            yield person, frozenset({person}), None


# What a condition hangs on


def trigger_of(rule: Rule) -> Happening | None:
    """Return what a duty follows each time; ``None`` if it follows nothing."""
    norm = rule.norm
    if not isinstance(norm, Obligation):
        return None
    if rule.kind == "quota" and norm.per is not None and norm.per.act is not None:
        return Happening(act=Word(norm.per.act))
    return norm.after


def status_signal(name: str) -> str:
    """Return what stands among the acts for a change of how the clause *name* stands."""
    return f"status of {name}"


def acts_in(condition: Condition | None) -> Iterator[str]:
    """Yield the acts and happenings that can make *condition* come true."""
    match condition:
        case AllOf(all_of=parts) | AnyOf(any_=parts):
            for part in parts:
                yield from acts_in(part)
        case Not(not_=inner):
            yield from acts_in(inner)
        case Done(done=happening) | (Happening() as happening):
            yield happening.act
        case Situation(word=word):
            yield word
        case Gate(kind=kind):
            yield from _WORDS_OF[kind]
        case Status(of=of):
            yield status_signal(of)
        case _:
            return


def acts_of_norm(norm: Norm) -> Iterator[str]:
    """Yield every act that *norm*, and what follows a break of it, may hang on."""
    yield from ("agree-exception", norm.act)
    conditions: list[Condition | dt.date | None] = [
        *(norm.from_, norm.until, norm.during, norm.unless, norm.after),
        *(getattr(norm, name, None) for name in ("only_if", "before")),
    ]
    for condition in conditions:
        if condition is not None and not isinstance(condition, dt.date):
            yield from acts_in(condition)
    per, by = getattr(norm, "per", None), getattr(norm, "by", None)
    if per is not None and per.act is not None:
        yield per.act
    if by is not None and by.part in {"check-in", "review"}:
        yield from ("check-in", "review")
    for over in norm.over if isinstance(norm, Power) else ():
        yield over.act if isinstance(over, Happening) else over
    for step in norm.if_broken:
        yield from acts_of_norm(step)
