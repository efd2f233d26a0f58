"""From the phrases in a sentence to what it says."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from operator import itemgetter

from attrs import frozen

from polyagree.text.frames import Hit
from polyagree.text.normal import Words
from polyagree.text.subjects import Subject, clauses_of

__all__ = ["Decision", "decided"]

_YES = frozenset({"approval", "veto"})
_BACK = frozenset({"they", "them", "their", "he", "she", "him", "her", "his", "themselves"})
_SPEAKER = frozenset({"i", "me", "my", "mine"})
_OTHER = frozenset({"you", "your"})
_NOBODY = frozenset({"nobody", "no", "none"})
_STRONG = 0.85


@frozen
class Decision:
    """
    What a sentence says.

    Attributes:
        approvals: What makes somebody's act wait for another's yes, or fall with their no.
        notices: What asks for word before.
        breaks: What speaks of a breach and what follows.
        waived: What says that no yes is waited for, or that it is somebody's own.
    """

    approvals: tuple[Hit, ...]
    notices: tuple[Hit, ...]
    breaks: tuple[Hit, ...]
    waived: tuple[Hit, ...]


def decided(words: Words, subject: Subject, hits: Sequence[Hit]) -> Decision:
    """Return what is left of *hits* when each is held against the others."""
    if subject.is_question:
        return Decision((), (), (), ())
    parts = clauses_of(words.line)
    waived = tuple(each for each in hits if each.says in _WAIVING)
    approvals = tuple(
        each
        for each in hits
        if each.says in _YES
        and not each.is_denied
        and not _is_own_word(each, subject, words)
        and not any(_waives(other, each, parts) for other in waived)
    )
    notices = _notices(hits, approvals, waived, parts)
    breaks = _breaks(hits)
    return Decision(approvals, notices, breaks, waived)


_WAIVING = frozenset({"waiver", "consent", "touched", "terms"})


def _is_own_word(hit: Hit, subject: Subject, words: Words) -> bool:
    """Return whether whoever gives leave in *hit* is who acts: then nothing waits for another."""
    giver = hit.roles.get("giver", "")
    if giver.split(" ")[0] in _NOBODY:
        return True
    if giver in _OTHER:
        # Whoever is spoken to acts, as a rule.
        return subject.bearer not in {"holder", "one_named"}
    if "one of us" in giver and subject.bearer == "each" and hit.says == "approval":
        return True
    if subject.bearer != "holder":
        return False
    if hit.frame.id == "no-stops":
        return True
    is_for_others = " you " in words.line or " nobody " in words.line
    return giver == "i" and hit.frame.id != "veto" and not is_for_others


def _waives(waiver: Hit, approval: Hit, parts: Sequence[tuple[int, int]]) -> bool:
    """Return whether *waiver* takes back what *approval* says."""
    together = _part(waiver, parts) == _part(approval, parts)
    giver = approval.roles.get("giver")
    if waiver.says == "waiver":
        if waiver.frame.id == "own-choice":
            return together and waiver.start > approval.start
        return together or _overlap(waiver, approval)
    if waiver.says == "terms":
        return together
    if waiver.says == "touched":
        if giver is None:
            return together and approval.frame.weight < _STRONG
        return together and giver.split()[0] in _BACK
    # What is somebody's own: whose yes it is, is theirs.
    return together and approval.says != "veto"


def _overlap(one: Hit, other: Hit) -> bool:
    return one.start < other.end and other.start < one.end


def _part(hit: Hit, parts: Sequence[tuple[int, int]]) -> int:
    return bisect_right(parts, hit.start, key=itemgetter(0)) - 1


def _notices(
    hits: Sequence[Hit],
    approvals: Sequence[Hit],
    waived: Sequence[Hit],
    parts: Sequence[tuple[int, int]],
) -> tuple[Hit, ...]:
    found = [each for each in hits if each.says == "notice" and not each.is_denied]
    against = [each for each in hits if each.says == "no-notice"]
    kept = [
        each
        for each in found
        if not any(other.start < each.end and each.start < other.end + 1 for other in against)
    ]
    if approvals:
        # To ask is to tell; it is a notice besides if a time is said for it.
        leads = [each for each in hits if each.says == "lead"]
        return tuple(
            each
            for each in leads
            if any(_part(each, parts) == _part(other, parts) for other in approvals)
        )
    if any(each.says == "terms" for each in waived):
        return ()
    broken = [each.start for each in hits if each.says == "break"]
    if broken:
        # What is told once something is broken comes after it.
        kept = [each for each in kept if each.start < min(broken)]
    reviews = [each for each in hits if each.says == "review"]
    return tuple(
        each
        for each in kept
        if not any(_overlap(each, other) for other in reviews)
        and not any(
            other.says == "consent" and _part(other, parts) == _part(each, parts)
            for other in waived
        )
    )


def _breaks(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    against = [each for each in hits if each.says in {"no-break", "definition"}]
    return tuple(
        each
        for each in hits
        if each.says == "break" and not any(_overlap(each, other) for other in against)
    )
