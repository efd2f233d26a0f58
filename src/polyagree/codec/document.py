"""From the tree of a document to a polycule, and back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from attrs import evolve

from polyagree.codec.shape import Raw, Tree
from polyagree.codec.surface.document import converter
from polyagree.codec.surface.faults import FAULTS, GONE, placed_faults, shown
from polyagree.errors import DocumentError, Fault, InvalidPolycule
from polyagree.model import Polycule
from polyagree.source import Path, SourceMap

__all__ = ["FORMAT_VERSION", "from_tree", "refused", "to_tree"]

FORMAT_VERSION = 1
"""The version of the format that is written, and the newest that is read."""

_VERSION = "polyagree"

_FILLED = frozenset({"says", "means", "name"})
_FILLING = "..."


def to_tree(polycule: Polycule) -> dict[str, Tree]:
    """Return *polycule* as keys and values."""
    tree: dict[str, Tree] = converter().unstructure(polycule)
    return {_VERSION: FORMAT_VERSION, **tree}


def from_tree(raw: Raw) -> Polycule:
    """
    Return the polycule that a document holds.

    What cannot be read is noted and left out, and the rest is read again, until
    nothing is left to note: so every fault is found at once.

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
    if version is not None:
        faults.append(version)
        if tree.get(_VERSION) is not None:
            raise refused(faults, raw.source)
    body: dict[str, Any] = {key: value for key, value in tree.items() if key != _VERSION}
    pruner = _Pruner(body)
    polycule: Polycule | None = None
    while polycule is None:
        try:
            polycule = converter().structure(body, Polycule)
        except FAULTS as error:
            faults.extend(_found(error, pruner))
            if not pruner.changed:
                break
            pruner.changed = False
    if faults or polycule is None:
        raise refused(faults, raw.source)
    return polycule.with_source(raw.source)


def _found(error: BaseException, pruner: _Pruner) -> Iterable[Fault]:
    """Return the faults in *error*; leave out of the tree what they speak of."""
    unfit = _unfit(error)
    if unfit is not None:
        # The parts were read; they do not fit together, and nothing more can be found.
        return [
            evolve(fault, path=pruner.original(fault.path))
            for fault in unfit.faults
            if not (fault.code == "DOC003" and pruner.left_out(fault.value))
        ]
    found = [(each, pruner.explains(each.fault, each.prune)) for each in placed_faults(error)]
    for each, _ in found:
        pruner.prune(each.prune)
    return [each.fault for each, explained in found if not explained]


def _unfit(error: BaseException) -> InvalidPolycule | None:
    if isinstance(error, InvalidPolycule):
        return error
    inner: tuple[BaseException, ...] = getattr(error, "exceptions", ())
    if len(inner) == 1 and isinstance(inner[0], InvalidPolycule):
        return inner[0]
    return None


