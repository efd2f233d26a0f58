"""Texts that are no documents: one sentence each, and never anything but ours."""

from __future__ import annotations

import pytest

from polyagree.codec import FORMATS, loads
from polyagree.errors import DocumentError, Fault


def fault_of(text: str | bytes, *, format: str = "yaml") -> Fault:
    with pytest.raises(DocumentError) as caught:
        loads(text, format=format)
    (fault,) = caught.value.faults
    return fault


@pytest.mark.parametrize("format", FORMATS)
def test_an_empty_document_says_how_to_begin(format):
    fault = fault_of("", format=format)

    assert fault.code == "DOC001"
    assert fault.message == "it is empty"
    assert fault.help == "begin with `polyagree: 1`"


@pytest.mark.parametrize("text", ["null", "~", "# only a comment\n", "---\n"])
def test_nothing_is_empty_too(text):
    assert fault_of(text).message == "it is empty"


@pytest.mark.parametrize(
    ("text", "format"), [("- a\n- b\n", "yaml"), ('["a"]', "json"), ("[]", "json")]
)
def test_a_list_is_no_document(text, format):
    assert fault_of(text, format=format).message == "a list is no document"


def test_a_word_is_no_document():
    assert fault_of("hello").message == "`hello` is no document"


def test_binary_is_not_text():
    fault = fault_of(b"poly\x00agree")

    assert fault.message == "it is not a text: it holds a zero byte"
    assert (fault.line, fault.column) == (1, 5)


def test_latin_1_is_told_from_utf_8():
    fault = fault_of("polyagree: 1\npeople: {zoe: Zoé}".encode("latin-1"))

    assert fault.message == "it is not UTF-8: byte 0xe9"
    assert fault.help == "save it as UTF-8"
    assert (fault.line, fault.column) == (2, 17)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_other_encodings_are_refused(encoding):
    assert fault_of("polyagree: 1\n".encode(encoding)).code == "DOC001"


@pytest.mark.parametrize(
    ("format", "text"),
    [("yaml", b"polyagree: 1"), ("json", b'{"polyagree": 1}'), ("toml", b"polyagree = 1")],
)
def test_a_byte_order_mark_is_passed_over(format, text):
    assert loads(b"\xef\xbb\xbf" + text, format=format).people == ()


def test_windows_line_ends_are_line_ends():
    polycule = loads("polyagree: 1\r\npeople:\r\n  ana: Ana\r\n")

    assert polycule.person("ana").name == "Ana"


def test_windows_line_ends_leave_places_right():
    with pytest.raises(DocumentError) as caught:
        loads("polyagree: 1\r\npeople: {ana: Ana}\r\npeple: {}\r\n")

    assert (caught.value.faults[0].line, caught.value.faults[0].column) == (3, 1)


@pytest.mark.parametrize("format", FORMATS)
def test_a_hundred_megabytes_are_too_large(format):
    text = b'{"polyagree": 1, "x": "' + b"a" * 100_000_000 + b'"}'

    assert fault_of(text, format=format).message == "it is larger than 16 megabytes"


@pytest.mark.parametrize(
    ("format", "bracket"),
    [
        ("yaml", "["),
        ("yaml", '{"a":'),
        ("json", "["),
        ("json", '{"a":'),
        ("toml", "["),
        ("toml", "{a="),
    ],
)
def test_two_hundred_thousand_brackets_are_too_deep(format, bracket):
    begin = "a = " if format == "toml" else ""

    fault = fault_of(begin + bracket * 200_000, format=format)

    assert fault.message == "it is nested deeper than 64 levels"


@pytest.mark.parametrize("format", FORMATS)
def test_sixty_five_levels_are_too_deep(format):
    text = ("a = [" if format == "toml" else "[") + "[" * 64 + "]" * 65

    assert fault_of(text, format=format).message == "it is nested deeper than 64 levels"


