"""ACC011: a note about a finding that is not there."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Example, Findings, LooksBack
from polyagree.analyzers.builtin.acc._within import is_about
from polyagree.analyzers.context import Context
from polyagree.finding import Finding


class NoteMatchesNothing(LooksBack):
    """
    Somebody noted a finding, and there is no such finding here.

    The sentence was changed since, or the code has a slip in it. A note that
    stays behind would speak for the next sentence with the same code, which
    nobody has thought over.

    What another finding takes in is there, and a code that no analyzer has is told as such.

    It does not see whether the reason of a note is still a good one.
    """

    code = "ACC011"
    name = "note-matches-nothing"
    severity = "question"
    source = "B3"
    message = "`{noted}` is noted here, and nothing of the kind is found"
    help = "take the note out"

    bad = Example(
        "nobody waits for anybody any more",
        """
        agreements:
          house:
            parties: [ana, ben]
            clauses:
              guests:
                says: We tell each other the day after.
                norm: {must: tell, to: other parties, after: {act: date, with: outsiders}, by: next evening}
                noted: {code: PER103, by: [ana, ben], because: we like to know, until: 2030-01-01}
        """,
        at="agreements.house.clauses.guests.noted[0]",
    )
    good = Example(
        "the finding that was thought over is there",
        """
        agreements:
          house:
            parties: [ana, ben]
            clauses:
              guests:
                says: We tell each other before somebody stays over.
                norm: {may: overnight, with: outsiders, only_if: {told: other parties}}
                noted: {code: PER103, by: [ana, ben], because: we like to know, until: 2030-01-01}
        """,
    )

    def look_back(self, context: Context, found: Findings) -> Iterator[Finding]:
        for note in context.notes:
            code = note.noted.code
            findings = found(code)
            if findings is None:
                yield self.finding(
                    note,
                    message="`{noted}` is noted here, and is no code of an analyzer",
                    help="`polyagree analyzers` lists the codes",
                    noted=code,
                )
            elif not is_about(note, findings):
                yield self.finding(note, noted=code)
