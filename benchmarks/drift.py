"""
How long windows and charts of many series take, against sorting their events.

Run with ``python -m benchmarks.drift``; it needs numpy. Ten million events of 200 000
series are packed into keys once. Then numpy's sort of the keys, the windows, and the
windows with the CUSUM take turns, and every figure is the least processor time of
several rounds; read the ratios, since machines differ and are shared. The aims are 1.3
and 2.5 times the sort, which every one of them contains.

The peak of memory is that of a process of its own for each, with the keys, 80 MB, the
arrays that they were made of, 120 MB, and the result.
"""

from __future__ import annotations

import argparse
import gc
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from polyagree.drift import batch

DAY = 86400
PIECE = 500_000
#: 1 in 10 years, for 12 a year that become 24.
H = 5.04435
AIMS = {"windows": 1.3, "windows and CUSUM": 2.5}


def events(count: int, series: int) -> tuple[Any, Any]:
    """Return as many events, over four years, and of how many series."""
    random = np.random.default_rng(0)
    ids, seconds = np.empty(count, dtype=np.int32), np.empty(count, dtype=np.int64)
    for begin in range(0, count, PIECE):
        size = min(PIECE, count - begin)
        ids[begin : begin + size] = random.integers(0, series, size)
        seconds[begin : begin + size] = random.integers(0, 1461 * DAY, size)
    return ids, seconds


def keys_of(ids: Any, seconds: Any) -> Any:
    """Return the events packed, in no order."""
    keys = ids.astype(np.uint64)
    keys <<= np.uint64(36)
    keys |= seconds.view(np.uint64)
    return keys


def windows(events: Any) -> Any:
    """Find what is more than two in any thirty days."""
    return batch.windows(events, cap=2, window_days=30)


def windows_of_series(events: Any) -> Any:
    """Find that, in which series, and how many of them luck alone would make."""
    found = windows(events)
    return found, found.with_breach, found.expected_false_alarms


def windows_and_cusum(events: Any) -> Any:
    """Find all that, and the first alarms of a chart."""
    found, *_ = windows_of_series(events)
    return found, batch.cusum(found.packed, baseline_per_year=12, h=H)


STEPS: dict[str, Callable[[Any], Any]] = {
    "sort": np.sort,
    "windows": windows,
    "windows, told of series": windows_of_series,
    "windows and CUSUM": windows_and_cusum,
}


def peak_of(step: str, options: argparse.Namespace) -> str:
    """Return the peak memory of *step* in a process of its own."""
    arguments = ["--peak", step, "--events", str(options.events), "--series", str(options.series)]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.drift", *arguments],
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=10_000_000)
    parser.add_argument("--series", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--peak", choices=("keys", *STEPS), help=argparse.SUPPRESS)
    options = parser.parse_args()

    # A process begins with the peak of the one that starts it: before there is anything in it.
    peaks = (
        [] if options.peak else [f"{name} {peak_of(name, options)}" for name in ("keys", *STEPS)]
    )
    ids, seconds = events(options.events, options.series)
    keys = keys_of(ids, seconds)
    if options.peak:
        if options.peak != "keys":
            STEPS[options.peak](keys)
        print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
        return

    best: dict[str, float] = {}
    pair = "from ids and seconds"
    for _ in range(options.rounds):
        for name, step in (*STEPS.items(), (pair, windows_and_cusum)):
            gc.collect()
            data = (ids, seconds) if name == pair else keys
            begin = time.process_time()
            step(data)
            best[name] = min(best.get(name, float("inf")), time.process_time() - begin)
    found, charts = windows_and_cusum(keys)
    print(
        f"{found.events} events in {found.series} series: {len(found.positions)} beyond their"
        f" window in {len(found.with_breach)} series, {len(charts.with_alarm)} with an alarm"
        f" ({charts.expected_false_alarms:.0f} expected without any change)"
    )
    for name, taken in best.items():
        aim = f", aim {AIMS[name]}" if name in AIMS else ""
        print(f"{name}: {taken:.3f} s, {taken / best['sort']:.2f} x the sort{aim}")
    print("peak memory:", ", ".join(peaks))


if __name__ == "__main__":
    main()
