"""Sentences that go back to the one before: ``If one of us does not, …``."""

from __future__ import annotations

import re

from polyagree.text.readings import Reading

__all__ = ["goes_back", "goes_back_in_itself"]

_NOT = (
    r"(?:(?:do|does|did|is|was|can|could|will|would|has|have)(?:n['’]?t| not)|cannot|can['’]?t"
    r"|won['’]?t|fails? to)"
)
_SOMEBODY = (
    r"(?:(?:one|either|neither|any|some|both|two)(?: of us| of them| party| partner)?"
    r"|any(?:one|body)|some(?:one|body)|we|i|you|u|he|she|they|[A-Z][\w'’-]+)"
    r"(?: both| all)?(?: ever| still)?"
)
_IT = r"(?:it|that|this|one|one of them|any of them|any of this)(?: ever| still| really| just)?"
_IF = r"(?:(?:and|but|so)\s+)?(?:if|when|whenever|should|once|in case|each time|every time)\s+"
_WHO = r"(?:whoever|(?:any|some)(?:one|body) who|those who)(?: ever| still)?\s+"
_END = r"(?=\s*(?:[,;:.!–—-]|then\b|\Z))"
_ANYWAY = (
    r"(?:anyway|anyhow|nevertheless|nonetheless|all the same|after all|in spite of it|even so)"
)
_LATE = r"(?:is|are|am|was|were|be|runs?|gets?|pays?)(?: too| very)? late"

_LEFT = re.compile(
    rf"{_IF}{_IT} (?:{_NOT} (?:happen|work(?: out)?|get done|be done|done|kept|come|go)\b"
    r"|slips?\b|fails?\b|falls? through|goes wrong|gets? forgotten|(?:is|was|gets?) (?:missed"
    r"|skipped|forgotten|broken|left out)|breaks\b)"
    rf"|{_IF}{_SOMEBODY} {_NOT}(?: (?:do|keep|manage|make|have) (?:it|that|this|so))?{_END}"
    rf"|{_IF}{_SOMEBODY} (?:can['’]?t|cannot) (?:resist|help it)\b"
    rf"|{_IF}{_SOMEBODY} (?:forg[eo]ts?|(?:miss(?:es|ed)?|skip(?:s|ped)?|br(?:eaks?|oke)"
    rf"|cross(?:es|ed)?) (?:it|that|this|one)|slip(?:s|ped)?(?: up)?|fail(?:s|ed)?|lapses?){_END}"
    r"|if not\b(?: so)?,?\s+(?!only\b)|failing (?:that|this|which)\b|or else\b"
    rf"|{_WHO}(?:{_NOT}{_END}|forg[eo]ts?\b|(?:miss(?:es|ed)?|skip(?:s|ped)?|br(?:eaks?|oke))"
    r" (?:it|that|this|one)\b|slips?\b)"
    rf"|{_IF}.{{1,40}}? (?:happens?|do(?:es)?(?: it| so| that)?|did(?: it| so| that)?) {_ANYWAY}",
    re.IGNORECASE,
)
"""Something was to be done and was not, or was done all the same."""

_DONE = re.compile(
    rf"{_IF}{_IT} (?:does |should )?(?:happens?|occurs?|comes up)\b"
    rf"|{_IF}{_SOMEBODY} (?:do|does|did)(?: it| so| that| this)?{_END}"
    rf"|{_WHO}(?:do|does|did)(?: it| so| that| this)?\b",
    re.IGNORECASE,
)
"""Something was done that was to be left."""

_ONE_MORE = re.compile(
    r"(?:a|the|any|every|each) (?:second|third|fourth|fifth|sixth|further|next) (?:one|time)\b"
    # `The other one` is somebody.
    r"|(?:any|every|each) other (?:one|time)\b|one more\b",
    re.IGNORECASE,
)
"""One more than there were to be."""

_LATER = re.compile(rf"{_IF}{_SOMEBODY} {_LATE}|{_WHO}{_LATE}", re.IGNORECASE)
"""Something was done later than it was to be."""

_BY_THEN = re.compile(
    r"\b(?:within|by the|by|before|the same (?:day|night|evening|week)|the next (?:day|morning)"
    r"|on time|until|in an? (?:hour|day|week)|at \d)\b",
    re.IGNORECASE,
)
_END_OF_A_SENTENCE = re.compile(r"[.!?;]\s+")
_RESTRAINING = frozenset(
    {"permission_rule", "veto", "prior_notice", "mutual_limit", "prohibition_on_other"}
)


def goes_back(said: str, before: Reading) -> bool:
    """
    Return whether *said* tells what follows where what stands before it was not kept.

    Args:
        said: A sentence.
        before: What was read before it.
    """
    return _goes_back(said, 0, before, before.text, len(before.text))


def goes_back_in_itself(reading: Reading) -> bool:
    """Return whether a clause of several sentences says itself what follows its own break."""
    return any(
        _goes_back(reading.text, end.end(), reading, reading.text, end.start())
        for end in _END_OF_A_SENTENCE.finditer(reading.text)
    )


def _goes_back(said: str, at: int, before: Reading, first: str, until: int) -> bool:
    """Return whether *said*, from *at* on, goes back to what *first* says *until* there."""
    if _LEFT.match(said, at):
        return True
    if before.kind in _RESTRAINING and (_DONE.match(said, at) or _ONE_MORE.match(said, at)):
        return True
    return _LATER.match(said, at) is not None and _BY_THEN.search(first, 0, until) is not None
