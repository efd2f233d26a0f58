"""PER107: looking at what is somebody's own."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.builtin._monitoring import monitors
from polyagree.analyzers.builtin.per._in_words import forbids
from polyagree.analyzers.context import Context
from polyagree.finding import Finding

_MESSAGES = {
    "looking": "`{act}` lets `{who}` look at what is somebody's own",
    "giving": "`{act}` asks `{who}` to give away what is their own",
    "everything": "`{act}` asks `{who}` for everything, thoughts included",
}


class Surveillance(Analyzer):
    """
    Somebody looks at a phone, at messages, at accounts or at where somebody is.

    Looking calms for an evening. It does not make anybody believe the other, and
    it asks to be repeated. Thoughts that are kept to oneself are no
    withholding either, so a duty to tell everything is one of this kind.

    A calendar or a location that all parties share alike is a tool and not
    found, and neither is looking at what belongs to everybody who looks, or with
    leave each time. What follows a break is looked at by BRK205. A clause that has only
    words is read.

    It does not see whether somebody looks without a clause.
    """

    code = "PER107"
    name = "surveillance"
    severity = "concern"
    source = "D1"
    message = "`{act}` looks at what is somebody's own, by `{who}`"
    help = "say what would have to be known to feel safe, and agree to tell each other that"
    works_on = ("declared", "reading")

    bad = Example(
        "one of them may read what the other writes",
        """
        agreements:
          open:
            parties: [ana, ben]
            clauses:
              phone: {says: Ben can look at Ana's messages., norm: {may: read-messages, who: ben, about: ana}}
        """,
        at="agreements.open.clauses.phone.norm[0]",
    )
    good = Example(
        "a calendar that all of them share alike",
        """
        agreements:
          open:
            parties: [ana, ben]
            clauses:
              calendar: {says: Our calendars are shared., norm: {must: share-calendar, to: other parties, during: always}}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        for norm in context.norms():
            way = None if norm.is_reparation else monitors(norm)
            if way is not None:
                who = norm.holder
                yield self.finding(norm, message=_MESSAGES[way], act=norm.act, who=who)
        for at in context.readings():
            if at.is_plainly("surveillance") and at.binds and not forbids(at):
                yield self.finding(
                    at,
                    message=at.like("looking at what is somebody's own"),
                    words=at.words("surveillance"),
                )
