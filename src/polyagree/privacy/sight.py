"""
What somebody may see of a document.

Whether a record is visible may hang on others: a boundary on who shares an agreement
with its holder, a repair on its breach. Only what is visible itself has such a say, and
a record that could not stand without something hidden is hidden with it. So the least
set that satisfies both is looked for, and nothing outside it can have changed it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from polyagree.model.agreement import Agreement
from polyagree.model.boundary import Boundary
from polyagree.model.breach import Breach
from polyagree.model.event import Event
from polyagree.model.fitting import COLLECTIONS
from polyagree.model.group import Group
from polyagree.model.matrix import Matrix
from polyagree.model.person import Person
from polyagree.model.polycule import Polycule
from polyagree.model.relationship import Relationship
from polyagree.model.repair import Repair
from polyagree.model.scenario import Scenario
from polyagree.model.term import Term
from polyagree.model.value import Value
from polyagree.privacy.audience import Audience
from polyagree.privacy.names import Known
from polyagree.privacy.rules import Seen, Wordings, is_for_viewer, stands
from polyagree.source import Path

__all__ = ["Sight"]

_KINDS: dict[type, str] = {
    Person: "person",
    Group: "group",
    Relationship: "relationship",
    Value: "value",
    Agreement: "agreement",
    Boundary: "boundary",
    Event: "event",
    Breach: "breach",
    Matrix: "matrix",
    Repair: "repair",
    Wordings: "clause",
}
"""What the id of a record is the name of."""


class Sight:
    """
    What one person may see of a polycule on a day.

    Attributes:
        seen: What is known of it.

    Args:
        polycule: The polycule.
        viewer: The person.
        day: The day; ``None``: it is not known, and what hangs on it is not visible.
    """

    def __init__(self, polycule: Polycule, viewer: str, *, day: dt.date | None) -> None:
        known = Known()
        self.seen = Seen(viewer=viewer, known=known, audience=Audience(day=day, known=known))
        self._paths: set[Path] = set()
        left = [*_records(polycule)]
        while True:
            hidden = [each for each in left if not self._look_at(*each)]
            if len(hidden) == len(left):
                break
            left = hidden

    def sees(self, *path: str | int) -> bool:
        """Return whether the record at *path* is visible."""
        return path in self._paths

    def _look_at(self, path: Path, record: Any) -> bool:
        """Return whether *record* turns out to be visible, and let it have its say."""
        if not (stands(record, self.seen) and is_for_viewer(record, self.seen)):
            return False
        self._paths.add(path)
        self._learn(record)
        return True

    def _learn(self, record: Any) -> None:
        if (kind := _KINDS.get(type(record))) is not None:
            self.seen.known.add(kind, record.id)
        match record:
            case Group():
                self.seen.audience.groups[record.id] = record
            case Relationship():
                self.seen.audience.add(record)
            case Term():
                self.seen.known.add_term(record)
            case Agreement():
                self.seen.agreements[record.id] = record
            case Boundary():
                self.seen.boundaries[record.id] = record
            case Breach():
                self.seen.breaches[record.id] = record
            case Scenario():
                for each in record.events:
                    self.seen.known.add("event", each.id)
            case _:
                pass


def _records(polycule: Polycule) -> Iterator[tuple[Path, Any]]:
    """Yield everything that is visible or not, with its path."""
    for collection in COLLECTIONS.values():
        listed = collection in {"events", "check_ins"}
        for index, record in enumerate(getattr(polycule, collection)):
            yield (collection, index if listed else record.id), record
    for agreement in polycule.agreements:
        for wordings in _wordings(agreement):
            yield ("agreements", agreement.id, "clauses", wordings.clause), wordings


def _wordings(agreement: Agreement) -> Iterator[Wordings]:
    """Yield the clauses that *agreement* has or had, each with all that it ever said."""
    found: dict[str, list[Any]] = {each.id: [each] for each in agreement.clauses}
    for revision in agreement.revisions:
        for former in revision.was:
            found.setdefault(former.id, []).append(former.was)
    for clause, forms in found.items():
        kept = tuple(each for each in forms if each is not None)
        yield Wordings(agreement=agreement, clause=clause, forms=kept)
