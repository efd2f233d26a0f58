"""What analyzers see of a document."""

from __future__ import annotations

import datetime as dt
import re

from polyagree.analyzers.base import Example
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import inside_norm
from polyagree.codec import loads
from polyagree.model.conditions import AllOf, Gate, Not, Status
from polyagree.model.norms import Permission, Power, Prohibition
from polyagree.model.people import Named
from polyagree.source import dotted

DOCUMENT = """\
relationships:
  ana-caro: {between: [ana, caro], kind: dating}
agreements:
  home:
    parties: [ana, ben]
    if_broken:
      - {must: tell, who: breaker, to: other parties, by: same night, if_broken: [{must: talk, who: all parties, within: 1 week}]}
    clauses:
      nights:
        says: Two nights, and no third one.
        norm:
          - {may: late-night, at_most: 2, per: month}
          - {must_not: overnight, with: outsiders, if_broken: {must: test, who: breaker, within: 2 weeks}}
          - {must_not: overnight, where: bed, unless: [{told: other parties}, {any: [{yes_from: ben}, {yes_from: caro}]}]}
        if_broken: {must: aftercare, who: all parties, by: next evening}
      quiet: {holder: ben, says: Quiet., norm: {must_not: noise, hours: after 22:00}, response: {says: I go., norm: {must: sleep, where: guest-room}}}
      stop: {says: Ben decides., norm: {power: decide, who: ben, over: ana-caro}}
boundaries:
  sleep: {holder: ana, says: Sleep., norm: {must_not: noise, hours: after 00:00}}
events:
  - {id: late, at: 2025-02-14, who: ana, act: late-night, with: caro}
breaches:
  told-late: {of: home.nights, by: ana, event: late}
repairs:
  spring:
    of: told-late
    steps:
      - {step: debrief, norm: {must: talk, who: all parties, within: 1 week}}
      - {step: containment, norm: {must_not: date, who: ana, for: 2 weeks}, done: 2025-02-20}
"""


def context(text: str = DOCUMENT, on: dt.date | None = dt.date(2025, 3, 1)) -> Context:
    return Context(loads(Example("a document", text).document(), format="yaml"), on)


def test_every_declared_norm_is_seen_with_its_path() -> None:
    assert [dotted(each.path) for each in context().norms()] == [
        "agreements.home.if_broken[0]",
        "agreements.home.if_broken[0].if_broken[0]",
        "agreements.home.clauses.nights.norm[0]",
        "agreements.home.clauses.nights.norm[1]",
        "agreements.home.clauses.nights.norm[1].if_broken[0]",
        "agreements.home.clauses.nights.norm[2]",
        "agreements.home.clauses.nights.if_broken[0]",
        "agreements.home.clauses.stop.norm[0]",
        "boundaries.sleep.norm[0]",
        "agreements.home.clauses.quiet.norm[0]",
        "agreements.home.clauses.quiet.response.norm[0]",
        "repairs.spring.steps[0].norm[0]",
    ]


def test_every_path_leads_to_a_place_in_the_text() -> None:
    assert all(each.span is not None for each in context().norms())


def test_an_anchor_has_the_items_own_keys() -> None:
    anchors = [each.anchor for each in context().norms()]

    assert "agreements.home.if_broken[must tell].if_broken[must talk]" in anchors
    nights = [each for each in anchors if "norm[must_not overnight" in each]
    assert all(re.search(r"\[must_not overnight~[0-9a-f]{4}\]", each) for each in nights)
    assert nights
    assert "repairs.spring.steps[debrief].norm[must talk]" in anchors
    assert len(set(anchors)) == len(anchors)


def test_the_anchor_of_a_gate_has_no_positions() -> None:
    gates = [gate for norm in context().norms(Prohibition) for gate in norm.gates]

    anchors = [gate.anchor.partition(".unless")[2] for gate in gates]
    assert [re.sub("~[0-9a-f]{4}", "~", anchor) for anchor in anchors] == [
        "[told].told",
        "[any].any[yes_from~].yes_from",
        "[any].any[yes_from~].yes_from",
    ]
    assert len(set(anchors)) == len(anchors)


