"""``polyagree repair``."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from polyagree.cli import main
from polyagree.codec import loads

TEXT = """\
polyagree: 1
people: {ana: Ana, ben: Ben}
agreements: {a: {parties: [ana, ben], made: 2025-01-05, clauses: {c: {says: x}}}}
breaches: {told-late: {of: a.c, by: ana, discovered: 2025-03-05}}
"""


@pytest.fixture
def us(tmp_path: Path) -> str:
    return written(tmp_path, TEXT)


def written(folder: Path, text: str, name: str = "us.yaml") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["repair", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    return err


def test_it_prints_a_plan_that_loads_with_its_document(
    capsys: pytest.CaptureFixture[str], us: str
) -> None:
    assert main(["repair", us, "told-late", "--on", "2025-03-06"]) == 0
    out, err = capsys.readouterr()

    assert err == ""
    assert [each.id for each in loads(TEXT + out, format="yaml").repairs] == ["after-told-late"]


def test_options_may_stand_between(capsys: pytest.CaptureFixture[str], us: str) -> None:
    main(["repair", us, "told-late", "--on", "2025-03-06"])
    plan = capsys.readouterr().out

    assert main(["repair", us, "--on", "2025-03-06", "told-late"]) == 0
    assert capsys.readouterr().out == plan
    assert "unexpected argument `b`" in refused(capsys, us, "--on", "2025-03-06", "told-late", "b")
    assert "unknown option `--of`" in refused(capsys, us, "--on", "2025-03-06", "--of", "told-late")


def test_the_document_stays_as_it_is(us: str) -> None:
    main(["repair", us, "told-late"])

    assert Path(us).read_text(encoding="utf-8") == TEXT


def test_it_writes_a_file_of_its_own(
    capsys: pytest.CaptureFixture[str], us: str, tmp_path: Path
) -> None:
    plan = tmp_path / "plan.yaml"

    assert main(["repair", us, "told-late", "--output", str(plan)]) == 0
    assert capsys.readouterr().out == f"wrote {plan}\n"
    assert loads(TEXT + plan.read_text(encoding="utf-8"), format="yaml").repairs


def test_it_replaces_no_file_unasked(
    capsys: pytest.CaptureFixture[str], us: str, tmp_path: Path
) -> None:
    plan = written(tmp_path, "mine", "plan.yaml")

    assert "exists" in refused(capsys, us, "told-late", "--output", plan)
    assert Path(plan).read_text(encoding="utf-8") == "mine"
    assert main(["repair", us, "told-late", "--output", plan, "--force"]) == 0
    assert Path(plan).read_text(encoding="utf-8") != "mine"


def test_a_plan_takes_the_place_of_no_document(capsys: pytest.CaptureFixture[str], us: str) -> None:
    assert "is the document itself" in refused(capsys, us, "told-late", "--output", us, "--force")
    assert Path(us).read_text(encoding="utf-8") == TEXT


def test_it_reads_standard_input(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))

    assert main(["repair", "-", "told-late"]) == 0
    assert "after-told-late" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("breach", "help"),
    [
        ("told-lat", "did you mean `told-late`?"),
        ("something-else-entirely", "there are `told-late`"),
    ],
)
def test_a_breach_that_is_not_there_is_refused_with_those_that_are(
    capsys: pytest.CaptureFixture[str], us: str, breach: str, help: str
) -> None:
    err = refused(capsys, us, breach)

    assert f"unknown breach `{breach}`" in err
    assert help in err


def test_a_document_without_breaches_says_so(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    bare = written(tmp_path, "polyagree: 1\npeople: {ana: Ana}\n")

    assert "the document has none yet" in refused(capsys, bare, "told-late")


@pytest.mark.parametrize(
    ("repair", "said"),
    [
        ("settled: 2025-04-01", "`told-late` is settled on 2025-04-01, by `spring`"),
        ("ended: 2025-04-01", "`told-late` is ended on 2025-04-01, by `spring`"),
        ("steps: [{step: debrief}]", "`spring` mends `told-late` already: step 1 of 1, debrief"),
    ],
)
def test_what_is_mended_already_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, repair: str, said: str
) -> None:
    mended = written(tmp_path, f"{TEXT}repairs: {{spring: {{of: told-late, {repair}}}}}\n")

    assert said in refused(capsys, mended, "told-late")


def test_two_documents_are_refused(
    capsys: pytest.CaptureFixture[str], us: str, tmp_path: Path
) -> None:
    other = written(tmp_path, TEXT, "others.yaml")

    assert "one breach of one document" in refused(capsys, us, other)
    assert "unexpected argument" in refused(capsys, us, other, "told-late")


def test_a_folder_and_a_missing_file_are_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert "is a folder" in refused(capsys, str(tmp_path), "told-late")
    assert "none.yaml" in refused(capsys, str(tmp_path / "none.yaml"), "told-late")


def test_a_day_at_the_end_of_the_calendar_is_refused(
    capsys: pytest.CaptureFixture[str], us: str
) -> None:
    assert "is the year right?" in refused(capsys, us, "told-late", "--on", "9999-01-01")
    assert "is not a day" in refused(capsys, us, "told-late", "--on", "soon")


def test_without_a_breach_it_tells_how_far_repairs_are(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    steps = (
        "[{step: debrief, done: 2025-03-06}, {step: aftercare, skipped: we had it},"
        " {step: safeguards}]"
    )
    mended = written(
        tmp_path,
        TEXT.replace("breaches: {", "breaches: {again: {of: a.c}, ")
        + f"repairs: {{spring: {{of: told-late, steps: {steps}}}}}\n",
    )

    assert main(["repair", mended, "--on", "2025-03-10"]) == 0
    assert (
        capsys.readouterr().out
        == """\
