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

__all__ = ["analyzers", "codes_of", "explain", "get", "info", "page", "selected", "with_more"]


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


def with_more(more: Iterable[Analyzer]) -> tuple[Analyzer, ...]:
    """
    Return every analyzer, and *more* that others wrote, by their code.

    Raises:
        ValueError: If two have the same code or name.
    """
    others = tuple(more)
    if not others:
        return analyzers()
    in_order([type(each) for each in (*analyzers(), *others)])
    return tuple(sorted((*analyzers(), *others), key=lambda each: each.code))


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


def info(more: Iterable[Analyzer] = ()) -> tuple[AnalyzerInfo, ...]:
    """Return what is known of every analyzer, and of *more* that others wrote, by its code."""
    return tuple(each.info() for each in with_more(more))


def get(code: str, *, more: Iterable[Analyzer] = ()) -> Analyzer:
    """
    Return the analyzer with the code or the name *code*, *more* among them.

    Raises:
        UnknownAnalyzer: If there is none.
    """
    known = with_more(more)
    for each in known:
        if code in {each.code, each.name}:
            return each
    raise _unknown(code, known)


def selected(
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    scenarios: bool = False,
    more: Iterable[Analyzer] = (),
) -> tuple[Analyzer, ...]:
    """
    Return the analyzers that *select* names and *ignore* does not.

    Both take codes, beginnings of codes (``PER``, ``PER1``) and names.

    Args:
        select: Which; empty: all.
        ignore: Which not.
        scenarios: Whether those that look at what comes of scenarios are among them.
        more: Analyzers that others wrote.

    Raises:
        UnknownAnalyzer: If one of them names no analyzer.
    """
    known = with_more(more)
    wanted = [*select]
    chosen = {code for word in wanted for code in codes_of(word, known)} if wanted else None
    ignored = {code for word in ignore for code in codes_of(word, known)}
    return tuple(
        each
        for each in known
        if (chosen is None or each.code in chosen)
        and each.code not in ignored
        and (scenarios or not isinstance(each, OfScenarios))
    )


def codes_of(word: str, known: Iterable[Analyzer]) -> frozenset[str]:
    """
    Return the codes of the analyzers among *known* that *word* names.

    Raises:
        UnknownAnalyzer: If it names none.
    """
    known = tuple(known)
    codes = frozenset(
        each.code for each in known if word and (each.code.startswith(word) or each.name == word)
    )
    if not codes:
        raise _unknown(word, known)
    return codes


def _unknown(word: str, analyzers: Iterable[Analyzer]) -> UnknownAnalyzer:
    # Only a mistake needs it, and it is slow to import.
    from difflib import get_close_matches

    known = [key for each in analyzers for key in (each.code, each.name)]
    near = get_close_matches(word, known, n=1) or get_close_matches(word.upper(), known, n=1)
    return UnknownAnalyzer(
        message=f"unknown analyzer `{word}`",
        code=word,
        help=f"did you mean `{near[0]}`?" if near else None,
    )


def explain(code: str, *, more: Iterable[Analyzer] = ()) -> str:
    """
    Return what the analyzer *code* finds and why, as plain text; *more* are those of others.

    Raises:
        UnknownAnalyzer: If there is none.
    """
    each = get(code, more=more)
    parts = [
        f"{each.code} {each.name} ({each.severity})",
        each.why(),
        f"It rests on: {each.source}",
        f"It works on: {', '.join(each.works_on)}",
    ]
    if each.covers:
        parts.append(f"It takes in what these say at the same place: {', '.join(each.covers)}")
    if each.options():
        told = "\n".join(
            f"    {option.name} = {option.default}: {option.means} ({option.range})"
            for option in each.options()
        )
        parts.append(f"A configuration can change:\n\n{told}")
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
        *_options(each),
        f"## It asks about this\n\n{_sentence(each.bad.title)}\n\n{_block(each.bad)}",
        f"## Not about this\n\n{_sentence(each.good.title)}\n\n{_block(each.good)}",
    ]
    return "\n\n".join(parts) + "\n"


def _table(each: Analyzer) -> str:
    takes_in = ", ".join(each.covers) or "–"
    works_on = ", ".join(each.works_on)
    return (
        "| severity | source | works on | grows with | takes in |\n"
        "|---|---|---|---|---|\n"
        f"| {each.severity} | {each.source} | {works_on} | {each.cost} | {takes_in} |"
    )


def _options(each: Analyzer) -> tuple[str, ...]:
    if not each.options():
        return ()
    rows = "\n".join(
        f"| `{option.name}` | {option.means} | {option.range} | {option.default} |"
        for option in each.options()
    )
    head = "| option | what it is | what can be meant | default |\n|---|---|---|---|"
    under = f"Under `[options.{each.code}]`:"
    return (f"## A configuration can change\n\n{under}\n\n{head}\n{rows}",)


def _sentence(title: str) -> str:
    return f"{title[:1].upper()}{title[1:]}."


def _block(example: Example) -> str:
    return f"```yaml\n{example.fragment}```"
