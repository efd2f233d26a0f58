"""What another reader says, held against what a reading can be."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, get_args

from attrs import evolve, fields_dict, frozen

from polyagree.clock import Duration
from polyagree.errors import InvalidReading, InvalidTime
from polyagree.model import Obligation, Permission, Power, Prohibition
from polyagree.text.readings import Bearer, Evidence, Kind, Modality, Reading, Roles, Times

__all__ = ["DECISIONS", "Answer", "answer_from"]

DECISIONS = ("kind", "permission", "prior_notice", "break_handling")
"""The fields that decide what a clause is."""

_KINDS: tuple[str, ...] = get_args(Kind)
_OF_KIND = {
    "permission_rule": "permission",
    "veto": "permission",
    "prior_notice": "prior_notice",
    "break_handling": "break_handling",
}
_NORMS = (Obligation, Prohibition, Permission, Power)
_WHOLE = ("text", "reader", "place", "handled_by", "disputed")
_PERCENT = 100
_LONGEST = 60
_TRUE = frozenset({"true", "yes", "y", "1"})
_FALSE = frozenset({"false", "no", "n", "0"})


@frozen
class Answer:
    """
    A reading, and which of the fields that decide it were said.

    Attributes:
        reading: What was read.
        said: The fields of `DECISIONS` that were said; the others were filled in.
    """

    reading: Reading
    said: frozenset[str]


def answer_from(said: object, *, sentence: str, reader: str) -> Answer:
    """
    Return what *reader* says of *sentence*.

    Args:
        said: A reading, or a mapping with some of its fields; ``None``: it cannot tell.
        sentence: What was read.
        reader: Its name.

    Raises:
        InvalidReading: If it cannot be meant.
    """
    if said is None:
        silent = f"{reader} says nothing about it"
        return Answer(
            Reading(text=sentence, kind="other", confidence=0.0, why=silent, reader=reader),
            frozenset(),
        )
    asked = _Asked(sentence, reader)
    if isinstance(said, Reading):
        held = asked.fields({name: getattr(said, name) for name in (*_CHECKS, *_PARTS)})
        whole = evolve(said, text=sentence, reader=reader, **held)
        return Answer(whole, frozenset(DECISIONS))
    if not isinstance(said, Mapping):
        raise _no_reading(said, reader)
    found = asked.fields(said)
    told = frozenset(DECISIONS) & found.keys()
    for name, value in _filled_in(found).items():
        found.setdefault(name, value)
    return Answer(Reading(text=sentence, reader=reader, **found), told)


def _filled_in(found: Mapping[str, Any]) -> dict[str, Any]:
    """Return what follows for the fields that were left out."""
    by_flag = (kind for kind, flag in _OF_KIND.items() if found.get(flag) is True)
    kind = found.get("kind") or next(by_flag, "other")
    filled: dict[str, Any] = {"kind": kind, "confidence": 0.5}
    if kind in _OF_KIND:
        filled[_OF_KIND[kind]] = True
    return filled


def _no_reading(said: object, reader: str) -> InvalidReading:
    if inspect.iscoroutine(said):
        said.close()
    hint = None
    if inspect.isawaitable(said):
        hint = "let the function wait for it, and return what comes"
    elif isinstance(said, str):
        hint = "return a mapping: `json.loads(…)` makes one of JSON"
    return InvalidReading(
        f"reader `{reader}` returned {_shown(said)}, which is neither a reading nor a mapping"
        " of its fields",
        reader,
        help=hint,
        value=_short(said),
    )


@frozen
class _Asked:
    """What was asked of whom, for the sentence of an error."""

    sentence: str
    reader: str

    def fields(self, said: Mapping[Any, Any]) -> dict[str, Any]:
        """Return the fields in *said*, each as a reading holds it."""
        return {self.known(name): self.value(name, value) for name, value in said.items()}

    def known(self, name: object, inside: str | None = None) -> str:
        """Return *name* if it is one of a field."""
        names = [*_CHECKS, *_PARTS] if inside is None else [*fields_dict(_PARTS[inside])]
        if isinstance(name, str) and name in names:
            return name
        hint = _nearest(name, names)
        if inside is None and name in _WHOLE:
            hint = "leave it out: it is set for you"
        whole = f"{inside}.{_short(name)}" if inside else _short(name)
        raise InvalidReading(
            f"reader `{self.reader}` gives the unknown field `{whole}`",
            self.reader,
            whole,
            hint,
        )

    def value(self, name: str, value: object) -> Any:
        """Return *value* as the field *name* holds it."""
        if name in _PARTS:
            return self.part(name, value)
        return _CHECKS[name](self, name, value)

    def part(self, name: str, value: object) -> Roles | Times:
        """Return the roles or the times in *value*."""
        kind = _PARTS[name]
        if isinstance(value, kind):
            value = {each: getattr(value, each) for each in fields_dict(kind)}
        if not isinstance(value, Mapping):
            raise self.wrong(name, value, "is no mapping of its fields")
        found = {
            self.known(key, name): self.inside(name, str(key), said) for key, said in value.items()
        }
        part: Roles | Times = kind(**found)
        return part

    def inside(self, name: str, key: str, value: object) -> Any:
        """Return *value* as the field *key* of the roles or the times holds it."""
        at = f"{name}.{key}"
        if value is None and key != "modality":
            return None
        if key in _WORDS:
            return self.one_of(at, value, _WORDS[key])
        if key in _LENGTHS:
            return self.duration(at, value)
        if key in _NUMBERS:
            if isinstance(value, bool) or not isinstance(value, int) or value < 0:
                raise self.wrong(at, value, "is no number of times")
            return value
        return self.line(at, value)

    def one_of(self, name: str, value: object, words: Sequence[str]) -> str:
        """Return *value* if it is one of *words*."""
        if isinstance(value, str) and value in words:
            return value
        hint = _nearest(value, words)
        raise self.wrong(name, value, "is none of its words", hint or _listed(words))

    def duration(self, name: str, value: object) -> Duration:
        """Return *value* as a length of time."""
        if isinstance(value, Duration):
            return value
        if not isinstance(value, str):
            raise self.wrong(name, value, "is no length of time", "write `2 days` or `P2D`")
        try:
            return Duration.parse(value)
        except InvalidTime as error:
            raise self.wrong(name, value, "is no length of time", error.help) from error

    def line(self, name: str, value: object) -> str:
        """Return *value* if it is text."""
        if not isinstance(value, str):
            raise self.wrong(name, value, "is no text")
        return value

    def kind(self, name: str, value: object) -> str:
        """Return *value* if it is a kind of clause."""
        return self.one_of(name, value, _KINDS)

    def truth(self, name: str, value: object) -> bool:
        """Return *value* if it is true or false."""
        if isinstance(value, bool):
            return value
        word = str(value).casefold()
        hint = next((f"did you mean `{is_so}`?" for words, is_so in _TRUTHS if word in words), None)
        raise self.wrong(name, value, "is neither true nor false", hint)

    def share(self, name: str, value: object) -> float:
        """Return *value* if it is from 0 to 1."""
        if isinstance(value, int | float) and not isinstance(value, bool):
            number = float(value)
            if 0 <= number <= 1:
                return number
            if 1 < number <= _PERCENT:
                hint = f"did you mean `{number / _PERCENT:g}`?"
                raise self.wrong(name, value, "is not between 0 and 1", hint)
        raise self.wrong(name, value, "is not between 0 and 1")

    def words(self, name: str, value: object) -> tuple[str, ...]:
        """Return *value* if it is several texts."""
        return tuple(self.line(name, each) for each in self.several(name, value))

    def norms(self, name: str, value: object) -> tuple[Any, ...]:
        """Return *value* if it is several norms of the model."""
        found = self.several(name, value)
        for each in found:
            if not isinstance(each, _NORMS):
                raise self.wrong(name, each, "is no norm", "make one with `polyagree.model`")
        return tuple(found)

    def evidence(self, name: str, value: object) -> tuple[Evidence, ...]:
        """Return the words in *value*, each with its place in the sentence."""
        found = [self.words_at(name, each) for each in self.several(name, value)]
        return tuple(sorted(found, key=lambda each: (each.start, each.end)))

    def words_at(self, name: str, value: object) -> Evidence:
        """Return the words *value* with their place in the sentence."""
        if isinstance(value, Evidence):
            if self.sentence[value.start : value.end] != value.words:
                raise self.wrong(name, value.words, "does not stand there in the sentence")
            return value
        said: Mapping[Any, Any] = value if isinstance(value, Mapping) else {"words": value}
        words = self.line(name, said.get("words"))
        start = self.sentence.casefold().find(words.casefold()) if words.strip() else -1
        if start < 0 or self.sentence[start : start + len(words)].casefold() != words.casefold():
            raise self.wrong(name, words, "does not stand in the sentence")
        end = start + len(words)
        says = self.line(name, said.get("says", "said"))
        return Evidence(start, end, self.sentence[start:end], says, self.reader)

    def several(self, name: str, value: object) -> list[Any]:
        """Return *value* as a list."""
        if isinstance(value, str | Mapping) or not isinstance(value, Iterable):
            raise self.wrong(name, value, "is no list", "write one, also for one alone")
        return list(value)

    def wrong(self, name: str, value: object, what: str, hint: str | None = None) -> InvalidReading:
        """Return the error which says that *value* is *what*."""
        return InvalidReading(
            f"reader `{self.reader}` gives `{name}` as {_shown(value)}, which {what}",
            self.reader,
            name,
            hint,
            _short(value),
        )


_PARTS: dict[str, Any] = {"roles": Roles, "times": Times}
_WORDS: dict[str, tuple[str, ...]] = {
    "bearer": get_args(Bearer),
    "modality": get_args(Modality),
}
_LENGTHS = frozenset({"lead", "within", "duration", "per", "every"})
_NUMBERS = frozenset({"most", "least", "over"})
_TRUTHS = ((_TRUE, True), (_FALSE, False))
_CHECKS: dict[str, Callable[[_Asked, str, Any], Any]] = {
    "kind": _Asked.kind,
    "permission": _Asked.truth,
    "prior_notice": _Asked.truth,
    "break_handling": _Asked.truth,
    "confidence": _Asked.share,
    "norms": _Asked.norms,
    "vague": _Asked.words,
    "evidence": _Asked.evidence,
    "why": _Asked.line,
}


def _nearest(said: object, words: Iterable[str]) -> str | None:
    close = get_close_matches(str(said)[:_LONGEST].casefold(), list(words), 1, 0.65)
    return f"did you mean `{close[0]}`?" if close else None


def _listed(words: Sequence[str]) -> str:
    return f"use one of {', '.join(f'`{each}`' for each in words)}"


def _short(said: object) -> str:
    line = "".join(each if each.isprintable() and each != "`" else " " for each in str(said))
    return f"{line[:_LONGEST]}…" if len(line) > _LONGEST else line


def _shown(said: object) -> str:
    if said is None:
        return "nothing"
    if isinstance(said, str | int | float):
        return f"`{_short(said)}`"
    return "something else" if not isinstance(said, Iterable) else f"`{_short(said)}`"
