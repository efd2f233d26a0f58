"""That a finding was thought over."""

from __future__ import annotations

import re
from datetime import date

from attrs import Attribute, field, frozen

from polyagree.errors import InvalidAgreement
from polyagree.model._validators import not_blank, refers
from polyagree.model.ids import PersonId

__all__ = ["Noted"]

# Those of others begin with an X, and are as long as they like.
_CODE = re.compile(r"(?:[A-Z]{3}|X[A-Z]{2,11})[0-9]{3}\Z")


@frozen(kw_only=True)
class Noted:
    """
    That people thought a finding over and leave the wording as it is.

    Attributes:
        code: The code of the finding.
        by: Who thought it over.
        because: Their reason.
        until: The last day on which it holds.
    """

    code: str = field()
    by: tuple[PersonId, ...] = field(metadata=refers("person"))
    because: str = field(validator=not_blank)
    until: date

    @code.validator
    def _is_a_code(self, attribute: Attribute[str], value: str) -> None:
        if not _CODE.match(value):
            raise InvalidAgreement(
                f"`{value}` is not a code", field=attribute.name, help="write one such as `PER103`"
            )

    @by.validator
    def _somebody(
        self, attribute: Attribute[tuple[PersonId, ...]], value: tuple[PersonId, ...]
    ) -> None:
        if not value:
            raise InvalidAgreement("nobody noted it", field=attribute.name)