def test_norms_can_be_asked_for_by_type() -> None:
    assert [each.act for each in context().norms(Power)] == ["decide"]
    assert {each.act for each in context().norms(Prohibition)} == {"overnight", "noise"}


def test_who_is_bound_is_known() -> None:
    bearers = {dotted(each.path): sorted(each.bearers) for each in context().norms()}

    assert bearers["agreements.home.clauses.nights.norm[0]"] == ["ana", "ben"]
    assert bearers["agreements.home.clauses.quiet.norm[0]"] == ["ben"]
    assert bearers["agreements.home.clauses.stop.norm[0]"] == ["ben"]
    assert bearers["agreements.home.if_broken[0]"] == []


def test_steps_after_a_break_are_reparations() -> None:
    repairing = [dotted(each.path) for each in context().norms() if each.is_reparation]

    assert all("if_broken" in path or path.startswith("repairs") for path in repairing)
    assert len(repairing) == 5


def test_a_relationship_reaches_its_people() -> None:
    (power,) = context().norms(Power)

    assert power.reaches == {"ana", "caro"}
    assert power.holder == "ben"


def test_a_clause_and_a_boundary_are_told_apart() -> None:
    seen = context()

    assert [each.clause.id for each in seen.clauses()] == ["nights", "stop"]
    assert [each.boundary.id for each in seen.boundaries()] == ["sleep", "quiet"]


def test_whoever_lives_with_a_boundary_is_its_circle() -> None:
    circles = {each.boundary.id: sorted(each.circle) for each in context().boundaries()}

    assert circles == {"sleep": ["ben", "caro"], "quiet": ["ana"]}


def test_what_has_ended_is_not_seen() -> None:
    ended = DOCUMENT.replace(
        "must_not: noise, hours: after 00:00", "must_not: noise, until: 2025-01-01"
    )

    assert "boundaries.sleep.norm[0]" not in [dotted(each.path) for each in context(ended).norms()]


def test_an_agreement_that_has_ended_is_not_seen() -> None:
    ended = DOCUMENT.replace(
        "    parties: [ana, ben]", "    parties: [ana, ben]\n    ends: 2025-02-28"
    )

    assert context(ended).agreements() == ()
    assert len(context(ended, on=dt.date(2025, 2, 28)).agreements()) == 1


def test_a_settled_repair_asks_nothing_more() -> None:
    settled = DOCUMENT.replace("    of: told-late", "    of: told-late\n    settled: 2025-02-25")

    assert [each for each in context(settled).norms() if each.path[0] == "repairs"] == []
    assert context(settled).put_to_bed == {0}


def test_an_event_is_a_place_by_its_name() -> None:
    assert context().event(0).anchor == "events[late]"


def test_a_norm_reaches_whom_it_names() -> None:
    seen = context("""
groups: {upstairs: {kind: household, members: [caro, dana]}}
agreements:
  a:
    parties: [ana, ben]
    clauses:
      c:
        says: As it is said.
        norm:
          - {must: tell, to: ben, about: caro, every: week}
          - {power: veto, who: ben, over: {act: date, who: ana, with: upstairs}}
          - {must_not: date, with: outsiders}
""")

    assert [sorted(each.reaches) for each in seen.norms()] == [
        ["ben", "caro"],
        ["ana", "caro", "dana"],
        [],
    ]


def test_the_anchor_of_a_gate_names_every_kind_of_condition() -> None:
    seen = context("""
terms: {kid-week: {kind: situation}}
agreements:
  a:
    parties: [ana, ben]
    clauses:
      c:
        says: As it is said.
        norm:
          may: date
          with: outsiders
          only_if:
            - kid-week
            - {is: away, who: ben}
            - {act: tell, to: ben}
            - {done: {act: ask, to: ben}}
            - {not: {act: say-no, who: ben}}
""")
    (norm,) = seen.norms()

    assert [gate.anchor.partition(".only_if")[2] for gate in norm.gates] == [
        "[tell]",
        "[done ask].done",
        "[not say-no].not",
    ]


