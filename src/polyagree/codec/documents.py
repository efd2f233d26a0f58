"""The four doors: load, loads, dump, dumps."""

from __future__ import annotations

import os
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from types import ModuleType

from attrs import evolve

from polyagree.codec.document import from_tree, refused, to_tree
from polyagree.codec.files import FORMATS, Format, format_of, read_bytes, replace, text_of
from polyagree.codec.shape import MAX_BYTES, Raw, Unreadable, no_marks
from polyagree.errors import DocumentError, NotKept, UnknownFormat
from polyagree.model import Polycule, Term
from polyagree.source import SourceMap

__all__ = ["dump", "dumps", "load", "loads", "read_raw"]


def load(
    path: str | os.PathLike[str], *, format: Format | None = None, terms: Iterable[Term] = ()
) -> Polycule:
    """
    Return the polycule that a file holds, and the files of events beside it that it names.

    Args:
        path: The file.
        format: ``"yaml"``, ``"json"`` or ``"toml"``; ``None``: as its name says.
        terms: Words that it may use without explaining them; those that it uses stand in
            what is returned.

    Raises:
        DocumentError: With every fault of the document at once, each with its
            path, line and column.
        UnknownFormat: If its name says no format.
    """
    where = Path(path)
    chosen = format_of(where) if format is None else _known(format)
    try:
        data = read_bytes(where)
    except Unreadable as error:
        raise _unreadable(error, "", str(path)) from None
    return loads(data, format=chosen, name=str(path), folder=where.parent, terms=terms)


def loads(
    text: str | bytes,
    *,
    format: Format = "yaml",
    name: str | None = None,
    folder: str | os.PathLike[str] | None = None,
    terms: Iterable[Term] = (),
) -> Polycule:
    """
    Return the polycule that *text* holds.

    Args:
        text: The document; bytes are UTF-8.
        format: ``"yaml"``, ``"json"`` or ``"toml"``.
        name: What to call the document in faults and findings.
        folder: Where the files of events stand that it names under ``events_from``;
            ``None``: it may name none.
        terms: Words that it may use without explaining them, likewise.

    Raises:
        DocumentError: With every fault of the document at once.
        UnknownFormat: If there is no such format.
    """
    raw = read_raw(text, format=_known(format), name=name)
    return from_tree(raw, folder=None if folder is None else Path(folder), terms=terms)


def read_raw(text: str | bytes, *, format: Format, name: str | None = None) -> Raw:
    """
    Return the keys and values of *text*, before anything is understood.

    Raises:
        DocumentError: If it is not what *format* says.
    """
    codec = _codec(format)
    written = text if isinstance(text, str) else ""
    try:
        written = text_of(text)
        raw: Raw = codec.read(written, name=name)
    except Unreadable as error:
        # What concerns all of a text is said at its beginning.
        error.fault = evolve(
            error.fault, line=error.fault.line or 1, column=error.fault.column or 1
        )
        raise _unreadable(error, written, name) from None
    return raw


def dump(polycule: Polycule, path: str | os.PathLike[str], *, format: Format | None = None) -> None:
    """
    Write *polycule* to a file, which is replaced whole or not at all.

    Args:
        polycule: What to write.
        path: The file.
        format: ``"yaml"``, ``"json"`` or ``"toml"``; ``None``: as its name says.

    Raises:
        UnknownFormat: If its name says no format.
        OSError: If it cannot be written; the file is then as it was.
    """
    where = Path(path)
    chosen = format_of(where) if format is None else _known(format)
    replace(where, dumps(polycule, format=chosen).encode("utf-8"))


def dumps(polycule: Polycule, *, format: Format = "yaml") -> str:
    """
    Return *polycule* as the text of a document, with all its events in it.

    Reading it gives an equal polycule.

    Args:
        polycule: What to write.
        format: ``"yaml"``, ``"json"`` or ``"toml"``.

    Raises:
        UnknownFormat: If there is no such format.
        NotKept: If it is larger than a document may be.
    """
    written: str = _codec(_known(format)).write(to_tree(polycule))
    if len(written) > MAX_BYTES or len(written.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise NotKept(
            f"the document is larger than {MAX_BYTES // 1024 // 1024} megabytes,"
            " and could not be read again",
            help="keep its events in a file of their own, as `dump_events()` writes it",
        )
    return written


def _known(name: str) -> Format:
    for each in FORMATS:
        if each == name:
            return each
    formats = ", ".join(f"`{each}`" for each in FORMATS)
    raise UnknownFormat(f"unknown format `{name}`", help=f"formats are {formats}")


def _codec(name: Format) -> ModuleType:
    # Each brings its own library, and most programs need one of them.
    return import_module(f"polyagree.codec.{name}")


def _unreadable(error: Unreadable, text: str, name: str | None) -> DocumentError:
    return refused([error.fault], SourceMap(name, text, read_marks=no_marks))
