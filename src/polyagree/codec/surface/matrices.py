"""Matrices: each act, and under it what each person said of it."""

from __future__ import annotations

from typing import Any

from attrs import fields, frozen
from cattrs import Converter, IterableValidationError
from cattrs.gen import override

from polyagree.codec.shape import Tree
from polyagree.codec.surface.faults import FAULTS, Wrong, noted, shown, without_step
from polyagree.codec.surface.records import record_hooks
from polyagree.codec.surface.shapes import MapShape, Shape, TextShape, WordsShape, shaped
from polyagree.model import ANSWERS, Comfort, Matrix, MatrixAnswer

__all__ = ["register"]


def register(converter: Converter) -> None:
    """Teach *converter* matrices."""
    for cls in (Comfort, MatrixAnswer):
        record_hooks(converter, cls)
    levels = _Cells(Comfort, "level", TextShape(str), "{ana: love, ben: fine}")
    answers = _Cells(MatrixAnswer, "says", WordsShape(ANSWERS), "{ana: yes, ben: maybe}")
    record_hooks(
        converter,
        Matrix,
        comfort=levels.override(converter),
        answers=answers.override(converter),
    )


@frozen
class _Cells:
    """
    How the cells of a matrix stand in a document.

    Attributes:
        of: What one cell is.
        said: Its field that holds what was said.
        shape: How that stands.
        example: What may stand under an act, for the help.
    """

    of: Any
    said: str
    shape: Shape
    example: str

    def override(self, converter: Converter) -> Any:
        """Return it for the record that holds the cells."""

        def read(value: Tree, _: object) -> tuple[Any, ...]:
            return self._read(converter, value)

        shape = MapShape(MapShape(self.shape, fields(self.of).who), fields(self.of).act)
        return override(struct_hook=shaped(read, shape), unstruct_hook=self._write)

    def _read(self, converter: Converter, value: Tree) -> tuple[Any, ...]:
        if not isinstance(value, dict):
            raise Wrong(
                f"{shown(value)} stands where a map belongs",
                help=f"write `kissing: {self.example}`",
            )
        cells: list[Any] = []
        errors: list[Exception] = []
        for act, row in value.items():
            try:
                cells += self._row(converter, act, row)
            except FAULTS as error:
                errors.append(noted(error, act))
        if errors:
            raise IterableValidationError("", errors, dict)
        return tuple(cells)

    def _row(self, converter: Converter, act: str, row: Tree) -> list[Any]:
        """Return what each person said of *act*."""
        if not isinstance(row, dict):
            raise Wrong(
                "nothing is written here"
                if row is None
                else f"{shown(row)} stands where a map belongs",
                help=f"write `{act}: {self.example}`",
            )
        hook = converter.get_structure_hook(self.of)
        cells: list[Any] = []
        errors: list[Exception] = []
        for who, said in row.items():
            try:
                cells.append(hook({"act": act, "who": who, self.said: said}, self.of))
            except FAULTS as error:
                errors.append(noted(without_step(error), who))
        if errors:
            raise IterableValidationError("", errors, dict)
        return cells

    def _write(self, value: tuple[Any, ...]) -> Tree:
        tree: dict[str, Any] = {}
        for each in value:
            tree.setdefault(each.act, {})[each.who] = getattr(each, self.said)
        return tree
