"""DRF305: a wording that is practised, or was, without everybody's acceptance."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import AgreementAt, Place
from polyagree.finding import Finding
from polyagree.model.agreement import Revision


class PractisedWithoutAcceptance(Analyzer):
    """
    A wording came into use, and not everybody had said yes to it.

    It happens without any ill will: somebody writes the new number down, everybody lives by it, and a
    signature is something for later. Then the next change builds on it, and nobody can
    say when the first was agreed.

    It finds revisions without everybody's acceptance that a later revision has passed over, and
    the latest one if what happened since goes beyond the wording that was accepted, be it more
    often, at another hour, with somebody else or without a word that it waited for. That the
    present wording lacks a signature is UND604. Where such revisions are part of a
    slow move of one number, DRF306 takes them in.

    It does not see a yes that nobody wrote down.
    """

    code = "DRF305"
    name = "practised-without-acceptance"
    severity = "concern"
    source = "C19"
    message = "the revision of {date} {what} without the acceptance of `{people}`"
    help = "talk it over now, and write down who accepts it and from when"
    works_on = ("declared", "log")
    cost = "events"

    bad = Example(
        "the second change builds on one that only one of them accepted",
        """
        agreements:
          open:
            parties: [ana, ben]
            made: 2025-01-05
            accepted: {ana: 2025-01-05, ben: 2025-01-05}
            clauses:
              telling: {says: We tell within three days., norm: {must: tell, to: other parties, after: date, within: 3 days}}
            revisions:
              - {date: 2025-03-05, accepted: {ana: 2025-03-05}, was: {telling: {says: We tell the same night., norm: {must: tell, to: other parties, after: date, by: same night}}}}
              - {date: 2025-06-05, accepted: {ana: 2025-06-05, ben: 2025-06-06}, was: {telling: {says: We tell the next day., norm: {must: tell, to: other parties, after: date, by: next day}}}}
        """,
        at="agreements.open.revisions[0]",
    )
    good = Example(
        "both have said yes to each change",
        """
        agreements:
          open:
            parties: [ana, ben]
            made: 2025-01-05
            accepted: {ana: 2025-01-05, ben: 2025-01-05}
            clauses:
              telling: {says: We tell within three days., norm: {must: tell, to: other parties, after: date, within: 3 days}}
            revisions:
              - {date: 2025-03-05, accepted: {ana: 2025-03-05, ben: 2025-03-07}, was: {telling: {says: We tell the same night., norm: {must: tell, to: other parties, after: date, by: same night}}}}
              - {date: 2025-06-05, accepted: {ana: 2025-06-05, ben: 2025-06-06}, was: {telling: {says: We tell the next day., norm: {must: tell, to: other parties, after: date, by: next day}}}}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        crept = {
            (at.agreement.id, move.revision): str(course.path[-1])
            for at, course in context.crept
            for move in course.moves
        }
        for at in context.agreements():
            for index, revision in enumerate(at.agreement.revisions):
                lacking = _lacking(at, revision)
                if not lacking or (context.on is not None and context.on < revision.date):
                    continue
                is_last = index == len(at.agreement.revisions) - 1
                if is_last and not (
                    _is_practised(context, at, revision) or context.is_practised(at.agreement)
                ):
                    continue
                clause = crept.get((at.agreement.id, index))
                yield self.finding(
                    _place(at, index) if clause is None else _clause(at, clause),
                    date=revision.date.isoformat(),
                    what="is practised" if is_last else "was passed over",
                    people=", ".join(lacking),
                )


def _lacking(at: AgreementAt, revision: Revision) -> tuple[str, ...]:
    """Return the parties who never said yes to *revision*, or took it back."""
    given = {each.by for each in revision.accepted if each.revoked is None}
    return tuple(party for party in at.agreement.parties if party not in given)


def _is_practised(context: Context, at: AgreementAt, revision: Revision) -> bool:
    """Return whether what happened since goes beyond what was accepted before."""
    changed = {former.id for former in revision.was}
    events = context.polycule.events
    return any(
        found.path[:2] == at.path
        and len(found.path) > len(at.path) + 1
        and found.path[len(at.path) + 1] in changed
        and any(events[index].day >= revision.date for index in found.over)
        for found in context.exceedances
    )


def _place(at: AgreementAt, index: int) -> Place:
    return Place(
        context=at.context,
        path=(*at.path, "revisions", index),
        anchor=f"{at.anchor}.revisions[{at.agreement.revisions[index].date}]",
    )


def _clause(at: AgreementAt, clause: str) -> Place:
    path = (*at.path, "clauses", clause)
    return Place(
        context=at.context, path=path, anchor=f"{at.anchor}.clauses.{clause}", is_keyed=True
    )
