"""A document as one person may see it."""

from __future__ import annotations

import datetime as dt

from attrs import evolve

from polyagree.model.fitting import COLLECTIONS
from polyagree.model.polycule import Polycule
from polyagree.privacy.closing import Closing
from polyagree.privacy.sight import Sight

__all__ = ["view_as"]


def view_as(polycule: Polycule, viewer: str, *, on: dt.date | None = None) -> Polycule:
    """
    Return *polycule* with what *viewer* may see, and nothing else.

    Whatever is hidden from them changes nothing in it: two documents that differ only
    there have the same view, and so the same findings. It has no places in a text, since
    those would tell how much stands between them.

    Args:
        polycule: The polycule.
        viewer: The id of a person in it.
        on: The day on which they look, which tells who is in a group or a relationship;
            ``None``: the last day of what they may see on any day.

    Returns:
        A document that stands on its own. Free texts are as they were written, so a name
        in the words of a visible clause stays there.

    Raises:
        UnknownName: If nobody has the id *viewer*.
    """
    person = polycule.person(viewer).id
    day = _seen(polycule, person, None).last_day if on is None else on
    return _seen(polycule, person, day)


def _seen(polycule: Polycule, viewer: str, day: dt.date | None) -> Polycule:
    sight = Sight(polycule, viewer, day=day)
    closing = Closing(sight)
    kept = {
        collection: tuple(
            closing.close(record)
            for index, record in enumerate(getattr(polycule, collection))
            if sight.sees(collection, index if collection in {"events", "check_ins"} else record.id)
        )
        for collection in COLLECTIONS.values()
    }
    return evolve(polycule, **kept)  # type: ignore[arg-type]  # checked by name
