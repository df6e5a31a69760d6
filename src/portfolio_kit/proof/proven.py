"""A repository that was proven: what happened, and what it is worth by reading and with what happened."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from portfolio_kit.proof.model import Outcome, Proof, Result
from portfolio_kit.proof.tree import LOGS, Tree
from portfolio_kit.rubric.scorecard import Scorecard


@dataclass(frozen=True, slots=True)
class Proven:
    """`before` is the scorecard by reading alone, `scorecard` the one that counts. `tree` are the files that were
    proven, `is_as_committed` whether they are those of the commit, None where that cannot be known. `logs` is the
    folder with what the stages printed, `kept` where the copies are if they were to be kept.
    """

    before: Scorecard
    scorecard: Scorecard
    proof: Proof
    tree: Tree
    is_as_committed: bool | None
    logs: Path
    kept: Path | None = None

    @property
    def has_passed(self) -> bool:
        """Whether something ran and nothing failed."""
        statuses = {result.status for result in self.proof.results}
        return "passed" in statuses and "failed" not in statuses


def log_of(result: Result) -> str | None:
    """Return the name of the log that shows how a stage ended, as it is kept beside the statement."""
    return None if not result.outcomes else log_name(result.outcomes[-1])


def log_name(outcome: Outcome) -> str:
    """Return the name of a command's log below the folder of a proof's result."""
    return f"{LOGS}/{outcome.log.name}"
