"""A service may answer in any way, or not at all."""

from __future__ import annotations

import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from portfolio_kit.proof.client import Client, NoAnswerError, Request


@contextmanager
def answering(folder: Path, answer: Callable[[socket.socket], None]) -> Iterator[Path]:
    """A server that deals with each connection in one way."""
    path = folder / "s"
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
        listener.listen()

        def serve() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = listener.accept()
                    with connection, suppress(OSError):
                        connection.recv(1 << 16)
                        answer(connection)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield path
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join(10)


def drip(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    for _ in range(200):
        connection.sendall(b"X-A: b\r\n")
        time.sleep(0.05)


def endless(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        connection.sendall(b"x" * 65_536)


def test_an_answer_comes_back_with_how_long_it_took(tmp_path: Path) -> None:
    def answer(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 201 Made\r\nContent-Type: text/plain; charset=x\r\nContent-Length: 2\r\n\r\nhi")

    with answering(tmp_path, answer) as path:
        reply = Client(path).ask(Request("GET", "/"))
    assert (reply.status, reply.media, reply.body, reply.is_good) == (201, "text/plain", b"hi", True)
    assert 0 < reply.seconds < 5


def test_one_that_sends_a_little_again_and_again_is_given_up(tmp_path: Path) -> None:
    began = time.monotonic()
    with answering(tmp_path, drip) as path, pytest.raises(NoAnswerError, match=r"no answer within 0\.4 seconds"):
        Client(path, 0.4).ask(Request("GET", "/"))
    assert time.monotonic() - began < 5


def test_an_endless_answer_is_cut(tmp_path: Path) -> None:
    with answering(tmp_path, endless) as path:
        assert len(Client(path).ask(Request("GET", "/")).body) == 4 << 20


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (b"", "closed without an answer"),
        (b"SSH-2.0-OpenSSH\r\n", "no HTTP answer"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi", "broke off"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "broke off|no HTTP answer"),
    ],
)
def test_what_is_no_answer_is_told(tmp_path: Path, answer: bytes, told: str) -> None:
    with (
        answering(tmp_path, lambda connection: connection.sendall(answer)) as path,
        pytest.raises(NoAnswerError, match=told),
    ):
        Client(path, 5).ask(Request("GET", "/"))


def test_nothing_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoAnswerError, match="closed without an answer"):
        Client(tmp_path / "none").ask(Request("GET", "/"))


@pytest.mark.parametrize("body", [b'{"a": "it\'s"}', b"\xff\x00\\'\n", "\u001b[31mé".encode()])
def test_a_shown_request_is_one_that_a_shell_sends_as_it_is(body: bytes) -> None:
    shown = Request("POST", "/predict", {"X-A": "b"}, body).curl(9)
    assert shown.isascii()
    assert shown.isprintable()
    words = subprocess.run(
        ["bash", "-c", f"curl() {{ printf '%s\\0' \"$@\"; }}; {shown}"], capture_output=True, check=True
    ).stdout
    assert b"\0http://127.0.0.1:9/predict\0" in words
    assert words.endswith(body.partition(b"\0")[0] + b"\0")
