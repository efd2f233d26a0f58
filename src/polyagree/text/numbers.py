"""Numbers in words and in digits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from polyagree.text.lexicon import table

__all__ = ["number_at"]

_ONES = {word: number for number, word in enumerate(table("amounts")["ones"], start=1)}
_TENS = {word: 10 * number for number, word in enumerate(table("amounts")["tens"], start=2)}
_DIGITS = re.compile(r"[$£€]?(\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.(\d{1,2}))?(k?)%?\Z")
_TEN, _HUNDRED, _THOUSAND = 10, 100, 1000


def number_at(words: Sequence[str], at: int) -> tuple[Decimal, int] | None:
    """
    Return the number that begins with the word *at*, and the word after it.

    It may be in digits (`1,000`, `2.5`, `3k`) or spelt (`two hundred and fifty`,
    `forty-eight`, `a couple of`, `a dozen`).

    Args:
        words: As they are compared.
        at: Which word.
    """
    if digits := _DIGITS.match(words[at]):
        whole, places, thousands = digits.groups()
        said = Decimal(f"{whole.replace(',', '')}.{places or 0}")
        return said * (_THOUSAND if thousands else 1), at + 1
    if words[at] == "a":
        return _of_a_few(words, at)
    count, end = _below_a_million(words, at)
    return (Decimal(count), end) if count else None


def _of_a_few(words: Sequence[str], at: int) -> tuple[Decimal, int] | None:
    after = _word(words, at + 1)
    if after == "couple" and _word(words, at + 2) == "of":
        return Decimal(2), at + 3
    said = {"dozen": 12, "hundred": _HUNDRED, "thousand": _THOUSAND}.get(after)
    return None if said is None else (Decimal(said), at + 2)


# One function for each size; each returns 0 where no number of its size begins.


def _below_a_million(words: Sequence[str], at: int) -> tuple[int, int]:
    count, end = _below_a_thousand(words, at)
    if not count or _word(words, end) != "thousand":
        return count, end
    rest, after = _below_a_thousand(words, _past_and(words, end + 1))
    return (count * _THOUSAND + rest, after) if rest else (count * _THOUSAND, end + 1)


def _below_a_thousand(words: Sequence[str], at: int) -> tuple[int, int]:
    count, end = _below_a_hundred(words, at)
    if not count or _word(words, end) != "hundred":
        return count, end
    rest, after = _below_a_hundred(words, _past_and(words, end + 1))
    return (count * _HUNDRED + rest, after) if rest else (count * _HUNDRED, end + 1)


def _below_a_hundred(words: Sequence[str], at: int) -> tuple[int, int]:
    word = _word(words, at)
    if word in _ONES:
        return _ONES[word], at + 1
    ten, hyphen, one = word.partition("-")
    if ten not in _TENS or (hyphen and one not in _ONES):
        return 0, at
    if hyphen:
        return _TENS[ten] + _ONES[one], at + 1
    after = _ONES.get(_word(words, at + 1), _TEN)
    return (_TENS[ten] + after, at + 2) if after < _TEN else (_TENS[ten], at + 1)


def _past_and(words: Sequence[str], at: int) -> int:
    return at + 1 if _word(words, at) == "and" else at


def _word(words: Sequence[str], at: int) -> str:
    return words[at] if at < len(words) else ""
