"""What is no English sentence: no words, other letters, another language, code."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from polyagree.text.normal import Words
from polyagree.text.tags import tags_by_word

__all__ = ["doubt_of"]

_ENGLISH = "english"
_LEAST = 2
_LONG = 6
_SHARE = 5
_BEGINNING = 4_000
_SIGNS = re.compile(
    r"[{}<>\\|]|[!=<>+-]=|=>|\w=\w|=\s*[\[{(\"\'\d]|\(\)|\w\(|\w_\w|;\s*(?:$|[})])|::|&&|https?:|\S@\S+\."
)
_LINE = re.compile(
    r"\s*(?:(?:def|function|class)\s+\w+\s*[({:]|(?:var|const|let)\s+\w+\s*="
    r"|select\b.*\bfrom\b.*[=;*]|import\s+[\w.]+\s*;?$|from\s+[\w.]+\s+import\b)",
    re.IGNORECASE,
)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,80}>")


def doubt_of(words: Words) -> str | None:
    """
    Return why *words* cannot be read, as a sentence without its full stop; ``None``: they can.

    A sentence in English may hold a word or two of another language, a name in other letters,
    an emoji or a tag. It is told apart by its small words, so that few words tell little.
    """
    begins = words.tokens[0].start if words.tokens else 0
    text = words.text[begins : begins + _BEGINNING]
    if not any(map(str.isalpha, text)):
        return "there are no words in it"
    if not text.isascii() and not _is_latin(text):
        return "it is written in letters of another language"
    plain = _TAG.sub(" ", text)
    spoken = [each.word for each in words.tokens[:_BEGINNING] if each.word[0].isalnum()]
    if _LINE.match(plain) or len(_SIGNS.findall(plain)) * _SHARE > max(len(spoken), _SHARE):
        return "it looks like code"
    if len(spoken) == 1 and not any(True for _ in tags_by_word(words)):
        return "one word tells too little"
    return _foreign(spoken)


def _is_latin(text: str) -> bool:
    """Return whether half of the letters are those of English and its neighbours."""
    letters = [each for each in text if each.isalpha()]
    latin = sum(each < "\u0250" or "\u1e00" <= each < "\u1f00" for each in letters)
    return latin * 2 >= len(letters)


def _foreign(spoken: Sequence[str]) -> str | None:
    known = _small_words()
    counts = {language: sum(map(small.__contains__, spoken)) for language, small in known.items()}
    english = counts.pop(_ENGLISH)
    language, most = max(counts.items(), key=lambda each: each[1])
    if most >= _LEAST and most > english:
        return f"it reads like {language}"
    if len(spoken) >= _LONG and not english and any(not word.isascii() for word in spoken):
        return "it reads like another language"
    return None


@cache
def _small_words() -> Mapping[str, frozenset[str]]:
    path = files("polyagree.text.lexicon").joinpath("languages.toml")
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    english = frozenset(table[_ENGLISH].split())
    return {_ENGLISH: english} | {
        name: frozenset(said.split()) - english for name, said in table.items() if name != _ENGLISH
    }
