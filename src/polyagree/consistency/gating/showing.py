"""Shows a gate: the fewest norms, the way to it, and two logs that are replayed."""

from __future__ import annotations

from collections.abc import Iterable

from polyagree.consistency.gating.frame import Frame, Reading
from polyagree.consistency.gating.questions import Question
from polyagree.consistency.gating.records import FoundGate, Link
from polyagree.consistency.gating.saying import speakers_of
from polyagree.consistency.gating.search import Search, Step, World
from polyagree.consistency.gating.worlds import Replay
from polyagree.consistency.verdicts import Member
from polyagree.errors import DoesNotReplay
from polyagree.model import Event, PersonId, Situation, State
from polyagree.source import Path

__all__ = ["Show"]

_NOBODY: frozenset[PersonId] = frozenset()


class Show:
    """
    Makes records of what was found.

    Args:
        frame: The norms of a document.
    """

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._says = {
            f"{agreement.id}.{clause.id}": clause.says
            for agreement in frame.polycule.agreements
            for clause in agreement.clauses
        } | {str(each.id): each.says for each in frame.polycule.boundaries}

    def gate(
        self, asked: Question, reading: Reading, by: tuple[PersonId, ...], *, is_hidden: bool
    ) -> FoundGate | None:
        """
        Return the gate that *by* are; ``None`` if a replay leaves it open.

        Raises:
            DoesNotReplay: If a replay says otherwise.
        """
        people = frozenset(by)
        act = asked.untouched_by(people)
        because = self._because(asked, act, people)
        world = asked.world_of(act)
        replay = self._replay(asked, reading, act, world)
        events = self._in_time(world)
        fine = replay.are_fine((*events, act))
        silent = [event for event in events if not asked.is_by(people)(event)]
        left, without = replay.left_of(silent, act)
        if not all(fine) or without is not False:
            self._complain(world, act, by, fine=all(fine), without=without)
            return None
        members = self._members(because)
        own = next((each for each in members if each.path == asked.guard.written.path), members[0])
        return FoundGate(
            by=by,
            bearer=asked.guard.rule.who,
            act=act.act,
            path=own.path,
            clause=own.clause,
            because=members,
            through=self._way(asked, act, people, because),
            is_hidden=is_hidden,
            possible=(*events, act),
            impossible=(*left, act),
            given=_in_words(world),
        )

    def circle(self, asked: Question, act: Event, reading: Reading) -> FoundGate | None:
        """
        Return that *act* waits for itself.

        Returns:
            ``None`` if it cannot be anyway, or if a replay leaves it open.
        """
        because = self._because(asked, act, _NOBODY)
        others = asked.paths(act) - because
        search = Search(asked.needs, dropped=others, goes_round=True, given=asked.given)
        world = search.world_for(act)
        if world is None or not search.circles:
            return None
        replay = self._replay(asked, reading, act, world)
        left, without = replay.left_of(self._in_time(world), act)
        if without is not False:
            self._complain(world, act, (), fine=True, without=without)
            return None
        round_ = search.circles[0]
        steps = [step for step in world.steps if step.key in round_]
        bearers = frozenset(asked.guard.rule.who)
        by = {
            person
            for step in steps
            for person in speakers_of(step.event, self._frame) - bearers
            if person in step.event.who
        }
        members = self._members(because)
        own = next((each for each in members if each.path == asked.guard.written.path), members[0])
        return FoundGate(
            by=tuple(sorted(by)),
            bearer=asked.guard.rule.who,
            act=act.act,
            path=own.path,
            clause=own.clause,
            because=members,
            through=tuple(_link(step.event, step.paths[-1]) for step in reversed(steps)),
            is_hidden=True,
            is_circular=True,
            impossible=(*left, act),
            given=_in_words(world),
        )

    def _because(self, asked: Question, act: Event, people: frozenset[PersonId]) -> frozenset[Path]:
        """Return norms without any one of which *act* would not wait for *people*."""
        paths = asked.paths(act)
        kept = [*sorted(paths, key=self._order)]
        for path in tuple(kept):
            dropped = frozenset(paths.difference(kept) | {path})
            if asked.cannot_be(act, without=people, dropped=dropped):
                kept.remove(path)
        return frozenset(kept)

    def _way(
        self,
        asked: Question,
        act: Event,
        people: frozenset[PersonId],
        because: frozenset[Path],
    ) -> tuple[Link, ...]:
        """Return what comes first because of some norms, down to the part of *people* in it."""
        others = asked.paths(act) - because
        # Where that takes too long, the world will do in which every norm is kept.
        bare = asked.search(_NOBODY, dropped=others).world_for(act) or asked.world_of(act)
        is_by = asked.is_by(people)
        found = (step for step in bare.steps if is_by(step.event))
        return _links(min(found, key=lambda step: len(step.behind)), bare)

    def _replay(self, asked: Question, reading: Reading, act: Event, world: World) -> Replay:
        frame, numbers = self._frame, set(asked.needs.numbers)
        for event in (*world.events, act):
            doers = frame.matcher.doers(frame.entry(event))
            company = frozenset(str(term) for term in event.with_)
            numbers.update(frame.near(event.act, doers, company))
        given: dict[Situation | State, bool] = dict(world.given)
        return Replay(frame, reading, tuple(sorted(numbers)), given, asked.needs.aside)

    def _in_time(self, world: World) -> list[Event]:
        return sorted(world.events, key=lambda event: self._frame.entry(event).first)

    def _members(self, paths: Iterable[Path]) -> tuple[Member, ...]:
        standings = self._frame.standings
        found = [standings[self._frame.order[path]] for path in sorted(paths, key=self._order)]
        return tuple(
            Member(
                path=each.path,
                clause=each.clause,
                norm=each.norm,
                says=self._says.get(each.clause, ""),
            )
            for each in found
        )

    def _order(self, path: Path) -> int:
        return self._frame.order[path]

    @staticmethod
    def _complain(
        world: World, act: Event, by: tuple[PersonId, ...], *, fine: bool, without: object
    ) -> None:
        """Refuse to be wrong: what is made of nothing that only comes close has to replay."""
        if not world.is_plain or (fine and without is None):
            return
        who = ", ".join(by) or "nobody"
        what = "with" if not fine else "without"
        raise DoesNotReplay(
            f"`{act.act}` was found to wait for `{who}`,"
            f" and a replay {what} their word says otherwise",
            events=(*world.events, act),
        )


def _links(step: Step, world: World) -> tuple[Link, ...]:
    """Return what is done first, from what the act waits for down to *step*."""
    by_key = {each.key: each.event for each in world.steps}
    ways = zip(step.behind[1:], step.paths, strict=True)
    return tuple(_link(by_key[key], path) for key, path in ways if key in by_key)


def _link(event: Event, path: Path) -> Link:
    others = tuple(dict.fromkeys(str(term) for term in (*event.with_, *event.to)))
    return Link(who=event.who, act=event.act, others=others, path=path)


def _in_words(world: World) -> tuple[str, ...]:
    return tuple(
        ("" if is_so else "not ") + (what.word if isinstance(what, Situation) else what.is_)
        for what, is_so in world.given
    )
