"""The parts of a document that analyzers look at, each with its place."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

from attrs import field, frozen

from polyagree.finding import Evidence
from polyagree.model.agreement import Agreement
from polyagree.model.boundary import Boundary
from polyagree.model.check_in import CheckIn, Concern
from polyagree.model.clause import Clause
from polyagree.model.conditions import AllOf, AnyOf, Done, Gate, Not, Situation, State, Status
from polyagree.model.disclosure import viewers_on
from polyagree.model.gates import Around, GateUse, gates_of, happenings_over
from polyagree.model.happening import Happening
from polyagree.model.ids import PersonId
from polyagree.model.norms import Norm, Obligation, Permission, Power, Prohibition
from polyagree.model.noted import Noted
from polyagree.model.people import Named, People
from polyagree.model.repair import Repair
from polyagree.model.value import Value
from polyagree.source import Path, Span, dotted

if TYPE_CHECKING:
    from polyagree.analyzers.context import Context, RepairProgress
    from polyagree.analyzers.readings import ReadAt

__all__ = [
    "AgreementAt",
    "BoundaryAt",
    "CheckInAt",
    "ClauseAt",
    "ConcernAt",
    "GateAt",
    "NormAt",
    "NotedAt",
    "PartAt",
    "Place",
    "RepairAt",
    "ValueAt",
    "in_words",
    "inside_norm",
    "labels",
]

_BREAKS = ("breach", "break-agreement", "hurt", "discovery")


def in_words(people: People) -> str:
    """Return *people* as they are written, with commas."""
    return ", ".join(str(term) for term in people)


def labels(names: Sequence[str], contents: Sequence[object]) -> list[str]:
    """
    Return *names* made different, whatever the order in which they stand.

    Where a name occurs again, four digits of what stands behind it follow, and `#2` and
    so on only where that is the same as well.
    """
    often = Counter(names)
    seen: Counter[str] = Counter()
    told = []
    for name, content in zip(names, contents, strict=True):
        if often[name] > 1:
            name = f"{name}~{sha256(repr(content).encode()).hexdigest()[:4]}"  # noqa: PLW2901  # the same, made longer
        seen[name] += 1
        told.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return told


@frozen(kw_only=True, eq=False)
class Place:
    """
    Somewhere in a document.

    Attributes:
        context: What it is part of.
        path: The keys and list positions that lead to it.
        anchor: The same with each list position replaced by the item's own key.
        is_keyed: Whether it is told by its key rather than by its value.
    """

    context: Context = field(repr=False)
    path: Path
    anchor: str
    is_keyed: bool = False

    @property
    def span(self) -> Span | None:
        """Where it stands in the text; ``None`` if it was not read from one."""
        return self.context.span(self.path, key=self.is_keyed)

    @property
    def read_in(self) -> ReadAt | None:
        """The words in which it was read; ``None``: the document declares it."""
        return None

    def evidence(self, fact: str, value: str) -> Evidence:
        """Return that *fact* has *value* here."""
        return Evidence(path=dotted(self.path), fact=fact, value=value, span=self.span)


@frozen(kw_only=True, eq=False)
class NormAt(Place):
    """
    A norm that the document declares, or one that was read in its words.

    Attributes:
        norm: The norm.
        agreement: The agreement in which it stands; ``None``: in none.
        clause: The clause in which it stands; ``None``: in none.
        boundary: The boundary in which it stands; ``None``: in none.
        parties: Who the parties are: of the agreement, or whoever is concerned.
        is_reparation: Whether it comes into force when something was not kept.
        repairs: The paths of what it repairs; empty where it is no reparation.
        read_in: The words in which it was read; ``None``: the document declares it.
    """

    norm: Norm
    agreement: Agreement | None = None
    clause: Clause | None = None
    boundary: Boundary | None = None
    parties: frozenset[PersonId] = frozenset()
    is_reparation: bool = False
    repairs: tuple[Path, ...] = ()
    read_in: ReadAt | None = field(default=None, repr=False)

    @property
    def act(self) -> str:
        """The word for the act, or for the power."""
        return self.norm.act

    @cached_property
    def bearers(self) -> frozenset[PersonId]:
        """Who is bound, as far as the document lists them."""
        if self.norm.who:
            return self.resolve(self.norm.who)
        if self.boundary is not None:
            return frozenset({self.boundary.holder})
        return frozenset() if self.is_reparation else self.parties

    @property
    def holders(self) -> frozenset[PersonId]:
        """Who has the power; the same people as the bearers of another norm."""
        return self.bearers

    @property
    def holder(self) -> str:
        """Who has the power, as it is written."""
        if self.norm.who:
            return in_words(self.norm.who)
        return "each party" if self.boundary is None else self.boundary.holder

    @cached_property
    def reaches(self) -> frozenset[PersonId]:
        """
        Whom it names besides its bearer: in its act, or in what a power is over.

        A relationship that is named reaches the people in it. Open words such as
        ``outsiders`` name nobody.
        """
        reached: set[PersonId] = set()
        for part in self.targets:
            people = (*part.with_, *part.to)
            if isinstance(part, Happening):
                people = (*part.who, *people)
            reached |= self.named(people)
            reached |= self.named(
                tuple(Named(name) for name in part.about if isinstance(name, str))
            )
        if isinstance(self.norm, Power):
            for name in self.norm.over:
                if isinstance(name, str):
                    reached |= self.context.people_of(name)
        return frozenset(reached)

    @property
    def targets(self) -> tuple[Norm | Happening, ...]:
        """The acts that it is about, which are those that a power is over, else its own."""
        if isinstance(self.norm, Power):
            return happenings_over(self.norm, self.context.words)
        return (self.norm,)

    @cached_property
    def gates(self) -> tuple[GateAt, ...]:
        """Whose word the act waits for, however it is spelled."""
        return tuple(
            GateAt(
                context=self.context,
                path=self.path if self.read_in else (*self.path, *use.path),
                anchor=self.anchor + ("" if self.read_in else inside_norm(self.norm, use.path)),
                norm_at=self,
                use=use,
            )
            for use in gates_of(self.norm, vocabulary=self.context.words, around=self._around)
        )

    @property
    def _around(self) -> Around:
        return Around(
            holder=None if self.boundary is None else self.boundary.holder,
            is_step=self.is_reparation,
            bearers=self.bearers,
            resolve=lambda people, doer: self.resolve(people, holder=doer),
            people_of=self.context.named_people,
            owners_of=self.context.owners_of,
        )

    @property
    def is_binding(self) -> bool:
        """Whether it can be broken, as a duty, a prohibition, a limit or a gated permission can."""
        match self.norm:
            case Obligation() | Prohibition():
                return True
            case Permission():
                return self.norm.is_limit or bool(self.gates)
            case _:
                return False

    @property
    def follows_a_break(self) -> bool:
        """Whether it begins when something was not kept, or hurt somebody."""
        after = self.norm.after
        return after is not None and self.context.is_any_of(after.act, _BREAKS)

    def resolve(self, people: People, *, holder: PersonId | None = None) -> frozenset[PersonId]:
        """Return whom *people* can mean here."""
        if holder is None and self.boundary is not None:
            holder = self.boundary.holder
        return self.context.resolve(people, parties=self.parties, holder=holder)

    def named(self, people: People) -> frozenset[PersonId]:
        """Return those of *people* who are told by name, as persons or as a group."""
        return self.context.named(people)


@frozen(kw_only=True, eq=False)
class GateAt(Place):
    """
    A gate in a norm.

    Attributes:
        norm_at: The norm.
        use: The gate, and how it is used.
    """

    norm_at: NormAt
    use: GateUse

    @property
    def read_in(self) -> ReadAt | None:
        """The words in which it was read; ``None``: the document declares it."""
        return self.norm_at.read_in

    @property
    def gate(self) -> Gate:
        """The gate."""
        return self.use.gate

    @property
    def people(self) -> str:
        """Whose word it is, as it is written."""
        return in_words(self.gate.people)

    @cached_property
    def receivers(self) -> frozenset[PersonId]:
        """Whose word it is, as far as the document lists them."""
        return self.norm_at.resolve(self.gate.people)

    @property
    def acts(self) -> tuple[str, ...]:
        """The acts that wait, which a duty to ask names after ``before``."""
        norm = self.norm_at.norm
        if isinstance(norm, Power):
            return tuple(target.act for target in self.norm_at.targets) or (norm.act,)
        if self.use.path == ("before",) and isinstance(norm, Obligation) and norm.before:
            return (norm.before.act,)
        return (norm.act,)

    @property
    def waiting(self) -> tuple[Norm | Happening, ...]:
        """What waits, with its qualifiers."""
        norm = self.norm_at.norm
        if self.use.path == ("before",) and isinstance(norm, Obligation) and norm.before:
            return (norm.before,)
        return self.norm_at.targets

    @property
    def act(self) -> str:
        """The acts that wait, with commas."""
        return ", ".join(self.acts)


@frozen(kw_only=True, eq=False)
class AgreementAt(Place):
    """
    An agreement.

    Attributes:
        agreement: The agreement.
        steps: What follows a break of any of its clauses that has nothing of its own.
    """

    agreement: Agreement
    steps: tuple[NormAt, ...] = ()

    def part(self, key: str) -> PartAt:
        """Return the place of what stands in it under *key*."""
        return PartAt(
            context=self.context,
            path=(*self.path, key),
            anchor=f"{self.anchor}.{key}",
            is_keyed=True,
            agreement_at=self,
        )

    @property
    def clauses(self) -> tuple[ClauseAt, ...]:
        """Its clauses, without the boundaries among them."""
        return self.context.clauses_of(self.agreement)

    @cached_property
    def after_a_break(self) -> tuple[NormAt, ...]:
        """The norms in its clauses that begin when some agreement was not kept."""
        return tuple(
            norm for clause in self.clauses for norm in clause.norms if norm.follows_a_break
        )


@frozen(kw_only=True, eq=False)
class PartAt(Place):
    """
    What stands in an agreement under a key of it, such as its review.

    Attributes:
        agreement_at: The agreement.
    """

    agreement_at: AgreementAt


@frozen(kw_only=True, eq=False)
class ClauseAt(Place):
    """
    A clause.

    Attributes:
        clause: The clause.
        agreement_at: The agreement in which it stands.
        norms: What it binds people to.
        steps: What follows when it is not kept: its own steps, not those inside them.
    """

    clause: Clause
    agreement_at: AgreementAt
    norms: tuple[NormAt, ...] = ()
    steps: tuple[NormAt, ...] = ()

    @property
    def agreement(self) -> Agreement:
        """The agreement in which it stands."""
        return self.agreement_at.agreement

    @property
    def name(self) -> str:
        """Its name as others refer to it."""
        return f"{self.agreement.id}.{self.clause.id}"

    @property
    def reading(self) -> ReadAt | None:
        """What was read in it; ``None``: it declares what it means."""
        return self.context.reading_at(self.path)

    @property
    def all_norms(self) -> tuple[NormAt, ...]:
        """What it binds people to, or what was read where it declares nothing."""
        return self.norms if self.reading is None else self.reading.norms


@frozen(kw_only=True, eq=False)
class BoundaryAt(Place):
    """
    A boundary, of its own or among the clauses of an agreement.

    Attributes:
        boundary: The boundary.
        agreement: The agreement in which it stands; ``None``: in none.
        norms: What it means, and what its holder does when it is reached.
    """

    boundary: Boundary
    agreement: Agreement | None = None
    norms: tuple[NormAt, ...] = ()

    @cached_property
    def circle(self) -> frozenset[PersonId]:
        """Who lives with it: those who share a relationship or an agreement with its holder."""
        circle = self.context.circle_of(self.boundary.holder)
        if self.agreement is not None:
            circle = frozenset(self.agreement.parties)
        if self.boundary.visible_to:
            circle &= self.context.resolve(
                viewers_on(self.boundary.visible_to, self.context.on),
                parties=circle | {self.boundary.holder},
                holder=self.boundary.holder,
            )
        return circle - {self.boundary.holder}


@frozen(kw_only=True, eq=False)
class CheckInAt(Place):
    """
    A check-in.

    Attributes:
        check_in: The check-in.
        day: Its day, on the wall clock of the document's zone.
    """

    check_in: CheckIn
    day: dt.date

    @cached_property
    def people(self) -> frozenset[PersonId]:
        """Who was there."""
        return frozenset(self.check_in.people)

    @cached_property
    def heard(self) -> frozenset[PersonId]:
        """Whose scores, feelings or concerns are written down."""
        heard = {score.who for score in self.check_in.scores}
        heard |= {feeling.who for feeling in self.check_in.feelings}
        heard |= {concern.who for concern in self.check_in.concerns}
        return frozenset(heard)

    @property
    def concerns(self) -> tuple[ConcernAt, ...]:
        """What troubled people."""
        concerns = self.check_in.concerns
        told = labels([each.who for each in concerns], concerns)
        return tuple(
            ConcernAt(
                context=self.context,
                path=(*self.path, "concerns", index),
                anchor=f"{self.anchor}.concerns[{told[index]}]",
                concern=concern,
                check_in_at=self,
            )
            for index, concern in enumerate(concerns)
        )


@frozen(kw_only=True, eq=False)
class ConcernAt(Place):
    """
    Something that troubled somebody.

    Attributes:
        concern: What.
        check_in_at: The check-in in which it was said.
    """

    concern: Concern
    check_in_at: CheckInAt


@frozen(kw_only=True, eq=False)
class NotedAt(Place):
    """
    That somebody thought a finding over.

    Attributes:
        noted: What they wrote down.
        above: The path of what it is noted at.
    """

    noted: Noted
    above: Path


@frozen(kw_only=True, eq=False)
class RepairAt(Place):
    """
    A repair, and how far it is.

    Attributes:
        repair: The repair.
        progress: How far it is on the day.
        norms: What people undertook in its steps, whether they are done or not.
    """

    repair: Repair
    progress: RepairProgress
    norms: tuple[NormAt, ...] = ()

    @property
    def is_over(self) -> bool:
        """Whether it was settled or ended, and not taken up again."""
        return self.progress.state in {"settled", "ended"}

    @property
    def has_ended(self) -> bool:
        """Whether people ended it, or what they had, which is nothing to ask about."""
        return self.progress.closed is not None and self.repair.ended is not None

    @property
    def breaches(self) -> str:
        """The breaches that it mends, as they are called."""
        return ", ".join(sorted(self.repair.of))

    def inside(self, *keys: str | int) -> Place:
        """Return the place of what stands in it under *keys*; steps are called by their names."""
        steps = labels([step.step for step in self.repair.steps], self.repair.steps)
        anchor = self.anchor
        for above, key in zip(("", *keys), keys, strict=False):
            is_step = above == "steps" and isinstance(key, int)
            anchor += f"[{steps[int(key)]}]" if is_step else f".{key}"
        return Place(
            context=self.context,
            path=(*self.path, *keys),
            anchor=anchor,
            is_keyed=isinstance(keys[-1], str),
        )


@frozen(kw_only=True, eq=False)
class ValueAt(Place):
    """
    A value.

    Attributes:
        value: The value.
    """

    value: Value


def inside_norm(norm: object, path: Path) -> str:
    """Return *path* inside *norm* as part of an anchor."""
    text = ""
    at: object = norm
    for step in path:
        if isinstance(step, int):
            parts = at.all_of if isinstance(at, AllOf) else at.any_ if isinstance(at, AnyOf) else ()
            told = labels([_label(part) for part in parts], parts)
            text += f"[{told[step]}]" if step < len(told) else f"[{step}]"
            at = parts[step] if step < len(parts) else None
            continue
        text += f".{step}"
        if step == "any" and isinstance(at, AnyOf):
            continue
        at = getattr(at, f"{step}_", getattr(at, step, None))
    return text


def _label(condition: object) -> str:
    match condition:
        case Gate():
            return condition.kind
        case Situation():
            return condition.word
        case State():
            return condition.is_
        case Happening():
            return condition.act
        case Done():
            return f"done {condition.done.act}"
        case Status():
            return f"{condition.status} {condition.of}"
        case Not():
            return f"not {_label(condition.not_)}"
        case AnyOf():
            return "any"
        case _:
            return "all"
