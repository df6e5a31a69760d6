"""An OpenAPI document may hold anything."""

from __future__ import annotations

import json
from typing import Any

import pytest

from portfolio_kit.proof.examples import example
from portfolio_kit.proof.openapi import OpenApi, parsed


def api(**schemas: Any) -> OpenApi:
    return OpenApi({"openapi": "3.1.0", "paths": {}, "components": {"schemas": schemas}}, "/openapi.json")


def test_a_reference_to_anything_outside_is_taken_out() -> None:
    text = json.dumps({"openapi": "3.1.0", "paths": {"/a": {"$ref": "file:///etc/passwd"}}, "x": {"$ref": "#/paths"}})
    assert parsed(text.encode()) == {"openapi": "3.1.0", "paths": {"/a": {}}, "x": {"$ref": "#/paths"}}


@pytest.mark.parametrize(
    "text",
    [
        b"<html></html>",
        b"[]",
        b'{"openapi": "3.1.0"}',
        b'{"openapi": "3.1.0", "paths": {}, "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"openapi": "3.1.0", "paths": {}, "x": [' + b"1," * 200_000 + b"1]}",
    ],
)
def test_what_is_none_or_too_much_is_left(text: bytes) -> None:
    assert parsed(text) is None


def test_a_schema_that_leads_into_itself_ends() -> None:
    loop = {
        "type": "object",
        "properties": {f"p{number}": {"$ref": "#/components/schemas/Loop"} for number in range(50)},
    }
    assert isinstance(example(api(Loop=loop), {"$ref": "#/components/schemas/Loop"}), dict)


def test_a_reference_to_itself_is_nothing() -> None:
    assert example(api(A={"$ref": "#/components/schemas/A"}), {"$ref": "#/components/schemas/A"}) == 1


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ({"type": "integer", "minimum": 18, "maximum": 100}, 59),
        ({"type": "integer", "exclusiveMinimum": 0}, 1),
        ({"type": "number", "minimum": 0.25, "maximum": 0.75}, 0.5),
        ({"type": "integer", "maximum": -5}, -5),
        ({"type": "number", "minimum": 0, "exclusiveMinimum": True, "maximum": 1}, 0.5),
        ({"type": "integer", "multipleOf": 7}, 7),
        ({"enum": ["Female", "Male"]}, "Female"),
        ({"anyOf": [{"type": "null"}, {"type": "string", "format": "date"}]}, "2024-01-15"),
        ({"type": "array", "items": {"type": "boolean"}, "minItems": 2}, [True, True]),
        ({"type": "string", "minLength": 6}, "texttt"),
        ({"type": "integer", "examples": [33]}, 33),
        ({"allOf": [{"properties": {"a": {"const": 1}}}, {"properties": {"b": {"const": 2}}}]}, {"a": 1, "b": 2}),
        ({"properties": {"a": {"default": None, "type": "string"}, "b": {"type": "integer"}}}, {"b": 1}),
    ],
)
def test_an_example_keeps_to_types_and_bounds(schema: dict[str, Any], value: object) -> None:
    assert example(api(), schema) == value


def test_swagger_2_is_read_too() -> None:
    document = {
        "swagger": "2.0",
        "basePath": "/api",
        "paths": {"/predict": {"post": {"parameters": [{"in": "body", "name": "b", "schema": {"type": "object"}}]}}},
    }
    (operation,) = OpenApi(document, "/swagger.json").operations()
    assert (operation.method, operation.path, operation.media) == ("POST", "/api/predict", "application/json")
