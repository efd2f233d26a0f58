"""Documents as tests: the plugin that pytest finds by its entry point."""

from __future__ import annotations

import datetime as dt
import json
import sys
from xml.etree import ElementTree as ET

import pytest

from polyagree.codec import load, loads
from polyagree.consistency import Unknown, Unsettled

pytest_plugins = ["pytester"]

GOOD = """\
polyagree: 1
people:
  ana: {name: Ana}
"""

# The key is misspelt.
FAULTY = """\
polyagree: 1
peple:
  ana: {name: Ana}
"""

# Questions, one concern (nothing is said about a break), and scenarios of each kind.
NIGHTS = """\
polyagree: 1
people: {ana: Ana, ben: Ben, caro: Caro}
relationships: {two: {between: [ana, ben], kind: dating}}
agreements:
  open:
    parties: [ana, ben]
    made: 2025-01-05
    accepted: {ana: 2025-01-05, ben: 2025-01-05}
    clauses:
      nights:
        says: At most two late nights a month.
        norm: {may: late-night, at_most: 2, per: month}
scenarios:
  two-nights:
    events:
      - {at: 2025-05-02T23:50, who: ana, act: late-night, with: caro}
      - {at: 2025-05-09T23:50, who: ana, act: late-night, with: caro}
    expect: {open.nights: satisfied}
  third-night:
    events:
      - {at: 2025-05-02T23:50, who: ana, act: late-night, with: caro}
      - {at: 2025-05-09T23:50, who: ana, act: late-night, with: caro}
      - {at: 2025-05-16T23:50, who: ana, act: late-night, with: caro}
    expect: {open.nights: satisfied}
  a-talk:
    events: [{at: 2025-05-02T18:00, who: ana, act: talk, with: ben}]
    expect: {open.nights: satisfied}
  to-talk-over:
    events: [{at: 2025-05-02T18:00, who: ana, act: talk, with: ben}]
"""


UNACCEPTED = """\
polyagree: 1
people: {noa: Noa, sem: Sem}
agreements:
  home:
    parties: [noa, sem]
    clauses:
      quiet: {says: Quiet., norm: {must_not: argue}}
"""

# pytester forgets what is imported while it runs, and PyYAML cannot be imported twice.
loads(GOOD)


@pytest.fixture
def pytester(pytester: pytest.Pytester) -> pytest.Pytester:
    """Return pytest in a directory of its own, without our configuration."""
    pytester.makeini("[pytest]\naddopts = -p no:cacheprovider\nfilterwarnings = default")
    return pytester


def outcomes(result: pytest.HookRecorder) -> dict[str, str]:
    """Return what became of each test, by its name."""
    return {
        report.nodeid.rpartition("::")[2]: report.outcome
        for report in result.getreports("pytest_runtest_logreport")
        if report.when == "call" or report.skipped
    }


# Reading


@pytest.mark.parametrize("suffix", [".polyagree.yaml", ".polyagree.yml", ".Polyagree.YAML"])
def test_a_document_that_loads_passes(pytester: pytest.Pytester, suffix: str) -> None:
    pytester.makefile(suffix, home=GOOD)

    pytester.runpytest_inprocess("-k", "reading").assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (".polyagree.json", json.dumps({"polyagree": 1, "people": {"ana": {"name": "Ana"}}})),
        (".polyagree.toml", 'polyagree = 1\npeople = {ana = {name = "Ana"}}'),
    ],
)
def test_json_and_toml_documents_are_tests_too(
    pytester: pytest.Pytester, suffix: str, text: str
) -> None:
    pytester.makefile(suffix, home=text)

    pytester.runpytest_inprocess("-k", "reading").assert_outcomes(passed=1)


def test_a_fault_fails_one_test_and_is_shown_as_a_sentence(pytester: pytest.Pytester) -> None:
    pytester.makefile(".polyagree.yaml", home=FAULTY)

    result = pytester.runpytest_inprocess()

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "*home.polyagree.yaml: can be read*",
            "home.polyagree.yaml:2:1: DOC002 unknown-key",
            "  unknown key `peple`",
            "FAILED home.polyagree.yaml::reading - DOC002 unknown key `peple`",
        ]
    )
    # A traceback would tell of our code, not of the text.
    result.stdout.no_fnmatch_line("*Traceback*")
    result.stdout.no_fnmatch_line("*.py:*")


