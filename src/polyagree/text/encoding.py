"""Bytes that come in, and what is no text."""

from __future__ import annotations

from polyagree.errors import DocumentError, Fault

__all__ = ["MOST", "decoded"]

MOST = 16 * 1024 * 1024
"""The longest text that is read, in bytes: as long as a document may be."""

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_CALLED = "the text"


def decoded(text: str | bytes, *, name: str | None = None) -> str:
    """
    Return *text*, from UTF-8 where it is bytes.

    Args:
        text: What was written.
        name: What to call it in a fault.

    Raises:
        DocumentError: If it is no text in UTF-8, or too large.
        TypeError: If it is neither.
    """
    if not isinstance(text, (str, bytes)):
        raise TypeError(f"a text is `str` or `bytes`, and not `{type(text).__name__}`")
    if len(text) > MOST:
        raise _refused(
            f"it is larger than {MOST // 1024 // 1024} megabytes", name, help="read it in parts"
        )
    said = text if isinstance(text, str) else _from_utf8(text, name)
    zero = said.find("\x00")
    if zero >= 0:
        raise _refused("it is not a text: it holds a zero byte", name, before=said[:zero])
    return said


def _from_utf8(data: bytes, name: str | None) -> str:
    if data.startswith(_UTF16):
        raise _refused("it is in UTF-16", name, help="save it as UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # A mark at the beginning is not in what it was given.
        given = bytes(error.object)
        before = given[: error.start].decode("utf-8", "replace")
        raise _refused(
            f"it is not UTF-8: byte {given[error.start]:#04x}",
            name,
            help="save it as UTF-8",
            before=before,
        ) from None


def _refused(
    message: str, name: str | None, *, help: str | None = None, before: str = ""
) -> DocumentError:
    fault = Fault(
        "DOC001",
        message,
        help=help,
        file=name,
        line=before.count("\n") + 1,
        column=len(before.rpartition("\n")[2]) + 1,
    )
    return DocumentError(f"{name or _CALLED} cannot be read: 1 fault", (fault,))
