"""Changing what stands in one line, and lists, in the text of a document."""

from __future__ import annotations

import datetime as dt

import pytest
from attrs import evolve

from polyagree.codec import loads, update
from polyagree.errors import NotKept
from polyagree.model import CheckIn, Event, Person, PersonId, Polycule, Word

SHORT = """\
polyagree: 1
people: {ana: Ana, ben: Ben}   # who we are
agreements: {home: {parties: [ana, ben], clauses: {quiet: {says: Quiet., norm: none}}}}   # all of it
events: [{at: 2025-02-01, act: talk, who: [ana, ben]}]   # what happened
"""

LONG = """\
polyagree: 1
people:
  ana: Ana   # she
  ben: Ben   # he
agreements:
  home:
    parties:
      - ana   # one
      - ben   # the other
    clauses:
      quiet: {says: Quiet., norm: none}
check_ins:
  - date: 2025-02-01   # the first
    people: [ana, ben]
  - date: 2025-04-01   # the second
    people: [ana, ben]
"""


def walk(day: int) -> Event:
    return Event(at=dt.date(2025, 3, day), who=(PersonId("ana"),), act=Word("travel"))


def updated(text: str, polycule: Polycule) -> list[str]:
    """Return the lines of *text* as it reads as *polycule*."""
    made = update(text, polycule)
    assert loads(made) == polycule
    return made.splitlines()


def test_somebody_new_stands_behind_the_others_in_the_line() -> None:
    lines = updated(SHORT, loads(SHORT).put(Person(id="caro", name="Caro")))

    assert lines[1] == "people: {ana: Ana, ben: Ben, caro: Caro}   # who we are"
    assert lines[2:] == SHORT.splitlines()[2:]


def test_an_event_stands_before_or_behind_the_others_in_the_line() -> None:
    polycule = loads(SHORT)
    (talk,) = polycule.events

    behind = updated(SHORT, evolve(polycule, events=(talk, walk(1))))
    before = updated(SHORT, evolve(polycule, events=(walk(1), talk)))

    new, old = (
        "{at: 2025-03-01, who: ana, act: travel}",
        "{at: 2025-02-01, act: talk, who: [ana, ben]}",
    )
    assert behind[3] == f"events: [{old}, {new}]   # what happened"
    assert before[3] == f"events: [{new}, {old}]   # what happened"


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_check_in_comes_in_at_its_place_and_comments_stay(place: int) -> None:
    polycule = loads(LONG)
    new = CheckIn(date=dt.date(2025, 3, 1), people=(PersonId("ana"), PersonId("ben")))
    check_ins = [*polycule.check_ins]
    check_ins.insert(place, new)

    lines = updated(LONG, evolve(polycule, check_ins=tuple(check_ins)))

    assert [line for line in lines if line in LONG.splitlines()] == LONG.splitlines()


def test_a_party_comes_in_behind_the_others() -> None:
    polycule = loads(LONG).put(Person(id="caro", name="Caro"))
    home = evolve(
        polycule.agreement("home"), parties=(*polycule.agreement("home").parties, PersonId("caro"))
    )

    lines = updated(LONG, polycule.put(home))

    assert lines.index("      - caro") == lines.index("      - ben   # the other") + 1
    assert lines.index("  caro: Caro") == lines.index("  ben: Ben   # he") + 1


def test_the_first_of_a_block_goes_with_its_comment_and_no_other() -> None:
    polycule = loads(LONG)

    lines = updated(LONG, evolve(polycule, check_ins=polycule.check_ins[1:]))

    assert "# the first" not in "\n".join(lines)
    assert "  - date: 2025-04-01   # the second" in lines


def test_what_goes_from_a_line_is_written_anew_with_what_is_around_it() -> None:
    polycule = loads(SHORT)

    lines = updated(SHORT, polycule.put(walk(1)))
    gone = updated("\n".join(lines) + "\n", polycule)

    assert gone == SHORT.splitlines()


def test_a_text_without_a_last_line_end_is_gone_on_with() -> None:
    text = LONG.rstrip("\n")
    polycule = loads(text)
    new = CheckIn(date=dt.date(2025, 5, 1), people=(PersonId("ana"), PersonId("ben")))

    lines = updated(text, evolve(polycule, check_ins=(*polycule.check_ins, new)))

    assert lines[: len(LONG.splitlines())] == LONG.splitlines()


def test_parties_in_toml_keep_the_comment_behind_them() -> None:
    pytest.importorskip("tomlkit")
    text = (
        'polyagree = 1\n[people]\nana = "Ana"\nben = "Ben"\ncaro = "Caro"\n'
        '[agreements.home]\nparties = ["ana", "ben"]   # both\n'
        '[agreements.home.clauses.quiet]\nsays = "Quiet."\nnorm = "none"\n'
    )
    polycule = loads(text, format="toml")
    home = polycule.agreement("home")
    more = polycule.put(evolve(home, parties=(*home.parties, PersonId("caro"))))

    made = update(text, more, format="toml")

    assert loads(made, format="toml") == more
    assert 'parties = ["ana", "ben", "caro"]   # both' in made.splitlines()


def test_what_a_layout_does_not_allow_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from polyagree.codec import _yaml_edits
    from polyagree.codec.changes import TooFine

    def too_fine(*_: object) -> str:
        raise TooFine

    monkeypatch.setattr(_yaml_edits, "edited", too_fine)

    with pytest.raises(NotKept, match="laid out in a way that does not allow this change"):
        update(SHORT, loads(SHORT).put(walk(1)))
