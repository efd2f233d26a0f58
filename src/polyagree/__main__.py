"""``python -m polyagree``."""

from __future__ import annotations

import sys

from polyagree.cli import main

if __name__ == "__main__":
    sys.exit(main())
