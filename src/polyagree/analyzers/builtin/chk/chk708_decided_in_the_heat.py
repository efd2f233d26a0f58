"""CHK708: something was decided in the heat."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.builtin.chk._heat import Heat, Heats
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import AgreementAt, CheckInAt, Place
from polyagree.finding import Finding
from polyagree.model.ids import PersonId

_MADE = "`{what}` was agreed on the day of `{heat}`"
_REVISED = "`{what}` was changed on the day of `{heat}`"


class DecidedInTheHeat(Analyzer):
    """
    Something was decided, or a wording changed, on the day of an argument or a discovery.

    On such a day people agree to a lot, to have peace or to have it back. What would
    suit them in general is a question for a good hour; the day itself needs calm, and
    perhaps something that holds until then.

    It looks at `decided` in check-ins, at revisions and at when an agreement was made, beside
    arguments and hurts in the log and breaches that were found out, among the same people.
    Where hours are written it goes by them, up to twelve after; a day alone does not tell
    which came first, and is asked about. What the same people took up again later is
    left alone: a check-in that names the agreement, or decides the same once more. So is
    what belongs to a breach that is settled. It does not see how people were with each
    other, and takes a pause for a decision as well. On a page of sentences it sees nothing:
    what is read there is what holds from now on, and neither the day on which people agreed
    to it nor what had happened that day.
    """

    code = "CHK708"
    name = "decided-in-the-heat"
    severity = "question"
    source = "B4"
    message = "`{what}` was decided on the day of `{heat}`"
    help = "take it up again in a good hour, and keep that check-in as well: does it still hold"
    works_on = ("declared", "log")
    cost = "events"

    bad = Example(
        "on the evening of the argument",
        """
        events:
          - {at: 2025-03-07T19:30, who: [ana, ben], act: argue}
        check_ins:
          - {date: 2025-03-07T22:00, people: [ana, ben], decided: [no late nights any more]}
        """,
        at="check_ins[0].decided[0]",
    )
    good = Example(
        "two days later, in a good hour",
        """
        events:
          - {at: 2025-03-07T19:30, who: [ana, ben], act: argue}
        check_ins:
          - {date: 2025-03-09T11:00, people: [ana, ben], decided: [two late nights a month]}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        polycule = context.polycule
        if not polycule.events and not polycule.breaches:
            return
        heats = Heats(context)
        yield from self._in_check_ins(context, heats)
        yield from self._in_wordings(context, heats)

    def _in_check_ins(self, context: Context, heats: Heats) -> Iterator[Finding]:
        later = _Later(context)
        for at in context.check_ins():
            decided = at.check_in.decided
            heat = heats.before(at.check_in.date, at.people) if decided else None
            if heat is None:
                continue
            for index, what in enumerate(decided):
                if not later.takes_up(at, what):
                    place = Place(
                        context=context,
                        path=(*at.path, "decided", index),
                        anchor=f"{at.anchor}.decided[{what}]",
                    )
                    yield self._at(place, what, heat)

    def _in_wordings(self, context: Context, heats: Heats) -> Iterator[Finding]:
        for at in context.agreements():
            agreement = at.agreement
            parties = frozenset(agreement.parties)
            last = max((each.day for each in context.reviews_of(agreement)), default=dt.date.min)
            for day, place, message in _wordings(at):
                if day < last or (context.on is not None and day > context.on):
                    continue
                heat = heats.before(day, parties)
                if heat is not None:
                    yield self._at(place, agreement.id, heat, message=message)

    def _at(self, place: Place, what: str, heat: Heat, *, message: str | None = None) -> Finding:
        said = " ".join(what.replace("`", "'").split())
        shown = [heat.place.evidence("on the day of", heat.what)]
        return self.finding(place, message=message, evidence=shown, what=said, heat=heat.what)


def _wordings(at: AgreementAt) -> Iterator[tuple[dt.date, Place, str]]:
    """Yield when the agreement was made, and changed."""
    if at.agreement.made is not None:
        yield at.agreement.made, at.part("made"), _MADE
    for index, revision in enumerate(at.agreement.revisions):
        place = Place(
            context=at.context,
            path=(*at.path, "revisions", index),
            anchor=f"{at.anchor}.revisions[{revision.date}]",
        )
        yield revision.date, place, _REVISED


class _Later:
    """What people took up again, and when they last did."""

    def __init__(self, context: Context) -> None:
        self._last: dict[tuple[frozenset[PersonId], str], dt.date] = {}
        for at in context.check_ins():
            for name in (*at.check_in.reviewed, *at.check_in.decided):
                for said in {name, name.partition(".")[0]}:
                    self._last[at.people, said] = at.day

    def takes_up(self, at: CheckInAt, what: str) -> bool:
        """Return whether the same people came back to *what* on another day."""
        agreement = what.partition(".")[0]
        return any(self._last.get((at.people, said), at.day) > at.day for said in (what, agreement))
