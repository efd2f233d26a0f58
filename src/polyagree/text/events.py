"""What something comes before or after, in the words of the sentence."""

from __future__ import annotations

import re

__all__ = ["after_what", "before_what"]

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


def _short(what: str) -> str:
    return " ".join(word.removeprefix("@") for word in what.split()[:_WORDS] if word[0] != "=")
