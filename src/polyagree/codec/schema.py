"""
The JSON Schema of documents, made from what reads them.

It is for editors: it knows every key, offers words, and names what does not belong
somewhere. It is never stricter than the codec, which also follows references.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Hashable
from decimal import Decimal
from functools import cache, partial
from inspect import cleandoc
from types import UnionType
from typing import Any, Literal, NewType, Union, cast, get_args, get_origin

from attrs import NOTHING, fields, has, resolve_types

from polyagree.clock import (
    Cadence,
    Day,
    Duration,
    Hours,
    Moment,
    Month,
    Nth,
    Quantity,
    Size,
    Window,
)
from polyagree.codec.beside import EVENTS_FROM
from polyagree.codec.document import VERSION
from polyagree.codec.migrations import FORMAT_VERSION
from polyagree.codec.surface.document import converter
from polyagree.codec.surface.records import MapShape, RecordShape, key_of, shape_of
from polyagree.model import (
    ELSEWHERE,
    GATE_KINDS,
    MODALS,
    AnyOf,
    Boundary,
    Clause,
    Details,
    Done,
    Gate,
    Happening,
    Norm,
    Not,
    Polycule,
    RoleWord,
    Scale,
    State,
    shipped,
)
from polyagree.model.conditions import Condition
from polyagree.model.happening import About
from polyagree.model.norms import Bound
from polyagree.model.people import Except, PeopleTerm
from polyagree.model.vocabulary import WORD_KINDS

__all__ = ["schema"]

Schema = dict[str, Any]

_TEXT: Schema = {"type": ["string", "number", "boolean"]}
"""A text. YAML without quotes may look like a number to an editor, and is text all the same."""

_ID: Schema = {"pattern": "^[a-z0-9][a-z0-9-]{0,63}$"}

_CLAUSE: Any = Clause | Boundary

_EXAMPLES: dict[Any, tuple[str, ...]] = {
    Cadence: ("week", "month", "quarter", "year", "3 months"),
    Day: ("mon", "weeknights", "weekend", "first sun", "1st", "12-24", "birthday"),
    Duration: ("48h", "30 min", "2 days", "3 nights", "1 week", "6 months"),
    Hours: ("22:00-06:00", "after 22:00", "before 23:00"),
    Moment: ("same night", "next morning", "next evening", "next sun", "same day 18:00"),
    Month: ("jan", "jul"),
    Nth: ("1", "3+", "3 in a row"),
    Quantity: ("2", "200 EUR", "30 %", "10 nights"),
    Scale: ("0-4", "1-10"),
    Size: ("over 3 nights", "under 250 GBP", "at least 20 min"),
    Window: ("week", "month", "30 days", "moment", "ever"),
    dt.date: ("2025-01-05",),
    dt.datetime: ("2025-02-14T23:40",),
    Decimal: ("2",),
}
"""What values look like that a document writes as one text."""


def schema() -> Schema:
    """
    Return the JSON Schema of documents, draft 7.

    Its keys, short forms and words are those of the codec; ``$defs`` of its kind stand under
    ``definitions``. Every document that loads is valid under it.
    """
    return _Maker().made()


class _Maker:
    def __init__(self) -> None:
        self.definitions: dict[str, Schema] = {}

    def made(self) -> Schema:
        top = self._record(Polycule)
        version: Schema = {
            "description": "The version of the format.",
            "enum": [FORMAT_VERSION, str(FORMAT_VERSION)],
        }
        beside = self._several(dict(_TEXT))
        beside["description"] = "Files of events beside the document, CSV or JSON Lines."
        properties = {VERSION: version, **top["properties"]}
        properties[EVENTS_FROM] = beside
        return {
            "$schema": "http://json-schema.org/draft-07/schema#",
            "title": "A polyagree document",
            "type": "object",
            "properties": properties,
            "required": [VERSION],
            "additionalProperties": False,
            "definitions": dict(sorted(self.definitions.items())),
        }

    # Types

    def _of(self, target: Any) -> Schema:
        """Return the schema of the type *target*."""
        special = self._special().get(target)
        if special is not None:
            return special()
        if isinstance(target, NewType):
            return self._of(target.__supertype__)
        if target is str:
            return dict(_TEXT)
        if target is bool:
            return {"type": "boolean"}
        if target in _EXAMPLES:
            return {**_TEXT, "examples": list(_EXAMPLES[target])}
        origin = get_origin(target)
        if origin is Literal:
            return {"enum": list(get_args(target))}
        if origin is tuple:
            return self._several(self._of(get_args(target)[0]))
        if origin in (Union, UnionType):
            return self._union(target)
        return self._reference(target)

    def _special(self) -> dict[Any, Callable[[], Schema]]:
        made: dict[Any, Callable[[], Schema]] = {
            Norm: self._norm,
            Condition: self._condition,
            Bound: self._condition,
            PeopleTerm: self._people,
            _CLAUSE: self._clause,
            Details: self._details,
            About: lambda: self._several(self._about()),
        }
        return made

    def _union(self, target: Any) -> Schema:
        parts = [each for each in get_args(target) if each is not type(None)]
        if len(parts) == 1:
            return self._of(parts[0])
        whole: Any = Union.__getitem__(tuple(parts))
        if len(parts) < len(get_args(target)) and whole in self._special():
            return self._special()[whole]()
        if set(parts) == {dt.date, dt.datetime}:
            return {**_TEXT, "examples": [*_EXAMPLES[dt.date], *_EXAMPLES[dt.datetime]]}
        if set(parts) == {str, Happening}:
            return self._about()
        return {"anyOf": [self._of(each) for each in parts]}

    def _several(self, one: Schema) -> Schema:
        """One value may stand for a list of one."""
        return {"anyOf": [one, {"type": "array", "items": one}]}

    def _offering(self, text: Schema, kinds: tuple[str, ...], *more: str) -> Schema:
        """Return *text* with words that an editor offers; others are as good."""
        name = "-".join(("words", *kinds, *(("and-more",) if more else ())))
        offered = self._named(name, lambda: {"enum": [*more, *_words(kinds)]})
        if "anyOf" not in text:
            return {"anyOf": [offered, text]}
        first, *rest = text["anyOf"]
        if rest and rest[-1].get("type") == "array":
            inner = self._offering(first, kinds, *more)
            return {"anyOf": [*inner["anyOf"], {"type": "array", "items": inner}]}
        return {"anyOf": [offered, first, *rest]}

    def _named(self, name: str, make: Callable[[], Schema]) -> Schema:
        """Return a reference to the definition *name*, which is made once."""
        if name not in self.definitions:
            # A definition may be made of itself.
            self.definitions[name] = {}
            self.definitions[name] = make()
        return {"$ref": f"#/definitions/{name}"}

    # Records

    def _reference(self, cls: type[Any]) -> Schema:
        shape = shape_of(converter().get_structure_hook(cls))
        whole = self._named(cls.__name__, lambda: self._record(cls))
        if isinstance(shape, RecordShape) and shape.short is not None:
            return {"anyOf": [self._field(cls, shape.short), whole]}
        return whole

    def _record(
        self,
        cls: type[Any],
        *,
        leave_out: tuple[str, ...] = (),
        renamed: dict[str, str] | None = None,
    ) -> Schema:
        shape = shape_of(converter().get_structure_hook(cls))
        overrides = shape.overrides if isinstance(shape, RecordShape) else {}
        resolve_types(cls)
        told = _told(cast("Hashable", cls))
        properties: dict[str, Schema] = {}
        required: list[str] = []
        for each in fields(cls):
            given = overrides.get(each.name)
            if not each.init or each.name in leave_out or (given is not None and given.omit):
                continue
            key = (renamed or {}).get(each.name, key_of(each.name))
            properties[key] = {**self._field(cls, each.name), **_description(told.get(each.name))}
            if each.default is NOTHING:
                required.append(key)
        return {
            "title": cls.__name__,
            "description": _first_sentence(cls),
            "type": "object",
            "properties": properties,
            **({"required": required} if required else {}),
            "additionalProperties": False,
        }

    def _field(self, cls: type[Any], name: str) -> Schema:
        resolve_types(cls)
        shape = shape_of(converter().get_structure_hook(cls))
        overrides = shape.overrides if isinstance(shape, RecordShape) else {}
        inner = shape_of(getattr(overrides.get(name), "struct_hook", None))
        if isinstance(inner, MapShape):
            return self._map(inner)
        if inner == "norms or none":
            marks = ["none", *ELSEWHERE] if cls is Clause else ["none"]
            return {"anyOf": [{"enum": marks}, *self._several(self._norm())["anyOf"]]}
        if inner == "clauses or none":
            return _mapping({"anyOf": [{"enum": ["none"]}, self._clause()]})
        if inner == "comfort":
            return _mapping(_mapping(dict(_TEXT), keys=_ID))
        attribute = getattr(fields(cls), name)
        made = self._of(attribute.type)
        kinds = attribute.metadata.get("refers", ())
        return self._offering(made, kinds) if _words(kinds) else made

    def _map(self, shape: MapShape) -> Schema:
        if isinstance(shape.cls, type) and has(shape.cls):
            name = f"{shape.cls.__name__}ByKey" if shape.key != "id" else shape.cls.__name__
            item = self._named(name, lambda: self._record(shape.cls, leave_out=(shape.key,)))
        else:
            item = self._of(shape.cls)
        if shape.short is not None:
            item = {"anyOf": [self._field(shape.cls, shape.short), item]}
        return _mapping(item, keys=_ID if shape.key in {"id", "by", "who"} else None)

    def _clause(self) -> Schema:
        """A clause with a holder is that person's boundary."""
        clause = self._named("Clause", lambda: self._record(Clause, leave_out=("id",)))
        boundary = self._named("Boundary", lambda: self._record(Boundary, leave_out=("id",)))
        return self._named(
            "ClauseOrBoundary",
            lambda: {"if": {"required": ["holder"]}, "then": boundary, "else": clause},
        )

    # Norms and conditions

    def _norm(self) -> Schema:
        return self._named("Norm", self._norm_by_modal)

    def _norm_by_modal(self) -> Schema:
        types = {cls.modal: cls for cls in get_args(Norm)}
        acts = {modal: self._field(types[modal], "act") for modal in MODALS}
        branches = [
            {
                "if": {"required": [modal]},
                "then": self._named(
                    cls.__name__, partial(self._record, cls, renamed={"act": modal})
                ),
            }
            for modal, cls in types.items()
        ]
        return {
            "title": "Norm",
            "description": "What somebody must, must not or may do, or has the power to.",
            "type": "object",
            "properties": acts,
            "anyOf": [{"required": [modal]} for modal in MODALS],
            "allOf": branches,
        }

    def _condition(self) -> Schema:
        return self._named("Condition", self._condition_by_key)

    def _condition_by_key(self) -> Schema:
        one = {"$ref": "#/definitions/Condition"}
        kinds: dict[str, Schema] = {
            "any": self._reference(AnyOf),
            "not": self._reference(Not),
            "is": self._reference(State),
            "done": self._reference(Done),
            "act": self._named("Happening", lambda: self._record(Happening)),
        }
        for kind in GATE_KINDS:
            make = partial(self._record, Gate, leave_out=("kind",), renamed={"people": kind})
            kinds[kind] = self._named(f"Gate.{kind}", make)
        keyed: Schema = {
            "type": "object",
            "properties": {key: {} for key in kinds},
            "anyOf": [{"required": [key]} for key in kinds],
            "allOf": [{"if": {"required": [key]}, "then": each} for key, each in kinds.items()],
        }
        word = self._offering(dict(_TEXT), ("situation", "happening"), "always")
        return {
            "title": "Condition",
            "description": "A situation, something going on or done, somebody's word, or several.",
            "anyOf": [word, {"type": "array", "items": one}, keyed],
        }

    # People and things

    def _people(self) -> Schema:
        kinds = ("relationship-kind", "people")
        return self._named(
            "People",
            lambda: {
                "anyOf": [
                    *self._offering(dict(_TEXT), kinds, *get_args(RoleWord))["anyOf"],
                    self._named("Except", lambda: self._record(Except)),
                ]
            },
        )

    def _about(self) -> Schema:
        happening = self._named("Happening", lambda: self._record(Happening))
        word = self._offering(dict(_TEXT), ("thing", "act", "happening"))
        return {"anyOf": [*word["anyOf"], happening]}

    def _details(self) -> Schema:
        told = self._several(self._offering(dict(_TEXT), ("detail",), "as-asked"))["anyOf"]
        whole = self._named("Details", lambda: self._record(Details, leave_out=("as_asked",)))
        return {"anyOf": [*told, whole]}


