"""How often a chart may be wrong, in words: “1 in 10 years”, “1 in 104 check-ins”."""

from __future__ import annotations

import re

from attrs import frozen

from polyagree.errors import InvalidSeries

__all__ = ["Promise", "parse"]

_DAYS_A_YEAR = 365.25
_YEARS = {
    "year": 1.0,
    "month": 1 / 12,
    "week": 7 / _DAYS_A_YEAR,
    "day": 1 / _DAYS_A_YEAR,
}
#: Times that are written otherwise, so that nothing is counted by them.
_OTHER_TIMES = {
    *("century", "centurie", "decade", "quarter", "season", "fortnight", "hour", "minute"),
    *("second", "yr", "mo", "wk", "hr", "min", "sec", "y", "m", "w", "d", "h", "calendar year"),
}
_NUMBERS = "one two three four five six seven eight nine ten eleven twelve"
_WORDS = {word: number for number, word in enumerate(_NUMBERS.split(), 1)}
_WORDS |= {"a": 1, "an": 1}
_FORM = re.compile(
    r"(?P<times>1|one|once|(?P<more>\S+))\s+"
    r"(?:(?:in|every|per)\s+)?(?P<number>(?!(?:in|every|per)\b)\S+)\s+(?P<unit>[a-z][a-z -]*)"
)
_BARE = re.compile(r"(?:1|one|once)\s+(?:in|every|per)\s+(?P<unit>[a-z-]*[a-rt-z])")


@frozen(kw_only=True)
class Promise:
    """
    One false alarm, on average, in so much time or in so many of something.

    Attributes:
        years: The mean time to a false alarm in years; ``None``: a number is counted.
        count: How many check-ins, outings or periods; ``None``: time runs.
        unit: What is counted, in the plural, as it was written: ``check-ins``.
        says: The promise in words: ``1 in 6 months``.
    """

    years: float | None = None
    count: float | None = None
    unit: str | None = None
    says: str = ""

    def __attrs_post_init__(self) -> None:
        """Refuse a promise of nothing, and of two things at once."""
        if (self.years is None) == (self.count is None):
            raise InvalidSeries(
                "a promise is about `years` or about a `count`, one of the two",
                field="years",
                help="write it in words: `1 in 10 years`",
            )

    def __str__(self) -> str:
        if self.says:
            return self.says
        if self.years is not None:
            return f"1 in {self.years:.12g} years"
        return f"1 in {self.count:g} {self.unit or 'checks'}"

    def in_years(self) -> float:
        """
        Return the mean time to a false alarm in years.

        Raises:
            InvalidSeries: If the promise counts something else.
        """
        if self.years is None:
            raise InvalidSeries(
                f"`{self}` counts {self.unit or 'checks'}, and this chart runs in time",
                field="false_alarm",
                help="promise a time: `1 in 10 years`",
            )
        return self.years

    def in_number(self) -> float:
        """
        Return the mean number of check-ins, outings or periods to a false alarm.

        Raises:
            InvalidSeries: If the promise is about time.
        """
        if self.count is None:
            raise InvalidSeries(
                f"`{self}` is about time, and this chart counts",
                field="false_alarm",
                help="promise a number: `1 in 104 check-ins`",
            )
        return self.count


def parse(text: str | Promise, *, field: str = "false_alarm") -> Promise:
    """
    Return the promise that *text* makes.

    Years, months, weeks and days are time (a year has 365.25 days); everything
    else is counted.

    Args:
        text: ``1 in 10 years``, ``once in 10 years``, ``1 in 6 months``,
            ``1 in 104 check-ins``. A promise is returned as it is.
        field: The parameter that it was written for, named in the error.

    Raises:
        InvalidSeries: If it promises nothing that a chart can keep.
    """
    if isinstance(text, Promise):
        return text
    if not isinstance(text, str):
        raise _not_understood(text, field)
    words = " ".join(text.lower().split())
    if bare := _BARE.fullmatch(words):
        number, unit = 1.0, bare["unit"]
    elif (form := _FORM.fullmatch(words)) and (read := _number(form["number"])) is not None:
        number, unit = read, form["unit"]
        if form["more"] is not None:
            raise _several(text, form["more"], number, unit, field)
    else:
        raise _not_understood(text, field)
    if number <= 0:
        raise InvalidSeries(
            f"`{field}` says `{text}`, and must promise more than nothing",
            field=field,
            help="for example `1 in 10 years`",
        )
    singular = unit.removesuffix("s")
    if singular in _YEARS:
        return Promise(years=number * _YEARS[singular], says=f"1 in {number:g} {unit}")
    if singular in _OTHER_TIMES:
        raise InvalidSeries(
            f"`{field}` says `{text}`, and a time is in years, months, weeks or days",
            field=field,
            help="for example `1 in 10 years`",
        )
    if number <= 1:
        raise InvalidSeries(
            f"`{field}` says `{text}`, which would be an alarm at every one",
            field=field,
            help=f"for example `1 in 104 {singular}s`",
        )
    return Promise(count=number, unit=unit, says=f"1 in {number:g} {unit}")


def _number(word: str) -> float | None:
    if word in _WORDS:
        return float(_WORDS[word])
    if re.fullmatch(r"\d{1,9}(\.\d{1,9})?", word):
        return float(word)
    return None


def _several(text: str, more: str, number: float, unit: str, field: str) -> InvalidSeries:
    times = _number(more)
    if times is None or times <= 0:
        return _not_understood(text, field)
    return InvalidSeries(
        f"`{field}` says `{text}`, and a promise is about one false alarm",
        field=field,
        help=f"did you mean `1 in {number / times:g} {unit}`?",
    )


def _not_understood(text: object, field: str) -> InvalidSeries:
    return InvalidSeries(
        f"`{field}` says `{text}`, which is no promise about false alarms",
        field=field,
        help="write how rare one may be: `1 in 10 years` or `1 in 104 check-ins`",
    )
