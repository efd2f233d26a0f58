"""
Bring the docs up to date: ``python docs/generate.py``.

It writes the pages about analyzers from the analyzers themselves, and in all
other pages what our commands print. Tests say if either is stale.
"""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import tempfile
from pathlib import Path

from polyagree.analyzers.registry import info, page
from polyagree.cli import main as run

DOCS = Path(__file__).resolve().parent
FOLDER = DOCS / "reference" / "analyzers"

_TOP = """\
# The analyzers

An analyzer points at one thing that a text says or leaves open. Its code is never
used for anything else. A *note* is a remark, a *question* is worth talking over,
a *concern* tends to hurt later. The source is the principle it stands on, told in
[what the sources ask for](../../explanation/sources.md).

| code | what it points at | severity | source |
|---|---|---|---|
"""

_SOURCE = re.compile(r"[A-D][0-9]+")


def pages() -> dict[str, str]:
    """Return every page by the name of its file."""
    analyzers = info()
    rows = [
        f"| [{each.code}]({each.code}.md) `{each.name}` | {each.summary}"
        f" | {each.severity} | {_linked(each.source)} |"
        for each in analyzers
    ]
    listed = "\n".join(each.code for each in analyzers)
    index = f"{_TOP}{chr(10).join(rows)}\n\n```{{toctree}}\n:hidden:\n\n{listed}\n```\n"
    return {"index.md": index} | {
        f"{each.code}.md": _with_links(page(each.code)) for each in analyzers
    }


def _linked(sources: str) -> str:
    return _SOURCE.sub(
        lambda found: f"[{found[0]}](../../explanation/sources.md#{found[0].lower()})", sources
    )


def _with_links(text: str) -> str:
    """Let the source in the table of a page lead to where it is told."""
    return "\n".join(
        _linked(line) if line.startswith(("| note |", "| question |", "| concern |")) else line
        for line in text.split("\n")
    )


def refreshed(text: str) -> str:
    """Return a page with what our commands print now; ``conftest.py`` tells of its blocks."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        Path("examples").symlink_to(DOCS.parent / "examples")
        return _BLOCK.sub(_block, text)


_BLOCK = re.compile(r"^```(yaml|toml|csv|console)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_GOES_ON = "\0"
_FILE_NAME = re.compile(r"# ([\w.-]+\.(?:yaml|toml|csv))\n")


def _block(found: re.Match[str]) -> str:
    language, text = found.groups()
    if language != "console":
        if name := _FILE_NAME.match(text):
            # A line that names the file is a comment, and CSV has none.
            held = text[name.end() :] if language == "csv" else text
            Path(name[1]).write_text(held, encoding="utf-8")
        return found[0]
    entries = re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]
    return f"```console\n{''.join(_entry(entry) for entry in entries)}```"


def _entry(entry: str) -> str:
    # A long command goes on in the next line, as in a shell.
    command, _, printed = entry.replace("\\\n", _GOES_ON).partition("\n")
    command = command.replace(_GOES_ON, "\\\n")
    if command.startswith("polyagree "):
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            run(shlex.split(command.replace("\\\n", ""))[1:])
        printed = out.getvalue()
    return f"$ {command}\n{printed}"


def main() -> None:
    """Write what is new or changed, and remove what is gone."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    made = pages()
    for path in FOLDER.glob("*.md"):
        if path.name not in made:
            path.unlink()
    for name, text in made.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    for path in (DOCS.parent / "README.md", *DOCS.rglob("*.md")):
        if FOLDER not in path.parents:
            path.write_text(refreshed(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
