"""Where an app, what starts it and what it answers are found, for whoever wants to see it at work."""

from __future__ import annotations

from itertools import product

from portfolio_kit import lazily as re
from portfolio_kit.criteria.show.failing import why_fails
from portfolio_kit.criteria.told_starts import starters
from portfolio_kit.repository.containers.compose import starts_only_beside
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.running.commands import Command, is_server, starts_app
from portfolio_kit.repository.serving.apps import App
from portfolio_kit.rubric.finding import Evidence

# Tasks that get something ready, pipelines and notebooks start no app; and words of what starts one.
_NO_START = re.compile(
    r"make\s+\S*(?:build|download|data|train|ingest|preprocess|evaluat|docs?\b|image)"
    r"|(?:dvc|snakemake|kedro|zenml|papermill|jupyter)\s",
    re.IGNORECASE,
)
# What stays: a server, services, or a container that takes requests.
_STAYS = re.compile(r"(?:docker|podman)[ -]compose\b.*\bup\b|(?:docker|podman)\s+run\b.*\s(?:-p|--publish)\b")
_OF_AN_APP = re.compile(
    r"(?<![a-z])(?:api|app|serv\w*|ui|up|start|demo|dashboard|web\w*|predict\w*|inference)(?![a-z])", re.IGNORECASE
)


def is_spoken_of(repository: Repository, path: str) -> bool:
    """Whether a text names a file, by its name or as the module that it is."""
    names = (path.rpartition("/")[2], path.removesuffix(".py").replace("/", "."))
    return any(name in document.source for document in repository.near_documents for name in names)


def ranked_apps(repository: Repository, runs: list[Command]) -> list[Evidence]:
    """Return the apps, the one that the texts start first in front."""

    def rank(app: App) -> int:
        path = app.module.path
        names = {path, path.removesuffix(".py").replace("/", ".")}
        return next((number for number, words in enumerate(started) if not names.isdisjoint(words)), len(started))

    started = [{word.strip("`.,()").partition(":")[0] for word in command.text.split()} for command in runs]
    apps = [app for app in repository.apps if app.kind in ("api", "interactive")]
    ranked = sorted(apps, key=lambda app: (rank(app), "Router(" in app.evidence.excerpt, not _answers(repository, app)))
    return [app.evidence for app in ranked]


def telling(repository: Repository, apps: list[Evidence]) -> list[Evidence]:
    """Return those of the apps that can be imported, and that do not answer everybody the same, which shows no work."""
    idle = {app.evidence for app in repository.apps if repository.serving.says_the_same(app)}
    return [place for place in apps if place not in idle and place.path not in repository.unimportable]


def answering(
    repository: Repository, apps: list[Evidence], starts: list[Evidence]
) -> tuple[list[Evidence], list[Evidence]]:
    """Return the apps and the commands that may give an answer which a text shows: where an API is beside a page for
    people, neither the page nor what starts it.
    """
    kinds = {app.evidence: app.kind for app in repository.apps}
    pages = [place for place in apps if kinds.get(place) == "interactive"]
    apis = [place for place in apps if place not in pages]
    if not pages or not apis:
        return apps, starts
    names = [place.path.rpartition("/")[2] for place in pages]
    return apis, [place for place in starts if not any(name in place.excerpt for name in names)]


def _answers(repository: Repository, app: App) -> bool:
    """Whether an app is for people, or one of its routes asks a model: that of its health does not."""
    return app.kind != "api" or any(repository.serving.predicting(route) is not None for route in app.routes)


def app_starts(repository: Repository, runs: list[Command]) -> list[Command]:
    """Return the commands that are to start an app, the surest first, whether they can or not."""
    apps = starters(repository)
    others = {module.path for module in repository.scripts} - apps
    ranked = [
        (rank, command)
        for command in runs
        if (rank := starts_app(command, apps, others)) is not None
        and not starts_only_beside(command.text, repository.services)
        and not (_NO_START.match(command.text) and not _leaves_running(repository, command))
    ]
    ranked.sort(key=lambda item: (item[0], not _OF_AN_APP.search(item[1].text)))
    return [command for _, command in ranked]


def _leaves_running(repository: Repository, command: Command) -> bool:
    """Whether a step of a task starts what stays, whatever the task is called."""
    steps = [" ".join(step.words) for step in repository.tasks.expanded(command.text)][1:]
    return any(
        (is_server(step) or _STAYS.search(step)) and not starts_only_beside(step, repository.services) for step in steps
    )


def working(repository: Repository, starts: list[Command]) -> list[Evidence]:
    """Return those of the commands that can start something."""
    return [command.evidence for command in starts if why_fails(repository, command) is None]


def seen_at_work(
    repository: Repository, apps: list[Evidence], starts: list[Evidence], seen: list[Evidence]
) -> list[Evidence]:
    """Return an app, a command that starts it, and where it is seen at work: all of one project of the repository."""
    homes = repository.homes
    by_home: list[list[Evidence]] = []
    for places in (apps, starts):
        first: dict[str, Evidence] = {}
        for place in places:
            first.setdefault(homes.of(place.path), place)
        by_home.append(list(first.values()))
    for app, start in product(*by_home):
        shown = [place for place in seen if homes.are_one((app.path, start.path, place.path))]
        if shown and homes.are_one((app.path, start.path)):
            return [app, start, *shown[:2]]
    return []
