"""What was agreed to follow a break, and binds nobody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from polyagree.report.wording import joined, quoted
from polyagree.timeline.rules import is_meant_for
from polyagree.timeline.wordings import StepAt

if TYPE_CHECKING:
    from polyagree.report.wording import Wording
    from polyagree.timeline.instances import Break, Instance
    from polyagree.timeline.ledger import Ledger

__all__ = ["binds_nobody", "unbound_after"]


def unbound_after(
    instance: Instance, broken: Break, ledger: Ledger, wording: Wording
) -> tuple[str, ...]:
    """Return the acts that were to follow a break that stays, and that nobody is bound to."""
    if broken.state != "violated" or broken.discovered is None:
        return ()
    reached = {each.path for each in broken.steps}
    return tuple(
        step.norm.act
        for step in _steps(instance, broken, ledger, wording)
        if is_meant_for(step.norm, broken.number) and step.path not in reached
    )


def _steps(instance: Instance, broken: Break, ledger: Ledger, wording: Wording) -> Iterator[StepAt]:
    for rule in ledger.rules:
        if rule.case.standing.path == instance.path:
            yield from rule.case.standing.steps_on(wording.day_of(broken.at))
            return
    for index, norm in enumerate(instance.norm.if_broken):
        yield StepAt((*instance.path, "if_broken", index), norm)


def binds_nobody(acts: tuple[str, ...]) -> str:
    """Return that some acts were to follow, and why nothing comes of it."""
    several = [*dict.fromkeys(map(quoted, acts))]
    were, bind = ("was", "binds") if len(several) == 1 else ("were", "bind")
    return f"{joined(several)} {were} agreed to follow, and {bind} nobody; so this stays as it is"
