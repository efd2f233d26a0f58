"""Why there is nothing in a clause that could be broken."""

from __future__ import annotations

import datetime as dt

from polyagree.model import Norm, Polycule
from polyagree.report.wording import Wording, quoted

__all__ = ["why_nothing_breaks"]

_ONE_DAY = dt.timedelta(days=1)


def why_nothing_breaks(polycule: Polycule, name: str, day: dt.date, *, by: str | None) -> str:
    """
    Return why no norm of a clause can be broken on a day, in one sentence.

    Args:
        polycule: The document.
        name: The clause, boundary or agreement.
        day: The day.
        by: Who should break it; ``None``: anybody.
    """
    # A report of a check is not to wait for it.
    from polyagree.timeline.wordings import standings

    wording, clause = Wording(polycule), quoted(name)
    found = [each for each in standings(polycule) if name in each.names]
    if not found:
        return f"{clause} has no norm, so nothing in it can be broken"
    standing = [each for each in found if each.since <= day < each.before]
    if not standing:
        first = min(each.since for each in found)
        if day < first:
            return f"{clause} is not in force then: it begins on {wording.day(first)}"
        last = max(each.before for each in found if each.before <= day) - _ONE_DAY
        return f"{clause} is not in force then: it ended with {wording.day(last)}"
    parties = dict.fromkeys(party for each in standing for party in each.parties)
    if by is not None and by not in parties:
        between = wording.people(parties)
        return f"{clause} is between {between}, so it does not bind {wording.person(by)}"
    if by is not None and any(_can_break(each.norm) for each in standing):
        return f"nothing in {clause} binds {wording.person(by)}"
    if any(each.norm.modal == "power" and each.norm.act == "veto" for each in standing):
        return (
            f"{clause} gives the power to refuse something, and is broken only by what was refused;"
            " ask for both with `--event`, the refusal first"
        )
    return f"{clause} gives something and asks for nothing, so it cannot be broken"


def _can_break(norm: Norm) -> bool:
    if norm.modal == "power":
        return False
    if norm.modal in {"must", "must_not"}:
        return True
    return getattr(norm, "only_if", None) is not None or getattr(norm, "at_most", None) is not None
