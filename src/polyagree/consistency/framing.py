"""Two wordings side by side: what means the same in both, and which rule covers which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from polyagree.consistency.inclusion import Pair
from polyagree.consistency.sides import Side
from polyagree.consistency.strength import GIVEN, GUARDS, is_at_least_as_strict
from polyagree.model import Named, People, PersonId, Polycule, Role, Vocabulary
from polyagree.timeline.rules import Rule

__all__ = ["Cover", "Frame"]

_KINDS = ("each partner", "partners")
_OPEN = frozenset({"anyone", "outsiders"})


class Frame:
    """
    Two wordings side by side.

    Args:
        old: The one.
        new: The other one.
        changed: Names of clauses that are not put as they were.

    Attributes:
        other_words: Names that do not mean the same in both.
        people_apart: Who is in the one alone, and who in the other one.
    """

    def __init__(self, old: Side, new: Side, changed: Iterable[str] = ()) -> None:
        self.words: Vocabulary = new.polycule.vocabulary
        known = [{str(each.id) for each in side.polycule.people} for side in (old, new)]
        self.people = frozenset(known[0] & known[1])
        self.people_apart = sorted(known[0] - known[1]), sorted(known[1] - known[0])
        clauses = {f"clause {name}" for clause in changed for name in _names_of_clause(clause)}
        self.other_words = _other_words(old.polycule, new.polycule) | clauses

    def pair(self, weak: Rule, strong: Rule) -> Pair:
        """Return what holds *weak* against *strong*."""
        return Pair(
            words=self.words,
            people=self.people,
            narrow=frozenset(weak.case.standing.parties),
            wide=frozenset(strong.case.standing.parties),
            side=weak.case.side,
            is_together=weak.case.least is None,
            actor=frozenset() if weak.case.who is None else weak.case.side,
            other_words=self.other_words,
        )

    def covers(self, strong: Iterable[Rule], weak: Rule) -> bool:
        """Return whether one of *strong* asks for all that *weak* does."""
        if weak.kind in GIVEN:
            return True
        return any(is_at_least_as_strict(each, weak, self.pair(weak, each)) for each in strong)


def _names_of_clause(clause: str) -> tuple[str, ...]:
    return clause, clause.partition(".")[0]


def _other_words(old: Polycule, new: Polycule) -> frozenset[str]:
    """Return the names that do not mean the same in both documents."""
    found: set[str] = set()
    for collection in ("terms", "groups"):
        one, other = ({each.id: each for each in getattr(side, collection)} for side in (old, new))
        for name, record in one.items():
            if _meaning(record) != _meaning(other.get(name)):
                for side in (old, new):
                    found |= {name, *side.vocabulary.wider(name)}
    if old.relationships != new.relationships:
        found |= {*_KINDS, *old.vocabulary.of_kind("relationship-kind")}
    return frozenset(found)


def _meaning(record: object) -> tuple[object, ...]:
    keys = ("kind", "kind_of", "form", "of", "members", "from_", "until")
    return tuple(getattr(record, key, None) for key in keys) if record is not None else ()


class Cover:
    """
    Rules, found by whom they bind, the act, and one of those with whom or to whom it is.

    So, not each is held against each.

    Args:
        rules: The rules.
        words: Their words.
        by_party: Whether only those are looked for whose parties are among the others.

    Attributes:
        visits: How many were looked at so far.
    """

    def __init__(self, rules: Iterable[Rule], words: Vocabulary, *, by_party: bool = False) -> None:
        self._words = words
        self._by_party = by_party
        self._guards: dict[tuple[object, ...], list[Rule]] = {}
        self._duties: dict[tuple[object, ...], list[Rule]] = {}
        self.visits = 0
        for rule in rules:
            norm = rule.norm
            for party in rule.case.standing.parties if by_party else (None,):
                bound = (*_bound(rule), party)
                if rule.kind in GUARDS:
                    for name in _names(norm.with_):
                        self._guards.setdefault((bound, norm.act, name), []).append(rule)
                elif rule.kind != "grant":
                    for act, name in product(words.wider(norm.act), _names(norm.to)):
                        self._duties.setdefault((bound, act, name), []).append(rule)

    def near(self, weak: Rule) -> Iterator[Rule]:
        """Yield the rules that may ask for all that *weak* does, each once."""
        seen: set[int] = set()
        for each in self._found(weak):
            if id(each) not in seen:
                seen.add(id(each))
                self.visits += 1
                yield each

    def _found(self, weak: Rule) -> Iterator[Rule]:
        bound, norm = (*_bound(weak), self._party_of(weak)), weak.norm
        if weak.kind in GUARDS:
            yield from self._found_among(bound, norm.act, norm.with_)
            return
        for name in self._looked_up(norm.to) if norm.to else (_ALL,):
            yield from self._duties.get((bound, norm.act, name), ())
        if norm.after is not None:
            # What rules out all that sets a duty off leaves nothing of it.
            yield from self._found_among(bound, norm.after.act, norm.after.with_)

    def _found_among(self, bound: object, act: str, people: People) -> Iterator[Rule]:
        for wide, name in product(self._words.wider(act), self._looked_up(people)):
            yield from self._guards.get((bound, wide, name), ())

    def _party_of(self, rule: Rule) -> PersonId | None:
        """Return a party by whom is found what is agreed with all parties of *rule*."""
        if not self._by_party:
            return None
        parties = rule.case.standing.parties
        # Somebody may have agreed with many, each of whom agreed with few.
        return next((each for each in parties if each != rule.case.who), parties[0])

    def _looked_up(self, people: People) -> tuple[str | None, ...]:
        """Return under whom is found what takes in all of *people*."""
        names = [term.name for term in people if isinstance(term, Named)]
        if names:
            return (None, *self._words.wider(names[0]))
        is_open = all(isinstance(term, Role) and term.role in _OPEN for term in people)
        return (None,) if is_open else (_ALL,)


_ALL = ""
"""Under which each norm is found, whomever it is about."""


def _names(people: People) -> tuple[str | None, ...]:
    """Return under whom a norm about *people* is found: each who is named, or anybody."""
    names = [term.name for term in people if isinstance(term, Named)]
    return (*(names if names and len(names) == len(people) else (None,)), _ALL)


def _bound(rule: Rule) -> tuple[PersonId | None, frozenset[PersonId]]:
    return rule.case.who, rule.case.side
