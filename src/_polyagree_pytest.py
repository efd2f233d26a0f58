"""
pytest's entry point: every document ``*.polyagree.yaml`` is a test.

It stands outside the package and imports nothing of it until there is a
document to read: pytest loads this file in every environment that has
polyagree, also where nobody uses it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SUFFIXES = (".polyagree.yaml", ".polyagree.yml", ".polyagree.json")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> Document | None:
    """Take the documents that say by their name what they are."""
    if file_path.name.endswith(_SUFFIXES):
        return Document.from_parent(parent, path=file_path)
    return None


class Document(pytest.File):
    """A document and the tests that it stands for."""

    def collect(self) -> Iterator[pytest.Item]:
        """Ask one thing of it: that it can be read."""
        yield CanBeRead.from_parent(self, name="can_be_read")


class CanBeRead(pytest.Item):
    """Passes when the document loads without a fault."""

    def runtest(self) -> None:
        """Load the document."""
        from polyagree.codec import load

        load(self.path)

    def repr_failure(
        self,
        excinfo: pytest.ExceptionInfo[BaseException],
        style: Any = None,  # its type and that of the result have no public name
    ) -> Any:
        """Show every fault as a sentence; a traceback would tell of our code, not of the text."""
        from polyagree.errors import PolyagreeError

        if isinstance(excinfo.value, PolyagreeError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Name the document in the summary."""
        return self.path, None, f"{self.path.name}: can be read"
