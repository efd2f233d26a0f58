"""How a clause speaks of a break: of anything that was agreed, of a part of it, of an omission."""

from __future__ import annotations

import re

__all__ = [
    "BY_NAME",
    "CONDITION",
    "GOES_ON",
    "HEADING",
    "LEFT_UNDONE",
    "NUMBERED",
    "OF_A_SORT",
    "THIS_SECTION",
    "UNTOLD",
    "condition_of",
    "of_anything",
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
_NOT = (
    r"(?:not|never|cannot|can['’]?t|couldn['’]?t|didn['’]?t|doesn['’]?t|don['’]?t|won['’]?t"
    r"|wasn['’]?t|isn['’]?t|aren['’]?t|hasn['’]?t|haven['’]?t)"
)
_KEEP = (
    r"(?:keep(?:ing)?|kept|stick(?:ing)? (?:to|with)|stuck to|follow(?:ed|ing)?|honou?r(?:ed|ing)?"
    r"|respect(?:ed|ing)?|liv(?:e|ed|ing) up to|h[eo]ld(?:ing)? to|compl(?:y|ied|ying)|met|done"
    r"|observed?|happen)"
)
_BREACH = (
    r"(?:br(?:eak|oke)\w*|breach\w*|slips?|slipped|fail\w*|violat\w+|miss(?:ed|es)?|bent"
    r"|cross(?:ed|es)?|ignor\w+|forg[eo]t\w*|disregard\w*|goes wrong|went wrong|default\w*"
    r"|infring\w+|lapses?|overstep\w*|falls? short|drop(?:s|ped)? the ball"
    rf"|{_NOT} (?:be |been |have )?{_KEEP})"
)
_QUANTITY = r"(?:any|one|some|all|none|something|anything|everything|either|several)"
_WHOLE = (
    rf"(?:{_QUANTITY} (?:of|on|in|from) (?:this|these|the|it|our|them)\b"
    rf"|(?:this|these|the|our|any of the) (?:{_PAPERS}|{_NOUNS})\b"
    rf"|(?:a|an|any|one|another) (?:\w+ ){{0,2}}{_NOUNS}\b"
    r"|\b(?:any|some|every)(?:thing)? (?:of the above|above|here|below)|\bthe above\b"
    r"|\b(?:any|some|every)thing (?:in|on|from) (?:here|this|it|there)\b"
    r"|\b(?:what|(?:any|some|every)thing)(?: that)? we(?:['’]ve| have|['’]d| had)?(?: both| all)?"
    r" (?:agreed|said|promised|wrote|written|decided|signed)\b"
    r"|\b(?:to|of|with|on) (?:this|these|all this|the plan)\b(?! \w))"
)
_LOTS = (
    r"(?:(?:an?|any|all|each|every|the|one|repeated|serious|minor|small|big|material|first|second"
    r"|third|after)[ ]){0,3}"
)
_NAMED = (
    r"(?:breach(?:es)?|violations?|infringements?|lapses?|slip-?ups?|slips|non-?compliance"
    r"|consequences?)"
)
_GENERAL = re.compile(
    rf"\b{_BREACH}\b[^.;:]{{0,60}}?{_WHOLE}|{_WHOLE}[^.;:]{{0,60}}?\b{_BREACH}\b"
    r"|\b(?:off|against|outside|beyond|contrary to|in breach of|in violation of)"
    rf" (?:the|this|these|our) (?:{_PAPERS}|{_NOUNS})\b"
    r"|\b(?:mess(?:e[sd])?|screw(?:s|ed)?|slip(?:s|ped)?|fuck(?:s|ed)?)(?: (?:it|this))? up\b"
    r"|\b(?:something|anything|it|things?) (?:goes|go|went) wrong\b"
    r"|\b(?:blows?|blew) it\b|\b(?:get|gets|got|gone) (?:it|this|something|things) wrong\b"
    r"|\b(?:i|we|you|u|they|one of us|(?:some|any)(?:one|body)|party) (?:ever )?"
    r"(?:slips?|fails?|lapses?)(?:\s*[,:;.]|\Z| and\b| then\b| we\b)"
    r"|\b(?:makes?|made) (?:a )?mistakes?\b|\bof (?:a |any )?(?:breach|default|violation)\b"
    r"|\bfails? to comply\b|\bnon-?compliance\b"
    r"|\b(?:a|any|each|every|the|first|second|repeated|material|serious)"
    r" (?:breach|violation|infringement|lapse|slip)\b"
    r"|\bin (?:breach|default)\b|\bfailure to comply\b"
    rf"|\A{_LOTS}{_NAMED}\b"
    r"|\b(?:breaks?|broke|breach(?:es)?|violates?) (?:this|these|any)\b",
    _I,
)

NUMBERED = re.compile(
    r"\b(?:number|no\.|rules?|points?|clauses?|items?|sections?|articles?|#|§)"
    r"\s*#?(?P<first>\d{1,3})(?P<more>(?:\s*(?:,|and|or|to|[-–])\s*#?\d{1,3}\b)*)",
    _I,
)
"""Clauses by their numbers."""

OF_A_SORT = re.compile(
    r"\b(?:breach|breaches|violation|violations) of (?:the |our |any |this )?(?P<of>[\w-]+)|"
    rf"\b(?:an?|any|the|our|these|this|of the|one of the) (?P<sort>[\w-]+) {_NOUNS}\b",
    _I,
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
    r"|(?:told|tells?|says?|said|heard|comes? out|come out) (?:it )?(?:too )?late|later than"
    r"|lie[sd]?|lied to|hid|hides|hidden|kept from|sideways|secret(?:ly)?)\b",
    _I,
)
"""Something that was to be told."""

GOES_ON = re.compile(
    r"(?:then|after that|afterwards|only then|if that|if not|the other (?:one|two|person|party)"
    r"|until then|still)\b",
    _I,
)
"""What only goes on with what was said before."""

_OPENING = r"(?:(?:and|but|so|also|ok|okay|then|fair)[,.]? )?"
CONDITION = re.compile(
    rf"{_OPENING}(?:if|when|whenever|should|whoever|after|once|in case|where|in the event"
    r"|what to do if"
    r"|what happens (?:if|when)|(?:anyone|anybody|someone|somebody|those|people|an? \w+|any \w+"
    r"|every \w+|either \w+|the \w+) who)\b",
    _I,
)
"""What begins with a condition."""

BY_NAME = re.compile(
    rf"{_LOTS}(?:{_NAMED}|broken (?:rules?|promises?|agreements?)|breaking|failure|failing|not"
    rf" {_KEEP})\b",
    _I,
)
"""What begins with a break, and goes on with what follows."""

HEADING = re.compile(
    r"(?:when|if|what if|in case)\b.*\b(?:wrong|brok\w+|breaks?|slips?|fails?|mess(?:es)?)\b"
    r"|(?:an? |the |our )?(?:breach(?:es)?|violations?|consequences|sanctions|enforcement|repairs?"
    r"|making (?:it )?(?:good|amends)|accountability|broken (?:rules|promises|agreements))"
    r"(?: of \w+)?\W*\Z",
    _I,
)
"""A heading over what follows a break."""

_PART = re.compile(r"[,;:?]| then ")
_SECOND_SUBJECT = re.compile(r"(?<=\w) (?:we|i|they|you|u|he|she|it|both of us)\b", _I)


def of_anything(said: str) -> re.Match[str] | None:
    """Return where *said* speaks of a break of anything that was agreed; ``None``: nowhere."""
    return _GENERAL.search(condition_of(said) if CONDITION.match(said) else said)


def condition_of(said: str) -> str:
    """Return the part of *said* that tells when something follows."""
    part = _PART.split(said, maxsplit=1)[0]
    opening = CONDITION.match(said)
    if part == said and opening is not None:
        second = _SECOND_SUBJECT.search(said, opening.end() + len(" we "))
        return said if second is None else said[: second.start()]
    return part
