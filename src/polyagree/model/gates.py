"""
Whose word an act waits for, however a norm spells it.

A gate is a condition on somebody's word *before* one's own act. People write it
as ``may ... only_if``, as ``must_not ... unless``, as a duty to ask or tell
before the act, as a power to approve or to refuse, or by the acts themselves
(``only_if: {done: {act: say-yes, who: ben}}``). This module is the only place
that decides. First it finds the words that an act waits for; then it leaves out
consent: the word of those who take part, are touched, hosted or paid, or whom
it is about, and one's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from attrs import evolve, frozen

from polyagree.model.conditions import AllOf, AnyOf, Condition, Done, Gate, GateKind, Not
from polyagree.model.happening import Happening, Qualifiers
from polyagree.model.ids import PersonId, Word
from polyagree.model.norms import Norm, Obligation, Permission, Power, Prohibition
from polyagree.model.people import Named, People, PeopleTerm, Role
from polyagree.model.vocabulary import Vocabulary, shipped
from polyagree.source import Path

__all__ = ["Around", "GateUse", "gates_of", "happenings_over"]

_YESES = ("say-yes", "agree", "accept", "release", "agree-exception", "approve")
_REFUSALS = ("say-no", "veto")
_POWERS: tuple[tuple[str, GateKind], ...] = (
    ("approve", "yes_from"),
    ("say-yes", "yes_from"),
    ("decide", "yes_from"),
    ("veto", "unopposed_by"),
    ("say-no", "unopposed_by"),
)

_EACH = (Role("each party"),)
_TOGETHER = (Role("all parties"),)
_WHOEVER = frozenset({Role("anyone"), Role("each person"), Role("any party")})
_PARTY_ROLES = frozenset(
    {Role("each party"), Role("all parties"), Role("any party"), Role("other parties")}
)


@frozen(kw_only=True)
class GateUse:
    """
    One gate in one norm.

    Attributes:
        gate: Whose word, in which form; of its people those whose word is no consent.
        path: The keys and positions inside the norm that lead to it.
        once: Whether one word settles it for good, instead of one each time.
        lifts_limit: Whether only the act beyond a limit waits.
    """

    gate: Gate
    path: Path
    once: bool = False
    lifts_limit: bool = False


@frozen(kw_only=True)
class Around:
    """
    Who stands around a norm, where that is known.

    Attributes:
        holder: Whose boundary it stands in; ``None``: in none.
        is_step: Whether it follows a break: ``affected`` is then the one who was hurt.
        bearers: Who is bound.
        resolve: Whom words mean to one of them. It gives nobody for words that
            only an event can tell.
        people_of: The people of a relationship or a group, by its name.
        owners_of: Whose a place or a thing is, by its name.
    """

    holder: PersonId | None = None
    is_step: bool = False
    bearers: frozenset[PersonId] = frozenset()
    resolve: Callable[[People, PersonId], frozenset[PersonId]] | None = None
    people_of: Callable[[str], frozenset[PersonId]] | None = None
    owners_of: Callable[[str], frozenset[PersonId]] | None = None


def gates_of(
    norm: Norm, *, vocabulary: Vocabulary | None = None, around: Around | None = None
) -> tuple[GateUse, ...]:
    """
    Return the gates in *norm*, however they are spelled.

    The word of somebody who takes part in the act, is touched, hosted or paid
    by it, or whom it is about, is consent and never a gate; nor is one's own.
    Without *around*, people are compared by the words for them.

    Args:
        norm: The norm.
        vocabulary: The words of its document; ``None``: those that ship.
        around: Who stands around it; ``None``: nobody knows.

    Returns:
        The gates in the order of the document.

    Source:
        A1, A4, C1.
    """
    words = shipped() if vocabulary is None else vocabulary
    known = Around() if around is None else around
    found: list[GateUse] = []
    for use, deed in _spelled(norm, words, known):
        people = tuple(
            term for term in use.gate.people if not _is_consent(term, deed, words, known)
        )
        if people:
            found.append(evolve(use, gate=evolve(use.gate, people=people)))
    return tuple(found)


def happenings_over(power: Power, words: Vocabulary) -> tuple[Happening, ...]:
    """Return the acts that *power* is over, those written as a word alone too."""
    found: list[Happening] = []
    for over in power.over:
        if isinstance(over, Happening):
            found.append(over)
        elif (entry := words.get(over)) is not None and entry.kind in {"act", "happening"}:
            found.append(Happening(act=Word(over)))
    return tuple(found)


# The words that an act waits for


@frozen(kw_only=True)
class _Deed:
    """The act that waits: who does it, and how it is described."""

    who: People
    act: Qualifiers
    doers: frozenset[PersonId] | None = None


_Found = Iterator[tuple[GateUse, _Deed]]


def _spelled(norm: Norm, words: Vocabulary, around: Around) -> _Found:
    own: People = () if around.holder is None else (Named(around.holder),)
    deed = _Deed(who=norm.who or own or _EACH, act=norm)
    required, refused = partial(_required, words=words), partial(_refused, words=words)
    uses: list[Iterator[GateUse]] = []
    match norm:
        case Permission():
            uses = [
                _uses(required(norm.only_if, ("only_if",))),
                _uses(required(norm.during, ("during",))),
                _uses(required(_condition(norm.from_), ("from",)), once=True),
                _uses(required(norm.after, ("after",)), once=True),
                _uses(required(norm.unless, ("unless",)), lifts_limit=True)
                if norm.is_limit
                else _uses(refused(norm.unless, ("unless",))),
                _uses(refused(_condition(norm.until), ("until",)), once=True),
            ]
        case Prohibition():
            uses = [
                _uses(required(norm.unless, ("unless",))),
                _uses(required(_condition(norm.until), ("until",)), once=True),
                _uses(refused(norm.during, ("during",))),
                _uses(refused(_condition(norm.from_), ("from",)), once=True),
                _uses(refused(norm.after, ("after",)), once=True),
            ]
        case Obligation():
            yield from _before_an_act(norm, words, around)
        case Power():
            yield from _in_their_hands(norm, words, around)
    for each in uses:
        for use in each:
            yield use, deed


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
    if any(words.is_kind_of(happening.act, yes) for yes in _YESES):
        return _gate("yes_from", happening.who, happening)
    kind = _asking(happening.act, words)
    if kind is None:
        return None
    return _gate(kind, _spoken_to(happening, happening.who, kind), happening)


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


def _spoken_to(said: Qualifiers, who: People, kind: GateKind) -> People:
    """Return to whom it is said; everybody in a talk talks with the others."""
    return said.to or said.with_ or (who if kind == "talked_with" else ())


def _gate(kind: GateKind, people: People, said: Qualifiers) -> Gate | None:
    if not people:
        return None
    return Gate(kind=kind, people=people, how=said.how, about=said.about, details=said.details)


def _before_an_act(norm: Obligation, words: Vocabulary, around: Around) -> _Found:
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
    if kind is None:
        return
    own: People = () if around.holder is None else (Named(around.holder),)
    gate = _gate(kind, _spoken_to(norm, norm.who or own, kind), norm)
    if gate is not None:
        # What all talk over together, each may then do alone.
        alone = norm.who if norm.who != _TOGETHER else ()
        who = norm.before.who or alone or own or _EACH
        use = GateUse(
            gate=evolve(gate, ahead=norm.wait, by=None if norm.wait else norm.by), path=("before",)
        )
        yield use, _Deed(who=who, act=norm.before)


def _is_own(doer: People, bearer: People) -> bool:
    """Return whether the act is the bearer's: said so, or left open."""
    if not doer or doer == bearer:
        return True
    mine = {Role("actor"), Role("each party"), Role("any party")}
    return all(term in mine for term in doer)


