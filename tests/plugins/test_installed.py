"""Real packages with analyzers, built and put where Python looks for them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

HERE = Path(__file__).parent

DOCUMENT = """\
polyagree: 1
people: {noa: Noa, sem: Sem}
agreements:
  home:
    parties: [noa, sem]
    made: 2026-01-01
    clauses:
      quiet: {says: Quiet after ten., norm: {must_not: argue, hours: after 22:00}}
      guests: {says: No guests on work nights., norm: {must_not: host, days: weeknights}}
"""

BROKEN = """\
polyagree: `a-missing-module` of broken-agreements 0.1 is left out: importing `no_such_module:Analyzer` raises `ModuleNotFoundError`: No module named 'no_such_module'
polyagree: `b-missing-name` of broken-agreements 0.1 is left out: importing `broken_agreements:NoSuchName` raises `AttributeError`: module 'broken_agreements' has no attribute 'NoSuchName'
polyagree: `c-fails-on-import` of broken-agreements 0.1 is left out: importing `broken_on_import:Anything` raises `RuntimeError`: the cat sat on the keyboard
polyagree: `d-leaves-on-import` of broken-agreements 0.1 is left out: importing `leaving_on_import:Anything` raises `SystemExit`: 7
polyagree: `e-no-analyzer` of broken-agreements 0.1 is left out: it is not a class made of `polyagree.analyzers.Analyzer`
polyagree: `f-no-run` of broken-agreements 0.1 is left out: `NoRun` has no `run()`
polyagree: `g-code-of-ours` of broken-agreements 0.1 is left out: the code `PER101` is one of polyagree's own
polyagree: `h-code-of-no-form` of broken-agreements 0.1 is left out: the code `house-1` is not one such as `XHOUSE100`
polyagree: `i-never-fires` of broken-agreements 0.1 is left out: in its example `bad` it finds nothing, and not `agreements.house`
polyagree: `j-always-fires` of broken-agreements 0.1 is left out: it finds something in its example `good`, at `agreements.house`
polyagree: `k-raises` of broken-agreements 0.1 is left out: with its example `bad`, analyzer `XBROKEN104` raises `LookupError`: nobody home
polyagree: `m-same-code` of broken-agreements 0.1 is left out: `XBROKEN109` is taken by broken-agreements 0.1
polyagree: `n-same-name` of broken-agreements 0.1 is left out: `xbroken-fine` is taken by broken-agreements 0.1
polyagree: `o-example-is-no-document` of broken-agreements 0.1 is left out: its example `bad` is no document: unknown key `agremeents`
"""
FAILED = "polyagree: analyzer `XBROKEN107` raises `ZeroDivisionError`: a day of nothing, so it is left out\n"


def installed(package: str, folder: Path) -> Path:
    """Return a folder with *package*, built and unpacked as it would be installed."""
    source = folder / f"{package}-source"
    shutil.copytree(HERE / package, source, ignore=shutil.ignore_patterns("__pycache__"))
    built = folder / f"{package}-built"
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(built)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    target = folder / package
    with zipfile.ZipFile(next(built.glob("*.whl"))) as archive:
        archive.extractall(target)
    return target


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return installed("house", tmp_path_factory.mktemp("house"))


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return installed("broken", tmp_path_factory.mktemp("broken"))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "home.yaml").write_text(DOCUMENT, encoding="utf-8")
    return tmp_path


def polyagree(
    *arguments: str, folder: Path, packages: tuple[Path, ...]
) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, packages)), "NO_COLOR": "1"}
    return subprocess.run(
        [sys.executable, "-m", "polyagree", *arguments],
        cwd=folder,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
    )


def test_it_runs_beside_ours(house: Path, home: Path) -> None:
    run = polyagree("check", "home.yaml", "--select", "X", folder=home, packages=(house,))

    assert run.stderr == ""
    assert "XHOUSE101 xhouse-no-sunday (question)" in run.stdout
    assert "none of the 2 clauses of `home` is about a Sunday" in run.stdout
    assert run.returncode == 0


def test_the_list_says_from_where_each_comes(house: Path, home: Path) -> None:
    run = polyagree("analyzers", folder=home, packages=(house,))

    (line,) = (line for line in run.stdout.splitlines() if line.startswith("XHOUSE101"))
    assert line.endswith("xhouse-no-sunday  (house-agreements 1.0)")
    told = json.loads(
        polyagree("analyzers", "--format", "json", folder=home, packages=(house,)).stdout
    )
    assert {each["code"]: each["origin"] for each in told}["XHOUSE101"] == "house-agreements 1.0"
    assert {each["origin"] for each in told if each["code"][0] != "X"} == {"polyagree"}


def test_explain_tells_of_it(house: Path, home: Path) -> None:
    run = polyagree("explain", "xhouse101", folder=home, packages=(house,))

    assert run.stdout.startswith("XHOUSE101 xhouse-no-sunday (question)\n")
    assert "It comes from house-agreements 1.0." in run.stdout
    assert "fewest = 2" in run.stdout


def test_a_configuration_knows_its_options(house: Path, home: Path) -> None:
    (home / "polyagree.toml").write_text(
        'select = "XHOUSE"\nseverities.XHOUSE101 = "concern"\noptions.XHOUSE101.fewest = 2\n',
        encoding="utf-8",
    )

    assert polyagree("check", "home.yaml", folder=home, packages=(house,)).returncode == 1
    (home / "polyagree.toml").write_text("options.XHOUSE101.fewest = 0\n", encoding="utf-8")
    refused = polyagree("check", "home.yaml", folder=home, packages=(house,))
    assert refused.returncode == 2
    assert "`fewest` is a whole number of clauses from 1" in refused.stderr


def test_sarif_has_its_rule(house: Path, home: Path) -> None:
    run = polyagree("check", "home.yaml", "--format", "sarif", folder=home, packages=(house,))

    (found,) = json.loads(run.stdout)["runs"]
    rules = [each["id"] for each in found["tool"]["driver"]["rules"]]
    assert "XHOUSE101" in rules
    for each in found["results"]:
        assert rules[each["ruleIndex"]] == each["ruleId"]


@pytest.mark.parametrize("way", ["option", "own file", "shared file"])
def test_it_can_be_left_out_and_is_not_even_imported(way: str, broken: Path, home: Path) -> None:
    if way == "own file":
        (home / "polyagree.toml").write_text("plugins = false\n", encoding="utf-8")
    if way == "shared file":
        (home / "pyproject.toml").write_text(
            "[tool.polyagree]\nplugins = false\n", encoding="utf-8"
        )
    options = ("--no-plugins",) if way == "option" else ()

    for command in (("check", "home.yaml"), ("analyzers",), ("explain", "PER101")):
        run = polyagree(*command, *options, folder=home, packages=(broken,))
        assert run.stderr == ""
        assert "XBROKEN" not in run.stdout


def test_each_that_is_broken_gets_a_sentence_and_the_others_run(
    house: Path, broken: Path, home: Path
) -> None:
    alone = polyagree("check", "home.yaml", folder=home, packages=())
    run = polyagree("check", "home.yaml", "--ignore", "X", folder=home, packages=(house, broken))

    assert run.stderr == BROKEN
    assert run.stdout == alone.stdout
    assert run.returncode == alone.returncode


def test_one_that_fails_on_a_document_is_left_out_there(
    house: Path, broken: Path, home: Path
) -> None:
    arguments = ("check", "home.yaml", "home.yaml", "--select", "X")
    run = polyagree(*arguments, folder=home, packages=(house, broken))

    assert run.stderr == BROKEN + FAILED
    assert "XHOUSE101" in run.stdout
    assert "XBROKEN109" in run.stdout
    assert "XBROKEN107" not in run.stdout
    assert run.returncode == 0


def test_the_order_in_which_they_are_found_makes_no_difference(
    house: Path, broken: Path, home: Path
) -> None:
    one = polyagree("analyzers", folder=home, packages=(house, broken))
    other = polyagree("analyzers", folder=home, packages=(broken, house))

    assert (one.stdout, one.stderr) == (other.stdout, other.stderr)


def test_from_python_none_is_imported_unasked(broken: Path, home: Path) -> None:
    code = (
        "import polyagree, sys\n"
        "polyagree.check(polyagree.load('home.yaml'))\n"
        "print('broken_agreements' in sys.modules)\n"
    )
    environment = os.environ | {"PYTHONPATH": str(broken)}
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=home,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )

    assert run.stdout == "False\n"
