"""A client of language servers, which editors are too: documents in, what they offer and say out."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any, Self

__all__ = ["CURSOR", "Server", "installed"]

CURSOR = "|"
"""Where the cursor stands in a document."""

_CAPABILITIES = {
    "textDocument": {
        "completion": {"completionItem": {"snippetSupport": True}},
        "hover": {"contentFormat": ["markdown"]},
        "publishDiagnostics": {},
    },
    "workspace": {"configuration": True},
}


def installed(folder: Path, package: str, program: str) -> Path:
    """Return *program* of *package*, which npm brings into *folder*."""
    subprocess.run(["npm", "install", "--silent", "--prefix", folder, package], check=True)
    return folder / "node_modules" / ".bin" / program


class Server:
    """A language server on its standard streams."""

    def __init__(
        self, program: Path, settings: dict[str, Any], *, language: str, folder: Path = Path("/")
    ) -> None:
        command = [program, "--stdio"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.settings = settings
        self.language = language
        self.folder = folder
        self.asked = 0
        self.opened = 0
        self.told: dict[str, list[dict[str, Any]]] = {}
        self._ask("initialize", {"processId": None, "rootUri": None, "capabilities": _CAPABILITIES})
        self._send({"method": "initialized", "params": {}})
        changed = {"settings": settings}
        self._send({"method": "workspace/didChangeConfiguration", "params": changed})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait()

    def diagnostics(self, text: str) -> list[tuple[int, str]]:
        """Return what it says of *text*, each with its line, in their order."""
        uri = self._open(text)
        while uri not in self.told:
            self._read()
        return sorted(
            (each["range"]["start"]["line"] + 1, each["message"]) for each in self.told[uri]
        )

    def completions(self, text: str) -> list[str]:
        """Return what it offers at the cursor."""
        found = self._at("textDocument/completion", text) or []
        items = found if isinstance(found, list) else found.get("items", [])
        return [each["label"] for each in items]

    def hover(self, text: str) -> str:
        """Return what it tells of what stands at the cursor."""
        found = self._at("textDocument/hover", text)
        return found["contents"]["value"] if found else ""

    def _at(self, method: str, text: str) -> Any:
        before, _, after = text.partition(CURSOR)
        document = {"uri": self._open(before + after)}
        place = {"line": before.count("\n"), "character": len(before.rpartition("\n")[2])}
        return self._ask(method, {"textDocument": document, "position": place})

    def _open(self, text: str) -> str:
        self.opened += 1
        uri = (self.folder / f"{self.opened}.{self.language}").as_uri()
        document = {"uri": uri, "languageId": self.language, "version": 1, "text": text}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        return uri

    def _ask(self, method: str, params: dict[str, Any]) -> Any:
        self.asked += 1
        self._send({"id": self.asked, "method": method, "params": params})
        while True:
            message = self._read()
            if message.get("id") == self.asked and "method" not in message:
                return message.get("result")

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def _read(self) -> dict[str, Any]:
        length = 0
        while (line := self.process.stdout.readline().strip()) != b"":
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        message: dict[str, Any] = json.loads(self.process.stdout.read(length))
        if message.get("method") == "textDocument/publishDiagnostics":
            self.told[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "id" in message and "method" in message:
            # It asks for settings, or for leave to register something.
            items = (message.get("params") or {}).get("items", [])
            answer = [self.settings.get(each.get("section")) for each in items]
            self._send({"id": message["id"], "result": answer})
        return message
