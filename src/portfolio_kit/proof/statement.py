"""A proof as an in-toto Statement: what it is about, and everything that happened.

It says so of itself; nobody has signed it. https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from portfolio_kit.proof.model import Outcome, Result
from portfolio_kit.proof.proven import Proven, log_name
from portfolio_kit.proof.tree import PREDICATE
from portfolio_kit.repository.results.shown import Shown

TYPE = "https://in-toto.io/Statement/v1"
# The list of files tells which one differs; with more of them only that one does.
_MOST_FILES = 5_000
_LONGEST = 500
_MOST_ITEMS = 1_000


def text(proven: Proven) -> str:
    """Return the statement as JSON, in ASCII."""
    return json.dumps(document(proven), indent=2, ensure_ascii=True) + "\n"


def document(proven: Proven) -> dict[str, Any]:
    """Return the statement. Raises OSError where a log cannot be read."""
    proof, tree = proven.proof, proven.tree
    digest = {"dirHash": tree.dir_hash, "gitTree": tree.git_tree}
    if proof.commit and proven.is_as_committed:
        digest["gitCommit"] = proof.commit
    files = {item.path: item.sha256 for item in tree.items} if len(tree.items) <= _MOST_FILES else None
    # The kind comes first: that is how a file is known as a proof without reading all of it.
    return {
        "predicateType": PREDICATE,
        "_type": TYPE,
        "subject": [{"name": proof.name, "digest": digest}],
        "predicate": {
            "tool": proof.tool,
            "started": proof.started,
            "sandbox": proof.sandbox,
            "commit": proof.commit,
            "asCommitted": proven.is_as_committed,
            "passed": proven.has_passed,
            "rubric": {
                "name": proven.scorecard.rubric.name,
                "scoreRead": proven.before.score,
                "score": proven.scorecard.score,
            },
            "verdicts": _verdicts(proven),
            "stages": [_stage(result) for result in proof.results],
            "files": files,
        },
    }


def _verdicts(proven: Proven) -> list[dict[str, Any]]:
    read = {judged.criterion.id: judged.finding.level for judged in proven.before.judged}
    return [
        {
            "criterion": judged.criterion.id,
            "proof": judged.proof,
            "levelRead": read[judged.criterion.id],
            "level": judged.finding.level,
        }
        for judged in proven.scorecard.judged
        if judged.proof
    ]


def _stage(result: Result) -> dict[str, Any]:
    return {
        "name": result.stage,
        "status": result.status,
        "summary": result.summary,
        "fix": result.fix,
        "seconds": round(result.seconds, 3),
        "commands": [_command(outcome) for outcome in result.outcomes],
        "facts": {str(key): _plain(value) for key, value in result.facts.items()},
    }


def _command(outcome: Outcome) -> dict[str, Any]:
    place = outcome.command.evidence
    content = outcome.log.read_bytes() if outcome.log.is_file() else b""
    return {
        "command": outcome.command.shown,
        "found": {"path": place.path, "line": place.line} if place else None,
        "exitCode": outcome.code,
        "stopped": outcome.stopped,
        "seconds": round(outcome.seconds, 3),
        "remarks": list(outcome.remarks),
        "log": {"name": log_name(outcome), "digest": {"sha256": hashlib.sha256(content).hexdigest()}},
    }


def _plain(value: object, depth: int = 4) -> Any:
    """Return a fact as JSON can hold it: a finite one, and not without end. A figure without a name tells nothing."""
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, float):
        return value if value - value == 0 else str(value)
    if isinstance(value, Mapping) and depth:
        return {str(key): _plain(item, depth - 1) for key, item in list(value.items())[:_MOST_ITEMS]}
    if isinstance(value, Shown):
        return {"metric": value.figure.metric, "value": _plain(value.figure.value), "path": value.path}
    if isinstance(value, (list, tuple, set, frozenset)) and depth:
        items = [item for item in value if not isinstance(item, Shown) or item.figure.metric]
        return [_plain(item, depth - 1) for item in items[:_MOST_ITEMS]]
    return str(value)[:_LONGEST]
