"""Who is connected to whom at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from polyagree.model.ids import PersonId
from polyagree.model.polycule import Polycule

__all__ = ["connected"]


def connected(polycule: Polycule) -> dict[PersonId, int]:
    """
    Return for each person the number of the part of the polycule that they are in.

    Relationships of every kind connect, one-way and ended ones too, and so do groups. It
    is for whether people have anything to do with each other at all, in documents of
    any size, and needs no graph: :func:`components` is for the questions that people ask.

    Args:
        polycule: The polycule.
    """
    above: dict[PersonId, PersonId] = {person.id: person.id for person in polycule.people}

    def top(person: PersonId) -> PersonId:
        while above[person] != person:
            above[person] = above[above[person]]
            person = above[person]
        return person

    for people in _together(polycule):
        first, *others = people
        for other in others:
            above[top(other)] = top(first)
    numbers: dict[PersonId, int] = {}
    return {person: numbers.setdefault(top(person), len(numbers)) for person in above}


def _together(polycule: Polycule) -> Iterator[Iterable[PersonId]]:
    yield from (each.people for each in polycule.relationships)
    yield from (each.people for each in polycule.groups)
