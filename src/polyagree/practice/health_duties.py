"""Who tells whom of a result or an exposure, by what was agreed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cached_property
from typing import Literal

from attrs import frozen

from polyagree.graph.resolve import resolve
from polyagree.model import (
    Agreement,
    AgreementId,
    Boundary,
    Clause,
    Norm,
    Obligation,
    People,
    PersonId,
    Polycule,
    Prohibition,
    Role,
    Word,
    is_about_health,
    is_health_act,
)
from polyagree.timeline.instances import Instance
from polyagree.timeline.ledger import replay

__all__ = ["Disclosures", "TellingDuty"]

DutyState = Literal["open", "kept", "late", "waiting"]
"""Whether a duty is *open*, was *kept*, is past its time (*late*), or not begun (*waiting*)."""

_STATES: dict[str, DutyState] = {
    "in force": "open",
    "suspended": "open",
    "unknown": "open",
    "fulfilled": "kept",
    "compensated": "kept",
    "violated": "late",
    "terminal": "late",
}


@frozen(kw_only=True)
class TellingDuty:
    """
    That one person tells another, by a clause.

    Attributes:
        teller: Who tells.
        told: Who is told.
        clause: The clause that says so.
        required: What is told in any case.
        until: The first instant at which it is too late, in UTC; ``None``: no time is set,
            or it has not begun.
        state: Where it stands.
    """

    teller: PersonId
    told: PersonId
    clause: str
    required: tuple[Word, ...] = ()
    until: dt.datetime | None = None
    state: DutyState = "waiting"


class Disclosures:
    """
    What the agreements in force on a day say of telling.

    Args:
        polycule: The document, as far as it may be seen.
        agreements: Which agreements may be seen.
        on: The day.
    """

    def __init__(
        self, polycule: Polycule, agreements: frozenset[AgreementId], *, on: dt.date | None
    ) -> None:
        self._polycule = polycule
        self._on = on
        self._agreements = [
            each
            for each in polycule.agreements
            if each.id in agreements and (on is None or _is_there(each, on))
        ]
        self._norms = [
            (agreement, f"{agreement.id}.{clause.id}", clause, norm)
            for agreement in self._agreements
            for clause in (agreement.clauses if on is None else agreement.wording_on(on))
            for norm in clause.norms
            if is_health_act(norm.act, polycule.vocabulary, group="telling")
        ]
        self._duties = [each for each in self._norms if self._is_duty(each[3])]

    def _is_duty(self, norm: Norm) -> bool:
        return isinstance(norm, Obligation) and is_about_health(norm, self._polycule.vocabulary)

    def duties(self, event: int | None) -> dict[tuple[PersonId, PersonId], list[TellingDuty]]:
        """
        Return the duties to tell by who tells whom, with where they stand after *event*.

        Those that follow something else, such as being told, are *waiting*.
        """
        begun = {} if event is None else self._begun(event)
        now = {(name, norm) for _, name, _, norm in self._duties}
        found: dict[tuple[PersonId, PersonId], list[TellingDuty]] = {}
        for agreement, name, clause, norm in self._duties:
            for teller, told in self._pairs(agreement, clause, norm):
                instances = begun.get((name, teller, told), ())
                own = [each for each in instances if each.norm == norm]
                if not own and all((name, each.norm) in now for each in instances):
                    duty = _duty(teller, told, name, norm, None)
                    found.setdefault((teller, told), []).append(duty)
        # Whom it bound, and towards whom, was for the day of the event to say.
        for (name, teller, told), instances in begun.items():
            for each in instances:
                duty = _duty(teller, told, name, each.norm, each)
                found.setdefault((teller, told), []).append(duty)
        order = {name: number for number, (_, name, _, _) in enumerate(self._duties)}
        for duties in found.values():
            duties.sort(key=lambda each: (order[each.clause], each.state == "waiting"))
        return found

    @cached_property
    def kept_private(self) -> dict[tuple[PersonId, PersonId], tuple[Word, ...]]:
        """Which details somebody has agreed to keep to themselves when they tell somebody."""
        found: dict[tuple[PersonId, PersonId], dict[Word, None]] = {}
        for agreement, _, clause, norm in self._norms:
            if norm.details is not None and norm.details.kept_private:
                for pair in self._pairs(agreement, clause, norm):
                    words = found.setdefault(pair, {})
                    words.update(dict.fromkeys(norm.details.kept_private))
        return {pair: tuple(words) for pair, words in found.items()}

    def silent(self) -> dict[tuple[PersonId, PersonId], str]:
        """Return by which clause somebody does not tell somebody else of health, or of anything."""
        found: dict[tuple[PersonId, PersonId], str] = {}
        words = self._polycule.vocabulary
        for agreement, name, clause, norm in self._norms:
            if isinstance(norm, Prohibition) and (not norm.about or is_about_health(norm, words)):
                for pair in self._pairs(agreement, clause, norm):
                    found.setdefault(pair, name)
        return found

    def shared_by(self, person: PersonId) -> frozenset[PersonId]:
        """Return who shares one of these agreements with *person*."""
        shared = (each.parties for each in self._agreements if person in each.parties)
        return frozenset(other for parties in shared for other in parties) - {person}

    def _begun(self, event: int) -> dict[tuple[str, PersonId, PersonId], list[Instance]]:
        """Return what began with *event*, by its clause and who tells whom."""
        clauses = {name for _, name, _, _ in self._duties}
        found: dict[tuple[str, PersonId, PersonId], list[Instance]] = {}
        if not clauses:
            return found
        words = self._polycule.vocabulary
        for each in replay(self._polycule, until=self._on, clauses=clauses).instances:
            is_telling = is_health_act(each.norm.act, words, group="telling")
            if each.cause == ("events", event) and is_telling and self._is_duty(each.norm):
                for teller in each.who:
                    for told in each.to:
                        found.setdefault((each.clause, teller, told), []).append(each)
        return found

    def _tellers(
        self, agreement: Agreement, clause: Clause | Boundary, norm: Norm
    ) -> frozenset[PersonId]:
        if norm.who:
            return self._people(norm.who, agreement, _holder(clause))
        holder = _holder(clause)
        return frozenset(agreement.parties) if holder is None else frozenset({holder})

    def _pairs(
        self, agreement: Agreement, clause: Clause | Boundary, norm: Norm
    ) -> Iterator[tuple[PersonId, PersonId]]:
        for teller in sorted(self._tellers(agreement, clause, norm)):
            to = norm.to or (Role("other parties"),)
            for told in sorted(self._people(to, agreement, teller) - {teller}):
                yield teller, told

    def _people(
        self, people: People, agreement: Agreement, holder: PersonId | None
    ) -> frozenset[PersonId]:
        return resolve(
            people,
            self._polycule,
            parties=agreement.parties,
            on=self._on,
            holder=holder,
        )


def _duty(
    teller: PersonId, told: PersonId, clause: str, norm: Norm, instance: Instance | None
) -> TellingDuty:
    return TellingDuty(
        teller=teller,
        told=told,
        clause=clause,
        required=() if norm.details is None else norm.details.required,
        until=None if instance is None else instance.until,
        state="waiting" if instance is None else _STATES.get(instance.state, "open"),
    )


def _holder(clause: Clause | Boundary) -> PersonId | None:
    return clause.holder if isinstance(clause, Boundary) else None


def _is_there(agreement: Agreement, day: dt.date) -> bool:
    return (agreement.made or dt.date.min) <= day <= (agreement.ends or dt.date.max)
