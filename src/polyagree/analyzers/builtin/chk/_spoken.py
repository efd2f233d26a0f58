"""What people said in check-ins, in apologies and of an impact."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.context import Context
from polyagree.analyzers.places import CheckInAt, Place, labels

__all__ = ["in_tone"]

_PARTS = ("happened", "impact", "responsibility", "plan")


def in_tone(context: Context, tone: str) -> Iterator[tuple[Place, str]]:
    """Yield where words with *tone* stand in what people said, with the words."""
    for place, text in _spoken(context):
        words = [each.words for each in context.tones(text) if each.says == tone]
        if words:
            yield place, "`, `".join(dict.fromkeys(" ".join(each.split()) for each in words))


def _spoken(context: Context) -> Iterator[tuple[Place, str]]:
    """Yield what was said, without what was settled: that is put to bed."""
    for at in context.check_ins():
        yield from _in_check_in(at)
    yield from _of_breaches(context)
    for repair in context.polycule.repairs:
        if repair.apology is None or repair.settled is not None or repair.ended is not None:
            continue
        apology = context.record("repairs", repair.id)
        for part in _PARTS:
            text = getattr(repair.apology, part)
            if text is not None:
                yield _inside(apology, "apology", part), text


def _in_check_in(at: CheckInAt) -> Iterator[tuple[Place, str]]:
    feelings = at.check_in.feelings
    told = labels([each.who for each in feelings], feelings)
    for index, feeling in enumerate(feelings):
        path = (*at.path, "feelings", index, "says")
        anchor = f"{at.anchor}.feelings[{told[index]}].says"
        yield Place(context=at.context, path=path, anchor=anchor), feeling.says
    for concern in at.concerns:
        if concern.concern.settled is None:
            yield _inside(concern, "says"), concern.concern.says


def _of_breaches(context: Context) -> Iterator[tuple[Place, str]]:
    settled = context.settled_breaches
    for breach in context.polycule.breaches:
        if breach.id in settled:
            continue
        record = context.record("breaches", breach.id)
        if breach.says is not None:
            yield _inside(record, "says"), breach.says
        for impact in breach.impact:
            yield _inside(record, "impact", impact.who), impact.says


def _inside(place: Place, *keys: str) -> Place:
    return Place(
        context=place.context,
        path=(*place.path, *keys),
        anchor=".".join((place.anchor, *keys)),
    )