def test_a_document_that_is_no_text_fails_with_a_sentence(
    pytester: pytest.Pytester,
) -> None:
    (pytester.path / "home.polyagree.yaml").write_bytes(b"\xff\xfe\x00")

    result = pytester.runpytest_inprocess()

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["home.polyagree.yaml:1:1: DOC001 cannot-be-read", "*UTF-16*"])


def test_a_fault_of_ours_keeps_its_traceback(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(_: object, **__: object) -> None:
        raise RuntimeError("not the document's fault")

    monkeypatch.setattr("polyagree.codec.load", load)
    pytester.makefile(".polyagree.yaml", home=GOOD)

    result = pytester.runpytest_inprocess()

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*test_pytest_plugin.py:*", "*RuntimeError: not the document's*"])


def test_a_document_is_read_once_for_all_of_its_tests(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = []
    loading = lambda name, **_: read.append(name) or load(name)  # noqa: E731
    monkeypatch.setattr("polyagree.codec.load", loading)
    pytester.makefile(".polyagree.yaml", home=NIGHTS)

    pytester.runpytest_inprocess()

    assert read == ["home.polyagree.yaml"]


def test_other_files_are_left_alone(pytester: pytest.Pytester) -> None:
    pytester.makefile(".yaml", home=FAULTY)

    pytester.runpytest_inprocess().assert_outcomes()


# Consistency


CLASH = (
    GOOD
    + """\
  ben: {name: Ben}
agreements:
  us:
    parties: [ana, ben]
    made: 2026-03-02
    clauses:
      thursdays: {says: Thursday is ours., norm: {must: date, with: other parties, every: week, days: thu}}
      shifts: {says: I work on Thursdays., norm: {must_not: date, days: thu}}
"""
)


def test_what_can_be_kept_passes(pytester: pytest.Pytester) -> None:
    pytester.makefile(".polyagree.yaml", home=NIGHTS)

    pytester.runpytest_inprocess("-k", "consistency").assert_outcomes(passed=1)


def test_what_nobody_could_keep_fails_with_the_words_of_its_people(
    pytester: pytest.Pytester,
) -> None:
    pytester.makefile(".polyagree.yaml", home=CLASH)

    result = pytester.runpytest_inprocess("-k", "consistency")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "*home.polyagree.yaml: consistency*",
            "nobody could keep these together from 2026-03-02 to *",
            "  home.polyagree.yaml:10:50: `us.thursdays` (must: date)",
            '    "Thursday is ours."',
            "  home.polyagree.yaml:11:50: `us.shifts` (must_not: date)",
            '    "I work on Thursdays."',
            "the least to drop, so that the rest can be kept: *",
            "FAILED home.polyagree.yaml::consistency - nobody could keep `us.thursdays`*",
        ]
    )
    result.stdout.no_fnmatch_line("*Traceback*")
    result.stdout.no_fnmatch_line("*.py:*")


def test_what_nobody_can_tell_is_skipped_with_its_reason(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = dt.date(2026, 3, 2)
    why = (Unsettled(why="it hangs on more than days"),)
    unknown = Unknown(on=day, horizon=day, unsettled=why)
    monkeypatch.setattr("polyagree.consistency.solve", lambda *_, **__: unknown)
    pytester.makefile(".polyagree.yaml", home=GOOD)

    result = pytester.runpytest_inprocess("-k", "consistency", "-rs")

    result.assert_outcomes(skipped=1)
    result.stdout.fnmatch_lines(["SKIPPED * home.polyagree.yaml:1: it hangs on more than days"])


# Findings


def test_a_concern_fails_with_its_place_and_its_reason(pytester: pytest.Pytester) -> None:
    pytester.makefile(".polyagree.yaml", home=NIGHTS)

    result = pytester.runpytest_inprocess("-k", "findings")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "*home.polyagree.yaml: findings*",
            "home.polyagree.yaml:10:7: BRK201 nothing-said-about-a-break (concern)",
            "  nothing is said about what happens when `nights` is not kept",
            "  help: *",
            "1 concern as of *",
            "FAILED home.polyagree.yaml::findings - BRK201 nothing is said*",
        ]
    )
    result.stdout.no_fnmatch_line("*Traceback*")
    result.stdout.no_fnmatch_line("*.py:*")
    result.stdout.no_fnmatch_line("*(question)*")


