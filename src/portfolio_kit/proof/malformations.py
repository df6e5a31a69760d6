"""Requests that are wrong in one way each, made from one that is right."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

from portfolio_kit.proof.client import Request
from portfolio_kit.proof.examples import fields
from portfolio_kit.proof.openapi import OpenApi, Operation, Schema

_MOST_FIELDS = 30
_HUGE = 8 << 20
_DEEP = 50_000
_DIGITS = 400
_LONG = "x" * 100_000
_FORM = "application/x-www-form-urlencoded"
# JSON that no literal of Python stands for.
_RAW = "@@raw@@"

Step = str | int


def malformed(valid: Request, api: OpenApi | None, operation: Operation | None) -> Iterator[Request]:
    """Yield the requests, each once: whole bodies first, then field by field, the largest last."""
    seen = {_content(valid)}
    for request in _all(valid, api, operation):
        if _content(request) not in seen:
            seen.add(_content(request))
            yield request


def _content(request: Request) -> tuple[str, tuple[tuple[str, str], ...], int]:
    return request.path, tuple(request.headers.items()), hash(request.body)


def _all(valid: Request, api: OpenApi | None, operation: Operation | None) -> Iterator[Request]:
    media = _media(valid)
    if valid.body is not None and media.endswith("json"):
        yield from _bodies(valid)
        yield from _in_json(valid, api, operation)
        yield _huge(valid)
    elif valid.body is not None and media == _FORM:
        yield from _pairs(valid, valid.body.decode("utf-8", "replace"), is_query=False)
        yield replace(valid, body=b"a=" + b"1" * _HUGE, about=f"a body of {_HUGE >> 20} MB")
    elif valid.body is not None:
        yield replace(valid, body=b"", about="an empty body")
        yield replace(valid, body=b"\0\xff" * 50, about="a body that is no form")
        yield replace(valid, body=valid.body[: len(valid.body) // 2], about="half of the body")
        yield replace(valid, headers={}, about="no content type")
    path, _, query = valid.path.partition("?")
    asked = [each.name for each in operation.parameters if each.place == "query"] if operation else []
    given = {**dict.fromkeys(asked, "1"), **dict(parse_qsl(query))}
    if given:
        yield from _pairs(replace(valid, path=path), urlencode(given), is_query=True)


def _media(request: Request) -> str:
    headers = {name.lower(): value for name, value in request.headers.items()}
    return headers.get("content-type", "").partition(";")[0].strip().lower()


def _bodies(valid: Request) -> Iterator[Request]:
    body = valid.body or b""
    for about, wrong in (
        ("an empty body", b""),
        ("JSON that breaks off", body[: max(len(body) // 2, 1)]),
        ("a body that is no JSON", b"this is no JSON"),
        ("a body that is no text", b"\xff\xfe\x00{"),
        ("null for a body", b"null"),
        ("an empty list for a body", b"[]"),
        ("an empty object for a body", b"{}"),
        ("a text for a body", b'"text"'),
        ("a number for a body", b"1"),
        (f"{_DEEP:,} lists in each other", b"[" * _DEEP + b"]" * _DEEP),
    ):
        yield replace(valid, body=wrong, about=about)
    others = {name: value for name, value in valid.headers.items() if name.lower() != "content-type"}
    yield replace(valid, headers={**others, "Content-Type": "text/plain"}, about="the content type text/plain")
    yield replace(valid, headers={**others, "Content-Type": _FORM}, about="the content type of a form")
    yield replace(valid, headers=others, about="no content type")


def _huge(valid: Request) -> Request:
    """A body of many megabytes: rows for a list, else a field that nobody asked for."""
    value = _loaded(valid.body)
    holder = (
        next((inner for inner in value.values() if isinstance(inner, list) and inner), None)
        if isinstance(value, dict)
        else value
    )
    if isinstance(holder, list) and holder:
        one = len(json.dumps(holder[0])) + 2
        holder.extend([holder[0]] * (_HUGE // max(one, 1)))
        return replace(valid, body=json.dumps(value).encode(), about=f"{len(holder):,} rows")
    text = b'{"unknown": "' + b"x" * _HUGE + b'"}'
    return replace(valid, body=text, about=f"a body of {_HUGE >> 20} MB")


def _loaded(body: bytes | None) -> Any:
    try:
        return json.loads(body or b"")
    except (ValueError, RecursionError):
        return None


def _in_json(valid: Request, api: OpenApi | None, operation: Operation | None) -> Iterator[Request]:
    value = _loaded(valid.body)
    schema = operation.schema if operation else {}
    for steps, inner, declared in list(_fields(value, (), api, schema))[:_MOST_FIELDS]:
        name = _named(steps)
        yield _with(valid, _without(value, steps), f"no {name}")
        for shown, wrong in _wrong(inner, declared):
            yield _with(valid, _changed(value, steps, wrong), f"{name} = {shown}")
    if isinstance(value, dict):
        yield _with(valid, {**value, "unknown_field": {"a": [1]}}, "a field that nobody asked for")


def _fields(
    value: object, steps: tuple[Step, ...], api: OpenApi | None, schema: Schema
) -> Iterator[tuple[tuple[Step, ...], object, Schema]]:
    """The fields of a JSON value with their places and schemas: of a list, those of its first item."""
    if isinstance(value, dict):
        declared = fields(api, schema) if api else {}
        for name, inner in value.items():
            yield (*steps, name), inner, declared.get(name, {})
            yield from _fields(inner, (*steps, name), api, declared.get(name, {}))
    elif isinstance(value, list) and value:
        items = api.resolved(schema.get("items")) if api else {}
        if not isinstance(value[0], dict):
            yield (*steps, 0), value[0], items
        yield from _fields(value[0], (*steps, 0), api, items)


def _named(steps: tuple[Step, ...]) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps).lstrip(".")[:80]


def _wrong(value: object, schema: Schema) -> Iterator[tuple[str, object]]:
    """Values that a field may not be ready for, with how they are told."""
    yield "null", None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        yield from (("a text", "text"), ("an empty text", ""), ("a list", [1]), ("an object", {"a": 1}))
        yield from (("0", 0), ("-1", -1), ("1e308", 1e308), ("-1e308", -1e308), ("2^63", 2**63))
        yield from ((each, f"{_RAW}{each}") for each in ("NaN", "Infinity", "-Infinity", "1e999"))
        yield f"a number of {_DIGITS} digits", int("9" * _DIGITS)
        yield from _bounds(schema)
    elif isinstance(value, str):
        yield from (("a number", 1), ("a list", ["a"]), ("an object", {"a": 1}), ("an empty text", ""))
        yield from (("a text of 100,000 characters", _LONG), ("the character 0", "\0"), ("an emoji", "😀"))
        yield from (("a word never seen", "never-seen"), ("half a character", f'{_RAW}"\\ud800"'))
    elif isinstance(value, list):
        yield from (("an empty list", []), ("a text", "text"), ("a number", 1), ("a list of null", [None]))
        yield "a list of lists", [[[]]]
    else:
        yield from (("a text", "text"), ("a number", 1), ("a list", []), ("an empty object", {}))


def _bounds(schema: Schema) -> Iterator[tuple[str, object]]:
    for key, step in (("minimum", -1), ("exclusiveMinimum", -1), ("maximum", 1), ("exclusiveMaximum", 1)):
        bound = schema.get(key)
        if isinstance(bound, (int, float)) and not isinstance(bound, bool):
            yield f"{bound:g}, its bound", bound
            yield f"{bound + step:g}, beyond its bound", bound + step


def _without(value: object, steps: tuple[Step, ...]) -> object:
    changed, holder = _opened(value, steps)
    if isinstance(holder, (dict, list)):
        del holder[steps[-1]]  # type: ignore[arg-type] # a step fits what it was read from
    return changed


def _changed(value: object, steps: tuple[Step, ...], wrong: object) -> object:
    changed, holder = _opened(value, steps)
    if isinstance(holder, (dict, list)):
        holder[steps[-1]] = wrong  # type: ignore[index] # a step fits what it was read from
    return changed


def _opened(value: object, steps: tuple[Step, ...]) -> tuple[object, object]:
    changed = copy.deepcopy(value)
    holder: Any = changed
    for step in steps[:-1]:
        holder = holder[step]
    return changed, holder


def _with(valid: Request, value: object, about: str) -> Request:
    text = json.dumps(value, ensure_ascii=True)
    if _RAW in text:
        start = text.index(f'"{_RAW}')
        end = json.decoder.scanstring(text, start + 1)[1]  # type: ignore[attr-defined] # as old as the module
        text = text[:start] + json.loads(text[start:end]).removeprefix(_RAW) + text[end:]
    return replace(valid, body=text.encode(), about=about)


def _pairs(valid: Request, pairs: str, *, is_query: bool) -> Iterator[Request]:
    """Forms and queries, field by field."""
    given = dict(parse_qsl(pairs, keep_blank_values=True)[:_MOST_FIELDS])
    yield _sent(valid, {}, "no fields at all", is_query=is_query)
    for name in given:
        yield _sent(valid, {key: value for key, value in given.items() if key != name}, f"no {name}", is_query=is_query)
        for shown, wrong in (
            ("an empty text", ""), ("a text", "text"), ("-1", "-1"), ("1e999", "1e999"), ("nan", "nan"),
            ("a number of 400 digits", "9" * _DIGITS), ("an emoji", "😀"), ("a long text", _LONG[:4_000]),
        ):  # fmt: skip
            yield _sent(valid, {**given, name: wrong}, f"{name} = {shown}", is_query=is_query)


def _sent(valid: Request, values: Mapping[str, str], about: str, *, is_query: bool) -> Request:
    text = urlencode(values)
    if is_query:
        return replace(valid, path=f"{valid.path}?{text}" if text else valid.path, about=about)
    return replace(valid, body=text.encode(), about=about)
