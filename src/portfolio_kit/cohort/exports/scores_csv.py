"""Scores and findings as CSV files, to be looked at in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from portfolio_kit.cohort.exports.cells import BYTE_ORDER_MARK, Cell, write
from portfolio_kit.cohort.exports.rows import Exported
from portfolio_kit.cohort.store.cohorts import Criterion

_SCORES = (
    *("name", "repository", "subfolder", "tags", "state", "score", "score_by_tool", "met", "partial", "missing"),
    *("overrides", "comments", "failure", "commit", "reviewed", "tool", "rubric"),
)
_FINDINGS = (
    *("name", "repository", "criterion", "title", "pillar", "status", "level", "earned", "possible", "gain"),
    *("status_by_tool", "proven", "reason", "fix", "evidence", "mentor", "mentor_says"),
)


def scores(stream: BinaryIO, repositories: Iterable[Exported], criteria: Sequence[Criterion]) -> None:
    """Write a row for each repository, with a column for the level of each criterion: 0, 1, 2, or empty."""
    stream.write(BYTE_ORDER_MARK)
    write(stream, [[*_SCORES, *(criterion.id for criterion in criteria)]])
    write(stream, (_scores(each, criteria) for each in repositories))


def findings(stream: BinaryIO, repositories: Iterable[Exported]) -> None:
    """Write a row for each criterion of each repository that has a score."""
    stream.write(BYTE_ORDER_MARK)
    write(stream, [_FINDINGS])
    for each in repositories:
        write(stream, _findings(each))


def _scores(each: Exported, criteria: Sequence[Criterion]) -> list[Cell]:
    counts = [finding.status for finding in each.findings]
    levels = {finding.criterion.id: finding.level for finding in each.findings if finding.status != "error"}
    review, run, repository = each.review, each.run, each.repository
    return [
        repository.name,
        repository.source,
        repository.subfolder,
        "; ".join(each.tags),
        repository.standing_state,
        each.score,
        review.score if review else None,
        *((counts.count(status) for status in ("met", "partial", "missing")) if counts else (None, None, None)),
        sum(finding.is_overridden for finding in each.findings),
        len(each.comments),
        review.failure if review else None,
        review.commit if review else None,
        each.reviewed.isoformat(timespec="seconds") if each.reviewed else None,
        run.tool if run else None,
        run.rubric if run else None,
        *(levels.get(criterion.id) for criterion in criteria),
    ]


def _findings(each: Exported) -> Iterator[list[Cell]]:
    for finding in each.findings:
        places = (f"{place.path}:{place.line}" for place in finding.evidence)
        yield [
            each.repository.name,
            each.repository.source,
            finding.criterion.id,
            finding.criterion.title,
            finding.criterion.pillar,
            finding.status,
            finding.level,
            finding.earned,
            finding.possible,
            finding.gain,
            finding.found,
            finding.proven,
            finding.reason,
            finding.fix,
            "; ".join(places),
            finding.mentor.author if finding.mentor else None,
            finding.mentor.comment if finding.mentor else None,
        ]