def test_questions_fail_where_they_are_asked_to(pytester: pytest.Pytester) -> None:
    pytester.makefile(".polyagree.yaml", home=NIGHTS)

    result = pytester.runpytest_inprocess("-k", "findings", "--polyagree-fail-on", "question")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*(question)", "*(concern)", "FAILED *::findings - BRK201 *"])


def test_with_never_no_finding_fails_and_all_can_be_shown(pytester: pytest.Pytester) -> None:
    pytester.makefile(".polyagree.yaml", home=NIGHTS)

    result = pytester.runpytest_inprocess("-k", "findings", "--polyagree-fail-on=never", "-rP")

    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["*findings that do not fail*", "*BRK201*(concern)"])


@pytest.mark.parametrize(
    "options",
    [
        ["--polyagree-select", "PER,UND604"],
        ["--polyagree-ignore", "brk201"],
        ["--polyagree-ignore=PER", "--polyagree-ignore=BRK"],
        ["-o", "polyagree_select=PER UND604"],
        ["-o", "polyagree_ignore=BRK201, PER"],
        ["-o", "polyagree_fail_on=never"],
        ["-o", "polyagree_fail_on=note", "--polyagree-fail-on=never"],
        ["-o", "polyagree_select=BRK", "--polyagree-select=PER"],
    ],
)
def test_what_is_looked_for_can_be_chosen(pytester: pytest.Pytester, options: list[str]) -> None:
    pytester.makefile(".polyagree.yaml", home=NIGHTS)

    result = pytester.runpytest_inprocess("-k", "findings", *options)

    result.assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (
            ["--polyagree-select", "PER999"],
            "--polyagree-select: unknown analyzer `PER999`, did you mean `PER*`[?]",
        ),
        (["--polyagree-ignore", "PER,QQQ"], "--polyagree-ignore: unknown analyzer `QQQ`"),
        (["--polyagree-ignore", ","], "--polyagree-ignore: name a code such as PER101, *"),
        (["-o", "polyagree_select=QQQ"], "polyagree_select: unknown analyzer `QQQ`"),
        (
            ["--polyagree-fail-on", "grave"],
            "--polyagree-fail-on: `grave` is none of concern, question, note or never",
        ),
        (["-o", "polyagree_fail_on=grave"], "polyagree_fail_on: `grave` is none of *"),
    ],
)
def test_a_slip_in_an_option_is_refused_with_one_sentence(
    pytester: pytest.Pytester, options: list[str], sentence: str
) -> None:
    pytester.makefile(".polyagree.yaml", home=NIGHTS)

    result = pytester.runpytest_inprocess(*options)

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"ERROR: {sentence}"])
    assert len("".join(result.errlines).split("ERROR")) == 2
    assert "Traceback" not in "".join(result.errlines + result.outlines)


@pytest.mark.parametrize(
    ("text", "options", "failed"),
    [
        ("", [], 1),
        ('ignore = ["UND", "VAL", "BRK", "CHK"]', [], 0),
        ('fail_on = "never"', [], 0),
        ('fail_on = "never"', ["--polyagree-fail-on=concern"], 1),
        ('per_file_ignores."*.polyagree.yaml" = ["UND", "VAL", "BRK", "CHK"]', [], 0),
        ('ignore = ["UND", "VAL", "BRK", "CHK"]', ["--polyagree-select=UND"], 1),
    ],
)
def test_what_its_project_says_counts_where_nobody_says_more(
    pytester: pytest.Pytester, text: str, options: list[str], failed: int
) -> None:
    pytester.makefile(".polyagree.yaml", home=UNACCEPTED)
    pytester.makefile(".toml", polyagree=text)

    result = pytester.runpytest_inprocess("-k", "findings", *options)
    result.assert_outcomes(failed=failed, passed=1 - failed)


