"""Analyzers as a configuration wants them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from polyagree.analyzers.base import Analyzer
from polyagree.analyzers.config import Config
from polyagree.analyzers.registry import codes_of, get, with_more
from polyagree.analyzers.settings import Faults
from polyagree.errors import Fault, InvalidConfig
from polyagree.finding import Severity
from polyagree.telling import nearest

__all__ = ["configured", "option_value", "weighed"]


def configured(
    analyzers: Iterable[Analyzer], config: Config, *, more: Iterable[Analyzer] = ()
) -> tuple[Analyzer, ...]:
    """
    Return *analyzers* with the weights and the numbers that *config* gives them.

    Args:
        analyzers: The analyzers.
        config: What is wanted.
        more: Those that others wrote, whether they are among them or not.

    Raises:
        UnknownAnalyzer: If *config* names one that is not there.
        InvalidConfig: If an option does not exist, or cannot have the value.
    """
    known = tuple(more)
    weights = _weights(config, known)
    numbers = _numbers(config, known)
    if not weights and not numbers:
        return tuple(analyzers)
    return tuple(
        each.configured(weight=weights.get(each.code), chosen=numbers.get(each.code))
        if each.code in weights or each.code in numbers
        else each
        for each in analyzers
    )


def _weights(config: Config, more: tuple[Analyzer, ...]) -> dict[str, Severity]:
    found = [(weighed(word, more=more), weight) for word, weight in config.severities]
    # What is said of one code counts before what is said of its family.
    found.sort(key=lambda each: -len(each[0]))
    return {code: weight for codes, weight in found for code in codes}


def weighed(word: str, *, more: Iterable[Analyzer] = ()) -> frozenset[str]:
    """
    Return the codes that *word* names, to weigh them anew.

    Raises:
        UnknownAnalyzer: If it names none.
        InvalidConfig: If it names what makes a document unreadable.
    """
    codes = codes_of(word, with_more(more))
    if any(code.startswith("DOC") for code in codes):
        raise InvalidConfig(
            f"`{word}` tells that a document cannot be read, and has no other weight",
            field=f"severities.{word}",
            value=word,
        )
    return codes


def _numbers(config: Config, more: tuple[Analyzer, ...]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    faults = Faults()
    for word, pairs in config.options:
        analyzer = get(word, more=more)
        chosen = found.setdefault(analyzer.code, {})
        for name, value in pairs:
            with faults.at("options", word, name):
                chosen[name] = option_value(analyzer, name, value)
    faults.refuse()
    return found


def option_value(analyzer: Analyzer, name: str, value: object) -> Any:
    """
    Return *value* as the option *name* of *analyzer* reads it.

    Raises:
        InvalidConfig: If there is no such option, or it cannot have the value.
    """
    options = {option.name: option for option in analyzer.options()}
    if name in options:
        return options[name].read(value)
    such = ", ".join(f"`{each}`" for each in options)
    help_ = nearest(name, options) or (f"it has {such}" if such else "it has none")
    message = f"`{analyzer.code}` has no option `{name}`"
    fault = Fault("DOC002", message, (), help_, name)
    raise InvalidConfig(message, help=help_, value=name, faults=(fault,))
