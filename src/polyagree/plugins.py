"""
Analyzers that others wrote, and that are installed beside polyagree.

A package names each one under the entry point ``polyagree.analyzers``. To know one is to import
it: its package runs with all rights of the program, so nothing here happens unless somebody
asks for it.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable
from importlib.metadata import EntryPoint, entry_points
from string import Formatter

from attrs import field, frozen

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.registry import analyzers
from polyagree.analyzers.run import check
from polyagree.codec.documents import loads
from polyagree.errors import DocumentError, PolyagreeError
from polyagree.finding import SEVERITIES
from polyagree.source import dotted

__all__ = ["GROUP", "Installed", "Plugin", "installed", "problem_of"]

GROUP = "polyagree.analyzers"
"""The entry point under which packages name them."""

_CODE = re.compile(r"X[A-Z]{2,11}[0-9]{3}")
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)+")
_TEXTS = ("code", "name", "severity", "source", "message", "help")
_LONGEST = 200


@frozen(kw_only=True)
class Plugin:
    """
    One analyzer that others wrote.

    Attributes:
        analyzer: The analyzer.
        origin: The package that it comes from, with its version.
    """

    analyzer: Analyzer
    origin: str


@frozen(kw_only=True)
class Installed:
    """
    What is installed beside polyagree.

    Attributes:
        plugins: What can be used, by its code.
        problems: Of each that cannot, one sentence, in the order of packages and names.
    """

    plugins: tuple[Plugin, ...] = ()
    problems: tuple[str, ...] = field(default=())

    @property
    def analyzers(self) -> tuple[Analyzer, ...]:
        """The analyzers that can be used, by their code."""
        return tuple(each.analyzer for each in self.plugins)

    def origin_of(self, code: str) -> str | None:
        """Return the package from which the analyzer *code* comes; ``None``: from none."""
        return next((each.origin for each in self.plugins if each.analyzer.code == code), None)


def installed() -> Installed:
    """
    Return the analyzers that others wrote and that are installed.

    Each is imported and its examples are tried. One that is not right is left out with a
    sentence, and the others stay. Of two with the same code, it is the one whose package comes
    first by name.
    """
    plugins: list[Plugin] = []
    problems: list[str] = []
    taken: dict[str, str] = {}
    for entry in sorted(entry_points(group=GROUP), key=_order):
        found = _loaded(entry)
        problem = found if isinstance(found, str) else _taken(found, taken) or problem_of(found)
        if problem is not None or isinstance(found, str):
            problems.append(f"`{entry.name}` of {_origin(entry)} is left out: {problem}")
            continue
        taken |= dict.fromkeys((found.code, found.name), _origin(entry))
        plugins.append(Plugin(analyzer=found(), origin=_origin(entry)))
    plugins.sort(key=lambda each: each.analyzer.code)
    return Installed(plugins=tuple(plugins), problems=tuple(problems))


def problem_of(cls: type[Analyzer]) -> str | None:
    """
    Return what is not right about an analyzer of somebody else, in a sentence.

    Args:
        cls: The class.

    Returns:
        The sentence; ``None`` if it can be used.
    """
    return _of_type(cls) or _of_names(cls) or _of_sentences(cls) or _of_examples(cls)


# Where they come from


def _order(entry: EntryPoint) -> tuple[str, str, str]:
    return (_origin(entry), entry.name, entry.value)


def _origin(entry: EntryPoint) -> str:
    # One that was made by hand belongs to no package.
    return "no package" if entry.dist is None else f"{entry.dist.name} {entry.dist.version}"


def _loaded(entry: EntryPoint) -> type[Analyzer] | str:
    """Return what *entry* names, or why it cannot be had."""
    try:
        found = entry.load()
    except (Exception, SystemExit) as error:  # noqa: BLE001  # it is told, and left out
        # Whatever a package does when it is imported, the others have nothing to do with it.
        return f"importing `{entry.value}` raises {_raised(error)}"
    return _of_type(found) or found


def _raised(error: BaseException) -> str:
    said = " ".join(str(error).split())[:_LONGEST]
    return f"`{type(error).__name__}`{': ' if said else ''}{said}"


def _taken(cls: type[Analyzer], taken: dict[str, str]) -> str | None:
    for key in (getattr(cls, "code", None), getattr(cls, "name", None)):
        if key in taken:
            return f"`{key}` is taken by {taken[key]}"
    return None


# What is not right


def _of_type(found: object) -> str | None:
    if not isinstance(found, type) or not issubclass(found, Analyzer):
        return "it is not a class made of `polyagree.analyzers.Analyzer`"
    if inspect.isabstract(found):
        return f"`{found.__name__}` has no `run()`"
    return None


def _of_names(cls: type[Analyzer]) -> str | None:
    for name in _TEXTS:
        if not isinstance(getattr(cls, name, None), str) or not getattr(cls, name).strip():
            return f"`{cls.__name__}` has no text `{name}`"
    if any(cls.code == each.code for each in analyzers()):
        return f"the code `{cls.code}` is one of polyagree's own"
    if not _CODE.fullmatch(cls.code):
        own = re.sub("[^A-Z]", "", cls.code.upper()) or "OWN"
        number = "".join(re.findall("[0-9]", cls.code))[:3].ljust(3, "0")
        family = f"{'' if own.startswith('X') else 'X'}{own}"[:12].ljust(3, "X")
        return f"the code `{cls.code}` is not one such as `{family}{number}`"
    family = cls.code.rstrip("0123456789").lower()
    if not _NAME.fullmatch(cls.name) or not cls.name.startswith(f"{family}-"):
        return f"the name `{cls.name}` does not begin with `{family}-`, in small letters and dashes"
    if cls.severity not in SEVERITIES:
        return f"the severity `{cls.severity}` is none of `note`, `question` and `concern`"
    if theirs := [code for code in cls.covers if not code.startswith("X")]:
        return f"it covers `{theirs[0]}`, and would hide what polyagree itself finds"
    return None


def _of_sentences(cls: type[Analyzer]) -> str | None:
    if not cls.why():
        return f"`{cls.__name__}` has no docstring that says what it finds and why"
    for name in ("message", "help"):
        try:
            used = [part for _, part, _, _ in Formatter().parse(getattr(cls, name))]
        except ValueError as error:
            return f"the braces of `{name}` do not fit: {error}"
        if any(part is not None and not part.isidentifier() for part in used):
            return f"the braces of `{name}` hold what is no name of a fact"
    for name in ("bad", "good"):
        if not isinstance(getattr(cls, name, None), Example):
            return f"`{cls.__name__}` has no example `{name}`"
    return None


def _of_examples(cls: type[Analyzer]) -> str | None:
    for name, example in (("bad", cls.bad), ("good", cls.good)):
        try:
            polycule = loads(example.document())
            analyzer = cls()
            report = check(polycule, select=[cls.code], scenarios=True, more=[analyzer])
        except DocumentError as error:
            return f"its example `{name}` is no document: {error.faults[0].message}"
        except PolyagreeError as error:
            return f"with its example `{name}`, {error}"
        except Exception as error:  # noqa: BLE001  # making one is its own code, too
            return f"making `{cls.__name__}` raises {_raised(error)}"
        found = [dotted(each.path) for each in report.findings]
        if name == "good" and found:
            return f"it finds something in its example `good`, at {_listed(found)}"
        if name == "bad" and found != [example.at]:
            places = _listed(found) if found else "nothing"
            return f"in its example `bad` it finds {places}, and not `{example.at}`"
    return None


def _listed(paths: Iterable[str]) -> str:
    return ", ".join(f"`{path}`" for path in paths)
