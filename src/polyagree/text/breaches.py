"""How a clause speaks of a break: of anything that was agreed, of a part of it, of an omission."""

from __future__ import annotations

import re

__all__ = [
    "CONDITION",
    "GENERAL",
    "GOES_ON",
    "LEFT_UNDONE",
    "NUMBERED",
    "OF_A_SORT",
    "THIS_SECTION",
    "UNTOLD",
    "condition_of",
]

_I = re.IGNORECASE
_NOUNS = (
    r"(?:rules?|agreements?|promises?|terms?|clauses?|commitments?|points?|items?|lines?|duty|duties"
    r"|obligations?|provisions?|polic(?:y|ies)|norms?|boundar(?:y|ies)|limits?|conditions?"
    r"|guidelines?)"
)
_PAPERS = (
    r"(?:page|list|sheet|card|charter|deal|contract|plan|pact|lease|document|note|agreement|paper)"
)
_BREACH = (
    r"(?:br(?:eak|oke)\w*|breach\w*|slips?|slipped|fail\w*|violat\w+|miss(?:ed|es)?|bent"
    r"|cross(?:ed|es)?|ignor\w+|forg[eo]t\w*|disregard\w*|goes wrong|went wrong|default\w*"
    r"|infring\w+|lapses?|overstep\w*|not (?:kept|followed|met|done|respected)"
    r"|(?:does not|doesn['’]t|do not|don['’]t) (?:keep|follow|happen|respect))"
)
_QUANTITY = r"(?:any|one|some|all|none|something|anything|everything|either|several)"
_WHOLE = (
    rf"(?:{_QUANTITY} (?:of|on|in|from) (?:this|these|the|it|our|them)\b"
    rf"|(?:this|these|the|our|any of the) (?:{_PAPERS}|{_NOUNS})\b"
    rf"|(?:a|an|any|one|another) (?:\w+ ){{0,2}}{_NOUNS}\b"
    r"|\bany(?:thing)? (?:of the above|above|here)|\bthe above\b)"
)
GENERAL = re.compile(
    rf"\b{_BREACH}\b[^.;:]{{0,60}}?{_WHOLE}|{_WHOLE}[^.;:]{{0,60}}?\b{_BREACH}\b"
    r"|\b(?:off|against|outside|beyond|contrary to|in breach of|in violation of)"
    rf" (?:the|this|these|our) (?:{_PAPERS}|{_NOUNS})\b"
    r"|\b(?:mess(?:e[sd])?|screw(?:s|ed)?|slip(?:s|ped)?|fuck(?:s|ed)?)(?: (?:it|this))? up\b"
    r"|\b(?:something|anything|it|things?) (?:goes|go|went) wrong\b"
    r"|\b(?:get|gets|got|gone) (?:it|this|something|things) wrong\b"
    r"|\b(?:i|we|you|u|they|one of us|(?:some|any)(?:one|body)|party) (?:ever )?"
    r"(?:slips?|fails?|lapses?)(?:\s*[,:;.]|\Z| and\b| then\b| we\b)"
    r"|\bfails? to comply\b|\bnon-?compliance\b"
    r"|\b(?:a|any|each|every|the|first|second|repeated|material|serious)"
    r" (?:breach|violation|infringement|lapse|slip)\b"
    r"|\bin (?:breach|default)\b|\bbreaches (?:of|are|get)\b"
    r"|\b(?:breaks?|broke|breach(?:es)?|violates?) (?:this|these|any)\b",
    _I,
)
"""A break of anything that was agreed."""

NUMBERED = re.compile(
    r"\b(?:number|no\.|rules?|points?|clauses?|items?|sections?|articles?|#|§)"
    r"\s*#?(?P<first>\d{1,3})(?P<more>(?:\s*(?:,|and|or|to|[-–])\s*#?\d{1,3}\b)*)",
    _I,
)
"""Clauses by their numbers."""

OF_A_SORT = re.compile(
    rf"\b(?:an?|any|the|our|these|this|of the|one of the) (?P<sort>[\w-]+) {_NOUNS}\b", _I
)
"""Clauses of a sort: ``a house rule``."""

THIS_SECTION = re.compile(r"\bthis section\b", _I)
"""The clauses under the same heading."""

LEFT_UNDONE = re.compile(
    r"\b(?:something|anything|what(?:ever)?) (?:(?:that )?(?:is|was|got|gets|has been) )?"
    r"(?:forgotten|missed|skipped|left undone|not done)\b",
    _I,
)
"""Something that was to be done."""

UNTOLD = re.compile(
    r"\b(?:finds? out|found out|hears? (?:of |about )?it|(?:was|were|is|are)(?:n['’]t| not) told"
    r"|told late|tells? late|late|later than|lie[sd]?|lied to|hid|hides|hidden|kept from|sideways"
    r"|secret(?:ly)?)\b",
    _I,
)
"""Something that was to be told."""

GOES_ON = re.compile(
    r"(?:then|after that|afterwards|only then|if that|if not|the other (?:one|two|person|party)"
    r"|until then|still)\b",
    _I,
)
"""What only goes on with what was said before."""

CONDITION = re.compile(
    r"(?:if|when|whenever|should|whoever|after|once|in case|where|anyone who|in the event)\b", _I
)
"""What begins with a condition."""

_PART = re.compile(r"[,;:?]| then ")
_SECOND_SUBJECT = re.compile(r"(?<=\w) (?:we|i|they|you|u|he|she|it|both of us)\b", _I)


def condition_of(said: str) -> str:
    """Return the part of *said* that tells when something follows."""
    part = _PART.split(said, maxsplit=1)[0]
    opening = CONDITION.match(said)
    if part == said and opening is not None:
        second = _SECOND_SUBJECT.search(said, opening.end() + len(" we "))
        return said if second is None else said[: second.start()]
    return part
