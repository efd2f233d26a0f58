"""Who may see a record, in a document."""

from __future__ import annotations

import datetime as dt
import re

import pytest

import polyagree
from polyagree.codec import dumps_events, loads_events
from polyagree.errors import DocumentError
from polyagree.model import Disclosure, Except, Named, Role

HEAD = "polyagree: 1\npeople: {ana: Ana, ben: Ben}\n"
FIRST, LAST = dt.date(2025, 1, 1), dt.date(2025, 2, 1)
ANA, BEN = Named("ana"), Named("ben")


def document(words: str) -> str:
    return f"{HEAD}values: {{care: {{means: Care., visible_to: {words}}}}}\n"


@pytest.mark.parametrize("format", ["yaml", "json", "toml"])
@pytest.mark.parametrize(
    ("words", "viewers"),
    [
        ("nobody", (Role("nobody"),)),
        ("all parties", (Role("all parties"),)),
        ("anyone", (Role("anyone"),)),
        ("[ana, ben]", (ANA, BEN)),
        ("{people: anyone, except: ben}", (Except(people=(Role("anyone"),), except_=(BEN,)),)),
        ("{people: ana, from: 2025-01-01}", (Disclosure(people=(ANA,), from_=FIRST),)),
        ("[{people: ana, until: 2025-02-01}]", (Disclosure(people=(ANA,), until=LAST),)),
        (
            "[ben, {people: [ana, ben], from: 2025-01-01, until: 2025-02-01}]",
            (BEN, Disclosure(people=(ANA, BEN), from_=FIRST, until=LAST)),
        ),
    ],
)
def test_it_is_read_and_comes_back(words: str, viewers: tuple[object, ...], format: str) -> None:
    polycule = polyagree.loads(document(words))
    written = polyagree.dumps(polycule, format=format)  # type: ignore[arg-type]

    assert polycule.values[0].visible_to == viewers
    assert polyagree.loads(written, format=format) == polycule  # type: ignore[arg-type]


def test_one_alone_is_written_alone() -> None:
    polycule = polyagree.loads(document("[{people: [ana], from: 2025-01-01}]"))

    assert "visible_to: {people: ana, from: 2025-01-01}}" in polyagree.dumps(polycule)


@pytest.mark.parametrize(
    ("words", "message", "help"),
    [
        (
            "{people: ana, from: 2025-02-01, until: 2025-01-01}",
            "the last day, 2025-01-01, is before the first, 2025-02-01",
            None,
        ),
        (
            "{people: zoe, from: 2025-02-01}",
            "unknown person `zoe`",
            "people are `ana`, `ben`",
        ),
        (
            "{people: ana}",
            "neither `from` nor `until` says when they may see it",
            "add one of them, or write the people alone",
        ),
        (
            "{people: anyone, except: ben, until: 2025-02-01}",
            "`except` and `until` stand side by side",
            "write `{people: {people: …, except: …}, until: …}`",
        ),
        ("{from: 2025-02-01}", "`people` is missing", "add `people`"),
        ("{people: ana, form: 2025-02-01}", "unknown key `form`", "did you mean `from`?"),
        ("{people: ana, from: soon}", "`soon` is not a date", "write `YYYY-MM-DD`"),
        ("everyone", "unknown person `everyone`", "did you mean `anyone`?"),
    ],
)
@pytest.mark.parametrize("around", ["{}", "[ben, {}]"])
def test_what_is_wrong_is_said_in_one_sentence(
    words: str, message: str, help: str | None, around: str
) -> None:
    with pytest.raises(DocumentError) as caught:
        polyagree.loads(document(around.replace("{}", words)))
    (fault,) = caught.value.faults

    assert (fault.message, fault.help) == (message, help)


def test_an_empty_list_is_asked_about_with_what_it_may_mean() -> None:
    with pytest.raises(DocumentError, match="nobody is named here") as caught:
        polyagree.loads(document("[]"))
    help_ = caught.value.faults[0].help or ""
    nobody_else, everyone = re.findall("`([^`]*)`", help_)

    assert "nobody else" in help_.partition(" or ")[0]
    assert "everyone" in help_.partition(" or ")[2]
    for words in (nobody_else, everyone):
        assert polyagree.loads(document(words))


def test_an_event_in_a_table_may_be_seen_for_a_time() -> None:
    shown = "[ben, {people: ana, from: 2025-01-01}]"
    text = f"{HEAD}events: [{{at: 2025-01-01, act: illness, visible_to: {shown}}}]\n"
    events = polyagree.loads(text).events

    assert loads_events(dumps_events(events, format="csv"), format="csv") == events