def _in_their_hands(power: Power, words: Vocabulary, around: Around) -> _Found:
    """Yield the gate of a power to approve of somebody else's act, or to refuse it."""
    kind = next((kind for word, kind in _POWERS if words.is_kind_of(power.act, word)), None)
    if kind is None or power.is_nobodys or power.who == _TOGETHER:
        return
    people = power.who
    if not people and around.holder is not None:
        people = (Named(around.holder),)
    # Where each party has it, it is the others whose word an act waits for.
    each = not people or people == _EACH
    gate = Gate(kind=kind, people=(Role("other parties"),) if each else people)
    deeds = [
        _Deed(who=over.who or (_EACH if each else ()), act=over)
        for over in happenings_over(power, words)
    ]
    if around.people_of is not None:
        for name in power.over:
            if isinstance(name, str) and name not in words and "." not in name:
                doers = around.people_of(name)
                deeds += [_Deed(who=(), act=Qualifiers(), doers=doers)] if doers else []
    for deed in deeds[:1]:
        yield GateUse(gate=gate, path=()), deed


# Consent, and one's own word


def _is_consent(term: PeopleTerm, deed: _Deed, words: Vocabulary, around: Around) -> bool:
    """Return whether the word of *term* is consent to *deed*, or the doer's own."""
    return _is_in_words(term, deed, words, around) or _is_by_name(term, deed, around)


