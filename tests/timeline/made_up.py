"""Small polycules with a log, made up for the replay and its reference."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from hypothesis import strategies as st

from polyagree.codec import loads
from polyagree.model import Polycule

PEOPLE = ("ana", "ben", "caro", "dan")
Document = dict[str, Any]

BEGINNINGS = [
    dt.date(2025, 3, 25),  # the clocks go forward on the 30th
    dt.date(2025, 10, 22),  # and back on the 26th
    dt.date(2024, 2, 26),  # a leap day
    dt.date(2025, 1, 28),  # the end of a month, before a short one
    dt.date(2025, 5, 5),
]
CLOCKS = [
    "00:00",
    "00:30",
    "01:00",
    "01:30",
    "02:00",
    "05:59",
    "06:00",
    "09:00",
    "12:00",
    "18:00",
    "20:00",
    "20:00",
    "20:00",
    "22:00",
    "23:59",
]
SHORT = ["1h", "2h", "24h", "48h", "1 day", "2 days", "3 nights", "1 week", "1 month"]
LENGTHS = ["1h", "3h", "1 day", "2 nights"]

OWN = ["test", "drink", "travel", "host"]
OTHERS = "outsiders"


def _maybe(draw: st.DrawFn, chance: int = 2) -> bool:
    """Return whether to, once in so many times."""
    return draw(st.integers(1, chance)) == chance


@st.composite
def triggers(draw: st.DrawFn, parties: list[str]) -> Any:
    return draw(
        st.sampled_from(
            [
                {"act": "date", "with": OTHERS},
                {"act": "date", "with": draw(st.sampled_from(PEOPLE))},
                "drink",
                {"act": "travel"},
                "hurt",
                {"act": "drink", "who": parties[0]},
                {"act": "drink", "who": "other parties"},
                {"act": "ask", "who": "other parties"},
                {"act": "overnight", "with": OTHERS, "where": "home"},
            ]
        )
    )


@st.composite
def duty_acts(draw: st.DrawFn, parties: list[str]) -> Document:
    """Make what is to be done, and by whom."""
    other = "other parties" if len(parties) == 2 else draw(st.sampled_from(parties))
    return draw(
        st.sampled_from(
            [
                {"must": "tell", "to": other},
                {"must": "tell", "to": other},
                {"must": "test"},
                {"must": "test", "who": parties[0]},
                {"must": "talk", "who": "all parties"},
                {"must": "talk", "with": other},
                {"must": "time-together", "who": "all parties"},
                {"must": "host", "who": "any party"},
                {"must": "date", "with": other},
            ]
        )
    )


@st.composite
def conditions(draw: st.DrawFn, parties: list[str], *, gates: bool = True) -> Any:
    kinds = ["done", "done", "not"] + (["gate", "gate", "all", "any"] if gates else [])
    kind = draw(st.sampled_from(kinds))
    if kind == "gate":
        return draw(gates_(parties))
    if kind in {"all", "any"}:
        parts = [draw(conditions(parties, gates=False)), draw(gates_(parties))]
        return parts if kind == "all" else {"any": parts}
    if kind == "not":
        return {"not": draw(conditions(parties, gates=False))}
    done: Document = {
        "done": draw(
            st.sampled_from(
                [
                    {"act": "test"},
                    {"act": "test", "who": "actor"},
                    {"act": "talk", "who": "all parties"},
                    {"act": "say-yes", "who": "other parties"},
                    {"act": "drink", "who": parties[1]},
                    "hurt",
                ]
            )
        )
    }
    limit = draw(st.sampled_from([None, "within", "ago"]))
    if limit:
        done[limit] = draw(st.sampled_from(SHORT))
    return done


@st.composite
def gates_(draw: st.DrawFn, parties: list[str]) -> Document:
    people = "other parties" if _maybe(draw) else draw(st.sampled_from(parties))
    gate: Document = {
        draw(st.sampled_from(["yes_from", "unopposed_by", "told", "talked_with"])): people
    }
    limit = draw(st.sampled_from([None, None, "ahead", "by"]))
    if limit == "ahead":
        gate["ahead"] = draw(st.sampled_from(["1h", "24h", "1 day"]))
    if limit == "by":
        gate["by"] = draw(st.sampled_from(["same day", "same day 18:00"]))
    silence = draw(st.sampled_from([None, None, "allows", "stops"]))
    if silence:
        gate["silence"] = silence
    return gate


@st.composite
def norms(draw: st.DrawFn, parties: list[str], day: dt.date, depth: int = 1) -> Document:
    """Make a norm of any kind."""
    kind = draw(
        st.sampled_from(
            [
                "once",
                "once",
                "once",
                "once",
                "week",
                "days",
                "quota",
                "rolling",
                "occasion",
                "not",
                "not-after",
                "not-during",
                "gated",
                "gated",
                "limit",
                "limit",
                "power",
                "grant",
            ]
        )
    )
    norm: Document
    if kind == "once":
        norm = draw(duty_acts(parties))
        if _maybe(draw, 4):
            norm["from"] = str(day + dt.timedelta(days=draw(st.integers(0, 6))))
        else:
            norm["after"] = draw(triggers(parties))
        _add_time(draw, norm, day, parties)
        if "after" in norm and "wait" not in norm and _maybe(draw, 5):
            norm["early"] = draw(st.sampled_from(["counts", "waits"]))
        if _maybe(draw, 4):
            norm["unless"] = draw(conditions(parties))
        if norm.keys() & {"within", "by", "before", "until", "for"} and _maybe(draw, 5):
            norm["late"] = "owed"
    elif kind == "week":
        norm = draw(duty_acts(parties))
        norm["every"] = draw(st.sampled_from(["week", "day", "month"]))
        if norm["every"] == "week" and _maybe(draw, 3):
            norm["days"] = draw(st.sampled_from([["thu"], ["weekend"], ["mon", "sat"]]))
            if _maybe(draw):
                norm["hours"] = draw(st.sampled_from(["18:00-23:00", "22:00-02:00"]))
    elif kind == "days":
        norm = {**draw(duty_acts(parties)), "every": draw(st.sampled_from(["3 days", "2 weeks"]))}
    elif kind == "quota":
        norm = draw(duty_acts(parties))
        norm |= {"at_least": draw(st.integers(1, 3)), "per": draw(st.sampled_from(["week", "day"]))}
    elif kind == "rolling":
        norm = draw(duty_acts(parties))
        norm |= {
            "at_least": draw(st.integers(1, 2)),
            "per": draw(st.sampled_from(["5 days", "48h", "10 days"])),
        }
    elif kind == "occasion":
        norm = {**draw(duty_acts(parties)), "at_least": draw(st.integers(1, 2)), "per": "drink"}
    elif kind == "power":
        return {
            "power": draw(st.sampled_from(["pause", "resume", "release", "end"])),
            "over": "home" if _maybe(draw) else "home.c0",
            **({"who": draw(st.sampled_from(parties))} if _maybe(draw) else {}),
        }
    elif kind == "grant":
        return {"may": "date", "with": OTHERS}
    else:
        norm = draw(_guards(parties, kind))
        if _maybe(draw, 6):
            norm["from"] = str(day + dt.timedelta(days=draw(st.integers(0, 6))))
        if _maybe(draw, 6):
            norm["until"] = str(day + dt.timedelta(days=draw(st.integers(6, 16))))
        if "after" not in norm and _maybe(draw, 4):
            norm["hours"] = draw(st.sampled_from(["22:00-06:00", "after 22:00", "before 06:00"]))
        if _maybe(draw, 5):
            norm["days"] = draw(st.sampled_from([["weeknights"], ["fri", "sat"], ["last day"]]))
    if depth and _maybe(draw, 2):
        norm["if_broken"] = draw(steps(parties, day))
    return norm


@st.composite
def _guards(draw: st.DrawFn, parties: list[str], kind: str) -> Document:
    act = draw(
        st.sampled_from(
            [
                {"": "drink"},
                {"": "date", "with": OTHERS},
                {"": "overnight", "where": "home"},
                {"": "date", "with": draw(st.sampled_from(PEOPLE))},
                {"": "travel"},
                {"": "talk", "who": "all parties"},
                {"": "drink", "who": parties[0]},
            ]
        )
    )
    rest = {key: value for key, value in act.items() if key}
    if kind == "gated":
        return {"may": act[""], **rest, "only_if": draw(conditions(parties))}
    if kind == "limit":
        per = draw(st.sampled_from(["day", "week", "month", "5 days", "24h", "ever"]))
        norm = {"may": act[""], **rest, "at_most": draw(st.integers(1, 2)), "per": per}
        if _maybe(draw, 3):
            norm["unless"] = draw(gates_(parties))
        return norm
    norm = {"must_not": act[""], **rest}
    if kind == "not-after":
        norm["after"] = draw(triggers(parties))
        if _maybe(draw, 3) is False:
            norm["for"] = draw(st.sampled_from(SHORT))
    if kind == "not-during":
        norm["during"] = draw(st.sampled_from([{"act": "travel"}, {"act": "host"}, "always"]))
    if _maybe(draw, 3):
        norm["unless"] = draw(conditions(parties))
    return norm


def _add_time(draw: st.DrawFn, norm: Document, day: dt.date, parties: list[str]) -> None:
    for key in draw(
        st.lists(
            st.sampled_from(["within", "within", "within", "by", "before", "until", "for", "wait"]),
            max_size=2,
            unique=True,
        )
    ):
        norm[key] = {
            "within": draw(st.sampled_from(SHORT)),
            "for": draw(st.sampled_from(SHORT)),
            "wait": draw(st.sampled_from(["1h", "1 night", "24h"])),
            "by": draw(
                st.sampled_from(
                    ["next evening", "same night", "next day 18:00", "next sun", "next morning"]
                )
            ),
            "before": draw(triggers(parties)),
            "until": str(day + dt.timedelta(days=draw(st.integers(6, 12)))),
        }[key]
    if "after" not in norm and norm["must"] in {"tell", "talk"}:
        # Written like this it is a gate, and stands in the ledger as one.
        norm.pop("before", None)
    if "from" in norm and "for" in norm:
        del norm["for"]
    if "wait" in norm and not norm.keys() & {"after", "within"}:
        del norm["wait"]


@st.composite
def steps(draw: st.DrawFn, parties: list[str], day: dt.date, depth: int = 1) -> list[Document]:
    """Make what follows a break."""
    return [draw(_step(parties, day, depth)) for _ in range(draw(st.integers(1, 2)))]


@st.composite
def _step(draw: st.DrawFn, parties: list[str], day: dt.date, depth: int) -> Document:
    step = dict(
        draw(
            st.sampled_from(
                [
                    {"must": "tell", "who": "breaker", "to": "affected"},
                    {"must": "apologise", "who": "breaker", "to": "other parties"},
                    {"must": "talk", "who": "all parties", "about": "breach"},
                    {"must": "test", "who": "breaker"},
                    {"must": "time-together", "who": "all parties"},
                    {"must": "test", "who": "caro"},
                    {"must_not": "drink", "who": "breaker"},
                    {"may": "drink", "who": "affected"},
                ]
            )
        )
    )
    if "must_not" in step:
        step["for"] = draw(st.sampled_from(SHORT))
    if "must" in step:
        if _maybe(draw, 6) is False:
            step["within"] = draw(st.sampled_from(SHORT))
            if _maybe(draw, 8):
                step["late"] = "owed"
        if _maybe(draw, 4):
            step["clock"] = draw(st.sampled_from(["breach", "discovery"]))
        if depth and _maybe(draw, 3):
            step["if_broken"] = draw(steps(parties, day, depth=0))
    if depth and _maybe(draw, 5):
        step["breach"] = draw(st.sampled_from(["1", "2", "2+"]))
    return step


@st.composite
def events(
    draw: st.DrawFn, parties: list[str], day: dt.date, names: list[str], *, dated_only: bool
) -> list[Document]:
    found: list[Document] = []
    ids: list[str] = []
    for _ in range(draw(st.integers(0, 12))):
        at = str(day + dt.timedelta(days=draw(st.integers(0, 12))))
        if not (dated_only and _maybe(draw, 6)):
            at += "T" + draw(st.sampled_from(CLOCKS))
        elif sum("T" not in each["at"] for each in found) >= 2:
            at += "T12:00"
        event = {"at": at, **draw(_happened(parties, names, ids, dated_only=dated_only))}
        if _maybe(draw, 3):
            event["id"] = f"e{len(found)}"
            ids.append(event["id"])
        found.append(event)
        if _maybe(draw, 8):
            found.append({**{k: v for k, v in event.items() if k != "id"}})
    return found


@st.composite
def _happened(
    draw: st.DrawFn, parties: list[str], names: list[str], ids: list[str], *, dated_only: bool
) -> Document:
    who = draw(
        st.sampled_from(
            PEOPLE[: 2 if len(parties) == 2 else 3] if _maybe(draw, 4) is False else PEOPLE
        )
    )
    others = [each for each in PEOPLE if each != who]
    kind = draw(
        st.sampled_from(
            ["date"] * 3
            + ["own"] * 4
            + ["talk"] * 2
            + ["tell"] * 3
            + ["word"] * 2
            + ["hurt", "power", "exception"]
        )
    )
    if kind == "hurt":
        return {"act": "hurt"}
    if kind == "power" and dated_only:
        # Whether what has no hour came before a pause of its day, a replay does not ask yet.
        kind = "own"
    if kind == "power":
        event: Document = {
            "act": draw(st.sampled_from(["pause", "pause", "resume", "release", "end"])),
            "who": list(parties) if _maybe(draw) else who,
            "about": draw(st.sampled_from(names)),
        }
        if event["act"] == "pause" and _maybe(draw):
            event["lasting"] = draw(st.sampled_from(["5h", "1 day", "3 days"]))
        return event
    if kind == "exception":
        event = {
            "act": "agree-exception",
            "who": list(parties),
            "about": draw(st.sampled_from(names)),
        }
        if _maybe(draw, 3):
            event["lasting"] = draw(st.sampled_from(["2h", "1 day", "2 nights"]))
        return event
    if kind == "own":
        event = {"act": draw(st.sampled_from(OWN)), "who": who}
        if event["act"] in {"travel", "host"} and _maybe(draw):
            event["lasting"] = draw(st.sampled_from(LENGTHS))
        return event
    if kind == "date":
        company = draw(st.sampled_from(others))
        if len(parties) == 2 and _maybe(draw, 5):
            company = draw(st.lists(st.sampled_from(others), min_size=2, max_size=2, unique=True))
        return {
            "act": draw(st.sampled_from(["date", "overnight", "late-night"])),
            "who": who,
            "with": company,
            "where": draw(st.sampled_from(["home", "hotel", "kitchen"])),
        }
    to: Any = draw(st.sampled_from([each for each in parties if each != who]))
    about = draw(st.sampled_from([None] * 5 + ["drink", "date", "caro", "home.c0", *ids]))
    rest = {} if about is None else {"about": about}
    if kind == "talk":
        word = draw(st.sampled_from(["talk", "time-together", "call"]))
        if _maybe(draw):
            return {"act": word, "who": list(parties), **rest}
        return {"act": word, "who": who, "with": to, **rest}
    if kind == "word":
        word = draw(st.sampled_from(["say-yes", "say-yes", "say-no", "object", "ask"]))
        return {"act": word, "who": who, "to": to, **rest}
    word = draw(st.sampled_from(["tell", "tell", "message", "apologise"]))
    return {"act": word, "who": who, "to": to, **rest}


@st.composite
def documents(draw: st.DrawFn, *, dated_only: bool = False) -> Document:
    """Make a small document, as it stands in a file."""
    day = draw(st.sampled_from(BEGINNINGS)) + dt.timedelta(days=draw(st.integers(0, 3)))
    agreements: Document = {}
    all_names: list[str] = []
    first: list[str] = []
    for name in ["home", "away"][: draw(st.sampled_from([1, 1, 1, 2]))]:
        parties = draw(st.sampled_from([["ana", "ben"], ["ana", "ben"], ["ana", "ben", "caro"]]))
        first = first or parties
        agreements[name], names = draw(_agreement(name, parties, day))
        all_names += names
    found = draw(events(first, day, all_names, dated_only=dated_only))
    document: Document = {
        "polyagree": 1,
        "timezone": "Europe/Lisbon",
        "people": {each: each.title() for each in PEOPLE},
        "agreements": agreements,
        "events": found,
    }
    acts = [each for each in found if "id" in each]
    if acts and _maybe(draw, 3):
        act = draw(st.sampled_from(acts))
        record: Document = {"of": draw(st.sampled_from(all_names))}
        later = dt.date.fromisoformat(act["at"][:10]) + dt.timedelta(days=draw(st.integers(0, 5)))
        record["discovered"] = f"{later}T{draw(st.sampled_from(CLOCKS))}"
        if _maybe(draw):
            record["by"] = draw(st.sampled_from(first))
        record |= {"event": act["id"]} if _maybe(draw) else {"date": act["at"][:10]}
        document["breaches"] = {"b": record}
    return document


@st.composite
def _agreement(
    draw: st.DrawFn, name: str, parties: list[str], day: dt.date
) -> tuple[Document, list[str]]:
    agreement: Document = {"parties": parties}
    if _maybe(draw, 6):
        agreement["accepted"] = {each: str(day) for each in parties}
    else:
        agreement["made"] = str(day - dt.timedelta(days=draw(st.integers(0, 2))))
    if _maybe(draw, 6):
        agreement["ends"] = str(day + dt.timedelta(days=draw(st.integers(5, 14))))
    clauses: Document = {}
    for index in range(draw(st.integers(1, 3))):
        norm = draw(norms(parties, day))
        clauses[f"c{index}"] = {"says": "It.", "norm": norm}
        if _maybe(draw, 5):
            clauses[f"c{index}"]["if_broken"] = draw(steps(parties, day))
    agreement["clauses"] = clauses
    if _maybe(draw, 4):
        agreement["if_broken"] = draw(steps(parties, day))
    if _maybe(draw, 5):
        changed = draw(st.sampled_from(sorted(clauses)))
        date = str(day + dt.timedelta(days=draw(st.integers(2, 9))))
        agreement["revisions"] = [
            {
                "date": date,
                "accepted": dict.fromkeys(parties, date),
                "was": {changed: {"says": "It was.", "norm": draw(norms(parties, day))}},
            }
        ]
    return agreement, [name, *(f"{name}.{clause}" for clause in clauses)]


def polycule(document: Document) -> Polycule:
    """Return what *document* says."""
    return loads(json.dumps(document), format="json")
