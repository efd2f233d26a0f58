"""
Ask the real yaml-language-server what it makes of our schema.

Run with ``python tests/editor/yaml_language_server.py``. It needs Node.js, installs the server into
a folder of its own with npm, and is no part of the tests: those need no network. It prints what
the server offers and says, and ends with 1 if that is not what it should be.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from language_server import Server, installed

from polyagree.codec import schema

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [
    *sorted((ROOT / "tests/data").glob("**/*.yaml")),
    *sorted((ROOT / "tests/golden").glob("**/*.yaml")),
    *sorted((ROOT / "examples").glob("*.yaml")),
]

PLAIN = ROOT / "tests/data/plain-scalars.yaml"

CLAUSE = """\
polyagree: 1
people: {ana: Ana, ben: Ben}
agreements:
  home:
    parties: [ana, ben]
    clauses:
      c:
        says: We talk.
"""
NORM = CLAUSE + "        norm:\n"
MUST = NORM + "          must: talk\n"
MAY = NORM + "          may: date\n"
GATE = MAY + "          only_if:\n            yes_from: ben\n"

# `|` is where the cursor stands. What has to be offered, and what must not be.
COMPLETIONS: tuple[tuple[str, set[str], set[str]], ...] = (
    ("polyagree: 1\n|\n", {"people", "agreements", "events_from"}, {"clauses", "polyagree"}),
    ("polyagree: 1\npeople:\n  ana:\n    |\n", {"name", "pronouns", "visible_to"}, {"id"}),
    ("polyagree: 1\nterms:\n  x:\n    kind: |\n", {"act", "place", "people"}, {"true"}),
    ("polyagree: 1\nevents:\n  - |\n", {"at", "who", "act", "with"}, {"norm"}),
    (CLAUSE + "        |\n", {"norm", "serves", "if_broken", "holder"}, {"parties", "says"}),
    (CLAUSE + "        norm: |\n", {"none", "review", "a limit"}, {"true"}),
    (
        NORM + "          |\n",
        {"must", "must_not", "may", "power", "a limit"},
        {"within", "only_if"},
    ),
    (NORM + "          - |\n", {"must", "must_not", "may", "power"}, {"within", "only_if"}),
    (NORM + "          may: |\n", {"date", "overnight", "late-night"}, {"veto", "true"}),
    (NORM + "          power: |\n", {"veto", "decide"}, {"true"}),
    (
        MUST + "          |\n",
        {"within", "by", "every", "at_least", "who", "if_broken"},
        {"only_if", "at_most", "over", "may", "must", "a limit"},
    ),
    (MAY + "          |\n", {"only_if", "at_most", "per"}, {"within", "wait", "over", "must"}),
    (CLAUSE + "        norm: {must: talk, w|}\n", {"within", "with", "who"}, {"only_if", "may"}),
    (CLAUSE + "        norm: {may: |}\n", {"date", "overnight"}, {"true"}),
    (CLAUSE + "        norm: {may: date, o|}\n", {"only_if"}, {"over", "within"}),
    (MUST + "          with: |\n", {"other parties", "outsiders", "partner"}, {"true"}),
    (MUST + "          with: [ben, |]\n", {"other parties", "outsiders"}, {"true"}),
    (MUST + "          every: |\n", {"week", "month", "quarter", "3 months"}, {"true", "ever"}),
    (MUST + "          days: [mon, |]\n", {"thu", "weeknights", "first sun"}, {"true"}),
    (MUST + "          by: |\n", {"next evening", "same night", "next check-in"}, {"true"}),
    (MAY + "          only_if: |\n", {"kids-home", "always"}, {"true", "date"}),
    (MAY + "          only_if:\n            |\n", {"yes_from", "told", "any", "is"}, {"silence"}),
    (GATE + "            |\n", {"silence", "ahead", "by"}, {"within", "told", "kids-home"}),
    (GATE + "            silence: |\n", {"allows", "stops"}, {"true"}),
    (
        CLAUSE + "        if_broken:\n          - must: talk\n            |\n",
        {"within"},
        {"only_if"},
    ),
)

# What stands at the cursor, and what has to be told of it.
HOVERS: tuple[tuple[str, str], ...] = (
    (MUST.replace("must:", "mu|st:"), "A duty: once, recurring"),
    (MUST + "          wi|thin: 1 day\n", "Not later than this"),
    (GATE.replace("yes_from:", "yes_|from:"), "their yes"),
    (CLAUSE.replace("parties:", "par|ties:"), "Who agreed, two people or more."),
)

UNKNOWN = "Property {} is not allowed."

# What is wrong, and everything that is said of it, with its line.
WRONG: tuple[tuple[str, list[tuple[int, str]]], ...] = (
    (
        CLAUSE.replace("parties:", "partys:"),
        [(4, 'Missing property "parties".'), (5, UNKNOWN.format("partys"))],
    ),
    (CLAUSE + "        nrom: none\n", [(9, UNKNOWN.format("nrom"))]),
    (CLAUSE + "        norm: {must: talk, only_if: kids-home}\n", [(9, UNKNOWN.format("only_if"))]),
    (MUST + "          may: date\n", [(11, UNKNOWN.format("may"))]),
    (
        NORM + "          musst: talk\n          with: ben\n",
        [(9, "`must`, `must_not`, `may` or `power` is missing"), (10, UNKNOWN.format("musst"))],
    ),
    (
        MUST + "          with: [ben, {people: anyone, exept: ben}]\n",
        [(11, 'Missing property "except".'), (11, UNKNOWN.format("exept"))],
    ),
    (GATE + "            silense: stops\n", [(13, UNKNOWN.format("silense"))]),
    (
        CLAUSE + "        norm: nothing\n",
        [(9, "write keys and values, or `none`, `review` or `if_broken`")],
    ),
    (MUST + "          every: mnoth\n", [(11, "write how often, such as `week` or `3 months`")]),
    (
        MAY + "          at_most: 2\n          per: 1 month\n",
        [(12, "write a window, such as `month` or `30 days`")],
    ),
    (
        MUST + "          days: [mon, tus]\n",
        [(11, "write a day, such as `weeknights` or `first sun`")],
    ),
    (
        MUST + "          with: Ben and Ana\n",
        [(11, "write people, such as `ana` or `other parties`")],
    ),
    (CLAUSE.replace("says: We talk.", "says:"), [(8, "write one text")]),
    ("polyagree: 2\n", [(1, "write `polyagree: 1`, the version that is described here")]),
)


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        program = installed(Path(name), "yaml-language-server", "yaml-language-server")
        path = Path(name) / "polyagree.schema.json"
        path.write_text(json.dumps(schema()), encoding="utf-8")
        failures = 0
        for version in ("1.2", "1.1"):
            with Server(program, settings(path, version), language="yaml") as server:
                # Once it has said something, it has read the schema.
                server.diagnostics("polyagree: 1\n")
                if version == "1.2":
                    failures += offered(server) + told(server) + said(server) + fine(server)
                else:
                    found = server.diagnostics(PLAIN.read_text(encoding="utf-8"))
                    failures += judged(f"{PLAIN.name} as YAML 1.1", found, [])
        failures += named_at_the_top(program, path)
    print(f"{failures} wrong")
    return int(failures > 0)


def named_at_the_top(program: Path, path: Path) -> int:
    """Return whether it is found where a document names it, beside the document."""
    text = f"# yaml-language-server: $schema={path.name}\npolyagree: 1\npersons: {{}}\n"
    with Server(program, {"yaml": {"validate": True}}, language="yaml", folder=path.parent) as one:
        found = one.diagnostics(text)
    return judged("a schema named at the top", found, [(3, UNKNOWN.format("persons"))])


def settings(path: Path, version: str) -> dict[str, Any]:
    """Return the settings with which an editor would start it."""
    return {
        "yaml": {
            "schemas": {path.as_uri(): "*.yaml"},
            "completion": True,
            "hover": True,
            "validate": True,
            "yamlVersion": version,
            "schemaStore": {"enable": False},
        }
    }


def offered(server: Server) -> int:
    failures = 0
    for text, wanted, unwanted in COMPLETIONS:
        labels = server.completions(text)
        missing, too_many = sorted(wanted - {*labels}), sorted(unwanted & {*labels})
        failures += bool(missing or too_many)
        print(f"{mark(not missing and not too_many)}: at `{line(text)}` it offers {shown(labels)}")
        if missing or too_many:
            print(f"    missing {missing}, too many {too_many}")
    return failures


def told(server: Server) -> int:
    failures = 0
    for text, wanted in HOVERS:
        found = server.hover(text)
        failures += wanted not in found
        print(f"{mark(wanted in found)}: over `{line(text)}` it tells {' '.join(found.split())!r}")
    return failures


def said(server: Server) -> int:
    return sum(judged(last(text), server.diagnostics(text), wanted) for text, wanted in WRONG)


def fine(server: Server) -> int:
    texts = [(path.name, path.read_text(encoding="utf-8")) for path in DOCUMENTS]
    return sum(judged(name, server.diagnostics(text), []) for name, text in texts)


def judged(what: str, found: list[tuple[int, str]], wanted: list[tuple[int, str]]) -> int:
    is_right = found == wanted
    print(f"{mark(is_right)}: of `{what}` it says {found or 'nothing'}")
    if not is_right:
        print(f"    and not {wanted}")
    return int(not is_right)


def mark(is_right: bool) -> str:
    return "ok" if is_right else "WRONG"


def line(text: str) -> str:
    """Return the line of the cursor, behind the one above where it holds nothing else."""
    before, _, after = text.partition("|")
    *above, here = [each.lstrip() for each in before.split("\n")]
    here = f"{here}|{after.partition(chr(10))[0]}"
    return " / ".join((*above[-1:], here)) if here in {"|", "- |"} else here


def last(text: str) -> str:
    return text.rstrip().rpartition("\n")[2].strip()


def shown(labels: list[str]) -> str:
    more = f" and {len(labels) - 14} more" if len(labels) > 14 else ""
    return f"{', '.join(labels[:14])}{more}"


if __name__ == "__main__":
    sys.exit(main())
