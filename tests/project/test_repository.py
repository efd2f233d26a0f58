"""What holds for the repository as a whole."""

from __future__ import annotations

import ast
import importlib
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"
LEFT_OUT = {"__pycache__", "_build", "build", "dist"}

# Put together from parts, so that this file does not contain what it looks for.
MACHINE_PATHS = re.compile(r"(?<![\w.~*])/" + r"(?:work|root|tmp|home/\w+)" + r"/")
ADDRESSES = re.compile(
    "pypi" + r"\.org|python" + r"hosted|https?://[^\s/]*/" + "simple|index-" + "url"
)
LOCK_FILE = re.compile(r"uv\.lock|pylock(\..+)?\.toml")


@cache
def files() -> list[Path]:
    """Return the tracked files, or without git (an sdist) every file that is not hidden."""
    git = shutil.which("git")
    if git is not None and (ROOT / ".git").exists():
        # Files that are new and not ignored count as well: they are about to be tracked.
        listing = subprocess.run(
            [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        return [path for name in sorted(listing.split("\0")) if (path := ROOT / name).is_file()]
    return [
        path
        for path in sorted(ROOT.rglob("*"))
        if path.is_file()
        and not any(
            part.startswith(".") or part in LEFT_OUT for part in path.relative_to(ROOT).parts
        )
    ]


def texts() -> list[tuple[str, str]]:
    """Return the name and the content of every file that is text."""
    found = []
    for path in files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found.append((path.relative_to(ROOT).as_posix(), text))
    return found


@cache
def modules() -> dict[str, ast.Module]:
    """Return the syntax tree of every module of the package, by its dotted name."""
    found = {}
    for path in sorted((SOURCE / "polyagree").rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = ast.parse(path.read_text(encoding="utf-8"))
    return found


def is_package(name: str) -> bool:
    """Return whether the module *name* is the ``__init__`` of a package."""
    return (SOURCE / Path(*name.split(".")) / "__init__.py").is_file()


def banned_imports(name: str, tree: ast.Module) -> list[str]:
    """Return the imports of the front door, and those of a package by its own modules."""
    package = name if is_package(name) else name.rpartition(".")[0]
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [
                f"{name}:{node.lineno} import {alias.name}"
                for alias in node.names
                # `import polyagree.x` binds the front door as well.
                if alias.name.partition(".")[0] == "polyagree" and alias.asname is None
            ]
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            # `from polyagree.model import ids` in `model` names a module, not the `__init__`.
            own_init = module == package and any(
                f"{package}.{alias.name}" not in modules() for alias in node.names
            )
            if node.level or module == "polyagree" or own_init:
                found.append(f"{name}:{node.lineno} from {'.' * node.level}{module}")
    return found


def test_no_lock_file_is_tracked() -> None:
    assert [path.name for path in files() if LOCK_FILE.fullmatch(path.name)] == []


def test_no_file_names_a_path_of_the_machine_it_was_written_on() -> None:
    assert [name for name, text in texts() if MACHINE_PATHS.search(text)] == []


def test_no_file_names_a_package_registry() -> None:
    assert [name for name, text in texts() if ADDRESSES.search(text)] == []


def test_no_module_imports_the_front_door_or_its_own_package() -> None:
    # The front door is made of such imports; they run for type checkers only.
    inner = {name: tree for name, tree in modules().items() if name != "polyagree"}

    assert [line for name, tree in inner.items() for line in banned_imports(name, tree)] == []


@pytest.mark.parametrize(
    ("line", "banned"),
    [
        ("import polyagree", True),
        ("import polyagree.errors", True),
        ("from polyagree import load", True),
        ("from . import ids", True),
        ("from polyagree.model import Person", True),
        ("from polyagree.model.ids import PersonId", False),
        ("from polyagree.finding import Finding", False),
        ("import attrs", False),
    ],
)
def test_the_search_for_banned_imports_finds_them(line: str, banned: bool) -> None:
    assert bool(banned_imports("polyagree.model.people", ast.parse(line))) is banned


@pytest.mark.parametrize("name", [name for name in modules() if is_package(name)])
def test_every_public_name_of_a_package_exists(name: str) -> None:
    module = importlib.import_module(name)

    assert [
        public for public in getattr(module, "__all__", ()) if not hasattr(module, public)
    ] == []


@pytest.mark.parametrize(
    "name", [name for name in modules() if name.count(".") == 1 and is_package(name)]
)
def test_a_sub_package_says_what_is_public(name: str) -> None:
    assert importlib.import_module(name).__all__


def test_a_news_fragment_says_what_kind_of_news_it_is() -> None:
    fragments = {path.name for path in (ROOT / "changelog.d").iterdir()} - {"README.md"}
    named = re.compile(r"[\w-]+\.(added|changed|fixed|removed)\.md")

    assert [name for name in sorted(fragments) if not named.fullmatch(name)] == []
