"""Documents of older versions: read as those of today, with the places in which they were written."""

from __future__ import annotations

import pytest

from polyagree.analyzers.run import check
from polyagree.codec import FORMATS, dumps, loads, migrations
from polyagree.codec.migrations import Moving
from polyagree.errors import DocumentError
from polyagree.source import dotted

OLD = """\
polyagree: 0
folks: {ana: Ana, ben: Ben}
agreements:
  home:
    between: [ana, ben]
    clauses:
      first: {says: We ask first., norm: {may: date, gate: {yes: other parties}}}
limits:
  - {name: sleep, of: ben, says: I need to sleep.}
"""
NEW = """\
polyagree: 1
people: {ana: Ana, ben: Ben}
agreements:
  home:
    parties: [ana, ben]
    clauses:
      first: {says: We ask first., norm: {may: date, only_if: {yes_from: other parties}}}
boundaries:
  sleep: {holder: ben, says: I need to sleep.}
"""


def from_nought(moving: Moving) -> None:
    """Bring a document of the invented version 0 to version 1."""
    for path in list(moving.each("folks")):
        moving.rename(path, "people")
    for path in list(moving.each("agreements", "*", "between")):
        moving.rename(path, "parties")
    for path in list(moving.each("agreements", "*", "clauses", "*", "norm", "gate")):
        moving.rename((*path, "yes"), "yes_from")
        moving.rename(path, "only_if")
    for path in list(moving.each("limits", "*")):
        name = moving.get((*path, "name"))
        moving.drop((*path, "name"))
        moving.rename((*path, "of"), "holder")
        moving.replace((*path, "says"), str(moving.get((*path, "says"))))
        moving.move(path, ("boundaries", name))
    if "limits" in moving.tree:
        moving.drop(("limits",))


@pytest.fixture(autouse=True)
def a_version_before(monkeypatch):
    monkeypatch.setitem(migrations.MIGRATIONS, 0, from_nought)


def test_an_older_document_loads_to_the_model_of_today():
    assert loads(OLD) == loads(NEW)


@pytest.mark.parametrize("format", FORMATS)
def test_it_is_written_in_the_version_of_today(format):
    again = dumps(loads(OLD), format=format)

    assert loads(again, format=format) == loads(NEW)
    assert again == dumps(loads(NEW), format=format)


def test_a_finding_points_at_the_words_as_they_were_written():
    (finding,) = check(loads(OLD), select=["PER101"]).findings

    assert dotted(finding.path) == "agreements.home.clauses.first.norm[0].only_if.yes_from"
    assert finding.span.line == 7
    assert OLD.splitlines()[6][finding.span.column - 1 :].startswith("other parties")


def test_a_boundary_that_moved_keeps_its_place():
    (finding,) = check(loads(OLD), select=["UND607"]).findings

    assert (finding.span.line, finding.span.column) == (9, 5)


def test_a_fault_has_the_path_and_the_place_of_the_text():
    with pytest.raises(DocumentError) as caught:
        loads(OLD.replace("other parties", "othr").replace("[ana, ben]", "[ana, bne]"))

    assert [(dotted(each.path), each.line) for each in caught.value.faults] == [
        ("agreements.home.between[1]", 5),
        ("agreements.home.clauses.first.norm.gate.yes", 7),
    ]


def test_a_version_that_is_to_come_is_refused():
    with pytest.raises(DocumentError) as caught:
        loads("polyagree: 2\n")

    (fault,) = caught.value.faults
    assert fault.message == "format version `2` is not known"
    assert fault.help == (
        "this release reads version 1: `polyagree: 1`; a newer release may read the other"
    )


def test_an_old_document_is_not_changed_by_being_read():
    before = loads(OLD).source

    assert before.text == OLD
