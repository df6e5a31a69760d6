"""Scores and findings as JSON Lines: an object for each repository, for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, BinaryIO

from portfolio_kit.cohort.exports.rows import Exported, Finding

SCHEMA = "portfolio-kit/reviewed/1"


def json_lines(stream: BinaryIO, repositories: Iterable[Exported]) -> None:
    """Write an object for each repository on a line of its own."""
    for each in repositories:
        line = json.dumps(document(each), ensure_ascii=False, allow_nan=False)
        stream.write(line.encode("utf-8", "backslashreplace") + b"\n")


def document(each: Exported) -> dict[str, Any]:
    """Return what is known of a repository; keys may be added, never renamed, under one schema."""
    repository, review, run = each.repository, each.review, each.run
    return {
        "schema": SCHEMA,
        "name": repository.name,
        "repository": repository.source,
        "subfolder": repository.subfolder,
        "tags": list(each.tags),
        "identifiers": repository.identifiers,
        "state": repository.standing_state,
        "score": each.score,
        "score_by_tool": review.score if review else None,
        "failure": review and {"kind": review.failure_kind, "reason": review.failure} if _failed(each) else None,
        "commit": review.commit if review else None,
        "reviewed": _moment(each.reviewed),
        "tool": run.tool if run else None,
        "rubric": run.rubric if run else None,
        "warning": review.warning if review else None,
        "notes": review.notes if review else [],
        "criteria": [_finding(finding) for finding in each.findings],
        "comments": [
            {"author": comment.author, "made": _moment(comment.made), "text": comment.text} for comment in each.comments
        ],
    }


def _failed(each: Exported) -> bool:
    return each.review is not None and each.review.failure is not None


def _finding(finding: Finding) -> dict[str, Any]:
    said = finding.mentor
    return {
        "id": finding.criterion.id,
        "title": finding.criterion.title,
        "pillar": finding.criterion.pillar,
        "status": finding.status,
        "level": finding.level,
        "earned": finding.earned,
        "possible": finding.possible,
        "gain": finding.gain,
        "status_by_tool": finding.found,
        "level_by_tool": finding.found_level,
        "proof": finding.proven,
        "reason": finding.reason,
        "fix": finding.fix,
        "evidence": [
            {"path": place.path, "line": place.line, "cell": place.cell, "excerpt": place.excerpt}
            for place in finding.evidence
        ],
        "override": said and {"author": said.author, "made": _moment(said.made), "comment": said.comment},
    }


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
