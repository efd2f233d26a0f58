"""The questionnaires that come with the library."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from polyagree.errors import UnknownName
from polyagree.scores.instruments import Instrument
from polyagree.scores.reading import loads_instruments

__all__ = ["instrument", "instruments"]


@cache
def instruments() -> tuple[Instrument, ...]:
    """Return the questionnaires that come with the library."""
    text = files("polyagree.scores").joinpath("instruments.toml").read_text(encoding="utf-8")
    return loads_instruments(text, format="toml", name="instruments.toml")


def instrument(name: str, *, among: Iterable[Instrument] = ()) -> Instrument:
    """
    Return the questionnaire with this id.

    Args:
        name: Its id: ``ecr-rs``.
        among: Others that are known, such as those of a file. One with the id of a
            shipped one takes its place.

    Raises:
        UnknownName: If there is none.
    """
    known = {each.id: each for each in (*instruments(), *among)}
    if name not in known:
        raise UnknownName(
            f"unknown instrument `{name}`",
            name,
            "there is " + ", ".join(f"`{each}`" for each in known),
        )
    return known[name]
