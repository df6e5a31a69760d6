"""The scorecard as SARIF 2.1.0, which GitHub and other hosts show beside the code."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from portfolio_kit import __version__
from portfolio_kit.reports.links import repository_url
from portfolio_kit.reports.wording import SAYS, errors, place, sentence
from portfolio_kit.rubric.finding import Evidence
from portfolio_kit.rubric.rubric import Criterion, option
from portfolio_kit.rubric.scorecard import Judged, Scorecard
from portfolio_kit.terminal import printable

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"missing": "warning", "partial": "note"}


def report(scorecards: Sequence[Scorecard]) -> str:
    """Return a SARIF log with one run for each scorecard, and in it one result for each criterion below level 2."""
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(scorecard) for scorecard in scorecards]}
    return json.dumps(log, indent=2, ensure_ascii=True) + "\n"


def _run(scorecard: Scorecard) -> dict[str, Any]:
    rules = [judged.criterion for judged in scorecard.judged]
    places = {criterion.id: number for number, criterion in enumerate(rules)}
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "portfolio-kit",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": [_rule(scorecard, criterion) for criterion in rules],
            }
        },
        "automationDetails": {"id": f"portfolio-kit/{scorecard.rubric.name}/"},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": _notifications(scorecard)}],
        "results": [
            _result(scorecard, judged, places[judged.criterion.id])
            for judged in scorecard.judged
            if judged.status in _LEVELS and not judged.finding.error
        ],
        "properties": {"score": scorecard.score, "rubric": scorecard.rubric.name},
    }
    if url := repository_url(scorecard):
        provenance = {"repositoryUri": url}
        if scorecard.commit:
            provenance["revisionId"] = scorecard.commit
        run["versionControlProvenance"] = [provenance]
    return run


def _rule(scorecard: Scorecard, criterion: Criterion) -> dict[str, Any]:
    levels = "\n".join(
        f"- {name}: {text}" for name, text in zip(("missing", "partial", "met"), criterion.levels, strict=True)
    )
    pillar = next(
        (pillar.title for pillar in scorecard.rubric.pillars if pillar.id == criterion.pillar), criterion.pillar
    )
    # Of a mentor's file the name alone: its folder is of no use elsewhere.
    chosen = option(Path(scorecard.rubric.chosen_as).name)
    return {
        "id": criterion.id,
        "name": "".join(word.capitalize() for word in criterion.id.split("-")),
        "shortDescription": {"text": criterion.title},
        "fullDescription": {"text": criterion.levels[2]},
        "help": {"text": f"{criterion.why}\n\n{levels}\n\n`portfolio-kit explain{chosen} {criterion.id}` says more."},
        "defaultConfiguration": {"level": "warning"},
        "properties": {"tags": ["portfolio", pillar], "points": criterion.points, "problem.severity": "recommendation"},
    }


def _result(scorecard: Scorecard, judged: Judged, rule: int) -> dict[str, Any]:
    finding = judged.finding
    places = finding.evidence or (_shown_at(scorecard),)
    said = f" {SAYS}: {judged.annotation}" if judged.annotation else ""
    # Hosts show no alert without a place.
    where = "" if finding.evidence else " (No line is about this: it is shown here for the repository as a whole.)"
    if places[0].cell is not None:
        where = f" ({place(places[0])})"
    told = f"{sentence(finding.reason)} {sentence(finding.fix or '')}{where}{said}"
    identity = f"{scorecard.rubric.name}/{judged.criterion.id}"
    return {
        "ruleId": judged.criterion.id,
        "ruleIndex": rule,
        "kind": "fail",
        "level": _LEVELS[judged.status],
        "message": {"text": _message(told)},
        "locations": [_location(places[0])],
        "relatedLocations": [{"id": number, **_location(other)} for number, other in enumerate(places[1:], start=1)],
        # One criterion is one alert, wherever its evidence moves.
        "partialFingerprints": {"criterion/v1": hashlib.sha256(identity.encode()).hexdigest()},
    }


def _message(text: str) -> str:
    """Return `text` without what SARIF reads as a link to a location or as a placeholder."""
    text = printable(text).replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
    return text.replace("{", "{{").replace("}", "}}")


def _location(at: Evidence) -> dict[str, Any]:
    path = at.path.encode("utf-8", "surrogateescape")
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(path, safe="/"), "uriBaseId": "%SRCROOT%"},
            "region": {"startLine": 1 if at.whole else at.line},
        }
    }


def _shown_at(scorecard: Scorecard) -> Evidence:
    """Where a criterion is shown that nothing in the repository speaks of: the README, else a file that is there."""
    paths = [place.path for judged in scorecard.judged for place in judged.finding.evidence]
    named = [path for path in paths if path.rpartition("/")[2].lower().startswith("readme")]
    return Evidence(
        min(named or paths, key=lambda path: (path.count("/"), len(path)), default="README.md"), 1, "README"
    )


def _notifications(scorecard: Scorecard) -> list[dict[str, Any]]:
    failed = [
        {"level": "error", "message": {"text": _message(f"{judged.criterion.id}: {judged.finding.reason}")}}
        for judged in errors(scorecard)
    ]
    if scorecard.warning:
        failed.append({"level": "warning", "message": {"text": _message(scorecard.warning)}})
    return failed + [{"level": "note", "message": {"text": _message(note)}} for note in scorecard.notes]
