"""In a project of `portfolio-kit new`, `refresh` writes what the project's own `make report` writes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from portfolio_kit.case_study.new import new
from portfolio_kit.case_study.refresh import refresh
from portfolio_kit.scaffold.bundle import CASE_STUDY
from portfolio_kit.scaffold.new import new as new_project
from portfolio_kit.scaffold.templates import installed
from tests.kit import copy

PAGE = "docs/case-study.md"


def retrained(folder: Path, task: str) -> Path:
    """A project whose last training gave other numbers, one of them a little below zero."""
    root = new_project(installed(), folder / "churn", {"task": task}, use_git=False).path
    file = root / "reports/metrics.json"
    metrics = json.loads(file.read_text())
    for place, measured in enumerate(metrics["holdout"].values()):
        for value in measured.values():
            for end in value:
                value[end] = value[end] * (0.8 + 0.1 * place) - 0.003
    file.write_text(json.dumps(metrics))
    return root


@pytest.mark.parametrize("task", ["classification", "regression"])
def test_the_table_is_the_same_to_the_byte(tmp_path: Path, task: str) -> None:
    root = retrained(tmp_path, task)
    theirs = copy(root, tmp_path / "theirs")
    before = (root / PAGE).read_bytes()
    subprocess.run(
        [sys.executable, "-m", "churn.report"], cwd=theirs, env={**os.environ, "PYTHONPATH": "src"}, check=True
    )

    assert refresh(root).changed
    assert (root / PAGE).read_bytes() == (theirs / PAGE).read_bytes() != before


def test_without_the_names_of_its_models_their_keys_are_shown(tmp_path: Path) -> None:
    root = retrained(tmp_path, "regression")
    (root / "src/churn/facts.py").write_text("MODELS = dict(dummy='Mean')\nMETRICS = load()\n")
    refresh(root)
    assert "| **Gradient boosting** |" in (root / PAGE).read_text()
    assert "| Model | MAE | RMSE | R² |" in (root / PAGE).read_text()


def test_a_case_study_that_was_deleted_comes_back_with_the_project_s_mark(tmp_path: Path) -> None:
    root = retrained(tmp_path, "classification")
    (root / PAGE).unlink()
    text = new(installed(CASE_STUDY), root).page.read_text()
    assert "<!-- result:results -->\n\n| Model | ROC AUC |" in text
    assert "| Rule: late once in six months |" in text
    assert "![Three charts:" in text
    assert not refresh(root).changed
