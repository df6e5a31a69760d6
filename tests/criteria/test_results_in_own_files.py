"""Whether claims are borne out by files in a project's own words, and baselines that nobody measured."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from portfolio_kit.criteria.judge import finding_of
from tests.criteria.kit import notebook, repository

TRAINING = """\
import json
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error, recall_score
from sklearn.model_selection import train_test_split

table = pd.read_csv("daten.csv")
links, rechts, y, z = train_test_split(table.drop(columns="y"), table["y"], random_state=0)
model = Ridge().fit(links, y)
mae = mean_absolute_error(z, model.predict(rechts))
recall = recall_score(z > 1, model.predict(rechts) > 1)
json.dump({"mae": mae}, open("ergebnis/kennzahlen.json", "w"))
"""


def level(folder: Path, criterion: str, files: Mapping[str, str]) -> int | None:
    found = finding_of(repository(folder, {"train.py": TRAINING, **files}), criterion)
    assert not found.error, found.reason
    return found.level


README = "# Brot\n\n## Ergebnis\n\nMAE 56,6 auf den Testdaten.\n"


def test_a_small_file_whose_keys_are_metrics_shows_them_whatever_its_name(tmp_path: Path) -> None:
    files = {"README.md": README, "ergebnis/kennzahlen.json": '{"wochen": 78, "mae": 56.6}'}
    assert level(tmp_path, "claims-supported", files) == 2


def test_such_a_file_contradicts_another_value(tmp_path: Path) -> None:
    files = {"README.md": README, "ergebnis/kennzahlen.json": '{"wochen": 78, "mae": 96.6}'}
    assert level(tmp_path, "claims-supported", files) == 0


def test_a_large_file_with_one_metric_among_much_is_no_file_of_results(tmp_path: Path) -> None:
    files = {
        "README.md": README,
        "ergebnis/kennzahlen.json": json.dumps({"mae": 56.6} | {f"w{at}": at for at in range(9)}),
    }
    assert level(tmp_path, "claims-supported", files) == 1


def test_a_short_table_with_a_metric_as_its_head_shows_it(tmp_path: Path) -> None:
    files = {"README.md": README, "ergebnis/gruppen.csv": "gruppe,mae\nalle,56.6\n"}
    assert level(tmp_path, "claims-supported", files) == 2


def test_a_key_that_is_the_texts_own_name_of_a_metric_shows_it(tmp_path: Path) -> None:
    table = "# Suche\n\n## Ergebnis\n\n| | Treffer@3 |\n|---|---|\n| Wortsuche | 0,72 |\n"
    files = {"README.md": table, "ergebnis/messung.json": '{"mae": 1.5, "suche": {"treffer3": 0.72}}'}
    assert level(tmp_path, "claims-supported", files) == 2


def test_another_key_with_the_same_number_does_not(tmp_path: Path) -> None:
    table = "# Suche\n\n## Ergebnis\n\n| | Treffer@3 |\n|---|---|\n| Wortsuche | 0,72 |\n"
    files = {"README.md": table, "ergebnis/messung.json": '{"mae": 1.5, "suche": {"anteil": 0.72}}'}
    assert level(tmp_path, "claims-supported", files) == 1


def test_a_baselines_figure_contradicts_no_models(tmp_path: Path) -> None:
    readme = "# Films\n\n## Results\n\nHit Rate@50 of 43.9% on the test set.\n"
    files = {"README.md": readme, "ergebnis/eval.txt": "Random Hit Rate@50 baseline: 0.5%\n"}
    assert level(tmp_path, "claims-supported", files) == 1


def test_a_list_of_another_length_contradicts_nothing(tmp_path: Path) -> None:
    readme = "# Films\n\n## Results\n\nHit Rate@50 of 43.9% on the test set.\n"
    files = {"README.md": readme, "ergebnis/eval.txt": "Hit Rate@5: 10.5%\n"}
    assert level(tmp_path, "claims-supported", files) == 1


HEAD = "| Model | MAE | RMSE | R² |\n|---|---|---|---|\n| Linear | 0.112 | 0.149 | 0.958 |\n| Forest | 0.052 | 0.067 | 0.991 |\n"
OUTPUT = "         MAE   RMSE     R2\nLinear    0.112  0.149  0.958\nForest  0.052  0.067  0.991\nBoosting  0.055  0.073  0.991"


def boosted(row: str) -> dict[str, str]:
    return {
        "README.md": f"# Corn\n\n## Results\n\nOn the test set:\n\n{HEAD}{row}\n",
        "corn.ipynb": notebook((TRAINING, OUTPUT)),
    }


def test_a_headline_that_runs_show_otherwise_is_no_claim_borne_out_by_the_rest(tmp_path: Path) -> None:
    assert level(tmp_path, "claims-supported", boosted("| **Boosting** | **0.021** | **0.030** | **0.998** |")) == 0


def test_the_headline_as_runs_show_it_is(tmp_path: Path) -> None:
    assert level(tmp_path, "claims-supported", boosted("| **Boosting** | **0.055** | **0.073** | **0.991** |")) == 2


MEASURE = """
from sklearn.metrics import recall_score
report = {{
    "random": {{"recall": {random}}},
    "model": {{"recall": recall_score(z, model.predict(rechts))}},
}}
"""
COMPARED = "# Search\n\n## Results\n\n| | recall |\n|---|---|\n| random | 0.21 |\n| our model | 0.81 |\n"


def test_a_baseline_written_out_beside_what_is_measured_is_none(tmp_path: Path) -> None:
    files = {"README.md": COMPARED, "measure.py": MEASURE.format(random="0.21")}
    assert level(tmp_path, "baseline-comparison", files) != 2


def test_a_baseline_that_is_measured_with_the_rest_is_one(tmp_path: Path) -> None:
    files = {"README.md": COMPARED, "measure.py": MEASURE.format(random="recall_score(z, rng.choice([0, 1], len(z)))")}
    assert level(tmp_path, "baseline-comparison", files) == 2


def test_the_nights_that_a_list_was_judged_on_tell_what_it_was_measured_on(tmp_path: Path) -> None:
    readme = "# Price\n\n## Does it pay\n\nJudged on the 365 nights of the second year:\n\n- Nights sold: MAE 4.3\n"
    assert level(tmp_path, "quantified-results", {"README.md": readme}) == 2


def test_how_large_the_data_is_does_not(tmp_path: Path) -> None:
    readme = "# Price\n\n## Does it pay\n\nThe ledger has 1,095 nights.\n\n- Nights sold: MAE 4.3\n"
    assert level(tmp_path, "quantified-results", {"README.md": readme}) == 1


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ('BEFORE = {"mae": 9.1, "r2": 0.21}\n', 0),
        # A page's settings, and what a reader allows for, are no results.
        ('LIMITS = {"most": 9.1, "least": 0.21}\n', 2),
    ],
)
def test_results_of_a_baseline_that_training_code_has_in_itself_are_none(
    tmp_path: Path, typed: str, expected: int
) -> None:
    readme = (
        "# Nights\n\n## Results\n\nOn the test set:\n\n| model | MAE | R2 |\n|---|---|---|\n"
        "| mean (baseline) | 9.1 | 0.21 |\n| random forest | 4.3 | 0.83 |\n"
    )
    train = (
        "import pandas as pd\nfrom sklearn.ensemble import RandomForestRegressor\n\n"
        + typed
        + 'nights = pd.read_csv("nights.csv")\nmodel = RandomForestRegressor().fit(nights[["price"]], nights["sold"])\n'
    )
    files = {"README.md": readme, "train.py": train, "nights.csv": "price,sold\n1,2\n"}
    assert level(tmp_path, "baseline-comparison", files) == expected


def test_a_column_of_training_scores_is_not_what_is_to_be_published(tmp_path: Path) -> None:
    table = "model,train mae,val mae\nRidge(),1.2,56.6\n"
    repo = repository(tmp_path, {"train.py": TRAINING, "README.md": "# Brot\n", "ergebnis/scores.csv": table})
    fix = finding_of(repo, "claims-supported").fix or ""
    assert "56.6" in fix
    assert "1.2" not in fix
