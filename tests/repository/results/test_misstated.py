"""misstated: baselines that a text states otherwise than the file that its model's figures were taken from."""

from __future__ import annotations

from pathlib import Path

from portfolio_kit.criteria.judge import finding_of
from portfolio_kit.rubric.finding import Finding
from tests.criteria.kit import OF_MEMBERS, repository

README = "# Gulls\n\n| model | MAE | R² |\n|---|---|---|\n| Persistence (no change) | {} | {} |\n| Boosted trees | 1.21 | 0.91 |\n"
FIGURES = '{"persistence": {"mae": 2.05, "r2": 0.78}, "trees": {"mae": 1.21, "r2": 0.91}}'


def claims(folder: Path, *given: str) -> Finding:
    script = f"{OF_MEMBERS}open('out/scores.json', 'w').write('')\n"
    files = {"README.md": README.format(*given), "fit.py": script, "out/scores.json": FIGURES}
    return finding_of(repository(folder, files), "claims-supported")


def test_a_baseline_that_the_file_gives_otherwise_denies_the_claims(tmp_path: Path) -> None:
    finding = claims(tmp_path, "4.90", "0.31")
    assert finding.level == 0
    assert "mae 4.90 for the baseline" in finding.reason
    assert [place.path for place in finding.evidence] == ["README.md", "out/scores.json"]


def test_a_baseline_as_the_file_gives_it_or_wrong_once_does_not(tmp_path: Path) -> None:
    assert claims(tmp_path, "2.05", "0.78").level == 2
    assert claims(tmp_path / "once", "2.05", "0.31").level == 2
