"""A service that was started for the time of its stages."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from portfolio_kit.proof.client import Client, NoAnswerError, Reply, Request
from portfolio_kit.proof.found.service import Service
from portfolio_kit.proof.free_port import free_port
from portfolio_kit.proof.model import Command, Outcome
from portfolio_kit.proof.said import last_lines
from portfolio_kit.proof.sandbox import Running
from portfolio_kit.proof.stages.stage import Stage, text_of

_PATIENCE = 60.0
_PAUSE = 0.05
_FAILURE = 500


class NotReadyError(Exception):
    """The service did not come to answer; the message says why, `said` is what it printed."""

    def __init__(self, message: str, said: str) -> None:
        super().__init__(message)
        self.said = said


@dataclass(slots=True)
class Session:
    """A service that runs: the command that started it, a way to ask it, and where it prints to."""

    service: Service
    command: Command
    port: int
    running: Running
    log: Path
    client: Client
    ready: float = field(default=0.0)

    def await_ready(self, patience: float = _PATIENCE) -> Reply:
        """Wait until it answers, on a path for that if it has one; return the answer. Raises NotReadyError."""
        began = time.monotonic()
        request = Request("GET", next(iter(self.service.ready), "/"))
        answer: Reply | None = None
        while time.monotonic() - began < patience:
            ended = self.running.ended()
            if ended is not None:
                raise NotReadyError(f"it ended {_how(ended)} before it answered", text_of(ended))
            try:
                answer = self.client.ask(request, min(patience, 5))
            except NoAnswerError:
                answer = None
            if answer is not None and (answer.status < _FAILURE or not self.service.ready):
                self.ready = time.monotonic() - began
                return answer
            time.sleep(_PAUSE)
        heard = f"{request.named} answered {answer.status}" if answer else f"nothing answered on port {self.port}"
        raise NotReadyError(f"after {patience:g} seconds {heard}", "\n".join(last_lines(self.log)))

    def has_ended(self) -> bool:
        """Whether it runs no more."""
        return self.running.ended() is not None

    def is_alive(self) -> bool:
        """Whether it still answers anything."""
        if self.has_ended():
            return False
        try:
            self.client.ask(Request("GET", next(iter(self.service.ready), "/")))
        except NoAnswerError:
            return False
        return True


@contextmanager
def started(service: Service, stage: Stage) -> Iterator[Session]:
    """Start a service on a free port; it is ended with the block. Raises OSError, and what the sandbox raises."""
    port = service.port or free_port()
    command = service.on(port)
    with stage.serve(command, port) as running:
        yield Session(service, command, port, running, stage.log(), Client(running.socket))


def _how(outcome: Outcome) -> str:
    if outcome.stopped:
        return f"at its limit of {outcome.stopped}"
    return f"with exit code {outcome.code}"
