"""`polyagree health`: who is told after a result, and what safer-sex plans say."""

from __future__ import annotations

import json
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
    made: 2025-01-05
    clauses:
      tests: {says: x, norm: {must: test, every: 3 months}}
      results: {says: x, norm: {must: share-results, to: other parties, after: results, within: 24h}}
      quiet: {says: x, norm: {must_not: tell, who: ben, to: caro}}
events:
  - {at: 2025-02-01T20:00, who: ana, act: sex, with: ben, how: with-barrier}
  - {at: 2025-02-03, who: ben, act: sex, with: caro}
  - {at: 2025-02-04, who: ben, act: sex, with: outsiders}
  - {id: result, at: 2025-03-10T09:00, who: ana, act: positive-result}
  - {at: 2025-03-12, who: ana, act: drink}
"""


@pytest.fixture
def home(tmp_path: Path) -> str:
    path = tmp_path / "home.yaml"
    path.write_text(DOCUMENT, encoding="utf-8")
    return str(path)


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["health", *arguments]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out


def test_everybody_has_a_path_and_who_tells_them(
    capsys: pytest.CaptureFixture[str], home: str
) -> None:
    assert said(capsys, home, "--after", "result").splitlines() == [
        "Who to tell after `result`, as of Wednesday 12 March 2025",
        "Ana: everything on record, since no test with clear results is.",
        "",
        "Who could have been exposed",
        "  - Ben: Ana and Ben at 20:00 on 1 February, with a barrier.",
        "    - Ana can tell Ben.",
        "    - `home.results`: Ana tells Ben until 09:00 on 11 March, which is over.",
        "  - Caro: Ana and Ben at 20:00 on 1 February, with a barrier; then Ben and Caro on 3 February.",
        "    - By `home.quiet`, Caro is not told by others who could.",
        "",
        "Not named in the document",
        "  - `outsiders`, with Ben on 4 February.",
        "",
        "What to test for, and how far back to look, is a question for a clinic.",
    ]


def test_as_somebody_only_what_they_may_see_is_told(
    capsys: pytest.CaptureFixture[str], home: str
) -> None:
    told = said(capsys, home, "--after", "result", "--as", "ana")

    assert "As far as Ana may see it." in told
    assert "Caro" not in told


def test_a_day_and_a_window_are_told(capsys: pytest.CaptureFixture[str], home: str) -> None:
    assert "Ana: since 1 March." in said(capsys, home, "--after", "result", "--since", "2025-03-01")
    assert "Nobody else in the document" in said(
        capsys, home, "--after", "result", "--window", "2 weeks"
    )
    assert "from Caro on" in said(capsys, home, "--who", "caro")


def test_what_had_a_barrier_can_be_left_out(capsys: pytest.CaptureFixture[str], home: str) -> None:
    assert "Nobody else" in said(capsys, home, "--after", "result", "--without-barrier")


def test_alone_it_tells_the_plans(capsys: pytest.CaptureFixture[str], home: str) -> None:
    told = said(capsys, home)

    assert "`home`, Ana and Ben" in told
    assert "  - Tests: every 3 months (`tests`)." in told
    assert "  - Barriers: nothing is said." in told
    assert "No agreement in force" in said(capsys, home, "--as", "caro")


def test_json_has_events_by_their_paths(capsys: pytest.CaptureFixture[str], home: str) -> None:
    told = json.loads(said(capsys, home, "--after", "result", "--format", "json"))

    assert told["after"] == "events[3]"
    assert [each["person"] for each in told["people"]] == ["ben", "caro"]
    assert told["people"][0]["path"] == [
        {
            "from": "ana",
            "to": "ben",
            "event": "events[0]",
            "at": "2025-02-01T20:00",
            "barrier": "used",
        }
    ]
    assert told["people"][0]["duties"][0]["state"] == "late"
    assert told["not_named"][0]["words"] == "outsiders"
    plans = json.loads(said(capsys, home, "--format", "json"))["plans"]
    assert plans[0]["testing"] == [{"clause": "tests", "says": "every 3 months"}]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--after", "results"], "unknown event `results`"),
        (["--who", "cara"], "unknown person `cara`"),
        (["--after", "result", "--as", "eve"], "unknown person `eve`"),
        (["--after", "result", "--as", "caro"], "unknown event `result`"),
        (["--window", "2 weeks"], "`--window` is a time before an event"),
        (["--since", "2025-01-01"], "`--since` needs an event or a person"),
        (["--without-barrier"], "`--without-barrier` needs an event or a person"),
        (["--after", "result", "--window", "soon"], "`soon` is not a duration"),
        (
            ["--after", "result", "--window", "2 weeks", "--since", "2025-01-01"],
            "`--window` and `--since` stand side by side",
        ),
        (["--after", "result", "--on", "2205-01-01"], "more than 10 years after"),
        (
            ["--after", "result", "--on", "2025-03-09"],
            "`result` is after 2025-03-09, the day that is asked about",
        ),
    ],
)
def test_what_cannot_be_answered_is_refused(
    capsys: pytest.CaptureFixture[str], home: str, options: list[str], sentence: str
) -> None:
    assert main(["health", home, *options]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert sentence in err


def test_what_somebody_may_not_see_is_not_suggested(
    capsys: pytest.CaptureFixture[str], home: str
) -> None:
    main(["health", home, "--after", "resul", "--as", "caro"])

    assert "result" not in capsys.readouterr().err


HIDING = """\
polyagree: 1
people: {ana: Ana, ben: Ben, SOMEBODY: {name: Kit, visible_to: [ben]}}
agreements:
  home:
    parties: [ana, ben, SOMEBODY]
    clauses:
      tests: {says: x, norm: {must: test, every: 3 months}}
      barriers: {says: x, norm: {must: barrier, during: {act: sex, with: SOMEBODY}}}
      own: {holder: ben, visible_to: [ben], says: x, norm: {must: test, every: 1 month}}
  ended: {parties: [ana, ben], ends: 2025-06-01, clauses: {a: {says: x, norm: {must: test, every: 1 year}}}}
  secret: {parties: [ana, ben], visible_to: [ben], clauses: {a: {says: x, norm: {must: test, every: 1 week}}}}
