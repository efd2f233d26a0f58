"""What is to be done: once, again and again, or so often in each window."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from polyagree.clock import Duration, day_bounds, local_day
from polyagree.model import Happening, Named, Obligation, PeopleTerm, PersonId, Role, is_id
from polyagree.timeline import breaks, closing
from polyagree.timeline.conditions import holds
from polyagree.timeline.counting import added
from polyagree.timeline.dues import due_of, is_in_time, next_due, not_before
from polyagree.timeline.instants import TICK, earlier, later
from polyagree.timeline.lives import Life
from polyagree.timeline.log import Entry
from polyagree.timeline.rules import Rule
from polyagree.timeline.run import Run
from polyagree.timeline.totals import NOTHING, Total, in_words, sum_of, total_of
from polyagree.timeline.truth import Truth, all_true, any_true, opposite, unanimous
from polyagree.timeline.waivers import is_waived

__all__ = [
    "arise",
    "begin_window",
    "comes_round",
    "fall_due",
    "go_on",
    "go_round",
    "goes_round",
    "is_each",
    "keep_count",
    "open_window",
    "perform",
]

_SEVERAL = 2
#: So long after it began, something still belongs to an occasion.
_OCCASION = Duration(hours=24)

# Coming into force


def arise(run: Run, rule: Rule, cause: Entry, *, is_sure: bool, number: int) -> Life:
    """Let a duty come into force that follows *cause*."""
    rule = rule.following(cause)
    life = run.bear(rule, f"{rule.key}#{number}", cause.first, cause.last, cause=cause)
    life.is_sure = is_sure
    run.say(life, "after" if is_sure else "perhaps triggered", cause.first, cause)
    per = rule.norm.per if isinstance(rule.norm, Obligation) else None
    if (per is None or per.act is None) and goes_round(rule):
        run.set_due(life)
        if not go_round(run, life):
            # How often it comes round after each such event, nobody can tell here.
            life.is_dated = False
    elif per is not None and per.act is not None:
        ends = (later(at, _OCCASION, run.zone) for at in (cause.first, cause.last))
        run.fall_due(life, *(end + TICK for end in ends))
    else:
        run.set_due(life)
    _look_back(run, life, cause)
    return life


def _look_back(run: Run, life: Life, cause: Entry) -> None:
    """Hold against *life* what stands before its cause in the log, and counts all the same."""
    norm, rule = life.rule.norm, life.rule
    if isinstance(norm, Obligation) and norm.early == "counts":
        people = tuple(run.register.delegates_of(life))
        key = (rule.key, norm, people)
        done = run.log.fitting(norm.act, cause, lambda each: rule.is_done_by(each, people), key)
        for entry, truth in done:
            if not life.is_open:
                return
            if not entry.is_before(cause):
                perform(run, life, entry)
            else:
                _count_early(run, life, entry, all_true((truth, _is_about(life, entry))))
        return
    # Of a day without hours, what stands before the cause may have come after it.
    since = day_bounds(local_day(cause.first, run.zone), run.zone).start
    for entry in run.log.backwards(norm.act, cause):
        if not life.is_open or entry.first < since:
            return
        if not entry.is_before(cause):
            perform(run, life, entry)


def _count_early(run: Run, life: Life, entry: Entry, truth: Truth) -> None:
    """Let what was done before a duty came up keep it, as far as it does."""
    if truth is False:
        return
    if truth is None:
        life.doubts.append(entry.index)
        run.say(life, "perhaps done", entry.first, entry)
    elif _reaches_all(run, life, entry):
        closing.keep(run, life, entry.first, entry, "done early")
    else:
        missing = ", ".join(each for each in life.to if each not in life.reached)
        run.say(life, "in part", entry.first, entry, f"not {missing} yet")


def catch_up(run: Run, life: Life) -> None:
    """
    Hold against a step what was done since its time began.

    It comes into force when the break is known, which may be later than that; and
    of a day without hours, what stands before the break may have come after it.
    """
    if life.first is None or life.is_guard or run.now is None:
        return
    since = day_bounds(local_day(life.first, run.zone), run.zone).start
    done: list[Entry] = []
    for entry in run.log.backwards(life.rule.norm.act, run.probe(run.now)):
        if entry.first < since:
            break
        done.append(entry)
    for entry in reversed(done):
        if life.is_open:
            perform(run, life, entry)


def open_window(
    run: Run, rule: Rule, since: dt.datetime, number: int, *, is_missed: bool = False
) -> None:
    """
    Let the next window of a duty that comes round begin, when its time has come.

    Args:
        run: The replay.
        rule: The duty.
        since: When it was done last, or was due, or began to count.
        number: The number of the window.
        is_missed: Whether it was due then; the day that counts is the one that was over.
    """
    norm = rule.norm
    counted = since - TICK if is_missed else since
    window = next_due(norm, counted, run.zone) if isinstance(norm, Obligation) else None
    if window is not None and not (rule.closes is not None and window[1] > rule.closes):
        run.alarms.wake(max(window[0], since), "open", rule.key, (rule, window[1], number))


def begin_window(
    run: Run, rule: Rule, start: dt.datetime, end: dt.datetime, number: int
) -> Life | None:
    """Let a window of a duty that comes round begin."""
    if run.has_ended(rule) or f"end of {rule.key}" in run.begun:
        return None
    is_bound = rule.case.is_bound(run.probe(start))
    if not is_bound or not _is_by_length(rule):
        # Whom a group or another word means may be somebody else next time.
        open_window(run, rule, end - TICK, number + 1)
    if not is_bound:
        return None
    life = run.bear(rule, f"{rule.key}#{number}", start, start)
    life.is_sure = f"perhaps end of {rule.key}" not in run.begun
    run.say(life, "begins", start)
    run.fall_due(life, end, end)
    if rule.closes is not None:
        # One whose clock stands still then is not done any more.
        run.alarms.wake(rule.closes, "close", life.key, life)
    return life


def keep_count(run: Run, life: Life) -> None:
    """Let a duty be counted that has no windows of the calendar."""
    per = life.rule.norm.per if isinstance(life.rule.norm, Obligation) else None
    if per is not None and per.kind == "rolling" and life.first is not None:
        _slide(run, life)
    else:
        # What is due over and over from a day that nobody wrote down cannot be dated.
        life.is_dated = per is not None and per.kind == "ever"


def _slide(run: Run, life: Life) -> None:
    """
    Find out when a rolling window will hold too little.

    It does once so much has left it that less than was agreed is in it, and
    not before it has been going on for its whole length.
    """
    norm = life.rule.norm
    if not isinstance(norm, Obligation) or norm.at_least is None or life.first is None:
        return
    per = norm.per
    if per is None or per.duration is None:
        return
    due = []
    for surely in (True, False):
        start, total = life.first, NOTHING
        for index in reversed(life.window):
            entry = run.entry(index)
            least, most = added(norm.at_least, entry)
            if surely and index in life.doubts:
                continue
            total = total.plus(least if surely else most)
            if total_of(norm.at_least).is_over(total) is False:
                start = max(start, entry.first if surely else entry.last)
                break
        due.append(later(start, per.duration, run.zone))
    run.fall_due(life, min(due), max(due))


def _held(run: Run, life: Life, at: dt.datetime) -> Total:
    """Return how much of a quota there was for sure when its time was over."""
    norm = life.rule.norm
    if not isinstance(norm, Obligation) or norm.at_least is None or norm.per is None:
        return life.least
    if norm.per.duration is None:
        return life.least
    since = earlier(at, norm.per.duration, run.zone)
    return sum_of(
        added(norm.at_least, entry)[0]
        for index in life.window
        if index not in life.doubts and (entry := run.entry(index)).first > since
    )


def comes_round(norm: Obligation) -> bool:
    """Return whether a duty has windows, of the calendar or one after the other."""
    return norm.every is not None or (norm.per is not None and norm.per.kind == "calendar")


def _open_next(run: Run, life: Life, since: dt.datetime, *, is_missed: bool = False) -> None:
    """Let what is due so long after the last time be due again, counted from *since*."""
    rule = life.rule
    if life.opened is not None:
        return
    if rule.kind == "recurring" and not rule.is_step and (_is_by_length(rule) or not life.is_dated):
        number = int(life.key.rpartition("#")[2]) + 1
        open_window(run, rule, since, number, is_missed=is_missed)


def go_round(run: Run, life: Life, done: Entry | None = None) -> bool:
    """
    Let the next window begin of what comes round after an event; return whether it does so.

    It does in each whole window up to its end, and is kept with the last of them.

    Args:
        run: The replay.
        life: What comes round.
        done: What kept the window before; ``None``: it is the first one.
    """
    norm, zone = life.rule.norm, run.zone
    if not isinstance(norm, Obligation) or not comes_round(norm):
        return False
    if life.first is None or life.first != life.last:
        return False
    since = life.first
    if done is not None and life.due_last is not None:
        since = done.first if _is_by_length(life.rule) else life.due_last - TICK
    window, end = next_due(norm, since, zone), due_of(norm, life.first, life.last, zone).last
    if window is not None and (end is None or window[1] <= end):
        life.opened, life.least, life.most = max(window[0], life.first), NOTHING, NOTHING
        life.reached.clear()
        life.doubts.clear()
        run.fall_due(life, window[1], window[1])
    elif done is not None:
        closing.keep(run, life, done.first, done, detail=life.lines.pop().detail)
    return done is not None or life.opened is not None


# Being done


def perform(run: Run, life: Life, entry: Entry) -> None:
    """Hold *entry* against a duty that is open, or that is owed though its time is over."""
    people = run.register.delegates_of(life)
    is_done = life.rule.is_done_by(entry, people)
    truth = all_true((is_done, _is_about(life, entry), *_in_its_time(run, life, entry)))
    if truth is False:
        if is_done is False and life.is_open and life.rule.is_told_otherwise(entry, people):
            _say_what_differs(run, life, entry)
        return
    if not life.is_open:
        if truth and not any(line.fact == "done late" for line in life.lines):
            _do_late(run, life, entry)
        return
    if not life.is_dated and life.rule.kind in {"recurring", "quota"} and life.cause is not None:
        life.doubts.append(entry.index)
        run.say(life, "perhaps done", entry.first, entry)
    elif life.rule.kind == "quota":
        _add(run, life, entry, truth)
    elif truth and not _reaches_all(run, life, entry):
        missing = ", ".join(each for each in life.to if each not in life.reached)
        run.say(life, "in part", entry.first, entry, f"not {missing} yet")
    elif truth and life.opened is not None:
        run.say(life, "done", entry.first, entry)
        go_round(run, life, entry)
    elif truth:
        closing.keep(run, life, entry.first, entry)
        _open_next(run, life, entry.first)
    else:
        life.doubts.append(entry.index)
        run.say(life, "perhaps done", entry.first, entry)


def _do_late(run: Run, life: Life, entry: Entry) -> None:
    """Note that a duty whose time is over is done now, once everybody is reached."""
    if _reaches_all(run, life, entry):
        run.say(life, "done late", entry.first, entry)
        run.forget(life)
        return
    missing = ", ".join(each for each in life.to if each not in life.reached)
    run.say(life, "in part", entry.first, entry, f"not {missing} yet")


def _say_what_differs(run: Run, life: Life, entry: Entry) -> None:
    """Note that *entry* tells of it, in its time, and with other details than were agreed."""
    details = life.rule.norm.details
    if details is None or False in (_is_about(life, entry), *_in_its_time(run, life, entry)):
        return
    told = entry.event.details
    left_out = [each for each in details.required if each not in told]
    private = [each for each in told if each in details.kept_private]
    said = [f"without {', '.join(left_out)}"] if left_out else []
    said += [f"with {', '.join(private)}, to be kept private"] if private else []
    run.say(life, "in part", entry.first, entry, "; ".join(said))


def _reaches_all(run: Run, life: Life, entry: Entry) -> bool:
    """Return whether everybody has been reached to whom something is owed."""
    if len(life.to) < _SEVERAL or not all(is_each(term) for term in life.rule.norm.to):
        return True
    life.reached.update(_reached_by(run, life, entry))
    return life.reached >= {*life.to}


def _reached_by(run: Run, life: Life, entry: Entry) -> frozenset[PersonId]:
    """Return who may be reached by *entry* of those to whom something is owed."""
    known, unnamed = run.matcher.addressed(entry)
    if run.words.is_mutual(entry.event.act):
        known = run.matcher.doers(entry)
    return frozenset(life.to) if unnamed else known & {*life.to}


def _may_be_done(run: Run, life: Life) -> bool:
    """Return whether all of a duty may have been done in time, by what was perhaps done."""
    done = [run.entry(index) for index in life.doubts]
    is_for_each = len(life.to) >= _SEVERAL and all(is_each(term) for term in life.rule.norm.to)
    is_said = all(each.event.to and not run.words.is_mutual(each.event.act) for each in done)
    if life.rule.kind == "quota" or not is_for_each or not is_said:
        return bool(done)
    return life.reached.union(*(_reached_by(run, life, each) for each in done)) >= {*life.to}


def _keep_who_is_reached(run: Run, life: Life) -> None:
    """Take those for reached who were, if not in time; the others are still to be."""
    people = run.register.delegates_of(life)
    for entry in (run.entry(index) for index in life.doubts):
        is_done = life.rule.is_done_by(entry, people)
        if all_true((is_done, _is_about(life, entry), *_since_it_began(run, life, entry))):
            life.reached.update(_reached_by(run, life, entry))


def is_each(term: PeopleTerm) -> bool:
    """Return whether everybody whom *term* means is meant, and not one of them."""
    match term:
        case Role(role=role):
            return role in {"other parties", "each party", "all parties"}
        case Named(name=name):
            return is_id(name)
    return False


def _is_by_length(rule: Rule) -> bool:
    norm = rule.norm
    return isinstance(norm, Obligation) and norm.every is not None and norm.every.unit is None


def _in_its_time(run: Run, life: Life, entry: Entry) -> Iterator[Truth]:
    yield from _since_it_began(run, life, entry)
    if not life.is_open:
        return
    if life.opened is not None:
        yield _is_from(entry, life.opened, life.opened)
    if life.stopped is None or life.lies_in_pause:
        yield is_in_time(entry, life.due_first, life.due_last)
    elif life.due_first is not None and life.due_first <= life.stopped:
        # It may have been over when its clock began to stand still.
        yield None


def _since_it_began(run: Run, life: Life, entry: Entry) -> Iterator[Truth]:
    norm, cause = life.rule.norm, life.cause
    if cause is not None and not cause.is_probe and life.first == cause.first:
        # Equal instants keep the order of the log, and what was done is not done again by that.
        yield cause.is_before(entry)
    elif life.first is not None and life.last is not None:
        yield _is_from(entry, life.first, life.last)
    wait = norm.wait if isinstance(norm, Obligation) else None
    if wait is not None and life.first is not None and life.last is not None:
        yield unanimous(
            when >= not_before(since, wait, run.zone)
            for since, when in ((life.first, entry.last), (life.last, entry.first))
        )


def _is_from(entry: Entry, first: dt.datetime, last: dt.datetime) -> Truth:
    if entry.first >= last:
        return True
    return False if entry.last < first else None


def _is_about(life: Life, entry: Entry) -> Truth:
    """
    Return whether *entry* is about what *life* follows.

    What is said to be about something else fulfils nothing; what does not say
    what it is about may be about it.
    """
    cause, said_about = life.cause, entry.event.about
    if cause is not None and cause.is_probe and life.parent is not None:
        # What a missed deadline is about is what the duty followed.
        cause = life.parent[0].cause or cause
    if cause is None or not said_about:
        return True
    return any_true(_concerns(life, cause, said) for said in said_about)


def _concerns(life: Life, cause: Entry, said: str | Happening) -> Truth:
    case = life.rule.case
    matcher = case.matcher
    if isinstance(said, Happening):
        return not cause.is_probe and matcher.matches(said, cause, parties=case.standing.parties)
    broken = None if life.parent is None else life.parent[1]
    if broken is not None and said in {broken.record, "breach"}:
        return True
    if said in case.standing.names or said == cause.event.id or said in cause.event.about:
        return True
    if matcher.is_event(said) or matcher.is_breach(said) or matcher.is_clause(said):
        return False
    if matcher.is_person(said):
        return said in matcher.doers(cause) or said in (matcher.company(cause, frozenset()) or ())
    # Another word says more about it, and denies nothing.
    return True


def _add(run: Run, life: Life, entry: Entry, truth: Truth) -> None:
    norm = life.rule.norm
    if not isinstance(norm, Obligation) or norm.at_least is None:
        return
    least, most = added(norm.at_least, entry)
    life.acts += 1
    life.most = life.most.plus(most)
    if truth:
        life.least = life.least.plus(least)
        is_rolling = norm.per is not None and norm.per.kind == "rolling"
        so_far = "" if is_rolling else f"{in_words(life.least, norm.at_least)} of {norm.at_least}"
        run.say(life, "done", entry.first, entry, so_far)
    else:
        life.doubts.append(entry.index)
        run.say(life, "perhaps done", entry.first, entry)
    if norm.per is not None and norm.per.kind == "rolling":
        life.window.append(entry.index)
        _slide(run, life)
        return
    wanted = total_of(norm.at_least)
    if wanted.is_over(life.least) is False:
        words = f"{in_words(life.least, norm.at_least)} of {norm.at_least}"
        life.lines.pop()
        if life.opened is not None:
            run.say(life, "done", entry.first, entry, words)
            go_round(run, life, entry)
        else:
            closing.keep(run, life, entry.first, entry, detail=words)


# Its time being over


def fall_due(run: Run, life: Life, at: dt.datetime, what: Entry | None = None) -> None:
    """Let the time of a duty be over."""
    if not life.is_open or (what is None and not life.is_due_at(at)):
        return
    if life.stopped is not None:
        return
    rule, norm = life.rule, life.rule.norm
    moment = run.probe(at - TICK, rule.who, norm.act)
    excused = _passes(run, life, moment)
    if excused:
        run.say(life, "excused", at)
        closing.leave(run, life, "released")
    elif excused is None or not life.is_sure or _may_be_done(run, life):
        closing.leave(run, life, "unknown")
    else:
        _keep_who_is_reached(run, life)
        life.base = "violated"
        detail = ""
        if isinstance(norm, Obligation) and norm.at_least is not None:
            detail = f"{in_words(_held(run, life, at), norm.at_least)} of {norm.at_least}"
        breaks.broke(
            run,
            life,
            run.probe(at, rule.who, norm.act),
            rule.who,
            "fell short" if detail else "missed",
            detail=detail,
        )
        if not (isinstance(norm, Obligation) and norm.late == "owed"):
            run.forget(life)
        breaks.settle(run, life)
    go_on(run, life, at, is_missed=what is None)


def go_on(run: Run, life: Life, at: dt.datetime, *, is_missed: bool = False) -> None:
    """Let what comes round be due again after it was missed, or released."""
    _open_next(run, life, at, is_missed=is_missed)
    if _is_rolling(life.rule) and not life.rule.is_step:
        _slide_on(run, life, at)


def goes_round(rule: Rule) -> bool:
    """Return whether *rule* asks for something again and again."""
    return rule.kind in {"recurring", "quota"}


def _is_rolling(rule: Rule) -> bool:
    norm = rule.norm
    return isinstance(norm, Obligation) and norm.per is not None and norm.per.kind == "rolling"


def _slide_on(run: Run, life: Life, at: dt.datetime) -> None:
    """Let a rolling window go on after it held too little."""
    rule = life.rule
    if rule.closes is not None and at >= rule.closes:
        return
    following = run.bear(rule, f"{rule.key}#{int(life.key.rpartition('#')[2]) + 1}", at, at)
    run.say(following, "begins", at)
    following.window = [*life.window]
    _slide(run, following)
    if rule.closes is not None:
        run.alarms.wake(rule.closes, "close", following.key, following)


def _passes(run: Run, life: Life, moment: Entry) -> Truth:
    """Return whether something lifts a duty when its time is over."""
    norm, case = life.rule.norm, life.rule.case
    return any_true(
        (
            False if norm.unless is None else holds(norm.unless, moment, case),
            # What is due only while something holds is not due while it does not.
            life.rule.kind in {"recurring", "quota"}
            and norm.during is not None
            and opposite(holds(norm.during, moment, case)),
            is_waived(case, moment),
            _was_waived(run, life),
        )
    )


def _was_waived(run: Run, life: Life) -> bool:
    """Return whether those whom it concerns agreed on an exception while it was open."""
    standing = life.rule.case.standing
    people = {standing.holder} if standing.holder is not None else {*standing.parties}
    for waiver in run.log.backwards("agree-exception", run.probe(run.now or _START)):
        if life.first is None or waiver.first < life.first:
            return False
        if run.matcher.doers(waiver) >= people and any(
            name in standing.names for name in waiver.event.about
        ):
            return True
    return False


_START = dt.datetime(1, 1, 2, tzinfo=dt.UTC)
