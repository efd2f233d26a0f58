"""From the tree of a document to a polycule, and back."""

from __future__ import annotations

import pathlib
from collections.abc import Iterable
from typing import Any, TypeVar

from attrs import evolve
from cattrs import Converter

from polyagree.codec.beside import told, with_events
from polyagree.codec.migrations import FORMAT_VERSION, MIGRATIONS, migrated
from polyagree.codec.pruning import Pruner
from polyagree.codec.shape import LISTS, MAPS, Raw, Tree
from polyagree.codec.shared_words import with_words
from polyagree.codec.surface.document import converter
from polyagree.codec.surface.faults import FAULTS, placed_faults, shown
from polyagree.errors import DocumentError, Fault, InvalidPolycule
from polyagree.model import Polycule, Term
from polyagree.source import Path, SourceMap
from polyagree.telling import visible

__all__ = ["VERSION", "from_tree", "of_today", "refused", "structured", "to_tree"]

T = TypeVar("T")

VERSION = "polyagree"
"""The key that says the version of the format."""


def to_tree(polycule: Polycule) -> dict[str, Tree]:
    """Return *polycule* as keys and values."""
    tree: dict[str, Tree] = converter().unstructure(polycule)
    return {VERSION: FORMAT_VERSION, **tree}


def from_tree(
    raw: Raw, *, folder: pathlib.Path | None = None, terms: Iterable[Term] = ()
) -> Polycule:
    """
    Return the polycule that a document holds.

    What cannot be read is noted and left out, and the rest is read again, until
    nothing is left to note: so every fault is found at once.

    Args:
        raw: Its keys and values.
        folder: Where files of events stand that it names; ``None``: nowhere.
        terms: Words that it may use without explaining them.

    Raises:
        DocumentError: With every fault, in the order of the document.
    """
    faults = list(raw.faults)
    tree = raw.tree
    if not isinstance(tree, dict):
        what = "it is empty" if tree is None else f"{shown(tree)} is no document"
        faults.append(Fault("DOC001", what, (), "begin with `polyagree: 1`", line=1, column=1))
        raise refused(faults, raw.source)
    version = _version(tree)
    if isinstance(version, Fault):
        faults.append(version)
        if tree.get(VERSION) is not None:
            raise refused(faults, raw.source)
    else:
        raw = of_today(raw)
    body: dict[str, Any] = {key: value for key, value in raw.tree.items() if key != VERSION}  # type: ignore[union-attr]  # a map, as it was
    beside = with_events(body, folder=folder, name=raw.source.file)
    source = evolve(raw.source, beside=beside.files)
    faults += beside.faults
    body, added = with_words(beside.body, terms)
    for word in added:
        source = source.drop(("terms", word))
    pruner = Pruner(body)
    if beside.faults:
        pruner.leave_out("events", beside.gone)
    polycule, found = structured(body, Polycule, pruner)
    faults += found
    if faults or polycule is None:
        raise refused(told(faults, source), source)
    return polycule.with_source(source)


def structured(
    body: Tree, target: type[T], pruner: Pruner, *, by: Converter | None = None
) -> tuple[T | None, list[Fault]]:
    """
    Return the *target* that *body* says, and every fault.

    What is at fault is left out of *body*, and the rest is read again.

    Args:
        body: The keys and values.
        target: What they are to be.
        pruner: What leaves out of *body*.
        by: What reads it; ``None``: what reads documents.
    """
    by = by or converter()
    faults: list[Fault] = []
    while True:
        try:
            return by.structure(body, target), faults
        except FAULTS as error:
            faults.extend(_found(error, pruner))
        if not pruner.changed:
            return None, faults
        pruner.changed = False


def of_today(raw: Raw) -> Raw:
    """Return *raw*, whose version is known, in the version of today."""
    version = _version(raw.tree)  # type: ignore[arg-type]  # a map, as it has a version
    if isinstance(version, Fault) or version == FORMAT_VERSION:
        return raw
    return migrated(raw, version)


