"""Who is steered by clauses and boundaries that have only words."""

from __future__ import annotations

import re

from polyagree.analyzers.builtin.per._relations import is_relation
from polyagree.analyzers.readings import ReadAt
from polyagree.model.ids import PersonId

__all__ = [
    "binds_another",
    "decided_about",
    "forbids",
    "reads_like_a_veto_over_people",
    "steers_another",
]

_PEOPLE = re.compile(
    r"\b(?:relationships?|partners?|lovers?|dat(?:e|es|ing)|girlfriends?|boyfriends?|crush(?:es)?"
    r"|metamours?|sweethearts?|flings?|sleep(?:s|ing)? with|sex|see(?:s|ing)? (?:someone|somebody))\b",
    re.IGNORECASE,
)
_FORBIDDING = ("prohibition_on_other", "mutual_limit")
_DECIDING = ("veto", "permission_rule")
_NO = re.compile(
    r"\W*(?:(?:we|i|you) )?(?:nobody|no one|none|neither|never|no|not|do not|don['’]t|nothing)\b",
    re.IGNORECASE,
)


def reads_like_a_veto_over_people(at: ReadAt) -> bool:
    """Return whether *at* reads like a no that stops what others have with each other."""
    return at.reading.kind == "veto" and _is_about_people(at)


def _is_about_people(at: ReadAt) -> bool:
    """Return whether *at* is about what people have with each other."""
    if _PEOPLE.search(at.reading.text):
        return True
    act = at.reading.roles.act
    return act is not None and is_relation(at.context, act)


def decided_about(at: ReadAt) -> frozenset[PersonId]:
    """Return who is named in what reads like a veto or an approval over people, and is no party."""
    reading, agreement = at.reading, at.agreement
    if agreement is None or at.boundary is not None or not at.has_kind:
        return frozenset()
    if reading.kind not in _DECIDING or not _is_about_people(at):
        return frozenset()
    context, roles = at.context, reading.roles
    outside = context.people_in(reading.text) - frozenset(agreement.parties) - context.children
    # Whoever is asked decides, and a clause for somebody outside alone is another matter.
    for name in (roles.approver, roles.bearer_name):
        outside -= context.called(name) if name else frozenset()
    return outside


def steers_another(at: ReadAt) -> bool:
    """Return whether *at* reads like something that only somebody else has to keep."""
    reading = at.reading
    if not at.has_kind or reading.break_handling:
        return False
    people = _named(at)
    if people:
        parties = frozenset() if at.agreement is None else frozenset(at.agreement.parties)
        return people.isdisjoint(parties) and reading.kind in _FORBIDDING
    return at.is_plainly("prohibition_on_other")


def binds_another(at: ReadAt) -> bool:
    """Return whether a boundary reads like something for somebody else than its holder."""
    if at.boundary is None or at.reading.break_handling:
        return False
    people = _named(at)
    if people:
        return at.boundary.holder not in people
    return at.is_plainly("prohibition_on_other")


def forbids(at: ReadAt) -> bool:
    """Return whether *at* begins with nobody, or with a no."""
    return _NO.match(at.reading.text) is not None


def _named(at: ReadAt) -> frozenset[PersonId]:
    """Return who may be bound, if that is one by a name that the document knows."""
    roles = at.reading.roles
    if roles.bearer != "one_named" or roles.bearer_name is None:
        return frozenset()
    return at.context.called(roles.bearer_name)
