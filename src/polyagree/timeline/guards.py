"""What is not to be done: forbidden, waiting for a word, so often and no more, or not without."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from polyagree.model import ALWAYS, Happening, Permission, PersonId, Situation
from polyagree.timeline import breaks, closing
from polyagree.timeline.conditions import holds
from polyagree.timeline.counting import count, falls_under, per_partner, reasons_of_time
from polyagree.timeline.instances import Fact
from polyagree.timeline.lives import Life
from polyagree.timeline.log import Entry
from polyagree.timeline.pronouns import mentions_them, with_them
from polyagree.timeline.run import Run
from polyagree.timeline.tallies import Tally
from polyagree.timeline.times import is_going_on
from polyagree.timeline.truth import Truth, all_true, any_true, opposite
from polyagree.timeline.waivers import is_waived

__all__ = [
    "Assessment",
    "assess",
    "end",
    "is_bound_then",
    "is_granted",
    "judge",
    "lapse",
    "reasons_of_window",
    "use",
]


class Assessment(NamedTuple):
    """
    What an act means for something that is not to be done.

    Attributes:
        broken: Whether it breaks it.
        fact: How.
        detail: More, in words.
    """

    broken: Truth
    fact: Fact
    detail: str = ""


def judge(run: Run, life: Life, entry: Entry) -> None:
    """Hold *entry* against what is not to be done."""
    if life.base != "in force" or not is_bound_then(life, entry):
        return
    if life.rule.kind == "upkeep" and _is_kept_up_by(run, life, entry):
        _clear(run, life, entry)
        return
    found = assess(run, life, entry)
    if found is None:
        return
    life.acts += 1
    if found.broken:
        breaks.broke(run, life, entry, _breakers(run, life, entry), found.fact, detail=found.detail)
    elif found.broken is None:
        life.doubts.append(entry.index)
        run.say(life, "perhaps forbidden", entry.first, entry, found.detail)
    else:
        life.fulfilments += 1


def assess(run: Run, life: Life, entry: Entry, *, counts: bool = True) -> Assessment | None:
    """
    Return what *entry* means for *life*; ``None`` if it does not fall under it.

    Args:
        run: The replay.
        life: What is not to be done.
        entry: The act.
        counts: Whether it is counted towards a limit.
    """
    if life.base != "in force" or not is_bound_then(life, entry):
        return None
    if life.rule.kind == "limit":
        return _assess_limit(life, entry, counts=counts)
    if life.rule.kind == "upkeep":
        return _assess_upkeep(run, life, entry)
    return _assess_act(life, entry)


def lapse(run: Run, life: Life, at: dt.datetime) -> None:
    """Let the time be over for which something is not to be done, or is given."""
    if life.is_open and life.is_due_at(at) and life.stopped is None:
        end(run, life, at)


def end(run: Run, life: Life, at: dt.datetime) -> None:
    """Let what can't be broken by being late end, as it was kept or broken."""
    if life.breaks:
        run.forget(life)
    elif not life.rule.is_step or life.parent is None or life.is_given:
        run.say(life, "ended", at)
        closing.leave(run, life, "expired")
    elif life.doubts or not life.is_sure:
        closing.leave(run, life, "unknown")
    else:
        closing.keep(run, life, at, None, "kept")


def use(run: Run, life: Life, entry: Entry) -> None:
    """Let a permission be used that cannot be broken."""
    if is_granted(life, entry):
        life.acts += 1
        life.fulfilments += 1
        run.say(life, "used", entry.first, entry)


def is_bound_then(life: Life, entry: Entry) -> bool:
    """Return whether the norm was in force on the day of *entry*, for the one whom it binds."""
    rule = life.rule
    if rule.is_step:
        return True
    standing = rule.case.standing
    return (
        standing.since <= entry.day < standing.before
        and (rule.opens is None or entry.last >= rule.opens)
        and (rule.closes is None or entry.first < rule.closes)
        and rule.case.is_bound(entry)
    )


def reasons_of_window(life: Life, entry: Entry) -> Iterator[Truth]:
    """Yield whether *entry* is in the time for which something binds from its start on."""
    if not life.is_dated or not life.is_sure:
        # For how long may be known, and since when is not.
        yield None
    if life.first is not None and life.last is not None and life.rule.is_step:
        cause = life.cause
        if cause is not None and not cause.is_probe and life.first == cause.first:
            yield cause.is_before(entry)
        else:
            yield (
                True if entry.first >= life.last else (None if entry.last >= life.first else False)
            )
    if life.due_first is not None and life.due_last is not None:
        yield (
            True
            if entry.last < life.due_first
            else (False if entry.first >= life.due_last else None)
        )


