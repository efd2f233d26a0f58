"""The command line."""

from __future__ import annotations

from polyagree.cli.program import main

__all__ = ["main"]
