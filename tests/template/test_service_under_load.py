"""The generated service, running, against clients that mean it well, badly, or too much of it."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import http.client
import json
import os
import re
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.template.conftest import Render

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads memory and descriptors from /proc"),
]

SECONDS, WARM_UP, CONNECTIONS = 60, 15, 64
MOST_GROWTH = 4.0  # megabytes, while a few hundred thousand requests are answered
MAX_BODY = 1_000_000

Project = Callable[[str], Path]


@dataclass
class Service:
    """The service of a project, running on the loopback interface."""

    process: subprocess.Popen[bytes]
    port: int
    output: Path
    predictions: Path
    request: bytes

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> http.client.HTTPResponse:
        """One request on a connection of its own; the answer is read."""
        client = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        with contextlib.closing(client):
            client.request(method, path, body, headers)
            answer = client.getresponse()
            answer.content = answer.read()  # type: ignore[attr-defined]
            return answer

    def is_ready(self) -> bool:
        """Whether it would predict now."""
        try:
            return self.ask("GET", "/ready").status == 200
        except OSError:
            return False

    def connect(self) -> socket.socket:
        """A client that speaks for itself."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=20)

    def megabytes(self) -> float:
        """Resident now."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return int(status.split("VmRSS:")[1].split()[0]) / 1000

    def descriptors(self) -> int:
        """Open files and connections."""
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))  # noqa: PTH208

    def access_log(self) -> list[dict[str, Any]]:
        """Its lines of standard output that are about requests; every line has to be JSON."""
        lines = [json.loads(line) for line in self.output.read_text(encoding="utf-8").splitlines()]
        return [line for line in lines if line["message"] == "request"]

    def settled(self, condition: Callable[[], bool]) -> bool:
        """Whether something becomes true within a few seconds."""
        until = time.monotonic() + 5
        while not condition():
            if time.monotonic() > until:
                return False
            time.sleep(0.02)
        return True


@pytest.fixture(scope="module")
def project(render: Render) -> Project:
    """The project of a task, made once; its model comes with it."""
    return functools.cache(lambda task: render(task=task))


@pytest.fixture
def service(
    project: Project, project_python: Path, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Service]:
    """As `make serve` starts it; classification, or the task that the test asks for."""
    folder = project(getattr(request, "param", "classification"))
    environment = {**os.environ, "PYTHONPATH": "src", "PREDICTION_LOG": str(tmp_path / "predictions")}
    environment["STORE"] = str(tmp_path / "plant.sqlite")
    example = "import json; from card_default.schema import EXAMPLE_REQUEST; print(json.dumps(EXAMPLE_REQUEST))"
    body = subprocess.check_output([project_python, "-c", example], cwd=folder, env=environment)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command: list[str | Path] = [
        project_python,
        "-m",
        "uvicorn",
        "card_default.serve:app",
        "--port",
        str(port),
        "--no-access-log",
    ]
    output, errors_log = tmp_path / "output.jsonl", tmp_path / "errors.log"
    with output.open("wb") as out, errors_log.open("wb") as errors:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=out, stderr=errors)
    running = Service(process, port, output, tmp_path / "predictions", body)
    try:
        until = time.monotonic() + 20
        while not running.is_ready():
            assert process.poll() is None, errors_log.read_text(encoding="utf-8")
            assert time.monotonic() < until, "not ready after 20 seconds"
            time.sleep(0.05)
        yield running
    finally:
        process.terminate()
        process.wait(20)
    assert "Application shutdown complete" in output.read_text(encoding="utf-8") + errors_log.read_text(
        encoding="utf-8"
    )


def head(length: int | None) -> bytes:
    """The beginning of a prediction request; a body of unknown length comes in chunks."""
    size = "Transfer-Encoding: chunked" if length is None else f"Content-Length: {length}"
    return f"POST /predict HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n{size}\r\n\r\n".encode()


def read_answer(client: socket.socket) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of the next answer on a connection."""
    answer = http.client.HTTPResponse(client)
    answer.begin()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()


