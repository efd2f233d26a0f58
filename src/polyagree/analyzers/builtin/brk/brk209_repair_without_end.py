"""BRK209: what follows a break has no end."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.builtin.brk._steps import handlings, handlings_in_words
from polyagree.analyzers.context import Context
from polyagree.analyzers.options import Option
from polyagree.analyzers.places import AgreementAt, ClauseAt, NormAt, Place
from polyagree.finding import Evidence, Finding
from polyagree.model.conditions import AllOf, AnyOf, Condition, Not, Status
from polyagree.model.norms import Norm, Obligation, Permission, Prohibition

_FOREVER = re.compile(
    r"\b(?:for good|for ?ever(?: and ever)?|for life|from then on|ever after|permanently"
    r"|for the rest of (?:our|the|their|his|her) \w+)\b",
    re.IGNORECASE,
)


class RepairWithoutEnd(Analyzer):
    """
    What follows a break goes round and never comes to an end.

    A repair is there to be over one day: what is fully talked through is put to bed.
    A step that comes round for good, a limit that nobody ever lifts, or a chain that
    asks for the same again each time it is not kept, leave the break open for as long
    as people know each other, and trust cannot come back through it.

    It asks about a step that comes round, goes on throughout, limits, makes wait or
    forbids in a situation, and does not say `for` how long or `until` when; about one
    that ends when the very clause is kept or made good which it keeps open; about a
    chain that asks for the same three times; and about clauses each of which follows a
    break of the other.

    In a clause that has only words it looks for those of having no end: for good, from then
    on. A duty without a day and a plain ban without an end are left to BRK203. It does not
    see whether an end that is written comes late, or whether people find one themselves.
    """

    code = "BRK209"
    name = "repair-without-end"
    severity = "question"
    source = "D5"
    message = "what follows a break here has no end: {why}"
    help = "say when it is over, as `for: 2 months`, or what comes instead of the same again"
    help_in_prose = (
        "say when it is over, for instance after two months, or what comes instead of the "
        "same again"
    )
    works_on = ("declared", "reading")

    often = Option(3, means="how often a chain asks for the same", unit="times", at_least=2)

    bad = Example(
        "a talk every week, for good",
        """
        agreements:
          house:
            parties: [ana, ben]
            if_broken: [{must: talk, who: all parties, about: breach, every: week}]
            clauses:
              nights: {says: One late night a month., norm: {may: late-night, at_most: 1, per: month}}
        """,
        at="agreements.house.if_broken[0]",
    )
    good = Example(
        "a talk every week, for two months",
        """
        agreements:
          house:
            parties: [ana, ben]
            if_broken: [{must: talk, who: all parties, about: breach, every: week, for: 2 months}]
            clauses:
              nights: {says: One late night a month., norm: {may: late-night, at_most: 1, per: month}}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        for place, steps in handlings(context):
            names, norms = _broken(place)
            for step in steps:
                yield from self._inside(context, step, names, norms)
        for at in context.agreements():
            yield from self._in_words(at)
        yield from self._rounds(context)

    def _in_words(self, agreement: AgreementAt) -> Iterator[Finding]:
        for at, follows in handlings_in_words(agreement):
            forever = _FOREVER.search(at.reading.text)
            if forever and "ends" not in follows:
                yield self.finding(
                    at,
                    message=at.like("something after a break that has no end"),
                    words=forever[0],
                )

    def _inside(
        self, context: Context, step: NormAt, names: frozenset[str], above: tuple[NormAt, ...]
    ) -> Iterator[Finding]:
        why = _endless(step.norm) or _waits_for_itself(context, step.norm, names)
        same = [each for each in above if _is_same(each, step)]
        if why is not None:
            yield self.finding(step, why=why)
        elif len(same) + 1 == self.often:
            yield self.finding(
                step,
                evidence=[each.evidence("asked for", each.act) for each in same],
                why=f"`{step.act}` is asked for again each time it is not kept",
            )
        for inner in context.steps_of(step):
            yield from self._inside(context, inner, names, (*above, step))

    def _rounds(self, context: Context) -> Iterator[Finding]:
        """Yield where clauses follow a break of each other."""
        for at in context.agreements():
            follows = {
                norm.clause.id: (norm, _clauses_in(norm, at))
                for norm in at.after_a_break
                if norm.clause is not None
            }
            seen: set[str] = set()
            for first, (norm, _) in follows.items():
                round_ = _round_from(first, follows)
                if not round_ or not seen.isdisjoint(round_):
                    continue
                seen.update(round_)
                yield self.finding(
                    norm,
                    evidence=_evidence(round_, follows),
                    why=_in_words(round_),
                )


_Follows = dict[str, tuple[NormAt, tuple[str, ...]]]


