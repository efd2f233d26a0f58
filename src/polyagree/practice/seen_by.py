"""What one person may see of a record, with where each event stands in the whole of it."""

from __future__ import annotations

import datetime as dt

from attrs import frozen

from polyagree.model import AgreementId, Polycule
from polyagree.privacy.sight import Sight
from polyagree.privacy.view import view_as

__all__ = ["Seen", "seen_by"]


@frozen(kw_only=True)
class Seen:
    """
    A document as somebody may see it.

    Attributes:
        polycule: What is left of it. Nothing in it hangs on what is hidden.
        positions: Where each event that is left stands in the whole document.
        agreements: The ids of the agreements that they see.
    """

    polycule: Polycule
    positions: tuple[int, ...]
    agreements: frozenset[AgreementId]

    @property
    def last_day(self) -> dt.date | None:
        """The last day that it records; ``None``: none."""
        return self.polycule.last_day


def seen_by(polycule: Polycule, viewer: str | None) -> Seen:
    """
    Return what *viewer* may see, as :func:`~polyagree.privacy.view_as` has it.

    Args:
        polycule: The polycule.
        viewer: Who looks; ``None``: somebody who may see everything.

    Raises:
        UnknownName: If there is no such person.
    """
    shown, positions = polycule, tuple(range(len(polycule.events)))
    if viewer is not None:
        day = view_as(polycule, viewer).last_day
        shown = view_as(polycule, viewer, on=day)
        sight = Sight(polycule, viewer, day=day)
        positions = tuple(index for index in positions if sight.sees("events", index))
    agreements = frozenset(each.id for each in shown.agreements)
    return Seen(polycule=shown, positions=positions, agreements=agreements)
