"""CON404: what is to be done has no time left in which it could be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.builtin.con._bans import Bans
from polyagree.analyzers.builtin.con._budgets import Budget, Share, budgets, shares_of
from polyagree.analyzers.builtin.con._days import Days
from polyagree.analyzers.builtin.con._gaps import is_over_before_it_begins, too_late, too_often
from polyagree.analyzers.builtin.con._no_time import without_time
from polyagree.analyzers.builtin.con._two_places import Fixed, fixed, two_places
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import NormAt, in_words
from polyagree.finding import Finding
from polyagree.model.ids import PersonId
from polyagree.model.norms import Obligation

_IN_SOME = "`{who}` is to do `{act}` by `{duty}`, and {when} no time is left for it by `{other}`"
_TOO_OFTEN = "`{act}` comes round by `{duty}` sooner than `{other}` lets `{who}` do it again"
_TOO_LATE = "`{act}` is due by `{duty}` before `{other}` lets `{who}` do it"
_WAITS = "`{act}` waits by `{duty}` until it is no longer due"
_TWO_PLACES = "`{who}` is to be in two places at one time, by `{duty}` and by `{other}`"
_TOO_MUCH = "`{who}` has {there} in a week for what takes {asked} by `{every}`"


class TimingsExcludeEachOther(Analyzer):
    """
    Somebody is to do something at a time, and there is no such time left.

    Days and hours are agreed on one by one. That together they leave no evening is often seen
    only when somebody has missed it, and then it looks as if they had not cared.

    It finds duties for whose every time some clause rules the act out, one clause or several
    together; duties that come round, or are over, before a pause after something is;
    two places at one time; and more hours or nights a week than there are. It compares clauses
    about the same act or a wider one, for the same person. Time with people who have
    something with each other may be one and the same, and is not added up.

    It does not see how long a thing takes where nothing says so.
    """

    code = "CON404"
    name = "timings-exclude-each-other"
    severity = "concern"
    source = "C2"
    message = "`{who}` is to do `{act}` by `{duty}`, and no time is left for it by `{other}`"
    help = "move one of them to another time, or say which of them yields"
    cost = "joint"

    bad = Example(
        "together they leave no day",
        """
        agreements:
          with-ben:
            parties: [ana, ben]
            clauses:
              calls: {says: We call each week., norm: {must: call, who: ana, with: ben, every: week}}
          with-caro:
            parties: [ana, caro]
            clauses:
              weekdays: {says: No calls to Ben on weekdays., norm: {must_not: call, who: ana, with: ben, days: weekdays}}
              weekend: {says: Nor at the weekend., norm: {must_not: call, who: ana, days: [sat, sun]}}
        """,
        at="agreements.with-ben.clauses.calls.norm[0]",
    )
    good = Example(
        "Sundays are left",
        """
        agreements:
          with-ben:
            parties: [ana, ben]
            clauses:
              calls: {says: We call each week., norm: {must: call, who: ana, with: ben, every: week}}
          with-caro:
            parties: [ana, caro]
            clauses:
              weekdays: {says: No calls to Ben on weekdays., norm: {must_not: call, who: ana, with: ben, days: weekdays}}
              weekend: {says: Nor on Saturdays., norm: {must_not: call, who: ana, days: sat}}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        duties = context.norms(Obligation)
        bans = Bans.of(context)
        days = Days.after(context.on)
        for duty in duties:
            yield from self._alone(duty)
            if bans.by_person:
                yield from self._against(duty, bans, days)
        yield from self._of_each_person(context, duties, days)

    def _alone(self, duty: NormAt) -> Iterator[Finding]:
        if is_over_before_it_begins(duty):
            yield self._found(duty, (), sorted(duty.bearers), message=_WAITS)

    def _against(self, duty: NormAt, bans: Bans, days: Days) -> Iterator[Finding]:
        for none in without_time(duty, bans, days):
            message = self.message if none.when is None else _IN_SOME
            yield self._found(duty, none.bans, none.people, message=message, when=none.when)
        for pause in too_often(duty, bans):
            yield self._found(duty, (pause.ban,), pause.people, message=_TOO_OFTEN)
        for pause in too_late(duty, bans):
            yield self._found(duty, (pause.ban,), pause.people, message=_TOO_LATE)

    def _of_each_person(
        self, context: Context, duties: Iterable[NormAt], days: Days
    ) -> Iterator[Finding]:
        busy: dict[PersonId, list[Share]] = {}
        set_: dict[PersonId, list[Fixed]] = {}
        for duty in duties:
            if duty.is_reparation:
                continue
            when = fixed(duty, days) if duty.norm.where else None
            for person in sorted(duty.bearers):
                busy.setdefault(person, []).extend(shares_of(duty, person))
                if when is not None:
                    set_.setdefault(person, []).append(when)
        said = set()
        for each in self._in_two_places(set_, days):
            said.add(_paths(each))
            yield each
        for each in self._too_much(context, busy):
            if _paths(each) not in said:
                yield each

    def _in_two_places(self, set_: dict[PersonId, list[Fixed]], days: Days) -> Iterator[Finding]:
        found: dict[tuple[int, int], tuple[NormAt, NormAt, list[PersonId]]] = {}
        for person, several in set_.items():
            for one, other in two_places(several, days):
                # The same one first, in whichever order they stand.
                first, second = sorted((one.duty, other.duty), key=lambda each: each.anchor)
                pair = found.setdefault((id(first), id(second)), (first, second, []))
                pair[2].append(person)
        for first, second, people in found.values():
            yield self._found(first, (second,), sorted(people), message=_TWO_PLACES)

    def _too_much(self, context: Context, busy: dict[PersonId, list[Share]]) -> Iterator[Finding]:
        found: dict[tuple[str, ...], tuple[Budget, list[PersonId]]] = {}
        for person, shares in busy.items():
            for each in budgets(context, shares):
                which = (*(duty.anchor for duty in each.duties), each.asked, each.there)
                found.setdefault(which, (each, []))[1].append(person)
        for budget, people in found.values():
            first, *others = sorted(budget.duties, key=lambda duty: duty.anchor)
            yield self._found(
                first,
                others,
                sorted(people),
                message=_TOO_MUCH,
                asked=budget.asked,
                there=budget.there,
            )

    def _found(
        self,
        duty: NormAt,
        others: Iterable[NormAt],
        people: Iterable[PersonId],
        *,
        message: str,
        **more: str | None,
    ) -> Finding:
        every = (duty, *others)
        names = list(dict.fromkeys(_name(each) for each in every))
        facts: dict[str, Any] = {key: value for key, value in more.items() if value is not None}
        return self.finding(
            duty,
            message=message,
            evidence=[each.evidence(each.norm.modal, each.act) for each in every],
            act=duty.act,
            duty=names[0],
            who=", ".join(people) or in_words(duty.norm.who),
            other=", ".join(names[1:]) or names[0],
            every=", ".join(names),
            **facts,
        )


def _paths(finding: Finding) -> tuple[str, ...]:
    return tuple(each.path for each in finding.evidence)


def _name(at: NormAt) -> str:
    """Return what *at* is about, and the clause or boundary that says so."""
    within = "" if at.agreement is None else f"{at.agreement.id}."
    own = at.clause or at.boundary
    return f"{within}{at.path[-2]}" if own is None else f"{within}{own.id}"
