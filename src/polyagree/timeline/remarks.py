"""What a replay could not use, with its place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Literal

from attrs import frozen

from polyagree.model import PersonId
from polyagree.source import Path
from polyagree.timeline.lives import path_of
from polyagree.timeline.log import Entry
from polyagree.timeline.matching import Matcher
from polyagree.timeline.rules import Rule

__all__ = ["Remark", "RemarkKind", "Remarks"]

RemarkKind = Literal[
    "before the agreement",
    "later",
    "without the power",
    "still paused",
    "no break",
    "nobody",
    "undated",
]


@frozen(kw_only=True)
class Remark:
    """
    Something in a document that a replay could not use, with its place.

    Attributes:
        kind: What it is.
        path: Where it stands.
        message: It, in one sentence.
    """

    kind: RemarkKind
    path: Path
    message: str


class Remarks:
    """What could not be used so far, each thing once."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._found: dict[Remark, None] = {}
        self._beginnings = _beginnings(rules)
        self._last_beginning = max(
            (first for first, _, _ in self._beginnings.values()), default=None
        )

    def __iter__(self) -> Iterator[Remark]:
        """Yield them in the order in which they came up."""
        return iter(self._found)

    def add(self, kind: RemarkKind, path: Path, message: str) -> None:
        """Keep in mind what could not be used."""
        self._found[Remark(kind=kind, path=path, message=message)] = None

    def add_if_early(self, entry: Entry, matcher: Matcher) -> None:
        """Keep in mind that *entry* was before an agreement that its act is part of."""
        if self._last_beginning is None or entry.day >= self._last_beginning:
            return
        doers = matcher.doers(entry)
        acts = matcher.words.wider(entry.event.act)
        for name, (first, parties, about) in self._beginnings.items():
            if entry.day < first and not doers.isdisjoint(parties) and not about.isdisjoint(acts):
                path = path_of(entry.index)
                if path is not None:
                    message = f"it was before `{name}` began on {first}, and is not judged by it"
                    self.add("before the agreement", path, message)


def _beginnings(
    rules: Iterable[Rule],
) -> dict[str, tuple[dt.date, frozenset[PersonId], set[str]]]:
    """Return when each agreement begins, whose it is, and the acts that it is about."""
    found: dict[str, tuple[dt.date, frozenset[PersonId], set[str]]] = {}
    for rule in rules:
        standing = rule.case.standing
        if standing.began is None:
            continue
        name = standing.clause.partition(".")[0]
        parties = frozenset(standing.parties)
        _, _, acts = found.setdefault(name, (standing.began, parties, set()))
        acts.add(rule.norm.act)
        if rule.norm.after is not None:
            acts.add(rule.norm.after.act)
    return found
