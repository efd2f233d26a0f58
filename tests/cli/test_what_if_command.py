"""``polyagree what-if``."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from polyagree.cli import main

DOCUMENT = """\
polyagree: 1
timezone: Europe/Lisbon
people: {ana: Ana, ben: Ben, caro: Caro}
agreements:
  home:
    parties: [ana, ben]
    made: 2026-03-01
    if_broken:
      - {must: tell, who: breaker, to: other parties, within: 1 day}
      - {must: talk, who: all parties, within: 1 week, if_broken: [{must: see-counsellor, who: all parties, within: 1 month}]}
    clauses:
      telling: {says: We tell., norm: {must: tell, to: other parties, after: {act: date, with: outsiders}, within: 24h}}
      nights: {says: One late night., norm: {may: late-night, at_most: 1, per: month}}
      ask: {says: We ask., norm: {may: overnight, only_if: {yes_from: other parties}}}
      kind: {says: We are kind., norm: none}
      free: {says: We see whom we like., norm: {may: date}}
      calls: {says: Ben calls., norm: {must: call, who: ben, every: week}}
      old: {says: Not any more., norm: {must_not: drink}}
    revisions:
      - {date: 2026-03-20, because: new, accepted: {ana: 2026-03-20, ben: 2026-03-20}, was: {gone: {says: No pets., norm: {must_not: spend}}, old: none}}
events:
  - {id: first, at: 2026-03-14T01:00, who: ben, act: late-night, with: caro}
"""


@pytest.fixture
def home(tmp_path: Path) -> str:
    path = tmp_path / "home.yaml"
    path.write_text(DOCUMENT, encoding="utf-8")
    return str(path)


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["what-if", *arguments]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["what-if", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    return err


# A break


def test_a_break_is_followed_to_each_end(capsys: pytest.CaptureFixture[str], home: str) -> None:
    text = said(capsys, home, "--break", "home.telling")

    assert (
        text
        == """\
If `home.telling` was not kept on Friday 20 March 2026
We tell.
Days and hours are those of Europe/Lisbon.
The events are made up and stand minutes apart; what is recorded does not count.

{must: tell, to: other parties, after: {act: date, with: outsiders}, within: 24h}
  - Ana: `date` with somebody, at 00:01 on 20 March
  - and nothing of `tell` by Ana, until 00:01 on 21 March
  it is made good
    with     `tell` by Ana to Ben, by the end of 22 March
    with     `talk` by Ana and Ben, by the end of 28 March
  it can no longer be made good
    without  `tell` by Ana to Ben, by the end of 22 March
  it is made good
    with     `tell` by Ana to Ben, by the end of 22 March
    without  `talk` by Ana and Ben, by the end of 28 March
    with     `see-counsellor` by Ana and Ben, by the end of 29 April
  it can no longer be made good
    with     `tell` by Ana to Ben, by the end of 22 March
    without  `talk` by Ana and Ben, by the end of 28 March
    without  `see-counsellor` by Ana and Ben, by the end of 29 April
