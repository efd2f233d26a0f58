"""
Whose word an act waits for, however a norm spells it.

A gate is a condition on somebody's word *before* one's own act. People write it
as ``may ... only_if``, as ``must_not ... unless``, as a duty to ask or tell
before the act, as a power to approve, or by the acts themselves (``only_if:
{done: {act: say-yes, who: ben}}``). This module is the only place that decides.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve, frozen

from polyagree.model.conditions import AllOf, AnyOf, Condition, Done, Gate, GateKind, Not
from polyagree.model.happening import Happening, Qualifiers
from polyagree.model.norms import Norm, Obligation, Permission, Power, Prohibition
from polyagree.model.people import Named, People, PeopleTerm, Role
from polyagree.model.vocabulary import Vocabulary, shipped
from polyagree.source import Path

__all__ = ["GateUse", "gates_of"]

_REFUSALS = ("say-no", "veto")
_POWERS: dict[str, GateKind] = {"approve": "yes_from", "veto": "unopposed_by"}


@frozen(kw_only=True)
class GateUse:
    """
    One gate in one norm.

    Attributes:
        gate: Whose word, in which form.
        path: The keys and positions inside the norm that lead to it.
        once: Whether one word settles it for good, instead of one each time.
        lifts_limit: Whether only the act beyond a limit waits.
    """

    gate: Gate
    path: Path
    once: bool = False
    lifts_limit: bool = False


def gates_of(norm: Norm, *, vocabulary: Vocabulary | None = None) -> tuple[GateUse, ...]:
    """
    Return the gates in *norm*, however they are spelled.

    The word of somebody who takes part in the act, is touched, hosted or paid
    by it, or whom it is about, is consent and never a gate; nor is one's own.

    Args:
        norm: The norm.
        vocabulary: The words of its document; ``None``: those that ship.

    Returns:
        The gates in the order of the document.

    Source:
        A1, A4, C1.
    """
    words = shipped() if vocabulary is None else vocabulary
    return tuple(
        use
        for use in _spelled(norm, words)
        if not _is_consent(use.gate.people, norm) and not _is_joint(use.gate.people, norm)
    )


def _spelled(norm: Norm, words: Vocabulary) -> Iterator[GateUse]:
    match norm:
        case Permission():
            yield from _uses(_required(norm.only_if, ("only_if",), words))
            yield from _uses(_required(norm.during, ("during",), words))
            yield from _uses(_required(_condition(norm.from_), ("from",), words), once=True)
            if norm.is_limit:
                yield from _uses(_required(norm.unless, ("unless",), words), lifts_limit=True)
            else:
                yield from _uses(_refused(norm.unless, ("unless",), words))
            yield from _uses(_refused(_condition(norm.until), ("until",), words), once=True)
        case Prohibition():
            yield from _uses(_required(norm.unless, ("unless",), words))
            yield from _uses(_required(_condition(norm.until), ("until",), words), once=True)
            yield from _uses(_refused(norm.during, ("during",), words))
            yield from _uses(_refused(_condition(norm.from_), ("from",), words), once=True)
            yield from _uses(_refused(norm.after, ("after",), words), once=True)
        case Obligation():
            yield from _before_an_act(norm, words)
        case Power():
            yield from _in_their_hands(norm, words)


def _in_their_hands(power: Power, words: Vocabulary) -> Iterator[GateUse]:
    """Yield the gate of a power to approve of somebody else's act, or to refuse it."""
    kinds = (kind for word, kind in _POWERS.items() if words.is_kind_of(power.act, word))
    kind: GateKind | None = next(kinds, None)
    if kind is None or power.is_nobodys or power.who == (Role("all parties"),):
        return
    if any(isinstance(over, Happening) for over in power.over):
        # Where each party has it, it is the others whose word an act waits for.
        each = not power.who or power.who == (Role("each party"),)
        people: People = (Role("other parties"),) if each else power.who
        yield GateUse(gate=Gate(kind=kind, people=people), path=())


def _uses(
    found: Iterator[tuple[Gate, Path]], *, once: bool = False, lifts_limit: bool = False
) -> Iterator[GateUse]:
    for gate, path in found:
        yield GateUse(gate=gate, path=path, once=once, lifts_limit=lifts_limit)


def _condition(bound: object) -> Condition | None:
    return bound if isinstance(bound, Condition) else None


