"""The forms of a web page, filled in as a visitor might."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin, urlsplit

from portfolio_kit.proof.client import Request
from portfolio_kit.proof.multipart import Part, encoded, picture

_MOST = 20
_LONGEST = 300_000
_MOST_FIELDS = 200
_TYPES = {
    "number": "1",
    "range": "1",
    "date": "2024-01-15",
    "time": "12:00",
    "email": "ada@example.org",
    "datetime-local": "2024-01-15T12:00",
    "month": "2024-01",
    "url": "https://example.org/",
    "tel": "5550100",
}


@dataclass(slots=True)
class _Form:
    action: str
    method: str
    values: dict[str, str] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)


def forms(page: bytes, path: str) -> list[Request]:
    """Return the requests that the forms of a page send, filled in; none of what is no HTML."""
    reader = _Reader()
    reader.feed(page[:_LONGEST].decode("utf-8", "replace"))
    return [request for form in reader.found[:_MOST] if (request := _request(form, path)) is not None]


def _request(form: _Form, path: str) -> Request | None:
    try:
        target = urlsplit(urljoin(path, form.action))
    except ValueError:
        return None
    if target.netloc or not target.path.startswith("/") or not target.path.isascii() or not target.path.isprintable():
        return None
    if form.files:
        parts = [Part(name, value.encode()) for name, value in form.values.items()]
        media, body = encoded([*parts, *(Part(name, picture(), "picture.png") for name in form.files)])
        return Request("POST", target.path, {"Content-Type": media}, body)
    sent = urlencode(form.values)
    if form.method == "GET":
        return Request("GET", f"{target.path}?{sent}") if sent else None
    return Request("POST", target.path, {"Content-Type": "application/x-www-form-urlencoded"}, sent.encode())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[_Form] = []
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append(_Form(given.get("action", ""), given.get("method", "get").upper()))
            return
        if not self.found or len(self.found[-1].values) >= _MOST_FIELDS:
            return
        form, name = self.found[-1], given.get("name", "")
        if tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            # The first option is often empty: "choose one".
            if not form.values.get(self._select) and "disabled" not in given:
                form.values[self._select] = given.get("value", "")
        elif name and tag == "textarea":
            form.values[name] = "A text to look at."
        elif name and tag == "input":
            self._input(form, name, given)

    def _input(self, form: _Form, name: str, given: dict[str, str]) -> None:
        kind = given.get("type", "text").lower()
        if kind == "file":
            form.files.append(name)
        elif kind in ("radio", "checkbox"):
            form.values.setdefault(name, given.get("value") or "on")
        elif kind not in ("submit", "button", "reset", "image"):
            form.values[name] = given.get("value") or given.get("min") or _TYPES.get(kind, "1")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
