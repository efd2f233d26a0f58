"""How much, how large, and which one in a row."""

from __future__ import annotations

import re
from decimal import Context, Decimal
from typing import ClassVar, Literal, Self, cast

from attrs import frozen

from polyagree.clock._words import MOST, did_you_mean, refuse_long, refused, shown
from polyagree.clock.durations import DURATION_WORDS, Duration
from polyagree.errors import InvalidQuantity

__all__ = ["Comparison", "Nth", "Quantity", "QuantityKind", "Size"]

QuantityKind = Literal["number", "duration", "amount", "share"]
Comparison = Literal["over", "under", "at least", "up to"]

_COMPARISONS = ("over", "under", "at least", "up to")
_COMPARISON_INSTEAD = {
    "at most": "up to",
    "no more than": "up to",
    "more than": "over",
    "above": "over",
    "less than": "under",
    "below": "under",
    "no less than": "at least",
    "min": "at least",
    "max": "up to",
}

#: Amounts of money and drinks, not of atoms.
_DIGITS = 9
_WHOLE = 100
_PLACES = Decimal("0.000001")
#: Ours, so that nobody's own decimal settings change what is accepted.
_CONTEXT = Context(prec=28)

_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_QUANTITY = re.compile(rf"({_NUMBER})(?: ?(%|[^\W\d_]+))?")
_UNIT = re.compile(r"[^\W\d_]{1,12}")
#: Letters, in dialects that know none beyond those of English.
_LETTERS = r"[^\s!-@\[-`{-~]+"
_COMMAS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_COMMA = re.compile(r"[0-9]+,[0-9]+")
_SIGNED = re.compile(rf"([€£$]) ?({_NUMBER})|({_NUMBER}) ?([€£$])")
_CURRENCY = re.compile(r"[A-Z]{3}")
_NTH = re.compile(r"([0-9]+)(?:(\+)|( in a row))?")
_NTH_TYPO = re.compile(r"([0-9]{1,6})(?:st|nd|rd|th)")

_SIGNS = {"€": "EUR", "£": "GBP", "$": "USD"}
_SPELLED = {
    word: number
    for number, word in enumerate(
        (
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ),
        start=1,
    )
}
_TIMES = frozenset({"x", "time", "times"})
_PERCENT = frozenset({"percent", "pct"})
#: Words after a number that would pass for the unit of an amount.
_NOT_UNITS = DURATION_WORDS | _TIMES | _PERCENT


