"""Documents in which something is hidden from somebody, and others that differ only there."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Any, get_args

import attrs
from attrs import evolve, fields, frozen
from hypothesis import strategies as st

from polyagree.errors import PolyagreeError
from polyagree.model import (
    Agreement,
    Boundary,
    Concern,
    Disclosure,
    Except,
    Feeling,
    Named,
    PartnersOf,
    Person,
    Polycule,
    Relationship,
    Role,
    Score,
    shipped,
)
from polyagree.privacy import view_as
from polyagree.privacy.rewriting import KINDS, Rewriting, names_in
from polyagree.testing import strategies
from polyagree.testing.strategies import Names, names_of, polycules

Place = tuple[str | int, ...]
"""The attributes and positions that lead to a record."""

COLLECTIONS = (*KINDS, "check_ins")
FRESH = "not-to-be-seen"


def at(record: Any, place: Place) -> Any:
    """Return what stands at *place* in *record*."""
    for step in place:
        record = record[step] if isinstance(step, int) else getattr(record, step)
    return record


def put(record: Any, place: Place, value: Any) -> Any:
    """Return *record* with *value* at *place*."""
    if not place:
        return value
    step, rest = place[0], place[1:]
    if isinstance(step, int):
        return (*record[:step], put(record[step], rest, value), *record[step + 1 :])
    return evolve(record, **{step: put(getattr(record, step), rest, value)})


def without(record: Any, place: Place) -> Any:
    """Return *record* without the item of a list at *place*."""
    items, index = at(record, place[:-1]), place[-1]
    return put(record, place[:-1], (*items[:index], *items[index + 1 :]))


def inside(record: Any, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Yield *record* and every record in it, with its place."""
    if isinstance(record, tuple):
        for index, each in enumerate(record):
            yield from inside(each, (*place, index))
    elif attrs.has(type(record)) and type(record).__module__.startswith("polyagree.model."):
        yield place, record
        for each in fields(type(record)):
            if each.init:
                yield from inside(getattr(record, each.name), (*place, each.name))


def is_own(record: Any, viewer: str) -> bool:
    """Return whether *record* is the viewer's own, and so is never hidden from them."""
    match record:
        case Person():
            return record.id == viewer
        case Boundary():
            return record.holder == viewer
        case Relationship():
            return record.of == viewer
        case Score() | Feeling() | Concern():
            return record.who == viewer
    return False


def not_for(viewer: str, polycule: Polycule, random: Random) -> tuple[Any, ...]:
    """Return a ``visible_to`` that leaves *viewer* out, whatever else the document says."""
    others = [each.id for each in polycule.people if each.id != viewer]
    choices: list[Any] = [
        Role("nobody"),
        Except(people=(Role("anyone"),), except_=(Named(viewer),)),
        Disclosure(people=(Role("anyone"),), until=dt.date.min),
        *map(Named, others),
    ]
    return (random.choice(choices),)


def shown(polycule: Polycule, random: Random) -> tuple[Any, ...]:
    """Return a ``visible_to`` that shows something to everyone, or to some."""
    some = [
        *(Named(each.id) for each in polycule.groups),
        *(PartnersOf(Named(each.id)) for each in polycule.people),
        Disclosure(people=(Role("anyone"),), from_=dt.date.min),
    ]
    return (Role("anyone") if random.random() < 0.7 or not some else random.choice(some),)


@frozen(kw_only=True)
class Hidden:
    """
    A document with something hidden from somebody.

    Attributes:
        polycule: The document.
        viewer: From whom.
        places: What is hidden.
        fresh: Other records for it.
    """

    polycule: Polycule
    viewer: str
    places: tuple[Place, ...]
    fresh: tuple[Any, ...]

    @property
    def names(self) -> dict[tuple[str, str], str]:
        """What is hidden and has a name, with another name that nothing has."""
        taken = Counter(name for _, name in {*names_in(self.polycule)})
        found: dict[tuple[str, str], str] = {}
        for place in self.places:
            record, name = at(self.polycule, place), None
            if place[0] in KINDS and len(place) == 2 and record.id is not None:
                name = KINDS[str(place[0])], record.id
            elif place[0] == "agreements" and isinstance(record, Boundary):
                name = "clause", f"{self.polycule.agreements[int(place[1])].id}.{record.id}"
            # A name that two things have could mean either; a word that ships stays one.
            if name is not None and taken[name[1]] == 1 and name[1] not in shipped():
                found[name] = f"{FRESH}-{len(found)}"
        return found


