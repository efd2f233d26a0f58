"""Beginnings: forms that need several keys, for an editor to write at once."""

from __future__ import annotations

from typing import Any

from polyagree.codec.json_schema.schemas import Schema

__all__ = ["beginnings"]

# What stands in `${1:…}` is to be written over, one after the other.
_BEGINNINGS: dict[str, dict[str, dict[str, Any]]] = {
    "norm": {
        "a duty after something": {
            "must": "${1:tell}",
            "to": "${2:other parties}",
            "after": "${3:date}",
            "within": "${4:24h}",
        },
        "a duty again and again": {
            "must": "${1:talk}",
            "who": "${2:all parties}",
            "every": "${3:week}",
        },
        "a limit": {"may": "${1:late-night}", "at_most": "${2:2}", "per": "${3:month}"},
        "a permission on somebody's word": {
            "may": "${1:date}",
            "with": "${2:outsiders}",
            "only_if": {
                "yes_from": "${3:other parties}",
                "ahead": "${4:1 day}",
                "silence": "${5:stops}",
            },
        },
        "a prohibition at some hours": {"must_not": "${1:argue}", "hours": "${2:22:00-08:00}"},
        "that nobody has a power": {"power": "${1:veto}", "who": "nobody"},
    },
}


def beginnings(name: str) -> Schema:
    """Return how a *name* may begin, as a part of its schema."""
    bodies = _BEGINNINGS.get(name, {})
    snippets = [{"label": label, "body": body} for label, body in bodies.items()]
    return {"defaultSnippets": snippets} if snippets else {}
