"""Changing a document in its text, so that comments and layout stay."""

from __future__ import annotations

import os
from collections.abc import Iterable
from importlib import import_module

from polyagree.codec.beside import EVENTS_FROM
from polyagree.codec.changes import TooFine, changes, merged
from polyagree.codec.document import VERSION, of_today, to_tree
from polyagree.codec.documents import dumps, loads, read_raw
from polyagree.codec.files import Format
from polyagree.codec.json import write
from polyagree.codec.migrations import FORMAT_VERSION
from polyagree.codec.shape import Raw, Tree
from polyagree.errors import DocumentError, NotKept
from polyagree.model import Polycule, Term

__all__ = ["update"]

_DEPTHS = (64, 6, 4, 2, 1)
"""How deep to look for small changes; if the layout does not allow them, less deep."""


def update(
    text: str,
    polycule: Polycule,
    *,
    format: Format = "yaml",
    folder: str | os.PathLike[str] | None = None,
    terms: Iterable[Term] = (),
) -> str:
    """
    Return *text* changed so that it reads as *polycule*, and as little else as can be.

    Comments, order and layout of what did not change stay. A document of an older
    version of the format comes out in the version of today. What goes takes the
    comments inside it along.

    Args:
        text: A document.
        polycule: What it is to say.
        format: ``"yaml"``, ``"json"`` or ``"toml"``.
        folder: Where the files of events stand that it names. They stay as they are: if
            the events change, all of them come to stand in the document.
        terms: Words that *text* may use without explaining them, as *polycule* was read with
            them. They do not come to stand in it.

    Raises:
        DocumentError: If *text* is no document.
        NotKept: If its layout does not allow the change; :func:`dumps` writes it anew.
        MissingExtra: If it is TOML and has to change, and the extra ``toml`` is not installed.
    """
    shared = tuple(terms)
    before = loads(text, format=format, folder=folder, terms=shared)
    raw = read_raw(text, format=format)
    wanted = _wanted(raw, before, polycule)
    if wanted == raw.tree:
        return text
    if format == "json":
        # It has no comments and one layout.
        return write(wanted) if EVENTS_FROM in wanted else dumps(polycule, format=format)
    editor = import_module(f"polyagree.codec._{format}_edits")
    start = editor.renamed(text, of_today(raw).source)
    tree = read_raw(start, format=format).tree
    for depth in _DEPTHS:
        try:
            made: str = editor.edited(start, changes(tree, wanted, depth=depth))
        except TooFine:
            continue
        if _reads_as(made, polycule, format, folder, shared):
            return made
    # Where it would be too large, that is why.
    dumps(polycule, format=format)
    raise NotKept(
        "the text is laid out in a way that does not allow this change",
        help="write it anew, without its comments",
    )


def _wanted(raw: Raw, before: Polycule, after: Polycule) -> dict[str, Tree]:
    """Return the tree that says *after* in the forms that people chose."""
    tree = of_today(raw).tree
    body = {key: value for key, value in tree.items() if key != VERSION}  # type: ignore[union-attr]  # a document is a map
    old, new = _body(before), _body(after)
    if EVENTS_FROM in body and before.events == after.events:
        # They stand where they stood.
        for each in (old, new):
            each.pop("events", None)
            each.update({key: body[key] for key in body if key in {EVENTS_FROM, "events"}})
    _leave_out_shared(body, old, new)
    made = merged(body, old, new)
    version = raw.tree[VERSION]  # type: ignore[index, call-overload]  # the same
    kept = version if version in (FORMAT_VERSION, str(FORMAT_VERSION)) else FORMAT_VERSION
    order = {VERSION: kept} if next(iter(tree)) == VERSION else {}  # type: ignore[arg-type]  # the same
    return {**order, **made, VERSION: kept}  # type: ignore[dict-item]  # the same


def _leave_out_shared(body: dict[str, Tree], old: dict[str, Tree], new: dict[str, Tree]) -> None:
    """Take words out of *old* and *new* that are the same, and do not stand in the document."""
    written, before, after = (tree.get("terms") for tree in (body, old, new))
    if not isinstance(before, dict) or not isinstance(after, dict):
        return
    here = written if isinstance(written, dict) else {}
    for word in [word for word in before if word not in here and before[word] == after.get(word)]:
        del before[word], after[word]
    for tree in (old, new):
        if not tree["terms"]:
            del tree["terms"]


def _body(polycule: Polycule) -> dict[str, Tree]:
    tree = to_tree(polycule)
    del tree[VERSION]
    return tree


def _reads_as(
    text: str,
    polycule: Polycule,
    format: Format,
    folder: str | os.PathLike[str] | None,
    terms: tuple[Term, ...],
) -> bool:
    try:
        return loads(text, format=format, folder=folder, terms=terms) == polycule
    except DocumentError:
        return False
