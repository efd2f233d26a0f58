"""
pytest's entry point: every document ``*.polyagree.yaml`` holds tests.

It stands outside the package and imports nothing of it until there is a
document to read, or an option of ours to look at: pytest loads this file in
every environment that has polyagree, also where nobody uses it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from polyagree.testing.documents import Asked, FailOn
    from polyagree.testing.items import Document

_SUFFIXES = (".polyagree.yaml", ".polyagree.yml", ".polyagree.json", ".polyagree.toml")

_SEVERITIES: tuple[FailOn, ...] = ("concern", "question", "note", "never")

_CODES = {
    "select": "look only for findings of these codes or families, as PER101,BRK",
    "ignore": "leave findings of these codes or families out",
}

_FAIL_ON = "fail from this severity on: concern, question, note or never (default: concern)"

_ASKED: pytest.StashKey[Asked] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Say which options there are, on the command line and in the configuration."""
    group = parser.getgroup("polyagree", "agreements (documents named *.polyagree.yaml)")
    for name, told in _CODES.items():
        group.addoption(
            f"--polyagree-{name}", metavar="CODES", action="append", default=[], help=told
        )
        parser.addini(f"polyagree_{name}", type="args", default=[], help=told)
    group.addoption("--polyagree-fail-on", metavar="SEVERITY", default="", help=_FAIL_ON)
    parser.addini("polyagree_fail_on", default="", help=_FAIL_ON)


def pytest_configure(config: pytest.Config) -> None:
    """Refuse a slip in an option before anything runs, and once where several processes do."""
    is_worker = hasattr(config, "workerinput")
    if not is_worker and any(_given(config, name)[1] for name in (*_CODES, "fail_on")):
        _asked(config)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> Document | None:
    """Take the documents that say by their name what they are."""
    if not file_path.name.lower().endswith(_SUFFIXES):
        return None
    from polyagree.testing.items import Document

    return Document.from_parent(parent, path=file_path, asked=_asked(parent.config))


def _asked(config: pytest.Config) -> Asked:
    """Return what is asked of each document."""
    if _ASKED not in config.stash:
        from polyagree.testing.documents import Asked

        config.stash[_ASKED] = Asked(
            select=_codes(config, "select"),
            ignore=_codes(config, "ignore"),
            fail_on=_fail_on(config),
        )
    return config.stash[_ASKED]


def _given(config: pytest.Config, name: str) -> tuple[str, Any]:
    """Return where an option is set and to what; the command line goes before the file."""
    given = config.getoption(f"polyagree_{name}")
    if given:
        return f"--polyagree-{name.replace('_', '-')}", given
    return f"polyagree_{name}", config.getini(f"polyagree_{name}")


def _fail_on(config: pytest.Config) -> FailOn | None:
    where, given = _given(config, "fail_on")
    if not given:
        return None
    for severity in _SEVERITIES:
        if severity == given:
            return severity
    raise pytest.UsageError(f"{where}: `{given}` is none of concern, question, note or never")


def _codes(config: pytest.Config, name: str) -> tuple[str, ...]:
    where, given = _given(config, name)
    if not given:
        return ()
    from argparse import ArgumentTypeError

    from polyagree.analyzers.registry import selected
    from polyagree.cli.arguments import codes
    from polyagree.errors import UnknownAnalyzer

    try:
        found = codes(",".join(given))
        selected(select=found)
    except ArgumentTypeError as error:
        raise pytest.UsageError(f"{where}: {error}") from None
    except UnknownAnalyzer as error:
        hint = f", {error.help}" if error.help else ""
        raise pytest.UsageError(f"{where}: {error}{hint}") from None
    return found
