"""How somebody is told back what they wrote: values in words, and names that are near."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

__all__ = ["nearest", "not_a_text", "shown", "visible"]

_LONGEST = 60
_LONGEST_SENTENCE = 300


def shown(value: object) -> str:
    """Return what *value* is, in the words of a reader."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, Mapping):
        return "a map"
    if isinstance(value, list | tuple | set | frozenset):
        return "a list"
    if not isinstance(value, str | int | float):
        return "what is given"
    try:
        text = str(value)
    except ValueError:
        return "a number of too many digits"
    return f"`{text}`" if len(text) <= _LONGEST and "\n" not in text else "a text"


def not_a_text(value: object) -> tuple[str, str | None]:
    """Return what is wrong with *value*, which is no text and stands in the place of one."""
    if value is None:
        return (
            "nothing is written here",
            "write it, or take the key out where it is not needed",
        )
    if isinstance(value, int | float):
        return f"{shown(value)} is not a text", "put it in quotes"
    return f"{shown(value)} stands where one text belongs", None


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return ``did you mean ...?`` for the nearest of *known*, or ``None``."""
    # Only a fault needs it, and it is slow to import.
    from difflib import get_close_matches

    found = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f"did you mean `{found[0]}`?" if found else None


def visible(sentence: str) -> str:
    """Return *sentence* as it can be seen: not too long, and without steering characters."""
    if len(sentence) > _LONGEST_SENTENCE:
        half = _LONGEST_SENTENCE // 2
        sentence = f"{sentence[:half]} ... {sentence[-half:]}"
    if sentence.isprintable():
        return sentence
    return "".join(
        each if each.isprintable() else each.encode("unicode_escape").decode() for each in sentence
    )
