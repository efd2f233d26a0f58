"""Whether a short clause says no more than its act."""

from __future__ import annotations

from polyagree.text.acts import acts_at
from polyagree.text.deeds import Deed
from polyagree.text.lexicon import table
from polyagree.text.marked import Marked

__all__ = ["is_whole"]


def is_whole(sentence: Marked, deed: Deed) -> bool:
    """
    Return whether *sentence* has no words beside those for *deed*, its times and its people.

    A ban that holds only on some occasion is none if the occasion is left out.
    """
    covered = {at for entry, span in acts_at(sentence) if entry.id == deed.act for at in span}
    people = table("people")
    known = set(people["plain"])
    for name, words in _NARROWING.items():
        if name in deed.qualifiers:
            known.update(people[words])
    return all(
        at in covered or word in known or not word[0].isalpha()
        for at, word in enumerate(sentence.words)
    )


#: By which words it is told what narrows an act down.
_NARROWING = {"where": "places", "with_": "company", "days": "days"}
