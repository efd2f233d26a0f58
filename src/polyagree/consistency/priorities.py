"""Which of two clauses goes before the other where they clash."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal, get_args

from polyagree.errors import InvalidPriority
from polyagree.model import Polycule
from polyagree.timeline.naming import refuse_unknown_clause
from polyagree.timeline.rules import Rule

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Preference", "Priorities"]

Preference = Literal["later", "specific"]
"""
What goes before something else that nobody ranked.

*Later*: what was agreed later. *Specific*: what is about a narrower act, or about the
same one with more said of it.
"""

_NARROWING = (
    "with_",
    "to",
    "about",
    "where",
    "how",
    "days",
    "hours",
    "months",
    "lasting",
    "amount",
)


class Priorities:
    """
    Tells which norms make an exception from which.

    Args:
        polycule: The document.
        over: Pairs of names: the first goes before the second. A name is that of a clause,
            a boundary or a whole agreement.
        prefer: What else decides, the weightiest first.

    Raises:
        UnknownName: If the document has no clause of a name.
        InvalidPriority: If clauses would go before each other in a circle, or if *prefer* has
            something else in it.
    """

    def __init__(
        self,
        polycule: Polycule,
        over: Iterable[tuple[str, str]] = (),
        prefer: Sequence[Preference] = (),
    ) -> None:
        self._prefer = tuple(prefer)
        for preference in self._prefer:
            if preference not in get_args(Preference):
                raise InvalidPriority(
                    f"`{preference}` does not say what goes before what",
                    help="it is `later` or `specific`",
                )
        self._over: dict[str, frozenset[str]] = {}
        pairs = tuple(over)
        if pairs:
            self._rank(polycule, pairs)

    def _rank(self, polycule: Polycule, over: Iterable[tuple[str, str]]) -> None:
        # Most documents rank nothing, and it is slow to import.
        import networkx as nx

        graph: nx.DiGraph[str] = nx.DiGraph()
        for pair in over:
            first, second = _pair_of(pair)
            for name in (first, second):
                refuse_unknown_clause(polycule, name)
            graph.add_edge(first, second)
        for name in [*graph]:
            whole = name.partition(".")[0]
            if whole != name and whole in graph:
                self._inherit(graph, whole, name)
        try:
            circle = [edge[0] for edge in nx.find_cycle(graph)]
        except nx.NetworkXNoCycle:
            circle = []
        if circle:
            steps = " before ".join(f"`{name}`" for name in (*circle, circle[0]))
            raise InvalidPriority(
                f"these go before one another in a circle: {steps}", help="take one of them out"
            )
        self._over |= {name: frozenset(nx.descendants(graph, name)) for name in graph}

    @staticmethod
    def _inherit(graph: nx.DiGraph[str], whole: str, name: str) -> None:
        """Let a clause go before, and after, whatever its agreement does."""
        for other in [*graph.successors(whole)]:
            graph.add_edge(name, other)
        for other in [*graph.predecessors(whole)]:
            graph.add_edge(other, name)

    def __bool__(self) -> bool:
        """Return whether anything goes before anything."""
        return bool(self._over or self._prefer)

    def is_above(self, one: Rule, other: Rule) -> bool:
        """Return whether *one* goes before *other* where the two clash."""
        if self._is_said(one, other):
            return True
        if self._is_said(other, one):
            return False
        for preference in self._prefer:
            for first, second, answer in ((one, other, True), (other, one, False)):
                if _goes_before(first, second, preference):
                    return answer
        return False

    def _is_said(self, one: Rule, other: Rule) -> bool:
        below = frozenset(
            name for each in one.case.standing.names for name in self._over.get(each, frozenset())
        )
        return not below.isdisjoint(other.case.standing.names)


def _pair_of(pair: object) -> tuple[str, str]:
    """Return the two names in *pair*, which somebody may have written as one text."""
    match pair:
        case (str(first), str(second)):
            return first, second
    raise InvalidPriority(
        f"{pair!r} is no pair of clauses", help="write `(before, after)` for each"
    )


def _goes_before(one: Rule, other: Rule, preference: Preference) -> bool:
    if preference == "later":
        began = one.case.standing.began or one.case.standing.since
        return began > (other.case.standing.began or other.case.standing.since)
    words = one.case.matcher.words
    if one.norm.act != other.norm.act:
        return words.is_kind_of(one.norm.act, other.norm.act)
    more, fewer = ({key for key in _NARROWING if getattr(each.norm, key)} for each in (one, other))
    return fewer < more
