"""
Scores of questionnaires: numbers and names, and never the words of an item.

What people are asked stands in the published questionnaire. Here stands how many items
there are, between which numbers an answer lies, which are read the other way round, and
what a higher score is more of.
"""

from __future__ import annotations

from polyagree.scores.check_ins import CheckInScore, check_in_scores
from polyagree.scores.columns import Array, Column, score_columns
from polyagree.scores.instruments import Citation, Instrument, Item, Subscale
from polyagree.scores.reading import load_instruments, loads_instruments
from polyagree.scores.scoring import Scored, SubscaleScore, score
from polyagree.scores.shipped import instrument, instruments

__all__ = [
    "Array",
    "CheckInScore",
    "Citation",
    "Column",
    "Instrument",
    "Item",
    "Scored",
    "Subscale",
    "SubscaleScore",
    "check_in_scores",
    "instrument",
    "instruments",
    "load_instruments",
    "loads_instruments",
    "score",
    "score_columns",
]
