"""
One defect for each analyzer, to be planted into a document in which nothing is found.

A defect is a function that changes the tree of a document, under the code that points at it.
Whoever adds an analyzer adds one here, by hand or as ``graft(CODE)``: its bad example, put
among people who otherwise think of everything.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from typing import Any

import polyagree
from polyagree.analyzers.registry import get
from polyagree.model import Polycule

_DATE = re.compile(r"\b2[0-9]{3}-[0-9]{2}-[0-9]{2}\b")

Tree = dict[str, Any]
Defect = Callable[["Ground"], None]

DEFECTS: dict[str, Defect] = {}
NOWHERE = {
    "ACC013": "it is found in the file of a baseline",
    "DOC001": "a document that cannot be read has no defect, it is one",
    "DOC002": "as DOC001",
    "DOC003": "as DOC001",
    "DOC004": "as DOC001",
}
"""Codes that no document that can be read is found with, and why."""

SOMEBODY = "zelda"
LATER = "2026-06-30"
A_TALK = {"must": "talk", "who": "all parties", "about": "breach", "within": "1 week"}
A_TEST = {"must": "test", "who": "all parties", "within": "6 weeks"}


class Ground:
    """The tree of a quiet document, and two people in it who have an agreement of their own."""

    def __init__(self, polycule: Polycule) -> None:
        assert polycule.last_day is not None
        self.day = polycule.last_day
        self.tree: Tree = json.loads(polyagree.dumps(polycule, format="json"))
        self.home = next(
            name
            for name, each in self.tree["agreements"].items()
            if name != "health" and len(each["parties"]) == 2
        )
        self.one, self.other = self.agreement["parties"]

    @property
    def pair(self) -> tuple[str, str]:
        return self.one, self.other

    @property
    def agreement(self) -> Tree:
        return self.tree["agreements"][self.home]

    @property
    def health(self) -> Tree:
        return self.tree["agreements"]["health"]

    @property
    def relationship(self) -> str:
        pair = {self.one, self.other}
        return next(
            name
            for name, each in self.tree["relationships"].items()
            if set(each.get("between", ())) == pair
        )

    def somebody(self) -> str:
        """Return somebody who is in no agreement."""
        self.tree["people"][SOMEBODY] = "Zelda"
        return SOMEBODY

    def say(self, norm: object, *, says: str = "As it stands here.", **more: object) -> None:
        """Add a clause that serves what another one serves."""
        clause = {"says": says, "norm": norm, "serves": list(self.tree["values"])[:1]}
        self.agreement["clauses"]["planted"] = clause | more

    def clear(self) -> None:
        """Take out the clauses of the two, and what was said of them since."""
        self.agreement["clauses"] = {}
        self.forget("breaches", "repairs")

    def forget(self, *log: str) -> None:
        """Take out parts of the log."""
        for key in log:
            self.tree.pop(key, None)

    def goes_on_testing(self) -> None:
        """Let everybody test as agreed for as long as the log now goes on."""
        last = self.polycule().last_day or self.day
        tests = [each["at"][:10] for each in self.tree.get("events", ()) if each["act"] == "test"]
        day = dt.date.fromisoformat(max(tests)) if tests else last
        while (day := day + dt.timedelta(days=80)) < last:
            self.happens(day.isoformat(), "test", who=self.health["parties"])

    def happens(self, at: str, act: str, **more: object) -> None:
        """Add to the log."""
        event = {"at": at, "act": act, **more}
        self.tree["events"] = sorted(
            [*self.tree.get("events", ()), event], key=lambda each: each["at"]
        )

    def meets(self, day: str, **more: object) -> None:
        """Add a check-in of the two."""
        check_in = {"date": day, "people": [self.one, self.other], **more}
        self.tree.setdefault("check_ins", []).append(check_in)

    def polycule(self) -> Polycule:
        """Return the document as it is now."""
        return polyagree.loads(json.dumps(self.tree), format="json")


def defect(code: str) -> Callable[[Defect], Defect]:
    """Register a defect under *code*."""

    def registered(plant: Defect) -> Defect:
        DEFECTS[code] = plant
        return plant

    return registered


def graft(code: str, *, is_now: bool = False) -> None:
    """
    Let the bad example of *code* be the defect, with nothing else left open in it.

    Args:
        code: Of which analyzer.
        is_now: Whether its last day is that of the document; else it was when it was.
    """

    def plant(ground: Ground) -> None:
        bad = get(code).bad.document()
        # The people have one of that name.
        bad = bad.replace("  health:", "  their-health:").replace("health.", "their-health.")
        if is_now:
            bad = _as_of(ground.day, bad)
        for name, whose in zip(
            ("ana", "ben", "caro"), (ground.one, ground.other, ground.somebody()), strict=True
        ):
            bad = bad.replace(f"{name}:", f"{whose}:").replace(f" {name}", f" {whose}")
            bad = bad.replace(f"[{name}", f"[{whose}").replace(f"{{{name}:", f"{{{whose}:")
        tree = json.loads(polyagree.dumps(polyagree.loads(bad), format="json"))
        for each in tree.get("agreements", {}).values():
            _think_of_the_rest(each, ground)
        for key, part in tree.items():
            if key == "people":
                continue
            if isinstance(part, dict):
                ground.tree.setdefault(key, {}).update(part)
            elif isinstance(part, list):
                ground.tree[key] = [*ground.tree.get(key, ()), *part]

    DEFECTS[code] = plant


def _as_of(day: dt.date, text: str) -> str:
    """Return *text* with its last day at *day* or a little before, and its weekdays as they are."""
    last = polyagree.loads(text).last_day
    later = dt.timedelta(0) if last is None else dt.timedelta(weeks=(day - last).days // 7)
    return _DATE.sub(lambda found: str(dt.date.fromisoformat(found[0]) + later), text)


def _think_of_the_rest(each: Tree, ground: Ground) -> None:
    made = each.setdefault("made", "2025-01-01")
    each.setdefault("accepted", dict.fromkeys(each["parties"], made))
    each.setdefault("serves", list(ground.tree["values"])[:1])
    each.setdefault("if_broken", [A_TALK, A_TEST])
    each.setdefault("review", {"after": ["move-in"]})


# Permission and control


@defect("PER101")
def _(ground: Ground) -> None:
    gate = {"yes_from": "other parties", "ahead": "2 days", "silence": "stops"}
    ground.say({"may": "sex", "with": "outsiders", "only_if": gate})


@defect("PER102")
def _(ground: Ground) -> None:
    ground.say({"power": "veto", "over": {"act": "relationship", "with": "outsiders"}})
    # Elsewhere it says that nobody has one.
    for each in ground.tree["agreements"].values():
        each["clauses"] = {
            name: clause
            for name, clause in each["clauses"].items()
            if "nobody" not in json.dumps(clause.get("norm"))
        }


@defect("PER103")
def _(ground: Ground) -> None:
    gate = {"told": "other parties", "ahead": "1 day", "silence": "stops"}
    ground.say({"may": "sex", "with": "outsiders", "only_if": gate})


@defect("PER104")
def _(ground: Ground) -> None:
    ground.say({"must_not": "family-event", "who": ground.somebody()})


@defect("PER105")
def _(ground: Ground) -> None:
    ground.say({"must": "visit", "who": [ground.one, ground.somebody()], "every": "year"})


@defect("PER106")
def _(ground: Ground) -> None:
    ground.tree.setdefault("boundaries", {})["planted"] = {
        "holder": ground.one,
        "says": "Nobody rings before nine.",
        "norm": {"must_not": "call", "who": ground.other, "hours": "before 09:00"},
        "response": "I let it ring.",
        "restated": {ground.other: {"date": LATER, "says": "No calls before nine."}},
    }


@defect("PER107")
def _(ground: Ground) -> None:
    ground.say({"may": "read-messages", "who": ground.one, "about": ground.other})


@defect("PER108")
def _(ground: Ground) -> None:
    met = {"done": {"act": "meet", "who": ground.other, "with": "them"}}
    ground.say({"may": "sex", "who": ground.one, "with": "outsiders", "only_if": met}, because="x")


@defect("PER109")
def _(ground: Ground) -> None:
    gate = {"told": "other parties", "ahead": "1 day"}
    ground.say({"may": "sex", "with": "outsiders", "only_if": gate})


@defect("PER110")
def _(ground: Ground) -> None:
    ground.say({"may": "late-night", "who": ground.one, "at_most": 1, "per": "month"})


@defect("PER111")
def _(ground: Ground) -> None:
    gate = {"yes_from": "other parties", "silence": "stops"}
    ground.say({"may": "sex", "with": "outsiders", "only_if": gate})


# What happens when it is broken


@defect("BRK201")
def _(ground: Ground) -> None:
    del ground.agreement["if_broken"]


@defect("BRK202")
def _(ground: Ground) -> None:
    talk = {name: each for name, each in A_TALK.items() if name != "within"}
    ground.agreement["if_broken"] = [talk | {"by": "2026-01-01"}]


@defect("BRK203")
def _(ground: Ground) -> None:
    ground.agreement["if_broken"] = [{"must": "talk"}]


@defect("BRK204")
def _(ground: Ground) -> None:
    steps = [{"must_not": "date", "who": "breaker", "with": "outsiders", "for": "1 month"}]
    ground.agreement["if_broken"] = steps


@defect("BRK205")
def _(ground: Ground) -> None:
    look = {"must": "share-password", "who": "breaker", "to": "other parties", "within": "1 day"}
    ground.agreement["if_broken"] = [look, A_TALK]


@defect("BRK206")
def _(ground: Ground) -> None:
    ground.health["if_broken"] = [A_TALK]


@defect("BRK207")
def _(ground: Ground) -> None:
    end = {"power": "end", "who": "any party", "over": ground.relationship}
    ground.agreement["if_broken"] = [A_TALK, end]


@defect("BRK208")
def _(ground: Ground) -> None:
    ground.agreement["if_broken"] = [
        {"must": "time-apart", "who": "all parties", "within": "2 weeks"}
    ]


@defect("BRK209")
def _(ground: Ground) -> None:
    ground.agreement["if_broken"] = [
        {"must": "talk", "who": "all parties", "about": "breach", "every": "week"}
    ]


# Values


@defect("VAL501")
def _(ground: Ground) -> None:
    ground.agreement.pop("serves", None)
    ground.say({"must": "call", "with": "other parties", "every": "year"}, serves=[])


@defect("VAL502")
def _(ground: Ground) -> None:
    ground.tree["values"]["thrift"] = {"means": "little is bought new"}


@defect("VAL503")
def _(ground: Ground) -> None:
    ground.tree["values"]["thrift"] = {"means": "little is bought new", "held_by": [ground.one]}
    ground.say({"must": "call", "with": "other parties", "every": "year"}, serves=["thrift"])


@defect("VAL504")
def _(ground: Ground) -> None:
    ground.clear()
    ground.say([{"must_not": "host", "with": "outsiders"}, {"must_not": "smoke"}])


@defect("VAL505")
def _(ground: Ground) -> None:
    norm = {"may": "late-night", "at_most": 2, "per": "month"}
    ground.say(norm, because="I am afraid that you leave me.")


@defect("VAL506")
def _(ground: Ground) -> None:
    ground.clear()
    ground.tree["agreements"].get("the-calendar", {"clauses": {}})["clauses"].pop("dinner", None)
    ground.say({"may": "overnight", "with": "outsiders", "at_most": 2, "per": "month"})


@defect("VAL507")
def _(ground: Ground) -> None:
    people = [ground.somebody(), "zora"]
    ground.tree["people"]["zora"] = "Zora"
    ground.tree["relationships"]["planted"] = {"between": people, "kind": "dating"}
    ground.tree["agreements"]["planted"] = {
        "parties": people,
        "ends": LATER,
        "accepted": dict.fromkeys(people, "2026-01-05"),
        "serves": list(ground.tree["values"])[:1],
        "if_broken": [{"must": "time-together", "who": "all parties", "within": "1 week"}],
        "clauses": {
            "rest": {"says": "Mondays are quiet.", "norm": {"must_not": "noise", "days": "mon"}},
            "ours": {
                "says": "Fridays are ours.",
                "norm": {"must": "date", "with": "other parties", "every": "week", "days": "fri"},
            },
        },
    }


@defect("VAL508")
def _(ground: Ground) -> None:
    for value in ground.tree["values"].values():
        value["held_by"] = [ground.one]
    ground.agreement.pop("serves", None)
    clauses = ground.agreement["clauses"]
    for act in ("smoke", "host", "noise"):
        clauses[f"no-{act}"] = {"says": "Not here.", "because": "x", "norm": {"must_not": act}}


@defect("VAL509")
def _(ground: Ground) -> None:
    norm = {"must_not": "new-relationship", "with": "outsiders"}
    ground.say(norm, says="We do not fall in love with others.")


# Understanding


@defect("UND602")
def _(ground: Ground) -> None:
    ground.tree.setdefault("boundaries", {})["planted"] = {
        "holder": ground.one,
        "says": "I need an hour to myself.",
        "response": "I go for a walk.",
    }


@defect("UND604")
def _(ground: Ground) -> None:
    del ground.agreement["accepted"][ground.other]


@defect("UND605")
def _(ground: Ground) -> None:
    people = [ground.one, ground.somebody()]
    ground.tree["relationships"]["planted"] = {"between": people, "kind": "dating"}


@defect("UND606")
def _(ground: Ground) -> None:
    people = [ground.one, ground.somebody()]
    made = ground.agreement.get("made", "2026-01-05")
    planted = ground.agreement | {"parties": people, "accepted": dict.fromkeys(people, made)}
    planted["clauses"] = {"talk": {"says": "We talk.", "norm": "none"}}
    ground.tree["agreements"]["planted"] = planted


@defect("UND607")
def _(ground: Ground) -> None:
    ground.tree.setdefault("boundaries", {})["planted"] = {
        "holder": ground.one,
        "says": "I need an hour to myself.",
        "restated": {ground.other: {"date": LATER, "says": "An hour alone, each day."}},
    }


@defect("UND601")
def _(ground: Ground) -> None:
    ground.say({"must_not": "date", "with": "strangers"})


@defect("UND603")
def _(ground: Ground) -> None:
    ground.agreement["clauses"]["planted"] = {
        "says": "We tell each other soon after a date.",
        "serves": list(ground.tree["values"])[:1],
    }


# Check-ins


@defect("CHK701")
def _(ground: Ground) -> None:
    del ground.agreement["review"]


@defect("CHK702")
def _(ground: Ground) -> None:
    ground.agreement["review"] = {"every": "month"}
    ground.happens("2027-02-02", "visit", who=list(ground.pair))


@defect("CHK703")
def _(ground: Ground) -> None:
    concern = {"who": ground.one, "says": "The mornings are short."}
    for day in ("2026-05-10", "2026-05-24", "2026-06-07"):
        ground.meets(day, concerns=[concern], celebrated=["soup"])


@defect("CHK704")
def _(ground: Ground) -> None:
    ground.meets(LATER, feelings=[{"who": ground.one, "says": "You never listen to me."}])


@defect("CHK705")
def _(ground: Ground) -> None:
    ground.meets(LATER, feelings=[{"who": ground.one, "says": "You should just get over it."}])


@defect("CHK706")
def _(ground: Ground) -> None:
    person = ground.somebody()
    for day in ("2026-05-10", "2026-05-24", "2026-06-07"):
        ground.meets(day, feelings=[{"who": ground.one, "says": "Fine."}], celebrated=["soup"])
        ground.tree["check_ins"][-1]["people"] = [ground.one, person]


@defect("CHK707")
def _(ground: Ground) -> None:
    ground.tree["check_ins"] = [
        {name: each for name, each in check_in.items() if name != "celebrated"}
        for check_in in ground.tree.get("check_ins", ())
    ]
    for day in ("2026-05-10", "2026-05-24", "2026-06-07"):
        ground.meets(day, feelings=[{"who": who, "says": "Fine."} for who in ground.pair])


@defect("CHK708")
def _(ground: Ground) -> None:
    ground.happens(LATER, "argue", who=list(ground.pair))
    ground.meets(LATER, decided=["no more late nights"])


@defect("CHK709")
def _(ground: Ground) -> None:
    accepted = dict.fromkeys(ground.agreement["parties"], LATER)
    ground.agreement["clauses"]["planted"] = {"says": "Fridays are quiet.", "norm": "none"}
    was = {"planted": "none"}
    ground.agreement["revisions"] = [{"date": LATER, "accepted": accepted, "was": was}]


# What was thought over, and scenarios


@defect("ACC011")
def _(ground: Ground) -> None:
    note = {"code": "PER101", "by": [ground.one], "because": "x", "until": "2030-01-01"}
    ground.agreement["noted"] = [note]


@defect("ACC012")
def _(ground: Ground) -> None:
    note = {"code": "CHK701", "by": [ground.one], "because": "x", "until": "2025-12-31"}
    ground.agreement["noted"] = [note]
    del ground.agreement["review"]


@defect("DRF301")
def _(ground: Ground) -> None:
    ground.say({"may": "late-night", "at_most": 1, "per": "month"})
    for day in ("2026-06-05", "2026-06-12"):
        ground.happens(day, "late-night", who=ground.one, **{"with": ground.somebody()})


@defect("CON402")
def _(ground: Ground) -> None:
    ground.say(
        [
            {"may": "sex", "with": "outsiders"},
            {"may": "sex", "with": "outsiders", "only_if": {"yes_from": "other parties"}},
        ]
    )


for _code in ("ACC021", "ACC022", "CON401", *(f"CON40{at}" for at in range(3, 10))):
    graft(_code)


@defect("HLT901")
def _(ground: Ground) -> None:
    del ground.health["clauses"]["tests"]


@defect("HLT902")
def _(ground: Ground) -> None:
    # Results count for a test, those of the last one as well.
    events = ground.tree["events"]
    ground.tree["events"] = [each for each in events if "results" not in each["act"]]
    tested = [each for each in ground.health["parties"] if each != ground.other]
    ground.happens("2026-04-28", "test", who=tested)
    ground.happens("2026-07-20", "visit", who=list(ground.pair))


@defect("HLT905")
def _(ground: Ground) -> None:
    del ground.health["clauses"]["results"]


@defect("HLT904")
def _(ground: Ground) -> None:
    people = [ground.one, ground.somebody()]
    day = ground.day.isoformat()
    ground.tree["relationships"]["planted"] = {"between": people, "kind": "dating"}
    planted = ground.health | {"parties": people, "made": day}
    planted["accepted"] = dict.fromkeys(people, day)
    planted["clauses"] = {
        name: each
        for name, each in ground.health["clauses"].items()
        if "barrier" not in json.dumps(each)
    }
    ground.tree["agreements"]["planted"] = planted


for _code in ("HLT903", *(f"REP80{at}" for at in range(1, 9))):
    graft(_code)


@defect("DRF310")
def _(ground: Ground) -> None:
    ground.say({"must_not": "late-night", "days": "weeknights"})
    for day in ("2026-06-02", "2026-07-07", "2026-08-04", "2026-09-01", "2026-10-06"):
        about = f"{ground.home}.planted"
        excepted = {"who": list(ground.pair), "about": about, "lasting": "1 night"}
        ground.happens(f"{day}T12:00", "agree-exception", **excepted)
        ground.happens(f"{day}T23:30", "late-night", who=ground.one)


for _code in (f"DRF30{at}" for at in range(3, 10)):
    graft(_code)
# Half a year without an entry after it, and nobody could tell.
graft("DRF302", is_now=True)
