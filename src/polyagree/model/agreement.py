"""What people undertake towards each other, and how it changes."""

from __future__ import annotations

import datetime as dt

from attrs import Attribute, evolve, field, frozen
from attrs.validators import optional

from polyagree.clock import Cadence, Day, Hours, Month
from polyagree.errors import InvalidAgreement, UnknownName
from polyagree.model._validators import each_not_blank, not_blank, refers, repeated
from polyagree.model.boundary import Boundary
from polyagree.model.clause import Clause, Elsewhere
from polyagree.model.disclosure import Viewers
from polyagree.model.ids import AgreementId, ClauseId, PersonId, ValueId, Word, valid_id
from polyagree.model.norms import Norm
from polyagree.model.noted import Noted

__all__ = ["Acceptance", "Agreement", "FormerClause", "Review", "Revision"]

_TWO = 2


@frozen(kw_only=True)
class Acceptance:
    """
    That one party accepted a wording. Nobody accepts by silence.

    Attributes:
        by: Who accepted.
        date: When.
        revoked: When they took it back; ``None``: they did not.
        because: Why they took it back, or accepted.
    """

    by: PersonId = field(metadata=refers("person"))
    date: dt.date
    revoked: dt.date | None = field(default=None)
    because: str | None = field(default=None, validator=optional(not_blank))

    @revoked.validator
    def _after_it_was_given(self, attribute: Attribute[object], value: dt.date | None) -> None:
        if value is not None and value < self.date:
            raise InvalidAgreement(
                f"`{self.by}` revoked on {value} what was accepted on {self.date}",
                field=attribute.name,
            )

    def holds_on(self, day: dt.date) -> bool:
        """Return whether it was given, and not taken back, on *day*."""
        return self.date <= day and (self.revoked is None or day < self.revoked)


@frozen(kw_only=True)
class Review:
    """
    That people look at an agreement again.

    Attributes:
        every: How often.
        days: On which days.
        hours: At which hours.
        months: In which months.
        after: After which happenings as well.
        asks: Which questions they ask themselves.

    Source:
        A13.
    """

    every: Cadence | None = None
    days: tuple[Day, ...] = ()
    hours: Hours | None = None
    months: tuple[Month, ...] = ()
    after: tuple[Word, ...] = field(default=(), metadata=refers("act", "happening", "situation"))
    asks: tuple[str, ...] = field(default=(), validator=each_not_blank)

    def __attrs_post_init__(self) -> None:
        """Refuse a review without a time."""
        if self.every is None and not (self.days or self.months or self.after):
            raise InvalidAgreement(
                "the review does not say when it is", help="write `every: month`, or `after: [...]`"
            )


@frozen(kw_only=True)
class FormerClause:
    """
    A clause as it stood before a revision.

    Attributes:
        id: The key of the clause.
        was: The clause; ``None``: there was none, it is new.
    """

    id: ClauseId
    was: Clause | Boundary | None = field()

    @was.validator
    def _the_same_clause(
        self, attribute: Attribute[object], value: Clause | Boundary | None
    ) -> None:
        if value is not None and value.id != self.id:
            raise InvalidAgreement(
                f"what `{self.id}` was is called `{value.id}`", field=attribute.name, value=value.id
            )


@frozen(kw_only=True)
class Revision:
    """
    That the wording of an agreement changed.

    Attributes:
        date: From when on.
        because: Why; ``None``: not said.
        ends: The last day of the new wording, where it is a trial.
        accepted: Who accepted the new wording.
        was: The clauses it changed, as they stood before.

    Source:
        C19.
    """

    date: dt.date
    because: str | None = field(default=None, validator=optional(not_blank))
    ends: dt.date | None = field(default=None)
    accepted: tuple[Acceptance, ...] = field(default=())
    was: tuple[FormerClause, ...] = field(default=())

    @ends.validator
    def _after_its_beginning(
        self, attribute: Attribute[dt.date | None], value: dt.date | None
    ) -> None:
        if value is not None and value < self.date:
            raise InvalidAgreement(
                f"the revision ends on {value}, before it begins on {self.date}",
                field=attribute.name,
            )

    @accepted.validator
    def _each_once(
        self, attribute: Attribute[tuple[Acceptance, ...]], value: tuple[Acceptance, ...]
    ) -> None:
        if (twice := repeated(each.by for each in value)) is not None:
            raise InvalidAgreement(f"`{twice}` accepted twice", field=attribute.name, value=twice)

    @was.validator
    def _each_clause_once(
        self, attribute: Attribute[tuple[FormerClause, ...]], value: tuple[FormerClause, ...]
    ) -> None:
        if (twice := repeated(each.id for each in value)) is not None:
            raise InvalidAgreement(f"`{twice}` stands twice", field=attribute.name, value=twice)

    def changes(self, clause: str) -> bool:
        """Return whether it changed *clause*."""
        return any(former.id == clause for former in self.was)


