"""Documents with one limit and a log, which several tests of the timeline make."""

from __future__ import annotations

from polyagree import loads
from polyagree.model import Polycule
from polyagree.timeline import Exceedance, exceedances


def document(norm: str, *events: str) -> Polycule:
    said = ", ".join(f"{{{event}}}" for event in events)
    return loads(f"""
polyagree: 1
timezone: Europe/Lisbon
people: {{ana: Ana, ben: Ben, caro: Caro, dan: Dan}}
agreements:
  home:
    parties: [ana, ben]
    clauses:
      it: {{says: So much., norm: {norm}}}
events: [{said}]
""")


def found(norm: str, *events: str) -> tuple[Exceedance, ...]:
    return exceedances(document(norm, *events))


def over(norm: str, *events: str) -> list[int]:
    """Return the events that are surely over the limit."""
    every = [index for each in found(norm, *events) if each.sure for index in each.over]
    return sorted(every)


def unsure(norm: str, *events: str) -> list[int]:
    every = found(norm, *events)

    assert not any(each.sure for each in every)
    return sorted(index for each in every for index in each.over)


def night(at: str, rest: str = "with: caro", who: str = "ana") -> str:
    return f"at: {at}, who: {who}, act: late-night, {rest}"


def nights(*days: str) -> list[str]:
    return [night(f"2025-{day}T23:00") for day in days]


def act(at: str, word: str, rest: str = "", who: str = "ana") -> str:
    return f"at: {at}, who: {who}, act: {word}" + (f", {rest}" if rest else "")