events:
  - {at: 2025-01-01, who: ben, act: sex, with: SOMEBODY, visible_to: [ben]}
  - {id: result, at: 2025-03-10, who: ana, act: positive-result}
  - {at: 2029-01-01, who: ben, act: drink}
"""


@pytest.mark.parametrize("format", ["text", "json"])
def test_a_plan_says_only_what_somebody_may_see(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, format: str
) -> None:
    path = tmp_path / "hiding.yaml"
    path.write_text(HIDING.replace("SOMEBODY", "kit"), encoding="utf-8")
    told = said(capsys, str(path), "--as", "ana", "--format", format)

    assert all(each not in told.lower() for each in ("kit", "own", "1 month", "secret", "1 week"))
    # The day on which Ben drank is none that she may know of.
    assert "every 3 months" in told
    assert "every 1 year" in told


@pytest.mark.parametrize(
    "options",
    [["--who", "kit"], ["--who", "kitt"], ["--who", "ben", "--on", "2060-01-01"]],
)
def test_a_refusal_tells_nothing_of_who_is_hidden(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, options: list[str]
) -> None:
    refusals = []
    for somebody, last in (("kit", "2029"), ("mo", "2028")):
        path = tmp_path / "hiding.yaml"
        text = HIDING.replace("SOMEBODY", somebody).replace("2029", last)
        path.write_text(text, encoding="utf-8")
        assert main(["health", str(path), "--as", "ana", *options]) == 2
        refusals.append(capsys.readouterr())

    assert refusals[0] == refusals[1]
    assert "Kit" not in refusals[0].err


HIDDEN = """\
polyagree: 1
people: {ana: Ana, ben: Ben, kit: {name: Kit, visible_to: ana}}
agreements:
  safer:
    parties: [ana, ben]
    made: 2025-01-05
    clauses:
      barriers: {holder: ana, says: x, norm: {must: barrier, who: ana}, visible_to: nobody}
events:
  - {at: 2025-02-01, who: ana, act: date, with: kit, visible_to: nobody}
"""


@pytest.mark.parametrize(
    "options",
    [[], ["--who", "kiz"], ["--who", "kit"], ["--on", "2205-01-01"], ["--format", "json"]],
)
def test_what_somebody_may_not_see_changes_nothing_that_they_are_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, options: list[str]
) -> None:
    told = []
    others = HIDDEN.replace("must: barrier", "must_not: overnight").replace(
        "2025-02-01", "2035-02-01"
    )
    for text in (HIDDEN, others.replace("kit", "zoe").replace("Kit", "Zoe")):
        path = tmp_path / "home.yaml"
        path.write_text(text, encoding="utf-8")
        main(["health", str(path), "--as", "ben", *options])
        told.append(capsys.readouterr())

    assert told[0] == told[1]


def test_without_an_event_no_test_was_looked_for(
    capsys: pytest.CaptureFixture[str], home: str
) -> None:
    told = said(capsys, home, "--who", "caro").splitlines()

    assert told[1] == "Caro: everything on record, since no day is named."


def test_a_window_before_the_calendar_is_refused(
    capsys: pytest.CaptureFixture[str], home: str
) -> None:
    assert main(["health", home, "--after", "result", "--window", "9999 years"]) == 2
    assert "outside the years 1 to 9999" in capsys.readouterr().err
