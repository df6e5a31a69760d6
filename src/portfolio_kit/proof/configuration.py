"""The configuration of an image as engines print it, in JSON."""

from __future__ import annotations

import json
from typing import Any

from portfolio_kit import lazily as re
from portfolio_kit.proof.engine import Configuration

_MOST = 200
_PORT = re.compile(r"(\d{1,5})(?:/tcp)?")


def configuration(text: str) -> Configuration:
    """Return the configuration in what `buildah inspect`, `podman inspect` or `docker inspect` prints."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return Configuration()
    for key in (0, "OCIv1", "config", "Config"):
        inner = found[0] if key == 0 and isinstance(found, list) and found else _member(found, key)
        found = inner if isinstance(inner, (dict, list)) else found
    if not isinstance(found, dict):
        return Configuration()
    ports = [match[1] for name in list(_mapping(found.get("ExposedPorts")))[:_MOST] if (match := _PORT.fullmatch(name))]
    pairs = [each.partition("=") for each in _texts(found.get("Env"))]
    return Configuration(
        _texts(found.get("Entrypoint")),
        _texts(found.get("Cmd")),
        tuple(int(port) for port in ports),
        {name: value for name, _, value in pairs},
    )


def _member(value: object, key: object) -> object:
    return value.get(key) if isinstance(value, dict) else None


def _mapping(value: object) -> dict[str, Any]:
    return {str(name): inner for name, inner in value.items()} if isinstance(value, dict) else {}


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(each) for each in value[:_MOST]) if isinstance(value, list) else ()
