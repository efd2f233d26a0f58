"""Which function answers the cases of a topic, and how a case is told to it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from importlib import import_module
from math import inf, log, prod
from typing import Any

__all__ = ["TOPICS", "answer"]

#: Written for people.
PROSE = {"convention", "note", "question", "formula"}

#: The function of each topic, in `polyagree.drift`.
TOPICS = {
    "anytime_valid": "anytime.gamma_poisson_bound",
    "bayesian_changepoint": "changepoint.poisson_posterior",
    "bernoulli_cusum_arl": "bernoulli.arl",
    "continuous_time_poisson_cusum": "poisson.mean_time_to_alarm",
    "engine": "batch.windows",
    "evaluation_metrics": "scoring.f1",
    "normal_cusum_arl": "gaussian.arl",
    "normal_cusum_quantile": "gaussian.run_length_quantile",
    "ordinal_cusum": "ordinal.arl",
    "poisson_changepoint": "changepoint.poisson_mle",
    "poisson_cusum_arl": "poisson.arl",
    "poisson_cusum_design": "poisson.arl",
    "scan_statistic": "windows.chance_of_exceeding",
    "shiryaev_roberts": "shiryaev_roberts.arl",
    "time_zones": "windows.minutes_beyond",
    "trend_test": "trend.mann_kendall",
    "windows": "windows.exceedances",
}

Inputs = dict[str, Any]


def answer(case: dict[str, Any]) -> list[float]:
    """Return the numbers that the function of a case's topic answers."""
    inputs = {key: value for key, value in case["inputs"].items() if key not in PROSE}
    topic = case["topic"]
    found = ADAPTERS.get(topic, plain)(named(TOPICS[topic]), inputs)
    return [*found] if isinstance(found, list | tuple) else [found]


def named(name: str) -> Callable[..., Any]:
    module, function = name.split(".")
    return getattr(import_module(f"polyagree.drift.{module}"), function)


def plain(function: Callable[..., Any], inputs: Inputs, *, prose: tuple[str, ...] = ()) -> Any:
    """Call it with the first parameter in its place and the others by name; a list gives a list."""
    first, *others = (key for key in inputs if key not in prose)
    rest = {key: inputs[key] for key in others}
    if isinstance(inputs[first], list):
        return [function(each, **rest) for each in inputs[first]]
    return function(inputs[first], **rest)


def leading(
    first: str, function: Callable[..., Any], inputs: Inputs, *, prose: tuple[str, ...] = ()
) -> Any:
    """Do the same, wherever the first parameter stands among the others."""
    return plain(function, {first: inputs[first]} | inputs, prose=prose)


def whole_list(first: str, function: Callable[..., Any], inputs: Inputs) -> Any:
    """Give the first parameter as the list that it is."""
    return function(inputs[first], **{key: each for key, each in inputs.items() if key != first})


def anytime(function: Callable[..., Any], inputs: Inputs) -> Any:
    """Jumps of size c make it a count, a sum in hand asks for its evidence instead of the bound."""
    if "s" in inputs:
        mixture = "gamma_poisson_log_mixture" if "c" in inputs else "normal_log_mixture"
        return leading("s", named(f"anytime.{mixture}"), inputs)
    if "c" not in inputs:
        function = named("anytime.normal_mixture")
    return leading("v", function, inputs)


def normal(function: Callable[..., Any], inputs: Inputs) -> Any:
    if "probability" in inputs:
        function = named("gaussian.run_length_quantile")
    return leading("mu", function, inputs)


def continuous(function: Callable[..., Any], inputs: Inputs) -> Any:
    if "lam" in inputs:
        return leading("lam", function, inputs)
    made = leading("baseline_per_year", named("poisson.design"), inputs)
    return [made.k, made.h, made.chance_within_5_years]


def ordinal(function: Callable[..., Any], inputs: Inputs) -> Any:
    # How the weights were found; they are given, or found in the same way.
    return whole_list("p0", function, without(inputs, "weights_rule"))


def without(inputs: Inputs, *keys: str) -> Inputs:
    return {key: value for key, value in inputs.items() if key not in keys}


def counts_of(inputs: Inputs) -> tuple[list[int], int]:
    """Return the counts, and what the first period is called."""
    key = next(key for key in inputs if key.startswith("counts"))
    years = re.findall(r"\d+", str(inputs.get("years", "")) or key)
    return inputs[key], int(years[0]) if years else 0


def likeliest_change(function: Callable[..., Any], inputs: Inputs) -> Any:
    counts, first = counts_of(inputs)
    change = function(counts, first=first)
    return [change.last, change.before, change.after, change.twice_log_ratio]


