"""The same document with other names, other texts and other days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, cast

from attrs import Attribute, evolve, fields, has

from polyagree.clock import Moment, Window
from polyagree.model.agreement import Acceptance, Agreement, FormerClause, Review, Revision
from polyagree.model.boundary import (
    Boundary,
    BoundaryRevision,
    BoundaryWording,
    Response,
    Restatement,
)
from polyagree.model.breach import Breach, Impact
from polyagree.model.check_in import CheckIn, Concern, Feeling, Score
from polyagree.model.clause import Clause
from polyagree.model.conditions import Gate
from polyagree.model.event import Event
from polyagree.model.fitting import COLLECTIONS
from polyagree.model.happening import Happening
from polyagree.model.matrix import Comfort, Matrix
from polyagree.model.norms import Obligation, Permission, Power, Prohibition
from polyagree.model.noted import Noted
from polyagree.model.person import Person
from polyagree.model.polycule import Polycule
from polyagree.model.repair import Apology, RepairStep
from polyagree.model.scenario import Scenario
from polyagree.model.term import Term
from polyagree.model.value import Value
from polyagree.source import Path

__all__ = ["KINDS", "TEXTS", "Names", "Rewriting", "names_in"]

Names = Mapping[tuple[str, str], str]
"""
The new name of what is of a kind and has a name. A clause has that of its agreement before
its own, with a dot between them; its new name is that in its agreement alone.
"""

KINDS: dict[str, str] = {
    "people": "person",
    "groups": "group",
    "relationships": "relationship",
    "terms": "term",
    "values": "value",
    "agreements": "agreement",
    "boundaries": "boundary",
    "matrices": "matrix",
    "events": "event",
    "breaches": "breach",
    "repairs": "repair",
    "scenarios": "scenario",
}
"""What the ids of a collection are the names of."""

TEXTS: dict[type, frozenset[str]] = {
    Polycule: frozenset({"title", "says"}),
    Person: frozenset({"name", "pronouns"}),
    Term: frozenset({"means"}),
    Value: frozenset({"means"}),
    Agreement: frozenset({"title", "says", "because"}),
    Acceptance: frozenset({"because"}),
    Review: frozenset({"asks"}),
    Revision: frozenset({"because"}),
    Clause: frozenset({"says", "because"}),
    Boundary: frozenset({"says", "because"}),
    BoundaryRevision: frozenset({"because"}),
    BoundaryWording: frozenset({"says"}),
    Response: frozenset({"says"}),
    Restatement: frozenset({"says"}),
    Noted: frozenset({"because"}),
    Matrix: frozenset({"scale"}),
    Comfort: frozenset({"level"}),
    CheckIn: frozenset({"decided", "celebrated"}),
    Score: frozenset({"instrument"}),
    Feeling: frozenset({"says"}),
    Concern: frozenset({"says"}),
    Event: frozenset({"how"}),
    Happening: frozenset({"how"}),
    Gate: frozenset({"how"}),
    **dict.fromkeys((Obligation, Prohibition, Permission, Power), frozenset({"how"})),
    Breach: frozenset({"says"}),
    Impact: frozenset({"says"}),
    Apology: frozenset({"happened", "impact", "responsibility", "plan"}),
    RepairStep: frozenset({"says", "skipped"}),
    Scenario: frozenset({"says"}),
}
"""The fields that hold words of people."""

_KIND_OF = {
    cls: KINDS[collection] for cls, collection in COLLECTIONS.items() if collection in KINDS
}


def names_in(polycule: Polycule) -> Iterator[tuple[str, str]]:
    """Yield everything in *polycule* that has a name: what it is, and the name."""
    for collection, kind in KINDS.items():
        for record in getattr(polycule, collection):
            if record.id is not None:
                yield kind, record.id
    for scenario in polycule.scenarios:
        for event in scenario.events:
            if event.id is not None:
                yield "event", event.id
    for agreement in polycule.agreements:
        for clause in agreement.clauses:
            yield "clause", f"{agreement.id}.{clause.id}"
        for revision in agreement.revisions:
            for former in revision.was:
                yield "clause", f"{agreement.id}.{former.id}"


class Rewriting:
    """
    Goes through a document and makes the same one with other names, texts and days.

    What becomes of texts and days is for those who inherit from it to say.

    Args:
        names: The new names; what is not in it keeps its own.
    """

    def __init__(self, names: Names) -> None:
        self._names = names

    def text(self, text: str, *, field: Attribute[Any], record: Any, path: Path) -> str | None:
        """Return what stands instead of *text*; ``None``: nothing, if that is possible."""
        del field, record, path
        return text

    def stamp(self, stamp: dt.date) -> dt.date:
        """Return what stands instead of a day or an instant."""
        return stamp

    def finish(self, before: Any, record: Any) -> Any:
        """Return *record*, which was *before*, with whatever else is to change."""
        del before
        return record

    def document(self, polycule: Polycule) -> Polycule:
        """Return all of *polycule* rewritten, without its places in a text."""
        return self.record(polycule, ())  # type: ignore[no-any-return]

    def name(self, name: str, *kinds: str) -> str:
        """Return the new name of what has the *name* and is of one of *kinds*."""
        if "anything" in kinds:
            kinds = (*KINDS.values(), "clause")
        agreement, _, clause = name.partition(".")
        if clause and "clause" in kinds:
            return f"{self.name(agreement, 'agreement')}.{self._clause(agreement, clause)}"
        for kind in (*kinds, "term"):
            if (found := self._names.get((kind, name))) is not None:
                return found
        return name

    def _clause(self, agreement: str, clause: str) -> str:
        return self._names.get(("clause", f"{agreement}.{clause}"), clause)

    def record(self, record: Any, path: Path, *, inside: str | None = None) -> Any:
        """
        Return one record rewritten.

        Args:
            record: The record.
            path: Where it stands.
            inside: The agreement it is in.
        """
        cls = type(record)
        if isinstance(record, Agreement):
            inside = record.id
        changes: dict[str, Any] = {}
        for each in fields(cls):
            value = getattr(record, each.name)
            if not each.init or value is None:
                continue
            here = (*path, each.name.removesuffix("_"))
            changes[each.name] = self._field(record, each, value, here, inside)
        return self.finish(record, evolve(record, **changes))

    def _field(
        self, record: Any, each: Attribute[Any], value: Any, path: Path, inside: str | None
    ) -> Any:
        if each.name in TEXTS.get(type(record), ()):
            return self._texts(value, each, record, path)
        if each.name == "id" and isinstance(value, str):
            return self._id(record, value, inside)
        if isinstance(record, Term) and each.name == "kind_of":
            return self.name(value, "term")
        return self._value(value, each.metadata.get("refers"), path, inside)

    def _id(self, record: Any, value: str, inside: str | None) -> str:
        if inside is not None and isinstance(record, Clause | Boundary | FormerClause):
            return self._clause(inside, value)
        return self.name(value, _KIND_OF[type(record)])

    def _texts(self, value: Any, each: Attribute[Any], record: Any, path: Path) -> Any:
        if isinstance(value, str):
            return self.text(value, field=each, record=record, path=path)
        several = (
            self.text(one, field=each, record=record, path=(*path, index))
            for index, one in enumerate(value)
        )
        return tuple(one for one in several if one is not None)

    def _value(
        self, value: Any, kinds: tuple[str, ...] | None, path: Path, inside: str | None
    ) -> Any:
        if isinstance(value, tuple):
            return tuple(
                self._value(one, kinds, (*path, _step(one, index)), inside)
                for index, one in enumerate(value)
            )
        if isinstance(value, str):
            return value if kinds is None else self.name(value, *kinds)
        if isinstance(value, dt.date):
            return self.stamp(value)
        if isinstance(value, Window):
            return value if value.act is None else evolve(value, act=self.name(value.act, "term"))
        if isinstance(value, Moment):
            return self._moment(value)
        if has(type(value)) and type(value).__module__.startswith("polyagree.model."):
            return self.record(value, path, inside=inside)
        return value

    def _moment(self, moment: Moment) -> Moment:
        date = None if moment.date is None else self.stamp(moment.date)
        stamp = None if moment.stamp is None else cast("dt.datetime", self.stamp(moment.stamp))
        return evolve(moment, date=date, stamp=stamp)


def _step(item: Any, index: int) -> str | int:
    name = getattr(item, "id", None)
    return index if name is None or isinstance(item, Event) else str(name)
