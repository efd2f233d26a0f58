"""What an agreement says of tests, of barriers, and of sharing results: a safer-sex plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from attrs import frozen

from polyagree.clock import Cadence, Duration, Window
from polyagree.model.agreement import Agreement
from polyagree.model.boundary import Boundary
from polyagree.model.clause import Clause
from polyagree.model.happening import Happening
from polyagree.model.health import health_words, is_about_health, is_health_act
from polyagree.model.ids import AgreementId, PersonId
from polyagree.model.norms import Norm, Obligation, Permission, Prohibition
from polyagree.model.people import Named, People
from polyagree.model.polycule import Polycule
from polyagree.model.vocabulary import Vocabulary

__all__ = [
    "Protection",
    "SaferSexPlan",
    "Screening",
    "Sharing",
    "safer_sex_plan",
    "safer_sex_plans",
]

_DAYS: dict[str, float] = {
    "day": 1,
    "week": 7,
    "month": 30.44,
    "season": 91.31,
    "quarter": 91.31,
    "year": 365.25,
}


@frozen(kw_only=True)
class Screening:
    """
    That people test.

    Attributes:
        clause: The id of the clause.
        who: Who does; empty: each party.
        every: How often; ``None``: it does not come round by the calendar.
        times: How often in each ``per``.
        per: In which time; ``None``: it says how often in another way, or not.
        after: After what; ``None``: after nothing in particular.
    """

    clause: str
    who: People = ()
    every: Cadence | None = None
    times: int = 1
    per: Window | None = None
    after: Happening | None = None

    @property
    def days(self) -> float | None:
        """About how many days lie between two tests; ``None``: it does not come round."""
        if self.every is not None:
            return _days_of(self.every.unit, self.every.duration)
        if self.per is not None and self.per.kind in {"calendar", "rolling"}:
            days = _days_of(self.per.unit, self.per.duration)
            return None if days is None else days / max(self.times, 1)
        return None

    def __str__(self) -> str:
        """Return it in words."""
        if self.every is not None:
            return f"every {self.every}"
        if self.per is not None:
            return f"{self.times} per {self.per}"
        return "once" if self.after is None else f"after {self.after.act}"


@frozen(kw_only=True)
class Protection:
    """
    That barriers are used, or that none is needed.

    Attributes:
        clause: The id of the clause.
        who: Who does; empty: each party.
        with_: With whom; empty: with anyone.
        after: After what; ``None``: at any time.
        for_: For how long after it.
        is_waived: Whether it says that there may be none.
    """

    clause: str
    who: People = ()
    with_: People = ()
    after: Happening | None = None
    for_: Duration | None = None
    is_waived: bool = False

    @property
    def is_outside(self) -> bool:
        """Whether it is for sex with those outside, at any time."""
        is_open = not self.with_ or any(
            str(term) in {"outsiders", "anyone", "each person"} for term in self.with_
        )
        return is_open and not self.is_waived and self.after is None

    def __str__(self) -> str:
        """Return it in words."""
        what = "may be left out" if self.is_waived else "barriers"
        people = f" with {_names(self.with_)}" if self.with_ else ""
        after = "" if self.after is None else f" after {self.after.act}"
        return f"{what}{people}{after}" + (f" for {self.for_}" if self.for_ else "")


@frozen(kw_only=True)
class Sharing:
    """
    That results, or what happened, are told.

    Attributes:
        clause: The id of the clause.
        who: Who tells; empty: each party.
        to: Whom; empty: not said.
        after: After what; ``None``: not said.
        within: Until when, in words; ``None``: not said.
    """

    clause: str
    who: People = ()
    to: People = ()
    after: Happening | None = None
    within: str | None = None

    def __str__(self) -> str:
        """Return it in words."""
        to = f"to {_names(self.to)}" if self.to else "told"
        after = "" if self.after is None else f" after {self.after.act}"
        return f"{to}{after}" + (f", {self.within}" if self.within else "")


@frozen(kw_only=True)
class SaferSexPlan:
    """
    What one agreement says of tests, of barriers, and of sharing results.

    It is gathered from ordinary clauses, so that nothing is said twice.

    Attributes:
        agreement: The id of the agreement.
        parties: Who agreed.
        testing: How often people test.
        protections: With whom barriers are used.
        sharing: Who hears of results.

    Source:
        C12.
    """

    agreement: AgreementId
    parties: tuple[PersonId, ...]
    testing: tuple[Screening, ...] = ()
    protections: tuple[Protection, ...] = ()
    sharing: tuple[Sharing, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing of any of the three."""
        return not (self.testing or self.protections or self.sharing)

    @property
    def interval(self) -> Screening | None:
        """The testing that comes round most often; ``None``: none does."""
        rounds = [each for each in self.testing if each.days is not None]
        return min(rounds, key=lambda each: each.days or 0.0, default=None)


