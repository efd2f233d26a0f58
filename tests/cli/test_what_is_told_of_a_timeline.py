"""What `polyagree replay` and `polyagree what-if` say of what is seldom."""

from __future__ import annotations

from pathlib import Path

import pytest

from polyagree.cli import main

HEAD = """\
polyagree: 1
timezone: Europe/Lisbon
people: {ana: Ana, ben: Ben, caro: Caro, kit: Kit}
"""


class Home:
    """A document on disk, of which the commands tell."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._path = folder / "home.yaml"
        self._capsys = capsys

    def write(self, norm: str, *events: str, steps: str = "", more: str = "") -> None:
        listed = "".join(f"  - {{{event}}}\n" for event in events)
        after = f", if_broken: {steps}" if steps else ""
        self._path.write_text(
            f"{HEAD}{more}agreements:\n  home:\n    parties: [ana, ben]\n    made: 2025-03-01\n"
            f"    clauses: {{it: {{says: x, norm: {norm}{after}}}}}\n"
            + (f"events:\n{listed}" if events else ""),
            encoding="utf-8",
        )

    def said(self, command: str, *options: str) -> str:
        """Return what the command says, in one line."""
        assert main([command, str(self._path), *options]) == 0
        return " ".join(self._capsys.readouterr().out.split())

    def refused(self, command: str, *arguments: str) -> str:
        assert main([command, *arguments]) == 2
        return self._capsys.readouterr().err


@pytest.fixture
def home(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Home:
    return Home(tmp_path, capsys)


SMOKE = "id: one, at: 2025-03-03T10:00, who: ana, act: smoke"
TALK = "[{must: talk, who: all parties, within: 3 days}]"
REST = "[{must_not: late-night, who: breaker, with: outsiders, for: 1 week}]"
LATE = "at: 2025-03-05T23:00, who: ana, act: late-night"
TELL = "{must: tell, to: other parties, after: {act: date, with: outsiders}, within: 2 days}"
FOUND = "breaches: {it-was: {of: home.it, event: one, discovered: 2025-03-10}}\n"
BOTH = "at: 2025-03-04T10:00, who: [ana, ben], act: "


# The days of a replay


@pytest.mark.parametrize(
    ("norm", "events", "steps", "more", "sentence"),
    [
        pytest.param(
            *("{must_not: smoke}", [SMOKE], TALK, FOUND),
            "the break of `home.it` on 3 March becomes known",
            id="a break that becomes known",
        ),
        pytest.param(
            *("{must_not: smoke}", [SMOKE], REST, ""),
            "is over, and it was kept (`home.it`)",
            id="a rest that was kept",
        ),
        pytest.param(
            *("{must_not: smoke}", [SMOKE, LATE], REST, ""),
            "it is not known whether",
            id="a rest that was perhaps kept",
        ),
        pytest.param(
            *("{must_not: smoke}", [SMOKE, "at: 2025-03-04T10:00, who: ana, act: tell"]),
            *("[{must: tell, who: breaker, to: other parties, within: 1 week}]", ""),
            "perhaps this was the `tell` to follow a break of `home.it`",
            id="a step that was perhaps done",
        ),
        pytest.param(
            "{must: test, who: ana, at_least: 2, per: 30 days}",
            ["at: 2025-03-05T10:00, who: ana, act: test"],
            *("", ""),
            "1 of 2 are recorded of `test` by Ana: `home.it` is broken",
            id="a quota that fell short",
        ),
        pytest.param(
            "{may: overnight, only_if: {told: other parties}}",
            ["at: 2025-03-05T22:00, who: ana, act: overnight, with: caro"],
            *("", ""),
            "`home.it` is broken: it waits for something that is not recorded",
            id="a gate that was not passed",
        ),
        pytest.param(
            TELL,
            [
                "at: 2025-03-05T20:00, who: ana, act: date, with: caro",
                "at: 2025-03-06T20:00, who: ana, act: tell",
            ],
            *("", ""),
            "it is not known whether `home.it` was kept: `tell` by Ana to Ben",
            id="a duty that was perhaps kept",
        ),
        pytest.param(
            "[{must: childcare, who: ana, within: 10 days},"
            " {power: delegate, who: ana, over: home.it}]",
            ["at: 2025-03-04T10:00, who: ana, act: delegate, to: kit, about: home.it"],
            *("", ""),
            "`home.it` is handed over to Kit",
            id="a duty that was handed over",
        ),
        pytest.param(
            *("{must_not: smoke}", [SMOKE], TALK),
            "breaches: {it-was: {of: home.it, event: one}}\n"
            "repairs: {mended: {of: it-was, settled: 2025-03-20}}\n",
            "the break of `home.it` on 3 March is settled (`mended`)",
            id="a break that was settled",
        ),
        pytest.param(
            TELL,
            ["at: 2025-03-05T20:00, who: ana, act: date"],
            *("", ""),
            "`home.it` perhaps asks for `tell` by Ana to Ben",
            id="a duty that was perhaps set off",
        ),
    ],
)
def test_a_replay_says_what_became_of_it(
    home: Home, *, norm: str, events: list[str], steps: str, more: str, sentence: str
) -> None:
    home.write(norm, *events, steps=steps, more=more)

    assert sentence in home.said("replay", "--all", "--until", "2025-04-15")


def test_a_break_that_nobody_knows_of_is_said_to_be_one(home: Home) -> None:
    home.write("{must_not: smoke}", SMOKE, steps=TALK, more=FOUND)

    assert "it is not known yet" in home.said("replay", "--until", "2025-03-05")


def test_a_check_in_is_told_with_what_it_ends(home: Home) -> None:
    home.write(
        TELL.replace("within: 2 days", "by: next check-in"),
        "at: 2025-03-05T20:00, who: ana, act: date, with: caro",
        more="check_ins: [{date: 2025-03-08, people: [ana, ben]}]\n",
    )
    text = home.said("replay", "--until", "2025-03-20")

    assert "Saturday 8 March 2025" in text
    assert "nothing is recorded of `tell` by Ana to Ben: `home.it` is broken" in text


def test_what_is_later_than_what_is_looked_at_is_not_told(home: Home) -> None:
    home.write("{must_not: smoke}", SMOKE, more="check_ins: [{date: 2025-03-08, people: [ana]}]\n")

    assert "March" in home.said("replay")
    assert "smoke" not in home.said("replay", "--until", "2025-03-02").partition("later")[0]


# What would follow


@pytest.mark.parametrize(
    ("norm", "steps", "sentence"),
    [
        (
            "{must_not: smoke}",
            "[{must: talk, who: all parties, within: 1 day}, {must: pay, who: breaker, within: 1 day, breach: 13}]",
            "1 step comes into force after none of these breaks.",
        ),
        (
            "{must_not: smoke}",
            "[{must: talk, who: all parties, within: 1 day, breach: 2}]",
            "the same, a second time",
        ),
        (
            "{must_not: smoke}",
            "["
            + ", ".join(f"{{must: talk, who: all parties, within: {n} days}}" for n in range(1, 15))
            + "]",
            "more ends, which `--format json` has",
        ),
        ("{must_not: smoke}", "", "it can no longer be made good: nothing was agreed to follow"),
    ],
)
def test_a_break_says_what_comes_of_it(home: Home, norm: str, steps: str, sentence: str) -> None:
    home.write(norm, steps=steps)

    assert sentence in home.said("what-if", "--break", "home.it", "--on", "2025-04-01")


NIGHT = "{at: 2025-03-07T22:00, who: ana, act: overnight, with: caro}"


@pytest.mark.parametrize(
    ("norm", "event", "sentence"),
    [
        (
            "{must_not: overnight, during: travelling}",
            NIGHT,
            'Whether it would be fine, the record leaves open: - perhaps `home.it` ("x")',
        ),
        (
            "{may: overnight, with: caro, during: travelling}",
            NIGHT,
            "a permission may cover it, or may not",
        ),
        ("{must_not: overnight}", NIGHT, "nothing was agreed to follow"),
        (TELL, "{at: 2025-03-07T22:00, who: ana, act: date}", "perhaps `tell` by Ana to Ben"),
        (
            "{must: test, within: 3 weeks}",
            "{at: 2025-03-07T22:00, who: [ana, ben], act: end, about: home}",
            "What else would come of it - `home` would end - `test` by Ana (`home.it`) would end",
        ),
        (
            "{must: test, within: 3 weeks}",
            "{at: 2025-03-07T22:00, who: ana, act: pause, about: home.it}",
            "`ana` has no power to `pause` `home.it`, so that nothing follows",
        ),
        (
            "{must_not: overnight}",
            "{at: 2025-03-07, who: ana, act: overnight}",
            "How it would stand, at the end of 7 March",
        ),
    ],
)
def test_an_event_says_what_comes_of_it(home: Home, norm: str, event: str, sentence: str) -> None:
    home.write(norm, "at: 2025-03-02T10:00, who: ana, act: work")

    assert sentence in home.said("what-if", "--event", event)


def test_where_nobody_can_except_it_no_change_is_found(home: Home) -> None:
    home.write(
        "none", more="boundaries: {mine: {holder: ana, says: x, norm: {must_not: overnight}}}\n"
    )

    assert "No small change was found that would make it fine." in home.said(
        "what-if", "--event", NIGHT
    )


def test_another_time_may_be_fine(home: Home) -> None:
    home.write(
        "none",
        more="boundaries: {mine: {holder: ana, says: x, norm: {must_not: overnight, days: fri}}}\n",
    )

    assert "It would be fine at 22:00 on 8 March instead." in home.said("what-if", "--event", NIGHT)


# What is refused


def test_a_folder_is_no_document(home: Home, tmp_path: Path) -> None:
    for command in (["replay"], ["what-if", "--break", "home"]):
        err = home.refused(command[0], str(tmp_path), *command[1:])

        assert "is a folder" in err
        assert "`polyagree check` takes a whole folder" in err


def test_time_does_not_pass_to_before_the_event(home: Home, tmp_path: Path) -> None:
    home.write("{must_not: smoke}")
    err = home.refused(
        "what-if", str(tmp_path / "home.yaml"), "--event", NIGHT, "--until", "2025-03-01"
    )

    assert "`--until` is 2025-03-01, before the event of 2025-03-07" in err


def test_a_day_at_the_end_of_the_calendar_is_a_slip(home: Home, tmp_path: Path) -> None:
    home.write("{must_not: smoke}")
    err = home.refused("replay", str(tmp_path / "home.yaml"), "--until", "9999-01-01")

    assert "`--until` is at an end of the calendar" in err