"""
    )


def test_who_breaks_it_can_be_said(capsys: pytest.CaptureFixture[str], home: str) -> None:
    text = said(capsys, home, "--break", "home.nights", "--by", "ben")

    assert text.count("Ben: `late-night`, at") == 2
    assert "with that it is broken by Ben" in text


def test_the_day_can_be_said(capsys: pytest.CaptureFixture[str], home: str) -> None:
    text = said(capsys, home, "--break", "home.gone", "--on", "2026-03-10")

    assert "on Tuesday 10 March 2026" in text
    assert "Ana: `spend`" in text


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["home.kind"], "`home.kind` has no norm, so nothing in it can be broken"),
        (["home.free"], "`home.free` gives something and asks for nothing, so it cannot be broken"),
        (["home.gone"], "`home.gone` is not in force then: it ended with 19 March 2026"),
        (
            ["home.old", "--on", "2026-03-01"],
            "`home.old` is not in force then: it begins on 20 March 2026",
        ),
        (
            ["home.nights", "--by", "caro"],
            "`home.nights` is between Ana and Ben, so it does not bind Caro",
        ),
        (["home.calls", "--by", "ana"], "nothing in `home.calls` binds Ana"),
    ],
)
def test_where_nothing_can_be_broken_it_is_said_why(
    capsys: pytest.CaptureFixture[str], home: str, arguments: list[str], why: str
) -> None:
    text = said(capsys, home, "--break", *arguments)
    found = json.loads(said(capsys, home, "--format", "json", "--break", *arguments))

    assert why in text.splitlines()
    assert found["why"] == why
    assert found["walks"] == []


def test_a_break_that_nothing_shows_is_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "home.yaml"
    clause = "long: {says: Some day., norm: {must: travel}}\n      kind:"
    path.write_text(DOCUMENT.replace("kind:", clause), encoding="utf-8")

    text = said(capsys, str(path), "--break", "home.long")

    assert "no break of it could be thought of: it has no time in which it is to be done" in text


def test_an_agreement_is_broken_clause_by_clause(
    capsys: pytest.CaptureFixture[str], home: str
) -> None:
    text = said(capsys, home, "--break", "home")

    assert "\n`home.telling`, {must: tell" in text
    assert "\n`home.old`, {must_not: drink}" in text


def test_programs_get_the_walks(capsys: pytest.CaptureFixture[str], home: str) -> None:
    found = json.loads(said(capsys, home, "--break", "home.telling", "--format", "json"))

    assert list(found) == ["format", "zone", "clause", "why", "walks", "unreached"]
    (walk,) = found["walks"]
    assert walk["events"] == [
        {"at": "2026-03-20T00:01", "who": "ana", "act": "date", "with": "somebody"}
    ]
    assert [end["outcome"] for end in walk["ends"]] == [
        *("compensated", "terminal", "compensated", "terminal"),
    ]
    assert walk["ends"][1]["choices"] == [
        {
            "path": "agreements.home.if_broken[0]",
            "modal": "must",
            "act": "tell",
            "who": ["ana"],
            "to": ["ben"],
            "until": "2026-03-23T00:00:00+00:00",
            "is_kept": False,
        }
    ]


# An event


def test_what_would_break_is_told_with_what_would_make_it_fine(
    capsys: pytest.CaptureFixture[str], home: str
) -> None:
    event = "{at: 2026-03-28T01:00, who: ben, act: late-night, with: caro}"

    text = said(capsys, home, "--event", event)

    assert (
        text
        == """\
Ben: `late-night` with Caro, at 01:00 on 28 March
It would break what was agreed:
  - `home.nights`: 2 of 1 in March 2026 ("One late night.")
It would be fine if there was before it:
  - Ana and Ben: `agree-exception` about `home.nights`, at 00:59 on 28 March
    {at: 2026-03-28T00:59, who: [ana, ben], act: agree-exception, about: home.nights}

Days and hours are those of Europe/Lisbon.

What would be broken
  - `home.nights`, by Ben on 28 March: 2 of 1 in March 2026

What it would ask for
  - `tell` by Ben to Ana, until 02:00 on 29 March (`home.telling`)
  - `tell` by Ben to Ana, by the end of 29 March (to follow a break of `home.nights`)
  - `talk` by Ana and Ben, by the end of 4 April (to follow a break of `home.nights`)

How it would stand, at 01:00 on 28 March
  home.nights  kept so far  ->  broken, not made good yet
