"""Durations, windows, moments and zones: what the words for time and quantity mean."""

from __future__ import annotations

from polyagree.clock.arithmetic import (
    Deadline,
    Interval,
    add,
    day_bounds,
    deadline,
    due_by,
    falls_on,
    is_within,
    local_day,
    night_of,
    resolve,
    rolling_start,
    subtract,
    window_around,
)
from polyagree.clock.calendar import (
    Day,
    DayGroup,
    Hours,
    Month,
    MonthName,
    Occasion,
    Ordinal,
    Weekday,
)
from polyagree.clock.durations import Duration
from polyagree.clock.moments import Moment, Part, Relation
from polyagree.clock.quantities import Comparison, Nth, Quantity, QuantityKind, Size
from polyagree.clock.recurring import due_again
from polyagree.clock.stamps import (
    Stamp,
    format_stamp,
    instant,
    parse_date,
    parse_stamp,
    parse_time,
    parse_zone,
)
from polyagree.clock.windows import Cadence, CalendarUnit, Window, WindowKind

__all__ = [
    "Cadence",
    "CalendarUnit",
    "Comparison",
    "Day",
    "DayGroup",
    "Deadline",
    "Duration",
    "Hours",
    "Interval",
    "Moment",
    "Month",
    "MonthName",
    "Nth",
    "Occasion",
    "Ordinal",
    "Part",
    "Quantity",
    "QuantityKind",
    "Relation",
    "Size",
    "Stamp",
    "Weekday",
    "Window",
    "WindowKind",
    "add",
    "day_bounds",
    "deadline",
    "due_again",
    "due_by",
    "falls_on",
    "format_stamp",
    "instant",
    "is_within",
    "local_day",
    "night_of",
    "parse_date",
    "parse_stamp",
    "parse_time",
    "parse_zone",
    "resolve",
    "rolling_start",
    "subtract",
    "window_around",
]
