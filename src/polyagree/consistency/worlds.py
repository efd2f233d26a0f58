"""What a norm comes to when it is settled which situations hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from attrs import evolve, fields

from polyagree.model import (
    ALWAYS,
    AllOf,
    AnyOf,
    Condition,
    Happening,
    Norm,
    Not,
    Obligation,
    Permission,
    Prohibition,
    Situation,
    State,
    Vocabulary,
)

__all__ = ["Atom", "at_its_widest", "atoms_of", "in_words", "in_world", "is_open"]

Atom = Situation | State | Happening
"""Something that holds or does not, whatever people do about what they agreed."""

_CONDITIONS = ("from_", "until", "during", "unless", "only_if")


def atoms_of(norm: Norm, words: Vocabulary) -> Iterator[Atom]:
    """Yield the situations that *norm* hangs on."""
    for key in _CONDITIONS:
        condition = getattr(norm, key, None)
        if condition is not None and not isinstance(condition, dt.date) and not _is_upkeep(norm):
            yield from _atoms_in(condition, words)


def _is_upkeep(norm: Norm) -> bool:
    """Return whether *norm* is to go with something, which is then no situation of its own."""
    return isinstance(norm, Obligation) and norm.kind == "maintenance"


def _atoms_in(condition: Condition, words: Vocabulary) -> Iterator[Atom]:
    match condition:
        case AllOf(all_of=parts) | AnyOf(any_=parts):
            for part in parts:
                yield from _atoms_in(part, words)
        case Not(not_=inner):
            yield from _atoms_in(inner, words)
        case Situation() | State() | Happening() if condition != ALWAYS:
            yield condition


def in_words(atom: Atom) -> str:
    """Return *atom* as a document would name it."""
    match atom:
        case Situation(word=word):
            return word
        case State(is_=word, who=who):
            return f"{word} ({', '.join(map(str, who))})"
        case Happening(act=act, who=who):
            return f"{act} ({', '.join(map(str, who))})" if who else act


def in_world(norm: Norm, world: frozenset[Atom], words: Vocabulary) -> Norm | None:
    """
    Return what *norm* comes to where exactly the situations of *world* hold.

    What hangs on somebody's word, or on what was done, stays as it is written.

    Args:
        norm: The norm.
        world: What holds throughout; other situations do not.
        words: Those of the document.

    Returns:
        ``None`` if it does not count there.
    """
    if _is_upkeep(norm):
        return norm
    changed: dict[str, object] = {}
    for key in _CONDITIONS:
        condition = getattr(norm, key, None)
        if condition is None or isinstance(condition, dt.date):
            continue
        value = _in(condition, world, words)
        if key == "only_if" and value is False:
            return _forbidden(norm)
        if value is (key in {"until", "unless"}):
            return None
        if value is not condition:
            changed[key] = None if isinstance(value, bool) else value
    return evolve(norm, **changed) if changed else norm  # type: ignore[arg-type]  # by their names


def at_its_widest(norm: Norm, words: Vocabulary) -> Norm:
    """Return *norm* as it counts most: with every situation that it waits for, and no other."""
    every = frozenset(atoms_of(norm, words))
    for world in (every, frozenset[Atom]()):
        found = in_world(norm, world, words)
        if found is not None:
            return found
    return norm


def _forbidden(norm: Norm) -> Norm:
    """Return that what *norm* grants on a condition is not to be done."""
    kept = {each.name for each in fields(Prohibition)} & {each.name for each in fields(type(norm))}
    return Prohibition(**{name: getattr(norm, name) for name in sorted(kept)})


def _in(condition: Condition, world: frozenset[Atom], words: Vocabulary) -> bool | Condition:
    match condition:
        case AllOf(all_of=parts):
            return _joined([_in(each, world, words) for each in parts], every=True)
        case AnyOf(any_=parts):
            return _joined([_in(each, world, words) for each in parts], every=False)
        case Not(not_=inner):
            value = _in(inner, world, words)
            return not value if isinstance(value, bool) else Not(not_=value)
        case Situation() | State() | Happening():
            if condition == ALWAYS or condition in world:
                return True
            # Whether an act goes on that people do, the schedule shows.
            return condition if _is_done(condition, words) else False
    return condition


def _is_done(atom: Atom, words: Vocabulary) -> bool:
    if isinstance(atom, State):
        return False
    entry = words.get(atom.act if isinstance(atom, Happening) else atom.word)
    return entry is not None and entry.kind in {"act", "happening"}


def _joined(parts: Iterable[bool | Condition], *, every: bool) -> bool | Condition:
    """Return what several come to: one that decides alone, or those that are left."""
    left: list[Condition] = []
    for part in parts:
        if not isinstance(part, bool):
            left.append(part)
        elif part is not every:
            return part
    if not left:
        return every
    if len(left) == 1:
        return left[0]
    return AllOf(all_of=tuple(left)) if every else AnyOf(any_=tuple(left))


def is_open(norm: Norm) -> bool:
    """Return whether *norm* hangs on something that is said or done, beside its own act."""
    bounds = (each for each in (norm.from_, norm.until) if not isinstance(each, dt.date))
    only_if = norm.only_if if isinstance(norm, Permission) else None
    others = (*bounds, norm.unless, only_if, None if norm.is_always else norm.during)
    return any(each is not None for each in others)
