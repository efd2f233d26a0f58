"""
Ask the JSON server of Visual Studio Code, and taplo for TOML, what they make of our schema.

Run with ``python tests/editor/json_and_toml.py``; like its neighbour it needs Node.js and npm.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from language_server import Server, installed

from polyagree.codec import dumps, load, schema

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = load(ROOT / "tests/data/sample.yaml")

CLAUSE = '{"polyagree": 1, "agreements": {"home": {"clauses": {"c": {"says": "x", "norm": %s}}}}}'

COMPLETIONS: tuple[tuple[str, set[str], set[str]], ...] = (
    (CLAUSE % '{"must": "talk", |}', {"within", "every", "who"}, {"only_if", "may"}),
    (CLAUSE % '{"may": |}', {"date", "overnight"}, {"true"}),
    (CLAUSE % '{"may": "date", "only_if": {"yes_from": "ben", |}}', {"silence"}, {"within"}),
)

WRONG: tuple[tuple[str, set[str]], ...] = (
    (CLAUSE % '{"must": "talk", "onlyif": "x"}', {"Property onlyif is not allowed."}),
    (
        CLAUSE % '{"must": "talk", "every": "mnoth"}',
        {"write how often, such as `week` or `3 months`"},
    ),
)


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "polyagree.schema.json"
        path.write_text(json.dumps(schema()), encoding="utf-8")
        failures = in_json(folder, path) + in_toml(folder, path)
    print(f"{failures} wrong")
    return int(failures > 0)


def in_json(folder: Path, path: Path) -> int:
    program = installed(folder, "vscode-langservers-extracted", "vscode-json-language-server")
    known = {"fileMatch": ["*.json"], "url": path.as_uri(), "schema": schema()}
    settings = {"json": {"schemas": [known], "validate": {"enable": True}}}
    failures = 0
    with Server(program, settings, language="json") as server:
        found = server.diagnostics(dumps(SAMPLE, format="json"))
        failures += judged("the sample in JSON", not found, found)
        for text, wanted, unwanted in COMPLETIONS:
            labels = {*server.completions(text)}
            failures += judged(text, wanted <= labels and not unwanted & labels, sorted(labels))
        for text, sentences in WRONG:
            messages = {message for _, message in server.diagnostics(text)}
            failures += judged(text, sentences <= messages, sorted(messages))
    return failures


def in_toml(folder: Path, path: Path) -> int:
    program = installed(folder, "@taplo/cli", "taplo")
    text = dumps(SAMPLE, format="toml")
    failures = 0
    for document, is_fine in ((text, True), (text.replace("parties =", "partys =", 1), False)):
        file = folder / "document.toml"
        file.write_text(document, encoding="utf-8")
        command = [program, "lint", "--schema", path.as_uri(), file]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        is_right = (done.returncode == 0) is is_fine and (is_fine or "'partys'" in done.stderr)
        failures += judged("the sample in TOML", is_right, done.stderr.splitlines()[1:2])
    return failures


def judged(what: str, is_right: bool, found: object) -> int:
    print(f"{'ok' if is_right else 'WRONG'}: of {what} it says {found or 'nothing'}")
    return int(not is_right)


if __name__ == "__main__":
    sys.exit(main())
