"""A curl command as a text shows it, taken apart without running it."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from portfolio_kit import lazily as re
from portfolio_kit.proof.client import Request
from portfolio_kit.proof.multipart import Part, encoded

MOST_LINES = 80
_LONGEST = 40_000
_START = re.compile(r"\bcurl(?:\.exe)?\s")
_DATA = frozenset({"-d", "--data", "--data-raw", "--data-binary", "--data-ascii", "--data-urlencode", "--json"})
_VALUED = frozenset({
    "-X", "--request", "-H", "--header", "-F", "--form", "-o", "--output", "-u", "--user", "-m", "--max-time", "-A",
    "-b", "--cookie", "-w", "--write-out", "--url", "-e", "--retry", "--connect-timeout",
}) | _DATA  # fmt: skip


@dataclass(slots=True)
class Typed:
    """What a curl command says, with its values as they stand there."""

    url: str = ""
    method: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    data: list[str] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    is_json: bool = False


def parsed(lines: Sequence[str]) -> Typed | None:
    """Return the command that begins on the first of the lines; None where it does not end as a shell would have it."""
    text = ""
    for line in lines:
        text = (
            f"{text.removesuffix(chr(92)).rstrip()} {line.strip()}"
            if text.endswith("\\")
            else f"{text}\n{line}".lstrip("\n")
        )
        text = text.rstrip()
        if len(text) > _LONGEST:
            return None
        if text.endswith("\\"):
            continue
        begin = _START.search(text)
        if begin is None:
            return None
        try:
            words = shlex.split(text[begin.end() :], comments=True)
        except ValueError:
            continue  # A quote that later lines close.
        return _typed(words)
    return None


def _typed(words: Sequence[str]) -> Typed:
    typed = Typed()
    rest = iter(words)
    for word in rest:
        if word in ("|", "&&", ";", ">", "||"):
            break
        name, value = word, ""
        if word in _VALUED:
            value = next(rest, "")
        elif word[:2] in _VALUED and not word.startswith("--"):
            name, value = word[:2], word[2:]
        elif not word.startswith("-"):
            name, value = "--url", word
        _note(typed, name, value)
    return typed


def _note(typed: Typed, name: str, value: str) -> None:
    if name in ("-X", "--request"):
        typed.method = value.upper()
    elif name in ("-H", "--header"):
        header, _, content = value.partition(":")
        typed.headers[header.strip()] = content.strip()
    elif name in ("-F", "--form"):
        typed.forms.append(value)
    elif name in _DATA:
        typed.data.append(value)
        typed.is_json |= name == "--json"
    elif name == "--url":
        typed.url = typed.url or value


def request(typed: Typed, content: Callable[[str], bytes | None]) -> Request | None:
    """Return what the command sends; None where it names no URL, or a file that `content` does not have."""
    try:
        parts = urlsplit(typed.url if "//" in typed.url else f"http://{typed.url}")
    except ValueError:
        return None
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not typed.url or not re.fullmatch(r"[\x21-\x7e]{1,2000}", path):
        return None
    headers = {name: value for name, value in typed.headers.items() if re.fullmatch(r"[\w-]{1,60}", name)}
    if typed.forms:
        parts_sent = [_part(each, content) for each in typed.forms]
        known = [part for part in parts_sent if part is not None]
        media, body = encoded(known)
        sent = Request(typed.method or "POST", path, {**_without_type(headers), "Content-Type": media}, body)
        return sent if len(known) == len(parts_sent) else None
    return _plain(typed, path, headers, content)


def _plain(typed: Typed, path: str, headers: dict[str, str], content: Callable[[str], bytes | None]) -> Request | None:
    if not typed.data:
        return Request(typed.method or "GET", path, headers)
    pieces = [content(each[1:]) if each.startswith("@") else each.encode() for each in typed.data]
    has_type = any(name.lower() == "content-type" for name in headers)
    media = "application/json" if typed.is_json else "application/x-www-form-urlencoded"
    body = b"&".join(piece for piece in pieces if piece is not None)
    sent = Request(typed.method or "POST", path, headers if has_type else {**headers, "Content-Type": media}, body)
    return None if any(piece is None for piece in pieces) else sent


def _without_type(headers: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name.lower() != "content-type"}


def _part(form: str, content: Callable[[str], bytes | None]) -> Part | None:
    name, _, value = form.partition("=")
    if not value.startswith("@"):
        return Part(name, value.encode())
    path = value[1:].partition(";")[0]
    held = content(path)
    return None if held is None else Part(name, held, path.rpartition("/")[2])