def posterior(function: Callable[..., Any], inputs: Inputs) -> Any:
    counts, first = counts_of(inputs)
    said: Inputs = {key: inputs[key] for key in ("shape", "rate") if key in inputs}
    if grid := re.search(r"(\d+) .*\(([\d.]+), *([\d.]+)\)", str(inputs.get("grid", ""))):
        said |= {"prior": "grid", "grid": (float(grid[2]), float(grid[3]), int(grid[1]))}
    elif law := re.search(r"Gamma\(([\d.]+), *([\d.]+)\)", str(inputs.get("prior", ""))):
        said |= {"shape": float(law[1]), "rate": float(law[2])}
    change = str(inputs.get("change_point", "")).split("(", maxsplit=1)[0].lower()
    if possible := [int(each) for each in re.findall(r"\d+", change)]:
        said["periods"] = range(possible[0], possible[-1] + 1)
    found = function(counts, first=first, **said)
    if "query" in inputs:
        return [found.chance(**between(each)) for each in inputs["query"]]
    # Powers of ten, as bayesloop prints them.
    if not possible and re.match(r"\s*(no|never|static|constant)", change):
        return found.log_evidence_without / log(10)
    return found.log10_evidence


def between(query: str) -> dict[str, float]:
    """Return from where to where a query asks: ``P(1887<=cp<=1893)``."""
    parts = re.fullmatch(r"P\((?:(\d+) *(<=?) *)?cp *(?:(<=?|>=?|==?) *(\d+))?\)", query.strip())
    if parts is None:
        raise ValueError(query)
    first, last = -inf, inf
    if parts[1]:
        first = int(parts[1]) + (parts[2] == "<")
    if parts[4]:
        end = int(parts[4])
        if parts[3][0] in "<=":
            last = end - (parts[3] == "<")
        if parts[3][0] in ">=":
            first = end + (parts[3] == ">")
    return {"first": first, "last": last}


def metrics(function: Callable[..., Any], inputs: Inputs) -> Any:
    """Ask for F1 where a margin is stated, for the covering where a length is, in this order."""
    covering = named("scoring.covering")
    cases = inputs.get("cases")
    if cases is None:
        found = inputs["predictions"]
        several = found if any(isinstance(each, list) for each in found) else [found]
        cases = [(inputs["annotations"], each) for each in several]
    margin = {key: inputs[key] for key in ("margin",) if key in inputs}
    answers = []
    for people, predictions in cases:
        if margin or "n_obs" not in inputs:
            answers.append(function(people, predictions=predictions, **margin))
        if "n_obs" in inputs:
            answers.append(covering(people, predictions=predictions, n_obs=inputs["n_obs"]))
    return answers


def trend(function: Callable[..., Any], inputs: Inputs) -> Any:
    return whole_list("x", function, inputs).astuple()


def breaches(function: Callable[..., Any], inputs: Inputs) -> Any:
    return function(inputs["times_days"], cap=inputs["cap"], window=inputs["window_days"]).times


def engine(function: Callable[..., Any], inputs: Inputs) -> Any:
    import numpy as np

    number = np.arange(inputs["n_events"], dtype=np.uint64)
    series, seconds = (drawn(number, inputs[key]) for key in ("series_id", "seconds"))
    events = (series.astype(np.int64), seconds.astype(np.int64))
    beyond = function(events, cap=inputs["cap"], window_days=inputs["window_days"])
    alarms = named("batch.cusum")(events, **without(inputs["cusum"], "k"))
    return [
        len(beyond.positions),
        len(beyond.with_breach),
        len(alarms.with_alarm),
        int(alarms.first_alarms.sum()) % 1_000_003,
    ]


def drawn(number: Any, rule: str) -> Any:
    """Return the drawn numbers of a rule like ``splitmix64(i+50000) mod (1461*86400)``."""
    import numpy as np

    said = re.match(r"splitmix64\(i *(?:\+ *(\d+))?\) mod \(?([\d*]+)\)?", rule)
    if said is None:
        raise ValueError(rule)
    z = (number + np.uint64(int(said[1] or 0) + 1)) * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    z ^= z >> np.uint64(31)
    return z % np.uint64(prod(int(each) for each in said[2].split("*")))


def scanned(function: Callable[..., Any], inputs: Inputs) -> Any:
    return leading("rate_per_year", function, inputs)


def zones(function: Callable[..., Any], inputs: Inputs) -> Any:
    return whole_list("events", function, inputs)


ADAPTERS: dict[str, Callable[[Callable[..., Any], Inputs], Any]] = {
    "anytime_valid": anytime,
    "bayesian_changepoint": posterior,
    "bernoulli_cusum_arl": partial(leading, "p"),
    "continuous_time_poisson_cusum": continuous,
    "engine": engine,
    "evaluation_metrics": metrics,
    "normal_cusum_arl": normal,
    "normal_cusum_quantile": partial(leading, "mu"),
    "ordinal_cusum": ordinal,
    "poisson_changepoint": likeliest_change,
    "poisson_cusum_arl": partial(leading, "mu"),
    "poisson_cusum_design": partial(leading, "mu"),
    "scan_statistic": scanned,
    # The recursion is written out for people.
    "shiryaev_roberts": partial(leading, "theta", prose=("recursion",)),
    "time_zones": zones,
    "trend_test": trend,
    "windows": breaches,
}
