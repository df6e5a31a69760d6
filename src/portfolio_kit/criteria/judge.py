"""A repository judged by every criterion of a rubric."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from time import monotonic, process_time

from portfolio_kit.criteria.courses import cloud, habits, modelling, operations
from portfolio_kit.criteria.impact.baseline_comparison import baseline_comparison
from portfolio_kit.criteria.impact.evaluation_depth import evaluation_depth
from portfolio_kit.criteria.impact.problem_framing import problem_framing
from portfolio_kit.criteria.impact.quantified_results import quantified_results
from portfolio_kit.criteria.production.automated_tests import automated_tests
from portfolio_kit.criteria.production.containerization import containerization
from portfolio_kit.criteria.production.continuous_integration import continuous_integration
from portfolio_kit.criteria.production.deployment_writeup import deployment_writeup
from portfolio_kit.criteria.production.monitoring import monitoring
from portfolio_kit.criteria.production.serving_endpoint import serving_endpoint
from portfolio_kit.criteria.quoted import exposed, is_there, readable, unlikely, unparsed
from portfolio_kit.criteria.responsible.data_lineage import data_lineage
from portfolio_kit.criteria.responsible.explainability import explainability
from portfolio_kit.criteria.responsible.fairness import fairness
from portfolio_kit.criteria.responsible.model_card import model_card
from portfolio_kit.criteria.responsible.privacy import privacy
from portfolio_kit.criteria.show.data_access import data_access
from portfolio_kit.criteria.show.demo import demo
from portfolio_kit.criteria.show.end_to_end import end_to_end
from portfolio_kit.criteria.show.environment import environment
from portfolio_kit.criteria.show.readme import readme
from portfolio_kit.criteria.story import case_study
from portfolio_kit.criteria.story.claims_supported import claims_supported
from portfolio_kit.criteria.unique.originality import originality
from portfolio_kit.criteria.unique.reproducible_runs import reproducible_runs
from portfolio_kit.repository.annotation import annotated
from portfolio_kit.repository.limits import LIMITS
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.watch import PATIENCE, TookTooLongError, at_most
from portfolio_kit.rubric.combine import combined
from portfolio_kit.rubric.finding import Finding, failed, missing
from portfolio_kit.rubric.rubric import Criterion, Rubric
from portfolio_kit.rubric.scorecard import Judged, Proven, Scorecard

CRITERIA: Mapping[str, Callable[[Repository], Finding]] = {
    "readme": readme,
    "environment": environment,
    "data-access": data_access,
    "demo": demo,
    "end-to-end": end_to_end,
    "problem-framing": problem_framing,
    "quantified-results": quantified_results,
    "baseline-comparison": baseline_comparison,
    "evaluation-depth": evaluation_depth,
    "serving-endpoint": serving_endpoint,
    "containerization": containerization,
    "deployment-writeup": deployment_writeup,
    "monitoring": monitoring,
    "automated-tests": automated_tests,
    "continuous-integration": continuous_integration,
    "case-study-content": case_study.content,
    "case-study-length": case_study.length,
    "claims-supported": claims_supported,
    "originality": originality,
    "reproducible-runs": reproducible_runs,
    "fairness": fairness,
    "privacy": privacy,
    "explainability": explainability,
    "model-card": model_card,
    "data-lineage": data_lineage,
    # What only the course rubrics ask.
    "exploratory-analysis": modelling.exploratory_analysis,
    "models-compared": modelling.models_compared,
    "parameter-tuning": modelling.parameter_tuning,
    "training-script": modelling.training_script,
    "training-code": modelling.training_code,
    "evaluation-code": modelling.evaluation_code,
    "results-shown": modelling.results_shown,
    "pretrained-model": modelling.pretrained_model,
    "web-service": operations.web_service,
    "cloud": cloud.cloud,
    "cloud-deployment": cloud.cloud_deployment,
    "experiment-tracking": operations.experiment_tracking,
    "model-registry": operations.model_registry,
    "workflow-orchestration": operations.workflow_orchestration,
    "monitoring-response": operations.monitoring_response,
    "environment-steps": habits.environment_steps,
    "run-steps": habits.run_steps,
    "container-steps": habits.container_steps,
    "integration-test": habits.integration_test,
    "linter": habits.linter,
    "makefile": habits.makefile,
    "pre-commit-hooks": habits.pre_commit_hooks,
}

_LATE = "was not judged: it took too long"


Settle = Callable[[str, Finding], tuple[Finding, Proven]]
"""What makes of a criterion's finding by reading the one that counts, and says whether it was proven."""


def as_read(_criterion: str, finding: Finding) -> tuple[Finding, Proven]:
    """What is read counts as it is: nothing was run."""
    return finding, None


