from __future__ import annotations

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyagree.drift.changepoint import poisson_mle, poisson_posterior
from polyagree.errors import InvalidSeries

#: Explosions in British coal mines, 1852 to 1961 (Jarrett 1979, by calendar year).
COAL = [
    int(count)
    for count in "541043406334026335453144155342522342132211113001011003103220"
    "11101010002100011023311211112330001400010000010010"
]

COUNTS = st.lists(st.integers(0, 30), min_size=2, max_size=30)


def test_the_series_is_as_long_as_its_years() -> None:
    assert len(COAL) == 1961 - 1852 + 1
    assert sum(COAL) == 186


# The numbers of bayesloop's tutorial about change points, as its documentation prints them.
def test_the_posterior_on_a_grid_is_that_of_bayesloop() -> None:
    posterior = poisson_posterior(COAL, first=1852, prior="grid", grid=(0, 6, 1000))

    assert posterior.chance(last=1886) == pytest.approx(0.099250764569, abs=1e-9)
    assert posterior.chance(first=1894) == pytest.approx(0.0616571951525, abs=1e-9)
    assert posterior.chance(first=1887, last=1893) == pytest.approx(0.839092040278, abs=1e-9)
    assert posterior.log10_evidence == pytest.approx(-75.71555, abs=5e-6)
    assert posterior.likeliest in range(1887, 1894)


def test_a_gamma_prior_sees_the_same_change() -> None:
    posterior = poisson_posterior(COAL, first=1852)

    assert posterior.chance(first=1885, last=1896) > 0.95
    assert posterior.log_evidence is not None
    assert posterior.log_evidence_without is not None
    assert posterior.log_evidence > posterior.log_evidence_without + 10


def test_the_evidence_of_two_counts_is_that_of_the_gamma_poisson_law() -> None:
    # With shape and rate 1 a count n of one period has the probability (1/2)**(n + 1).
    posterior = poisson_posterior([3, 0])

    assert posterior.log_evidence == pytest.approx(log(1 / 16) + log(1 / 2))
    assert posterior.periods == (0,)
    assert posterior.probabilities == (1,)


def test_a_known_period_has_the_evidence_of_that_change_alone() -> None:
    known = poisson_posterior(COAL, first=1852, periods=[1890])
    unknown = poisson_posterior(COAL, first=1852)
    where = unknown.periods.index(1890)

    assert known.probabilities == (1,)
    assert known.log_evidence is not None
    assert unknown.log_evidence is not None
    # Bayes: the share of one period in what all of them explain.
    assert log(unknown.probabilities[where]) == pytest.approx(
        known.log_evidence - unknown.log_evidence - log(109)
    )


def test_an_improper_prior_has_probabilities_and_no_evidence() -> None:
    posterior = poisson_posterior(COAL, shape=0.5, rate=0)

    assert sum(posterior.probabilities) == pytest.approx(1)
    assert posterior.log_evidence is None
    assert posterior.log10_evidence is None


def test_the_likeliest_change_of_the_whole_series() -> None:
    change = poisson_mle([4, *COAL, 1], first=1851)

    assert change.last == 1891
    assert change.before == pytest.approx(3.097560975609756, abs=1e-9)
    assert change.after == pytest.approx(0.9014084507042254, abs=1e-9)
    assert change.twice_log_ratio == pytest.approx(69.98834474725115, abs=1e-6)


@given(st.integers(0, 9), st.integers(2, 30))
def test_an_even_pace_has_no_likeliest_change(count: int, periods: int) -> None:
    change = poisson_mle([count] * periods)

    assert change.last is None
    assert change.twice_log_ratio == 0
    assert change.before == change.after == count


@given(COUNTS, st.integers(-3000, 3000))
def test_what_the_first_period_is_called_only_names_the_answer(
    counts: list[int], first: int
) -> None:
    change, named = poisson_mle(counts), poisson_mle(counts, first=first)

    assert named.last == (None if change.last is None else change.last + first)
    assert poisson_posterior(counts).probabilities == pytest.approx(
        poisson_posterior(counts, first=first).probabilities
    )


@given(COUNTS)
def test_a_series_told_backwards_changed_at_the_same_place(counts: list[int]) -> None:
    there = poisson_posterior(counts).probabilities
    back = poisson_posterior(counts[::-1]).probabilities

    assert back[::-1] == pytest.approx(there)
    assert sum(there) == pytest.approx(1)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"counts": [1]}, "has 1 periods, and a change needs at least 2"),
        ({"counts": [1, -1]}, r"`counts\[1\]` is -1, and must be at least 0"),
        ({"counts": [1, 1.5]}, r"`counts\[1\]` is 1.5, which is no whole number"),
        ({"counts": [1, 2], "shape": 0}, "`shape` is 0, and must be more than 0"),
        ({"counts": [1, 2], "prior": "flat"}, "`prior` is 'flat', and must be gamma or grid"),
        ({"counts": [1, 2], "prior": "grid", "grid": (6, 0, 9)}, "`grid` goes from 6 to 0"),
        ({"counts": [1, 2], "periods": []}, "`periods` holds none"),
        ({"counts": [1, 2], "periods": [1]}, "has 1, and a change is possible after 0 to 0"),
    ],
)
def test_what_cannot_be_meant_is_refused(said: dict[str, object], why: str) -> None:
    counts = said.pop("counts")

    with pytest.raises(InvalidSeries, match=why):
        poisson_posterior(counts, **said)
