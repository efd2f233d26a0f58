"""What is said of acts that wait for the word of somebody who takes no part in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from polyagree.consistency.gating.records import FoundGate
from polyagree.model import Polycule
from polyagree.report.wording import Wording, quoted
from polyagree.testing.places import entry, listed, page, place_of

__all__ = ["not_free"]

_HELP = (
    "ask what this word looks after, and what else could: news of it, a talk, a limit that each"
    " one keeps; consent of whoever is touched, owns it or answers for safety is another thing"
)


def not_free(gates: Sequence[FoundGate], polycule: Polycule) -> str:
    """
    Return whose word acts wait for, as the text of an assertion; empty: nobody's.

    Args:
        gates: What was found.
        polycule: The document.
    """
    if not gates:
        return ""
    count = len(gates)
    acts = "1 act waits" if count == 1 else f"{count} acts wait"
    return page(
        f"{acts} for somebody who takes no part in {'it' if count == 1 else 'them'}",
        [_gate(each, polycule) for each in gates],
        _HELP,
    )


def _gate(gate: FoundGate, polycule: Polycule) -> str:
    norm = next((each.norm for each in gate.because if each.path == gate.path), None)
    told = [_waits(gate), *_shown(gate, polycule), *_because(gate, polycule)]
    return entry(polycule, path=gate.path, clause=gate.clause, norm=norm, told=told)


def _waits(gate: FoundGate) -> str:
    act = f"{quoted(gate.act)} by {listed(gate.bearer)}"
    when = f" when {listed(gate.given)}" if gate.given else ""
    if gate.is_circular:
        others = f", through {listed(gate.by)}" if gate.by else ""
        return f"{act} waits for itself in the end{others}{when}: nobody can ever begin"
    several = "one of " if len(gate.by) > 1 else ""
    return f"{act} waits for {several}{listed(gate.by)}{when}"


def _shown(gate: FoundGate, polycule: Polycule) -> Iterator[str]:
    """Yield what has to be done first, and what makes it fine."""
    for link in gate.through if gate.is_circular else ():
        where = place_of(polycule, link.path)
        yield f"before it, {quoted(link.act)} by {listed(link.who)} ({where})"
    wording = Wording(polycule)
    before = [wording.event(each) for each in gate.possible[:-1]]
    if before:
        yield f"it is fine after {'; '.join(before)}"


def _because(gate: FoundGate, polycule: Polycule) -> Iterator[str]:
    others = [each for each in gate.because if each.path != gate.path]
    for each in others:
        said = f', "{each.says}"' if each.says else ""
        yield f"because of {quoted(each.clause)} ({place_of(polycule, each.path)}){said}"
