"""Documents with a clause or two, and whether a log shows what it is said to show of them."""

from __future__ import annotations

from attrs import evolve

from polyagree import loads
from polyagree.consistency import Comparison, Witness
from polyagree.consistency.framing import Frame
from polyagree.consistency.sides import Side
from polyagree.model import Polycule
from polyagree.timeline.ledger import replay

__all__ = ["HEAD", "are_shown", "home", "proved"]

HEAD = """\
polyagree: 1
people: {ana: Ana, ben: Ben, caro: Caro, dana: Dana, eli: Eli}
groups: {upstairs: {kind: household, members: [caro, dana]}}
terms:
  new-one: {kind: people, means: somebody new}
  newest-one: {kind: people, kind_of: new-one, means: met this month}
  kid-week: {kind: situation, means: Kit is here}
  garden: {kind: place, kind_of: home, means: behind the house}
"""


def home(*norms: str, parties: str = "ana, ben", head: str = HEAD) -> Polycule:
    """Return a document with a clause for each of *norms*."""
    clauses = "".join(
        f"      c{number}: {{says: We said so., norm: {norm}}}\n"
        for number, norm in enumerate(norms)
    )
    return loads(f"{head}agreements:\n  a:\n    parties: [{parties}]\n    clauses:\n{clauses}")


def proved(old: Polycule, new: Polycule) -> frozenset[str]:
    """Return which of *stricter* and *looser* is proved, without looking for a log."""
    sides = Side(old), Side(new)
    before, after = (side.rules(side.standings) for side in sides)
    frame = Frame(*sides)
    ways = {"stricter": (after, before), "looser": (before, after)}
    return frozenset(
        way
        for way, (strong, weak) in ways.items()
        if all(frame.covers(strong, each) for each in weak)
    )


def are_shown(found: Comparison, old: Polycule, new: Polycule) -> bool:
    """Return whether each log tells the whole documents apart as it is said to, replayed."""
    return all(_is_shown(witness, old, new) for witness in found.witnesses)


def _is_shown(witness: Witness, old: Polycule, new: Polycule) -> bool:
    fine, other = (old, new) if witness.allowed_by == "old" else (new, old)
    is_fine, is_other = _verdicts(fine, witness), _verdicts(other, witness)
    if "violated" in is_fine | is_other:
        return "violated" in is_other - is_fine
    return "presumably_violated" in is_other - is_fine


def _verdicts(polycule: Polycule, witness: Witness) -> frozenset[str]:
    """Return what *witness* is worth in *polycule*, which is taken to be as old as that."""
    made = witness.since.astimezone(polycule.zone).date()
    agreements = tuple(evolve(each, made=made) for each in polycule.agreements)
    kept = evolve(polycule, agreements=agreements, events=witness.events)
    instances = replay(kept, until=witness.until).instances
    return frozenset("violated" if each.breaks else each.verdict for each in instances)
