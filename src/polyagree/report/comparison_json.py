"""How one wording stands to another one, for programs."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from polyagree.model import Event, Polycule
from polyagree.source import dotted

if TYPE_CHECKING:
    from polyagree.consistency.comparisons import (
        ClauseComparison,
        Comparison,
        Objected,
        Witness,
    )
    from polyagree.model import Norm
    from polyagree.timeline.instances import Instance
    from polyagree.timeline.what_if import Changed

__all__ = ["render_comparison_json"]


def render_comparison_json(comparison: Comparison, new: Polycule) -> str:
    """
    Return how one document stands to another one as JSON: ``format``, ``verdict`` and so on.

    Instants carry the offset of the zone of *new*. Every character is ASCII.

    Args:
        comparison: What was found.
        new: The second document.
    """
    import json

    zone, on = new.zone, comparison.on
    document = {
        "format": 1,
        "verdict": comparison.verdict,
        "on": None if on is None else on.isoformat(),
        "zone": str(zone),
        "why": [*comparison.why],
        "clauses": [_clause(each, zone) for each in comparison.clauses],
        "witnesses": [_witness(each, zone) for each in comparison.witnesses],
        "changed": [_changed(each, zone) for each in comparison.changed],
        "recorded": comparison.recorded,
        "left_out": comparison.left_out,
    }
    return json.dumps(document, indent=2) + "\n"


def _clause(each: ClauseComparison, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "clause": each.clause,
        "path": dotted(each.path),
        "fate": each.fate,
        "verdict": each.verdict,
        "old": [_written(norm) for norm in each.old],
        "new": [_written(norm) for norm in each.new],
        "witnesses": [_witness(witness, zone) for witness in each.witnesses],
        "why": [*each.why],
    }


def _written(part: Norm | Event) -> Any:
    from polyagree.codec.surface.document import converter

    return converter().unstructure(part)


def _witness(witness: Witness, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "allowed_by": witness.allowed_by,
        "events": [_written(event) for event in witness.events],
        "since": _at(witness.since, zone),
        "until": _at(witness.until, zone),
        "objected": [_objected(each, zone) for each in witness.objected],
    }


def _objected(each: Objected, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "clause": each.clause,
        "path": dotted(each.path),
        "who": [*each.who],
        "at": _at(each.at, zone),
        "event": each.event,
    }


def _changed(changed: Changed, zone: ZoneInfo) -> dict[str, Any]:
    one = changed.after or changed.before
    return {
        "clause": None if one is None else one.clause,
        "path": None if one is None else dotted(one.path),
        "who": [] if one is None else [*one.who],
        "old": _standing(changed.before),
        "new": _standing(changed.after),
        "broken_by_old": [_at(each.at, zone) for each in changed.spared],
        "broken_by_new": [_at(each.at, zone) for each in changed.breaks],
    }


def _standing(instance: Instance | None) -> dict[str, str] | None:
    return None if instance is None else {"state": instance.state, "verdict": instance.verdict}


def _at(at: dt.datetime | None, zone: ZoneInfo) -> str | None:
    return None if at is None else at.astimezone(zone).isoformat()
