"""The log and the check-ins of a document, found by what they are about."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from polyagree.model import Polycule, Repair
from polyagree.source import Path

__all__ = ["Traces"]


class Traces:
    """
    Where something is spoken of, or done, so that nobody reads a whole log for each repair.

    Args:
        polycule: The document.
    """

    def __init__(self, polycule: Polycule) -> None:
        self.polycule = polycule

    def events_about(self, names: Iterable[str]) -> list[int]:
        """Return the positions of the events that are about any of *names*, in their order."""
        return sorted({index for name in names for index in self._about.get(name, ())})

    def events_of(self, acts: Iterable[str]) -> list[int]:
        """Return the positions of the events that are one of *acts*, or a kind of one."""
        return sorted({index for act in acts for index in self._by_act.get(act, ())})

    def open_concerns_about(self, names: Iterable[str]) -> list[Path]:
        """Return where a check-in has a concern about any of *names* that nobody settled."""
        return list(dict.fromkeys(path for name in names for path in self._concerns.get(name, ())))

    def repairs_after(self, repair: Repair) -> list[Repair]:
        """Return the repairs of the same breaches that stand after *repair*."""
        places = {at for breach in repair.of for at in self._repairs.get(breach, ())}
        others = [(at, self.polycule.repairs[at]) for at in sorted(places)]
        own = next((at for at, each in others if each.id == repair.id), len(self.polycule.repairs))
        return [each for at, each in others if at > own]

    @cached_property
    def _repairs(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for index, repair in enumerate(self.polycule.repairs):
            for breach in repair.of:
                found.setdefault(breach, []).append(index)
        return found

    @cached_property
    def _about(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for index, event in enumerate(self.polycule.events):
            for name in event.about:
                if isinstance(name, str):
                    found.setdefault(name, []).append(index)
        return found

    @cached_property
    def _by_act(self) -> dict[str, list[int]]:
        words = self.polycule.vocabulary
        found: dict[str, list[int]] = {}
        for index, event in enumerate(self.polycule.events):
            for act in words.wider(event.act):
                found.setdefault(act, []).append(index)
        return found

    @cached_property
    def _concerns(self) -> dict[str, list[Path]]:
        found: dict[str, list[Path]] = {}
        for index, check_in in enumerate(self.polycule.check_ins):
            for at, concern in enumerate(check_in.concerns):
                for name in concern.about if concern.settled is None else ():
                    if isinstance(name, str):
                        found.setdefault(name, []).append(("check_ins", index, "concerns", at))
        return found
