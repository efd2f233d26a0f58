"""The norms that are in force, found by the acts, the people and the clauses they hang on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import attrgetter

from polyagree.model import PersonId
from polyagree.timeline.lives import Life
from polyagree.timeline.log import Entry
from polyagree.timeline.matching import Matcher

__all__ = ["Register"]

_serial = attrgetter("serial")


class Register:
    """
    What has become of the norms, and where each is found while something may come of it.

    Attributes:
        lives: All of them but what follows a break, in the order in which they came up.
        powers: Those that can be used, in the order of the document.
        delegates: Who may do what is owed under a clause in place of whom it binds.
        serial: How many came up.
    """

    def __init__(self, matcher: Matcher) -> None:
        self.lives: list[Life] = []
        self.powers: list[Life] = []
        self.delegates: dict[str, set[PersonId]] = {}
        self.serial = 0
        self._matcher = matcher
        self._by_act: dict[str, dict[PersonId, dict[str, Life]]] = {}
        self._by_clause: dict[str, dict[str, Life]] = {}

    def add(self, life: Life, *, is_filed: bool = True) -> None:
        """Take in a life that came up."""
        if life.parent is None:
            self.lives.append(life)
        if life.rule.kind == "power":
            self.powers.append(life)
        if is_filed:
            self.file(life)

    def file(self, life: Life) -> None:
        """Let *life* be found by the acts and the clause that it hangs on."""
        for act in life.rule.acts:
            by_doer = self._by_act.setdefault(act, {})
            for doer in self._filed_under(life):
                by_doer.setdefault(doer, {})[life.key] = life
        for name in life.rule.case.standing.names:
            self._by_clause.setdefault(name, {})[life.key] = life

    def remove(self, life: Life) -> None:
        """Let nothing more be held against *life*, if anything was."""
        for act in life.rule.acts:
            by_doer = self._by_act.get(act, {})
            for doer in self._filed_under(life):
                by_doer.get(doer, {}).pop(life.key, None)
        for name in life.rule.case.standing.names:
            self._by_clause.get(name, {}).pop(life.key, None)

    def hand_over(self, clause: str, people: Iterable[PersonId]) -> None:
        """Let *people* do what is owed under *clause* in place of whom it binds."""
        self.delegates.setdefault(clause, set()).update(people)
        for life in self.of_clause(clause):
            self.file(life)

    def delegates_of(self, life: Life) -> Iterable[PersonId]:
        """Return who may do what *life* asks for in place of whom it binds."""
        if not self.delegates:
            return ()
        names = life.rule.case.standing.names & self.delegates.keys()
        return sorted({person for name in names for person in self.delegates[name]})

    def _filed_under(self, life: Life) -> Iterator[PersonId]:
        rule = life.rule
        if rule.is_joint and rule.case.least is None and rule.who:
            yield rule.who[0]
        else:
            yield from rule.who
        yield from self.delegates_of(life)

    def touched_by(self, entry: Entry) -> list[Life]:
        """Return the lives that the act of *entry* may keep or break, the oldest first."""
        found: dict[str, Life] = {}
        doers = self._matcher.doers(entry)
        for act in self._matcher.words.wider(entry.event.act):
            by_doer = self._by_act.get(act)
            if by_doer is None:
                continue
            # What names nobody may be anybody's.
            for doer in doers if entry.event.who else by_doer:
                lives = by_doer.get(doer)
                if lives:
                    found |= lives
        return sorted(found.values(), key=_serial) if len(found) > 1 else [*found.values()]

    def is_filed(self, life: Life) -> bool:
        """Return whether something may still be held against *life*."""
        return life.key in self._by_clause.get(life.rule.case.standing.clause, {})

    def of_clause(self, name: str) -> list[Life]:
        """Return the open lives of a clause or an agreement, in the order of their coming."""
        return sorted(self._by_clause.get(name, {}).values(), key=_serial)
