"""Documents as tests: the plugin that pytest finds by its entry point."""

from __future__ import annotations

import subprocess
import sys

import pytest

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


@pytest.fixture
def pytester(pytester: pytest.Pytester) -> pytest.Pytester:
    """Return pytest in a directory of its own, without our configuration."""
    pytester.makeini("[pytest]\naddopts = -p no:cacheprovider")
    return pytester


@pytest.mark.parametrize("suffix", [".polyagree.yaml", ".polyagree.yml"])
def test_a_document_that_loads_passes(pytester: pytest.Pytester, suffix: str) -> None:
    pytester.makefile(suffix, home=GOOD)

    pytester.runpytest_inprocess().assert_outcomes(passed=1)


def test_a_json_document_is_a_test_too(pytester: pytest.Pytester) -> None:
    pytester.makefile(
        ".polyagree.json", home='{"polyagree": 1, "people": {"ana": {"name": "Ana"}}}'
    )

    pytester.runpytest_inprocess().assert_outcomes(passed=1)


def test_a_fault_fails_and_is_shown_as_a_sentence(pytester: pytest.Pytester) -> None:
    pytester.makefile(".polyagree.yaml", home=FAULTY)

    result = pytester.runpytest_inprocess()

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*home.polyagree.yaml: can be read*", "*2:1: DOC002 *`peple`*"])
    # A traceback would tell of our code, not of the text.
    result.stdout.no_fnmatch_line("*Traceback*")
    result.stdout.no_fnmatch_line("*_polyagree_pytest.py:*")


def test_a_fault_of_ours_keeps_its_traceback(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(_: object) -> None:
        raise RuntimeError("not the document's fault")

    monkeypatch.setattr("polyagree.codec.load", load)
    pytester.makefile(".polyagree.yaml", home=GOOD)

    result = pytester.runpytest_inprocess()

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*RuntimeError: not the document's fault*"])


def test_other_files_are_left_alone(pytester: pytest.Pytester) -> None:
    pytester.makefile(".yaml", home=FAULTY)

    pytester.runpytest_inprocess().assert_outcomes()


def test_the_plugin_loads_nothing_of_ours_without_a_document() -> None:
    code = (
        "import sys, _polyagree_pytest\n"
        "sys.exit(any(name.partition('.')[0] == 'polyagree' for name in sys.modules))"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
