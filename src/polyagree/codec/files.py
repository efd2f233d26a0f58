"""Bytes in and out: sizes, encodings, and files that are replaced whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path
from typing import Literal

from polyagree.codec.shape import MAX_BYTES, Unreadable
from polyagree.errors import UnknownFormat

__all__ = [
    "EVENT_FORMATS",
    "FORMATS",
    "EventFormat",
    "Format",
    "decode",
    "format_of",
    "format_of_events",
    "read_bytes",
    "replace",
    "text_of",
]

Format = Literal["yaml", "json", "toml"]
FORMATS: tuple[Format, ...] = ("yaml", "json", "toml")

_SUFFIXES: dict[str, Format] = {".yaml": "yaml", ".yml": "yaml", ".json": "json", ".toml": "toml"}
EventFormat = Literal["csv", "jsonl"]
EVENT_FORMATS: tuple[EventFormat, ...] = ("csv", "jsonl")

_EVENT_SUFFIXES: dict[str, EventFormat] = {".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl"}
_NO_EVENTS = {
    ".parquet": ("Parquet", "write it as `*.csv` or `*.jsonl`"),
    **dict.fromkeys((".xlsx", ".xls", ".ods"), ("a spreadsheet", "save its sheet as `*.csv`")),
}

_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def format_of(path: Path) -> Format:
    """
    Return the format that the name of a file says.

    Raises:
        UnknownFormat: If it says none.
    """
    try:
        return _SUFFIXES[path.suffix.lower()]
    except KeyError:
        raise UnknownFormat(
            f"`{path.name}` does not say its format",
            help="name it " + ", ".join(f"`*{suffix}`" for suffix in _SUFFIXES),
        ) from None


def format_of_events(name: str) -> EventFormat:
    """
    Return the format that the name of a file of events says.

    Raises:
        UnknownFormat: If it says none.
    """
    suffix = os.path.splitext(name)[1].lower()  # noqa: PTH122  # a name, not a path
    if suffix in _EVENT_SUFFIXES:
        return _EVENT_SUFFIXES[suffix]
    if suffix in _NO_EVENTS:
        what, hint = _NO_EVENTS[suffix]
        raise UnknownFormat(f"`{name}` is {what}", help=hint)
    raise UnknownFormat(f"`{name}` does not say its format", help="name it `*.csv` or `*.jsonl`")


def read_bytes(path: Path, *, most: int | None = None) -> bytes:
    """
    Return what *path* holds, as far as one byte more than the *most* that may be read.

    Raises:
        Unreadable: If it is not there, may not be read, is no file or is too large.
    """
    try:
        with path.open("rb") as file:
            data = file.read((MAX_BYTES if most is None else most) + 1)
    except FileNotFoundError:
        raise Unreadable("there is no such file") from None
    except IsADirectoryError:
        raise Unreadable("it is a folder, not a file") from None
    except PermissionError:
        raise Unreadable("it may not be read", help="ask for leave to read it") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Unreadable(f"it cannot be opened: {reason[:1].lower()}{reason[1:]}") from None
    return data


def decode(data: bytes, *, most: int | None = None) -> str:
    """
    Return the text of *data*: UTF-8, with or without a mark at its beginning.

    Raises:
        Unreadable: If it is no text in UTF-8, or too large.
    """
    limit = MAX_BYTES if most is None else most
    if len(data) > limit:
        raise Unreadable(
            f"it is larger than {limit // 1024 // 1024} megabytes",
            help="keep a long log in a file of its own"
            if most is None
            else "keep each year in a file of its own",
        )
    if data.startswith(_UTF16):
        raise Unreadable("it is in UTF-16", help="save it as UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # A mark at the beginning is not in it.
        text_bytes = bytes(error.object)
        before = text_bytes[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        raise Unreadable(
            f"it is not UTF-8: byte {text_bytes[error.start]:#04x}",
            help="save it as UTF-8",
            line=line,
            column=column,
        ) from None
    if "\x00" in text:
        before_nul = text[: text.index("\x00")]
        raise Unreadable(
            "it is not a text: it holds a zero byte",
            line=before_nul.count("\n") + 1,
            column=len(before_nul.rpartition("\n")[2]) + 1,
        )
    return text


def text_of(text: str | bytes, *, most: int | None = None) -> str:
    """
    Return *text*, held to the same limits however it came.

    Raises:
        Unreadable: If it is no text in UTF-8, or too large.
    """
    if isinstance(text, bytes):
        return decode(text, most=most)
    limit = MAX_BYTES if most is None else most
    try:
        return decode(text[: limit + 1].encode("utf-8"), most=most)
    except UnicodeEncodeError as error:
        raise Unreadable(
            "half of a surrogate pair stands alone",
            line=text.count("\n", 0, error.start) + 1,
            column=error.start - text.rfind("\n", 0, error.start),
        ) from None


def replace(path: Path, data: bytes) -> None:
    """
    Write *data* to *path*, so that it holds either all of it or what it held before.

    Raises:
        OSError: If it cannot be written; the file is then as it was.
    """
    try:
        target = path.resolve(strict=True)
    except FileNotFoundError:
        target = path.resolve()
    except RuntimeError:
        # Older Pythons have no error of the system for links that lead to themselves.
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from None
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_mode(target))
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _mode(target: Path) -> int:
    """Return the mode that *target* has, or that a new file would get."""
    if target.exists():
        return target.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
