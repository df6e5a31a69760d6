"""Commands of the texts that can start nothing: what they name is not there, or imports what Python does not find."""

from __future__ import annotations

from collections.abc import Iterator

from portfolio_kit import lazily as re
from portfolio_kit.criteria.once import once
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.running import written
from portfolio_kit.repository.running.command_lines import CommandLines
from portfolio_kit.repository.running.commands import Command, leads_nowhere
from portfolio_kit.repository.running.runs import refused_import
from portfolio_kit.repository.running.shell import commands
from portfolio_kit.repository.running.started import started

_BY_PYTHON = re.compile(r"\s-m\s+(?:streamlit|chainlit|flask)\b")


@once
def _reader(repository: Repository) -> CommandLines:
    return CommandLines(repository)


def why_fails(repository: Repository, command: Command) -> str | None:
    """Return why a command can start nothing of what it runs, in words that follow its place; None where it may."""
    if (absent := not_there(repository, command)) is not None:
        return f"{absent} is not there"
    reasons = [
        _why(repository, written.Command(ran.module, command.evidence, in_text=True, name=ran.name))
        for ran in _reader(repository).run_by(command.text, command.document.path)
    ]
    reasons = reasons or [_why_not_served(repository, name) for name in _served(command)]
    return None if None in reasons else next(iter(reasons), None)


def not_there(repository: Repository, command: Command) -> str | None:
    """Return the script or module of the project's own that a command starts and that is not there: no package's, and
    no end of a name with a space or a sign in it (`streamlit run "bike demand.py"`).
    """
    absent = leads_nowhere(command, repository.runs_something)
    if absent is None or (not absent.endswith(".py") and repository.environment.is_foreign(absent)):
        return None
    longer = command.text[: command.text.find(absent)][-1:] + absent
    return (
        None if len(longer) > len(absent) and any(file.path.endswith(longer) for file in repository.files) else absent
    )


def _served(command: Command) -> Iterator[str]:
    """Yield the paths of the modules that a server is told, from where it is started."""
    for step in commands(command.text):
        found = started(step, {})
        if found is not None and found.kind in ("module", "file"):
            yield f"{found.name.replace('.', '/')}.py" if found.kind == "module" else found.name.lstrip("./")


def _why_not_served(repository: Repository, path: str) -> str | None:
    """Return why a server can't import a module: the only one that the path can mean."""
    meant = [module.path for module in repository.scripts if f"/{module.path}".endswith(f"/{path}")]
    absent = repository.unimportable.get(meant[0]) if len(meant) == 1 else None
    return None if absent is None else absent.words


def _why(repository: Repository, command: written.Command) -> str | None:
    absent = repository.unimportable.get(command.module.path)
    if absent is not None:
        return absent.words
    # Python looks in the folder that such a command is typed in, too.
    refused = None if _BY_PYTHON.search(command.evidence.excerpt) else refused_import(command, repository)
    return None if refused is None else refused.words