def test_words_of_its_project_are_known(pytester: pytest.Pytester) -> None:
    pytester.makefile(".polyagree.yaml", home=UNACCEPTED.replace("argue", "game-night"))

    pytester.runpytest_inprocess().assert_outcomes(failed=1)
    pytester.makefile(".toml", polyagree='terms.game-night.kind = "act"')
    pytester.runpytest_inprocess("-k", "reading").assert_outcomes(passed=1)


def test_a_fault_in_what_its_project_says_is_shown(pytester: pytest.Pytester) -> None:
    pytester.makefile(".polyagree.yaml", home=UNACCEPTED)
    pytester.makefile(".toml", polyagree='ignore = "PERR"')

    result = pytester.runpytest_inprocess()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["polyagree.toml:1:10: DOC003*", '*1 | ignore = "PERR"'])


def test_what_was_thought_over_does_not_fail(pytester: pytest.Pytester) -> None:
    noted = (
        "        noted: [{code: BRK201, by: [ana, ben], because: we try it, until: 2026-01-01}]\n"
    )
    pytester.makefile(".polyagree.yaml", home=NIGHTS.replace("scenarios:", f"{noted}scenarios:"))

    pytester.runpytest_inprocess("-k", "findings").assert_outcomes(passed=1)


# Scenarios


def test_each_scenario_is_a_test(pytester: pytest.Pytester) -> None:
    pytester.makefile(".polyagree.yaml", home=NIGHTS)

    found, result = pytester.inline_genitems(), pytester.inline_run("-k", "scenario")

    assert [item.name for item in found[0]] == [
        *("reading", "consistency", "findings"),
        *("scenario:two-nights", "scenario:third-night", "scenario:a-talk"),
        "scenario:to-talk-over",
    ]
    assert outcomes(result) == {
        "scenario:two-nights": "passed",
        "scenario:third-night": "failed",
        "scenario:a-talk": "passed",
        "scenario:to-talk-over": "skipped",
    }


def test_what_is_expected_otherwise_fails_with_its_place_and_its_proof(
    pytester: pytest.Pytester,
) -> None:
    pytester.makefile(".polyagree.yaml", home=NIGHTS)

    result = pytester.runpytest_inprocess("-k", "scenario:third-night")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "*home.polyagree.yaml: scenario third-night*",
            "home.polyagree.yaml:24:27: ACC021 expectation-not-met (concern)",
            "  `third-night` expects `satisfied` of `open.nights`, and gets `terminal`",
            "  - over the limit: late-night, 2025-05-16 23:50, 3 of 2 *",
            "FAILED home.polyagree.yaml::scenario:third-night - ACC021 *",
        ]
    )
    result.stdout.no_fnmatch_line("*Traceback*")
    result.stdout.no_fnmatch_line("*.py:*")


def test_a_scenario_can_be_named_alone(pytester: pytest.Pytester) -> None:
    pytester.makefile(".polyagree.yaml", home=NIGHTS)

    result = pytester.runpytest_inprocess("home.polyagree.yaml::scenario:two-nights")

    result.assert_outcomes(passed=1)


def test_each_test_stands_at_its_line(pytester: pytest.Pytester) -> None:
    pytester.makefile(".polyagree.yaml", home=NIGHTS)

    items, _ = pytester.inline_genitems()

    places = {item.name: item.location[:2] for item in items}
    assert places["findings"] == ("home.polyagree.yaml", 0)
    # From 0, as pytest counts them.
    assert places["scenario:third-night"] == ("home.polyagree.yaml", 18)


def test_collecting_shows_every_test(pytester: pytest.Pytester) -> None:
    pytester.makefile(".polyagree.yaml", home=NIGHTS)

    result = pytester.runpytest_inprocess("--collect-only")

    result.stdout.fnmatch_lines(
        [
            "*<Document home.polyagree.yaml>",
            "*<Reading reading>",
            "*<Consistency consistency>",
            "*<Findings findings>",
            "*<OneScenario scenario:two-nights>",
            "*<OneScenario scenario:third-night>",
        ]
    )


