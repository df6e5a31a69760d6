"""What a proof says about the criteria that it settles.

A level is lowered where what was read did not work when it was run. It is raised in one case only, where the rubric
itself asks what a run shows: figures that nothing in the repository showed, and that this run gave.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from portfolio_kit.criteria.judge import Settle
from portfolio_kit.proof.model import Proof, Result
from portfolio_kit.proof.proven import log_of
from portfolio_kit.repository.file import shortened
from portfolio_kit.rubric.finding import Evidence, Finding, Level
from portfolio_kit.rubric.scorecard import Proven

_MOST_EVIDENCE = 6
_MET: Level = 2


@dataclass(frozen=True, slots=True)
class _Settled:
    """What a stage's result says of a criterion: passed or failed, and the highest level that it leaves."""

    proven: Proven
    result: Result
    ceiling: Level = 2


def settled(proof: Proof) -> Settle:
    """Return what makes of each finding by reading the one that counts after this proof."""
    return partial(_settle, proof)


def is_settled(result: Result) -> bool:
    """Whether a result says something about the repository: it ran, and neither we nor a limit broke it off."""
    broken_off = "error" in result.facts or any(outcome.stopped for outcome in result.outcomes)
    return result.status == "passed" or (result.status == "failed" and not broken_off)


def _settle(proof: Proof, criterion: str, finding: Finding) -> tuple[Finding, Proven]:
    rule = _RULES.get(criterion)
    found = rule(proof, finding) if rule and finding.level is not None and not finding.error else None
    if found is None:
        return finding, None
    if found.proven == "failed":
        return _lowered(finding, found), "failed"
    if criterion == "claims-supported" and finding.level == 1:
        return _raised(finding, found.result), "passed"
    return replace(finding, reason=f"{_sentence(finding.reason)} Proven: {_told(found.result)}"), "passed"


def _lowered(finding: Finding, found: _Settled) -> Finding:
    result = found.result
    level = min(finding.level or 0, found.ceiling)
    log = log_of(result)
    fix = f"{_sentence(result.fix or '')}{f' {log} shows what happened.' if log else ''}"
    if finding.fix:
        fix = f"{fix} {finding.fix}"
    reason = f"{_sentence(finding.reason)} But when it was run: {_told(result)}"
    return Finding(level, reason, _evidence(finding, result), None if level == _MET else fix)


def _raised(finding: Finding, result: Result) -> Finding:
    reason = f"Nothing in the repository shows the figures, but the run did: {_told(result)}"
    return Finding(_MET, reason, _evidence(finding, result))


def _evidence(finding: Finding, result: Result) -> tuple[Evidence, ...]:
    ran = [outcome.command.evidence for outcome in result.outcomes if outcome.command.evidence]
    return tuple(dict.fromkeys([*ran[-1:], *finding.evidence]))[:_MOST_EVIDENCE]


def _told(result: Result) -> str:
    return _sentence(shortened(result.summary))


def _sentence(text: str) -> str:
    text = text.strip()
    return text if not text or text.endswith((".", "!", "?", "…")) else f"{text}."


def _by(stages: tuple[str, ...], proof: Proof, _: Finding) -> _Settled | None:
    """The first of the stages that failed, else the last that passed."""
    results = [result for stage in stages if (result := proof.of(stage)) and is_settled(result)]
    failed = next((result for result in results if result.status == "failed"), None)
    if failed:
        return _Settled("failed", failed, 1)
    return _Settled("passed", results[-1]) if results else None


def _tests(proof: Proof, finding: Finding) -> _Settled | None:
    found = _by(("tests",), proof, finding)
    # What asserts nothing that holds shows nothing of the project.
    return replace(found, ceiling=0) if found and found.proven and not found.result.facts.get("passed", 1) else found


def _runs(proof: Proof, finding: Finding) -> _Settled | None:
    """Training regenerates the model, and the claims show that it regenerates its metrics."""
    found = _by(("training",), proof, finding)
    if found is None or found.proven == "failed":
        return found
    return _by(("training", "claims"), proof, finding)


def _claims(proof: Proof, finding: Finding) -> _Settled | None:
    """A figure that this run contradicts is worth something only where the repository still shows how it came about."""
    result = proof.of("claims")
    if result is None or not is_settled(result):
        return None
    if result.status == "passed":
        return _Settled("passed", result)
    if headline_of(result).get("verdict") != "differs":
        return None
    return _Settled("failed", result, 1 if finding.level == _MET else 0)


def headline_of(result: Result) -> Mapping[str, object]:
    """Return what the claims stage found of the figure that decides; nothing where there is none."""
    found = result.facts.get("claims")
    return found[0] if isinstance(found, list) and found and isinstance(found[0], dict) else {}


_Rule = Callable[[Proof, Finding], _Settled | None]
_RULES: Mapping[str, _Rule] = {
    "environment": partial(_by, ("environment",)),
    "automated-tests": _tests,
    "end-to-end": partial(_by, ("training",)),
    "reproducible-runs": _runs,
    "claims-supported": _claims,
    "serving-endpoint": partial(_by, ("service",)),
    "containerization": partial(_by, ("container", "container service")),
}
