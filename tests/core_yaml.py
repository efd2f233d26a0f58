"""YAML as editors read it: plain scalars have the types of YAML 1.2, where polyagree reads text."""

from __future__ import annotations

import re
from typing import Any

import yaml

_INT = r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"
_FLOAT = (
    r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN"
)


_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Editor(_Loader):
    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  # as its base has it

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[str, Any]:  # noqa: FBT002
        return {key.value: self.construct_object(value, deep=deep) for key, value in node.value}


def _resolve(tag: str, pattern: str, first: str) -> None:
    full = f"tag:yaml.org,2002:{tag}"
    _Editor.add_implicit_resolver(full, re.compile(rf"(?:{pattern})\Z"), [*first, ""])


_resolve("null", "~|null|Null|NULL|", "~nN")
_resolve("bool", "true|True|TRUE|false|False|FALSE", "tTfF")
_resolve("int", _INT, "-+0123456789")
_resolve("float", _FLOAT, "-+.0123456789")

_Editor.add_constructor("tag:yaml.org,2002:null", lambda *_: None)
_Editor.add_constructor("tag:yaml.org,2002:bool", lambda _, node: node.value.lower() == "true")
_Editor.add_constructor(
    "tag:yaml.org,2002:int",
    lambda _, node: int(node.value, 0 if node.value[:2] in {"0o", "0x"} else 10),
)
_Editor.add_constructor(
    "tag:yaml.org,2002:float", lambda _, node: float(re.sub(r"\.(?=[a-zA-Z])", "", node.value))
)


def as_an_editor_reads(text: str) -> Any:
    """Return the tree of *text*: `1` is a number, `true` a truth, `no` and `2025-01-05` texts."""
    return yaml.load(text, _Editor)  # noqa: S506  # a safe loader
