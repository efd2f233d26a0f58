"""Documents in which an act waits for something, and what is found in them, in a few words."""

from __future__ import annotations

from typing import Any

import polyagree
from polyagree.consistency import FoundGate, gates
from polyagree.model import Polycule

MET = "{done: {act: meet, who: ben, with: them}}"
WROTE = "{done: {act: update-calendar, who: ben}}"
DATE = "who: ana, with: outsiders"
HEAD = "polyagree: 1\npeople: {ana: Ana, ben: Ben, caro: Caro, dana: Dana}\n"


def polycule(*norms: str, parties: str = "[ana, ben, caro]", more: str = "") -> Polycule:
    """Return a document with one agreement, whose clauses are `c0`, `c1` and so on."""
    clauses = "".join(
        f"      c{number}: {{says: Clause {number}., norm: {norm}}}\n"
        for number, norm in enumerate(norms)
    )
    text = f"{HEAD}{more}agreements:\n  a:\n    parties: {parties}\n    clauses:\n{clauses}"
    return polyagree.loads(text, format="yaml")


def told(document: Polycule, **options: Any) -> list[str]:
    """Return what is found, each in a few words."""
    return [in_words(gate) for gate in gates(document, **options)]


def in_words(gate: FoundGate) -> str:
    """Return who waits for whom, what comes first and by whom, and what kind of gate it is."""
    by, bearer = " or ".join(gate.by), ", ".join(gate.bearer)
    through = " < ".join(f"{link.act} {', '.join(link.who)}" for link in gate.through)
    kind = "circle" if gate.is_circular else "hidden" if gate.is_hidden else "said"
    return f"{bearer} {gate.act}: {by}, {through}, {kind}"
