"""
What a reading may mean in the types of the model.

A candidate, not a verdict: an act waits for a yes, is told of before or after, is done so often
at most. Where a clause says more than can be put so, there is none.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from polyagree.errors import PolyagreeError
from polyagree.model import Norm
from polyagree.text.bounded import banned, bounded
from polyagree.text.deeds import Deed, deed_of
from polyagree.text.marked import Marked
from polyagree.text.owed import barriers, duty, mending, telling
from polyagree.text.parts import Parts
from polyagree.text.plainly_done import is_owed
from polyagree.text.readings import Reading
from polyagree.text.waiting import notice, permission, veto
from polyagree.text.whom import bearers_of, slug

__all__ = ["norms_of"]

_SURE = 0.65
"""Where no phrase says that an act waits, a norm is made of nothing less sure than this."""


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
    if not reading.permission and reading.kind not in _MAKERS:
        return ()
    if reading.permission and reading.confidence < _SURE and _is_by_words_alone(reading):
        return ()
    known = [slug(name) for name in people]
    own = with_own_words and reading.kind != "veto"
    near = [(each.start, each.end) for each in reading.evidence]
    deed = deed_of(sentence, reading.kind, reading.times, near=near, with_own_words=own)
    make = None if deed is None else _MAKERS.get(_sort(reading, deed, sentence))
    roles = reading.roles
    bearers = bearers_of(roles.bearer, roles.bearer_name, known)
    if roles.bearer == "third_party" and deed is not None and deed.act == "host":
        # Guests are had, and whoever has them is bound.
        bearers = ()
    if make is None or deed is None or bearers is None:
        return ()
    try:
        return make(Parts(reading, sentence, deed, bearers, known))
    except PolyagreeError:
        # What the model refuses was not understood.
        return ()


def _is_by_words_alone(reading: Reading) -> bool:
    """Return whether single words speak for it, and no phrase does."""
    return bool(reading.evidence) and not any(each.phrase for each in reading.evidence)


def _sort(reading: Reading, deed: Deed, sentence: Marked) -> str:
    """Return which norm is to be made: by what was decided first, then by the kind."""
    if deed.act == "barrier":
        # To use none is another act; so what is said of barriers is a duty, or is not clear.
        return "" if reading.permission or reading.prior_notice else "barrier"
    if deed.is_out_of_hours and not (reading.permission or reading.prior_notice):
        return "out-of-hours"
    if reading.kind == "veto":
        return "veto"
    if reading.permission:
        return "permission"
    if reading.prior_notice:
        return "prior_notice"
    if reading.kind == "mutual_limit" and reading.times.every and is_owed(deed.act, sentence):
        # What comes round and is not denied is done, however plain it is put.
        return "commitment"
    return reading.kind


_MAKERS: Mapping[str, Callable[[Parts], tuple[Norm, ...]]] = {
    "permission": permission,
    "veto": veto,
    "prior_notice": notice,
    "mutual_limit": bounded,
    "prohibition_on_other": bounded,
    "self_boundary": bounded,
    "commitment": duty,
    "review": duty,
    "barrier": barriers,
    "out-of-hours": banned,
    "after_notice": telling,
    "break_handling": mending,
}
