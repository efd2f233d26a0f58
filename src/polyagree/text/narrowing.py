"""On which days, where and with whom: what narrows an act down."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from polyagree.clock import Day
from polyagree.model import Named, People, Place, Role, Word
from polyagree.text.lexicon import table
from polyagree.text.marked import Marked

__all__ = ["days_of", "places_of", "with_whom"]

_WEEKDAY = re.compile(
    r" (?:on|every|each|=number|other|and|,|^) (?:(?:the|a) )?"
    r"(?P<day>(?:mon|tues|wednes|thurs|fri|satur|sun)days?|weeknights|weekdays|weekends?)(?= )"
)
_PLACE = re.compile(
    r" (?:in|inside|at|on|under) (?:(?:the|our|my|this|your|their) )?(?:shared |joint |family )?"
    r"(?P<place>[a-z]+)(?= )"
)
_POSSESSIVE = frozenset({"my", "your", "our", "his", "her", "their", "'s"})
_OUTSIDERS = frozenset({"others", "else", "outsiders", "outside", "elsewhere"})


def days_of(sentence: Marked) -> tuple[Day, ...]:
    """Return the days of the week on which it is."""
    found = (_day(match["day"]) for match in _WEEKDAY.finditer(sentence.line))
    return tuple(dict.fromkeys(found))


def _day(word: str) -> Day:
    if word == "weekends":
        return Day.parse("weekend")
    return Day.parse(word if word in {"weeknights", "weekdays", "weekend"} else word[:3])


def places_of(sentence: Marked) -> tuple[Place, ...]:
    """Return where it is, in places of the vocabulary."""
    places = table("people")["places"]
    return tuple(dict.fromkeys(Place(Word(places[word])) for word in _placed(sentence, places)))


def _placed(sentence: Marked, places: dict[str, str]) -> Iterator[str]:
    for match in _PLACE.finditer(sentence.line):
        if match["place"] in places:
            yield match["place"]


def with_whom(sentence: Marked) -> People:
    """Return with whom it is, where these are of a kind: others, coworkers, an ex."""
    if not _OUTSIDERS.isdisjoint(sentence.known):
        return (Role("outsiders"),)
    kinds = table("people")["company"]
    found = [
        Named(kinds[word])
        for before, word in pairwise(sentence.words)
        # Whose friends they are, a kind does not say.
        if word in kinds and before not in _POSSESSIVE
    ]
    return tuple(found[:1])