class _Pruner:
    """Takes parts out of a tree, and remembers what stood where."""

    def __init__(self, tree: dict[str, Any]) -> None:
        self.tree = tree
        self.changed = False
        self.gone: dict[Path, list[int]] = {}
        self.names: set[str] = set()
        self.keys: dict[Path, set[str]] = {}

    def prune(self, path: Path) -> None:
        """Leave out what stands at *path*, or the nearest thing above it that can be."""
        node: Any = self.tree
        holder: Any = None
        step: Any = None
        at: list[str | int] = []
        if path and path[-1] in _FILLED and self._fill(path):
            return
        for each in path:
            child: Any = GONE
            if isinstance(node, dict) and isinstance(each, str):
                child = node.get(each, GONE)
            elif isinstance(node, list) and isinstance(each, int) and each < len(node):
                child = node[each]
            if child is GONE:
                break
            holder, step, node = node, each, child
            at.append(each)
        if holder is None:
            return
        self.changed = True
        self._remember(step, node)
        if isinstance(holder, dict):
            self.keys.setdefault(tuple(at[:-1]), set()).add(step)
            del holder[step]
        else:
            holder[step] = GONE
            self.gone.setdefault(tuple(at[:-1]), []).append(step)

    def _fill(self, path: Path) -> bool:
        """Put words where words are missing, so that the rest of the record can be read."""
        node: Any = self.tree
        for step in path[:-1]:
            try:
                node = node[step]
            except (KeyError, IndexError, TypeError):
                return False
        if not isinstance(node, dict) or node.get(path[-1]) == _FILLING:
            return False
        node[path[-1]] = _FILLING
        self.changed = True
        return True

    def explains(self, fault: Fault, path: Path) -> bool:
        """
        Return whether *fault* only misses what was left out.

        Its sentence then names a key of the same record that is gone.
        """
        said = f"{fault.message} {fault.help}"
        return any(
            f"`{key}" in said for record in (path, path[:-1]) for key in self.keys.get(record, ())
        )

    def _remember(self, step: object, node: Any) -> None:
        """Note the names that go with *node*, so that nobody calls them unknown."""
        names = [step]
        if isinstance(node, dict):
            names.extend(node)
            names.append(node.get("id"))
            for collection in node.values():
                if isinstance(collection, dict):
                    names.extend(collection)
        self.names.update(name for name in names if isinstance(name, str))

    def left_out(self, name: str | None) -> bool:
        """Return whether *name* stands for something that was left out."""
        return name is not None and (name in self.names or name.rpartition(".")[2] in self.names)

    def original(self, path: Path) -> Path:
        """Return *path* with the list positions as they were in the document."""
        if not self.gone:
            return path
        made: list[str | int] = []
        for step in path:
            position = step
            if isinstance(step, int):
                position = step
                for index in sorted(self.gone.get(tuple(made), ())):
                    if index <= position:
                        position += 1
            made.append(position)
        return tuple(made)


def _version(tree: dict[str, Tree]) -> Fault | None:
    value = tree.get(_VERSION)
    if _VERSION not in tree or value is None:
        near = next((key for key in tree if key.strip().lower().startswith("poly")), None)
        hint = "begin with `polyagree: 1`"
        path: Path = () if near is None or near == _VERSION else (near,)
        return Fault("DOC004", "the format version is missing", path, hint)
    if value in (FORMAT_VERSION, str(FORMAT_VERSION)) and not isinstance(value, bool):
        return None
    return Fault(
        "DOC004",
        f"format version {shown(value)} is not known",
        (_VERSION,),
        f"this release reads version {FORMAT_VERSION}: `polyagree: {FORMAT_VERSION}`",
        None if isinstance(value, dict | list) else str(value),
    )


def refused(faults: Iterable[Fault], source: SourceMap | None) -> DocumentError:
    """Return the error that carries *faults*, each with its place, in the order of the text."""
    placed = [fault if source is None else _with_place(fault, source) for fault in faults]
    unique = list(dict.fromkeys(_seen(fault) for fault in placed))
    unique.sort(key=lambda fault: (fault.line or 0, fault.column or 0))
    count = len(unique)
    name = source.file if source is not None and source.file else "the document"
    what = "1 fault" if count == 1 else f"{count} faults"
    return DocumentError(f"{name} cannot be read: {what}", tuple(unique))


_LONGEST = 300


def _seen(fault: Fault) -> Fault:
    """Return *fault* with words that can be seen: one line, no steering characters."""
    return evolve(
        fault,
        message=_visible(fault.message),
        help=None if fault.help is None else _visible(fault.help),
        value=None if fault.value is None else fault.value[:_LONGEST],
    )


def _visible(sentence: str) -> str:
    if len(sentence) > _LONGEST:
        half = _LONGEST // 2
        sentence = f"{sentence[:half]} ... {sentence[-half:]}"
    if sentence.isprintable():
        return sentence
    return "".join(
        each if each.isprintable() else each.encode("unicode_escape").decode() for each in sentence
    )


def _with_place(fault: Fault, source: SourceMap) -> Fault:
    fault = evolve(fault, file=source.file)
    if fault.line is not None or fault.code == "DOC001":
        return fault
    # What is wrong may be the key itself.
    span = source.find(fault.path, key=bool(fault.path) and fault.value == fault.path[-1])
    if span is None:
        return fault
    return evolve(
        fault,
        line=span.line,
        column=span.column,
        end_line=span.end_line,
        end_column=span.end_column,
    )
