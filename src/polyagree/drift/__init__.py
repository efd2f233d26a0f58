"""
Has practice moved? Numbers in, numbers out; nothing here knows an agreement.

Three questions hide in "is this drifting?", and each has its own tools:

- Was the limit exceeded, and how close is it? Exact facts: :mod:`~polyagree.drift.windows`.
- Is it a pattern? A statistic with a stated rate of false alarms. How often:
  :mod:`~polyagree.drift.poisson`, :mod:`~polyagree.drift.edetector`; yes or no:
  :mod:`~polyagree.drift.bernoulli`; scores: :mod:`~polyagree.drift.ordinal`; sizes:
  :mod:`~polyagree.drift.trend`. What they start from and what stops their clock:
  :mod:`~polyagree.drift.baselines`, :mod:`~polyagree.drift.exposure`; what is promised, in
  words: :mod:`~polyagree.drift.promises`. For comparison: :mod:`~polyagree.drift.gaussian`,
  :mod:`~polyagree.drift.shiryaev_roberts`.
- What happened, looking back? :mod:`~polyagree.drift.changepoint`,
  :mod:`~polyagree.drift.trend`, :mod:`~polyagree.drift.anytime`; and how good a detector is:
  :mod:`~polyagree.drift.scoring`.

Many series at once, with numpy: :mod:`~polyagree.drift.batch`. A whole document:
:func:`table`, which is the alias of :func:`polyagree.practice.table`. Every module is
imported when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from polyagree.drift.steps import State, Step

__all__ = [
    "State",
    "Step",
    "anytime",
    "baselines",
    "batch",
    "bernoulli",
    "changepoint",
    "edetector",
    "exposure",
    "gaussian",
    "ordinal",
    "poisson",
    "promises",
    "scoring",
    "shiryaev_roberts",
    "table",
    "trend",
    "windows",
]

if TYPE_CHECKING:
    from polyagree.drift import (
        anytime,
        baselines,
        batch,
        bernoulli,
        changepoint,
        edetector,
        exposure,
        gaussian,
        ordinal,
        poisson,
        promises,
        scoring,
        shiryaev_roberts,
        trend,
        windows,
    )
    from polyagree.practice.table import table
else:
    # Type checkers read the imports above and would believe any name if they saw `__getattr__`.

    def __getattr__(name: str) -> object:
        import importlib

        if name == "table":
            value = importlib.import_module("polyagree.practice.table").table
        elif name in __all__:
            value = importlib.import_module(f"polyagree.drift.{name}")
        else:
            raise AttributeError(f"module `polyagree.drift` has no attribute `{name}`", name=name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
