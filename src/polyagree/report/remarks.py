"""What a remark is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from polyagree.timeline.rules import acts_of_norm

if TYPE_CHECKING:
    from polyagree.timeline.ledger import Ledger
    from polyagree.timeline.remarks import Remark

__all__ = ["is_about"]


def is_about(remark: Remark, ledger: Ledger, name: str) -> bool:
    """Return whether *remark* has to do with the clause, boundary or agreement *name*."""
    agreement = name.partition(".")[0]
    match [*remark.path]:
        case ["events", int(index), *_] if remark.kind == "before the agreement":
            # It is about each agreement that the act is part of.
            words = ledger.polycule.vocabulary.wider(ledger.polycule.events[index].act)
            return f"`{agreement}`" in remark.message and not _acts(ledger, name).isdisjoint(words)
        case ["events", int(index), *_]:
            about = {str(each) for each in ledger.polycule.events[index].about}
            return any(_is_in(each, name) for each in about)
        case ["breaches", int(index), *_]:
            return any(_is_in(each, name) for each in ledger.polycule.breaches[index].of)
        case ["agreements", str(other), "clauses", str(clause), *_]:
            return _is_in(f"{other}.{clause}", name)
        case [_, str(other), *_]:
            # What follows a break of any clause of an agreement follows one of this one.
            return other == agreement
        case _:
            return True


def _is_in(said: str, name: str) -> bool:
    """Return whether *said* is *name*, a part of it, or what it is a part of."""
    return said == name or said.startswith(f"{name}.") or name.startswith(f"{said}.")


def _acts(ledger: Ledger, name: str) -> set[str]:
    return {
        act
        for rule in ledger.rules
        if _is_in(rule.case.standing.clause, name)
        for act in acts_of_norm(rule.norm)
    }
