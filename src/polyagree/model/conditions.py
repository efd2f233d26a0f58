"""When something counts: situations, happenings, what was done or kept, somebody's word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from attrs import Attribute, field, frozen

from polyagree.clock import Duration, Moment
from polyagree.errors import InvalidNorm
from polyagree.model._validators import each_not_blank, refers
from polyagree.model.happening import About, Details, Happening
from polyagree.model.ids import Word
from polyagree.model.people import People

__all__ = [
    "ALWAYS",
    "GATE_KINDS",
    "STATUS_KINDS",
    "AllOf",
    "AnyOf",
    "Condition",
    "Done",
    "Gate",
    "GateKind",
    "Not",
    "Silence",
    "Situation",
    "State",
    "Status",
    "StatusKind",
    "gates_in",
]

GateKind = Literal["yes_from", "unopposed_by", "told", "talked_with"]
Silence = Literal["allows", "stops"]
StatusKind = Literal["kept", "broken", "paused"]

GATE_KINDS: tuple[GateKind, ...] = ("yes_from", "unopposed_by", "told", "talked_with")
STATUS_KINDS: tuple[StatusKind, ...] = ("kept", "broken", "paused")


@frozen
class Situation:
    """
    A situation that holds, or an act that is going on, by its word.

    Attributes:
        word: The word; ``always`` holds throughout.
    """

    word: Word = field(metadata=refers("situation", "act", "happening", "place"))


ALWAYS = Situation(Word("always"))
"""The condition that always holds."""


@frozen(kw_only=True)
class State:
    """
    Somebody is in a situation or at a place.

    Attributes:
        is_: The situation or the place.
        who: Who is.
    """

    is_: Word = field(metadata=refers("situation", "place"))
    who: People = field()

    @who.validator
    def _somebody(self, attribute: Attribute[People], value: People) -> None:
        if not value:
            raise InvalidNorm("nobody is named in `who`", field=attribute.name)


@frozen(kw_only=True)
class Done:
    """
    Something has happened.

    Attributes:
        done: What.
        ago: At least so long ago; ``None``: at any time before.
        within: At most so long ago; ``None``: at any time before.
    """

    done: Happening
    ago: Duration | None = None
    within: Duration | None = field(default=None)

    @within.validator
    def _one_of_both(self, attribute: Attribute[Duration | None], value: Duration | None) -> None:
        if value is not None and self.ago is not None:
            raise InvalidNorm(
                "`ago` and `within` stand side by side",
                field=attribute.name,
                help="`ago` is at least so long ago, `within` at most: write one of them",
            )


@frozen(kw_only=True)
class Status:
    """
    How a clause stands when an act is done.

    Attributes:
        status: ``kept`` a duty of it was kept, ``broken`` it was broken and has not been
            made good again, ``paused`` it is paused.
        of: The clause; or a boundary, or a whole agreement.
    """

    status: StatusKind
    of: str = field(metadata=refers("clause", "boundary", "agreement"))


@frozen(kw_only=True)
class Gate:
    """
    A condition on somebody's word before one's own act.

    Attributes:
        kind: ``yes_from`` their yes, ``unopposed_by`` no objection of theirs,
            ``told`` they were told, ``talked_with`` it was talked over with them.
        people: Whose word it is.
        ahead: How long before the act; ``None``: not said.
        by: Until when; ``None``: not said.
        how: In which manner.
        about: What they are asked or told about, where it is not the act itself.
        details: How much they are told.
        silence: What it means if they say nothing; ``None``: not said.

    Source:
        A1, A4.
    """

    kind: GateKind
    people: People = field()
    ahead: Duration | None = None
    by: Moment | None = field(default=None)
    how: tuple[str, ...] = field(default=(), validator=each_not_blank)
    about: About = field(default=(), metadata=refers("anything"))
    details: Details | None = None
    silence: Silence | None = field(default=None)

    @people.validator
    def _somebody(self, attribute: Attribute[People], value: People) -> None:
        if not value:
            raise InvalidNorm(f"nobody is named in `{self.kind}`", field=attribute.name)

    @by.validator
    def _one_time(self, attribute: Attribute[Moment | None], value: Moment | None) -> None:
        if value is not None and self.ahead is not None:
            raise InvalidNorm(
                "`ahead` and `by` stand side by side",
                field=attribute.name,
                help="say how long before the act, or until when: one of them",
            )

    @property
    def is_approval(self) -> bool:
        """Whether the act falls with their no."""
        return self.kind in {"yes_from", "unopposed_by"}

    @property
    def is_notice(self) -> bool:
        """Whether they are told, or it is talked over with them, and no more."""
        return not self.is_approval


@frozen(kw_only=True)
class AllOf:
    """
    Every one of several conditions.

    Attributes:
        all_of: The conditions, two or more: one alone needs no list.
    """

    all_of: tuple[Condition, ...] = field()

    @all_of.validator
    def _several(self, attribute: Attribute[object], value: tuple[Condition, ...]) -> None:
        if not value:
            raise InvalidNorm("a list of conditions is empty", field=attribute.name)
        if len(value) == 1:
            raise InvalidNorm("a list has one condition", help="write the condition alone")


@frozen(kw_only=True)
class AnyOf:
    """
    At least one of several conditions.

    Attributes:
        any_: The conditions.
    """

    any_: tuple[Condition, ...] = field()

    @any_.validator
    def _several(self, attribute: Attribute[object], value: tuple[Condition, ...]) -> None:
        if not value:
            raise InvalidNorm("`any` names no condition", field=attribute.name)


@frozen(kw_only=True)
class Not:
    """
    The opposite of a condition.

    Attributes:
        not_: The condition.
    """

    not_: Condition


Condition = Situation | State | Happening | Done | Status | Gate | AllOf | AnyOf | Not


def gates_in(condition: Condition | None) -> Iterator[tuple[Gate, tuple[str | int, ...]]]:
    """
    Yield each gate in *condition* with the keys and positions that lead to it.

    A gate under `not` is none: it lets the act happen while nobody spoke.
    """
    match condition:
        case Gate():
            yield condition, ()
        case AllOf(all_of=parts):
            for index, part in enumerate(parts):
                for gate, path in gates_in(part):
                    yield gate, (index, *path)
        case AnyOf(any_=parts):
            for index, part in enumerate(parts):
                for gate, path in gates_in(part):
                    yield gate, ("any", index, *path)
        case _:
            return
