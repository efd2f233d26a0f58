"""
The surface: how each record of the model stands in a document.

One converter does both ways. A record is keys and values under the names of its
fields; what differs from that stands in this package, each thing once: maps by
id, one value for a list of one, words for records of one, texts for quantities
and times, the modal key of a norm, the kinds of conditions.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from types import UnionType
from typing import Any, Literal, NewType, Union, get_args, get_origin

from attrs import NOTHING, fields, frozen, has, resolve_types
from cattrs import Converter, IterableValidationError, IterableValidationNote
from cattrs.errors import ClassValidationError
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

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
    format_stamp,
    parse_date,
    parse_stamp,
)
from polyagree.codec.shape import Tree
from polyagree.codec.surface.faults import (
    FAULTS,
    Missing,
    UnknownKeys,
    Wrong,
    nearest,
    shown,
)
from polyagree.model import Scale

__all__ = [
    "GONE",
    "Hook",
    "Keys",
    "by_key",
    "key_of",
    "keys_of",
    "new_converter",
    "noted",
    "record_hooks",
    "record_reader",
    "record_writer",
]

Hook = Callable[[Any, Any], Any]

GONE = object()
"""What stands in a list for an item that could not be read, so that the others keep their place."""

_PARSED: tuple[type, ...] = (
    Cadence,
    Day,
    Duration,
    Hours,
    Moment,
    Month,
    Nth,
    Quantity,
    Scale,
    Size,
    Window,
)
"""Values that a document writes as one text."""

_COUNTED = (Quantity, Size, Nth)
"""Those among them that JSON may write as a number."""

_TEXTS = "text belongs here"


def key_of(name: str) -> str:
    """Return the key of the field *name*: Python's keywords end in an underscore there."""
    return name.removesuffix("_")


def new_converter() -> Converter:
    """Return a converter that knows texts, numbers, times and lists, and refuses the rest."""
    converter = Converter(detailed_validation=True, omit_if_default=True)
    converter.register_structure_hook(str, _text)
    converter.register_structure_hook(bool, _refuse_flag)
    converter.register_structure_hook(int, _whole)
    converter.register_structure_hook(Decimal, _decimal)
    converter.register_structure_hook(dt.date, _day)
    converter.register_structure_hook(dt.date | dt.datetime, _stamp)
    converter.register_unstructure_hook(dt.date, format_stamp)
    converter.register_unstructure_hook(dt.datetime, format_stamp)
    converter.register_unstructure_hook(dt.date | dt.datetime, format_stamp)
    converter.register_unstructure_hook(Decimal, _number)
    for cls in _PARSED:
        converter.register_structure_hook(cls, _parser(cls))
        converter.register_unstructure_hook(cls, str)
    converter.register_unstructure_hook(Quantity, _quantity)
    converter.register_unstructure_hook(Nth, _nth)
    converter.register_structure_hook_factory(_is_new_type, _new_type(converter))
    converter.register_structure_hook_factory(
        _is_literal, lambda target: _literal(get_args(target))
    )
    converter.register_structure_hook_factory(_is_optional, _optional(converter))
    converter.register_unstructure_hook_factory(_is_optional, _optional_out(converter))
    converter.register_structure_hook_factory(_is_several, _several(converter))
    converter.register_unstructure_hook_factory(_is_several, _several_out(converter))
    return converter


# Scalars


def _text(value: Tree, _: object) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        raise Wrong("nothing is written here", help="write the words, or leave the key out")
    if isinstance(value, int | float):
        raise Wrong(f"{shown(value)} is not a text", help="put it in quotes", value=str(value))
    raise Wrong(f"{shown(value)} stands where one text belongs")


def _refuse_flag(value: Tree, _: object) -> bool:
    raise Wrong(f"{shown(value)} stands where {_TEXTS}")


