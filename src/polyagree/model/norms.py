"""Duties, prohibitions, permissions and powers: what a clause binds people to."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from attrs import Attribute, field, frozen

from polyagree.clock import Cadence, Duration, Moment, Nth, Quantity, Window
from polyagree.errors import InvalidNorm
from polyagree.model._validators import refers
from polyagree.model.conditions import ALWAYS, Condition
from polyagree.model.happening import About, Happening, Qualifiers
from polyagree.model.ids import Word
from polyagree.model.people import People

__all__ = [
    "MODALS",
    "Bound",
    "Early",
    "Late",
    "Modal",
    "Norm",
    "Obligation",
    "ObligationKind",
    "Permission",
    "Power",
    "Prohibition",
]

Modal = Literal["must", "must_not", "may", "power"]
MODALS: tuple[Modal, ...] = ("must", "must_not", "may", "power")

ObligationKind = Literal["achievement", "maintenance", "recurring", "quota"]

Early = Literal["counts", "waits"]
Late = Literal["owed", "dropped"]

Bound = date | Condition
"""Where a norm begins or ends, which is a day or a condition that comes true."""


@frozen(kw_only=True)
class NormBase(Qualifiers):
    """
    What every norm has: an act, its qualifiers, and when and how long it counts.

    Attributes:
        act: The word for the act, or for the power.
        who: Who is bound; empty: each party, or a boundary's holder.
        from_: From when on.
        until: Until when.
        during: While what holds.
        after: After what happened.
        for_: For how long, from ``after`` or from the breach.
        unless: When it does not hold.
        clock: On a step after a break: whether its time runs from the breach or
            from its discovery; ``None``: from the discovery.
        breach: On a step after a break: which break it belongs to.
        if_broken: What follows if this is not kept, all of it, in order.
    """

    modal: ClassVar[Modal]

    act: Word = field(metadata=refers("act", "happening"))
    who: People = ()
    from_: Bound | None = None
    until: Bound | None = field(default=None)
    during: Condition | None = None
    after: Happening | None = None
    for_: Duration | None = None
    unless: Condition | None = None
    clock: Literal["breach", "discovery"] | None = None
    breach: Nth | None = None
    if_broken: tuple[Norm, ...] = field(default=())

    @until.validator
    def _after_its_beginning(self, attribute: Attribute[Bound | None], value: Bound | None) -> None:
        if isinstance(value, date) and isinstance(self.from_, date) and value < self.from_:
            raise InvalidNorm(
                f"it ends on {value}, before it begins on {self.from_}", field=attribute.name
            )

    @property
    def is_always(self) -> bool:
        """Whether it says in so many words that it holds throughout."""
        return self.during == ALWAYS


@frozen(kw_only=True)
class Obligation(NormBase):
    """
    A duty: once, recurring, so many times in a window, or throughout.

    Attributes:
        wait: Not sooner than this after ``after``.
        within: Not later than this after ``after``, or after it begins to count.
        by: Not later than this moment.
        before: Not later than this happens.
        every: How often it recurs.
        at_least: How many times, or how much, in each window.
        per: The window.
        early: Whether it ``counts`` if it was done before ``after`` happened, or ``waits``
            for that; ``None``: it waits.
        late: Whether it is still ``owed`` once its time is over, or ``dropped``; ``None``:
            it is dropped.
    """

    modal: ClassVar[Modal] = "must"

    wait: Duration | None = None
    within: Duration | None = None
    by: Moment | None = None
    before: Happening | None = None
    every: Cadence | None = None
    at_least: Quantity | None = field(default=None)
    per: Window | None = field(default=None, metadata=refers("act"))
    early: Early | None = field(default=None)
    late: Late | None = field(default=None)

    @at_least.validator
    def _more_than_none(
        self, attribute: Attribute[Quantity | None], value: Quantity | None
    ) -> None:
        if value is not None and value.is_zero:
            raise InvalidNorm(
                "`at_least: 0` asks for nothing",
                field=attribute.name,
                help="leave the norm out, or write a number from 1",
            )

    @per.validator
    def _with_a_number(self, attribute: Attribute[Window | None], value: Window | None) -> None:
        if (value is None) != (self.at_least is None):
            raise InvalidNorm(
                "`at_least` and `per` need each other",
                field="at_least" if value is None else attribute.name,
                help="write `at_least: 2, per: month`, or `every: month`",
            )
        if value is not None and self.every is not None:
            raise InvalidNorm(
                "`every` and `at_least` stand side by side",
                field="every",
                help="`every: week` is once in each week, `at_least: 2, per: week` twice",
            )

    @early.validator
    def _before_something(self, attribute: Attribute[Early | None], value: Early | None) -> None:
        if value is None:
            return
        if self.after is None:
            raise InvalidNorm(
                "`early` needs `after`",
                field=attribute.name,
                help="say with `after` what it follows, or take `early` out",
            )
        if self.kind == "maintenance":
            raise InvalidNorm(
                "`early` and `during` stand side by side, without `every` or `at_least`",
                field=attribute.name,
                help="nobody does beforehand what is done throughout: take `early` out",
            )
        if value == "counts" and self.wait is not None:
            raise InvalidNorm(
                "`early: counts` and `wait` stand side by side",
                field=attribute.name,
                help="it counts beforehand, or only after a while: take one of them out",
            )

    @late.validator
    def _after_its_time(self, attribute: Attribute[Late | None], value: Late | None) -> None:
        if value is None:
            return
        if self.kind == "maintenance":
            raise InvalidNorm(
                "`late` and `during` stand side by side, without `every` or `at_least`",
                field=attribute.name,
                help="nobody does afterwards what is done throughout: take `late` out",
            )
        if not self.has_deadline:
            # All of them, so that one which could not be read explains it.
            raise InvalidNorm(
                "`late` needs one of `within`, `by`, `before`, `until`, `for`, `every`, `at_least`",
                field=attribute.name,
                help="say when its time is over, or take `late` out",
            )

    @property
    def kind(self) -> ObligationKind:
        """How it is kept, be it once, by repeating, so often in each window, or throughout."""
        if self.at_least is not None:
            return "quota"
        if self.every is not None:
            return "recurring"
        return "maintenance" if self.during is not None else "achievement"

    @property
    def has_deadline(self) -> bool:
        """Whether it says until when it is to be done."""
        return (
            self.within is not None
            or self.by is not None
            or self.before is not None
            or self.until is not None
            or self.for_ is not None
            or self.kind != "achievement"
        )


@frozen(kw_only=True)
class Prohibition(NormBase):
    """An act that is not to be done."""

    modal: ClassVar[Modal] = "must_not"


@frozen(kw_only=True)
class Permission(NormBase):
    """
    An act that may be done: freely, on a condition, or so many times.

    One with ``at_most`` is a limit: it forbids the next act and grants nothing
    beyond what nobody forbade.

    Attributes:
        every: How often.
        only_if: On which condition, each time.
        at_most: How many times, or how much, in each window.
        per: The window.
    """

    modal: ClassVar[Modal] = "may"

    every: Cadence | None = None
    only_if: Condition | None = None
    at_most: Quantity | None = field(default=None)
    per: Window | None = field(default=None, metadata=refers("act"))

    @at_most.validator
    def _more_than_none(
        self, attribute: Attribute[Quantity | None], value: Quantity | None
    ) -> None:
        if value is not None and value.is_zero:
            raise InvalidNorm(
                "`at_most: 0` permits nothing",
                field=attribute.name,
                help=f"write `must_not: {self.act}`",
            )

    @per.validator
    def _with_a_number(self, attribute: Attribute[Window | None], value: Window | None) -> None:
        if (value is None) != (self.at_most is None):
            raise InvalidNorm(
                "`at_most` and `per` need each other",
                field="at_most" if value is None else attribute.name,
                help="write `at_most: 2, per: month`; `per: ever` is for good",
            )

    @property
    def is_limit(self) -> bool:
        """Whether it bounds an act instead of granting it."""
        return self.at_most is not None


@frozen(kw_only=True)
class Power(NormBase):
    """
    That somebody can stop, start, change or decide something.

    Attributes:
        over: What: happenings, or references to clauses and agreements.
        at_most: How many times in each window.
        per: The window.
    """

    modal: ClassVar[Modal] = "power"

    act: Word = field(metadata=refers("power", "act"))
    over: About = field(default=(), metadata=refers("anything"))
    at_most: Quantity | None = None
    per: Window | None = field(default=None, metadata=refers("act"))

    @per.validator
    def _with_a_number(self, attribute: Attribute[Window | None], value: Window | None) -> None:
        if value is not None and self.at_most is None:
            raise InvalidNorm(
                "`per` needs `at_most`", field=attribute.name, help="write `at_most: 1, per: year`"
            )

    @property
    def is_nobodys(self) -> bool:
        """Whether it says that no one has this power."""
        return any(str(term) == "nobody" for term in self.who)


Norm = Obligation | Prohibition | Permission | Power
