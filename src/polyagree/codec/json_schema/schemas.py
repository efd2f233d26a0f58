"""How a schema says what may stand at a place, so that an editor completes and names it well."""

from __future__ import annotations

from typing import Any

from attrs import field, frozen

__all__ = ["Form", "Schema", "reference"]

Schema = dict[str, Any]


def reference(name: str) -> Schema:
    """Return a schema that refers to the definition *name*."""
    return {"$ref": f"#/definitions/{name}"}


@frozen(kw_only=True)
class Form:
    """
    What may stand at a place, by what it is.

    Attributes:
        text: The schema of a text; ``None``: no text.
        items: The schema of each item of a list; ``None``: no list.
        map: The schema of a map; ``None``: no map.
        offered: Texts that an editor offers; others may be as good.
        title: What it is called; ``None``: nothing in particular.
        begun: Beginnings of a map that an editor offers as well.
    """

    text: Schema | None = None
    items: Schema | None = None
    map: Schema | None = None
    offered: tuple[str | int, ...] = ()
    title: str | None = None
    begun: Schema = field(factory=dict)

    @property
    def schema(self) -> Schema:
        """
        The schema.

        It looks first at what stands there, a list, a map or a text, and says then what is wrong
        with it: of alternatives side by side, an editor would guess the one that was meant.
        """
        if self.map is None:
            return self._of_text()
        if self.text is None:
            return self.map if self.items is None else self._of_records(self.map, self.items)
        title = {} if self.title is None else {"title": self.title}
        # Never true, so it takes nothing more: an editor finds in it what to offer for a text.
        # Snippets would be offered among the keys of a map, too.
        known = {"description": "A word that polyagree knows.", "enum": list(self.offered)}
        exact = {**title, **self._by_type()}
        offered = {**title, **known, **self.begun, "not": {}}
        return {"anyOf": [exact, offered] if self.offered else [exact]}

    @property
    def name_schema(self) -> Schema:
        """The schema of a name before a colon."""
        exact = self.text or {}
        return {"anyOf": [exact, {"enum": list(self.offered)}]} if self.offered else exact

    def _of_text(self) -> Schema:
        exact = self._by_type()
        if "enum" in exact:
            return exact
        if self.offered:
            snippets = [{"label": str(each), "body": each} for each in self.offered]
            return {**exact, "defaultSnippets": snippets}
        # Of a schema without a type, an editor writes the key and no colon.
        return exact if "type" in exact else {"anyOf": [exact]}

    def _by_type(self) -> Schema:
        made = self.text or {}
        if self.map is not None:
            made = {"if": {"type": "object"}, "then": self.map, "else": made}
        if self.items is not None:
            made = {"if": {"type": "array"}, "then": {"items": self.items}, "else": made}
        return made

    @staticmethod
    def _of_records(map_: Schema, items: Schema) -> Schema:
        # In this order an editor begins a list.
        is_list = {"type": ["array", "object"], "items": items}
        is_one = {"if": {"type": "object"}, "then": map_}
        return {**is_list, "errorMessage": "write a list of keys and values", **is_one}
