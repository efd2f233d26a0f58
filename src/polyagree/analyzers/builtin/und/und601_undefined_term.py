"""UND601: a word carries a norm, and nothing says what it means here."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import evolve

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.context import Context
from polyagree.analyzers.naming import phrases_in
from polyagree.analyzers.places import NormAt, Place
from polyagree.analyzers.readings import ReadAt
from polyagree.finding import Finding
from polyagree.model.references import collect_names
from polyagree.model.term import Term

_LEFT_OPEN = {
    "late-night": "from which hour on it is one",
    "relationship": "from when on it is one",
    "new-relationship": "when one begins",
    "new-partner": "from when on somebody is one",
    "flirt": "where it begins",
    "crisis": "what counts as one",
    "family": "who belongs to it",
    "guests": "who counts as one",
    "strangers": "who counts as one",
    # Kinds of relationships are told by those that a document lists, if it lists some.
    "partner": "who counts as one",
    "primary": "who counts as one",
    "secondary": "who counts as one",
    "casual": "what still is",
    "lover": "who counts as one",
    "friend": "who counts as one",
    "close-friend": "who counts as one",
}
"""Words that ship, of which people mean different things, and what they leave open."""

_SAID = {
    "late-night": "late-night",
    "late-nights": "late-night",
    "new-relationship": "new-relationship",
    "new-relationships": "new-relationship",
    **dict.fromkeys(
        (
            *("someone-new", "somebody-new", "anyone-new", "anybody-new", "new-people"),
            *("new-partner", "new-partners", "new-person", "new-lover", "new-lovers"),
        ),
        "new-partner",
    ),
    **dict.fromkeys(("crisis", "crises", "emergency", "emergencies"), "crisis"),
}
"""How some of them are said in a sentence, with dashes for blanks."""

_OPEN_ANYWAY = frozenset({"value", "definition", "review", "other"})
"""Kinds of clauses on whose words nothing hangs."""

_MEANS = re.compile(
    r"\b(?:means?|counts? as|is (?:when|one that|(?:some|any)(?:body|one) (?:who|whom|that)))\b",
    re.IGNORECASE,
)
"""Words by which a sentence says what a word is."""

_NAMES = frozenset({"act", "place", "thing", "detail"})
"""Kinds of words that mostly say in their name what they are for; others draw a line."""


class UndefinedTerm(Analyzer):
    """
    A norm hangs on a word that people draw in different places, and nothing draws the line.

    "Somebody new", "a late night", "family" are clear until the first case that is
    not. Said beforehand, what a word takes in is a short talk about an example;
    said afterwards it is a talk about who broke what.

    It looks at words of the document's own that norms and boundaries use and that have
    no `means`: for people, happenings, situations and kinds. Acts, places, things and
    details mostly say in their name what they are; about an act that is a kind of
    another one, and so divides it, it makes a note.

    Of the words that ship, it asks only about a few that are known to be drawn
    differently, and only where a duty, a prohibition, a limit or a gate hangs on them:
    `late-night` (hours in the norm are enough), `relationship`, `new-relationship`,
    `new-partner`, `flirt`, `crisis`, `family`, `guests`, `strangers`; and `partner`,
    `primary`, `secondary`, `casual`, `lover`, `friend`, `close-friend` in a document that
    lists no such relationship. A term for the word, or for a kind of it, is an
    answer. In clauses that have only words it looks for the words of the document, and for
    those few; a clause that reads like a definition is an answer to it.

    It does not see whether people mean the same without having said it.
    """

    code = "UND601"
    name = "undefined-term"
    severity = "question"
    source = "B5"
    message = "`{word}` carries a norm, and nothing says what it means"
    help = "add `means` to `{word}`: what still counts, and what no longer does"
    help_in_prose = "say what `{word}` is here: what still counts, and what no longer does"
    works_on = ("declared", "reading")

    bad = Example(
        "nothing says who is new",
        """
        terms: {someone-new: {kind: people}}
        agreements:
          open:
            parties: [ana, ben]
            clauses:
              telling: {says: We tell after a date with someone new., norm: {must: tell, to: other parties, after: {act: date, with: someone-new}, within: 1 day}}
        """,
        at="terms.someone-new",
    )
    good = Example(
        "a line that both would draw the same",
        """
        terms: {someone-new: {kind: people, means: somebody whom neither of us has met more than twice}}
        agreements:
          open:
            parties: [ana, ben]
            clauses:
              telling: {says: We tell after a date with someone new., norm: {must: tell, to: other parties, after: {act: date, with: someone-new}, within: 1 day}}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        own = {str(term.id): term for term in context.polycule.terms if _is_undefined(term)}
        left_open = _left_open(context)
        explained = {term.id for term in context.polycule.terms}
        used: dict[str, list[Place]] = {}
        relied_on: dict[tuple[Place, str], list[Place]] = {}
        for place, names in _used(context):
            for word in own.keys() & names:
                used.setdefault(word, []).append(place)
            said = {_SAID[name] for name in names & _SAID.keys() - explained}
            for word in sorted(left_open & (said if isinstance(place, ReadAt) else names)):
                if (above := _above(place, word)) is not None:
                    relied_on.setdefault((above, word), []).append(place)
        for word, term in own.items():
            if word in used:
                yield self.finding(
                    context.record("terms", word),
                    read_in=_only_read(used[word]),
                    severity="note" if term.kind in _NAMES and word not in _LEFT_OPEN else None,
                    evidence=[place.evidence("used", word) for place in used[word]],
                    word=word,
                )
        for (above, word), places in relied_on.items():
            yield self._about_a_shipped_word(above, word, places)

    def _about_a_shipped_word(self, above: Place, word: str, places: list[Place]) -> Finding:
        entry = above.context.words.words[word]
        kind = [f"kind: {entry.kind}"]
        kind += [f"kind_of: {entry.kind_of}"] if entry.kind_of else []
        kind += [f"form: {entry.form}"] if entry.form else []
        read_in = _only_read(places)
        begins, said = "", word
        if read_in is not None:
            begins, said = f"{read_in.as_it_reads}, ", _as_written(word, read_in)
        return self.finding(
            # What nobody put under a key stands in the words, and the line goes there.
            above if read_in is None else read_in,
            message=f"{begins}`{said}` carries a norm, and nothing says {_LEFT_OPEN[word]}",
            help=f"say it under `terms`: `{word}: {{{{{', '.join(kind)}, means: …}}}}`",
            help_in_prose=f"say {_LEFT_OPEN[word]}, with an example on each side of the line",
            evidence=[place.evidence("used", word) for place in places],
            word=word,
        )


