"""What a reading may mean in the types of the model."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from polyagree.clock import Duration
from polyagree.codec import dumps, loads
from polyagree.model import (
    Agreement,
    Clause,
    Gate,
    Norm,
    Person,
    Polycule,
    Term,
    gates_of,
)
from polyagree.text import read
from polyagree.text.deeds import own_term
from polyagree.text.marked import marked
from polyagree.text.normal import words_of
from polyagree.text.norms import norms_of

NAMES = ("Ana", "Ben", "Kim")


def norms_in(sentence: str, *, with_own_words: bool = False) -> tuple[Norm, ...]:
    reading = read(sentence, people=NAMES)
    words = marked(words_of(sentence, NAMES))
    return norms_of(reading, words, people=NAMES, with_own_words=with_own_words)


def document(sentence: str, norms: tuple[Norm, ...]) -> Polycule:
    term = own_term(marked(words_of(sentence, NAMES)))
    clause = Clause(id="c", says=sentence, norm=norms)
    acts = {str(norm.act) for norm in norms}
    terms: tuple[Term, ...] = (term,) if term is not None and term.id in acts else ()
    return Polycule(
        people=tuple(Person(id=name.casefold(), name=name) for name in NAMES),
        agreements=(Agreement(id="a", parties=("ana", "ben", "kim"), clauses=(clause,)),),
        terms=terms,
    )


def written(sentence: str) -> str:
    polycule = loads(dumps(document(sentence, norms_in(sentence))), format="yaml")
    clauses = yaml.safe_load(dumps(polycule))["agreements"]["a"]["clauses"]
    norm = clauses["c"]["norm"]
    return yaml.safe_dump(norm, default_flow_style=True, sort_keys=False, width=999).strip()


MEANT = {
    "Everyone pays 300 EUR a month.": "{must: pay, amount: 300 EUR, every: month}",
    "Each of us pays £150 a month.": "{must: pay, amount: 150 GBP, every: month}",
    "Ana pays 12.50 euros every week.": "{must: pay, who: ana, amount: 12.50 EUR, every: week}",
    "We pay 300 EUR a month for rent and 50 EUR for food.": "{must: pay, every: month}",
    "We never pay more than 50 EUR a month.": "{may: pay, at_most: 50 EUR, per: month}",
    "Ana stays over only with people Ben has met.": (
        "{must_not: overnight, who: ana, unless: {done: {act: meet, who: ben, with: them}}}"
    ),
    "No overnights without the other's consent.": (
        "{must_not: overnight, unless: {yes_from: other parties}}"
    ),
    "A second date needs Kim's okay.": "{must_not: date, unless: {yes_from: kim}}",
    "Nobody moves in until all of us have said yes.": (
        "{must_not: move-in, unless: {yes_from: all parties}}"
    ),
    "Purchases over $100 need the other's written approval.": (
        "{must_not: spend, amount: over 100 USD, unless: {yes_from: other parties, how: written}}"
    ),
    "Tell me two days before you host a party.": (
        "{must_not: party, unless: {told: other parties, ahead: 2 days}}"
    ),
    "At most two dates a week.": "{may: date, at_most: 2, per: week}",
    "We get tested every three months.": "{must: test, every: quarter}",
    "No hookups.": "{must_not: sex}",
    "If one of us breaks a rule, we talk within two days.": (
        "{must: talk, who: all parties, after: breach, within: 2 days}"
    ),
    "A missed payment is paid back within thirty days.": (
        "{must: pay, to: other parties, after: breach, within: 30 days}"
    ),
    "Fridays are ours.": "{must: time-together, who: all parties, every: week}",
    "Condoms with everyone else.": "{must: barrier, during: {act: sex, with: outsiders}}",
    "A guest for longer than a week stays only if nobody objects.": (
        "{must_not: host, lasting: over 1 week, unless: {unopposed_by: other parties}}"
    ),
    "Going without needs a yes from both of us.": (
        "{must_not: sex, how: without-barrier, unless: {yes_from: all parties}}"
    ),
    "We spend at least one evening a week together.": (
        "{must: time-together, who: all parties, at_least: 1, per: week}"
    ),
    "We don't sleep with coworkers.": "{must_not: sex, with: coworker}",
    "No overnights on weeknights.": "{must_not: overnight, days: weeknights}",
    "No smoking in the house.": "{must_not: smoke, where: home}",
    "Never in our bed.": "{must_not: host, where: bed}",
    "Guests leave by 11pm.": "{must_not: host, hours: 'after 23:00'}",
    "Quiet hours are from 10pm to 7am.": "{must_not: noise, hours: '22:00-07:00'}",
    "Each of us may spend up to 200 euros a month without asking.": (
        "{may: spend, at_most: 200 EUR, per: month}"
    ),
    "I tell you within 24 hours if I had sex with someone else.": (
        "{must: tell, to: other parties, after: {act: sex, with: outsiders}, within: 24h}"
    ),
    "We share test results within two days.": (
        "{must: share-results, to: other parties, after: results, within: 2 days}"
    ),
    "No dating apps in bed.": "{must_not: use-app, where: bed}",
    "Each member may host one party a month.": "{may: party, at_most: 1, per: month}",
    "Back by eleven.": "{must_not: go-out, hours: 'after 23:00'}",
}


@pytest.mark.parametrize("sentence", MEANT)
def test_a_clause_is_put_as_it_is_meant(sentence: str) -> None:
    assert norms_in(sentence)
    assert loads(dumps(document(sentence, norms_in(sentence)))) == document(
        sentence, norms_in(sentence)
    )
    assert written(sentence) == MEANT[sentence]


def test_a_no_that_ends_it_is_a_gate_without_objection() -> None:
    (norm,) = norms_in("If either of us is uneasy about an overnight, it's a no.")

    assert isinstance(norm.unless, Gate)
    assert norm.unless.kind == "unopposed_by"


NOT_PUT = [
    "We choose each other every day.",
    "Home comes first.",
    "Do you want to be asked?",
    "No dates while the children are awake in the kitchen.",
    "He decides what she wears.",
    "Barriers are a matter of taste.",
    "A friend needs no leave.",
    "You can't go out with my friends.",
    "No kissing on the first date.",
    "No guests while I work.",
    "No parties after the exams.",
]


@pytest.mark.parametrize("sentence", NOT_PUT)
def test_what_binds_nobody_or_says_more_is_not_put(sentence: str) -> None:
    assert norms_in(sentence) == ()


def test_to_stop_using_barriers_is_not_to_use_them() -> None:
    (norm,) = norms_in("Before anyone stops using condoms, we talk.")

    assert norm.act == "sex"
    assert norm.how == ("without-barrier",)


def test_somebody_whom_the_document_does_not_know_is_not_put() -> None:
    sentence = "Ana sleeps over only with Zoe's consent."
    reading = read(sentence, people=["Ana", "Zoe"])

    assert norms_of(reading, marked(words_of(sentence, ["Ana", "Zoe"])), people=["Ana"]) == ()
    assert norms_of(reading, marked(words_of(sentence, ["Ana", "Zoe"])), people=["Ana", "Zoe"])


def test_an_act_of_its_own_words_comes_with_the_term_it_needs() -> None:
    sentence = "Nobody paints a wall without the other's consent."
    norms = norms_in(sentence, with_own_words=True)
    polycule = document(sentence, norms)

    assert norms_in(sentence) == ()
    assert [str(norm.act) for norm in norms] == [term.id for term in polycule.terms]
    assert loads(dumps(polycule)) == polycule


ACTS = [
    "an overnight",
    "a date",
    "a party",
    "a new partner",
    "sex with someone else",
    "moving in",
    "a trip",
    "spending over $90",
    "painting a wall",
    "guests",
    "kissing",
    "going without",
    "barriers",
    "test results",
]
RULES = [
    "No {} without the other's consent.",
    "{} needs Ana's okay.",
    "Tell me {} before {}.",
    "Check with Ben before {}.",
    "At most {} {} a week.",
    "No {}.",
    "{} every {} months.",
    "{} only if nobody objects within {} days.",
    "If {} goes wrong, we talk within {} days.",
    "You may have {} when all of us have agreed in writing {} hours ahead.",
    "No {} after {} at night.",
]
FILL = st.sampled_from([*ACTS, "two", "three", "a", "48", "ten", "1"])


@given(st.sampled_from(RULES), st.lists(FILL, min_size=2, max_size=2), st.booleans())
def test_whatever_is_made_of_a_clause_is_written_and_read_again(
    rule: str, fill: list[str], with_own_words: bool
) -> None:
    sentence = rule.format(*fill) if rule.count("{}") == 2 else rule.format(fill[0])
    polycule = document(sentence, norms_in(sentence, with_own_words=with_own_words))

    assert loads(dumps(polycule)) == polycule


@given(st.sampled_from(ACTS), st.sampled_from(RULES[:2] + RULES[3:4]))
def test_a_permission_that_is_put_has_a_gate(act: str, rule: str) -> None:
    sentence = rule.format(act)
    reading = read(sentence, people=NAMES)
    norms = norms_in(sentence, with_own_words=True)

    if reading.permission and norms:
        assert any(isinstance(use.gate, Gate) for norm in norms for use in gates_of(norm))


@pytest.mark.parametrize(
    "sentence",
    [
        "Ana and Ben share the big bedroom every other week.",
        "We share the car every week.",
        "Everyone pays 300 EUR.",
        "We use a condom before you sleep with anybody.",
    ],
)
def test_what_says_something_else_has_no_norm(sentence: str) -> None:
    assert norms_in(sentence) == ()


def test_what_is_shared_in_words_is_told() -> None:
    assert written("We share our plans every Sunday.") == written("We tell our plans every Sunday.")


@pytest.mark.parametrize("rest", ["with somebody", "over at Kim's", "together"])
def test_to_sleep_with_somebody_is_no_hour_of_the_day(rest: str) -> None:
    assert read(f"We talk before you sleep {rest}.").times.within is None


def test_to_sleep_is_an_hour_of_the_day() -> None:
    assert read("We talk about it before we sleep.").times.within == Duration(days=1)
