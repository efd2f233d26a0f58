"""Forms that any type can stand in: alone or missing, one for a list of one, one of some words."""

from __future__ import annotations

from collections.abc import Callable
from types import UnionType
from typing import Any, Literal, NewType, Union, get_args, get_origin

from attrs import has
from cattrs import Converter, IterableValidationError

from polyagree.codec.shape import Tree
from polyagree.codec.surface.faults import FAULTS, GONE, Hook, Wrong, nearest, noted
from polyagree.codec.surface.scalars import text_of
from polyagree.codec.surface.shapes import SameShape, SeveralShape, WordsShape, shaped
from polyagree.model.disclosure import Disclosure
from polyagree.model.ids import several_ids
from polyagree.model.people import PeopleTerm

__all__ = ["register"]

_WHOM_INSTEAD = {
    PeopleTerm: "write `nobody`, or take the key out for anybody",
    PeopleTerm | Disclosure: (
        "write `nobody` for whoever it belongs to and nobody else, or `anyone` for everyone in "
        "the document"
    ),
}
"""What to write in the place of an empty list, where it names people, or who may see something."""


def register(converter: Converter) -> None:
    """Teach *converter* names, words of a list, what may be missing, and lists."""
    converter.register_structure_hook_factory(_is_new_type, _new_type(converter))
    converter.register_structure_hook_factory(
        _is_literal, lambda target: _literal(get_args(target))
    )
    converter.register_structure_hook_factory(_is_optional, _optional(converter))
    converter.register_unstructure_hook_factory(_is_optional, _optional_out(converter))
    converter.register_structure_hook_factory(_is_several, _several(converter))
    converter.register_unstructure_hook_factory(_is_several, _several_out(converter))


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
        text = text_of(value, str)
        if text not in known:
            near = nearest(text, words)
            raise Wrong(
                f"`{text}` is not one of the words for this",
                help=near or "write " + ", ".join(f"`{word}`" for word in words),
                value=text,
            )
        return text

    return shaped(choose, WordsShape(words))


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
                raise Wrong(
                    "nothing is written here",
                    help="write it, or take the key out where it is not needed",
                )
            if not found:
                found.append(converter.get_structure_hook(bare))
            return found[0](value, bare)

        return shaped(structure, SameShape(bare))

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
                        "nothing is written here",
                        help="write it, or take the key out where it is not needed",
                    )
                if isinstance(value, str) and _is_new_type(inner):
                    _refuse_several(value)
                return (hook(value, inner),)
            if not value and inner in _WHOM_INSTEAD:
                raise Wrong("nobody is named here", help=_WHOM_INSTEAD[inner])
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

        return shaped(structure, SeveralShape(inner))

    return make


def _refuse_several(text: str) -> None:
    if several := several_ids(text):
        raise Wrong(
            f"`{text}` is one text, not a list", help=f"write `[{', '.join(several)}]`", value=text
        )


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
