"""Duties: what is done again and again, throughout, or after something happened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from polyagree.model import Happening, Norm, Obligation, People, Role, Word, shipped
from polyagree.text.acts import acts_at, acts_in
from polyagree.text.bounded import bounded
from polyagree.text.bounds import cadence_of, quantity_of, sum_of, window_of
from polyagree.text.deeds import deed_of
from polyagree.text.lexicon import table
from polyagree.text.marked import Marked
from polyagree.text.parts import ALL, OTHERS, Parts
from polyagree.text.plainly_done import is_denied
from polyagree.text.wholeness import is_whole

__all__ = ["barriers", "duty", "mending", "telling"]

_OWED = frozenset(table("acts")["owed"])
_BROKEN = frozenset(
    {"broken", "breaks", "broke", "break", "fails", "failed", "fail", "slips", "slipped"}
)
_PAID = frozenset({"pay"})
_WHEN = frozenset({"within", "same", "that", "by", "next", "before", "tomorrow"})


def duty(parts: Parts) -> tuple[Norm, ...]:
    """Return what is done again and again, or so often in a while."""
    times = parts.times
    if parts.deed.act not in _OWED:
        return bounded(parts)
    if parts.reading.roles.modality not in {"must", "must_not"} or parts.says("may", "can"):
        return ()
    common = {**parts.common, **_together(parts), **_paid(parts)}
    if times.least is not None and (per := window_of(times.per)) is not None:
        least = quantity_of(times.least, times.unit, act=parts.deed.act)
        return (Obligation(**common, at_least=least, per=per),)
    is_done = parts.reading.roles.modality == "must" or not is_denied(parts.sentence)
    if times.every is not None and is_done:
        return (Obligation(**common, every=cadence_of(times.every)),)
    return bounded(parts)


def _paid(parts: Parts) -> Mapping[str, Any]:
    """Return how much is paid."""
    amount = sum_of(parts.sentence) if parts.deed.act in _PAID else None
    return {} if amount is None or parts.common.get("amount") else {"amount": amount}


def _together(parts: Parts) -> Mapping[str, Any]:
    """Return who does what all do, where nobody is named."""
    if parts.deed.is_mutual and not parts.common["who"]:
        return {"who": ALL, "with_": ()}
    return {}


def barriers(parts: Parts) -> tuple[Norm, ...]:
    """Return the duty to use barriers, which is one throughout."""
    if not is_whole(parts.sentence, parts.deed) or parts.times.every is not None:
        return ()
    outside = parts.says("else", "others", "outside", "bar", "except", "but")
    sex = Happening(act=Word("sex"), with_=(Role("outsiders"),) if outside else ())
    return (Obligation(**parts.common, during=sex),)


def telling(parts: Parts) -> tuple[Norm, ...]:
    """Return the duty to tell afterwards, if it is known after what and how soon."""
    after = deed_of(parts.sentence, "prior_notice", parts.times)
    if not any(each.is_speech for each in acts_in(parts.sentence)):
        return ()
    if after is None or parts.times.within is None or parts.says("not", "nothing", "never", "no"):
        return ()
    who = parts.common["who"]
    if shipped().is_kind_of(after.act, "tell"):
        # Results are told once they are there.
        results = Happening(act=Word("results"))
        is_known = after.act == "share-results"
        return _told(after.act, who, results, parts) if is_known else ()
    happened = _happened(parts)
    return _told("tell", who, happened or Happening(act=after.act, **after.qualifiers), parts)


def _told(act: str, who: People, after: Happening, parts: Parts) -> tuple[Norm, ...]:
    within = parts.times.within
    return (Obligation(act=Word(act), who=who, to=OTHERS, after=after, within=within),)


def mending(parts: Parts) -> tuple[Norm, ...]:
    """Return what is due after a breach, if it is known how soon."""
    if parts.times.within is None or parts.says("not", "nothing", "never", "may", "can", "failing"):
        return ()
    act = _nearest_to_its_time(parts.sentence)
    if act is None:
        return ()
    form = shipped().form(act)
    common: dict[str, Any] = {"act": Word(act), "who": parts.common["who"]}
    if form == "mutual" and not common["who"]:
        common["who"] = ALL
    if form == "directed":
        common["to"] = OTHERS
    after = _happened(parts) or Happening(act=Word("breach"))
    return (Obligation(**common, after=after, within=parts.times.within),)


def _nearest_to_its_time(sentence: Marked) -> str | None:
    """Return which of the acts that can be owed stands next to the words for how soon."""
    times = [at for at, word in enumerate(sentence.words) if word in _WHEN]
    owed = [(entry.id, span) for entry, span in acts_at(sentence) if entry.id in _OWED]
    if not times or not owed:
        return None
    return min(owed, key=lambda each: min(abs(each[1].stop - at) for at in times))[0]


def _happened(parts: Parts) -> Happening | None:
    """Return what has come about, where that is none of the acts."""
    known = parts.sentence.known
    if "positive" in known:
        return Happening(act=Word("positive-result"))
    if not known.isdisjoint({"condom", "barrier"}) and not known.isdisjoint(_BROKEN):
        return Happening(act=Word("barrier-failed"))
    return None
