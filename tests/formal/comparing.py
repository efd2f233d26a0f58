"""Constraints of a formal case as constraints of polyagree: joint, topic by topic, refined."""

from __future__ import annotations

import datetime as dt
import re
from functools import reduce
from itertools import combinations
from operator import add

from polyagree.clock import Duration
from polyagree.consistency.bounds import Fit, compare_topics, fit, refines
from polyagree.consistency.constraints import (
    ComesRound,
    Either,
    OneOf,
    Related,
    Stated,
    Together,
    Within,
)
from polyagree.consistency.intervals import Intervals
from polyagree.consistency.recurrence import Recurrence
from tests.formal.documents import instant, span_of, walk

JOINS = {"and": Together, "or": Either, "xone": OneOf}
NOTHING = dt.timedelta(0)


def joint(case):
    """Return whether all sides can be met at once, given the bounds between quantities."""
    told = Telling(case)
    sides = case["constraints"]
    stated = [Stated(by=by, constraint=each) for by in sides for each in told.side(by)]
    return isinstance(fit(stated, relations=told.relations()), Fit)


def per_topic(case):
    """Return the verdict of comparing each quantity alone."""
    told = Telling(case, is_joint=False)
    pairs = combinations([told.side(by) for by in case["constraints"]], 2)
    found = {compare_topics(*pair).verdict for pair in pairs}
    return next(each for each in ("conflict", "unknown", "compatible") if each in found)


def refined(case):
    """Return whether the left side allows nothing that the right one forbids."""
    told, query = Telling(case), case["query"]
    sides = told.side(query["left"]), told.side(query["right"])
    return refines(*sides, relations=told.relations()).is_kept


class Telling:
    """How the constraints of one case are told."""

    def __init__(self, case, *, is_joint=True):
        self.case, self.is_joint = case, is_joint
        self.sorts = case["vocabulary"].get("sorts", {})
        atoms = [each for each in walk(case["constraints"]) if "left" in each]
        rounds = [each for each in atoms if self.sort(each) == "recurrence"]
        # What bounds the period bounds that of everything that comes round.
        self.periods = {
            each["right"]: f"every {each['right']}" for each in rounds if is_round(each)
        }
        self.has_bounds = any(not is_round(each) for each in rounds)
        self.is_counted = any(not is_round(each) or "anchor" not in each for each in rounds)
        times = [name for name, sort in self.sorts.items() if sort == "instant"]
        self.time = (times or ["dateTime"])[0]

    def side(self, by):
        return [self.told(each) for each in self.case["constraints"][by]]

    def sort(self, atom):
        is_span = atom["right"].startswith("P")
        usual = "recurrence" if "anchor" in atom else "duration" if is_span else "instant"
        return self.sorts.get(atom["left"], usual)

    def told(self, of):
        """Return one constraint, whatever it is made of."""
        for key, join in JOINS.items():
            if key in of:
                return join(tuple(self.told(each) for each in of[key]))
        if "andSequence" in of:
            leaves = [each for each in walk([of]) if "left" in each]
            if any(self.sort(each) != "duration" for each in leaves):
                return Together(tuple(self.told(each) for each in of["andSequence"]))
            # What is asked of a row of gaps is asked of their sum.
            gaps = [self.gap(each) for each in of["andSequence"]]
            return Within(quantity=gaps[0][0], values=reduce(add, (values for _, values in gaps)))
        if self.sort(of) == "recurrence":
            return self.round(of)
        return Within(quantity=of["left"], values=self.values(of))

    def gap(self, of):
        """Return of which quantity a gap is, and how long it may be."""
        if "left" in of:
            return of["left"], self.values(of) & Intervals.between(least=NOTHING)
        [(key, parts)] = of.items()
        names, several = zip(*(self.gap(each) for each in parts), strict=True)
        if key == "andSequence":
            return names[0], reduce(add, several)
        if key == "xone":
            once = [
                reduce(lambda one, other: one - other, [e, *several[:n], *several[n + 1 :]])
                for n, e in enumerate(several)
            ]
            return names[0], reduce(lambda one, other: one | other, once)
        join = Intervals.__and__ if key == "and" else Intervals.__or__
        return names[0], reduce(join, several)

    def values(self, of):
        """Return which values a comparison allows."""
        right, op = self.value(of["right"]), of["op"]
        if op in {"eq", "neq"}:
            return Intervals.only(right) if op == "eq" else ~Intervals.only(right)
        end, is_open = ("most" if op.startswith("l") else "least"), not op.endswith("eq")
        return Intervals.between(**{end: right, f"is_{end}_open": is_open})

    def value(self, text):
        if not text.startswith("P"):
            return instant(self.case, text)
        return span_of(text) if re.search("[1-9]", text) else NOTHING

    def round(self, of):
        """Return what comes round; of a period that is bounded, or told without a day, its length."""
        if not self.is_joint and self.is_counted:
            return Within(quantity=of["left"], values=self.values(of))
        if not is_round(of):
            names = [*self.periods.values()] or [of["left"]]
            return Together(tuple(Within(quantity=each, values=self.values(of)) for each in names))
        parts = []
        if "anchor" in of:
            every, first = Duration.parse(of["right"]), self.value(of["anchor"])
            quantity = self.time if self.is_joint else of["left"]
            parts = [ComesRound(quantity=quantity, recurrence=Recurrence(first=first, every=every))]
        if self.has_bounds or not parts:
            parts.append(Within(quantity=self.periods[of["right"]], values=self.values(of)))
        return Together(tuple(parts))

    def relations(self):
        """Return what holds between quantities, and of the sum of every row of gaps."""
        found = []
        for left, op, right in self.case["vocabulary"].get("bounds", ()):
            if right.startswith("P"):
                found.append(self.told({"left": left, "op": op, "right": right}))
            elif left.startswith("sum of"):
                rows = [each for each in walk(self.case["constraints"]) if "andSequence" in each]
                for row in (each for each in map(self.told, rows) if isinstance(each, Within)):
                    other = Within(quantity=row.quantity, values=~row.values)
                    found.append(Either((other, related(row.quantity, op, right))))
            else:
                found.append(related(left, op, right))
        return found


def is_round(atom):
    return atom["op"] == "eq"


def related(left, op, right):
    """Return a comparison of two quantities."""
    if op in {"eq", "neq"}:
        ways = [
            related(left, each, right)
            for each in (("lteq", "gteq") if op == "eq" else ("lt", "gt"))
        ]
        return (Together if op == "eq" else Either)(tuple(ways))
    ends = (left, right) if op.startswith("l") else (right, left)
    return Related(shorter=ends[0], longer=ends[1], is_strict=not op.endswith("eq"))
