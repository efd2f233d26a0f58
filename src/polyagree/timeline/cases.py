"""Whom a norm binds, each for themselves or all together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple
from zoneinfo import ZoneInfo

from polyagree.model import CountOf, Happening, Norm, PersonId, Role, Status
from polyagree.timeline.log import Entry, Log
from polyagree.timeline.matching import Matcher
from polyagree.timeline.truth import Truth, any_true
from polyagree.timeline.wordings import Standing

__all__ = ["Case", "cases"]


class Case(NamedTuple):
    """
    A norm with one whom it binds.

    Attributes:
        standing: The norm.
        log: What happened.
        matcher: Holds it against descriptions.
        who: Whom it binds; ``None``: all parties together.
        side: The one, or all of them.
        status: Says how a clause stands; ``None``: nobody knows.
        least: How many of several have to take part; ``None``: all.
    """

    standing: Standing
    log: Log
    matcher: Matcher
    who: PersonId | None
    side: frozenset[PersonId]
    status: Callable[[Status], Truth] | None = None
    least: int | None = None

    @property
    def zone(self) -> ZoneInfo:
        """The zone of the document."""
        return self.matcher.polycule.zone

    def matches(self, happening: Happening, entry: Entry) -> Truth:
        """Return whether *entry* is *happening*, by whom it binds if nobody is named."""
        word = self.matcher.words.get(entry.event.act)
        is_nobodys = word is not None and word.kind == "happening" and not entry.event.who
        # What merely happens, nobody has to do together.
        joint = self.who is None and not happening.who and not is_nobodys
        return self.matcher.matches(
            happening,
            entry,
            parties=self.standing.parties,
            bearer=self.who,
            side=self.side if joint and self.side else None,
        )

    def is_done_by(
        self, act: Happening | Norm, entry: Entry, delegates: Iterable[PersonId] = ()
    ) -> Truth:
        """Return whether *entry* is *act*, done by whom the norm binds or by a delegate."""
        matches, parties = self.matcher.matches, self.standing.parties
        if self.who is not None:
            people = (self.who, *delegates)
            return any_true(matches(act, entry, parties=parties, bearer=each) for each in people)
        if self.least is None:
            return any_true(
                (
                    matches(act, entry, parties=parties, side=self.side),
                    *(matches(act, entry, parties=parties, bearer=each) for each in delegates),
                )
            )
        doers = self.matcher.doers(entry) & self.side
        if len(doers) < self.least:
            return False
        return any_true(matches(act, entry, parties=parties, bearer=each) for each in sorted(doers))

    def may_be_bound(self) -> bool:
        """Return whether there may be a day on which it binds this one."""
        who = self.standing.norm.who
        if self.who is None or not who:
            return True
        return any(self.matcher.may_mean(term, self.who) for term in who)

    def is_bound(self, entry: Entry) -> bool:
        """Return whether it binds this one on the day of *entry*."""
        who = self.standing.norm.who
        if self.who is None or not who:
            return True
        found: set[PersonId] = set()
        for term in who:
            if term != Role("other parties") and not isinstance(term, CountOf):
                found.update(
                    self.matcher.members(
                        term, entry, parties=self.standing.parties, side=frozenset()
                    )
                    or ()
                )
        return self.who in found


def cases(standing: Standing, log: Log, matcher: Matcher) -> Iterator[Case]:
    """Yield *standing* with each whom it may bind."""
    if standing.holder is not None:
        yield Case(standing, log, matcher, standing.holder, frozenset({standing.holder}))
    elif standing.norm.who == (Role("all parties"),):
        yield Case(standing, log, matcher, None, frozenset(standing.parties))
    else:
        for party in standing.parties:
            yield Case(standing, log, matcher, party, frozenset({party}))