def _broken(place: Place) -> tuple[frozenset[str], tuple[NormAt, ...]]:
    """Return the names of what is broken, and the duties of which steps may ask again."""
    match place:
        case ClauseAt():
            return frozenset({place.name, place.agreement.id}), place.norms
        case NormAt(agreement=agreement, clause=clause) if agreement is not None:
            name = agreement.id if clause is None else f"{agreement.id}.{clause.id}"
            return frozenset({name, agreement.id}), (place,)
        case AgreementAt(clauses=clauses):
            return frozenset({place.agreement.id, *(each.name for each in clauses)}), ()
        case _:
            return frozenset(), ()


def _endless(norm: Norm) -> str | None:
    """Return why *norm* never ends, apart from what BRK203 asks about."""
    if norm.for_ is not None or norm.until is not None:
        return None
    match norm:
        case (
            Obligation(before=None, kind="recurring" | "maintenance")
            | Obligation(before=None, kind="quota")
        ) if not (norm.per is not None and norm.per.kind in {"ever", "act"}):
            how = "goes on throughout" if norm.kind == "maintenance" else "comes round"
            return f"`{norm.act}` {how}, and nothing says until when"
        case Prohibition(during=during) if during is not None:
            return f"`{norm.act}` is not to be done, and nothing says until when"
        case Permission(at_most=at_most, only_if=only_if) if (at_most or only_if) is not None:
            how = "is limited" if only_if is None else "waits for a condition"
            return f"`{norm.act}` {how}, and nothing says until when"
    return None


def _waits_for_itself(context: Context, norm: Norm, names: frozenset[str]) -> str | None:
    """Return why the end of *norm* cannot come before the end of what it follows."""
    if norm.until is None or isinstance(norm.until, dt.date) or isinstance(norm, Obligation):
        return None
    for status, is_denied in _statuses(norm.until):
        if status.of not in names:
            continue
        if is_denied and status.status == "broken":
            return f"`{norm.act}` ends when `{status.of}` is made good, and is part of that"
        if not is_denied and status.status == "kept" and not _has_duties(context, status.of):
            return f"`{norm.act}` ends when a duty of `{status.of}` is kept, and it has none"
    return None


def _statuses(condition: Condition, *, is_denied: bool = False) -> Iterator[tuple[Status, bool]]:
    """Yield how clauses have to stand for *condition*, and whether that is denied."""
    match condition:
        case Status():
            yield condition, is_denied
        case Not(not_=inner):
            yield from _statuses(inner, is_denied=not is_denied)
        case AllOf(all_of=parts):
            for part in parts:
                yield from _statuses(part, is_denied=is_denied)
        case AnyOf(any_=parts) if len(parts) == 1:
            yield from _statuses(parts[0], is_denied=is_denied)
        case _:
            return


def _has_duties(context: Context, name: str) -> bool:
    return any(
        isinstance(norm.norm, Obligation)
        for clause in context.clauses()
        if name in {clause.name, clause.agreement.id}
        for norm in clause.norms
    )


def _is_same(one: NormAt, other: NormAt) -> bool:
    """Return whether two norms ask for the same, whoever is to do it and by when."""
    first, second = one.norm, other.norm
    if not isinstance(first, Obligation) or not isinstance(second, Obligation):
        return False
    if not one.is_reparation:
        return first.act == second.act
    said = ("act", "with_", "to", "about", "where")
    return all(getattr(first, name) == getattr(second, name) for name in said)


# Clauses that follow a break of each other


def _clauses_in(norm: NormAt, at: AgreementAt) -> tuple[str, ...]:
    """Return the clauses of the agreement after a break of which *norm* is owed, by name."""
    about = () if norm.norm.after is None else norm.norm.after.about
    named = {str(each).partition(".")[2] for each in about if isinstance(each, str)}
    return tuple(clause.clause.id for clause in at.clauses if clause.clause.id in named)


def _round_from(first: str, follows: _Follows) -> tuple[str, ...]:
    """Return the clauses through which one comes back to *first*; empty: one does not."""
    paths: list[tuple[str, ...]] = [(first,)]
    seen = {first}
    while paths:
        path = paths.pop(0)
        for clause in follows[path[-1]][1]:
            if clause == first:
                return path
            if clause in follows and clause not in seen:
                seen.add(clause)
                paths.append((*path, clause))
    return ()


def _in_words(round_: tuple[str, ...]) -> str:
    if len(round_) == 1:
        return f"`{round_[0]}` follows a break of itself"
    return " follows a break of ".join(f"`{each}`" for each in (*round_, round_[0]))


def _evidence(round_: tuple[str, ...], follows: _Follows) -> list[Evidence]:
    return [follows[each][0].evidence("follows a break", each) for each in round_]
