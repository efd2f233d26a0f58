"""Who is steered by clauses and boundaries that have only words."""

from __future__ import annotations

import re

from polyagree.analyzers.builtin.per._relations import is_relation
from polyagree.analyzers.readings import DOUBT, ReadAt
from polyagree.model.ids import PersonId

__all__ = ["binds_another", "reads_like_a_veto_over_people", "steers_another"]

_PEOPLE = re.compile(
    r"\b(?:relationships?|partners?|lovers?|dat(?:e|es|ing)|girlfriends?|boyfriends?|crush(?:es)?"
    r"|metamours?|sweethearts?|flings?|sleep(?:s|ing)? with|sex|see(?:s|ing)? (?:someone|somebody))\b",
    re.IGNORECASE,
)


def reads_like_a_veto_over_people(at: ReadAt) -> bool:
    """Return whether *at* reads like a no that stops what others have with each other."""
    if at.reading.kind != "veto":
        return False
    if _PEOPLE.search(at.reading.text):
        return True
    act = at.reading.roles.act
    return act is not None and is_relation(at.context, act)


def steers_another(at: ReadAt) -> bool:
    """Return whether *at* reads like something that only somebody else has to keep."""
    reading = at.reading
    if reading.confidence < DOUBT or reading.break_handling:
        return False
    if reading.kind == "prohibition_on_other":
        return True
    person = _named(at)
    parties = frozenset() if at.agreement is None else frozenset(at.agreement.parties)
    return person is not None and person not in parties and reading.kind == "mutual_limit"


def binds_another(at: ReadAt) -> bool:
    """Return whether a boundary reads like something for somebody else than its holder."""
    if at.boundary is None or at.reading.break_handling:
        return False
    if at.reading.kind == "prohibition_on_other" and at.reading.confidence >= DOUBT:
        return True
    person = _named(at)
    return person is not None and person != at.boundary.holder


def _named(at: ReadAt) -> PersonId | None:
    """Return who is bound, if that is one by a name that the document knows."""
    roles = at.reading.roles
    if roles.bearer != "one_named" or roles.bearer_name is None:
        return None
    name = roles.bearer_name.casefold()
    known = at.context.called(name)
    # Of two with one name, nobody knows who is meant.
    return next(iter(known)) if len(known) == 1 else None
