"""A plan after a break, as a document to edit."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import polyagree
from polyagree.codec import dumps, loads
from polyagree.model import Breach, Impact, Person, Polycule
from polyagree.practice import plan_repair
from polyagree.report import render_repair_plan
from polyagree.testing.strategies import texts

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*.yaml"))

TEXT = """\
polyagree: 1
people: {ana: Ana, ben: Ben, caro: Caro}
relationships:
  ana-ben: {between: [ana, ben], kind: partner}
  ana-caro: {between: [ana, caro], kind: dating}
agreements:
  a:
    parties: [ana, ben]
    made: 2025-01-05
    review: {every: month}
    if_broken: [{must: talk, who: all parties, about: breach, within: 2 weeks}]
    clauses: {c: {says: "We tell: by the next evening.", norm: {must: tell, to: other parties, after: {act: date}, by: next evening}}}
breaches: {b: {of: a.c, by: ana, discovered: 2025-03-05}}
"""
POLYCULE = loads(TEXT, format="yaml")


def drafted(polycule: Polycule = POLYCULE, *, on: dt.date | None = None) -> str:
    return render_repair_plan(polycule, plan_repair(polycule, "b", on=on), on=on)


def unmended() -> list[object]:
    found = []
    for path in EXAMPLES:
        polycule = evolve(polyagree.load(path), repairs=())
        found += [pytest.param(polycule, each.id, id=path.stem) for each in polycule.breaches]
    return found


@pytest.mark.parametrize(("polycule", "breach"), unmended())
def test_put_into_its_document_it_loads_to_the_plan(polycule: Polycule, breach: str) -> None:
    plan = plan_repair(polycule, breach)
    text = dumps(polycule) + render_repair_plan(polycule, plan)

    assert loads(text, format="yaml").repairs == (plan,)


def test_without_its_remarks_it_is_the_same() -> None:
    bare = "\n".join(line for line in drafted().split("\n") if not line.lstrip().startswith("#"))

    assert loads(TEXT + bare, format="yaml") == loads(TEXT + drafted(), format="yaml")


def test_it_tells_whom_it_affects_and_who_is_near() -> None:
    text = drafted()

    assert "# Not kept by Ana; it affects Ben." in text
    assert "# Near to it: Caro, a partner of Ana." in text


def test_it_tells_when_the_next_look_is_due() -> None:
    assert "look at `a`: by 2025-02-28" in drafted(on=dt.date(2025, 2, 6))


def test_it_tells_whose_impact_is_said_and_whose_is_not() -> None:
    said = Impact(who="ben", says="I lay awake.")
    told = POLYCULE.put(evolve(POLYCULE.breach("b"), impact=(said,)))

    assert "# Not said yet by Ben" in drafted()
    assert "# Ben said it." in drafted(told)


def test_the_parts_of_an_apology_stand_ready() -> None:
    text = drafted()

    for part in ("happened", "impact", "responsibility", "plan"):
        assert f"    #   {part}: …" in text


def test_an_apology_can_be_filled_by_taking_the_marks_away() -> None:
    lines = drafted().split("\n")
    first = lines.index("    # apology:")
    filled = [line.replace("# ", "", 1) for line in lines[first : first + 7]]
    text = "\n".join((*lines[:first], *filled, *lines[first + 7 :]))

    apology = loads(TEXT + text, format="yaml").repairs[0].apology
    assert apology is not None
    assert (apology.by, [str(each) for each in apology.to]) == (("ana",), ["ben"])


def test_where_nobody_says_who_broke_it_there_is_no_apology_to_fill() -> None:
    unsaid = POLYCULE.put(Breach(id="b", of=("a.c",), discovered=dt.date(2025, 3, 5)))

    assert "apology" not in drafted(unsaid)
    assert "# It concerns Ana and Ben." in drafted(unsaid)


def test_what_is_written_into_a_late_plan_begins_with_it() -> None:
    late = drafted(on=dt.date(2025, 9, 1))

    assert "# norm: {must_not: date, with: outsiders, from: 2025-09-01, for: 2 weeks}" in late
    assert "every: week, from: 2025-09-01, for: 8 weeks}" in late
    assert "from:" not in drafted(on=dt.date(2025, 3, 5))


def test_it_advises_nothing_medical_but_to_ask_a_clinic() -> None:
    protected = loads(
        TEXT.replace(
            "{must: tell, to: other parties, after: {act: date}, by: next evening}",
            "{must: barrier, during: {act: sex}}",
        ),
        format="yaml",
    )

    assert "ask a clinic" in drafted(protected)
    assert "clinic" not in drafted()


def test_it_presses_nobody() -> None:
    for word in ("must", "should", "have to", "has to", "need to"):
        remarks = [each for each in drafted().split("\n") if each.lstrip().startswith("#")]
        said = " ".join(remarks).replace("must_not:", "").replace("must:", "")
        assert f" {word} " not in said.replace("Nobody has to", "")


@given(name=texts(), says=texts(), on=st.dates(dt.date(2025, 1, 1), dt.date(2026, 1, 1)))
def test_whatever_people_wrote_the_plan_loads(name: str, says: str, on: dt.date) -> None:
    clause = evolve(POLYCULE.clause("a.c"), says=says)
    polycule = POLYCULE.put(Person(id="caro", name=name)).put(
        POLYCULE.agreement("a").with_clause(clause)
    )
    plan = plan_repair(polycule, "b", on=on)
    text = render_repair_plan(polycule, plan, on=on)

    assert loads(dumps(polycule) + text, format="yaml").repairs == (plan,)
