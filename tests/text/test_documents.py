"""What of a whole text is a clause, and where it stands."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyagree.errors import DocumentError
from polyagree.text import read_document

DOCUMENTS = sorted(Path(__file__).with_name("documents").glob("*.md"))


def clauses(text: str | bytes) -> list[str]:
    return [each.text for each in read_document(text)]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_text_is_split_as_a_reader_would(path: Path) -> None:
    expected = path.with_suffix(".txt").read_text(encoding="utf-8").splitlines()

    assert clauses(path.read_text(encoding="utf-8")) == expected


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_how_lines_end_changes_nothing(path: Path, end: str) -> None:
    text = path.read_text(encoding="utf-8")

    assert clauses(text.replace("\n", end)) == clauses(text)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_each_clause_knows_where_it_stands(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    for reading in read_document(text):
        place = reading.place
        assert place is not None
        lines = text.split("\n")
        assert text[: place.start].count("\n") + 1 == place.line
        assert lines[place.line - 1][place.column - 1] == text[place.start]
        assert text[place.start : place.end].split()[0].strip("*`;,") in reading.text


# Parts of a text


@pytest.mark.parametrize(
    "mark",
    ["-", "*", "+", "•", "–", "1.", "2)", "(3)", "a)", "(b)", "iv.", "§ 4", "Rule 5:", "→", "🌱"],
)
def test_the_mark_of_an_item_is_no_part_of_it(mark: str) -> None:
    assert clauses(f"{mark} No phones at dinner.\n{mark} Nobody smokes inside.") == [
        "No phones at dinner.",
        "Nobody smokes inside.",
    ]


def test_the_letter_of_a_name_is_no_mark() -> None:
    text = "R. and L.\n\nR. cooks on Mondays.\nL. cooks on Tuesdays."

    assert clauses(text) == ["R. cooks on Mondays.", "L. cooks on Tuesdays."]


def test_what_stands_over_items_is_their_heading() -> None:
    first, second = read_document("- Nights:\n  - one a week\n- Money\n  - halves\n")

    assert (first.text, second.text) == ("one a week", "halves")
    assert first.place is not None
    assert first.place.heading == "Nights:"
    assert second.place is not None
    assert second.place.heading == "Money"


def test_a_heading_ends_where_one_of_its_rank_begins() -> None:
    text = "# Us\n\n## House\n\n- Quiet after ten.\n\n## Money\n\n- Halves.\n"

    assert [each.place and each.place.heading for each in read_document(text)] == ["House", "Money"]


def test_code_comments_and_front_matter_are_left_alone() -> None:
    text = "---\nrule: no\n---\n<!-- ask\nfirst -->\n```\nask first\n```\n- Knock.\n"

    assert clauses(text) == ["Knock."]


@pytest.mark.parametrize("opening", ["```", "~~~", "<!--"])
def test_what_is_never_closed_hides_nothing(opening: str) -> None:
    assert "Knock before you come in." in clauses(f"{opening}\n- Knock before you come in.\n")


def test_rows_of_a_table_are_clauses_and_its_head_is_none() -> None:
    text = "| Who | What |\n|---|---|\n| Guests | two nights |\n| 2 | Cats | stay in |\n"

    assert clauses(text) == ["Guests: two nights", "Cats: stay in"]


def test_a_quotation_is_read() -> None:
    assert clauses("> - Ask before you\n>   come in.\n") == ["Ask before you come in."]


def test_lines_that_were_broken_are_one() -> None:
    text = (
        "We tell each other before a first date with somebody else whom\n"
        "Neither of us has met before, and we say it at home, and not by a\n"
        "message. Nobody comes home with us.\n"
    )

    assert len(clauses(text)) == 2


def test_short_lines_are_clauses_each() -> None:
    assert clauses("no exes\nmax one night\ntext when home\n") == [
        "no exes",
        "max one night",
        "text when home",
    ]


def test_marks_that_only_say_how_it_looks_are_taken_off() -> None:
    text = "- **Guests:** ask <b>first</b> &amp; wait,\\* see [the list](https://example.org/a).\n"

    assert clauses(text) == ["Guests: ask first & wait,* see the list."]


def test_what_is_struck_out_is_gone() -> None:
    assert clauses("- ~~No phones at dinner.~~\n- Knock.\n") == ["Knock."]


# Sentences


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Tell me first, e.g. by text. Then go.", 2),
        ("Ask Dr. Lind before you do. She knows.", 2),
        ("See no. 4 of the list. It holds.", 2),
        ("A no is a no. We stop there.", 2),
        ("Be home by 11 p.m. on weekdays. Sundays are free.", 2),
        ("She said (it was late. Too late.) that she goes. I go too.", 2),
        ("New person? Ask.", 1),
        ("Is it true? I ask you.", 2),
        ("We tell first. Otherwise the same night.", 1),
        ("L. keeps it unless R. has let go of it. We look again.", 2),
    ],
)
def test_a_sentence_ends_where_it_ends(text: str, count: int) -> None:
    assert len(clauses(f"# Us\n\n{text}\n")) == count


# What is no clause


@pytest.mark.parametrize(
    "line",
    [
        "Dear Ana,",
        "Hello everybody!",
        "With love,",
        "Signed by Ana and Ben",
        "Signed: ________",
        "Ana ____________   Ben ____________",
        "Date: 3 May 2025",
        "3 May 2025",
        "Last updated: 2025-03-01",
        "Version 3",
        "Between Ana Ruiz and Ben Okafor.",
        "Parties: Ana, Ben and Ana's partner Tom",
        "Written on the balcony, 3 May.",
        "Agreed over video on 11 November.",
        "These are our rules.",
        "The parties agree as follows:",
        "WHEREAS the parties live together;",
        "https://example.org/rules",
        "***",
        "👋",
        "Page 2 of 3",
    ],
)
def test_what_stands_around_is_left_alone(line: str) -> None:
    text = f"# Our rules\n\n- Knock before you come in.\n- No phones at dinner.\n\n{line}\n"

    assert clauses(text) == ["Knock before you come in.", "No phones at dinner."]


@pytest.mark.parametrize(
    "clause",
    [
        "Signed copies are kept in the drawer.",
        "Love letters are private.",
        "Written notice is given a week before.",
        "Between us there are no secrets.",
        "To each their own room.",
        "Who cooks does not wash up.",
        "Thanks are said out loud.",
        "Monday is Ana's.",
        "Hi to the neighbours is a must.",
    ],
)
def test_a_clause_may_begin_like_what_stands_around(clause: str) -> None:
    text = f"# Our rules\n\n- Knock before you come in.\n- {clause}\n"

    assert clauses(text) == ["Knock before you come in.", clause]


def test_an_introduction_over_a_list_is_left_alone() -> None:
    text = "# Us\n\nWe tried rules. We want less of them.\n\n- Knock.\n- Ask.\n- Pay.\n"

    assert clauses(text) == ["Knock.", "Ask.", "Pay."]


@pytest.mark.parametrize("clause", ["Everybody must lock the door.", "Nobody smokes inside."])
def test_what_binds_is_read_where_an_introduction_stands(clause: str) -> None:
    assert clauses(f"# Us\n\n{clause}\n\n- Knock.\n- Ask.\n") == [clause, "Knock.", "Ask."]


# Conversations


@pytest.mark.parametrize(
    "header",
    [
        "[12/05/2025, 21:14:03] {}: ",
        "12/05/2025, 21:14 - {}: ",
        "21:14 {}: ",
        "[21:14] <{}> ",
        "{} (21:14): ",
        "{}: ",
        "**{}:** ",
        "{} 9:14 PM\n",
    ],
)
def test_who_speaks_is_told(header: str) -> None:
    said = [("Ana", "I text you when I leave"), ("Ben", "you ask me first"), ("Ana", "no exes")]
    text = "\n".join(header.format(who) + words for who, words in said)

    assert [(each.place and each.place.speaker, each.text) for each in read_document(text)] == said


def test_a_message_of_several_lines_is_of_one_speaker() -> None:
    text = "Ana: I want two things\n- you knock\n- you ask me\n\nBen: me too\nAna: ok\n"

    assert [each.place and each.place.speaker for each in read_document(text)][:3] == ["Ana"] * 3


def test_a_matter_before_a_colon_is_no_speaker() -> None:
    assert clauses("Guests: two nights\nRent: on the first\nCats: stay in\n") == [
        "Guests: two nights",
        "Rent: on the first",
        "Cats: stay in",
    ]


def test_chatter_is_no_clause() -> None:
    text = "Ana: no exes, promise me\nBen: ok\nAna: thanks lol\nBen: deal 👍\nAna: I love you too\n"

    assert clauses(text) == ["no exes, promise me"]


# Any input


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "\ufeff", "---", "```", "- ", "# ", "|", "> >", "a\r"]
)
def test_little_is_no_fault(text: str) -> None:
    assert len(read_document(text)) <= 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xff\xfea\x00", "UTF-16"),
        (b"- Knock.\n- caf\xe9", "it is not UTF-8: byte 0xe9"),
        (b"a\x00b", "zero byte"),
        (b"a" * (16 * 1024 * 1024 + 1), "larger than 16 megabytes"),
    ],
)
def test_what_is_no_text_is_refused_in_a_sentence(data: bytes, said: str) -> None:
    with pytest.raises(DocumentError, match=said):
        read_document(data)


def test_the_place_of_a_wrong_byte_is_told() -> None:
    with pytest.raises(DocumentError) as refusal:
        read_document(b"- Knock.\n- caf\xe9")

    fault = refusal.value.faults[0]
    assert (fault.line, fault.column) == (2, 6)


def test_bytes_and_text_are_read_alike() -> None:
    text = "- Ask Zoë first.\n"

    assert read_document(b"\xef\xbb\xbf" + text.encode()) == read_document(text)


@given(st.text(alphabet=st.sampled_from("ab Z.?!:-*_#>|`~\n\r\t\"'()[]1é👍~<&;"), max_size=200))
def test_whatever_is_given_is_read_in_its_order(text: str) -> None:
    places = [each.place for each in read_document(text)]

    spans = [(each.start, each.end) for each in places if each is not None]
    assert len(spans) == len(places)
    assert spans == sorted(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(end <= after for (_, end), (after, _) in pairwise(spans))


@pytest.mark.parametrize(
    "part",
    [
        "- Knock before you come in.\n",
        "We cook in turns and nobody is late. ",
        "```\n",
        "<!--\n",
        "(a. B ",
        "word\n",
        "**a ",
        "[a](",
        "| a | b |\n",
        "> ",
        "Ana: I ask you\n",
        "<b ",
    ],
)
def test_four_times_the_text_takes_about_four_times_as_long(part: str) -> None:
    from polyagree.text.blocks import blocks_in
    from polyagree.text.headings import with_headings
    from polyagree.text.names import cast_of
    from polyagree.text.passages import passages_of

    def seconds(size: int) -> float:
        text = part * (size // len(part))
        begin = time.process_time()
        blocks = with_headings(text, blocks_in(text))
        cast_of(text, blocks)
        passages_of(text, blocks, ())
        return time.process_time() - begin

    seconds(1_000)

    assert min(seconds(60_000) for _ in range(2)) < 10 * seconds(15_000) + 0.2


def test_items_go_on_from_what_stands_over_them() -> None:
    text = (
        "# Lease\n\nThe tenant shall not:\n\n(a) keep pets;\n(b) sublet the room, or\n(c) smoke.\n"
    )

    assert clauses(text) == [
        "The tenant shall not keep pets",
        "The tenant shall not sublet the room",
        "The tenant shall not smoke.",
    ]


def test_a_matter_over_items_is_no_part_of_them() -> None:
    assert clauses("# House\n\nIn the kitchen we agreed:\n\n- Wash up.\n") == ["Wash up."]


def test_messages_under_a_head_are_clauses_each() -> None:
    text = (
        "Maya  9:02 AM\nno exes\ntext me when home\n\nKenji  9:05 AM\nfine with me\nyou ask first\n"
    )

    assert [(each.place and each.place.speaker, each.text) for each in read_document(text)] == [
        ("Maya", "no exes"),
        ("Maya", "text me when home"),
        ("Kenji", "fine with me"),
        ("Kenji", "you ask first"),
    ]


@pytest.mark.parametrize(
    ("said", "parties"),
    [
        ("We are Ana and Ben.", ("Ana", "Ben")),
        ("We're Lin, Mo and Kit, and we share a kitchen.", ("Lin", "Mo", "Kit")),
        ("We are Catholic and proud of it.", ()),
    ],
)
def test_who_we_are_is_said_below_a_title_as_well(said: str, parties: tuple[str, ...]) -> None:
    from polyagree.text.documents import document_of

    assert document_of(f"# Our flat\n\n{said}\n\n- We cook.").cast.parties == parties