def _required(
    condition: Condition | None, path: Path, words: Vocabulary
) -> Iterator[tuple[Gate, Path]]:
    """Yield the gates that must be passed for *condition* to hold."""
    match condition:
        case Gate():
            yield condition, (*path, condition.kind)
        case AllOf() | AnyOf():
            for part, inner in _parts(condition, path):
                yield from _required(part, inner, words)
        case Not(not_=inner_condition):
            yield from _refused(inner_condition, (*path, "not"), words)
        case Done(done=happening):
            gate = _word_given(happening, words)
            if gate is not None:
                yield evolve(gate, ahead=condition.ago), (*path, "done")
        case Happening():
            gate = _word_given(condition, words)
            if gate is not None:
                yield gate, path


def _refused(
    condition: Condition | None, path: Path, words: Vocabulary
) -> Iterator[tuple[Gate, Path]]:
    """Yield the gates that must be passed for *condition* not to hold."""
    match condition:
        case AllOf() | AnyOf():
            for part, inner in _parts(condition, path):
                yield from _refused(part, inner, words)
        case Not(not_=inner_condition):
            yield from _required(inner_condition, (*path, "not"), words)
        case Done(done=happening):
            if (gate := _no_given(happening, words)) is not None:
                yield gate, (*path, "done")
        case Happening():
            if (gate := _no_given(condition, words)) is not None:
                yield gate, path


def _parts(condition: AllOf | AnyOf, path: Path) -> Iterator[tuple[Condition, Path]]:
    if isinstance(condition, AllOf):
        for index, part in enumerate(condition.all_of):
            yield part, (*path, index)
    else:
        for index, part in enumerate(condition.any_):
            yield part, (*path, "any", index)


def _word_given(happening: Happening, words: Vocabulary) -> Gate | None:
    """Return the gate that waits for *happening*, if that is somebody's word."""
    if words.is_kind_of(happening.act, "say-yes"):
        return _gate("yes_from", happening.who, happening)
    kind = _asking(happening.act, words)
    return None if kind is None else _gate(kind, happening.to or happening.with_, happening)


def _no_given(happening: Happening, words: Vocabulary) -> Gate | None:
    """Return the gate that falls with *happening*, if that is somebody's no."""
    if any(words.is_kind_of(happening.act, refusal) for refusal in _REFUSALS):
        return _gate("unopposed_by", happening.who, happening)
    return None


def _asking(act: str, words: Vocabulary) -> GateKind | None:
    """Return which gate somebody passes by doing *act*, or ``None``."""
    if words.is_kind_of(act, "ask"):
        return "yes_from"
    if words.is_kind_of(act, "tell"):
        return "told"
    return "talked_with" if words.is_kind_of(act, "talk") else None


def _gate(kind: GateKind, people: People, said: Qualifiers) -> Gate | None:
    if not people:
        return None
    return Gate(kind=kind, people=people, how=said.how, about=said.about, details=said.details)


def _before_an_act(norm: Obligation, words: Vocabulary) -> Iterator[GateUse]:
    """
    Yield the gate of a duty to ask, tell or talk before one's own act.

    With ``after`` it is a deadline for something that has happened, and no gate.
    So it is where the act is somebody else's, or nobody's.
    """
    if norm.before is None or norm.after is not None:
        return
    entry = words.get(norm.before.act)
    if entry is None or entry.kind != "act" or not _is_own(norm.before.who, norm.who):
        return
    kind = _asking(norm.act, words)
    gate = None if kind is None else _gate(kind, norm.to or norm.with_, norm)
    if gate is not None and not _is_consent(gate.people, norm.before):
        yield GateUse(gate=evolve(gate, ahead=norm.wait, by=norm.by), path=("before",))


def _is_own(doer: People, bearer: People) -> bool:
    """Return whether the act is the bearer's: said so, or left open."""
    if not doer or doer == bearer:
        return True
    mine = {Role("actor"), Role("each party"), Role("any party")}
    return all(term in mine for term in doer)


def _is_consent(people: People, act: Qualifiers) -> bool:
    """Return whether all of *people* take part in *act*, or it is done to them or about them."""
    if isinstance(act, Obligation):
        return False
    touched: set[PeopleTerm] = {Role("them"), Role("affected"), *act.with_, *act.to}
    if isinstance(act, Power):
        for over in act.over:
            if isinstance(over, Happening):
                touched.update(over.with_, over.to)
    touched.update(Named(name) for name in act.about if isinstance(name, str))
    # An open circle takes part as a whole; nobody in it is asked as a partner.
    touched -= {Role("anyone"), Role("outsiders"), Role("other parties")} - {*act.with_, *act.to}
    return all(term in touched for term in people)


def _is_joint(people: People, norm: Norm) -> bool:
    """Return whether the act is theirs together, or the word is the bearer's own."""
    if isinstance(norm, Power):
        return False
    together = Role("all parties")
    if norm.who == (together,):
        return True
    return bool(norm.who) and people == norm.who and norm.who != (Role("each party"),)
