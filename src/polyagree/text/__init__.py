"""What people write, and what it means: a reader that says which words it goes by."""

from __future__ import annotations

from polyagree.text.documents import read_document
from polyagree.text.drafts import draft
from polyagree.text.handling import handled
from polyagree.text.places import Place
from polyagree.text.readers import OURS, Reader, reader
from polyagree.text.reading import read
from polyagree.text.readings import (
    Bearer,
    Dispute,
    Evidence,
    Kind,
    Modality,
    Reading,
    Roles,
    Times,
)
from polyagree.text.seconding import seconded
from polyagree.text.suggesting import About, Suggestion, suggest

__all__ = [
    "OURS",
    "About",
    "Bearer",
    "Dispute",
    "Evidence",
    "Kind",
    "Modality",
    "Place",
    "Reader",
    "Reading",
    "Roles",
    "Suggestion",
    "Times",
    "draft",
    "handled",
    "read",
    "read_document",
    "reader",
    "seconded",
    "suggest",
]
