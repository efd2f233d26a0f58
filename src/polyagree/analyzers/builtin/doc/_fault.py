"""What the faults of a document have in common."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from polyagree.analyzers.base import Analyzer
from polyagree.analyzers.context import Context
from polyagree.finding import Finding, Severity

__all__ = ["DocumentFault"]


class DocumentFault(Analyzer):
    """A fault that reading a document finds, so that there is nothing left to run."""

    severity: ClassVar[Severity] = "concern"
    source = "format 1"
    message = "{message}"
    help = "{help}"

    def run(self, context: Context) -> Iterator[Finding]:
        del context
        yield from ()
