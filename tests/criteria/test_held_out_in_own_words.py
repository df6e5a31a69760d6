"""What is held out and looked at, told by what is done and said, not by what it is called."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.judge import finding_of
from tests.criteria.kit import repository

TIDES = """\
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error

tides = pd.read_csv("tides.csv")
CUT
model = Ridge().fit(EARLIER[["wind"]], EARLIER["level"])
print(mean_absolute_error(LATER["level"], model.predict(LATER[["wind"]])))
"""
TABLE = "wind,level\n" + "".join(f"{row % 7},{row % 11}\n" for row in range(60))
SHARE = "n = int(len(tides) * 0.75)\npast, rest = tides[:n], tides[n:]"
CODE = TIDES.replace("CUT", SHARE).replace("EARLIER", "past").replace("LATER", "rest")
MOMENT = 'past = tides[tides["year"] < 2019]\nrest = tides[tides["year"] >= 2019]'


def level(folder: Path, criterion: str, files: dict[str, str]) -> int | None:
    finding = finding_of(repository(folder, {"README.md": "# Tides\n", "tides.csv": TABLE, **files}), criterion)
    assert not finding.error, finding.reason
    return finding.level


@pytest.mark.parametrize(
    ("cut", "earlier", "later", "expected"),
    [
        (SHARE, "past", "rest", 1),
        (MOMENT, "past", "rest", 1),
        # Fitted to everything, whatever is cut off afterwards.
        (SHARE, "tides", "rest", 0),
        # So does what a model that learned from calm days says of windy ones.
        ('past = tides[tides["wind"] < 5]\nrest = tides[tides["wind"] >= 5]', "past", "rest", 1),
        # However many the first ones are.
        ("n = 5\npast, rest = tides[:n], tides[n:]", "past", "rest", 1),
    ],
)
def test_rows_behind_a_cut_are_held_out(cut: str, earlier: str, later: str, expected: int, tmp_path: Path) -> None:
    code = TIDES.replace("CUT", cut).replace("EARLIER", earlier).replace("LATER", later)
    assert level(tmp_path, "evaluation-depth", {"tides.py": code}) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On the 400 nights that the model never saw:\n\n| | MAE |\n|---|---|\n| ridge | 3.21 |\n", 2),
        ("On the 400 nights:\n\n| | MAE |\n|---|---|\n| ridge | 3.21 |\n", 1),
    ],
)
def test_rows_that_a_model_never_saw_are_said_to_be_held_out(text: str, expected: int, tmp_path: Path) -> None:
    files = {"tides.py": CODE, "README.md": f"# Tides\n\n{text}"}
    assert level(tmp_path, "quantified-results", files) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The errors are largest in spring, when the river is high: 9.4 cm, against 3.1 cm in autumn.", 2),
        ("## Where it goes wrong\n\nAt the old weir it is 9.4 cm off; at the lock 3.1.", 2),
        ("The errors are largest in spring, when the river is high.", 1),
        # Which model is wrong most says nothing of where one is.
        ("Linear regression has the largest error for a MAE of 9.4, lasso one of 3.1.", 1),
        ("## How it is run\n\nAt the old weir it takes 9.4 s; at the lock 3.1.", 1),
    ],
)
def test_where_errors_are_largest_is_a_look_beyond(text: str, expected: int, tmp_path: Path) -> None:
    files = {"tides.py": CODE, "README.md": f"# Tides\n\nHow high the tide comes.\n\n{text}\n"}
    assert level(tmp_path, "evaluation-depth", files) == expected


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ('{"ridge": {"mae": 3.2}, "last_week": {"mae": 4.9}, "mae_by_year": {"2019": 1.1}}', 2),
        ('[{"name": "ridge", "mae": 3.2}, {"name": "always the mean", "mae": 4.9}]', 2),
        ('{"ridge": {"mae": 3.2}, "second_run": {"mae": 4.9}}', 0),
        # What is measured last week is a period where no model stands beside it.
        ('{"all": {"mae": 3.2}, "last_week": {"mae": 4.9}}', 0),
    ],
)
def test_a_guess_beside_a_model_in_a_file_of_scores_is_a_baseline(scores: str, expected: int, tmp_path: Path) -> None:
    files = {"tides.py": CODE + 'open("scores.json", "w")\n', "scores.json": scores}
    assert level(tmp_path, "baseline-comparison", files) == expected


def test_a_sentence_about_a_guess_gives_a_baseline_s_figure(tmp_path: Path) -> None:
    text = '# Tides\n\nOn the test set the accuracy is 0.87. Saying "no flood" has an accuracy of 0.61.\n'
    assert level(tmp_path / "a", "baseline-comparison", {"README.md": text, "tides.py": CODE}) == 2
    other = "# Tides\n\nOn the test set the accuracy is 0.87. Predicting floods a day later has an accuracy of 0.61.\n"
    assert level(tmp_path / "b", "baseline-comparison", {"README.md": other, "tides.py": CODE}) == 0


def test_a_small_loss_is_told_as_it_is_written(tmp_path: Path) -> None:
    text = "# Tides\n\nThe test loss is 2.08e-05.\n"
    finding = finding_of(repository(tmp_path, {"README.md": text, "tides.py": CODE}), "quantified-results")
    assert "2.08e-05" in finding.reason
