"""Where an app, what starts it and what it answers are found, for whoever wants to see it at work."""

from __future__ import annotations

from itertools import product

from portfolio_kit import lazily as re
from portfolio_kit.criteria.told_starts import starters
from portfolio_kit.repository.containers.compose import starts_only_beside
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.running.commands import Command, starts_app
from portfolio_kit.repository.serving.apps import App
from portfolio_kit.rubric.finding import Evidence

# Tasks that get something ready, and start no app; and words of those that start one.
_NO_START = re.compile(
    r"make\s+\S*(?:build|download|data|train|ingest|preprocess|evaluat|docs?\b|image)", re.IGNORECASE
)
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
    """Return those of the apps that do not answer everybody the same: such an answer shows no work."""
    idle = {app.evidence for app in repository.apps if repository.serving.says_the_same(app)}
    return [place for place in apps if place not in idle]


def _answers(repository: Repository, app: App) -> bool:
    """Whether an app is for people, or one of its routes asks a model: that of its health does not."""
    return app.kind != "api" or any(repository.serving.predicting(route) is not None for route in app.routes)


def app_starts(repository: Repository, runs: list[Command]) -> list[Evidence]:
    """Return the commands that start an app, the surest first."""
    apps = starters(repository)
    others = {module.path for module in repository.scripts} - apps
    ranked = [
        (rank, command)
        for command in runs
        if (rank := starts_app(command, apps, others)) is not None
        and not starts_only_beside(command.text, repository.services)
        and not _NO_START.match(command.text)
    ]
    ranked.sort(key=lambda item: (item[0], not _OF_AN_APP.search(item[1].text)))
    return [command.evidence for _, command in ranked]


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
