"""Around every request: an id, a JSON log line, metrics. Plain ASGI: BaseHTTPMiddleware costs more than predicting."""

import asyncio
import functools
import itertools
import logging
import os
import re
import sys
import time
from datetime import UTC, datetime
from typing import BinaryIO

from prometheus_client import Counter, Histogram
from pydantic_core import to_json
from pythonjsonlogger.json import JsonFormatter
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.25, 1]
SECONDS = Histogram("request_seconds", "Time from the request to its answer", ["path"], buckets=BUCKETS)
REQUESTS = Counter("requests_total", "Requests by path and status", ["path", "status"])
PATHS = {"/predict", "/health", "/ready", "/metrics", "/docs", "/openapi.json"}
GIVEN_ID = re.compile(rb"[A-Za-z0-9._-]{1,64}")
count = functools.cache(REQUESTS.labels)  # looked up once for each path and status
seconds_of = functools.cache(SECONDS.labels)


class LineWriter:
    """Writes lines when the event loop has run its turn: one system call for all requests answered in it."""

    def __init__(self, file: BinaryIO | None):
        self.file, self.lines = file, list[bytes]()

    def write(self, line: bytes) -> None:
        """Called from the event loop; the line is in the file a moment later."""
        if not self.lines:
            asyncio.get_running_loop().call_soon(self.flush)
        self.lines.append(line)

    def flush(self) -> None:
        """A full disk costs log lines and a message of the event loop, never an answer."""
        lines, self.lines = self.lines, []
        if self.file and lines:
            self.file.write(b"".join(lines))
            self.file.flush()


def set_up_logging() -> None:
    """A JSON object a line on standard output, for the service's own messages."""
    handler = logging.StreamHandler(sys.stdout)
    names = {"timestamp": "time", "levelname": "level"}
    handler.setFormatter(JsonFormatter("%(levelname)s %(message)s", timestamp=True, rename_fields=names))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)


class Observability:
    """ASGI middleware; the request's id is in the scope's state and in the answer's X-Request-ID."""

    def __init__(self, app: ASGIApp):
        self.app, self.access_log, start = app, LineWriter(sys.stdout.buffer), os.urandom(6).hex()
        self.ids = (f"{start}-{number}" for number in itertools.count(1))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started, status = time.perf_counter(), 500
        given = dict(scope["headers"]).get(b"x-request-id", b"")
        request_id = given.decode() if GIVEN_ID.fullmatch(given) else next(self.ids)
        scope.setdefault("state", {})["request_id"] = request_id

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"].append((b"x-request-id", request_id.encode()))
            await send(message)

        try:
            await self.app(scope, receive, send_with_id)
        except ClientDisconnect:
            status = 499  # as other servers log a client that hung up before its request was complete
        finally:
            seconds, path = time.perf_counter() - started, scope["path"]
            known = path if path in PATHS else "other"
            count(known, status).inc()
            seconds_of(known).observe(seconds)
            line = {"time": datetime.now(UTC), "level": "INFO", "message": "request", "id": request_id}
            answered = {"method": scope["method"], "path": path, "status": status, "ms": round(seconds * 1000, 3)}
            self.access_log.write(to_json(line | answered) + b"\n")
