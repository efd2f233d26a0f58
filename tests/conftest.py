"""What all tests with Hypothesis share."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# A document is a hundred draws, and a busy machine may take its time: no test is timed.
settings.register_profile(
    "whole-documents", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("whole-documents")
