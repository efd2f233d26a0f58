"""A small picture of who is connected to whom, as SVG."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from polyagree.graph._layout import Point, arrange
from polyagree.graph._lines import Box, Lines, clear
from polyagree.graph._look import (
    CIRCLES,
    EDGE,
    FAINT,
    FONT,
    INK,
    MARGIN,
    MOST,
    MOST_LABELS,
    NAME_BELOW,
    NAME_SIZE,
    NAME_WIDTH,
    PERSON,
    RADIUS,
    SHEET,
    SMALL,
    Shown,
)
from polyagree.graph._on import day_meant, groups_on, relationships_on
from polyagree.graph._svg import element, number, shortened, text_width
from polyagree.model.ids import PersonId
from polyagree.model.person import Person
from polyagree.model.polycule import Polycule

__all__ = ["picture"]


def picture(polycule: Polycule, *, on: dt.date | None = None) -> str:
    """
    Return a drawing of who is connected to whom, as one SVG element.

    It holds no script and asks for nothing from elsewhere; the same polycule
    always gives the same text. A person is a circle, a relationship a line in
    the colour of its kind, a one-way one an arrow. One of more than two people
    meets in a dot; a group is a soft shape behind its members. Pointing at any
    of them tells more. Of more than 60 people, it gives the numbers instead.

    Args:
        polycule: The polycule.
        on: On which day; relationships and groups that exist on it are drawn.
            ``None``: on the last day that the polycule records.
    """
    shown = Shown(
        people=polycule.people,
        relationships=relationships_on(polycule, on),
        groups=groups_on(polycule, on),
        day=day_meant(polycule, on),
    )
    if not shown.people or len(shown.people) > MOST:
        return _sheet(shown, [], (0.0, 0.0))
    return _drawing(shown)


# The sheet


def _sheet(shown: Shown, drawn: Sequence[str], size: Point) -> str:
    """Return the whole picture: what is *drawn* within *size*, with its legend below."""
    crowded = len(shown.people) > MOST
    notes = [shown.counts() if shown.people else "nobody is in it yet"]
    if shown.day is not None:
        notes[0] += f", as of {shown.day}"
    if crowded:
        notes.append("too many to draw clearly: polyagree.graph.people() has them all")
    width = max(size[0] + 2 * MARGIN, 300.0, *(_note_width(note) for note in notes))
    at = size[1] + 2 * MARGIN if size[1] else MARGIN
    aside = (width - size[0]) / 2
    legend, bottom = _legend(shown, width, at)
    written = [
        element(
            "text", x=MARGIN, y=bottom + 12 + 16 * index, font_size=SMALL, fill=FAINT, text=note
        )
        for index, note in enumerate(notes)
    ]
    height = bottom + 12 + 16 * (len(notes) - 1) + 16
    sheet = element(
        "rect",
        x=0.5,
        y=0.5,
        width=width - 1,
        height=height - 1,
        rx=10,
        fill=SHEET,
        stroke=EDGE,
    )
    told = [] if crowded else [shown.tells(each) for each in shown.relationships]
    told += [] if crowded else [shown.tells(each) for each in shown.groups]
    return element(
        "svg",
        element("title", text=f"Polycule: {notes[0]}"),
        element("desc", text="; ".join(told) or notes[-1]),
        sheet,
        element("g", *drawn, transform=f"translate({number(aside)} {number(MARGIN)})"),
        *legend,
        *written,
        xmlns="http://www.w3.org/2000/svg",
        role="img",
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=width,
        height=height,
        font_family=FONT,
        style="max-width:100%;height:auto",
    )


def _note_width(note: str) -> float:
    return text_width(note, SMALL) + 2 * MARGIN


def _legend(shown: Shown, width: float, top: float) -> tuple[list[str], float]:
    """Return what the lines and shapes mean, in rows, and where the last row ends."""
    entries: list[tuple[str, str]] = []
    one_way = {each.kind for each in shown.relationships if each.is_one_way}
    for kind in shown.kinds:
        colour, dashes = shown.style(kind)
        line = element(
            "path", d="M0 -4h22", stroke=colour, stroke_width=2.4, stroke_dasharray=dashes
        )
        head = element("path", d="M24 -4l-8 -4v8z", fill=colour) if kind in one_way else ""
        entries.append((line + head, kind))
    for index, group in enumerate(shown.groups):
        colour = CIRCLES[index % len(CIRCLES)]
        spot = element("rect", x=0, y=-10, width=22, height=12, rx=6, fill=colour, opacity=0.4)
        entries.append((spot, f"{group.id}, {group.kind}"))
    drawn = []
    x, y = MARGIN, top
    for sign, words in entries:
        label = shortened(words, SMALL, width - 2 * MARGIN - 30)
        needed = 30 + text_width(label, SMALL) + 16
        if x > MARGIN and x + needed > width - MARGIN + 16:
            x, y = MARGIN, y + 19
        text = element("text", x=29, y=0, font_size=SMALL, fill=INK, text=label)
        drawn.append(element("g", sign, text, transform=f"translate({number(x)} {number(y)})"))
        x += needed
    return drawn, y + 12 if entries else y


# The drawing


def _drawing(shown: Shown) -> str:
    labels = [shortened(person.name, NAME_SIZE, NAME_WIDTH) for person in shown.people]
    widths = [max(2 * RADIUS, text_width(label, NAME_SIZE)) for label in labels]
    index = {person.id: position for position, person in enumerate(shown.people)}
    places = arrange(
        [(width + 14, 2 * RADIUS + NAME_BELOW + 26) for width in widths],
        [
            (index[one], index[another])
            for together in _together(shown)
            for one, another in combinations(together, 2)
        ],
        # A line that carries a word needs room for it.
        apart=165.0 if len(shown.relationships) <= MOST_LABELS else 130.0,
    )
    # A box goes down to its name, and the circle is in its upper part.
    middles = [(x, y - NAME_BELOW / 2) for x, y in places]
    at = {person.id: middle for person, middle in zip(shown.people, middles, strict=True)}
    taken = [
        Box(left=x - width / 2, top=y - RADIUS, right=x + width / 2, bottom=y + RADIUS + 20)
        for (x, y), width in zip(middles, widths, strict=True)
    ]
    lines = Lines(shown=shown, at=at, taken=taken)
    drawn = [*_shapes(shown, at, lines.extent), *lines.drawn()]
    drawn += [
        _person(person, label, middle, shown)
        for person, label, middle in zip(shown.people, labels, middles, strict=True)
    ]
    return _moved_in(shown, drawn, [*lines.extent, *_borders(taken)])


def _together(shown: Shown) -> Iterator[tuple[PersonId, ...]]:
    yield from (each.people for each in shown.relationships)
    yield from (each.people_on(shown.day) for each in shown.groups)


def _borders(boxes: Iterable[Box]) -> Iterator[Point]:
    for box in boxes:
        yield box.left - 6, box.top - 6
        yield box.right + 6, box.bottom


def _moved_in(shown: Shown, drawn: list[str], extent: list[Point]) -> str:
    """Return the picture, with the drawing moved so that all of it is on the sheet."""
    left, top = (min(side) for side in zip(*extent, strict=True))
    right, bottom = (max(side) for side in zip(*extent, strict=True))
    moved = element("g", *drawn, transform=f"translate({number(-left)} {number(-top)})")
    return _sheet(shown, [moved], (right - left, bottom - top))


def _person(person: Person, label: str, middle: Point, shown: Shown) -> str:
    x, y = middle
    groups = [group.id for group in shown.groups if person.id in group.people_on(shown.day)]
    told = [shown.names[person.id]]
    if person.pronouns is not None:
        told.append(f"({person.pronouns})")
    if groups:
        told.append(f"in {', '.join(groups)}")
    return element(
        "g",
        element("title", text=" ".join(told)),
        element("circle", cx=x, cy=y, r=RADIUS, fill=PERSON, stroke=SHEET, stroke_width=2),
        element(
            "text",
            x=x,
            y=y + 5,
            text_anchor="middle",
            font_size=15,
            font_weight=600,
            fill="#ffffff",
            text=_initials(shown.names[person.id]),
        ),
        element(
            "text",
            x=x,
            y=y + RADIUS + NAME_BELOW - 1,
            text_anchor="middle",
            font_size=NAME_SIZE,
            fill=INK,
            stroke=SHEET,
            stroke_width=4,
            stroke_linejoin="round",
            paint_order="stroke",
            text=label,
        ),
    )


def _initials(name: str) -> str:
    """Return the first letters of the first and the last word; of a sign, the sign."""
    words = [letters for word in name.split() if (letters := [c for c in word if c.isalnum()])]
    if not words:
        return name[:1]
    ends = [words[0]] if len(words) == 1 else [words[0], words[-1]]
    return "".join(letters[0] for letters in ends).upper()


def _shapes(shown: Shown, at: dict[PersonId, Point], extent: list[Point]) -> Iterator[str]:
    """Yield a soft shape for each group: one broad line from member to member."""
    for index, group in enumerate(shown.groups):
        # Where groups share people, a ring of each stays to be seen.
        broad = 2 * RADIUS + 22 + 10 * (index % len(CIRCLES))
        members = group.people_on(shown.day)
        others = [middle for person, middle in at.items() if person not in members]
        curves = [
            curve
            for one, another in _tree([at[member] for member in members])
            for curve in clear(one, another, others, room=RADIUS + broad / 2)
        ]
        for x, y in (point for curve in curves for point in curve.points()):
            extent += [(x - RADIUS, y - RADIUS), (x + RADIUS, y + RADIUS)]
        yield element(
            "path",
            element("title", text=shown.tells(group)),
            d="".join(curve.path for curve in curves),
            fill="none",
            stroke=CIRCLES[index % len(CIRCLES)],
            stroke_width=broad,
            stroke_linecap="round",
            stroke_linejoin="round",
            opacity=0.24,
        )


def _tree(points: list[Point]) -> list[tuple[Point, Point]]:
    """Return the shortest lines that join all *points*; one alone is joined to itself."""
    if len(points) == 1:
        return [(points[0], points[0])]
    joined, left = points[:1], points[1:]
    lines = []
    while left:
        one, another = min(
            ((one, another) for one in joined for another in left),
            key=lambda line: round(math.dist(*line), 3),
        )
        lines.append((one, another))
        joined.append(another)
        left.remove(another)
    return lines
