"""REP806: somebody is pressed to talk, to forgive or to trust."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.builtin.rep._said import apology_said, in_words, steps_said
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import NormAt, RepairAt
from polyagree.clock import Duration
from polyagree.finding import Finding
from polyagree.model.event import Event
from polyagree.model.happening import Happening
from polyagree.model.ids import PersonId
from polyagree.model.norms import Obligation
from polyagree.model.people import Role

_TALKS = ("talk", "settle", "agree", "say-yes", "resume", "restate")
_AFFECTED = Role("affected")

_IN_WORDS = "these words press somebody: `{words}`"
_HELP_IN_WORDS = "say what you hope for and leave the time to the other one: when you are ready"
_PROMISED = "`{repair}` is settled on {day}, which is still to come"
_HELP_PROMISED = "leave `settled` out until it is so; nobody knows that day yet"
_AT_ONCE = "`{act}` after a break is due within {time}, ready or not"
_HELP_AT_ONCE = (
    "give it some days, or let whoever is upset take a break and say when they come back"
)
_ASKED = "`{who}` said no to it on {day}, and was asked {times} times more within a week"
_HELP_ASKED = "let the one who is not ready say when; a day on which it comes up again is enough"

_WEEK = dt.timedelta(days=7)
_TWICE = 2


class Pressed(Analyzer):
    """
    Somebody is pressed to talk, to forgive or to trust after a break.

    People need hours, or weeks. A talk that is wrung from somebody gets an answer and no
    understanding, and trust with a date is a promise about a feeling. Whoever was hurt says
    when, and may take a break in the middle; whoever broke something can be asked to
    tell, to own it and to listen.

    It asks about a duty of those affected, and of nobody else, to talk, to settle or to say
    yes by a deadline; about a talk that all of them owe each other within less than a
    day; about words such as "forgive me by Sunday" in clauses without a norm, in steps and apologies; about a day
    on which it is to be settled that is still to come; and about a log in which somebody says no to
    a talk and is asked twice more in a week. Words and the log weigh less, as a question.

    To tell soon is no talk: that whoever broke something says so the same night is left
    alone, and so is what somebody does as a limit of their own. It cannot hear a tone, and does
    not see how often somebody was asked and nobody wrote it down.
    """

    code = "REP806"
    name = "pressed"
    severity = "concern"
    source = "D4"
    message = "`{act}` is owed by a deadline by those who were hurt: {who}"
    help = (
        "leave out the deadline, or ask it of whoever broke something; those who were hurt say when"
    )
    passing = ("times",)
    works_on = ("declared", "log")
    cost = "events"

    bad = Example(
        "whoever was hurt owes a talk by tomorrow",
        """
        agreements:
          open:
            parties: [ana, ben]
            clauses:
              telling:
                says: We tell by the next evening.
                norm: {must: tell, to: other parties, after: {act: date, with: outsiders}, by: next evening}
                if_broken: [{must: tell, who: breaker, to: affected, by: same night}, {must: talk, who: affected, within: 1 day}]
        """,
        at="agreements.open.clauses.telling.if_broken[1]",
    )
    good = Example(
        "both of them talk, within a week",
        """
        agreements:
          open:
            parties: [ana, ben]
            clauses:
              telling:
                says: We tell by the next evening.
                norm: {must: tell, to: other parties, after: {act: date, with: outsiders}, by: next evening}
                if_broken: [{must: tell, who: breaker, to: affected, by: same night}, {must: talk, who: all parties, within: 1 week}]
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        hurt = {at.repair.id: at for at in context.repairs}
        for norm in context.norms():
            if norm.is_reparation and isinstance(norm.norm, Obligation):
                yield from self._owed(norm, norm.norm, _of(hurt, norm))
        for at in context.agreements():
            for clause in at.clauses:
                words = "" if clause.norms else in_words(context, clause.clause.says, "presses")
                if words:
                    yield self.finding(
                        clause,
                        severity="question",
                        message=_IN_WORDS,
                        help=_HELP_IN_WORDS,
                        words=words,
                    )
        for repair in context.repairs:
            if not repair.has_ended:
                yield from self._said(repair)
                yield from self._promised(repair)
                yield from self._asked(repair)

    def _owed(self, norm: NormAt, duty: Obligation, repair: RepairAt | None) -> Iterator[Finding]:
        if not norm.context.is_any_of(duty.act, _TALKS) or not duty.has_deadline:
            return
        if duty.kind != "achievement" or duty.unless is not None:
            return
        if _is_of_the_hurt(norm, duty, repair):
            who = ", ".join(sorted(str(term) for term in duty.who))
            yield self.finding(norm, act=duty.act, who=f"`{who}`")
        elif duty.within is not None and _is_short(duty.within) and duty.wait is None:
            yield self.finding(
                norm,
                severity="question",
                message=_AT_ONCE,
                help=_HELP_AT_ONCE,
                act=duty.act,
                time=str(duty.within),
            )

    def _said(self, at: RepairAt) -> Iterator[Finding]:
        if at.is_over:
            return
        for place, text in (*apology_said(at), *steps_said(at)):
            words = in_words(at.context, text, "presses")
            if words:
                yield self.finding(
                    place, severity="question", message=_IN_WORDS, help=_HELP_IN_WORDS, words=words
                )

    def _promised(self, at: RepairAt) -> Iterator[Finding]:
        day, on = at.repair.settled, at.context.on
        if day is not None and on is not None and day > on:
            yield self.finding(
                at.inside("settled"),
                message=_PROMISED,
                help=_HELP_PROMISED,
                repair=at.repair.id,
                day=day.isoformat(),
            )

    def _asked(self, at: RepairAt) -> Iterator[Finding]:
        """Yield who said no to a talk about it and was asked again and again."""
        context, found = at.context, list(_about_it(at))
        asked = [each for each in found if context.is_any_of(each[1].act, ("ask",))]
        refused = [each for each in found if context.is_any_of(each[1].act, ("say-no",))]
        for (index, event), person in ((each, who) for each in refused for who in each[1].who):
            again = [
                other
                for other, asking in asked
                if other > index
                and event.day <= asking.day
                and asking.day - event.day < _WEEK
                and person in context.named(asking.to)
            ]
            if len(again) >= _TWICE:
                yield self.finding(
                    at,
                    severity="question",
                    message=_ASKED,
                    help=_HELP_ASKED,
                    evidence=[context.event(each).evidence("recorded", "ask") for each in again],
                    who=person,
                    day=event.day.isoformat(),
                    times=str(len(again)),
                )


