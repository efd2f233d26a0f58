"""Whether the parts of a polycule fit together, and where they do not."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, get_args

from polyagree.clock import CalendarUnit
from polyagree.errors import Fault
from polyagree.model.agreement import Agreement
from polyagree.model.boundary import Boundary
from polyagree.model.breach import Breach
from polyagree.model.check_in import CheckIn
from polyagree.model.event import Event
from polyagree.model.group import Group
from polyagree.model.ids import is_id, several_ids
from polyagree.model.matrix import Matrix
from polyagree.model.people import MEANT
from polyagree.model.person import Person
from polyagree.model.references import Reference, collect_names, references
from polyagree.model.relationship import Relationship
from polyagree.model.repair import Repair
from polyagree.model.scenario import Scenario
from polyagree.model.term import Term
from polyagree.model.value import Value
from polyagree.model.vocabulary import Vocabulary, shipped
from polyagree.source import Path, dotted

if TYPE_CHECKING:
    from polyagree.model.polycule import Polycule

__all__ = ["COLLECTIONS", "EventCheck", "did_you_mean", "faults_of"]

COLLECTIONS: dict[type, str] = {
    Person: "people",
    Group: "groups",
    Relationship: "relationships",
    Term: "terms",
    Value: "values",
    Agreement: "agreements",
    Boundary: "boundaries",
    Matrix: "matrices",
    CheckIn: "check_ins",
    Event: "events",
    Breach: "breaches",
    Repair: "repairs",
    Scenario: "scenarios",
}
"""What a polycule holds directly, and under which key."""

_NOUN = {
    "people": "person",
    "happening": "word",
    "act": "word",
    "situation": "word",
    "place": "place",
    "detail": "detail",
    "relationship-kind": "kind of relationship",
    "group-kind": "kind of group",
    "anything": "name",
}

_OWN = {
    "event": "give the event an `id`, and name that here",
    "breach": "write it under `breaches`, and name it here",
    "person": "add them under `people`",
}
"""What only the document names, and what to do where it names none."""

_PLURAL = {"event": "events", "breach": "breaches", "person": "people"}

_MOST_LISTED = 8

_ROLES = ("actor", "affected", "anyone", "breaker", "nobody", "outsiders", "them")
_MOST_SUGGESTIONS = 100
_FARTHEST = 3


def faults_of(polycule: Polycule) -> Iterator[Fault]:
    """Yield everything in *polycule* that does not fit together, with its path."""
    yield from _repeated_ids(polycule)
    yield from _clashing_ids(polycule)
    yield from _circles(polycule)
    yield from _mixed_clocks(polycule)
    yield from _unknown_names(polycule)


def _repeated_ids(polycule: Polycule) -> Iterator[Fault]:
    for collection in COLLECTIONS.values():
        ids = Counter(
            each.id for each in getattr(polycule, collection) if getattr(each, "id", None)
        )
        repeated = [name for name, times in ids.items() if times > 1]
        # A log is long: where each stands last is looked for once for all of them.
        listed = collection == "events" and bool(repeated)
        last = {each.id: i for i, each in enumerate(polycule.events)} if listed else {}
        places = enumerate(polycule.events) if listed else ()
        first = {each.id: i for i, each in reversed([*places])}
        for name in repeated:
            path: Path = (collection, last[name], "id") if listed else (collection, name)
            where = f"`events[{first[name]}]` has it, too; " if listed else ""
            yield Fault(
                code="DOC004",
                message=f"`{name}` stands twice in `{collection}`",
                path=path,
                help=f"{where}give one of them another id",
                value=name,
            )


def _clashing_ids(polycule: Polycule) -> Iterator[Fault]:
    """Names that PEOPLE could take for two things: people, groups, terms, acts and kinds."""
    words = shipped()
    taken: dict[str, str] = {}
    for collection, noun in (("people", "a person"), ("groups", "a group"), ("terms", "a term")):
        for record in getattr(polycule, collection):
            name = record.id
            entry = words.get(name)
            before = taken.setdefault(name, noun)
            if before != noun:
                message = f"`{name}` is already {before}"
            elif (entry is not None and collection != "terms") or (
                entry is not None and entry.kind != record.kind
            ):
                message = f"`{name}` is already a word for {_article(entry.kind)}"
            else:
                continue
            yield Fault("DOC004", message, (collection, name), help="choose another id", value=name)


def _article(kind: str) -> str:
    noun = {"relationship-kind": "kind of relationship", "group-kind": "kind of group"}.get(
        kind, kind
    )
    if noun == "people":
        return "people"
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def _circles(polycule: Polycule) -> Iterator[Fault]:
    """Terms that are a kind of themselves, by way of others; and kinds of another sort."""
    words = polycule.vocabulary
    for term in polycule.terms:
        if term.kind_of is None:
            continue
        path: Path = ("terms", term.id, "kind_of")
        wide = words.get(term.kind_of)
        if wide is None:
            known = list(words.of_kind(term.kind))
            yield Fault(
                "DOC003",
                f"unknown word `{term.kind_of}` in `kind_of`",
                path,
                help=did_you_mean(term.kind_of, known),
                value=term.kind_of,
            )
        elif wide.kind != term.kind:
            yield Fault(
                "DOC004",
                f"`{term.id}` is {_article(term.kind)} and `{wide.id}` is {_article(wide.kind)}",
                path,
                value=term.kind_of,
            )
        at: str | None = term.kind_of
        seen = {at}
        while at is not None and at != term.id:
            entry = words.get(at)
            at = None if entry is None else entry.kind_of
            if at in seen:
                break
            seen.add(at)
        if at == term.id:
            yield Fault(
                "DOC004",
                f"`{term.id}` is a kind of itself, by way of `{term.kind_of}`",
                path,
                help="take one `kind_of` out",
                value=term.kind_of,
            )


def _stamps(polycule: Polycule) -> Iterator[tuple[Path, object]]:
    for index, event in enumerate(polycule.events):
        yield ("events", index, "at"), event.at
    for index, check_in in enumerate(polycule.check_ins):
        yield ("check_ins", index, "date"), check_in.date
    for breach in polycule.breaches:
        yield ("breaches", breach.id, "date"), breach.date
        yield ("breaches", breach.id, "discovered"), breach.discovered
    for scenario in polycule.scenarios:
        for index, event in enumerate(scenario.events):
            yield ("scenarios", scenario.id, "events", index, "at"), event.at


def _mixed_clocks(polycule: Polycule) -> Iterator[Fault]:
    """Times with an offset beside times without: nobody could say which came first."""
    first: dict[bool, Path] = {}
    for path, stamp in _stamps(polycule):
        if not isinstance(stamp, dt.datetime):
            continue
        aware = stamp.tzinfo is not None
        first.setdefault(aware, path)
        if aware not in first or (not aware) not in first:
            continue
        other = dotted(first[not aware])
        yield Fault(
            "DOC004",
            f"a time {'with' if aware else 'without'} an offset, "
            f"where `{other}` is {'without' if aware else 'with'} one",
            path,
            help="write all of them with an offset, or none and a `timezone`",
            value=stamp.isoformat(),
        )
        return


def _names(polycule: Polycule) -> dict[str, set[str]]:
    """Return what each name of the document is the name of."""
    names: dict[str, set[str]] = {}

    def add(kind: str, each: Iterable[str | None]) -> None:
        for name in each:
            if name is not None:
                names.setdefault(name, set()).add(kind)

    add("person", (each.id for each in polycule.people))
    add("group", (each.id for each in polycule.groups))
    add("relationship", (each.id for each in polycule.relationships))
    add("value", (each.id for each in polycule.values))
    add("agreement", (each.id for each in polycule.agreements))
    add("boundary", (each.id for each in polycule.boundaries))
    add("event", (each.id for each in polycule.events))
    add("breach", (each.id for each in polycule.breaches))
    add("matrix", (each.id for each in polycule.matrices))
    add("repair", (each.id for each in polycule.repairs))
    for scenario in polycule.scenarios:
        add("event", (each.id for each in scenario.events))
    for agreement in polycule.agreements:
        clauses = {each.id for each in agreement.clauses}
        # A clause that is gone can still have been broken, or talked about.
        clauses.update(former.id for each in agreement.revisions for former in each.was)
        add("clause", (f"{agreement.id}.{clause}" for clause in clauses))
    return names


def _unknown_names(polycule: Polycule) -> Iterator[Fault]:
    names = _names(polycule)
    words = polycule.vocabulary
    used: dict[tuple[str, tuple[str, ...]], None] = {}
    for collection in COLLECTIONS.values():
        for record in getattr(polycule, collection):
            collect_names(record, used)
    if all(_is_known(name, kinds, names, words) for name, kinds in used):
        return
    # Only now is it worth knowing where each name stands.
    near = _Suggestions(names, words)
    for collection in COLLECTIONS.values():
        for index, record in enumerate(getattr(polycule, collection)):
            name = getattr(record, "id", None)
            listed = collection in {"events", "check_ins"}
            path: Path = (collection, index if listed or name is None else name)
            for reference in references(record, path):
                if not _is_known(reference.name, reference.kinds, names, words):
                    yield _unknown(reference, names, words, near)


def _is_known(
    name: str, kinds: tuple[str, ...], names: dict[str, set[str]], words: Vocabulary
) -> bool:
    entry = words.get(name)
    if "anything" in kinds:
        return entry is not None or name in names
    if entry is not None and entry.kind in kinds:
        return True
    if name == "always" and "situation" in kinds:
        return True
    return not names.get(name, frozenset[str]()).isdisjoint(kinds)


class _Suggestions:
    """The names that a wrong one may have been meant for."""

    def __init__(self, names: dict[str, set[str]], words: Vocabulary) -> None:
        self._names = names
        self._words = words
        self._left = _MOST_SUGGESTIONS

    def near(self, reference: Reference) -> str | None:
        """Return what may have been meant; after many, nothing: looking takes its time."""
        if self._left == 0:
            return None
        self._left -= 1
        kinds = {*reference.kinds}
        anything = "anything" in kinds
        own = [name for name, taken in self._names.items() if anything or taken & kinds]
        people = {"person", "people"} <= kinds
        if people and reference.name in MEANT:
            return f"did you mean `{MEANT[reference.name]}`?"
        found = did_you_mean(reference.name, own)
        if found is not None:
            return found
        shipped_words = self._words.words if anything else self._words.of_kind(*kinds)
        grammar: tuple[str, ...] = ()
        if people:
            grammar = _ROLES
        elif "situation" in kinds:
            grammar = ("always",)
        if reference.path[-1:] == ("per",):
            grammar = (*grammar, *get_args(CalendarUnit))
        # There are many words, and short ones are all alike.
        found = did_you_mean(reference.name, [*shipped_words, *grammar], cutoff=0.75)
        return found or self._listed(reference, own)

    def _listed(self, reference: Reference, known: Sequence[str]) -> str | None:
        """Return which there are, where they are few and the document alone names them."""
        kind = reference.kinds[0]
        if kind not in _OWN or not is_id(reference.name):
            return None
        if not known:
            return _OWN[kind]
        if len(known) > _MOST_LISTED:
            return None
        names = [f"`{each}`" for each in sorted(known)]
        if len(names) == 1:
            return f"there is only {names[0]}"
        return f"{_PLURAL[kind]} are {', '.join(names)}"


def _unknown(
    reference: Reference, names: dict[str, set[str]], words: Vocabulary, near: _Suggestions
) -> Fault:
    if several := several_ids(reference.name):
        return Fault(
            code="DOC003",
            message=f"`{reference.name}` is one text, not a list",
            path=reference.path,
            help=f"write `[{', '.join(several)}]`",
            value=reference.name,
        )
    noun = _NOUN.get(reference.kinds[0], reference.kinds[0])
    other = words.get(reference.name)
    if other is not None:
        message = f"`{reference.name}` is {_article(other.kind)}, not {_article(noun)}"
    elif reference.name in names:
        kind = min(names[reference.name])
        message = f"`{reference.name}` is {_article(kind)}, not {_article(noun)}"
    else:
        message = (
            f"unknown {noun} `{reference.name}`" if reference.name else "nothing is named here"
        )
    hint = near.near(reference)
    if hint is None and other is None and noun == "word" and is_id(reference.name):
        hint = f"define it under `terms`: `{reference.name}: {{kind: {reference.kinds[0]}}}`"
    return Fault("DOC003", message, reference.path, hint, reference.name)


def did_you_mean(name: str, known: Iterable[str], *, cutoff: float = 0.65) -> str | None:
    """Return the nearest of *known* as a question, or ``None`` if none is near."""
    # Only a fault needs it, and it is slow to import.
    from difflib import get_close_matches

    # Of three letters, two have to be right.
    likely = [each for each in known if abs(len(each) - len(name)) <= _FARTHEST]
    found = get_close_matches(name, likely, n=1, cutoff=cutoff)
    return f"did you mean `{found[0]}`?" if found else None


class EventCheck:
    """
    Whether one more event fits a document, without looking at all of it again.

    Args:
        polycule: The document.
    """

    def __init__(self, polycule: Polycule) -> None:
        self._names = _names(polycule)
        self._words = polycule.vocabulary
        self._near = _Suggestions(self._names, self._words)
        stamps = (stamp for _, stamp in _stamps(polycule) if isinstance(stamp, dt.datetime))
        self._has_offset = next((stamp.tzinfo is not None for stamp in stamps), None)

    def faults(self, event: Event) -> Iterator[Fault]:
        """Yield everything in *event* that does not fit, with its path inside the event."""
        if event.id is not None and "event" in self._names.get(event.id, ()):
            yield Fault(
                code="DOC004",
                message=f"`{event.id}` stands twice in `events`",
                path=("id",),
                help="give this one another id",
                value=event.id,
            )
        if isinstance(event.at, dt.datetime) and self._has_offset is not None:
            aware = event.at.tzinfo is not None
            if aware != self._has_offset:
                sides = ("with", "without") if aware else ("without", "with")
                yield Fault(
                    "DOC004",
                    f"a time {sides[0]} an offset, where others are {sides[1]} one",
                    ("at",),
                    help="write all of them with an offset, or none and a `timezone`",
                    value=event.at.isoformat(),
                )
        for reference in references(event):
            if not _is_known(reference.name, reference.kinds, self._names, self._words):
                yield _unknown(reference, self._names, self._words, self._near)

    def add(self, event: Event) -> None:
        """Let later events name *event*."""
        if event.id is not None:
            self._names.setdefault(event.id, set()).add("event")
        if self._has_offset is None and isinstance(event.at, dt.datetime):
            self._has_offset = event.at.tzinfo is not None
