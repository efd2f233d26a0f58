"""
Read, check and understand the agreements of a polycule.

Every name here is the alias of one in a sub-package and is imported when it is
first used, so that ``import polyagree`` costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = [
    "Agreement",
    "Boundary",
    "CheckIn",
    "Clause",
    "DocumentError",
    "Event",
    "Finding",
    "Group",
    "Obligation",
    "Permission",
    "Person",
    "PolyagreeError",
    "Polycule",
    "Power",
    "Prohibition",
    "Relationship",
    "Report",
    "Severity",
    "Term",
    "Value",
    "__version__",
    "analyzers",
    "check",
    "codec",
    "config",
    "consistency",
    "drift",
    "dump",
    "dumps",
    "explain",
    "graph",
    "load",
    "loads",
    "model",
    "plugins",
    "privacy",
    "report",
    "testing",
    "text",
    "timeline",
]

if TYPE_CHECKING:
    from polyagree import (
        analyzers,
        codec,
        config,
        consistency,
        drift,
        graph,
        model,
        plugins,
        privacy,
        report,
        testing,
        text,
        timeline,
    )
    from polyagree.analyzers.registry import explain
    from polyagree.analyzers.run import check
    from polyagree.codec import dump, dumps, load, loads
    from polyagree.errors import DocumentError, PolyagreeError
    from polyagree.finding import Finding, Report, Severity
    from polyagree.model import (
        Agreement,
        Boundary,
        CheckIn,
        Clause,
        Event,
        Group,
        Obligation,
        Permission,
        Person,
        Polycule,
        Power,
        Prohibition,
        Relationship,
        Term,
        Value,
    )

    __version__: str
else:
    # Type checkers read the imports above and would believe any name if they saw `__getattr__`.
    _ADDRESSES = {
        "Agreement": "polyagree.model",
        "Boundary": "polyagree.model",
        "CheckIn": "polyagree.model",
        "Clause": "polyagree.model",
        "DocumentError": "polyagree.errors",
        "Event": "polyagree.model",
        "Finding": "polyagree.finding",
        "Group": "polyagree.model",
        "Obligation": "polyagree.model",
        "Permission": "polyagree.model",
        "Person": "polyagree.model",
        "PolyagreeError": "polyagree.errors",
        "Polycule": "polyagree.model",
        "Power": "polyagree.model",
        "Prohibition": "polyagree.model",
        "Relationship": "polyagree.model",
        "Report": "polyagree.finding",
        "Severity": "polyagree.finding",
        "Term": "polyagree.model",
        "Value": "polyagree.model",
        "check": "polyagree.analyzers.run",
        "dump": "polyagree.codec",
        "dumps": "polyagree.codec",
        "explain": "polyagree.analyzers.registry",
        "load": "polyagree.codec",
        "loads": "polyagree.codec",
    }
    _PACKAGES = frozenset(
        {
            "analyzers",
            "codec",
            "config",
            "consistency",
            "drift",
            "graph",
            "model",
            "plugins",
            "privacy",
            "report",
            "testing",
            "text",
            "timeline",
        }
    )

    def __getattr__(name: str) -> object:
        import importlib

        if name in _ADDRESSES:
            value = getattr(importlib.import_module(_ADDRESSES[name]), name)
        elif name in _PACKAGES:
            value = importlib.import_module(f"polyagree.{name}")
        elif name == "__version__":
            from importlib.metadata import version

            value = version("polyagree")
        else:
            raise AttributeError(f"module `polyagree` has no attribute `{name}`", name=name)
        # Kept, so that the next use does not come here.
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
