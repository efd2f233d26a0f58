"""How norms stand in a document: one modal key, whose value is the act."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

from attrs import fields
from cattrs import Converter
from cattrs.errors import BaseValidationError
from cattrs.gen import make_dict_unstructure_fn, override

from polyagree.codec.shape import Tree
from polyagree.codec.surface.converter import Keys, key_of, structure_record
from polyagree.codec.surface.faults import Missing, Wrong, nearest, renamed, shown
from polyagree.model import MODALS, Norm

__all__ = ["register"]

_TYPES: dict[str, Any] = {cls.modal: cls for cls in get_args(Norm)}


def register(converter: Converter) -> None:
    """Teach *converter* the four types of norms."""
    # Made when the first norm is met: a norm holds norms.
    made: dict[str, tuple[Any, Keys]] = {}

    tell = {modal: _tell(modal, made) for modal in MODALS}

    def prepare() -> None:
        for modal, cls in _TYPES.items():
            made[modal] = structure_record(converter, cls, act=override(rename=modal))

    def read(value: Tree, _: object) -> Any:
        if not made:
            prepare()
        if not isinstance(value, dict):
            raise Wrong(
                "nothing is written here"
                if value is None
                else f"{shown(value)} stands where a norm belongs",
                help="write one such as `{must: talk, with: other parties, every: week}`",
            )
        found = [modal for modal in MODALS if modal in value]
        if not found:
            near = next((hint for key in value if (hint := nearest(key, MODALS))), None)
            raise Missing(
                "the norm has no modal key",
                help=near or "begin with `must`, `must_not`, `may` or `power`",
            )
        if len(found) > 1:
            raise Wrong(
                f"two modal keys, `{found[0]}` and `{found[1]}`",
                help="write two norms, as a list",
            )
        modal = found[0]
        structure, keys = made[modal]
        keys.check(value, tell=tell[modal])
        try:
            return structure(value, _TYPES[modal])
        except BaseValidationError as error:
            raise renamed(error, "act", modal) from None

    converter.register_structure_hook(Norm, read)
    for modal, cls in _TYPES.items():
        converter.register_unstructure_hook(cls, _writer(converter, modal, cls))
    converter.register_unstructure_hook(Norm, converter.unstructure)


def _tell(modal: str, made: dict[str, tuple[Any, Keys]]) -> Callable[[str], str | None]:
    """Say of a key that other norms have, which they are."""

    def tell(key: str) -> str | None:
        others = [
            f"`{other}`"
            for other, (_, keys) in made.items()
            if other != modal and key in keys.known
        ]
        return f"`{key}` goes with {' and '.join(others)}" if others else None

    return tell


def _writer(converter: Converter, modal: str, cls: type[Any]) -> Callable[[Any], Tree]:
    found: list[Callable[[Any], dict[str, Tree]]] = []

    def write(value: Any) -> Tree:
        if not found:
            renames: dict[str, Any] = {
                each.name: override(rename=modal if each.name == "act" else key_of(each.name))
                for each in fields(cls)
            }
            found.append(
                make_dict_unstructure_fn(
                    cls,
                    converter,
                    _cattrs_omit_if_default=True,
                    **renames,
                )
            )
        tree = found[0](value)
        # As people say it: the act first, then who, then what narrows it down.
        first = {key: tree[key] for key in (modal, "who") if key in tree}
        return {**first, **tree}

    return write
