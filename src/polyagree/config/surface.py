"""How a configuration stands in a file: each key with what reads it, and its schema beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from cattrs import Converter
from cattrs.gen import override

from polyagree.analyzers.base import Analyzer
from polyagree.analyzers.config import FAIL_ON, Config, Readings
from polyagree.analyzers.configuring import option_value, weighed
from polyagree.analyzers.options import Option
from polyagree.analyzers.registry import codes_of, get, with_more
from polyagree.analyzers.settings import (
    codes_in,
    fail_on_in,
    pattern_in,
    seconds_in,
    severity_of,
    share_in,
    table_in,
    truth_in,
)
from polyagree.codec.shape import Tree
from polyagree.codec.surface import forms, people, scalars
from polyagree.codec.surface.faults import GONE
from polyagree.codec.surface.maps import by_key
from polyagree.codec.surface.records import record_hooks
from polyagree.errors import Fault, InvalidConfig, UnknownAnalyzer
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
    sure, doubt = (override(struct_hook=_share(name)) for name in ("sure", "doubt"))
    record_hooks(made, Readings, sure=sure, doubt=doubt)
    own: dict[str, Any] = {name: override(struct_hook=read) for name, read in readers(more).items()}
    record_hooks(made, Config, **own, terms=by_key(made, Term), folder=omit)
    return made


def readers(more: Iterable[Analyzer] = ()) -> dict[str, Reader]:
    """Return what reads each key whose form a document has nothing of."""
    known = with_more(more)
    others = tuple(more)
    words = _code_words(known)
    codes = _codes(known, words)
    return {
        "select": codes,
        "ignore": codes,
        "per_file_ignores": _table(
            lambda _, value: codes(value, None),
            {"additionalProperties": codes.schema},
            check=pattern_in,
        ),
        "severities": _table(
            lambda code, word: severity_of(word, code=code),
            {
                "propertyNames": {"anyOf": [{"enum": words}, {}]},
                "additionalProperties": {"enum": list(SEVERITIES)},
            },
            check=lambda word: _found(word, lambda: weighed(word, more=others)),
        ),
        "fail_on": Reader(fail_on_in, {"enum": list(FAIL_ON)}),
        "scenarios": Reader(truth_in, {"type": "boolean"}),
        "solver_seconds": Reader(seconds_in, {"type": "number", "minimum": 0}),
        "options": _table(
            lambda word, pairs: table_in(pairs, partial(option_value, get(word, more=others))),
            {"properties": _option_tables(known), "additionalProperties": {"type": "object"}},
            check=lambda word: _found(word, lambda: get(word, more=others)),
        ),
        "plugins": Reader(truth_in, {"type": "boolean"}),
    }


def _found(word: str, find: Callable[[], Any]) -> None:
    """Refuse *word*, where *find* does not find what it names."""
    try:
        find()
    except UnknownAnalyzer as error:
        help_ = error.help or "`polyagree analyzers` lists them"
        fault = Fault("DOC003", error.message, (), help_, word)
        raise InvalidConfig(error.message, help=help_, value=word, faults=(fault,)) from None
    except InvalidConfig as error:
        # It tells of the place at which it arises.
        raise InvalidConfig(error.message, help=error.help, value=error.value) from None


def _share(name: str) -> Reader:
    schema = {"type": "number", "minimum": 0, "maximum": 1}
    return Reader(lambda value: share_in(value, name=name), schema)


def _codes(known: tuple[Analyzer, ...], words: list[str]) -> Reader:
    def read(value: Tree) -> tuple[str, ...]:
        left = [each for each in value if each is not GONE] if isinstance(value, list) else value
        return codes_in(left, check=lambda word: _found(word, lambda: codes_of(word, known)))

    # What is no code may be the name of an analyzer, or the beginning of a code.
    word = {"anyOf": [{"enum": words}, {"type": "string", "minLength": 1}]}
    return Reader(read, {"type": ["string", "array"], "items": word})


def _code_words(known: Iterable[Analyzer]) -> list[str]:
    codes = [each.code for each in known]
    families = {code.rstrip("0123456789") for code in codes}
    return sorted({*codes, *families})


def _table(
    read: Callable[[str, Tree], Any], schema: Schema, *, check: Callable[[str], object]
) -> Reader:
    """
    Return what reads a table.

    Args:
        read: Makes the value under a key.
        schema: The schema of keys and values.
        check: Refuses what is no key.
    """
    return Reader(lambda value: table_in(value, read, check=check), {"type": "object", **schema})


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
