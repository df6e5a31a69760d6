from __future__ import annotations

from pathlib import Path

from portfolio_kit.criteria.judge import judge
from portfolio_kit.reports.as_json import document
from portfolio_kit.rubric.rubric import installed
from portfolio_kit.rubric.scorecard import Scorecard
from tests.criteria.kit import repository


def judged(folder: Path, table: str) -> Scorecard:
    files = {"README.md": "# Pumps\n", "pyproject.toml": f"[tool.portfolio-kit.check]\n{table}\n"}
    return judge(repository(folder, files), installed(), "pumps")


def test_a_reason_is_shown_beside_the_finding(tmp_path: Path) -> None:
    card = judged(tmp_path, 'fairness = "readings of\\n  pumps, no people"')

    annotations = {entry["id"]: entry["annotation"] for entry in document(card)["criteria"]}
    assert annotations["fairness"] == "readings of pumps, no people"
    assert annotations["readme"] is None


def test_no_configuration_of_the_repository_changes_the_score(tmp_path: Path) -> None:
    plain = judged(tmp_path / "a", "")
    card = judged(
        tmp_path / "b",
        'fairness = "x"\nignore = ["privacy"]\nrubric = "mine.toml"\n[tool.portfolio-kit.check.points]\nreadme = 90',
    )

    assert (card.score, card.possible) == (plain.score, plain.possible)
    assert [item.finding.level for item in card.judged] == [item.finding.level for item in plain.judged]


def test_what_is_no_criterion_with_a_reason_is_said(tmp_path: Path) -> None:
    card = judged(tmp_path, 'ignore = ["privacy"]\nfairness = 3')

    assert (
        "pyproject.toml, tool.portfolio-kit.check: only a criterion with a reason is shown, not ignore, fairness"
        in card.notes
    )


def test_a_broken_configuration_says_nothing(tmp_path: Path) -> None:
    card = judged(tmp_path, "[[[")

    assert all(item.annotation is None for item in card.judged)
