"""What the texts tell of and the repository has not: a container that they build, a CI system, what monitors.

A reader who finds it in the README takes a verdict that is silent on it for an oversight.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.criteria.phrases import cited
from portfolio_kit.repository import ignoring
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.running.shell import Command, commands
from portfolio_kit.repository.texts.statements import Wording, is_plan, is_plan_title, wording
from portfolio_kit.rubric.finding import Evidence

CI = wording(
    "github gitlab jenkins circleci travis ci cicd",
    r"github actions?|gitlab[- ]ci|jenkins|circleci|travis(?:[- ]ci)?\b|\bci ?/ ?cd\b",
)
MONITORS = wording(
    "prometheus grafana cloudwatch evidently whylogs kibana datadog opentelemetry nannyml sentry",
    r"prometheus|grafana|cloudwatch|evidently(?: ?ai)?\b(?=.{0,40}\b(?:drift|report|monitor))|whylogs|kibana|datadog"
    r"|opentelemetry|nannyml|\bsentry\b",
)
CONTAINERS = wording(
    "dockerized dockerised containerized containerised docker",
    r"dockeri[sz]ed|containeri[sz]ed|docker (?:containers?|images?|support|deployment)\b",
)
_DENIED = re.compile(
    r"\b(?:no|not|none|without|lacks?|lacking|missing|instead|could|would|should|can be|might|ideally|planned|sin|sem|"
    r"sans|ohne|não|nao|falta)\b|n't\b|❌|\[ \]",
    re.IGNORECASE,
)
# What is listed below such a heading is told as done.
_PRACTICES = re.compile(r"practice", re.IGNORECASE)
_BUILDERS = frozenset({"docker", "podman", "nerdctl"})
_MAKEFILES = ("Makefile", "makefile", "GNUmakefile")
_CONFIGURED = (".yml", ".yaml", ".json", ".tf", ".toml", ".ini", ".conf")
_LARGEST = 200_000
_LONGEST = 1_000


class Claimed(NamedTuple):
    """What a text tells of, in its own word, and where."""

    what: str
    place: Evidence


class Unbuilt(NamedTuple):
    """A file that a written command builds a container from and that is not there, and what keeps it out of git."""

    file: str
    place: Evidence
    ignored: Evidence | None


def told_of(repository: Repository, said: Wording) -> Claimed | None:
    """Return the first thing of a kind that the README files state the project has, and that no file configures."""
    for document in repository.project_readmes:
        for position in document.with_words(said.beginnings):
            line, title = document.lines[position], document.titles[position]
            match = said.pattern.search(line.text[:_LONGEST])
            if (
                match is None
                or line.kind not in ("prose", "item", "table")
                or _DENIED.search(line.text[:_LONGEST])
                or is_plan(line.text[:_LONGEST])
                or (is_plan_title(title) and not _PRACTICES.search(title))
            ):
                continue
            if not _is_configured(repository, match[0].lower()):
                return Claimed(match[0], document.evidence(line.number))
    return None


def _is_configured(repository: Repository, name: str) -> bool:
    return any(
        name in file.text.lower() for file in repository.files if file.suffix in _CONFIGURED and file.size <= _LARGEST
    )


def unbuilt(repository: Repository) -> Unbuilt | None:
    """Return what a command of the texts or of a Makefile builds a container from, where that is not there."""
    for command, place in _written(repository):
        name = _built_from(command)
        if name and not repository.is_somewhere(name.rpartition("/")[2]):
            return Unbuilt(name, place, _keeps_out(repository, name))
    return None


def _written(repository: Repository) -> Iterator[tuple[Command, Evidence]]:
    for told in repository.commands:
        if any(builder in told.text for builder in _BUILDERS):
            yield from ((command, told.evidence) for command in commands(told.text))
    for file in repository.files:
        if file.name in _MAKEFILES and any(builder in file.text for builder in _BUILDERS):
            for number, line in enumerate(file.lines, start=1):
                if line.startswith("\t"):
                    yield from ((command, file.evidence(number)) for command in commands(line.strip("\t @-")))


def _built_from(command: Command) -> str:
    """The file that a command builds from, empty where it builds nothing of this folder."""
    words = command.words
    named = next((after for word, after in pairwise(words) if word in ("-f", "--file")), "")
    if command.program in ("docker-compose", "podman-compose") or "compose" in words[1:2]:
        return named or "docker-compose.yml" if {"up", "build", "run"} & {*words} else ""
    if command.program in _BUILDERS and "build" in words[1:3] and "://" not in " ".join(words):
        return named or "Dockerfile"
    return ""


def _keeps_out(repository: Repository, path: str) -> Evidence | None:
    """The line of the root's .gitignore that names a path."""
    file = repository.by_path.get(".gitignore")
    for number, line in enumerate(file.lines if file is not None else (), start=1):
        if file is not None and ignoring.said(ignoring.rules([line]), path, is_folder=False):
            return file.evidence(number)
    return None


def words_of(claim: Claimed | None) -> str:
    """How a sentence goes on that says what is not there: `, though README.md:12 tells of Grafana`."""
    return f", though {cited(claim.place)} mentions {claim.what}" if claim is not None else ""
