"""Read a whole text: its clauses, who is in it, and what handles a break of what."""

from __future__ import annotations

from collections.abc import Collection

from attrs import evolve, frozen

from polyagree.text.blocks import blocks_in
from polyagree.text.encoding import decoded
from polyagree.text.given import no_slip_in
from polyagree.text.handling import handled
from polyagree.text.headings import with_headings
from polyagree.text.names import Cast, cast_of
from polyagree.text.passages import Passage, passages_of, title_of
from polyagree.text.readers import OURS, Reader, reader_of
from polyagree.text.readings import Reading

__all__ = ["Document", "document_of", "read_document"]


@frozen(kw_only=True)
class Document:
    """
    A text that was read.

    Attributes:
        text: The text.
        title: What it is called, and where that stands; ``None``: it has no title.
        cast: Who is in it.
        readings: What its clauses say, in their order.
    """

    text: str
    title: Passage | None
    cast: Cast
    readings: tuple[Reading, ...]


def read_document(
    text: str | bytes,
    *,
    people: Collection[str] = (),
    terms: Collection[str] = (),
    reader: Reader = OURS,
) -> list[Reading]:
    """
    Return what the clauses of *text* say, in their order.

    A clause is an item of a list, a row of a table, or a sentence of a paragraph or a message.
    Titles, greetings, dates, parties, signatures and introductions are none. Each reading knows
    its ``place``, and ``handled_by`` tells which of them says what follows where it is not kept.

    Args:
        text: Markdown, plain text, or a conversation; bytes are UTF-8.
        people: Names of people, besides those that stand in the text.
        terms: Words that are explained elsewhere.
        reader: Who says what each clause means.

    Raises:
        DocumentError: If it is no text in UTF-8, or too large.
        TypeError: If it is no text at all, or `people` or `terms` is one word and not several.
    """
    return list(document_of(text, people=people, terms=terms, reader=reader).readings)


def document_of(
    text: str | bytes,
    *,
    people: Collection[str] = (),
    terms: Collection[str] = (),
    name: str | None = None,
    reader: Reader = OURS,
) -> Document:
    """
    Return *text* as a document: who is in it, and what its clauses say.

    Args:
        text: Markdown, plain text, or a conversation; bytes are UTF-8.
        people: Names of people, besides those that stand in the text.
        terms: Words that are explained elsewhere.
        name: What to call it where it cannot be read.
        reader: Who says what each clause means.

    Raises:
        DocumentError: If it is no text in UTF-8, or too large.
        TypeError: If it is no text at all, or `people` or `terms` is one word and not several.
    """
    said = decoded(text, name=name)
    no_slip_in("people", people)
    no_slip_in("terms", terms)
    blocks = with_headings(said, blocks_in(said, people))
    cast = cast_of(said, blocks)
    names = {*people, *cast.everyone}
    words = sorted({part for name in names for part in name.split()})
    held = reader_of(reader)
    readings = [
        evolve(held.read(each.text, people=words, terms=terms), place=each.place)
        for each in passages_of(said, blocks, names)
    ]
    return Document(text=said, title=title_of(said, blocks), cast=cast, readings=handled(readings))
