"""What would help where a name is nobody's, or stands twice."""

from __future__ import annotations

import pytest

from polyagree.codec import loads
from polyagree.errors import DocumentError

HEAD = "polyagree: 1\npeople: {ana: Ana, ben: Ben}\nagreements: {us: {parties: [ana, ben], clauses: {it: {says: x}}}}\n"
BREACH = "breaches: {b: {of: us.it, by: ana, event: missing}}\n"
ONE = "  - {id: one, at: 2026-03-05, who: ana, act: date}\n"
OTHER = "  - {id: zoo, at: 2026-03-06, who: ana, act: date}\n"


def help_of(document: str) -> str | None:
    with pytest.raises(DocumentError) as caught:
        loads(document)
    (fault,) = caught.value.faults
    return fault.help


@pytest.mark.parametrize(
    ("events", "help"),
    [
        ("", "give the event an `id`, and name that here"),
        (f"events:\n{ONE}", "there is only `one`"),
        (f"events:\n{ONE}{OTHER}", "events are `one`, `zoo`"),
        (
            "events:\n" + "".join(ONE.replace("one", f"{letter * 6}") for letter in "abcdfhijk"),
            None,
        ),
    ],
)
def test_where_a_name_is_nobodys_a_few_are_listed(events: str, help: str | None) -> None:
    assert help_of(HEAD + BREACH + events) == help


def test_an_id_that_stands_twice_says_where_it_stands_first() -> None:
    document = f"{HEAD}events:\n{OTHER}{ONE}{ONE}"

    assert help_of(document) == "`events[1]` has it, too; give one of them another id"
