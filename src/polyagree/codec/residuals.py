"""What a replay keeps in mind, in and out: JSON for programs, with a version of its own."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from cattrs import Converter, transform_error
from cattrs.errors import BaseValidationError

from polyagree.codec.surface.document import converter
from polyagree.errors import InvalidRecord
from polyagree.model import Event, Norm, Residual
from polyagree.model.residual import RemarkRecord

__all__ = ["dumps_residual", "loads_residual"]

_VERSION = 1
_KEY = "polyagree-residual"


def dumps_residual(residual: Residual) -> str:
    """
    Return *residual* as JSON.

    Reading it with :func:`loads_residual` gives an equal one. It holds events, and
    is as private as the document.
    """
    return json.dumps({_KEY: _VERSION, **_plain().unstructure(residual)}, ensure_ascii=False)


def loads_residual(text: str | bytes) -> Residual:
    """
    Return what :func:`dumps_residual` wrote.

    Raises:
        InvalidRecord: If it is something else, or was damaged.
    """
    try:
        tree = json.loads(text)
    except (ValueError, RecursionError):
        raise InvalidRecord("a stored ledger is not JSON", field="residual") from None
    if not isinstance(tree, dict) or _KEY not in tree:
        raise InvalidRecord(
            "this is not a stored ledger", field="residual", help="write it with `dumps_residual`"
        )
    version = tree.pop(_KEY)
    if version != _VERSION:
        raise InvalidRecord(
            f"the stored ledger has version {version!r}, and this library reads {_VERSION}",
            field="residual",
            help="replay the document anew",
        )
    try:
        return _plain().structure(tree, Residual)
    except BaseValidationError as error:
        first = transform_error(error)[0]
        raise InvalidRecord(
            f"the stored ledger is damaged: {first}", field="residual", help="replay anew"
        ) from None


@cache
def _plain() -> Converter:
    made = Converter(omit_if_default=True, forbid_extra_keys=True)
    surface = converter()
    made.register_unstructure_hook(dt.datetime, dt.datetime.isoformat)
    made.register_structure_hook(dt.datetime, _instant)
    made.register_unstructure_hook(dt.date, dt.date.isoformat)
    made.register_structure_hook(dt.date, lambda text, _: dt.date.fromisoformat(text))
    made.register_unstructure_hook(Decimal, str)
    made.register_structure_hook(Decimal, _decimal)
    made.register_unstructure_hook(Event, surface.unstructure)
    made.register_structure_hook(Event, lambda tree, _: surface.structure(tree, Event))
    made.register_unstructure_hook(Norm | None, _norm_out)
    made.register_structure_hook(Norm | None, _norm_in)
    made.register_structure_hook(RemarkRecord, _remark)
    return made


def _norm_out(norm: Norm | None) -> Any:
    return None if norm is None else converter().unstructure(norm, Norm)


def _instant(text: Any, _: object) -> dt.datetime:
    at = dt.datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError("an instant has no offset")
    return at.astimezone(dt.UTC)


def _decimal(text: Any, _: object) -> Decimal:
    try:
        return Decimal(text)
    except (InvalidOperation, TypeError):
        raise ValueError("not a number") from None


def _remark(tree: Any, _: object) -> RemarkRecord:
    return RemarkRecord(kind=tree["kind"], path=tuple(tree["path"]), message=tree["message"])


def _norm_in(tree: Any, _: object) -> Norm | None:
    surface = converter()
    # `Norm` is a union of classes.
    norm: Norm | None = None if tree is None else surface.structure(tree, Norm)  # type: ignore[arg-type]  # a union
    return norm
