"""What a text says of how far another run may be from its figure."""
# ruff: noqa: RUF001

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.proof.stages.claims import stated_in
from portfolio_kit.proof.tolerance import stated
from portfolio_kit.repository.repository import read


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("F1 0.78 ± 0.02 over five folds", (0.755, 0.805)),
        ("F1 0.78 +/- 0.02", (0.755, 0.805)),
        ("ROC AUC of 0.73 (95% CI 0.70 to 0.76)", (0.70, 0.76)),
        ("ROC AUC of 0.73 [0.70, 0.76]", (0.70, 0.76)),
        ("ROC AUC of 0.73 (0.70–0.76) on the test set", (0.70, 0.76)),
        ("accuracy 91.5% (90.1% - 92.8%) on held-out data", (90.1, 92.8)),
        ("F1 0.87 on the test set", None),
        ("F1 0.87 (precision 0.85, recall 0.89)", None),
        ("F1 0.87, up from 0.70 to 0.80", None),
    ],
)
def test_a_spread_or_an_interval_is_a_tolerance(tmp_path: Path, text: str, bounds: tuple[float, float] | None) -> None:
    (tmp_path / "README.md").write_text(f"# Churn\n\nThe model reaches {text}.\n", encoding="utf-8")
    claim = stated_in(read(tmp_path))[0]
    found = stated(claim)
    assert found is None if bounds is None else found == pytest.approx(bounds, abs=2e-4)


def test_in_a_table_it_may_stand_on_a_line_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(
        "# Churn\n\n| Model | ROC AUC |\n|---|---|\n| Boosting | 0.73<br>0.70–0.76 |\n", encoding="utf-8"
    )
    assert stated(stated_in(read(tmp_path))[0]) == (0.70, 0.76)
