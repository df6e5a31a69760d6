"""The stages that need the service, on one start of it: service, load, malformed input."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

from portfolio_kit.proof.found.service import Service
from portfolio_kit.proof.model import Limits, Result
from portfolio_kit.proof.sandbox import Place, Sandbox
from portfolio_kit.proof.stages import load, malformed, service
from portfolio_kit.proof.stages.session import Session, started
from portfolio_kit.repository.repository import Repository

SERVING = ("service", "load", "malformed input")


def prove(
    found: Service | None,
    repository: Repository,
    sandbox: Sandbox,
    place: Place,
    limits: Limits,
    log: Path,
    asked: Collection[str] = SERVING,
) -> list[Result]:
    """Start the service once and prove what is asked for; what comes last is what may end it.

    Raises OSError, and what the sandbox raises where it cannot start anything.
    """
    if found is None:
        words = "nothing that starts a service was found"
        return [Result(stage, "skipped", words) for stage in SERVING if stage in asked]
    results: list[Result] = []
    with started(found, sandbox, place, limits, log) as session:
        results += _stages(session, repository, asked)
        outcome = session.running.stop()
    return [replace(result, outcomes=(outcome,)) if result.stage == "service" else result for result in results]


def _stages(session: Session, repository: Repository, asked: Collection[str]) -> Iterator[Result]:
    answered = service.prove(session, repository)
    yield answered.result
    for stage in SERVING[1:]:
        if stage not in asked:
            continue
        if answered.valid is None:
            yield Result(stage, "skipped", _why(answered.result))
        elif session.running.ended() is not None:
            yield Result(stage, "skipped", "the service ended before")
        elif stage == "load":
            yield load.prove(session, answered.valid.request)
        else:
            yield malformed.prove(session, answered.valid, answered.api)


def _why(result: Result) -> str:
    return {
        "failed": "the service failed",
        "passed": "the service is a page for people: there is no request to send",
        "skipped": "there is no request that the service answers",
    }[result.status]