"""
    )


def test_the_change_that_is_shown_works(capsys: pytest.CaptureFixture[str], home: str) -> None:
    event = "{at: 2026-03-28T01:00, who: ben, act: overnight, with: caro}"
    before = said(capsys, home, "--event", event)
    change = next(line.strip() for line in before.splitlines() if line.startswith("    {"))

    after = said(capsys, home, "--event", change, "--event", event)

    assert "act: say-yes" in change
    assert "It would break" not in after


def test_what_is_allowed_is_said_to_be(capsys: pytest.CaptureFixture[str], home: str) -> None:
    text = said(capsys, home, "--event", "{at: 2026-03-28T20:00, who: ana, act: date, with: ben}")

    assert "It would be fine: `home.free` allows it." in text


def test_what_nothing_speaks_of_is_fine(capsys: pytest.CaptureFixture[str], home: str) -> None:
    text = said(capsys, home, "--event", "{at: 2026-03-28, who: ana, act: work}")

    assert "It would be fine: nothing that was agreed is against it." in text
    assert "What it would ask for\n  nothing more" in text


def test_time_may_pass_after_it(capsys: pytest.CaptureFixture[str], home: str) -> None:
    event = "{at: 2026-03-28T20:00, who: ana, act: date, with: caro}"

    text = said(capsys, home, "--event", event, "--until", "2026-03-30")

    assert "`home.telling`: nothing of `tell` by Ana to Ben, until 21:00 on 29 March" in text
    assert "`talk` by Ana and Ben, by the end of 5 April (to follow a break of" in text


def test_one_more_break_of_what_is_broken_is_told(
    capsys: pytest.CaptureFixture[str], home: str
) -> None:
    Path(home).write_text(
        DOCUMENT
        + "  - {id: second, at: 2026-03-15T01:00, who: ben, act: late-night, with: caro}\n",
        encoding="utf-8",
    )
    event = "{at: 2026-03-15T20:00, who: ben, act: late-night, with: caro}"

    text = said(capsys, home, "--event", event)
    found = json.loads(said(capsys, home, "--event", event, "--format", "json"))

    assert (
        "  home.nights\n"
        "    without  broken, no longer to be made good\n"
        "    with     broken 2 times, none to be made good any more\n" in text
    )
    nights = [each for each in found["changed"] if each["clause"] == "home.nights"]
    assert [
        (each["before"]["breaks"]["terminal"], each["after"]["breaks"]["terminal"])
        for each in nights
    ] == [(1, 2)]
    assert [(each["before"], each["after"]["state"]) for each in nights[0]["steps"]] == [
        (None, "terminal"),
        (None, "in force"),
    ]


def test_a_step_that_is_done_is_told_with_what_it_makes_good(
    capsys: pytest.CaptureFixture[str], home: str
) -> None:
    Path(home).write_text(
        DOCUMENT
        + "  - {id: second, at: 2026-03-15T01:00, who: ben, act: late-night, with: caro}\n"
        + "  - {at: 2026-03-15T11:00, who: ben, act: tell, to: ana}\n",
        encoding="utf-8",
    )
    event = "{at: 2026-03-15T20:00, who: [ana, ben], act: talk, about: second}"

    text = said(capsys, home, "--event", event)

    assert (
        "What else would come of it\n"
        "  - `talk` by Ana and Ben (to follow a break of `home.nights`) would be done\n"
        "  - the break of `home.nights` on 15 March would be made good\n" in text
    )


@pytest.mark.parametrize(
    ("event", "line"),
    [
        (
            "{at: 2026-03-14T10:00, who: ana, act: release, about: home.telling}",
            "`tell` by Ben to Ana (`home.telling`) would be released",
        ),
        (
            "{at: 2026-03-14T10:00, who: [ana, ben], act: end, about: home}",
            "`tell` by Ben to Ana (`home.telling`) would end",
        ),
        (
            "{at: 2026-03-14T10:00, who: [ana, ben], act: delegate, to: ana, about: home.calls}",
            "`call` by Ben (`home.calls`) would be handed over",
        ),
        (
            "{at: 2026-03-14T10:00, who: [ana, ben], act: pause, about: home.telling, lasting: 1 day}",
            "the break of `home.telling` on 15 March would not come about",
        ),
    ],
)
def test_what_else_would_come_of_it_is_told(
    capsys: pytest.CaptureFixture[str], home: str, event: str, line: str
) -> None:
    assert f"  - {line}\n" in said(capsys, home, "--event", event)


VETO = """\
polyagree: 1
people: {ana: Ana, ben: Ben, caro: Caro}
agreements:
  home:
    parties: [ana, ben]
    made: 2026-03-01
    clauses:
      stop: {says: Ben can say no., norm: {power: veto, who: ben, over: {act: date}, for: 2 weeks}}
