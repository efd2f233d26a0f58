"""Who holds a limit, each for themselves or all together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from zoneinfo import ZoneInfo

from polyagree.model import CountOf, Happening, PersonId, Role
from polyagree.timeline.log import Entry, Log
from polyagree.timeline.matching import Matcher
from polyagree.timeline.truth import Truth
from polyagree.timeline.wordings import Limit

__all__ = ["Case", "cases"]


class Case(NamedTuple):
    """
    A limit with one who holds it.

    Attributes:
        limit: The limit.
        log: What happened.
        matcher: Holds it against descriptions.
        who: Who holds the limit; ``None``: all parties together.
        side: The one, or all of them.
    """

    limit: Limit
    log: Log
    matcher: Matcher
    who: PersonId | None
    side: frozenset[PersonId]

    @property
    def zone(self) -> ZoneInfo:
        """The zone of the document."""
        return self.matcher.polycule.zone

    def matches(self, happening: Happening, entry: Entry) -> Truth:
        """Return whether *entry* is *happening*, by whoever holds the limit if nobody is named."""
        joint = self.who is None and not happening.who
        return self.matcher.matches(
            happening,
            entry,
            parties=self.limit.parties,
            bearer=self.who,
            side=self.side if joint and self.side else None,
        )

    def is_bound(self, entry: Entry) -> bool:
        """Return whether the limit binds the one who holds it, on the day of *entry*."""
        who = self.limit.norm.who
        if self.who is None or not who:
            return True
        found: set[PersonId] = set()
        for term in who:
            if term != Role("other parties") and not isinstance(term, CountOf):
                found.update(
                    self.matcher.members(term, entry, parties=self.limit.parties, side=frozenset())
                    or ()
                )
        return self.who in found


def cases(limit: Limit, log: Log, matcher: Matcher) -> Iterator[Case]:
    """Yield *limit* with each who holds it."""
    if limit.holder is not None:
        yield Case(limit, log, matcher, limit.holder, frozenset({limit.holder}))
    elif limit.norm.who == (Role("all parties"),):
        yield Case(limit, log, matcher, None, frozenset(limit.parties))
    else:
        for party in limit.parties:
            yield Case(limit, log, matcher, party, frozenset({party}))
