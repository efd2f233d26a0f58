"""How much each thing that is so of a clause tells, and what all of it comes to."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import exp

from attrs import frozen

from polyagree.text.normal import Token, Words
from polyagree.text.readings import Kind
from polyagree.text.tags import body_of, counted, tags_by_word

__all__ = ["FLAGS", "Weighed", "Weights", "telling", "weighed", "weights"]

_NOTHING = (0.0,) * 3
_SPEAKING = 0.4
#: Tags of words that join others, and say nothing by themselves.
_JOINING = frozenset({"if", "until", "without", "only", "by", "shall", "no", "speaker", "spoken"})
FLAGS = ("permission", "prior_notice", "break_handling")


@frozen
class Weights:
    """
    What was fitted to labelled clauses.

    Attributes:
        kinds: The kinds, in the order of their columns.
        bounds: From which probability on each flag is said.
        bias: What each column begins with: the flags, then the kinds.
        rows: For each thing that may be so, what it adds to each column.
        sure: Pairs of how sure a reading seems, and how often that was right.
    """

    kinds: tuple[Kind, ...]
    bounds: tuple[float, ...]
    bias: tuple[float, ...]
    rows: Mapping[str, tuple[float, ...]]
    sure: tuple[tuple[float, float], ...]


@frozen
class Weighed:
    """
    What all of it comes to.

    Attributes:
        flags: How likely each flag is, as it is said: its probability, and whether it is said.
        kinds: How much speaks for each kind.
        confidence: How often readings that look like this are right.
    """

    flags: Mapping[str, tuple[float, bool]]
    kinds: Mapping[Kind, float]
    confidence: float


@cache
def weights() -> Weights:
    """Return the weights that polyagree brings."""
    text = files("polyagree.text.lexicon").joinpath("weights.json").read_text(encoding="utf-8")
    raw = json.loads(text)
    return Weights(
        kinds=tuple(raw["kinds"]),
        bounds=tuple(raw["bounds"]),
        bias=tuple(raw["bias"]),
        rows={name: tuple(row) for name, row in raw["rows"].items()},
        sure=tuple((one, other) for one, other in raw["sure"]),
    )


def weighed(features: Iterable[str]) -> Weighed:
    """Return what *features* come to."""
    known = weights()
    rows = [known.bias, *(known.rows[each] for each in features if each in known.rows)]
    sums = [*map(sum, zip(*rows, strict=True))]
    flags: dict[str, tuple[float, bool]] = {}
    seems = 1.0
    for name, value, bound in zip(FLAGS, sums, known.bounds, strict=False):
        likely = 1 / (1 + exp(-max(-30.0, min(30.0, value))))
        flags[name] = (likely, likely >= bound)
        seems *= likely if likely >= bound else 1 - likely
    kinds = dict(zip(known.kinds, sums[len(FLAGS) :], strict=True))
    return Weighed(flags, kinds, _sure(seems, known.sure))


def telling(words: Words, flag: str) -> list[Token]:
    """Return the words that speak for *flag* by themselves or beside the next, the most first."""
    column, rows, tokens = FLAGS.index(flag), weights().rows, body_of(words)
    stems = ["^", *(counted(each.word) for each in tokens), "$"]
    alone = [rows.get(f"word {each}", _NOTHING)[column] for each in stems]
    beside = [rows.get(f"word {one} {two}", _NOTHING)[column] for one, two in pairwise(stems)]
    sums = [
        own + (before + after) / 2
        for own, before, after in zip(alone[1:-1], beside, beside[1:], strict=False)
    ]
    joining = {token for token, tags in tags_by_word(words) if _JOINING.issuperset(tags)}
    order = sorted(range(len(sums)), key=lambda at: -sums[at])
    return [
        tokens[at]
        for at in order
        if sums[at] >= _SPEAKING and tokens[at].word.isalpha() and tokens[at] not in joining
    ]


def _sure(seems: float, points: Iterable[tuple[float, float]]) -> float:
    """Return how often readings were right that seem as sure as this, between two points."""
    last: tuple[float, float] | None = None
    for point in points:
        if seems <= point[0]:
            if last is None or point[0] == last[0]:
                return point[1]
            part = (seems - last[0]) / (point[0] - last[0])
            return round(last[1] + part * (point[1] - last[1]), 3)
        last = point
    return last[1] if last is not None else round(seems, 3)
