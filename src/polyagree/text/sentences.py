"""Where a sentence ends."""

from __future__ import annotations

import re
from functools import cache

from polyagree.text.lexicon import classes
from polyagree.text.listed import listed

__all__ = ["sentences_in", "words_in"]

_END = re.compile(r"[.!?…]+[\"'”’)\]*_]*(?=\s|\Z)|[\u3002\uff01\uff1f]")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_LAST_WORD = re.compile(r"[\w.]+\Z")
_NEXT = re.compile(r"\s*[\"'“\u2018(\[*_]*")
#: What goes on with the sentence before, though a full stop stands between.
_GOES_ON = re.compile(
    r"(?:otherwise|except|no exceptions?|or else|if not|nor|and|or|but|not even|even|no matter)\b"
    r"|(?:well, )?(?:always|never|ever|really|period|full stop|almost never)\W*\Z",
    re.IGNORECASE,
)
_LOOKED_AHEAD = 300
_LOOKED_BACK = 24
_LABEL_WORDS = 2
_BOLD = re.compile(r"(?:\*\*|__)[^*_]{1,80}[.:!?](?:\*\*|__)\Z")


def words_in(text: str) -> list[str]:
    """Return the words of *text*, without signs."""
    return _WORD.findall(text)


def sentences_in(text: str) -> list[tuple[int, int]]:
    """
    Return from where to where each sentence of *text* goes.

    A question that stands for an `if` (``New person? Ask.``) is one with its answer, and what
    only goes on (``Otherwise ...``) is one with what it goes on from.
    """
    starts_small = next((each.islower() for each in text if each.isalpha()), False)
    found: list[tuple[int, int]] = []
    start, counted, is_open = 0, 0, 0
    for match in _END.finditer(text):
        is_open += text.count("(", counted, match.end()) - text.count(")", counted, match.end())
        counted = match.end()
        if is_open > 0 and text.find(")", match.end(), match.end() + _LOOKED_AHEAD) >= 0:
            continue
        if _ends(text, match, starts_small=starts_small):
            found.append((start, match.end()))
            start, is_open = match.end(), 0
    found.append((start, len(text)))
    trimmed = [_trimmed(text, *each) for each in found]
    return _joined(text, [each for each in trimmed if each[0] < each[1]])


def _ends(text: str, match: re.Match[str], *, starts_small: bool) -> bool:
    """Return whether the sign that *match* found ends a sentence."""
    at = _NEXT.match(text, match.end())
    following = text[at.end() : at.end() + 1] if at is not None else ""
    if not following or match.group()[0] in "\u3002\uff01\uff1f":
        return True
    if following.islower() and not starts_small:
        return False
    if not match.group().startswith("."):
        return True
    before = _LAST_WORD.search(text[max(0, match.start() - _LOOKED_BACK) : match.start()])
    word = "" if before is None else before.group()
    small = word.casefold()
    if small in listed("never_ends") or (small in listed("before_number") and following.isdigit()):
        return False
    if small in listed("shortened"):
        return following.isupper()
    if len(word) == 1 and word.isupper() and word != "I":
        # The first letter of a name, unless what comes begins a sentence.
        after = _WORD.match(text, match.end() + len(text[match.end() :][:1]))
        return after is not None and after.group().casefold() in _openers()
    return True


@cache
def _openers() -> frozenset[str]:
    return frozenset(classes()["opener"])


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _joined(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    waits = False
    for start, end in spans:
        said = text[start:end]
        if found and (waits or _GOES_ON.match(said)):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
        waits = _stands_for_if(said) or (start == spans[0][0] and _is_label(said))
    return found


def _stands_for_if(said: str) -> bool:
    """Return whether *said* is a question that only says when: ``New person?``."""
    if not said.rstrip("\"'”’)*_").endswith("?"):
        return False
    first = _WORD.search(said)
    return first is not None and first.group().casefold() not in listed("asking")


def _is_label(said: str) -> bool:
    """Return whether *said* only names what comes: ``Guests.``, or anything in bold."""
    if _BOLD.match(said):
        return True
    words = words_in(said)
    return (
        said.endswith(".")
        and bool(words)
        and len(words) <= _LABEL_WORDS
        and all(each[:1].isupper() and each.isalpha() for each in words)
        and words[0].casefold() not in {"no", "not", "never", "ask", "always"}
    )
