"""How a configuration stands in a file: each key with what reads it, and its schema beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from cattrs import Converter, IterableValidationError
from cattrs.gen import override

from polyagree.analyzers.base import Analyzer
from polyagree.analyzers.config import FAIL_ON, Config, Readings, severity_of
from polyagree.analyzers.configuring import weighed
from polyagree.analyzers.options import Option, number_in
from polyagree.analyzers.registry import codes_of, get, with_more
from polyagree.codec.shape import Tree
from polyagree.codec.surface import forms, people, scalars
from polyagree.codec.surface.faults import (
    FAULTS,
    GONE,
    Unknown,
    UnknownKeys,
    Wrong,
    nearest,
    noted,
    shown,
)
from polyagree.codec.surface.maps import by_key
from polyagree.codec.surface.records import record_hooks
from polyagree.codec.surface.scalars import text_of
from polyagree.errors import InvalidConfig, UnknownAnalyzer
from polyagree.finding import SEVERITIES
from polyagree.model import Term

__all__ = ["Reader", "converter", "readers"]

Schema = dict[str, Any]


class Reader:
    """
    What reads the value of a key, and the schema of what it reads.

    Args:
        read: Makes the value.
        schema: The schema; ``None``: it is made elsewhere.
    """

    def __init__(self, read: Callable[[Tree], Any], schema: Schema | None = None) -> None:
        self._read = read
        self.schema = schema

    def __call__(self, value: Tree, _: object) -> Any:
        """Return what *value* is."""
        return self._read(value)


def converter(more: Iterable[Analyzer] = ()) -> Converter:
    """
    Return what reads configurations.

    Args:
        more: Analyzers that others wrote, which it may name.
    """
    made = Converter(detailed_validation=True)
    scalars.register(made)
    forms.register(made)
    people.register(made)
    # Whose something is, who may see it, and what was thought over is said in a document.
    omit = override(omit=True)
    record_hooks(made, Term, of=omit, noted=omit, visible_to=omit)
    share = override(struct_hook=_share())
    record_hooks(made, Readings, sure=share, doubt=share)
    own: dict[str, Any] = {name: override(struct_hook=read) for name, read in readers(more).items()}
    record_hooks(made, Config, **own, terms=by_key(made, Term), folder=omit)
    return made


def readers(more: Iterable[Analyzer] = ()) -> dict[str, Reader]:
    """Return what reads each key whose form a document has nothing of."""
    known = with_more(more)
    others = tuple(more)
    words = _code_words(known)
    return {
        "select": _codes(known, words),
        "ignore": _codes(known, words),
        "per_file_ignores": _by_key(
            lambda _, value: _codes(known, words)(value, None),
            {"additionalProperties": _codes(known, words).schema},
            check=_pattern,
        ),
        "severities": _by_key(
            lambda code, word: _told(lambda: severity_of(text_of(word, str), code=code)),
            {
                "propertyNames": {"anyOf": [{"enum": words}, {}]},
                "additionalProperties": {"enum": list(SEVERITIES)},
            },
            check=lambda word: _found(word, lambda: weighed(word, more=others)),
        ),
        "fail_on": Reader(_fail_on, {"enum": list(FAIL_ON)}),
        "scenarios": _truth(),
        "solver_seconds": Reader(_seconds, {"type": "number", "minimum": 0}),
        "options": _by_key(
            lambda word, pairs: _numbers(get(word, more=others), pairs),
            {"properties": _option_tables(known), "additionalProperties": {"type": "object"}},
            check=lambda word: _found(word, lambda: get(word, more=others)),
        ),
        "plugins": _truth(),
    }


# Single values


def _told(read: Callable[[], Any]) -> Any:
    """Return what *read* does; its error tells of the place at which it arises."""
    try:
        return read()
    except InvalidConfig as error:
        raise InvalidConfig(error.message, help=error.help, value=error.value) from None


def _found(word: str, find: Callable[[], Any]) -> None:
    try:
        _told(find)
    except UnknownAnalyzer as error:
        raise Unknown(
            error.message, help=error.help or "`polyagree analyzers` lists them", value=word
        ) from None


def _truth() -> Reader:
    def read(value: Tree) -> bool:
        if isinstance(value, bool):
            return value
        raise Wrong(f"{shown(value)} is neither `true` nor `false`", value=str(value))

    return Reader(read, {"type": "boolean"})


def _share() -> Reader:
    def read(value: Tree) -> float:
        told = "write a number from 0 to 1"
        return number_in(value, float, 0.0, 1.0, told=told, field=None)

    return Reader(read, {"type": "number", "minimum": 0, "maximum": 1})


def _seconds(value: Tree) -> float:
    return number_in(value, float, 0.0, None, told="write a number of seconds from 0", field=None)


def _fail_on(value: Tree) -> str:
    word = text_of(value, str)
    if word not in FAIL_ON:
        choices = "write `note`, `question`, `concern` or `never`"
        raise Wrong(f"`{word}` is no severity", help=nearest(word, FAIL_ON) or choices, value=word)
    return word


def _pattern(text: str) -> None:
    if not text.strip() or text.startswith("/") or ".." in text.split("/") or "\\" in text:
        raise Wrong(
            f"`{text}` is no pattern of paths",
            help="write it from the folder of this file on, with slashes, as `drafts/` or `*.yaml`",
            value=text,
        )


# Several values


def _codes(known: tuple[Analyzer, ...], words: list[str]) -> Reader:
    def read(value: Tree) -> tuple[str, ...]:
        items = [value] if isinstance(value, str) else value
        if not isinstance(items, list):
            raise Wrong(f"{shown(value)} stands where codes belong", help='write `["PER101"]`')
        found: list[str] = []
        errors: list[Exception] = []
        for index, item in enumerate(items):
            if item is GONE:
                continue
            try:
                found.append(_code(item, known))
            except FAULTS as error:
                errors.append(error if isinstance(value, str) else noted(error, index))
        if errors:
            raise IterableValidationError("", errors, list)
        return tuple(found)

    # What is no code may be the name of an analyzer, or the beginning of a code.
    word = {"anyOf": [{"enum": words}, {"type": "string", "minLength": 1}]}
    return Reader(read, {"type": ["string", "array"], "items": word})


def _code(item: Tree, known: tuple[Analyzer, ...]) -> str:
    word = text_of(item, str)
    _found(word, lambda: codes_of(word, known))
    return word


def _code_words(known: Iterable[Analyzer]) -> list[str]:
    codes = [each.code for each in known]
    families = {code.rstrip("0123456789") for code in codes}
    return sorted({*codes, *families})


def _by_key(
    read: Callable[[str, Tree], Any], schema: Schema, *, check: Callable[[str], object]
) -> Reader:
    """
    Return what reads a table.

    Args:
        read: Makes the value under a key.
        schema: The schema of keys and values.
        check: Refuses what is no key.
    """

    def read_all(value: Tree) -> tuple[tuple[str, Any], ...]:
        if not isinstance(value, dict):
            raise Wrong(
                f"{shown(value)} stands where a table belongs",
                help="write each one under its own key",
            )
        found: list[tuple[str, Any]] = []
        errors: list[Exception] = []
        for key, inner in value.items():
            try:
                check(key)
            except FAULTS as error:
                errors.append(noted(error, key))
                continue
            try:
                found.append((key, read(key, inner)))
            except FAULTS as error:
                errors.append(noted(error, key))
        if errors:
            raise IterableValidationError("", errors, dict)
        return tuple(found)

    return Reader(read_all, {"type": "object", **schema})


def _numbers(analyzer: Analyzer, value: Tree) -> tuple[tuple[str, Any], ...]:
    options: Mapping[str, Option[Any]] = {each.name: each for each in analyzer.options()}
    unknown = [name for name in value if name not in options] if isinstance(value, dict) else []
    if unknown:
        such = ", ".join(f"`{each}`" for each in options)
        has = f"it has {such}" if such else "it has none"
        raise UnknownKeys(
            (name, f"`{analyzer.code}` has no option `{name}`", nearest(name, options) or has)
            for name in unknown
        )
    read = _by_key(
        lambda name, number: _told(lambda: options[name].read(number)), {}, check=lambda _: None
    )
    found: tuple[tuple[str, Any], ...] = read(value, None)
    return found


def _option_tables(known: Iterable[Analyzer]) -> Schema:
    return {
        each.code: {
            "type": "object",
            "description": each.summary(),
            "properties": {option.name: _option_schema(option) for option in each.options()},
            "additionalProperties": False,
        }
        for each in known
        if each.options()
    }


def _option_schema(option: Option[Any]) -> Schema:
    bounds = {"minimum": option.at_least, "maximum": option.at_most}
    return {
        "type": "integer" if option.kind is int else "number",
        **{key: bound for key, bound in bounds.items() if bound is not None},
        "default": option.default,
        "description": f"{option.means[:1].upper()}{option.means[1:]}: {option.range}.",
    }
