"""PER110: a limit for some of the parties only, without a reason."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import AgreementAt, NormAt
from polyagree.finding import Finding
from polyagree.model.ids import PersonId
from polyagree.model.norms import Permission, Prohibition
from polyagree.model.people import Named


class OneSided(Analyzer):
    """
    A prohibition, a limit or a gate holds for some of the parties only, and nothing says why.

    There may be the best of reasons: one works nights, one has asked for it. In
    writing it stays a reason; without one it turns into a rank.

    Clauses that mirror each other are two-sided, also where they stand apart and
    in other words: all that an agreement says about one act, or a wider one, is looked at
    together. Duties are not, since people share out what there is to do. A boundary is
    its holder's own, and what follows a break is whoever's broke it. A clause with
    `because` has its reason.

    Words alone are not read for it: that a sentence names one does not tell that the other is
    free. It does not see a reason that nobody wrote down.
    """

    code = "PER110"
    name = "one-sided"
    severity = "question"
    source = "A3"
    message = "`{act}` is narrowed for `{who}` only, and nothing says why"
    help = "add `because` with the reason, or say it for everybody"
    help_in_prose = "add the reason, or say it for everybody"

    bad = Example(
        "only one of them has a limit",
        """
        agreements:
          open:
            parties: [ana, ben]
            clauses:
              nights: {says: Ana has two late nights a month., norm: {may: late-night, who: ana, at_most: 2, per: month}}
        """,
        at="agreements.open.clauses.nights.norm[0]",
    )
    good = Example(
        "the reason is written down",
        """
        agreements:
          open:
            parties: [ana, ben]
            clauses:
              nights: {says: Ana has two late nights a month., because: her shifts begin at six and she asked for it, norm: {may: late-night, who: ana, at_most: 2, per: month}}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        for at in context.agreements():
            narrowed = _narrowed(at)
            for norm in _one_sided(at):
                others = narrowed.get(norm.act, frozenset())
                if others < norm.parties:
                    yield self.finding(norm, act=norm.act, who=norm.holder)


def _narrows(norm: NormAt) -> bool:
    return isinstance(norm.norm, Prohibition) or (
        isinstance(norm.norm, Permission) and (norm.norm.is_limit or bool(norm.gates))
    )


def _narrowed(at: AgreementAt) -> dict[str, frozenset[PersonId]]:
    """Return for whom each act is narrowed, by itself or together with a wider one."""
    found: dict[str, frozenset[PersonId]] = {}
    norms = [norm for clause in at.clauses for norm in clause.all_norms if _narrows(norm)]
    for norm in norms:
        found[norm.act] = found.get(norm.act, frozenset()) | norm.bearers
    return {
        act: frozenset[PersonId]().union(
            *(found.get(word, frozenset()) for word in at.context.words.wider(act))
        )
        for act in found
    }


def _one_sided(at: AgreementAt) -> Iterator[NormAt]:
    for clause in at.clauses:
        if clause.clause.because is not None:
            continue
        for norm in clause.all_norms:
            names = norm.norm.who
            by_name = bool(names) and all(isinstance(term, Named) for term in names)
            if by_name and norm.bearers and norm.bearers < norm.parties and _narrows(norm):
                yield norm
