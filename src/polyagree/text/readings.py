"""What was read in a sentence: what it means, how sure that is, and which words carry it."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from polyagree.clock import Duration
from polyagree.model import Norm
from polyagree.text.places import Place

__all__ = [
    "Bearer",
    "Dispute",
    "Evidence",
    "Kind",
    "Modality",
    "Reading",
    "Roles",
    "Times",
]

Kind = Literal[
    "permission_rule",
    "veto",
    "prior_notice",
    "after_notice",
    "prohibition_on_other",
    "mutual_limit",
    "self_boundary",
    "surveillance",
    "commitment",
    "value",
    "break_handling",
    "review",
    "definition",
    "other",
]
"""What a clause is, as a reader would say."""

Bearer = Literal["each", "one_named", "other", "third_party", "holder"]
"""Who is bound: each, one who is named, the one spoken to, a third person, the speaker."""

Modality = Literal["must", "must_not", "may", "power", "value", "none"]
"""How a clause puts it: to do, not to do, free to do, able to stop, stood for, nothing."""


@frozen
class Evidence:
    """
    Words that decided something.

    Attributes:
        start: Where they begin in the sentence.
        end: Where they end.
        words: The words.
        says: What they tell: ``approval``, ``veto``, ``notice``, ``break`` and so on.
        phrase: Which phrase of the lexicon found them.
    """

    start: int
    end: int
    words: str
    says: str
    phrase: str


@frozen(kw_only=True)
class Roles:
    """
    Who does what by whose word.

    Attributes:
        bearer: Who is bound; ``None``: nobody.
        bearer_name: The name or pronoun, of one who is named.
        modality: How it is put.
        act: What is done, in a word of the vocabulary, if one is known for it.
        approver: Whose yes or no it is: a name, ``other``, ``holder``, ``either``, ``both``,
            ``all`` or the words for them; ``None``: nobody's.
    """

    bearer: Bearer | None = None
    bearer_name: str | None = None
    modality: Modality = "none"
    act: str | None = None
    approver: str | None = None


@frozen(kw_only=True)
class Times:
    """
    When, how long, how often.

    Attributes:
        before: What it comes before, in the words of the sentence.
        after: What it comes after.
        lead: How long before.
        within: How soon after.
        window: Hours, as ``22:00-06:00``; one end may be open.
        duration: For how long.
        most: How many at most.
        least: How many at least.
        over: From how much on.
        unit: Of what these are.
        per: In which time these count.
        every: How often it comes round.
    """

    before: str | None = None
    after: str | None = None
    lead: Duration | None = None
    within: Duration | None = None
    window: str | None = None
    duration: Duration | None = None
    most: int | None = None
    least: int | None = None
    over: int | None = None
    unit: str | None = None
    per: Duration | None = None
    every: Duration | None = None


@frozen
class Dispute:
    """
    What two readers say differently of a sentence.

    Attributes:
        about: The field: ``kind``, ``permission``, ``prior_notice``, ``break_handling``.
        says: What each says, by their names: first the one whose reading counts.
    """

    about: str
    says: tuple[tuple[str, str], tuple[str, str]]

    def __str__(self) -> str:
        """Return it in a line."""
        return f"{self.about}: " + ", ".join(f"{who} says {what}" for who, what in self.says)


@frozen(kw_only=True)
class Reading:
    """
    What a sentence says, as far as it could be read.

    Attributes:
        text: The sentence, as it was given.
        kind: What it is.
        permission: Whether somebody's own act waits for another's yes, or falls with their no.
        prior_notice: Whether somebody is to be told, or talked with, before.
        break_handling: Whether it says what follows a breach, a lapse or a hurt.
        confidence: How sure this is, from 0 to 1: of readings with 0.9 nine in ten are right in
            `permission`, `prior_notice` and `break_handling`. It does not tell how sure `kind` is.
        kind_confidence: How likely the kind is among all of them, from 0 to 1.
        roles: Who does what by whose word.
        times: When, how long, how often.
        norms: What it may mean in the types of the model; empty: nothing that binds, or nothing
            that could be put so.
        vague: Words that carry it and can be read in more than one way.
        evidence: The words that decided it, in their order.
        why: The same in a sentence.
        reader: Who read it.
        place: Where it stands in the text it was read from; ``None``: it was read by itself.
        handled_by: Which reading of the same text, counted from 0, says what follows where this
            one is not kept; ``None``: none does.
        disputed: What a second reader says otherwise; empty: nothing, or nobody else read it.
    """

    text: str
    kind: Kind
    permission: bool = False
    prior_notice: bool = False
    break_handling: bool = False
    confidence: float
    kind_confidence: float = 1.0
    roles: Roles = Roles()
    times: Times = Times()
    norms: tuple[Norm, ...] = ()
    vague: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    why: str = ""
    reader: str = "polyagree"
    place: Place | None = None
    handled_by: int | None = None
    disputed: tuple[Dispute, ...] = ()
