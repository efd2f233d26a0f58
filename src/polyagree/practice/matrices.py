"""Boundary matrices side by side: between the people in one, and from one to a later one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from attrs import frozen

from polyagree.errors import InvalidRecord, UnknownName
from polyagree.model import AnswerWord, Matrix, PersonId, Polycule, Vocabulary, Word

__all__ = [
    "Cell",
    "MatrixMove",
    "Meeting",
    "Row",
    "SideBySide",
    "Stance",
    "matrix_moves",
    "side_by_side",
]

Stance = Literal["fine", "between", "not fine", "not yet tried", "not said"]
"""Where one person stands towards one act, as far as they said it."""

Meeting = Literal["fine for all", "between", "not fine for somebody", "not yet tried", "unknown"]
"""
How the stances of several people towards one act meet.

One *not fine* is enough. Otherwise what one of them has not said leaves it *unknown*:
silence is never taken for a yes.
"""

Direction = Literal[
    "warmer", "cooler", "the same", "both ways", "newly said", "no longer said", "not comparable"
]
"""Which way somebody moved between two matrices."""


@frozen(kw_only=True)
class Cell:
    """
    What one person said of one act.

    Attributes:
        act: The act that is asked about.
        who: The person.
        stance: Where they stand, as far as they said it.
        level: The step of the scale; ``None``: they gave none.
        answer: The answer; ``None``: they gave none.
        said_of: The word of which they said it, the act itself or a wider one;
            ``None``: they said nothing.
    """

    act: Word
    who: PersonId
    stance: Stance
    level: str | None = None
    answer: AnswerWord | None = None
    said_of: Word | None = None


@frozen(kw_only=True)
class Row:
    """
    What several people said of one act.

    Attributes:
        act: The act.
        meeting: How it meets.
        cells: What each said, in the order of the matrix.
    """

    act: Word
    meeting: Meeting
    cells: tuple[Cell, ...]


@frozen(kw_only=True)
class SideBySide:
    """
    A matrix as a comparison of the people in it.

    Attributes:
        matrix: Its id.
        people: Who is compared.
        rows: The acts, in the order in which they are first named.
    """

    matrix: str
    people: tuple[PersonId, ...]
    rows: tuple[Row, ...]

    def acts(self, meeting: Meeting) -> tuple[Word, ...]:
        """Return the acts that meet like this."""
        return tuple(row.act for row in self.rows if row.meeting == meeting)

    def records(self) -> list[dict[str, object]]:
        """Return it as flat records, one dictionary for each cell."""
        return [
            {
                "matrix": self.matrix,
                "act": row.act,
                "meeting": row.meeting,
                "who": cell.who,
                "stance": cell.stance,
                "level": cell.level,
                "answer": cell.answer,
                "said_of": cell.said_of,
            }
            for row in self.rows
            for cell in row.cells
        ]


@frozen(kw_only=True)
class MatrixMove:
    """
    What one person said of one act before, and what later.

    Attributes:
        act: The act.
        who: The person.
        direction: Which way it moved.
        level: The step of the scale before and later; ``None``: none was given.
        answer: The answer before and later; ``None``: none was given.
    """

    act: Word
    who: PersonId
    direction: Direction
    level: tuple[str | None, str | None]
    answer: tuple[AnswerWord | None, AnswerWord | None]

    def record(self) -> dict[str, object]:
        """Return it as one flat dictionary."""
        return {
            "act": self.act,
            "who": self.who,
            "direction": self.direction,
            "level_before": self.level[0],
            "level_after": self.level[1],
            "answer_before": self.answer[0],
            "answer_after": self.answer[1],
        }


class _Said(NamedTuple):
    level: str | None = None
    answer: AnswerWord | None = None


_Table = dict[tuple[Word, PersonId], _Said]

_ANSWERED: dict[AnswerWord, Stance] = {"yes": "fine", "maybe": "between", "no": "not fine"}
_WARMTH: dict[AnswerWord | None, int] = {"no": 0, "maybe": 1, "yes": 2}


def side_by_side(
    polycule: Polycule,
    matrix: str | Matrix,
    *,
    people: Iterable[str] = (),
    acts: Iterable[str] = (),
    fine_from: str | None = None,
    not_fine_up_to: str | None = None,
) -> SideBySide:
    """
    Return what the people in a matrix said, act by act.

    The words of a scale are people's own. Where nothing else is said, its last step is
    fine, its first one is not, and every other one lies between. Whoever says nothing of
    an act but is not fine with a wider one is not fine with it either. It is not so the
    other way round: to be fine with a wider act is no yes to each kind of it.

    Args:
        polycule: The document.
        matrix: The matrix, or its id.
        people: Whom to compare; empty: everybody in it.
        acts: What else to ask about, besides the acts that the matrix names.
        fine_from: The first step that is fine.
        not_fine_up_to: The last step that is not.

    Raises:
        UnknownName: If there is no such matrix, no such act or nobody with that name in it.
        InvalidRecord: If a step is not on the scale, or a step would be fine and not fine.

    Source:
        C8.
    """
    found = _matrix(polycule, matrix)
    words = polycule.vocabulary
    wanted = tuple(PersonId(each) for each in people) or found.people
    for each in wanted:
        if each not in found.people:
            raise UnknownName(f"`{each}` is not in `{found.id}`", each)
    asked = tuple(Word(each) for each in acts)
    for act in asked:
        if act not in words:
            raise UnknownName(f"unknown word `{act}`", act)
    fine, not_fine = _bounds(found, fine_from, not_fine_up_to)
    table = _table(found)
    reader = _Reader(found, table, words, fine, not_fine)
    named = dict.fromkeys((*(act for act, _ in table), *asked))
    rows = [tuple(reader.cell(act, who) for who in wanted) for act in named]
    return SideBySide(
        matrix=found.id,
        people=wanted,
        rows=tuple(
            Row(act=cells[0].act, meeting=_meeting(each.stance for each in cells), cells=cells)
            for cells in rows
        ),
    )


def matrix_moves(
    polycule: Polycule, before: str | Matrix, after: str | Matrix
) -> tuple[MatrixMove, ...]:
    """
    Return who moved, and which way, from one matrix to a later one.

    Steps are compared where both scales hold both of them, in the same order. The same word is
    the same step where the other steps that both scales hold lie on the same side of it. From
    or to ``not-yet-tried`` nobody moves in a direction.

    Args:
        polycule: The document.
        before: The earlier matrix, or its id.
        after: The later one.

    Raises:
        UnknownName: If there is no such matrix.

    Source:
        C8, C19.
    """
    earlier, later = _matrix(polycule, before), _matrix(polycule, after)
    was, now = _table(earlier), _table(later)
    nothing = _Said()
    return tuple(
        _move(cell, was.get(cell, nothing), now.get(cell, nothing), (earlier.scale, later.scale))
        for cell in dict.fromkeys((*was, *now))
    )


class _Reader(NamedTuple):
    """Says where each person stands, from what they wrote."""

    matrix: Matrix
    table: _Table
    words: Vocabulary
    fine: int
    not_fine: int

    def cell(self, act: Word, who: PersonId) -> Cell:
        said = self.table.get((act, who))
        if said is not None:
            return self._as_said(act, who, act, said)
        for wider in self.words.wider(act)[1:]:
            wide = self.table.get((Word(wider), who))
            if wide is not None and self._stance(wide) == "not fine":
                return self._as_said(act, who, Word(wider), wide)
        return Cell(act=act, who=who, stance="not said")

    def _as_said(self, act: Word, who: PersonId, of: Word, said: _Said) -> Cell:
        return Cell(
            act=act,
            who=who,
            stance=self._stance(said),
            level=said.level,
            answer=said.answer,
            said_of=of,
        )

    def _stance(self, said: _Said) -> Stance:
        stances = [*self._stances(said)]
        if not stances:
            return "not yet tried"
        if "not fine" in stances:
            return "not fine"
        return "fine" if all(each == "fine" for each in stances) else "between"

    def _stances(self, said: _Said) -> Iterator[Stance]:
        if said.answer is not None and said.answer != "not-yet-tried":
            yield _ANSWERED[said.answer]
        if said.level is not None:
            step = self.matrix.scale.index(said.level)
            if step >= self.fine:
                yield "fine"
            else:
                yield "not fine" if step <= self.not_fine else "between"


def _matrix(polycule: Polycule, matrix: str | Matrix) -> Matrix:
    if isinstance(matrix, Matrix):
        return matrix
    for each in polycule.matrices:
        if each.id == matrix:
            return each
    known = ", ".join(f"`{each.id}`" for each in polycule.matrices)
    raise UnknownName(f"unknown matrix `{matrix}`", matrix, f"there is {known}" if known else None)


def _table(matrix: Matrix) -> _Table:
    """Return what was said, by act and person, in the order of the document."""
    table: _Table = {(each.act, each.who): _Said(level=each.level) for each in matrix.comfort}
    for answer in matrix.answers:
        cell = answer.act, answer.who
        table[cell] = table.get(cell, _Said())._replace(answer=answer.says)
    return table


def _bounds(matrix: Matrix, fine_from: str | None, not_fine_up_to: str | None) -> tuple[int, int]:
    for name, step in (("fine_from", fine_from), ("not_fine_up_to", not_fine_up_to)):
        if step is not None and step not in matrix.scale:
            raise InvalidRecord(
                f"`{step}` is not on the scale of `{matrix.id}`",
                field=name,
                help="steps are " + ", ".join(f"`{each}`" for each in matrix.scale) or None,
                value=step,
            )
    last = len(matrix.scale) - 1
    fine = last if fine_from is None else matrix.scale.index(fine_from)
    not_fine = 0 if not_fine_up_to is None else matrix.scale.index(not_fine_up_to)
    if not_fine_up_to is None and fine == 0:
        not_fine = -1
    if matrix.scale and not_fine >= fine:
        raise InvalidRecord(
            f"`{not_fine_up_to}` would be fine and not fine",
            field="not_fine_up_to",
            help="name a step below the first one that is fine",
            value=not_fine_up_to,
        )
    return fine, not_fine


def _meeting(stances: Iterable[Stance]) -> Meeting:
    found = {*stances}
    if "not fine" in found:
        return "not fine for somebody"
    if "not said" in found:
        return "unknown"
    if found == {"fine"}:
        return "fine for all"
    return "between" if "between" in found else "not yet tried"


def _move(
    cell: tuple[Word, PersonId],
    was: _Said,
    now: _Said,
    scales: tuple[tuple[str, ...], tuple[str, ...]],
) -> MatrixMove:
    act, who = cell
    return MatrixMove(
        act=act,
        who=who,
        direction=_direction(was, now, scales),
        level=(was.level, now.level),
        answer=(was.answer, now.answer),
    )


def _direction(
    was: _Said, now: _Said, scales: tuple[tuple[str, ...], tuple[str, ...]]
) -> Direction:
    if was == _Said():
        return "newly said"
    if now == _Said():
        return "no longer said"
    steps = {*_turns(was, now, scales)} - {None}
    if not steps:
        return "not comparable"
    if {1, -1} <= steps:
        return "both ways"
    if steps == {0}:
        return "the same"
    return "warmer" if 1 in steps else "cooler"


def _turns(
    was: _Said, now: _Said, scales: tuple[tuple[str, ...], tuple[str, ...]]
) -> Iterator[int | None]:
    """Yield which way each of what was said both times moved; ``None``: neither can be told."""
    if was.level is not None and now.level is not None:
        yield _on_scales(was.level, now.level, scales)
    if was.answer is not None and now.answer is not None:
        before, after = _WARMTH.get(was.answer), _WARMTH.get(now.answer)
        if was.answer == now.answer:
            yield 0
        else:
            yield None if before is None or after is None else _sign(after - before)


def _on_scales(was: str, now: str, scales: tuple[tuple[str, ...], tuple[str, ...]]) -> int | None:
    if not all(was in scale and now in scale for scale in scales):
        return None
    if was == now:
        return 0 if _means_the_same(was, scales) else None
    signs = {_sign(scale.index(now) - scale.index(was)) for scale in scales}
    return signs.pop() if len(signs) == 1 else None


def _means_the_same(step: str, scales: tuple[tuple[str, ...], tuple[str, ...]]) -> bool:
    """Return whether the steps that both *scales* hold lie on the same side of *step*."""
    earlier, later = scales
    below, below_later = (
        frozenset(scale[: scale.index(step)]) & frozenset(earlier) & frozenset(later)
        for scale in scales
    )
    return below == below_later


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)
