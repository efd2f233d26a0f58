"""Questionnaires from a file: TOML, JSON or YAML, with every fault and its place."""

from __future__ import annotations

import pathlib
from functools import cache

from attrs import frozen
from cattrs import Converter

from polyagree.codec import Format, json, toml, yaml
from polyagree.codec.document import refused
from polyagree.codec.files import decode, format_of, read_bytes, text_of
from polyagree.codec.shape import Raw, Tree, Unreadable, no_marks
from polyagree.codec.surface import forms, scalars
from polyagree.codec.surface.faults import FAULTS, Wrong, placed_faults, shown
from polyagree.codec.surface.maps import by_key
from polyagree.codec.surface.records import record_hooks
from polyagree.scores.instruments import Citation, Instrument, Item, Subscale
from polyagree.source import SourceMap

__all__ = ["load_instruments", "loads_instruments"]

_READERS = {"yaml": yaml.read, "json": json.read, "toml": toml.read}


@frozen(kw_only=True)
class _File:
    instruments: tuple[Instrument, ...]


def load_instruments(path: str | pathlib.Path) -> tuple[Instrument, ...]:
    """
    Return the questionnaires of a file.

    Args:
        path: The file; its name says its format.

    Raises:
        DocumentError: With every fault, if it cannot be read.
        UnknownFormat: If its name says no format.
    """
    file = pathlib.Path(path)
    written = format_of(file)
    try:
        text = decode(read_bytes(file))
    except Unreadable as error:
        raise refused([error.fault], _nowhere(str(path))) from None
    return loads_instruments(text, format=written, name=str(path))


def loads_instruments(
    text: str | bytes, *, format: Format = "toml", name: str | None = None
) -> tuple[Instrument, ...]:
    """
    Return the questionnaires that *text* says.

    Args:
        text: The text.
        format: Its format.
        name: What it is called in faults.

    Raises:
        DocumentError: With every fault, if it cannot be read.
    """
    try:
        raw = _READERS[format](text_of(text), name=name)
    except Unreadable as error:
        raise refused([error.fault], _nowhere(name)) from None
    if raw.faults:
        raise refused(raw.faults, raw.source)
    return _structured(raw)


def _nowhere(name: str | None) -> SourceMap:
    """Return the places of a text that cannot be read."""
    return SourceMap(name, "", read_marks=no_marks)


def _structured(raw: Raw) -> tuple[Instrument, ...]:
    try:
        file: _File = _converter().structure(raw.tree, _File)
    except FAULTS as error:
        raise refused([each.fault for each in placed_faults(error)], raw.source) from None
    return file.instruments


@cache
def _converter() -> Converter:
    made = Converter(detailed_validation=True, omit_if_default=True)
    scalars.register(made)
    forms.register(made)
    made.register_structure_hook(int, _whole)
    record_hooks(made, Citation)
    record_hooks(made, Item)
    record_hooks(made, Subscale)
    record_hooks(
        made,
        Instrument,
        items=by_key(made, Item, short="scale"),
        subscales=by_key(made, Subscale),
    )
    record_hooks(made, _File, instruments=by_key(made, Instrument))
    return made


def _whole(value: Tree, _: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 10:  # noqa: PLR2004
        return int(value)
    raise Wrong(f"{shown(value)} is not a whole number", help="write digits, such as `2`")
