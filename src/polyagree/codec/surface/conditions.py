"""How conditions and gates stand in a document."""

from __future__ import annotations

import re
from typing import Any

from cattrs import Converter
from cattrs.errors import BaseValidationError
from cattrs.gen import override

from polyagree.clock import parse_date
from polyagree.codec.shape import Tree
from polyagree.codec.surface.faults import Hook, Wrong, nearest, renamed, shown
from polyagree.codec.surface.people import QUALIFIERS
from polyagree.codec.surface.records import (
    keys_of,
    record_hooks,
    record_reader,
    record_shape,
)
from polyagree.codec.surface.shapes import (
    ByKeyShape,
    EitherShape,
    RecordShape,
    TextShape,
    shaped,
)
from polyagree.model import (
    GATE_KINDS,
    STATUS_KINDS,
    AllOf,
    AnyOf,
    Done,
    Gate,
    Happening,
    Not,
    Situation,
    State,
    Status,
)
from polyagree.model.conditions import Condition
from polyagree.model.norms import Bound

__all__ = ["register"]

_KINDS: dict[str, Any] = {
    "any": AnyOf,
    "not": Not,
    "is": State,
    "done": Done,
    "act": Happening,
    **dict.fromkeys(GATE_KINDS, Gate),
    **dict.fromkeys(STATUS_KINDS, Status),
}
_TOLD_BY = tuple(_KINDS)
_GATES: dict[str, RecordShape] = {
    kind: record_shape(Gate, people=override(rename=kind), kind=override(omit=True))
    for kind in GATE_KINDS
}
_STATUSES: dict[str, RecordShape] = {
    status: record_shape(Status, of=override(rename=status), status=override(omit=True))
    for status in STATUS_KINDS
}
_DIGITS = re.compile(r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}\Z")


def register(converter: Converter) -> None:
    """Teach *converter* CONDITION and GATE, and days that may stand for one."""
    for cls in (State, Done, AnyOf, Not):
        record_hooks(converter, cls)
    _register_told(converter, Gate, _GATES, kind="kind", value="people")
    _register_told(converter, Status, _STATUSES, kind="status", value="of")
    several: list[Hook] = []

    def read(value: Tree, _: object) -> Any:
        if isinstance(value, str):
            return Situation(value)
        if isinstance(value, list):
            if not several:
                several.append(converter.get_structure_hook(tuple[Condition, ...]))
            parts = several[0](value, tuple[Condition, ...])
            return parts[0] if len(parts) == 1 else AllOf(all_of=parts)
        if isinstance(value, dict):
            found = [key for key in _TOLD_BY if key in value]
            if len(found) > 1 and not (set(found) <= {"act", "done"}):
                raise Wrong(
                    f"`{found[0]}` and `{found[1]}` stand side by side",
                    help="write a list for all of them, or `any: [...]`",
                )
            if found:
                cls = _KINDS[found[0]]
                return converter.get_structure_hook(cls)(value, cls)
            near = next((hint for key in value if (hint := nearest(key, _TOLD_BY))), None)
            raise Wrong(
                "these keys say no condition",
                help=near
                or (
                    "add `act`, so that it says what happens"
                    if value.keys() & {*QUALIFIERS, "who"}
                    else "write a word, or one of " + ", ".join(f"`{key}`" for key in _TOLD_BY)
                ),
            )
        raise Wrong(
            "nothing is written here"
            if value is None
            else f"{shown(value)} stands where a condition belongs"
        )

    def read_bound(value: Tree, target: object) -> Any:
        if isinstance(value, str) and _DIGITS.match(value):
            return parse_date(value)
        return read(value, target)

    by_kind = {**_GATES, **_STATUSES}
    told = {key: by_kind.get(key) or record_shape(cls) for key, cls in _KINDS.items()}
    by_key = ByKeyShape("condition-of-keys", tuple(told.items()))
    for name, target, hook in (("condition", Condition, read), ("bound", Bound, read_bound)):
        shape = EitherShape(name, text=TextShape(target), items=Condition, map=by_key)
        converter.register_structure_hook(target, shaped(hook, shape))
    converter.register_unstructure_hook(Situation, lambda value: value.word)
    converter.register_unstructure_hook(
        AllOf, lambda value: [converter.unstructure(each, Condition) for each in value.all_of]
    )
    _unwrap(converter, AnyOf, "any_", "any")

    def write(value: Any) -> Tree:
        tree: Tree = converter.unstructure(value)
        # A word alone is a situation.
        return {"act": tree} if isinstance(value, Happening) and isinstance(tree, str) else tree

    for union in (Condition, Bound):
        converter.register_unstructure_hook(union, write)


def _unwrap(converter: Converter, cls: type[AnyOf], field: str, key: str) -> None:
    # A list of one would read as that one, which is the same; written as a list it shows the form.
    converter.register_unstructure_hook(
        cls,
        lambda value: {
            key: [converter.unstructure(each, Condition) for each in getattr(value, field)]
        },
    )


def _register_told(
    converter: Converter, cls: type[Any], shapes: dict[str, RecordShape], *, kind: str, value: str
) -> None:
    """
    Teach *converter* a record whose kind is told by a key.

    Args:
        converter: The converter.
        cls: The record.
        shapes: How it stands in a document, by each of its kinds.
        kind: The field that says which kind it is.
        value: The field whose value stands under the key.
    """
    same: dict[str, Any] = {value: override(rename=value)}
    structure = record_reader(converter, cls, **same)
    keys = {key: keys_of(shape) for key, shape in shapes.items()}
    record_hooks(converter, cls, **same)
    whole = converter.get_unstructure_hook(cls)

    def read(tree: dict[str, Tree], _: object) -> Any:
        key = next(each for each in keys if each in tree)
        keys[key].check(tree)
        body = {name: each for name, each in tree.items() if name != key}
        try:
            return structure({**body, kind: key, value: tree[key]}, cls)
        except BaseValidationError as error:
            raise renamed(error, value, key) from None

    def write(record: Any) -> Tree:
        made: dict[str, Tree] = whole(record)
        body = {key: each for key, each in made.items() if key not in {kind, value}}
        return {getattr(record, kind): made[value], **body}

    converter.register_structure_hook(cls, read)
    converter.register_unstructure_hook(cls, write)
