"""Requests that are wrong in one way each."""

from __future__ import annotations

import json

import pytest

from portfolio_kit.proof.client import Request
from portfolio_kit.proof.malformations import malformed
from portfolio_kit.proof.openapi import OpenApi, Operation

ROW = {"instances": [{"age": 63, "name": "Ada"}]}
VALID = Request("POST", "/predict", {"Content-Type": "application/json"}, json.dumps(ROW).encode())


def told(request: Request, operation: Operation | None = None) -> dict[str, Request]:
    api = OpenApi({"openapi": "3.1.0", "paths": {}}, "/") if operation else None
    return {each.about: each for each in malformed(request, api, operation)}


@pytest.mark.parametrize(
    ("about", "body"),
    [
        ("an empty body", b""),
        ("no instances[0].age", b'{"instances": [{"name": "Ada"}]}'),
        ("instances[0].age = null", b'{"instances": [{"age": null, "name": "Ada"}]}'),
        ("instances[0].age = NaN", b'{"instances": [{"age": NaN, "name": "Ada"}]}'),
        ("instances[0].age = 1e999", b'{"instances": [{"age": 1e999, "name": "Ada"}]}'),
        ("instances[0].age = a text", b'{"instances": [{"age": "text", "name": "Ada"}]}'),
        ("instances[0].name = half a character", b'{"instances": [{"age": 63, "name": "\\ud800"}]}'),
        ("instances = an empty list", b'{"instances": []}'),
    ],
)
def test_every_field_is_left_out_and_made_wrong(about: str, body: bytes) -> None:
    assert told(VALID)[about].body == body


def test_no_two_are_the_same_and_none_is_the_valid_one() -> None:
    bodies = [(request.body, tuple(request.headers.items())) for request in malformed(VALID, None, None)]
    assert len(set(bodies)) == len(bodies)
    assert (VALID.body, tuple(VALID.headers.items())) not in bodies


def test_bounds_of_the_schema_are_met_and_left() -> None:
    properties = {"age": {"type": "integer", "minimum": 18}}
    operation = Operation("POST", "/predict", "application/json", {"properties": properties})
    found = told(Request("POST", "/predict", VALID.headers, b'{"age": 20}'), operation)
    assert found["age = 18, its bound"].body == b'{"age": 18}'
    assert found["age = 17, beyond its bound"].body == b'{"age": 17}'


def test_the_largest_comes_last() -> None:
    *_, last = malformed(VALID, None, None)
    assert last.body is not None
    assert len(last.body) > 7 << 20


def test_forms_and_queries_are_made_wrong_field_by_field() -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert told(Request("POST", "/predict", form, b"a=1&b=2"))["no a"].body == b"b=2"
    assert told(Request("GET", "/predict?a=1&b=2"))["b = an empty text"].path == "/predict?a=1&b="
