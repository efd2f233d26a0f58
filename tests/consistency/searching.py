"""Whether everything can be kept, found out by trying: each log is replayed, and nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain, combinations

from consistency.grid import Deed, Grid, history
from consistency.small import Case

from polyagree.model import Event, Prohibition
from polyagree.timeline import Break, Instance, Ledger


class TooMuch(Exception):
    """More would have to be tried than there is time for."""


class Search:
    """
    A search through everything that might be done.

    It begins with nothing done. What is missing then has to be done in its time, so
    everything that might be it is added in turn, and so on. What breaks a prohibition,
    a limit or a gap still does when more is done, so that it is not gone into. Whatever
    keeps everything is therefore found, and nothing is known of norms besides when a
    replay says they are broken.

    Args:
        case: What was agreed.
        most: So many logs are replayed at most.
    """

    def __init__(self, case: Case, *, most: int = 300) -> None:
        self._polycule = case.polycule()
        self._last = case.last
        self._deeds = Grid(case).deeds
        self._left = most
        self._dead: list[frozenset[int]] = []
        self._paired: set[frozenset[int]] = set()

    def schedule(self) -> list[Deed] | None:
        """
        Return what people may do so that everything is kept; ``None``: there is nothing.

        Raises:
            TooMuch: If it takes too long.
        """
        found = self._from(frozenset())
        return None if found is None else [self._deeds[each] for each in sorted(found)]

    def _from(self, done: frozenset[int]) -> frozenset[int] | None:
        ledger = self._replayed(done)
        if breaks_by_deeds(ledger):
            self._dead += self._pairs_in(done)
            self._dead.append(done)
            return None
        missed = misses(ledger)
        if not missed:
            return done
        # What can be kept in the fewest ways first: there is less to try.
        for each in min((self._ways(done, *one) for one in missed), key=len):
            if self._is_open(done | {each}):
                found = self._from(done | {each})
                if found is not None:
                    return found
        self._dead.append(done)
        return None

    def _is_open(self, done: frozenset[int]) -> bool:
        """Return whether *done* holds nothing that led nowhere already."""
        return not any(each <= done for each in self._dead)

    def _ways(self, done: frozenset[int], instance: Instance, broken: Break) -> list[int]:
        """Return what else might keep a duty that is missed if only *done* is."""
        ways = (each for each in self._in_time(instance, broken) if each not in done)
        return [each for each in ways if self._is_open(done | {each})]

    def _pairs_in(self, done: frozenset[int]) -> list[frozenset[int]]:
        """Return which two of *done* cannot be done both."""
        if len(done) <= 2:
            return []
        pairs = [frozenset(pair) for pair in combinations(sorted(done), 2)]
        fresh = [pair for pair in pairs if pair not in self._paired]
        self._paired.update(fresh)
        return [pair for pair in fresh if breaks_by_deeds(self._replayed(pair))]

    def _replayed(self, done: frozenset[int]) -> Ledger:
        if not self._left:
            raise TooMuch
        self._left -= 1
        return history(self._polycule, (self._deeds[each] for each in sorted(done)), self._last)

    def _in_time(self, instance: Instance, broken: Break) -> Iterator[int]:
        """Yield what might have kept a duty before its time was over."""
        words = self._polycule.vocabulary
        for each in self._allowed:
            deed = self._deeds[each]
            at = deed.at.replace(tzinfo=dt.UTC)
            if (
                words.is_kind_of(deed.act, instance.norm.act)
                and {*instance.who} <= {*deed.people}
                and (instance.since is None or instance.since <= at)
                and at < broken.at
            ):
                yield each

    @cached_property
    def _allowed(self) -> list[int]:
        """What no prohibition rules out by itself: all is done at once, and what it breaks gone."""
        ledger = history(self._polycule, self._deeds, self._last)
        forbidden = {
            broken.event[1]
            for instance in ledger.instances
            if isinstance(instance.norm, Prohibition) and instance.norm.after is None
            for broken in instance.breaks
            if broken.event is not None
        }
        return [each for each in range(len(self._deeds)) if each not in forbidden]


def breaks_by_deeds(ledger: Ledger) -> bool:
    """Return whether something was done that is not to be done."""
    return any(each.event is not None for one in ledger.instances for each in one.breaks)


def misses(ledger: Ledger) -> list[tuple[Instance, Break]]:
    """Return which duties were not kept in their time."""
    return [(one, each) for one in ledger.instances for each in one.breaks if each.event is None]


def keeps_all(case: Case, deeds: Iterable[Deed | Event]) -> bool:
    """Return whether everything is kept if people do *deeds* and nothing else."""
    return not any(one.breaks for one in history(case.polycule(), deeds, case.last).instances)


def every_log(case: Case) -> bool:
    """Return whether one of all the logs that are possible at all keeps everything."""
    deeds = Grid(case).deeds
    logs = chain.from_iterable(combinations(deeds, size) for size in range(len(deeds) + 1))
    return any(keeps_all(case, log) for log in logs)
