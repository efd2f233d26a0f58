"""Scores of many sets of answers at once, with numpy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from polyagree.drift._numpy import numpy_for
from polyagree.errors import InvalidInstrument
from polyagree.scores.instruments import Instrument, Subscale

__all__ = ["Array", "Column", "score_columns"]

Array = Any
"""A numpy array: of floats, or of whole numbers where something is counted."""


@frozen(kw_only=True, eq=False)
class Column:
    """
    One score of many people.

    Attributes:
        subscale: Of which subscale.
        value: The scores as the questionnaire counts them; not a number: too much is missing.
        share: The scores from 0 to 1; likewise.
        answered: How many items each answered.
        of: Of how many.
        more_of: What a higher score is more of.
    """

    subscale: str
    value: Array
    share: Array
    answered: Array
    of: int
    more_of: str


def score_columns(
    instrument: Instrument, columns: Mapping[str, Any], *, named: str = "{item}"
) -> dict[str, Column]:
    """
    Return the scores of many sets of answers, by subscale.

    It is what :func:`~polyagree.scores.score` says of each of them.

    Args:
        instrument: The questionnaire.
        columns: The answers by column, such as a frame of pandas; not a number: missing.
        named: What the column of an item is called: ``ecr_{item}``.

    Raises:
        InvalidInstrument: If a column is not there, or holds what is not on its scale.
        MissingExtra: If numpy is not installed.
    """
    np = numpy_for("a table of answers")
    answers = {each.id: _column(instrument, each.id, columns, named) for each in instrument.items}
    sizes = {len(each) for each in answers.values()}
    if len(sizes) > 1:
        raise InvalidInstrument(
            f"the columns have {min(sizes)} to {max(sizes)} rows", help="give as many of each"
        )
    with np.errstate(invalid="ignore"):
        return {each.id: _scored(instrument, each, answers) for each in instrument.subscales}


def _column(instrument: Instrument, item: str, columns: Mapping[str, Any], named: str) -> Array:
    np = numpy_for("a table of answers")
    name = named.replace("{item}", item)
    if name not in columns:
        raise InvalidInstrument(
            f"there is no column `{name}`",
            field=item,
            help="say with `named` what columns are called: `ecr_{item}`",
            value=name,
        )
    try:
        values = _numbers(columns[name])
    except (TypeError, ValueError):
        raise InvalidInstrument(f"column `{name}` holds what is not a number", field=item) from None
    if values.ndim != 1:
        raise InvalidInstrument(f"column `{name}` is not one row of numbers", field=item)
    scale = instrument.item(item).scale
    off = ~np.isnan(values) & ~((values >= float(scale.low)) & (values <= float(scale.high)))
    if off.any():
        row = int(np.argmax(off))
        raise InvalidInstrument(
            f"`{values[row]:g}` in row {row} of `{name}` is not on the scale {scale}",
            field=item,
            help="leave empty what was not answered",
            value=f"{values[row]:g}",
        )
    return values


def _numbers(column: Any) -> Array:
    """Return *column* as numbers; numpy would make some of words, days and yes or no as well."""
    np = numpy_for("a table of answers")
    given = np.asarray(column)
    is_mixed = given.dtype.kind == "O"
    if given.dtype.kind in "bSUMm" or (
        is_mixed and any(isinstance(each, str | bytes | bool) for each in given.flat)
    ):
        raise TypeError(given.dtype)
    return np.asarray(column, dtype=np.float64)


def _scored(instrument: Instrument, subscale: Subscale, answers: Mapping[str, Array]) -> Column:
    np = numpy_for("a table of answers")
    scales = [instrument.item(each).scale for each in subscale.items]
    lows = np.array([float(each.low) for each in scales])
    highs = np.array([float(each.high) for each in scales])
    table = np.column_stack([answers[each] for each in subscale.items])
    turned = np.array([each in subscale.reverse_scored for each in subscale.items])
    table = np.where(turned, lows + highs - table, table)
    is_there = ~np.isnan(table)
    answered = is_there.sum(axis=1)
    low, high = (is_there * lows).sum(axis=1), (is_there * highs).sum(axis=1)
    total = np.nansum(table, axis=1)
    is_enough = answered >= len(subscale.items) - subscale.may_miss
    count = 1 if subscale.by == "sum" else np.maximum(answered, 1)
    return Column(
        subscale=subscale.id,
        value=np.where(is_enough, total / count, np.nan),
        share=np.where(is_enough, (total - low) / np.where(is_enough, high - low, 1.0), np.nan),
        answered=answered,
        of=len(subscale.items),
        more_of=subscale.more_of,
    )
