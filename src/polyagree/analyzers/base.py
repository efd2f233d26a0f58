"""What every analyzer is made of."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from inspect import cleandoc
from textwrap import dedent
from types import MappingProxyType
from typing import Any, ClassVar

from attrs import frozen

from polyagree.analyzers.context import Context
from polyagree.analyzers.options import Option
from polyagree.analyzers.places import Place
from polyagree.analyzers.readings import ReadAt, lighter
from polyagree.finding import AnalyzerInfo, Cost, Evidence, Finding, Severity, WorksOn

__all__ = ["Analyzer", "Example", "LooksBack", "OfScenarios"]

Findings = Callable[[str], tuple[Finding, ...] | None]

_VERSION = "polyagree: 1\n"
_PEOPLE = "people: {ana: Ana, ben: Ben, caro: Caro, dana: Dana}\n"


@frozen
class Example:
    """
    A piece of a document that shows what an analyzer finds, or finds nothing in.

    Attributes:
        title: What it shows, in a few words.
        text: The piece, as people write it; the lines common to all examples may be left out.
        at: The path at which a finding is; ``None``: none is.
    """

    title: str
    text: str
    at: str | None = None

    @property
    def fragment(self) -> str:
        """The piece as it is shown."""
        return dedent(self.text).strip("\n") + "\n"

    def document(self) -> str:
        """Return the whole document: the piece, under a version and some people if it has none."""
        fragment = self.fragment
        people = "" if _has_key("people", fragment) else _PEOPLE
        version = "" if _has_key("polyagree", fragment) else _VERSION
        return f"{version}{people}{fragment}"


def _has_key(key: str, text: str) -> bool:
    return re.search(rf"^{key}:", text, re.MULTILINE) is not None


class Analyzer(ABC):
    """
    Points at one thing that an agreement says or leaves open.

    The docstring of a subclass says what it finds and why, and what it cannot
    see. The tests, the page in the docs and ``polyagree explain`` are made of
    the class.

    Attributes:
        code: Its code, never used for anything else.
        name: Its name in words with dashes.
        severity: What its findings usually ask for.
        source: The principle it stands on.
        message: What it says, with the names of facts in braces.
        help: What could be said instead, likewise.
        help_in_prose: The same for a page of sentences, which has no keys; ``None``: as for others.
        bad: A document in which it finds something.
        good: The nearest one in which it finds nothing.
        works_on: On what it works.
        cost: With what its work grows.
        covers: Codes whose findings at the same place it takes in as evidence.
        passing: Facts that change with every entry of a log. They stand in the sentences,
            and the finding is the same one all the while.
        weight: What its findings ask for, where somebody weighs them anew; ``None``: as it says.
        chosen: The numbers that somebody chose for its options, by their names.
    """

    code: ClassVar[str]
    name: ClassVar[str]
    severity: ClassVar[Severity]
    source: ClassVar[str]
    message: ClassVar[str]
    help: ClassVar[str]
    help_in_prose: ClassVar[str | None] = None
    bad: ClassVar[Example]
    good: ClassVar[Example]
    works_on: ClassVar[tuple[WorksOn, ...]] = ("declared",)
    cost: ClassVar[Cost] = "clauses"
    covers: ClassVar[tuple[str, ...]] = ()
    passing: ClassVar[tuple[str, ...]] = ()
    weight: Severity | None = None
    chosen: Mapping[str, Any] = MappingProxyType({})

    @abstractmethod
    def run(self, context: Context) -> Iterator[Finding]:
        """Yield what is found in the document, in its order."""

    @classmethod
    def why(cls) -> str:
        """Return what it finds and why, in plain text."""
        return cleandoc(cls.__doc__ or "")

    @classmethod
    def summary(cls) -> str:
        """Return what it finds, in one sentence."""
        return " ".join(cls.why().partition("\n\n")[0].split())

    @classmethod
    def info(cls) -> AnalyzerInfo:
        """Return what is known of it without running it."""
        return AnalyzerInfo(
            code=cls.code,
            name=cls.name,
            severity=cls.severity,
            source=cls.source,
            summary=cls.summary(),
            works_on=cls.works_on,
            cost=cls.cost,
        )

    @classmethod
    def options(cls) -> tuple[Option[Any], ...]:
        """Return the numbers that can be changed, in their order."""
        found: dict[str, object] = {}
        for each in reversed(cls.__mro__):
            found |= vars(each)
        return tuple(each for each in found.values() if isinstance(each, Option))

    def configured(
        self, *, weight: Severity | None = None, chosen: Mapping[str, Any] | None = None
    ) -> Analyzer:
        """
        Return it with other numbers, or another weight.

        Args:
            weight: What its findings ask for; ``None``: as it says.
            chosen: The numbers by their names, each as its option reads it.
        """
        other = copy(self)
        other.weight = weight
        other.chosen = MappingProxyType(dict(chosen or {}))
        return other

    def finding(
        self,
        place: Place,
        *,
        severity: Severity | None = None,
        message: str | None = None,
        help: str | None = None,
        help_in_prose: str | None = None,
        evidence: Iterable[Evidence] = (),
        read_in: ReadAt | None = None,
        **facts: str,
    ) -> Finding:
        """
        Return a finding at *place*.

        One that rests on what was only read weighs one severity less, says so, and shows
        the words by which it was read.

        Args:
            place: Where.
            read_in: The words in which it was read; ``None``: those of the place, if any.
            severity: What it asks for, where that is not the usual.
            message: What it says, where that is not the usual.
            help: What could be said instead, likewise.
            help_in_prose: The same on a page of sentences; ``None``: as on others.
            evidence: What it rests on.
            facts: What the sentences are made of.
        """
        read_in = read_in or place.read_in
        weight = self.weight or severity or self.severity
        said, shown = message or self.message, tuple(evidence)
        helped = help or self.help
        if place.context.is_prose:
            helped = help_in_prose or help or self.help_in_prose or helped
        if read_in is not None:
            weight, shown = lighter(weight), (*shown, *read_in.proof)
            said = said if place is read_in else f"{read_in.as_it_reads}, {said}"
        return Finding(
            code=self.code,
            name=self.name,
            severity=weight,
            path=place.path,
            anchor=place.anchor,
            message=said.format_map(facts),
            help=helped.format_map(facts),
            source=self.source,
            span=place.span,
            facts=tuple(each for each in facts.items() if each[0] not in self.passing),
            evidence=shown,
        )


class LooksBack(Analyzer):
    """
    Points at something in what the others found.

    It runs after all of them, and sees their findings before any is taken in by another.
    """

    def run(self, context: Context) -> Iterator[Finding]:
        """Yield nothing: there is nothing to look back at yet."""
        del context
        yield from ()

    @abstractmethod
    def look_back(self, context: Context, found: Findings) -> Iterator[Finding]:
        """
        Yield what is found.

        Args:
            context: The document.
            found: The findings of each analyzer by its code; ``None`` for a code
                that no analyzer has.
        """


class OfScenarios(Analyzer):
    """
    Points at something in what would come of the scenarios of a document.

    It runs only where they are asked for.
    """
