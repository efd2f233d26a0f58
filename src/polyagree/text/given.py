"""What a function is given that is no list of words."""

from __future__ import annotations

from collections.abc import Collection

__all__ = ["no_slip_in"]


def no_slip_in(name: str, given: Collection[object]) -> None:
    """
    Refuse what cannot be meant as several words.

    Args:
        name: What it is called.
        given: Names of people, or words.

    Raises:
        TypeError: If it is one text, whose letters would be taken for them, or not made of text.
    """
    if isinstance(given, (str, bytes)):
        raise TypeError(f"`{name}` are several: write `{name}=[{given!r}]`")
    odd = next((each for each in given if not isinstance(each, str)), None)
    if odd is not None:
        raise TypeError(f"`{name}` are `str`, and one of them is `{type(odd).__name__}`")
