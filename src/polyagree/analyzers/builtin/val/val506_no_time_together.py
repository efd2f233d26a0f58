"""VAL506: partners with rules about others and no time of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.builtin.per._relations import is_relation
from polyagree.analyzers.builtin.val._shared import shared_by_partners
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import NormAt
from polyagree.analyzers.readings import ReadAt
from polyagree.finding import Finding
from polyagree.model.ids import PersonId
from polyagree.model.norms import Obligation
from polyagree.model.people import Role

_TOGETHER = ("time-together", "meet", "call")
_OURS = re.compile(
    r"\b(?:together|ours|each other|date night|just us|(?:just|only) the (?:two|three|four) of us"
    r"|quality time)\b",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"\b(?:every|each|once|twice|weekly|monthly|daily|a (?:week|month)|(?:sun|mon|tues|wednes"
    r"|thurs|fri|satur)days?|weekends?|evenings|mornings|nights)\b",
    re.IGNORECASE,
)


class NoTimeTogether(Analyzer):
    """
    What partners agreed on speaks of others, and of no time for each other.

    Time spent in the same rooms is easily taken for time together, and it is not. An evening that is
    theirs carries more than another clause about other people.

    It looks at partners who share an agreement about dates, nights or intimacy with others, and asks
    whether any agreement of theirs has a duty to spend time together that comes again: an
    evening, a meal, a call, a date with each other. A clause that has only words is enough if
    they speak of such a time. It cannot see what people do without writing it down.
    """

    code = "VAL506"
    name = "no-time-together"
    severity = "question"
    source = "A11"
    message = "what `{people}` agreed on speaks of others, and of no time for each other"
    help = "write down an evening that is yours: `{{must: time-together, with: other parties, every: week}}`"
    help_in_prose = "write down an evening that is yours: Thursday evenings are for the two of us"
    works_on = ("declared", "reading")

    bad = Example(
        "a number for others, and nothing for each other",
        """
        relationships: {us: {between: [ana, ben], kind: nesting}}
        agreements:
          open:
            parties: [ana, ben]
            clauses:
              nights: {says: Two nights a month., norm: {may: overnight, with: outsiders, at_most: 2, per: month}}
        """,
        at="relationships.us",
    )
    good = Example(
        "Thursday is theirs",
        """
        relationships: {us: {between: [ana, ben], kind: nesting}}
        agreements:
          open:
            parties: [ana, ben]
            clauses:
              nights: {says: Two nights a month., norm: {may: overnight, with: outsiders, at_most: 2, per: month}}
              thursdays: {says: Thursday is ours., norm: {must: date, with: other parties, every: week, days: thu}}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        for relationship, shared in shared_by_partners(context):
            people = frozenset(relationship.people)
            norms = [norm for at in shared for clause in at.clauses for norm in clause.all_norms]
            read = [each for at in shared for each in context.readings_in(at.agreement)]
            about = [norm for norm in norms if _is_about_others(norm)]
            if (
                about
                and not any(_is_time_of(norm, people) for norm in norms)
                and not any(_speaks_of_time_together(each) for each in read)
            ):
                declared = any(norm.read_in is None for norm in about)
                yield self.finding(
                    context.record("relationships", relationship.id),
                    read_in=None if declared else about[0].read_in,
                    people=", ".join(relationship.people),
                )


def _is_about_others(norm: NormAt) -> bool:
    others = (
        Role("outsiders") in norm.norm.with_ or not norm.resolve(norm.norm.with_) <= norm.parties
    )
    return is_relation(norm.context, norm.act) and others


def _is_time_of(norm: NormAt, people: frozenset[PersonId]) -> bool:
    duty = norm.norm
    if not isinstance(duty, Obligation) or duty.kind not in {"recurring", "quota"}:
        return False
    if not norm.context.is_any_of(norm.act, _TOGETHER):
        return False
    there = norm.bearers | norm.resolve(duty.with_)
    if Role("other parties") in duty.with_ or Role("all parties") in duty.who:
        there |= norm.parties
    return people <= there


def _speaks_of_time_together(at: ReadAt) -> bool:
    """Return whether *at* has words for time that people have for each other again and again."""
    text = at.reading.text
    return not at.restricts and bool(_OURS.search(text) and _AGAIN.search(text))
