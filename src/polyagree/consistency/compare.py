"""How a new wording stands to an old one: the same, stricter, looser, or neither."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from polyagree.consistency.comparisons import (
    ClauseComparison,
    Comparison,
    Relation,
    Version,
    Witness,
)
from polyagree.consistency.framing import Cover, Frame
from polyagree.consistency.inclusion import names_in
from polyagree.consistency.pairing import Paired, paired
from polyagree.consistency.recording import on_record
from polyagree.consistency.sides import Side
from polyagree.consistency.whole import whole_witness
from polyagree.consistency.witnessing import (
    base_day,
    replayed,
    start_of,
    told_apart,
    witnesses,
)
from polyagree.model import Polycule, Situation, State
from polyagree.timeline.rules import Rule
from polyagree.timeline.wordings import Standing

__all__ = ["compare", "compare_clause"]

_STEPS = "what is fine is the same; what follows a break is put differently, and is not compared"
_STEPS_AS_WELL = "what follows a break is put differently as well, and is not compared"


def compare(old: Polycule, new: Polycule, *, on: dt.date | None = None) -> Comparison:
    """
    Return how *new* stands to *old*: equivalent, stricter, looser, incomparable or unknown.

    What is compared is which logs break nothing. Words around a norm, what it serves and what
    a permission gives are not in it; neither is what people decide later, such as an exception.
    Clauses are held against those of the same name, and then everything against everything.

    A direction is claimed only where it was proved, and where a log shows it that one wording
    allows and the other does not, replayed under both.

    Args:
        old: The one document.
        new: The other one.
        on: Compare the wordings that were in force on this day; ``None``: the texts as they
            stand, accepted or not.

    Raises:
        DoesNotReplay: If a log does not show what it is said to show, which is a bug.

    Source:
        C2, C16, C19.
    """
    sides = Side(old, on), Side(new, on)
    pairs = list(paired(*sides))
    changed = [each.name for each in pairs if not each.is_as_it_was]
    frame = Frame(*sides, changed)
    since = base_day(sides, on)
    clauses = tuple(_compared(each, sides, frame, since) for each in pairs)
    verdict, witnesses, why = _whole(clauses, sides, frame)
    record = on_record(sides)
    return Comparison(
        verdict=verdict,
        on=on,
        clauses=clauses,
        witnesses=witnesses,
        why=(*why, *_clocks(old, new)),
        changed=record.changed,
        recorded=record.recorded,
        left_out=record.left_out,
    )


def compare_clause(old: Polycule, new: Polycule, clause: str) -> ClauseComparison | None:
    """
    Return how one clause of *new* stands to that of *old*; ``None``: neither has it.

    Args:
        old: The one document.
        new: The other one.
        clause: The name of the clause, or of the boundary.
    """
    sides = Side(old), Side(new)
    pairs = [each for each in paired(*sides) if each.name == clause]
    if not pairs:
        return None
    frame = Frame(*sides, [each.name for each in pairs if not each.is_as_it_was])
    return _compared(pairs[0], sides, frame, base_day(sides, None))


def _compared(
    pair: Paired, sides: tuple[Side, Side], frame: Frame, base: dt.date
) -> ClauseComparison:
    verdict, witnesses, why = _verdict_on(pair, sides, frame, base)
    return ClauseComparison(
        clause=pair.name,
        path=pair.new.path or pair.old.path,
        fate=pair.fate,
        verdict=verdict,
        old=tuple(each.norm for each in pair.old.standings),
        new=tuple(each.norm for each in pair.new.standings),
        witnesses=witnesses,
        why=why,
    )


_Found = tuple[Relation, tuple[Witness, ...], tuple[str, ...]]


def _verdict_on(pair: Paired, sides: tuple[Side, Side], frame: Frame, base: dt.date) -> _Found:
    standings = (*pair.old.standings, *pair.new.standings)
    mentioned = frozenset[str]().union(*(names_in(each.norm) for each in standings))
    if pair.is_as_it_was and mentioned.isdisjoint(frame.other_words):
        return "equivalent", (), ()
    if not (pair.old.is_read and pair.new.is_read):
        return "unknown", (), ("its words are not read yet: say under `norm` what they mean",)
    some = pair.old.standings, pair.new.standings
    rules = tuple(side.rules(each) for side, each in zip(sides, some, strict=True))
    is_stricter = all(frame.covers(rules[1], weak) for weak in rules[0])
    is_looser = all(frame.covers(rules[0], weak) for weak in rules[1])
    has_other_steps = pair.old.steps != pair.new.steps and all(map(_can_break, rules))
    if is_stricter and is_looser:
        return ("unknown", (), (_STEPS,)) if has_other_steps else ("equivalent", (), ())
    why = [_STEPS_AS_WELL] if has_other_steps else []
    since = start_of(rules, base, sides)
    wanted: set[Version] = set()
    if not is_looser:
        wanted.add("old")
    if not is_stricter:
        wanted.add("new")
    found = witnesses(sides, some, rules, since, wanted)
    verdict = _decided(found, is_stricter=is_stricter, is_looser=is_looser)
    if verdict == "unknown":
        why += _apart(frame, standings)
        why += _reasons(found, is_stricter, is_looser, mentioned & frame.other_words)
        why += _unseen(pair)
    return verdict, tuple(found.values()), tuple(dict.fromkeys(why))


def _can_break(rules: Sequence[Rule]) -> bool:
    return any(each.kind not in {"grant", "power"} for each in rules)


def _decided(witnesses: dict[Version, Witness], *, is_stricter: bool, is_looser: bool) -> Relation:
    if len(witnesses) > 1:
        return "incomparable"
    if is_stricter and "old" in witnesses:
        return "stricter"
    return "looser" if is_looser and "new" in witnesses else "unknown"


def _reasons(
    witnesses: dict[Version, Witness],
    is_stricter: bool,  # noqa: FBT001  # of one function alone
    is_looser: bool,  # noqa: FBT001
    others: frozenset[str],
) -> Iterator[str]:
    """Yield what leaves it open."""
    names = ", ".join(f"`{each.removeprefix('clause ')}`" for each in sorted(others))
    if names:
        yield f"{names} {'do' if len(others) > 1 else 'does'} not mean the same in both"
    if is_stricter:
        yield "it allows nothing that was not fine before, and no log was found that it rules out"
    elif is_looser:
        yield "it rules out nothing that was fine before, and no log was found that it allows"
    elif "old" in witnesses:
        yield "it rules something out, and nobody could show that it allows nothing instead"
    elif "new" in witnesses:
        yield "it allows something, and nobody could show that it rules out nothing instead"
    else:
        yield "no log was found that tells the two apart, and nobody could show that none does"


def _clocks(old: Polycule, new: Polycule) -> Iterator[str]:
    """Yield that days and hours are those of two places, if they are."""
    if old.zone != new.zone:
        yield f"days and hours are those of {old.zone} before, and of {new.zone} now"


def _apart(frame: Frame, some: Sequence[Standing]) -> Iterator[str]:
    """Yield which people whom *some* norms bind or name are in one of the documents alone."""
    concerned = frozenset[str]().union(*({*each.parties, *names_in(each.norm)} for each in some))
    said = [
        f"only {version} has {', '.join(f'`{each}`' for each in people if each in concerned)}"
        for version, people in zip(
            ("the old document", "the new one"), frame.people_apart, strict=True
        )
        if not concerned.isdisjoint(people)
    ]
    if said:
        yield f"the people differ: {', and '.join(said)}"


def _unseen(pair: Paired) -> Iterator[str]:
    """Yield which circumstances no log can show."""
    words: dict[str, None] = {}
    for put in (pair.old, pair.new):
        for each in put.standings:
            norm = each.norm
            for part in (norm.during, norm.unless, norm.from_, getattr(norm, "only_if", None)):
                if isinstance(part, Situation) and part.word != "always":
                    words[part.word] = None
                elif isinstance(part, State):
                    words[part.is_] = None
    for word in words:
        yield f"no log says whether `{word}` holds"


# Everything together


def _whole(clauses: tuple[ClauseComparison, ...], sides: tuple[Side, Side], frame: Frame) -> _Found:
    differing = [each for each in clauses if each.verdict != "equivalent"]
    if not differing:
        return "equivalent", (), ()
    names = frozenset(each.clause for each in differing)
    unread = [each for each in differing if not each.old and not each.new]
    is_stricter = not unread and _is_covered(names, sides[0], sides[1], frame)
    is_looser = not unread and _is_covered(names, sides[1], sides[0], frame)
    if is_stricter and is_looser:
        has_other_steps = any(_STEPS in each.why for each in differing)
        return ("unknown", (), (_STEPS,)) if has_other_steps else ("equivalent", (), ())
    witnesses: dict[Version, Witness] = {}
    for one in differing:
        for witness in one.witnesses:
            allowed_by = witness.allowed_by
            if allowed_by not in witnesses:
                found = whole_witness(sides, witness, told_apart)
                if found is not None:
                    some = sides[0].standings, sides[1].standings
                    witnesses[allowed_by] = replayed(sides, some, found)
    verdict = _decided(witnesses, is_stricter=is_stricter, is_looser=is_looser)
    why: tuple[str, ...] = ()
    if verdict == "unknown":
        open_ = [each.clause for each in differing if each.verdict == "unknown"]
        lines = list(_reasons(witnesses, is_stricter, is_looser, frozenset()))
        lines = [*_apart(frame, [each for side in sides for each in side.of(names)]), *lines]
        if open_:
            lines.insert(0, "it hangs on " + ", ".join(f"`{each}`" for each in open_))
        why = tuple(lines)
    order: tuple[Version, ...] = ("old", "new")
    return verdict, tuple(witnesses[each] for each in order if each in witnesses), why


def _is_covered(names: frozenset[str], weak: Side, strong: Side, frame: Frame) -> bool:
    """Return whether *strong* asks for all that the clauses *names* of *weak* do."""
    rules = weak.rules(weak.of(names))
    if not rules:
        return True
    cover = Cover(strong.rules(strong.standings), frame.words)
    return all(frame.covers(cover.near(each), each) for each in rules)
