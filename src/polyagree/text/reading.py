"""Read a sentence."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from attrs import evolve

from polyagree.text.acts import act_of
from polyagree.text.deciding import Decision, decided
from polyagree.text.frames import Hit, hits_in
from polyagree.text.kinds import kind_of
from polyagree.text.marked import marked
from polyagree.text.normal import Words, words_of
from polyagree.text.norms import norms_of
from polyagree.text.readings import Evidence, Reading, Times
from polyagree.text.roles import roles_of
from polyagree.text.subjects import subject_of
from polyagree.text.times import times_of
from polyagree.text.vague import vague_words

__all__ = ["read"]

#: What binds nobody has no time by which anything is to be done.
_WITHOUT_TIMES = frozenset({"definition", "other", "value"})


def read(sentence: str, *, people: Collection[str] = (), terms: Collection[str] = ()) -> Reading:
    """
    Return what *sentence* says.

    It looks at how a sentence is built: who acts, whose yes that waits for, what is waived,
    whose room or body it is. It needs no network and no model, and says the same each time.

    Args:
        sentence: A clause, as people write it.
        people: Names of people, so that they are known for such where a sentence begins.
        terms: Words that the document explains.

    Source:
        A3, A4, B6.
    """
    words = words_of(sentence, people)
    hits = hits_in(words)
    subject = subject_of(words)
    decision = decided(words, subject, hits)
    kind = kind_of(decision, subject, {each.says for each in hits if not each.is_denied})
    evidence = _evidence(words, decision)
    marks = marked(words)
    near = [(each.start, each.end) for each in evidence]
    reading = Reading(
        text=sentence,
        kind=kind,
        permission=bool(decision.approvals),
        prior_notice=bool(decision.notices),
        break_handling=bool(decision.breaks),
        confidence=_confidence(decision, hits),
        roles=evolve(roles_of(words, subject, decision, kind), act=act_of(marks, kind, near=near)),
        times=Times() if kind in _WITHOUT_TIMES else times_of(marks),
        vague=vague_words(marks, kind),
        evidence=evidence,
        why=_why(evidence),
    )
    return evolve(reading, norms=norms_of(reading, marks, people=people))


def _confidence(decision: Decision, hits: Iterable[Hit]) -> float:
    kept = [*decision.approvals, *decision.notices, *decision.breaks]
    if kept:
        return max(each.frame.weight for each in kept)
    return 0.7 if any(True for _ in hits) else 0.4


def _evidence(words: Words, decision: Decision) -> tuple[Evidence, ...]:
    found: dict[tuple[int, int], Evidence] = {}
    for hit in (*decision.approvals, *decision.notices, *decision.breaks, *decision.waived):
        start, end = words.span(hit.start, hit.end)
        found.setdefault(
            (start, end),
            Evidence(start, end, words.text[start:end], hit.says, hit.frame.id),
        )
    return tuple(found[key] for key in sorted(found))


def _why(evidence: Iterable[Evidence]) -> str:
    parts = [f"“{each.words}” ({each.says})" for each in evidence]
    return ", ".join(parts)
