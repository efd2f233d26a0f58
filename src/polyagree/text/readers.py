"""A door for other readers: a model, a service, a person, or any function of a sentence."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Mapping
from queue import Empty, Queue
from threading import Thread
from typing import Any, Protocol, cast

from attrs import field, frozen

from polyagree.errors import InvalidReading, ReaderFailed
from polyagree.text.answers import DECISIONS, Answer, answer_from
from polyagree.text.reading import read
from polyagree.text.readings import Reading

__all__ = ["OURS", "Held", "Reader", "reader", "reader_of"]

_LONGEST = 200


class Reader(Protocol):
    """Whoever says what a sentence means."""

    @property
    def name(self) -> str:
        """What it is called; each of its readings says so."""

    def read(
        self, sentence: str, *, people: Collection[str] = (), terms: Collection[str] = ()
    ) -> Reading:
        """Return what *sentence* says."""


class Held:
    """A reader of this package: one that was held to what it says."""

    name: str

    def read(
        self, sentence: str, *, people: Collection[str] = (), terms: Collection[str] = ()
    ) -> Reading:
        """Return what *sentence* says."""
        return self.answer(sentence, people, terms).reading

    def answer(self, sentence: str, people: Collection[str], terms: Collection[str]) -> Answer:
        """Return the same, with the fields that were said and not filled in."""
        raise NotImplementedError


@frozen
class _Ours(Held):
    """The reader that comes with the library."""

    name: str = "polyagree"

    def answer(self, sentence: str, people: Collection[str], terms: Collection[str]) -> Answer:
        """Return what *sentence* says."""
        return Answer(read(sentence, people=people, terms=terms), frozenset(DECISIONS))


OURS: Reader = _Ours()
"""The reader that comes with the library, where one is asked for."""

#: What is asked: a sentence, and `people` and `terms` by name if it takes them.
Ask = Callable[..., Reading | Mapping[str, Any] | None]


@frozen
class _Asked(Held):
    """A reader made of a function, which is held to what it says."""

    name: str
    ask: Ask = field(repr=False)
    takes: frozenset[str] = field(repr=False)
    patience: float | None = None

    def answer(self, sentence: str, people: Collection[str], terms: Collection[str]) -> Answer:
        """Return the same, with the fields that were said and not filled in."""
        known = {"people": people, "terms": terms}
        by_name = {name: said for name, said in known.items() if name in self.takes}
        said = _in_time(lambda: self.ask(sentence, **by_name), self.name, self.patience)
        return answer_from(said, sentence=sentence, reader=self.name)


def reader(ask: Ask | Reader, *, name: str | None = None, patience: float | None = None) -> Reader:
    """
    Return a reader that asks *ask*, and holds it to what it says.

    What it returns is a `Reading`, or a mapping with some of its fields; what is left out
    follows from the rest, and how sure it is counts as 0.5 where it does not say. ``None``
    means that it cannot tell.

    Args:
        ask: A function of a sentence, which gets `people` and `terms` by name if it takes
            them; or anything with a `name` and a `read`.
        name: What it is called; left out: its own name.
        patience: How many seconds to wait for an answer; ``None``: as long as it takes. Whoever
            is too slow is left to itself and not stopped.

    Raises:
        InvalidReading: If it cannot be asked, or has no time, no name or that of ours; while
            reading, if it says what cannot be meant.
        ReaderFailed: While reading, if it raises something or is too slow.
    """
    method = getattr(ask, "read", None)
    asked = cast("Ask", ask if method is None else method)
    if not callable(asked):
        raise InvalidReading(
            f"a reader is a function of a sentence, and not `{type(ask).__name__}`",
            name or "",
            "ask",
            "give it a function, or anything with a `name` and a `read`",
        )
    if patience is not None and not patience > 0:
        raise InvalidReading(
            f"nobody answers within {patience:g} s", name or "", "patience", "give it more seconds"
        )
    called = name or getattr(ask, "name", None) or getattr(ask, "__name__", "")
    if not isinstance(called, str) or not called.isprintable() or called in {"", "<lambda>"}:
        raise InvalidReading("a reader has no name", "", "name", 'give it one: `name="mine"`')
    if called == OURS.name:
        raise InvalidReading(f"`{called}` is the name of our own reader", called, "name")
    return _Asked(called, asked, _takes(asked), patience)


def reader_of(given: Reader | None) -> Held:
    """Return *given*, held to what it says; ours if it is ``None``."""
    held = OURS if given is None else given
    if not isinstance(held, Held):
        held = reader(held)
    return cast("Held", held)


def _takes(ask: Ask) -> frozenset[str]:
    """Return which of `people` and `terms` *ask* takes by name."""
    known = frozenset({"people", "terms"})
    try:
        parameters = inspect.signature(ask).parameters.values()
    except (TypeError, ValueError):
        # Some functions written in C do not say what they take.
        return frozenset()
    if any(each.kind is each.VAR_KEYWORD for each in parameters):
        return known
    return known & {each.name for each in parameters}


def _in_time(ask: Callable[[], Any], name: str, patience: float | None) -> Any:
    """Return what *ask* returns."""
    if patience is None:
        return _asked(ask, name)
    answers: Queue[tuple[Any, BaseException | None]] = Queue(1)

    def work() -> None:
        try:
            answers.put((_asked(ask, name), None))
        except BaseException as error:  # noqa: BLE001  # it is raised again where it is waited for
            answers.put((None, error))

    Thread(target=work, daemon=True).start()
    try:
        said, error = answers.get(timeout=patience)
    except Empty:
        raise ReaderFailed(
            f"reader `{name}` has not answered within {patience:g} s",
            name,
            "give it more `patience`, or let it remember what it was asked",
        ) from None
    if error is not None:
        raise error
    return said


def _asked(ask: Callable[[], Any], name: str) -> Any:
    try:
        return ask()
    except (InvalidReading, ReaderFailed):
        raise
    except Exception as error:
        told = " ".join(str(error).split()).rstrip(".")[:_LONGEST]
        why = f": {told}" if told else ""
        raise ReaderFailed(f"reader `{name}` gave no answer{why}", name) from error
