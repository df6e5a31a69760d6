"""What is said where no container of the project is described, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from portfolio_kit import lazily as re
from portfolio_kit.criteria.chief import trainings
from portfolio_kit.criteria.phrases import cited
from portfolio_kit.criteria.production.claimed import CONTAINERS, told_of, unbuilt, words_of
from portfolio_kit.criteria.production.endpoints import endpoints
from portfolio_kit.criteria.production.untaken import started_with
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import string, walk
from portfolio_kit.repository.file import File
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.running.runs import training_runs
from portfolio_kit.rubric.finding import Evidence, Finding, missing

# An address that only programs beside it reach.
_LOCAL = ("127.0.0.1", "localhost")
_SERVING = frozenset({"run", "serve", "HTTPServer", "ThreadingHTTPServer", "make_server", "serve_forever", "run_app"})
# What a development container is made of.
_MADE_OF = re.compile(r"^[^\n/]*\"(?:image|build|dockerFile|dockerComposeFile)\"\s*:", re.MULTILINE)


def uncontained(repository: Repository) -> Finding:
    """Judge a project without a container, by what its texts build and by what it has for working on it."""
    absent = unbuilt(repository) if repository.modules else None
    if absent is not None:
        told, file = cited(absent.place), absent.file
        if absent.ignored is not None:
            return missing(
                f"There is no {file}: {told} builds a container from it, but {cited(absent.ignored)} "
                "keeps it out of the repository.",
                f"Take {absent.ignored.excerpt} out of {cited(absent.ignored)} and commit the {file}; see that it "
                f"{_what(repository)}.",
                [absent.place, absent.ignored],
            )
        return missing(
            f"There is no {file} in the repository, though {told} builds a container from it.",
            f"Commit the {file} that {told} builds from: one that {_what(repository)}.",
            [absent.place],
        )
    developing = next((file for file in repository.files if file.name == "devcontainer.json"), None)
    claim = told_of(repository, CONTAINERS)
    kept = f", or remove what {cited(claim.place)} says of it" if claim else ""
    return missing(
        "There is no Dockerfile or other description of a container"
        + (f": {developing.path} is only for developing" if developing else "")
        + f"{words_of(claim)}.",
        f"Add a Dockerfile that {_what(repository)}{kept}.{_reached(repository)}",
        [*([_of_development(developing)] if developing else []), *([claim.place] if claim else [])],
    )


def _what(repository: Repository) -> str:
    """What a container of this project is to do: with its own list of packages, and what of it there is to start."""
    lists = [file.file.path for file in repository.environment.usable]
    started = _service(repository)
    if started is None:
        # What a written-down command starts, before a script that can be started.
        started = next(chain((run.command.module for run in training_runs(repository)), _programs(repository)), None)
    what = started.path if started is not None else "its API or pipeline"
    needed = f"the packages of {lists[0]}" if lists else "its requirements"
    return f"copies the project, installs {needed} and starts {what}"


def _programs(repository: Repository) -> Iterator[Module]:
    """The scripts that train and say themselves what they do as programs, that of the project's model first."""
    yield from (use.module for use in trainings(repository) if use.module.has_main and not use.module.is_notebook)


def _service(repository: Repository) -> Module | None:
    """The app to start: that which answers with a prediction first, and an API before a page."""
    asked = [endpoint.path for endpoint in endpoints(repository)[:1] if endpoint.path]
    apps = [app.module for kind in ("api", "interactive") for app in repository.apps if app.kind == kind]
    answering = next((module for module in apps if module.path in asked), apps[0] if apps else None)
    return started_with(repository, answering) if answering is not None else None


def _reached(repository: Repository) -> str:
    """What else to do, as a sentence that follows another, where the app listens only to programs beside it."""
    service = _service(repository)
    for call in service.calls if service is not None and service.mentions(*_LOCAL) else ():
        if call.last in _SERVING and any(string(part) in _LOCAL for part in walk(call.node)):
            place = cited(service.evidence(call.line)) if service is not None else ""
            return f" Let {place} listen at 0.0.0.0: at its own address nobody outside of the container reaches it."
    return ""


def _of_development(file: File) -> Evidence:
    match = _MADE_OF.search(file.text)
    return file.at(match.end() - 1) if match else file.evidence()
