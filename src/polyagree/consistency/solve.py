"""Whether everything that was agreed can be kept together."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import combinations
from typing import Any, Literal, NamedTuple

from attrs import evolve

from polyagree.clock import day_bounds
from polyagree.clock.asked import day_of, seconds_of
from polyagree.consistency.checking import troubles
from polyagree.consistency.demands import Occasion
from polyagree.consistency.kinds import kind_of, people_in
from polyagree.consistency.parts import Part, parts_of, whole
from polyagree.consistency.priorities import Preference, Priorities
from polyagree.consistency.settling import Settling
from polyagree.consistency.solver import OutOfTime, is_available
from polyagree.consistency.stage import Stage, peopled
from polyagree.consistency.verdicts import (
    Conflict,
    Consistent,
    Inconsistent,
    Member,
    Planned,
    Unknown,
    Unsettled,
    Verdict,
)
from polyagree.consistency.worlds import Atom, atoms_of, in_words, is_open
from polyagree.errors import InvalidQuantity, InvalidTime
from polyagree.model import Norm, Polycule, Vocabulary
from polyagree.source import Path
from polyagree.timeline.naming import refuse_unknown_clause
from polyagree.timeline.rules import Rule, trigger_of
from polyagree.timeline.wordings import standings

__all__ = ["solve"]

_NEVER = dt.date(2000, 1, 1)
_MOST_WORLDS = 24
_PAIR = 2

_WHY = {
    "nothing": "nobody can tell what event would keep it",
    "together": "whether these can be kept together hangs on more than days and hours show",
    "solver": "whether all of this can be kept is a matter of counts and choices: install "
    "`polyagree[solver]` to have it decided",
    "time": "the time that was given was over before this was decided",
}


def solve(
    polycule: Polycule,
    *,
    on: dt.date | None = None,
    horizon: dt.date | None = None,
    sets: int = 1,
    weights: Mapping[str, int] | None = None,
    over: Iterable[tuple[str, str]] = (),
    prefer: Sequence[Preference] = (),
    seconds: float | None = None,
) -> Verdict:
    """
    Return whether everything that was agreed can be kept together, and how.

    It asks it of an empty record from *on* to *horizon*: what happened is not held against
    anybody. What follows a break is no part of it, since it never contradicts what was broken.
    That something can be kept is shown by a schedule, which was replayed; that it cannot, by
    a minimal set of norms, without any one of which the others can be kept.

    Args:
        polycule: The document.
        on: The first day; ``None``: the last day that the document records.
        horizon: The last day; ``None``: so far that each window is seen whole once, at
            least 60 days and at most 800.
        sets: So many minimal sets at most, for each part of the document that is
            independent of the others. More than one needs the extra `solver`.
        weights: How much it would cost to give up a norm of a clause, by the name of the
            clause; others cost 1. With them the verdict has the best compromise.
        over: Pairs of clauses, boundaries or agreements: where they clash, the first makes an
            exception from the second. What nobody ranked, stays a conflict.
        prefer: What else ranks two that clash: what was agreed ``later``, what is more
            ``specific``; the weightier first.
        seconds: When to stop looking; ``None``: never. What was not settled by then
            is unknown.

    Raises:
        InvalidTime: If *horizon* is before *on*, if one of them is no day, or if *seconds* is
            no length of time.
        InvalidPriority: If clauses would go before each other in a circle, or if *prefer* has
            something else in it.
        InvalidQuantity: If a weight is no whole number from 1, or if *sets* is below it.
        UnknownName: If the document has no clause of a name in *weights* or *over*.
        DoesNotReplay: If polyagree contradicts itself; please report it.

    Source:
        C2, A12.
    """
    first = polycule.last_day or _NEVER if on is None else day_of(on, field="on")
    horizon = None if horizon is None else day_of(horizon, field="horizon")
    if horizon is not None and horizon < first:
        raise InvalidTime(
            f"the horizon {horizon} is before {first}, from which on it is asked",
            help="say a later day, or an earlier `on`",
        )
    until = None
    if seconds is not None:
        until = time.monotonic() + seconds_of(seconds, field="seconds")
    if sets < 1:
        raise InvalidQuantity(f"{sets} sets are none", help="say how many, from 1")
    priorities = Priorities(polycule, over, prefer)
    asked = _Asked(first, horizon, until, sets, _weights(polycule, weights), priorities)
    return _Search(polycule, asked).verdict()


def _weights(polycule: Polycule, weights: Mapping[str, int] | None) -> dict[str, int] | None:
    if weights is None:
        return None
    for name, weight in weights.items():
        refuse_unknown_clause(polycule, name)
        if weight < 1 or weight != int(weight):
            raise InvalidQuantity(
                f"`{name}` weighs {weight}", help="a weight is a whole number from 1"
            )
    return dict(weights)


class _Asked(NamedTuple):
    """
    The question.

    Attributes:
        first: The first day.
        horizon: The last one; ``None``: as far as the windows ask for.
        until: When to give up.
        sets: How many minimal sets are wanted.
        weights: What a clause weighs, by its name.
        priorities: What makes an exception from what.
    """

    first: dt.date
    horizon: dt.date | None
    until: float | None
    sets: int
    weights: Mapping[str, int] | None
    priorities: Priorities


class _Found(NamedTuple):
    """
    What was found about the parts.

    Attributes:
        schedule: What people do.
        conflicts: What nobody could keep.
        conditional: What nobody could keep in some situations.
        unsettled: What nobody can tell.
        drop: The fewest norms to drop.
        compromise: The lightest ones.
    """

    schedule: list[Planned]
    conflicts: list[Conflict]
    conditional: list[Conflict]
    unsettled: list[Unsettled]
    drop: list[Member]
    compromise: list[Member]


class _Search:
    """Looks at one part after the other."""

    def __init__(self, polycule: Polycule, asked: _Asked) -> None:
        self._document, self._stranger = peopled(polycule)
        self._asked = asked
        self._first, self._horizon, self._until, self._sets, self._weights, _ = asked
        self._written = {each.path: each for each in standings(self._document)}
        self._says = _says(polycule)
        self._last = asked.horizon or asked.first
        self._found = _Found([], [], [], [], [], [])
        self._seen: set[tuple[Path, ...]] = set()
        self._has_all = True

    def verdict(self) -> Verdict:
        """Return what can be said of the whole."""
        written = self._written.values()
        widest = Stage(self._document, self._stranger, self._first, written)
        kept: list[tuple[Settling, Part]] = []
        seen: set[Path] = set()
        try:
            for part in parts_of(widest, at_each=self._refuse_late):
                seen.update(part.paths)
                with self._in_time(part):
                    kept += self._look_at(widest, part)
            self._name_what_nothing_keeps(widest, seen)
        except OutOfTime:
            # Not even what bears on what is known: that is all of it.
            self._found.unsettled.append(Unsettled(why=_WHY["time"], lacks="time"))
        found = self._found
        if not found.conflicts:
            # Beside something that cannot be kept, nobody needs a schedule of the rest.
            for shop, part in kept:
                with self._in_time(part):
                    self._schedule(shop, part)
        span: dict[str, Any] = {
            "on": self._first,
            "horizon": self._last,
            "unread": _unread(self._document),
        }
        conditional = tuple(found.conditional)
        if found.conflicts:
            return Inconsistent(
                **span,
                conflicts=tuple(found.conflicts),
                has_all=self._has_all,
                drop=tuple(found.drop) if is_available() else None,
                compromise=self._compromise(),
                conditional=conditional,
                unsettled=tuple(found.unsettled),
            )
        if not found.unsettled:
            self._refuse_what_others_deny()
        if found.unsettled:
            return Unknown(**span, unsettled=tuple(found.unsettled), conditional=conditional)
        schedule = sorted(found.schedule, key=lambda each: (each.event.day, str(each.event.at)))
        # Every part is kept at least so far, whatever farther windows one of them has.
        span["horizon"] = min((shop.last for shop, _ in kept), default=self._last)
        return Consistent(**span, schedule=tuple(schedule), conditional=conditional)

    def _name_what_nothing_keeps(self, widest: Stage, seen: set[Path]) -> None:
        """Say of duties that are in no part that no event was thought of that would keep them."""
        left = frozenset(self._due(widest)).difference(seen)
        if left:
            for path in self._due(widest.within(left, frozenset())):
                self._found.unsettled.append(self._unsettled(path, "nothing"))

    def _due(self, stage: Stage) -> Iterable[Path]:
        """Return where the duties of *stage* stand that ask for something, each once."""
        return dict.fromkeys(each.case.standing.path for each in stage.rules if self._is_due(each))

    def _is_due(self, rule: Rule) -> bool:
        """Return whether *rule* asks for something in the days that are looked at, for sure."""
        norm, start = rule.norm, day_bounds(self._first, self._document.zone).start
        has_ended = (rule.closes is not None and rule.closes <= start) or (
            isinstance(norm.until, dt.date) and norm.until < self._first
        )
        is_duty = rule.kind in {"once", "recurring", "quota"} and trigger_of(rule) is None
        return is_duty and not is_open(norm) and not has_ended

    # One part

    @contextmanager
    def _in_time(self, part: Part) -> Iterator[None]:
        """Say of *part* that it is unsettled if the time is over before it was."""
        try:
            yield
        except OutOfTime:
            self._found.unsettled.append(self._unsettled(part.paths[0], "time"))

    def _look_at(self, widest: Stage, part: Part) -> Iterator[tuple[Settling, Part]]:
        """Find what nobody could keep of *part*; yield what is left to be scheduled."""
        self._refuse_late()
        norms = [self._written[path].norm for path in part.paths]
        worlds = list(_worlds(norms, self._document.vocabulary))
        stage, base = widest, part
        if worlds:
            stage, base = self._in(widest, part, frozenset())
        shop = self._shop(stage, base)
        if self._is_free(shop, base):
            yield shop, base
        for world in worlds:
            there, members = self._in(widest, part, world)
            self._look_for_more(self._shop(there, members), members, world)
        if not base.forbids:
            return
        told: set[tuple[str, ...]] = set()
        for happens, words in _occasions(stage, base, shop):
            if words not in told:
                other = self._shop(stage, base, happens)
                if self._look_for_more(other, base, frozenset(), situation=words):
                    told.add(words)

    def _refuse_late(self) -> None:
        if self._until is not None and time.monotonic() > self._until:
            raise OutOfTime

    def _in(self, widest: Stage, part: Part, world: frozenset[Atom]) -> tuple[Stage, Part]:
        """Return the norms of *part* in another world."""
        stage = widest.within(frozenset(part.paths), world)
        return stage, whole(stage)

    def _shop(self, stage: Stage, part: Part, happens: Occasion | None = None) -> Settling:
        self._refuse_late()
        shop = Settling(
            stage,
            part,
            horizon=self._horizon,
            until=self._until,
            happens=happens,
            priorities=self._asked.priorities,
        )
        self._last = max(self._last, shop.last)
        return shop

    def _is_free(self, shop: Settling, part: Part) -> bool:
        """Return whether nothing was found in *part* that nobody could keep."""
        excluded = shop.excluded()
        found = [*([] if excluded is None else [excluded]), *shop.ungrantable()]
        if found:
            self._add_conflicts(shop, part, found)
        return not found

    def _compromise(self) -> tuple[Member, ...] | None:
        if self._weights is None or not is_available():
            return None
        return tuple(self._found.compromise)

    def _schedule(self, shop: Settling, part: Part) -> None:
        schedule, found = shop.scheduled()
        if schedule is not None:
            self._found.schedule.extend(schedule)
            return
        if not found:
            self._found.unsettled.append(self._unsettled(part.paths[0], "solver"))
        for trouble in found:
            why = trouble.fact if trouble.fact in _WHY else "record"
            self._found.unsettled.append(self._unsettled(trouble.path, why, trouble.fact))

    def _refuse_what_others_deny(self) -> None:
        """
        Replay the whole schedule under all norms; what breaks one is unsettled.

        Parts are settled one by one, and a word that one part waits for may be against another.
        """
        events = [each.event for each in self._found.schedule]
        stage = Stage(
            self._document, self._stranger, self._first, self._written.values(), world=frozenset()
        )
        for trouble in troubles(stage, events, self._last, frozenset(self._written)):
            if trouble.event is not None and not self._asked.priorities:
                self._found.unsettled.append(self._unsettled(trouble.path, "record", trouble.fact))

    def _add_conflicts(self, shop: Settling, part: Part, first: list[tuple[Path, ...]]) -> None:
        found, has_all = first, False
        if is_available():
            if self._sets > 1:
                more, has_all = shop.all_excluded(self._sets)
                found = [*dict.fromkeys((*more, *(first if len(more) < self._sets else ())))]
            self._found.drop.extend(map(self._member, shop.drop()))
            if self._weights is not None:
                weights = {path: self._weight(path) for path in part.paths}
                self._found.compromise.extend(map(self._member, shop.drop(weights)))
        self._has_all &= has_all
        for paths in found:
            self._add(self._found.conflicts, self._conflict(shop, part, paths))

    def _weight(self, path: Path) -> int:
        return (self._weights or {}).get(self._written[path].clause, 1)

    def _look_for_more(
        self,
        shop: Settling,
        part: Part,
        world: frozenset[Atom],
        situation: Sequence[str] = (),
    ) -> bool:
        """Find what nobody could keep in one situation; return whether there is anything."""
        found = [shop.excluded()]
        if not situation:
            found += shop.ungrantable()
        for paths in found:
            if paths is not None and paths not in self._seen:
                conflict = self._conflict(shop, part, paths)
                words = situation or self._named(paths, world)
                self._add(self._found.conditional, evolve(conflict, situation=tuple(words)))
        return any(paths is not None for paths in found)

    def _named(self, paths: Iterable[Path], world: frozenset[Atom]) -> Iterator[str]:
        """Yield the situations of *world* that the norms at *paths* speak of."""
        words = self._document.vocabulary
        said = {atom: None for path in paths for atom in atoms_of(self._written[path].norm, words)}
        return (in_words(atom) for atom in said if atom in world)

    def _add(self, to: list[Conflict], conflict: Conflict) -> None:
        paths = tuple(each.path for each in conflict.members)
        if paths not in self._seen:
            self._seen.add(paths)
            to.append(conflict)

    # What is shown

    def _conflict(self, shop: Settling, part: Part, paths: tuple[Path, ...]) -> Conflict:
        rules = [rule for rule in part.rules if rule.case.standing.path in paths]
        norms = [self._written[path].norm for path in paths]
        return Conflict(
            kind=kind_of(norms, is_apart=shop.hangs_on_places(paths)),
            members=tuple(map(self._member, paths)),
            people=people_in(rules),
            without=tuple(
                shop.scheduled([each for each in paths if each != path])[0] for path in paths
            ),
        )

    def _member(self, path: Path) -> Member:
        standing = self._written[path]
        return Member(
            path=path,
            clause=standing.clause,
            norm=standing.norm,
            says=self._says.get(standing.clause, ""),
        )

    def _unsettled(self, path: Path, why: str, fact: str = "") -> Unsettled:
        sentence = _WHY.get(why, f"no schedule was found that surely keeps it ({fact})")
        lacks: Literal["time", "solver"] | None = None
        if why in {"time", "solver"}:
            lacks = "time" if why == "time" else "solver"
        clause = self._written[path].clause
        return Unsettled(why=sentence, path=path, clause=clause, lacks=lacks)


def _unread(polycule: Polycule) -> tuple[str, ...]:
    """Return the clauses and boundaries of which nobody said what they mean."""
    clauses = (
        f"{agreement.id}.{clause.id}"
        for agreement in polycule.agreements
        for clause in agreement.clauses
        if not clause.is_read
    )
    return (*clauses, *(str(each.id) for each in polycule.boundaries if not each.is_read))


def _says(polycule: Polycule) -> dict[str, str]:
    clauses = (
        (f"{agreement.id}.{clause.id}", clause.says)
        for agreement in polycule.agreements
        for clause in agreement.clauses
    )
    own = ((str(boundary.id), boundary.says) for boundary in polycule.boundaries)
    return {name: says or "" for name, says in (*clauses, *own)}


def _worlds(norms: Iterable[Norm], words: Vocabulary) -> Iterator[frozenset[Atom]]:
    """Yield worlds in which something holds that *norms* hang on."""
    atoms = dict.fromkeys(atom for norm in norms for atom in atoms_of(norm, words))
    found = [frozenset(some) for size in (1, 2) for some in combinations(atoms, size)]
    yield from found[:_MOST_WORLDS]
    if len(atoms) > _PAIR:
        yield frozenset(atoms)


def _occasions(
    stage: Stage, part: Part, shop: Settling
) -> Iterator[tuple[Occasion, tuple[str, ...]]]:
    """Yield what sets something off, and when it might happen."""
    seen: set[object] = set()
    for rule in part.rules:
        trigger = trigger_of(rule)
        if trigger is None or trigger in seen:
            continue
        seen.add(trigger)
        deed = stage.deeds.triggering(rule, trigger)
        if deed is not None:
            yield from (
                (Occasion(deed, slot, slot.at), (trigger.act,)) for slot in shop.some_slots()
            )
