"""Changing a document in its text: what changed changes, and everything else stays as it is."""

from __future__ import annotations

import difflib
import re
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import Phase, given, settings

from polyagree.codec import dumps, loads, migrations, update
from polyagree.errors import DocumentError, MissingExtra, NotKept
from polyagree.model import Clause, Obligation, Person, Polycule, Role
from polyagree.testing.strategies import polycules

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [
    ROOT / "tests/data/sample.yaml",
    *sorted((ROOT / "examples").glob("*.yaml")),
    *sorted((ROOT / "tests/data/prose").glob("*.yaml")),
]
SOME = settings(
    max_examples=20,
    # A pair of documents shrinks for minutes.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)

HOME = """\
# Written in the kitchen.
polyagree: 1

people:
  ana: Ana    # she asked for this name
  # Ben came later.
  ben: {name: Ben}

agreements:
  home:
    parties: [ana, ben]   # both of us
    # What we said first:
    clauses:
      quiet:
        says: >-
          We are quiet
          after ten.
        norm: {must_not: noise, hours: 22:00-06:00}
      # About Thursdays.
      thursdays: {says: Thursday is ours., norm: [{must: date, with: other parties, every: week, days: thu}]}
check_ins:
  - date: 2025-01-05      # the first one
    people: [ana, ben]
  # in spring
  - date: 2025-04-05
    people: ana
"""


KEEP = re.compile(r"# (keep-[0-9]+)")


def changed(before: str, after: str) -> list[str]:
    """Return the lines that went and those that came."""
    return [
        line
        for line in difflib.ndiff(before.splitlines(), after.splitlines())
        if line[:1] in {"+", "-"}
    ]


def comments(text: str) -> list[str]:
    return [line.partition("#")[2].strip() for line in text.splitlines() if "#" in line]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_what_does_not_change_is_not_touched(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert update(text, loads(text)) == text


def test_a_new_word_changes_its_line() -> None:
    polycule = loads(HOME)
    home = polycule.agreement("home")
    thursdays = evolve(home.clause("thursdays"), says="Thursday is for the two of us.")

    after = update(HOME, polycule.put(home.with_clause(thursdays)))

    assert changed(HOME, after) == [
        "-       thursdays: {says: Thursday is ours., norm: [{must: date, with: other parties, every: week, days: thu}]}",
        "+       thursdays: {says: Thursday is for the two of us., norm: [{must: date, with: other parties, every: week, days: thu}]}",
    ]


def test_a_new_clause_comes_behind_the_others() -> None:
    polycule = loads(HOME)
    talk = Clause(
        id="talk", says="We talk.", norm=(Obligation(act="talk", who=(Role("all parties"),)),)
    )

    after = update(HOME, polycule.put(polycule.agreement("home").with_clause(talk)))

    assert changed(HOME, after) == [
        "+       talk: {says: We talk., norm: {must: talk, who: all parties}}"
    ]


def test_a_sentence_alone_is_given_a_norm_in_its_place() -> None:
    text = HOME.replace("      # About", "      dance: We dance more.   # someday\n      # About")
    polycule = loads(text)
    home = polycule.agreement("home")
    nothing_binds = evolve(home.clause("dance"), norm=())

    after = update(text, polycule.put(home.with_clause(nothing_binds)))

    assert changed(text, after) == [
        "-       dance: We dance more.   # someday",
        "+       dance: {says: We dance more., norm: none}   # someday",
    ]
    assert update(after, polycule) == text


def test_somebody_new_comes_behind_the_comment_of_the_one_before() -> None:
    after = update(HOME, loads(HOME).put(Person(id="caro", name="Caro")))

    assert changed(HOME, after) == ["+   caro: Caro"]


def test_a_check_in_that_goes_leaves_the_others_and_their_comments() -> None:
    polycule = loads(HOME)

    after = update(HOME, polycule.drop(polycule.check_ins[0]))

    assert changed(HOME, after) == [
        "-   - date: 2025-01-05      # the first one",
        "-     people: [ana, ben]",
    ]


def test_a_folded_text_is_replaced_as_a_whole() -> None:
    polycule = loads(HOME)
    home = polycule.agreement("home")
    quiet = evolve(home.clause("quiet"), says="We are quiet: always.")

    after = update(HOME, polycule.put(home.with_clause(quiet)))

    assert '        says: "We are quiet: always."' in after.splitlines()
    assert comments(after) == comments(HOME)


def test_windows_line_ends_stay() -> None:
    text = HOME.replace("\n", "\r\n")

    after = update(text, loads(text).put(Person(id="caro", name="Caro")))

    assert after == update(HOME, loads(HOME).put(Person(id="caro", name="Caro"))).replace(
        "\n", "\r\n"
    )


def test_a_text_that_is_no_document_is_refused() -> None:
    with pytest.raises(DocumentError):
        update("polyagree: 1\npeple: {}\n", Polycule())


@SOME
@given(polycules(), polycules())
def test_any_document_can_become_any_other(before: Polycule, after: Polycule) -> None:
    for each in ("yaml", "json"):
        text = dumps(before, format=each)

        assert loads(update(text, after, format=each), format=each) == after


@SOME
@given(polycules(), polycules())
def test_a_document_in_toml_becomes_any_other_or_it_is_said_that_it_cannot(
    before: Polycule, after: Polycule
) -> None:
    text = dumps(before, format="toml")
    try:
        made = update(text, after, format="toml")
    except NotKept:
        return

    assert loads(made, format="toml") == after


@SOME
@given(polycules())
def test_every_comment_stays_where_nothing_goes(before: Polycule) -> None:
    lines = dumps(before).splitlines()
    text = "".join(
        f"{line}  # keep-{index}\n"
        if line.endswith((":", "}", "]"))
        else f"# keep-{index}\n{line}\n"
        for index, line in enumerate(lines)
    )
    after = evolve(before, title="A new title", says=None).put(Person(id="zoe-zoe", name="Zoe"))

    made = update(text, after)

    assert loads(made) == after
    gone = {f"keep-{index}" for index, line in enumerate(lines) if line.startswith("says")}
    assert set(KEEP.findall(text)) - set(KEEP.findall(made)) <= gone


def test_a_document_of_an_older_version_comes_out_in_that_of_today(monkeypatch) -> None:
    def from_nought(moving: migrations.Moving) -> None:
        moving.rename(("folks",), "people")

    monkeypatch.setitem(migrations.MIGRATIONS, 0, from_nought)
    text = "# ours\npolyagree: 0   # the oldest\nfolks:  # all of us\n  ana: Ana  # she\n"

    assert update(text, loads(text)) == (
        "# ours\npolyagree: 1   # the oldest\npeople:  # all of us\n  ana: Ana  # she\n"
    )


TOML = """\
# Written in the kitchen.
polyagree = 1
title = "Ours"   # for now

[people]  # who we are
ana = "Ana"   # she asked for this name
ben = { name = "Ben" }

[agreements.home]
parties = ["ana", "ben"]
"""


def test_comments_of_toml_stay() -> None:
    polycule = evolve(loads(TOML, format="toml"), title="All of ours")

    after = update(TOML, polycule.put(Person(id="caro", name="Caro")), format="toml")

    assert comments(after) == comments(TOML)
    assert loads(after, format="toml").person("caro").name == "Caro"


def test_without_tomlkit_it_says_what_is_missing(monkeypatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "tomlkit", None)
    polycule = evolve(loads(TOML, format="toml"), title="All of ours")

    with pytest.raises(MissingExtra, match=r"install `polyagree\[toml\]`"):
        update(TOML, polycule, format="toml")
