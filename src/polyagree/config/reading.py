"""Reading a configuration from its file."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from attrs import evolve

from polyagree.analyzers.base import Analyzer
from polyagree.analyzers.config import Config
from polyagree.codec import toml
from polyagree.codec.document import refused, structured
from polyagree.codec.files import read_bytes, text_of
from polyagree.codec.projects import SECTION, SHARED
from polyagree.codec.pruning import Pruner
from polyagree.codec.shape import Raw, Unreadable, no_marks
from polyagree.config.surface import converter
from polyagree.errors import Fault, InvalidPolycule
from polyagree.model import Polycule, Term
from polyagree.source import SourceMap

__all__ = ["load", "loads", "read", "structure", "wants_plugins", "words"]


def load(path: str | os.PathLike[str], *, more: Iterable[Analyzer] = ()) -> Config:
    """
    Return the configuration that a file holds.

    Of ``pyproject.toml`` it is what stands under ``[tool.polyagree]``.

    Args:
        path: The file.
        more: Analyzers that others wrote, which it may name.

    Raises:
        DocumentError: With every fault at once, each with its path, line and column.
    """
    return structure(read(path), more=more, folder=str(Path(path).parent))


def loads(text: str | bytes, *, name: str | None = None, more: Iterable[Analyzer] = ()) -> Config:
    """
    Return the configuration that *text* holds, as it stands in ``polyagree.toml``.

    Args:
        text: The text; bytes are UTF-8.
        name: What to call it in faults.
        more: Analyzers that others wrote, which it may name.

    Raises:
        DocumentError: With every fault at once.
    """
    return structure(_raw(text, name, under=()), more=more)


def read(path: str | os.PathLike[str]) -> Raw:
    """
    Return the keys and values of the configuration that a file holds.

    Raises:
        DocumentError: If it cannot be read, or holds none.
    """
    name = str(path)
    under = SECTION if Path(path).name == SHARED else ()
    try:
        data = read_bytes(Path(path))
    except Unreadable as error:
        raise refused([error.fault], SourceMap(name, "", read_marks=no_marks)) from None
    raw = _raw(data, name, under=under)
    if under and raw.tree is None:
        fault = Fault("DOC001", f"there is no `[{'.'.join(under)}]` in it", line=1, column=1)
        raise refused([fault], raw.source)
    return raw


def _raw(text: str | bytes, name: str | None, *, under: tuple[str, ...]) -> Raw:
    written = text if isinstance(text, str) else ""
    try:
        written = text_of(text)
        raw = toml.read(written, name=name, under=under, takes_any_number=True)
    except Unreadable as error:
        fault = error.fault
        placed = evolve(fault, line=fault.line or 1, column=fault.column or 1)
        raise refused([placed], SourceMap(name, written, read_marks=no_marks)) from None
    # Where it stands is kept with it: its paths begin there.
    return Raw(raw.tree, evolve(raw.source, moved=(((), under),)) if under else raw.source)


def wants_plugins(raw: Raw) -> bool:
    """Return whether a configuration lets analyzers run that others wrote."""
    return not (isinstance(raw.tree, dict) and raw.tree.get("plugins") is False)


def words(raw: Raw) -> tuple[Term, ...]:
    """
    Return the words of a configuration, whatever else it says.

    Raises:
        DocumentError: If they cannot be meant.
    """
    only = (
        {"terms": raw.tree["terms"]} if isinstance(raw.tree, dict) and "terms" in raw.tree else {}
    )
    return structure(Raw(only, raw.source)).terms


def structure(raw: Raw, *, more: Iterable[Analyzer] = (), folder: str | None = None) -> Config:
    """
    Return the configuration that *raw* says.

    Args:
        raw: Its keys and values.
        more: Analyzers that others wrote, which it may name.
        folder: From where its patterns of paths count; ``None``: from anywhere.

    Raises:
        DocumentError: With every fault at once.
    """
    tree: Any = {} if raw.tree is None else raw.tree
    if not isinstance(tree, dict):
        raise refused([Fault("DOC004", "it stands where a table belongs")], raw.source)
    pruner = Pruner(tree)
    config, faults = structured(tree, Config, pruner, by=converter(tuple(more)))
    if config is not None:
        faults += (each for each in _unfit(config.terms) if not pruner.hides(each, each.path))
    if faults or config is None:
        raise refused(faults, raw.source)
    return evolve(config, folder=folder)


def _unfit(terms: tuple[Term, ...]) -> Iterable[Fault]:
    """Return what a document would say of *terms*."""
    try:
        Polycule(terms=terms)
    except InvalidPolycule as error:
        # A collection stands by its ids in a file.
        return [evolve(each, path=_by_id(each.path, terms)) for each in error.faults]
    return ()


def _by_id(path: tuple[str | int, ...], terms: tuple[Term, ...]) -> tuple[str | int, ...]:
    match path:
        case ("terms", int(index), *rest):
            return ("terms", terms[index].id, *rest)
    return path
