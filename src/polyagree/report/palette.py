"""The few colours there are."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

__all__ = ["Palette", "Tone"]

Tone = Literal["concern", "question", "note", "fault", "strong", "faint", "help"]
"""What a stretch of text is, as far as its colour goes."""

# No red for a finding: it is nobody's fault.
_CODES: dict[Tone, str] = {
    "concern": "1;33",
    "question": "1;36",
    "note": "1;34",
    "fault": "1;31",
    "strong": "1",
    "faint": "2",
    "help": "32",
}


@frozen
class Palette:
    """
    Paints, or leaves as it is.

    Attributes:
        color: Whether there are colours at all.
    """

    color: bool

    def paint(self, text: str, tone: Tone) -> str:
        """Return *text* in the colour of *tone*."""
        return f"\x1b[{_CODES[tone]}m{text}\x1b[0m" if self.color and text else text
