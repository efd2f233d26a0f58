"""Matrices side by side: between the people in one, and from one to a later one."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given

from polyagree.codec import loads
from polyagree.errors import InvalidRecord, UnknownName
from polyagree.model import Matrix, Polycule
from polyagree.practice import SideBySide, matrix_moves, side_by_side
from polyagree.testing.strategies import matrices, polycules

HEAD = """\
polyagree: 1
people: {ana: Ana, ben: Ben, caro: Caro}
terms: {peck: {kind: act, kind_of: kissing, means: a quick one}}
matrices:
"""
SCALE = "scale: [never, not-now, unsure, fine, love]"


def document(*rows: str) -> Polycule:
    return loads(HEAD + "".join(f"  m{number}: {{{row}}}\n" for number, row in enumerate(rows)))


def compared(said: str, **options) -> SideBySide:
    return side_by_side(document(f"people: [ana, ben], {SCALE}, {said}"), "m0", **options)


def stances(said: str, **options) -> list[str]:
    (row,) = compared(said, **options).rows
    return [cell.stance for cell in row.cells]


def meeting(said: str, **options) -> str:
    (row,) = compared(said, **options).rows
    return row.meeting


def direction(*rows: str) -> str:
    (move,) = matrix_moves(document(*(f"people: [ana], {each}" for each in rows)), "m0", "m1")
    return move.direction


# Between people


@pytest.mark.parametrize(
    ("step", "stance"),
    [
        ("never", "not fine"),
        ("not-now", "between"),
        ("unsure", "between"),
        ("fine", "between"),
        ("love", "fine"),
    ],
)
def test_of_a_scale_only_its_ends_speak_for_themselves(step: str, stance: str) -> None:
    assert stances(f"comfort: {{sex: {{ana: {step}}}}}")[0] == stance


def test_people_say_from_which_step_on_it_is_fine() -> None:
    said = "comfort: {sex: {ana: fine, ben: not-now}}"

    assert stances(said, fine_from="fine", not_fine_up_to="not-now") == ["fine", "not fine"]
    assert stances(said, fine_from="unsure") == ["fine", "between"]


@pytest.mark.parametrize(
    ("answer", "stance"),
    [("yes", "fine"), ("maybe", "between"), ("no", "not fine"), ("not-yet-tried", "not yet tried")],
)
def test_an_answer_is_a_stance(answer: str, stance: str) -> None:
    assert stances(f"answers: {{sex: {{ana: {answer}}}}}") == [stance, "not said"]


@pytest.mark.parametrize(
    ("step", "answer", "stance"),
    [
        ("love", "no", "not fine"),
        ("never", "yes", "not fine"),
        ("love", "maybe", "between"),
        ("unsure", "yes", "between"),
        ("love", "not-yet-tried", "fine"),
        ("never", "not-yet-tried", "not fine"),
    ],
)
def test_what_is_said_twice_is_fine_only_if_both_are(step: str, answer: str, stance: str) -> None:
    said = f"comfort: {{sex: {{ana: {step}}}}}, answers: {{sex: {{ana: {answer}}}}}"

    assert stances(said)[0] == stance


@pytest.mark.parametrize(
    ("answers", "met"),
    [
        ("ana: yes, ben: yes", "fine for all"),
        ("ana: yes, ben: no", "not fine for somebody"),
        ("ben: no", "not fine for somebody"),
        ("ana: yes", "unknown"),
        ("ana: maybe", "unknown"),
        ("ana: yes, ben: maybe", "between"),
        ("ana: maybe, ben: not-yet-tried", "between"),
        ("ana: yes, ben: not-yet-tried", "not yet tried"),
    ],
)
def test_one_no_is_enough_and_silence_is_no_yes(answers: str, met: str) -> None:
    assert meeting(f"answers: {{sex: {{{answers}}}}}") == met


def test_a_no_to_a_wider_act_is_one_to_each_kind_of_it() -> None:
    found = compared("answers: {intimacy: {ana: no, ben: yes}}", acts=["peck"])
    row = found.rows[-1]

    assert row.act == "peck"
    assert row.meeting == "not fine for somebody"
    assert [cell.said_of for cell in row.cells] == ["intimacy", None]


def test_a_yes_to_a_wider_act_is_none_to_each_kind_of_it() -> None:
    found = compared("answers: {intimacy: {ana: yes, ben: yes}}", acts=["kissing"])

    assert found.acts("fine for all") == ("intimacy",)
    assert found.acts("unknown") == ("kissing",)


def test_what_is_said_of_the_act_itself_goes_first() -> None:
    answers = "{intimacy: {ana: no, ben: no}, kissing: {ana: yes, ben: yes}}"

    assert compared(f"answers: {answers}").acts("fine for all") == ("kissing",)


def test_a_no_to_a_narrower_act_says_nothing_of_the_wider_one() -> None:
    found = compared("answers: {kissing: {ana: no, ben: no}}", acts=["intimacy"])

    assert found.acts("unknown") == ("intimacy",)


def test_some_of_the_people_can_be_compared() -> None:
    said = f"people: [ana, ben, caro], {SCALE}, answers: {{sex: {{ana: yes, ben: yes}}}}"
    found = side_by_side(document(said), "m0", people=["ben", "ana"])

    assert found.people == ("ben", "ana")
    assert found.acts("fine for all") == ("sex",)


def test_a_record_for_each_cell() -> None:
    first, _ = compared("comfort: {sex: {ana: love}}").records()

    assert first == {
        "matrix": "m0",
        "act": "sex",
        "meeting": "unknown",
        "who": "ana",
        "stance": "fine",
        "level": "love",
        "answer": None,
        "said_of": "sex",
    }


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"people": ["caro"]}, "`caro` is not in `m0`"),
        ({"acts": ["kissin"]}, "unknown word `kissin`"),
    ],
)
def test_what_is_asked_about_has_to_be_there(options: dict[str, Sequence[str]], message: str):
    with pytest.raises(UnknownName) as caught:
        compared("answers: {sex: {ana: yes}}", **options)

    assert str(caught.value) == message


def test_a_matrix_has_to_be_there() -> None:
    with pytest.raises(UnknownName) as caught:
        side_by_side(document("people: [ana]"), "spring")

    assert caught.value.message == "unknown matrix `spring`"
    assert caught.value.help == "there is `m0`"


def test_a_step_has_to_be_on_the_scale() -> None:
    with pytest.raises(InvalidRecord, match="`ok` is not on the scale of `m0`"):
        compared("comfort: {sex: {ana: love}}", fine_from="ok")


def test_no_step_is_fine_and_not_fine() -> None:
    with pytest.raises(InvalidRecord, match="`fine` would be fine and not fine"):
        compared("comfort: {sex: {ana: love}}", fine_from="fine", not_fine_up_to="fine")


def test_where_every_step_is_fine_none_is_not() -> None:
    assert stances("comfort: {sex: {ana: never}}", fine_from="never")[0] == "fine"


@given(polycules())
def test_nobody_who_said_nothing_makes_an_act_fine_for_all(polycule: Polycule) -> None:
    for matrix in polycule.matrices:
        said = {(each.act, each.who) for each in (*matrix.comfort, *matrix.answers)}
        for row in side_by_side(polycule, matrix).rows:
            silent = [who for who in matrix.people if (row.act, who) not in said]

            assert not (silent and row.meeting == "fine for all")


# Over time


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        ("unsure", "love", "warmer"),
        ("love", "never", "cooler"),
        ("fine", "fine", "the same"),
    ],
)
def test_on_one_scale_a_step_is_warmer_or_cooler(before: str, after: str, moved: str) -> None:
    rows = (f"{SCALE}, comfort: {{sex: {{ana: {each}}}}}" for each in (before, after))

    assert direction(*rows) == moved


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        ("no", "maybe", "warmer"),
        ("yes", "no", "cooler"),
        ("maybe", "maybe", "the same"),
        ("not-yet-tried", "not-yet-tried", "the same"),
        ("not-yet-tried", "yes", "not comparable"),
        ("no", "not-yet-tried", "not comparable"),
    ],
)
def test_answers_are_warmer_or_cooler(before: str, after: str, moved: str) -> None:
    assert direction(*(f"answers: {{sex: {{ana: {each}}}}}" for each in (before, after))) == moved


def test_steps_and_answers_can_go_both_ways() -> None:
    assert (
        direction(
            f"{SCALE}, comfort: {{sex: {{ana: unsure}}}}, answers: {{sex: {{ana: yes}}}}",
            f"{SCALE}, comfort: {{sex: {{ana: love}}}}, answers: {{sex: {{ana: maybe}}}}",
        )
        == "both ways"
    )


def test_another_scale_is_compared_where_it_holds_both_steps_in_the_same_order() -> None:
    before = f"{SCALE}, comfort: {{sex: {{ana: unsure}}}}"
    longer = "scale: [no, unsure, hm, fine], comfort: {sex: {ana: fine}}"
    turned = "scale: [fine, unsure], comfort: {sex: {ana: fine}}"
    other = "scale: [no, fine], comfort: {sex: {ana: fine}}"

    assert direction(before, longer) == "warmer"
    assert direction(before, turned) == "not comparable"
    assert direction(before, other) == "not comparable"


@pytest.mark.parametrize(
    ("later", "moved"),
    [
        ("[love, fine, unsure, not-now, never]", "not comparable"),
        ("[never, love, fine]", "not comparable"),
        ("[unsure, never, love]", "the same"),
        ("[hm, love]", "the same"),
    ],
)
def test_the_same_word_is_the_same_step_where_the_others_lie_on_its_same_side(
    later: str, moved: str
) -> None:
    said = "comfort: {sex: {ana: love}}"

    assert direction(f"{SCALE}, {said}", f"scale: {later}, {said}") == moved
    assert direction(f"scale: {later}, {said}", f"{SCALE}, {said}") == moved


def test_what_is_said_once_is_new_or_gone() -> None:
    said = "answers: {sex: {ana: yes}}"
    nothing = "answers: {}"

    assert direction(nothing, said) == "newly said"
    assert direction(said, nothing) == "no longer said"


def test_a_step_before_and_an_answer_later_do_not_compare() -> None:
    steps, answers = f"{SCALE}, comfort: {{sex: {{ana: love}}}}", "answers: {sex: {ana: yes}}"

    assert direction(steps, answers) == "not comparable"


OPPOSITE = {
    "warmer": "cooler",
    "cooler": "warmer",
    "newly said": "no longer said",
    "no longer said": "newly said",
}


@given(matrices(), matrices())
def test_the_way_back_is_the_other_way(one: Matrix, other: Matrix) -> None:
    nobody = loads("polyagree: 1")
    there = {(each.act, each.who): each for each in matrix_moves(nobody, one, other)}
    back = {(each.act, each.who): each for each in matrix_moves(nobody, other, one)}

    assert there.keys() == back.keys()
    for cell, move in there.items():
        assert back[cell].direction == OPPOSITE.get(move.direction, move.direction)
        assert back[cell].level == move.level[::-1]
        assert back[cell].answer == move.answer[::-1]
