"""What a proof is made of: stages, the commands that were found for them, and what happened when they ran."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from portfolio_kit.rubric.finding import Evidence

Status = Literal["passed", "failed", "skipped"]

# Each stage with the one whose file system it starts from; in the order in which they are told.
STAGES: Mapping[str, str | None] = {
    "environment": None,
    "tests": "environment",
    "training": "environment",
    "claims": "training",
    "service": "training",
    "malformed input": "service",
    "load": "service",
    "container": None,
    "container service": "container",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """What one stage may take: seconds by the clock, seconds of processor time, bytes, and processes.

    `memory` is that of all its processes together, `disk` what they write, `file` the largest single file, `output`
    what is kept of what they print.
    """

    wall: float
    processor: float
    memory: int = 6 << 30
    processes: int = 512
    disk: int = 8 << 30
    file: int = 2 << 30
    output: int = 4 << 20


@dataclass(frozen=True, slots=True)
class Command:
    """A command of the repository: its arguments, the folder (from the repository's root) it is run in, what is set in
    its environment, and where in the repository it was found.
    """

    arguments: tuple[str, ...]
    folder: str = "."
    variables: Mapping[str, str] = field(default_factory=dict)
    evidence: Evidence | None = None

    @property
    def shown(self) -> str:
        """The command as a person would type it."""
        settings = [f"{name}={shlex.quote(value)}" for name, value in self.variables.items()]
        typed = " ".join([*settings, shlex.join(self.arguments)])
        return typed if self.folder in ("", ".") else f"cd {shlex.quote(self.folder)} && {typed}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a command ended. `stopped` names the limit that ended it, such as "memory", or is None where it ended itself.

    `log` holds what it printed, standard output and error as they came, to the limit.
    """

    command: Command
    code: int | None
    seconds: float
    log: Path
    stopped: str | None = None
    remarks: tuple[str, ...] = ()

    @property
    def is_good(self) -> bool:
        """Whether it ended by itself, with exit code 0."""
        return self.stopped is None and self.code == 0


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a stage: one line of what happened, and for a failure what its author can do about it.

    `facts` are what later stages and the statement need: counts, versions, metrics, times. Raises ValueError for a
    failure that says nothing to do.
    """

    stage: str
    status: Status
    summary: str
    fix: str | None = None
    outcomes: tuple[Outcome, ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.stage not in STAGES:
            raise ValueError(f"no such stage: {self.stage!r}")
        if self.status == "failed" and not self.fix:
            raise ValueError(f"a failure without what to do about it: {self.summary}")

    @property
    def seconds(self) -> float:
        """How long its commands took together."""
        return sum(outcome.seconds for outcome in self.outcomes)


@dataclass(frozen=True, slots=True)
class Proof:
    """Everything that happened to one tree: `commit` is None outside git, `tree` the digest of the files as they were.

    `sandbox` names what kept it in, or says that nothing did.
    """

    name: str
    commit: str | None
    tree: str
    tool: str
    started: str
    sandbox: str
    results: tuple[Result, ...]

    def of(self, stage: str) -> Result | None:
        """Return what became of a stage; None where it was not asked for."""
        return next((result for result in self.results if result.stage == stage), None)