"""
NO = "{at: 2026-03-10T20:00, who: ben, act: veto, about: caro}"


@pytest.fixture
def veto(tmp_path: Path) -> str:
    path = tmp_path / "veto.yaml"
    path.write_text(VETO, encoding="utf-8")
    return str(path)


def test_a_refusal_is_told_as_what_it_is(capsys: pytest.CaptureFixture[str], veto: str) -> None:
    text = said(capsys, veto, "--event", NO)

    assert "It would be fine: `home.stop` gives the power to do so." in text
    assert "- no `date` with Caro by Ana, until the end of 24 March (`home.stop`)\n" in text


def test_what_was_refused_is_told_with_who_refused_it(
    capsys: pytest.CaptureFixture[str], veto: str
) -> None:
    date = "{at: 2026-03-12T20:00, who: ana, act: date, with: caro}"

    text = said(capsys, veto, "--event", NO, "--event", date)

    assert '- `home.stop`: refused by Ben on 10 March ("Ben can say no.")\n' in text


def test_the_break_of_a_refusal_is_asked_for_with_both_events(
    capsys: pytest.CaptureFixture[str], veto: str
) -> None:
    assert "ask for both with `--event`, the refusal first" in said(
        capsys, veto, "--break", "home.stop"
    )


def test_where_a_name_is_nobodys_those_who_are_there_are_named(
    capsys: pytest.CaptureFixture[str], home: str
) -> None:
    far = refused(capsys, home, "--event", "{at: 2026-03-28T20:00, who: zoe, act: date}")
    near = refused(capsys, home, "--event", "{at: 2026-03-28T20:00, who: bem, act: date}")

    assert "help: people are `ana`, `ben`, `caro`" in far
    assert "help: did you mean `ben`?" in near


def test_json_is_an_event_too(capsys: pytest.CaptureFixture[str], home: str) -> None:
    event = '{"at": "2026-03-28T20:00", "who": ["ana"], "act": "date", "with": "caro"}'

    assert "Ana: `date` with Caro" in said(capsys, home, "--event", event)


def test_programs_get_the_answer(capsys: pytest.CaptureFixture[str], home: str) -> None:
    event = "{at: 2026-03-28T01:00, who: ben, act: late-night, with: caro}"

    found = json.loads(said(capsys, home, "--event", event, "--format", "json"))

    assert list(found) == [
        *("format", "until", "zone", "answers", "breaks", "asked", "owed", "changed"),
        "remarks",
    ]
    (answer,) = found["answers"]
    assert answer["verdict"] == "forbidden"
    assert answer["objections"][0]["path"] == "agreements.home.clauses.nights.norm[0]"
    assert answer["changes"][0]["add"]["act"] == "agree-exception"
    assert answer["changes"][0]["at"] is None
    assert found["breaks"][0]["at"] == "2026-03-28T01:00:00+00:00"
    assert {each["act"] for each in found["owed"]} == {"tell", "talk"}
    assert {each["act"] for each in found["asked"]} == {"tell", "talk"}
    assert found["changed"][0]["after"]["verdict"] == "violated"


def test_nothing_is_written(capsys: pytest.CaptureFixture[str], home: str) -> None:
    said(capsys, home, "--event", "{at: 2026-03-28, who: ana, act: work}")

    assert Path(home).read_text(encoding="utf-8") == DOCUMENT


# What cannot be meant


@pytest.mark.parametrize(
    ("text", "said_", "help_"),
    [
        ("{at: 2026-03-28, who: anna, act: work}", "unknown person `anna`", "`ana`?"),
        ("{at: 2026-03-28, who: ana, act: wrok}", "unknown word `wrok`", "`work`?"),
        ("{at: 2026-03-28, who: ana, act: work, wiht: ben}", "unknown key `wiht`", "`with`?"),
        ("{who: ana, act: work}", "`at` is missing", "add `at`"),
        ("{at: soon, who: ana, act: work}", "`soon` is not a date", "YYYY-MM-DD"),
        ("late", "`late` is no event", "write `{at: "),
        ("{at: 2026-03-28", "it is not YAML", ""),
        ("", "it is empty", "write `{at: "),
        ("{id: first, at: 2026-03-28, act: work}", "`first` stands twice in `events`", ""),
    ],
)
def test_a_fault_in_an_event_is_told_as_in_a_document(
    capsys: pytest.CaptureFixture[str], home: str, text: str, said_: str, help_: str
) -> None:
    err = refused(capsys, home, "--event", text)

    assert err.startswith("--event:1:")
    assert said_ in err
    assert help_ in err
    assert err.endswith("the event cannot be read: 1 fault\n")


def test_every_fault_of_every_event_comes_at_once(
    capsys: pytest.CaptureFixture[str], home: str
) -> None:
    err = refused(
        capsys, home, "--event", "{at: soon, act: work}", "--event", "{at: 2026-03-28, act: wrok}"
    )

    assert "--event 1:1:6: DOC004" in err
    assert "--event 2:1:23: DOC003" in err
    assert err.endswith("the events cannot be read: 2 faults\n")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "what if what?"),
        (["--break", "home", "--event", "{}"], "`--break` and `--event` are two questions"),
        (["--event", "{}", "--by", "ana"], "`--by` goes with `--break`"),
        (["--event", "{}", "--on", "2026-01-01"], "`--on` goes with `--break`"),
        (["--break", "home", "--until", "2026-01-01"], "`--until` goes with `--event`"),
        (["--break", "nights"], "no clause, boundary or agreement is called `nights`"),
        (["--break", "home.nights", "--by", "bem"], "unknown person `bem`"),
        (["--break", "home.nights", "--by", "zzz"], "unknown person `zzz`"),
        (
            ["--event", "{at: 2926-03-28, act: work}"],
            "`--event` is more than 10 years after the last day on record, 2026-03-20",
        ),
        (
            ["--event", "{at: 2026-03-28, act: work}", "--until", "2926-01-01"],
            "`--until` is more than 10 years after the last day on record, 2026-03-20",
        ),
    ],
)
def test_what_cannot_be_meant_is_a_sentence(
    capsys: pytest.CaptureFixture[str], home: str, arguments: list[str], sentence: str
) -> None:
    assert refused(capsys, home, *arguments).splitlines()[0] == f"polyagree: {sentence}"


def test_a_document_that_cannot_be_read_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert "there is no such file" in refused(capsys, "nowhere.yaml", "--break", "home")


def test_the_exit_status_reaches_the_system(home: str) -> None:
    command = [sys.executable, "-m", "polyagree", "what-if", home]

    fine = subprocess.run([*command, "--break", "home"], capture_output=True, check=False)
    bad = subprocess.run([*command, "--event", "x"], capture_output=True, check=False)

    assert (fine.returncode, fine.stderr) == (0, b"")
    assert (bad.returncode, bad.stdout) == (2, b"")


@pytest.mark.parametrize(
    ("options", "help"),
    [
        (
            ["--break", "home.telling", "--until", "2026-04-01"],
            "with `--break`, every step is followed to its end",
        ),
        (["--event", "{at: 2026-03-14, act: date}", "--by", "ana"], "an event says `who` does it"),
        (
            ["--event", "{at: 2026-03-14, act: date}", "--on", "2026-04-01"],
            "an event says `at` which time it is",
        ),
    ],
)
def test_what_goes_with_the_other_question_says_what_to_write(
    capsys: pytest.CaptureFixture[str], home: str, options: list[str], help: str
) -> None:
    assert help in " ".join(refused(capsys, home, *options).split())


def test_a_power_cannot_be_broken_whoever_is_asked_for(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "pausing.yaml"
    path.write_text(
        "polyagree: 1\npeople: {ana: Ana, ben: Ben}\nagreements: {us: {parties: [ana, ben],"
        " clauses: {p: {says: x, norm: {power: pause, over: us, at_most: 1, per: month}}}}}\n",
        encoding="utf-8",
    )

    text = said(capsys, str(path), "--break", "us.p", "--by", "ben")

    assert "`us.p` gives something and asks for nothing, so it cannot be broken" in text


def test_without_dates_and_for_what_comes_round_the_page_says_what_it_counts_from(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "calls.yaml"
    path.write_text(
        "polyagree: 1\npeople: {ana: Ana, ben: Ben}\nagreements: {us: {parties: [ana, ben],"
        " clauses: {c: {says: x, norm: {must: call, every: week}}, d: {says: x, norm:"
        " {must_not: smoke}}}}}\n",
        encoding="utf-8",
    )

    calls = said(capsys, str(path), "--break", "us.c")
    smoke = said(capsys, str(path), "--break", "us.d")

    assert "The document has no dates, so it is played through on made-up ones." in calls
    assert "What comes round again and again is counted as if it began on that day." in calls
    assert "The document has no dates" in smoke
    assert "comes round" not in smoke


def test_where_there_are_no_clauses_that_is_said(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "bare.yaml"
    path.write_text("polyagree: 1\npeople: {ana: Ana}\n", encoding="utf-8")

    text = refused(capsys, str(path), "--break", "x")

    assert "the document has no clauses, boundaries or agreements yet" in text


def test_programs_are_told_what_could_not_be_used(
    capsys: pytest.CaptureFixture[str], home: str
) -> None:
    event = "{at: 2026-03-28T01:00, who: caro, act: end, about: home.telling}"

    found = json.loads(said(capsys, home, "--event", event, "--format", "json"))

    assert [each["kind"] for each in found["remarks"]] == ["without the power"]
