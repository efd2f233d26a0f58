"""
What a reading may mean in the types of the model.

A candidate, not a verdict: an act waits for a yes, is told of before or after, is done so often
at most. Where a clause says more than can be put so, there is none.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from polyagree.errors import PolyagreeError
from polyagree.model import (
    Gate,
    GateKind,
    Happening,
    Norm,
    Obligation,
    People,
    Permission,
    Prohibition,
    Role,
    Word,
    shipped,
)
from polyagree.text.acts import acts_in
from polyagree.text.bounds import cadence_of, hours_of, quantity_of, window_of
from polyagree.text.deeds import Deed, deed_of
from polyagree.text.lexicon import table
from polyagree.text.marked import Marked
from polyagree.text.readings import Reading
from polyagree.text.wholeness import is_whole
from polyagree.text.whom import bearers_of, givers_of, slug

__all__ = ["norms_of"]

_OTHERS: People = (Role("other parties"),)
_ALL: People = (Role("all parties"),)
_BEYOND = frozenset({"third", "second", "more", "extra", "beyond", "further", "fourth"})
_OWED = frozenset(table("acts")["owed"])
_TALKING = frozenset(
    {"talk", "talks", "talked", "discuss", "discussed", "conversation", "discussion"}
)
#: What comes about without anybody's breach, the words for it in their order.
_HAPPENINGS = (
    ("positive", "positive-result"),
    ("barrier", "barrier-failed"),
    ("condom", "barrier-failed"),
    ("hurt", "hurt"),
)


def norms_of(
    reading: Reading,
    sentence: Marked,
    *,
    people: Collection[str] = (),
    with_own_words: bool = False,
) -> tuple[Norm, ...]:
    """
    Return what *reading* may mean; empty: nothing that binds, or that could be put so.

    Args:
        reading: What was read, but for its norms.
        sentence: The words in which it was read.
        people: Names of the people whom the document knows; empty: any name is known.
        with_own_words: Whether an act may have words of its own, for which the document
            then needs the term that :func:`polyagree.text.deeds.own_term` makes.

    Source:
        A3, A4.
    """
    own = with_own_words and reading.kind != "veto"
    deed = deed_of(sentence, reading.kind, reading.times, with_own_words=own)
    make = None if deed is None else _MAKERS.get(_sort(reading, deed))
    roles = reading.roles
    bearers = bearers_of(roles.bearer, roles.bearer_name, [slug(name) for name in people])
    if make is None or deed is None or bearers is None:
        return ()
    try:
        return make(_Parts(reading, sentence, deed, bearers, [slug(name) for name in people]))
    except PolyagreeError:
        # What the model refuses was not understood.
        return ()


class _Parts:
    """What a norm is made of."""

    def __init__(
        self,
        reading: Reading,
        sentence: Marked,
        deed: Deed,
        bearers: People,
        known: Collection[str],
    ) -> None:
        self.reading = reading
        self.times = reading.times
        self.sentence = sentence
        self.deed = deed
        self.known = known
        #: What every norm about this deed has.
        self.common: dict[str, Any] = {"act": deed.act, "who": bearers, **deed.qualifiers}

    def says(self, *what: str) -> bool:
        """Return whether one of the words of *what* stands in the sentence."""
        return not self.sentence.known.isdisjoint(what)


def _sort(reading: Reading, deed: Deed) -> str:
    """Return which norm is to be made: by what was decided first, then by the kind."""
    if deed.act == "barrier":
        # To use none is another act; so what is said of barriers is a duty, or is not clear.
        return "" if reading.permission or reading.prior_notice else "barrier"
    if reading.kind == "veto":
        return "veto"
    if reading.permission:
        return "permission"
    return "notice" if reading.prior_notice else reading.kind


# An act that waits for somebody's word


def _permission(parts: _Parts) -> tuple[Norm, ...]:
    givers = givers_of(parts.reading.roles.approver, parts.known)
    if givers is None:
        return ()
    silent = any(each.phrase == "silence-lets" for each in parts.reading.evidence)
    gate = _gate("unopposed_by" if silent else "yes_from", givers, parts)
    if parts.times.most is None:
        return (Prohibition(**parts.common, unless=gate),)
    if not _BEYOND.isdisjoint(parts.sentence.known):
        return _limits(parts, unless=gate)
    return (*_limits(parts), Prohibition(**parts.common, unless=gate))


def _veto(parts: _Parts) -> tuple[Norm, ...]:
    givers = givers_of(parts.reading.roles.approver, parts.known)
    if givers is None:
        return ()
    return (Prohibition(**parts.common, unless=_gate("unopposed_by", givers, parts)),)


def _notice(parts: _Parts) -> tuple[Norm, ...]:
    if shipped().is_kind_of(parts.deed.act, "tell"):
        return ()
    kind: GateKind = "told" if _TALKING.isdisjoint(parts.sentence.known) else "talked_with"
    return (Prohibition(**parts.common, unless=_gate(kind, _OTHERS, parts)),)


def _gate(kind: GateKind, people: People, parts: _Parts) -> Gate:
    how = ("written",) if parts.says("written", "writing") else ()
    return Gate(kind=kind, people=people, ahead=parts.times.lead, how=how)


# Limits, bans and hours


def _limits(parts: _Parts, *, unless: Gate | None = None) -> tuple[Norm, ...]:
    times = parts.times
    per = window_of(times.per)
    if times.most is None or per is None:
        return ()
    most = quantity_of(times.most, times.unit, act=parts.deed.act)
    return (Permission(**parts.common, at_most=most, per=per, unless=unless),)


def _bound(parts: _Parts) -> tuple[Norm, ...]:
    """Return a limit, or a ban where the clause says nothing besides."""
    if parts.times.most is not None:
        return _limits(parts)
    if parts.reading.roles.modality != "must_not" or not is_whole(parts.sentence):
        return ()
    common = dict(parts.common)
    hours = hours_of(parts.times.window)
    if hours is not None:
        common.setdefault("hours", hours)
    if parts.times.duration is not None:
        common["for_"] = parts.times.duration
    return (Prohibition(**common),)


# Duties


def _duty(parts: _Parts) -> tuple[Norm, ...]:
    """Return what is done again and again, or so often in a while."""
    times = parts.times
    if parts.deed.act not in _OWED:
        return _bound(parts)
    if parts.reading.roles.modality not in {"must", "must_not"} or parts.says("may", "can"):
        return ()
    common = {**parts.common, **_together(parts)}
    if times.least is not None and (per := window_of(times.per)) is not None:
        least = quantity_of(times.least, times.unit, act=parts.deed.act)
        return (Obligation(**common, at_least=least, per=per),)
    if times.every is not None and parts.reading.roles.modality == "must":
        return (Obligation(**common, every=cadence_of(times.every)),)
    return _bound(parts)


def _together(parts: _Parts) -> Mapping[str, Any]:
    """Return who does what all do, where nobody is named."""
    if parts.deed.is_mutual and not parts.common["who"]:
        return {"who": _ALL, "with_": ()}
    return {}


def _barriers(parts: _Parts) -> tuple[Norm, ...]:
    """Return the duty to use barriers, which is one throughout."""
    if not is_whole(parts.sentence) or parts.times.every is not None:
        return ()
    outside = parts.says("else", "others", "outside", "bar", "except", "but")
    sex = Happening(act=Word("sex"), with_=(Role("outsiders"),) if outside else ())
    return (Obligation(**parts.common, during=sex),)


def _telling(parts: _Parts) -> tuple[Norm, ...]:
    """Return the duty to tell afterwards, if it is known after what and how soon."""
    after = deed_of(parts.sentence, "prior_notice", parts.times)
    if not any(each.is_speech for each in acts_in(parts.sentence)):
        return ()
    if after is None or parts.times.within is None or parts.says("not", "nothing", "never", "no"):
        return ()
    told = Happening(act=after.act, **after.qualifiers)
    who = parts.common["who"]
    return (
        Obligation(act=Word("tell"), who=who, to=_OTHERS, after=told, within=parts.times.within),
    )


def _mending(parts: _Parts) -> tuple[Norm, ...]:
    """Return what is due after a breach, if it is known how soon."""
    if parts.times.within is None or parts.says("not", "nothing", "never", "may", "can", "failing"):
        return ()
    if parts.deed.act not in _OWED:
        return ()
    common = {**parts.common, **_together(parts)}
    if parts.deed.form == "directed":
        common["to"] = _OTHERS
    happened = next((act for word, act in _HAPPENINGS if parts.says(word)), "breach")
    return (Obligation(**common, after=Happening(act=Word(happened)), within=parts.times.within),)


_MAKERS: Mapping[str, Callable[[_Parts], tuple[Norm, ...]]] = {
    "permission": _permission,
    "veto": _veto,
    "notice": _notice,
    "mutual_limit": _bound,
    "prohibition_on_other": _bound,
    "self_boundary": _bound,
    "commitment": _duty,
    "review": _duty,
    "barrier": _barriers,
    "after_notice": _telling,
    "break_handling": _mending,
}
