"""The lines of a README that show what it says: what the project is, and how it is run."""

from __future__ import annotations

from collections.abc import Sequence

from portfolio_kit import lazily as re
from portfolio_kit.criteria.told_starts import starters
from portfolio_kit.repository.models.stages import TRAIN
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.running.commands import FETCH, INSTALL, Command, script_of, starts_app
from portfolio_kit.repository.texts.markdown import Document
from portfolio_kit.repository.texts.marks import words
from portfolio_kit.rubric.finding import Evidence

_LEAST, _OPENING = 6, 60
# A remark on how the project is used, as GitHub's notes and warnings are.
_REMARK = re.compile(
    r"(?:[\W_]|:\w+:)*(?:note|warning|important|caution|attention|disclaimer|tip|update)\b", re.IGNORECASE
)
_ERRAND = re.compile(
    r"valid|check|smoke|test|lint|split|clean|download|fetch|set-?up|data\b|\beda\b|explor|plot", re.IGNORECASE
)
_MAIN = re.compile(r"train|serve|predict|run_?all|pipeline|main|app\b|api\b|\bup\b|infer|demo", re.IGNORECASE)


def purpose(document: Document) -> Evidence:
    """Return the first sentence of a text that is no remark, where it begins with one; else its first line."""
    opening = (
        line.number
        for line in document.lines[:_OPENING]
        if line.kind == "prose" and words(line.text) >= _LEAST and "](" not in document.source_line(line.number)[:2]
        if not _REMARK.match(line.text)
    )
    return document.evidence(next(opening, 1))


def plainest_run(repository: Repository, commands: Sequence[Command]) -> Command:
    """Return the command that starts the project: in the first text, an app or what trains, whole as it stands.

    What only looks after the data, checks or installs something comes last.
    """
    apps = starters(repository)
    trained = {use.module.path for use in repository.stages.of(TRAIN)}

    def rank(command: Command) -> tuple[bool, ...]:
        name = script_of(command)
        is_main = starts_app(command, apps, ()) == 0 or any(
            name and f"/{path}".endswith(f"/{name}") for path in trained
        )
        return (
            command.document is not commands[0].document and command.document is not repository.readme,
            FETCH in command.purposes or bool(_ERRAND.search(command.text.partition(" --")[0])),
            command.text.rstrip().endswith(("…", "...")),
            not (is_main or _MAIN.search(command.text)),
            INSTALL in command.purposes,
        )

    return min(commands, key=rank)


def first_lines(repository: Repository) -> list[Evidence]:
    """Return where the README begins, if there is one."""
    return [repository.readme.evidence(1)] if repository.readme else []
