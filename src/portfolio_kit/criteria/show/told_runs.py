"""Which of the commands that a README gives run the project, and what running it lacks."""

from __future__ import annotations

from portfolio_kit import lazily as re
from portfolio_kit.repository.containers.compose import starts_only_beside
from portfolio_kit.repository.models import stages
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.running.commands import FETCH, Command, leads_nowhere

_FETCHER = re.compile(r"(?:download|fetch|get_data)[\w-]*(?:\.py)?(?:\s|$)", re.IGNORECASE)


def only_fetches(command: Command) -> bool:
    """Whether a command does no more than get the data, by its name."""
    return FETCH in command.purposes and bool(_FETCHER.search(command.text))


def working(repository: Repository, runs: list[Command]) -> list[Command]:
    """Return the commands that start something that is there; none where those for the Python in it all fail."""
    python = [command for command in runs if not command.text.startswith(("npm", "yarn", "pnpm"))]
    if python and all(_is_broken(repository, command) for command in python):
        return []
    return [command for command in runs if not _is_broken(repository, command)]


def lacks_running(repository: Repository, runs: list[Command]) -> list[str]:
    """What the README lacks to be run by: no more than that its command starts nothing, where it has one."""
    if working(repository, runs):
        return []
    broken = next((name for command in runs if (name := leads_nowhere(command, repository.runs_something))), None)
    if broken:
        paths = (broken.replace("\\", "/").lstrip("/."), f"{broken.replace('.', '/')}.py")
        why = "is empty" if any(map(repository.ends_with, paths)) else "does not exist"
        return [f"a run command that works ({broken} {why})"]
    started = [app.module.path for app in repository.apps]
    started += [use.module.path for use in repository.stages.of(stages.TRAIN)]
    return [f"how to run {started[0]}" if started else "how to run it"]


def _is_broken(repository: Repository, command: Command) -> bool:
    return leads_nowhere(command, repository.runs_something) is not None or starts_only_beside(
        command.text, repository.services
    )
