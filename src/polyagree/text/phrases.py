"""What a clause is about, in its own words: an act as one does it, or as a thing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen

from polyagree.text.normal import Words

__all__ = ["Phrase", "phrase_of", "plain_form", "third_form"]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ONE = (
    r"(?:(?:either|any|one|each|neither|none) (?:one )?of (?:us|you|them)"
    r"|(?:either|neither|no) party"
    r"|@\w+|he|she|anyone|someone|somebody|everybody|everyone|nobody|no one)"
)
_MANY = r"(?:i|you|we|they|all of us|both of us)"
_NOUN = r"(?:(?:the|a|any|each|every) )?[a-z]+"
_NOT_AFTER = "".join(
    rf"(?<! {word})" for word in ("which", "that", "who", "whom", "what", "how", "whatever")
)
_MODAL = r"(?:will|can|may|shall)"
_ENDS = (
    r"(?= (?:without|until|unless|only|if|before|provided|when|once|except|subject|[.,;:!()-]) )"
)
_WORD = r"[^ .,;:!?()\"]+"
_BODY = rf"(?P<act>[a-z][a-z-]+(?: {_WORD}){{0,10}}?)"
_NEEDS = r"(?= (?:needs?|requires?|takes?|waits?|must|has to|have to|is|are|happens?) )"
#: How an act stands in a line, the surest first, and whether its verb has the ending of `he`.
_DONE: tuple[tuple[re.Pattern[str], bool], ...] = (
    (re.compile(rf" before {_ONE} {_BODY}(?= (?:[.,;:!?()]|and) )"), True),
    (re.compile(rf" before {_MANY} {_BODY}(?= (?:[.,;:!?()]|and) )"), False),
    (
        re.compile(
            rf"{_NOT_AFTER} (?:{_ONE}|{_MANY}|{_NOUN}) {_MODAL} (?:not |only |never )?"
            rf"{_BODY}{_ENDS}"
        ),
        False,
    ),
    (re.compile(rf"{_NOT_AFTER} (?:{_ONE}|{_MANY}) do(?:es)? not {_BODY}{_ENDS}"), False),
    (re.compile(rf"^ (?:please )?(?:do not|never) {_BODY}{_ENDS}"), False),
    (re.compile(rf"^ {_ONE} {_BODY}{_ENDS}"), True),
    (re.compile(rf"^ {_MANY} (?:only )?{_BODY}{_ENDS}"), False),
)
_THING: tuple[re.Pattern[str], ...] = (
    re.compile(
        rf" before (?P<act>(?!(?:any|some|no)thing)[a-z]+ing(?: {_WORD}){{0,10}})(?= [.,;:!?()] )"
    ),
    re.compile(rf"^ no (?P<act>[a-z]+s(?: {_WORD}){{0,5}}?){_ENDS}"),
    re.compile(rf"^ (?P<act>(?:a|an|the|any) {_WORD}(?: {_WORD}){{0,3}}?){_NEEDS}"),
)
_NO_VERBS = _set(
    """
    be is are am was were been being has have had will would can could may might must shall
    should do does did not never only also always all both each first just so then to of in
    on at by for from with and or but if as it its i you we he she they us me him her them
    my your our his their this that these those there here who which what no nobody any a an
    the agree agrees agreed let lets get gets need needs know knows want wants ask asks tell
    tells say says hear hears check checks feel feels talk talks advise advises inform
    informs consult consults discuss discusses
    """
)
_NO_WORDS = _set(
    """
    that which who more must should shall ought yes no not okay consent approval permission
    veto agree agrees agreed approve approves approved ask asks asked asking tells told say
    said until unless without if before
    """
)
_ODD = re.compile(r"[{}<>\"“”*_`#|]|(?:^|\s)['’]")
_ARTICLES = frozenset({"a", "an", "the", "any"})
#: Words with which another verb may come along.
_JOINING = frozenset({"or", "and", "go", "goes", "is", "are", "gets", "get", "happen", "comes"})
_IRREGULAR = {"has": "have", "does": "do", "goes": "go", "is": "be"}


@frozen
class Phrase:
    """
    What a clause is about.

    Attributes:
        words: In the words of the clause.
        is_done: Whether it is something that one does (`stay the night`), and no thing
            (`visitors`).
    """

    words: str
    is_done: bool


def phrase_of(words: Words) -> Phrase | None:
    """Return what the act is in *words*; ``None``: nothing that could be taken out of them."""
    return next(_phrases(words), None)


def _phrases(words: Words) -> Iterator[Phrase]:
    for pattern, is_third in _DONE:
        for match in pattern.finditer(words.line):
            done = _done(_said(words, *match.span("act")), is_third=is_third)
            if done is not None:
                yield Phrase(done, is_done=True)
    for pattern in _THING:
        for match in pattern.finditer(words.line):
            said = _said(words, *match.span("act"))
            first = said.split(" ")[0].casefold()
            if not _is_odd(said) and (first in _ARTICLES or first not in _NO_VERBS):
                yield Phrase(_small(said), is_done=False)


def _done(said: str, *, is_third: bool) -> str | None:
    """Return *said* with its verb in the plain form; ``None``: it does not begin with one."""
    first, blank, rest = said.partition(" ")
    if first.casefold() in _NO_VERBS or not first.isalpha() or _is_odd(said):
        return None
    if not is_third:
        return None if first.endswith(("ed", "ing", "ly")) else said
    others = set(rest.casefold().split())
    if not first.endswith("s") or others & _JOINING:
        return None
    return f"{plain_form(first)}{blank}{rest}"


def _said(words: Words, start: int, end: int) -> str:
    """Return what stands in the text for the characters from *start* to *end* of the line."""
    first, last = words.span(start, end)
    return " ".join(words.text[first:last].split())


def _is_odd(said: str) -> bool:
    """Return whether *said* would not stand by itself, or says more than an act."""
    spoken = re.findall(r"[\w’']+", said.casefold())
    return not spoken or not _NO_WORDS.isdisjoint(spoken) or bool(_ODD.search(said))


def _small(said: str) -> str:
    first, blank, rest = said.partition(" ")
    return f"{first.lower() if first.istitle() else first}{blank}{rest}"


def plain_form(verb: str) -> str:
    """Return the plain form of a *verb* as `he` has it: `stays` is `stay`."""
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("ies") and len(verb) > len("dies"):
        return f"{verb[:-3]}y"
    if verb.endswith(("ches", "shes", "sses", "xes", "zzes")):
        return verb[:-2]
    return verb.removesuffix("s")


def third_form(verb: str) -> str:
    """Return the form of a plain *verb* that `he` has: `stay` is `stays`."""
    known = {plain: third for third, plain in _IRREGULAR.items()}
    if verb in known:
        return known[verb]
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return f"{verb[:-1]}ies"
    if verb.endswith(("ch", "sh", "ss", "x", "zz")):
        return f"{verb}es"
    return f"{verb}s"