def test_check_ins_are_seen_up_to_the_day_in_the_order_of_time() -> None:
    seen = context("""
timezone: Europe/Lisbon
check_ins:
  - {date: 2025-03-02T10:00Z, people: [ana, ben]}
  - {date: 2025-02-02T09:00Z, people: [ana], feelings: [{who: ben, says: Glad.}]}
  - {date: 2025-02-28T23:30Z, people: [ana]}
""")

    assert [(dotted(each.path), str(each.day)) for each in seen.check_ins()] == [
        ("check_ins[1]", "2025-02-02"),
        ("check_ins[2]", "2025-02-28"),
    ]
    assert seen.check_ins()[0].heard == {"ben"}
    assert seen.check_ins()[0].people == {"ana"}


def test_a_concern_has_a_place_without_positions() -> None:
    seen = context("""
check_ins:
  - {date: 2025-02-02, people: [ana], concerns: [{who: ana, says: x}, {who: ben, says: y}, {who: ben, says: z}]}
""")
    concerns = seen.check_ins()[0].concerns

    assert dotted(concerns[0].path) == "check_ins[0].concerns[0]"
    assert concerns[0].anchor == "check_ins[2025-02-02].concerns[ana]"
    assert len({each.anchor for each in concerns}) == 3
    assert all(each.span is not None for each in concerns)


def test_agreements_in_force_and_values_are_what_people_share() -> None:
    text = """
values: {honesty: {means: we say what is true, held_by: [ana, ben]}}
agreements:
  old: {parties: [ana, ben], made: 2024-01-01, ends: 2024-12-31}
  now: {parties: [ana, ben], made: 2025-03-01}
  next: {parties: [ana, ben], made: 2025-03-02}
"""

    assert context(text).shared_by("ana") == {("agreement", "now"), ("value", "honesty")}
    assert context(text).shared_by("caro") == frozenset()


def test_people_are_connected_as_on_the_day() -> None:
    text = """
groups: {flat: {kind: household, members: [caro, {who: dana, from: 2025-03-02}]}}
relationships:
  us: {between: [ana, ben], kind: dating, until: 2025-02-28}
  others: {between: [ben, caro], kind: dating}
"""
    before, after = context(text, on=dt.date(2025, 2, 28)), context(text, on=dt.date(2025, 3, 2))

    assert len(set(before.components.values())) == 2
    assert before.components["ana"] == before.components["caro"] != before.components["dana"]
    assert after.components["ana"] != after.components["ben"] == after.components["dana"]


def test_the_last_day_that_is_recorded_is_not_after_the_day() -> None:
    text = "check_ins: [{date: 2025-02-02, people: [ana]}, {date: 2025-05-02, people: [ana]}]\n"

    assert context(text).last_recorded == dt.date(2025, 2, 2)
    assert context(text, on=None).last_recorded is None


def test_nothing_is_due_again_in_a_document_without_check_ins() -> None:
    text = "agreements: {a: {parties: [ana, ben], made: 2024-01-01, review: {every: month}}}\n"
    kept = text + "check_ins: [{date: 2025-02-02, people: [caro]}]\n"

    assert [*context(text).due_again()] == []
    assert [dotted(place.path) for place, _ in context(kept).due_again()] == ["agreements.a.review"]
    assert [*context(kept, on=None).due_again()] == []


def test_how_a_clause_stands_is_an_anchor_by_its_own_words() -> None:
    """Not by its position, which changes when another condition is added before it."""
    broken = Status(status="broken", of="home.nights")
    gate = Gate(kind="told", people=(Named("ben"),))
    norm = Permission(act="date", only_if=AllOf(all_of=(broken, Not(not_=broken), gate)))

    assert [inside_norm(norm, ("only_if", index)) for index in range(3)] == [
        ".only_if[broken home.nights]",
        ".only_if[not broken home.nights]",
        ".only_if[told]",
    ]
