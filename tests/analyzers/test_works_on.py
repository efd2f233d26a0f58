"""What an analyzer says it works on is what it finds something in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from attrs import evolve

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.registry import analyzers
from polyagree.analyzers.run import check
from polyagree.codec import loads
from polyagree.finding import COSTS, WORKS_ON, Finding
from polyagree.model import Boundary, Clause, Polycule
from polyagree.text import reader

# Others run each analyzer by itself, and are measured.
pytestmark = pytest.mark.unmeasured

CASES = Path(__file__).resolve().parents[1] / "cases"
# Found when a file is read, or beside a document.
APART = ("DOC001", "DOC002", "DOC003", "DOC004", "ACC013")
RUNNING = [pytest.param(each, id=each.code) for each in analyzers() if each.code not in APART]
IN_WORDS = ("reads like", "may read like", "as it reads", "as it may read")
ONLY_WORDS = "agreements: {{a: {{parties: [ana, ben], clauses: {{c: {{says: {says!r}}}}}}}}}"
NOTHING = {"kind": "other", "confidence": 0.0}

silent = reader(lambda _: NOTHING, name="silent")


def found_in(kind: Analyzer) -> Iterator[tuple[Polycule, dt.date | None]]:
    """Yield the documents in which *kind* finds something, each with its day."""
    texts = [(kind.bad.document(), None)]
    for case in yaml.safe_load((CASES / f"{kind.code}.yml").read_text(encoding="utf-8")):
        if case["at"] and ("document" in case or "norm" not in case):
            text = case.get("document") or ONLY_WORDS.format(says=case.get("says", ""))
            texts.append((Example("a case", text).document(), case.get("as_of")))
    for text, day in texts:
        polycule = loads(text, format="yaml")
        yield polycule, day or polycule.last_day


def findings(kind: Analyzer, polycule: Polycule, on: dt.date | None, **options) -> set[Finding]:
    report = check(polycule, on=on, select=[kind.code], scenarios=True, **options)
    return {evolve(each, evidence=(), span=None) for each in report.findings}


def unlogged(polycule: Polycule) -> Polycule:
    return evolve(polycule, events=(), check_ins=(), breaches=(), repairs=())


def without_norms(polycule: Polycule) -> Polycule:
    """Return *polycule* with clauses and boundaries that say nothing but their words."""
    nothing = {"review": None, "serves": (), "because": None, "if_broken": (), "accepted": ()}
    return evolve(
        polycule,
        agreements=tuple(
            evolve(
                each,
                **nothing,
                revisions=(),
                noted=(),
                ends=None,
                clauses=tuple(map(_emptied, each.clauses)),
            )
            for each in polycule.agreements
        ),
        boundaries=tuple(map(_emptied, polycule.boundaries)),
    )


def _emptied(each: Clause | Boundary) -> Clause | Boundary:
    if isinstance(each, Boundary):
        return evolve(each, norm=(), response=None, restated=(), serves=())
    nothing = {"because": None, "if_broken": (), "serves": (), "noted": (), "elsewhere": None}
    return evolve(each, norm=(), **nothing)


@pytest.mark.parametrize("kind", RUNNING)
def test_it_works_on_what_it_says(kind: Analyzer) -> None:
    on = set()
    for polycule, day in found_in(kind):
        every = findings(kind, polycule, day)
        heard = findings(kind, polycule, day, reader=silent)
        alone = findings(kind, unlogged(polycule), day)
        if every - heard or any(each.message.startswith(IN_WORDS) for each in every):
            on.add("reading")
        if every - alone:
            on.add("log")
        if every & heard & alone or (every & heard) - findings(kind, without_norms(polycule), day):
            on.add("declared")

    assert set(kind.works_on) == on


@pytest.mark.parametrize("kind", [pytest.param(each, id=each.code) for each in analyzers()])
def test_what_it_says_has_its_order(kind: Analyzer) -> None:
    assert kind.works_on == tuple(each for each in WORKS_ON if each in kind.works_on)
    assert kind.works_on
    assert kind.cost in COSTS
