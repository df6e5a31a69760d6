"""`portfolio-kit review serve`, as it is called."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from portfolio_kit.cohort.dashboard.serve import VARIABLE
from portfolio_kit.cohort.dashboard.settings import is_loopback
from portfolio_kit.cohort.store.opened import opened
from tests.cohort.dashboard.conftest import PASSWORD
from tests.cohort.filling import Filling, fill

COMMAND = (sys.executable, "-P", "-m", "portfolio_kit", "review", "serve")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with opened(tmp_path / "spring.db") as store:
        fill(store, Filling(3))
    return tmp_path


@contextmanager
def serving(folder: Path, *arguments: str, password: str = "") -> Iterator[tuple[int, subprocess.Popen[str]]]:
    """A dashboard in a process of its own, and its port."""
    variables = {**os.environ, VARIABLE: password}
    command = [*COMMAND, "--port", "0", *arguments]
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    try:
        line = process.stdout.readline()
        port = re.search(r":(\d+) \(Ctrl-C", line)
        assert port is not None, line + process.stderr.read()
        yield int(port[1]), process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
        process.stderr.close()


def status(port: int, path: str, host: str | None = None) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path, headers={"Host": host} if host else {})
        return connection.getresponse().status
    finally:
        connection.close()


def refused(folder: Path, *arguments: str, password: str = "") -> str:
    """What a call says that ends with 2."""
    variables = {**os.environ, VARIABLE: password}
    done = subprocess.run(
        [*COMMAND, *arguments],
        cwd=folder,
        env=variables,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    return done.stderr


def test_the_only_store_of_the_folder_is_served_until_ctrl_c(folder: Path) -> None:
    with serving(folder) as (port, process):
        assert status(port, "/cohorts/1") == 200
        assert status(port, "/cohorts/1", "evil.example") == 421
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
        assert process.stderr is not None
        assert process.stderr.read() == ""


def test_by_default_only_this_machine_reaches_it(folder: Path) -> None:
    with serving(folder) as (port, _):
        own = {found[4][0] for found in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
        for address in own - {"127.0.0.1"}:
            if not is_loopback(str(address)):
                with (
                    pytest.raises((ConnectionError, TimeoutError)),
                    socket.create_connection((str(address), port), timeout=5),
                ):
                    pass
        assert status(port, "/cohorts/1") == 200


def test_others_are_asked_for_the_password(folder: Path) -> None:
    with serving(folder, "--host", "0.0.0.0", password=PASSWORD) as (port, _):  # noqa: S104
        assert status(port, "/cohorts/1", "review.example.org") == 303
        assert status(port, "/login", "review.example.org") == 200


@pytest.mark.parametrize(
    ("arguments", "password", "says"),
    [
        (["--host", "0.0.0.0"], "", f"set a password for them in the variable {VARIABLE}"),  # noqa: S104
        (["--host", "::"], "", "set a password"),
        (["--host", "192.0.2.1"], "correct horse", "cannot be had"),
        (["--host", "no such host"], "correct horse", "is no address of this machine"),
        ([], "short", "at least 8 characters"),
        (["nothing.db"], "", "there is no store nothing.db"),
        (["letter.txt", "--port", "0"], "", "is no store of portfolio-kit"),
        (["--port", "65536"], "", "not a port"),
        (["--port", "-1"], "", "not a port"),
    ],
)
def test_what_cannot_be_served_is_said_in_one_line(
    folder: Path, arguments: list[str], password: str, says: str
) -> None:
    (folder / "letter.txt").write_text("Dear Ada,\n")
    assert says in refused(folder, *arguments, password=password)


def test_a_port_that_is_taken_is_named(folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert f"port {port} cannot be had" in refused(folder, "--port", str(port))


def test_a_folder_without_a_store_says_how_to_make_one(tmp_path: Path) -> None:
    assert "portfolio-kit review run COHORT" in refused(tmp_path)


@pytest.mark.parametrize(
    ("host", "is_here"),
    [
        ("127.0.0.1", True),
        ("127.8.9.1", True),
        ("::1", True),
        ("LocalHost", True),
        ("0.0.0.0", False),  # noqa: S104
        ("::", False),
        ("10.0.0.1", False),
        ("localhost.example.org", False),
        ("", False),
    ],
)
def test_what_is_this_machine_and_what_is_not(host: str, is_here: bool) -> None:
    assert is_loopback(host) is is_here


@pytest.mark.slow
def test_many_read_at_once_while_somebody_writes(folder: Path) -> None:
    answers: list[int] = []
    with serving(folder) as (port, _), opened(folder / "spring.db") as store:
        ends = time.monotonic() + 4

        def read() -> None:
            while time.monotonic() < ends:
                answers.append(status(port, "/cohorts/1"))

        readers = [threading.Thread(target=read) for _ in range(20)]
        for reader in readers:
            reader.start()
        number = 0
        while time.monotonic() < ends:
            number += 1
            fill(store, Filling(5, cohort=f"other {number}"))
        for reader in readers:
            reader.join()
    assert number > 1
    assert len(answers) >= 20
    assert set(answers) == {200}
