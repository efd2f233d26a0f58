"""The JSON Schema of documents, for editors and forms."""

from __future__ import annotations

from typing import Any

__all__ = ["schema"]


def schema() -> dict[str, Any]:
    """
    Return the JSON Schema of documents, draft 7.

    It is made from what reads documents: it knows every key, the forms that may stand for
    one another, and which texts fit; and it offers the words that ship. It refuses nothing that
    loads. It follows no names, so that what it takes may be refused when it is read.

    Beyond draft 7 it has ``errorMessage`` and ``doNotSuggest``, which editors know
    and others pass over.
    """
    # Reading a document needs none of it.
    from polyagree.codec.json_schema.document import document_schema

    return document_schema()
