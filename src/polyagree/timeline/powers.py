"""What people can decide: pausing, taking up again, releasing, ending, handing over, refusing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from attrs import evolve, fields

from polyagree.clock import window_around
from polyagree.model import Happening, Named, Power, Prohibition, Word
from polyagree.model.gates import happenings_over
from polyagree.timeline import closing, duties
from polyagree.timeline.conditions import holds
from polyagree.timeline.counting import reasons_of_time
from polyagree.timeline.instants import earlier, later
from polyagree.timeline.lives import Life, path_of
from polyagree.timeline.log import Entry
from polyagree.timeline.rules import Rule
from polyagree.timeline.run import POWERS, Run
from polyagree.timeline.truth import Truth, all_true, opposite

__all__ = ["exercise", "run_on"]

#: Two parties cannot go on without one of them.
_SEVERAL = 2
#: What an event does that uses a power, by its word, and the other words for it.
_SAME = {"suspend": "pause", "veto": "veto", "say-no": "veto", "object": "veto"}


def exercise(run: Run, entry: Entry) -> None:
    """Let *entry* do what it decides, if those in it can decide it."""
    word = next((each for each in run.words.wider(entry.event.act) if each in POWERS), None)
    if word is None:
        return
    effect = _SAME.get(word, word)
    for about in entry.event.about:
        if isinstance(about, str) and run.matcher.is_clause(about):
            powers = _holders(run, entry, word, effect, about)
            held = [life for life in powers if _is_left(run, life, entry)]
            if not held and not _is_theirs(run, entry, effect, about):
                _no_power(run, entry, about, is_used_up=bool(powers))
                continue
            for life in held:
                life.acts += 1
                run.say(life, "exercised", entry.first, entry)
                life.window.append(entry.index)
            _decide(run, entry, effect, about, held=held)
    if effect == "veto":
        _refuse(run, entry, word)
    elif effect in {"resume", "release"}:
        _take_back(run, entry)


def _no_power(run: Run, entry: Entry, about: str, *, is_used_up: bool = False) -> None:
    who = ", ".join(entry.event.who) or "nobody"
    what = f"`{entry.event.act}` `{about}`"
    message = f"`{who}` has no power to {what}, so that nothing follows"
    if is_used_up:
        message = f"`{who}` could {what} so often, and did already, so that nothing follows"
    run.remarks.add("without the power", path_of(entry.index) or (), message)


def _holders(run: Run, entry: Entry, word: str, effect: str, about: str) -> list[Life]:
    """Return the powers over *about* that those in *entry* hold at that time."""
    doers = run.matcher.doers(entry)
    return [
        life
        for life in run.register.powers
        if _SAME.get(life.rule.norm.act, life.rule.norm.act) in {effect, word}
        and life.base == "in force"
        and not frozenset(life.rule.who).isdisjoint(doers)
        and _is_over(life, about)
        and _is_in_force(life, entry)
    ]


def _is_over(life: Life, about: str) -> bool:
    norm, standing = life.rule.norm, life.rule.case.standing
    if isinstance(norm, Power) and norm.over:
        return any(
            isinstance(over, str) and (about == over or about.startswith(f"{over}."))
            for over in norm.over
        )
    # Of which agreement, it does not say: its own.
    return about in standing.names or about.startswith(f"{standing.clause.partition('.')[0]}.")


def _is_in_force(life: Life, entry: Entry) -> bool:
    case = life.rule.case
    standing = case.standing
    if not life.rule.is_step and not case.is_bound(entry):
        return False

    def reasons() -> Iterator[Truth]:
        yield from reasons_of_time(case, entry, is_timed=True)
        if standing.norm.during is not None:
            yield holds(standing.norm.during, entry, case)
        if standing.norm.unless is not None:
            yield opposite(holds(standing.norm.unless, entry, case))

    return all_true(reasons()) is True


def _is_theirs(run: Run, entry: Entry, effect: str, about: str) -> bool:
    """
    Return whether those in *entry* can decide it without a power that says so.

    All parties together can decide everything about what they agreed, the
    holder of a boundary about it; to whom something is owed can release from
    it; and whoever agreed can end it for themselves.
    """
    doers = run.matcher.doers(entry)
    parties = run.parties_of(about)
    if parties <= doers:
        return True
    if effect == "release":
        return any(life.to and doers.issuperset(life.to) for life in run.register.of_clause(about))
    return effect == "end" and not parties.isdisjoint(doers)


def _is_left(run: Run, life: Life, entry: Entry) -> bool:
    """Return whether a power may be used once more in its window."""
    norm = life.rule.norm
    if not isinstance(norm, Power) or norm.at_most is None or norm.at_most.number is None:
        return True
    used = [run.entry(index) for index in life.window]
    per = norm.per
    if per is not None and per.unit is not None:
        window = window_around(entry.first, per, run.zone)
        used = [each for each in used if window.contains(each.first)]
    elif per is not None and per.duration is not None:
        since = earlier(entry.first, per.duration, run.zone)
        used = [each for each in used if each.first > since]
    return len(used) < norm.at_most.number


def _pause(run: Run, entry: Entry, about: str, held: list[Life]) -> None:
    """Let a clause stand still; a pause that goes on already goes on longer."""
    lasting = [entry.event.lasting, *(life.rule.norm.for_ for life in held)]
    ends = [later(entry.first, each, run.zone) for each in lasting if each is not None]
    until = min(ends, default=None)
    if about in run.stopped:
        before = run.paused_until.get(about)
        until = None if before is None or until is None else max(before, until)
    run.stopped.setdefault(about, entry.first)
    run.paused_until.pop(about, None)
    if until is not None:
        run.paused_until[about] = until
        run.alarms.wake(until, "resume", about, (about, until))
    for life in run.register.of_clause(about):
        run.suspend(life, entry.first, about)


def _resume(run: Run, entry: Entry, about: str) -> None:
    path, whole = path_of(entry.index), about.partition(".")[0]
    if path is not None and about != whole and whole in run.stopped:
        # Part of what stands still as a whole cannot run on by itself.
        message = f"`{about}` stands still because `{whole}` does, and goes on with it"
        run.remarks.add("still paused", path, message)
    _resume_all(run, about, entry.first)


def _end(run: Run, entry: Entry, about: str, *, is_everybodys: bool) -> None:
    """Let what was agreed end, for everybody or for those who end it for themselves."""
    doers, parties = run.matcher.doers(entry), run.parties_of(about)
    for_all = is_everybodys or len(parties - doers) < _SEVERAL
    names = [about] if for_all else [f"{about}:{each}" for each in sorted(doers & parties)]
    run.ended.update(dict.fromkeys(names, entry.first))
    for life in run.register.of_clause(about):
        if life.is_open and (for_all or not doers.isdisjoint(life.rule.who)):
            run.say(life, "ended", entry.first, entry)
            closing.leave(run, life, "expired")


def _take_back(run: Run, entry: Entry) -> None:
    """Let what somebody refused be free again."""
    doers = run.matcher.doers(entry)
    for power in run.register.powers:
        if frozenset(power.rule.who).isdisjoint(doers):
            continue
        for refused in _refused(run, power, entry):
            for life in run.register.of_clause(power.rule.case.standing.clause):
                norm = life.rule.norm
                is_same = norm.act == refused.act and norm.with_ == refused.with_
                if life.key.startswith(f"{power.key}!") and life.is_open and is_same:
                    run.say(life, "ended", entry.first, entry)
                    closing.leave(run, life, "expired")


def _decide(run: Run, entry: Entry, effect: str, about: str, *, held: list[Life]) -> None:
    at, has_power = entry.first, bool(held)
    if effect == "pause":
        _signal(run, about, run.register.of_clause(about))
        _pause(run, entry, about, held)
    elif effect == "resume":
        _resume(run, entry, about)
    elif effect == "end":
        everybody = has_power or run.parties_of(about) <= run.matcher.doers(entry)
        _end(run, entry, about, is_everybodys=everybody)
    elif effect == "release":
        doers = run.matcher.doers(entry)
        is_everybodys = has_power or run.parties_of(about) <= doers
        for life in run.register.of_clause(about):
            is_theirs = bool(life.to) and doers.issuperset(life.to)
            if life.is_open and life.is_duty and (is_everybodys or is_theirs):
                run.say(life, "released", at, entry)
                closing.leave(run, life, "released")
                duties.go_on(run, life, at)
    elif effect in {"delegate", "assign"}:
        people, _ = run.matcher.addressed(entry)
        if effect == "delegate":
            run.register.hand_over(about, people)
        else:
            for name in [each for each in run.creditors if each.startswith(f"{about}.")]:
                del run.creditors[name]
            run.creditors[about] = people
        for life in run.register.of_clause(about):
            if effect == "assign":
                run.assign(life, people)
            run.say(life, "handed over", at, entry, ", ".join(sorted(people)))


def _refuse(run: Run, entry: Entry, word: str) -> None:
    """Let what is refused be forbidden to the others, as long as it is not taken back."""
    doers, is_used, is_anybodys = run.matcher.doers(entry), False, False
    for life in run.register.powers:
        norm, standing = life.rule.norm, life.rule.case.standing
        is_anybodys = is_anybodys or (norm.act == word and any(_refused(run, life, entry)))
        if (
            not isinstance(norm, Power)
            or norm.act not in {word, "veto"}
            or life.base != "in force"
            or frozenset(life.rule.who).isdisjoint(doers)
            or not _is_in_force(life, entry)
            or not _is_left(run, life, entry)
        ):
            continue
        for refused in _refused(run, life, entry):
            is_used = True
            life.acts += 1
            life.window.append(entry.index)
            run.say(life, "exercised", entry.first, entry)
            ban = Prohibition(
                **{
                    each.name: getattr(refused, each.name)
                    for each in fields(type(refused))
                    if each.name != "who"
                },
                for_=norm.for_,
            )
            people = frozenset(standing.parties) - doers
            if refused.who:
                people &= _named(refused)
            for person in sorted(people):
                case = life.rule.case._replace(
                    standing=standing._replace(norm=ban, holder=None),
                    who=person,
                    side=frozenset({person}),
                )
                rule = Rule(
                    key=f"{life.key}!{life.acts}:{person}",
                    case=case,
                    kind="ban",
                    is_step=True,
                    is_own=True,
                )
                child = run.bear(rule, rule.key, entry.first, entry.last, cause=entry)
                run.say(child, "after", entry.first, entry)
                run.set_due(child)
    if is_anybodys and not is_used:
        about = ", ".join(f"`{each}`" for each in entry.event.about)
        _no_power(run, entry, about)


def _named(refused: Happening) -> frozenset[str]:
    return frozenset(term.name for term in refused.who if isinstance(term, Named))


def _refused(run: Run, life: Life, entry: Entry) -> Iterator[Happening]:
    """Yield what *entry* refuses, as far as the power reaches."""
    norm = life.rule.norm
    reach = happenings_over(norm, run.words) if isinstance(norm, Power) else ()
    for about in entry.event.about:
        for over in reach:
            if isinstance(about, Happening):
                if run.words.is_kind_of(about.act, over.act):
                    yield about
            elif run.matcher.is_person(about):
                yield evolve(over, with_=(Named(about),), who=())
            elif run.words.is_kind_of(about, over.act):
                yield evolve(over, act=Word(about))


def _resume_all(run: Run, about: str, at: dt.datetime) -> None:
    """Let what was paused run on: a clause, or an agreement with all its clauses."""
    for name in [each for each in run.stopped if each == about or each.startswith(f"{about}.")]:
        run_on(run, name, at)


def run_on(run: Run, name: str, at: dt.datetime) -> None:
    """Let the pause of *name* alone be over."""
    run.paused_until.pop(name, None)
    del run.stopped[name]
    lives = run.register.of_clause(name)
    _signal(run, name, lives)
    for life in lives:
        if not any(each in run.stopped for each in life.rule.case.standing.names):
            closing.resume(run, life, at)


def _signal(run: Run, name: str, lives: Iterable[Life]) -> None:
    """Have what looks out for how *name*, or a clause of it, stands be told."""
    names = {each: None for life in lives for each in sorted(life.rule.case.standing.names)}
    for each in {name: None, **names}:
        run.lookouts.signal(each)