What was not kept, and how far you are

`spring`, after `told-late`: step 3 of 3, safeguards: waiting for Ana and Ben since 2025-03-06.
  - 1, debrief: done, on 2025-03-06
  - 2, aftercare: skipped, we had it
  - 3, safeguards: due, waiting for Ana and Ben since 2025-03-06

There is no repair of:
  - `again`, of `a.c`
"""
    )


def test_without_breaches_there_is_nothing_to_tell(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    bare = written(tmp_path, "polyagree: 1\npeople: {ana: Ana}\n")

    assert main(["repair", bare]) == 0
    assert capsys.readouterr().out.endswith("\nThe document has no breaches.\n")


def test_a_file_for_a_plan_needs_a_breach(capsys: pytest.CaptureFixture[str], us: str) -> None:
    assert "name a breach" in refused(capsys, us, "--output", "plan.yaml")


def test_it_rests_on_what_one_person_may_see(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    near = written(
        tmp_path,
        TEXT.replace("ben: Ben", "ben: Ben, caro: Caro")
        + "relationships: {x: {between: [ana, caro], kind: dating}}\n",
    )
    day = ["--on", "2025-03-10"]

    main(["repair", near, "told-late", *day])
    whole = " ".join(capsys.readouterr().out.replace("#", "").split())
    assert "Near to it: Caro, a partner of Ana." in whole
    assert "not for Ben to see" in whole

    assert main(["repair", near, "told-late", "--as", "ben", *day]) == 0
    assert "Caro" not in capsys.readouterr().out

    assert "`caro` sees none" in refused(capsys, near, "told-late", "--as", "caro")
    assert "unknown person" in refused(capsys, near, "told-late", "--as", "carol")


@pytest.mark.parametrize("options", [["--on", "2037-01-01"], ["lates"], ["late"]])
def test_what_somebody_may_not_see_changes_nothing_that_they_are_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, options: list[str]
) -> None:
    told = []
    for day, hidden in (("2025-02-01", "later"), ("2035-02-01", "unseen")):
        events = f"events: [{{at: {day}, who: ana, act: date, visible_to: ana}}]\n"
        breach = f"breaches: {{{hidden}: {{of: a.c, visible_to: ana}}, "
        us = written(tmp_path, TEXT.replace("breaches: {", breach) + events)
        main(["repair", us, "--as", "ben", *options])
        told.append(capsys.readouterr())

    assert told[0] == told[1]
