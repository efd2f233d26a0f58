"""A document to edit, made from what people wrote."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from polyagree.codec import FORMATS, dumps, loads
from polyagree.codec.files import Format
from polyagree.errors import DocumentError
from polyagree.model import Boundary, Clause, Norm, Permission
from polyagree.text import Reading, draft, read, read_document, reader

DOCUMENTS = sorted(Path(__file__).with_name("documents").glob("*.md"))


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_it_is_read_again_as_it_is(path: Path, format: Format) -> None:
    made = draft(path.read_text(encoding="utf-8"))

    assert loads(dumps(made, format=format), format=format) == made


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_sentence_is_kept_word_for_word(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    clauses = draft(text).agreements[0].clauses
    assert [each.says for each in clauses] == [each.text for each in read_document(text)]


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=300))
def test_whatever_is_written_makes_a_document(text: str) -> None:
    made = draft(text)

    assert loads(dumps(made)) == made


def test_people_stand_in_it_in_the_order_of_the_text() -> None:
    made = draft("# Ana and Jo: our year\n\n- Ask Ben before you come.\n- Jo tells Ana first.\n")

    assert [each.id for each in made.people] == ["ana", "jo", "ben"]
    assert made.agreements[0].parties == ("ana", "jo")


def test_ids_are_made_from_words() -> None:
    made = draft("# Our house!\n\n- Don't smoke inside the house.\n- Don't smoke inside my room.\n")

    assert made.agreements[0].id == "our-house"
    assert [each.id for each in made.agreements[0].clauses] == [
        "dont-smoke-inside-the",
        "dont-smoke-inside-my",
    ]


def test_the_same_words_twice_are_two_clauses() -> None:
    made = draft("- Knock.\n- Knock.\n- Always.\n- 敲门。\n")

    ids = [each.id for each in made.agreements[0].clauses]
    assert ids == ["knock", "knock-2", "always-2", "clause"]


def test_where_nobody_is_named_placeholders_say_so() -> None:
    made = draft("- No phones at dinner.\n")

    assert made.agreements[0].parties == ("one", "other")
    assert all("does not name" in each.name for each in made.people)


def test_where_one_is_named_the_other_is_a_placeholder() -> None:
    made = draft("# Welcome note from Devi\n\n- I tell you before I go.\n- We share the rent.\n")

    assert made.agreements[0].parties == ("devi", "other")


def test_people_may_be_told() -> None:
    made = draft("- No phones at dinner.\n", people=["Ana Ruiz", "Ben"])

    assert [(each.id, each.name) for each in made.people] == [("ana", "Ana Ruiz"), ("ben", "Ben")]


@pytest.mark.parametrize(
    ("text", "people", "names"),
    [
        ("- No phones at dinner.\n", ["Ana", "ana", "Ben"], ["Ana", "Ben"]),
        ("- No phones at dinner.\n", ["ana", "ANA", "Ben"], ["ana", "Ben"]),
        ("- No phones at dinner.\n", ["STRASSE", "straße"], ["STRASSE"]),
        ("Between Ana and Ben\n\n- We share the rent.\n", ["ana", "BEN", "Caro"], None),
        ("Between Ana and Ben\n\n- Caro tells Ana. Caro asks Ben.\n", ["caro"], None),
    ],
)
def test_capitals_make_no_other_person(
    text: str, people: list[str], names: list[str] | None
) -> None:
    made = draft(text, people=people)
    named = [each.name for each in made.people if each.id != "other"]

    assert named == (names or ["Ana", "Ben", "Caro"])
    assert len(made.agreements[0].parties) == max(2, len(named))


@pytest.mark.parametrize("name", ["Юля", "日本", "Partner", "Nobody", "No", "Ana Ana"])
def test_any_name_makes_a_person(name: str) -> None:
    made = draft("- No phones at dinner.\n", people=[name, "Ben"])

    assert loads(dumps(made)).people[0].name == name


def test_what_somebody_says_of_themselves_is_their_boundary() -> None:
    text = "Ana: I leave when you shout\nBen: I text you before I come home\nAna: I don't share my phone\n"

    held = [each for each in draft(text).agreements[0].clauses if isinstance(each, Boundary)]
    assert held[0].holder == "ana"


@pytest.mark.parametrize(
    ("said", "key", "written"),
    [
        ("We read this again on the first weekend of every third month.", "every", "3 months"),
        ("First Sunday of each quarter we look at this again.", "every", "quarter"),
        ("We look at this again every two weeks.", "every", "2 weeks"),
        ("We rewrite the page at each change of season.", "every", "season"),
        ("We review this yearly.", "every", "year"),
    ],
)
def test_when_it_is_looked_at_again_is_its_review(said: str, key: str, written: str) -> None:
    made = draft(f"- No phones at dinner.\n- {said}\n").agreements[0]

    assert str(getattr(made.review, key)) == written
    assert made.clauses[1].says == said
    assert isinstance(made.clauses[1], Clause)
    assert made.clauses[1].elsewhere == "review"


def test_a_month_may_say_when_it_is_looked_at_again() -> None:
    made = draft("- No phones at dinner.\n- Each August we look at this again.\n").agreements[0]

    assert made.review is not None
    assert [str(each) for each in made.review.months] == ["aug"]


def test_a_review_without_a_time_stays_a_clause() -> None:
    made = draft("- No phones at dinner.\n- We look at this again when it feels tight.\n")

    assert made.agreements[0].review is None


def test_without_a_holder_it_stays_a_clause() -> None:
    made = draft("- I don't argue after ten.\n- No phones at dinner.\n")

    assert not any(isinstance(each, Boundary) for each in made.agreements[0].clauses)


def test_only_boundaries_make_no_agreement() -> None:
    made = draft("# Note from Devi\n\n- I don't argue after ten.\n")

    assert made.agreements == ()
    assert [each.holder for each in made.boundaries] == ["devi"]
    assert [each.id for each in made.people] == ["devi"]


def test_nothing_makes_an_empty_document() -> None:
    assert draft("").agreements == ()


class Fixed:
    """A reader that knows two clauses."""

    name = "fixed"

    def __init__(self, norms: dict[str, tuple[Norm, ...]]) -> None:
        self.norms = norms

    def read(self, sentence: str, **_: object) -> Reading:
        return evolve(read(sentence), norms=self.norms[sentence[0]])


def test_norms_that_were_read_are_kept_and_those_that_do_not_fit_left_out() -> None:
    known = loads(
        "{polyagree: 1, people: {ana: Ana, ben: Ben, zoe: Zoe}, agreements: {us: {parties: [ana, ben],"
        " clauses: {a: {says: A, norm: {must_not: date, with: zoe}}, b: {says: B, norm: {must: test}}}}}}"
    )
    norms = {each.says: each.norms for each in known.agreements[0].clauses}

    made = draft(
        "- A is nothing here.\n- B is something.\n", people=["Ana", "Ben"], reader=Fixed(norms)
    )

    assert [each.norm for each in made.agreements[0].clauses] == [None, norms["B"]]


def test_another_reader_may_read_a_whole_text() -> None:
    readings = read_document("# Us\n\n- A.\n- B.\n", reader=Fixed({"A": (), "B": ()}))

    assert [each.place and each.place.line for each in readings] == [3, 4]


# Where it stands


def test_a_clause_points_into_the_text() -> None:
    made = draft("# Us\n\n- Knock.\n- No phones\n  at dinner.\n", name="us.md")

    assert made.source is not None
    span = made.source.find(("agreements", "us", "clauses", "no-phones-at-dinner", "says"))
    assert span is not None
    assert (span.file, span.line, span.column, span.end_line, span.end_column) == (
        "us.md",
        4,
        3,
        5,
        13,
    )


def test_the_agreement_points_at_the_title() -> None:
    made = draft("# Us\n\n- Knock.\n")

    assert made.source is not None
    span = made.source.find(("agreements", "us", "parties"))
    assert span is not None
    assert (span.line, span.column, span.end_column) == (1, 3, 5)


def test_bytes_that_are_no_text_are_refused_by_name() -> None:
    with pytest.raises(DocumentError, match=r"us\.md cannot be read"):
        draft(b"\xff\xfe", name="us.md")


@pytest.mark.parametrize(("confidence", "is_put"), [(0.79, False), (0.8, True)])
def test_a_norm_is_put_only_where_the_reading_is_sure(confidence, is_put):
    norm = Permission(act="date")
    theirs = reader(
        lambda _: {"kind": "commitment", "confidence": confidence, "norms": [norm]}, name="theirs"
    )
    (agreement,) = draft("- We may go out.\n", reader=theirs).agreements

    assert (agreement.clauses[0].norms == (norm,)) is is_put
