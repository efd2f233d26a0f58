"""Words that several documents share."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from polyagree.analyzers.run import check
from polyagree.codec import dumps, load, loads, update
from polyagree.errors import DocumentError
from polyagree.model import Polycule, Term
from polyagree.testing.strategies import polycules

GAME = Term(id="game-night", kind="act", kind_of="table-time", means="all of us at one table")
TABLE = Term(id="table-time", kind="act", kind_of="time-together")
OTHER = Term(id="quiz", kind="act")
WORDS = (OTHER, GAME, TABLE)

HOME = """\
polyagree: 1
people: {noa: Noa, sem: Sem}
agreements:
  home:
    parties: [noa, sem]
    clauses:
      games: {says: Tuesdays., norm: {must: game-night, who: all parties, every: week}} # a comment
"""


def terms(text: str, *words: Term) -> list[str]:
    return [term.id for term in loads(text, terms=words or WORDS).terms]


def test_a_document_has_those_that_it_uses_and_the_wider_ones() -> None:
    assert terms(HOME) == ["game-night", "table-time"]


def test_without_them_it_is_refused() -> None:
    with pytest.raises(DocumentError, match="unknown word `game-night`"):
        loads(HOME)


def test_written_again_it_needs_them_no_more() -> None:
    home = loads(HOME, terms=WORDS)

    assert loads(dumps(home)) == home


def test_its_own_word_counts() -> None:
    own = loads(f"{HOME}terms: {{game-night: {{kind: act, means: chess}}}}\n", terms=WORDS)

    assert [(term.id, term.means) for term in own.terms] == [("game-night", "chess")]


def test_a_name_of_somebody_is_no_word() -> None:
    text = HOME.replace("sem: Sem", "sem: Sem, quiz: Quiz")

    assert terms(text) == ["game-night", "table-time"]


@pytest.mark.parametrize(
    "says",
    ["A quiz on Tuesday.", "Quiz!", "Two quizs.", "“quiz”"],
)
def test_a_word_in_a_sentence_is_used(says: str) -> None:
    assert "quiz" in terms(HOME.replace("Tuesdays.", says))


@pytest.mark.parametrize("says", ["A quizmaster.", "quizzes", "q uiz"])
def test_a_part_of_a_word_is_not(says: str) -> None:
    assert "quiz" not in terms(HOME.replace("Tuesdays.", says))


def test_a_phrase_is_a_word_with_dashes() -> None:
    only = (
        "polyagree: 1\npeople: {noa: Noa}\nboundaries: {b: {holder: noa, says: No game nights.}}\n"
    )

    assert terms(only) == ["game-night", "table-time"]


def test_words_of_a_file_of_events_count(tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text("at,who,act,about\n2026-01-01,noa,quiz,\n", encoding="utf-8")
    home = tmp_path / "home.yaml"
    home.write_text("polyagree: 1\npeople: {noa: Noa}\nevents_from: log.csv\n", encoding="utf-8")

    assert [term.id for term in load(home, terms=WORDS).terms] == ["quiz"]


def test_such_a_word_has_no_place_in_the_text() -> None:
    home = loads(HOME, name="home.yaml", terms=WORDS)

    assert home.source is not None
    assert home.source.find(("terms", "game-night")) is None
    assert all(each.path[0] != "terms" for each in check(home).findings)


def test_a_fault_beside_it_keeps_its_place() -> None:
    with pytest.raises(DocumentError) as caught:
        loads(HOME.replace("every: week", "evry: week"), terms=WORDS)

    assert [(each.line, each.message) for each in caught.value.faults] == [
        (7, "unknown key `evry`")
    ]


def test_terms_that_are_no_table_stay_the_fault_they_are() -> None:
    with pytest.raises(DocumentError, match="stands where a map belongs"):
        loads(f"{HOME}terms: 3\n", terms=WORDS)


def test_a_change_leaves_them_out_of_the_text() -> None:
    home = loads(HOME, terms=WORDS)
    changed = loads(HOME.replace("Tuesdays.", "Fridays."), terms=WORDS)

    assert update(HOME, home, terms=WORDS) == HOME
    assert update(HOME, changed, terms=WORDS) == HOME.replace("Tuesdays.", "Fridays.")


@settings(max_examples=20)
@given(polycules())
def test_a_document_that_does_not_use_them_stays_as_it_is(polycule: Polycule) -> None:
    word = Term(id="zzz-nobody-says-this", kind="act")

    assert loads(dumps(polycule), terms=[word]) == loads(dumps(polycule))
