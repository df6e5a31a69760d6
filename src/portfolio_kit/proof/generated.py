"""Requests made up from an OpenAPI document, by a process that can be stopped."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Self

from portfolio_kit.proof.client import Request
from portfolio_kit.proof.openapi import OpenApi, Operation

_MODULE = "portfolio_kit.proof.generating"
_EACH = 60
_LONGEST = 1 << 20


class Generated:
    """The process, for as long as the block: it makes them while others are sent."""

    def __init__(self, api: OpenApi, operations: Sequence[Operation]) -> None:
        self._task = {
            "document": api.document,
            "operations": [(each.method, each.path.removeprefix(api.base)) for each in operations],
            "base": api.base,
            "most": _EACH,
        }
        self._folder = tempfile.TemporaryDirectory(prefix="portfolio-kit-")
        self._output = tempfile.TemporaryFile("w+b")  # noqa: SIM115 - closed with the block
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-m", _MODULE],
            stdin=subprocess.PIPE,
            stdout=self._output,
            stderr=subprocess.DEVNULL,
            cwd=self._folder.name,
        )
        assert self._process.stdin is not None  # noqa: S101 - for the type checker
        try:
            with self._process.stdin as task:
                task.write(json.dumps(self._task).encode())
        except BrokenPipeError:
            pass  # It ended before it had read all: there is nothing to send.
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()
        self._output.close()
        self._folder.cleanup()

    def requests(self, until: float) -> Iterator[Request]:
        """Yield them, waiting for the process until that moment of the monotonic clock."""
        if self._process is not None:
            try:
                self._process.wait(max(until - time.monotonic(), 0))
            except subprocess.TimeoutExpired:
                self._end()
        self._output.seek(0)
        while line := self._output.readline(_LONGEST):
            request = _read(line)
            if request is not None:
                yield request

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()


def _read(line: bytes) -> Request | None:
    try:
        found = json.loads(line)
    except ValueError:
        return None
    body = base64.b64decode(found["body"]) if found["body"] is not None else None
    return Request(found["method"], found["path"], found["headers"], body, "made up from its OpenAPI document")
