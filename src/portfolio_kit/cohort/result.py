"""What became of one repository of a cohort: what the process that reviewed it sends, and what the store writes.

Plain values only: they travel between processes and machines, and none of them needs the repository or the rubric to be
understood.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

FailureKind = Literal["clone", "time", "memory", "error"]
"""Why there is no score: it could not be had, took too long, used too much memory, or its review broke down."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the repository that speaks for a verdict.

    `source` are the lines around it, cut and with secrets masked, and `source_line` is the number of the first of them;
    both are None where there are no lines to show: a picture, a model. In a notebook they are those of the cell.
    """

    path: str
    line: int
    excerpt: str
    cell: int | None = None
    source: str | None = None
    source_line: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the tool says of one criterion. `points` are those of the rubric, `earned` those of the level reached.

    `possible` are the points that can be had of it, none where it does not apply; `gain` is how much the score rises
    when it is met. `proven` is what happened when it was run.
    """

    criterion: str
    pillar: str
    level: int | None
    status: str
    points: float
    possible: float
    earned: float
    gain: float
    reason: str
    fix: str | None = None
    annotation: str | None = None
    proven: str | None = None
    is_error: bool = False
    evidence: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of the repository's own code, notebooks or texts, for finding near-copies; `marks` are its fingerprints as
    `cohort.similarity` packs them, `text` what can be shown of it, secrets masked.
    """

    path: str
    kind: str
    text: str
    marks: bytes


@dataclass(frozen=True, slots=True)
class Scored:
    """A repository that has a score. `proof` is the in-toto statement where it was proven."""

    score: float
    earned: float
    possible: float
    verdicts: tuple[Verdict, ...]
    notes: tuple[str, ...] = ()
    warning: str | None = None
    proof: dict[str, Any] | None = None
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Failed:
    """A repository that has none: `reason` says why, in one line."""

    kind: FailureKind
    reason: str


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A repository whose latest review is of this very content, by the same tool and rubric: it was not read again."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one repository. `key` is what decides the outcome (see `cohort.identity`), `memory` the most bytes
    that its review took, None where that is not known.
    """

    key: str
    commit: str | None
    outcome: Scored | Failed | Unchanged
    seconds: float
    memory: int | None = None
