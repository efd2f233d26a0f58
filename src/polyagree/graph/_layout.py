"""Places for boxes on a plane: connected ones near each other, none over another."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

__all__ = ["Point", "arrange"]

Point = tuple[float, float]

_ROUNDS = 120
_STILL = 0.3
_WIDEST = 1.4
"""How far a crowded drawing is stretched before its boxes are pushed apart."""
_PUSHES = 300


def arrange(
    boxes: Sequence[Point], pairs: Iterable[tuple[int, int]], *, apart: float, gap: float = 34.0
) -> list[Point]:
    """
    Return the middle of each box, with 0 as the smallest border on both axes.

    The same boxes and pairs always get the same places. Parts that nothing
    connects stand beside each other, the largest first.

    Args:
        boxes: The width and height of each.
        pairs: Which two are connected.
        apart: From the middle of one to the middle of the next, if they are connected.
        gap: How much stays free between parts.
    """
    neighbours: list[set[int]] = [set() for _ in boxes]
    for one, another in pairs:
        neighbours[one].add(another)
        neighbours[another].add(one)
    parts = sorted(_parts(neighbours), key=len, reverse=True)
    drawn = [_part(part, [boxes[each] for each in part], neighbours, apart) for part in parts]
    return _side_by_side(parts, drawn, boxes, gap)


def _parts(neighbours: list[set[int]]) -> list[list[int]]:
    seen: set[int] = set()
    parts = []
    for start in range(len(neighbours)):
        if start not in seen:
            part = sorted(_steps_from(start, neighbours))
            seen.update(part)
            parts.append(part)
    return parts


def _steps_from(start: int, neighbours: list[set[int]]) -> dict[int, int]:
    """Return how many steps each box that can be reached is away, nearest first."""
    steps = {start: 0}
    queue = [start]
    for at in queue:
        for each in sorted(neighbours[at]):
            if each not in steps:
                steps[each] = steps[at] + 1
                queue.append(each)
    return steps


def _part(
    part: list[int], boxes: list[Point], neighbours: list[set[int]], apart: float
) -> list[Point]:
    """Return places for connected boxes: the calmest of a few beginnings."""
    position = {each: index for index, each in enumerate(part)}
    steps = [_steps_from(each, neighbours) for each in part]
    away = [[apart * one[each] for each in part] for one in steps]
    hub = max(part, key=lambda each: (len(neighbours[each]), -each))
    begins = [part, list(_steps_from(hub, neighbours)), _walk(hub, neighbours)]
    tries = []
    for order in begins:
        circle = _circle(len(part), apart)
        places = [(0.0, 0.0)] * len(part)
        for place, each in zip(circle, order, strict=True):
            places[position[each]] = place
        tries.append(_settle(places, away))
    calmest = min(tries, key=lambda places: round(_strain(places, away), 3))
    return _push_apart(_stretch(_lie_down(calmest), boxes), boxes)


def _walk(start: int, neighbours: list[set[int]]) -> list[int]:
    """Return all boxes in the order of a walk that goes on as long as it can."""
    seen: dict[int, None] = {}
    stack = [start]
    while stack:
        at = stack.pop()
        if at not in seen:
            seen[at] = None
            stack.extend(sorted(neighbours[at] - seen.keys(), reverse=True))
    return list(seen)


def _circle(count: int, apart: float) -> list[Point]:
    radius = apart * max(count, 2) / (2 * math.pi)
    # Two stand side by side, three and more begin at the top.
    start = math.pi if count <= 2 else -math.pi / 2  # noqa: PLR2004
    turns = [start + 2 * math.pi * index / count for index in range(count)]
    return [(radius * math.cos(turn), radius * math.sin(turn)) for turn in turns]


def _settle(places: list[Point], away: list[list[float]]) -> list[Point]:
    """
    Move each place to where the distances ask for, until nothing moves.

    This is stress majorization, one place at a time (Gansner, Koren, North 2004).
    """
    places = list(places)
    for _ in range(_ROUNDS):
        moved = 0.0
        for index, (x, y) in enumerate(places):
            sum_x = sum_y = total = 0.0
            for other, (other_x, other_y) in enumerate(places):
                if other == index:
                    continue
                want = away[index][other]
                weight = 1 / (want * want)
                scale = want / (math.hypot(x - other_x, y - other_y) or 1.0)
                sum_x += weight * (other_x + (x - other_x) * scale)
                sum_y += weight * (other_y + (y - other_y) * scale)
                total += weight
            if total:
                new = (sum_x / total, sum_y / total)
                moved = max(moved, math.dist(new, places[index]))
                places[index] = new
        if moved < _STILL:
            break
    return places


def _strain(places: list[Point], away: list[list[float]]) -> float:
    return sum(
        (math.dist(places[one], places[another]) / away[one][another] - 1) ** 2
        for one in range(len(places))
        for another in range(one)
    )


def _lie_down(places: list[Point]) -> list[Point]:
    """Return the places, turned if they are higher than wide."""
    width, height = (max(side) - min(side) for side in zip(*places, strict=True))
    return places if width >= height - _STILL else [(y, x) for x, y in places]


def _stretch(places: list[Point], boxes: list[Point]) -> list[Point]:
    """Return the places, wider apart where boxes would stand over each other."""
    factor = 1.0
    for one, (x, y) in enumerate(places):
        for another in range(one):
            wide, high = _half_sizes(boxes, one, another)
            across, along = abs(x - places[another][0]), abs(y - places[another][1])
            if across < wide and along < high:
                needed = min(
                    wide / across if across else _WIDEST, high / along if along else _WIDEST
                )
                factor = max(factor, min(needed, _WIDEST))
    return [(x * factor, y * factor) for x, y in places]


def _push_apart(places: list[Point], boxes: list[Point]) -> list[Point]:
    """Return the places, with boxes that still stand over each other pushed aside."""
    places = list(places)
    for _ in range(_PUSHES):
        free = True
        for one in range(len(places)):
            for another in range(one):
                free = _push(places, boxes, one, another) and free
        if free:
            break
    return places


def _push(places: list[Point], boxes: list[Point], one: int, another: int) -> bool:
    """Push two boxes aside, the shorter way; return whether they were free already."""
    (x, y), (other_x, other_y) = places[one], places[another]
    wide, high = _half_sizes(boxes, one, another)
    over_x, over_y = wide - abs(x - other_x), high - abs(y - other_y)
    if over_x <= _STILL or over_y <= _STILL:
        return True
    push_x, push_y = (over_x / 2, 0.0) if over_x < over_y else (0.0, over_y / 2)
    if (x, y) < (other_x, other_y) if push_x else (y, x) < (other_y, other_x):
        push_x, push_y = -push_x, -push_y
    places[one] = (x + push_x, y + push_y)
    places[another] = (other_x - push_x, other_y - push_y)
    return False


def _half_sizes(boxes: list[Point], one: int, another: int) -> Point:
    return (
        (boxes[one][0] + boxes[another][0]) / 2,
        (boxes[one][1] + boxes[another][1]) / 2,
    )


def _side_by_side(
    parts: list[list[int]], drawn: list[list[Point]], boxes: Sequence[Point], gap: float
) -> list[Point]:
    """Return all places, the parts in rows from left to right."""
    places: list[Point] = [(0.0, 0.0)] * len(boxes)
    borders = []
    for part, local in zip(parts, drawn, strict=True):
        left = min(x - boxes[each][0] / 2 for each, (x, _) in zip(part, local, strict=True))
        right = max(x + boxes[each][0] / 2 for each, (x, _) in zip(part, local, strict=True))
        top = min(y - boxes[each][1] / 2 for each, (_, y) in zip(part, local, strict=True))
        bottom = max(y + boxes[each][1] / 2 for each, (_, y) in zip(part, local, strict=True))
        borders.append((left, top, right - left, bottom - top))
    area = sum((width + gap) * (height + gap) for _, _, width, height in borders)
    row_width = max([math.sqrt(area * 1.8), *(width for _, _, width, _ in borders)])
    at_x = at_y = row_height = 0.0
    for part, local, (left, top, width, height) in zip(parts, drawn, borders, strict=True):
        if at_x and at_x + width > row_width:
            at_x, at_y, row_height = 0.0, at_y + row_height + gap, 0.0
        for each, (x, y) in zip(part, local, strict=True):
            places[each] = (x - left + at_x, y - top + at_y)
        at_x += width + gap
        row_height = max(row_height, height)
    return places
