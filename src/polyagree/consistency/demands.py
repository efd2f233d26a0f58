"""What each norm demands of a schedule, in numbers of possible events."""

from __future__ import annotations

from collections.abc import Sequence

from polyagree.consistency.alongside import add_alongside
from polyagree.consistency.board import Board, Care, Occasion, Use
from polyagree.consistency.deeds import Deed, Deeds
from polyagree.consistency.limited import add_limit, keep_apart
from polyagree.consistency.logic import Problem
from polyagree.consistency.owed import add_duty, add_grant, add_upkeep, follow
from polyagree.consistency.priorities import Priorities
from polyagree.consistency.ruled_out import add_ban, await_words
from polyagree.consistency.slots import Slots
from polyagree.consistency.worlds import is_open
from polyagree.timeline.pronouns import mentions_them
from polyagree.timeline.rules import Rule, trigger_of

__all__ = ["Care", "Draft", "Occasion", "Use"]


class Draft(Board):
    """The demands of some norms on what happens in some days; it takes what a board takes."""

    def __init__(
        self,
        rules: Sequence[Rule],
        deeds: Deeds,
        chosen: Sequence[Deed],
        slots: Slots,
        *,
        care: Care,
        happens: Occasion | None = None,
        priorities: Priorities | None = None,
    ) -> None:
        super().__init__(
            rules, deeds, chosen, slots, care=care, happens=happens, priorities=priorities
        )
        for rule in rules:
            if rule.kind in {"once", "recurring", "quota"} and trigger_of(rule) is None:
                add_duty(self, rule)
        follow(self)
        for rule in rules:
            if rule.kind == "grant":
                add_grant(self, rule)
            elif rule.kind == "upkeep":
                add_upkeep(self, rule)
        if not self.is_sure:
            for rule in rules:
                await_words(self, rule)
        for rule in rules:
            if rule.kind == "ban":
                add_ban(self, rule)
            elif rule.kind == "limit":
                add_limit(self, rule)
            elif rule.kind == "upkeep":
                add_alongside(self, rule)
        keep_apart(self)

    @property
    def problem(self) -> Problem:
        """What it demands."""
        # Of what is sure, each event has its instant, and what follows it is later.
        stretches = () if self.is_sure else [each.slot.number for each in self.occasions]
        return Problem(len(self.occasions), self.demands, stretches)

    def tells_all_of(self, rule: Rule) -> bool:
        """Return whether its demands are all that *rule* asks for."""
        norm = rule.norm
        if rule in self.left or norm.nth is not None or is_open(norm):
            return False
        if rule.kind == "ban":
            return norm.after is None or (self.is_wary and not mentions_them(norm))
        return rule.kind in {"once", "recurring", "quota"} and trigger_of(rule) is None
