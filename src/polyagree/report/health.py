"""Who is told after a result, and what safer-sex plans say, for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from polyagree.graph.exposure import Exposure
from polyagree.model.polycule import Polycule
from polyagree.practice.health_duties import TellingDuty
from polyagree.practice.safer_sex import SaferSexPlan
from polyagree.practice.since_when import Since
from polyagree.practice.who_to_tell import ToTell, WhoToTell
from polyagree.report.ledger import Sheet
from polyagree.report.palette import Palette
from polyagree.report.wording import Wording, joined, quoted

__all__ = ["render_plans", "render_who_to_tell"]

_CLINIC = "What to test for, and how far back to look, is a question for a clinic."

_BARRIERS = {
    "used": "with a barrier",
    "failed": "the barrier failed",
    "none": "without a barrier",
    "not said": "",
}


def render_who_to_tell(found: WhoToTell, *, color: bool = False, width: int | None = None) -> str:
    """
    Return *found* as text: since when, then everybody with their path and who tells them.

    Nothing that a document says can steer the terminal.

    Args:
        found: What to tell.
        color: Whether to use ANSI colours.
        width: The columns of the page; ``None``: sentences are not broken.
    """
    return "".join(f"{line}\n" for line in _Page(found, color, width).lines())


def render_plans(
    polycule: Polycule,
    plans: Sequence[SaferSexPlan],
    *,
    color: bool = False,
    width: int | None = None,
) -> str:
    """
    Return what each of *plans* says of tests, of barriers, and of sharing results.

    Args:
        polycule: The document.
        plans: Of it.
        color: Whether to use ANSI colours.
        width: The columns of the page; ``None``: sentences are not broken.
    """
    sheet, wording = Sheet(Palette(color), width), Wording(polycule)
    lines = sheet.title("Safer-sex plans")
    if not plans:
        lines += sheet.text("No agreement in force says anything of tests, barriers or results.")
    for plan in plans:
        lines += ["", *sheet.text(f"{quoted(plan.agreement)}, {wording.people(plan.parties)}")]
        for name, said in _parts(plan):
            lines += sheet.item(f"{name}: {'; '.join(said) or 'nothing is said'}.")
    return "".join(f"{line}\n" for line in lines)


def _parts(plan: SaferSexPlan) -> Iterator[tuple[str, list[str]]]:
    yield "Tests", [f"{each} ({quoted(each.clause)})" for each in plan.testing]
    yield "Barriers", [f"{each} ({quoted(each.clause)})" for each in plan.protections]
    yield "Results", [f"{each} ({quoted(each.clause)})" for each in plan.sharing]


class _Page:
    def __init__(
        self,
        found: WhoToTell,
        color: bool,  # noqa: FBT001  # handed on
        width: int | None,
    ) -> None:
        self._found = found
        self._sheet = Sheet(Palette(color), width)
        year = None if found.on is None else found.on.year
        self._wording = Wording(found.polycule, year=year)

    def lines(self) -> Iterator[str]:
        found, sheet = self._found, self._sheet
        yield from sheet.title(self._title())
        if found.viewer is not None:
            seen = f"As far as {self._wording.person(found.viewer)} may see it."
            yield from sheet.text(seen)
        for each in found.since:
            yield from sheet.text(self._since(each))
        yield ""
        yield from sheet.title("Who could have been exposed")
        for person in found.people:
            yield from sheet.item(self._person(person))
            for line in self._telling(person):
                yield from sheet.item(line, depth=1)
        if not found.people:
            yield from sheet.text("Nobody else in the document, as far as it is recorded.")
        if found.not_named:
            yield ""
            yield from sheet.title("Not named in the document")
            for other in found.not_named:
                people = self._wording.people(other.with_)
                at = self._wording.at(other.at)
                yield from sheet.item(f"{quoted(other.words)}, with {people} {at}.")
        yield ""
        yield from sheet.text(_CLINIC)

    def _title(self) -> str:
        found = self._found
        day = "" if found.on is None else f", as of {self._wording.heading(found.on)}"
        if found.after is None:
            names = self._wording.people([each.person for each in found.since])
            return f"Who to tell, from {names} on{day}"
        event = found.polycule.events[found.after]
        return f"Who to tell after {quoted(event.id or event.act)}{day}"

    def _since(self, since: Since) -> str:
        person, wording = self._wording.person(since.person), self._wording
        if since.at is None and self._found.after is None:
            return f"{person}: everything on record, since no day is named."
        if since.at is None:
            return f"{person}: everything on record, since no test with clear results is."
        at = wording.at(since.at).removeprefix("on ").removeprefix("at ")
        match since.why:
            case "last test":
                return f"{person}: since {at}, the last test whose results were not positive."
            case "event":
                return f"{person}: since {at}, when it happened."
            case _:
                return f"{person}: since {at}."

    def _person(self, each: ToTell) -> str:
        steps = "; then ".join(self._step(step) for step in each.path)
        name = self._wording.person(each.person)
        if each.is_sure:
            return f"{name}: {steps}."
        return f"{name}, possibly: {steps}. The hours that are recorded leave the order open."

    def _step(self, step: Exposure) -> str:
        barrier = _BARRIERS[step.barrier]
        people = self._wording.people([step.from_, step.to])
        return f"{people} {self._wording.at(step.at)}" + (f", {barrier}" if barrier else "")

    def _telling(self, each: ToTell) -> Iterator[str]:
        name = self._wording.person(each.person)
        if each.told is not None:
            at = self._found.polycule.events[each.told].at
            yield f"{name} was told {self._wording.at(at)}."
            return
        if each.by is not None:
            by = self._wording.person(each.by)
            how = "can tell" if each.is_direct else "can pass it on to"
            kept = ""
            if each.kept_private:
                words = joined([quoted(word) for word in each.kept_private])
                kept = f", and keeps {words} private"
            yield f"{by} {how} {name}{kept}."
        if each.not_by:
            clauses = joined([quoted(clause) for clause in each.not_by])
            yield f"By {clauses}, {name} is not told by others who could."
        for duty in each.duties:
            yield self._duty(duty)

    def _duty(self, duty: TellingDuty) -> str:
        teller = self._wording.person(duty.teller)
        told = self._wording.person(duty.told)
        required = joined([quoted(word) for word in duty.required])
        what = f" It asks for {required}." if required else ""
        match duty.state:
            case "open" | "late":
                when = self._wording.until(duty.until) if duty.until else "with no time set"
                over = ", which is over" if duty.state == "late" else ""
                return f"{quoted(duty.clause)}: {teller} tells {told} {when}{over}.{what}"
            case "kept":
                return f"{quoted(duty.clause)}: {teller} has told {told}.{what}"
            case _:
                return f"{quoted(duty.clause)}: {teller} tells {told} when it comes to that.{what}"
