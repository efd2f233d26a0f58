"""``polyagree new``: a document to begin with."""

from __future__ import annotations

import re
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Sequence
from datetime import date

from polyagree.cli import output
from polyagree.cli.documents import STANDARD
from polyagree.cli.exits import FINE
from polyagree.cli.saving import save

__all__ = ["DESCRIPTION", "SUMMARY", "add_arguments", "run"]

SUMMARY = "write a document to begin with"
DESCRIPTION = """\
Write a short document with comments, to be changed into yours. It asks nothing
and replaces nothing unless you say --force.
"""

_PATH = "agreements.polyagree.yaml"

_ID = re.compile(r"[a-z0-9][a-z0-9-]*", re.ASCII)

# Booleans, nothing, and numbers, in one version of YAML or another.
_NO_TEXT = re.compile(r"y|n|yes|no|on|off|true|false|null|nan|inf|[\d-]+|0[xo][\da-f]+|\d+e\d+")

_TOP = """\
# A document to begin with. All of it is an example: change it until it is yours.
# What stands after a # is for whoever reads along, and is not checked.
polyagree: 1

# Whose clock "by midnight" goes by:
# timezone: Europe/Lisbon

people:
{people}

# What you come back to where no rule fits.
values:
  honesty: {{means: we say what is true now, held_by: {everyone}}}
  closeness: {{means: we make room for each other, held_by: {everyone}}}
"""

_TOGETHER = """
# Who is what to whom: partner, dating, married, nesting, comet, friend ...
# Write as many as there are; two people may share several.
relationships:
  us: {{between: {everyone}, kind: partner}}

# What you undertake towards each other. It binds the parties and nobody else.
agreements:
  together:
    parties: {everyone}
    made: {today}
    # Who said yes, and when. Nobody accepts by silence, so write the days on which they did.
    accepted: {{{accepted}}}
    review: {{every: quarter, asks: [does it bring us closer]}}
    # What follows when something was not kept: first of all, a conversation.
    if_broken:
      - {{must: tell, who: breaker, to: other parties, within: 1 day}}
      - {{must: talk, who: all parties, about: breach, within: 1 week}}
    # `says` is in your own words and always counts. `norm` says the same for a program.
    clauses:
      our-evening:
        says: One evening a week is ours.
        norm: {{must: time-together, who: all parties, every: week}}
        serves: [closeness]
        because: without it, the week goes by
      how-it-goes:
        says: Every two weeks we ask each other how it goes.
        norm: {{must: check-in, who: all parties, every: 2 weeks}}
        serves: [honesty]
        because: small things are easier to say than large ones
"""

_ALONE = """
# What people undertake towards each other stands under `agreements`; it begins with
# two of them. `polyagree new --people ana,ben` shows one.
"""

_BOUNDARIES = """
# Limits that each of you sets on your own part, and what you do when they are reached.
boundaries:
  sleep:
    holder: {first}
    says: On work nights I need to be asleep by midnight.
    response: I go to bed, and we talk at the weekend.
"""

_RESTATED = """\
    # What others understood, in their own words, once they said it back:
    # restated: {{{restated}}}
"""


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "path",
        metavar="PATH",
        nargs="?",
        default=_PATH,
        help=f"a new YAML file, or - for standard output (default: {_PATH})",
    )
    parser.add_argument(
        "--people",
        metavar="NAMES",
        type=_people,
        default=(("ana", "Ana"), ("ben", "Ben")),
        help="who is in it, as ana,ben",
    )
    parser.add_argument("--force", action="store_true", help="replace PATH if it exists")


def run(options: Namespace) -> int:
    """Write the document, after it was read once: names may mean something already."""
    from polyagree.codec import loads
    from polyagree.errors import DocumentError
    from polyagree.report.cells import visible

    path = options.path
    if path != STANDARD and not path.endswith((".yaml", ".yml")):
        return output.refuse(
            f"`{path}` is no name for a YAML file",
            help="end it in `.yaml`; `polyagree convert` makes JSON of it",
        )
    text = _document(options.people, today=date.today())  # noqa: DTZ011  # as people count days
    try:
        loads(text)
    except DocumentError as error:
        fault = error.faults[0]
        return output.refuse(f"these names do not work: {fault.message}", help=fault.help)
    if path == STANDARD:
        output.write_document(text)
        return FINE
    shown = visible(path)
    done = f"wrote {shown}\n`polyagree check {shown}` reads it\n"
    return save(text, path, force=options.force, done=done)


def _people(text: str) -> tuple[tuple[str, str], ...]:
    """Return the ids and names of the people that *text* lists with commas."""
    # Only this option needs it.
    from unicodedata import normalize

    found: dict[str, str] = {}
    for word in text.split(","):
        name = " ".join(word.split())
        plain = normalize("NFKD", name).encode("ascii", "ignore").decode()
        person = plain.lower().replace(" ", "-")
        if not _ID.fullmatch(person) or not name.replace(" ", "").replace("-", "").isalnum():
            raise ArgumentTypeError(f"`{name}` cannot be made into an id such as ana")
        if person in found:
            raise ArgumentTypeError(f"`{person}` stands twice")
        found[person] = name if name != name.lower() else name.title()
    return tuple(found.items())


def _quoted(person: str) -> str:
    """Return the id *person* as YAML has it: in quotes where readers would take it for no text."""
    return f'"{person}"' if _NO_TEXT.fullmatch(person) else person


def _document(people: Sequence[tuple[str, str]], *, today: date) -> str:
    people = [(_quoted(person), name) for person, name in people]
    ids = [person for person, _ in people]
    first, others = people[0], ids[1:]
    text = _TOP + (_TOGETHER if others else _ALONE) + _BOUNDARIES + (_RESTATED if others else "")
    return text.format(
        people="\n".join(f'  {person}: {{name: "{name}"}}' for person, name in people),
        everyone=f"[{', '.join(ids)}]",
        today=today.isoformat(),
        accepted=", ".join(f"{person}: {today.isoformat()}" for person in ids),
        first=first[0],
        restated=", ".join(
            f"{person}: After midnight {first[1]} needs quiet." for person in others
        ),
    )
