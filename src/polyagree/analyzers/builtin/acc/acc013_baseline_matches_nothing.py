"""ACC013: an entry of a baseline about a finding that is not there any more."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.context import Context
from polyagree.finding import Finding


class BaselineMatchesNothing(Analyzer):
    """
    An entry of a baseline is about a finding that is not there any more.

    That is good news: something was mended. A baseline lets people begin
    with what they have and look at what is new; it is there to get smaller. An
    entry that stays behind would keep quiet when the same comes back.

    It is found in the file of the baseline, not in a document:
    `polyagree check --baseline FILE --write-baseline FILE` takes such entries out.

    It does not see whether what was mended is well mended.
    """

    code = "ACC013"
    name = "baseline-matches-nothing"
    severity = "question"
    source = "A13"
    message = "`{baselined}` at `{path}` is in the baseline, and no longer found"
    help = "take the entry out: `--write-baseline` writes the file anew, and never adds to it"

    bad = Example(
        "nobody waits any more, and the baseline still says PER101",
        """
        agreements:
          house:
            parties: [ana, ben]
            clauses:
              dates: {says: We are free to see others., norm: {may: date, with: outsiders}}
        """,
    )
    good = Example(
        "what the baseline says is there",
        """
        agreements:
          house:
            parties: [ana, ben]
            clauses:
              dates: {says: A yes first., norm: {may: date, with: outsiders, only_if: {yes_from: other parties}}}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        del context
        yield from ()
