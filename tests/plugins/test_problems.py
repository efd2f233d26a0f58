"""What is not right about an analyzer of somebody else."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import EntryPoint
from types import SimpleNamespace

import pytest

from polyagree import plugins
from polyagree.analyzers import Analyzer, Context, Example
from polyagree.analyzers.registry import analyzers
from polyagree.finding import Finding
from polyagree.plugins import Installed, installed, problem_of


class Fine(Analyzer):
    """An agreement has clauses."""

    code = "XFINE101"
    name = "xfine-clauses"
    severity = "note"
    source = "nothing in particular"
    message = "`{agreement}` has clauses"
    help = "read them"
    bad = Example(
        "one clause",
        "agreements: {house: {parties: [ana, ben], clauses: {quiet: Quiet after ten.}}}",
        at="agreements.house",
    )
    good = Example("none", "agreements: {house: {parties: [ana, ben]}}")

    def run(self, context: Context) -> Iterator[Finding]:
        for at in context.agreements():
            if at.clauses:
                yield self.finding(at, agreement=at.agreement.id)


def test_a_fine_one_has_no_problem() -> None:
    assert problem_of(Fine) is None


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"code": "PER101"}, "the code `PER101` is one of polyagree's own"),
        ({"code": "PER199"}, "the code `PER199` is not one such as `XPER199`"),
        ({"code": "X101"}, "the code `X101` is not one such as `XXX101`"),
        ({"code": "xfine101"}, "the code `xfine101` is not one such as `XFINE101`"),
        ({"code": "XFINE1"}, "the code `XFINE1` is not one such as `XFINE100`"),
        ({"code": ""}, "`Changed` has no text `code`"),
        ({"code": 101}, "`Changed` has no text `code`"),
        (
            {"name": "clauses"},
            "the name `clauses` does not begin with `xfine-`, in small letters and dashes",
        ),
        (
            {"name": "xfine-Clauses"},
            "the name `xfine-Clauses` does not begin with `xfine-`, in small letters and dashes",
        ),
        (
            {"severity": "error"},
            "the severity `error` is none of `note`, `question` and `concern`",
        ),
        ({"source": "  "}, "`Changed` has no text `source`"),
        ({"help": None}, "`Changed` has no text `help`"),
        ({"message": "{agreement"}, "the braces of `message` do not fit: expected '}'"),
        ({"help": "{}"}, "the braces of `help` hold what is no name of a fact"),
        ({"message": "{a.b}"}, "the braces of `message` hold what is no name of a fact"),
        ({"__doc__": ""}, "`Changed` has no docstring that says what it finds and why"),
        ({"bad": "agreements"}, "`Changed` has no example `bad`"),
        ({"good": Fine.bad}, "it finds something in its example `good`, at `agreements.house`"),
        ({"bad": Fine.good}, "in its example `bad` it finds nothing, and not `None`"),
        (
            {"bad": Example("elsewhere", Fine.bad.text, at="agreements")},
            "in its example `bad` it finds `agreements.house`, and not `agreements`",
        ),
        (
            {"message": "{who} has clauses"},
            "with its example `bad`, analyzer `XFINE101` raises `KeyError`: 'who'",
        ),
        (
            {"covers": ("XFINE102", "PER101")},
            "it covers `PER101`, and would hide what polyagree itself finds",
        ),
    ],
)
def test_each_problem_is_a_sentence(changed: dict[str, object], problem: str) -> None:
    body = {"__doc__": "It is changed.", **changed}
    told = problem_of(type("Changed", (Fine,), body))

    assert told is not None
    assert told.startswith(problem)


@pytest.mark.parametrize("what", ["a word", Finding, object(), None])
def test_what_is_no_analyzer_is_none(what: object) -> None:
    assert problem_of(what) == "it is not a class made of `polyagree.analyzers.Analyzer`"


def test_one_that_cannot_be_made_is_a_problem() -> None:
    class Heavy(Fine):
        """It cannot be made."""

        def __init__(self) -> None:
            raise OSError("no space")

    assert problem_of(Heavy) == "making `Heavy` raises `OSError`: no space"


def test_codes_of_ours_never_look_like_those_of_others() -> None:
    assert not [each.code for each in analyzers() if each.code.startswith("X")]
    assert not [each.name for each in analyzers() if each.name.startswith("x")]


def test_without_packages_nothing_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plugins, "entry_points", lambda **_: ())

    assert installed() == Installed()
    assert Installed().origin_of("XFINE101") is None


def test_of_two_with_one_code_the_first_by_name_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    class Again(Fine):
        """It has the code of another one."""

        name = "xfine-again"

    entries = [
        SimpleNamespace(name=name, value=f"somewhere:{name}", dist=None, load=lambda cls=cls: cls)
        for name, cls in (("b", Again), ("a", Fine))
    ]
    found = []
    for given in (entries, entries[::-1]):
        monkeypatch.setattr(plugins, "entry_points", lambda given=given, **_: given)
        found.append(installed())

    one, other = found
    assert [type(each) for each in one.analyzers] == [Fine]
    assert [type(each) for each in other.analyzers] == [Fine]
    assert one.problems == other.problems
    assert one.problems == ("`b` of no package is left out: `XFINE101` is taken by no package",)


def test_an_entry_point_of_no_package_is_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = EntryPoint(name="gone", value="no_such_module:X", group=plugins.GROUP)
    monkeypatch.setattr(plugins, "entry_points", lambda **_: (entry,))

    (problem,) = installed().problems
    assert problem.startswith("`gone` of no package is left out: importing `no_such_module:X`")
