"""All stages by name: each gets from its context what it works with, and finds what it runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from portfolio_kit.proof import engines
from portfolio_kit.proof.context import Context
from portfolio_kit.proof.context import Stage as Function
from portfolio_kit.proof.found import overrides
from portfolio_kit.proof.found.container import container as found_build
from portfolio_kit.proof.found.environment import environment as found_environment
from portfolio_kit.proof.found.service import service as found_service
from portfolio_kit.proof.found.tests import tests as found_tests
from portfolio_kit.proof.found.tools import tools
from portfolio_kit.proof.found.training import trained_in
from portfolio_kit.proof.found.training import training as found_training
from portfolio_kit.proof.model import Command, Result
from portfolio_kit.proof.stages import container as containers
from portfolio_kit.proof.stages import container_service, serving
from portfolio_kit.proof.stages.claims import claims
from portfolio_kit.proof.stages.environment import install
from portfolio_kit.proof.stages.stage import Stage, facts_of
from portfolio_kit.proof.stages.tests import test
from portfolio_kit.proof.stages.training import train
from portfolio_kit.repository.repository import Repository

_CONTAINED = "container service"


def environment(context: Context) -> Result:
    """Install what is declared, and what the stages to come run with."""
    repository = context.repository
    folder = trained_in(repository)
    return install(_stage("environment", context), found_environment(repository, folder), _tools(repository))


def tests(context: Context) -> Result:
    """Run the project's tests."""
    found = found_tests(context.repository, _project(context.repository))
    return test(_stage("tests", context), found, context.results["environment"].facts)


def training(context: Context) -> Result:
    """Train the project."""
    return train(_stage("training", context), found_training(context.repository, _project(context.repository)))


def service(context: Context) -> Sequence[Result]:
    """Start the service once, and send it what is right, what is wrong, and a lot."""
    found = found_service(context.repository, overrides.commands(context.repository, "service"))
    return serving.prove(found, _stage("service", context), ("service", *context.asked))


def container(context: Context) -> Sequence[Result]:
    """Build the image, and run it while it is there."""
    stage = _stage("container", context)
    found = found_build(context.repository)
    engine = engines.engine(context.place)
    if isinstance(engine, str):
        return [containers.prove(stage, found, engine)]
    if found is not None:
        program, file = engine.name.split()[0], found.dockerfile.file.path
        context.tell(Command((program, "build", "-f", file, found.context or "."), evidence=found.evidence))
    results = [containers.prove(stage, found, engine)]
    try:
        if results[0].status == "passed" and _CONTAINED in context.asked:
            service_found = found_service(context.repository, overrides.commands(context.repository, "service"))
            results.append(container_service.prove(_stage(_CONTAINED, context), service_found, engine))
    finally:
        engine.remove()
    return results


STAGES: Mapping[str, Function] = {
    "environment": environment,
    "tests": tests,
    "training": training,
    "claims": claims,
    "service": service,
    "container": container,
}


def _stage(name: str, context: Context) -> Stage:
    done = context.results.get("environment")
    return Stage(
        name,
        context.repository,
        context.place,
        context.sandbox,
        context.limits,
        context.logs,
        facts_of(done.facts, "path") if done else (),
        context.tell,
    )


def _project(repository: Repository) -> str:
    """The folder of the project that is proven, of several in a repository."""
    found = found_environment(repository, trained_in(repository))
    return found.folder if found else ""


def _tools(repository: Repository) -> Sequence[str]:
    """What the stages to come need beside what the project declares."""
    project = _project(repository)
    return tools(found_tests(repository, project), found_training(repository, project))
