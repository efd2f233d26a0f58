"""
How long ``polyagree check`` takes from nothing, against importing its libraries.

Run with ``python -m benchmarks.cold_start``. Whole processes take turns; read the
ratio.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

EXAMPLE = Path(__file__).parent.parent / "examples" / "five-people-mended.yaml"


def main() -> None:
    """Print the figures."""
    commands = {
        "check": [sys.executable, "-m", "polyagree", "check", str(EXAMPLE)],
        "attrs, cattrs": [sys.executable, "-c", "import attrs, cattrs"],
    }
    # An installed package has its bytecode beside it.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(16):
        for name, command in commands.items():
            begin = time.perf_counter()
            subprocess.run(command, check=False, capture_output=True, env=environment)
            times[name].append(time.perf_counter() - begin)
    # The first pair warms the caches.
    middle = {name: median(taken[1:]) for name, taken in times.items()}
    ratio = middle["check"] / middle["attrs, cattrs"]
    print(f"cold check of one document: {ratio:.1f} x `import attrs, cattrs`")


if __name__ == "__main__":
    main()
