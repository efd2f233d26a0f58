"""A ledger, and questions to it, for programs."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from polyagree.report.remarks import is_about
from polyagree.report.standing import records_settled
from polyagree.source import Path, dotted

if TYPE_CHECKING:
    from polyagree.model import Event, Polycule
    from polyagree.timeline.instances import Break, BreakState, Counts, Instance
    from polyagree.timeline.ledger import Ledger, Owed
    from polyagree.timeline.remarks import Remark
    from polyagree.timeline.summary import Summary
    from polyagree.timeline.walks import End, Exploration, Walk
    from polyagree.timeline.what_if import Changed, Difference
    from polyagree.timeline.why_not import Answer

__all__ = ["render_difference_json", "render_exploration_json", "render_ledger_json"]

_BREAK_STATES: tuple[BreakState, ...] = ("violated", "compensated", "terminal")


def render_ledger_json(ledger: Ledger, *, clause: str | None = None) -> str:
    """
    Return *ledger* as JSON: ``format``, ``until``, ``zone``, ``instances`` and so on.

    Instants carry the offset of the document's zone. Every character is ASCII.

    Args:
        ledger: The ledger.
        clause: Only this clause, boundary or agreement.
    """
    teller = _Teller(ledger.polycule)

    def is_asked(name: str) -> bool:
        return clause in {None, name, name.partition(".")[0]}

    return _written(
        {
            "format": 1,
            "until": teller.at(ledger.until),
            "zone": str(ledger.polycule.zone),
            "instances": [
                teller.instance(each) for each in ledger.instances if is_asked(each.clause)
            ],
            "owed": [teller.owed(each) for each in ledger.owed() if is_asked(each.clause)],
            "summary": [
                teller.summary(each, ledger) for each in ledger.summary() if is_asked(each.clause)
            ],
            "remarks": [
                teller.remark(each)
                for each in ledger.remarks
                if clause is None or is_about(each, ledger, clause)
            ],
        }
    )


def render_exploration_json(
    exploration: Exploration, polycule: Polycule, *, clause: str | None = None, why: str = ""
) -> str:
    """
    Return what may come of breaks as JSON: ``format``, ``zone``, ``clause``, ``walks`` and so on.

    Args:
        exploration: What was found.
        polycule: The document.
        clause: Which clause it is about; ``None``: all of them.
        why: What to say where there is nothing to break.
    """
    teller = _Teller(polycule)
    return _written(
        {
            "format": 1,
            "zone": str(polycule.zone),
            "clause": clause,
            "why": why,
            "walks": [teller.walk(each) for each in exploration.walks],
            "unreached": [dotted(each) for each in exploration.unreached],
        }
    )


def render_difference_json(answers: tuple[Answer, ...], difference: Difference) -> str:
    """
    Return what events would mean as JSON: ``format``, ``until``, ``zone``, ``answers`` and so on.

    Args:
        answers: Whether each of the events would be fine.
        difference: What would be different with them.
    """
    teller = _Teller(difference.after.polycule)
    return _written(
        {
            "format": 1,
            "until": teller.at(difference.until),
            "zone": str(difference.after.polycule.zone),
            "answers": [teller.answer(each) for each in answers],
            "breaks": [
                {
                    "clause": instance.clause,
                    "path": dotted(instance.path),
                    "who": [*instance.who],
                    **teller.break_(broken),
                }
                for instance, broken in difference.breaks
            ],
            "asked": [teller.instance(each) for each in difference.asked],
            "owed": [teller.owed(each) for each in difference.owed],
            "changed": [teller.changed(each) for each in difference.changed],
            "remarks": [
                teller.remark(each)
                for each in difference.after.remarks
                if each not in difference.before.remarks
            ],
        }
    )


def _written(document: dict[str, Any]) -> str:
    # A text is not to wait for it.
    import json

    return json.dumps(document, indent=2) + "\n"


def _path(path: Path | None) -> str | None:
    return None if path is None else dotted(path)


class _Teller:
    """Tells of one document."""

    def __init__(self, polycule: Polycule) -> None:
        self._polycule = polycule
        self._zone: ZoneInfo = polycule.zone

    def at(self, at: dt.datetime | None) -> str | None:
        if at is None:
            return None
        try:
            return at.astimezone(self._zone).isoformat()
        except OverflowError:
            # At the ends of the calendar no other clock can be told.
            return at.isoformat()

    def event(self, event: Event) -> Any:
        # A report without events does not need it.
        from polyagree.codec.surface.document import converter

        return converter().unstructure(event)

    def instance(self, instance: Instance) -> dict[str, Any]:
        return {
            "key": instance.key,
            "path": dotted(instance.path),
            "clause": instance.clause,
            "modal": instance.norm.modal,
            "act": instance.norm.act,
            "who": [*instance.who],
            "to": [*instance.to],
            "state": instance.state,
            "verdict": instance.verdict,
            "since": self.at(instance.since),
            "until": self.at(instance.until),
            "cause": _path(instance.cause),
            "counts": self.counts(instance.counts),
            "breaks": [self.break_(each) for each in instance.breaks],
            "proof": [
                {
                    "at": self.at(each.at),
                    "fact": each.fact,
                    "event": _path(each.event),
                    "detail": each.detail,
                }
                for each in instance.proof
            ],
        }

    def counts(self, counts: Counts) -> dict[str, int]:
        return {
            "activations": counts.activations,
            "fulfilments": counts.fulfilments,
            "violations": counts.violations,
            "pendings": counts.pendings,
        }

    def break_(self, broken: Break) -> dict[str, Any]:
        return {
            "at": self.at(broken.at),
            "event": _path(broken.event),
            "by": [*broken.by],
            "discovered": self.at(broken.discovered),
            "record": broken.record,
            "state": broken.state,
            "steps": [self.instance(each) for each in broken.steps],
        }

    def owed(self, owed: Owed) -> dict[str, Any]:
        return {
            "instance": owed.instance,
            "clause": owed.clause,
            "path": dotted(owed.path),
            "act": owed.act,
            "who": [*owed.who],
            "to": [*owed.to],
            "until": self.at(owed.until),
            "is_late": owed.is_late,
            "follows": owed.follows,
        }

    def remark(self, remark: Remark) -> dict[str, Any]:
        source = self._polycule.source
        span = None if source is None else source.find(remark.path)
        return {
            "kind": remark.kind,
            "path": dotted(remark.path),
            "file": None if span is None else span.file,
            "line": None if span is None else span.line,
            "message": remark.message,
        }

    def summary(self, summary: Summary, ledger: Ledger) -> dict[str, Any]:
        counts = summary.counts
        told = counts.fulfilments + counts.violations + counts.pendings
        settled = records_settled(self._polycule)
        return {
            **summary.record(),
            "other": counts.activations - told,
            "settled": sum(
                broken.state != "compensated" and broken.record in settled
                for each in ledger.of(summary.clause)
                for broken in each.breaks
            ),
        }

    def walk(self, walk: Walk) -> dict[str, Any]:
        return {
            "clause": walk.clause,
            "path": dotted(walk.path),
            "who": [*walk.who],
            "times": walk.times,
            "events": [self.event(each) for each in walk.events],
            "broken": self.at(walk.broken),
            "why": walk.why,
            "ends": [self.end(each) for each in walk.ends],
        }

    def end(self, end: End) -> dict[str, Any]:
        return {
            "outcome": end.outcome,
            "why": end.why,
            "choices": [
                {
                    "path": dotted(each.path),
                    "modal": each.norm.modal,
                    "act": each.act,
                    "who": [*each.who],
                    "to": [*each.to],
                    "until": self.at(each.until),
                    "is_kept": each.is_kept,
                }
                for each in end.choices
            ],
        }

    def answer(self, answer: Answer) -> dict[str, Any]:
        changes = answer.changes
        return {
            "event": self.event(answer.event),
            "verdict": answer.verdict,
            "objections": [
                {
                    "clause": each.clause,
                    "path": dotted(each.path),
                    "who": [*each.who],
                    "fact": each.fact,
                    "detail": each.detail,
                    "is_sure": each.is_sure,
                    "cause": _path(each.cause),
                }
                for each in answer.objections
            ],
            "granted_by": [dotted(each) for each in answer.granted_by],
            "changes": None
            if changes is None
            else [
                {
                    "add": None if each.add is None else self.event(each.add),
                    "at": self.at(each.at),
                }
                for each in changes
            ],
        }

    def changed(self, changed: Changed) -> dict[str, Any]:
        one = changed.after or changed.before
        return {
            "key": None if one is None else one.key,
            "clause": None if one is None else one.clause,
            "who": [] if one is None else [*one.who],
            "before": self.standing(changed.before),
            "after": self.standing(changed.after),
            "steps": [self.changed(each) for each in changed.steps],
        }

    def standing(self, instance: Instance | None) -> dict[str, Any] | None:
        if instance is None:
            return None
        states = Counter(each.state for each in instance.breaks)
        return {
            "state": instance.state,
            "verdict": instance.verdict,
            "until": self.at(instance.until),
            "counts": self.counts(instance.counts),
            "breaks": {state: states[state] for state in _BREAK_STATES},
        }
