"""How well found changes agree with what people marked in the same series."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from itertools import pairwise
from typing import cast

from attrs import frozen

from polyagree.drift._checks import listed, whole
from polyagree.errors import InvalidSeries

__all__ = ["Score", "agreement", "covering", "f1", "zero"]

Annotations = Mapping[Hashable, Iterable[int]]


@frozen(kw_only=True)
class Score:
    """
    How well one list of changes agrees with the people who marked a series.

    Attributes:
        f1: F1, from 0 to 1.
        covering: The covering, from 0 to 1.
    """

    f1: float
    covering: float


def f1(annotations: Annotations, *, predictions: Iterable[int], margin: int = 5) -> float:
    """
    Return F1 of *predictions*: how many are true, and how many of the true were found.

    Position 0 counts as a change in every list, so that an empty one can be scored. A true change
    is found if a prediction lies within *margin*; each prediction finds one at most, and the
    earlier true change chooses first, the nearest. Precision counts against what anybody marked,
    recall is each person's own, averaged. Say beside it what :func:`zero` gets.

    Args:
        annotations: The first position of each new stretch, from 0, by who marked it.
        predictions: The same, as a detector found them.
        margin: How far off a prediction may be, in positions.

    Raises:
        InvalidSeries: If nobody marked it, or a position is no whole number from 0.

    Source:
        van den Burg & Williams 2020, section 4.2.
    """
    marked = _marked(annotations)
    found = _positions(predictions, "predictions") | {0}
    margin = whole(margin, 0, "margin")
    everybody = set[int]().union(*marked) | {0}
    precision = _matched(everybody, found, margin) / len(found)
    recall = sum(_matched(each | {0}, found, margin) / len(each | {0}) for each in marked)
    recall /= len(marked)
    return 2 * precision * recall / (precision + recall)


def covering(annotations: Annotations, *, predictions: Iterable[int], n_obs: int) -> float:
    """
    Return how well the stretches between *predictions* cover those that people marked.

    Each marked stretch counts by its length with the largest overlap that a predicted one has with
    it (common positions by positions in either), averaged over the people. Say beside it what
    :func:`zero` gets.

    Args:
        annotations: The first position of each new stretch, from 0, by who marked it.
        predictions: The same, as a detector found them.
        n_obs: The length of the series.

    Raises:
        InvalidSeries: If nobody marked it, or a position is outside of the series.

    Source:
        van den Burg & Williams 2020, section 4.1; Arbelaez et al. 2010.
    """
    n_obs = whole(n_obs, 1, "n_obs")
    stretches = _stretches(_positions(predictions, "predictions"), n_obs, "predictions")
    covered = [
        sum(
            (end - start) * max(_overlap((start, end), other) for other in stretches)
            for start, end in _stretches(each, n_obs, "annotations")
        )
        / n_obs
        for each in _marked(annotations)
    ]
    return sum(covered) / len(covered)


def zero(annotations: Annotations, *, n_obs: int, margin: int = 5) -> Score:
    """
    Return the score of never finding anything, which belongs beside every other.

    It is often high: many series have no change, and people disagree about the rest.

    Args:
        annotations: The first position of each new stretch, from 0, by who marked it.
        n_obs: The length of the series.
        margin: As in :func:`f1`.

    Raises:
        InvalidSeries: If nobody marked it, or a position is outside of the series.

    Source:
        van den Burg & Williams 2020: the method called zero.
    """
    return Score(
        f1=f1(annotations, predictions=(), margin=margin),
        covering=covering(annotations, predictions=(), n_obs=n_obs),
    )


def agreement(annotations: Annotations, *, n_obs: int, margin: int = 5) -> dict[Hashable, Score]:
    """
    Return how each person scores against all the others: more is not to be asked of a detector.

    Args:
        annotations: The first position of each new stretch, from 0, by who marked it.
        n_obs: The length of the series.
        margin: As in :func:`f1`.

    Raises:
        InvalidSeries: If fewer than two marked it, or a position is outside of the series.
    """
    if len(_marked(annotations)) < 2:  # noqa: PLR2004
        raise InvalidSeries("`annotations` of fewer than two people cannot disagree")
    marked = {who: tuple(positions) for who, positions in annotations.items()}
    scores: dict[Hashable, Score] = {}
    for who, own in marked.items():
        others = {other: positions for other, positions in marked.items() if other != who}
        scores[who] = Score(
            f1=f1(others, predictions=own, margin=margin),
            covering=covering(others, predictions=own, n_obs=n_obs),
        )
    return scores


def _marked(annotations: Annotations) -> list[set[int]]:
    if not isinstance(cast("object", annotations), Mapping) or not annotations:
        raise InvalidSeries("`annotations` holds nobody", field="annotations")
    return [_positions(each, f"annotations[{who}]") for who, each in annotations.items()]


def _positions(positions: Iterable[int], name: str) -> set[int]:
    return {
        whole(position, 0, f"{name}[{at}]") for at, position in enumerate(listed(positions, name))
    }


def _matched(true: Collection[int], found: Collection[int], margin: int) -> int:
    """Return how many of *true* have a prediction of their own within *margin*."""
    free = sorted(found)
    matched = 0
    for position in sorted(true):
        near = min(free, key=lambda each: abs(each - position), default=None)
        if near is not None and abs(near - position) <= margin:
            free.remove(near)
            matched += 1
    return matched


def _stretches(changes: Collection[int], n_obs: int, name: str) -> list[tuple[int, int]]:
    if changes and max(changes) >= n_obs:
        raise InvalidSeries(
            f"`{name}` has {max(changes)}, outside of a series of {n_obs}", field=name
        )
    return [*pairwise(sorted({0, *changes, n_obs}))]


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    common = min(one[1], other[1]) - max(one[0], other[0])
    if common <= 0:
        return 0.0
    return common / (one[1] - one[0] + other[1] - other[0] - common)
