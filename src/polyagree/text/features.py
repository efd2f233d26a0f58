"""What of a clause tells its kind: which phrases are in it, who it is about, its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from polyagree.text.deciding import Decision, decided
from polyagree.text.frames import Hit, hits_in
from polyagree.text.normal import Words, words_of
from polyagree.text.subjects import Subject, subject_of
from polyagree.text.tags import ngrams_of, stems_of

__all__ = ["features_of", "features_of_text"]

_SHORT = 6


def features_of_text(text: str) -> frozenset[str]:
    """Return the names of what is so of a clause, from its words."""
    words = words_of(text)
    hits, subject = hits_in(words), subject_of(words)
    return features_of(words, subject, hits, decided(words, subject, hits))


def features_of(
    words: Words, subject: Subject, hits: Sequence[Hit], decision: Decision
) -> frozenset[str]:
    """Return the names of what is so of a clause."""
    return frozenset(_features(words, subject, hits, decision))


def _features(
    words: Words, subject: Subject, hits: Sequence[Hit], decision: Decision
) -> Iterator[str]:
    for hit in hits:
        yield f"{'denies' if hit.is_denied else 'says'} {hit.says}"
        yield f"phrase {hit.frame.id}"
    for name, kept in (
        ("approval", decision.approvals),
        ("notice", decision.notices),
        ("break", decision.breaks),
        ("waived", decision.waived),
    ):
        if kept:
            yield f"is {name}"
    if decision.notices and not decision.approvals:
        yield "only told"
    if decision.approvals and not decision.waived:
        yield "asked and not waived"
    yield f"about {subject.bearer}"
    for name in ("imperative", "question", "negative"):
        if getattr(subject, f"is_{name}"):
            yield name
    if subject.has_modal:
        yield "modal"
    if not subject.has_verb:
        yield "no verb"
    tokens = [each.word for each in words.tokens]
    if sum(each[0].isalnum() or each[0] == "@" for each in tokens) < _SHORT:
        yield "short"
    if any("@" in each for each in tokens):
        yield "name"
    if any(each[0].isdigit() or each[0] in "$£€" for each in tokens):
        yield "digits"
    yield from (f"tag {each}" for each in ngrams_of(words))
    yield from (f"word {each}" for each in stems_of(words))
