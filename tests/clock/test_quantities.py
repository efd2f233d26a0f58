"""Quantities, sizes and counts."""

from __future__ import annotations

import pickle
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyagree.clock.durations import DURATION_WORDS, Duration
from polyagree.clock.quantities import Nth, Quantity, Size
from polyagree.errors import InvalidModel, InvalidQuantity

NUMBERS = st.decimals(0, 999_999_999, places=2) | st.integers(0, 999_999_999).map(Decimal)
UNITS = st.from_regex(r"[A-Za-zé]{1,12}", fullmatch=True).filter(
    lambda unit: unit.lower() not in DURATION_WORDS | {"x", "time", "times", "percent", "pct"}
)
QUANTITIES = st.one_of(
    NUMBERS.map(lambda number: Quantity(number=number)),
    st.builds(Quantity, amount=NUMBERS, unit=UNITS),
    st.decimals(0, 100, places=3).map(lambda percent: Quantity(percent=percent)),
    st.builds(Duration, nights=st.integers(1, 99)).map(lambda nights: Quantity(duration=nights)),
    st.builds(Duration, days=st.integers(1, 99), hours=st.integers(0, 99)).map(
        lambda duration: Quantity(duration=duration)
    ),
)
SIZES = st.builds(
    Size,
    comparison=st.sampled_from([None, "over", "under", "at least", "up to"]),
    quantity=QUANTITIES,
)
NTHS = st.one_of(
    st.builds(Nth, count=st.integers(1, 999_999), onwards=st.booleans()),
    st.builds(Nth, count=st.integers(1, 999_999), in_a_row=st.booleans()),
)


@given(QUANTITIES)
def test_a_quantity_reads_back_as_itself(quantity: Quantity) -> None:
    assert Quantity.parse(str(quantity)) == quantity
    assert pickle.loads(pickle.dumps(quantity)) == quantity
    assert hash(Quantity.parse(str(quantity))) == hash(quantity)


@given(QUANTITIES)
def test_equal_quantities_are_written_alike(quantity: Quantity) -> None:
    assert str(Quantity.parse(str(quantity))) == str(quantity)


@given(SIZES)
def test_a_size_reads_back_as_itself(size: Size) -> None:
    assert Size.parse(str(size)) == size
    assert pickle.loads(pickle.dumps(size)) == size
    assert hash(Size.parse(str(size))) == hash(size)


@given(NTHS)
def test_a_count_reads_back_as_itself(nth: Nth) -> None:
    assert Nth.parse(str(nth)) == nth
    assert pickle.loads(pickle.dumps(nth)) == nth
    assert hash(Nth.parse(str(nth))) == hash(nth)


@given(st.text() | st.from_regex(r"(over |at most )?[-0-9.,+€%]{1,12} ?[a-zA-Z%]{0,14}"))
@pytest.mark.parametrize("kind", [Quantity, Size, Nth])
def test_any_text_is_read_or_refused(kind: type[Quantity | Size | Nth], text: str) -> None:
    try:
        value = kind.parse(text)
    except InvalidModel as refusal:
        message = refusal.message
    else:
        message = ""

        assert kind.parse(str(value)) == value
    assert "\n" not in message
    assert not message.endswith(".")


@pytest.mark.parametrize(
    ("text", "kind", "canonical"),
    [
        ("3", "number", "3"),
        ("0", "number", "0"),
        ("100", "number", "100"),
        ("2.50", "number", "2.5"),
        ("3 nights", "duration", "3 nights"),
        ("5h", "duration", "5h"),
        ("PT90M", "duration", "90 min"),
        ("250 GBP", "amount", "250 GBP"),
        ("250GBP", "amount", "250 GBP"),
        ("12.5 EUR", "amount", "12.50 EUR"),
        ("2.5 drinks", "amount", "2.5 drinks"),
        ("30 %", "share", "30 %"),
        ("30%", "share", "30 %"),
        ("33.3 %", "share", "33.3 %"),
    ],
)
def test_a_quantity_has_a_kind_and_one_canonical_text(text: str, kind: str, canonical: str) -> None:
    quantity = Quantity.parse(text)

    assert quantity.kind == kind
    assert str(quantity) == canonical


