"""Documents in and out."""

from __future__ import annotations

from polyagree.codec.documents import dump, dumps, load, loads
from polyagree.codec.events import EVENT_FORMATS, EventFormat, dump_events, dumps_events
from polyagree.codec.files import FORMATS, Format
from polyagree.codec.schema import schema
from polyagree.codec.updating import update

__all__ = [
    "EVENT_FORMATS",
    "FORMATS",
    "EventFormat",
    "Format",
    "dump",
    "dump_events",
    "dumps",
    "dumps_events",
    "load",
    "loads",
    "schema",
    "update",
]
