"""What something comes before or after, in the words of the sentence."""

from __future__ import annotations

import re

__all__ = ["after_what", "before_what", "condition_in"]

_BEFORE = re.compile(
    r" (?:before|prior to|ahead of|in advance of|until) (?!that |then |hand )"
    r"(?P<what>[^.;:!?,]{1,80}?)"
    r"(?= (?:[.;:!?,]|and|so|unless|without|but|or not) | $)"
)
_AFTER = re.compile(
    r" (?:after|following|once|since) (?P<what>[^.;:!?,]{1,80}?)"
    r"(?= (?:[.;:!?,]|and|so|unless|without|but|we|i|you|they|nobody) | $)"
)
_TOPIC = re.compile(r"^ (?P<what>(?:[^ .;:!?,]+ ){1,8})[?:] ")
_CONDITION = re.compile(
    r"^ (?:if|when|whenever|once|should|in case|a|an|any|each|every) (?P<what>[^.;:!?,]{1,80}?) "
    r"(?=(?:[:,]|means|is made|is repaired|is paid|is raised|is reported|we|leads) )"
)
_BEFOREHAND = re.compile(r" (?:before|beforehand|first|ahead|in advance|notice|warning|heads-up) ")
_TIME = re.compile(r"(?:the |a |an )?(?:=\w+|bed|next|end|midnight|noon|monday|then)\b")
_WORDS = 8


def before_what(line: str) -> str | None:
    """
    Return what it comes before: what `before` names, or what the sentence begins with.

    Args:
        line: A sentence, its amounts marked.
    """
    for match in _BEFORE.finditer(line):
        if not _TIME.match(match["what"]):
            return _short(match["what"])
    topic = _TOPIC.match(line)
    if topic and _BEFOREHAND.search(line, topic.end() - 1):
        return _short(topic["what"])
    return None


def after_what(line: str) -> str | None:
    """
    Return what it comes after.

    Args:
        line: A sentence, its amounts marked.
    """
    for match in _AFTER.finditer(line):
        if not _TIME.match(match["what"]):
            return _short(match["what"])
    return None


def condition_in(line: str) -> str | None:
    """
    Return what it is that something follows: a condition or a topic at the beginning.

    Args:
        line: A sentence, its amounts marked.
    """
    match = _CONDITION.match(line) or _TOPIC.match(line)
    return None if match is None else _short(match["what"])


def _short(what: str) -> str:
    return " ".join(word.removeprefix("@") for word in what.split()[:_WORDS] if word[0] != "=")
