"""What the texts claim, held against what this run's training printed and wrote."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import cast

import pytest

from portfolio_kit.proof import graph
from portfolio_kit.proof.context import Context
from portfolio_kit.proof.copies import copy_aside
from portfolio_kit.proof.model import Result
from portfolio_kit.proof.run import Run
from portfolio_kit.proof.stages.changes import between, snapshot
from portfolio_kit.proof.stages.claims import claims
from portfolio_kit.proof.stages.measured import measured
from portfolio_kit.proof.tree import paths
from portfolio_kit.repository.repository import read
from tests.proof.running import Heard, Plain, passing, shell

README = "# Churn\n\nThe gradient boosting model reaches an F1 of 0.87 and a recall of 0.91 on the test set.\n"


def proven(tmp_path: Path, script: str, readme: str = README, files: Mapping[str, str] | None = None) -> Result:
    """What becomes of the claims of a README when this script is the training."""
    original = tmp_path / "churn"
    for name, text in {"README.md": readme, "train.py": "import sklearn\n", **(files or {})}.items():
        (original / name).parent.mkdir(parents=True, exist_ok=True)
        (original / name).write_text(text, encoding="utf-8")
    workspace = tmp_path / "workspace"
    workspace.mkdir()
    copy_aside(original, paths(original), workspace / "tree")

    def train(context: Context) -> Result:
        before = snapshot(context.place.tree)
        outcome = shell(script)(context)
        written = between(before, snapshot(context.place.tree)).written
        facts = {
            "command": ["make train"],
            "written": list(written),
            "metrics": tuple(measured(context.place.tree, written, [outcome])),
        }
        return Result("training", "passed", "done", outcomes=(outcome,), facts=facts)

    stages = {"environment": passing("environment"), "training": train, "claims": claims}
    return Run(read(original), workspace, Plain(), stages, Heard(), workspace).results(graph.wanted("claims"))[-1]


def verdicts(result: Result) -> dict[str, str]:
    found = cast("list[dict[str, object]]", result.facts["claims"])
    return {str(claim["metric"]): str(claim["verdict"]) for claim in found}


def test_what_a_metrics_file_of_this_run_shows_is_reproduced(tmp_path: Path) -> None:
    result = proven(tmp_path, 'mkdir -p reports; echo \'{"f1": 0.8712, "recall": 0.9149}\' > reports/metrics.json')
    assert (result.status, result.summary) == (
        "passed",
        "README.md:3 f1 0.87 → 0.871 measured; recall 0.91 → 0.915; 2 of 2 figures reproduced",
    )


def test_what_training_prints_counts_as_well(tmp_path: Path) -> None:
    result = proven(tmp_path, "echo 'Test F1: 0.8744'; echo 'Recall: 0.9112'")
    assert result.status == "passed"
    assert verdicts(result) == {"f1": "reproduced", "recall": "reproduced"}


def test_a_headline_that_comes_out_otherwise_fails_with_both_numbers(tmp_path: Path) -> None:
    result = proven(tmp_path, "echo 'F1: 0.812'; echo 'Recall: 0.91'")
    assert (result.status, result.summary) == ("failed", "README.md:3 f1 0.87 → 0.812 measured")
    assert "Write at README.md:3" in (result.fix or "")


def test_other_figures_do_not_decide(tmp_path: Path) -> None:
    result = proven(tmp_path, "echo 'F1: 0.87'; echo 'Recall: 0.71'")
    assert result.status == "passed"
    assert verdicts(result) == {"f1": "reproduced", "recall": "differs"}


def test_a_figure_within_its_stated_tolerance_is_reproduced(tmp_path: Path) -> None:
    readme = "# Churn\n\nThe model reaches an F1 of 0.87 ± 0.03 over five folds.\n"
    assert proven(tmp_path, "echo 'F1: 0.851'", readme).status == "passed"


def test_what_is_claimed_in_per_cent_is_told_in_per_cent(tmp_path: Path) -> None:
    readme = "# Churn\n\nThe model reaches an accuracy of 91.5% on the test set.\n"
    result = proven(tmp_path, "echo 'accuracy: 0.8731'", readme)
    assert result.summary == "README.md:3 accuracy 91.5% → 87.31% measured"


def test_an_old_metrics_file_shows_nothing_of_this_run(tmp_path: Path) -> None:
    result = proven(tmp_path, "true", files={"reports/metrics.json": '{"f1": 0.87, "recall": 0.91}'})
    assert result.status == "failed"
    assert verdicts(result) == {"f1": "not produced", "recall": "not produced"}
    assert result.summary == "README.md:3 f1 0.87: `make train` neither prints nor writes it"


def test_the_same_file_written_again_does(tmp_path: Path) -> None:
    files = {"reports/metrics.json": '{"f1": 0.87, "recall": 0.91}'}
    script = "cp reports/metrics.json x; cat x > reports/metrics.json"
    assert proven(tmp_path, script, files=files).status == "passed"


def test_the_figure_of_another_kind_of_model_is_no_contradiction(tmp_path: Path) -> None:
    readme = "# Churn\n\n| Model | F1 |\n|---|---|\n| Random forest | 0.87 |\n"
    result = proven(tmp_path, "echo 'logistic regression F1: 0.62'", readme)
    assert verdicts(result) == {"f1": "not produced"}


def test_what_a_feature_counts_is_no_claim_about_the_model(tmp_path: Path) -> None:
    told = """
## Feature importance

With the five best features the recall is 0.91 too.

| Feature | Drop in F1 |
|---|---|
| tenure | 0.12 |

- error_rate: permutation importance 0.31 of accuracy
"""
    result = proven(tmp_path, "echo F1: 0.871; echo recall: 0.9123", README + told)
    assert verdicts(result) == {"f1": "reproduced", "recall": "reproduced"}


def test_without_a_claim_there_is_nothing_to_prove(tmp_path: Path) -> None:
    result = proven(tmp_path, "echo 'F1: 0.812'", "# Churn\n\nWho leaves?\n")
    assert (result.status, result.summary) == ("skipped", "no text states a measured figure")


@pytest.mark.parametrize(
    "script", ["ln -s /etc/passwd metrics.txt", "mkfifo metrics.json", "rm -rf .git; ln -s / .git"]
)
def test_a_hostile_tree_is_read_as_any_other(tmp_path: Path, script: str) -> None:
    assert proven(tmp_path, f"echo 'F1: 0.87'; {script}").status == "passed"


def test_the_figure_of_the_same_model_is_the_one_that_is_told(tmp_path: Path) -> None:
    readme = "# Churn\n\n| Model | ROC AUC |\n|---|---|\n| Rule of thumb | 0.69 |\n| Gradient boosting | 0.73 |\n"
    metrics = (
        '{"holdout": {"rule": {"roc_auc": {"value": 0.691, "low": 0.66, "high": 0.7254}}, '
        '"gradient_boosting": {"roc_auc": {"value": 0.7332, "low": 0.70, "high": 0.76}}}}'
    )
    result = proven(tmp_path, f"echo '{metrics}' > metrics.json", readme)
    assert "roc auc 0.73 → 0.733 measured" in result.summary
    assert "2 of 2 figures reproduced" in result.summary


def test_another_models_equal_figure_is_no_proof(tmp_path: Path) -> None:
    readme = "# Churn\n\n| Model | F1 |\n|---|---|\n| Random forest | 0.87 |\n"
    script = "echo 'logistic regression F1: 0.87'; echo 'random forest F1: 0.79'"
    result = proven(tmp_path, script, readme)
    assert (result.status, result.summary) == ("failed", "README.md:5 f1 0.87 → 0.790 measured")
