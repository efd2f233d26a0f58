"""The JSON Schema of configurations, for editors."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from polyagree.analyzers.base import Analyzer

__all__ = ["schema"]


def schema(*, more: Iterable[Analyzer] = ()) -> dict[str, Any]:
    """
    Return the JSON Schema of ``polyagree.toml``, draft 7.

    It is made from what reads configurations: it knows every key, every option and its range,
    and offers the codes that there are.

    Args:
        more: Analyzers that others wrote, which it may name.
    """
    # Reading a configuration needs none of it.
    from polyagree.config.describing import described

    return described(tuple(more))