def test_a_scenario_about_nothing_is_a_warning_with_its_line(pytester: pytest.Pytester) -> None:
    pytester.makefile(".polyagree.yaml", home=NIGHTS)

    result = pytester.runpytest_inprocess("-k", "scenario:a-talk")

    result.assert_outcomes(passed=1, warnings=1)
    result.stdout.fnmatch_lines(["*home.polyagree.yaml:25: PytestWarning: ACC022 `a-talk` has *"])


@pytest.mark.parametrize("option", ["--polyagree-fail-on=question", "-Werror"])
def test_a_scenario_about_nothing_fails_where_questions_or_warnings_do(
    pytester: pytest.Pytester, option: str
) -> None:
    pytester.makefile(".polyagree.yaml", home=NIGHTS)

    result = pytester.runpytest_inprocess("-k", "scenario:a-talk", option)

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["home.polyagree.yaml:*: ACC022 scenario-about-nothing*"])
    result.stdout.no_fnmatch_line("*.py:*")


@pytest.mark.parametrize("option", ["--polyagree-ignore=ACC022", "--polyagree-select=PER"])
def test_a_scenario_about_nothing_is_not_told_where_nobody_looks_for_it(
    pytester: pytest.Pytester, option: str
) -> None:
    pytester.makefile(".polyagree.yaml", home=NIGHTS)

    result = pytester.runpytest_inprocess("-k", "scenario:a-talk", option)

    result.assert_outcomes(passed=1, warnings=0)


# What others make of it


def junit(pytester: pytest.Pytester, *options: str) -> dict[str, ET.Element]:
    """Run pytest and return what its JUnit file says of each test."""
    file = pytester.path / "junit.xml"
    pytester.runpytest_subprocess(f"--junitxml={file}", "-p", "no:nbmake", *options)
    # It was written here.
    return {
        f"{case.get('classname')}::{case.get('name')}": case
        for case in ET.parse(file).iter("testcase")  # noqa: S314
    }


@pytest.mark.parametrize("processes", ["-n0", "-n2"])
def test_a_junit_file_names_document_test_and_sentence(
    pytester: pytest.Pytester, processes: str
) -> None:
    folder = pytester.mkdir("docs")
    (folder / "home.polyagree.yaml").write_text(NIGHTS, encoding="utf-8")
    (folder / "bad.polyagree.yaml").write_text(FAULTY, encoding="utf-8")

    cases = junit(pytester, processes)

    failures = {name: case.find("failure") for name, case in cases.items()}
    told = {name: each for name, each in failures.items() if each is not None}
    assert len(cases) == 8
    assert sorted(told) == [
        "docs.bad.polyagree.yaml::reading",
        "docs.home.polyagree.yaml::findings",
        "docs.home.polyagree.yaml::scenario:third-night",
    ]
    third = told["docs.home.polyagree.yaml::scenario:third-night"]
    assert third.get("message") == (
        "ACC021 `third-night` expects `satisfied` of `open.nights`, and gets `terminal`"
    )
    assert (third.text or "").startswith(
        f"docs{third_separator()}home.polyagree.yaml:24:27: ACC021"
    )


def third_separator() -> str:
    return "\\" if sys.platform == "win32" else "/"


def test_one_line_tracebacks_point_into_the_document(pytester: pytest.Pytester) -> None:
    pytester.makefile(".polyagree.yaml", home=NIGHTS)

    result = pytester.runpytest_inprocess("--tb=line")

    result.stdout.fnmatch_lines(["*home.polyagree.yaml:24: ACC021 `third-night` expects *"])


def test_the_plugin_can_be_left_out(pytester: pytest.Pytester) -> None:
    pytester.makefile(".polyagree.yaml", home=FAULTY)

    result = pytester.runpytest_inprocess("-p", "no:polyagree")

    result.assert_outcomes()
    assert result.ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_the_plugin_loads_nothing_of_ours_without_a_document(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import sys

        def test_nothing_of_ours_is_loaded(request):
            assert request.config.pluginmanager.has_plugin("polyagree")
            assert [name for name in sys.modules if name.split(".")[0] == "polyagree"] == []
        """
    )
    pytester.makefile(".yaml", home=NIGHTS)

    pytester.runpytest_subprocess().assert_outcomes(passed=1)
