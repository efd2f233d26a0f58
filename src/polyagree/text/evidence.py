"""Which words decided it, and the same in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from polyagree.text.deciding import Decision
from polyagree.text.frames import Hit
from polyagree.text.normal import Words
from polyagree.text.readings import Evidence
from polyagree.text.tags import tags_by_word
from polyagree.text.weighing import telling

__all__ = ["evidence_of", "grounded", "why_of"]

_IN_SPITE_OF_IT = 0.7
_BY_WORDS_ALONE = 0.6
#: What a tag tells where no phrase was found, and of which flag.
_TELLING = {
    "permission": {"accept": "approval", "leave": "approval", "refuse": "veto", "doubt": "veto"},
    "prior_notice": {"tell": "notice", "talk": "notice", "ahead": "notice"},
    "break_handling": {"breach": "break", "mend": "break"},
}
#: What a word tells that has no tag, of each flag.
_SPEAKS = {"permission": "approval", "prior_notice": "notice", "break_handling": "break"}
_MOST = 2
_SAYS = {
    "approval": "an act waits for somebody's yes",
    "veto": "somebody's no stops it",
    "notice": "somebody is told before",
    "break": "it says what follows a break",
    "lead": "so long before",
    "waiver": "no yes is waited for",
    "consent": "it is somebody's own",
    "touched": "it is about whoever is touched or shown",
    "terms": "it is about the terms themselves",
    "fact": "something has to be so first",
}


def grounded(
    words: Words, hits: Iterable[Hit], decision: Decision, flags: Mapping[str, tuple[float, bool]]
) -> dict[str, bool]:
    """
    Return which of *flags* are said, without what no word of the sentence speaks for.

    Nor is anything said where each phrase that says it is taken back, unless all else speaks
    for it.
    """
    tags = {tag for _, own in tags_by_word(words) for tag in own}
    kept = {
        "permission": decision.approvals,
        "prior_notice": decision.notices,
        "break_handling": decision.breaks,
    }
    told = {each.says for each in hits}
    if "definition" in told:
        # A word that is explained is no case of it.
        told.add("break")
    by_itself = {"permission"} if "fact" in told else set()
    return {
        flag: is_said
        and bool(
            kept[flag]
            or (
                # What has to be so first is not a word that somebody gives.
                flag not in by_itself
                and (
                    tags & _TELLING[flag].keys()
                    or (likely >= _BY_WORDS_ALONE and telling(words, flag))
                )
                and (likely >= _IN_SPITE_OF_IT or told.isdisjoint(_TELLING[flag].values()))
            )
        )
        for flag, (likely, is_said) in flags.items()
    }


def evidence_of(words: Words, decision: Decision, said: Mapping[str, bool]) -> tuple[Evidence, ...]:
    """Return the words that decided what is *said*, in their order."""
    found: dict[tuple[int, int], Evidence] = {}
    for flag, hits in (
        ("permission", decision.approvals),
        ("prior_notice", decision.notices),
        ("break_handling", decision.breaks),
    ):
        if not said[flag]:
            continue
        for hit in hits:
            start, end = words.span(hit.start, hit.end)
            words_in = words.text[start:end]
            found.setdefault((start, end), Evidence(start, end, words_in, hit.says, hit.frame.id))
        if not hits:
            for each in _by_words(words, flag):
                found.setdefault((each.start, each.end), each)
    if not said["permission"]:
        for hit in decision.waived:
            start, end = words.span(hit.start, hit.end)
            words_in = words.text[start:end]
            found.setdefault((start, end), Evidence(start, end, words_in, hit.says, hit.frame.id))
    return tuple(_widest(found[key] for key in sorted(found)))


def _widest(found: Iterable[Evidence]) -> Iterator[Evidence]:
    """Yield *found* without what stands at the beginning of another that says the same."""
    last: Evidence | None = None
    for each in found:
        if last is not None and (last.start, last.says) != (each.start, each.says):
            yield last
        last = each
    if last is not None:
        yield last


def _by_words(words: Words, flag: str) -> Iterator[Evidence]:
    """Yield single words that speak for a flag, where no phrase does: those with a tag first."""
    known = _TELLING[flag]
    tagged = {
        token: next(known[tag] for tag in tags if tag in known)
        for token, tags in tags_by_word(words)
        if not known.keys().isdisjoint(tags)
    }
    found = tagged or dict.fromkeys(telling(words, flag)[:_MOST], _SPEAKS[flag])
    for token, says in found.items():
        text = words.text[token.start : token.end]
        yield Evidence(token.start, token.end, text, says, "")


def why_of(evidence: Iterable[Evidence]) -> str:
    """Return *evidence* in a sentence."""
    found: dict[str, list[str]] = {}
    for each in evidence:
        found.setdefault(each.says, []).append(f"“{each.words}”")
    parts = [f"{_SAYS.get(says, says)}: {', '.join(words)}" for says, words in found.items()]
    return "; ".join(parts)
