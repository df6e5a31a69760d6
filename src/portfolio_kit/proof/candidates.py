"""The requests for a prediction that a service should answer: what its author shows, then what is made up."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from portfolio_kit import lazily as re
from portfolio_kit.proof.client import Client, NoAnswerError, Request
from portfolio_kit.proof.examples import example, fields
from portfolio_kit.proof.forms import forms
from portfolio_kit.proof.found import fields as read
from portfolio_kit.proof.found.routes import asking, is_for_predicting
from portfolio_kit.proof.found.sample import FORM, JSON, samples
from portfolio_kit.proof.multipart import Part, encoded, picture
from portfolio_kit.proof.openapi import OpenApi, Operation
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.serving.apis import Route

_PLACEHOLDER = re.compile(r"\{[^{}]*\}|<[^<>]*>")
_MOST_EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A request and where it comes from; `is_told` says that the author shows just that as one that works."""

    request: Request
    origin: str
    is_told: bool = False
    operation: Operation | None = None


def candidates(repository: Repository, api: OpenApi | None, client: Client) -> Iterator[Candidate]:
    """Yield the requests for a prediction."""
    operations = predicting(repository, api) if api else ()
    shown = samples(repository)
    for sample in shown:
        if sample.is_told:
            yield Candidate(sample.request, sample.place, is_told=True, operation=_of(sample.request, operations))
    for operation in operations:
        assert api is not None  # noqa: S101 - for the type checker
        for number, value in enumerate(operation.examples[:_MOST_EXAMPLES]):
            request = _filled(api, operation, value)
            yield Candidate(request, f"the example of {api.path}", is_told=number == 0, operation=operation)
        yield Candidate(
            _filled(api, operation, _body(api, operation)), f"the schema of {api.path}", operation=operation
        )
    for sample in shown:
        if not sample.is_told:
            yield Candidate(sample.request, sample.place, operation=_of(sample.request, operations))
    if not operations:
        yield from _without_schema(repository, client)


def predicting(repository: Repository, api: OpenApi) -> tuple[Operation, ...]:
    """Return the operations that ask the model: those that the code shows, else by their names, else the only POST."""
    routes = [_plain(route.path) for route in asking(repository)]
    operations = api.operations()
    found = sorted(
        (min(ranks), number)
        for number, operation in enumerate(operations)
        if (ranks := [rank for rank, path in enumerate(routes) if _plain(operation.path).endswith(path or "/")])
        and operation.method in ("POST", "GET")
    )
    named = [operations[number] for _, number in found]
    named += [each for each in operations if each not in named and is_for_predicting(f"{each.path} {each.summary}")]
    posts = [each for each in operations if each.method == "POST"]
    chosen = named or (posts if len(posts) == 1 else [])
    return tuple(sorted(chosen, key=lambda each: each.method != "POST"))


def _plain(path: str) -> str:
    return _PLACEHOLDER.sub("{}", path).rstrip("/")


def _of(request: Request, operations: tuple[Operation, ...]) -> Operation | None:
    path = request.path.partition("?")[0].rstrip("/")
    return next((each for each in operations if each.method == request.method and each.path.rstrip("/") == path), None)


def _body(api: OpenApi, operation: Operation) -> object:
    return example(api, operation.schema) if operation.media else None


def _filled(api: OpenApi, operation: Operation, value: object) -> Request:
    """An operation's request: its parameters filled in, and a value as its body."""
    path, query, headers = operation.path, {}, {}
    for parameter in operation.parameters:
        given = parameter.example if parameter.example is not None else example(api, parameter.schema)
        if parameter.place == "path":
            path = path.replace(f"{{{parameter.name}}}", quote(_text(given), safe=""))
        elif parameter.place == "query" and (parameter.is_required or parameter.example is not None):
            query[parameter.name] = _text(given)
        elif parameter.place == "header" and parameter.is_required:
            headers[parameter.name] = _text(given)
    full = quote(path, safe="/%:@!$&'()*+,;=-._~") + (f"?{urlencode(query)}" if query else "")
    if operation.media is None:
        return Request(operation.method, full, headers)
    media, body = _encoded(api, operation, value)
    return Request(operation.method, full, {**headers, "Content-Type": media}, body)


def _encoded(api: OpenApi, operation: Operation, value: object) -> tuple[str, bytes]:
    media = operation.media or ""
    values = value if isinstance(value, dict) else {}
    if media == "multipart/form-data":
        files = {name for name, schema in fields(api, operation.schema).items() if _is_file(api, schema)}
        parts = [Part(str(name), _text(given).encode()) for name, given in values.items() if name not in files]
        return encoded([*parts, *(Part(name, picture(), "picture.png") for name in sorted(files))])
    if "form" in media:
        return media, urlencode({str(name): _text(given) for name, given in values.items()}).encode()
    if media.startswith("image/") or media == "application/octet-stream":
        return media, picture()
    if media.startswith("text/"):
        return media, _text(value).encode()
    return media, json.dumps(value).encode()


def _is_file(api: OpenApi, schema: object) -> bool:
    found = api.resolved(schema)
    items = api.resolved(found.get("items")) if found.get("type") == "array" else found
    return items.get("format") == "binary" or items.get("type") == "file" or "contentMediaType" in items


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _without_schema(repository: Repository, client: Client) -> Iterator[Candidate]:
    """Requests to a service that describes itself nowhere: by the fields that its code reads, and by its own pages."""
    routes = [route for route in asking(repository) if not _PLACEHOLDER.search(route.path)]
    for route in routes:
        yield from _of_fields(route)
    for path in dict.fromkeys(["/", *(route.path or "/" for route in routes if "GET" in route.methods)]):
        try:
            page = client.ask(Request("GET", path))
        except NoAnswerError:
            continue
        if page.is_good and page.media == "text/html":
            for request in forms(page.body, path):
                yield Candidate(request, f"the form on {path}")


def _of_fields(route: Route) -> Iterator[Candidate]:
    found = read.fields(route)
    path, place = route.path or "/", route.evidence
    origin = f"the fields that {place.path}:{place.line} reads"
    query = f"?{urlencode(dict.fromkeys(found['query'], '1'))}" if "query" in found else ""
    if "json" in found:
        yield Candidate(
            Request("POST", path + query, JSON, json.dumps(dict.fromkeys(found["json"], 1)).encode()), origin
        )
    elif "files" in found:
        media, body = encoded([Part(name, picture(), "picture.png") for name in found["files"]])
        yield Candidate(Request("POST", path + query, {"Content-Type": media}, body), origin)
    elif "form" in found:
        yield Candidate(
            Request("POST", path + query, FORM, urlencode(dict.fromkeys(found["form"], "1")).encode()), origin
        )
    elif query:
        yield Candidate(Request("GET" if "GET" in route.methods else "POST", path + query), origin)
