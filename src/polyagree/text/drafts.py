"""A document to edit, made from what people wrote."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from attrs import evolve, frozen

from polyagree.errors import InvalidModel, InvalidPolycule
from polyagree.model import Agreement, Boundary, Clause, Person, Polycule, Review
from polyagree.model.vocabulary import shipped
from polyagree.source import Mark, SourceMap
from polyagree.text.documents import Document, document_of
from polyagree.text.ids import Ids
from polyagree.text.names import Cast
from polyagree.text.places import Place
from polyagree.text.readers import OURS, Reader
from polyagree.text.readings import Reading
from polyagree.text.reviews import review_of

__all__ = ["draft"]

_UNNAMED = (
    ("one", "one of us, whom the text does not name"),
    ("other", "the other one, whom the text does not name"),
)
_TITLE_WORDS = 5
_SURE = 0.8
"""Below this confidence no norm is put: people would take it as said."""
_Part = Clause | Boundary


def draft(
    text: str | bytes,
    *,
    people: Collection[str] = (),
    terms: Collection[str] = (),
    name: str | None = None,
    reader: Reader = OURS,
) -> Polycule:
    """
    Return *text* as a document to edit.

    It holds the people of the text and one agreement, with a clause for each that was found in it.
    The words are kept as they stand; what they bind people to is said where it could be read, and
    left out where not. What somebody says of their own part is a boundary, and a clause that says
    when all of it is looked at again is the review. Where the text does not name two people,
    ``one`` and ``other`` stand for them. Findings about it point into the text.

    Args:
        text: Markdown, plain text, or a conversation; bytes are UTF-8.
        people: Names of people who take part, besides those that stand in the text. Capitals
            make no other name: somebody is called as in the text, else as told first.
        terms: Words that are explained elsewhere.
        name: What to call the text in faults and findings.
        reader: Who says what each clause means.

    Raises:
        DocumentError: If it is no text in UTF-8, or too large.
        TypeError: If it is no text at all, or `people` or `terms` is one word and not several.
    """
    document = document_of(text, people=people, terms=terms, name=name, reader=reader)
    made = _Draft(document, people)
    return made.polycule().with_source(made.source(name))


@frozen
class _Placed:
    """A clause, and where it stands."""

    part: _Part
    place: Place | None


class _Draft:
    """The parts of a document."""

    def __init__(self, document: Document, people: Collection[str]) -> None:
        self._document = document
        cast = _with(document.cast, people)
        ids = Ids("person", {each for each, _ in _UNNAMED}, shipped())
        everyone = [Person(id=ids.of(each, words=1), name=each) for each in cast.everyone]
        known = everyone[: len(cast.parties)]
        unnamed = [Person(id=key, name=said) for key, said in _UNNAMED[len(known) :]]
        self._parties = [*known, *unnamed]
        self.people = (*known, *unnamed, *everyone[len(known) :])
        self._by_name = _by_name(self.people)
        self._writer = None if cast.writer is None else self._by_name.get(cast.writer.casefold())
        title = "" if document.title is None else document.title.text
        self.agreement = Ids("agreement").of(title, words=_TITLE_WORDS)
        self._review: Review | None = None
        self.parts = list(self._placed())

    def _placed(self) -> Iterator[_Placed]:
        ids = Ids("clause")
        for reading in self._document.readings:
            yield _Placed(self._part(reading, ids.of(reading.text)), reading.place)

    def _part(self, reading: Reading, key: str) -> _Part:
        holder = self._holder(reading)
        if holder is not None:
            return _with_norms(Boundary(id=key, holder=holder, says=reading.text), reading)
        if reading.kind == "review" and self._review is None:
            self._review = review_of(reading.text)
            if self._review is not None:
                return Clause(id=key, says=reading.text, norm=(), elsewhere="review")
        return _with_norms(Clause(id=key, says=reading.text), reading)

    def _holder(self, reading: Reading) -> str | None:
        """Return who sets a limit on themselves; ``None``: it is none, or nobody knows."""
        if reading.kind != "self_boundary":
            return None
        named = reading.roles.bearer_name
        if reading.roles.bearer == "one_named" and named is not None:
            return self._by_name.get(named.casefold())
        if reading.roles.bearer != "holder":
            return None
        speaker = None if reading.place is None else reading.place.speaker
        if speaker is not None:
            return self._by_name.get(speaker.casefold())
        return self._writer

    @property
    def is_alone(self) -> bool:
        """Whether all of it is what one person says of themselves."""
        return all(isinstance(each.part, Boundary) for each in self.parts)

    def polycule(self) -> Polycule:
        """Return the document, without the norms that do not fit into it."""
        parts = [each.part for each in self.parts]
        try:
            return self._made(parts)
        except InvalidPolycule as error:
            odd = {str(step) for fault in error.faults for step in fault.path}
            parts = [_without_norms(each) if each.id in odd else each for each in parts]
        try:
            return self._made(parts)
        except InvalidPolycule:
            return self._made([_without_norms(each) for each in parts])

    def _made(self, parts: Sequence[_Part]) -> Polycule:
        title = None if self._document.title is None else self._document.title.text
        if self.is_alone:
            held = tuple(each for each in parts if isinstance(each, Boundary))
            unnamed = {key for key, _ in _UNNAMED}
            people = tuple(each for each in self.people if each.id not in unnamed)
            return Polycule(title=title, people=people, boundaries=held)
        agreement = Agreement(
            id=self.agreement,
            title=title,
            parties=tuple(each.id for each in self._parties),
            review=self._review,
            clauses=tuple(parts),
        )
        return Polycule(people=self.people, agreements=(agreement,))

    def source(self, name: str | None) -> SourceMap:
        """Return where in the text each part of the document stands."""
        places = {each.part.id: each.place for each in self.parts}

        def marks(_: str) -> Mark:
            top = self._top()
            parts: dict[str | int, Mark] = {
                key: _mark(each) for key, each in places.items() if each is not None
            }
            if self.is_alone:
                return Mark(top, children={"boundaries": Mark(top, children=parts)})
            inside = Mark(top, key=top, children={"clauses": Mark(top, children=parts)})
            return Mark(top, children={"agreements": Mark(top, children={self.agreement: inside})})

        return SourceMap(name, self._document.text, read_marks=marks, is_prose=True)

    def _top(self) -> tuple[int, int, int, int]:
        """Return where the whole of it is pointed at: its title, or its first clause."""
        title = self._document.title
        places = [each.place for each in (title, *self.parts) if each is not None]
        first = next((each for each in places if each is not None), None)
        return (1, 1, 1, 1) if first is None else _mark(first).value


def _mark(place: Place) -> Mark:
    span = (place.line, place.column, place.end_line, place.end_column)
    return Mark(span, key=span)


def _with(cast: Cast, people: Collection[str]) -> Cast:
    """Return *cast* with *people* among its parties."""
    spelt: dict[str, str] = {}
    for each in (*cast.everyone, *people):
        spelt.setdefault(each.casefold(), each)
    parties = dict.fromkeys(spelt[each.casefold()] for each in (*cast.parties, *people))
    others = tuple(each for each in cast.others if each not in parties)
    return Cast(tuple(parties), others, cast.writer)


def _by_name(people: Sequence[Person]) -> Mapping[str, str]:
    """Return the ids of *people* by their names, and by each part that only one of them has."""
    found: dict[str, str] = {}
    several: set[str] = set()
    for person in people:
        for part in {person.name, *person.name.split()}:
            key = part.casefold()
            if found.setdefault(key, person.id) != person.id:
                several.add(key)
    return {key: each for key, each in found.items() if key not in several}


def _with_norms(part: _Part, reading: Reading) -> _Part:
    if not reading.norms or reading.confidence < _SURE:
        return part
    try:
        return evolve(part, norm=reading.norms)
    except InvalidModel:
        return part


def _without_norms(part: _Part) -> _Part:
    if isinstance(part, Clause) and part.elsewhere is not None:
        return part
    return evolve(part, norm=None)