def safer_sex_plan(
    agreement: Agreement, words: Vocabulary, *, on: dt.date | None = None
) -> SaferSexPlan:
    """
    Return what *agreement* says of tests, of barriers, and of sharing results.

    Only what is declared in norms counts. What follows a break is left out.

    Args:
        agreement: The agreement.
        words: The vocabulary of the document, so that kinds of an act count.
        on: The wording of which day; ``None``: the present text.

    Source:
        C12.
    """
    clauses = agreement.clauses if on is None else agreement.wording_on(on)
    found = [(clause, norm) for clause in clauses for norm in clause.norms]
    return SaferSexPlan(
        agreement=agreement.id,
        parties=agreement.parties,
        testing=tuple(_screenings(found, words)),
        protections=tuple(_protections(found, words)),
        sharing=tuple(_sharing(found, words)),
    )


def safer_sex_plans(polycule: Polycule, *, on: dt.date | None = None) -> tuple[SaferSexPlan, ...]:
    """
    Return the plan of each agreement that says something of the kind, in their order.

    Args:
        polycule: The polycule.
        on: On which day; ``None``: on the last day that it records.
    """
    day = polycule.last_day if on is None else on
    plans = (
        safer_sex_plan(each, polycule.vocabulary, on=day)
        for each in polycule.agreements
        if day is None or (each.made or day) <= day <= (each.ends or day)
    )
    return tuple(plan for plan in plans if not plan.is_empty)


_Norms = Iterable[tuple[Clause | Boundary, Norm]]


def _screenings(found: _Norms, words: Vocabulary) -> Iterator[Screening]:
    for clause, norm in found:
        if isinstance(norm, Obligation) and is_health_act(norm.act, words, group="testing"):
            yield Screening(
                clause=clause.id,
                who=_who(clause, norm),
                every=norm.every,
                times=_times(norm),
                per=norm.per,
                after=norm.after,
            )


def _protections(found: _Norms, words: Vocabulary) -> Iterator[Protection]:
    for clause, norm in found:
        is_duty = isinstance(norm, Obligation) and is_health_act(
            norm.act, words, group="protection"
        )
        without = is_health_act(norm.act, words, group="sex") and not set(norm.how).isdisjoint(
            health_words("without-barrier")
        )
        if is_duty or (without and isinstance(norm, Permission | Prohibition)):
            during = norm.during if isinstance(norm.during, Happening) else None
            yield Protection(
                clause=clause.id,
                who=_who(clause, norm),
                with_=norm.with_ or (() if during is None else during.with_),
                after=norm.after,
                for_=norm.for_,
                is_waived=isinstance(norm, Permission),
            )


def _sharing(found: _Norms, words: Vocabulary) -> Iterator[Sharing]:
    for clause, norm in found:
        tells = is_health_act(norm.act, words, group="telling")
        if isinstance(norm, Obligation) and tells and is_about_health(norm, words):
            yield Sharing(
                clause=clause.id,
                who=_who(clause, norm),
                to=norm.to,
                after=norm.after,
                within=_deadline(norm),
            )


def _times(norm: Obligation) -> int:
    number = None if norm.at_least is None else norm.at_least.number
    return 1 if number is None else int(number)


def _deadline(norm: Obligation) -> str | None:
    if norm.within is not None:
        return f"within {norm.within}"
    if norm.by is not None:
        return f"by {norm.by}"
    return None if norm.every is None else f"every {norm.every}"


def _who(clause: Clause | Boundary, norm: Norm) -> People:
    own: People = (Named(clause.holder),) if isinstance(clause, Boundary) else ()
    return norm.who or own


def _days_of(unit: str | None, duration: Duration | None) -> float | None:
    if duration is None:
        return _DAYS.get(unit or "")
    hours = duration.elapsed / dt.timedelta(days=1)
    return duration.whole_months * _DAYS["month"] + duration.whole_days + hours


def _names(people: People) -> str:
    return ", ".join(str(term) for term in people)
