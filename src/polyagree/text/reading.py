"""Read a sentence."""

from __future__ import annotations

from collections.abc import Collection

from attrs import evolve

from polyagree.text.acts import act_of
from polyagree.text.deciding import decided
from polyagree.text.evidence import evidence_of, grounded, why_of
from polyagree.text.features import features_of
from polyagree.text.frames import hits_in
from polyagree.text.given import no_slip_in
from polyagree.text.kinds import kind_of, sureness_of
from polyagree.text.languages import doubt_of
from polyagree.text.marked import marked
from polyagree.text.normal import words_of
from polyagree.text.norms import norms_of
from polyagree.text.readings import Reading, Times
from polyagree.text.roles import roles_of
from polyagree.text.subjects import subject_of
from polyagree.text.times import times_of
from polyagree.text.vague import vague_words
from polyagree.text.weighing import weighed

__all__ = ["read"]

#: What binds nobody has no time by which anything is to be done.
_WITHOUT_TIMES = frozenset({"definition", "other", "value"})
_IN_DOUBT = 0.05


def read(sentence: str, *, people: Collection[str] = (), terms: Collection[str] = ()) -> Reading:
    """
    Return what *sentence* says.

    It looks at how a sentence is built: who acts, whose yes that waits for, what is waived,
    whose room or body it is. It needs no network and no model, and says the same each time.

    Args:
        sentence: A clause, as people write it.
        people: Names of people, so that they are known for such where a sentence begins.
        terms: Words that the document explains.

    Returns:
        What it says. Of what is no sentence in English, that it could not be read, with hardly
        any confidence.

    Raises:
        TypeError: If it is no `str`, or `people` or `terms` is one word and not several.

    Source:
        A3, A4, B6.
    """
    if not isinstance(sentence, str):
        raise TypeError(f"a sentence is `str`, and not `{type(sentence).__name__}`")
    no_slip_in("people", people)
    no_slip_in("terms", terms)
    explained = {term.casefold() for term in terms}
    words = words_of(sentence, people)
    doubt = doubt_of(words)
    if doubt is not None:
        # Whatever was found in it would be by chance.
        why = f"this could not be read: {doubt}"
        return Reading(
            text=sentence, kind="other", confidence=_IN_DOUBT, kind_confidence=_IN_DOUBT, why=why
        )
    hits = hits_in(words)
    subject = subject_of(words)
    decision = decided(words, subject, hits)
    found = weighed(features_of(words, subject, hits, decision))
    said = dict.fromkeys(found.flags, False)
    if not subject.is_question:
        said = grounded(words, hits, decision, found.flags)
    kind = kind_of(found.kinds, said, subject)
    evidence = evidence_of(words, decision, said)
    marks = marked(words)
    near = [(each.start, each.end) for each in evidence]
    reading = Reading(
        text=sentence,
        kind=kind,
        permission=said["permission"],
        prior_notice=said["prior_notice"],
        break_handling=said["break_handling"],
        confidence=found.confidence,
        kind_confidence=sureness_of(kind, found.kinds),
        roles=evolve(roles_of(words, subject, decision, kind), act=act_of(marks, kind, near=near)),
        times=Times() if kind in _WITHOUT_TIMES else times_of(marks),
        vague=tuple(each for each in vague_words(marks, kind) if each.casefold() not in explained),
        evidence=evidence,
        why=why_of(evidence),
    )
    return evolve(reading, norms=norms_of(reading, marks, people=people))