def _of(repairs: dict[str, RepairAt], norm: NormAt) -> RepairAt | None:
    return repairs.get(str(norm.path[1])) if norm.path[0] == "repairs" else None


def _is_of_the_hurt(norm: NormAt, duty: Obligation, repair: RepairAt | None) -> bool:
    """Return whether those bear *duty* who were hurt, and nobody who broke something."""
    if duty.who == (_AFFECTED,):
        return True
    if repair is None or not duty.who:
        return False
    about = repair.progress.concerned
    bearers = norm.bearers
    return bool(bearers and about.by) and bearers <= set(about.affected) - set(about.by)


def _is_short(time: Duration) -> bool:
    return time.is_elapsed and time.elapsed < dt.timedelta(days=1)


def _about_it(at: RepairAt) -> Iterator[tuple[int, Event]]:
    """Yield the events that are about the breach, or about a talk, of those whom it concerns."""
    context, about = at.context, at.progress.concerned
    people: frozenset[PersonId] = frozenset(about.people)
    found = {index for name in about.names for index in context.answers(name)}
    for act in ("say-no", "ask"):
        for person in about.people:
            for index in context.events_of(act, person):
                if any(_is_a_talk(context, each) for each in context.polycule.events[index].about):
                    found.add(index)
    for index in sorted(found):
        event = context.polycule.events[index]
        is_time = about.known is None or event.day >= about.known
        is_time = is_time and (context.on is None or event.day <= context.on)
        if is_time and not people.isdisjoint(event.who):
            yield index, event


def _is_a_talk(context: Context, about: object) -> bool:
    act = about.act if isinstance(about, Happening) else str(about)
    return context.is_any_of(act, ("talk",))
