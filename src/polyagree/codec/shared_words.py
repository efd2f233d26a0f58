"""Words that several documents share, put into the one that uses them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from polyagree.codec.shape import Tree
from polyagree.codec.surface.document import converter
from polyagree.model import Event, Term

__all__ = ["with_words"]

_NO_WORD = re.compile(r"[\W_]+")
_NAMED = ("people", "groups", "relationships", "terms", "values", "agreements", "boundaries")


def with_words(body: dict[str, Any], terms: Iterable[Term]) -> tuple[dict[str, Any], list[str]]:
    """
    Return *body* with those of *terms* under its own that it uses, and which these are.

    What it names itself counts before them. A word that it writes in a sentence is used as
    well: whoever reads the sentence has to know it.

    Args:
        body: The keys and values of a document.
        terms: The words that it may use.
    """
    own = body.get("terms", {})
    known: dict[str, Term] = {term.id: term for term in terms}
    if not known or not isinstance(own, dict):
        return body, []
    taken = {name for key in _NAMED for name in _keys(body.get(key))}
    text = "-" + _NO_WORD.sub("-", "\n".join(_texts(body)).casefold()) + "-"
    offered = [word for word in known if word not in taken]
    used = [word for word in offered if f"-{word}-" in text or f"-{word}s-" in text]
    # The wider words are needed as well, and theirs.
    for word in used:
        wider = known[word].kind_of
        if wider in offered and wider not in used:
            used.append(str(wider))
    added = [word for word in offered if word in used]
    if not added:
        return body, []
    return {**body, "terms": {**own, **{word: _written(known[word]) for word in added}}}, added


def _keys(collection: Any) -> Iterable[str]:
    return collection if isinstance(collection, dict) else ()


def _written(term: Term) -> Tree:
    tree: dict[str, Tree] = converter().unstructure(term)
    del tree["id"]
    return tree


def _texts(tree: Any) -> Iterator[str]:
    """Yield whatever is written in *tree*: keys, texts, and the words of events."""
    left = [tree]
    while left:
        each = left.pop()
        if isinstance(each, str):
            yield each
        elif isinstance(each, dict):
            yield from each
            left.extend(each.values())
        elif isinstance(each, list | tuple):
            left.extend(each)
        elif isinstance(each, Event):
            yield each.act
            # Most events have none of these, and a log is long.
            for more in (each.with_, each.to, each.about, each.where, each.how, each.details):
                if more:
                    yield repr(more)
