"""What stands in words only, with what was read in it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from attrs import field, frozen

from polyagree.analyzers.places import NormAt, Place
from polyagree.finding import Evidence, Severity
from polyagree.model.agreement import Agreement
from polyagree.model.boundary import Boundary
from polyagree.model.clause import Clause

if TYPE_CHECKING:
    from polyagree.analyzers.context import Reading

__all__ = ["BINDING", "DOUBT", "RESTRICTING", "SURE", "ReadAt", "lighter"]

SURE = 0.65
"""From this confidence on a finding says how a sentence reads; below, how it may read."""

DOUBT = 0.5
"""Below this confidence what waits, or follows a break, was guessed; nothing is made of it."""

BINDING = frozenset(
    [
        "permission_rule",
        "prior_notice",
        "after_notice",
        "prohibition_on_other",
        "mutual_limit",
        "surveillance",
        "commitment",
    ]
)
"""Kinds of clauses that can be kept or not."""

RESTRICTING = frozenset(
    [
        "permission_rule",
        "veto",
        "prior_notice",
        "prohibition_on_other",
        "mutual_limit",
        "surveillance",
    ]
)
"""Kinds of clauses that narrow what people do."""

_LIGHTER: dict[Severity, Severity] = {"concern": "question", "question": "note", "note": "note"}
_LONGEST = 60


def lighter(severity: Severity) -> Severity:
    """Return one severity less: what was read weighs less than what was declared."""
    return _LIGHTER[severity]


@frozen(kw_only=True, eq=False)
class ReadAt(Place):
    """
    The words of a clause or a boundary that says nothing of norms, with what was read in them.

    It is made of a guess. What a document declares always wins over it, and what rests on
    it says so.

    Attributes:
        reading: What was read.
        clause: The clause; ``None``: it is a boundary.
        boundary: The boundary; ``None``: it is a clause.
        agreement: The agreement in which it stands; ``None``: in none.
        norms: What it may mean in the types of the model; empty: nothing that could be put so.
        sure: From this confidence on it is said how it reads; below, how it may read.
        doubt: Below this confidence nothing is made of what was guessed.
    """

    reading: Reading
    clause: Clause | None = None
    boundary: Boundary | None = None
    agreement: Agreement | None = None
    norms: tuple[NormAt, ...] = field(default=(), repr=False)
    sure: float = SURE
    doubt: float = DOUBT

    @property
    def read_in(self) -> ReadAt:
        """The place at which it was read, which is this one."""
        return self

    @property
    def name(self) -> str:
        """The key of the clause or the boundary."""
        record = self.clause or self.boundary
        return "" if record is None else record.id

    @property
    def is_sure(self) -> bool:
        """Whether readings like this one are mostly right."""
        return self.reading.confidence >= self.sure and not self.reading.disputed

    @property
    def is_by_words_alone(self) -> bool:
        """Whether single words speak for it, and no phrase does."""
        found = self.reading.evidence
        return bool(found) and not any(each.phrase for each in found)

    @property
    def has_kind(self) -> bool:
        """Whether it is told what kind of clause it is, and not only guessed."""
        return min(self.reading.confidence, self.reading.kind_confidence) >= self.doubt

    def is_plainly(self, kind: str) -> bool:
        """Return whether it is of *kind*, and hardly of another."""
        return (
            self.has_kind
            and self.reading.kind == kind
            and self.reading.kind_confidence >= self.sure
        )

    @property
    def binds(self) -> bool:
        """Whether it reads like something that can be kept or not."""
        is_told = self.has_kind or any(norm.is_binding for norm in self.norms)
        return is_told and self.reading.kind in BINDING

    @property
    def restricts(self) -> bool:
        """Whether it reads like something that narrows what people do."""
        return self.reading.kind in RESTRICTING and self.has_kind

    @property
    def as_it_reads(self) -> str:
        """How a message begins that rests on the norms that were read."""
        return "as it reads" if self.is_sure else "as it may read"

    def like(self, what: str) -> str:
        """Return a message that it reads like *what*, with the fact ``words`` at its end."""
        return f"{'reads' if self.is_sure else 'may read'} like {what}: `{{words}}`"

    def words(self, *says: str) -> str:
        """Return the words that say one of *says*, in their order; else how it begins."""
        found = [each.words for each in self.reading.evidence if each.says in says]
        return "`, `".join(dict.fromkeys(map(_one_line, found))) or _one_line(self.reading.text)

    @cached_property
    def proof(self) -> tuple[Evidence, ...]:
        """Which words decided it, each with what it says, and on what two readers disagree."""
        found = dict.fromkeys((each.says, _one_line(each.words)) for each in self.reading.evidence)
        doubts = dict.fromkeys(("disputed", str(each)) for each in self.reading.disputed)
        return tuple(self.evidence(says, words) for says, words in (*found, *doubts))


def _one_line(words: str) -> str:
    said = " ".join(words.replace("`", "'").split())
    return said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1].rstrip()}…"