_MAKERS: dict[str, Any] = {
    "people": strategies.persons,
    "groups": strategies.groups,
    "relationships": strategies.relationships,
    "values": strategies.values,
    "terms": strategies.terms,
    "agreements": strategies.agreements,
    "boundaries": strategies.boundaries,
    "matrices": strategies.matrices,
    "check_ins": strategies.check_ins,
    "events": strategies.events,
    "breaches": strategies.breaches,
    "repairs": strategies.repairs,
    "scenarios": strategies.scenarios,
}


def _others(names: Names) -> Iterator[st.SearchStrategy[Any]]:
    """Yield strategies for records that use *names*, where there are enough of those."""
    for collection, make in _MAKERS.items():
        few = len(names.people) < 2
        lacks = {
            "agreements": few,
            "relationships": few,
            "breaches": not (names.clauses or names.boundaries or names.agreements),
            "repairs": not names.breaches,
        }
        if not lacks.get(collection, False):
            yield make(names=names)


@st.composite
def hidden(draw: st.DrawFn) -> Hidden:
    """Return a strategy for documents with something hidden from one of the people."""
    polycule = draw(polycules(max_agreements=2, max_events=3).filter(lambda each: each.people))
    random = Random(draw(st.integers(0, 2**32)))  # noqa: S311  # no secret
    viewer = random.choice(polycule.people).id
    names = names_of(polycule)
    fresh = tuple(draw(each) for each in _others(names))
    # Sometimes only parts of what is visible are hidden.
    whole, part = random.choice(((0.2, 0.5), (0.5, 0.5), (0.8, 0.3), (0.0, 0.8)))
    places: list[Place] = []
    for place, record in [*inside(polycule)]:
        if not hasattr(record, "visible_to") or is_own(record, viewer):
            continue
        is_hidden = random.random() < (whole if len(place) == 2 else part)
        if is_hidden:
            places.append(place)
            who = not_for(viewer, polycule, random)
        elif random.random() < 0.6:
            who = shown(polycule, random)
        else:
            continue
        polycule = put(polycule, (*place, "visible_to"), who)
    return Hidden(polycule=polycule, viewer=viewer, places=tuple(places), fresh=fresh)


Seen = Counter[tuple[str, str, str]]
"""How often which kind of change was made to which field of which record."""

Values = dict[tuple[type, str], list[Any]]
"""What fields of records were, the last ones of each."""

_KEPT = 40

Changed = tuple[str, Polycule, tuple[str, str] | None]
"""What was done, the document after it, and the record and its field that it was done to."""


def altered(
    case: Hidden, random: Random, seen: Seen, *, most: int, values: Values | None = None
) -> Iterator[Changed]:
    """
    Yield documents in which one field of something hidden is another; rare fields first.

    What fields are is taken from *values*, to which those of this document are added.
    """
    pool: Values = {} if values is None else values
    for source in (case.polycule, *case.fresh):
        for _, record in inside(source):
            for each in fields(type(record)):
                if each.init:
                    kept = pool.setdefault((type(record), each.name), [])
                    kept.append(getattr(record, each.name))
                    del kept[:-_KEPT]
    choices = [
        ((*place, *deeper), each.name, not deeper)
        for place in case.places
        for deeper, record in inside(at(case.polycule, place))
        # Whoever changes that may show it.
        if "visible_to" not in deeper[:1]
        for each in fields(type(record))
        if each.init
    ]
    random.shuffle(choices)
    choices.sort(key=lambda it: seen["altered", type(at(case.polycule, it[0])).__name__, it[1]])
    left = most
    for place, name, is_whole in choices[: 5 * most]:
        record = at(case.polycule, place)
        if is_whole and name == "visible_to":
            others: list[Any] = [not_for(case.viewer, case.polycule, random)]
        elif name == "id":
            # A clause and its former wordings are hidden together, as long as one key holds them.
            others = [] if _has_other_wordings(case.polycule, place) else [f"{FRESH}-99"]
        else:
            known = dict.fromkeys(pool[type(record), name])
            others = [each for each in known if each != getattr(record, name)]
        random.shuffle(others)
        for value in others[:3]:
            new = _or_nothing(case.polycule, (*place, name), value)
            if new is None or (is_whole and is_own(at(new, place), case.viewer)):
                continue
            left -= 1
            yield f"{name} of {type(record).__name__}", new, (type(record).__name__, name)
            break
        if not left:
            break


def _has_other_wordings(polycule: Polycule, place: Place) -> bool:
    if place[0] != "agreements" or place[2:3] != ("clauses",):
        return False
    key = at(polycule, place).id
    former = (each for revision in at(polycule, place[:2]).revisions for each in revision.was)
    return any(each.id == key for each in former)


