"""With what a project checks: the value, and the file in which it stands."""

from __future__ import annotations

from polyagree.analyzers.config import Config, Readings
from polyagree.codec.projects import find
from polyagree.config.reading import load, loads
from polyagree.config.schemas import schema

__all__ = ["Config", "Readings", "find", "load", "loads", "schema"]
