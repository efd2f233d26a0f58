"""Names and events that a document has to know."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve

from polyagree.errors import InvalidRecord, UnknownName
from polyagree.model import Event, Polycule
from polyagree.model.fitting import EventCheck, did_you_mean
from polyagree.source import dotted
from polyagree.timeline.matching import clause_names

__all__ = ["refuse_unfit", "refuse_unfit_events", "refuse_unknown_clause"]


def refuse_unknown_clause(polycule: Polycule, name: str) -> None:
    """
    Refuse the name of a clause, a boundary or an agreement that *polycule* does not have.

    Raises:
        UnknownName: With the nearest one that it has.
    """
    known = list(clause_names(polycule))
    if name not in known:
        raise UnknownName(f"unknown clause `{name}`", name, did_you_mean(name, known))


def refuse_unfit(check: EventCheck, event: Event) -> None:
    """
    Refuse an event that does not fit its document.

    Raises:
        InvalidRecord: If it names what the document does not have.
    """
    faults = tuple(check.faults(event))
    if faults:
        more = "" if len(faults) == 1 else f", and {len(faults) - 1} more"
        raise InvalidRecord(
            f"{faults[0].message}{more}",
            field=dotted(faults[0].path),
            help=faults[0].help,
            value=faults[0].value,
        )


def refuse_unfit_events(polycule: Polycule, events: Iterable[Event]) -> None:
    """
    Refuse events that do not fit *polycule*, each after those before it.

    Raises:
        InvalidRecord: If one names what neither the document nor an earlier one has.
    """
    check = EventCheck(polycule)
    for event in events:
        # One that is on record, or in a scenario, can be asked about as well.
        refuse_unfit(check, evolve(event, id=None))
        check.add(event)
