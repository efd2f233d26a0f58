"""What a replay says of duties that come round: whether the last time was missed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from attrs import evolve

from polyagree.clock import local_day
from polyagree.model import Norm, PersonId
from polyagree.source import Path
from polyagree.timeline.instances import Instance
from polyagree.timeline.instants import TICK
from polyagree.timeline.ledger import Ledger
from polyagree.timeline.rhythm import Due

__all__ = ["LastTime", "LastTimes", "missed_since"]

LastTime = Literal["missed", "kept", "not sure", "undated"]
"""
How a duty that comes round stands: its last time was *missed* and nothing came since,
or it was *kept* or its first time is still to come; *not sure*, if it was paused, lifted
or may have been kept; *undated*, if the document does not say since when it binds.
"""


class LastTimes:
    """
    How the duties that come round stand, as a replay has it.

    Args:
        ledger: The replay.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._zone = ledger.polycule.zone
        self._found: dict[tuple[Path, Norm], dict[frozenset[PersonId], _Stand]] = {}
        for instance in ledger.instances:
            of_norm = self._found.setdefault((instance.path, instance.norm), {})
            who = frozenset(instance.who)
            before = of_norm.get(who)
            last = _after(instance, None if before is None else before.last)
            of_norm[who] = _Stand(last, instance, _missed_in(instance, last, before))

    def confirmed(self, path: Path, norm: Norm, dues: Iterable[Due]) -> Iterator[Due]:
        """Yield *dues* without those of whom a replay says that the last time was not missed."""
        stands = self._found.get((path, norm), {})
        kept = {
            person
            for who, stand in stands.items()
            if stand.last not in {"missed", "undated"}
            for person in who
        }
        late = {
            person
            for who, stand in stands.items()
            if stand.last in {"missed", "undated"}
            for person in who
        }
        for due in dues:
            who = tuple(each for each in due.who if each in late or each not in kept)
            if who:
                yield evolve(due, who=who)

    def missed(self, path: Path, norm: Norm) -> Iterator[Due]:
        """Yield of whom a replay says that the last time of the duty *norm* was missed."""
        for stand in self._found.get((path, norm), {}).values():
            time = stand.time
            if stand.last == "missed" and time is not None and time.since and time.until:
                yield Due(
                    who=time.who,
                    agreement=time.clause.partition(".")[0],
                    since=local_day(time.since, self._zone),
                    by=local_day(time.until - TICK, self._zone),
                )


def missed_since(ledger: Ledger) -> dict[Path, list[Due]]:
    """
    Return which duties that come round were missed, and not kept since, by where they stand.

    Of several times that were missed one after the other it is the first: since then it is
    overdue. What was paused, lifted or perhaps kept meanwhile is not told.
    """
    runs: dict[tuple[Path, Norm, frozenset[PersonId]], Instance | None] = {}
    for instance in ledger.instances:
        key = (instance.path, instance.norm, frozenset(instance.who))
        before = runs.get(key)
        match _after(instance, "missed" if before is not None else None):
            case "missed":
                is_over = instance.state != "in force"
                runs[key] = before or (instance if is_over else None)
            case _:
                runs[key] = None
    found: dict[Path, list[Due]] = {}
    for (path, _, _), first in runs.items():
        if first is not None and first.since and first.until:
            due = Due(
                who=first.who,
                agreement=first.clause.partition(".")[0],
                since=local_day(first.since, ledger.polycule.zone),
                by=local_day(first.until - TICK, ledger.polycule.zone),
            )
            found.setdefault(path, []).append(due)
    return found


class _Stand(NamedTuple):
    """How a duty stands for one whom it binds, and the time that was missed."""

    last: LastTime
    instance: Instance
    time: Instance | None


def _after(instance: Instance, before: LastTime | None) -> LastTime:
    match instance.state:
        case "fulfilled" | "compensated":
            return "kept"
        case "violated" | "terminal":
            was_late = any(line.fact == "done late" for line in instance.proof)
            return "kept" if was_late else "missed"
        case "in force":
            if instance.until is None:
                return "undated"
            # What goes on leaves open what became of the last time.
            return before or "kept"
        case _:
            return "not sure"


def _missed_in(instance: Instance, last: LastTime, before: _Stand | None) -> Instance | None:
    if last != "missed":
        return None
    if instance.state == "in force":
        return None if before is None else before.time
    return instance