@frozen(kw_only=True)
class Quantity:
    """
    A number, a duration, an amount of something, or a share.

    Attributes:
        number: How many.
        duration: How long.
        amount: How much of *unit*.
        unit: A currency or a thing: ``EUR``, ``drinks``.
        percent: How large a share, out of 100.

    Raises:
        InvalidQuantity: Unless it is exactly one of these, or if it is below
            zero, too large, or more than the whole.
    """

    pattern: ClassVar[str] = rf"(?:{_NUMBER}(?: ?(?:%|{_LETTERS}))?|{Duration.pattern})"
    """What :meth:`parse` takes, and little else, as a regular expression of every dialect."""

    number: Decimal | None = None
    duration: Duration | None = None
    amount: Decimal | None = None
    unit: str | None = None
    percent: Decimal | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse none, several, and what is out of bounds."""
        given = (self.number, self.duration, self.amount, self.percent)
        if sum(value is not None for value in given) != 1:
            raise InvalidQuantity(
                "a quantity is one of a number, a duration, an amount and a share"
            )
        if (self.unit is None) != (self.amount is None):
            raise InvalidQuantity("an amount has a number and a unit", field="unit")
        for name in ("number", "amount", "percent"):
            if (value := getattr(self, name)) is not None:
                _refuse_unwritable(value, name)
        if self.unit is not None and not _is_unit(self.unit):
            raise refused(InvalidQuantity, self.unit, "is not the unit of an amount")
        if self.percent is not None and self.percent > _WHOLE:
            raise InvalidQuantity(
                f"`{_plain(self.percent)} %` is more than the whole", field="percent"
            )

    @classmethod
    def parse(cls, text: str) -> Self:
        """
        Read ``3``, ``2.5``, ``3 nights``, ``250 GBP`` or ``30 %``.

        Raises:
            InvalidQuantity: If *text* is none of these, or is out of bounds.
            InvalidTime: If it is a duration that cannot be meant.
        """
        refuse_long(InvalidQuantity, text, "a quantity")
        written = _QUANTITY.fullmatch(text)
        if written is None:
            if text.startswith("P"):
                return cls(duration=Duration.parse(text))
            raise _not_a_quantity(text)
        number, unit = written.groups()
        if unit is not None and unit.lower() in DURATION_WORDS:
            return cls(duration=Duration.parse(text))
        whole, _, places = number.partition(".")
        if len(whole) > _DIGITS or len(places) > -_exponent(_PLACES):
            raise refused(InvalidQuantity, text, "has more digits than anybody counts")
        value = Decimal(number)
        if unit is None:
            return cls(number=value)
        if unit == "%":
            return cls(percent=value)
        if not _is_unit(unit):
            raise refused(
                InvalidQuantity, text, "has no known unit", _unit_help(number, unit.lower())
            )
        return cls(amount=value, unit=unit)

    @property
    def is_zero(self) -> bool:
        """Whether it is none at all. A duration never is."""
        return self.number == 0 or self.amount == 0 or self.percent == 0

    @property
    def kind(self) -> QuantityKind:
        """Which of the four it is."""
        if self.number is not None:
            return "number"
        if self.duration is not None:
            return "duration"
        return "share" if self.unit is None else "amount"

    def __str__(self) -> str:
        """Return the text that a document holds."""
        if self.number is not None:
            return _plain(self.number)
        if self.percent is not None:
            return f"{_plain(self.percent)} %"
        if self.amount is not None:
            return f"{_money(self.amount, str(self.unit))} {self.unit}"
        return str(self.duration)


@frozen(kw_only=True)
class Size:
    """
    How large something is, or what it is compared with.

    Attributes:
        comparison: ``over`` and ``under`` leave out the quantity itself,
            ``at least`` and ``up to`` take it in; ``None``: exactly.
        quantity: What it is compared with.

    Raises:
        InvalidQuantity: If the comparison is not one of the four.
    """

    pattern: ClassVar[str] = rf"(?:(?:{'|'.join(_COMPARISONS)}) )?{Quantity.pattern}"
    """What :meth:`parse` takes, and little else, as a regular expression of every dialect."""

    comparison: Comparison | None = None
    quantity: Quantity

    def __attrs_post_init__(self) -> None:
        """Refuse an unknown comparison."""
        if self.comparison is not None and self.comparison not in _COMPARISONS:
            raise refused(InvalidQuantity, self.comparison, "is not a comparison")

    @classmethod
    def parse(cls, text: str) -> Self:
        """
        Read ``over 3 nights``, ``up to 250 GBP`` or ``5h``.

        Raises:
            InvalidQuantity: If *text* is not a quantity, compared or not.
            InvalidTime: If it is a duration that cannot be meant.
        """
        refuse_long(InvalidQuantity, text, "a size")
        for comparison in _COMPARISONS:
            if text.startswith(f"{comparison} "):
                return cls(
                    comparison=cast("Comparison", comparison),
                    quantity=Quantity.parse(text[len(comparison) + 1 :]),
                )
        for words, instead in _COMPARISON_INSTEAD.items():
            if text.startswith(f"{words} "):
                raise refused(
                    InvalidQuantity, text, "is not a size", f"write `{instead}` for `{words}`"
                )
        return cls(quantity=Quantity.parse(text))

    def __str__(self) -> str:
        """Return the text that a document holds."""
        words = "" if self.comparison is None else f"{self.comparison} "
        return f"{words}{self.quantity}"


@frozen(kw_only=True)
class Nth:
    """
    Which time of several.

    Attributes:
        count: 1 is the first.
        onwards: Every later one, too: ``3+``.
        in_a_row: So many without a pause: ``3 in a row``.

    Raises:
        InvalidQuantity: If the count is below 1 or has more than six digits,
            or if both flags are set.
    """

    pattern: ClassVar[str] = r"[0-9]{1,6}(?:\+| in a row)?"
    """What :meth:`parse` takes, and little else, as a regular expression of every dialect."""

    count: int
    onwards: bool = False
    in_a_row: bool = False

    def __attrs_post_init__(self) -> None:
        """Refuse what does not count."""
        if self.count < 1:
            raise InvalidQuantity(
                f"`{self.count}` is not a count", field="count", help="the first one is `1`"
            )
        if self.count > MOST:
            raise InvalidQuantity(f"nobody counts beyond {MOST}", field="count")
        if self.onwards and self.in_a_row:
            raise InvalidQuantity(
                "a count goes on or is in a row, not both",
                help=f"write `{self.count}+` or `{self.count} in a row`",
            )

    @classmethod
    def parse(cls, text: str) -> Self:
        """
        Read ``1``, ``3``, ``3+`` or ``3 in a row``.

        Raises:
            InvalidQuantity: If *text* is none of these.
        """
        refuse_long(InvalidQuantity, text, "a count")
        if written := _NTH.fullmatch(text):
            number, onwards, in_a_row = written.groups()
            if len(number) > len(str(MOST)):
                raise refused(InvalidQuantity, text, "has a number of more than six digits")
            if not int(number):
                raise refused(InvalidQuantity, text, "is not a count", "the first one is `1`")
            return cls(count=int(number), onwards=bool(onwards), in_a_row=bool(in_a_row))
        if text.startswith("-"):
            raise refused(InvalidQuantity, text, "is below zero", "the first one is `1`")
        suggestion = "write `3`, `3+` or `3 in a row`"
        if typo := _NTH_TYPO.fullmatch(text):
            suggestion = f"write `{int(typo[1])}`"
        raise refused(InvalidQuantity, text, "does not say which one", suggestion)

    def __str__(self) -> str:
        """Return the text that a document holds."""
        if self.in_a_row:
            return f"{self.count} in a row"
        return f"{self.count}+" if self.onwards else str(self.count)


def _is_unit(unit: str) -> bool:
    return _UNIT.fullmatch(unit) is not None and unit.lower() not in _NOT_UNITS


def _exponent(value: Decimal) -> int:
    return int(value.as_tuple().exponent)


def _refuse_unwritable(value: Decimal, name: str) -> None:
    if not value.is_finite():
        raise InvalidQuantity("a quantity is a number with an end", field=name)
    if value < 0:
        raise InvalidQuantity(f"{shown(str(value))} is below zero", field=name)
    if value >= 10**_DIGITS or value.quantize(_PLACES, context=_CONTEXT) != value:
        raise InvalidQuantity(
            f"{shown(str(value))} has more digits than anybody counts", field=name
        )


def _plain(value: Decimal) -> str:
    text = f"{abs(value.quantize(_PLACES, context=_CONTEXT)):f}"
    return text.rstrip("0").rstrip(".")


def _money(value: Decimal, unit: str) -> str:
    text = _plain(value)
    _, point, places = text.partition(".")
    # 12.5 EUR is written 12.50 EUR; 2.5 drinks are 2.5 drinks.
    return f"{text}0" if point and len(places) == 1 and _CURRENCY.fullmatch(unit) else text


def _unit_help(number: str, unit: str) -> str | None:
    if unit in _PERCENT:
        return f"write `{number} %`"
    if unit in _TIMES:
        return f"write `{number}`"
    return "use one word of at most twelve letters"


def _not_a_quantity(text: str) -> Exception:
    if text.startswith("-"):
        return refused(InvalidQuantity, text, "is below zero", "leave out the minus sign")
    number, _, rest = text.partition(" ")
    suggestion: str | None = "write `3`, `3 nights`, `250 GBP` or `30 %`"
    if number in _SPELLED:
        suggestion = f"write `{_SPELLED[number]} {rest}".rstrip() + "`"
    elif _COMMAS.fullmatch(number):
        suggestion = f"write `{number.replace(',', '')} {rest}".rstrip() + "`"
    elif _COMMA.fullmatch(number):
        suggestion = f"write `{number.replace(',', '.')} {rest}".rstrip() + "`"
    elif signed := _SIGNED.fullmatch(text):
        before, first, second, after = signed.groups()
        suggestion = f"write `{first or second} {_SIGNS[before or after]}`"
    elif near := did_you_mean(text.rstrip("0123456789 "), _COMPARISONS):
        suggestion = near
    return refused(InvalidQuantity, text, "is not a quantity", suggestion)
