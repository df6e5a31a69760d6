"""Around every request: an id, a JSON log line, metrics, and a log of what was asked and answered."""

import contextlib
import functools
import itertools
import logging
import os
import re
import sys
import time
from datetime import UTC, date, datetime, timedelta
from io import FileIO
from pathlib import Path

from prometheus_client import Counter, Histogram
from pydantic_core import to_json
from pythonjsonlogger.json import JsonFormatter
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.25, 1]
SECONDS = Histogram("request_seconds", "Time from the request to its answer", ["path"], buckets=BUCKETS)
REQUESTS = Counter("requests_total", "Requests by path and status", ["path", "status"])
GIVEN_ID = re.compile(rb"[A-Za-z0-9._-]{1,64}")
count = functools.cache(REQUESTS.labels)  # looked up once for each path and status
seconds_of = functools.cache(SECONDS.labels)


def set_up_logging() -> None:
    """A JSON object a line on standard output, for the service's own messages."""
    handler = logging.StreamHandler(sys.stdout)
    names = {"timestamp": "time", "levelname": "level"}
    handler.setFormatter(JsonFormatter("%(levelname)s %(message)s", timestamp=True, rename_fields=names))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)


class Observability:
    """Plain ASGI, as BaseHTTPMiddleware costs more than predicting; the id is also in the answer's X-Request-ID."""

    def __init__(self, app: ASGIApp):
        self.app, start = app, os.urandom(6).hex()
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
            # As the route names it, so that neither ids nor nonsense in a path make new series of metrics.
            known = getattr(scope.get("route"), "path", "other")
            count(known, status).inc()
            seconds_of(known).observe(seconds)
            line = {"time": datetime.now(UTC), "level": "INFO", "message": "request", "id": request_id}
            answered = {"method": scope["method"], "path": path, "status": status, "ms": round(seconds * 1000, 3)}
            with contextlib.suppress(OSError):  # a full disk costs log lines, never an answer
                os.write(1, to_json(line | answered) + b"\n")


class PredictionLog:
    """Adds to folder/predictions-YYYY-MM-DD.jsonl; as the files hold what clients sent, they go after 30 days."""

    def __init__(self, folder: Path):
        self.folder, self.day = folder, date.min
        self.file: FileIO | None = None

    def write(self, request_id: str, request: bytes, answer: bytes) -> None:
        """Request and answer are JSON texts already: they are joined, not parsed again. Raises OSError."""
        now = datetime.now(UTC)
        if self.file is None or now.date() != self.day:
            self.file = self._start(now.date())
        head = f'{{"time":"{now.isoformat()}","request_id":"{request_id}","request":'.encode()
        one_line = request.replace(b"\n", b" ").replace(b"\r", b" ")
        self.file.write(b"".join((head, one_line, b',"answer":', answer, b"}\n")))

    def _start(self, day: date) -> FileIO:
        self.close()
        self.folder.mkdir(parents=True, exist_ok=True)
        for file in self.folder.glob("predictions-*.jsonl"):
            if file.name < f"predictions-{day - timedelta(days=30)}.jsonl":
                file.unlink()
        self.day = day
        return (self.folder / f"predictions-{day}.jsonl").open("ab", buffering=0)

    def close(self) -> None:
        """Every line is written already."""
        if self.file:
            self.file.close()
