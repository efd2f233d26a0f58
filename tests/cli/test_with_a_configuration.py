"""What commands do with a configuration."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from polyagree.cli import main

HOME = """\
polyagree: 1
people: {noa: Noa, sem: Sem}
agreements:
  home:
    parties: [noa, sem]
    clauses:
      quiet: {says: No guests., norm: {must_not: host}}
      late: {says: No dates., norm: {must_not: date}}
"""
BROKEN = "breaches: {once: {of: home.quiet, by: noa, discovered: 2026-01-01}}\n"
GAMES = f"{HOME}      games: {{says: Tuesdays., norm: {{must: game-night, who: all parties, every: week}}}}\n"
WORDS = '[terms.game-night]\nkind = "act"\nkind_of = "time-together"\n'
COMMANDS = [
    ["check", "home.yaml", "--fail-on", "never"],
    ["replay", "home.yaml"],
    ["drift", "home.yaml"],
    ["compare", "home.yaml", "home.yaml"],
    ["what-if", "home.yaml", "--break", "home.quiet"],
    ["convert", "home.yaml", "-", "--to", "json"],
    ["repair", "home.yaml", "once"],
    ["view", "home.yaml", "noa"],
    ["health", "home.yaml"],
]


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write("home.yaml", HOME)
    return tmp_path


def write(name: str, text: str) -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def codes(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, set[str]]:
    main(["check", *(arguments or ["."]), "--format", "json"])
    found: dict[str, set[str]] = {}
    for each in json.loads(capsys.readouterr().out)["findings"]:
        found.setdefault(each["document"], set()).add(each["code"])
    return found


def test_each_document_has_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    write("a/home.yaml", HOME)
    write("b/c/home.yaml", HOME)
    write("a/polyagree.toml", 'select = "VAL504"\n')
    write("b/pyproject.toml", '[tool.polyagree]\nselect = "UND604"\n')

    found = codes(capsys, "a", "b")

    assert found == {"a/home.yaml": {"VAL504"}, "b/c/home.yaml": {"UND604"}}


def test_one_that_is_named_counts_for_all(capsys: pytest.CaptureFixture[str]) -> None:
    write("polyagree.toml", 'select = "UND604"\n')
    write("other/mine.toml", 'select = "VAL504"\n')

    assert codes(capsys, "home.yaml") == {"home.yaml": {"UND604"}}
    assert codes(capsys, "home.yaml", "--config", "other/mine.toml") == {"home.yaml": {"VAL504"}}
    without = codes(capsys, "home.yaml", "--no-config")
    assert without["home.yaml"] > {"UND604", "VAL504"}


def test_what_is_said_on_the_command_line_counts_before_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    write("polyagree.toml", 'ignore = ["VAL504", "VAL501"]\n')

    assert codes(capsys, "home.yaml", "--select", "VAL504") == {"home.yaml": {"VAL504"}}
    found = codes(capsys, "home.yaml", "--ignore", "UND")["home.yaml"]
    assert not {"VAL504", "VAL501", "UND604"} & found


def test_a_pattern_counts_from_the_file(capsys: pytest.CaptureFixture[str]) -> None:
    write("drafts/home.yaml", HOME)
    write("polyagree.toml", 'select = ["VAL504", "UND604"]\nper_file_ignores."drafts/" = "VAL"\n')

    assert codes(capsys) == {
        "drafts/home.yaml": {"UND604"},
        "home.yaml": {"VAL504", "UND604"},
    }
    absolute = str(Path.cwd() / "drafts" / "home.yaml")
    assert codes(capsys, absolute) == {absolute: {"UND604"}}


@pytest.mark.parametrize(
    ("text", "options", "status"),
    [
        ("", [], 0),
        ('fail_on = "note"\n', [], 1),
        ('fail_on = "note"\n', ["--fail-on", "concern"], 0),
        ('fail_on = "never"\n', ["--fail-on", "note"], 1),
        ('fail_on = "question"\n', [], 0),
        ('fail_on = "question"\n[severities]\nVAL504 = "question"\n', [], 1),
        ('[severities]\nVAL504 = "concern"\n', [], 1),
    ],
)
def test_the_exit_status_is_by_what_it_says(text: str, options: list[str], status: int) -> None:
    write("polyagree.toml", text)

    assert main(["check", "home.yaml", "--select", "VAL504", *options]) == status


def test_each_document_fails_by_its_own() -> None:
    write("strict/home.yaml", HOME)
    write("strict/polyagree.toml", 'select = "VAL504"\nfail_on = "note"\n')
    write("lenient/home.yaml", HOME)
    write("lenient/polyagree.toml", 'select = "UND604"\nfail_on = "never"\n')

    assert main(["check", "lenient"]) == 0
    assert main(["check", "strict"]) == 1
    assert main(["check", "lenient", "strict"]) == 1


def test_its_scenarios_are_run(capsys: pytest.CaptureFixture[str]) -> None:
    write("polyagree.toml", "scenarios = true\n")

    main(["check", "home.yaml", "--format", "json"])
    assert json.loads(capsys.readouterr().out)["coverage"]


def test_what_one_document_does_not_look_for_is_not_gone_from_a_baseline(
    capsys: pytest.CaptureFixture[str],
) -> None:
    write("drafts/home.yaml", HOME)
    assert main(["check", ".", "--write-baseline", "known.json"]) == 0
    write("polyagree.toml", 'per_file_ignores."drafts/" = "VAL504"\n')
    capsys.readouterr()

    assert main(["check", ".", "--baseline", "known.json", "--fail-on", "note"]) == 0
    assert "ACC013" not in capsys.readouterr().out
    main(["check", ".", "--write-baseline", "known.json"])
    assert "0 fewer" in capsys.readouterr().out


@pytest.mark.parametrize("command", COMMANDS, ids=lambda each: each[0])
def test_every_command_that_reads_documents_knows_the_words(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    write("home.yaml", GAMES + BROKEN)
    write("words.toml", WORDS)

    assert main(command) == 2
    assert "unknown word `game-night`" in capsys.readouterr().err
    assert main([*command, "--config", "words.toml"]) == 0, capsys.readouterr().err
    write("polyagree.toml", f'ignore = ["PER"]\n{WORDS}')
    assert main(command) == 0
    assert main([*command, "--no-config"]) == 2


def test_in_place_the_words_stay_where_they_are() -> None:
    write("home.yaml", GAMES)
    write("polyagree.toml", WORDS)

    assert main(["convert", "home.yaml", "home.yaml"]) == 0
    assert Path("home.yaml").read_text(encoding="utf-8") == GAMES
    assert main(["convert", "home.yaml", "sent.yaml"]) == 0
    assert main(["check", "sent.yaml", "--no-config", "--fail-on", "never"]) == 0


@pytest.mark.parametrize("command", COMMANDS, ids=lambda each: each[0])
def test_a_fault_in_it_is_said_with_its_line_and_nothing_is_done(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    write("polyagree.toml", '\n[terms.game]\nkind = "actt"\n')

    assert main(command) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "polyagree.toml:3:8: DOC004 impossible-value\n" in told.err
    assert '    3 | kind = "actt"\n' in told.err
    assert "polyagree.toml cannot be read: 1 fault" in told.err


def test_only_a_check_needs_its_codes(capsys: pytest.CaptureFixture[str]) -> None:
    write("polyagree.toml", 'ignore = "XMINE101"\n')

    assert main(["check", "home.yaml"]) == 2
    assert "unknown analyzer `XMINE101`" in capsys.readouterr().err
    assert main(["replay", "home.yaml"]) == 0


def test_one_that_is_not_there_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "home.yaml", "--config", "nowhere.toml"]) == 2

    assert "nowhere.toml: DOC001 cannot-be-read\n  there is no such file" in capsys.readouterr().err


def test_for_standard_input_the_one_here_counts(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import io

    write("polyagree.toml", f'select = "VAL504"\n{WORDS}')
    monkeypatch.setattr("sys.stdin", io.StringIO(GAMES))

    assert codes(capsys, "-") == {}


def test_the_schema_of_it_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "--config"]) == 0

    written = json.loads(capsys.readouterr().out)
    assert written["title"] == "polyagree configuration"
    jsonschema.Draft7Validator.check_schema(written)
