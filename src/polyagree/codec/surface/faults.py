"""From what the converter raises to faults of a document, each with its path."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from attrs import evolve, frozen
from cattrs import AttributeValidationNote, IterableValidationNote
from cattrs.errors import BaseValidationError

from polyagree.errors import Fault, InvalidConfig, InvalidModel
from polyagree.source import Path
from polyagree.telling import nearest, shown

__all__ = [
    "FAULTS",
    "GONE",
    "Hook",
    "Missing",
    "Placed",
    "Unknown",
    "UnknownKeys",
    "Wrong",
    "nearest",
    "noted",
    "placed_faults",
    "renamed",
    "shown",
    "without_step",
]

Hook = Callable[[Any, Any], Any]
"""What makes a value out of a part of the tree, given its type."""

GONE = object()
"""What stands in a list for an item that could not be read, so that the others keep their place."""


class Wrong(InvalidModel):
    """A value of another shape than the one that belongs there."""


class Missing(InvalidModel):
    """A key that has to be there and is not."""


class Unknown(InvalidModel):
    """A name of something that there is not."""


class UnknownKeys(Exception):  # never leaves the package
    """Keys that a record does not have, each with the help for it."""

    def __init__(self, keys: Iterable[tuple[str, str, str | None]]) -> None:
        """Take the keys, each with its sentence and its help."""
        super().__init__()
        self.keys = tuple(keys)


FAULTS = (BaseValidationError, InvalidModel, UnknownKeys)
"""What reading a document raises for what somebody wrote."""


@frozen
class Placed:
    """
    A fault, and which part of the tree to leave out so that the rest can be read.

    Attributes:
        fault: The fault.
        prune: The path of the part.
    """

    fault: Fault
    prune: Path


def placed_faults(error: BaseException, path: Path = ()) -> Iterator[Placed]:
    """Yield each fault in *error*, which arose at *path*."""
    if isinstance(error, BaseValidationError):
        for each in error.exceptions:
            yield from placed_faults(each, (*path, *_step(each)))
    elif isinstance(error, UnknownKeys):
        for key, message, help_ in error.keys:
            here = (*path, key)
            yield Placed(Fault("DOC002", message, here, help_, key), here)
    elif isinstance(error, Missing):
        gap = path if error.field is None else (*path, error.field)
        yield Placed(Fault("DOC004", error.message, path, error.help), gap)
    elif isinstance(error, InvalidConfig) and error.faults:
        for fault in error.faults:
            here = (*path, *fault.path)
            yield Placed(evolve(fault, path=here), here)
    elif isinstance(error, InvalidModel):
        # An id is the key of its record, except in lists; a dot leads on into a map.
        is_key = error.field == "id" and not (path and isinstance(path[-1], int))
        steps = () if error.field is None or is_key else error.field.split(".")
        here = (*path, *(step.removesuffix("_") for step in steps))
        code = "DOC003" if isinstance(error, Unknown) else "DOC004"
        yield Placed(Fault(code, error.message, here, error.help, error.value), here)
    else:
        raise error


def _step(error: BaseException) -> Path:
    for note in reversed(getattr(error, "__notes__", ())):
        if isinstance(note, AttributeValidationNote):
            return (note.name.removesuffix("_"),) if note.name else ()
        if isinstance(note, IterableValidationNote):
            return (note.index,)
    return ()


def renamed(error: BaseValidationError, name: str, to: str) -> BaseValidationError:
    """Return *error* with the steps that say *name* saying *to*."""
    for each in error.exceptions:
        notes: list[Any] = list(getattr(each, "__notes__", ()))
        for index, note in enumerate(notes):
            if isinstance(note, AttributeValidationNote) and note.name == name:
                notes[index] = AttributeValidationNote(str(note), to, note.type)
        if notes:
            each.__notes__ = notes
        if isinstance(each, InvalidModel) and each.field == name and not notes:
            object.__setattr__(each, "field", to)
    return error


def noted(error: Exception, index: str | int) -> Exception:
    """Return *error* with the key or the position at which it arose."""
    error.__notes__ = [
        *getattr(error, "__notes__", ()),
        IterableValidationNote("", index, object),
    ]
    return error


def without_step(error: Exception) -> Exception:
    """Return *error* without the step to the field that stands for the whole."""
    exceptions = getattr(error, "exceptions", None)
    if exceptions is not None and len(exceptions) == 1:
        inner: Exception = exceptions[0]
        inner.__notes__ = [
            note for note in getattr(inner, "__notes__", ()) if not hasattr(note, "name")
        ]
        if getattr(inner, "field", None) is not None:
            object.__setattr__(inner, "field", None)
        return inner
    return error
