"""From the shapes of what reads documents to the definitions of a schema."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NewType, assert_never

from attrs import evolve

from polyagree.codec.json_schema import told
from polyagree.codec.json_schema.beginnings import beginnings
from polyagree.codec.json_schema.schemas import Form, Schema, reference
from polyagree.codec.json_schema.texts import text_of
from polyagree.codec.surface.document import converter
from polyagree.codec.surface.records import key_of
from polyagree.codec.surface.shapes import (
    ByKeyShape,
    EitherShape,
    Key,
    MapShape,
    RecordShape,
    SameShape,
    SeveralShape,
    Shape,
    TextShape,
    WordsShape,
    shape_of,
)

__all__ = ["Describer"]

_Kinds = tuple[str, ...]


class Describer:
    """Makes schemas, and the definitions that they refer to."""

    def __init__(self) -> None:
        """Begin with no definition."""
        self.definitions: dict[str, Schema] = {}

    def properties(self, shape: RecordShape) -> dict[str, Schema]:
        """Return the schema of each key of a record."""
        return {key.name: self._property(shape.cls, key) for key in shape.keys}

    def schema(self, target: Any, kinds: _Kinds = ()) -> Schema:
        """
        Return the schema of what may stand at a place.

        Args:
            target: A type, as what reads it is found by it, or a shape.
            kinds: What a name there is the name of.
        """
        called = _name_of(target, kinds)
        if called is None:
            return self._form(target, kinds).schema
        return self._defined(called, lambda: self._form(target, kinds).schema)

    def _defined(self, called: str, make: Callable[[], Schema]) -> Schema:
        if called not in self.definitions:
            # A definition may be made of itself.
            self.definitions[called] = {}
            self.definitions[called] = make()
        return reference(called)

    def _property(self, cls: Any, key: Key, about: str | None = None) -> Schema:
        made = self.schema(shape_of(key.hook) or key.attribute.type, _kinds_of(key))
        about = about or told.of_attributes(cls).get(key.attribute.name)
        return made if about is None else {**made, "description": about}

    # What may stand at a place

    def _form(self, target: Any, kinds: _Kinds) -> Form:
        shape = _shape(target)
        match shape:
            case TextShape(is_counted=is_counted):
                text = text_of(target, kinds)
                return Form(text=text.schema(is_counted=is_counted), offered=text.offered)
            case WordsShape(words=words):
                return Form(text={"enum": list(words)}, offered=words)
            case SameShape(of=of):
                return self._form(of, kinds)
            case SeveralShape(of=of):
                one = self._form(of, kinds)
                # What may be a list itself is one already.
                return evolve(one, items=one.items or self.schema(of, kinds))
            case EitherShape():
                return self._either(shape, kinds)
            case RecordShape():
                return self._record_or_short(shape)
            case ByKeyShape():
                map_ = self._by_key(shape)
                return evolve(self._short(shape.otherwise), map=map_, begun=beginnings(shape.name))
            case MapShape():
                return Form(map=self._map(shape))
        assert_never(shape)

    def _either(self, shape: EitherShape, kinds: _Kinds) -> Form:
        made = self._form(shape.text, kinds)
        if isinstance(shape.text, WordsShape):
            words = shape.text.words
            sentence = f"write keys and values, or {_either_of(words)}"
            made = evolve(made, text={"enum": list(words), "errorMessage": sentence})
        items = None if shape.items is None else self.schema(shape.items, kinds)
        map_ = self._form(shape.map, kinds)
        return evolve(made, items=items, map=map_.map, title=shape.name, begun=map_.begun)

    def _record_or_short(self, shape: RecordShape) -> Form:
        return evolve(self._short(shape), map=self._record(shape))

    def _short(self, shape: RecordShape | None) -> Form:
        """Return the form of the value that may stand for a whole record, if one may."""
        if shape is None or shape.short is None:
            return Form()
        key = next(each for each in shape.keys if each.name == shape.short)
        return self._form(key.attribute.type, _kinds_of(key))

    def _map(self, shape: MapShape) -> Schema:
        kinds = shape.key.metadata.get("refers", ())
        # An editor offers the title as a name to fill in.
        names = {"title": _noun(shape), **self._form(shape.key.type, kinds).name_schema}
        item = self.schema(_without(_shape(shape.of), shape.key.name, shape.short))
        return {
            "type": "object",
            "errorMessage": "write each one under its own key",
            "propertyNames": names,
            "additionalProperties": item,
        }

    # Records

    def _record(self, shape: RecordShape) -> Schema:
        return self._defined(told.noun(shape.cls), lambda: self._of_keys(shape))

    def _of_keys(self, shape: RecordShape, **telling: Schema) -> Schema:
        return {
            "title": told.noun(shape.cls),
            "description": told.of_record(shape.cls),
            "type": "object",
            "properties": {**self.properties(shape), **telling},
            "required": [key.name for key in shape.keys if key.is_required],
            "additionalProperties": False,
        }

    def _by_key(self, shape: ByKeyShape) -> Schema:
        return self._defined(shape.name, lambda: self._branches(shape))

    def _branches(self, shape: ByKeyShape) -> Schema:
        made = self._otherwise(shape)
        for key, record in reversed(shape.records):
            then = self._told_by(key, record)
            made = {"if": {"type": "object", "required": [key]}, "then": then, "else": made}
        if shape.otherwise is not None:
            return made
        sentence = f"write keys and values, one of them {_either_of(dict(shape.records))}"
        return {"type": "object", "errorMessage": sentence, **made}

    def _told_by(self, key: str, record: RecordShape) -> Schema:
        (found,) = (each for each in record.keys if each.name == key)
        if key == key_of(found.attribute.name):
            return self._record(record)
        # The key says more than that a word or somebody belongs there.
        called = f"{told.noun(record.cls)}.{key}"
        telling = {key: self._telling(key, record)}
        return self._defined(called, lambda: self._of_keys(record, **telling))

    def _otherwise(self, shape: ByKeyShape) -> Schema:
        """Return the schema of a record that has none of the keys which tell what it is."""
        telling = {key: self._telling(key, record) for key, record in shape.records}
        if shape.otherwise is not None:
            rest = shape.otherwise
            return self._defined(told.noun(rest.cls), lambda: self._of_keys(rest, **telling))
        others = {key.name for _, record in shape.records for key in record.keys}
        quiet = {name: {"doNotSuggest": True} for name in sorted(others - telling.keys())}
        missing = f"{_either_of(telling)} is missing"
        return {
            "properties": {**telling, **quiet},
            "additionalProperties": False,
            **beginnings(shape.name),
            "anyOf": [{"required": [key], "errorMessage": missing} for key in telling],
        }

    def _telling(self, key: str, record: RecordShape) -> Schema:
        (found,) = (each for each in record.keys if each.name == key)
        return self._property(record.cls, found, _what_it_tells(record))


def _what_it_tells(record: RecordShape) -> str:
    """Return what is told by a key that tells which record it is."""
    cls: Any = record.cls
    about = told.of_attributes(cls)
    names = {key.attribute.name for key in record.keys}
    # Which gate it is, or how a clause stands, is told by that key and by none of its own.
    apart = [key for key in ("kind", "status") if key in about.keys() - names]
    return about[apart[0]] if apart else told.of_record(cls)


def _either_of(words: Iterable[str]) -> str:
    *first, last = (f"`{word}`" for word in words)
    return f"{', '.join(first)} or {last}" if first else last


def _shape(target: Any) -> Shape:
    if isinstance(target, Shape):
        return target
    shape = shape_of(converter().get_structure_hook(target))
    if shape is None:
        raise TypeError(f"what reads {target} does not tell its shape")
    return shape


def _kinds_of(key: Key) -> _Kinds:
    kinds: _Kinds = key.attribute.metadata.get("refers", ())
    return kinds


def _name_of(target: Any, kinds: _Kinds) -> str | None:
    """Return under which name the schema of *target* is defined; ``None``: it is not."""
    match _shape(target):
        case TextShape():
            return text_of(target, kinds).name
        case SameShape(of=of):
            return _name_of(of, kinds)
        case SeveralShape(of=of):
            one = _name_of(of, kinds)
            if one is None or getattr(_shape(of), "items", None) is not None:
                return one
            return f"{one}.several"
        case EitherShape(name=name):
            return name
        case RecordShape(cls=cls, short=str(short)):
            return f"{told.noun(cls)}-or-{short}"
    return None


def _noun(shape: MapShape) -> str:
    of: Any = shape.key.type
    if isinstance(of, NewType) and of.__name__.endswith("Id"):
        return told.noun(of)
    return str(shape.key.metadata["refers"][0])


def _without(shape: Shape, field: str, short: str | None) -> Shape:
    """Return *shape* without the key of *field*, and with the one that may stand for it."""
    match shape:
        case RecordShape():
            return _record_without(shape, field, short)
        case ByKeyShape(records=records, otherwise=otherwise):
            left = tuple((key, _record_without(each, field, short)) for key, each in records)
            rest = None if otherwise is None else _record_without(otherwise, field, short)
            return evolve(shape, records=left, otherwise=rest)
        case EitherShape(map=map_):
            return evolve(shape, map=_without(_shape(map_), field, short))
    return shape


def _record_without(record: RecordShape, field: str, short: str | None) -> RecordShape:
    left = tuple(each for each in record.keys if each.attribute.name != field)
    return evolve(record, keys=left, short=short)
