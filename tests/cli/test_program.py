"""The program as the system sees it: how it starts, how it ends, and that it never crashes."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from polyagree.cli import main

COMMAND = [sys.executable, "-m", "polyagree"]

PEOPLE = "polyagree: 1\npeople: {ana: Ana}\n"


def run(*arguments: str, text: str = "", **options: str) -> subprocess.CompletedProcess[str]:
    """Run the program with *text* as its standard input and *options* in its environment."""
    return subprocess.run(
        [*COMMAND, *arguments],
        input=text,
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, **options},
    )


# Help and bad usage


def test_alone_it_shows_its_help_as_bad_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "check " in said.err


def test_help_is_a_result(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    said = capsys.readouterr().out
    assert all(f"\n    {each} " in said for each in ["check", "explain", "analyzers", "new"])


@pytest.mark.parametrize("command", ["check", "explain", "analyzers", "new", "convert"])
def test_every_command_has_a_help(capsys: pytest.CaptureFixture[str], command: str) -> None:
    assert main([command, "--help"]) == 0
    assert capsys.readouterr().out.startswith(f"usage: polyagree {command} ")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["chek"], "unknown command `chek`; did you mean `check`?"),
        (["zzz"], "unknown command `zzz`"),
        (["--vershun"], "unknown option `--vershun`; did you mean `--version`?"),
        (["explain", "PER105", "PER106"], "unexpected argument `PER106`"),
        (["explain"], "the following arguments are required: CODE"),
        (["new", "--people"], "argument --people: expected one argument"),
        (["new", "--peopl", "ana"], "unknown option `--peopl`; did you mean `--people`?"),
        (["--"], "which command?"),
        (["\x1b[31m"], "unknown command `\\x1b[31m`"),
    ],
)
def test_bad_usage_is_a_sentence(
    capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines()[0] == f"polyagree: {sentence}"
    assert said.err.splitlines()[1].endswith("--help` shows what there is")


def test_it_runs_as_a_module() -> None:
    process = run("--version")

    assert process.returncode == 0
    assert process.stdout.startswith("polyagree")


def test_the_exit_status_reaches_the_system() -> None:
    assert run("check", "-", text=PEOPLE).returncode == 0
    assert run("check", "-", text="people: {}").returncode == 2


# Whoever it talks to


def test_a_reader_that_went_away_is_no_crash() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        process = subprocess.run(
            [*COMMAND, "explain", "PER105"], stdout=writing, stderr=subprocess.PIPE, check=False
        )
    finally:
        os.close(writing)

    assert process.returncode == 141
    assert process.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no such device")
def test_a_full_disk_is_a_sentence() -> None:
    with Path("/dev/full").open("wb") as full:
        process = subprocess.run(
            [*COMMAND, "explain", "PER105"], stdout=full, stderr=subprocess.PIPE, check=False
        )

    assert process.returncode == 2
    assert process.stderr == b"polyagree: no space left on device\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no such device")
@pytest.mark.parametrize("arguments", [["check", "nowhere.yaml"], ["chek"], [], ["explain", "?"]])
def test_where_no_complaint_can_be_written_the_status_still_says_it(arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        process = subprocess.run(
            [*COMMAND, *arguments], stdout=subprocess.PIPE, stderr=full, check=False
        )

    assert process.returncode == 2
    assert process.stdout == b""


def test_ctrl_c_while_the_commands_are_imported_ends_it_quietly() -> None:
    code = (
        "import sys\n"
        "class Interrupted:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'polyagree.cli.parser': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupted())\n"
        "from polyagree.cli import main\n"
        "sys.exit(main(['--help']))"
    )

    process = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)

    assert process.returncode == 130
    assert process.stdout == process.stderr == b""


def test_without_docstrings_it_says_why_there_is_no_reason() -> None:
    process = subprocess.run(
        [sys.executable, "-OO", "-m", "polyagree", "explain", "PER101"],
        capture_output=True,
        check=False,
        encoding="utf-8",
    )

    assert process.returncode == 0
    assert process.stdout.splitlines()[-1].startswith("the reason is a docstring")


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")
def test_ctrl_c_ends_it_quietly() -> None:
    # The first line tells that the program waits, and not merely that Python has started.
    code = (
        "import signal, sys; from polyagree.cli import main, documents\n"
        # Whoever runs the tests in the background may have had it ignored.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "read = documents.standard_input\n"
        "documents.standard_input = lambda: print('reading', flush=True) or read()\n"
        "sys.exit(main(['check', '-']))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"reading\n"
        process.send_signal(signal.SIGINT)
        # Its input stays open until it has ended: else it may come to the end of that first.
        process.wait(timeout=30)
        assert process.stderr is not None
        out, err = process.stdout.read(), process.stderr.read()

    assert process.returncode == 130
    assert out == err == b""


def test_a_terminal_that_cannot_write_it_gets_escapes(tmp_path: Path) -> None:
    path = tmp_path / "home.yaml"
    path.write_text("polyagree: 1\npeople: {日本: Ana}\n", encoding="utf-8")

    process = run("check", str(path), PYTHONIOENCODING="ascii")

    assert process.returncode == 2
    assert r"\u65e5\u672c" in process.stderr


def test_a_document_on_a_pipe_is_utf_8_whatever_the_terminal_is(tmp_path: Path) -> None:
    path = tmp_path / "home.yaml"
    path.write_text("polyagree: 1\npeople: {jo: José}\n", encoding="utf-8")

    process = run("convert", str(path), "-", "--to", "json", PYTHONIOENCODING="ascii")

    assert '"José"' in process.stdout


def test_a_document_on_a_terminal_does_not_steer_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        encoding = "utf-8"

        def isatty(self) -> bool:
            return True

    path = tmp_path / "home.yaml"
    path.write_text('polyagree: 1\npeople: {jo: "\\x9b31mJo"}\n', encoding="utf-8")
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)

    assert main(["convert", str(path), "-", "--to", "json"]) == 0
    assert "\x9b" not in terminal.getvalue()


@pytest.mark.parametrize("closed", ["stdout", "stderr"])
def test_a_process_without_an_output_goes_on_without(
    monkeypatch: pytest.MonkeyPatch, closed: str
) -> None:
    monkeypatch.setattr(sys, closed, None)

    assert main(["explain", "PER105"]) == 0
    assert main(["explain", "PER999"]) == 2


def test_a_fault_of_ours_keeps_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def explain(_: str, **__: object) -> str:
        raise RuntimeError("not the document's fault")

    monkeypatch.setattr("polyagree.analyzers.registry.explain", explain)

    with pytest.raises(RuntimeError):
        main(["explain", "PER105"])


# What it loads


def test_help_waits_for_nothing() -> None:
    code = (
        "import sys; from polyagree.cli import main\n"
        "main(['--help'])\n"
        "print(*sorted({'attrs', 'cattrs', 'difflib', 'networkx', 'yaml'} & {*sys.modules}))"
    )

    process = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=False, text=True
    )

    assert process.stdout.splitlines()[-1] == ""


def test_a_check_loads_neither_networkx_nor_rich(tmp_path: Path) -> None:
    path = tmp_path / "home.yaml"
    path.write_text(PEOPLE, encoding="utf-8")
    code = (
        "import sys; from polyagree.cli import main\n"
        "main(['check', sys.argv[1]])\n"
        "print(*sorted({'networkx', 'rich'} & {*sys.modules}))"
    )

    process = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, check=False, text=True
    )

    assert process.stdout.splitlines()[-1] == ""
