"""What was done of something that is to be done so often, before it is enough."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from polyagree.model import Obligation
from polyagree.source import Path

if TYPE_CHECKING:
    from polyagree.timeline.instances import Instance

__all__ = ["is_part"]


def is_part(instance: Instance, at: dt.datetime, event: Path | None) -> bool:
    """Return whether what was done then counts towards a number, and does not make it full."""
    norm = instance.norm
    if not isinstance(norm, Obligation) or norm.at_least is None:
        return False
    done = [line for line in instance.proof if line.fact == "done"]
    is_last = bool(done) and (done[-1].at, done[-1].event) == (at, event)
    return not (is_last and instance.counts.fulfilments)
