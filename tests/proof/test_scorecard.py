"""What a proof says about the criteria that it settles."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.proof.proven import Proven
from portfolio_kit.rubric.scorecard import Judged
from tests.proof.proving import FILES, proven, repository, result


@pytest.fixture
def churn(tmp_path: Path) -> Path:
    return repository(tmp_path / "churn")


def judged(found: Proven, criterion: str) -> Judged:
    return next(item for item in found.scorecard.judged if item.criterion.id == criterion)


def before(found: Proven, criterion: str) -> Judged:
    return next(item for item in found.before.judged if item.criterion.id == criterion)


def headline(verdict: str) -> list[dict[str, object]]:
    return [{"metric": "f1", "verdict": verdict}]


@pytest.mark.parametrize(
    ("stage", "criterion"),
    [
        ("environment", "environment"),
        ("service", "serving-endpoint"),
        ("container", "containerization"),
        ("container service", "containerization"),
        ("training", "reproducible-runs"),
        ("training", "end-to-end"),
    ],
)
def test_what_failed_to_run_is_partial_at_most(churn: Path, stage: str, criterion: str) -> None:
    found = proven(churn, result(stage, "failed", "No such file: models/"))
    item = judged(found, criterion)
    assert before(found, criterion).finding.level in (1, 2)
    assert (item.proof, item.finding.level) == ("failed", 1)
    assert "But when it was run: No such file: models/." in item.finding.reason
    assert (item.finding.fix or "").startswith(f"Mend it. logs/{stage}-1.log shows what happened.")


@pytest.mark.parametrize(("stage", "criterion"), [("environment", "environment"), ("service", "serving-endpoint")])
def test_what_ran_is_proven_and_keeps_its_level(churn: Path, stage: str, criterion: str) -> None:
    found = proven(churn, result(stage, summary="41 packages installed"))
    item = judged(found, criterion)
    assert (item.proof, item.finding.level) == ("passed", before(found, criterion).finding.level)
    assert item.finding.reason.endswith("Proven: 41 packages installed.")


def test_what_did_not_run_is_not_settled(churn: Path) -> None:
    found = proven(churn, result("service", "skipped", "training failed"))
    assert judged(found, "serving-endpoint").proof is None
    assert found.scorecard.score == found.before.score


def test_nor_is_what_a_limit_or_we_ourselves_broke_off(churn: Path) -> None:
    stopped = result("training", "failed", "stopped at the limit on wall time", stopped="wall time")
    error = result("service", "failed", "could not be proven: KeyError", error="KeyError")
    found = proven(churn, stopped, error)
    assert [judged(found, name).proof for name in ("end-to-end", "reproducible-runs", "serving-endpoint")] == [None] * 3
    assert found.scorecard.score == found.before.score


def test_tests_of_which_none_passes_are_worth_nothing(churn: Path) -> None:
    some = proven(churn, result("tests", "failed", "1 of 2 failed", passed=1, failed=1))
    none = proven(churn, result("tests", "failed", "2 of 2 failed", passed=0, failed=2))
    assert judged(some, "automated-tests").finding.level == 1
    assert judged(none, "automated-tests").finding.level == 0


def test_a_reproduced_headline_raises_what_nothing_in_the_repository_showed(churn: Path) -> None:
    found = proven(
        churn, result("training"), result("claims", summary="f1 0.87 → 0.871", claims=headline("reproduced"))
    )
    assert before(found, "claims-supported").finding.level == 1
    item = judged(found, "claims-supported")
    assert (item.proof, item.finding.level, item.finding.fix) == ("passed", 2, None)
    assert "Nothing in the repository shows the figures, but the run did: f1 0.87 → 0.871." in item.finding.reason
    assert judged(found, "reproducible-runs").proof == "passed"


def test_nothing_else_is_ever_raised(churn: Path) -> None:
    names = ("environment", "tests", "training", "claims", "service", "container", "container service")
    found = proven(churn, *(result(name, claims=headline("reproduced")) for name in names))
    raised = [
        after.criterion.id
        for after, read in zip(found.scorecard.judged, found.before.judged, strict=True)
        if (after.finding.level or 0) > (read.finding.level or 0)
    ]
    assert raised == ["claims-supported"]


def test_a_headline_that_the_run_contradicts_and_nothing_shows_is_worth_nothing(churn: Path) -> None:
    differs = result("claims", "failed", "f1 0.87 → 0.71", claims=headline("differs"))
    found = proven(churn, result("training"), differs)
    assert (judged(found, "claims-supported").proof, judged(found, "claims-supported").finding.level) == ("failed", 0)
    assert (judged(found, "reproducible-runs").proof, judged(found, "reproducible-runs").finding.level) == ("failed", 1)


def test_where_the_repository_still_shows_it_it_is_partial(tmp_path: Path) -> None:
    writes = "open('reports/metrics.json', 'w').write(str({'f1': f1_score(d, model.predict(b))}))\n"
    files = {"reports/metrics.json": '{"f1": 0.8712}', "train.py": FILES["train.py"] + writes}
    churn = repository(tmp_path / "churn", files)
    found = proven(churn, result("claims", "failed", "f1 0.87 → 0.71", claims=headline("differs")))
    assert before(found, "claims-supported").finding.level == 2
    assert judged(found, "claims-supported").finding.level == 1


def test_a_figure_that_this_run_did_not_give_is_not_contradicted(churn: Path) -> None:
    found = proven(churn, result("training"), result("claims", "failed", "no f1", claims=headline("not produced")))
    assert judged(found, "claims-supported").proof is None
    assert judged(found, "claims-supported").finding == before(found, "claims-supported").finding
    assert judged(found, "reproducible-runs").proof == "failed"


def test_a_criterion_of_several_parts_is_proven_by_its_parts(tmp_path: Path, churn: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        '[criteria.service]\ntitle = "A service in a container"\npoints = 8\n'
        'from = ["serving-endpoint", "containerization"]\ncombine = "least"\n'
    )
    found = proven(churn, result("service"), result("container", "failed", "no"), rubric=str(own))
    assert (judged(found, "service").proof, judged(found, "service").finding.level) == ("failed", 1)
    assert judged(proven(churn, result("service"), rubric=str(own)), "service").proof == "passed"


def test_continuous_integration_is_settled_by_nothing_that_runs_here(churn: Path) -> None:
    found = proven(churn, result("tests", "failed", "no"), result("training", "failed", "no"))
    assert judged(found, "continuous-integration").proof is None
    assert judged(found, "evaluation-depth").proof is None