def _whole(value: Tree, _: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 6:  # noqa: PLR2004
        return int(value)
    raise Wrong(f"{shown(value)} is not a whole number")


def _decimal(value: Tree, _: object) -> Decimal:
    text = value if isinstance(value, str) else None
    if isinstance(value, int | float) and not isinstance(value, bool):
        text = repr(value)
    try:
        number = None if text is None or len(text) > 24 else Decimal(text)  # noqa: PLR2004
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite():
        raise Wrong(f"{shown(value)} is not a number", help="write digits, such as `2` or `2.5`")
    return number


def _day(value: Tree, _: object) -> dt.date:
    return parse_date(_text(value, str))


def _stamp(value: Tree, _: object) -> dt.date | dt.datetime:
    return parse_stamp(_text(value, str))


def _parser(cls: Any) -> Hook:
    counted = cls in _COUNTED
    # People write the same few texts again and again, and the values never change.
    known = lru_cache(maxsize=1024)(cls.parse)

    def parse(value: Tree, _: object) -> Any:
        if counted and isinstance(value, int | float) and not isinstance(value, bool):
            return known(repr(value))
        return known(_text(value, str))

    return parse


def _number(value: Decimal) -> Tree:
    """Return *value* as a number where that is exact, as text otherwise."""
    if value == value.to_integral_value() and abs(value) < 10**15:
        return int(value)
    near = repr(float(value))
    # A number with an exponent would not read as one again.
    return float(value) if "e" not in near and Decimal(near) == value else str(value)


def _quantity(value: Quantity) -> Tree:
    return str(value) if value.number is None else _number(value.number)


def _nth(value: Nth) -> Tree:
    return str(value) if value.onwards or value.in_a_row else value.count


# Generic forms


def _is_new_type(target: Any) -> bool:
    return isinstance(target, NewType)


def _new_type(converter: Converter) -> Callable[[Any], Hook]:
    def make(target: Any) -> Hook:
        hook: Hook = converter.get_structure_hook(target.__supertype__)
        return hook

    return make


def _is_literal(target: Any) -> bool:
    origin: Any = get_origin(target)
    return origin is Literal


def _literal(words: tuple[str, ...]) -> Hook:
    known = frozenset(words)

    def choose(value: Tree, _: object) -> str:
        text = _text(value, str)
        if text not in known:
            near = nearest(text, words)
            raise Wrong(
                f"`{text}` is not one of the words for this",
                help=near or "write " + ", ".join(f"`{word}`" for word in words),
                value=text,
            )
        return text

    return choose


def _is_union(target: Any) -> bool:
    return get_origin(target) in (Union, UnionType)


def _is_optional(target: Any) -> bool:
    return _is_union(target) and type(None) in get_args(target)


def _bare(target: Any) -> Any:
    """Return the type without ``None``."""
    return Union[tuple(each for each in get_args(target) if each is not type(None))]  # noqa: UP007


def _optional(converter: Converter) -> Callable[[Any], Hook]:
    def make(target: Any) -> Hook:
        bare = _bare(target)
        # Asked for late: a record may hold records of its own type.
        found: list[Hook] = []

        def structure(value: Tree, _: object) -> Any:
            if value is None:
                raise Wrong("nothing is written here", help="write a value, or leave the key out")
            if not found:
                found.append(converter.get_structure_hook(bare))
            return found[0](value, bare)

        return structure

    return make


def _optional_out(converter: Converter) -> Callable[[Any], Callable[[Any], Any]]:
    def make(target: Any) -> Callable[[Any], Any]:
        bare = _bare(target)
        return lambda value: None if value is None else converter.unstructure(value, bare)

    return make


def _is_several(target: Any) -> bool:
    return get_origin(target) is tuple and get_args(target)[-1] is Ellipsis


def _several(converter: Converter) -> Callable[[Any], Hook]:
    """One value may stand for a list of one."""

    def make(target: Any) -> Hook:
        inner = get_args(target)[0]
        found: list[Hook] = []

        def structure(value: Tree, _: object) -> tuple[Any, ...]:
            if not found:
                found.append(converter.get_structure_hook(inner))
            hook = found[0]
            if not isinstance(value, list):
                if value is None:
                    raise Wrong(
                        "nothing is written here", help="write a value, or leave the key out"
                    )
                return (hook(value, inner),)
            made: list[Any] = []
            errors: list[Exception] = []
            for index, each in enumerate(value):
                if each is GONE:
                    continue
                try:
                    made.append(hook(each, inner))
                except FAULTS as error:
                    errors.append(noted(error, index))
            if errors:
                raise IterableValidationError("", errors, tuple)
            return tuple(made)

        return structure

    return make


def _several_out(converter: Converter) -> Callable[[Any], Callable[[Any], Any]]:
    def make(target: Any) -> Callable[[Any], Any]:
        inner = get_args(target)[0]
        # A list of events stays a list, with one event too; a norm or a name stands alone.
        is_record = has(inner)

        def unstructure(value: tuple[Any, ...]) -> Tree:
            made = [converter.unstructure(each, inner) for each in value]
            alone = len(made) == 1 and not isinstance(made[0], list)
            return made[0] if alone and not (is_record and isinstance(made[0], dict)) else made

        return unstructure

    return make


def noted(error: Exception, index: str | int) -> Exception:
    """Return *error* with the key or the position at which it arose."""
    error.__notes__ = [
        *getattr(error, "__notes__", ()),
        IterableValidationNote("", index, object),
    ]
    return error


# Records


@frozen
class Keys:
    """
    The keys of a record.

    Attributes:
        order: All of them, as they are written.
        known: All of them.
        required: Those that have to be there.
    """

    order: tuple[str, ...]
    known: frozenset[str]
    required: frozenset[str]

    def check(self, value: Tree, *, tell: Callable[[str], str | None] | None = None) -> None:
        """
        Refuse what is no record, what it does not have, and what it lacks.

        Args:
            value: What stands where the record belongs.
            tell: What to say about a key that belongs elsewhere.
        """
        if not isinstance(value, dict):
            wanted = [key for key in self.order if key in self.required] or list(self.order)
            such = ", ".join(f"`{key}`" for key in wanted[:3])
            raise Wrong(
                "nothing is written here"
                if value is None
                else f"{shown(value)} stands where keys such as {such} belong"
            )
        if not value.keys() <= self.known:
            raise UnknownKeys(
                self._unknown(key, value[key], tell) for key in value if key not in self.known
            )
        if not value.keys() >= self.required:
            raise ClassValidationError(
                "",
                [
                    Missing(f"`{key}` is missing", field=key, help=f"add `{key}`")
                    for key in self.order
                    if key in self.required and key not in value
                ],
                dict,
            )

    def _unknown(
        self, key: str, value: Tree, tell: Callable[[str], str | None] | None
    ) -> tuple[str, str, str | None]:
        told = None if tell is None else tell(key)
        if told is not None:
            return key, f"key `{key}` does not belong here", told
        if value is None and " " in key:
            # What stands behind a comma in `{says: When late, we call.}`.
            return (
                key,
                f"unknown key `{key}`",
                "if it belongs to the text before the comma, put quotes around all of it",
            )
        return key, f"unknown key `{key}`", nearest(key, self.order)


def record_hooks(
    converter: Converter, cls: type[Any], *, short: str | None = None, **overrides: Any
) -> None:
    """
    Teach *converter* the record *cls*.

    Args:
        converter: The converter.
        cls: The record.
        short: The field whose value alone may stand for the whole.
        **overrides: What differs for a field from keys and values by its name.
    """
    keys = keys_of(cls, **overrides)
    structure = record_reader(converter, cls, **overrides)
    whole = record_writer(converter, cls, **overrides)
    short_key = None if short is None else key_of(short)

    def read(value: Tree, target: Any) -> Any:
        if short_key is not None and not isinstance(value, dict):
            try:
                return structure({short_key: value}, target)
            except FAULTS as error:
                raise _without_step(error) from None
        keys.check(value)
        return structure(value, target)

    def write(value: Any) -> Tree:
        found = whole(value)
        made = {key: found[key] for key in keys.order if key in found}
        if short_key is not None and made.keys() == {short_key}:
            return made[short_key]
        return made

    converter.register_structure_hook(cls, read)
    converter.register_unstructure_hook(cls, write)


def keys_of(cls: type[Any], **overrides: Any) -> Keys:
    """Return the keys of *cls* in a document."""
    made = _overrides(cls, overrides)
    named = {
        made[each.name].rename: each.default is NOTHING
        for each in fields(cls)
        if each.init and made[each.name].omit is not True
    }
    required = frozenset(key for key, is_required in named.items() if is_required)
    return Keys(tuple(named), frozenset(named), required)


def record_reader(converter: Converter, cls: type[Any], **overrides: Any) -> Hook:
    """
    Return what makes *cls* out of keys and values.

    cattrs compiles a function for each class, which takes longer than reading a
    small document. So each is made when the first such record is met.
    """
    found: list[Hook] = []

    def read(value: Any, target: Any) -> Any:
        if not found:
            found.append(
                make_dict_structure_fn(
                    cls,
                    converter,
                    _cattrs_forbid_extra_keys=False,
                    _cattrs_detailed_validation=True,
                    **_overrides(cls, overrides),
                )
            )
        return found[0](value, target)

    return read


def record_writer(
    converter: Converter, cls: type[Any], **overrides: Any
) -> Callable[[Any], dict[str, Tree]]:
    """Return what makes keys and values out of *cls*, likewise compiled at first use."""
    found: list[Callable[[Any], dict[str, Tree]]] = []

    def write(value: Any) -> dict[str, Tree]:
        if not found:
            found.append(
                make_dict_unstructure_fn(
                    cls, converter, _cattrs_omit_if_default=True, **_overrides(cls, overrides)
                )
            )
        return found[0](value)

    return write


def _overrides(cls: type[Any], overrides: dict[str, Any]) -> dict[str, Any]:
    resolve_types(cls)
    made: dict[str, Any] = {}
    for each in fields(cls):
        if not each.init:
            continue
        given = overrides.get(each.name)
        rename = key_of(each.name) if given is None or given.rename is None else given.rename
        made[each.name] = override(
            rename=rename,
            omit=None if given is None else given.omit,
            struct_hook=None if given is None else given.struct_hook,
            unstruct_hook=None if given is None else given.unstruct_hook,
        )
    return made


def _without_step(error: Exception) -> Exception:
    """Return *error* without the step to the field that stands for the whole."""
    exceptions = getattr(error, "exceptions", None)
    if exceptions is not None and len(exceptions) == 1:
        inner: Exception = exceptions[0]
        inner.__notes__ = [
            note for note in getattr(inner, "__notes__", ()) if not hasattr(note, "name")
        ]
        if getattr(inner, "field", None) is not None:
            object.__setattr__(inner, "field", None)
        return inner
    return error


# Maps


def by_key(converter: Converter, cls: Any, *, key: str = "id", short: str | None = None) -> Any:
    """
    Return how a collection stands in a document: a map, by the *key* of its items.

    Args:
        converter: The converter.
        cls: What the items are.
        key: The field that is the key.
        short: The field whose value alone may stand for an item.
    """
    found: list[Hook] = []

    def structure(value: Tree, _: object) -> tuple[Any, ...]:
        if not found:
            found.append(converter.get_structure_hook(cls))
        if not isinstance(value, dict):
            raise Wrong(
                "nothing is written here"
                if value is None
                else f"{shown(value)} stands where a map belongs",
                help="write each one under its own key",
            )
        made: list[Any] = []
        errors: list[Exception] = []
        for name, body in value.items():
            whole: Tree = body
            if short is not None and not isinstance(body, dict):
                whole = {key_of(short): body}
            if isinstance(whole, dict):
                if key in whole:
                    unknown = UnknownKeys(
                        [(key, f"unknown key `{key}`", f"`{name}` is the `{key}` already")]
                    )
                    errors.append(noted(unknown, name))
                    continue
                whole = {key: name, **whole}
            try:
                made.append(found[0](whole, cls))
            except FAULTS as error:
                is_short = short is not None and not isinstance(body, dict)
                errors.append(noted(_without_step(error) if is_short else error, name))
        if errors:
            raise IterableValidationError("", errors, dict)
        return tuple(made)

    def unstructure(value: tuple[Any, ...]) -> Tree:
        made: dict[str, Tree] = {}
        for item in value:
            body = converter.unstructure(item)
            name = body.pop(key)
            if short is not None and body.keys() == {key_of(short)}:
                body = body[key_of(short)]
            made[name] = body
        return made

    return override(struct_hook=structure, unstruct_hook=unstructure)
