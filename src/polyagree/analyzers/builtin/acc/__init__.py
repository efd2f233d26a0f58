"""Bookkeeping: what was thought over, and whether it still fits."""
