"""A back end of networkx that somebody installed is asked, and answers the same."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

# As small as a back end can be: it says what it is asked for, and has networkx answer.
BACK_END = """
import sys

import networkx as nx


class Interface:
    def __getattr__(self, name):
        function = getattr(nx, name, None)
        if function is None or not hasattr(function, "orig_func"):
            raise AttributeError(name)

        def told(*args, **kwargs):
            print(name, file=sys.stderr)
            return function.orig_func(*args, **kwargs)

        return told

    @staticmethod
    def convert_from_nx(graph, **_):
        class Own(type(graph)):
            __networkx_backend__ = "told"

        return Own(graph)

    @staticmethod
    def convert_to_nx(result, **_):
        return result


interface = Interface()
"""
QUESTIONS = """
from datetime import date
from polyagree import load
from polyagree.graph import components, who_learns

five = load({path!r})
print(components(five, on=date(2026, 5, 1)))
print(components(five, on=date(2026, 5, 1), mutual=True))
print(who_learns(five, "results", by="aiko", on=date(2026, 5, 1)))
"""


def answers(folder: Path, **environment: str) -> tuple[str, list[str]]:
    """Return what an interpreter of its own answers, and what the back end was asked for."""
    path = str(ROOT / "examples" / "five-people.yaml")
    done = subprocess.run(
        [sys.executable, "-c", QUESTIONS.format(path=path)],
        env={**os.environ, "PYTHONPATH": str(folder), **environment},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return done.stdout, done.stderr.split()


def test_a_back_end_is_asked_where_one_is_set_and_the_answers_are_the_same(tmp_path: Path) -> None:
    (tmp_path / "told_back_end.py").write_text(BACK_END, encoding="utf-8")
    info = tmp_path / "told_back_end-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: told-back-end\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[networkx.backends]\ntold = told_back_end:interface\n")

    usual, nothing = answers(tmp_path)
    with_it, asked = answers(tmp_path, NETWORKX_BACKEND_PRIORITY="told")

    assert with_it == usual
    assert nothing == []
    assert {"connected_components", "multi_source_dijkstra_path"} <= set(asked)