def _mapping(item: Schema, *, keys: Schema | None = None) -> Schema:
    names = {} if keys is None else {"propertyNames": keys}
    return {"type": "object", **names, "additionalProperties": item}


@cache
def _words(kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Return the shipped words of *kinds*; kinds of records have none."""
    return tuple(shipped().of_kind(*(kind for kind in kinds if kind in WORD_KINDS)))


# Descriptions

_ATTRIBUTE = re.compile(r"^ {4}(\w+): (.*(?:\n {6,}.*)*)", re.MULTILINE)
_ROLE = re.compile(r":\w+:`~?(?:[\w.]*\.)?(\w+)`")


@cache
def _told(cls: Any) -> dict[str, str]:
    """Return what the docstrings of *cls* and of its bases tell of each attribute."""
    found: dict[str, str] = {}
    for each in reversed(cls.__mro__):
        text = cleandoc(each.__doc__ or "")
        _, _, attributes = text.partition("\nAttributes:\n")
        attributes = attributes.split("\n\n")[0]
        for name, said in _ATTRIBUTE.findall(attributes):
            found[name] = _plain(said)
    return found


def _first_sentence(cls: type[Any]) -> str:
    return _plain(cleandoc(cls.__doc__ or "").partition("\n\n")[0])


def _plain(text: str) -> str:
    return _ROLE.sub(r"`\1`", " ".join(text.split())).replace("``", "`")


def _description(text: str | None) -> Schema:
    return {} if text is None else {"description": text}
