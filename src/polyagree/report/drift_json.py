"""Whether practice has moved, for programs."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import Any

from polyagree.practice.limits import LimitInUse
from polyagree.practice.table import NO_DAY, Table
from polyagree.practice.wordings import Course, Judged
from polyagree.source import dotted

__all__ = ["render_drift_json"]


def render_drift_json(table: Table, *, clause: str | None = None) -> str:
    """
    Return *table* as JSON: ``format``, ``as_of``, ``patterns``, ``exceedances``, ``wordings``.

    The patterns are :meth:`~polyagree.practice.Table.records`. Instants carry the offset of
    the document's zone. Every character is ASCII.

    Args:
        table: What to tell.
        clause: Only this clause, boundary or agreement.
    """

    def is_asked(name: object) -> bool:
        return clause is None or clause in {name, str(name).partition(".")[0]}

    found = {
        "format": 1,
        "as_of": None if table.on == NO_DAY else table.on,
        "false_alarm": str(table.false_alarm),
        "expected_false_alarms": table.expected_false_alarms,
        "patterns": [each for each in table.records() if is_asked(each["clause"])],
        "exceedances": [
            each for limit in table.limits if is_asked(limit.clause) for each in _exceeded(limit)
        ],
        "wordings": [_course(table, each) for each in table.courses if is_asked(each.clause)],
    }
    return json.dumps(found, indent=2, default=lambda value: _told(value, table)) + "\n"


def _exceeded(limit: LimitInUse) -> list[dict[str, Any]]:
    return [
        {
            "clause": limit.clause,
            "who": each.who,
            "partner": each.partner,
            "when": each.when,
            "used": each.used,
            "allowed": each.allowed,
            "over": [dotted(("events", index)) for index in each.over],
        }
        for each in limit.exceeded
    ]


def _course(table: Table, course: Course) -> dict[str, Any]:
    return {
        "path": dotted(course.path),
        "clause": course.clause,
        "what": course.measure.what,
        "act": course.measure.act,
        "now": course.measure.words,
        "moves": [
            {
                "date": move.date,
                "before": move.before,
                "after": move.after,
                "step": move.step,
                "lacking": list(move.lacking),
                "days_after_break": move.after_breach,
            }
            for move in course.moves
        ],
        "creep": course.creep,
        "has_crept": course.has_crept,
        "judged": [_judged(each) for each in table.judged(course)],
    }


def _judged(judged: Judged) -> dict[str, Any]:
    return {
        "wording": judged.wording,
        "since": judged.since,
        "breaks": [
            {"at": at, "event": None if event is None else dotted(event)}
            for at, event in judged.breaks
        ],
    }


def _told(value: object, table: Table) -> object:
    if isinstance(value, dt.datetime):
        return value.astimezone(table.polycule.zone).isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(f"no form for {type(value).__name__}")
