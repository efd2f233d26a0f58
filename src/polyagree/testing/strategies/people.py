"""People, how they are named, and what they are to each other."""

from __future__ import annotations

from typing import Any, get_args

from hypothesis import strategies as st

from polyagree.model import (
    CountOf,
    Disclosure,
    Except,
    Group,
    Member,
    Named,
    PartnersOf,
    People,
    PeopleTerm,
    Person,
    Relationship,
    Role,
    RoleWord,
    Viewers,
)
from polyagree.testing.strategies.making import (
    few,
    made,
    one_or_nothing,
    parts,
    remembered,
    some_of,
)
from polyagree.testing.strategies.names import USUAL, Names
from polyagree.testing.strategies.notes import notes
from polyagree.testing.strategies.texts import ids, texts
from polyagree.testing.strategies.times import dates, days_of_the_year, spans_of_days

__all__ = [
    "counts",
    "disclosures",
    "exceptions",
    "groups",
    "members",
    "named_people",
    "people",
    "people_terms",
    "persons",
    "relationships",
    "roles",
    "simple_terms",
    "viewers",
]


@remembered
def people_terms(*, names: Names = USUAL, depth: int = 1) -> st.SearchStrategy[PeopleTerm]:
    """
    Return a strategy for the ways to name people: by id, by role, by number.

    Args:
        names: The names they may use.
        depth: How deep exceptions stand in one another.
    """
    simple = simple_terms(names=names)
    terms: list[st.SearchStrategy[Any]] = [simple, counts(names=names), simple.map(PartnersOf)]
    if depth:
        terms.append(exceptions(names=names, depth=depth - 1))
    return st.one_of(terms)


@remembered
def simple_terms(*, names: Names = USUAL) -> st.SearchStrategy[Named | Role]:
    """Return a strategy for names and roles, which stand in other terms too."""
    return st.one_of(named_people(names=names), roles())


@remembered
def roles() -> st.SearchStrategy[Role]:
    """Return a strategy for people by the part they have."""
    words: st.SearchStrategy[Any] = st.sampled_from(get_args(RoleWord))
    return words.map(Role)


@remembered
def named_people(*, names: Names = USUAL) -> st.SearchStrategy[Named]:
    """Return a strategy for people by the name of a person, a group, a kind or a term."""
    return st.one_of(one_or_nothing(names.people), one_or_nothing(names.circles())).map(Named)


@remembered
def counts(*, names: Names = USUAL) -> st.SearchStrategy[CountOf]:
    """Return a strategy for so many of some people."""
    how_many = st.one_of(st.integers(1, 3), st.integers(1, 9999))
    return st.builds(CountOf, how_many, simple_terms(names=names))


@remembered
def exceptions(*, names: Names = USUAL, depth: int = 0) -> st.SearchStrategy[Except]:
    """Return a strategy for some people, but not others."""
    inner = few(people_terms(names=names, depth=depth))
    return made(Except, people=inner, except_=inner)


@remembered
def people(*, names: Names = USUAL, least: int = 1, most: int = 2) -> st.SearchStrategy[People]:
    """
    Return a strategy for PEOPLE as a clause names them.

    Args:
        names: The names they may use.
        least: How many terms stand in it at least.
        most: How many at most.
    """
    return few(people_terms(names=names), least=least, most=most)


@st.composite
def disclosures(draw: st.DrawFn, *, names: Names = USUAL) -> Disclosure:
    """
    Return a strategy for people who may see a record for a time.

    Args:
        names: The names they may use.
    """
    start, end = draw(spans_of_days())
    if end is None and start is None:
        start = draw(dates())
    return Disclosure(people=draw(people(names=names)), from_=start, until=end)


@remembered
def viewers(*, names: Names = USUAL) -> st.SearchStrategy[Viewers]:
    """
    Return a strategy for who may see a record, at any time or for a time.

    Args:
        names: The names they may use.
    """
    return few(st.one_of(people_terms(names=names), disclosures(names=names)))


def persons(
    *, names: Names = USUAL, id: st.SearchStrategy[str] | None = None
) -> st.SearchStrategy[Person]:
    """
    Return a strategy for people.

    Args:
        names: Who may see them.
        id: Their ids; ``None``: any.
    """
    return made(
        Person,
        {
            "pronouns": texts,
            "timezone": lambda: st.sampled_from(("Europe/Lisbon", "America/St_Johns", "UTC")),
            "birthday": days_of_the_year,
            "visible_to": lambda: viewers(names=names),
        },
        id=ids() if id is None else id,
        name=texts(),
    )


@st.composite
def members(draw: st.DrawFn, *, names: Names = USUAL, who: str | None = None) -> Member:
    """
    Return a strategy for people in a group, for a time or as long as it is there.

    Args:
        names: Who it may be.
        who: Who it is; ``None``: any of them.
    """
    start, end = draw(spans_of_days())
    person: Any = draw(one_or_nothing(names.people)) if who is None else who
    return Member(who=person, from_=start, until=end)


@st.composite
def groups(
    draw: st.DrawFn, *, names: Names = USUAL, id: st.SearchStrategy[str] | None = None
) -> Group:
    """
    Return a strategy for households and other groups.

    Args:
        names: Their members and kinds.
        id: Their ids; ``None``: any.
    """
    start, end = draw(spans_of_days())
    return Group(
        kind=draw(one_or_nothing(names.words("group-kind"))),
        members=tuple(draw(members(who=who)) for who in draw(some_of(names.people))),
        from_=start,
        until=end,
        **draw(parts({"visible_to": lambda: viewers(names=names)}, id=ids() if id is None else id)),
    )


@st.composite
def relationships(
    draw: st.DrawFn, *, names: Names = USUAL, id: st.SearchStrategy[str] | None = None
) -> Relationship:
    """
    Return a strategy for relationships: mutual between two or more, or one-way.

    Args:
        names: The people in them, two at least, and their kinds.
        id: Their ids; ``None``: any.
    """
    start, end = draw(spans_of_days())
    together: dict[str, Any]
    if draw(st.integers(0, 3)):
        together = {"between": draw(some_of(names.people, least=2))}
    else:
        together = dict(zip(("of", "towards"), draw(some_of(names.people, least=2)), strict=False))
    return Relationship(
        kind=draw(one_or_nothing(names.words("relationship-kind"))),
        from_=start,
        until=end,
        **together,
        **draw(
            parts(
                {
                    "noted": lambda: few(notes(names=names)),
                    "visible_to": lambda: viewers(names=names),
                },
                id=ids() if id is None else id,
            )
        ),
    )
