"""Makes up requests from an OpenAPI document with Schemathesis, in a process of its own.

Reads the document and the operations as JSON from standard input, writes a request a line, and is held to limits that
it sets itself before it looks at them.
"""

from __future__ import annotations

import base64
import json
import resource
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import requests

_MEMORY = 2 << 30
_PROCESSOR = 60
_FILE = 32 << 20
# What it says of itself and of the connection.
_LEFT_OUT = ("user-agent", "connection", "x-schemathesis", "accept-encoding", "content-length")


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
        _generate(task["document"], method, path, task["base"], task["most"])


def _generate(document: dict[str, Any], method: str, path: str, base: str, most: int) -> None:
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
        def write(case: Case[Any]) -> None:
            try:
                prepared = requests.Request(**case.as_transport_kwargs(base_url=f"http://127.0.0.1{base}")).prepare()
            except (ValueError, requests.RequestException):
                return
            sys.stdout.write(json.dumps(_as_json(prepared)) + "\n")
            sys.stdout.flush()

        write()


def _as_json(prepared: requests.PreparedRequest) -> dict[str, object]:
    body = prepared.body.encode("utf-8", "replace") if isinstance(prepared.body, str) else prepared.body
    return {
        "method": prepared.method,
        "path": prepared.path_url,
        "headers": {
            name: value.decode("latin-1") if isinstance(value, bytes) else value
            for name, value in prepared.headers.items()
            if not name.lower().startswith(_LEFT_OUT)
        },
        "body": base64.b64encode(body).decode() if isinstance(body, bytes) else None,
    }


if __name__ == "__main__":
    main()
