"""PER108: a hidden gate, found by removal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import Place
from polyagree.finding import Evidence, Finding
from polyagree.source import Path

if TYPE_CHECKING:
    from polyagree.analyzers.context import FoundGate, Link


class HiddenGate(Analyzer):
    """
    An act waits for somebody who takes no part in it, and no norm calls that a yes or news.

    "Only with people Ben has met" asks for nobody's leave, and Ben still decides: until Ben
    meets somebody, nothing happens. So it is with a calendar that Ben has to write in
    first, or with a yes of Ben's that itself waits for somebody else. Nobody has to have
    meant it. Once it is seen, people mostly find something that serves them as well and
    leaves each one's own choices with them.

    It is found by removal: the act can be fine, and in no world is it so without a word
    of that person, to them or with them. Both are replayed. What an act waits for that a
    norm says by itself is for PER101 and PER103. It looks at no veto, since nobody has
    to use one, and not at what all decide together.

    It does not see gates that only words speak of: a reading of a sentence is no ground for a
    proof. "Only with people Ben has met" in words reads like an approval, which is PER101.
    """

    code = "PER108"
    name = "hidden-gate"
    severity = "concern"
    source = "A1"
    message = "`{act}` by `{bearer}` waits for `{people}`: first comes {way}"
    help = (
        "ask what it looks after, and agree on that directly: "
        "what `{people}` would like to know, or whom to meet, can have a day afterwards"
    )
    cost = "joint"

    bad = Example(
        "whoever Ben has not met is out of reach",
        """
        agreements:
          open:
            parties: [ana, ben]
            clauses:
              met-first:
                says: Ana only dates people Ben has met.
                norm: {may: date, who: ana, with: outsiders, only_if: {done: {act: meet, who: ben, with: them}}}
        """,
        at="agreements.open.clauses.met-first.norm[0]",
    )
    good = Example(
        "Ben meets them, and no date waits for it",
        """
        agreements:
          open:
            parties: [ana, ben]
            clauses:
              meet-after:
                says: Whom Ana dates more than twice, she brings along one evening.
                norm: {must: meet, who: ana, with: ben, after: {act: date, who: ana, with: outsiders, nth: 3}, within: 1 month}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        by_place: dict[Path, list[FoundGate]] = {}
        for gate in context.hidden_gates:
            by_place.setdefault(gate.path, []).append(gate)
        for path in sorted(by_place, key=context.order):
            yield self._found(context, _place(context, path), by_place[path])

    def _found(self, context: Context, place: Place, gates: list[FoundGate]) -> Finding:
        first = gates[0]
        people, bearer = " or ".join(first.by), ", ".join(first.bearer)
        way = _way(first, context)
        evidence = [*_because(context, gates), *(_also(context, each) for each in gates[1:])]
        if not first.is_circular:
            return self.finding(
                place, evidence=evidence, act=first.act, bearer=bearer, people=people, way=way
            )
        return self.finding(
            place,
            message="`{act}` by `{bearer}` waits for itself: first comes {way}",
            help="say which of them can begin without the other",
            evidence=evidence,
            act=first.act,
            bearer=bearer,
            people=people,
            way=way,
        )


def _way(gate: FoundGate, context: Context) -> str:
    """Return what comes first, in words."""
    way = ", and before it ".join(_told(link, context) for link in gate.through)
    return f"{way}, and before it `{gate.act}` again" if gate.is_circular else way


def _told(link: Link, context: Context) -> str:
    word = "to" if context.words.is_directed(link.act) else "with"
    others = f" {word} `{', '.join(link.others)}`" if link.others else ""
    return f"`{link.act}` by `{', '.join(link.who)}`{others}"


def _because(context: Context, gates: list[FoundGate]) -> Iterator[Evidence]:
    """Yield each norm that has a part in it."""
    says = {member.path: member for gate in gates for member in gate.because}
    for path in sorted(says, key=context.order):
        yield _place(context, path).evidence("because", says[path].clause)


def _also(context: Context, gate: FoundGate) -> Evidence:
    waiting = f"{', '.join(gate.bearer)} for {' or '.join(gate.by)}"
    return _place(context, gate.path).evidence("waits", waiting)


def _place(context: Context, path: Path) -> Place:
    """Return the norm at *path*, or what it stands in."""
    return context.at(path) or context.record(str(path[0]), str(path[1]))
