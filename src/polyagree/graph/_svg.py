"""Pieces of SVG, with every text escaped."""

from __future__ import annotations

import unicodedata
from html import escape

__all__ = ["element", "number", "plain", "shortened", "text_width"]

_NARROW = frozenset("iIjlrtf.,:;'|!()[] ")
_WIDE = frozenset("mwMW@%&")
_JOINERS = frozenset("\u200d\ufe0e\ufe0f")


def element(name: str, *inside: str, text: str | None = None, **attributes: object) -> str:
    """
    Return one element: *text* and attributes are escaped, *inside* are elements.

    An underscore in the name of an attribute stands for a dash; ``None`` leaves it out.
    """
    written = "".join(
        f' {key.replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    content = "".join(inside) if text is None else escape(plain(text))
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def _value(value: object) -> str:
    return number(value) if isinstance(value, float) else escape(plain(str(value)))


def number(value: float) -> str:
    """Return *value* with one digit at most: the same on every machine, and short."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def plain(text: str) -> str:
    """Return *text* in one line, without what XML has no place for or what turns its direction."""
    # Cc: controls, Cs: lone surrogates, Cn: no characters.
    kept = (
        "\ufffd" if unicodedata.category(each) in {"Cc", "Cs", "Cn"} else each
        for each in (" ".join(text.split()))
    )
    return "".join(each for each in kept if each not in _TURNS)


_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def text_width(text: str, size: float) -> float:
    """Return about how wide *text* is in a font of *size*; rather too much than too little."""
    return size * sum(_width(each) for each in text)


def _width(character: str) -> float:
    if unicodedata.combining(character) or character in _JOINERS:
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.05
    if character in _NARROW:
        return 0.36
    if character in _WIDE:
        return 0.95
    return 0.7 if character.isupper() else 0.6


def shortened(text: str, size: float, width: float) -> str:
    """Return *text*, cut and with an ellipsis if it is wider than *width*."""
    text = plain(text)
    if text_width(text, size) <= width:
        return text
    left = width - text_width("…", size)
    kept = []
    for each in text:
        # An accent has no width of its own and stays with its letter.
        left -= text_width(each, size)
        if left < 0:
            break
        kept.append(each)
    return "".join(kept).rstrip("".join([" ", *_JOINERS])) + "…"
