"""A power over somebody else's act makes it wait, as a condition on a word does."""

from __future__ import annotations

from polyagree.model import Gate, Happening, Named, Power, Role, gates_of


def test_a_veto_over_an_act_is_a_gate_that_falls_with_a_no():
    norm = Power(act="veto", who=(Named("ben"),), over=(Happening(act="spend"),))

    (use,) = gates_of(norm)

    assert use.gate == Gate(kind="unopposed_by", people=(Named("ben"),))


def test_where_each_party_has_a_veto_it_is_the_others_who_are_waited_for():
    (use,) = gates_of(Power(act="veto", over=(Happening(act="spend"),)))

    assert use.gate.people == (Role("other parties"),)


def test_a_veto_that_all_have_together_is_no_gate():
    norm = Power(act="veto", who=(Role("all parties"),), over=(Happening(act="spend"),))

    assert gates_of(norm) == ()


def test_a_veto_that_nobody_has_is_no_gate():
    norm = Power(act="veto", who=(Role("nobody"),), over=(Happening(act="spend"),))

    assert gates_of(norm) == ()


def test_a_veto_over_a_clause_stops_no_act():
    assert gates_of(Power(act="veto", who=(Named("ben"),), over=("home.nights",))) == ()
