"""Analyzers, each of which is wrong in its own way, and one that is fine among them."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers import Analyzer, Context, Example
from polyagree.finding import Finding

JUST_A_WORD = "analyzer"

ONE_CLAUSE = """
agreements:
  house:
    parties: [ana, ben]
    clauses:
      quiet: {says: Quiet after ten., norm: {must_not: argue, hours: after 22:00}}
"""
NO_CLAUSE = """
agreements:
  house: {parties: [ana, ben]}
"""


class Fine(Analyzer):
    """An agreement has clauses."""

    code = "XBROKEN109"
    name = "xbroken-fine"
    severity = "note"
    source = "nothing in particular"
    message = "`{agreement}` has clauses"
    help = "read them"
    bad = Example("one clause", ONE_CLAUSE, at="agreements.house")
    good = Example("none", NO_CLAUSE)

    def run(self, context: Context) -> Iterator[Finding]:
        for at in context.agreements():
            if at.clauses:
                yield self.finding(at, agreement=at.agreement.id)


class NoRun(Analyzer):
    """It has no `run()`."""

    code = "XBROKEN101"
    name = "xbroken-no-run"


class CodeOfOurs(Fine):
    """It takes a code of polyagree."""

    code = "PER101"
    name = "xbroken-code-of-ours"


class CodeOfNoForm(Fine):
    """It has a code of its own making."""

    code = "house-1"
    name = "xbroken-code-of-no-form"


class NeverFires(Fine):
    """It finds nothing."""

    code = "XBROKEN102"
    name = "xbroken-never-fires"

    def run(self, context: Context) -> Iterator[Finding]:
        del context
        yield from ()


class AlwaysFires(Fine):
    """It finds something everywhere."""

    code = "XBROKEN103"
    name = "xbroken-always-fires"

    def run(self, context: Context) -> Iterator[Finding]:
        for at in context.agreements():
            yield self.finding(at, agreement=at.agreement.id)


class Raises(Fine):
    """It raises something."""

    code = "XBROKEN104"
    name = "xbroken-raises"

    def run(self, context: Context) -> Iterator[Finding]:
        del context
        raise LookupError("nobody home")


class SameCode(Fine):
    """It has the code of another one."""

    name = "xbroken-same-code"


class SameName(Fine):
    """It has the name of another one."""

    code = "XBROKEN105"


class ExampleIsNoDocument(Fine):
    """Its example cannot be read."""

    code = "XBROKEN106"
    name = "xbroken-example-is-no-document"
    bad = Example("a slip", "agremeents: {}", at="agreements.house")


class RaisesElsewhere(Fine):
    """It does well with its examples, and raises something on an agreement that was made."""

    code = "XBROKEN107"
    name = "xbroken-raises-elsewhere"

    def run(self, context: Context) -> Iterator[Finding]:
        for at in context.agreements():
            if at.agreement.made is not None:
                raise ZeroDivisionError("a day of nothing")
        yield from super().run(context)
