"""
How long a log takes to read, against what a user would write instead.

Run with ``python -m benchmarks.log``. The same events as CSV and as JSON Lines;
the peer reads them with the standard library and validates each with pydantic, which
looks up no names and understands no durations. All take turns, and every figure is the
best of a few rounds.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.peer import Event as Peer
from polyagree.codec import EVENT_FORMATS, dump_events, load, loads_events
from polyagree.codec.event_files import SEVERAL
from polyagree.model import Polycule

_BEGIN = dt.datetime(2015, 1, 1)  # noqa: DTZ001  # local to the document, as in most logs
_ACTS = (("talk", "ana", ""), ("late-night", "ben", ""), ("tell", "ana;ben", "talk"))
_DOCUMENT = """\
polyagree: 1
people: {ana: Ana, ben: Ben, caro: Caro}
events_from: log.%s
"""


def log(count: int) -> str:
    """Return so many events as CSV, some with more in them than others."""
    rows = ["at,act,who,about,how"]
    for index in range(count):
        at = (_BEGIN + dt.timedelta(minutes=7 * index)).isoformat(timespec="minutes")
        act, who, about = _ACTS[index % 3]
        rows.append(f"{at},{act},{who},{about},{'in-person' if index % 5 == 0 else ''}")
    return "\n".join(rows) + "\n"


def peer_csv(path: Path) -> int:
    """Read CSV with the standard library and pydantic."""
    with path.open(encoding="utf-8", newline="") as file:
        return len([Peer.model_validate(_tree(row)) for row in csv.DictReader(file)])


def _tree(row: dict[str, str]) -> dict[str, str | list[str]]:
    return {
        key: cell.split(";") if key in SEVERAL and ";" in cell else cell
        for key, cell in row.items()
        if cell
    }


def peer_lines(path: Path) -> int:
    """Read JSON Lines with the standard library and pydantic."""
    with path.open(encoding="utf-8") as file:
        return len([Peer.model_validate(json.loads(line)) for line in file])


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()

    with TemporaryDirectory() as name:
        folder = Path(name)
        events = loads_events(log(options.events))
        ways: dict[str, Callable[[], object]] = {}
        for form, peer in (("csv", peer_csv), ("jsonl", peer_lines)):
            path = folder / f"log.{form}"
            dump_events(events, path)
            document = folder / f"{form}.yaml"
            document.write_text(_DOCUMENT % form, encoding="utf-8")
            ways[f"{form}, polyagree"] = lambda document=document: load(document)  # type: ignore[misc]
            ways[f"{form}, pydantic"] = lambda path=path, peer=peer: peer(path)  # type: ignore[misc]
        expected = len(events)
        best: dict[str, float] = {}
        for _ in range(options.rounds):
            for way, read in ways.items():
                begin = time.perf_counter()
                got = read()
                taken = time.perf_counter() - begin
                best[way] = min(taken, best.get(way, taken))
                assert (len(got.events) if isinstance(got, Polycule) else got) == expected
    for form in EVENT_FORMATS:
        ours, theirs = best[f"{form}, polyagree"], best[f"{form}, pydantic"]
        print(
            f"{form:6} {expected} events: polyagree {ours:5.2f} s,"
            f" standard library and pydantic {theirs:5.2f} s, ratio {ours / theirs:4.2f}"
        )


if __name__ == "__main__":
    main()
