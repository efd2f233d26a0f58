"""Documents with a long log, which several tests hold against what was agreed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from polyagree.codec import loads
from polyagree.model import Polycule

LATE = "who: ana, act: late-night, with: caro"
TWO_A_MONTH = "{may: late-night, who: ana, at_most: 2, per: month}"
EIGHT = (4, 3, 4, 3, 4, 3, 3, 4)
"""The scores of eight check-ins with which later ones are compared."""

_HEAD = """\
polyagree: 1
timezone: Europe/Lisbon
people: {ana: Ana, ben: Ben, caro: Caro, dan: Dan}
relationships:
  ana-caro: {between: [ana, caro], kind: dating, from: 2020-01-01}
  ana-dan: {between: [ana, dan], kind: dating, from: 2020-01-01}
"""


def text(
    norm: str,
    *events: str,
    made: str | None = "2025-01-01",
    revisions: Iterable[str] = (),
    rest: str = "",
    more: str = "",
) -> str:
    """
    Return a document in which Ana and Ben agreed on *norm*.

    Args:
        norm: The norm.
        events: What happened, each without its braces.
        made: Since when; ``None``: nothing says.
        revisions: The revisions of the agreement, each without its braces.
        rest: What else the agreement says, one line.
        more: What else the document says, at its left edge.
    """
    lines = [_HEAD + more, "agreements:", "  home:", "    parties: [ana, ben]"]
    lines += [f"    made: {made}"] if made is not None else []
    lines += [f"    {rest}"] if rest else []
    lines += [f"    clauses: {{it: {{says: As it says., norm: {norm}}}}}"]
    lines += ["    revisions:"] if revisions else []
    lines += [f"      - {{{each}}}" for each in revisions]
    lines += ["events:"] if events else []
    lines += [f"  - {{{each}}}" for each in events]
    return "\n".join(lines) + "\n"


def document(
    norm: str,
    *events: str,
    made: str | None = "2025-01-01",
    revisions: Iterable[str] = (),
    rest: str = "",
    more: str = "",
) -> Polycule:
    """Return what :func:`text` says, read."""
    return loads(text(norm, *events, made=made, revisions=revisions, rest=rest, more=more))


def day(number: int, *, since: str = "2025-01-01") -> dt.date:
    """Return the day so many days after the first one."""
    return dt.date.fromisoformat(since) + dt.timedelta(days=number)


def on_days(numbers: Iterable[int], what: str = LATE, *, at: str = "T22:00") -> list[str]:
    """Return *what*, so many days after 1 January 2025 each."""
    return [f"at: {day(number)}{at}, {what}" for number in numbers]


def check_ins(scores: Sequence[object], *, rest: str = "", every: int = 14, also: str = "") -> str:
    """
    Return check-ins with a score of Ben's each.

    Args:
        scores: The scores, on a scale from 0 to 4 if *rest* names none.
        rest: What else each score says.
        every: How many days lie between two of them.
        also: What else the last check-in says.
    """
    scale = "" if "scale" in rest else ", scale: 0-4"
    said = f"about: late-night{scale}{', ' if rest else ''}{rest}"
    lines = [
        f"  - {{date: {day(number * every)}, people: [ana, ben],"
        f" scores: [{{who: ben, value: {score}, {said}}}]"
        + (f", {also}" if also and number == len(scores) - 1 else "")
        + "}"
        for number, score in enumerate(scores)
    ]
    return "check_ins:\n" + "\n".join(lines) + "\n"


def revision(was: str, *, on: str, accepted: str = "ana, ben", says: str = "As it was.") -> str:
    """Return a revision of the clause, before which it was *was*."""
    given = ", ".join(f"{each.strip()}: {on}" for each in accepted.split(",") if each.strip())
    former = "none" if was == "none" else f"{{says: {says}, norm: {was}}}"
    return f"date: {on}, accepted: {{{given}}}, was: {{it: {former}}}"
