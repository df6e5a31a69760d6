"""Which workflows only add commits to the repository's history: they say nothing of whether the project works."""

from __future__ import annotations

from portfolio_kit import lazily as re
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.running.shell import Command
from portfolio_kit.repository.running.started import started
from portfolio_kit.repository.running.workflow import Workflow

# What a shell counts with is no command.
_ARITHMETIC = re.compile(r"\$\(\([^\n]{0,200}?\)\)")
_BRINGS = re.compile(r"actions/(?:checkout|setup-python|cache)(?:@|\Z)")
_HOUSEKEEPING = frozenset({
    "git", "echo", "printf", "cat", "date", "mkdir", "touch", "cd", "sleep", "true", "[", "test", "pip", "pip3",
    "ls", "wc", "head", "tail", "tr", "shuf", "seq", "exit",
})  # fmt: skip


def only_commits(repository: Repository, workflow: Workflow) -> bool:
    """Whether a workflow commits and pushes to its own repository, and runs nothing but what does so, too.

    One that runs a script of another kind before, such as what fetches new data, or that pushes elsewhere, as to a
    host that serves the project, does something.
    """
    if not all(_BRINGS.match(step.command) for step in workflow.steps if step.is_action):
        return False
    ran = [
        command
        for step in workflow.steps
        if not step.is_action
        for command in repository.tasks.expanded(_ARITHMETIC.sub("0", step.command), step.folder)
    ]
    pushes = [command for command in ran if command.program == "git" and "push" in command.operands[:1]]
    return (
        bool(pushes)
        and all(map(_is_to_itself, pushes))
        and all(command.program in _HOUSEKEEPING or _commits(repository, command) for command in ran)
    )


def _is_to_itself(push: Command) -> bool:
    """Whether a push goes to where the workflow came from, as far as it says."""
    where = push.operands[1:2]
    return not where or where[0] == "origin" or "github.com/" in where[0]


def _commits(repository: Repository, command: Command) -> bool:
    """Whether a command starts a script of the project that calls git to commit."""
    found = started(command, {}) if command.is_python else None
    if found is None or found.kind != "file":
        return False
    path = found.name.removeprefix("./")
    module = next((module for module in repository.scripts if module.path == path), None)
    if module is None:
        return False
    words = {word for text, _ in module.strings for word in text.split()[:2]}
    return {"git", "commit"} <= words
