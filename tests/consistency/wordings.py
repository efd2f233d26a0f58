"""Documents with a clause or two, and whether a log shows what it is said to show of them."""

from __future__ import annotations

from attrs import evolve

from polyagree import loads
from polyagree.clock import day_bounds
from polyagree.consistency import Comparison, Witness
from polyagree.model import Polycule
from polyagree.timeline.ledger import replay

__all__ = ["HEAD", "are_shown", "home"]

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


def are_shown(found: Comparison, old: Polycule, new: Polycule) -> bool:
    """Return whether each log breaks one of the whole documents, and not the other, replayed."""
    return all(
        _is_broken(side, witness) != (witness.allowed_by == name)
        for witness in found.witnesses
        for name, side in (("old", old), ("new", new))
    )


def _is_broken(polycule: Polycule, witness: Witness) -> bool:
    """Return whether *witness* breaks *polycule*, or leaves undone what it asks for."""
    made = witness.since.date()
    assert day_bounds(made, polycule.zone).start == witness.since
    agreements = tuple(evolve(each, made=made) for each in polycule.agreements)
    kept = evolve(polycule, agreements=agreements, events=witness.events)
    return any(
        each.breaks or each.verdict == "presumably_violated"
        for each in replay(kept, until=witness.until).instances
    )
