"""How a refused text is shown, and which word was probably meant."""

from __future__ import annotations

from collections.abc import Iterable

from polyagree.errors import InvalidModel

__all__ = ["MOST", "WEEKDAYS", "did_you_mean", "refuse_long", "refused", "shown"]

#: Counts have at most six digits; more is a slip of the hand.
MOST = 999_999

#: Nothing in the grammar of time and quantity comes near this many characters.
LONGEST_TEXT = 80

_LONGEST_SHOWN = 40

#: Every way to write a day of the week, with its canonical name.
WEEKDAYS = {
    name: short
    for short, long in (
        ("mon", "monday"),
        ("tue", "tuesday"),
        ("wed", "wednesday"),
        ("thu", "thursday"),
        ("fri", "friday"),
        ("sat", "saturday"),
        ("sun", "sunday"),
    )
    for name in (short, long)
}


def shown(text: str) -> str:
    """Return *text* in back-ticks, on one line and not too long."""
    if not text:
        return "an empty text"
    # A back-tick inside would end the quotation; a line break would end the sentence.
    line = "".join(
        letter if letter.isprintable() and letter != "`" else "\N{REPLACEMENT CHARACTER}"
        for letter in text[:_LONGEST_SHOWN]
    )
    return f"`{line}…`" if len(text) > _LONGEST_SHOWN else f"`{line}`"


def did_you_mean(text: str, words: Iterable[str]) -> str | None:
    """Return a question with the nearest of *words*, or ``None`` if none is near."""
    # Only a fault needs it.
    from difflib import get_close_matches

    close = get_close_matches(text[:LONGEST_TEXT].lower(), words, 1, 0.65)
    return f"did you mean `{close[0]}`?" if close else None


def refused(
    error: type[InvalidModel], text: str, what: str, suggestion: str | None = None
) -> InvalidModel:
    """Return the *error* which says that *text* is *what*: ``is not a duration``."""
    return error(f"{shown(text)} {what}", help=suggestion, value=text[:LONGEST_TEXT])


def refuse_long(error: type[InvalidModel], text: str, what: str) -> None:
    """Refuse a text that no *what* needs, before anything reads it."""
    if len(text) > LONGEST_TEXT:
        raise refused(error, text, f"is too long for {what}")
