"""Questionnaires as data: items, their ranges, and what is made of them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Literal, get_args

from attrs import Attribute, field, frozen
from attrs.validators import optional

from polyagree.errors import InvalidInstrument, UnknownName
from polyagree.model.check_in import Scale
from polyagree.model.ids import is_id

__all__ = ["Citation", "Combination", "Instrument", "Item", "Subject", "Subscale"]

Subject = Literal["person", "relationship"]
"""Whether somebody answers it once, or once for each relationship."""

Combination = Literal["mean", "sum"]
"""What is made of the answers to the items of a subscale."""

_EARLIEST, _LATEST = 1800, 2200


def _not_blank(_: object, attribute: Attribute[str], value: str) -> None:
    if not value.strip():
        raise InvalidInstrument(
            f"`{attribute.name}` is empty", field=attribute.name, help="write it, in words"
        )


def _id(_: object, attribute: Attribute[str], value: str) -> None:
    if not is_id(value):
        raise InvalidInstrument(
            f"`{value}` is not an id",
            field=attribute.name,
            help="use small letters, digits and hyphens: `ecr-rs`",
            value=value,
        )


def _a_word_of(*words: str) -> Callable[[Any, Attribute[Any], Any], None]:
    def check(_: object, attribute: Attribute[Any], value: Any) -> None:
        if value not in words:
            raise InvalidInstrument(
                f"`{value}` is not one of the words for this",
                field=attribute.name,
                help="write " + " or ".join(f"`{each}`" for each in words),
                value=value,
            )

    return check


@frozen(kw_only=True)
class Citation:
    """
    Where the numbers of a questionnaire were published.

    Attributes:
        authors: Who.
        year: When.
        title: Under which title.
        published_in: In what.
        doi: Its identifier; ``None``: it has none.
    """

    authors: str = field(validator=_not_blank)
    year: int = field()
    title: str = field(validator=_not_blank)
    published_in: str | None = field(default=None, validator=optional(_not_blank))
    doi: str | None = field(default=None)

    @year.validator
    def _a_year(self, attribute: Attribute[int], value: int) -> None:
        if not _EARLIEST <= value <= _LATEST:
            raise InvalidInstrument(
                f"`{value}` is not the year of a publication", field=attribute.name
            )

    @doi.validator
    def _a_doi(self, attribute: Attribute[str | None], value: str | None) -> None:
        if value is not None and not (value.startswith("10.") and "/" in value):
            raise InvalidInstrument(
                f"`{value}` is not a DOI",
                field=attribute.name,
                help="write what follows `https://doi.org/`: `10.1037/a0022898`",
                value=value,
            )

    def __str__(self) -> str:
        """Return it as it is cited."""
        where = "" if self.published_in is None else f" {self.published_in}."
        link = "" if self.doi is None else f" https://doi.org/{self.doi}"
        return f"{self.authors} ({self.year}). {self.title}.{where}{link}"


@frozen(kw_only=True)
class Item:
    """
    One item, without its words.

    Attributes:
        id: Its name or number.
        scale: Between which numbers an answer lies.
    """

    id: str = field(validator=_id)
    scale: Scale


@frozen(kw_only=True)
class Subscale:
    """
    One score of a questionnaire.

    Attributes:
        id: Its name.
        items: The items that belong to it.
        reverse_scored: Those of them that are read the other way round.
        by: What is made of the answers.
        more_of: What a higher score is more of.
        may_miss: How many answers may be missing, by the questionnaire's own rule; with
            more of them missing there is no score.
    """

    id: str = field(validator=_id)
    items: tuple[str, ...] = field()
    reverse_scored: tuple[str, ...] = field(default=())
    by: Combination = field(validator=_a_word_of(*get_args(Combination)))
    more_of: str = field(validator=_not_blank)
    may_miss: int = field(default=0)

    @items.validator
    def _some_and_once(self, attribute: Attribute[tuple[str, ...]], value: tuple[str, ...]) -> None:
        if not value:
            raise InvalidInstrument(f"`{self.id}` has no items", field=attribute.name)
        _refuse_twice(attribute.name, value)

    @reverse_scored.validator
    def _among_its_items(
        self, attribute: Attribute[tuple[str, ...]], value: tuple[str, ...]
    ) -> None:
        _refuse_twice(attribute.name, value)
        for each in value:
            if each not in self.items:
                raise InvalidInstrument(
                    f"`{each}` is not among the items of `{self.id}`",
                    field=attribute.name,
                    help="name it under `items` as well",
                    value=each,
                )

    @may_miss.validator
    def _of_a_mean(self, attribute: Attribute[int], value: int) -> None:
        if not 0 <= value < len(self.items):
            raise InvalidInstrument(
                f"`{value}` of {len(self.items)} answers cannot be missing", field=attribute.name
            )
        if value and self.by == "sum":
            raise InvalidInstrument(
                "a sum with an answer missing is another sum",
                field=attribute.name,
                help="take `may_miss` out, or score it by `mean`",
            )


@frozen(kw_only=True)
class Instrument:
    """
    A questionnaire: its items and what is made of them, in numbers and names alone.

    Attributes:
        id: The name by which a check-in refers to it.
        name: Its full name.
        version: Which version of it; ``None``: there is one.
        about: Whether somebody answers it once, or once for each relationship.
        items: The items, in their order.
        subscales: The scores, in their order.
        cite: Where the numbers stand.
        notes: What else is to be known of the numbers.

    Raises:
        InvalidInstrument: If an item belongs to nothing, or does not exist.
    """

    id: str = field(validator=_id)
    name: str = field(validator=_not_blank)
    version: str | None = field(default=None, validator=optional(_not_blank))
    about: Subject = field(validator=_a_word_of(*get_args(Subject)))
    items: tuple[Item, ...] = field()
    subscales: tuple[Subscale, ...] = field()
    cite: Citation | None = None
    notes: str | None = field(default=None, validator=optional(_not_blank))

    @items.validator
    def _items_once(self, attribute: Attribute[tuple[Item, ...]], value: tuple[Item, ...]) -> None:
        if not value:
            raise InvalidInstrument(f"`{self.id}` has no items", field=attribute.name)
        _refuse_twice(attribute.name, tuple(each.id for each in value))

    @subscales.validator
    def _of_its_items(
        self, attribute: Attribute[tuple[Subscale, ...]], value: tuple[Subscale, ...]
    ) -> None:
        if not value:
            raise InvalidInstrument(
                f"`{self.id}` has no subscales",
                field=attribute.name,
                help="one score is one subscale: `total`",
            )
        _refuse_twice(attribute.name, tuple(each.id for each in value))
        known = {each.id for each in self.items}
        for subscale in value:
            for each in subscale.items:
                if each not in known:
                    raise InvalidInstrument(
                        f"`{self.id}` has no item `{each}`",
                        field=f"{attribute.name}.{subscale.id}.items",
                        help="add it to `items`, with its range",
                        value=each,
                    )
        used = {each for subscale in value for each in subscale.items}
        if unused := [each for each in known if each not in used]:
            raise InvalidInstrument(
                f"item `{min(unused)}` belongs to no subscale",
                field="items",
                help="name it in one, or leave it out",
                value=min(unused),
            )

    def item(self, name: str) -> Item:
        """Return the item called *name*; raise :exc:`UnknownName` if there is none."""
        for each in self.items:
            if each.id == name:
                return each
        raise UnknownName(f"`{self.id}` has no item `{name}`", name)

    def subscale(self, name: str) -> Subscale:
        """Return the subscale called *name*; raise :exc:`UnknownName` if there is none."""
        for each in self.subscales:
            if each.id == name:
                return each
        known = ", ".join(f"`{each.id}`" for each in self.subscales)
        raise UnknownName(f"`{self.id}` has no subscale `{name}`", name, f"there is {known}")

    def scale_of(self, subscale: Subscale) -> Scale:
        """Return between which numbers a score of *subscale* lies, with every answer given."""
        scales = [self.item(each).scale for each in subscale.items]
        low, high = sum(each.low for each in scales), sum(each.high for each in scales)
        count = Decimal(1 if subscale.by == "sum" else len(scales))
        return Scale(low / count, high / count)


def _refuse_twice(name: str, values: tuple[str, ...]) -> None:
    for index, each in enumerate(values):
        if each in values[:index]:
            raise InvalidInstrument(f"`{each}` stands twice", field=name, value=each)
