"""A value that fits a JSON schema: the example that it gives, else one built from its types and bounds."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from portfolio_kit.proof.openapi import OpenApi, Schema

_DEEPEST = 8
_MOST_FIELDS = 200
_MOST_ITEMS = 20
_MOST_PARTS = 5_000
_LONGEST = 2_000
_LARGE = 2.0**53
_FORMATS = {
    "date-time": "2024-01-15T12:00:00Z",
    "date": "2024-01-15",
    "time": "12:00:00Z",
    "uuid": "3fa85f64-5717-4562-b3fc-2c963f66afa6",
    "email": "ada@example.org",
    "uri": "https://example.org/",
    "url": "https://example.org/",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "byte": "YQ==",
    "duration": "PT1H",
}


def example(api: OpenApi, schema: object) -> object:
    """Return a value that fits the schema, as far as that can be told without trying."""
    return _Builder(api).value(schema, 0)


def fields(api: OpenApi, schema: object) -> dict[str, Schema]:
    """The properties of an object's schema, each resolved."""
    declared = _merged(api, api.resolved(schema)).get("properties")
    if not isinstance(declared, Mapping):
        return {}
    return {str(name): api.resolved(inner) for name, inner in list(declared.items())[:_MOST_FIELDS]}


def _merged(api: OpenApi, schema: Schema) -> Schema:
    """A schema with what `allOf` adds to it."""
    parts = schema.get("allOf")
    if not isinstance(parts, list):
        return schema
    merged: dict[str, Any] = {}
    for part in [*(api.resolved(each) for each in parts[:_MOST_ITEMS]), schema]:
        properties = {**_mapping(merged.get("properties")), **_mapping(part.get("properties"))}
        merged = {**merged, **part, **({"properties": properties} if properties else {})}
    return merged


class _Builder:
    """Builds one value; of a schema that leads into itself again and again only so many parts."""

    def __init__(self, api: OpenApi) -> None:
        self._api = api
        self._left = _MOST_PARTS

    def value(self, schema: object, depth: int) -> object:
        found = self._api.resolved(schema)
        given = _given(found)
        if given:
            return given[0]
        self._left -= 1
        if depth > _DEEPEST or self._left < 0:
            return None
        for key in ("anyOf", "oneOf"):
            choices = found.get(key)
            resolved = [self._api.resolved(choice) for choice in choices] if isinstance(choices, list) else []
            chosen = next((choice for choice in resolved if choice.get("type") != "null"), None)
            if chosen is not None:
                return self.value(chosen, depth + 1)
        return self._built(_merged(self._api, found), depth)

    def _built(self, schema: Schema, depth: int) -> object:
        kinds = schema.get("type")
        kind = next((each for each in kinds if each != "null"), None) if isinstance(kinds, list) else kinds
        if kind == "array":
            count = min(max(_whole(schema.get("minItems"), 1), 1), _MOST_ITEMS)
            return [self.value(schema.get("items"), depth + 1) for _ in range(count)]
        if kind == "object" or "properties" in schema:
            return {
                name: self.value(inner, depth + 1)
                for name, inner in fields(self._api, schema).items()
                if not _may_be_left_out(name, inner, schema)
            }
        if kind in ("integer", "number"):
            return _number(schema, is_whole=kind == "integer")
        plain: dict[object, object] = {"boolean": True, "null": None, "string": _text(schema)}
        return plain.get(kind, 1)


def _given(schema: Schema) -> list[object]:
    """The values that a schema itself names."""
    found = [schema[key] for key in ("const", "example") if key in schema]
    for key in ("examples", "enum"):
        several = schema.get(key)
        found += several if isinstance(several, list) else []
    return found + ([schema["default"]] if schema.get("default") is not None else [])


def _may_be_left_out(name: str, inner: Schema, schema: Schema) -> bool:
    """Whether a field has no value unless it is given one."""
    required = schema.get("required")
    is_required = isinstance(required, list) and name in required
    return not is_required and "default" in inner and inner["default"] is None


def _number(schema: Schema, *, is_whole: bool) -> float:
    low, high = _bound(schema, "minimum", "exclusiveMinimum"), _bound(schema, "maximum", "exclusiveMaximum")
    step = 1.0 if is_whole else 0.5
    value = 1.0
    if low is not None and high is not None:
        value = (low[0] + high[0]) / 2
    elif low is not None:
        value = max(low[0] + (step if low[1] else 0), 1.0)
    elif high is not None:
        value = min(high[0] - (step if high[1] else 0), 1.0)
    multiple = schema.get("multipleOf")
    if isinstance(multiple, (int, float)) and 0 < multiple < math.inf:
        value = math.ceil(value / multiple) * multiple
    if is_whole:
        floor = math.floor(value)
        is_low = low is not None and (floor < low[0] or (low[1] and floor <= low[0]))
        return floor + 1 if is_low else floor
    return value


def _bound(schema: Schema, inclusive: str, exclusive: str) -> tuple[float, bool] | None:
    """A bound, and whether the value has to stay off it: in the way of JSON Schema or of OpenAPI 3.0."""
    limit, strict = schema.get(inclusive), schema.get(exclusive)
    if isinstance(strict, (int, float)) and not isinstance(strict, bool) and abs(strict) < _LARGE:
        return float(strict), True
    if isinstance(limit, (int, float)) and not isinstance(limit, bool) and abs(limit) < _LARGE:
        return float(limit), strict is True
    return None


def _text(schema: Schema) -> str:
    named = _FORMATS.get(str(schema.get("format")))
    if named is not None:
        return named
    least, most = _whole(schema.get("minLength"), 0), _whole(schema.get("maxLength"), _LONGEST)
    return "text".ljust(min(least, _LONGEST), "t")[: max(most, 0)]


def _whole(value: object, otherwise: int) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else otherwise


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
