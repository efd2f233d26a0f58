"""
Add documents to the golden ones: ``python tests/golden/freeze.py FILE…``.

A document that is there is never written again. Files of events
that stand beside one are given with it.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

DOCUMENTS = {".yaml", ".json", ".toml"}
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from golden.facts import written  # noqa: E402  # found once the folder is on the path

from polyagree.codec import load  # noqa: E402  # the same


def main(names: list[str]) -> None:
    """Copy each document that is new, and write down what it holds."""
    folder = HERE / "1"
    for name in names:
        source = Path(name)
        target = folder / source.name
        if not target.exists():
            shutil.copyfile(source, target)
    for path in sorted(folder.iterdir()):
        facts = path.with_suffix(".facts")
        if path.suffix in DOCUMENTS and not facts.exists():
            facts.write_text(written(load(path)), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
