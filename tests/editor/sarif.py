"""
Hold our SARIF against the published schema.

Run with ``python tests/editor/sarif.py``. It needs npm, which brings a package that carries the
schema of SARIF 2.1.0, and is no part of the tests: those need no network.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import jsonschema

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "@microsoft/jest-sarif"


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run(["npm", "install", "--silent", "--prefix", folder, PACKAGE], check=True)
        (path,) = (folder / "node_modules" / PACKAGE).glob("**/sarif-2.1.0*.json")
        schema = json.loads(path.read_text(encoding="utf-8"))
        known = folder / "known.json"
        examples = str(ROOT / "examples")
        check = [sys.executable, "-m", "polyagree", "check"]
        subprocess.run([*check, examples, "--write-baseline", known], check=True)
        failures = 0
        broken = folder / "broken.yaml"
        broken.write_text("polyagree: 1\npeple: {}\nvalues: {x: {}}\n", encoding="utf-8")
        missing = folder / "missing.yaml"
        for options in (
            [examples],
            [examples, "--baseline", known],
            [examples, broken],
            [examples, missing],
        ):
            done = subprocess.run(
                [*check, *options, "--format", "sarif"], check=False, stdout=subprocess.PIPE
            )
            document = json.loads(done.stdout)
            errors = list(jsonschema.Draft7Validator(schema).iter_errors(document))
            failures += len(errors)
            count = len(document["runs"][0]["results"])
            print(f"{count} results, {len(errors)} errors {[each.message for each in errors[:3]]}")
    return int(failures > 0)


if __name__ == "__main__":
    sys.exit(main())
