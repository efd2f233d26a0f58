"""Fingerprints stay while a document is put in another order, or changes elsewhere."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from functools import cache
from pathlib import Path
from random import Random
from textwrap import dedent
from typing import Any

import pytest
import yaml
from attrs import evolve
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from logbooks import EIGHT, check_ins, on_days
from logbooks import document as log

from polyagree.analyzers.base import Example
from polyagree.analyzers.run import check
from polyagree.codec import dumps, loads
from polyagree.model import Agreement, Boundary, Clause, Polycule
from polyagree.testing.strategies import polycules

# Others run each analyzer by itself, and are measured.
pytestmark = pytest.mark.unmeasured

# On a busy machine as well.
LONG = 600
EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*.yaml"))
CONFLICTS = sorted((Path(__file__).resolve().parents[1] / "cases").glob("CON40*.yml"))
SOME = settings(
    max_examples=60,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)


def fingerprints(polycule: Polycule) -> Counter[str]:
    return Counter(finding.fingerprint for finding in check(polycule, solver_seconds=LONG).findings)


@cache
def of_example(path: Path) -> Counter[str]:
    return fingerprints(loads(path.read_bytes()))


def shuffled(polycule: Polycule, random: Random) -> Polycule:
    """Return the same in another order, wherever an order says nothing."""

    def other(items: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(random.sample(items, len(items)))

    def inside(each: Clause | Boundary) -> Clause | Boundary:
        return evolve(each, norm=None if each.norm is None else other(each.norm))

    def agreement(each: Agreement) -> Agreement:
        return evolve(each, clauses=other(tuple(inside(clause) for clause in each.clauses)))

    return evolve(
        polycule,
        people=other(polycule.people),
        groups=other(polycule.groups),
        relationships=other(polycule.relationships),
        values=other(polycule.values),
        agreements=other(tuple(agreement(each) for each in polycule.agreements)),
        boundaries=other(polycule.boundaries),
        check_ins=other(polycule.check_ins),
        events=other(polycule.events),
    )


@SOME
@given(polycules(), st.integers(0, 2**32))
def test_another_order_changes_no_fingerprint(polycule: Polycule, seed: int) -> None:
    random = Random(seed)  # noqa: S311  # reproducible, no secret

    assert fingerprints(shuffled(polycule, random)) == fingerprints(polycule)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_another_order_changes_no_fingerprint_of_an_example(path: Path) -> None:
    polycule = loads(path.read_bytes())

    for seed in range(5):
        random = Random(seed)  # noqa: S311  # the same
        assert fingerprints(shuffled(polycule, random)) == of_example(path)


@pytest.mark.parametrize("path", CONFLICTS, ids=lambda path: path.stem)
def test_another_order_changes_no_fingerprint_of_a_conflict(path: Path) -> None:
    """Which clauses conflict is told of all of them, and the place is that of one."""
    random = Random(6)  # noqa: S311  # the same

    for case in yaml.safe_load(path.read_text(encoding="utf-8")):
        polycule = loads(Example("a case", case["document"]).document(), format="yaml")
        found = [
            {
                each.fingerprint
                for each in check(other, select=path.stem, solver_seconds=LONG).findings
            }
            for other in (polycule, shuffled(polycule, random))
        ]
        assert found[0] == found[1], case["title"]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_another_format_changes_no_fingerprint(path: Path) -> None:
    polycule = loads(path.read_bytes())

    for format in ("json", "toml"):  # noqa: A001  # the word of the codec
        again = loads(dumps(polycule, format=format), format=format)
        assert fingerprints(again) == of_example(path)


@SOME
@given(polycules())
def test_other_words_elsewhere_change_no_fingerprint(polycule: Polycule) -> None:
    """Where a document says what a text means, how it is said may be mended."""

    def reworded(each: Clause | Boundary) -> Clause | Boundary:
        return evolve(each, says=f"{each.says}, we said")

    changed = evolve(
        polycule,
        title="Another title",
        agreements=tuple(
            evolve(each, clauses=tuple(reworded(clause) for clause in each.clauses))
            # Beside a clause that has only words, words tell what handles a break of it.
            if all(clause.is_read for clause in each.clauses)
            else each
            for each in polycule.agreements
        ),
    )

    assert fingerprints(changed) == fingerprints(polycule)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_one_more_clause_changes_no_fingerprint_but_adds_its_own(path: Path) -> None:
    polycule = loads(path.read_bytes())
    agreement = polycule.agreements[0]
    more = agreement.with_clause(Clause(id="one-more", says="We like each other.", norm=()))

    after = fingerprints(polycule.put(more))

    assert of_example(path) - after == Counter()


def test_two_events_of_one_evening_are_told_apart() -> None:
    polycule = loads(
        "polyagree: 1\npeople: {ana: Ana, ben: Ben}\nevents:\n"
        "  - {at: 2025-01-01, who: ana, act: date}\n  - {at: 2025-01-01, who: ben, act: date}\n"
    )
    from polyagree.analyzers.context import Context

    context = Context(polycule, polycule.last_day)

    assert context.event(0).anchor != context.event(1).anchor


GOES_ON = """\
polyagree: 1
people: {ana: Ana, ben: Ben, caro: Caro}
relationships: {ana-ben: {between: [ana, ben], kind: married}, ana-caro: {between: [ana, caro], kind: dating}}
agreements:
  open: {parties: [ana, ben], made: 2025-01-05, review: {every: month}}
  trio: {parties: [ana, ben, caro], made: 2025-01-05}
