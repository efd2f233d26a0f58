"""``polyagree view``, and ``polyagree check --as``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import polyagree
from polyagree.cli import main
from polyagree.privacy import view_as

HOME = """\
polyagree: 1
people: {ana: Ana, ben: Ben, caro: Caro}
groups: {house: {kind: household, members: [ana, {who: ben, until: 2025-06-01}]}}
agreements: {home: {parties: [ana, ben], clauses: {rest: {holder: ana, says: I rest., visible_to: nobody}}}}
events: [{at: 2025-01-01, who: ana, act: date, visible_to: house}]
"""


@pytest.fixture
def home(tmp_path: Path) -> str:
    path = tmp_path / "home.yaml"
    path.write_text(HOME, encoding="utf-8")
    return str(path)


def ran(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main([*arguments])
    return (status, *capsys.readouterr())


def test_it_writes_what_they_may_see_on_that_day(
    home: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = ran(capsys, "view", home, "ben", "--on", "2025-06-01")
    view = polyagree.loads(out, format="yaml")

    assert (status, err) == (0, "")
    assert view.agreements[0].clauses == ()
    assert len(view.events) == 1
    assert polyagree.loads(ran(capsys, "view", home, "ben", "--on", "2025-06-02")[1]).events == ()


def test_it_writes_a_file_in_the_format_of_its_name(
    home: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "bens.json"

    assert ran(capsys, "view", home, "ben", str(target))[0] == 0
    assert json.loads(target.read_text(encoding="utf-8"))["polyagree"] == 1
    assert ran(capsys, "view", home, "ben", str(target))[0] == 2
    assert ran(capsys, "view", home, "ben", str(target), "--force")[0] == 0
    assert ran(capsys, "view", home, "ben", "--force", str(target))[0] == 0
    assert ran(capsys, "view", home, "ben", "--to", "json", "-")[1].startswith("{")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["view", "HOME", "cara"], "unknown person `cara`\n  help: did you mean `caro`?"),
        (["view", ".", "ana"], "`.` is a folder"),
        (["check", "HOME", "--as", "cara"], "unknown person `cara`"),
        (["check", "HOME", "--as", "ana", "--baseline", "x"], "a baseline is about the whole"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    home: str, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    status, out, err = ran(capsys, *(home if each == "HOME" else each for each in arguments))

    assert (status, out) == (2, "")
    assert message in err


def test_check_as_somebody_finds_what_is_in_their_view(
    home: str, capsys: pytest.CaptureFixture[str]
) -> None:
    on = polyagree.loads(HOME).last_day
    _, out, _ = ran(capsys, "check", home, "--as", "ben", "--on", str(on), "--format", "json")
    report = polyagree.check(view_as(polyagree.loads(HOME), "ben", on=on), on=on)
    found = json.loads(out)

    assert [each["fingerprint"] for each in found["findings"]] == [
        each.fingerprint for each in report.findings
    ]
    assert {each["document"] for each in found["findings"]} == {home}
    assert {each["span"] for each in found["findings"]} == {None}
    assert "rest" not in out


def test_a_part_takes_the_place_of_no_whole(capsys: pytest.CaptureFixture[str], home: str) -> None:
    before = Path(home).read_text(encoding="utf-8")
    status, out, err = ran(capsys, "view", home, "ben", home, "--force")

    assert (status, out) == (2, "")
    assert "is the document itself" in err
    assert Path(home).read_text(encoding="utf-8") == before
