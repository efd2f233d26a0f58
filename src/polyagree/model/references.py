"""Names that records use for one another, with the path of each."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Any, get_args

from attrs import fields, frozen, has, resolve_types

from polyagree.clock import Window
from polyagree.errors import InvalidModel
from polyagree.model.agreement import Acceptance, Agreement, FormerClause
from polyagree.model.boundary import Boundary, Restatement
from polyagree.model.breach import Breach, Impact
from polyagree.model.clause import Clause
from polyagree.model.conditions import AllOf, Gate, Situation, Status
from polyagree.model.group import Group, Member
from polyagree.model.happening import Happening, Place
from polyagree.model.matrix import Comfort, Matrix, MatrixAnswer
from polyagree.model.norms import Obligation, Permission, Power, Prohibition
from polyagree.model.people import CountOf, Named, PartnersOf
from polyagree.model.person import Person
from polyagree.model.relationship import Relationship
from polyagree.model.repair import Repair
from polyagree.model.scenario import Expectation, Scenario
from polyagree.model.term import Term
from polyagree.model.value import Value
from polyagree.source import Path

__all__ = ["Reference", "collect_names", "document_key", "item_key", "references"]

_KEYED_BY: dict[type, str] = {
    Person: "id",
    Group: "id",
    Relationship: "id",
    Term: "id",
    Value: "id",
    Agreement: "id",
    Clause: "id",
    Boundary: "id",
    FormerClause: "id",
    Matrix: "id",
    Breach: "id",
    Repair: "id",
    Scenario: "id",
    Acceptance: "by",
    Restatement: "by",
    Impact: "who",
    Expectation: "of",
}
"""Records that a document holds in a map, and the field that is their key."""

_PLAIN = (Named, Situation, CountOf, PartnersOf)
"""Records that a document writes as one text."""

_SHORTENED = (*_PLAIN, Place, Happening, Member)
"""Those, and records that it may write so."""


@frozen
class Reference:
    """
    One name that a record uses.

    Attributes:
        name: The name.
        kinds: What it may be the name of.
        path: Where it stands.
    """

    name: str
    kinds: tuple[str, ...]
    path: Path


def references(record: Any, path: Path = ()) -> Iterator[Reference]:
    """Yield every name that *record* uses, in the order of its fields."""
    for attribute, kinds in _plan(type(record)):
        value = getattr(record, attribute)
        if value is None or value == ():
            continue
        if isinstance(value, tuple):
            here = (*path, *document_key(record, attribute))
            yield from _each(value, kinds, here)
        elif isinstance(value, str):
            if kinds is not None:
                # In a matrix the act is a key, and who said something a key under it.
                is_cell = isinstance(record, Comfort | MatrixAnswer)
                above = path[:-1] if is_cell and attribute == "act" else path
                yield Reference(value, kinds, (*above, *document_key(record, attribute)))
        elif isinstance(value, Window):
            if value.act is not None and kinds is not None:
                yield Reference(value.act, kinds, (*path, *document_key(record, attribute)))
        elif _is_record(type(value)):
            yield from references(value, (*path, *document_key(record, attribute)))


def _each(items: tuple[Any, ...], kinds: tuple[str, ...] | None, path: Path) -> Iterator[Reference]:
    alone = len(items) == 1
    for index, item in enumerate(items):
        if isinstance(item, str):
            if kinds is not None:
                yield Reference(item, kinds, path if alone else (*path, index))
        elif isinstance(item, _PLAIN) and alone:
            yield from references(item, path)
        elif _is_record(type(item)):
            yield from references(item, (*path, *item_key(item, index)))


def document_key(record: object, attribute: str) -> Path:
    """Return the steps that a document takes from *record* to its *attribute*."""
    if attribute == "act" and isinstance(record, Obligation | Prohibition | Permission | Power):
        return (record.modal,)
    if isinstance(record, _SHORTENED) and _is_short(record):
        return ()
    if isinstance(record, Gate) and attribute == "people":
        return (record.kind,)
    if isinstance(record, Status) and attribute == "of":
        return (record.status,)
    if isinstance(record, AllOf):
        return ()
    if attribute == _KEYED_BY.get(type(record)) or (
        isinstance(record, FormerClause) and attribute == "was"
    ):
        return ()
    if isinstance(record, Comfort | MatrixAnswer | Expectation):
        return ()
    return (attribute.removesuffix("_"),)


def item_key(item: object, index: int) -> Path:
    """Return the steps that a document takes from a collection to *item*."""
    if isinstance(item, Comfort | MatrixAnswer):
        return (item.act, item.who)
    keyed = _KEYED_BY.get(type(item))
    return (index,) if keyed is None else (getattr(item, keyed),)


def _is_short(record: object) -> bool:
    """Return whether a document writes *record* as its word alone."""
    if isinstance(record, Place):
        return not record.except_
    if isinstance(record, Member):
        return record.from_ is None and record.until is None
    if isinstance(record, Happening):
        return record == Happening(act=record.act)
    return True


def collect_names(record: Any, found: dict[tuple[str, tuple[str, ...]], None]) -> None:
    """
    Add every name that *record* uses, and what it may be the name of, to *found*.

    The same as :func:`references` without paths, for the many documents in
    which every name is known.

    Raises:
        InvalidModel: If a field holds a list, which could change later.
    """
    for attribute, kinds in _plan(type(record)):
        value = getattr(record, attribute)
        if not value and value != "":
            continue
        if type(value) is tuple:
            for item in value:
                if type(item) is str:
                    if kinds is not None:
                        found[item, kinds] = None
                elif type(item) in _PLANS or _is_record(type(item)):
                    collect_names(item, found)
        elif type(value) is str:
            if kinds is not None:
                found[value, kinds] = None
        elif type(value) is Window:
            if value.act is not None and kinds is not None:
                found[value.act, kinds] = None
        elif type(value) in _PLANS or _is_record(type(value)):
            collect_names(value, found)
        elif not isinstance(value, Hashable):
            raise InvalidModel(
                f"`{attribute}` can still change",
                field=attribute,
                help="make it a tuple: records are shared and hashed",
            )


_Plan = tuple[tuple[str, tuple[str, ...] | None], ...]

_PLANS: dict[type[Any], _Plan] = {}


def _plan(cls: type[Any]) -> _Plan:
    """Return the fields of *cls* that hold names, with their kinds; ``None`` for records."""
    plan = _PLANS.get(cls)
    if plan is None:
        resolve_types(cls)
        plan = tuple(
            (each.name, each.metadata.get("refers"))
            for each in fields(cls)
            if "refers" in each.metadata or _holds_records(each.type)
        )
        _PLANS[cls] = plan
    return plan


def _holds_records(annotation: Any) -> bool:
    if get_args(annotation):
        return any(_holds_records(each) for each in get_args(annotation))
    return isinstance(annotation, type) and _is_record(annotation)


def _is_record(cls: type[Any]) -> bool:
    """Return whether *cls* is a record of the model, which may use names."""
    return has(cls) and cls.__module__.startswith("polyagree.model.")
