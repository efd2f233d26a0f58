"""What is said of norms whose break cannot be made good."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.model import Polycule
from polyagree.report.wording import quoted
from polyagree.testing.places import entry, page, place_of
from polyagree.timeline.walks import End, Exploration, Walk

__all__ = ["not_compensable", "not_tried"]

_LATER = ("", "", "a second", "a third", "a fourth", "a fifth")

_HELP = "say under `if_broken` what follows: who does what, and by when"

_STAYS = {
    "terminal": "what follows cannot all be kept, so that it is never made good",
    "stuck": "what follows does not come to an end",
}


def not_compensable(exploration: Exploration, polycule: Polycule) -> str:
    """
    Return which breaks cannot be made good, as the text of an assertion; empty: all can.

    Args:
        exploration: What was found by breaking each norm.
        polycule: The document.
    """
    broken = [each for each in _asked_of(exploration, polycule) if each.broken is not None]
    final = [each for each in broken if not each.is_compensable]
    if not final:
        return ""
    title = f"{len(final)} of {_count(len(broken), 'break')} cannot be made good"
    return page(title, [_final(each, polycule) for each in final], _HELP)


def not_tried(exploration: Exploration, polycule: Polycule) -> str:
    """
    Return of which norms no break could be thought of, as the text of an assertion.

    Args:
        exploration: What was found by breaking each norm.
        polycule: The document.
    """
    open_ = [each for each in _asked_of(exploration, polycule) if each.broken is None]
    if not open_:
        return ""
    return page(
        "nobody can tell whether every break can be made good",
        [
            entry(
                polycule,
                path=each.path,
                clause=each.clause,
                norm=each.norm,
                told=[f"no break of it could be thought of: {each.why}"],
            )
            for each in open_
        ],
    )


def _asked_of(exploration: Exploration, polycule: Polycule) -> Iterator[Walk]:
    """Yield the walks of what people owe one another; a boundary is its holder's own."""
    boundaries = {path for path, _ in polycule.all_boundaries()}
    for walk in exploration.walks:
        if boundaries.isdisjoint((walk.path[:2], walk.path[:4])):
            yield walk


def _final(walk: Walk, polycule: Polycule) -> str:
    told = [*_how_often(walk), *_why(walk, polycule)]
    return entry(polycule, path=walk.path, clause=walk.clause, norm=walk.norm, told=told)


def _how_often(walk: Walk) -> Iterator[str]:
    if walk.times > 1:
        often = _LATER[walk.times] if walk.times < len(_LATER) else f"the {walk.times}th"
        yield f"when it is broken {often} time:"


def _why(walk: Walk, polycule: Polycule) -> Iterator[str]:
    """Yield why even the end in which everything is kept is not a good one."""
    end = walk.ends[0]
    if not end.choices:
        yield "nothing was agreed to follow a break of it"
        return
    found = [*_obstacles(end, polycule)]
    yield from found
    if not found:
        yield _STAYS[end.outcome] + (f": {end.why}" if end.why else "")


def _obstacles(end: End, polycule: Polycule) -> Iterator[str]:
    for choice in end.choices:
        if choice.why or not choice.who:
            act, why = quoted(choice.act), choice.why or "it binds nobody"
            said = why if act in why else f"{act}: {why}"
            yield f"{place_of(polycule, choice.path)}: {said}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
