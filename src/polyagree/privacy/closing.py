"""
Records without whatever they name that is not visible.

What is a list of people or things loses those that are hidden: an event keeps those who
are left. What would mean something else without a name goes as a whole: a norm about a
hidden person is no norm about everybody. Then its clause keeps its words, unread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from attrs import evolve, fields

from polyagree.model.agreement import Agreement, FormerClause, Review, Revision
from polyagree.model.boundary import Boundary, BoundaryRevision, BoundaryWording, Response
from polyagree.model.check_in import CheckIn, Concern, Feeling, Score
from polyagree.model.clause import Clause
from polyagree.model.disclosure import Disclosure, Viewers
from polyagree.model.event import Event
from polyagree.model.norms import Obligation, Permission, Power, Prohibition
from polyagree.model.noted import Noted
from polyagree.model.people import Named, PeopleTerm
from polyagree.model.repair import Repair, RepairStep
from polyagree.model.term import Term
from polyagree.privacy.rules import around, is_for_viewer, is_own
from polyagree.privacy.sight import Sight

__all__ = ["Closing"]

T = TypeVar("T")

_NORMS = (Obligation, Prohibition, Permission, Power)


class Closing:
    """
    Makes records that stand on what is visible alone.

    Args:
        sight: What is visible.
    """

    def __init__(self, sight: Sight) -> None:
        self._sight = sight
        self._known = sight.seen.known

    def close(self, record: T) -> T:
        """Return *record*, which is visible, without whatever it names that is not."""
        shrunk = self._shrunk(record)
        finish: Callable[[Closing, Any, Any], Any] | None = _FINISH.get(type(record))
        return shrunk if finish is None else finish(self, record, shrunk)  # type: ignore[no-any-return]

    def _shrunk(self, record: Any) -> Any:
        """Return *record* with shorter lists."""
        changes: dict[str, Any] = {}
        for each in fields(type(record)):
            value = getattr(record, each.name)
            if each.name == "visible_to":
                changes["visible_to"] = self._audience(record)
            elif type(value) is tuple:
                changes[each.name] = self._several(value, each.metadata.get("refers"))
        return evolve(record, **changes)

    def _several(self, items: tuple[Any, ...], kinds: tuple[str, ...] | None) -> tuple[Any, ...]:
        closed = (self._item(item, kinds) for item in items)
        return tuple(each for each in closed if each is not None)

    def _item(self, item: Any, kinds: tuple[str, ...] | None) -> Any:
        """Return one item of a list as it may be seen; ``None``: not at all."""
        if isinstance(item, str):
            return item if kinds is None or self._known.has(item, *kinds) else None
        if isinstance(item, _NORMS):
            item = evolve(item, if_broken=self._several(item.if_broken, None))
        elif isinstance(item, Score | Feeling | Concern):
            return self._spoken(item)
        elif isinstance(item, Noted):
            return self.close(item) if self._sight.seen.are_people(item.by) else None
        elif type(item) in _PARTS:
            return self.close(item)
        return item if self._known.is_whole(item) else None

    def _spoken(self, part: Score | Feeling | Concern) -> Any:
        seen = self._sight.seen
        if not (is_for_viewer(part, seen) and seen.are_people([part.who])):
            return None
        # A number is about all of its things at once; words stand on their own.
        if isinstance(part, Score) and not self._known.is_whole(evolve(part, visible_to=())):
            return None
        return self.close(part)

    def _audience(self, record: Any) -> Viewers:
        """Return who may see *record*, of those whom the viewer may know of."""
        if not record.visible_to:
            return ()
        seen = self._sight.seen
        kept = tuple(self._viewers(record.visible_to))
        if kept and is_own(record, seen.viewer):
            return kept
        if seen.audience.shows(kept, seen.viewer, around(record, seen)):
            return kept
        # Left out, it would be the usual people, who may be more.
        return (*kept, Named(seen.viewer))

    def _viewers(self, viewers: Viewers) -> Iterator[PeopleTerm | Disclosure]:
        for each in viewers:
            if isinstance(each, Disclosure):
                people = tuple(one for one in each.people if self._known.is_whole(one))
                if people:
                    yield evolve(each, people=people)
            elif self._known.is_whole(each):
                yield each

    # What shorter lists are not enough for

    def _term(self, _: Term, shrunk: Term) -> Term:
        words = self._known.words
        wide = None if shrunk.kind_of is None else words.get(shrunk.kind_of)
        if wide is None or wide.kind != shrunk.kind or shrunk.id in words.wider(wide.id):
            return evolve(shrunk, kind_of=None)
        return shrunk

    def _agreement(self, record: Agreement, shrunk: Agreement) -> Agreement:
        visible = {
            each.id
            for each in record.clauses
            if self._sight.sees("agreements", record.id, "clauses", each.id)
        }
        review = None if record.review is None else self._review(record.review)
        revisions = tuple(self._revision(record.id, each) for each in record.revisions)
        kept = tuple(each for each in shrunk.clauses if each.id in visible)
        steps = bool(shrunk.if_broken) or any(
            isinstance(each, Clause) and each.if_broken for each in kept
        )
        places = {"review": review is not None, "if_broken": steps}
        return evolve(
            shrunk,
            review=review,
            clauses=tuple(_somewhere(each, places) for each in kept),
            revisions=revisions,
        )

    def _revision(self, agreement: str, revision: Revision) -> Revision:
        was = tuple(
            evolve(each, was=None if each.was is None else self.close(each.was))
            for each in revision.was
            if self._sight.sees("agreements", agreement, "clauses", each.id)
        )
        return evolve(revision, accepted=self._several(revision.accepted, None), was=was)

    def _review(self, review: Review) -> Review | None:
        after = self._several(review.after, ("act", "happening", "situation"))
        has_time = review.every is not None or review.days or review.months or after
        return evolve(review, after=after) if has_time else None

    def _clause(self, record: Clause, shrunk: Clause) -> Clause:
        return evolve(shrunk, norm=None) if _lost(record.norm, shrunk.norm) else shrunk

    def _boundary(self, record: Any, shrunk: Any) -> Any:
        response = None if record.response is None else self.close(record.response)
        reached = record.reached_by
        whole = reached is None or self._known.is_whole(reached)
        if whole and not _lost(record.norm, shrunk.norm):
            return evolve(shrunk, response=response)
        # What is left of the two would say more than both did.
        return evolve(shrunk, response=response, reached_by=None, norm=None)

    def _response(self, record: Response, shrunk: Response) -> Response:
        return evolve(shrunk, norm=()) if _lost(record.norm, shrunk.norm) else shrunk

    def _boundary_revision(
        self, record: BoundaryRevision, shrunk: BoundaryRevision
    ) -> BoundaryRevision:
        return shrunk if record.was is None else evolve(shrunk, was=self.close(record.was))

    def _check_in(self, record: CheckIn, shrunk: CheckIn) -> CheckIn:
        return evolve(
            shrunk, decided=tuple(each for each in record.decided if self._known.is_text(each))
        )

    def _repair(self, record: Repair, shrunk: Repair) -> Repair:
        if record.apology is None:
            return shrunk
        return evolve(shrunk, apology=self._shrunk(record.apology))


def _lost(before: tuple[Any, ...] | None, after: tuple[Any, ...] | None) -> bool:
    """Return whether some of the norms are gone."""
    return before is not None and after is not None and len(after) < len(before)


def _somewhere(clause: Clause | Boundary, places: dict[str, bool]) -> Clause | Boundary:
    """Return *clause*, which may mean what stands at another place, if that is there."""
    if isinstance(clause, Boundary) or clause.elsewhere is None or places[clause.elsewhere]:
        return clause
    return evolve(clause, elsewhere=None, norm=None)


_PARTS = frozenset({Clause, Boundary, BoundaryRevision, Event, RepairStep, FormerClause, Revision})
"""Records in lists that lose something before they go as a whole."""

_FINISH: dict[type, Callable[[Closing, Any, Any], Any]] = {
    Term: Closing._term,  # noqa: SLF001  # its own
    Agreement: Closing._agreement,  # noqa: SLF001
    Clause: Closing._clause,  # noqa: SLF001
    Boundary: Closing._boundary,  # noqa: SLF001
    BoundaryWording: Closing._boundary,  # noqa: SLF001
    Response: Closing._response,  # noqa: SLF001
    BoundaryRevision: Closing._boundary_revision,  # noqa: SLF001
    CheckIn: Closing._check_in,  # noqa: SLF001
    Repair: Closing._repair,  # noqa: SLF001
}