check_ins:
  - {date: 2025-01-12, people: [ana, ben], reviewed: trio, concerns: [{who: ana, about: late-night, says: So long.}]}
  - {date: 2025-01-26, people: [ana, ben], reviewed: trio, concerns: [{who: ana, about: late-night, says: Longer.}]}
  - {date: 2025-02-02, people: [ana, ben], reviewed: trio, feelings: [{who: ana, says: Tired.}]}
"""


def test_what_goes_on_keeps_its_fingerprints_while_time_passes() -> None:
    """Days, and the times that something came again, grow; the finding is the same one."""
    later = GOES_ON + "".join(
        f"  - {{date: 2025-{month}-02, people: [ana, ben], reviewed: trio,"
        " concerns: [{who: ana, about: late-night, says: Still.}]}\n"
        for month in ("04", "06", "09")
    )
    codes = ("CHK702", "CHK703", "CHK706", "CHK707", "UND605", "UND606")

    before = check(loads(later), on=dt.date(2025, 4, 2), select=codes).findings
    after = check(loads(later), on=dt.date(2025, 12, 1), select=codes).findings

    assert {each.code for each in before} == {*codes} - {"UND605", "UND606"}
    assert [each.fingerprint for each in before] == [each.fingerprint for each in after]


def test_changes_of_one_day_are_told_in_one_order() -> None:
    text = """
        people: {ana: Ana, ben: Ben, caro: Caro}
        groups:
          flat: {kind: household, members: [ana, ben], from: 2025-06-01}
          choir: {kind: circle, members: [ana, caro], from: 2025-06-01}
          band: {kind: circle, members: [ana, ben], from: 2025-06-01}
        agreements:
          home:
            parties: [ana, ben]
            made: 2025-01-05
            clauses: {quiet: {says: Quiet., norm: {must_not: noise}}}
        events: [{at: 2025-07-01, who: ana, act: noise}]
    """
    polycule = loads("polyagree: 1\n" + dedent(text))
    other = evolve(polycule, groups=polycule.groups[::-1], people=polycule.people[::-1])

    assert "DRF307" in {finding.code for finding in check(polycule).findings}
    assert fingerprints(other) == fingerprints(polycule)


NIGHTS = "{may: late-night, who: ana, at_most: 6, per: month}"
CHANGED = [*range(15, 180, 30), *range(186, 226, 4)]


def of(code: str, polycule: Polycule) -> list[str]:
    found = [each.fingerprint for each in check(polycule, select=[code]).findings]
    assert found
    return found


def test_a_pattern_stays_the_same_finding_while_the_log_goes_on() -> None:
    once, later = (log(NIGHTS, *on_days([*CHANGED, *more])) for more in ([], [228, 240]))

    assert of("DRF302", once) == of("DRF302", later)


def test_scores_that_fell_stay_the_same_finding_at_later_check_ins() -> None:
    once, later = (log("none", more=check_ins([*EIGHT, *[1] * low])) for low in (4, 7))

    assert of("DRF304", once) == of("DRF304", later)


def test_too_little_on_record_stays_the_same_finding() -> None:
    once, later = (log(NIGHTS, *on_days([1, 110, *more])) for more in ([], [120]))

    assert of("DRF309", once) == of("DRF309", later)
