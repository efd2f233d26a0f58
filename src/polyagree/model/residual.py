"""
What a replay has to keep in mind to go on: what is still owed, and what that hangs on.

Plain records, so that they can be stored. They stand here, beside the document whose
norms they are about, since whoever stores them and whoever makes them do not know
one another; :func:`polyagree.timeline.resume` says what they mean.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from attrs import frozen

from polyagree.model.event import Event
from polyagree.model.norms import Norm

__all__ = [
    "AlarmRecord",
    "BreakRecord",
    "ClauseRecord",
    "CountRecord",
    "CountedRecord",
    "EntryRecord",
    "LifeRecord",
    "LineRecord",
    "RemarkRecord",
    "Residual",
    "TallyRecord",
    "TotalRecord",
    "UnjudgedRecord",
    "WatchRecord",
]


@frozen(kw_only=True)
class TotalRecord:
    """How much of something."""

    number: Decimal = Decimal()
    months: int = 0
    days: int = 0
    spans: int = 0
    unmeasured: int = 0


@frozen(kw_only=True)
class EntryRecord:
    """An event by its number in the log, or a moment without one."""

    index: int | None = None
    first: dt.datetime
    last: dt.datetime
    day: dt.date
    who: tuple[str, ...] = ()
    act: str = ""


@frozen(kw_only=True)
class LineRecord:
    """One line of a proof."""

    at: dt.datetime | None = None
    fact: str
    event: int | None = None
    detail: str = ""


@frozen(kw_only=True)
class CountedRecord:
    """What one event adds towards a limit."""

    entry: EntryRecord
    least: TotalRecord = TotalRecord()
    most: TotalRecord = TotalRecord()
    lifted: bool | None = False


@frozen(kw_only=True)
class TallyRecord:
    """How far a limit is used."""

    partner: str | None = None
    recent: tuple[CountedRecord, ...] = ()
    least: TotalRecord = TotalRecord()
    most: TotalRecord = TotalRecord()
    start: dt.datetime | None = None
    end: dt.datetime | None = None
    occasion: int | None = None
    words: str = ""


@frozen(kw_only=True)
class BreakRecord:
    """One break, and what follows it."""

    number: int
    entry: EntryRecord
    is_act: bool
    by: tuple[str, ...]
    first: dt.datetime | None = None
    last: dt.datetime | None = None
    record: str | None = None
    state: str = "violated"
    is_stuck: bool = False
    is_settled: bool = False
    steps: tuple[LifeRecord, ...] = ()


@frozen(kw_only=True)
class LifeRecord:
    """One norm that binds somebody, once."""

    key: str
    rule: str
    serial: int
    norm: Norm | None = None
    to: tuple[str, ...] = ()
    cause: EntryRecord | None = None
    base: str = "in force"
    first: dt.datetime | None = None
    last: dt.datetime | None = None
    due_first: dt.datetime | None = None
    due_last: dt.datetime | None = None
    may_be_late: bool = False
    is_dated: bool = True
    is_sure: bool = True
    is_filed: bool = False
    stopped: dt.datetime | None = None
    doubts: tuple[int, ...] = ()
    acts: int = 0
    fulfilments: int = 0
    least: TotalRecord = TotalRecord()
    most: TotalRecord = TotalRecord()
    window: tuple[int, ...] = ()
    opened: dt.datetime | None = None
    reached: tuple[str, ...] = ()
    lines: tuple[LineRecord, ...] = ()
    breaks: tuple[BreakRecord, ...] = ()
    tallies: tuple[TallyRecord, ...] = ()


@frozen(kw_only=True)
class ClauseRecord:
    """How a clause, an agreement or a boundary stands."""

    name: str
    kept: int = 0
    unclear: int = 0
    unmended: int = 0
    stopped: dt.datetime | None = None
    until: dt.datetime | None = None
    ended: dt.datetime | None = None
    delegates: tuple[str, ...] = ()
    creditors: tuple[str, ...] = ()


@frozen(kw_only=True)
class CountRecord:
    """How often something came up, for sure and perhaps."""

    key: str
    people: tuple[str, ...] = ()
    number: int = 0
    event: int | None = None
    surely: int = 0
    maybe: int = 0


@frozen(kw_only=True)
class AlarmRecord:
    """What time brings."""

    at: dt.datetime
    what: str
    key: str
    life: str | None = None
    rule: str | None = None
    name: str | None = None
    event: int | None = None
    broken: int | None = None
    end: dt.datetime | None = None
    since: dt.datetime | None = None
    number: int = 0
    moment: EntryRecord | None = None


@frozen(kw_only=True)
class WatchRecord:
    """What a norm looks out for."""

    order: int
    act: str
    doer: str | None = None
    what: str
    life: str | None = None
    rule: str | None = None


@frozen(kw_only=True)
class UnjudgedRecord:
    """What is judged when a day of which something has no hour is over."""

    life: str
    event: int


@frozen(kw_only=True)
class RemarkRecord:
    """What could not be used."""

    kind: str
    path: tuple[str | int, ...]
    message: str


@frozen(kw_only=True)
class Residual:
    """
    What a replay has to keep in mind to go on.

    Attributes:
        now: The instant up to which time has passed, in UTC; ``None``: nothing was
            looked at yet.
        next: The number that the next event gets.
        events: The events that conditions may still look back on.
        entries: The number of each of them in the log.
        lives: What has become of the norms; what follows a break stands inside.
        clauses: How clauses stand.
        counts: How often what came up.
        alarms: What time will bring.
        watches: What norms look out for.
        begun: The norms with a condition for their beginning that has come true.
        remarks: What could not be used.
        open_day: The day of which something has no hour, if it is not over.
        unjudged: What is judged when it is.
        serial: How many norms have come into force.
        visits: How many times an event was held against a norm.
    """

    now: dt.datetime | None = None
    next: int = 0
    events: tuple[Event, ...] = ()
    entries: tuple[int, ...] = ()
    lives: tuple[LifeRecord, ...] = ()
    clauses: tuple[ClauseRecord, ...] = ()
    counts: tuple[CountRecord, ...] = ()
    alarms: tuple[AlarmRecord, ...] = ()
    watches: tuple[WatchRecord, ...] = ()
    begun: tuple[str, ...] = ()
    remarks: tuple[RemarkRecord, ...] = ()
    open_day: dt.date | None = None
    unjudged: tuple[UnjudgedRecord, ...] = ()
    serial: int = 0
    visits: int = 0
