"""How an assertion reads that says that a new wording allows more."""

from __future__ import annotations

import datetime as dt

import pytest
from attrs import evolve

from polyagree.codec import loads
from polyagree.consistency import ClauseComparison, Comparison, Objected, Witness
from polyagree.model import Event, Permission, PersonId, Word
from polyagree.testing.differences import not_compared, not_refined

TEXT = """\
polyagree: 1
timezone: Europe/Lisbon
people: {{ana: Ana, ben: Ben}}
agreements:
  us:
    parties: [ana, ben]
    clauses:
      nights: {{says: At most {words} late nights., norm: {{may: late-night, at_most: {number}, per: month}}}}
"""

OLD = loads(TEXT.format(words="two", number=2), name="old.yaml")
NEW = loads(TEXT.format(words="three", number=3), name="new.yaml")

PATH = ("agreements", "us", "clauses", "nights", "norm", 0)
LIMIT = Permission(act="late-night")


def nights(count: int) -> tuple[Event, ...]:
    # On the wall clock of the document.
    days = [dt.datetime(2026, 5, day, 23, 50) for day in range(1, count + 1)]  # noqa: DTZ001
    return tuple(Event(at=each, who=(PersonId("ana"),), act=Word("late-night")) for each in days)


OBJECTED = Objected(
    clause="us.nights",
    path=PATH,
    norm=LIMIT,
    who=(PersonId("ana"),),
    at=dt.datetime(2026, 5, 3, 22, 50, tzinfo=dt.UTC),
    event=2,
)
WITNESS = Witness(
    allowed_by="new",
    events=nights(3),
    since=dt.datetime(2026, 4, 30, 23, 0, tzinfo=dt.UTC),
    until=dt.datetime(2026, 5, 31, 23, 0, tzinfo=dt.UTC),
    objected=(OBJECTED,),
)
CLAUSE = ClauseComparison(
    clause="us.nights", path=PATH[:-2], fate="changed", verdict="looser", witnesses=(WITNESS,)
)
LOOSER = Comparison(verdict="looser", clauses=(CLAUSE,), witnesses=(WITNESS,))


def test_a_log_shows_what_is_allowed_now_and_the_old_words_what_was_against_it():
    assert not_refined(LOOSER, old=OLD, new=NEW) == (
        "the new wording allows what the old one is against\n"
        "\n"
        "  with the new wording, this would be fine:\n"
        "    Ana: `late-night`, at 23:50 on 1 May 2026\n"
        "    Ana: `late-night`, at 23:50 on 2 May 2026\n"
        "    Ana: `late-night`, at 23:50 on 3 May 2026\n"
        "\n"
        "  old.yaml:8:54: `us.nights` (may: late-night)\n"
        '    "At most two late nights."\n'
        "    with the old one, it would be broken by Ana: `late-night`, at 23:50 on 3 May 2026\n"
        "\n"
        "looser than before: `us.nights` (put differently)"
    )


def test_one_event_needs_no_telling_which():
    witness = evolve(WITNESS, events=nights(1), objected=(evolve(OBJECTED, event=0),))

    text = not_refined(evolve(LOOSER, witnesses=(witness,)), old=OLD, new=NEW)

    assert "    with the old one, that would break it\n" in text


def test_what_would_not_be_kept_is_told_with_its_deadline_once():
    missed = [
        evolve(OBJECTED, event=None, at=dt.datetime(2026, 5, day, 23, 0, tzinfo=dt.UTC))
        for day in (8, 15)
    ]
    witness = evolve(WITNESS, events=(), objected=tuple(missed))

    text = not_refined(evolve(LOOSER, witnesses=(witness,)), old=OLD, new=NEW)

    assert "it would be fine if nothing was done by the end of 31 May 2026\n" in text
    assert "with the old one, it would not be kept by the end of 8 May 2026\n" in text
    assert "15 May" not in text


def test_of_a_long_log_its_beginning_is_told():
    text = not_refined(
        evolve(LOOSER, witnesses=(evolve(WITNESS, events=nights(20)),)), old=OLD, new=NEW
    )

    assert "on 12 May 2026\n    and 8 more\n" in text


def test_what_is_gone_is_called_so():
    gone = evolve(LOOSER, clauses=(evolve(CLAUSE, fate="removed"),))

    assert not_refined(gone, old=OLD, new=NEW).endswith("`us.nights` (removed)")


@pytest.mark.parametrize("verdict", ["equivalent", "stricter", "unknown"])
def test_what_allows_no_more_has_nothing_to_say(verdict: str):
    other_way = evolve(WITNESS, allowed_by="old")

    found = evolve(LOOSER, verdict=verdict, clauses=(), witnesses=(other_way,))

    assert not_refined(found, old=OLD, new=NEW) == ""


def test_a_log_counts_even_where_the_whole_is_unknown():
    assert not_refined(evolve(LOOSER, verdict="unknown"), old=OLD, new=NEW)


def test_where_no_clause_by_itself_allows_more_none_is_named():
    said = not_refined(evolve(LOOSER, clauses=()), old=OLD, new=NEW)

    assert said.endswith("at 23:50 on 3 May 2026")


def test_what_leaves_it_open_is_told_with_its_sentences():
    clause = evolve(CLAUSE, verdict="unknown", why=("it hangs on a situation",))
    found = Comparison(verdict="unknown", clauses=(clause,), why=("two clauses cover it",))

    assert not_compared(found, old=OLD, new=NEW) == (
        "nobody can tell whether the new wording allows what the old one is against\n"
        "\n"
        "  two clauses cover it\n"
        "\n"
        "  new.yaml:8:15: `us.nights`\n"
        '    "At most three late nights."\n'
        "    it hangs on a situation"
    )


def test_what_is_settled_leaves_nothing_open():
    assert not_compared(LOOSER, old=OLD, new=NEW) == ""