def _found(error: BaseException, pruner: Pruner) -> Iterable[Fault]:
    """Return the faults in *error*; leave out of the tree what they speak of."""
    unfit = _unfit(error)
    if unfit is not None:
        # The parts were read; they do not fit together, and nothing more can be found.
        return [
            evolve(fault, path=path)
            for fault in unfit.faults
            if not pruner.hides(fault, path := pruner.original(fault.path))
        ]
    found = [(each, pruner.explains(each.fault, each.prune)) for each in placed_faults(error)]
    for each, _ in found:
        pruner.prune(each)
    return [each.fault for each, explained in found if not explained]


def _unfit(error: BaseException) -> InvalidPolycule | None:
    if isinstance(error, InvalidPolycule):
        return error
    inner: tuple[BaseException, ...] = getattr(error, "exceptions", ())
    if len(inner) == 1 and isinstance(inner[0], InvalidPolycule):
        return inner[0]
    return None


def _version(tree: dict[str, Tree]) -> Fault | int:
    value = tree.get(VERSION)
    if VERSION not in tree or value is None:
        near = next((key for key in tree if key.strip().lower().startswith("poly")), None)
        hint = "begin with `polyagree: 1`"
        path: Path = () if near is None or near == VERSION else (near,)
        return Fault("DOC004", "the format version is missing", path, hint)
    for version in (FORMAT_VERSION, *MIGRATIONS):
        if value in (version, str(version)) and not isinstance(value, bool):
            return version
    if isinstance(value, dict | list):
        return Fault(
            "DOC004", "the format version is not a number", (VERSION,), "write `polyagree: 1`"
        )
    return Fault(
        "DOC004",
        f"format version {shown(value)} is not known",
        (VERSION,),
        _known(value),
        str(value),
    )


def _known(value: Tree) -> str:
    """Say which versions this release reads, to somebody who has *value*."""
    reads = f"this release reads version {FORMAT_VERSION}: `polyagree: {FORMAT_VERSION}`"
    newer = str(value).isdecimal() and int(str(value)[:9]) > FORMAT_VERSION
    return f"{reads}; a newer release may read the other" if newer else reads


def refused(faults: Iterable[Fault], source: SourceMap | None) -> DocumentError:
    """Return the error that carries *faults*, each with its place, in the order of the text."""
    placed = [fault if source is None else _with_place(fault, source) for fault in faults]
    unique = list(dict.fromkeys(_seen(fault) for fault in placed))
    files = [] if source is None else [each.file for each in source.all()]
    unique.sort(
        key=lambda fault: (
            files.index(fault.file) if fault.file in files else -1,
            fault.line or 0,
            fault.column or 0,
        )
    )
    count = len(unique)
    name = source.file if source is not None and source.file else "the document"
    what = "1 fault" if count == 1 else f"{count} faults"
    texts = () if source is None else tuple((each.file, each.text) for each in source.all()[1:])
    return DocumentError(f"{name} cannot be read: {what}", tuple(unique), texts)


def _canonical(path: Path) -> Path:
    """Return *path* with the position of a record that stands alone for a list of one."""
    made: list[str | int] = []
    is_id = False
    for index, step in enumerate(path):
        made.append(step)
        after = path[index + 1] if index + 1 < len(path) else None
        is_within = index > 0 or isinstance(after, str)
        if step in LISTS and not is_id and is_within and not isinstance(after, int):
            made.append(0)
        is_id = step in MAPS and not is_id
    return tuple(made)


_LONGEST = 300


def _seen(fault: Fault) -> Fault:
    """Return *fault* with words that can be seen: one line, no steering characters."""
    return evolve(
        fault,
        message=visible(fault.message),
        help=None if fault.help is None else visible(fault.help),
        value=None if fault.value is None else fault.value[:_LONGEST],
    )


def _with_place(fault: Fault, source: SourceMap) -> Fault:
    if fault.file is not None:
        # It stands in a file of events, and was placed there.
        return fault
    path = _canonical(fault.path)
    fault = evolve(fault, file=source.file, path=source.as_written(path))
    if fault.line is not None or (fault.code == "DOC001" and not path):
        return fault
    # What is wrong may be the key itself.
    span = source.find(path, key=bool(path) and fault.value == path[-1])
    if span is None:
        return fault
    return evolve(
        fault,
        file=span.file,
        line=span.line,
        column=span.column,
        end_line=span.end_line,
        end_column=span.end_column,
    )
