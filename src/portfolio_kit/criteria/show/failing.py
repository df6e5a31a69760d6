"""Commands of the texts that can start nothing: what they name is not there, or imports what Python does not find."""

from __future__ import annotations

from portfolio_kit.criteria.once import once
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.running import written
from portfolio_kit.repository.running.command_lines import CommandLines
from portfolio_kit.repository.running.commands import Command, leads_nowhere
from portfolio_kit.repository.running.runs import refused_import


@once
def _reader(repository: Repository) -> CommandLines:
    return CommandLines(repository)


def why_fails(repository: Repository, command: Command) -> str | None:
    """Return why a command can start nothing of what it runs, in words that follow its place; None where it may."""
    absent = leads_nowhere(command, repository.runs_something)
    if absent is not None:
        return f"{absent} is not there"
    reasons = [
        _why(repository, written.Command(ran.module, command.evidence, in_text=True, name=ran.name))
        for ran in _reader(repository).run_by(command.text, command.document.path)
    ]
    return None if None in reasons else next(iter(reasons), None)


def _why(repository: Repository, command: written.Command) -> str | None:
    absent = repository.unimportable.get(command.module.path)
    if absent is not None:
        return absent.words
    refused = refused_import(command, repository)
    return None if refused is None else refused.words
