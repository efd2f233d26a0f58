"""How an assertion reads that says that an act waits for somebody else."""

from __future__ import annotations

import datetime as dt

from attrs import evolve

from polyagree.codec import loads
from polyagree.consistency import FoundGate, Link, Member
from polyagree.model import Event, Named, Permission, PersonId, Polycule, Word
from polyagree.testing.waits import not_free

TEXT = """\
polyagree: 1
people: {ana: Ana, ben: Ben, cal: Cal}
agreements:
  us:
    parties: [ana, ben]
    clauses:
      nights: {says: Only with people Ben has met., norm: {may: overnight, with: outsiders}}
      meeting: {says: Ben meets whom he likes., norm: {may: meet, who: ben}}
"""

ANA, BEN, CAL = (PersonId(each) for each in ("ana", "ben", "cal"))
NOON = dt.datetime(2026, 3, 2, 12, 0)  # noqa: DTZ001  # on the wall clock of the document
NIGHT = Event(at=NOON, who=(ANA,), act=Word("overnight"), with_=(Named(CAL),))
MEETING = Event(at=NOON, who=(BEN,), act=Word("meet"), with_=(Named(CAL),))


def member(name: str, act: str, says: str) -> Member:
    return Member(
        path=("agreements", "us", "clauses", name, "norm", 0),
        clause=f"us.{name}",
        norm=Permission(act=act),
        says=says,
    )


NIGHTS = member("nights", "overnight", "Only with people Ben has met.")
MEET = member("meeting", "meet", "Ben meets whom he likes.")

GATE = FoundGate(
    by=(BEN,),
    bearer=(ANA,),
    act=Word("overnight"),
    path=NIGHTS.path,
    clause="us.nights",
    because=(NIGHTS,),
    through=(Link(who=(BEN,), act=Word("meet"), path=NIGHTS.path),),
    is_hidden=True,
    possible=(MEETING, NIGHT),
    impossible=(NIGHT,),
)


def document() -> Polycule:
    return loads(TEXT, name="us.yaml")


def test_without_a_gate_there_is_nothing_to_say():
    assert not_free((), document()) == ""


def test_a_gate_is_told_with_its_clause_its_people_and_what_opens_it():
    assert not_free([GATE], document()) == (
        "1 act waits for somebody who takes no part in it\n"
        "\n"
        "  us.yaml:7:59: `us.nights` (may: overnight)\n"
        '    "Only with people Ben has met."\n'
        "    `overnight` by `ana` waits for `ben`\n"
        "    it is fine after Ben: `meet` with Cal\n"
        "\n"
        "ask what this word looks after, and what else could: news of it, a talk, a limit that each"
        " one keeps; consent of whoever is touched, owns it or answers for safety is another thing"
    )


def test_one_of_several_is_said_to_be_enough():
    text = not_free([evolve(GATE, by=(BEN, CAL))], document())

    assert "`overnight` by `ana` waits for one of `ben`, `cal`\n" in text


def test_the_situation_is_told():
    text = not_free([evolve(GATE, given=("kid-week",))], document())

    assert "waits for `ben` when `kid-week`\n" in text


def test_what_else_makes_it_so_is_told_with_its_place_and_its_words():
    text = not_free([evolve(GATE, because=(NIGHTS, MEET))], document())

    assert '    because of `us.meeting` (us.yaml:8:55), "Ben meets whom he likes."\n' in text


def test_what_waits_for_itself_can_never_begin():
    circular = evolve(GATE, is_circular=True, possible=())

    text = not_free([circular, GATE], document())

    assert text.startswith("2 acts wait for somebody who takes no part in them\n")
    assert (
        "    `overnight` by `ana` waits for itself in the end, through `ben`: nobody can ever begin\n"
        "    before it, `meet` by `ben` (us.yaml:7:59)\n"
    ) in text
