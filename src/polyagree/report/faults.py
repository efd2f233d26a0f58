"""The faults of a document, as entries of a report."""

from __future__ import annotations

from polyagree.errors import DocumentError, Fault
from polyagree.finding import Finding
from polyagree.source import Span, dotted

__all__ = ["FAULT_NAMES", "findings_of", "span_of"]

FAULT_NAMES = {
    "DOC001": "cannot-be-read",
    "DOC002": "unknown-key",
    "DOC003": "unknown-reference",
    "DOC004": "impossible-value",
}
"""The names of the codes, in words with dashes."""


def findings_of(error: DocumentError, *, document: str | None = None) -> tuple[Finding, ...]:
    """
    Return the faults of a document as findings, for a report that has no other place for them.

    They stand on no principle, and nobody can note them: the document has to
    be mended before anything else can be said about it.

    Args:
        error: What is wrong.
        document: The name of the document, for faults that have no place in a file.
    """
    return tuple(
        Finding(
            code=fault.code,
            name=FAULT_NAMES.get(fault.code, "fault"),
            severity="concern",
            path=fault.path,
            anchor=dotted(fault.path),
            message=fault.message,
            help=fault.help or "",
            source="",
            span=span_of(fault),
            document=fault.file or document,
            # Of a file that is not there, and one that is no YAML, nothing else differs.
            facts=(("value" if fault.value else "fault", fault.value or fault.message),),
        )
        for fault in error.faults
    )


def span_of(fault: Fault) -> Span | None:
    """Return where *fault* stands; ``None`` if it has no place in the text."""
    if fault.line is None or fault.column is None:
        return None
    return Span(
        fault.file,
        fault.line,
        fault.column,
        fault.end_line or fault.line,
        fault.end_column or fault.column,
    )
