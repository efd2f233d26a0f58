"""Words that people might write, and ids."""

from __future__ import annotations

from collections.abc import Collection

from hypothesis import strategies as st

from polyagree.model import GRAMMAR_WORDS, shipped
from polyagree.testing.strategies.making import remembered

__all__ = ["free_id", "ids", "texts"]

_SURPRISING = (
    *("no", "yes", "on", "off", "null", "~", "true", "None", "none", "nan", ".inf", "NaN", "="),
    *("0", "1", "-1", "007", "1.0", "1e3", "0x1f", "0o7", "1_000", "+1", ".5", "5.", "190:20:30"),
    *("2025-01-05", "2025-01-05T23:40", "23:00", "12:30:45", "1 month", "P1D", "3+", "<<", "."),
    *(": ", "a: b", "a:", ":a", "#", "# no comment", "a #b", "a#b", "- ", "-", "- a", "? a", "?"),
    *("[a]", "[", "]", "{a: b}", "{", "}", ",", "a, b", "&a", "*a", "!a", "!!str a", "|", ">"),
    *("%YAML 1.2", "---", "--- a", "...", "@", "`", "`a`", "'", '"', "''", '"a"', "it's", "\\"),
    *(
        "\\n",
        "\\u0041",
        "a\nb",
        "a\n\nb",
        "a\n  b\n",
        "\na",
        "a\n",
        " a",
        "a ",
        "  a  ",
        "\ta",
        "a\t",
    ),
    *(
        "a\r\nb",
        "a\rb",
        "a\x85b",
        "a\u2028b",
        "a\u2029b",
        "\ufeffa",
        "a\ufeff",
        "a\xa0b",
        "\u200ba",
    ),
    *("a\x07b", "a\x1bb", "a\x7fb", "a\x9fb", "a\ufffeb", "a\uffffb", "a\x00b", "\U0001f98a"),
    *("Wir sehen uns.", "We tell by the next evening.", "Je préfère le savoir, dès que possible."),
    *(
        "👩🏽‍🤝‍👩🏻 & 🐈",
        "שלום עולם",
        "مرحبا: نعم",
        "あ、い。う",
        "e\u0301",
        "\u202eabc",
        "x" * 300,
        "a " * 60,
    ),
)
"""What a careless reader or writer of documents turns into something else."""

_SURPRISING_IDS = (
    *("no", "yes", "on", "off", "y", "n", "null", "true", "nan", "0", "1", "007", "1e3", "0x1f"),
    *("a", "a-b", "a--b", "a-", "3-in-a-row", "home-2", "any", "not", "all", "act", "id", "who"),
    *("people", "except", "norm", "holder", "was", "x" * 64, "0b1", "12e03", "1-2-3", "7-days"),
)

_FIRST = "abcdefghijklmnopqrstuvwxyz0123456789"


@remembered
def texts(*, max_size: int = 20) -> st.SearchStrategy[str]:
    """
    Return a strategy for texts with at least one visible character.

    Any Unicode but lone surrogates, which no file can hold: line breaks, quotes,
    control characters, right-to-left, and words that YAML takes for something else.

    Args:
        max_size: About how many characters a random one has at most.
    """
    around = st.text(st.characters(codec="utf-8"), max_size=max_size // 2)
    visible = st.characters(codec="utf-8", categories=("L", "N", "P", "S"))
    plain = st.text(st.characters(codec="ascii", categories=("L", "N")), min_size=1, max_size=8)
    return st.one_of(
        plain,
        st.sampled_from(_SURPRISING),
        st.builds("{}{}{}".format, around, visible, around),
    )


def ids(*, avoid: Collection[str] = ()) -> st.SearchStrategy[str]:
    """
    Return a strategy for ids: no word of the grammar, none that ships, none to *avoid*.

    Args:
        avoid: What may not come out.
    """
    return _ids(frozenset(avoid))


@remembered
def _ids(avoid: frozenset[str]) -> st.SearchStrategy[str]:
    random = st.builds(
        "{}{}".format,
        st.sampled_from(_FIRST),
        st.text(st.sampled_from(f"{_FIRST}-"), max_size=8),
    )
    taken = GRAMMAR_WORDS | shipped().words.keys() | avoid
    return st.one_of(random, st.sampled_from(_SURPRISING_IDS)).map(
        lambda text: free_id(text, taken)
    )


def free_id(text: str, taken: Collection[str]) -> str:
    """Return *text*, or with a number behind it if it is taken."""
    name, number = text, 1
    while name in taken:
        number += 1
        name = f"{text[:58]}-{number}"
    return name
