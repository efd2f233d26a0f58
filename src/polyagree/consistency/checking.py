"""What a replay says of a schedule, before anybody sees it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence

from attrs import evolve, frozen

from polyagree.consistency.alongside import goes_on
from polyagree.consistency.stage import Stage, is_with_oneself
from polyagree.errors import InvalidPolycule
from polyagree.model import Event, Polycule
from polyagree.source import Path
from polyagree.timeline.instances import Instance
from polyagree.timeline.rules import Rule
from polyagree.timeline.why_not import why_not

__all__ = ["UNDONE", "Trouble", "adorned", "troubles"]

UNDONE = "left undone"
"""What is said of a duty that has no deadline and was not done."""

_MOST_WORDS = 40


@frozen
class Trouble:
    """
    What a replay holds against a schedule.

    Attributes:
        path: Where the norm stands.
        clause: Its clause.
        is_sure: Whether it is broken for sure.
        event: The event that does it, by its position; ``None``: time alone does.
        fact: What the ledger says.
    """

    path: Path
    clause: str
    is_sure: bool
    event: int | None
    fact: str


def troubles(
    stage: Stage, events: Sequence[Event], until: dt.date, only: Collection[Path]
) -> list[Trouble]:
    """Return what stands against *events*, if nothing else happens, under the norms *only*."""
    ledger = stage.replayed(events, until, only)
    return [
        found
        for instance in ledger.instances
        if not is_with_oneself(instance.norm, instance.who)
        for found in _of(instance, stage.number_of(0))
    ]


def _of(instance: Instance, offset: int) -> Iterator[Trouble]:
    for broken in instance.breaks:
        event = None if broken.event is None else int(broken.event[-1]) - offset
        fact = _fact(instance, broken.event)
        yield Trouble(instance.path, instance.clause, is_sure=True, event=event, fact=fact)
    if instance.breaks:
        return
    if instance.verdict == "presumably_violated":
        yield Trouble(instance.path, instance.clause, True, None, "left undone")  # a field
    elif instance.verdict == "unknown":
        lines = [line for line in instance.proof if line.fact.startswith("perhaps")]
        line = lines[-1] if lines else None
        event = None if line is None or line.event is None else int(line.event[-1]) - offset
        fact = "unknown" if line is None else line.fact
        yield Trouble(instance.path, instance.clause, False, event, fact)  # a field


def _fact(instance: Instance, event: Path | None) -> str:
    for line in instance.proof:
        if event is not None and line.event == event:
            return line.fact
    return "missed"


def adorned(
    stage: Stage, events: Sequence[Event], until: dt.date, rules: Sequence[Rule]
) -> list[Event]:
    """Return *events* with what has to go with them, and the words that they wait for."""
    dressed = [_with_upkeep(stage, event, rules) for event in events]
    if not any(rule.kind in {"gated", "limit", "ban"} and _waits(rule) for rule in rules):
        return dressed
    paths = {rule.case.standing.path for rule in rules}
    near = _near(stage.polycule, rules)
    for _ in range(_MOST_WORDS):
        waiting = [
            each.event
            for each in troubles(stage, dressed, until, paths)
            if each.event is not None and _is_waiting(each, rules)
        ]
        if not waiting:
            return dressed
        first, *others = dict.fromkeys(waiting)
        event = dressed[first]
        try:
            rest = (*dressed[:first], *dressed[first + 1 :])
            found = why_not(evolve(near, events=rest), event)
        except InvalidPolycule:
            # A clause speaks of something on record.
            return dressed
        added = [each.add for each in found.changes or () if each.add is not None]
        if not added:
            return dressed
        alike = [dressed[each] for each in others if _is_alike(dressed[each], event)]
        dressed += [*added, *(word for each in alike for word in _moved(added, event, each))]
    return dressed


def _is_alike(one: Event, other: Event) -> bool:
    """Return whether two events differ in nothing but their time."""
    return evolve(one, at=other.at) == other


def _moved(words: Sequence[Event], act: Event, to: Event) -> Iterator[Event]:
    """Yield *words*, said before *act*, as they would be said before *to*."""
    for word in words:
        times = (word.at, act.at, to.at)
        if all(isinstance(each, dt.datetime) and each.tzinfo is None for each in times):
            yield evolve(word, at=word.at + (to.at - act.at))


def _near(polycule: Polycule, rules: Sequence[Rule]) -> Polycule:
    """Return the agreements and boundaries of *rules* alone, if what they name is in them."""
    names = {rule.case.standing.clause.partition(".")[0] for rule in rules}
    try:
        return evolve(
            polycule,
            agreements=tuple(each for each in polycule.agreements if each.id in names),
            boundaries=tuple(each for each in polycule.boundaries if each.id in names),
            events=(),
            breaches=(),
            repairs=(),
            check_ins=(),
            scenarios=(),
        )
    except InvalidPolycule:
        return polycule


def _waits(rule: Rule) -> bool:
    return rule.kind == "gated" or rule.norm.unless is not None


def _is_waiting(trouble: Trouble, rules: Sequence[Rule]) -> bool:
    return any(rule.case.standing.path == trouble.path and _waits(rule) for rule in rules)


def _with_upkeep(stage: Stage, event: Event, rules: Sequence[Rule]) -> Event:
    for rule in rules:
        during = goes_on(rule.norm.during)
        if rule.kind != "upkeep" or during is None:
            continue
        if stage.deeds.words.is_kind_of(event.act, during.act) and rule.norm.act not in event.how:
            event = evolve(event, how=(*event.how, rule.norm.act))
    return event
