"""Lines between people: side by side, around others, with their words."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from attrs import field, frozen

from polyagree.graph._layout import Point
from polyagree.graph._look import (
    ARROW,
    DOTS_APART,
    LINES_APART,
    MOST_LABELS,
    NAME_WIDTH,
    RADIUS,
    SHEET,
    SMALL,
    Shown,
)
from polyagree.graph._svg import element, number, shortened, text_width
from polyagree.model.ids import PersonId
from polyagree.model.relationship import Relationship

__all__ = ["Box", "Curve", "Lines", "clear"]


@frozen(kw_only=True)
class Box:
    """A rectangle that something is written in."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        """Return whether they share some room."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


@frozen(kw_only=True)
class Curve:
    """A line from one circle to another, bent by a control point."""

    start: Point
    bend: Point
    end: Point

    @property
    def path(self) -> str:
        """The curve as a path writes it."""
        return f"M{_xy(self.start)}Q{_xy(self.bend)} {_xy(self.end)}"

    def points(self) -> list[Point]:
        """Return a few points along it."""
        return [self.point(step / 20) for step in range(1, 20)]

    def point(self, t: float) -> Point:
        """Return the point at *t*, from 0 at the start to 1 at the end."""
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
        return (
            a * self.start[0] + b * self.bend[0] + c * self.end[0],
            a * self.start[1] + b * self.bend[1] + c * self.end[1],
        )


@frozen(kw_only=True)
class Lines:
    """The relationships, drawn around the people."""

    shown: Shown
    at: dict[PersonId, Point]
    taken: list[Box]
    extent: list[Point] = field(factory=list, init=False)
    dots: list[Point] = field(factory=list, init=False)

    def drawn(self) -> list[str]:
        """Return the lines, and on top of them their words, where there is room."""
        lines: list[str] = []
        words: list[str] = []
        label_all = len(self.shown.relationships) <= MOST_LABELS
        for relationship, curves in self.curves():
            lines.append(self.line(relationship, curves))
            self.extent.extend(point for curve in curves for point in curve.points())
            if label_all and (word := self.word(relationship, curves)):
                words.append(word)
        return [*lines, *words]

    def curves(self) -> Iterator[tuple[Relationship, list[Curve]]]:
        """Yield each relationship with its curves: one, or one to each of its people."""
        pairs: dict[tuple[PersonId, PersonId], list[Relationship]] = {}
        for each in self.shown.relationships:
            if each.is_pair:
                one, another = sorted(each.people)
                pairs.setdefault((one, another), []).append(each)
        for pair, several in pairs.items():
            yield from zip(several, self.parallel(pair, len(several)), strict=True)
        for each in self.shown.relationships:
            if not each.is_pair:
                dot = self.dot(each)
                yield (
                    each,
                    [
                        Curve(start=dot, bend=_between(dot, self.at[person]), end=self.at[person])
                        for person in each.people
                    ],
                )

    def parallel(self, pair: tuple[PersonId, PersonId], count: int) -> list[list[Curve]]:
        """Return a curve for each of *count* lines, side by side, clear of other people."""
        strangers = [point for person, point in self.at.items() if person not in pair]

        sides = [LINES_APART * (index - (count - 1) / 2) for index in range(count)]
        one, another = (self.at[person] for person in pair)
        return [[curve] for curve in clear(one, another, strangers, sides=sides)]

    def dot(self, relationship: Relationship) -> Point:
        """Return where a relationship of several people meets, clear of people and other dots."""
        points = [self.at[person] for person in relationship.people]
        x = sum(point[0] for point in points) / len(points)
        y = sum(point[1] for point in points) / len(points)
        # A spiral outwards, from the middle of all.
        spiral = [(9 * math.sqrt(step), 2.4 * step) for step in range(40)]
        tries = [(x + far * math.cos(turn), y + far * math.sin(turn)) for far, turn in spiral]
        dot = next(filter(self.is_free, tries), tries[0])
        self.dots.append(dot)
        return dot

    def is_free(self, dot: Point) -> bool:
        """Return whether *dot* is clear of people and of other dots."""
        away = all(math.dist(dot, point) > RADIUS + 16 for point in self.at.values())
        return away and all(math.dist(dot, other) > DOTS_APART for other in self.dots)

    def line(self, relationship: Relationship, curves: list[Curve]) -> str:
        """Return the line of a relationship, with its arrow or its dot."""
        colour, dashes = self.shown.style(relationship.kind)
        path = "".join(curve.path for curve in curves)
        inside = [
            element("title", text=self.shown.tells(relationship)),
            element(
                "path",
                d=path,
                fill="none",
                stroke=colour,
                stroke_width=2.4,
                stroke_dasharray=dashes,
            ),
        ]
        if relationship.is_one_way:
            inside.append(self.arrow(relationship, curves[0], colour))
        if not relationship.is_pair:
            x, y = curves[0].start
            inside.append(element("circle", cx=x, cy=y, r=5, fill=colour))
        return element("g", *inside)

    def arrow(self, relationship: Relationship, curve: Curve, colour: str) -> str:
        """Return a head at the circle of whom the line is about."""
        towards = relationship.people[1]
        middle = self.at[towards]
        steps = [step / 100 for step in range(101)]
        if math.dist(curve.end, middle) > math.dist(curve.start, middle):
            steps.reverse()
        # From there, go on along the curve until its circle begins.
        tip_at = next(t for t in steps if math.dist(curve.point(t), middle) <= RADIUS + 3)
        tip = curve.point(tip_at)
        before = reversed(steps[: steps.index(tip_at)])
        tail_at = next((t for t in before if math.dist(curve.point(t), tip) >= ARROW), steps[0])
        tail = curve.point(tail_at)
        across = ((tip[1] - tail[1]) * 0.55, (tail[0] - tip[0]) * 0.55)
        one = (tail[0] + across[0], tail[1] + across[1])
        another = (tail[0] - across[0], tail[1] - across[1])
        return element("path", d=f"M{_xy(tip)}L{_xy(one)}L{_xy(another)}z", fill=colour)

    def word(self, relationship: Relationship, curves: list[Curve]) -> str | None:
        """Return the kind, written on its line where nothing else stands; ``None``: nowhere."""
        colour, _ = self.shown.style(relationship.kind)
        label = shortened(relationship.kind, SMALL, NAME_WIDTH)
        half = text_width(label, SMALL) / 2
        for curve, t in product(curves, (0.5, 0.42, 0.58, 0.35, 0.65, 0.28, 0.72)):
            x, y = curve.point(t)
            box = Box(left=x - half, top=y - 8, right=x + half, bottom=y + 7)
            if not any(box.overlaps(other) for other in self.taken):
                self.taken.append(box)
                return element(
                    "text",
                    x=x,
                    y=y + 3.5,
                    text_anchor="middle",
                    font_size=SMALL,
                    fill=colour,
                    stroke=SHEET,
                    stroke_width=5,
                    stroke_linejoin="round",
                    paint_order="stroke",
                    text=label,
                )
        return None


