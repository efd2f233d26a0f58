"""numpy, where a computation is too long without it."""

from __future__ import annotations

from types import ModuleType

from polyagree.errors import MissingExtra

__all__ = ["numpy_for"]


def numpy_for(what: str) -> ModuleType:
    """
    Return numpy.

    Args:
        what: What needs it, for the sentence of the error: ``a batch``.

    Raises:
        MissingExtra: If it is not installed.
    """
    try:
        import numpy as np
    except ImportError:
        raise MissingExtra(
            f"{what} needs numpy, which the extra `drift` brings: pip install polyagree[drift]",
            extra="drift",
        ) from None
    return np
