"""How a clause names people: by id, by role, by number, by who they are to somebody."""

from __future__ import annotations

import re
from typing import Literal, get_args

from attrs import Attribute, field, frozen

from polyagree.errors import InvalidPeople
from polyagree.model._validators import refers
from polyagree.model.ids import ID_PATTERN, is_id

__all__ = [
    "PEOPLE_PATTERN",
    "CountOf",
    "Except",
    "Named",
    "PartnersOf",
    "People",
    "PeopleTerm",
    "Role",
    "RoleWord",
    "people_term",
]

RoleWord = Literal[
    "each party",
    "all parties",
    "any party",
    "other parties",
    "outsiders",
    "anyone",
    "nobody",
    "actor",
    "them",
    "affected",
    "breaker",
    "each partner",
    "each person",
]

_ROLES: frozenset[str] = frozenset(get_args(RoleWord))
_COUNT = re.compile(r"([1-9][0-9]{0,3}) of (.+)\Z")
_MOST = 9999
_PARTNERS = re.compile(r"partners of (.+)\Z")

PEOPLE_PATTERN = (
    rf"(?:(?:[1-9][0-9]{{0,3}} of |partners of )?(?:{'|'.join(get_args(RoleWord))}|{ID_PATTERN}))"
)
"""What :func:`people_term` takes, and little else, as a regular expression of every dialect."""


@frozen
class Named:
    """
    People by a name: of a person, a group, a relationship kind or a term.

    Attributes:
        name: The name.
    """

    name: str = field(metadata=refers("person", "group", "relationship-kind", "people"))

    def __str__(self) -> str:
        """Return the name."""
        return self.name


@frozen
class Role:
    """
    People by the part they have.

    ``each party`` is one by one, ``all parties`` is together. ``actor`` does the
    act in question, ``them`` is with whom. ``breaker`` broke the norm, ``affected``
    is whom it touched. ``each partner`` and ``each person`` are counted one by one.

    Attributes:
        role: The word.
    """

    role: RoleWord = field()

    @role.validator
    def _is_a_role(self, attribute: Attribute[str], value: str) -> None:
        if value not in _ROLES:
            raise InvalidPeople(
                f"`{value}` is not a role",
                field=attribute.name,
                help="roles are " + ", ".join(f"`{role}`" for role in sorted(_ROLES)),
            )

    def __str__(self) -> str:
        """Return the word."""
        return self.role


@frozen
class CountOf:
    """
    So many of some people, whoever they are.

    Attributes:
        count: How many, at least 1 and at most 9999.
        of: Of whom.
    """

    count: int = field()
    of: Named | Role

    @count.validator
    def _at_least_one(self, attribute: Attribute[int], value: int) -> None:
        if value < 1:
            raise InvalidPeople(
                f"`{value} of {self.of}` is nobody",
                field=attribute.name,
                help="write a number from 1, or `nobody`",
            )
        if value > _MOST:
            raise InvalidPeople(
                f"`{value} of {self.of}` is more than {_MOST}", field=attribute.name
            )

    def __str__(self) -> str:
        """Return it as written."""
        return f"{self.count} of {self.of}"


@frozen
class PartnersOf:
    """
    Whoever is a partner of some people.

    Attributes:
        of: Of whom.
    """

    of: Named | Role

    def __str__(self) -> str:
        """Return it as written."""
        return f"partners of {self.of}"


@frozen(kw_only=True)
class Except:
    """
    Some people, but not others.

    Attributes:
        people: Those who are meant.
        except_: Those among them who are not.
    """

    people: People = field()
    except_: People = field()

    @people.validator
    @except_.validator
    def _somebody(self, attribute: Attribute[People], value: People) -> None:
        if not value:
            name = attribute.name.rstrip("_")
            raise InvalidPeople(f"nobody is named in `{name}`", field=attribute.name)

    def __str__(self) -> str:
        """Return it in words."""
        people = ", ".join(str(each) for each in self.people)
        others = ", ".join(str(each) for each in self.except_)
        return f"{people} except {others}"


PeopleTerm = Named | Role | CountOf | PartnersOf | Except
People = tuple[PeopleTerm, ...]


def people_term(text: str) -> PeopleTerm:
    """
    Return the people that *text* names.

    Raises:
        InvalidPeople: If it has no form that names people.
    """
    if text in _ROLES:
        return Role(text)  # type: ignore[arg-type]  # just looked up
    if is_id(text):
        return Named(text)
    if match := _COUNT.match(text):
        return CountOf(int(match[1]), _simple(match[2], text))
    if match := _PARTNERS.match(text):
        return PartnersOf(_simple(match[1], text))
    raise _not_people(text)


def _simple(text: str, whole: str) -> Named | Role:
    term = people_term(text)
    if isinstance(term, Named | Role):
        return term
    raise _not_people(whole)


def _not_people(text: str) -> InvalidPeople:
    parts = [part.strip() for part in re.split(r",|\band\b|&", text)]
    if len(parts) > 1 and all(part in _ROLES or is_id(part) for part in parts):
        return InvalidPeople(
            f"`{text}` is one text, not a list", help=f"write `[{', '.join(parts)}]`", value=text
        )
    near = _nearest(text)
    return InvalidPeople(
        f"`{text}` does not name people",
        help=None if near is None else f"did you mean `{near}`?",
        value=text,
    )


def _nearest(text: str) -> str | None:
    # Only a fault needs it, and it is slow to import.
    from difflib import get_close_matches

    said = text.lower()
    if said in MEANT:
        return MEANT[said]
    if said != text and is_id(said):
        return said
    found = get_close_matches(said, sorted(_ROLES), n=1, cutoff=0.7)
    return found[0] if found else None


MEANT = {
    **dict.fromkeys(("both", "both of us", "all", "all of us", "we", "us"), "all parties"),
    **dict.fromkeys(("each other", "one another", "the other", "the others"), "other parties"),
    **dict.fromkeys(("everyone", "everybody", "anybody"), "anyone"),
    **dict.fromkeys(("no one", "none"), "nobody"),
    **dict.fromkeys(("others", "other people", "someone else", "somebody else"), "outsiders"),
}
"""What people write for those words, in small letters."""