def clear(
    one: Point,
    another: Point,
    strangers: Iterable[Point],
    *,
    sides: Sequence[float] = (0.0,),
    room: float = RADIUS + 8,
) -> list[Curve]:
    """
    Return lines from *one* to *another*, bent together where that keeps clear of *strangers*.

    Args:
        one: Where they begin.
        another: Where they end.
        strangers: What they go around.
        sides: How far each is beside the straight line, in its middle.
        room: How near to a stranger is too near.
    """
    points = list(strangers)
    tries = [
        [_bent(one, another, side + shift) for side in sides]
        for shift in (0.0, 45.0, -45.0, 80.0, -80.0, 120.0, -120.0)
    ]
    # Of those that are equally clear the first, which bends least.
    return min(tries, key=lambda curves: sum(_too_near(each, points, room) for each in curves))


def _bent(one: Point, another: Point, side: float) -> Curve:
    middle = _between(one, another)
    long = math.dist(one, another) or 1.0
    # The middle of the curve is half as far out as its control point.
    bend = (
        middle[0] - 2 * side * (another[1] - one[1]) / long,
        middle[1] + 2 * side * (another[0] - one[0]) / long,
    )
    return Curve(start=one, bend=bend, end=another)


def _too_near(curve: Curve, points: list[Point], room: float) -> int:
    along = curve.points()
    return sum(any(math.dist(point, each) < room for each in along) for point in points)


def _between(one: Point, another: Point) -> Point:
    return (one[0] + another[0]) / 2, (one[1] + another[1]) / 2


def _xy(point: Point) -> str:
    """Return *point* as a path writes it."""
    return f"{number(point[0])} {number(point[1])}"
