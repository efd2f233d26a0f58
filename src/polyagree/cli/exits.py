"""How the program ends."""

from __future__ import annotations

__all__ = ["FINDINGS", "FINE", "INTERRUPTED", "PIPE_CLOSED", "UNUSABLE"]

FINE = 0
FINDINGS = 1

UNUSABLE = 2
"""Bad usage, or a document that cannot be read."""

INTERRUPTED = 130
PIPE_CLOSED = 141
