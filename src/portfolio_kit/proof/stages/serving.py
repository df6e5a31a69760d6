"""The stages that need the service, on one start of it: service, load, malformed input."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from portfolio_kit.proof.found.service import Service
from portfolio_kit.proof.model import Result
from portfolio_kit.proof.stages import load, malformed, service
from portfolio_kit.proof.stages.session import Session, started
from portfolio_kit.proof.stages.stage import Stage
from portfolio_kit.repository.repository import Repository

SERVING = ("service", "load", "malformed input")


def prove(found: Service | None, stage: Stage, asked: Collection[str] = SERVING) -> list[Result]:
    """Start the service once and prove what is asked for; what may end it comes last.

    Raises OSError, and what the sandbox raises where it cannot start anything.
    """
    if found is None:
        words = "nothing that starts a service was found"
        return [Result(name, "skipped", words) for name in SERVING if name in asked]
    with started(found, stage) as session:
        results = list(_stages(session, stage.repository, asked))
        outcome = replace(session.running.stop(), command=session.command)
    return [replace(result, outcomes=(outcome,)) if result.stage == "service" else result for result in results]


def _stages(session: Session, repository: Repository, asked: Collection[str]) -> Iterator[Result]:
    answered = service.prove(session, repository)
    yield answered.result
    for stage in SERVING[1:]:
        if stage not in asked:
            continue
        if answered.valid is None:
            yield Result(stage, "skipped", _why(answered.result))
        elif session.has_ended():
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
