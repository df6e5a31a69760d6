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


def test_a_word_of_a_model_s_name_names_no_model(tmp_path: Path) -> None:
    files = {
        "README.md": README.format("4.90", "0.31")
        .replace("Persistence (no change)", "Baseline: a random gull")
        .replace("Boosted trees", "Random forest"),
        "fit.py": f"{OF_MEMBERS}open('out/scores.json', 'w').write('')\n",
        "out/scores.json": FIGURES.replace("trees", "random_forest"),
    }
    assert finding_of(repository(tmp_path, files), "claims-supported").level == 2


def test_a_figure_of_a_group_is_shown_by_the_file_that_bears_the_others_out(tmp_path: Path) -> None:
    files = {
        "README.md": "# Gulls\n\nThe F1 is 0.83 on the test year. F1 is 0.71 at night against 0.86 by day.\n",
        "fit.py": f"{OF_MEMBERS}open('out/scores.json', 'w').write('')\n",
        "out/scores.json": '{"trees": {"macro_f1": 0.83}, "rule": {"macro_f1": 0.61}, "at_night": 0.71, "by_day": 0.86}',
    }
    finding = finding_of(repository(tmp_path / "a", files), "claims-supported")
    assert finding.level == 2
    assert "nothing shows" not in finding.reason
    other = {**files, "out/scores.json": files["out/scores.json"].replace("0.71", "0.77")}
    assert "f1 0.71" in finding_of(repository(tmp_path / "b", other), "claims-supported").reason
