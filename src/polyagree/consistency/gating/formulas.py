"""What has to be so for an act to be fine, made of what people do before it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from attrs import frozen

from polyagree.model import Event, Situation, State
from polyagree.source import Path
from polyagree.timeline.truth import Truth

__all__ = [
    "NO",
    "OPEN",
    "YES",
    "Act",
    "Any",
    "Every",
    "Formula",
    "Given",
    "Known",
    "Need",
    "Never",
    "Roughly",
    "every",
    "parts_of",
    "some",
]


@frozen
class Known:
    """
    What hangs on nothing that people do.

    Attributes:
        is_so: Whether it is so; ``None``: nobody can tell here.
    """

    is_so: Truth


YES, NO, OPEN = Known(True), Known(False), Known(None)


@frozen(eq=False)
class Act:
    """
    That something was done before, and was fine itself.

    Attributes:
        event: What, by whom and when.
    """

    event: Event


@frozen
class Given:
    """
    That a situation holds, or does not.

    Attributes:
        what: The situation, or who is in it.
        is_so: Whether it holds.
    """

    what: Situation | State
    is_so: bool


@frozen(eq=False)
class Never:
    """
    That nothing of a kind was done.

    Attributes:
        falls_under: Whether an event is, or may be, of that kind.
    """

    falls_under: Callable[[Event], bool]


@frozen(eq=False)
class Every:
    """
    That all of several things are so.

    Attributes:
        parts: The things.
    """

    parts: tuple[Formula, ...]


@frozen(eq=False)
class Any:
    """
    That so many of several things are so.

    Attributes:
        parts: The things.
        least: How many of them.
    """

    parts: tuple[Formula, ...]
    least: int = 1


@frozen(eq=False)
class Need:
    """
    What one norm asks for.

    Attributes:
        path: Where the norm stands.
        of: What has to be so for the act not to be against it.
    """

    path: Path
    of: Formula


@frozen(eq=False)
class Roughly:
    """
    What comes close to what a norm asks for: a replay says whether it is enough.

    Attributes:
        of: What has to be so.
    """

    of: Formula


Formula = Known | Act | Given | Never | Every | Any | Need | Roughly


def every(parts: Iterable[Formula]) -> Formula:
    """Return that all of *parts* are so."""
    kept = tuple(part for part in parts if part != YES)
    if NO in kept:
        return NO
    return kept[0] if len(kept) == 1 else Every(kept) if kept else YES


def some(parts: Iterable[Formula], least: int = 1) -> Formula:
    """Return that at least so many of *parts* are so."""
    kept = tuple(part for part in parts if part != NO)
    least -= kept.count(YES)
    if least <= 0:
        return YES
    kept = tuple(part for part in kept if part != YES)
    if len(kept) < least:
        return NO
    return every(kept) if len(kept) == least else Any(kept, least)


def parts_of(formula: Formula) -> Iterator[Formula]:
    """Yield *formula*, and after each part its own parts."""
    yield formula
    match formula:
        case Every(parts=parts) | Any(parts=parts):
            for part in parts:
                yield from parts_of(part)
        case Need(of=of) | Roughly(of=of):
            yield from parts_of(of)
