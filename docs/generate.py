"""
Bring the docs up to date: ``python docs/generate.py``.

It writes the pages about analyzers from the analyzers themselves, the one about the
configuration from what reads it, what the stories of the sources give, and in all other
pages what our commands print. Tests say if any of it is stale.
"""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import tempfile
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from polyagree.analyzers.registry import analyzers, info, page
from polyagree.cli import main as run
from polyagree.config import schema

DOCS = Path(__file__).resolve().parent
FOLDER = DOCS / "reference" / "analyzers"
CONFIGURATION = DOCS / "reference" / "configuration.md"
STORIES = DOCS.parent / "tests" / "data" / "stories" / "stories.toml"

_TOP = """\
# The analyzers

An analyzer points at one thing that a text says or leaves open. Its code is never
used for anything else. A *note* is a remark, a *question* is worth talking over,
a *concern* tends to hurt later. The source is the principle it stands on, told in
[what the sources ask for](../../explanation/sources.md).

What it works on: what is *declared* in keys and norms; a *reading* of what stands in words
only, which weighs one severity less and says that it was read; the *log*: events, check-ins,
breaches and repairs. What its work grows with: the *clauses* and other records; the
*events* as well; or *joint*: clauses, or events, are looked at together, and the work may grow
faster than their number.

| code | what it points at | severity | source | works on | grows with |
|---|---|---|---|---|---|
"""

_BY_PRINCIPLE = """\
## By principle

What carries a principle besides analyzers is told there.

| principle | analyzers |
|---|---|
"""

_MOST = {"A": 15, "B": 8, "C": 19, "D": 11}
_SOURCE = re.compile(r"[A-D][0-9]+")


def pages() -> dict[str, str]:
    """Return every page by the name of its file."""
    known = info()
    rows = [
        f"| [{each.code}]({each.code}.md) `{each.name}` | {each.summary}"
        f" | {each.severity} | {_linked(each.source)} | {', '.join(each.works_on)} | {each.cost} |"
        for each in known
    ]
    listed = "\n".join(each.code for each in known)
    told = f"{_TOP}{chr(10).join(rows)}\n\n{_BY_PRINCIPLE}{chr(10).join(_principles())}"
    index = f"{told}\n\n```{{toctree}}\n:hidden:\n\n{listed}\n```\n"
    return {"index.md": index} | {f"{each.code}.md": _with_links(page(each.code)) for each in known}


def _principles() -> list[str]:
    """Return a row for each principle on which an analyzer stands."""
    rows = []
    for letter, most in _MOST.items():
        for number in range(1, most + 1):
            name = f"{letter}{number}"
            codes = [each.code for each in info() if name in _SOURCE.findall(each.source)]
            if codes:
                links = ", ".join(f"[{code}]({code}.md)" for code in codes)
                rows.append(f"| {_linked(name)} | {links} |")
    return rows


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


_CONFIGURATION = """\
# The configuration

`polyagree.toml`, or `[tool.polyagree]` in `pyproject.toml`.
[Configure a project](../how-to/configure.md) tells which file counts, and how to write one. A key
that is unknown is refused, and so is a code that no analyzer has; where one is near, it is
suggested.

| key | what can be written | what it is | default |
|---|---|---|---|
"""
_OPTIONS = """\

## Options

Under `[options.CODE]`. Analyzers that others wrote may have more; `polyagree explain CODE` tells.

| option | what it is | what can be written | default |
|---|---|---|---|
"""


def configuration() -> str:
    """Return the page about the configuration."""
    keys = "".join(_key(name, each) for name, each in schema()["properties"].items())
    options = "".join(
        f"| [`{each.code}`](analyzers/{each.code}.md) `{option.name}` | {option.means}"
        f" | {option.range} | {option.default} |\n"
        for each in analyzers()
        for option in each.options()
    )
    return f"{_CONFIGURATION}{keys}{_OPTIONS}{options}"