def _is_undefined(term: Term) -> bool:
    if term.means is not None:
        return False
    divides = term.kind == "act" and term.kind_of is not None
    return term.kind not in _NAMES or term.id in _LEFT_OPEN or divides


def _left_open(context: Context) -> frozenset[str]:
    """Return the words that ship and that the document leaves as open as they are."""
    polycule, words = context.polycule, context.words
    said = {wide for term in polycule.terms for wide in words.wider(term.id)}
    said |= {wide for each in polycule.relationships for wide in words.wider(each.kind)}
    return frozenset(_LEFT_OPEN.keys() - said)


def _only_read(places: list[Place]) -> ReadAt | None:
    """Return the first of *places* if all of them were only read; ``None``: one is declared."""
    if all(place.read_in is not None for place in places):
        return places[0].read_in
    return None


def _as_written(word: str, at: ReadAt) -> str:
    """Return how the words say *word*."""
    phrases = sorted(each for each in phrases_in(at.reading.text) if _SAID.get(each) == word)
    return phrases[0].replace("-", " ") if phrases else word


def _used(context: Context) -> Iterator[tuple[Place, frozenset[str]]]:
    """Yield each norm, and what each boundary is reached by, with the words in it."""
    for norm in context.norms():
        # Its steps are norms of their own.
        record = evolve(norm.norm, if_broken=()) if norm.norm.if_broken else norm.norm
        yield norm, _names_in(record)
    for at in context.boundaries():
        if at.boundary.reached_by is not None:
            yield at, _names_in(at.boundary.reached_by)
    readings = context.readings()
    definitions = [each.reading.text for each in readings if _defines(each)]
    defined = {phrase for text in definitions for phrase in phrases_in(text)}
    meant = {_SAID[phrase] for phrase in defined & _SAID.keys()}
    defined |= {phrase for phrase, word in _SAID.items() if word in meant}
    for each in readings:
        if each.reading.kind not in _OPEN_ANYWAY:
            yield each, phrases_in(each.reading.text) - defined


def _defines(at: ReadAt) -> bool:
    return at.reading.kind == "definition" or _MEANS.search(at.reading.text) is not None


def _names_in(record: object) -> frozenset[str]:
    found: dict[tuple[str, tuple[str, ...]], None] = {}
    collect_names(record, found)
    return frozenset(name for name, _ in found)


def _above(place: Place, word: str) -> Place | None:
    """Return the agreement or boundary with *place*, if keeping what is there hangs on *word*."""
    if not isinstance(place, NormAt | ReadAt):
        return None
    if isinstance(place, NormAt):
        has_hours = place.act == word == "late-night" and place.norm.hours is not None
        if not place.is_binding or has_hours:
            return None
    elif word == "late-night" and place.reading.times.window is not None:
        return None
    if place.agreement is not None:
        return place.context.at(("agreements", place.agreement.id))
    return None if place.boundary is None else place.context.at(("boundaries", place.boundary.id))
