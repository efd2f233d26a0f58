"""Names that generated records may use for one another."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from attrs import field, frozen

from polyagree.clock import Stamp
from polyagree.model import Polycule, Vocabulary, shipped

__all__ = ["USUAL", "Names", "names_of"]


@frozen(kw_only=True, eq=False)
class Names:
    """
    The names that a generated record may use.

    Attributes:
        people: People.
        groups: Groups.
        relationships: Relationships.
        values: Values.
        agreements: Agreements.
        clauses: Clauses and boundaries in agreements, dotted.
        boundaries: Boundaries of their own.
        matrices: Matrices.
        events: Events that have a name.
        breaches: Breaches.
        repairs: Repairs.
        vocabulary: The words for acts, places and the like.
        offsets: Whether times have an offset: all of a document do, or none does.
    """

    people: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    relationships: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    agreements: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    boundaries: tuple[str, ...] = ()
    matrices: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    breaches: tuple[str, ...] = ()
    repairs: tuple[str, ...] = ()
    vocabulary: Vocabulary = field(factory=shipped, repr=False)
    offsets: bool = False

    def words(self, *kinds: str) -> tuple[str, ...]:
        """Return the words of *kinds*; those that a document adds come first."""
        return _words(self.vocabulary, kinds)

    def circles(self) -> tuple[str, ...]:
        """Return what names several people, or people nobody lists: groups, kinds, words."""
        return (*self.groups, *self.words("people", "relationship-kind"))

    def records(self) -> tuple[str, ...]:
        """Return the names of everything but words."""
        return (
            *(*self.people, *self.groups, *self.relationships, *self.values),
            *(*self.agreements, *self.clauses, *self.boundaries, *self.matrices),
            *(*self.events, *self.breaches, *self.repairs),
        )


@lru_cache(maxsize=256)
def _words(vocabulary: Vocabulary, kinds: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(vocabulary.of_kind(*kinds))[::-1]


USUAL = Names(
    people=("ana", "ben", "caro", "kit"),
    groups=("harbour-street",),
    relationships=("ana-ben", "ana-caro"),
    values=("honesty", "care"),
    agreements=("opening-up", "safer-sex"),
    clauses=("opening-up.late-nights", "opening-up.telling", "safer-sex.tests"),
    boundaries=("quiet-nights",),
    matrices=("with-others",),
    events=("valentine",),
    breaches=("told-late",),
    repairs=("spring",),
)
"""Names for records that stand alone."""


def names_of(polycule: Polycule) -> Names:
    """Return the names of *polycule*: what is generated with them can be put into it."""
    happened = (*polycule.events, *(each for told in polycule.scenarios for each in told.events))
    stamps: tuple[Stamp | None, ...] = (
        *(each.at for each in happened),
        *(each.date for each in polycule.check_ins),
        *(stamp for each in polycule.breaches for stamp in (each.date, each.discovered)),
    )
    return Names(
        people=_ids(polycule.people),
        groups=_ids(polycule.groups),
        relationships=_ids(polycule.relationships),
        values=_ids(polycule.values),
        agreements=_ids(polycule.agreements),
        clauses=tuple(
            f"{agreement.id}.{clause.id}"
            for agreement in polycule.agreements
            for clause in agreement.clauses
        ),
        boundaries=_ids(polycule.boundaries),
        matrices=_ids(polycule.matrices),
        events=_ids(polycule.events),
        breaches=_ids(polycule.breaches),
        repairs=_ids(polycule.repairs),
        vocabulary=polycule.vocabulary,
        offsets=any(getattr(stamp, "tzinfo", None) is not None for stamp in stamps),
    )


def _ids(records: Iterable[object]) -> tuple[str, ...]:
    return tuple(name for each in records if (name := getattr(each, "id", None)) is not None)
