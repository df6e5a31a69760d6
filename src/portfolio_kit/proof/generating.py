"""Makes up requests from an OpenAPI document with Schemathesis: a process of its own, as the document may hold anything.

Reads the document and the operations as JSON from standard input, writes a request a line, and is held to limits that
it sets itself before it looks at them.
"""

from __future__ import annotations

import base64
import json
import resource
import sys
from collections.abc import Mapping
from typing import Any, TextIO

_MEMORY = 2 << 30
_PROCESSOR = 60
_FILE = 32 << 20
_HEADERS = frozenset({"content-type", "accept"})


def main() -> None:
    """Write the requests; what cannot be sent, or takes too much, ends it early."""
    for limit, value in (
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_CPU, _PROCESSOR),
        (resource.RLIMIT_FSIZE, _FILE),
    ):
        resource.setrlimit(limit, (value, value))
    task = json.load(sys.stdin)
    for method, path in task["operations"]:
        _generate(task["document"], method, path, task["most"], sys.stdout)


def _generate(document: dict[str, Any], method: str, path: str, most: int, output: TextIO) -> None:
    import requests
    import schemathesis
    from hypothesis import HealthCheck, Phase, given, settings
    from schemathesis import Case, GenerationMode
    from schemathesis.config import SchemathesisConfig

    operation = schemathesis.openapi.from_dict(document, config=SchemathesisConfig())[path][method]
    # What is wrong first: that is what is asked for, and time may run out.
    for mode in (GenerationMode.NEGATIVE, GenerationMode.POSITIVE):

        @settings(
            max_examples=most // 2,
            database=None,
            derandomize=True,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(operation.as_strategy(generation_mode=mode))
        def write(case: Case) -> None:
            try:
                prepared = requests.Request(**case.as_transport_kwargs(base_url="http://127.0.0.1")).prepare()
            except (ValueError, requests.RequestException):
                return
            output.write(json.dumps(_as_json(prepared.method, prepared.path_url, prepared.headers, prepared.body)))
            output.write("\n")
            output.flush()

        write()


def _as_json(
    method: str | None, path: str, headers: Mapping[str, str | bytes], body: bytes | str | None
) -> dict[str, object]:
    content = body.encode("utf-8", "replace") if isinstance(body, str) else body
    return {
        "method": method,
        "path": path,
        "headers": {
            name: value.decode("latin-1") if isinstance(value, bytes) else value
            for name, value in headers.items()
            if name.lower() in _HEADERS
            or not name.lower().startswith(
                ("user-agent", "connection", "x-schemathesis", "accept-encoding", "content-length")
            )
        },
        "body": base64.b64encode(content).decode() if content is not None else None,
    }


if __name__ == "__main__":
    main()
