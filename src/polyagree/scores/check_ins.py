"""The scores of check-ins that name a questionnaire, from 0 to 1."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal

from attrs import frozen

from polyagree.model import Happening, PersonId, Polycule, Scale, Score
from polyagree.scores.instruments import Instrument, Subscale
from polyagree.scores.shipped import instruments

__all__ = ["CheckInScore", "check_in_scores"]


@frozen(kw_only=True)
class CheckInScore:
    """
    A score of a check-in that names a questionnaire.

    Attributes:
        day: The day of the check-in.
        check_in: Its position.
        who: Who gave it.
        about: What it is about, as it is written; empty: not said.
        instrument: The questionnaire, as it is written.
        subscale: The subscale; ``None``: the questionnaire is not known, or has several.
        value: The score.
        share: The score from 0 to 1, on the scale that is written beside it.
        more_of: What a higher score is more of; ``None``: not known.
        remark: Why the score may not be what the questionnaire calls so; empty: nothing is odd.
    """

    day: dt.date
    check_in: int
    who: PersonId
    about: str
    instrument: str
    subscale: str | None
    value: Decimal
    share: float
    more_of: str | None
    remark: str = ""

    def record(self) -> dict[str, object]:
        """Return it as one flat dictionary."""
        return {
            "day": self.day,
            "check_in": self.check_in,
            "who": self.who,
            "about": self.about,
            "instrument": self.instrument,
            "subscale": self.subscale,
            "value": float(self.value),
            "share": self.share,
            "more_of": self.more_of,
            "remark": self.remark,
        }


def check_in_scores(
    polycule: Polycule, *, on: dt.date | None = None, among: Iterable[Instrument] = ()
) -> Iterator[CheckInScore]:
    """
    Yield the scores of check-ins that name a questionnaire, in the order of the document.

    A check-in names one by its id, ``ras``, or one of its scores by both: ``ecr-rs.anxiety``.
    Any other words are kept as they are written.

    Args:
        polycule: The document.
        on: The last day that is looked at; ``None``: all.
        among: Questionnaires that are known besides those that come with the library.

    Source:
        C10.
    """
    known = {each.id: each for each in (*instruments(), *among)}
    for index, check_in in enumerate(polycule.check_ins):
        if on is not None and check_in.day > on:
            continue
        for score in check_in.scores:
            if score.instrument is not None:
                yield _of(score, score.instrument, check_in.day, index, known)


def _of(
    score: Score, name: str, day: dt.date, index: int, known: dict[str, Instrument]
) -> CheckInScore:
    found, subscale, remark = _named(name, known)
    if found is not None and subscale is not None:
        scale = found.scale_of(subscale)
        if scale != score.scale:
            remark = f"the scale is {score.scale}, and that of `{name}` is {_plain(scale)}"
    low, high = score.scale.low, score.scale.high
    return CheckInScore(
        day=day,
        check_in=index,
        who=score.who,
        about=", ".join(each.act if isinstance(each, Happening) else each for each in score.about),
        instrument=name,
        subscale=None if subscale is None else subscale.id,
        value=score.value,
        share=float((score.value - low) / (high - low)),
        more_of=None if subscale is None else subscale.more_of,
        remark=remark,
    )


def _named(
    name: str, known: dict[str, Instrument]
) -> tuple[Instrument | None, Subscale | None, str]:
    first, _, second = name.partition(".")
    found = known.get(first)
    if found is None:
        return None, None, ""
    if not second:
        if len(found.subscales) == 1:
            return found, found.subscales[0], ""
        which = " or ".join(f"`{first}.{each.id}`" for each in found.subscales)
        return found, None, f"`{first}` has several scores: write {which}"
    for each in found.subscales:
        if each.id == second:
            return found, each, ""
    return found, None, f"`{first}` has no score `{second}`"


def _plain(scale: Scale) -> str:
    return f"{scale.low.normalize():f}-{scale.high.normalize():f}"
