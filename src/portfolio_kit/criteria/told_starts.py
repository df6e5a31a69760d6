"""Which commands that the texts give start the project: an app, a service or a container of it, or else a program."""

from __future__ import annotations

from collections.abc import Iterator

from portfolio_kit import lazily as re
from portfolio_kit.criteria.once import once
from portfolio_kit.repository.containers.compose import starts_only_beside
from portfolio_kit.repository.models.stages import is_test
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.running.command_lines import CommandLines
from portfolio_kit.repository.running.commands import FETCH, RUN, Command, starts_app
from portfolio_kit.repository.texts.readmes import is_starter
from portfolio_kit.repository.work import PROGRAMS
from portfolio_kit.rubric.finding import Evidence

_TASK = re.compile(r"(?:make|just|invoke|task|poe)\s|(?:(?:bash|sh)\s+|\./)\S+\.sh\b")
_ERRAND = re.compile(r"data|fetch|download|set-?up|install|train|test|lint|format|clean|eval", re.IGNORECASE)
_STARTING = re.compile(
    r"\b(?:up|serve|server|start|app|api|deploy|docker|run_?app|uvicorn|gunicorn|streamlit|flask|fastapi|gradio"
    r"|bentoml|kubectl"
    r"|terraform|waitress-serve|mlflow (?:models|ui|server)|web|ui|dashboard)\b",
    re.IGNORECASE,
)
# What starts a server from within a script.
_LAUNCH = re.compile(
    r"^(?:uvicorn|hypercorn|waitress)\.(?:run|serve)$|^(?:stcli|bootstrap)\.\w+$"
    r"|\b(?:app|demo|server)\.(?:run|launch)$"
)
_NO_RUN = re.compile(r"jupyter|npm |yarn |pnpm ")
_SETS_UP = re.compile(r"set-?up|install|test", re.IGNORECASE)


@once
def starters(repository: Repository) -> set[str]:
    """Return the scripts that are an app, or that start one."""
    return {app.module.path for app in repository.apps if app.kind != "command"} | {
        module.path for module in repository.scripts if any(map(_LAUNCH.search, (call.name for call in module.calls)))
    }


def starts(repository: Repository) -> Iterator[Evidence]:
    """Yield where the texts say how to run an app, a service or a container of the project; training is none of them.

    Notebooks are opened, not run.
    """
    apps = starters(repository)
    others = {module.path for module in repository.scripts} - apps
    boxed = bool(repository.dockerfiles or repository.services)
    found: list[tuple[int, Evidence]] = []
    for command in repository.commands:
        if FETCH in command.purposes or _is_errand(repository, command):
            continue
        rank = starts_app(command, apps, others)
        if (
            RUN in command.purposes
            and not _NO_RUN.match(command.text)
            and (boxed or not command.text.startswith(("docker", "podman")))
            and rank is not None
            and (rank == 0 or apps or boxed)
            and not is_starter(command.document)
            and not starts_only_beside(command.text, repository.services)
        ):
            found.append((rank, command.evidence))
    # A server's own command, or one that names the app, shows more than a task that may start it.
    found.sort(key=lambda item: item[0])
    yield from (place for _, place in found)
    for sentence in repository.told(RUN):
        if any(path.rpartition("/")[2] in sentence.text for path in apps):
            yield sentence.evidence


def runs(repository: Repository) -> Iterator[Evidence]:
    """Yield where the texts say how to run a program that is there, be it one that trains. What installs, tests or gets
    the data is none of those, and notebooks are opened.
    """
    lines = CommandLines(repository)
    for command in repository.commands:
        if (
            RUN in command.purposes
            and FETCH not in command.purposes
            and not is_starter(command.document)
            and any(not _SETS_UP.search(path) and not is_test(path) for path in _programs(repository, lines, command))
        ):
            yield command.evidence


def _programs(repository: Repository, lines: CommandLines, command: Command) -> Iterator[str]:
    """The modules that a command leads to, and the program in another language that it names."""
    ran = lines.run_by(command.text, command.document.path)
    yield from (one.module.path for one in ran if not one.module.is_notebook)
    for word in command.text.split():
        path = word.strip("`\"'").replace("\\", "/").removeprefix("./")
        if f".{path.rpartition('.')[2].lower()}" in PROGRAMS and repository.ends_with(path):
            yield path


def _is_errand(repository: Repository, command: Command) -> bool:
    """Whether a task or shell script starts nothing that stays: none of its steps is a server's or a container's."""
    if not _TASK.match(command.text) or _STARTING.search(command.text):
        return False
    steps = [" ".join(step.words) for step in repository.tasks.expanded(command.text)][1:]
    return bool(_ERRAND.search(command.text)) if not steps else not any(map(_STARTING.search, steps))
