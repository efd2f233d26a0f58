"""What the values of options may be."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError
from collections.abc import Callable
from datetime import date

__all__ = ["code", "codes", "day", "names", "one_of", "seconds"]

# Those of others begin with an X, and are as long as they like.
_CODE = re.compile(r"[A-Za-z]{3}\d{0,3}|[Xx][A-Za-z]{2,11}\d{1,3}", re.ASCII)
_SECONDS = re.compile(r"\d{1,6}(?:\.\d{1,6})?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def one_of(*words: str) -> Callable[[str], str]:
    """Return a reader of one of *words*."""

    def read(text: str) -> str:
        if text not in words:
            choices = f"{', '.join(words[:-1])} or {words[-1]}"
            raise ArgumentTypeError(f"`{text}` is none of {choices}")
        return text

    return read


def day(text: str) -> date:
    """Return the day that *text* names."""
    try:
        # `fromisoformat` takes other forms as well, week numbers among them.
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise ArgumentTypeError(f"`{text}` is not a day such as 2025-03-05")


def code(text: str) -> str:
    """Return the code, the family or the name that *text* is; codes in capitals."""
    return text.upper() if _CODE.fullmatch(text) else text


def codes(text: str) -> tuple[str, ...]:
    """Return the codes, families and names that *text* lists with commas."""
    found = tuple(code(word.strip()) for word in text.split(",") if word.strip())
    if not found:
        raise ArgumentTypeError("name a code such as PER101, or a family such as PER")
    return found


def names(text: str) -> tuple[str, ...]:
    """Return the names that *text* lists with commas."""
    found = dict.fromkeys(" ".join(word.split()) for word in text.split(",") if word.strip())
    if not found:
        raise ArgumentTypeError("name somebody, as Ana,Ben")
    return tuple(found)


def seconds(text: str) -> float:
    """Return the number of seconds that *text* says."""
    if not _SECONDS.fullmatch(text):
        raise ArgumentTypeError(f"`{text}` is not a number of seconds such as 5 or 0.5")
    return float(text)
