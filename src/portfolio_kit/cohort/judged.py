"""A repository at hand judged, or proven, and what was found put into plain values."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from portfolio_kit.cohort.at_hand import AtHand
from portfolio_kit.cohort.places import place
from portfolio_kit.cohort.result import Scored, Verdict
from portfolio_kit.cohort.similarity.passages import passages
from portfolio_kit.cohort.work import Settings
from portfolio_kit.criteria.judge import judge
from portfolio_kit.proof.model import Command
from portfolio_kit.proof.model import Result as Stage
from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.rubric import Rubric
from portfolio_kit.rubric.scorecard import Judged, Scorecard

_NO_ROOM = "could not be judged: MemoryError"


def scored(found: AtHand, settings: Settings) -> Scored:
    """Return what a repository scores. Raises MemoryError where a criterion was left out for want of memory."""
    repository = Repository(found.root, found.listing, found.called)
    repository.commit = found.commit
    repository.notes += found.notes
    if not settings.proves:
        return _plain(repository, judge(repository, settings.rubric, found.shown), None)
    from portfolio_kit.proof import statement
    from portfolio_kit.proof.prove import Opened

    opened = Opened(found.root, repository, found.shown, not found.notes if found.is_clone else None)
    with _proving(settings.rubric).over(opened) as proven:
        return _plain(repository, proven.scorecard, statement.document(proven))


def _plain(repository: Repository, scorecard: Scorecard, proof: dict[str, Any] | None) -> Scored:
    if any(judged.finding.error and judged.finding.reason.startswith(_NO_ROOM) for judged in scorecard.judged):
        raise MemoryError
    return Scored(
        scorecard.score,
        scorecard.earned,
        scorecard.possible,
        tuple(_verdict(repository, scorecard, judged) for judged in scorecard.judged),
        scorecard.notes,
        scorecard.warning,
        proof,
        passages(repository),
    )


def _verdict(repository: Repository, scorecard: Scorecard, judged: Judged) -> Verdict:
    finding = judged.finding
    return Verdict(
        judged.criterion.id,
        judged.criterion.pillar,
        finding.level,
        judged.status,
        judged.criterion.points,
        judged.possible,
        judged.earned,
        scorecard.to_gain(judged),
        finding.reason,
        finding.fix,
        judged.annotation,
        judged.proof,
        finding.error,
        tuple(place(repository, evidence) for evidence in finding.evidence),
    )


class _Silent:
    """Tells nobody what a proof does: the run tells how many there are."""

    def runs(self, stage: str, command: Command) -> None:
        """A stage is about to run a command."""

    def ended(self, result: Stage) -> None:
        """A stage is over."""

    def waits(self, running: Mapping[str, float]) -> None:
        """These stages have been running for so many seconds."""


@cache
def _proving(rubric: Rubric) -> Any:
    from portfolio_kit.proof import interpreters
    from portfolio_kit.proof.graph import wanted
    from portfolio_kit.proof.prove import Proving
    from portfolio_kit.proof.sandboxes import chosen
    from portfolio_kit.proof.stages.every import STAGES

    sandbox = chosen(unsafe=False, readable=interpreters.readable())
    return Proving(rubric, STAGES, wanted(None), sandbox, _Silent())