def judge(repository: Repository, rubric: Rubric, target: str, settle: Settle = as_read) -> Scorecard:
    """Return the scorecard of a repository. A criterion that fails is an error of that criterion alone.

    What happened when the repository was run has a say in it through `settle`. The limit on time holds in a program's
    main thread; elsewhere a slow criterion is waited for.
    """
    findings: dict[str, Finding] = {}
    proven: dict[str, Proven] = {}
    # A busy machine changes no verdict: what is counted is the processor's time, up to several times as long a wait.
    end, latest = process_time() + LIMITS.seconds, monotonic() + LIMITS.seconds * PATIENCE

    def found(name: str) -> Finding:
        if name not in findings:
            left = min(end - process_time(), (latest - monotonic()) / PATIENCE)
            read = finding_of(repository, name, min(LIMITS.criterion, left))
            findings[name], proven[name] = settle(name, read)
        return findings[name]

    said = annotated(repository, [criterion.id for criterion in rubric.criteria])
    judged = tuple(
        _judged(criterion, found, said.get(criterion.id))._replace(proof=_proof(criterion, proven))
        for criterion in rubric.criteria
    )
    left_out = list(rubric.remarks)
    left_out += [f"{dropped.criterion.id} is not judged: {dropped.reason}" for dropped in rubric.dropped]
    cut = repository.budget.notes()
    late = [name for name, finding in findings.items() if finding.reason == _LATE]
    if late:
        stops = f"{LIMITS.criterion:g} s a criterion, {LIMITS.seconds:g} s in all"
        cut += (f"stopped for time ({stops}): {', '.join(late)}",)
    return Scorecard(
        target,
        repository.commit,
        rubric,
        judged,
        (*left_out, *repository.notes, *cut),
        repository.name,
        " ".join(filter(None, _first(repository, target, findings))) or None,
    )


def _first(repository: Repository, target: str, findings: Mapping[str, Finding]) -> Iterator[str | None]:
    """Yield what comes before the score, a sentence each."""
    yield unlikely(repository, target)
    yield exposed(repository) if "privacy" in findings else None
    yield f"{repository.untracked}." if repository.untracked else None
    yield unparsed(repository)


def _judged(criterion: Criterion, found: Callable[[str], Finding], annotation: str | None) -> Judged:
    if not criterion.parts:
        return Judged(criterion, found(criterion.id), annotation)
    try:
        finding, points = combined(criterion, {part.criterion: found(part.criterion) for part in criterion.parts})
    except ValueError as error:
        return Judged(criterion, failed(f"could not be judged: {error}"), annotation)
    return Judged(criterion, finding, annotation, points)


def _proof(criterion: Criterion, proven: Mapping[str, Proven]) -> Proven:
    """Whether a criterion was proven: failed where any of its parts was, passed where one was and none failed."""
    names = [part.criterion for part in criterion.parts] or [criterion.id]
    found = {proven.get(name) for name in names}
    return "failed" if "failed" in found else "passed" if "passed" in found else None


# What is found in texts alone: worth nothing where nothing of what they tell is done.
_TOLD = frozenset(
    {
        "problem-framing",
        "quantified-results",
        "baseline-comparison",
        "evaluation-depth",
        "deployment-writeup",
        "originality",
        "case-study-content",
        "case-study-length",
        "claims-supported",
        "fairness",
        "explainability",
        "model-card",
        "data-lineage",
    }
)
# What a story is told for: worth nothing where it is the story of something else than the code does.
# What rests on calls in code is left to it.
_OF_A_STORY = (_TOLD | {"readme"}) - {"evaluation-depth", "explainability"}
# What only stands beside a project: how to install, get, look at and rerun what is not there is worth nothing either.
_BESIDE = frozenset(
    {"readme", "environment", "data-access", "demo", "end-to-end", "reproducible-runs"}
)  # fmt: skip


def finding_of(repository: Repository, criterion: str, seconds: float = LIMITS.criterion) -> Finding:
    """Return what one criterion finds; evidence that is not really in the repository makes it an error."""
    try:
        with at_most(seconds):
            finding = CRITERIA[criterion](repository)
            absent = next((place for place in finding.evidence if not is_there(repository, place)), None)
            finding = finding if absent else readable(repository, finding)
            idle = bool(finding.level) and criterion in _TOLD | _BESIDE and not repository.has_work
            invented = repository.invented if finding.level and criterion in _OF_A_STORY and not idle else ""
    except TookTooLongError:
        return failed(_LATE)
    except Exception as error:  # noqa: BLE001 - whatever a hostile file provokes costs this criterion only
        return failed(f"could not be judged: {type(error).__name__}: {str(error)[:200]}")
    if absent is not None:
        return failed(f"could not be judged: {absent.path}:{absent.line} is not what was quoted")
    if invented:
        first = finding.evidence[0].path
        return missing(
            invented, f"Commit the code that does what {first} tells, or tell what this code does.", finding.evidence
        )
    return _idle(criterion, finding) if idle else finding


def _idle(criterion: str, finding: Finding) -> Finding:
    """The verdict where no code does what the texts tell, or what the other files are for."""
    nothing = "no code here prepares data, trains, measures or asks a model."
    if criterion in _TOLD:
        fix = f"Commit the code that does what {finding.evidence[0].path} tells."
        return missing(f"These are only words: {nothing}", fix, finding.evidence)
    fix = "Commit the code that prepares the data, trains and measures the model, and let something run it."
    return missing(f"There is nothing for it to be about: {nothing}", fix, finding.evidence)
