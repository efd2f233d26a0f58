"""What the docstrings of the model tell of records and their keys, for people who write them."""

from __future__ import annotations

import re
from functools import cache
from inspect import cleandoc
from typing import Any

__all__ = ["noun", "of_attributes", "of_record"]

_ATTRIBUTE = re.compile(r"^ {4}(\w+): (.*(?:\n {6,}.*)*)", re.MULTILINE)
_ROLE = re.compile(r":\w+:`~?(?:[\w.]*\.)?(\w+)`")
_LEFT_OUT = re.compile(r"(\. )?(?:``None``|empty):")
_SEE = re.compile(r"[;,] see :[^`]*`[^`]*`")
_CAPITAL = re.compile(r"(?<=[a-z])([A-Z])")


@cache
def of_attributes(cls: Any) -> dict[str, str]:
    """Return what the docstrings of *cls* and of its bases tell of each attribute."""
    found: dict[str, str] = {}
    for each in reversed(cls.__mro__):
        text = cleandoc(each.__doc__ or "")
        _, _, attributes = text.partition("\nAttributes:\n")
        for name, said in _ATTRIBUTE.findall(attributes.split("\n\n")[0]):
            found[name] = _plain(said)
    return found


def of_record(cls: Any) -> str:
    """Return what the docstring of *cls* says first."""
    return _plain(cleandoc(cls.__doc__ or "").partition("\n\n")[0])


def noun(cls: Any) -> str:
    """Return what a *cls* is called: ``check-in``."""
    name: str = cls.__name__.removesuffix("Id")
    return _CAPITAL.sub(r"-\1", name).lower()


def _plain(text: str) -> str:
    """Return *text* as somebody reads it who writes a document, not a program."""
    text = _SEE.sub("", " ".join(text.split()))
    if "``None``:" in text:
        # Where both are told, the empty one has a word of its own.
        text = text.replace("empty:", "``none``:")
    text = _LEFT_OUT.sub(lambda found: ". Left out:" if found[1] else "left out:", text)
    return _ROLE.sub(r"`\1`", text).replace("``", "`")
