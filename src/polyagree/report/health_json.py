"""Who is told after a result, and what safer-sex plans say, for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from polyagree.clock import format_stamp
from polyagree.graph.exposure import Exposure
from polyagree.model.polycule import Polycule
from polyagree.practice.health_duties import TellingDuty
from polyagree.practice.safer_sex import SaferSexPlan
from polyagree.practice.who_to_tell import ToTell, WhoToTell
from polyagree.source import dotted

__all__ = ["render_plans_json", "render_who_to_tell_json"]


def render_who_to_tell_json(found: WhoToTell) -> str:
    """
    Return *found* as JSON: ``format``, ``as_of``, ``after``, ``since``, ``people``, ``not_named``.

    Events are told by their paths. Instants carry the offset of the document's zone. Every
    character is ASCII.
    """
    return _dumped(
        {
            "format": 1,
            "as_of": None if found.on is None else found.on.isoformat(),
            "after": _event(found.after),
            "viewer": found.viewer,
            "since": [
                {
                    "person": each.person,
                    "at": None if each.at is None else format_stamp(each.at),
                    "why": each.why,
                    "event": _event(each.event),
                }
                for each in found.since
            ],
            "people": [_person(each, found.polycule) for each in found.people],
            "not_named": [
                {
                    "words": each.words,
                    "with": list(each.with_),
                    "event": _event(each.event),
                    "at": format_stamp(each.at),
                }
                for each in found.not_named
            ],
        }
    )


def render_plans_json(plans: Sequence[SaferSexPlan]) -> str:
    """Return *plans* as JSON: ``format`` and ``plans``, with what each says in words."""
    return _dumped(
        {
            "format": 1,
            "plans": [
                {
                    "agreement": plan.agreement,
                    "parties": list(plan.parties),
                    **{
                        part: [
                            {"clause": each.clause, "says": str(each)}
                            for each in getattr(plan, part)
                        ]
                        for part in ("testing", "protections", "sharing")
                    },
                }
                for plan in plans
            ],
        }
    )


def _dumped(found: dict[str, Any]) -> str:
    return json.dumps(found, indent=2) + "\n"


def _event(index: int | None) -> str | None:
    return None if index is None else dotted(("events", index))


def _person(each: ToTell, polycule: Polycule) -> dict[str, Any]:
    return {
        "person": each.person,
        "sure": each.is_sure,
        "path": [_step(step) for step in each.path],
        "by": each.by,
        "direct": each.is_direct,
        "duties": [_duty(duty, polycule) for duty in each.duties],
        "kept_private": list(each.kept_private),
        "not_by": list(each.not_by),
        "told": _event(each.told),
    }


def _step(step: Exposure) -> dict[str, Any]:
    return {
        "from": step.from_,
        "to": step.to,
        "event": _event(step.event),
        "at": format_stamp(step.at),
        "barrier": step.barrier,
    }


def _duty(duty: TellingDuty, polycule: Polycule) -> dict[str, Any]:
    until = None if duty.until is None else duty.until.astimezone(polycule.zone).isoformat()
    return {
        "clause": duty.clause,
        "teller": duty.teller,
        "told": duty.told,
        "required": list(duty.required),
        "until": until,
        "state": duty.state,
    }
