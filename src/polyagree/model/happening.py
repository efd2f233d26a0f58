"""What somebody does or what happens, described by a word and its qualifiers."""

from __future__ import annotations

from attrs import Attribute, field, frozen

from polyagree.clock import Day, Hours, Month, Nth, Size
from polyagree.errors import InvalidNorm
from polyagree.model._validators import each_not_blank, refers
from polyagree.model.ids import Word
from polyagree.model.people import People

__all__ = ["About", "Details", "Happening", "Place", "Qualifiers"]


@frozen
class Place:
    """
    Where something happens.

    Attributes:
        place: A word for a place, a term, or a group whose home it is.
        except_: Places inside it that are not meant.
    """

    place: Word = field(metadata=refers("place", "group"))
    except_: tuple[Word, ...] = field(default=(), metadata=refers("place", "group"))

    def __str__(self) -> str:
        """Return it in words."""
        return self.place if not self.except_ else f"{self.place} except {', '.join(self.except_)}"


@frozen(kw_only=True)
class Details:
    """
    How much is told: a disclosure protocol.

    Attributes:
        required: What is always told.
        optional: What may be told.
        kept_private: What is not told.
        as_asked: Whether it is told as far as somebody asks.

    Source:
        C3, C7.
    """

    required: tuple[Word, ...] = field(default=(), metadata=refers("detail", "thing"))
    optional: tuple[Word, ...] = field(default=(), metadata=refers("detail", "thing"))
    kept_private: tuple[Word, ...] = field(default=(), metadata=refers("detail", "thing"))
    as_asked: bool = False

    def __attrs_post_init__(self) -> None:
        """Refuse a detail that is both told and kept private, and a protocol without any."""
        if self.as_asked and (self.required or self.optional or self.kept_private):
            raise InvalidNorm("`as-asked` stands alone", help="name the details, or `as-asked`")
        if not (self.as_asked or self.required or self.optional or self.kept_private):
            raise InvalidNorm(
                "`details` names none",
                help="name some under `required`, `optional` or `kept_private`",
            )
        told = {*self.required, *self.optional}
        for word in self.kept_private:
            if word in told:
                raise InvalidNorm(
                    f"`{word}` is both told and kept private", field="kept_private", value=word
                )


@frozen(kw_only=True)
class Qualifiers:
    """
    What narrows an act down. An empty one leaves it open.

    Attributes:
        with_: Who takes part, besides whoever does it.
        to: Who is told, asked or paid.
        about: What it is about: names of things, people, clauses or events, or a happening.
        where: In which places.
        how: In which manner, in words such as ``written``.
        days: On which days.
        hours: At which hours, on the clock of the place.
        months: In which months.
        lasting: For how long it goes on.
        amount: How much of it.
        nth: Which time it is.
        details: How much is told.
    """

    with_: People = ()
    to: People = ()
    about: About = field(default=(), metadata=refers("anything"))
    where: tuple[Place, ...] = ()
    how: tuple[str, ...] = field(default=(), validator=each_not_blank)
    days: tuple[Day, ...] = ()
    hours: Hours | None = None
    months: tuple[Month, ...] = ()
    lasting: Size | None = field(default=None)
    amount: Size | None = None
    nth: Nth | None = None
    details: Details | None = None

    @lasting.validator
    def _a_duration(self, attribute: Attribute[Size | None], value: Size | None) -> None:
        if value is not None and value.quantity.kind != "duration":
            raise InvalidNorm(
                f"`{value}` is not a length of time",
                field=attribute.name,
                help="write `3 nights` or `over 2h`, or use `amount`",
                value=str(value),
            )


@frozen(kw_only=True)
class Happening(Qualifiers):
    """
    A kind of event: an act or a happening, as far as it is narrowed down.

    Attributes:
        act: The word for it.
        who: Who does it; empty: anybody.
    """

    act: Word = field(metadata=refers("act", "happening"))
    who: People = ()


About = tuple[str | Happening, ...]
