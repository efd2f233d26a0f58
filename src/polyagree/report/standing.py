"""In a few words, how a clause stands and what became of its breaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from polyagree.model import Polycule
    from polyagree.timeline.instances import Break

__all__ = ["broken_in_words", "is_stuck", "may_be_mended", "records_settled", "standing_in_words"]

# What may become of a break, in the order in which it is told: of one, of each, of some.
_FATES = {
    "compensated": ("made good", "each made good", "made good"),
    "settled": ("settled", "each settled", "settled"),
    "stuck": ("and stays as it is", "and each stays as it is", "which stay as they are"),
    "violated": ("not made good yet", "none made good yet", "not made good yet"),
    "over": (
        "over before it was made good",
        "over before any was made good",
        "over before that",
    ),
    "terminal": (
        "no longer to be made good",
        "none to be made good any more",
        "no longer to be made good",
    ),
}

_DONE = frozenset({"fulfilled", "released", "compensated"})
_OWED = frozenset({"must", "must_not"})


def standing_in_words(verdict: str, state: str, *, is_grant: bool = False) -> str:
    """Return in a few words how a norm or a clause stands."""
    if state == "suspended":
        return "paused"
    if verdict == "violated":
        return {
            "compensated": "broken, made good",
            "terminal": "broken, no longer to be made good",
        }.get(state, "broken, not made good yet")
    if verdict == "satisfied":
        words = {"released": "released", "expired": "over"}
        return words.get(state, "granted" if is_grant else "kept")
    if verdict == "presumably_satisfied":
        return "not asked for yet" if state == "inactive" else "kept so far"
    words = {"pending": "open", "presumably_violated": "not done so far", "unknown": "not clear"}
    return words[verdict]


def broken_in_words(breaks: Iterable[Break]) -> str:
    """Return how often something was broken, and what became of that."""
    fates = Counter(map(_fate, breaks))
    count = fates.total()
    if len(fates) == 1:
        one, each, _ = _FATES[next(iter(fates))]
        return f"broken, {one}" if count == 1 else f"broken {count} times, {each}"
    some = (f"{fates[fate]} {words}" for fate, (_, _, words) in _FATES.items() if fates[fate])
    return f"broken {count} times: {', '.join(some)}"


def _fate(broken: Break) -> str:
    if broken.state == "compensated":
        return broken.state
    if broken.is_settled:
        return "settled"
    if is_stuck(broken):
        return "stuck"
    if broken.state == "violated" and not may_be_mended(broken):
        return "over"
    return broken.state


def records_settled(polycule: Polycule) -> set[str]:
    """Return the records under `breaches` that people settled."""
    return {
        record for repair in polycule.repairs if repair.settled is not None for record in repair.of
    }


def is_stuck(broken: Break) -> bool:
    """Return whether a break stays, because something that was to follow it binds nobody."""
    return (
        broken.state == "violated"
        and broken.discovered is not None
        and all(step.state in _DONE for step in broken.steps if step.norm.modal in _OWED)
    )


def may_be_mended(broken: Break) -> bool:
    """Return whether something may still come of a break: something is open, or unknown yet."""
    if broken.discovered is None:
        return True
    return any(
        step.state in {"inactive", "in force", "suspended"} or any(map(may_be_mended, step.breaks))
        for step in broken.steps
    )
