"""Small documents with one clause, which several tests replay."""

from __future__ import annotations

import datetime as dt

from polyagree.codec import loads
from polyagree.model import Polycule
from polyagree.timeline import Instance, Ledger, replay

_HEAD = """\
polyagree: 1
timezone: Europe/Lisbon
people: {ana: Ana, ben: Ben, caro: Caro, kit: Kit}
"""


def document(norm: str, events: str = "", *, more: str = "", agreement: str = "") -> Polycule:
    """Return a document in which Ana and Ben agreed on *norm*, from 1 March 2025 on."""
    body = agreement or (
        "agreements:\n"
        "  home:\n"
        "    parties: [ana, ben]\n"
        "    made: 2025-03-01\n"
        f"    clauses: {{it: {{says: As it says., norm: {norm}}}}}\n"
    )
    listed = "".join(f"  - {{{line.strip()}}}\n" for line in events.strip().splitlines())
    return loads(f"{_HEAD}{more}\n{body}" + (f"events:\n{listed}" if listed else ""))


def ledger(
    norm: str,
    events: str = "",
    *,
    until: str | None = None,
    more: str = "",
    agreement: str = "",
) -> Ledger:
    """Return the ledger of :func:`document`, up to *until*."""
    end: dt.date | None = None if until is None else dt.date.fromisoformat(until)
    return replay(document(norm, events, more=more, agreement=agreement), until=end)


def of(found: Ledger, who: str = "ana") -> tuple[Instance, ...]:
    """Return what binds *who*, alone or together with others."""
    return tuple(each for each in found.instances if who in each.who)


def facts(instance: Instance) -> list[str]:
    """Return what the proof of *instance* says, without the times."""
    return [line.fact for line in instance.proof]