@pytest.mark.parametrize(
    "service", ["classification", "regression", "predictive-maintenance", "text-classification"], indirect=True
)
def test_schemathesis_finds_no_failure(service: Service, tmp_path: Path) -> None:
    program = str(Path(sys.executable).with_name("schemathesis"))
    # Every check is on, those that are off by default too; deterministic, so that a failure can be looked at again.
    options = ["--checks", "all", "--mode", "all", "--max-examples", "200", "--generation-deterministic", "--no-color"]
    command = [program, "run", f"http://127.0.0.1:{service.port}/openapi.json", *options]
    direct = {**os.environ, "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}
    found = subprocess.run(command, cwd=tmp_path, env=direct, capture_output=True, text=True, timeout=300, check=False)
    assert found.returncode == 0, found.stdout + found.stderr
    assert service.is_ready()
    assert {line["path"] for line in service.access_log()} >= {"/predict", "/health", "/ready", "/metrics"}
    assert [line for line in service.access_log() if line["status"] >= 500] == []


def test_a_minute_at_saturation(service: Service) -> None:
    early = asyncio.run(saturate(service, CONNECTIONS, SECONDS))
    assert set(early.statuses) == {200}
    assert early.statuses[200] > SECONDS * 100
    assert early.distinct_ids == early.statuses[200]
    assert early.megabytes[1] - early.megabytes[0] < MOST_GROWTH
    assert early.descriptors[0] == early.descriptors[1]
    assert service.settled(lambda: service.descriptors() <= early.descriptors[0] - CONNECTIONS)
    assert len([line for line in service.access_log() if line["path"] == "/predict"]) == early.statuses[200]
    counted = service.ask("GET", "/metrics").content.decode()  # type: ignore[attr-defined]
    assert re.search(rf'requests_total{{path="/predict",status="200"}} {float(early.statuses[200])}\n', counted)
    log = next(service.predictions.glob("predictions-*.jsonl")).read_text(encoding="utf-8").splitlines()
    assert len({json.loads(line)["request_id"] for line in log}) == early.statuses[200]


@dataclass
class Load:
    """What a minute of load found; memory and descriptors once after the warm-up, once at the end."""

    statuses: Counter[int]
    distinct_ids: int
    megabytes: list[float]
    descriptors: list[int]


async def saturate(service: Service, connections: int, seconds: float) -> Load:
    """Clients that each ask again as soon as they are answered. A socket error ends the test."""
    ids: set[bytes] = set()
    found = Load(Counter(), 0, [], [])
    message = head(len(service.request)) + service.request
    started = asyncio.get_running_loop().time()

    async def client() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", service.port)
        while asyncio.get_running_loop().time() < started + seconds:
            writer.write(message)
            answer = await reader.readuntil(b"\r\n\r\n")
            fields = dict(line.split(b": ", 1) for line in answer.lower().split(b"\r\n")[1:-2])
            await reader.readexactly(int(fields[b"content-length"]))
            found.statuses[int(answer.split(b" ", 2)[1])] += 1
            ids.add(fields[b"x-request-id"])
        writer.close()
        await writer.wait_closed()

    async def watch() -> None:
        for moment in (WARM_UP, seconds - 1):
            await asyncio.sleep(started + moment - asyncio.get_running_loop().time())
            found.megabytes.append(service.megabytes())
            found.descriptors.append(service.descriptors())

    async with asyncio.TaskGroup() as group:
        group.create_task(watch())
        for _ in range(connections):
            group.create_task(client())
    found.distinct_ids = len(ids)
    return found


def test_a_huge_body_is_refused_and_its_connection_lives_on(service: Service) -> None:
    size = 20 * MAX_BODY
    with service.connect() as client:
        before = service.megabytes()
        client.sendall(head(size) + b" " * size)
        status, headers, _ = read_answer(client)
        assert status == 413
        assert headers["content-type"] == "application/json"
        assert headers["x-request-id"]
        client.sendall(head(len(service.request)) + service.request)
        assert read_answer(client)[0] == 200
        assert service.megabytes() - before < 10


def test_an_endless_body_is_refused_while_it_comes(service: Service) -> None:
    chunk = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
    with service.connect() as client:
        client.sendall(head(None))
        before = service.megabytes()
        for _ in range(400):
            client.sendall(chunk)
        assert read_answer(client)[0] == 413
        with contextlib.suppress(ConnectionError):  # it may close the connection by now, or go on to ignore what comes
            for _ in range(400):
                client.sendall(chunk)
        assert service.megabytes() - before < 10
        assert service.is_ready()


def test_a_slow_client_is_answered_and_makes_nobody_wait(service: Service) -> None:
    slow = [service.connect() for _ in range(CONNECTIONS)]
    for client in slow:
        client.sendall(head(len(service.request)))
    for start in range(0, len(service.request), 40):
        for client in slow:
            client.sendall(service.request[start : start + 40])
        started = time.monotonic()
        assert service.ask("POST", "/predict", service.request).status == 200
        assert time.monotonic() - started < 1
    assert [read_answer(client)[0] for client in slow] == [200] * len(slow)
    for client in slow:
        client.close()


@pytest.mark.parametrize("sent", [0, 20], ids=["after-headers", "mid-body"])
def test_clients_that_hang_up_are_no_errors_of_the_service(service: Service, sent: int) -> None:
    before = service.descriptors()
    for _ in range(50):
        with service.connect() as client:
            client.sendall(head(len(service.request)) + service.request[:sent])
    assert service.settled(lambda: service.descriptors() <= before)
    assert service.is_ready()
    assert service.settled(lambda: bool(service.access_log()))
    assert [line for line in service.access_log() if line["status"] >= 500] == []
    assert "Traceback" not in service.output.read_text(encoding="utf-8")
    assert "Traceback" not in service.output.with_name("errors.log").read_text(encoding="utf-8")


def test_every_answer_has_an_id_and_a_line_in_the_log(service: Service) -> None:
    asked: list[tuple[str, str, Any]] = [
        *[("GET", path, None) for path in ("/health", "/ready", "/metrics", "/docs", "/openapi.json", "/nowhere")],
        *[("GET", "/predict", None), ("DELETE", "/health", None)],
        *[("POST", "/predict", body) for body in (service.request, b"{", b"\xff" * 100, b" " * (MAX_BODY + 1))],
    ]
    answers = [service.ask(*one) for one in asked]
    assert [answer.status for answer in answers] == [200] * 5 + [404, 405, 405, 200, 422, 422, 413]
    assert [answer.headers["allow"] for answer in answers[6:8]] == ["POST", "GET"]
    given = service.ask("GET", "/nowhere%0a%22", **{"X-Request-ID": "from-the-client.1"})
    assert given.headers["x-request-id"] == "from-the-client.1"
    forged = service.ask("GET", "/health", **{"X-Request-ID": 'x", "status": 200'})
    answers += [given, forged]
    ids = [answer.headers["x-request-id"] for answer in answers]
    assert len(set(ids)) == len(answers)
    assert re.fullmatch(r"[A-Za-z0-9._-]{1,64}", ids[-1])
    assert service.settled(lambda: set(ids) <= {line["id"] for line in service.access_log()})
    logged = {line["id"]: line["status"] for line in service.access_log()}
    assert [logged[name] for name in ids] == [answer.status for answer in answers]
