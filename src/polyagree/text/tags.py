"""What words do in a sentence, whatever their ending."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from polyagree.text.lexicon import tags
from polyagree.text.normal import Token, Words

__all__ = ["body_of", "counted", "ngrams_of", "stem_of", "stems_of", "tags_by_word", "tags_of"]

_MANY = 20_000
_ENDINGS = (
    ("ies", "y"),
    ("sses", "ss"),
    ("ing", ""),
    ("ied", "y"),
    ("ed", ""),
    ("es", ""),
    ("s", ""),
)
_LEAST = 3
_STOPS = frozenset(".;!?")
_ENDS = frozenset(".!")


@lru_cache(_MANY)
def stem_of(word: str) -> str:
    """Return *word* without its ending, so far that its forms come together."""
    if word.startswith("@") or not word.isalpha():
        return word
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST and not word.endswith("ss"):
            word = word[: -len(ending)] + instead
            break
    if len(word) > _LEAST and word[-1] == word[-2] and word[-1] not in "lsfo":
        word = word[:-1]
    return word[:-1] if word.endswith("e") and len(word) > _LEAST else word


def body_of(words: Words) -> Sequence[Token]:
    """Return the words without the marks at the end."""
    end = len(words.tokens)
    while end and words.tokens[end - 1].word in _ENDS:
        end -= 1
    return words.tokens[:end]


def stems_of(words: Words) -> Iterator[str]:
    """
    Yield the words as they are counted, and which follow one another.

    Before the first stands ``^``, and after the last ``$``.
    """
    last = "^"
    for token in body_of(words):
        stem = counted(token.word)
        yield stem
        yield f"{last} {stem}"
        last = stem
    yield f"{last} $"


@lru_cache(_MANY)
def counted(word: str) -> str:
    """Return *word* as it is counted: a name is like any other, and so is a number."""
    if word.startswith("@"):
        return "@"
    return "#" if any(each.isdigit() for each in word) else stem_of(word)


@cache
def _by_stem() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for tag, said in tags().items():
        for word in said.split():
            found.setdefault(stem_of(word), {})[tag] = None
    return {stem: tuple(own) for stem, own in found.items()}


def tags_by_word(words: Words) -> Iterator[tuple[Token, tuple[str, ...]]]:
    """Yield each word that has tags, and which."""
    known = _by_stem()
    for token in words.tokens:
        found = known.get(stem_of(token.word))
        if found is not None:
            yield token, found


def tags_of(words: Words) -> Iterator[tuple[str, ...]]:
    """Yield the tags of each word that has any; nothing between marks that end a sentence."""
    known = _by_stem()
    for token in words.tokens:
        if token.word in _STOPS:
            yield ()
            if token.word != "?":
                continue
        if token.word.startswith("@"):
            yield ("name",)
            continue
        found = known.get(stem_of(token.word))
        if found is not None:
            yield found


def ngrams_of(words: Words) -> Iterator[str]:
    """Yield which tags there are, and which follow one another."""
    last: tuple[str, ...] = ()
    for own in tags_of(words):
        for tag in own:
            yield tag
            for one in last:
                yield f"{one} {tag}"
        last = own
