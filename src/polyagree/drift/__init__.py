"""
Has practice moved? Numbers in, numbers out; nothing here knows an agreement.

Three questions hide in "is this drifting?", and each has its own tools:

- Was the limit exceeded? An exact fact: :mod:`~polyagree.drift.windows`.
- Is it a pattern? A statistic with a stated rate of false alarms:
  :mod:`~polyagree.drift.poisson`, :mod:`~polyagree.drift.edetector`,
  :mod:`~polyagree.drift.bernoulli`, :mod:`~polyagree.drift.gaussian`,
  :mod:`~polyagree.drift.ordinal`.
- What happened, looking back? :mod:`~polyagree.drift.changepoint`,
  :mod:`~polyagree.drift.trend`.

Every module is imported when it is used: ``from polyagree.drift import poisson``.
"""

from __future__ import annotations

__all__ = ["State", "Step"]

from polyagree.drift.steps import State, Step
