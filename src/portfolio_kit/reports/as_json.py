"""The scorecard as JSON, in the schema that other programs rely on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from portfolio_kit import __version__
from portfolio_kit.rubric.finding import Evidence
from portfolio_kit.rubric.scorecard import SCHEMA, Judged, Scorecard


def report(scorecards: Sequence[Scorecard]) -> str:
    """Return one object for one scorecard, a list for several."""
    documents = [document(scorecard) for scorecard in scorecards]
    return json.dumps(documents[0] if len(documents) == 1 else documents, indent=2, ensure_ascii=True) + "\n"


def document(scorecard: Scorecard) -> dict[str, Any]:
    """Return the object that stands for a scorecard."""
    return {
        "schema": SCHEMA,
        "tool": f"portfolio-kit {__version__}",
        "target": scorecard.target,
        "name": scorecard.name,
        "commit": scorecard.commit,
        "rubric": scorecard.rubric.name,
        "score": scorecard.score,
        "points": {"earned": round(scorecard.earned, 2), "possible": round(scorecard.possible, 2)},
        "criteria": [_criterion(judged) for judged in scorecard.judged],
        "next_steps": [judged.criterion.id for judged in scorecard.next_steps],
        "notes": list(scorecard.notes),
        "warning": scorecard.warning,
    }


def _criterion(judged: Judged) -> dict[str, Any]:
    finding = judged.finding
    return {
        "id": judged.criterion.id,
        "pillar": judged.criterion.pillar,
        "level": finding.level,
        "status": judged.status,
        "points": judged.criterion.points,
        "earned": round(judged.earned, 2),
        "proof": judged.proof,
        "reason": finding.reason,
        "evidence": [_place(evidence) for evidence in finding.evidence],
        "fix": finding.fix,
        "annotation": judged.annotation,
        "error": finding.error,
    }


def _place(evidence: Evidence) -> dict[str, Any]:
    place: dict[str, Any] = {"path": evidence.path, "line": evidence.line, "excerpt": evidence.excerpt}
    place |= {} if evidence.cell is None else {"cell": evidence.cell}
    return {**place, "shows": evidence.shows} if evidence.shows else place
