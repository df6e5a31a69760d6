"""The stage container service: a container of the image starts, says that it is ready, and answers for a prediction."""

from __future__ import annotations

from dataclasses import replace

from portfolio_kit.proof.client import Client
from portfolio_kit.proof.enclosure import Contained
from portfolio_kit.proof.engine import Configuration, Engine
from portfolio_kit.proof.found.service import Service
from portfolio_kit.proof.model import Command, Result
from portfolio_kit.proof.stages import service
from portfolio_kit.proof.stages.session import Session
from portfolio_kit.proof.stages.stage import Stage
from portfolio_kit.repository.running.shell import unwrapped

_NAME = "container service"
_OTHERWISE = 8000
_HIGHEST = 65_535
_NAMED = ("--port", "-p", "--server.port", "--bind", "-b", "--listen")


def prove(stage: Stage, found: Service | None, engine: Engine) -> Result:
    """Run the image that was built and ask it; the container is gone in the end. Raises OSError and SandboxError."""
    configuration = engine.configuration()
    if not configuration.started:
        fix = "End the Dockerfile with the CMD that starts the service."
        return Result(_NAME, "failed", "the image has neither CMD nor ENTRYPOINT", fix)
    port = listening_port(configuration, found)
    command = Command(configuration.started)
    of_code = found or Service(command)
    with engine.serve(configuration, port, stage.limits, stage.log()) as running:
        started = Service(command, of_code.is_page, of_code.ready, port, of_code.module)
        session = Session(started, command, port, running, stage.log(), Client(running.socket))
        result = replace(service.prove(session, stage.repository).result, stage=_NAME)
        if isinstance(running, Contained):
            result = _reached(result, running, port)
        outcome = replace(running.stop(), command=command)
    return replace(result, outcomes=(outcome,))


def listening_port(configuration: Configuration, found: Service | None = None) -> int:
    """Return the port that a container is to listen on: that of its command, its environment, or its EXPOSE."""
    words = [word for each in unwrapped(configuration.started) for word in each.words]
    for position, word in enumerate(words):
        name, _, value = word.partition("=")
        if name in _NAMED:
            given = (value or next(iter(words[position + 1 : position + 2]), "")).rpartition(":")[2]
            if given.isdigit() and 0 < int(given) <= _HIGHEST:
                return int(given)
    told = configuration.variables.get("PORT", "")
    if told.isdigit() and 0 < int(told) <= _HIGHEST:
        return int(told)
    own = found.port if found else None
    return next(iter(configuration.ports), own or _OTHERWISE)


def _reached(result: Result, running: Contained, port: int) -> Result:
    """A service that only its own container reaches is none, whatever it answers in there."""
    listeners = running.listeners()
    here = [is_open for number, is_open in listeners if number == port]
    if here and not any(here):
        words = f"{result.summary}; but it listens on 127.0.0.1 in the container, where nobody outside can reach it"
        return replace(result, status="failed", summary=words, fix="Let it listen on 0.0.0.0 in the container.")
    others = sorted({number for number, _ in listeners})
    if not here and others:
        words = f"{result.summary}; it listens on port {others[0]}"
        fix = f"Write the port that it listens on into the Dockerfile: EXPOSE {others[0]}."
        return replace(result, status="failed", summary=words, fix=fix)
    return result
