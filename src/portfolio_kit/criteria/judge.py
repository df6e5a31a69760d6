"""A repository judged by every criterion of a rubric."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from portfolio_kit.criteria import case_study, impact, production, responsible, show, unique
from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Evidence, Finding, failed
from portfolio_kit.rubric.rubric import Rubric
from portfolio_kit.rubric.scorecard import Judged, Scorecard

CRITERIA: Mapping[str, Callable[[Repository], Finding]] = {
    "readme": show.readme,
    "environment": show.environment,
    "data-access": show.data_access,
    "demo": show.demo,
    "end-to-end": show.end_to_end,
    "problem-framing": impact.problem_framing,
    "quantified-results": impact.quantified_results,
    "baseline-comparison": impact.baseline_comparison,
    "evaluation-depth": impact.evaluation_depth,
    "serving-endpoint": production.serving_endpoint,
    "containerization": production.containerization,
    "deployment-writeup": production.deployment_writeup,
    "monitoring": production.monitoring,
    "automated-tests": production.automated_tests,
    "continuous-integration": production.continuous_integration,
    "case-study-content": case_study.content,
    "case-study-length": case_study.length,
    "claims-supported": case_study.claims_supported,
    "originality": unique.originality,
    "reproducible-runs": unique.reproducible_runs,
    "fairness": responsible.fairness,
    "privacy": responsible.privacy,
    "explainability": responsible.explainability,
    "model-card": responsible.model_card,
    "data-lineage": responsible.data_lineage,
}


def judge(repository: Repository, rubric: Rubric, target: str) -> Scorecard:
    """Return the scorecard of a repository. A criterion that fails is an error of that criterion alone."""
    judged = tuple(Judged(criterion, finding_of(repository, criterion.id)) for criterion in rubric.criteria)
    return Scorecard(target, repository.commit, rubric, judged, tuple(repository.notes), repository.name)


def finding_of(repository: Repository, criterion: str) -> Finding:
    """Return what one criterion finds; evidence that is not really in the repository makes it an error."""
    try:
        finding = CRITERIA[criterion](repository)
        absent = next((place for place in finding.evidence if not _is_there(repository, place)), None)
    except Exception as error:  # noqa: BLE001 - whatever a hostile file provokes costs this criterion only
        return failed(f"could not be judged: {type(error).__name__}: {error}")
    if absent is not None:
        return failed(f"could not be judged: {absent.path}:{absent.line} is not what was quoted")
    return finding


def _is_there(repository: Repository, place: Evidence) -> bool:
    file = repository.by_path.get(place.path) or next(
        (file for file in repository.runs if file.path == place.path), None
    )
    return file is not None and file.evidence(place.line) == place