@frozen(kw_only=True)
class Agreement:
    """
    What people undertake towards each other.

    Attributes:
        id: Its key in the document.
        title: What they call it; ``None``: it has no name of its own.
        says: What they say of the whole of it, before or around its clauses; ``None``: nothing.
        parties: Who agreed, two people or more.
        made: When; ``None``: not said.
        ends: Its last day; ``None``: it goes on.
        accepted: Who accepted the first wording.
        review: When it is looked at again; ``None``: not said.
        serves: The values the whole of it serves.
        because: Why it is there.
        if_broken: What follows a break of any clause that has nothing of its own.
        clauses: What was agreed, and boundaries that stand among it.
        revisions: How the wording changed, the oldest first.
        noted: Findings about it that were thought over.
        visible_to: Who may see it; empty: its parties.

    Raises:
        InvalidAgreement: If it has fewer than two parties, somebody accepts who is
            none, or its dates or revisions are out of order.

    Source:
        A2, A6, A9, A13, C19.
    """

    id: AgreementId = field(validator=valid_id)
    title: str | None = field(default=None, validator=optional(not_blank))
    says: str | None = field(default=None, validator=optional(not_blank))
    parties: tuple[PersonId, ...] = field(metadata=refers("person"))
    made: dt.date | None = None
    ends: dt.date | None = field(default=None)
    accepted: tuple[Acceptance, ...] = field(default=())
    review: Review | None = None
    serves: tuple[ValueId, ...] = field(default=(), metadata=refers("value"))
    because: str | None = field(default=None, validator=optional(not_blank))
    if_broken: tuple[Norm, ...] = ()
    clauses: tuple[Clause | Boundary, ...] = field(default=())
    revisions: tuple[Revision, ...] = field(default=())
    noted: tuple[Noted, ...] = ()
    visible_to: Viewers = ()

    @parties.validator
    def _two_or_more(
        self, attribute: Attribute[tuple[PersonId, ...]], value: tuple[PersonId, ...]
    ) -> None:
        if (twice := repeated(value)) is not None:
            raise InvalidAgreement(
                f"`{twice}` is named twice in `{self.id}`", field=attribute.name, value=twice
            )
        if len(value) < _TWO:
            raise InvalidAgreement(
                f"`{self.id}` has {'one party' if value else 'no parties'}",
                field=attribute.name,
                help="name two or more; what one person sets for themselves is a boundary",
            )

    @ends.validator
    def _after_it_was_made(
        self, attribute: Attribute[dt.date | None], value: dt.date | None
    ) -> None:
        if value is not None and self.made is not None and value < self.made:
            raise InvalidAgreement(
                f"`{self.id}` ends on {value}, before it is made on {self.made}",
                field=attribute.name,
            )

    @accepted.validator
    def _by_parties_once(
        self, attribute: Attribute[tuple[Acceptance, ...]], value: tuple[Acceptance, ...]
    ) -> None:
        if (twice := repeated(each.by for each in value)) is not None:
            raise InvalidAgreement(f"`{twice}` accepted twice", field=attribute.name, value=twice)
        for each in value:
            if each.by not in self.parties:
                raise InvalidAgreement(
                    f"`{each.by}` accepted `{self.id}` without being a party",
                    field=f"{attribute.name}.{each.by}",
                    help=f"add `{each.by}` to `parties`, or take the acceptance out",
                    value=each.by,
                )

    @clauses.validator
    def _each_clause_once(
        self, attribute: Attribute[object], value: tuple[Clause | Boundary, ...]
    ) -> None:
        if (twice := repeated(clause.id for clause in value)) is not None:
            raise InvalidAgreement(
                f"clause `{twice}` stands twice in `{self.id}`", field=attribute.name, value=twice
            )
        for clause in value:
            key = clause.elsewhere if isinstance(clause, Clause) else None
            if key is not None and not self._has(key):
                raise InvalidAgreement(
                    f"what `{clause.id}` means stands under `{key}`, and `{self.id}` has none",
                    field=f"{attribute.name}.{clause.id}.norm",
                    help=f"add `{key}` to `{self.id}`, or write the norm here",
                )

    def _has(self, key: Elsewhere) -> bool:
        if key == "review":
            return self.review is not None
        return bool(self.if_broken) or any(
            isinstance(each, Clause) and each.if_broken for each in self.clauses
        )

    @revisions.validator
    def _in_order_by_parties(
        self, attribute: Attribute[tuple[Revision, ...]], value: tuple[Revision, ...]
    ) -> None:
        days = [revision.date for revision in value]
        if days != sorted(days):
            raise InvalidAgreement(
                f"the revisions of `{self.id}` are out of order",
                field=attribute.name,
                help="write the oldest first",
            )
        if days and self.made is not None and days[0] < self.made:
            raise InvalidAgreement(
                f"`{self.id}` is revised on {days[0]}, before it is made on {self.made}",
                field=attribute.name,
            )
        known = {clause.id for clause in self.clauses}
        # A clause that came and went stands in what a later revision took away.
        known |= {former.id for each in value for former in each.was if former.was is not None}
        for revision in value:
            for each in revision.accepted:
                if each.by not in self.parties:
                    raise InvalidAgreement(
                        f"`{each.by}` accepted a revision of `{self.id}` without being a party",
                        field=attribute.name,
                        value=each.by,
                    )
            for former in revision.was:
                if former.was is None and former.id not in known:
                    raise InvalidAgreement(
                        f"`{former.id}` is new in a revision, and `{self.id}` has no such clause",
                        field=attribute.name,
                        value=former.id,
                    )

    def clause(self, name: str) -> Clause | Boundary:
        """
        Return the clause or boundary with the id *name*.

        Raises:
            UnknownName: If there is none.
        """
        for clause in self.clauses:
            if clause.id == name:
                return clause
        raise UnknownName(f"`{self.id}` has no clause `{name}`", name)

    def with_clause(self, clause: Clause | Boundary) -> Agreement:
        """Return the agreement with *clause* added, or in the place of the one with its id."""
        if any(each.id == clause.id for each in self.clauses):
            changed = tuple(clause if each.id == clause.id else each for each in self.clauses)
            return evolve(self, clauses=changed)
        return evolve(self, clauses=(*self.clauses, clause))

    def counts_on(self, revision: Revision, day: dt.date) -> bool:
        """
        Return whether *revision* is in force on *day*.

        It is from its date to its end, while every party's acceptance holds.
        """
        if day < revision.date or (revision.ends is not None and revision.ends < day):
            return False
        holding = {each.by for each in revision.accepted if each.holds_on(day)}
        return holding.issuperset(self.parties)

    def wording_on(self, day: dt.date) -> tuple[Clause | Boundary, ...]:
        """
        Return the clauses as they stood on *day*.

        A revision counts once every party accepted it; until then, the wording
        before it stands.

        Args:
            day: The day.

        Returns:
            The clauses in force, in the order of the present text; clauses that
            are gone from it stand at the end.
        """
        wording: dict[str, Clause | Boundary | None] = {each.id: each for each in self.clauses}
        newer: dict[str, bool] = {}
        for revision in reversed(self.revisions):
            counts = self.counts_on(revision, day)
            for former in revision.was:
                # Once a later revision of this clause counts, earlier ones change nothing.
                if not newer.get(former.id, False):
                    newer[former.id] = counts
                    if not counts:
                        wording[former.id] = former.was
                    else:
                        wording.setdefault(former.id, None)
        return tuple(each for each in wording.values() if each is not None)

    def revision_on(self, day: dt.date) -> int | None:
        """
        Return the position of the latest revision that has begun, and not ended, by *day*.

        Returns:
            ``None`` where the first wording stands.
        """
        for index in range(len(self.revisions) - 1, -1, -1):
            revision = self.revisions[index]
            if revision.date <= day and (revision.ends is None or day <= revision.ends):
                return index
        return None

    def lacks_acceptance_on(self, day: dt.date) -> tuple[PersonId, ...]:
        """Return the parties whose acceptance of the wording of *day* does not hold on it."""
        if self.made is not None and day < self.made:
            return ()
        index = self.revision_on(day)
        latest = self.accepted if index is None else self.revisions[index].accepted
        holding = {each.by for each in latest if each.holds_on(day)}
        return tuple(party for party in self.parties if party not in holding)
