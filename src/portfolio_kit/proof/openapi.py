"""What a service says of itself: its OpenAPI document, which may hold anything, read within limits."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from portfolio_kit.proof.client import Client, NoAnswerError, Request

# Where the frameworks put it.
_PLACES = (
    "/openapi.json", "/docs.json", "/swagger.json", "/schema/openapi.json", "/openapi/openapi.json", "/apispec_1.json",
    "/apispec.json", "/apidoc/openapi.json", "/api/openapi.json", "/api/v1/openapi.json", "/api/swagger.json",
)  # fmt: skip
_DEEPEST = 60
_MOST_VALUES = 100_000
_MOST_OPERATIONS = 200
_REFERENCES = 20
_METHODS = ("get", "post", "put", "patch", "delete")

Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value in the path, the query or a header."""

    name: str
    place: str
    schema: Schema
    is_required: bool
    example: object = None


@dataclass(frozen=True, slots=True)
class Operation:
    """A method of a path: what it wants in its body, of which type, and the examples that are given of that."""

    method: str
    path: str
    media: str | None = None
    schema: Schema = field(default_factory=dict)
    parameters: tuple[Parameter, ...] = ()
    examples: tuple[object, ...] = ()
    summary: str = ""


@dataclass(frozen=True, slots=True)
class OpenApi:
    """An OpenAPI document without anything that leads out of it."""

    document: Mapping[str, Any]
    path: str

    def resolved(self, schema: object) -> Schema:
        """Return what a schema's reference leads to, or the schema as it is; for what is none, an empty one."""
        for _ in range(_REFERENCES):
            if not isinstance(schema, Mapping):
                return {}
            reference = schema.get("$ref")
            if not isinstance(reference, str):
                return schema
            schema = self._at(reference)
        return {}

    def _at(self, reference: str) -> object:
        found: object = self.document
        for part in reference.removeprefix("#").strip("/").split("/"):
            if not isinstance(found, Mapping):
                return {}
            found = found.get(part.replace("~1", "/").replace("~0", "~"))
        return found

    @property
    def base(self) -> str:
        """What Swagger 2 puts before all paths."""
        base = self.document.get("basePath")
        return base.rstrip("/") if isinstance(base, str) and base.startswith("/") else ""

    def operations(self) -> tuple[Operation, ...]:
        """The operations, in the order of the document."""
        return tuple(operation for operation, _ in zip(self._operations(), range(_MOST_OPERATIONS), strict=False))

    def _operations(self) -> Iterator[Operation]:
        for path, item in _pairs(self.document.get("paths")):
            shared = _items(item.get("parameters"))
            for method in _METHODS:
                declared = item.get(method)
                if isinstance(declared, Mapping) and path.startswith("/"):
                    parameters = [self.resolved(each) for each in [*shared, *_items(declared.get("parameters"))]]
                    yield self._operation(method.upper(), self.base + path, declared, parameters)

    def _operation(self, method: str, path: str, declared: Mapping[str, Any], parameters: list[Schema]) -> Operation:
        kept = tuple(
            Parameter(
                str(each.get("name")),
                str(each["in"]),
                self.resolved(each["schema"]) if "schema" in each else each,
                bool(each.get("required")),
                each.get("example"),
            )
            for each in parameters
            if each.get("in") in ("path", "query", "header")
        )
        media, schema, examples = self._body(declared, parameters)
        words = " ".join(str(declared.get(key, "")) for key in ("operationId", "summary", "tags"))
        return Operation(method, path, media, schema, kept, examples, words[:1_000])

    def _body(
        self, declared: Mapping[str, Any], parameters: list[Schema]
    ) -> tuple[str | None, Schema, tuple[object, ...]]:
        content = self.resolved(declared.get("requestBody")).get("content")
        offered = dict(_pairs(content))
        if offered:
            media = min(offered, key=lambda name: (not name.endswith("json"), "form" not in name))
            given = offered[media]
            examples = [given["example"]] if "example" in given else []
            examples += [each["value"] for _, each in _pairs(given.get("examples")) if "value" in each]
            return media, self.resolved(given.get("schema")), tuple(examples)
        # As Swagger 2 has it: among the parameters.
        for each in parameters:
            if each.get("in") == "body":
                return "application/json", self.resolved(each.get("schema")), ()
        fields = {str(each.get("name")): each for each in parameters if each.get("in") == "formData"}
        if fields:
            has_file = any(each.get("type") == "file" for each in fields.values())
            media = "multipart/form-data" if has_file else "application/x-www-form-urlencoded"
            return media, {"type": "object", "properties": fields}, ()
        return None, {}, ()


def read(client: Client, places: tuple[str, ...] = ()) -> OpenApi | None:
    """Return the document of a service, looked for at `places` and where frameworks put it; None where it has none."""
    for place in dict.fromkeys((*places, *_PLACES)):
        try:
            reply = client.ask(Request("GET", place, {"Accept": "application/json"}))
        except NoAnswerError:
            continue
        if reply.is_good and (document := parsed(reply.body)) is not None:
            return OpenApi(document, place)
    return None


def parsed(text: bytes) -> dict[str, Any] | None:
    """Return an OpenAPI document, references to anything outside it taken out; None for what is none, or too much."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(document, dict) or not {"openapi", "swagger"} & document.keys():
        return None
    return document if isinstance(document.get("paths"), dict) and _is_modest(document) else None


def _is_modest(document: dict[str, Any]) -> bool:
    waiting: list[tuple[Any, int]] = [(document, 0)]
    seen = 0
    while waiting:
        value, depth = waiting.pop()
        seen += 1
        if depth > _DEEPEST or seen > _MOST_VALUES:
            return False
        if isinstance(value, dict):
            reference = value.get("$ref")
            if isinstance(reference, str) and not reference.startswith("#"):
                del value["$ref"]
            waiting += [(inner, depth + 1) for inner in value.values()]
        elif isinstance(value, list):
            waiting += [(inner, depth + 1) for inner in value]
    return True


def _pairs(value: object) -> list[tuple[str, Mapping[str, Any]]]:
    if not isinstance(value, Mapping):
        return []
    return [(str(name), inner) for name, inner in value.items() if isinstance(inner, Mapping)]


def _items(value: object) -> list[Any]:
    return list(value) if isinstance(value, list) else []
