"""What is advised is advised for the task: to classify or to estimate."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.criteria.kit import notebook
from tests.criteria.trained import TRAINING, judged

CLASSIFIER = TRAINING
REGRESSOR = """\
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

table = pd.read_csv("data.csv")
X_train, X_test, y_train, y_test = train_test_split(table.drop(columns="y"), table["y"], random_state=0)
model = RandomForestRegressor().fit(X_train, y_train)
print(mean_absolute_error(y_test, model.predict(X_test)))
"""


class TestAdviceForTheTask:
    """A fix names what fits the task, and all kinds only where it is not known."""

    @pytest.mark.parametrize(
        ("training", "readme", "dummy", "others"),
        [
            (CLASSIFIER, "# Churn", "the most frequent class", ("mean", "week")),
            (REGRESSOR, "# Prices", "the mean", ("class", "week")),
            (
                REGRESSOR,
                "# Forecasting of sales",
                "the last value, or that of the same day a week before",
                ("class", "mean"),
            ),
            ("model.fit(X, y)\n", "# Something", "the most frequent class, the mean, last week's value", ()),
        ],
    )
    def test_the_dummy(self, tmp_path: Path, training: str, readme: str, dummy: str, others: tuple[str, ...]) -> None:
        files = {"README.md": f"{readme}\n", "measures.py": ""}
        fix = judged(tmp_path, "baseline-comparison", files, training=training).fix or ""
        assert f"({dummy})" in fix
        assert not [word for word in others if word in fix.partition("dummy model's figure")[2].partition(")")[0]]

    @pytest.mark.parametrize(
        ("columns", "readme", "is_over_time"),
        [
            ("maker,age,length,price", "# Boat price forecasting", False),
            ("maker,built,length,price", "# Boat price forecasting", False),
            ("maker,sold_date,length,price", "# Boat price forecasting", True),
            ("maker,age,length,price", "# Boat prices as a time series", True),
            ("maker,price", "# Boat price forecasting", True),
        ],
    )
    def test_a_forecast_of_data_that_has_no_times_is_split_by_none(
        self, tmp_path: Path, columns: str, readme: str, *, is_over_time: bool
    ) -> None:
        files = {"README.md": f"{readme}\n", "measures.py": "", "data.csv": f"{columns}\n"}
        fix = judged(tmp_path, "evaluation-depth", files, training=REGRESSOR).fix or ""
        assert ("cut-off dates" in fix) == is_over_time
        assert ("groups of the data" in fix) != is_over_time

    def test_a_forecast_by_code_that_works_on_times_is_split_by_them(self, tmp_path: Path) -> None:
        training = REGRESSOR.replace(
            "X_train, X_test", 'table["when"] = pd.to_datetime(table["when"])\nX_train, X_test'
        )
        files = {"README.md": "# Boat price forecasting\n", "measures.py": "", "data.csv": "maker,age,length,price\n"}
        fix = judged(tmp_path, "evaluation-depth", files, training=training).fix or ""
        assert "cut-off dates" in fix

    def test_no_threshold_is_asked_of_quantities(self, tmp_path: Path) -> None:
        fix = judged(tmp_path, "evaluation-depth", {"measures.py": ""}, training=REGRESSOR).fix or ""
        assert "where the errors are largest" in fix
        assert "threshold" not in fix

    def test_a_threshold_is_asked_of_classes(self, tmp_path: Path) -> None:
        fix = judged(tmp_path, "evaluation-depth", {"measures.py": ""}, training=CLASSIFIER).fix or ""
        assert "threshold" in fix

    def test_neither_a_threshold_nor_a_class_is_asked_of_a_ranking(self, tmp_path: Path) -> None:
        ranking = (
            "import pandas as pd\nfrom sklearn.decomposition import NMF\nfrom shop.ranks import recall_at_k\n"
            "from sklearn.model_selection import train_test_split\n\n"
            "seen, held_out = train_test_split(pd.read_csv('orders.csv'), random_state=0)\n"
            "model = NMF(8).fit(seen)\nprint(recall_at_k(model.transform(held_out), held_out, 10))\n"
        )
        own = "def recall_at_k(lists, held_out, k):\n    return len(set(lists[:k]) & set(held_out)) / len(held_out)\n"
        files = {"measures.py": "", "shop/ranks.py": own}
        finding = judged(tmp_path, "evaluation-depth", files, training=ranking)
        assert finding.level == 1
        assert "for which users or items the lists are worst" in str(finding.fix)
        assert "threshold" not in str(finding.fix)
        covered = ranking + "coverage = len({item for one in lists for item in one}) / 900\n"
        finding = judged(tmp_path / "b", "evaluation-depth", files, training=covered)
        assert finding.level == 2
        assert "coverage" in finding.reason

    def test_coverage_of_what_is_no_ranking_looks_at_nothing(self, tmp_path: Path) -> None:
        covered = f"{CLASSIFIER}\ncoverage = len(X_test) / len(X_train)\n"
        assert judged(tmp_path, "evaluation-depth", {"measures.py": ""}, training=covered).level == 1

    def test_metrics_that_show_the_errors_are_only_asked_where_there_are_none(self, tmp_path: Path) -> None:
        said = {"README.md": "# Prices\n\nThe forest has an RMSE of 847.5 and a MAE of 568.2.\n", "measures.py": ""}
        fix = judged(tmp_path / "all", "quantified-results", said, training=REGRESSOR).fix or ""
        assert "how many rows that is." in fix
        bare = {"README.md": "# Churn\n\nThe forest has an accuracy of 0.91.\n", "measures.py": ""}
        fix = judged(tmp_path / "bare", "quantified-results", bare, training=CLASSIFIER).fix or ""
        assert "beside it what shows the errors (precision, recall and F1 or ROC AUC)" in fix

    @pytest.mark.parametrize("criterion", ["quantified-results", "claims-supported"])
    def test_a_perfect_result_is_looked_into_before_it_is_published(self, tmp_path: Path, criterion: str) -> None:
        cells = notebook((TRAINING, "Error rate of the forest: 0.0\n"))
        found = judged(tmp_path, criterion, {"train.ipynb": cells, "README.md": "# Accounts\n"})
        assert found.level == 0
        assert "more often a leak than a result" in (found.fix or "")
        cells = notebook((TRAINING, "Error rate of the forest: 0.25\n"))
        found = judged(tmp_path, criterion, {"train.ipynb": cells, "README.md": "# Accounts\n"})
        assert "leak" not in (found.fix or "")
        assert "into" in (found.fix or "")
