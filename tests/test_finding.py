"""A report as a notebook shows it, and a finding that keeps its fingerprint."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from polyagree import check, loads
from polyagree.finding import Report

DOCUMENT = """
polyagree: 1
people: {ana: Ana, ben: "<b>&Ben"}
agreements:
  home:
    parties: [ana, ben]
    clauses:
      ask: {says: We ask., norm: {may: date, with: outsiders, only_if: {yes_from: ben}}}
"""


def report(text: str = DOCUMENT) -> Report:
    return check(loads(text))


def test_a_notebook_shows_a_row_for_each_finding():
    table = ET.fromstring(report()._repr_html_())  # noqa: S314  # our own words

    assert len(table.findall("tr")) == len(report()) + 1


def test_what_a_notebook_shows_is_escaped():
    text = DOCUMENT.replace("ask:", "script:").replace("We ask.", "<script>")

    assert "<script>" not in report(text)._repr_html_()


def test_a_fingerprint_stays_when_the_text_around_it_changes():
    later = DOCUMENT.replace("people:", "# A remark.\n\npeople:").replace(
        "We ask.", "We always ask."
    )

    assert [each.fingerprint for each in report().findings] == [
        each.fingerprint for each in report(later).findings
    ]


def test_a_report_without_findings_is_a_report():
    assert Report()
    assert Report().counts() == {"concern": 0, "question": 0, "note": 0}
