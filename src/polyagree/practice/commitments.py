"""Commitments: duties of clauses, each with whom it binds and when it was in force."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from attrs import frozen

from polyagree.model import Obligation, PersonId, Polycule
from polyagree.practice.occurrences import clauses_with
from polyagree.source import Path, dotted
from polyagree.timeline.ledger import Ledger
from polyagree.timeline.wordings import Standing

__all__ = ["Commitment", "commitments", "window_of"]


@frozen(kw_only=True)
class Commitment:
    """
    What somebody committed themselves to do.

    Attributes:
        path: Where it stands.
        clause: The clause as others refer to it, or the boundary.
        who: Whom it binds; several: together; empty: whoever it falls to after a break.
        norm: The duty, in the wording of its time.
        since: The first day on which it was in force; ``None``: the document does not say.
        before: The first day after it; ``None``: it has not ended.
        is_step: Whether it follows a break.
    """

    path: Path
    clause: str
    who: tuple[PersonId, ...]
    norm: Obligation
    since: dt.date | None = None
    before: dt.date | None = None
    is_step: bool = False

    @property
    def act(self) -> str:
        """What is to be done."""
        return self.norm.act

    @property
    def follows(self) -> str | None:
        """The act or happening that it follows; ``None``: none."""
        return None if self.norm.after is None else self.norm.after.act

    @property
    def window(self) -> str:
        """How it is written by when it is due, or how often; empty where it does not say."""
        return window_of(self.norm)

    def is_in_force(self, day: dt.date) -> bool:
        """Return whether it was in force on *day*."""
        return (self.since is None or self.since <= day) and (
            self.before is None or day < self.before
        )

    def record(self) -> dict[str, object]:
        """Return it as one flat dictionary."""
        norm = self.norm
        return {
            "path": dotted(self.path),
            "clause": self.clause,
            "act": self.act,
            "who": ", ".join(self.who),
            "to": ", ".join(str(each) for each in norm.to),
            "with": ", ".join(str(each) for each in norm.with_),
            "follows": self.follows,
            "window": self.window,
            "days": ", ".join(str(each) for each in norm.days),
            "hours": None if norm.hours is None else str(norm.hours),
            "lasting": None if norm.lasting is None else str(norm.lasting),
            "since": self.since,
            "before": self.before,
            "is_step": self.is_step,
        }


def commitments(
    polycule: Polycule, wanted: Callable[[Obligation], bool], *, with_steps: bool = False
) -> Iterator[Commitment]:
    """
    Yield the duties that are *wanted*, in every wording they had, with each whom they bind.

    Args:
        polycule: The document.
        wanted: Whether a duty is looked at.
        with_steps: Whether what follows a break is looked at as well.
    """
    clauses = clauses_with(polycule, wanted)
    if not clauses:
        return
    seen: set[tuple[Path, Obligation]] = set()
    for rule in Ledger.of_some(polycule, clauses).rules:
        standing = rule.case.standing
        if isinstance(standing.norm, Obligation) and wanted(standing.norm):
            yield _commitment(standing, standing.path, standing.norm, rule.who)
        if standing.clause not in clauses or not with_steps:
            continue
        for path, norm in _steps(standing, wanted):
            if (path, norm) not in seen:
                seen.add((path, norm))
                yield _commitment(standing, path, norm, (), is_step=True)


def _commitment(
    standing: Standing,
    path: Path,
    norm: Obligation,
    who: tuple[PersonId, ...],
    *,
    is_step: bool = False,
) -> Commitment:
    since = standing.began if standing.since == dt.date.min else standing.since
    return Commitment(
        path=path,
        clause=standing.clause,
        who=who,
        norm=norm,
        since=since,
        before=None if standing.before == dt.date.max else standing.before,
        is_step=is_step,
    )


def _steps(
    standing: Standing, wanted: Callable[[Obligation], bool]
) -> Iterator[tuple[Path, Obligation]]:
    waiting = [(step.path, step.norm) for step in standing.every_step]
    while waiting:
        path, norm = waiting.pop(0)
        if isinstance(norm, Obligation) and wanted(norm):
            yield path, norm
        waiting += [((*path, "if_broken", i), each) for i, each in enumerate(norm.if_broken)]


def window_of(norm: Obligation) -> str:
    """Return by when or how often *norm* is due, as it is written; empty: it does not say."""
    if norm.within is not None:
        return f"within {norm.within}"
    if norm.by is not None:
        return f"by {norm.by}"
    if norm.every is not None:
        return f"every {norm.every}"
    if norm.at_least is not None:
        return f"{norm.at_least} per {norm.per}"
    return "" if norm.before is None else f"before {norm.before.act}"
