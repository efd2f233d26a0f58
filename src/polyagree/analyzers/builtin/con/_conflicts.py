"""Sets of norms that nobody could keep together, as far as nothing simpler says the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from polyagree.analyzers.builtin.con.con401_obliged_and_forbidden import ObligedAndForbidden
from polyagree.analyzers.builtin.con.con402_granted_and_gated import GrantedAndGated
from polyagree.analyzers.builtin.con.con403_limits_exclude_each_other import LimitsExcludeEachOther
from polyagree.analyzers.builtin.con.con404_timings_exclude_each_other import (
    TimingsExcludeEachOther,
)
from polyagree.analyzers.builtin.con.con405_must_tell_what_is_private import MustTellWhatIsPrivate
from polyagree.analyzers.places import Place
from polyagree.finding import Evidence, Finding
from polyagree.source import Path, dotted

if TYPE_CHECKING:
    from polyagree.analyzers.context import Conflict, Context

__all__ = ["evidence_of", "facts_of", "first_of", "not_yet_said", "place_of"]

_NORM = re.compile(r".*\.norm\[\d+\]")

_SIMPLER = (
    ObligedAndForbidden(),
    GrantedAndGated(),
    LimitsExcludeEachOther(),
    TimingsExcludeEachOther(),
    MustTellWhatIsPrivate(),
)


def not_yet_said(context: Context, conflicts: tuple[Conflict, ...]) -> Iterator[Conflict]:
    """Yield those of *conflicts* that no analyzer has found which needs no solver."""
    if not conflicts:
        return
    said: dict[str, list[frozenset[str]]] = {}
    for analyzer in _SIMPLER:
        for finding in analyzer.run(context):
            norms = frozenset(_norms_of(finding))
            for norm in norms:
                said.setdefault(norm, []).append(norms)
    for conflict in conflicts:
        members = {dotted(member.path) for member in conflict.members}
        near = (norms for member in members for norms in said.get(member, ()))
        if not any(norms <= members or members <= norms for norms in near):
            yield conflict


def _norms_of(finding: Finding) -> Iterator[str]:
    """Yield the norms that *finding* is about, rather than parts of them."""
    for path in (dotted(finding.path), *(each.path for each in finding.evidence)):
        norm = _NORM.match(path)
        yield path if norm is None else norm[0]


def place_of(context: Context, path: Path) -> Place:
    """Return the place at *path*, which may be of a wording that is not the present one."""
    place = context.at(path)
    return Place(context=context, path=path, anchor=dotted(path)) if place is None else place


def first_of(context: Context, conflict: Conflict) -> Place:
    """Return the place of the first duty of *conflict*, else of the first norm, by their names."""
    places = [
        (member.norm.modal != "must", place_of(context, member.path)) for member in conflict.members
    ]
    return min(places, key=lambda each: (each[0], each[1].anchor))[1]


def facts_of(conflict: Conflict) -> tuple[str, str]:
    """Return the clauses of *conflict* and whom they bind, in whichever order they stand."""
    return ", ".join(sorted(conflict.clauses)), ", ".join(sorted(conflict.people))


def evidence_of(context: Context, conflict: Conflict) -> Iterator[Evidence]:
    """Yield each member of *conflict* with what it asks for."""
    for member in conflict.members:
        yield place_of(context, member.path).evidence(member.norm.modal, member.norm.act)