def is_granted(life: Life, entry: Entry) -> Truth:
    """Return whether a permission covers *entry*."""
    if life.base != "in force" or not is_bound_then(life, entry):
        return False
    case = life.rule.case
    norm = case.standing.norm

    def reasons() -> Iterator[Truth]:
        yield falls_under(case, entry, is_timed=True, rests=life.rests)
        yield from reasons_of_window(life, entry)
        if isinstance(norm, Permission) and norm.only_if is not None:
            yield holds(norm.only_if, entry, case)
        if norm.unless is not None:
            yield opposite(holds(norm.unless, entry, case))

    return all_true(reasons())


def _assess_act(life: Life, entry: Entry) -> Assessment | None:
    case = life.rule.case
    norm = case.standing.norm
    covers = falls_under(case, entry, is_timed=True, rests=life.rests)
    truth = all_true((covers, *reasons_of_window(life, entry)))
    if truth is False:
        return None
    waits = isinstance(norm, Permission) and norm.only_if is not None

    def reasons() -> Iterator[Truth]:
        yield truth
        if isinstance(norm, Permission) and norm.only_if is not None:
            yield opposite(holds(norm.only_if, entry, case))
        if norm.unless is not None:
            yield opposite(holds(norm.unless, entry, case))
        yield opposite(is_waived(case, entry))

    return Assessment(all_true(reasons()), "without the word" if waits else "forbidden")


def _breakers(run: Run, life: Life, entry: Entry) -> tuple[PersonId, ...]:
    """Return who broke it: of several whom it binds together, those who took part."""
    if not life.rule.is_joint:
        return life.rule.who
    doers = run.matcher.doers(entry)
    return tuple(each for each in life.rule.who if each in doers) or life.rule.who


def _assess_limit(life: Life, entry: Entry, *, counts: bool) -> Assessment | None:
    case = life.rule.case
    if case.standing.allowed.kind == "share":
        # A share of what, only a table over many events can tell.
        return Assessment(None, "over the limit", f"a share of {case.standing.allowed}")
    one = count(case, entry, is_timed=True, rests=life.rests)
    if one is None or all_true(reasons_of_window(life, entry)) is False:
        return None
    over: list[Truth] = []
    details: list[str] = []
    for partner, _ in per_partner(case, (one,)):
        tally = life.tallies.get(partner) or Tally()
        if counts:
            life.tallies[partner] = tally
        else:
            tally = tally.copy()
        over.append(tally.add(one, case))
        if over[-1] is not False:
            details.append(tally.words)
    return Assessment(any_true(over), "over the limit", "; ".join(details))


# What goes with something else


def _is_kept_up_by(run: Run, life: Life, entry: Entry) -> bool:
    return (
        run.words.is_kind_of(entry.event.act, life.rule.norm.act)
        and life.rule.is_done_by(entry) is not False
    )


def _assess_upkeep(run: Run, life: Life, entry: Entry) -> Assessment | None:
    """
    Hold *entry* against a duty to do something whenever something else goes on.

    What an event says of how it was done decides: `barrier`, `without-barrier`.
    So does the act itself at that time, or about that event. A log that is
    silent leaves it open.
    """
    norm = life.rule.norm
    going_on = _goes_on(life, entry)
    if going_on is False or all_true(reasons_of_window(life, entry)) is False:
        return None
    said = {*entry.event.how}
    if said & {f"without-{norm.act}", f"no-{norm.act}"}:
        return Assessment(going_on, "forbidden", f"without {norm.act}")
    if said & {norm.act, f"with-{norm.act}"} or _is_alongside(run, life, entry):
        return Assessment(False, "kept")
    return Assessment(None, "forbidden", f"nothing about {norm.act}")


def _goes_on(life: Life, entry: Entry) -> Truth:
    norm, case = life.rule.norm, life.rule.case
    during = norm.during
    if isinstance(during, Situation) and during != ALWAYS:
        during = Happening(act=during.word)
    if not isinstance(during, Happening):
        return False

    def goes_on_after(cause: Entry) -> Truth:
        return life.rule.is_triggered_by(with_them(during, cause, case, norm.after), entry)

    if norm.after is not None and mentions_them(during):
        return all_true(
            reasons_of_time(case, entry, is_timed=True, rests=life.rests, also=goes_on_after)
        )
    return all_true(
        (
            life.rule.is_triggered_by(during, entry),
            *reasons_of_time(case, entry, is_timed=True, rests=life.rests),
        )
    )


def _is_alongside(run: Run, life: Life, entry: Entry) -> bool:
    for other in run.log.backwards(life.rule.norm.act, entry):
        if other.day < entry.day and other.event.lasting is None:
            return False
        if life.rule.is_done_by(other) and is_going_on(other, entry, run.zone) is not False:
            return True
    return False


def _clear(run: Run, life: Life, entry: Entry) -> None:
    """Take back a doubt that *entry* answers."""
    about = {each for each in entry.event.about if isinstance(each, str)}
    for index in [*life.doubts]:
        doubted = run.entry(index)
        if doubted.event.id in about or is_going_on(doubted, entry, run.zone):
            life.doubts.remove(index)
            life.fulfilments += 1
            run.say(life, "done", entry.first, entry)
