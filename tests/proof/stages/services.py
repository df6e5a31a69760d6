"""Services of a few lines, for a repository that a stage starts: nothing but the standard library."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from portfolio_kit.proof.found.service import Service
from portfolio_kit.proof.model import Command, Limits
from portfolio_kit.proof.sandbox import Place, Sandbox
from portfolio_kit.proof.stages.stage import Stage
from tests.criteria.kit import repository
from tests.proof.conftest import PYTHON

README = """# It

```bash
curl -X POST http://localhost:8000/predict -H "Content-Type: application/json" -d '{"age": 63}'
```
"""
# `answer(self, body)` is put in by each test: the status and the JSON text of an answer.
SERVER = """
import json, os, sys, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ready_at = time.monotonic() + {delay}

class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self):
        if self.path == "/health":
            self.send(200 if time.monotonic() > ready_at else 503, "{{}}")
        else:
            self.send(404, "{{}}")

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.send(*answer(body))

    def send(self, status, text):
        content = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *arguments):
        pass

def answer(body):
{answer}

class Server(ThreadingHTTPServer):
    request_queue_size = 128

Server(({host!r}, int(sys.argv[1])), Handler).serve_forever()
"""
CAREFUL = """
try:
    row = json.loads(body)
    assert type(row["age"]) is int and abs(row["age"]) < 10 ** 9
except Exception:
    return 422, '{"detail": "age has to be a whole number"}'
return 200, '{"prediction": 0.5}'
"""


def server(answer: str, delay: float = 0, host: str = "127.0.0.1") -> str:
    """The program of a service that deals with the body of a request so."""
    indented = "\n".join(f"    {line}" for line in answer.strip().splitlines())
    return SERVER.format(answer=indented, delay=delay, host=host)


def stage(folder: Path, place: Place, sandbox: Sandbox, files: Mapping[str, str], wall: float = 60) -> Stage:
    """The stage service of a repository with these files."""
    found = repository(folder / "repository", {"README.md": README, **files})
    for name, text in files.items():
        (place.tree / name).write_text(text, encoding="utf-8")
    return Stage("service", found, place, sandbox, Limits(wall, wall, processes=64), folder / "logs")


def started(program: str = "server.py", ready: tuple[str, ...] = ("/health",)) -> Service:
    """How it is started."""
    return Service(Command((PYTHON, program, "{port}")), ready=ready)
