"""Documents in and out."""

from __future__ import annotations

from polyagree.codec.documents import dump, dumps, load, loads
from polyagree.codec.events import dump_events, dumps_events, load_events, loads_events
from polyagree.codec.files import EVENT_FORMATS, FORMATS, EventFormat, Format
from polyagree.codec.residuals import dumps_residual, loads_residual
from polyagree.codec.schemas import schema
from polyagree.codec.single_events import parse_events, written_event
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
    "dumps_residual",
    "load",
    "load_events",
    "loads",
    "loads_events",
    "loads_residual",
    "parse_events",
    "schema",
    "update",
    "written_event",
]
