"""PER106: a boundary that binds somebody other than its holder."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.builtin.per._in_words import binds_another
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import NormAt
from polyagree.finding import Finding
from polyagree.model.norms import Power
from polyagree.model.people import Named, Role


class BoundaryBindsAnother(Analyzer):
    """
    What is called a boundary tells somebody else what to do.

    A boundary is a limit on one's own part: what I do, and what I do when it is
    reached. It works without anybody's help. Once it says what another person
    does or leaves, it is a rule, and it needs that person's agreement to be
    more than a wish.

    It looks at the norms, of the boundary and of its response. Where there are none
    the words are read, and those that begin with what somebody else does or does not
    do, by name or as "you", are found.

    It does not see who is meant by a word that names nobody.
    """

    code = "PER106"
    name = "boundary-binds-another"
    severity = "concern"
    source = "A2"
    message = "a boundary of `{holder}` binds `{people}`"
    help = (
        "say what `{holder}` does when it is reached; "
        "what `{people}` would do belongs in an agreement between them"
    )
    works_on = ("declared", "reading")

    bad = Example(
        "it says what Ana does not do",
        """
        boundaries:
          sleep:
            holder: ben
            says: Ana doesn't make noise after midnight.
            norm: {must_not: noise, who: ana, hours: after 00:00}
        """,
        at="boundaries.sleep.norm[0]",
    )
    good = Example(
        "it says what Ben does",
        """
        boundaries:
          sleep:
            holder: ben
            says: On work nights I need to be asleep by midnight.
            reached_by: {act: noise, where: home, days: weeknights, hours: after 00:00}
            response: {says: I sleep in the guest room., norm: {must: sleep, where: guest-room}}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        for boundary in context.boundaries():
            for norm in boundary.norms:
                people = _others(norm)
                if people:
                    yield self.finding(norm, holder=boundary.boundary.holder, people=people)
        for at in context.readings():
            if at.boundary is not None and binds_another(at):
                yield self.finding(
                    at,
                    message=at.like("something for somebody else to do"),
                    help="say what `{holder}` does when it is reached",
                    holder=at.boundary.holder,
                    words=at.words(),
                )


def _others(norm: NormAt) -> str:
    """Return who is bound besides the holder, as it is written."""
    if norm.boundary is None or isinstance(norm.norm, Power):
        return ""
    if not norm.is_binding:
        return ""
    mine = {Named(norm.boundary.holder), Role("nobody"), Role("actor")}
    return ", ".join(str(term) for term in norm.norm.who if term not in mine)
