"""One repository reviewed: found or fetched, read, judged or proven, and put into plain values."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from portfolio_kit import __version__
from portfolio_kit.cohort import identity
from portfolio_kit.cohort.at_hand import AtHand, at_hand
from portfolio_kit.cohort.peak import Peak
from portfolio_kit.cohort.result import Failed, FailureKind, Result, Scored, Unchanged
from portfolio_kit.errors import UserError
from portfolio_kit.rubric.rubric import Rubric

_LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class Settings:
    """What all reviews of a run share.

    `digest` is that of the rubric; `seconds`, and `memory` in bytes, are the most that one may take.
    """

    rubric: Rubric
    digest: str
    proves: bool = False
    seconds: float = 600.0
    memory: int = 2 << 30
    tool: str = f"portfolio-kit {__version__}"


@dataclass(frozen=True, slots=True)
class Job:
    """One repository to be reviewed. `number` is its own in the store; `known` is the key of the review that stands."""

    number: int
    source: str
    subfolder: str = ""
    known: str | None = None


class _UnchangedError(Exception):
    """The review that stands is of this very content."""


@dataclass(slots=True)
class _Looked:
    """What a review is of, as far as that is known by now."""

    job: Job
    settings: Settings
    key: str
    commit: str | None = None

    def at(self, content: str, commit: str | None) -> None:
        """Take note of the content. Raises _UnchangedError where there is nothing to do."""
        self.key, self.commit = key(self.job, self.settings, content), commit
        if self.key == self.job.known:
            raise _UnchangedError


def reviewed(job: Job, settings: Settings, within: Path) -> Result:
    """Review one repository, whatever it holds; temporary files are put below the folder `within`.

    Only what ends the process, or never ends, is left to whoever watches it.
    """
    started, peak = monotonic(), Peak()
    looked = _Looked(job, settings, key(job, settings))
    outcome: Scored | Failed | Unchanged
    try:
        with at_hand(job.source, job.subfolder, looked.at, settings.seconds, within, is_known=bool(job.known)) as found:
            outcome = _judged(found, settings)
    except _UnchangedError:
        outcome = Unchanged()
    except UserError as error:
        outcome = failure("clone", str(error))
    except MemoryError:
        outcome = out_of_memory(settings)
    except Exception as error:  # noqa: BLE001 - whatever a hostile repository provokes costs its own review only
        outcome = failure("error", f"the review broke down: {type(error).__name__}: {error}")
    return Result(looked.key, looked.commit, outcome, monotonic() - started, peak.memory)


def _judged(found: AtHand, settings: Settings) -> Scored | Failed:
    # What has not changed waits for nothing that judges.
    from portfolio_kit.cohort.judged import scored

    try:
        return scored(found, settings)
    except UserError as error:
        return failure("error", str(error))


def key(job: Job, settings: Settings, content: str = "unknown") -> str:
    """Return the key of a review of that content."""
    return identity.key(content, job.subfolder, settings.tool, settings.digest, proves=settings.proves)


def failure(kind: FailureKind, reason: str) -> Failed:
    """Return why there is no score, in one line of bearable length."""
    line = " ".join(reason.split())
    return Failed(kind, line if len(line) <= _LONGEST_REASON else f"{line[: _LONGEST_REASON - 1]}…")


def out_of_memory(settings: Settings) -> Failed:
    """Return that a review used more memory than it may."""
    return Failed("memory", f"used more than {settings.memory / (1 << 30):.3g} GB of memory")


def out_of_time(settings: Settings) -> Failed:
    """Return that a review took longer than it may."""
    return Failed("time", f"took longer than {settings.seconds:g} seconds (--timeout)")
