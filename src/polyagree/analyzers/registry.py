"""Which analyzers there are, and what is known of each."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable
from functools import cache
from importlib import import_module

import polyagree.analyzers.builtin as _builtin
from polyagree.analyzers.base import Analyzer, Example, OfScenarios
from polyagree.errors import UnknownAnalyzer
from polyagree.finding import AnalyzerInfo

__all__ = ["analyzers", "explain", "get", "info", "page", "selected"]


@cache
def analyzers() -> tuple[Analyzer, ...]:
    """Return every analyzer, by its code."""
    found: list[type[Analyzer]] = []
    for module in pkgutil.walk_packages(_builtin.__path__, f"{_builtin.__name__}."):
        if module.ispkg:
            continue
        names = vars(import_module(module.name))
        found += [
            each
            for each in names.values()
            if isinstance(each, type)
            and issubclass(each, Analyzer)
            and each.__module__ == module.name
            # What several share has no code of its own.
            and "code" in vars(each)
        ]
    return in_order(found)


def in_order(classes: Iterable[type[Analyzer]]) -> tuple[Analyzer, ...]:
    """
    Return an analyzer of each of *classes*, by its code.

    Raises:
        ValueError: If two have the same code or name.
    """
    known: dict[str, type[Analyzer]] = {}
    for each in classes:
        for key in (each.code, each.name):
            if key in known:
                raise ValueError(
                    f"`{known[key].__name__}` and `{each.__name__}` are both called `{key}`"
                )
            known[key] = each
    return tuple(known[code]() for code in sorted(code for code in known if code.isupper()))


def info() -> tuple[AnalyzerInfo, ...]:
    """Return what is known of every analyzer, by its code."""
    return tuple(each.info() for each in analyzers())


def get(code: str) -> Analyzer:
    """
    Return the analyzer with the code or the name *code*.

    Raises:
        UnknownAnalyzer: If there is none.
    """
    for each in analyzers():
        if code in {each.code, each.name}:
            return each
    raise _unknown(code)


def selected(
    *, select: Iterable[str] = (), ignore: Iterable[str] = (), scenarios: bool = False
) -> tuple[Analyzer, ...]:
    """
    Return the analyzers that *select* names and *ignore* does not.

    Both take codes, beginnings of codes (``PER``, ``PER1``) and names.

    Args:
        select: Which; empty: all.
        ignore: Which not.
        scenarios: Whether those that look at what comes of scenarios are among them.

    Raises:
        UnknownAnalyzer: If one of them names no analyzer.
    """
    chosen = {code for word in select for code in _codes(word)} if (select := [*select]) else None
    ignored = {code for word in ignore for code in _codes(word)}
    return tuple(
        each
        for each in analyzers()
        if (chosen is None or each.code in chosen)
        and each.code not in ignored
        and (scenarios or not isinstance(each, OfScenarios))
    )


def _codes(word: str) -> frozenset[str]:
    codes = frozenset(
        each.code
        for each in analyzers()
        if word and (each.code.startswith(word) or each.name == word)
    )
    if not codes:
        raise _unknown(word)
    return codes


def _unknown(word: str) -> UnknownAnalyzer:
    # Only a mistake needs it, and it is slow to import.
    from difflib import get_close_matches

    known = [key for each in analyzers() for key in (each.code, each.name)]
    near = get_close_matches(word, known, n=1) or get_close_matches(word.upper(), known, n=1)
    return UnknownAnalyzer(
        message=f"unknown analyzer `{word}`",
        code=word,
        help=f"did you mean `{near[0]}`?" if near else None,
    )


def explain(code: str) -> str:
    """
    Return what the analyzer *code* finds and why, as plain text.

    Raises:
        UnknownAnalyzer: If there is none.
    """
    each = get(code)
    parts = [
        f"{each.code} {each.name} ({each.severity})",
        each.why(),
        f"It rests on: {each.source}",
    ]
    if each.covers:
        parts.append(f"It takes in what these say at the same place: {', '.join(each.covers)}")
    parts += [
        f"It asks about this, {each.bad.title}:\n\n{_indented(each.bad)}",
        f"Not about this, {each.good.title}:\n\n{_indented(each.good)}",
    ]
    return "\n\n".join(parts) + "\n"


def _indented(example: Example) -> str:
    return "\n".join(f"    {line}".rstrip() for line in example.fragment.splitlines())


def page(code: str) -> str:
    """
    Return the page of the analyzer *code* for the docs, in Markdown.

    Raises:
        UnknownAnalyzer: If there is none.
    """
    each = get(code)
    parts = [
        f"# {each.code} {each.name}",
        each.why(),
        _table(each),
        f"## It asks about this\n\n{_sentence(each.bad.title)}\n\n{_block(each.bad)}",
        f"## Not about this\n\n{_sentence(each.good.title)}\n\n{_block(each.good)}",
    ]
    return "\n\n".join(parts) + "\n"


def _table(each: Analyzer) -> str:
    takes_in = ", ".join(each.covers) or "–"
    return (
        "| severity | source | takes in |\n"
        "|---|---|---|\n"
        f"| {each.severity} | {each.source} | {takes_in} |"
    )


def _sentence(title: str) -> str:
    return f"{title[:1].upper()}{title[1:]}."


def _block(example: Example) -> str:
    return f"```yaml\n{example.fragment}```"
