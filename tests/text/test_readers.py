"""Other readers: what they say is held to what can be meant, and two of them may disagree."""

from __future__ import annotations

import asyncio
import contextlib
import pickle
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyagree import text
from polyagree.clock import Duration
from polyagree.errors import InvalidReading, ReaderFailed
from polyagree.model import Prohibition
from polyagree.text.readers import reader_of

RULE = "Nobody stays over without Sam's okay."


def says(**fields):
    """Return a reader that says the same of every sentence."""
    return text.reader(lambda _: fields, name="mine")


def fault(**fields):
    with pytest.raises(InvalidReading) as caught:
        says(**fields).read(RULE)
    return caught.value


# What it may say


def test_our_own_reader_reads_as_read_does():
    assert text.OURS.name == "polyagree"
    assert text.OURS.read(RULE) == text.read(RULE)


def test_a_reading_bears_the_name_of_its_reader_and_the_sentence():
    reading = says(kind="value").read(RULE)

    assert (reading.text, reading.reader, reading.kind) == (RULE, "mine", "value")


@pytest.mark.parametrize(
    ("kind", "flag"),
    [
        ("permission_rule", "permission"),
        ("veto", "permission"),
        ("prior_notice", "prior_notice"),
        ("break_handling", "break_handling"),
    ],
)
def test_what_follows_from_a_kind_is_filled_in(kind, flag):
    assert getattr(says(kind=kind).read(RULE), flag)


def test_a_kind_follows_from_what_was_decided():
    assert says(permission=True).read(RULE).kind == "permission_rule"
    assert says(break_handling=True).read(RULE).kind == "break_handling"
    assert says(permission=False).read(RULE).kind == "other"


def test_whoever_does_not_say_how_sure_it_is_is_half_sure():
    assert says(kind="veto").read(RULE).confidence == 0.5
    assert says(kind="veto", confidence=1).read(RULE).confidence == 1.0


def test_nothing_means_that_it_cannot_tell():
    reading = text.reader(lambda _: None, name="mine").read(RULE)

    assert (reading.kind, reading.confidence) == ("other", 0.0)
    assert reading.why == "mine says nothing about it"


def test_words_are_looked_up_in_the_sentence():
    reading = says(evidence=["sam's OKAY", {"words": "Nobody", "says": "who"}]).read(RULE)

    assert [(each.start, each.end, each.words, each.says) for each in reading.evidence] == [
        (0, 6, "Nobody", "who"),
        (26, 36, "Sam's okay", "said"),
    ]


def test_roles_and_times_are_mappings_of_some_of_their_fields():
    reading = says(
        roles={"bearer": "each", "approver": "Sam", "act": None},
        times={"lead": "2 days", "most": 3},
    ).read(RULE)

    assert reading.roles == text.Roles(bearer="each", approver="Sam")
    assert reading.times == text.Times(lead=Duration(days=2), most=3)


def test_norms_are_those_of_the_model():
    norm = Prohibition(act="overnight")

    assert says(norms=[norm]).read(RULE).norms == (norm,)


def test_a_whole_reading_will_do():
    ours = text.read(RULE)
    reading = text.reader(text.read, name="mine").read(RULE)

    assert reading.reader == "mine"
    assert (reading.kind, reading.evidence) == (ours.kind, ours.evidence)


def test_a_function_gets_people_and_terms_if_it_takes_them():
    def ask(sentence, *, people):
        return {"vague": sorted(people), "why": sentence}

    asked = text.reader(ask).read(RULE, people=["Sam", "Kim"], terms=["date"])

    assert asked.vague == ("Kim", "Sam")
    assert asked.reader == "ask"


def test_anything_with_a_name_and_a_read_will_do():
    class Machine:
        name = "machine"

        def read(self, sentence, *, people=(), terms=()):
            return {"why": f"{len(sentence)} {len(people)} {len(terms)}"}

    reading = text.reader(Machine()).read(RULE, people=["Sam"])

    assert (reading.reader, reading.why) == ("machine", f"{len(RULE)} 1 0")
    assert reader_of(Machine()).name == "machine"
    assert reader_of(None) is text.OURS


def test_a_whole_text_is_read_by_whoever_is_asked():
    found = text.read_document(f"- {RULE}\n- We cook.", reader=says(kind="review"))

    assert [(each.reader, each.kind) for each in found] == [("mine", "review")] * 2


def test_a_whole_text_holds_any_reader_to_what_it_says():
    class Machine:
        name = "machine"

        def read(self, sentence, *, people=(), terms=()):
            return {"kind": "vetto", "why": f"{sentence}{people}{terms}"}

    with pytest.raises(InvalidReading, match="`machine` gives `kind`"):
        text.read_document(f"- {RULE}", reader=Machine())


