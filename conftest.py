"""
The examples of the README and of the docs run as tests, one test a page.

- A Python block runs; ``>>>`` shows what comes out.
- A YAML or TOML block with the version in it has to be a document without faults.
  One that begins with a comment such as ``# evenings.yaml`` is a file of that
  name for the blocks after it. So is a CSV block, without the line that names it.
- In a console block, each ``$ polyagree …`` and ``$ pytest …`` has to print what stands
  under it; how long the tests took is told alike every time.

A page is one test and not one for each block: its blocks build on each other,
and parallel workers would tear them apart.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from sybil import Example, Sybil
from sybil.example import SybilFailure
from sybil.parsers.myst import CodeBlockParser, PythonCodeBlockParser, SkipParser

ROOT = Path(__file__).parent

_DOCS = ROOT / "docs"
# Made from the analyzers, whose examples have tests of their own.
_GENERATED = _DOCS / "reference" / "analyzers"

_VERSION = re.compile(r"^polyagree(?:: | = )1$", re.MULTILINE)
_TOOK = re.compile(r"^(=*) ?(.+) in \d+\.\d\ds(?: \([\d:]+\))?(?: =+)?$", re.MULTILINE)
_WIDTH = 80
_FILE_NAME = re.compile(r"# ([\w.-]+\.(?:yaml|toml|csv))\n")


def _file(example: Example) -> None:
    """Keep a file that is no document, without the line that names it."""
    if name := _FILE_NAME.match(example.parsed):
        Path(name[1]).write_text(example.parsed[name.end() :], encoding="utf-8")


def _yaml(example: Example) -> str | None:
    return _document(example, "yaml")


def _toml(example: Example) -> str | None:
    return _document(example, "toml")


def _document(example: Example, format: Literal["yaml", "toml"]) -> str | None:
    """Load a document, with the words of its project; keep it if it has the name of a file."""
    from polyagree import config
    from polyagree.codec import loads
    from polyagree.errors import DocumentError

    text: str = example.parsed
    if _VERSION.search(text):
        project = Path("polyagree.toml")
        terms = config.load(project).terms if project.exists() else ()
        try:
            loads(text, format=format, folder=".", terms=terms)
        except DocumentError as error:
            return str(error)
    if name := _FILE_NAME.match(text):
        Path(name[1]).write_text(text, encoding="utf-8")
    return None


def _console(example: Example) -> str | None:
    """Compare what our commands print with what stands under them."""
    # A long command goes on in the next line, as in a shell.
    text = example.parsed.replace("\\\n", "")
    for entry in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, expected = entry.partition("\n")
        run = _COMMANDS.get(command.partition(" ")[0])
        if run is not None:
            printed = run(shlex.split(command)[1:])
            if printed.strip() != expected.strip():
                return f"`{command}` prints:\n{printed}"
    return None


def _by_us(arguments: list[str]) -> str:
    from polyagree.cli import main

    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        main(arguments)
    return out.getvalue()


def _by_pytest(arguments: list[str]) -> str:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments]
    # What is set for the tests around it is not meant for these.
    theirs = {
        name: value
        for name, value in os.environ.items()
        # Where pytest believes nobody looks, it shortens no line.
        if not name.startswith("PYTEST_") and name not in {"CI", "BUILD_NUMBER"}
    }
    environment = theirs | {"COLUMNS": str(_WIDTH)}
    run = subprocess.run(  # noqa: S603  # our own command
        command, check=False, capture_output=True, text=True, env=environment
    )
    return _TOOK.sub(_in_no_time, run.stdout + run.stderr)


def _in_no_time(last: re.Match[str]) -> str:
    """Return pytest's last line as it is when it is quick."""
    title = f"{last[2]} in 0.12s"
    if not last[1]:
        return title
    side = "=" * ((_WIDTH - len(title) - 2) // 2)
    line = f"{side} {title} {side}"
    return line if len(line) == _WIDTH else f"{line}="


_COMMANDS = {"polyagree": _by_us, "pytest": _by_pytest}


_PAGES = Sybil(
    parsers=[
        PythonCodeBlockParser(),
        CodeBlockParser("yaml", _yaml),
        CodeBlockParser("toml", _toml),
        CodeBlockParser("csv", _file),
        CodeBlockParser("console", _console),
        SkipParser(),
    ],
)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> Page | None:
    """Take the README and the pages of the docs that somebody wrote."""
    folders = file_path.parents
    is_page = file_path.suffix == ".md" and _DOCS in folders and _GENERATED not in folders
    if is_page or file_path == ROOT / "README.md":
        return Page.from_parent(parent, path=file_path)
    return None


class Page(pytest.File):
    """A page in Markdown."""

    def collect(self) -> Iterator[pytest.Item]:
        """Yield its one test, if there is anything to run."""
        if any(_PAGES.parse(self.path).examples()):
            yield Examples.from_parent(self, name="examples")


class Examples(pytest.Item):
    """Passes when every example of the page does what it shows."""

    def runtest(self) -> None:
        """Run the examples in their order, in a folder of their own."""
        with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
            Path("examples").symlink_to(ROOT / "examples")
            for example in _PAGES.parse(self.path).examples():
                example.evaluate()

    def repr_failure(
        self,
        excinfo: pytest.ExceptionInfo[BaseException],
        style: Any = None,  # its type and that of the result have no public name
    ) -> Any:
        """Show an example that does not do what it shows without our way to it."""
        if isinstance(excinfo.value, SybilFailure):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Name the page in the summary."""
        return self.path, None, f"{self.path.relative_to(ROOT)}: examples"
