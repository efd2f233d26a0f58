"""What one person may see of a record, and of nothing else."""

from __future__ import annotations

import datetime as dt

from attrs import frozen

from polyagree.model import AgreementId, Polycule
from polyagree.privacy.view import view_as

__all__ = ["Seen", "seen_by"]


@frozen(kw_only=True)
class Seen:
    """
    A document as somebody may see it.

    Attributes:
        polycule: What is left of it. Nothing in it hangs on what is hidden, not even where
            an event stands: elsewhere, its place would tell how many are hidden before it.
        agreements: The ids of the agreements that they see.
    """

    polycule: Polycule
    agreements: frozenset[AgreementId]

    @property
    def last_day(self) -> dt.date | None:
        """The last day that it records; ``None``: none."""
        return self.polycule.last_day


def seen_by(polycule: Polycule, viewer: str | None, *, on: dt.date | None = None) -> Seen:
    """
    Return what *viewer* may see, as :func:`~polyagree.privacy.view_as` has it.

    Args:
        polycule: The polycule.
        viewer: Who looks; ``None``: somebody who may see everything.
        on: The day on which they look; ``None``: the last day of what they see.

    Raises:
        UnknownName: If there is no such person.
    """
    shown = polycule
    if viewer is not None:
        day = view_as(polycule, viewer).last_day if on is None else on
        shown = view_as(polycule, viewer, on=day)
    agreements = frozenset(each.id for each in shown.agreements)
    return Seen(polycule=shown, agreements=agreements)
