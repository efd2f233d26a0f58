import pytest

from polyagree.drift.promises import Promise, parse
from polyagree.errors import InvalidSeries


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("1 in 10 years", 10),
        ("once in 10 years", 10),
        ("Once  in ten years", 10),
        ("one every 2.5 years", 2.5),
        ("1 in 6 months", 0.5),
        ("once a year", 1),
        ("once in a year", 1),
        ("1 in 1 year", 1),
        ("1 in 26 weeks", 26 * 7 / 365.25),
        ("1 in 1461 days", 4),
    ],
)
def test_a_promise_about_time_is_kept_in_years(text, years):
    promise = parse(text)

    assert promise.in_years() == pytest.approx(years, rel=1e-12)
    assert promise.count is None


@pytest.mark.parametrize(
    ("text", "count", "unit"),
    [("1 in 104 check-ins", 104, "check-ins"), ("once in 200 outings", 200, "outings")],
)
def test_a_promise_about_anything_else_counts(text, count, unit):
    promise = parse(text)

    assert (promise.in_number(), promise.unit) == (count, unit)
    assert promise.years is None


def test_a_promise_is_said_as_it_was_written():
    assert str(parse("once in 6 months")) == "1 in 6 months"
    assert str(Promise(years=10)) == "1 in 10 years"
    assert str(Promise(count=104)) == "1 in 104 checks"


def test_a_promise_that_is_one_already_is_returned():
    promise = Promise(years=3)

    assert parse(promise) is promise


@pytest.mark.parametrize(
    "text",
    [
        "",
        "never",
        "10 years",
        "1 in years",
        "1 in some years",
        "1 in 1e3 years",
        "x in 3 years",
        10,
    ],
)
def test_what_promises_nothing_is_refused_with_an_example(text):
    with pytest.raises(InvalidSeries, match="which is no promise") as caught:
        parse(text, field="amber")

    assert caught.value.field == "amber"
    assert "`1 in 10 years`" in caught.value.help


def test_several_in_so_many_years_are_offered_as_one():
    with pytest.raises(InvalidSeries) as caught:
        parse("2 in 10 years")

    assert caught.value.help == "did you mean `1 in 5 years`?"


def test_a_promise_of_nothing_is_refused():
    with pytest.raises(InvalidSeries, match="more than nothing"):
        parse("1 in 0 years")


def test_an_alarm_at_every_check_in_is_no_promise():
    with pytest.raises(InvalidSeries, match="an alarm at every one"):
        parse("1 in 1 check-in")


def test_a_promise_is_about_time_or_about_a_number():
    with pytest.raises(InvalidSeries):
        Promise()
    with pytest.raises(InvalidSeries):
        Promise(years=1, count=1)


def test_time_where_a_number_is_needed_is_refused_and_the_other_way_round():
    with pytest.raises(InvalidSeries, match="this chart counts"):
        parse("1 in 10 years").in_number()
    with pytest.raises(InvalidSeries, match="this chart runs in time"):
        parse("1 in 104 check-ins").in_years()


@pytest.mark.parametrize("unit", ["decades", "quarters", "yrs", "hours", "fortnights", "mo"])
def test_a_time_in_other_words_is_not_counted(unit: str) -> None:
    with pytest.raises(InvalidSeries, match="years, months, weeks or days"):
        parse(f"1 in 10 {unit}")
