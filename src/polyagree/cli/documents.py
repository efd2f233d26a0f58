"""Which documents a command is about, and how one is read."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from polyagree.cli import output
from polyagree.cli.prose import NO_FILE, fault, is_prose, text_of

if TYPE_CHECKING:
    from polyagree.codec.files import Format
    from polyagree.errors import DocumentError
    from polyagree.model.polycule import Polycule
    from polyagree.model.term import Term

__all__ = ["STANDARD", "Unreadable", "called", "find", "read", "standard_input"]


class Unreadable(NamedTuple):
    """
    A document that cannot be read.

    Attributes:
        error: What is wrong with it.
        text: What it says, as far as that can be had.
    """

    error: DocumentError
    text: str | None = None


STANDARD = "-"
"""Standard input, or standard output."""

_STANDARD_INPUT_NAME = "<stdin>"

_BY_NAME = (".polyagree.yaml", ".polyagree.yml", ".polyagree.json", ".polyagree.toml")
_BY_CONTENT = (".yaml", ".yml", ".json", ".toml")

# The key that says the version of the format, whatever its value is: a version that
# cannot be meant is a fault to report, and no reason to pass a document over.
_KEY = re.compile(rb"""^(?:["']polyagree["']|polyagree)[ \t]*:(?:\s|\Z)""", re.MULTILINE)

# The same in braces, where only the outermost count: a package may well depend on us.
_BRACE = re.compile(rb"\A(?:\s|#[^\n]*\n|---\s|%[^\n]*\n)*\{")
_TOKEN = re.compile(
    rb"""(?:(?<=[{,\s])(?P<key>["']polyagree["']\s*:|polyagree\s*:\s))"""
    rb"""|"(?:[^"\\]|\\.)*"|(?P<open>[{\[])|(?P<close>[}\]])""",
    re.DOTALL,
)

# The same in TOML, where it stands above every heading: a project may well depend on us.
_TOML_KEY = re.compile(rb"""^[ \t]*(?:["']polyagree["']|polyagree)[ \t]*=""", re.MULTILINE)
_TOML_HEADING = re.compile(rb"^[ \t]*\[", re.MULTILINE)

# What JSON begins with. YAML may begin with a brace too, and can have a bare word behind it.
_JSON = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*\{\s*[\"}]")

# A document that is called like prose.
_BEGINS = re.compile(rb"\A(?:\xef\xbb\xbf)?(?:\s|#[^\n]*\n|---\s)*(?:polyagree[ \t]*[:=]|\{)")

# What is asked of a text that is no document.
_VERSION = "begin with `polyagree: 1`"

# How far into a file its version is looked for; a licence may stand above it.
_HEAD = 64 * 1024


def find(names: Sequence[str]) -> Iterator[str]:
    """
    Yield the documents that *names* lead to, each once; a folder without any, for itself.

    A file is taken as it is. In a folder, and the folders in it, a document is
    what is called ``….polyagree.yaml``, or a YAML, JSON or TOML file with the key
    ``polyagree``, or one that cannot be opened. Hidden folders and links to folders are passed by.
    """
    seen: set[str] = set()
    for name in names:
        for found in (list(_in_folder(name)) or [name]) if _is_folder(name) else [name]:
            place = found if found == STANDARD else os.path.realpath(found)
            if place not in seen:
                seen.add(place)
                yield found


def called(name: str) -> str:
    """Return what the document *name* is called in a report."""
    if name == STANDARD:
        return _STANDARD_INPUT_NAME
    # Something has to be seen even where there is nothing.
    return name or "``"


def read(
    name: str,
    *,
    format: Format | Literal["prose"] | None = None,
    with_norms: bool = True,
    terms: Iterable[Term] = (),
) -> Polycule | Unreadable:
    """
    Return what the document *name* holds, or else what is wrong with it.

    Args:
        name: A path, or ``-`` for standard input.
        format: What it is written in; ``None``: as its name says, or as standard input begins.
        with_norms: Whether prose comes with the norms that were read in it, or in words only.
        terms: Words that a document may use without explaining them.
    """
    if format == "prose" or (format is None and is_prose(name) and not _is_folder(name)):
        drafted = _drafted(name, is_sure=format == "prose", with_norms=with_norms)
        if drafted is not None:
            return drafted
    known = None if format == "prose" else format
    from polyagree.codec import load, loads
    from polyagree.errors import DocumentError, UnknownFormat

    if name == STANDARD:
        written = standard_input()
        try:
            guessed = known or _guessed(written)
            return loads(written, format=guessed, name=called(name), terms=terms)
        except DocumentError as error:
            told = error if with_norms or format is not None else _or_prose(error)
            return Unreadable(told, _decoded(written))
    if _is_folder(name):
        return Unreadable(_no_document(name))
    if not name:
        return Unreadable(fault(called(name), NO_FILE))
    try:
        return load(name, format=known, terms=terms)
    except UnknownFormat as error:
        if not os.path.lexists(name):
            return Unreadable(fault(name, NO_FILE))
        hint = f"{error.help}, or say `--from`" if error.help else None
        return Unreadable(fault(name, error.message, help=hint))
    except DocumentError as error:
        # Where no line is at fault, none needs to be shown; the file may be far too large.
        has_lines = any(fault.line is not None for fault in error.faults)
        return Unreadable(error, _text_of(name) if has_lines else None)


def _drafted(name: str, *, is_sure: bool, with_norms: bool) -> Polycule | Unreadable | None:
    """Return what the prose *name* is as a document; ``None``: it is one already."""
    from polyagree.errors import DocumentError
    from polyagree.text.drafts import draft

    given = standard_input() if name == STANDARD else text_of(name)
    if isinstance(given, DocumentError):
        return Unreadable(given)
    if not is_sure and isinstance(given, bytes) and _BEGINS.match(given):
        return None
    try:
        drafted = draft(given, name=called(name))
    except DocumentError as error:
        return Unreadable(error, _decoded(given))
    return drafted if with_norms else _in_words(drafted)


def _in_words(drafted: Polycule) -> Polycule:
    """Return *drafted* in words only: nobody declared a norm, and findings say what was read."""
    from attrs import evolve

    agreements = tuple(
        evolve(
            each,
            # What stands under `review` as well has no norm of its own to leave out.
            clauses=tuple(
                evolve(clause, norm=None) if getattr(clause, "elsewhere", None) is None else clause
                for clause in each.clauses
            ),
        )
        for each in drafted.agreements
    )
    boundaries = tuple(evolve(each, norm=None) for each in drafted.boundaries)
    words = evolve(drafted, agreements=agreements, boundaries=boundaries)
    return words if drafted.source is None else words.with_source(drafted.source)


def _or_prose(error: DocumentError) -> DocumentError:
    """Return *error*, which tells of prose as well where no version of a document was found."""
    from attrs import evolve

    from polyagree.errors import DocumentError

    faults = tuple(
        evolve(each, help=f"{each.help}, or say `--from prose`") if each.help == _VERSION else each
        for each in error.faults
    )
    return DocumentError(error.message, faults, error.texts)


def _is_folder(name: str) -> bool:
    # To `Path`, a name that is empty is the folder one is in.
    return name != STANDARD and os.path.isdir(name)  # noqa: PTH112


def _text_of(name: str) -> str | None:
    from polyagree.codec.shape import MAX_BYTES

    path = Path(name)
    try:
        # What is no ordinary file, such as a pipe, can be read only once.
        if not path.is_file():
            return None
        with path.open("rb") as file:
            return _decoded(file.read(MAX_BYTES + 1))
    except OSError:
        return None


def _decoded(written: str | bytes) -> str | None:
    """Return the text of *written*; ``None`` if it is more than a document may be."""
    from polyagree.codec.shape import MAX_BYTES

    if len(written) > MAX_BYTES:
        # It is refused for its size, and no line of it is at fault.
        return None
    return written if isinstance(written, str) else written.decode("utf-8-sig", "replace")


def _guessed(written: str | bytes) -> Format:
    # JSON is nearly YAML, and differs where it hurts: in tabs, and in what a fault says.
    head = written[:_HEAD].encode("utf-8", "replace") if isinstance(written, str) else written
    return "json" if _JSON.match(head) else "yaml"


def standard_input() -> str | bytes:
    """Return what comes in, as far as a document may be long."""
    from polyagree.codec.shape import MAX_BYTES

    if sys.stdin is None:
        # The process was started without it.
        return b""
    # One more than is allowed is enough to be refused for it.
    return getattr(sys.stdin, "buffer", sys.stdin).read(MAX_BYTES + 1)


def _in_folder(folder: str) -> Iterator[str]:
    unreadable: list[str] = []

    def note(error: OSError) -> None:
        unreadable.append(error.filename)

    for place, folders, files in os.walk(folder, onerror=note):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(place, name)
            if _is_document(path):
                yield str(path)
    # Something may be in there that ought to be checked.
    yield from unreadable


def _is_document(path: Path) -> bool:
    # `Path.is_file` complains about a folder that can be listed and not entered.
    name = path.name.lower()
    if not name.endswith(_BY_CONTENT) or not os.path.isfile(path):  # noqa: PTH113
        return False
    if name.endswith(_BY_NAME):
        return True
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        # It may be one of ours: better to say so than to pass it over.
        return True
    return _says_version_in_toml(head) if name.endswith(".toml") else _says_version(head)


def _says_version(head: bytes) -> bool:
    # Of UTF-16, which is refused later with a sentence, the words are left without the zeros.
    text = head.lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\0", b"").replace(b"\r", b"\n")
    if _BRACE.match(text) is None:
        return _KEY.search(text) is not None
    depth = 0
    for token in _TOKEN.finditer(text):
        if token["key"] and depth == 1:
            return True
        depth += bool(token["open"]) - bool(token["close"])
    return False


def _says_version_in_toml(head: bytes) -> bool:
    heading = _TOML_HEADING.search(head)
    return _TOML_KEY.search(head, 0, len(head) if heading is None else heading.start()) is not None


def _no_document(folder: str) -> DocumentError:
    try:
        os.listdir(folder)  # noqa: PTH208  # a name, which may not be UTF-8
    except OSError as error:
        return fault(folder, f"the folder cannot be read: {output.reason_of(error)}")
    return fault(
        folder,
        "no document is in this folder",
        help="name one `....polyagree.yaml`, or let it begin with `polyagree: 1`",
    )
