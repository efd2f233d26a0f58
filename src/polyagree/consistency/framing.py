"""Two wordings side by side: what means the same in both, and which rule covers which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from polyagree.consistency.inclusion import Pair
from polyagree.consistency.sides import Side
from polyagree.consistency.strength import GIVEN, GUARDS, is_at_least_as_strict
from polyagree.model import PersonId, Polycule, Vocabulary
from polyagree.timeline.rules import Rule

__all__ = ["Cover", "Frame"]

_KINDS = ("each partner", "partners")


class Frame:
    """
    Two wordings side by side.

    Args:
        old: The one.
        new: The other one.
        changed: Names of clauses that are not put as they were.

    Attributes:
        other_words: Names that do not mean the same in both.
    """

    def __init__(self, old: Side, new: Side, changed: Iterable[str] = ()) -> None:
        self.words: Vocabulary = new.polycule.vocabulary
        known = [{str(each.id) for each in side.polycule.people} for side in (old, new)]
        self.people = frozenset(known[0] & known[1])
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
    Rules, found by whom they bind and the act, so that not each is held against each.

    Args:
        rules: The rules.
        words: Their words.

    Attributes:
        visits: How many were looked at so far.
    """

    def __init__(self, rules: Iterable[Rule], words: Vocabulary) -> None:
        self._words = words
        self._guards: dict[tuple[object, str], list[Rule]] = {}
        self._duties: dict[tuple[object, str], list[Rule]] = {}
        self.visits = 0
        for rule in rules:
            if rule.kind in GUARDS:
                self._guards.setdefault((_bound(rule), rule.norm.act), []).append(rule)
            elif rule.kind != "grant":
                for act in words.wider(rule.norm.act):
                    self._duties.setdefault((_bound(rule), act), []).append(rule)

    def near(self, weak: Rule) -> Iterator[Rule]:
        """Yield the rules that may ask for all that *weak* does."""
        found = self._found(weak)
        for each in found:
            self.visits += 1
            yield each

    def _found(self, weak: Rule) -> Iterator[Rule]:
        bound, act = _bound(weak), weak.norm.act
        if weak.kind in GUARDS:
            for wide in self._words.wider(act):
                yield from self._guards.get((bound, wide), ())
            return
        yield from self._duties.get((bound, act), ())
        after = weak.norm.after
        # What rules out all that sets a duty off leaves nothing of it.
        for wide in () if after is None else self._words.wider(after.act):
            yield from self._guards.get((bound, wide), ())


def _bound(rule: Rule) -> tuple[PersonId | None, frozenset[PersonId]]:
    return rule.case.who, rule.case.side
