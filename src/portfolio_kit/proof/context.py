"""What a stage is given: the repository as it was read, where it may run things, and what has happened so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from portfolio_kit.proof.model import Command, Limits, Result
from portfolio_kit.proof.sandbox import Place, Sandbox
from portfolio_kit.repository.repository import Repository


@dataclass(frozen=True, slots=True)
class Context:
    """What one stage works with.

    `repository` is the tree as its author left it. `place` is the copy that this stage has for itself, in the state in
    which its parent left it. Everything of the repository is run through `sandbox`, within `limits`; what it prints
    goes to files in `logs`. `results` are those of the stages before it, by name: all that it needs have passed.
    `asked` are the stages still to come: some are best done together. `tell` is called with each command before it is
    run.
    """

    repository: Repository
    place: Place
    sandbox: Sandbox
    limits: Limits
    logs: Path
    results: Mapping[str, Result] = field(default_factory=dict)
    asked: tuple[str, ...] = ()
    tell: Callable[[Command], None] = lambda command: None  # noqa: ARG005 - nobody listens


Stage = Callable[[Context], Result | Sequence[Result]]
"""A stage: what became of it, and of those that were asked for and done with it. Raises nothing that the repository
could cause.
"""