def _key(name: str, told: dict[str, Any], table: str = "") -> str:
    whole = f"{table}{name}"
    if told.get("properties") and name == "readings":
        inner = told["properties"].items()
        return "".join(_key(key, each, f"{name}.") for key, each in inner)
    default = told.get("default")
    shown = "" if default is None else f"`{str(default).lower()}`"
    return f"| `{whole}` | {_written(name, told)} | {told['description']} | {shown} |\n"


def _written(name: str, told: dict[str, Any]) -> str:
    """Return what can stand under a key, in words."""
    if "enum" in told:
        return ", ".join(f"`{word}`" for word in told["enum"])
    tables = {
        "per_file_ignores": "a table: a pattern of paths, and codes",
        "severities": "a table: a code, and `note`, `question` or `concern`",
        "options": "a table for each code, see below",
        "terms": "a table for each word: `kind`, `kind_of`, `form`, `means`",
    }
    if name in tables:
        return tables[name]
    if told["type"] == "boolean":
        return "`true` or `false`"
    if told["type"] == "number":
        most = told.get("maximum")
        return f"a number from {told['minimum']}" + ("" if most is None else f" to {most}")
    return "a code, or a list of codes"


_SIDE_BY_SIDE = re.compile(r"(?<=<!-- stories -->\n).*?(?=<!-- end of stories -->)", re.DOTALL)


def with_stories(text: str) -> str:
    """Return the page of the sources with what their stories give, side by side."""
    return _SIDE_BY_SIDE.sub(lambda _: "\n".join(_stories()), text)


def _stories() -> Iterator[str]:
    table = tomllib.loads(STORIES.read_text(encoding="utf-8"))
    for source in table["source"]:
        yield f"\n### The story of {source['letter']}: {source['about']}\n"
        yield from _given(source["stories"], table["stories"])
        yield ""
        yield from _shown(source, table["stories"])
    yield "\n### Where prose says less\n"
    yield "| what the document gives and the prose does not | why |\n|---|---|"
    yield from (f"| {_codes(each['codes'])} | {each['why']} |" for each in table["silent"])
    yield ""


def _given(names: list[str], stories: dict[str, dict[str, list[str]]]) -> Iterator[str]:
    yield "| story | the document | the prose |\n|---|---|---|"
    for name in (each for first in names for each in (first, f"{first}-mended")):
        found = stories[name]
        prose = _codes(found["prose"]) if "prose" in found else ""
        yield f"| `{name}` | {_codes(found['document'])} | {prose} |"


def _shown(source: dict[str, Any], stories: dict[str, dict[str, list[str]]]) -> Iterator[str]:
    """Yield which analyzers of each principle find something, or why none does."""
    yield "| principle | in the document | in the prose | why not |\n|---|---|---|---|"
    found = [stories[name] for name in source["stories"]]
    for principle, codes in _by_principle(source["letter"]).items():
        document, prose = (
            [code for code in codes if any(code in each[side] for each in found)]
            for side in ("document", "prose")
        )
        why = source["why"].get(principle, "")
        reason = f"{_codes(codes)}: {why}" if why else ""
        parts = (_linked_here(principle), _listed(document), _listed(prose), reason)
        yield f"| {' | '.join(parts)} |"


def _by_principle(letter: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in info():
        for principle in _SOURCE.findall(each.source):
            if principle.startswith(letter):
                found.setdefault(principle, []).append(each.code)
    return {key: found[key] for key in sorted(found, key=lambda key: int(key[1:]))}


def _linked_here(principle: str) -> str:
    return f"[{principle}](#{principle.lower()})"


def _codes(codes: Iterable[str]) -> str:
    return _listed(codes) or "nothing"


def _listed(codes: Iterable[str]) -> str:
    return ", ".join(f"`{code}`" for code in codes)


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
    CONFIGURATION.write_text(configuration(), encoding="utf-8")
    sources = DOCS / "explanation" / "sources.md"
    sources.write_text(with_stories(sources.read_text(encoding="utf-8")), encoding="utf-8")
    for path in (DOCS.parent / "README.md", *DOCS.rglob("*.md")):
        if FOLDER not in path.parents:
            path.write_text(refreshed(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
