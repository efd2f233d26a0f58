"""What could be said instead of a clause: questions, and one way to word it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from attrs import frozen

from polyagree.clock import Duration
from polyagree.text.normal import Words, words_of
from polyagree.text.phrases import Phrase, phrase_of, plain_form, third_form
from polyagree.text.reading import read
from polyagree.text.readings import Bearer, Reading

__all__ = ["About", "Suggestion", "suggest"]

About = Literal["approval", "veto", "notice", "boundary", "break"]
"""What a suggestion is about."""

_SURE = 0.5
_KEPT = frozenset(
    [
        "permission_rule",
        "prior_notice",
        "after_notice",
        "prohibition_on_other",
        "mutual_limit",
        "commitment",
    ]
)
_BOUNDARY = re.compile(
    r" (?:my|one|another|a|hard|firm|clear) (?:own |hard |firm |clear |big )?"
    r"(?:boundary|limit|line|dealbreaker) (?:here |for you |with you )?(?:is|:)(?: :| that)? "
    r"(?P<who>you|they|he|she|@[\w.]+) "
    r"(?P<how>(?:do|does|can|could|may|will|would|shall|must|should|are|is|have|has) not "
    r"(?:to |ever )?|cannot |never |(?:must|should|have to|has to|need to|needs to|will|shall"
    r"|are to|is to) |always )?"
    r"(?P<act>[a-z][a-z'-]*(?: [^ .,;:!?()]+){0,14}?)(?= [.,;:!?()] |  ?$| $)"
)
#: A word with which whoever is there ends it at once.
_STOP = re.compile(
    r"\bsafe[ -]?word|\bsay(?:s|ing)? (?:stop|red|yellow)\b|\bscenes?\b", re.IGNORECASE
)
_OF_BODIES = re.compile(
    r"\b(?:sex|kiss|touch(?!es the)|hug|cuddl|spank|bondage|(?:any|group) play\b|in bed|naked"
    r"|nudes?|photos?|pictures?)",
    re.IGNORECASE,
)
#: Somebody who is not there, and whose body it is not.
_ELSEWHERE = re.compile(
    r"\b(?:anyone|anybody|someone|somebody|others?|else|new|partners?|dates?|outside"
    r"|strangers?|them|him|her|with (?!each other|one another|all of us|both of us))\b",
    re.IGNORECASE,
)
#: Somebody who owns it, or answers for the safety of others.
_ANSWERING = re.compile(
    r"\b(?:landlords?|landlad(?:y|ies)|lessors?|owners?|doctors?|physicians?|surgeons?|nurses?"
    r"|midwi(?:fe|ves)|paramedics?|lifeguards?|(?:safety|fire) (?:lead|officer|team|warden)s?"
    r"|instructors?|forem[ae]n|photographers?|trustees?|treasurers?)\b",
    re.IGNORECASE,
)
_WHOSE = "Is it the word of whoever is touched, owns it or answers for safety, and theirs to give?"
_BEFORE_YOU = re.compile(r"\b(?:before|until|unless) you\b", re.IGNORECASE)
_TO_YOU = re.compile(r"\b(?:you|your|yours|yourself)\b", re.IGNORECASE)
#: What comes after a name of several, or of something to which something is done.
_NO_DOER = re.compile(
    r"(?:s\b)?(?:\s*(?:,|and\b|or\b|&|’|')|\s+(?:are|were|have)\b"
    r"|\s+(?:is|(?:can|may|shall|must|will|could|should)(?: not)? be) \w+(?:ed|en|ne|nt|ut|ld)\b)",
    re.IGNORECASE,
)


@frozen(kw_only=True)
class Suggestion:
    """
    What could be said instead.

    Attributes:
        about: What gave the reason.
        questions: What to ask one another first.
        instead: One way to word it, made of the clause's own parts.
        source: The principles it follows.
    """

    about: About
    questions: tuple[str, ...]
    instead: str
    source: str


def suggest(reading: Reading) -> tuple[Suggestion, ...]:
    """
    Return what could be said instead of a clause, or besides it.

    For an act that waits for a yes, falls with a no, or waits until word has come; for a
    boundary that tells somebody else what to do; and for a clause that does not say what
    follows where it is not kept. Nothing where there is none of these, or where it is only
    guessed; and nothing in the place of a yes to being touched or shown, of a safe word, or
    of the word of an owner, a doctor or somebody else who answers for safety. It offers words
    and never tells anybody what to do.

    Args:
        reading: What was read in it.

    Source:
        A2, A3, A4, A9, B6.
    """
    if reading.confidence < _SURE:
        return ()
    return tuple(_suggestions(reading))


def _suggestions(reading: Reading) -> Iterator[Suggestion]:
    words = words_of(reading.text)
    disguised = _disguised(words)
    if disguised is not None:
        yield disguised
    elif _is_of_own_bodies(reading.text) or _is_of_those_who_answer(reading):
        # Nothing is offered in the place of a yes to being touched, of a word that stops it, or
        # of the yes of whoever owns it or answers for safety.
        pass
    elif reading.kind == "veto":
        yield _of_veto(reading, words)
    elif reading.permission:
        yield _of_approval(reading, words)
    elif reading.prior_notice:
        yield _of_notice(reading, words)
    is_handled = reading.break_handling or reading.handled_by is not None
    if disguised is None and reading.kind in _KEPT and not is_handled:
        yield _of_break(reading)


def _is_of_own_bodies(text: str) -> bool:
    """Return whether *text* reads like the consent of those who are touched or shown."""
    if _STOP.search(text):
        return True
    return _OF_BODIES.search(text) is not None and _ELSEWHERE.search(text) is None


def _is_of_those_who_answer(reading: Reading) -> bool:
    """Return whether the yes is that of an owner, or of somebody who answers for safety."""
    given = [each.words for each in reading.evidence if each.says in {"approval", "veto"}]
    return any(_ANSWERING.search(each) for each in (*given, reading.roles.approver or ""))


def _of_approval(reading: Reading, words: Words) -> Suggestion:
    return Suggestion(
        about="approval",
        questions=(
            "What does the yes look after, and could something else look after it better?",
            "What changes between a word before and a word after?",
            "Which of your values does it stand for?",
            _WHOSE,
        ),
        instead=_afterwards(reading, words),
        source="A1, A3, A4, B6",
    )


def _of_veto(reading: Reading, words: Words) -> Suggestion:
    phrase = _phrase(reading, words)
    tail = "we talk about it within a day. Each of us then chooses what to do for ourselves."
    about = f" about a plan to {phrase.words}" if phrase is not None and phrase.is_done else ""
    return Suggestion(
        about="veto",
        questions=(
            "What does the no look after, and could something else look after it better?",
            "What could whoever is uneasy ask for, and what would they do for themselves?",
            "Which of your values does it stand for?",
            _WHOSE,
        ),
        instead=_held(
            f"When one of us is uneasy{about}, {tail}", f"When one of us is uneasy, {tail}"
        ),
        source="A1, A2, A3, B6",
    )


def _of_notice(reading: Reading, words: Words) -> Suggestion:
    lead = reading.times.lead
    return Suggestion(
        about="notice",
        questions=(
            "What changes between hearing of it before and hearing of it after?",
            "If word comes too late one day, what is lost, and what would make it good?",
        ),
        instead=_afterwards(reading, words) if lead is None else _ahead(reading, words, lead),
        source="A3, A4",
    )


def _disguised(words: Words) -> Suggestion | None:
    match = _BOUNDARY.search(words.line)
    if match is None:
        return None
    how = (match["how"] or "").split()
    is_forbidden = "not" in how or "cannot" in how or "never" in how
    start, end = words.span(*match.span("act"))
    first, _, rest = " ".join(words.text[start:end].split()).partition(" ")
    who = match["who"]
    is_one = who not in {"you", "they"}
    verb = plain_form(first) if is_one and how in ([], ["never"], ["always"]) else first
    act = f"{verb} {rest}".strip()
    if not is_forbidden:
        act = f"{'does' if is_one else 'do'} not {act}"
    elif is_one:
        act = f"{third_form(verb)} {rest}".strip()
    name = who[1:].capitalize() if who.startswith("@") else who
    return Suggestion(
        about="boundary",
        questions=(
            "What would you do yourself when this is reached?",
            "Which part of it is yours to keep, and which part is a request?",
        ),
        instead=_held(
            f"If {name} {act}, I say what it does to me, and I take the time for myself that I"
            " need.",
            "When this happens, I say what it does to me, and I take the time for myself that I"
            " need.",
        ),
        source="A2",
    )


def _of_break(reading: Reading) -> Suggestion:
    bearer, name = _bearer(reading)
    said = {
        "each": "If one of us has not kept this, that one tells the others",
        "holder": "If I have not kept this, I tell you",
        "one_named": f"If {name} has not kept this, {name} tells us",
    }.get(bearer, "If this was not kept, we hear of it")
    return Suggestion(
        about="break",
        questions=(
            "What happens when this is not kept?",
            "Who hears of it, from whom, and by when?",
            "What would make it good again, besides saying sorry?",
        ),
        instead=f"{said} by the next evening, and within a week we talk about what led to it and"
        " what would help.",
        source="A9, A12, A14",
    )


def _afterwards(reading: Reading, words: Words) -> str:
    """Return the clause as a free act of which one hears soon after."""
    who, told = _free(reading)
    by = "by the next evening"
    if reading.times.within is not None:
        by = f"within {_length(reading.times.within)}"
    tail = told.format(by=by)
    phrase = _phrase(reading, words)
    return _held(f"{_opening(who, phrase)} {tail}", f"{_opening(who, None)} {tail}")


def _ahead(reading: Reading, words: Words, lead: Duration) -> str:
    """Return the clause as word that comes ahead, and holds nobody back where it does not."""
    tail = (
        f" Word comes {_length(lead)} ahead where that can be; where it comes later, we talk about"
        " what that means for the others."
    )
    who, _ = _free(reading)
    return _held(f"{_opening(who, _phrase(reading, words))}{tail}", f"{_opening(who, None)}{tail}")


def _phrase(reading: Reading, words: Words) -> Phrase | None:
    """Return what the act is; ``None``: that is not known, or cannot be said of who is free."""
    phrase = phrase_of(words)
    if phrase is None:
        return None
    if _bearer(reading)[0] != "other" and _TO_YOU.search(phrase.words):
        # `your` would be of somebody else than it was.
        return None
    at = reading.text.casefold().find(phrase.words.casefold())
    giving = [each for each in reading.evidence if each.says in {"approval", "veto"}]
    if at >= 0 and any(each.start <= at < each.end for each in giving):
        # It is how leave is given, and not what it is given for.
        return None
    return phrase


def _opening(who: str, phrase: Phrase | None) -> str:
    """Return whose choice it is, what *phrase* says."""
    if phrase is None:
        return f"Here {_within(who)} free to choose."
    if phrase.is_done:
        return f"{who} free to {phrase.words}."
    return f"When it comes to {phrase.words}, {_within(who)} free to choose."


def _within(who: str) -> str:
    """Return *who* as it is written within a sentence."""
    small = {"Each", "You", "Those", "They", "He", "She", "Whoever"}
    first, blank, rest = who.partition(" ")
    return f"{first.lower() if first in small else first}{blank}{rest}"


def _free(reading: Reading) -> tuple[str, str]:
    """Return who is free, with the verb, and who hears of it afterwards."""
    bearer, name = _bearer(reading)
    begins = f"{name[:1].upper()}{name[1:]}"
    return {
        "holder": (
            "I am",
            "I tell you about it {by}, and we each say what it brings up for us.",
        ),
        "other": (
            "You are",
            "I am glad to hear about it {by}, and we each say what it brings up for us.",
        ),
        "one_named": (
            f"{begins} is",
            (f"{begins} tells us about it {{by}}, and each of us says what it brings up."),
        ),
        "third_party": (
            "Those who take part are",
            "The rest of us hear about it {by}, and each of us says what it brings up.",
        ),
    }.get(
        bearer,
        (
            "Each of us is",
            "We tell each other about it {by}, and each of us says what it brings up.",
        ),
    )


def _bearer(reading: Reading) -> tuple[Bearer, str]:
    """Return who is bound, and the name of one who is named, if that is one person."""
    bearer, name = reading.roles.bearer or "each", reading.roles.bearer_name or ""
    if bearer == "one_named" and not _is_one(name, reading.text):
        return "third_party", ""
    if bearer == "one_named" and name == reading.roles.approver:
        # Whose yes it takes is not the one who waits for it.
        return "each", ""
    if bearer == "holder" and _BEFORE_YOU.search(reading.text):
        # `I need to meet them before you …`: what waits is what the other one does.
        return "other", ""
    return bearer, name


def _is_one(name: str, text: str) -> bool:
    """Return whether *name* stands in *text* for one who does something."""
    at = text.casefold().find(name.casefold())
    if name.casefold() in {"his", "her", "their", "my", "your"}:
        return False
    return bool(name) and at >= 0 and not _NO_DOER.match(text, at + len(name))


def _length(duration: Duration) -> str:
    """Return *duration* in words."""
    for part in ("years", "months", "weeks", "days", "nights", "hours", "minutes", "seconds"):
        number: int = getattr(duration, part)
        if number:
            return f"{number} {part if number != 1 else part[:-1]}"
    return str(duration)


def _held(said: str, otherwise: str) -> str:
    """Return *said*, or *otherwise* if it would itself read like an approval."""
    return otherwise if read(said).permission else said
