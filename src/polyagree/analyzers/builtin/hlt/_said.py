"""What agreements say of tests, barriers and results, in norms or in words only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from attrs import frozen

from polyagree.analyzers.context import Context
from polyagree.analyzers.places import AgreementAt
from polyagree.analyzers.readings import BINDING, ReadAt
from polyagree.model.health import health_words, is_health_act
from polyagree.model.ids import PersonId

if TYPE_CHECKING:
    from polyagree.analyzers.context import SaferSexPlan

__all__ = ["Said", "every_plan", "interval_in_words", "testers"]

_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")


@frozen(kw_only=True, eq=False)
class Said:
    """
    What one agreement says of tests, barriers and results.

    Attributes:
        at: The agreement.
        plan: What it declares.
        read: The clauses that say something of it in words only.
    """

    at: AgreementAt
    plan: SaferSexPlan
    read: tuple[ReadAt, ...] = ()

    @property
    def is_declared(self) -> bool:
        """Whether a norm says something of it."""
        return not self.plan.is_empty

    @property
    def only_read(self) -> ReadAt | None:
        """The words that a finding rests on; ``None``: a norm says it."""
        return None if self.is_declared else self.read[0]

    @property
    def parties(self) -> frozenset[PersonId]:
        """Who agreed."""
        return frozenset(self.at.agreement.parties)

    @property
    def shares_results(self) -> bool:
        """Whether it says, be it in words only, who hears of results."""
        if self.plan.sharing or any(_act(each, "telling") for each in self.read):
            return True
        clauses = self.at.agreement.clauses
        return any(_has_word(clause.says, "words-of-results") for clause in clauses)

    @property
    def what(self) -> str:
        """What it speaks of, in words."""
        words = self.plan
        parts = [
            ("tests", words.testing, "testing"),
            ("barriers", words.protections, "protection"),
            ("results", words.sharing, "telling"),
        ]
        return " and ".join(
            name
            for name, declared, group in parts
            if declared or any(_act(each, group) for each in self.read)
        )


def every_plan(context: Context) -> Iterator[Said]:
    """Yield what each agreement in force says of it, where it says something."""
    for at in context.agreements():
        if not context.has_begun(at.agreement):
            continue
        read = tuple(each for each in context.readings_in(at.agreement) if _is_read(each))
        plan = context.plan_of(at.agreement)
        if read or not plan.is_empty:
            yield Said(at=at, plan=plan, read=read)


def _is_read(at: ReadAt) -> bool:
    # It rests on what is done, however sure the kind of the clause is.
    return _act(at, "safer-sex") and (at.reading.kind in BINDING or bool(at.norms))


def _act(at: ReadAt, group: str) -> bool:
    act = at.reading.roles.act
    if act is None:
        return False
    # That somebody tells something says nothing of health by itself.
    group = "sharing" if group == "telling" else group
    return is_health_act(act, at.context.words, group=group)


def _has_word(text: str, group: str) -> bool:
    return not set(_WORD.findall(text.casefold())).isdisjoint(health_words(group))


def interval_in_words(at: ReadAt) -> bool:
    """Return whether a clause that has only words says how often people test."""
    times = at.reading.times
    return (times.every or times.per) is not None and _has_word(at.reading.text, "words-of-tests")


def testers(context: Context, among: Iterable[Said]) -> frozenset[PersonId]:
    """Return who tests again and again by what is said, be it in a boundary or in words only."""
    found: set[PersonId] = set()
    for norm in context.norms():
        comes_round = getattr(norm.norm, "kind", "") in {"recurring", "quota"}
        is_test = comes_round and is_health_act(norm.act, context.words, group="testing")
        if is_test and not norm.is_reparation:
            found |= norm.bearers
    for said in among:
        readings = context.readings_in(said.at.agreement)
        if any(interval_in_words(each) for each in readings):
            found |= said.parties
    return frozenset(found)
