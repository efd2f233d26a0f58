"""The front door: what ``import polyagree`` offers and what it costs."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import polyagree

DOCUMENT = """\
polyagree: 1
people:
  ana: {name: Ana}
"""

# What a user of the command line must not wait for.
HEAVY = {"hypothesis", "networkx", "numpy", "pandas", "pytest", "rich"}


def loaded_by(code: str, *arguments: str) -> set[str]:
    """Return the top-level modules that a fresh interpreter has loaded after *code*."""
    script = f"{code}\nimport sys\nprint(*sys.modules)"
    process = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        capture_output=True,
        check=False,
        text=True,
    )
    assert process.returncode == 0, process.stderr
    return {name.partition(".")[0] for name in process.stdout.splitlines()[-1].split()}


@pytest.mark.parametrize("name", polyagree.__all__)
def test_every_name_of_the_front_door_opens(name: str) -> None:
    assert getattr(polyagree, name) is not None


def test_dir_lists_every_name() -> None:
    assert set(polyagree.__all__) <= set(dir(polyagree))


def test_the_names_are_sorted() -> None:
    assert sorted(polyagree.__all__) == polyagree.__all__


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute `polycool`"):
        polyagree.polycool  # noqa: B018


def test_type_checkers_and_the_interpreter_are_told_the_same() -> None:
    tree = ast.parse(Path(polyagree.__file__).read_text(encoding="utf-8"))
    told = {
        alias.name: node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("polyagree")
        for alias in node.names
    }
    packages = {name for name, module in told.items() if module == "polyagree"}
    aliases = {name: module for name, module in told.items() if module != "polyagree"}

    assert packages == polyagree._PACKAGES
    assert aliases == polyagree._ADDRESSES
    assert packages | set(aliases) | {"__version__"} == set(polyagree.__all__)


def test_a_name_is_the_same_object_at_its_address() -> None:
    from polyagree.model import Boundary

    assert polyagree.Boundary is Boundary


def test_importing_the_front_door_loads_no_dependency() -> None:
    dependencies = {"attr", "attrs", "cattrs", "yaml"}

    assert not loaded_by("import polyagree") & (HEAVY | dependencies)


def test_checking_a_document_loads_nothing_heavy(tmp_path: Path) -> None:
    document = tmp_path / "home.yaml"
    document.write_text(DOCUMENT, encoding="utf-8")
    code = (
        "import contextlib, sys, polyagree.cli\n"
        "with contextlib.suppress(SystemExit):\n"
        "    polyagree.cli.main(['check', sys.argv[1]])"
    )

    assert not loaded_by(code, str(document)) & HEAVY