def _or_nothing(polycule: Polycule, place: Place, value: Any) -> Polycule | None:
    try:
        return put(polycule, place, value)
    except PolyagreeError:
        return None


def dropped(case: Hidden) -> Iterator[Changed]:
    """Yield documents without something hidden, or with one more that is."""
    for place in case.places:
        if place[0] == "scenarios" and len(place) > 2:
            # With it the whole scenario is hidden.
            continue
        if isinstance(at(case.polycule, place), Boundary) and len(place) > 2:
            # So it is with a clause and its former wordings.
            continue
        try:
            new = without(case.polycule, place)
        except PolyagreeError:
            continue
        yield f"no {type(at(case.polycule, place)).__name__}", new, None


def added(case: Hidden, random: Random) -> Iterator[Changed]:
    """Yield documents with one more thing that is hidden."""
    for record in case.fresh:
        if is_own(record, case.viewer):
            continue
        named = {} if not hasattr(record, "id") else {"id": f"{FRESH}-98"}
        one = evolve(record, visible_to=not_for(case.viewer, case.polycule, random), **named)
        try:
            yield f"one more {type(one).__name__}", case.polycule.put(one), None
        except PolyagreeError:
            continue


def renamed(case: Hidden) -> Polycule:
    """Return the document with other names for what is hidden, wherever they are used."""
    return Rewriting(case.names).document(case.polycule)


def swapped(case: Hidden, random: Random, *, most: int) -> Iterator[Changed]:
    """Yield documents in which something names another of those that are hidden."""
    by_kind: dict[str, list[str]] = {}
    for kind, name in case.names:
        if kind not in {"term", "clause"}:
            by_kind.setdefault(kind, []).append(name)
    pairs = [
        (kind, one, random.choice([each for each in names if each != one]))
        for kind, names in by_kind.items()
        if len(names) > 1
        for one in names
    ]
    for kind, one, other in pairs:
        uses = [
            (place, record, each)
            for place, record in inside(case.polycule)
            if place and not isinstance(record, Agreement | Polycule)
            for each in fields(type(record))
            if kind in (refers := each.metadata.get("refers", ())) or "anything" in refers
            if one in _names(getattr(record, each.name))
        ]
        random.shuffle(uses)
        for place, record, each in uses[:most]:
            value = getattr(record, each.name)
            new = other if value == one else tuple(other if it == one else it for it in value)
            try:
                changed = put(case.polycule, (*place, each.name), new)
            except PolyagreeError:
                continue
            yield (
                f"{other} instead of {one} in {each.name} of {type(record).__name__}",
                changed,
                (type(record).__name__, each.name),
            )


def _names(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)


def named(case: Hidden) -> Iterator[tuple[str, str]]:
    """Yield each field of something visible that names something hidden."""
    names = case.names
    words = {name for _, name in names}
    for place, record in inside(case.polycule):
        if any(place[: len(hidden)] == hidden for hidden in case.places):
            continue
        for each in fields(type(record)):
            if "refers" in each.metadata or each.name == "kind_of":
                value = getattr(record, each.name)
                used = {str(one) for one in _names(value)}
                if not used.isdisjoint(words):
                    yield type(record).__name__, each.name


def differences(
    case: Hidden,
    random: Random,
    seen: Seen,
    *,
    most: int = 40,
    on: dt.date | None = None,
    values: Values | None = None,
) -> list[str]:
    """Return every change to something hidden that the viewer would notice *on* a day."""
    view = view_as(case.polycule, case.viewer, on=on)
    found = []
    kinds: tuple[tuple[str, Iterator[Changed]], ...] = (
        ("altered", altered(case, random, seen, most=most, values=values)),
        ("dropped", dropped(case)),
        ("added", added(case, random)),
        ("swapped", swapped(case, random, most=most)),
        ("renamed", iter([("other names", renamed(case), None)])),
    )
    for each in named(case):
        seen["named", *each] += 1
    for kind, changes in kinds:
        for what, other, field in changes:
            seen[(kind, *(field or ("", "")))] += 1
            if view_as(other, case.viewer, on=on) != view:
                found.append(f"{kind}: {what}")
    return found


def record_types() -> tuple[type, ...]:
    """Return every type of record that can stand in a document, and the document itself."""
    found: dict[type, None] = {}

    def look(annotation: Any) -> None:
        for each in get_args(annotation):
            look(each)
        is_type = isinstance(annotation, type) and attrs.has(annotation)
        if (
            is_type
            and annotation.__module__.startswith("polyagree.model.")
            and annotation not in found
        ):
            found[annotation] = None
            for each in fields(attrs.resolve_types(annotation)):
                look(each.type)

    look(Polycule)
    return tuple(found)
