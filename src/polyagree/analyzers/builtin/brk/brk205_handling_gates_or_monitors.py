"""BRK205: what follows a break makes somebody ask, or lets somebody look."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.builtin._monitoring import monitors
from polyagree.analyzers.builtin.brk._steps import handlings_in_words
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import NormAt
from polyagree.finding import Finding
from polyagree.model.norms import Obligation


class HandlingGatesOrMonitors(Analyzer):
    """
    After a break, somebody has to ask before they act, or is looked at.

    Checking up looks like repair, and shows that repair has not happened. It gives the one who was
    hurt a task without an end, and the one who broke something a reason to hide the
    next time.

    A pause that all agreed to, with an end, is no gate. Somebody who lets the other see
    where they are for a time that ends is asked about, as a question: for some
    it helps, if it was their own offer. A clause that has only words is read.

    It does not see who offered it, and who asked for it.
    """

    code = "BRK205"
    name = "handling-gates-or-monitors"
    severity = "concern"
    source = "D7"
    message = "after a break, `{act}` makes somebody {what}"
    help = "say what would let trust grow again: telling, time, small things that are kept"
    covers = ("PER101", "PER103", "PER109", "PER111")
    works_on = ("declared", "reading", "log")

    bad = Example(
        "passwords after a broken promise",
        """
        agreements:
          open:
            parties: [ana, ben]
            clauses:
              telling:
                says: We tell by the next evening.
                norm: {must: tell, to: other parties, after: {act: date, with: outsiders}, by: next evening}
                if_broken: [{must: share-password, who: breaker, to: other parties, within: 1 day}, {must: talk, who: all parties, within: 3 days}]
        """,
        at="agreements.open.clauses.telling.if_broken[0]",
    )
    good = Example(
        "a pause that ends, and a talk",
        """
        agreements:
          open:
            parties: [ana, ben]
            clauses:
              telling:
                says: We tell by the next evening.
                norm: {must: tell, to: other parties, after: {act: date, with: outsiders}, by: next evening}
                if_broken: [{must: pause, who: all parties, for: 2 weeks}, {must: talk, who: all parties, within: 3 days}]
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        for step in context.norms():
            if not step.is_reparation:
                continue
            for gate in step.gates:
                if gate.gate.is_approval:
                    yield self.finding(gate, act=gate.act, what=f"wait for `{gate.people}`")
            way = monitors(step)
            if way is not None:
                yield self.finding(
                    step,
                    severity="question" if way == "giving" and _ends(step) else None,
                    act=step.act,
                    what="look" if way == "looking" else "show what is their own",
                )
        for agreement in context.agreements():
            for at, follows in handlings_in_words(agreement):
                if at.reading.permission or "watches" in follows:
                    what = "a yes" if at.reading.permission else "a look at what is somebody's own"
                    yield self.finding(
                        at,
                        message=at.like(f"{what} after a break"),
                        words=at.words("approval", "veto"),
                    )


def _ends(step: NormAt) -> bool:
    norm = step.norm
    return isinstance(norm, Obligation) and (norm.for_ is not None or norm.until is not None)
