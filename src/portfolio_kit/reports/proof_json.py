"""A scorecard with what happened in its proof, as JSON, by the scorecard's schema."""

from __future__ import annotations

import json
from typing import Any

from portfolio_kit.proof.model import Result
from portfolio_kit.proof.proven import Proven
from portfolio_kit.reports import as_json
from portfolio_kit.reports.proof_wording import log


def report(proven: Proven) -> str:
    """Return the scorecard that counts, with `run` beside its criteria."""
    document = as_json.document(proven.scorecard)
    document["run"] = {
        "score_by_reading": proven.before.score,
        "passed": proven.has_passed,
        "sandbox": proven.proof.sandbox,
        "started": proven.proof.started,
        "tree": proven.proof.tree,
        "stages": [_stage(result) for result in proven.proof.results],
    }
    return json.dumps(document, indent=2, ensure_ascii=True) + "\n"


def _stage(result: Result) -> dict[str, Any]:
    return {
        "name": result.stage,
        "status": result.status,
        "summary": result.summary,
        "fix": result.fix,
        "seconds": round(result.seconds, 3),
        "commands": [outcome.command.shown for outcome in result.outcomes],
        "log": log(result),
    }