# What cannot be meant


@pytest.mark.parametrize(
    ("said", "message", "hint"),
    [
        ({"kind": "vetto"}, "gives `kind` as `vetto`, which is none of its words", "did you mean `veto`?"),
        ({"knd": "veto"}, "gives the unknown field `knd`", "did you mean `kind`?"),
        ({"text": RULE}, "gives the unknown field `text`", "leave it out: it is set for you"),
        ({"permission": "yes"}, "gives `permission` as `yes`, which is neither true nor false", "did you mean `True`?"),
        ({"permission": 0.8}, "gives `permission` as `0.8`, which is neither true nor false", None),
        ({"confidence": 85}, "gives `confidence` as `85`, which is not between 0 and 1", "did you mean `0.85`?"),
        ({"confidence": float("nan")}, "gives `confidence` as `nan`, which is not between 0 and 1", None),
        ({"confidence": True}, "gives `confidence` as `True`, which is not between 0 and 1", None),
        ({"why": None}, "gives `why` as nothing, which is no text", None),
        ({"vague": "soon"}, "gives `vague` as `soon`, which is no list", "write one, also for one alone"),
        ({"evidence": ["Kim"]}, "gives `evidence` as `Kim`, which does not stand in the sentence", None),
        ({"evidence": [""]}, "gives `evidence` as ``, which does not stand in the sentence", None),
        ({"norms": ["no"]}, "gives `norms` as `no`, which is no norm", "make one with `polyagree.model`"),
        ({"roles": {"giver": "Sam"}}, "gives the unknown field `roles.giver`", None),
        ({"roles": {"aprover": "Sam"}}, "gives the unknown field `roles.aprover`", "did you mean `approver`?"),
        ({"roles": {"modality": "mus"}}, "gives `roles.modality` as `mus`, which is none of its words", "did you mean `must`?"),
        ({"times": {"lead": "soon"}}, "gives `times.lead` as `soon`, which is no length of time", None),
        ({"times": {"most": -1}}, "gives `times.most` as `-1`, which is no number of times", None),
        ({"times": 3}, "gives `times` as `3`, which is no mapping of its fields", None),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_told_in_a_sentence(said, message, hint):
    error = fault(**said)

    assert error.message == f"reader `mine` {message}"
    assert error.reader == "mine"
    if hint is not None:
        assert error.help == hint


def test_text_is_no_reading():
    with pytest.raises(InvalidReading) as caught:
        text.reader(lambda _: '{"kind": "veto"}', name="mine").read(RULE)

    assert "neither a reading nor a mapping" in caught.value.message
    assert "json.loads" in (caught.value.help or "")


def test_a_promise_of_an_answer_is_no_reading():
    async def ask(_):
        await asyncio.sleep(0)
        return {}

    with pytest.raises(InvalidReading, match="neither a reading") as caught:
        text.reader(ask, name="mine").read(RULE)

    assert caught.value.help == "let the function wait for it, and return what comes"


@pytest.mark.parametrize("name", [None, "", "two\nlines"])
def test_a_reader_has_a_name(name):
    with pytest.raises(InvalidReading, match="a reader has no name"):
        text.reader(lambda _: None, name=name)


def test_our_name_is_ours():
    with pytest.raises(InvalidReading, match="the name of our own reader"):
        text.reader(lambda _: None, name="polyagree")


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=6,
)
FIELDS = ["kind", "permission", "confidence", "roles", "times", "norms", "vague", "evidence", "why"]


@given(st.dictionaries(st.sampled_from(FIELDS) | st.text(), json) | json)
def test_nonsense_is_a_reading_or_one_clear_sentence(said):
    with contextlib.suppress(InvalidReading):
        reading = text.reader(lambda _: said, name="mine").read(RULE)

        assert 0 <= reading.confidence <= 1
        assert hash(reading) == hash(reading)
        return

    with pytest.raises(InvalidReading) as caught:
        text.reader(lambda _: said, name="mine").read(RULE)

    assert caught.value.message.startswith("reader `mine` ")
    assert "\n" not in caught.value.message
    assert str(pickle.loads(pickle.dumps(caught.value))) == caught.value.message


# One that fails


def test_what_a_reader_raises_is_told_with_its_cause():
    def ask(_):
        raise ConnectionError("nobody there.\nTry again.")

    with pytest.raises(ReaderFailed) as caught:
        text.reader(ask).read(RULE)

    assert caught.value.message == "reader `ask` gave no answer: nobody there. Try again"
    assert isinstance(caught.value.__cause__, ConnectionError)


def test_nobody_waits_longer_than_they_have_patience():
    forever = threading.Event()

    with pytest.raises(ReaderFailed, match=r"has not answered within 0\.01 s"):
        text.reader(lambda _: forever.wait(60), name="slow", patience=0.01).read(RULE)

    forever.set()


def test_whoever_is_in_time_is_heard():
    patient = text.reader(lambda _: {"kind": "veto"}, name="mine", patience=60)

    assert patient.read(RULE).kind == "veto"


def test_what_is_raised_in_time_is_told_as_well():
    with pytest.raises(ReaderFailed, match="division by zero"):
        text.reader(lambda _: {"kind": 1 / 0}, name="mine", patience=60).read(RULE)


# Two of them


def test_the_first_counts_and_the_second_casts_doubt():
    first = text.reader(lambda _: {"kind": "veto", "confidence": 0.9}, name="first")
    second = text.reader(lambda _: {"kind": "value", "confidence": 0.8}, name="second")

    reading = text.seconded(first, second).read(RULE)

    assert (reading.kind, reading.reader) == ("veto", "first")
    assert [str(each) for each in reading.disputed] == ["kind: first says veto, second says value"]
    assert reading.confidence == pytest.approx(0.9 * 0.6)


def test_what_the_second_did_not_say_is_not_disputed():
    first = says(kind="permission_rule", confidence=0.6)
    second = text.reader(lambda _: {"permission": True, "confidence": 0.9}, name="second")

    reading = text.seconded(first, second).read(RULE)

    assert reading.disputed == ()
    assert reading.confidence == 0.9


def test_one_that_cannot_tell_changes_nothing():
    silent = text.reader(lambda _: None, name="silent")

    assert text.seconded(text.OURS, silent).read(RULE) == text.read(RULE)


@pytest.mark.parametrize("said", [{"kind": "vetto"}, {"kind": 1}, "nonsense"])
def test_nonsense_of_the_second_leaves_the_first_and_is_told(said):
    reading = text.seconded(text.OURS, text.reader(lambda _: said, name="mine")).read(RULE)
    ours = text.read(RULE)

    assert (reading.kind, reading.confidence) == (ours.kind, ours.confidence)
    assert reading.why.startswith(f"{ours.why}; reader `mine` ")


def test_where_the_first_fails_the_second_is_heard():
    reading = text.seconded(text.reader(lambda _: 1 / 0, name="broken"), says(kind="veto")).read(
        RULE
    )

    assert (reading.kind, reading.reader) == ("veto", "mine")
    assert reading.why == "reader `broken` gave no answer: division by zero"


def test_where_both_fail_it_is_raised():
    with pytest.raises(ReaderFailed, match="other"):
        text.seconded(
            text.reader(lambda _: 1 / 0, name="one"), text.reader(lambda _: 1 / 0, name="other")
        ).read(RULE)


def test_three_can_be_asked():
    one, two, three = (
        text.reader(lambda _, kind=kind: {"kind": kind, "confidence": 0.5}, name=kind)
        for kind in ("veto", "value", "review")
    )

    both = text.seconded(text.seconded(one, two), three)

    assert both.name == "veto, seconded by value, seconded by review"
    assert [each.says[1][0] for each in both.read(RULE).disputed] == ["value", "review"]


kinds = st.sampled_from(["veto", "value", "review", "prior_notice"])


@given(kinds, kinds, st.floats(0, 1), st.floats(0, 1))
def test_a_dispute_never_makes_surer_and_agreement_never_less_sure(one, other, sure, as_sure):
    first = text.reader(lambda _: {"kind": one, "confidence": sure}, name="first")
    second = text.reader(lambda _: {"kind": other, "confidence": as_sure}, name="second")

    reading = text.seconded(first, second).read(RULE)

    assert bool(reading.disputed) == (one != other)
    assert reading.kind == one
    if reading.disputed:
        assert reading.confidence <= sure
        assert reading.confidence < sure or sure * as_sure < 1e-9
    else:
        assert reading.confidence == max(sure, as_sure)


@pytest.mark.parametrize("ask", [None, 3, "model"])
def test_what_cannot_be_asked_is_no_reader(ask):
    with pytest.raises(InvalidReading, match="a reader is a function of a sentence"):
        text.reader(ask, name="mine")


@pytest.mark.parametrize("patience", [0, -1, float("nan")])
def test_somebody_who_has_no_time_cannot_be_asked(patience):
    with pytest.raises(InvalidReading, match="nobody answers within") as caught:
        text.reader(lambda _: None, name="mine", patience=patience)
    assert caught.value.field == "patience"
