"""
Ask the real yaml-language-server what it makes of our schema.

Run with ``python tests/editor/yaml_language_server.py``. It needs Node.js, installs the server into
a folder of its own with npm, and is no part of the tests: those need no network. It ends
with 1 if the server offers or says something else than it should.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from polyagree.codec import schema

ROOT = Path(__file__).resolve().parents[2]

HEAD = """\
polyagree: 1
people: {ana: Ana, ben: Ben}
agreements:
  home:
    parties: [ana, ben]
    clauses:
      c:
        says: We talk.
"""
# `|` is where the cursor stands. What has to be offered, and what must not be.
COMPLETIONS: tuple[tuple[str, set[str], set[str]], ...] = (
    (
        HEAD + "        norm:\n          must: talk\n          |\n",
        {"within", "by", "who", "if_broken"},
        {"only_if", "at_most"},
    ),
    (HEAD + "        norm:\n          may: |\n", {"date", "overnight"}, set()),
    (
        HEAD + "        norm:\n          may: date\n          |\n",
        {"only_if", "at_most"},
        {"within"},
    ),
    (HEAD + "        |\n", {"norm", "serves", "if_broken"}, {"parties"}),
    ("polyagree: 1\n|\n", {"people", "agreements", "events_from"}, {"clauses"}),
    (
        HEAD + "        norm:\n          may: date\n          only_if: {yes_from: ben, s|}\n",
        {"silence", "ahead"},
        {"within"},
    ),
)
# What is wrong, in which line (from 0), and a word of what is said about it.
DIAGNOSTICS: tuple[tuple[str, int, str], ...] = (
    (HEAD.replace("parties:", "partys:"), 4, "partys"),
    (HEAD + "        norm: {must: talk, only_if: kids-home}\n", 8, "only_if"),
    (HEAD + "        nrom: none\n", 8, "nrom"),
    ("polyagree: 2\n", 0, "1"),
)


class Server:
    """A language server on its standard streams."""

    def __init__(self, folder: Path) -> None:
        program = folder / "node_modules" / ".bin" / "yaml-language-server"
        self.process = subprocess.Popen(
            [program, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self.count = 0
        self.told: dict[str, list[dict[str, Any]]] = {}
        capabilities = {"textDocument": {"completion": {}, "publishDiagnostics": {}}}
        self.ask("initialize", {"processId": None, "rootUri": None, "capabilities": capabilities})
        self.send({"method": "initialized", "params": {}})

    def send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def ask(self, method: str, params: dict[str, Any]) -> Any:
        self.count += 1
        self.send({"id": self.count, "method": method, "params": params})
        while True:
            message = self.read()
            if message.get("id") == self.count and "method" not in message:
                return message.get("result")

    def read(self) -> dict[str, Any]:
        length = 0
        while (line := self.process.stdout.readline().strip()) != b"":
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        message: dict[str, Any] = json.loads(self.process.stdout.read(length))
        if message.get("method") == "textDocument/publishDiagnostics":
            self.told[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "id" in message and "method" in message:
            # It asks for settings, or for leave to register something.
            items = message.get("params", {}).get("items", [])
            answer = [SETTINGS.get(each.get("section")) for each in items]
            self.send({"id": message["id"], "result": answer})
        return message

    def open(self, name: str, text: str) -> str:
        uri = f"file:///{name}"
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        return uri

    def diagnostics(self, uri: str) -> list[dict[str, Any]]:
        while uri not in self.told:
            self.read()
        return self.told[uri]


SETTINGS: dict[str | None, Any] = {}


def main() -> int:
    failures = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run(
            ["npm", "install", "--silent", "--prefix", folder, "yaml-language-server"], check=True
        )
        path = folder / "polyagree.schema.json"
        path.write_text(json.dumps(schema()), encoding="utf-8")
        SETTINGS["yaml"] = {
            "schemas": {path.as_uri(): "*.yaml"},
            "completion": True,
            "validate": True,
            "schemaStore": {"enable": False},
        }
        server = Server(folder)
        # Once it has said something, it has read the schema.
        server.diagnostics(server.open("first.yaml", DIAGNOSTICS[0][0]))
        for index, (text, wanted, unwanted) in enumerate(COMPLETIONS):
            before, _, after = text.partition("|")
            uri = server.open(f"completion-{index}.yaml", before + after)
            position = {"line": before.count("\n"), "character": len(before.rpartition("\n")[2])}
            found = server.ask(
                "textDocument/completion", {"textDocument": {"uri": uri}, "position": position}
            )
            items = found if isinstance(found, list) else (found or {}).get("items", [])
            labels = {each["label"] for each in items}
            is_fine = wanted <= labels and not unwanted & labels
            failures += not is_fine
            last = before.rpartition("\n")[2].strip()
            print(
                f"{'ok' if is_fine else 'WRONG'}: behind `{last}` it offers {sorted(labels)[:12]}"
            )
            if not is_fine:
                print(
                    f"    missing {sorted(wanted - labels)}, too many {sorted(unwanted & labels)}"
                )
        for index, (text, line, word) in enumerate(DIAGNOSTICS):
            found = server.diagnostics(server.open(f"wrong-{index}.yaml", text))
            is_fine = any(
                each["range"]["start"]["line"] == line and word in each["message"] for each in found
            )
            failures += not is_fine
            said = [(each["range"]["start"]["line"] + 1, each["message"]) for each in found]
            print(f"{'ok' if is_fine else 'WRONG'}: about `{word}` it says {said}")
        documents = [*(ROOT / "tests/data").glob("**/*.yaml"), *(ROOT / "examples").glob("*.yaml")]
        for path in sorted(documents):
            text = path.read_text(encoding="utf-8")
            found = server.diagnostics(server.open(f"fine-{path.name}", text))
            failures += bool(found)
            print(f"{'WRONG' if found else 'ok'}: {path.name} {[e['message'] for e in found][:3]}")
        server.process.terminate()
        server.process.wait()
    print(f"{failures} wrong")
    return int(failures > 0)


if __name__ == "__main__":
    sys.exit(main())
