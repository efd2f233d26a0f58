"""
How a whole document stands: the top of the surface.

One converter does both ways. A record is keys and values under the names of its
fields; what differs from that stands in this package, each thing once: maps by
id, one value for a list of one, words for records of one, texts for quantities
and times, the modal key of a norm, the kinds of conditions.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from attrs import evolve, fields
from cattrs import Converter
from cattrs.gen import override

from polyagree.codec.shape import Tree
from polyagree.codec.surface import conditions, forms, matrices, norms, people, scalars
from polyagree.codec.surface.faults import Hook, Wrong
from polyagree.codec.surface.maps import by_key
from polyagree.codec.surface.records import record_hooks
from polyagree.codec.surface.shapes import (
    ByKeyShape,
    EitherShape,
    MapShape,
    WordsShape,
    record_shape_of,
    shape_of,
    shaped,
)
from polyagree.model import (
    ELSEWHERE,
    Acceptance,
    Agreement,
    Apology,
    Boundary,
    BoundaryRevision,
    BoundaryWording,
    Breach,
    CheckIn,
    Clause,
    Concern,
    Event,
    Expectation,
    Feeling,
    FormerClause,
    Group,
    Impact,
    Matrix,
    Member,
    Norm,
    Noted,
    Person,
    Polycule,
    Relationship,
    Repair,
    RepairStep,
    Response,
    Restatement,
    Review,
    Revision,
    Scenario,
    Score,
    Term,
    Value,
)

__all__ = ["converter"]


@cache
def converter() -> Converter:
    """Return the converter for documents. It is made once."""
    made = Converter(detailed_validation=True, omit_if_default=True)
    scalars.register(made)
    forms.register(made)
    people.register(made)
    conditions.register(made)
    norms.register(made)
    _people(made)
    _agreements(made)
    _log(made)
    _polycule(made)
    return made


def _people(made: Converter) -> None:
    record_hooks(made, Person)
    record_hooks(made, Member, short="who")
    for cls in (Group, Relationship, Term, Value):
        record_hooks(made, cls)


def _agreements(made: Converter) -> None:
    norm = _norm_or_none(made)
    record_hooks(made, Noted)
    _register_clause(made)
    record_hooks(made, Response, short="says")
    record_hooks(made, Restatement)
    record_hooks(made, BoundaryWording, norm=norm)
    record_hooks(made, BoundaryRevision)
    record_hooks(
        made, Boundary, norm=norm, restated=by_key(made, Restatement, key="by", short="says")
    )
    made.register_structure_hook(Clause | Boundary, _clause_or_boundary(made))
    made.register_unstructure_hook(Clause | Boundary, made.unstructure)
    record_hooks(made, Acceptance)
    record_hooks(made, Review)
    record_hooks(made, FormerClause)
    accepted = by_key(made, Acceptance, key="by", short="date")
    record_hooks(made, Revision, accepted=accepted, was=_was(made))
    record_hooks(
        made, Agreement, accepted=accepted, clauses=by_key(made, Clause | Boundary, short="says")
    )


def _log(made: Converter) -> None:
    matrices.register(made)
    for cls in (Score, Feeling, Concern):
        record_hooks(made, cls)
    record_hooks(made, CheckIn)
    record_hooks(made, Event)
    _taken_as_it_is(made, Event)
    record_hooks(made, Impact)
    record_hooks(made, Breach, impact=by_key(made, Impact, key="who", short="says"))
    record_hooks(made, Apology)
    record_hooks(made, RepairStep)
    record_hooks(made, Repair)
    record_hooks(made, Expectation)
    record_hooks(made, Scenario, expect=by_key(made, Expectation, key="of", short="verdict"))


def _taken_as_it_is(made: Converter, cls: type[Any]) -> None:
    """Let a record that was read before stand in a tree: a long log is read one by one."""
    as_keys = made.get_structure_hook(cls)

    def read(value: Any, target: object) -> Any:
        return value if type(value) is cls else as_keys(value, target)

    made.register_structure_hook(cls, shaped(read, shape_of(as_keys)))


def _polycule(made: Converter) -> None:
    record_hooks(
        made,
        Polycule,
        people=by_key(made, Person, short="name"),
        groups=by_key(made, Group),
        relationships=by_key(made, Relationship),
        terms=by_key(made, Term),
        values=by_key(made, Value, short="means"),
        agreements=by_key(made, Agreement),
        boundaries=by_key(made, Boundary),
        matrices=by_key(made, Matrix),
        breaches=by_key(made, Breach),
        repairs=by_key(made, Repair),
        scenarios=by_key(made, Scenario),
    )


def _norm_or_none(made: Converter, *elsewhere: str) -> Any:
    """
    Return how a clause's norm stands: one, several, or ``none`` where nothing binds.

    Args:
        made: The converter.
        *elsewhere: Words that the clause itself reads.
    """
    several = tuple[Norm, ...]
    found: list[Hook] = []

    def read(value: Tree, _: object) -> tuple[Norm, ...]:
        if value == "none":
            return ()
        if value == []:
            raise Wrong("nothing is written here", help="write `none` if nothing binds")
        if not found:
            found.append(made.get_structure_hook(several))
        norms: tuple[Norm, ...] = found[0](value, several)
        return norms

    def write(value: tuple[Norm, ...] | None) -> Tree:
        if value is None:
            return None
        tree: Tree = made.unstructure(value, several) if value else "none"
        return tree

    name = "norm-or-elsewhere" if elsewhere else "norm-or-none"
    words = WordsShape(("none", *elsewhere))
    shape = EitherShape(name, text=words, items=Norm, map=Norm)
    return override(struct_hook=shaped(read, shape), unstruct_hook=write)


def _register_clause(made: Converter) -> None:
    """Let `norm` say under which key of the agreement stands what a clause means."""
    norm = _norm_or_none(made, *ELSEWHERE)
    record_hooks(made, Clause, norm=norm, elsewhere=override(omit=True))
    as_keys = made.get_structure_hook(Clause)
    as_tree = made.get_unstructure_hook(Clause)

    def read(value: Tree, target: object) -> Clause:
        if not isinstance(value, dict) or (key := value.get("norm")) not in ELSEWHERE:
            clause: Clause = as_keys(value, target)
            return clause
        nothing: Clause = as_keys({**value, "norm": "none"}, target)
        return evolve(nothing, elsewhere=key)

    def write(value: Clause) -> Tree:
        tree: dict[str, Tree] = as_tree(value)
        return tree if value.elsewhere is None else {**tree, "norm": value.elsewhere}

    made.register_structure_hook(Clause, shaped(read, shape_of(as_keys)))
    made.register_unstructure_hook(Clause, write)


def _clause_or_boundary(made: Converter) -> Hook:
    """A clause with a holder is that person's boundary."""

    def read(value: Tree, _: object) -> Any:
        cls = Boundary if isinstance(value, dict) and "holder" in value else Clause
        return made.get_structure_hook(cls)(value, cls)

    clause, boundary = (record_shape_of(made.get_structure_hook(cls)) for cls in (Clause, Boundary))
    shape = ByKeyShape("clause-or-boundary", (("holder", boundary),), otherwise=clause)
    return shaped(read, shape)


def _was(made: Converter) -> Any:
    """Return how former clauses stand: by the key of the clause, ``none`` where there was none."""
    clauses = by_key(made, Clause | Boundary)

    def read(value: Tree, target: object) -> tuple[FormerClause, ...]:
        if not isinstance(value, dict):
            clauses.struct_hook(value, target)
            return ()
        known = {key: body for key, body in value.items() if body != "none"}
        read_: dict[str, Any] = {each.id: each for each in clauses.struct_hook(known, target)}
        return tuple(FormerClause(id=key, was=read_.get(key)) for key in value)

    def write(value: tuple[FormerClause, ...]) -> Tree:
        tree: dict[str, Tree] = {}
        for former in value:
            if former.was is None:
                tree[former.id] = "none"
            else:
                body = made.unstructure(former.was)
                del body["id"]
                tree[former.id] = body
        return tree

    former = EitherShape("former-clause", text=WordsShape(("none",)), map=Clause | Boundary)
    shape = MapShape(former, fields(FormerClause).id)
    return override(struct_hook=shaped(read, shape), unstruct_hook=write)
