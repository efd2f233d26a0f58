"""How norms stand in a document: one modal key, whose value is the act."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

from cattrs import Converter
from cattrs.errors import BaseValidationError
from cattrs.gen import override

from polyagree.codec.shape import Tree
from polyagree.codec.surface.faults import Missing, Wrong, nearest, renamed, shown
from polyagree.codec.surface.records import (
    Keys,
    keys_of,
    record_reader,
    record_shape,
    record_writer,
)
from polyagree.codec.surface.shapes import ByKeyShape, shaped
from polyagree.model import MODALS, Modal, Norm

__all__ = ["register"]

_TYPES: dict[Modal, Any] = {cls.modal: cls for cls in get_args(Norm)}


def register(converter: Converter) -> None:
    """Teach *converter* the four types of norms."""
    act = {modal: override(rename=modal) for modal in MODALS}
    shapes = {modal: record_shape(cls, act=act[modal]) for modal, cls in _TYPES.items()}
    keys = {modal: keys_of(shape) for modal, shape in shapes.items()}
    tell = {modal: _tell(modal, keys) for modal in MODALS}
    readers = {
        modal: record_reader(converter, cls, act=act[modal]) for modal, cls in _TYPES.items()
    }

    def read(value: Tree, _: object) -> Any:
        if not isinstance(value, dict):
            raise Wrong(
                "nothing is written here"
                if value is None
                else f"{shown(value)} stands where a norm belongs",
                help="write one such as `{must: talk, with: other parties, every: week}`",
            )
        found = [modal for modal in MODALS if modal in value]
        if not found:
            others = (key for key in value if not any(key in each.known for each in keys.values()))
            near = next((hint for key in others if (hint := nearest(key, MODALS))), None)
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
        keys[modal].check(value, tell=tell[modal])
        try:
            return readers[modal](value, _TYPES[modal])
        except BaseValidationError as error:
            raise renamed(error, "act", modal) from None

    shape = ByKeyShape("norm", tuple(shapes.items()))
    converter.register_structure_hook(Norm, shaped(read, shape))
    for modal, cls in _TYPES.items():
        writer = record_writer(converter, cls, act=act[modal])
        converter.register_unstructure_hook(cls, _in_order(writer, keys[modal], modal))
    converter.register_unstructure_hook(Norm, converter.unstructure)


def _tell(modal: str, keys_of: dict[Modal, Keys]) -> Callable[[str], str | None]:
    """Say of a key that other norms have, which they are."""

    def tell(key: str) -> str | None:
        others = [
            f"`{other}`" for other, keys in keys_of.items() if other != modal and key in keys.known
        ]
        return f"`{key}` goes with {' and '.join(others)}" if others else None

    return tell


def _in_order(
    writer: Callable[[Any], dict[str, Tree]], keys: Keys, modal: str
) -> Callable[[Any], Tree]:
    """As people say it: the act first, then who, what narrows it down, and what follows a break."""
    others = (key for key in keys.order if key != "if_broken")
    order = tuple(dict.fromkeys((modal, "who", *others, "if_broken")))

    def write(value: Any) -> Tree:
        found = writer(value)
        return {key: found[key] for key in order if key in found}

    return write
