"""ACC012: a note whose last day is over, while the finding is still there."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Example, Findings, LooksBack
from polyagree.analyzers.builtin.acc._within import is_about
from polyagree.analyzers.context import Context
from polyagree.finding import Finding


class NoteHasEnded(LooksBack):
    """
    A finding was thought over until some day, and that day is over.

    What was a good reason in January may not be one in August. The finding counts
    again, and this one says that there was a reason once: look at it together,
    and write down a new day, or mend the sentence.

    It does not see whether people talked about it and let the day pass on purpose.
    """

    code = "ACC012"
    name = "note-has-ended"
    severity = "question"
    source = "A13"
    message = "`{noted}` was noted here until {until}"
    help = "look at it together again: change the sentence, or note it with a new day"

    bad = Example(
        "the day is over, and the sentence is the same",
        """
        agreements:
          house:
            parties: [ana, ben]
            made: 2026-02-01
            clauses:
              guests:
                says: We tell each other before somebody stays over.
                norm: {may: overnight, with: outsiders, only_if: {told: other parties}}
                noted: {code: PER103, by: [ana, ben], because: we like to know, until: 2026-01-01}
        """,
        at="agreements.house.clauses.guests.noted[0]",
    )
    good = Example(
        "the day is still to come",
        """
        agreements:
          house:
            parties: [ana, ben]
            made: 2026-02-01
            clauses:
              guests:
                says: We tell each other before somebody stays over.
                norm: {may: overnight, with: outsiders, only_if: {told: other parties}}
                noted: {code: PER103, by: [ana, ben], because: we like to know, until: 2026-12-31}
        """,
    )

    def look_back(self, context: Context, found: Findings) -> Iterator[Finding]:
        if context.on is None:
            return
        for note in context.notes:
            if note.noted.until < context.on and is_about(note, found(note.noted.code) or ()):
                yield self.finding(note, noted=note.noted.code, until=note.noted.until.isoformat())
