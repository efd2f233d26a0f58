"""DRF306: a number that moved a little at a time, and far in the end."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import AgreementAt, Place
from polyagree.finding import Finding
from polyagree.source import Path


class Crept(Analyzer):
    """
    Each change was small, and together they doubled the number, or halved it.

    One more night is easy to say yes to, three times in a row. Nobody decided on
    where it led. Looked at from the first wording, it may be just what everybody wants, or a
    limit that nobody remembers.

    It compares the same number (how often, how much, within what time) along the revisions of a
    clause: two steps or more in one direction, each by one at most or by half of what it
    was, and in the end at least twice the first, or half of it. One large step that was made
    openly is not found, and neither is a number that went up and down. Where no number tells, it
    finds a clause that became looser with each of three changes or more, or stricter with each:
    an hour less, one more person, a word that is no longer waited for.

    It does not see whether each step was wanted.
    """

    code = "DRF306"
    name = "crept"
    severity = "concern"
    source = "C2"
    message = "`{what}` of `{act}` went from {first} to {last} in {steps} small steps"
    help = "look at the first number and at the last one together, and say which you would choose today"
    covers = ("DRF305",)

    bad = Example(
        "one more each time",
        """
        agreements:
          open:
            parties: [ana, ben]
            made: 2025-01-05
            accepted: {ana: 2025-01-05, ben: 2025-01-05}
            clauses:
              nights: {says: Four late nights a month., norm: {may: late-night, at_most: 4, per: month}}
            revisions:
              - {date: 2025-03-05, accepted: {ana: 2025-03-05, ben: 2025-03-05}, was: {nights: {says: Two., norm: {may: late-night, at_most: 2, per: month}}}}
              - {date: 2025-06-05, accepted: {ana: 2025-06-05, ben: 2025-06-05}, was: {nights: {says: Three., norm: {may: late-night, at_most: 3, per: month}}}}
        """,
        at="agreements.open.clauses.nights",
    )
    good = Example(
        "one step, and a large one, made openly",
        """
        agreements:
          open:
            parties: [ana, ben]
            made: 2025-01-05
            accepted: {ana: 2025-01-05, ben: 2025-01-05}
            clauses:
              nights: {says: Four late nights a month., norm: {may: late-night, at_most: 4, per: month}}
            revisions:
              - {date: 2025-06-05, accepted: {ana: 2025-06-05, ben: 2025-06-05}, was: {nights: {says: Two., norm: {may: late-night, at_most: 2, per: month}}}}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        yield from self._counted(context)
        for at, slide in context.slid:
            place = _clause(at, slide.path)
            changes = zip(slide.revisions, pairwise(slide.says), strict=True)
            steps = [
                _revision(at, index).evidence(
                    f"{at.agreement.revisions[index].date}", f"{before} became {after}"
                )
                for index, (before, after) in changes
            ]
            yield self.finding(
                place,
                message="`{act}` became {how} in each of {steps} changes",
                help="look at the first wording and at the last one together, and say which you"
                " would choose today",
                evidence=steps,
                act=slide.clause,
                how=slide.direction,
                steps=str(len(slide.revisions)),
            )

    def _counted(self, context: Context) -> Iterator[Finding]:
        """Yield numbers that moved a little at a time."""
        for at, each in context.crept:
            place = _clause(at, each.path)
            steps = [
                _revision(at, move.revision).evidence(
                    f"{move.date}", f"{move.before} became {move.after}"
                )
                for move in each.moves
            ]
            yield self.finding(
                place,
                evidence=steps,
                what=each.measure.what,
                act=each.measure.act,
                first=each.first,
                last=each.measure.words,
                steps=str(len(each.moves)),
            )


def _clause(at: AgreementAt, path: Path) -> Place:
    anchor = f"{at.anchor}.clauses.{path[-1]}"
    return Place(context=at.context, path=path, anchor=anchor, is_keyed=True)


def _revision(at: AgreementAt, index: int) -> Place:
    return Place(
        context=at.context,
        path=(*at.path, "revisions", index),
        anchor=f"{at.anchor}.revisions[{at.agreement.revisions[index].date}]",
    )
