"""Asking a service that may do anything with a request: for so many seconds and so many bytes, and never more.

Through the Unix socket that leads to it, so that no one else on the machine can answer in its place.
"""

from __future__ import annotations

import http.client
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

_SHOWN = 1_500
_MOST = 4 << 20
_PATIENCE = 10.0


class NoAnswerError(Exception):
    """A request that was not answered with HTTP; the message says what happened instead."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request: `path` holds the query too, `about` says what is special about it."""

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    about: str = ""

    @property
    def named(self) -> str:
        """Its method and path, as people write them."""
        return f"{self.method} {self.path.partition('?')[0][:_SHOWN]}"

    def curl(self, port: int = 8000) -> str:
        """The command that sends it to a service on this machine; of a long body only the beginning."""
        parts = ["curl", "-i", *(("-X", self.method) if self.method != "GET" else ())]
        parts.append(_quoted(f"http://127.0.0.1:{port}{self.path}".encode()))
        for name, value in self.headers.items():
            parts += ["-H", _quoted(f"{name}: {value}".encode())]
        if self.body is not None:
            more = len(self.body) - _SHOWN
            cut = f"  # and {more:,} more bytes" if more > 0 else ""
            parts += ["--data-binary", _quoted(self.body[:_SHOWN]) + cut]
        return " ".join(parts)


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, and how many seconds after the request was sent. Of a long body only the beginning is kept."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float

    @property
    def is_good(self) -> bool:
        """Whether it is a success, 2xx."""
        return 200 <= self.status < 300  # noqa: PLR2004 - what HTTP calls a success

    @property
    def media(self) -> str:
        """The type of its body, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class Client:
    """A connection to a service, made when it is first needed and again when it was closed."""

    def __init__(self, path: Path, patience: float = _PATIENCE) -> None:
        self.patience = patience
        self._path = path
        self._connection: _Connection | None = None

    def ask(self, request: Request, patience: float | None = None) -> Reply:
        """Send a request on a connection of its own. Raises NoAnswerError."""
        with Client(self._path, self.patience if patience is None else patience) as client:
            return client.ask_again(request)

    def ask_again(self, request: Request) -> Reply:
        """Send a request on the connection that is there. Raises NoAnswerError."""
        began = time.monotonic()
        connection = self._connection or _Connection(self._path)
        self._connection = connection
        try:
            connection.until(began + self.patience)
            _send(connection, request)
            response = connection.getresponse()
            body = response.read(_MOST + 1)
            if response.length and len(body) <= _MOST:
                raise http.client.IncompleteRead(body, response.length)
        except TimeoutError:
            self.close()
            raise NoAnswerError(f"no answer within {self.patience:g} seconds") from None
        except (OSError, http.client.HTTPException, ValueError) as error:
            self.close()
            raise NoAnswerError(_instead(error)) from None
        seconds = time.monotonic() - began
        headers = {name.lower(): value for name, value in response.getheaders()}
        if response.will_close or len(body) > _MOST:
            self.close()
        return Reply(response.status, headers, body[:_MOST], seconds)

    def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class _Timed(socket.socket):
    """A socket that gives up at one moment, however little comes however often."""

    deadline = 0.0

    def recv_into(self, buffer: WriteableBuffer, nbytes: int = 0, flags: int = 0) -> int:
        self.settimeout(self.left())
        return super().recv_into(buffer, nbytes, flags)

    def sendall(self, data: ReadableBuffer, flags: int = 0) -> None:
        self.settimeout(self.left())
        super().sendall(data, flags)

    def left(self) -> float:
        """How many seconds are left; raises TimeoutError when none is."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


class _Connection(http.client.HTTPConnection):
    def __init__(self, path: Path) -> None:
        super().__init__("127.0.0.1")
        self._path = path
        self._deadline = 0.0

    def until(self, deadline: float) -> None:
        self._deadline = deadline
        if isinstance(self.sock, _Timed):
            self.sock.deadline = deadline

    def connect(self) -> None:
        made = _Timed(socket.AF_UNIX, socket.SOCK_STREAM)
        made.deadline = self._deadline
        try:
            made.settimeout(made.left())
            made.connect(str(self._path))
        except OSError:
            made.close()
            raise
        self.sock = made


def _send(connection: _Connection, request: Request) -> None:
    own = {name.lower() for name in request.headers}
    connection.putrequest(request.method, request.path, skip_host="host" in own, skip_accept_encoding=True)
    for name, value in request.headers.items():
        connection.putheader(name, value)
    if request.body is not None or request.method in ("POST", "PUT", "PATCH"):
        connection.putheader("Content-Length", str(len(request.body or b"")))
    try:
        connection.endheaders(request.body)
    except (BrokenPipeError, ConnectionResetError):
        # A server may refuse a large body before it has read it: its answer can be there all the same.
        if request.body is None:
            raise


def _instead(error: Exception) -> str:
    if isinstance(error, (http.client.RemoteDisconnected, ConnectionError, FileNotFoundError)):
        return "the connection was closed without an answer"
    if isinstance(error, http.client.IncompleteRead):
        return "the answer broke off in the middle"
    return "what came back is no HTTP answer"


def _quoted(value: bytes) -> str:
    """A word for a shell that holds exactly these bytes, in characters that any terminal can show."""
    if value.isascii() and value.decode().isprintable():
        return "'" + value.decode().replace("'", "'\\''") + "'"
    shown = "".join(
        chr(byte) if 0x20 <= byte < 0x7F and byte not in b"'\\" else f"\\x{byte:02x}"  # noqa: PLR2004 - printable ASCII
        for byte in value
    )
    return f"$'{shown}'"
