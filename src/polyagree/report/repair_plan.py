"""A plan after a break, as a document to edit: YAML with remarks for people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from textwrap import wrap

from polyagree.codec.shape import Tree
from polyagree.codec.surface.document import converter
from polyagree.codec.yaml import WIDTH, block
from polyagree.model import PersonId, Polycule, Repair, RepairStep, StepName
from polyagree.practice.grounds import Grounds, grounds

__all__ = ["render_repair_plan"]

_TOP = (
    "A plan to edit together. It belongs under `repairs` of your document; what stands after a #"
    " is for you, and may go. Steps may come in any order, and each may be left out: take the"
    " line away, or write `skipped` with a reason. To end it, with `ended` and a date, is as good"
    " as to settle it."
)
_READY = "Nobody has to be ready today. There is no deadline in it but those that you agreed on."
_APOLOGY = (
    "When it is time for it. A sentence for each: what happened, what it did, what your own part"
    " is, what will be different."
)
_REMARKS: dict[StepName, str] = {
    "containment": (
        "So that it hurts less for now: a pause, if both want one, with an end. Nothing is decided"
        " in the first heat.\n"
        "norm: {must_not: date, with: outsiders, for: 2 weeks}"
    ),
    "debrief": (
        "What happened, as each of you saw it: in turns, and each says back what was heard. Whoever"
        " needs a break takes one."
    ),
    "impact": "What it did: to trust, to sleep, to plans. A sentence under `impact` is enough.",
    "renegotiation": "Does what you agreed on still fit? To leave it as it is, is an answer, too.",
    "safeguards": (
        "Something small that makes it easier next time. Once it stands in a clause,"
        " `stands_in` names it."
    ),
    "aftercare": "Time for each other, without going on about it.",
    "small-actions": (
        "What is done again and again, and seen.\n"
        "norm: {must: message, who: …, to: …, every: week, for: 8 weeks}"
    ),
    "dialogue": "How it goes, every week or two, and what went well.",
    "outside-help": "Somebody from outside, if a doubt stays. `skipped: not needed` is a reason.",
}
_CLINIC = "For what it means for your health, ask a clinic, and say what you do until you know."


def render_repair_plan(polycule: Polycule, plan: Repair, *, on: dt.date | None = None) -> str:
    """
    Return *plan* as YAML, with remarks on what the document tells for each step.

    It loads when it is put into the document: what stands after a ``#`` is no part of it.

    Args:
        polycule: The document.
        plan: A plan for one of its breaches, as :func:`~polyagree.practice.plan_repair` makes it.
        on: As of this day; ``None``: of the last day that the document records.
    """
    found = grounds(polycule, plan.of[0], on=on)
    told = _Told(polycule, found)
    lines = [*_remark(_TOP, 0), *_remark(_READY, 0), "repairs:", f"  {plan.id}:"]
    lines.append(f"    of: {plan.of[0]}")
    lines += [line for text in told.people() for line in _remark(text, 4)]
    lines += told.apology()
    lines.append("    steps:")
    for step in plan.steps:
        for text in told.about(step):
            lines += _remark(text, 6)
        lines += _item(step)
    return "\n".join(lines) + "\n"


class _Told:
    """What a document tells, in sentences."""

    def __init__(self, polycule: Polycule, found: Grounds) -> None:
        self._polycule = polycule
        self._found = found

    def people(self) -> Iterator[str]:
        """Yield whom it concerns, and who is near to it."""
        about = self._found.concerned
        if about.by:
            yield f"Not kept by {self._names(about.by)}; it affects {self._names(about.affected)}."
        else:
            yield f"It concerns {self._names(about.people)}."
        for near in self._found.near:
            yield (
                f"Near to it: {self._name(near.who)}, a partner of {self._names(near.partner_of)}."
                " Whether and what they hear is for you to agree on."
            )
            if near.hidden_from:
                yield (
                    f"In the document that is not for {self._names(near.hidden_from)} to see:"
                    " leave the line above out where they read this."
                )

    def apology(self) -> list[str]:
        """Return lines for an apology, all of them remarks."""
        about = self._found.concerned
        if not about.by or set(about.by) >= set(about.affected):
            return []
        by, to = (", ".join(people) for people in (about.by, about.affected))
        return [
            *_remark(_APOLOGY, 4),
            "    # apology:",
            f"    #   by: [{by}]",
            f"    #   to: [{to}]",
            *(f"    #   {part}: …" for part in ("happened", "impact", "responsibility", "plan")),
        ]

    def about(self, step: RepairStep) -> Iterator[str]:
        """Yield what the document tells for *step*."""
        found = self._found
        yield self._remark(step.step)
        if any(each.step == step.step for each in found.agreed):
            yield "You agreed on this for after a break."
        match step.step:
            case "containment" if found.touches_health:
                yield _CLINIC
            case "impact":
                yield from self._impacts()
            case "renegotiation" | "safeguards":
                for each in found.guarded:
                    norms = "; ".join(f"{norm.modal}: {norm.act}" for norm in each.norms)
                    yield f"`{each.name}`: {' '.join(each.says.split())}" + (
                        f" ({norms})" if norms and step.step == "safeguards" else ""
                    )
            case "dialogue":
                for due in found.looks[:1]:
                    yield f"The next look at `{due.agreement}`: by {due.by}."

    def _remark(self, step: StepName) -> str:
        """Return what belongs into *step*; where it counts from the plan on, with that day."""
        begins = self._found.begins
        remark = _REMARKS[step]
        return remark if begins is None else remark.replace(" for: ", f" from: {begins}, for: ")

    def _impacts(self) -> Iterator[str]:
        about = self._found.concerned
        said = tuple(person for person in about.affected if person not in about.unnamed)
        if said:
            yield f"{self._names(said)} said it."
        if about.unnamed:
            yield f"Not said yet by {self._names(about.unnamed)}; it can wait until it is time."

    def _name(self, person: PersonId) -> str:
        return " ".join(self._polycule.person(person).name.split())

    def _names(self, people: tuple[PersonId, ...]) -> str:
        names = [self._name(person) for person in people]
        return (
            " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else "".join(names)
        )


def _item(step: RepairStep) -> list[str]:
    tree: dict[str, Tree] = converter().unstructure(step)
    return block([tree], 6).rstrip("\n").split("\n")


def _remark(text: str, indent: int) -> list[str]:
    pad = " " * indent + "# "
    return [line for part in text.split("\n") for line in _wrapped(part, pad)]


def _wrapped(text: str, pad: str) -> list[str]:
    return wrap(
        "".join(each if each.isprintable() else " " for each in text),
        width=WIDTH,
        initial_indent=pad,
        subsequent_indent=pad,
        break_long_words=False,
        break_on_hyphens=False,
    )