def _is_in_words(term: PeopleTerm, deed: _Deed, words: Vocabulary, around: Around) -> bool:
    """Return whether the words for *term* say that they take part."""
    if term in {Role("them"), Role("actor")}:
        return True
    if term == Role("affected") and not around.is_step:
        return True
    inside = {*deed.act.with_, *deed.act.to, *_places(deed.act)}
    for about in deed.act.about:
        inside |= (
            {Named(about)} if isinstance(about, str) else {*about.who, *about.with_, *about.to}
        )
    together = deed.who == _TOGETHER or (deed.who == _EACH and Role("other parties") in inside)
    if together and term in _PARTY_ROLES:
        return True
    if term in inside:
        return True
    # Somebody who is told by name is the same one in both places; a kind of people is not.
    return term in deed.who and (
        term == Role("breaker") or (isinstance(term, Named) and term.name not in words)
    )


def _places(act: Qualifiers) -> set[PeopleTerm]:
    """Return the groups at whose home *act* is."""
    return {Named(place.place) for place in act.where}


def _is_by_name(term: PeopleTerm, deed: _Deed, around: Around) -> bool:
    """Return whether everybody whom *term* means takes part, whoever of the doers it is."""
    resolve = around.resolve
    if resolve is None:
        return False
    if deed.doers is not None:
        people = resolve((term,), min(deed.doers))
        return bool(people) and people <= deed.doers
    doers = around.bearers
    if not isinstance(deed.act, Permission | Prohibition):
        found = (resolve(deed.who, bearer) for bearer in around.bearers)
        doers = frozenset[PersonId]().union(*found)
    if not doers:
        return False
    known = False
    for doer in doers:
        people = resolve((term,), doer)
        known = known or bool(people)
        if not people <= _inside(deed, doer, around) | _doing(deed, doer, doers):
            return False
    return known


def _doing(deed: _Deed, doer: PersonId, doers: frozenset[PersonId]) -> frozenset[PersonId]:
    """Return who does it when *doer* does."""
    return doers if deed.who == _TOGETHER else frozenset({doer})


def _inside(deed: _Deed, doer: PersonId, around: Around) -> frozenset[PersonId]:
    """Return who takes part, is touched, hosted or paid, or whom it is about."""
    act = deed.act
    people: People = (*act.with_, *act.to)
    names = [place.place for place in act.where]
    for about in act.about:
        if isinstance(about, str):
            names.append(Word(about))
        else:
            people = (*people, *about.who, *about.with_, *about.to)
    # With anybody at all is with somebody else, as likely as not.
    told = tuple(term for term in people if term not in _WHOEVER)
    inside = frozenset[PersonId]() if around.resolve is None else around.resolve(told, doer)
    if around.people_of is not None:
        inside = inside.union(*(around.people_of(name) for name in names))
    if around.owners_of is not None:
        owners = [around.owners_of(name) for name in names]
        # What is one's own as well is no more the others' to decide than one's own.
        inside = inside.union(*(each for each in owners if doer not in each))
    return inside
