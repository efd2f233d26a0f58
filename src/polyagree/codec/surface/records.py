"""Records: keys and values under the names of the fields."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import fields, frozen, resolve_types
from cattrs import Converter
from cattrs.errors import ClassValidationError
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from polyagree.codec.shape import Tree
from polyagree.codec.surface.faults import (
    FAULTS,
    Hook,
    Missing,
    UnknownKeys,
    Wrong,
    nearest,
    shown,
    without_step,
)
from polyagree.codec.surface.shapes import Key, RecordShape, shaped

__all__ = [
    "Keys",
    "key_of",
    "keys_of",
    "record_hooks",
    "record_reader",
    "record_shape",
    "record_writer",
]


def key_of(name: str) -> str:
    """Return the key of the field *name*: Python's keywords end in an underscore there."""
    return name.removesuffix("_")


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
            # An id is the key that stands before it.
            such = ", ".join(f"`{key}`" for key in [key for key in wanted if key != "id"][:3])
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
        near = None if value is None and " " in key else nearest(key, self.order)
        if value is None and near is None:
            # What stands behind a comma in `{says: When late, we call.}`.
            near = "if it belongs to the text before a comma, put quotes around all of it"
        return key, f"unknown key `{key}`", near


def record_hooks(
    converter: Converter,
    cls: type[Any],
    *,
    short: str | None = None,
    first: tuple[str, ...] = (),
    **overrides: Any,
) -> None:
    """
    Teach *converter* the record *cls*.

    Args:
        converter: The converter.
        cls: The record.
        short: The field whose value alone may stand for the whole.
        first: The keys that are written before the others.
        **overrides: What differs for a field from keys and values by its name.
    """
    shape = record_shape(cls, short=short, **overrides)
    keys = keys_of(shape)
    structure = record_reader(converter, cls, **overrides)
    whole = record_writer(converter, cls, **overrides)
    short_key = None if short is None else key_of(short)
    order = tuple(dict.fromkeys((*first, *keys.order)))

    def read(value: Tree, target: Any) -> Any:
        if short_key is not None and not isinstance(value, dict):
            try:
                return structure({short_key: value}, target)
            except FAULTS as error:
                raise without_step(error) from None
        keys.check(value)
        return structure(value, target)

    def write(value: Any) -> Tree:
        found = whole(value)
        made = {key: found[key] for key in order if key in found}
        if short_key is not None and made.keys() == {short_key}:
            return made[short_key]
        return made

    converter.register_structure_hook(cls, shaped(read, shape))
    converter.register_unstructure_hook(cls, write)


def record_shape(cls: type[Any], *, short: str | None = None, **overrides: Any) -> RecordShape:
    """Return how *cls* stands in a document; *short* is the field that may stand for it."""
    made = _overrides(cls, overrides)
    keys = tuple(
        Key(made[each.name].rename, each, made[each.name].struct_hook)
        for each in fields(cls)
        if each.init and made[each.name].omit is not True
    )
    return RecordShape(cls, keys, None if short is None else key_of(short))


def keys_of(shape: RecordShape) -> Keys:
    """Return the keys of the record that has this *shape*."""
    named = tuple(key.name for key in shape.keys)
    required = frozenset(key.name for key in shape.keys if key.is_required)
    return Keys(named, frozenset(named), required)


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
