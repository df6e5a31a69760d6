"""Which of the commands that a README gives run the project, and what running it lacks."""

from __future__ import annotations

from portfolio_kit import lazily as re
from portfolio_kit.criteria.show.failing import not_there, why_fails
from portfolio_kit.repository.containers.compose import starts_only_beside
from portfolio_kit.repository.models import stages
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.running.commands import FETCH, Command

# The image of a hub that a line ends with.
_IMAGE = re.compile(
    r"(?:docker|podman)\s+(?:(?:image|container)\s+)?(?:run|pull)\s(?:[^\n]{0,300}\s)?([\w.-]+/[\w./-]+)(?::[\w.-]+)?\s*$"
)
_WORD = re.compile(r"[^\W\d_]{4,}")
_FETCHER = re.compile(r"(?:download|fetch|get_data)[\w-]*(?:\.py)?(?:\s|$)", re.IGNORECASE)


def only_fetches(command: Command) -> bool:
    """Whether a command does no more than get the data, by its name."""
    return FETCH in command.purposes and bool(_FETCHER.search(command.text))


def is_of_others(repository: Repository, command: Command) -> bool:
    """Whether a command runs or gets an image of somebody else's: the project builds none, and none is called as it."""
    found = _IMAGE.match(command.text)
    if found is None or repository.dockerfiles or repository.services:
        return False
    called = set(_WORD.findall(found[1].rpartition("/")[2].lower()))
    first = [section.title for document in repository.project_readmes[:1] for section in document.sections[:1]]
    return called.isdisjoint(_WORD.findall(" ".join([repository.name, *first]).lower()))


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
    broken = next((name for command in runs if (name := not_there(repository, command))), None)
    failing = next((why for command in runs if (why := why_fails(repository, command))), None)
    if failing and not broken:
        return [f"a run command that works ({failing})"]
    if broken:
        paths = (broken.replace("\\", "/").lstrip("/."), f"{broken.replace('.', '/')}.py")
        why = "is empty" if any(map(repository.ends_with, paths)) else "does not exist"
        return [f"a run command that works ({broken} {why})"]
    started = [app.module.path for app in repository.apps]
    started += [use.module.path for use in repository.stages.of(stages.TRAIN)]
    return [f"how to run {started[0]}" if started else "how to run it"]


def _is_broken(repository: Repository, command: Command) -> bool:
    return why_fails(repository, command) is not None or starts_only_beside(command.text, repository.services)