@pytest.mark.parametrize(
    ("text", "message", "suggestion"),
    [
        ("-3", "`-3` is below zero", "leave out the minus sign"),
        ("-2 days", "`-2 days` is below zero", "leave out the minus sign"),
        ("150 %", "`150 %` is more than the whole", None),
        ("3 times", "`3 times` has no known unit", "write `3`"),
        ("30 percent", "`30 percent` has no known unit", "write `30 %`"),
        (
            "3 abcdefghijklmn",
            "`3 abcdefghijklmn` has no known unit",
            "use one word of at most twelve letters",
        ),
        ("5 hrs", "`5 hrs` has no known unit of time", "write `5 h`"),
        ("€250", "`€250` is not a quantity", "write `250 EUR`"),
        ("250 £", "`250 £` is not a quantity", "write `250 GBP`"),
        ("1,000 EUR", "`1,000 EUR` is not a quantity", "write `1000 EUR`"),
        ("2,5", "`2,5` is not a quantity", "write `2.5`"),
        ("three nights", "`three nights` is not a quantity", "write `3 nights`"),
        ("uo to 3", "`uo to 3` is not a quantity", "did you mean `up to`?"),
        (
            "many",
            "`many` is not a quantity",
            "write `3`, `3 nights`, `250 GBP` or `30 %`",
        ),
        ("1234567890", "`1234567890` has more digits than anybody counts", None),
        ("0.1234567", "`0.1234567` has more digits than anybody counts", None),
    ],
)
def test_what_is_no_quantity_is_refused_with_a_way_out(
    text: str, message: str, suggestion: str | None
) -> None:
    with pytest.raises(InvalidModel) as caught:
        Quantity.parse(text)

    assert str(caught.value) == message
    assert caught.value.help == suggestion


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"number": Decimal(1), "percent": Decimal(1)},
        {"amount": Decimal(1)},
        {"number": Decimal(1), "unit": "EUR"},
        {"amount": Decimal(1), "unit": "days"},
        {"amount": Decimal(1), "unit": "E 1"},
        {"number": Decimal(-1)},
        {"number": Decimal("NaN")},
        {"number": Decimal("Infinity")},
        {"number": Decimal("1E+99999")},
        {"number": Decimal("1E-99999")},
        {"percent": Decimal(101)},
    ],
    ids=str,
)
def test_a_quantity_that_cannot_be_meant_cannot_be_made(fields: dict[str, object]) -> None:
    with pytest.raises(InvalidQuantity):
        Quantity(**fields)


@pytest.mark.parametrize(
    "text", ["over 3 nights", "up to 250 GBP", "at least 30 %", "under 2", "5h"]
)
def test_a_size_is_a_quantity_with_or_without_a_comparison(text: str) -> None:
    assert str(Size.parse(text)) == text


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("at most 3", "write `up to` for `at most`"),
        ("more than 2h", "write `over` for `more than`"),
    ],
)
def test_another_comparison_is_refused_with_ours(text: str, suggestion: str) -> None:
    with pytest.raises(InvalidQuantity) as caught:
        Size.parse(text)

    assert caught.value.help == suggestion


def test_a_size_knows_four_comparisons() -> None:
    with pytest.raises(InvalidQuantity):
        Size(comparison="about", quantity=Quantity(number=Decimal(3)))


@pytest.mark.parametrize(
    ("text", "nth"),
    [
        ("1", Nth(count=1)),
        ("3", Nth(count=3)),
        ("3+", Nth(count=3, onwards=True)),
        ("3 in a row", Nth(count=3, in_a_row=True)),
    ],
)
def test_a_count_is_one_time_or_onwards_or_in_a_row(text: str, nth: Nth) -> None:
    assert Nth.parse(text) == nth


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("0", "the first one is `1`"),
        ("-1", "the first one is `1`"),
        ("3rd", "write `3`"),
        ("often", "write `3`, `3+` or `3 in a row`"),
        ("1000000", None),
        ("3+ in a row", "write `3`, `3+` or `3 in a row`"),
    ],
)
def test_what_is_no_count_is_refused(text: str, suggestion: str | None) -> None:
    with pytest.raises(InvalidQuantity) as caught:
        Nth.parse(text)

    assert caught.value.help == suggestion


@pytest.mark.parametrize(
    "fields",
    [{"count": 0}, {"count": 1_000_000}, {"count": 3, "onwards": True, "in_a_row": True}],
    ids=str,
)
def test_a_count_that_does_not_count_cannot_be_made(fields: dict[str, int]) -> None:
    with pytest.raises(InvalidQuantity):
        Nth(**fields)