def test_an_alias_bomb_ends_at_its_first_anchor():
    bomb = "polyagree: 1\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"

    fault = fault_of(bomb)

    assert fault.message == "`&a` is an anchor"
    assert (fault.line, fault.column) == (2, 4)


def test_an_alias_is_refused():
    assert fault_of("polyagree: 1\nvalues: *them\n").message == "`*them` is an alias"


@pytest.mark.parametrize("tag", ["!!python/object:os.system", "!mine", "!!str"])
def test_tags_are_refused(tag):
    fault = fault_of(f"polyagree: 1\ntimezone: {tag} x\n")

    assert fault.message.endswith("is a tag")
    assert fault.line == 2


def test_a_tab_is_named():
    fault = fault_of("polyagree: 1\npeople:\n\tana: Ana\n")

    assert fault.message == "a tab stands where YAML wants spaces"
    assert fault.line == 3


def test_a_second_document_is_refused():
    assert fault_of("polyagree: 1\n---\npolyagree: 1\n").message == "a second document begins"


def test_broken_yaml_has_a_place():
    fault = fault_of("polyagree: 1\npeople: {ana: Ana\n")

    assert fault.code == "DOC001"
    assert fault.message.startswith("it is not YAML: ")
    assert fault.line is not None


def test_broken_json_has_a_place():
    fault = fault_of('{"polyagree": 1,\n "people": {]}', format="json")

    assert fault.code == "DOC001"
    assert fault.message.startswith("it is not JSON: ")
    assert fault.line == 2


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_numbers_that_json_does_not_have_are_refused(word):
    assert fault_of(f'{{"polyagree": {word}}}', format="json").message == f"`{word}` is not JSON"


def test_a_number_of_a_million_digits_is_refused():
    text = '{"polyagree": ' + "9" * 1_000_000 + "}"

    assert fault_of(text, format="json").message == "a number has too many digits"


@pytest.mark.parametrize("format", FORMATS)
def test_half_of_a_surrogate_pair_is_refused(format):
    texts = {"toml": 'timezone = "\ud83d"'}

    fault = fault_of(texts.get(format, '{"polyagree": 1, "timezone": "\ud83d"}'), format=format)

    assert fault.message == "half of a surrogate pair stands alone"


def test_half_of_a_surrogate_pair_in_an_escape_is_refused():
    fault = fault_of('{"polyagree": 1, "timezone": "\\ud83d"}', format="json")

    assert fault.message == "half of a surrogate pair stands alone"


def test_a_whole_surrogate_pair_is_a_character():
    polycule = loads('{"polyagree": 1, "people": {"ana": "\\ud83d\\ude00"}}', format="json")

    assert polycule.person("ana").name == "\N{GRINNING FACE}"


def test_a_control_character_is_refused_in_yaml():
    assert fault_of("polyagree: 1\ntimezone: \x07\n").code == "DOC001"


def test_a_collection_is_no_key():
    assert fault_of("polyagree: 1\n? [a, b]\n: c\n").message == "a key is not a plain word"


@pytest.mark.parametrize("character", ["\x85", "\u2028", "\u2029"])
def test_a_line_end_that_yaml_would_fold_away_is_refused(character):
    fault = fault_of(f"polyagree: 1\npeople: {{ana: A{character}na}}\n")

    assert fault.message.startswith("a line ends in an unusual character, U+")
    assert (fault.line, fault.column) == (2, 16)


def test_old_line_ends_leave_places_in_json_right():
    with pytest.raises(DocumentError) as caught:
        loads('{"polyagree": 1,\r"peple": {}}', format="json")

    assert (caught.value.faults[0].line, caught.value.faults[0].column) == (2, 1)


@pytest.mark.parametrize("text", ["{says: It is: fine}", "says: It is: fine"])
def test_a_colon_in_a_text_is_met_with_quotes(text):
    fault = fault_of(f"polyagree: 1\na:\n  b: {text}\n")

    assert "put quotes around it" in fault.help
