"""A project of somebody else, in a fresh environment with the wheel, and nothing of this checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

ROOT = Path(__file__).resolve().parents[2]

DOCUMENT = """\
polyagree: 1
people: {ines: Ines, tove: Tove, raul: Raul}
relationships: {two: {between: [ines, tove], kind: married}}
agreements:
  evenings:
    parties: [ines, tove]
    made: 2026-01-04
    accepted: {ines: 2026-01-04, tove: 2026-01-04}
    if_broken: [{must: talk, who: all parties, about: breach, within: 1 week}]
    clauses:
      nights: {says: At most two late nights a month., norm: {may: late-night, at_most: 2, per: month}}
      fridays: {says: Friday is ours., norm: {must: date, with: other parties, every: week, days: fri}}
      singing: {says: I sing on Fridays., norm: {must_not: date, who: ines, days: fri}}
scenarios:
  a-third-night:
    events:
      - {at: 2026-05-06T23:50, who: ines, act: late-night, with: raul}
      - {at: 2026-05-13T23:50, who: ines, act: late-night, with: raul}
      - {at: 2026-05-20T23:50, who: ines, act: late-night, with: raul}
    expect: {evenings.nights: violated}
"""

TESTS = """\
import sys
from pathlib import Path

import polyagree
from polyagree.testing import assert_compensable, assert_consistent

HOME = Path(__file__).with_name("home.polyagree.yaml")


def test_this_is_the_wheel():
    assert Path(sys.prefix) in Path(polyagree.__file__).parents


def test_every_break_can_be_made_good():
    assert_compensable(polyagree.load(HOME))


def test_all_of_it_can_be_kept():
    assert_consistent(polyagree.load(HOME))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel, built as for a release."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the Python of an environment with the wheel, and what it needs from this one."""
    folder = tmp_path_factory.mktemp("environment")
    command = [sys.executable, "-m", "venv", "--without-pip", str(folder)]
    subprocess.run(command, check=True)
    scripts = sysconfig.get_path("scripts", "venv", {"base": str(folder)})
    packages = Path(
        sysconfig.get_path("purelib", "venv", {"base": str(folder), "platbase": str(folder)})
    )
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    # What stands in a file of paths is behind the wheel, and is not searched for more of them:
    # this checkout is not found through it.
    others = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (packages / "others.pth").write_text("\n".join(sorted(others)), encoding="utf-8")
    return Path(scripts, Path(sys.executable).name)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a folder with agreements, and tests of them."""
    (tmp_path / "home.polyagree.yaml").write_text(DOCUMENT, encoding="utf-8")
    (tmp_path / "test_home.py").write_text(TESTS, encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(
        '[tool.pytest.ini_options]\npolyagree_ignore = ["CON", "VAL,CHK"]\n', encoding="utf-8"
    )
    return tmp_path


def test_documents_and_asserts_work_in_a_project_of_its_own(python: Path, project: Path) -> None:
    ours = ("COV_", "COVERAGE_", "PYTEST_", "PYTHON")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    command = [str(python), "-m", "pytest", "-p", "no:cacheprovider", "--junitxml=out.xml"]
    run = subprocess.run(
        command, cwd=project, env=environment, check=False, capture_output=True, text=True
    )

    assert (project / "out.xml").exists(), run.stdout + run.stderr
    # It was written by the run before this line.
    cases = {each.get("name"): each for each in ET.parse(project / "out.xml").iter("testcase")}  # noqa: S314
    failed = {name: each for name, each in cases.items() if each.find("failure") is not None}
    assert [*cases] == [
        *("reading", "consistency", "findings", "scenario:a-third-night"),
        *("test_this_is_the_wheel", "test_every_break_can_be_made_good"),
        "test_all_of_it_can_be_kept",
    ]
    assert [*failed] == ["consistency", "test_all_of_it_can_be_kept"], run.stdout
    for name, place in (("consistency", ""), ("test_all_of_it_can_be_kept", f"{project}{os.sep}")):
        text = failed[name].find("failure").text
        assert f"  {place}home.polyagree.yaml:12:" in text
        assert '"Friday is ours."' in text
        assert '"I sing on Fridays."' in text
        assert "to drop, so that the rest can be kept: `evenings." in text
    # The line of their test is shown, and no line of ours.
    assert "assert_consistent(polyagree.load(HOME))" in run.stdout
    assert "asserts.py" not in run.stdout
