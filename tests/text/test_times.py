"""What is read of times: numbers, lengths, hours, limits, what comes round."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyagree.clock import Duration
from polyagree.text.amounts import amounts_of
from polyagree.text.lexicon import table
from polyagree.text.marked import marked
from polyagree.text.normal import words_of
from polyagree.text.numbers import number_at
from polyagree.text.readings import Times
from polyagree.text.seeking import Phrases
from polyagree.text.times import TimeFrame, time_frames, times_of

FIELDS = ("lead", "within", "window", "duration", "most", "least", "over", "unit", "per", "every")

SAID = {
    # households
    "Guests leave by 10pm.": {"window": "-22:00"},
    "Quiet hours run from 11pm to 7am.": {"window": "23:00-07:00"},
    "No vacuuming before nine in the morning.": {"window": "-09:00"},
    "No loud music after ten at night.": {"window": "22:00-"},
    "Laundry between eight and half past nine only.": {"window": "20:00-21:30"},
    "The bins go out every Tuesday.": {"every": "1 week"},
    "The fridge is cleaned on the first of the month.": {"every": "1 month"},
    "Bathroom duty changes every other week.": {"every": "2 weeks"},
    "Each flatmate cooks twice a week.": {"least": 2, "per": "1 week"},
    "Overnight guests may stay up to four nights a month.": {
        "most": 4,
        "unit": "nights",
        "per": "1 month",
    },
    "Ten minutes in the shower.": {"most": 10, "unit": "minutes"},
    "A visitor may not stay longer than five days.": {"most": 5, "unit": "days"},
    "The landlord gives 24 hours' notice before entering.": {"lead": "24h"},
    "Tell the house three days ahead of a party.": {"lead": "3 days"},
    "Dishes are washed the same evening.": {"within": "1 day"},
    "Broken glasses are replaced within two weeks.": {"within": "2 weeks"},
    "Rent is due monthly.": {"every": "1 month"},
    "No more than six people at a time.": {"most": 6, "unit": "people"},
    # law-like forms
    "Either party may withdraw upon thirty (30) days' written notice.": {"lead": "30 days"},
    "The tenant shall give at least two months' notice of termination.": {"lead": "2 months"},
    "Payment is due within fourteen calendar days of the invoice.": {"within": "14 days"},
    "Expenditure exceeding £1,500 requires both signatures.": {"over": 1500, "unit": "pounds"},
    "Any purchase over two hundred and fifty dollars needs a vote.": {
        "over": 250,
        "unit": "dollars",
    },
    "The accounts shall be reviewed annually.": {"every": "1 year"},
    "The parties shall meet at least once every six months.": {"least": 1, "per": "6 months"},
    "The trial period lasts ninety days.": {"duration": "90 days"},
    "Neither party shall date anyone new for a period of 6 weeks.": {"duration": "6 weeks"},
    "A breach shall be cured within ten (10) business days.": {"within": "10 days"},
    # teams
    "Deploys wait until two reviewers approve.": {},
    "No deploys after 4pm on Fridays.": {"window": "16:00-", "every": "1 week"},
    "Reviews are answered within one working day.": {"within": "1 day"},
    "We hold a retro every two weeks.": {"every": "2 weeks"},
    "Announce holidays a month in advance.": {"lead": "1 month"},
    "No meeting is longer than 45 minutes.": {"most": 45, "unit": "minutes"},
    "At most two people are on leave at once.": {"most": 2, "unit": "people"},
    "The on-call phone is answered within 15 minutes.": {"within": "15 min"},
    # relationships
    "Max two overnights per month.": {"most": 2, "unit": "overnights", "per": "1 month"},
    "One date a week each, no more.": {"most": 1, "unit": "date", "per": "1 week"},
    "Tests every three months.": {"every": "3 months"},
    "Tell me within 48h if something happened.": {"within": "48h"},
    "Let me know two days before a first date.": {"lead": "2 days"},
    "I want a week's warning before you bring anyone home.": {"lead": "1 week"},
    "We keep Sunday for the two of us.": {},
    "We wait six months before anyone moves in.": {"duration": "6 months"},
    "No new partners for the first year.": {"duration": "1 year"},
    "I need at least three evenings a week to myself.": {
        "least": 3,
        "unit": "evenings",
        "per": "1 week",
    },
    "Be home by midnight on work nights.": {"window": "-00:00"},
    "Home by one at the latest.": {"window": "-01:00"},
    "We check in weekly.": {"every": "1 week"},
    "Our anniversary talk is every January.": {"every": "1 year"},
    "Nobody sleeps elsewhere two nights in a row.": {"most": 1, "unit": "nights"},
    "If one of us slips, we talk by the next evening.": {"within": "1 day"},
    "After a fight we take a day off from the subject.": {},
    "You get one weekend away a quarter.": {"most": 1, "unit": "weekend away", "per": "3 months"},
    "A trip of more than five nights is talked over first.": {"over": 5, "unit": "nights"},
    # of all sorts
    "I'd like at least 48 hours' notice of overnight guests.": {"lead": "48h"},
    "A guest who stays beyond ten days pays a share of the bills.": {"over": 10, "unit": "days"},
    "Not more than three guests at any one time.": {"most": 3, "unit": "guests"},
    "No visitors on school nights after 9 p.m.": {"window": "21:00-"},
    "Music off at 11.": {"window": "-23:00"},
    "The house meets on the first Monday of every month.": {"every": "1 month"},
    "Every six weeks we sit down and go through the list.": {"every": "6 weeks"},
    "Each of us gets one veto a year.": {"most": 1, "per": "1 year", "unit": "veto"},
    "This agreement is reviewed every half year.": {"every": "6 months"},
    "If nothing is said within 72 hours, it counts as a yes.": {"within": "72h"},
    "The buyer has five days to object.": {},
    "You must give a minimum of four weeks' notice.": {"lead": "4 weeks"},
    "Notice must be given no later than seven days before the event.": {"lead": "7 days"},
    "Employees request leave at least two weeks in advance.": {"lead": "2 weeks"},
    "Expenses above 75 euros need a receipt.": {"over": 75, "unit": "euros"},
    "Anything costing more than £40 is agreed first.": {"over": 40, "unit": "pounds"},
    "A maximum of two pets.": {"most": 2, "unit": "pets"},
    "Pull requests over 500 lines need two reviewers.": {"over": 500, "unit": "lines need"},
    "No more than two consecutive nights.": {"most": 2, "unit": "nights"},
    "Text me by 8.": {"window": "-20:00"},
    "I want to know by the morning after.": {"within": "12h"},
    "Tell me the next day.": {"within": "1 day"},
    "You tell me that same night.": {"within": "1 day"},
    "Let her know within the week.": {"within": "1 week"},
    "We debrief within 24 hrs of a scene.": {"within": "24h"},
    "Condoms until both have tested, and for three months after that.": {"duration": "3 months"},
    "For the next ninety days nobody dates anyone new.": {"duration": "90 days"},
    "There's a cooling-off period of 14 days.": {"duration": "14 days"},
    "No contact for a month after a break-up.": {"duration": "1 month"},
    "One night out of seven is ours.": {},
    "Twice-yearly tests.": {"every": "6 months"},
    "Tests twice a year.": {"least": 2, "per": "1 year"},
    "I see him every second Thursday.": {"every": "2 weeks"},
    "Tuesday nights are mine.": {"every": "1 week"},
    "Date night is Friday.": {"every": "1 week"},
    "Saturdays belong to the kids.": {"every": "1 week"},
    "We have a family meeting on Sundays at five.": {"every": "1 week"},
    "Three strikes and it's over.": {},
    "At most once per week, and never at our place.": {"most": 1, "per": "1 week"},
    "Up to £200 a month each, no questions asked.": {
        "most": 200,
        "per": "1 month",
        "unit": "pounds",
    },
    "Each partner may spend up to $300 per month without asking.": {
        "most": 300,
        "per": "1 month",
        "unit": "dollars",
    },
    "Two dates a month is plenty for me.": {"most": 2, "per": "1 month", "unit": "dates"},
    "No sleepovers more often than once a fortnight.": {"most": 1, "per": "2 weeks"},
    "He sleeps here three nights a week.": {},
    "I keep Wednesday evenings free for us.": {"every": "1 week"},
    "We spend at least ten minutes a day talking.": {
        "least": 10,
        "per": "1 day",
        "unit": "minutes",
    },
    "Curfew is midnight on weekdays and one on weekends.": {},
    "From 10pm until 7am phones are off.": {"window": "22:00-07:00"},
    "Between 9 and 5 nobody calls the office line.": {"window": "09:00-17:00"},
    "An hour's warning is enough.": {"lead": "1h"},
    "Give each other a couple of days' notice.": {"lead": "2 days"},
    "Long trips are announced a season ahead.": {"lead": "3 months"},
    "The deposit is returned within one month of moving out.": {"within": "1 month"},
    "On-call rotates weekly.": {"every": "1 week"},
    "Passwords are changed every 90 days.": {"every": "90 days"},
    "Nobody works more than ten hours a day.": {"most": 10, "per": "1 day", "unit": "hours"},
    "Leave the room for five minutes if you shout.": {"duration": "5 min"},
    "The first three months are a trial.": {"duration": "3 months"},
    "Probation lasts six weeks.": {"duration": "6 weeks"},
    "The tenant is allowed guests for no more than fourteen consecutive days in any six-month period.": {
        "most": 14,
        "per": "6 months",
        "unit": "days",
    },
    "Any member can leave the co-op on ninety days' written notice.": {"lead": "90 days"},
    "The cleaning rota changes on the first of every month.": {"every": "1 month"},
    "Please give us a heads-up a few hours before.": {},
    "Lights out at ten thirty.": {"window": "-22:30"},
    "Do not disturb me before 8 a.m.": {"window": "-08:00"},
    "If you break it, replace it within the week.": {"within": "1 week"},
    "You may have someone over twice a month.": {"most": 2, "per": "1 month"},
    "Each person hosts at most one party per quarter.": {
        "most": 1,
        "per": "3 months",
        "unit": "party",
    },
    "Any spending over a hundred dollars gets discussed.": {"over": 100, "unit": "dollars"},
    "Two weeks before a move we all talk.": {"lead": "2 weeks"},
    "After a breakup everyone waits a month before dating again.": {"duration": "1 month"},
    "We re-test every 90 days.": {"every": "90 days"},
    "I need a night alone at least once a week.": {"least": 1, "per": "1 week"},
    "Max one new person a month.": {"most": 1, "per": "1 month", "unit": "new person"},
    "We see a counsellor twice a year.": {"least": 2, "per": "1 year"},
    "No texting others during dinner.": {},
    "Tell me by Sunday night who comes.": {},
    "The rent is paid by the fifth of each month.": {"every": "1 month"},
    "A positive test is shared within 12 hours.": {"within": "12h"},
    "The probation period is three months.": {"duration": "3 months"},
    "Vacations longer than a week are planned together.": {"over": 1, "unit": "weeks"},
    "No more than 2 drinks at a party.": {"most": 2, "unit": "drinks"},
    "Everybody cleans for an hour on Saturdays.": {"duration": "1h", "every": "1 week"},
    "We'll keep this for six months and then look again.": {"duration": "6 months"},
    "You text me when you arrive and again the next morning.": {"within": "12h"},
    "Code freezes last 48 hours.": {"duration": "48h"},
    "Incidents are reviewed within five working days.": {"within": "5 days"},
    "Nobody merges on Fridays after three.": {"window": "15:00-", "every": "1 week"},
    "On-call handover is every Monday at 9.": {"every": "1 week"},
    "Objections have to be raised within one week of the proposal.": {"within": "1 week"},
    "Screens are off by nine on school nights.": {"window": "-21:00"},
    "Pocket money is paid weekly.": {"every": "1 week"},
    "Homework before games, one hour of games a day.": {"most": 1, "per": "1 day", "unit": "hours"},
    "Grandparents visit every other weekend.": {"every": "2 weeks"},
    "The kids call their dad every evening at seven.": {"every": "1 day"},
    "I want three nights a week at home.": {"least": 3, "per": "1 week", "unit": "nights"},
    "Neither of us is away more than four nights in a row.": {"most": 4, "unit": "nights"},
    "Exclusive for the first three months.": {"duration": "3 months"},
    "Ask at least a week early.": {"lead": "1 week"},
    # what only looks like it
    "One of us always stays with the kids.": {},
    "We two come first.": {},
    "We have been together for ten years.": {},
    "Between us there are three cats.": {},
    "At one point we will laugh about it.": {},
    "The second person at the table is Kim.": {},
    "By two votes to one it passed.": {},
    "My last month there was hard.": {},
}


def times_in(sentence: str) -> Times:
    return times_of(marked(words_of(sentence)))


def read(sentence: str) -> dict[str, object]:
    times = times_in(sentence)
    found = {name: getattr(times, name) for name in FIELDS if getattr(times, name) is not None}
    return {name: value if isinstance(value, int) else str(value) for name, value in found.items()}


@pytest.mark.parametrize("sentence", SAID)
def test_times_are_read_as_they_are_meant(sentence: str) -> None:
    assert read(sentence) == SAID[sentence]


NUMBERS = {
    "seven": 7,
    "forty-eight": 48,
    "forty eight": 48,
    "two hundred": 200,
    "two hundred and fifty": 250,
    "three thousand four hundred and six": 3406,
    "1,000": 1000,
    "2.5": Decimal("2.5"),
    "3k": 3000,
    "a couple of": 2,
    "a dozen": 12,
    "a hundred": 100,
}


@pytest.mark.parametrize("said", NUMBERS)
def test_a_number_is_read_whole(said: str) -> None:
    words = said.split()

    assert number_at(words, 0) == (NUMBERS[said], len(words))


@pytest.mark.parametrize("said", ["the", "a", "hundred", "and", "forty-nothing", "a few"])
def test_what_is_no_number_is_none(said: str) -> None:
    assert number_at(said.split(), 0) is None


AMOUNTS = {
    "48h": ("length", "48h"),
    "two working days": ("length", "2 days"),
    "half an hour": ("length", "30 min"),
    "a quarter of us": (),
    "six-month trial": ("length", "6 months"),
    "one fortnight": ("length", "2 weeks"),
    "1.5 hours": ("length", "90 min"),
    "twice": ("times", None),
    "three times": ("times", None),
    "$250": ("money", None),
    "forty quid": ("money", None),
    "ten o'clock": ("hour", None),
    "22:00": ("hour", None),
    "by nine": ("hour", None),
    "by nine people": ("number", None),
    "by noon": ("hour", None),
}


@pytest.mark.parametrize("said", AMOUNTS)
def test_an_amount_is_told_by_what_stands_around_it(said: str) -> None:
    found = amounts_of([token.word for token in words_of(said).tokens])

    if not AMOUNTS[said]:
        assert [each.sort for each in found] in ([], ["unit"])
    else:
        sort, length = AMOUNTS[said]
        assert [(each.sort, each.duration and str(each.duration)) for each in found] == [
            (sort, length)
        ]


def test_hours_of_the_evening_end_in_the_morning() -> None:
    assert times_in("No calls between ten and six.").window == "22:00-06:00"


def test_two_at_night_is_early_and_ten_at_night_late() -> None:
    assert times_in("Nobody rings after two at night.").window == "02:00-"
    assert times_in("Nobody rings after ten at night.").window == "22:00-"


def test_what_is_told_before_something_says_before_what() -> None:
    times = times_in("Tell me two days before you book a flight.")

    assert times.before == "you book a flight"
    assert str(times.lead) == "2 days"


def test_what_stands_before_a_question_mark_is_what_it_comes_before() -> None:
    assert times_in("Changing the locks? Say so first.").before == "changing the locks"


def test_what_is_due_within_a_time_follows_its_condition() -> None:
    times = times_in("If a plate is broken, it is replaced within a week.")

    assert times.after == "a plate is broken"
    assert times.within == Duration(weeks=1)


@pytest.mark.parametrize(
    "words", ["no more than two nights a week ", "half an hour before ten ", "a a a ", "30 000 "]
)
def test_a_sentence_without_an_end_is_read_in_good_time(words: str) -> None:
    text = words * (100_000 // len(words))
    started = time.process_time()

    times_in(text)

    # A second where it is linear, an hour where it is not.
    assert time.process_time() - started < 20


FRAMES = time_frames()


def is_in(frame: TimeFrame, sentence: str) -> bool:
    found = Phrases([(frame, frame.when)]).found_in(marked(words_of(sentence)))
    return any(True for _ in found) and frame.but.isdisjoint(marked(words_of(sentence)).known)


@pytest.mark.parametrize("frame", FRAMES, ids=lambda each: each.id)
def test_each_entry_is_found_where_it_should_be(frame: TimeFrame) -> None:
    for sentence in frame.yes:
        assert is_in(frame, sentence), sentence


@pytest.mark.parametrize("frame", FRAMES, ids=lambda each: each.id)
def test_no_entry_is_found_where_it_should_not_be(frame: TimeFrame) -> None:
    for sentence in frame.no:
        assert not is_in(frame, sentence), sentence


def test_each_entry_says_when_it_is_and_when_it_is_not() -> None:
    assert all(raw["yes"] and raw["no"] for raw in table("times")["time"])


@given(st.text(max_size=200))
def test_any_text_has_times_or_none(text: str) -> None:
    times_in(text)


@given(
    st.lists(
        st.sampled_from(
            [
                "no",
                "more",
                "than",
                "at",
                "most",
                "two",
                "three",
                "once",
                "a",
                "an",
                "per",
                "every",
                "week",
                "day",
                "month",
                "within",
                "before",
                "after",
                "by",
                "ten",
                "between",
                "and",
                "six",
                "half",
                "hour",
                "hours",
                "nights",
                "(",
                "30",
                ")",
                "days",
                "notice",
                "$250",
                ",",
                ".",
                "22:00",
            ]
        ),
        max_size=30,
    )
)
def test_words_for_times_in_any_order_are_read_or_left(words: list[str]) -> None:
    times = times_in(" ".join(words))

    assert times.most is None or times.most > 0


@given(st.integers(1, 99), st.sampled_from(["hours", "days", "weeks", "months", "years"]))
def test_a_number_means_the_same_in_words_and_in_digits(count: int, unit: str) -> None:
    in_digits = times_in(f"Tell me within {count} {unit}.")
    in_words = times_in(f"Tell me within {spelt(count)} {unit}.")

    assert in_digits.within == in_words.within


def spelt(count: int) -> str:
    ones = [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ]
    tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    if count < 20:
        return ones[count - 1]
    ten, one = divmod(count, 10)
    return tens[ten - 2] + (f"-{ones[one - 1]}" if one else "")
