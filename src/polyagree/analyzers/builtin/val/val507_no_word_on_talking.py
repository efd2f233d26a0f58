"""VAL507: partners who agreed on a lot, and on nothing about how they talk."""

from __future__ import annotations

import re
from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.builtin._conversation import is_a_conversation
from polyagree.analyzers.builtin.val._shared import shared_by_partners
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import AgreementAt
from polyagree.finding import Finding

_TALKING = ("argue", "restate", "say-yes", "say-no")
_WORDS = re.compile(
    r"\b(?:talk|tell|say|ask|listen|hear|discuss|speak|call|write|check in|let (?:each other|us|me)"
    r" know|bring (?:it|things) up|argue|quarrel|raise our voices)\w*",
    re.IGNORECASE,
)
_FEWEST = 2


class NoWordOnTalking(Analyzer):
    """
    Partners have agreed on several things, and on nothing about how they talk with each other.

    What good talking is differs from person to person: at once or after a night, in writing
    or on a walk, with turns or as it comes. A misunderstanding can hurt as much as
    something that was meant. A sentence about it helps with everything that the others
    leave out.

    It asks partners who share agreements with two clauses at least, where no clause,
    no step after a break, no review and no boundary of theirs is about talking, telling,
    asking or arguing, in norms or in words, and no check-in of the two is recorded. It does not see
    how people talk in fact, nor whether what they wrote about it helps them.
    """

    code = "VAL507"
    name = "no-word-on-talking"
    severity = "note"
    source = "D11"
    message = "`{people}` agree on {count} things, and nothing says how they talk with each other"
    help = "add a sentence on how you talk when it matters: when, where, with turns or as it comes"

    bad = Example(
        "everything but a word",
        """
        relationships: {us: {between: [ana, ben], kind: dating}}
        agreements:
          open:
            parties: [ana, ben]
            clauses:
              nights: {says: Two late nights a month., norm: {may: late-night, at_most: 2, per: month}}
              thursdays: {says: Thursday is ours., norm: {must: date, with: other parties, every: week, days: thu}}
        """,
        at="relationships.us",
    )
    good = Example(
        "how they talk when it is hard",
        """
        relationships: {us: {between: [ana, ben], kind: dating}}
        agreements:
          open:
            parties: [ana, ben]
            clauses:
              nights: {says: Two late nights a month., norm: {may: late-night, at_most: 2, per: month}}
              hard-talks: {says: What is hard we talk over on a walk and not after ten., norm: {must_not: argue, hours: after 22:00}}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        met = {at.people for at in context.check_ins()}
        said = {
            at.boundary.holder for at in context.boundaries() if _WORDS.search(at.boundary.says)
        }
        for relationship, shared in shared_by_partners(context):
            people = frozenset(relationship.people)
            count = sum(len(at.agreement.clauses) for at in shared)
            if count < _FEWEST or any(_speaks(context, at) for at in shared):
                continue
            if people & said or any(people <= each for each in met):
                continue
            yield self.finding(
                context.record("relationships", relationship.id),
                people=", ".join(relationship.people),
                count=str(count),
            )


def _speaks(context: Context, at: AgreementAt) -> bool:
    """Return whether anything in the agreement is about talking."""
    agreement = at.agreement
    if agreement.review is not None or (agreement.says and _WORDS.search(agreement.says)):
        return True
    norms = [norm for clause in at.clauses for norm in (*clause.all_norms, *clause.steps)]
    inside = [step for norm in norms for step in context.steps_of(norm)]
    if any(_is_talk(context, norm.act) for norm in (*norms, *inside, *at.steps)):
        return True
    return any(_WORDS.search(clause.says) for clause in agreement.clauses)


def _is_talk(context: Context, act: str) -> bool:
    return is_a_conversation(act, context.words) or context.is_any_of(act, _TALKING)
