"""The requests that its author shows: what README and docs tell a reader to send, and what its tests send."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile
from urllib.parse import urlencode, urlsplit

from portfolio_kit.proof.client import Request
from portfolio_kit.proof.found import curl
from portfolio_kit.proof.found.routes import asking, is_for_predicting
from portfolio_kit.proof.found.sent import Sent, in_code
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.texts.lines import Line
from portfolio_kit.repository.texts.markdown import Document
from portfolio_kit.rubric.finding import Evidence

JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_MOST = 20
_LONGEST = 40_000
# Hosts that stand for the reader's own machine.
_LOCAL = ("localhost", "127.0.0.1", "0.0.0.0", "::1", "")  # noqa: S104 - read, not bound


@dataclass(frozen=True, slots=True)
class Sample:
    """A request that is shown somewhere. `is_told` says that a text tells its readers to send just that."""

    request: Request
    evidence: Evidence
    is_told: bool = False

    @property
    def place(self) -> str:
        """Where it is shown, for a reader."""
        return f"{self.evidence.path}:{self.evidence.line}" if self.evidence.line else self.evidence.path


def samples(repository: Repository) -> tuple[Sample, ...]:
    """Return the requests for predictions that are shown, those of the texts first, each once."""
    paths = {route.path for route in asking(repository)}
    found: dict[tuple[str, str, bytes | None], Sample] = {}
    for sample in _all(repository, paths):
        key = (sample.request.method, sample.request.path, sample.request.body)
        found.setdefault(key, sample)
        if len(found) >= _MOST:
            break
    return tuple(found.values())


def _all(repository: Repository, paths: set[str]) -> Iterator[Sample]:
    for document in repository.near_documents:
        if "curl" in document.source:
            yield from _curls(repository, document, paths)
    for sent, evidence in in_code(repository):
        request = _request(sent, paths)
        if request is not None:
            yield Sample(request, evidence)
    yield from _bodies(repository)


def _curls(repository: Repository, document: Document, paths: set[str]) -> Iterator[Sample]:
    for line in document.lines:
        if line.kind == "code" and "curl" in line.text:
            following = document.source_lines[line.number - 1 : line.number + curl.MOST_LINES]
            typed = curl.parsed(list(takewhile(lambda text: not text.lstrip().startswith(("```", "~~~")), following)))
            if typed is None:
                continue
            request = curl.request(typed, lambda path: _content(repository, path))
            if request is not None and _is_meant(typed.url, request.path, paths):
                yield Sample(request, document.evidence(line.number), is_told=True)


def _content(repository: Repository, path: str) -> bytes | None:
    file = repository.by_path.get(path.removeprefix("./"))
    return file.content or None if file else None


def _is_meant(url: str, path: str, paths: set[str]) -> bool:
    """Whether a request is to this service, and for a prediction; of a host elsewhere the path has to be its own."""
    bare = path.partition("?")[0]
    is_own = any(bare == own or (len(own) > 1 and bare.endswith(own)) for own in paths)
    host = urlsplit(url).hostname or ""
    is_local = host in _LOCAL or "$" in url.partition("/")[0] or "<" in host or "{" in host
    return is_own or (is_local and is_for_predicting(bare))


def _request(sent: Sent, paths: set[str]) -> Request | None:
    try:
        parts = urlsplit(sent.url)
    except ValueError:
        return None
    path = parts.path or "/"
    if not _is_meant(sent.url, path, paths):
        return None
    query = parts.query or (urlencode(sent.query) if isinstance(sent.query, Mapping) else "")
    full = f"{path}?{query}" if query else path
    if sent.json is not None:
        return Request(sent.method, full, JSON, _dumped(sent.json))
    if isinstance(sent.form, Mapping):
        return Request(sent.method, full, FORM, urlencode(sent.form, doseq=True).encode())
    if isinstance(sent.form, str):
        return Request(sent.method, full, JSON, sent.form.encode())
    return Request(sent.method, full) if sent.method == "GET" else None


def _dumped(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")


def _bodies(repository: Repository) -> Iterator[Sample]:
    """JSON that stands in a text by itself, taken for the body of the route that predicts."""
    route = next((route for route in asking(repository) if "POST" in route.methods), None)
    if route is None or "{" in route.path or "<" in route.path:
        return
    for document in repository.near_documents:
        for first, text in _blocks(document, "json"):
            try:
                value = json.loads(text)
            except (ValueError, RecursionError):
                continue
            if isinstance(value, (dict, list)) and value and not _is_answer(value):
                yield Sample(Request("POST", route.path or "/", JSON, text.encode()), document.evidence(first))


def _is_answer(value: object) -> bool:
    """Whether JSON reads as what a service answers rather than what it is asked."""
    return isinstance(value, dict) and any(
        word in str(key).lower()
        for key in value
        for word in ("predict", "probab", "detail", "error", "status", "label")
    )


def _blocks(document: Document, language: str) -> Iterator[tuple[int, str]]:
    """The blocks of code in a language, each with the number of its first line."""
    block: list[Line] = []
    for line in (*document.lines, Line(0, "blank", "")):
        if (
            line.kind == "code"
            and line.language.lower() == language
            and (not block or line.number == block[-1].number + 1)
        ):
            block.append(line)
        elif block:
            text = "\n".join(document.source_lines[block[0].number - 1 : block[-1].number])
            if len(text) < _LONGEST:
                yield block[0].number, text
            block = []
