"""What commands that ask a timeline refuse, each with a sentence and what would help."""

from __future__ import annotations

import datetime as dt
from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from polyagree.cli import output
from polyagree.cli.documents import Unreadable, read
from polyagree.cli.exits import UNUSABLE
from polyagree.cli.project import Project

if TYPE_CHECKING:
    from polyagree.model.polycule import Polycule

__all__ = ["Refusal", "far_off", "read_one", "unknown_clause", "unknown_person"]

_MOST_YEARS = 10
"""How far from the record a day may be: every week until then is looked at."""

_MOST_NAMES = 8
"""How many names are listed where none is near."""


class Refusal(NamedTuple):
    """
    Why nothing is done.

    Attributes:
        message: The sentence.
        help: What would help.
    """

    message: str
    help: str | None = None


def read_one(options: Namespace, *, day: str | None = None) -> Polycule | int:
    """
    Return the document that is asked about, or the exit status of having refused it.

    Args:
        options: Of the command.
        day: The option with the day up to which time passes, where there is one; the clause
            that is asked for is looked up then as well.
    """
    if Path(options.file).is_dir():
        return output.refuse(
            f"`{options.file}` is a folder",
            help="name one document in it; `polyagree check` takes a whole folder",
        )
    terms = Project(options).terms_for(options.file)
    polycule = read(options.file, format=options.from_, terms=terms)
    if isinstance(polycule, Unreadable):
        output.show_faults(polycule.error, text=polycule.text, color=options.color)
        return UNUSABLE
    if day is None:
        return polycule
    chosen = getattr(options, day)
    refused = unknown_clause(polycule, options.clause) or far_off(
        polycule, chosen, option=f"--{day}"
    )
    if refused is not None:
        return output.refuse(refused.message, help=refused.help)
    return polycule


def unknown_clause(polycule: Polycule, name: str | None) -> Refusal | None:
    """Refuse a name that no clause, boundary or agreement has, now or in former wordings."""
    if name is None:
        return None
    known = _names(polycule)
    if name in known:
        return None
    # Who leaves the agreement out means the clause all the same.
    tail = [each for each in known if each.partition(".")[2] == name]
    near = tail[:1] or _nearest(name, known)
    hint = f"did you mean `{near[0]}`?" if near else None
    if hint is None and known:
        hint = f"there are {', '.join(f'`{each}`' for each in known[:_MOST_NAMES])}"
        hint += ", and others" if len(known) > _MOST_NAMES else ""
    if not known:
        hint = "the document has no clauses, boundaries or agreements yet"
    return Refusal(f"no clause, boundary or agreement is called `{name}`", hint)


def _names(polycule: Polycule) -> list[str]:
    """Return what can be asked for, in the order of the document."""
    from polyagree.timeline.wordings import standings

    found: dict[str, None] = {}
    for agreement in polycule.agreements:
        found[agreement.id] = None
        for clause in agreement.clauses:
            found[f"{agreement.id}.{clause.id}"] = None
    for boundary in polycule.boundaries:
        found[boundary.id] = None
    for standing in standings(polycule):
        found[standing.clause] = None
    return [*found]


def unknown_person(polycule: Polycule, name: str | None) -> Refusal | None:
    """Refuse somebody whom the document does not have."""
    from polyagree.errors import UnknownName

    if name is None:
        return None
    try:
        polycule.person(name)
    except UnknownName as error:
        people = ", ".join(f"`{each.id}`" for each in polycule.people[:_MOST_NAMES])
        people += ", and others" if len(polycule.people) > _MOST_NAMES else ""
        return Refusal(error.message, error.help or (f"people are {people}" if people else None))
    return None


def far_off(polycule: Polycule, day: dt.date | None, *, option: str) -> Refusal | None:
    """Refuse a day so far from the record that it is most likely a slip."""
    last = polycule.last_day
    if day is None:
        return None
    if not dt.MINYEAR < day.year < dt.MAXYEAR:
        return Refusal(f"`{option}` is at an end of the calendar", "is the year right?")
    if last is None or day.year - last.year <= _MOST_YEARS:
        return None
    return Refusal(
        f"`{option}` is more than {_MOST_YEARS} years after the last day on record, {last}",
        "is the year right?",
    )


def _nearest(name: str, known: Iterable[str]) -> list[str]:
    from difflib import get_close_matches

    return get_close_matches(name, list(known), n=1, cutoff=0.6)
