"""Documents in and out."""

from __future__ import annotations

from polyagree.codec.documents import dump, dumps, load, loads
from polyagree.codec.files import FORMATS, Format
from polyagree.codec.updating import update

__all__ = ["FORMATS", "Format", "dump", "dumps", "load", "loads", "update"]
