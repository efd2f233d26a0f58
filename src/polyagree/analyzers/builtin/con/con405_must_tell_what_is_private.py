"""CON405: what somebody is to tell is what they promised to keep private."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import field, frozen

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.builtin.con._covering import is_at_the_same_time, is_open, is_repair
from polyagree.analyzers.builtin.con._promises import Kept, Told, kept_by, told_by
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import NormAt
from polyagree.finding import Finding
from polyagree.model.ids import PersonId

_Key = tuple[PersonId, PersonId | None, PersonId | str | None, str | None]
_ANY = "*"
_BY_ITSELF = "`{who}` is to tell `{told}` of `{what}`, and keeps it private by `{others}`"
_ONE_OF_THEM = "say which of the two holds when both apply, or what is told and what is not"


class MustTellWhatIsPrivate(Analyzer):
    """
    Somebody is to tell one person what they promised another to keep private.

    Each promise is a kind one, and they were often made without the other being known.
    Whoever stands between the two hurts somebody whatever they do, and the one who is hurt
    learns only then that there was another promise.

    It compares duties to tell, with the details that they require, with what is kept
    private: `kept_private`, `must_not: tell`, `must: keep-private`. It looks at who is told,
    at what it is about and at whose story it is. Where somebody's word can lift one of the
    two it is silent, and so it is where only some of what is told may be private.

    It does not see what the two promised each other and never wrote down.
    """

    code = "CON405"
    name = "must-tell-what-is-private"
    severity = "concern"
    source = "C3"
    message = "`{who}` is to tell `{told}` of `{what}`, and keeps it private with `{others}`"
    help = "agree with `{others}` on what `{told}` may hear, or on whose yes it is told"
    covers = ("CON401",)
    cost = "joint"

    bad = Example(
        "one is to hear what stays between two others",
        """
        agreements:
          with-ben:
            parties: [ana, ben]
            clauses:
              telling:
                says: Ana tells Ben who it was.
                norm: {must: tell, who: ana, to: ben, after: {act: date, with: outsiders}, by: next evening, details: {required: [who]}}
          with-caro:
            parties: [ana, caro]
            clauses:
              ours:
                says: Our dates stay between us.
                norm: {must_not: tell, to: outsiders, about: {act: date, with: other parties}}
        """,
        at="agreements.with-ben.clauses.telling.norm[0]",
    )
    good = Example(
        "whose story it is can say yes",
        """
        agreements:
          with-ben:
            parties: [ana, ben]
            clauses:
              telling:
                says: Ana tells Ben who it was.
                norm: {must: tell, who: ana, to: ben, after: {act: date, with: outsiders}, by: next evening, details: {required: [who]}}
          with-caro:
            parties: [ana, caro]
            clauses:
              ours:
                says: Our dates stay between us until both say otherwise.
                norm: {must_not: tell, to: outsiders, about: {act: date, with: other parties}, unless: {yes_from: other parties}}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        private = _Private()
        said: set[tuple[object, ...]] = set()
        for at in context.norms():
            same = (at.norm, at.parties, at.bearers, at.path[:-1] if at.is_reparation else ())
            if same not in said:
                said.add(same)
                private.add(at)
        if not private.kept:
            return
        for at in context.norms():
            pairs: dict[int, tuple[Kept, list[Told], list[str]]] = {}
            for told in told_by(at):
                for kept in private.near(told):
                    words = kept.broken_by(told) if _clash(told, kept) else ()
                    if words:
                        _, several, what = pairs.setdefault(id(kept.at), (kept, [], []))
                        several.append(told)
                        what += words
            for kept, several, what in pairs.values():
                yield self._found(several, kept, tuple(dict.fromkeys(what)))

    def _found(self, several: list[Told], kept: Kept, what: tuple[str, ...]) -> Finding:
        duty = several[0].at
        tellers = dict.fromkeys(each.teller for each in several)
        told = dict.fromkeys(each.told for each in several)
        others = sorted(kept.at.parties - {*tellers, *told})
        words = ", ".join(what)
        return self.finding(
            duty,
            message=None if others else _BY_ITSELF,
            help=None if others else _ONE_OF_THEM,
            evidence=[duty.evidence("told", duty.act), kept.at.evidence("kept private", words)],
            who=", ".join(tellers),
            told=", ".join(told),
            what=words,
            others=", ".join(others) or _name(kept.at),
        )


def _name(at: NormAt) -> str:
    """Return the clause or the boundary of *at* as others refer to it."""
    within = "" if at.agreement is None else f"{at.agreement.id}."
    own = at.clause or at.boundary
    return within + ("if_broken" if own is None else own.id)


@frozen
class _Private:
    """
    What is kept private, by who keeps it, from whom, with whom it was and what it was.

    Attributes:
        kept: Each under every key by which it may be asked for.
    """

    kept: dict[_Key, list[Kept]] = field(factory=dict)

    def add(self, at: NormAt) -> None:
        """Learn what is kept private by *at*."""
        for each in kept_by(at):
            keys = {
                (each.teller, told, company, act)
                for told in _from(each)
                for company, act in _matters(each)
            }
            for key in keys:
                self.kept.setdefault(key, []).append(each)

    def near(self, told: Told) -> Iterator[Kept]:
        """Yield what *told* may tell of, each once."""
        seen: set[int] = set()
        for person in (told.told, None):
            for company, act in _asked(told):
                for kept in self.kept.get((told.teller, person, company, act), ()):
                    if id(kept) not in seen:
                        seen.add(id(kept))
                        yield kept


def _from(kept: Kept) -> tuple[PersonId | None, ...]:
    """Return the people from whom it is kept; ``None``: more than the document lists."""
    people = kept.from_
    if people is None or is_open(people):
        return (None,)
    return tuple(sorted(kept.at.resolve(people, holder=kept.teller)))


def _matters(kept: Kept) -> Iterator[tuple[PersonId | str | None, str | None]]:
    """Yield with whom and what it was, by each word by which it may be asked for."""
    if not kept.matters:
        yield None, None
    for each in kept.matters:
        people = each.people(kept.teller)
        is_closed = people and not each.is_open()
        for company in (*sorted(people), _ANY) if is_closed else (None, _ANY):
            yield company, f"is {each.act}"
            yield from ((company, f"kind of {wide}") for wide in each.words)


def _asked(told: Told) -> Iterator[tuple[PersonId | str | None, str | None]]:
    """Yield by what to look for whatever *told* may tell of."""
    yield None, None
    for each in told.matters:
        people = each.people(told.teller)
        is_closed = people and not each.is_open()
        for company in (*sorted(people), None) if is_closed else (_ANY,):
            yield company, f"kind of {each.act}"
            yield from ((company, f"is {wide}") for wide in each.words)


def _clash(told: Told, kept: Kept) -> bool:
    return (
        told.at is not kept.at
        and kept.is_from(told.told)
        and not is_repair(told.at, kept.at)
        and is_at_the_same_time(told.at.norm, kept.at.norm)
    )
