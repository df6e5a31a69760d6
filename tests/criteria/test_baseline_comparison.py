"""Baseline comparison: what earns each level, and what only looks as if it did."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.criteria.kit import notebook
from tests.criteria.trained import TABLE, TRAINING, judged, level


class TestBaselineComparison:
    def test_the_best_model_stands_beside_the_baseline(self, tmp_path: Path) -> None:
        found = judged(tmp_path, "baseline-comparison", {"README.md": TABLE})
        assert "mae of 108.4 beside the best model's 35.8 (Gradient boosting)" in found.reason
        assert [place.line for place in found.evidence] == [7, 10]

    @pytest.mark.parametrize(
        ("parts", "base"), [(("val", "test"), "0.5"), (("", ""), "0.4")], ids=["named", "not named"]
    )
    def test_the_baseline_of_the_same_part_of_the_data_stands_beside_the_best(
        self, parts: tuple[str, str], base: str, tmp_path: Path
    ) -> None:
        one, other = (f" ({part})" if part else "" for part in parts)
        readme = (
            "# Model\n\n## Results\n\n| Model | F1 |\n|---|---|\n"
            f"| Baseline{one} | 0.4 |\n| Baseline{other} | 0.5 |\n| Forest{one} | 0.7 |\n| Forest{other} | 0.8 |\n"
        )
        found = judged(tmp_path, "baseline-comparison", {"README.md": readme})
        assert found.level == 2
        assert f"f1 of {base} beside the best model's 0.8" in found.reason

    @pytest.mark.parametrize("before", ["", "1", "—"], ids=["nothing", "a rank", "a dash"])
    def test_what_a_row_is_of_may_stand_in_its_second_cell(self, tmp_path: Path, before: str) -> None:
        readme = (
            "# Model\n\n| | Name | metric | value |\n|---|---|---|---|\n"
            f"| {before} | 1_Baseline | F1 | 0.41 |\n| {before} | 2_Forest | F1 | 0.87 |\n"
        )
        assert level(tmp_path, "baseline-comparison", {"README.md": readme}) == 2

    def test_one_model_and_one_number_have_nothing_beside_them(self, tmp_path: Path) -> None:
        found = judged(
            tmp_path, "baseline-comparison", {"README.md": "# Model\n\n## Results\n\nF1 of 0.87 on the test set.\n"}
        )
        assert found.level == 0
        assert "README.md:5" in (found.fix or "")

    @pytest.mark.parametrize(
        ("told", "expected"),
        [
            ("- **52% less error** than the moving average as baseline (5.1% → 2.45%)", 2),
            ("- **52% less error** than the moving average as baseline (5.1% $\\rightarrow$ 2.45%)", 2),
            ("- 52% less error than with fewer months (5.1% → 2.45%)", 0),
            ("- 52% less error than the moving average as baseline (5.1% → 3.4%)", 0),
            ("- 52% less error than the moving average as baseline", 0),
        ],
        ids=["arrow", "in LaTeX", "no baseline", "another result", "no ends"],
    )
    def test_a_gain_over_a_baseline_that_is_told_by_both_its_ends_is_met(
        self, told: str, expected: int, tmp_path: Path
    ) -> None:
        readme = f"# Model\n\nThe MAPE is 2.45% on the held-out year.\n\n## Impact\n\n{told}\n"
        assert level(tmp_path, "baseline-comparison", {"README.md": readme}) == expected

    def test_a_gain_that_is_planned_is_none(self, tmp_path: Path) -> None:
        planned = "## Future work\n\n- Beat the baseline (5.1% → 2.45%)\n"
        readme = f"# Model\n\nThe MAPE is 2.45% on the held-out year.\n\n{planned}"
        assert level(tmp_path, "baseline-comparison", {"README.md": readme}) == 0

    def test_a_baseline_in_words_is_none(self, tmp_path: Path) -> None:
        readme = "# Model\n\nWe compare with a baseline. F1 of 0.87 on the test set.\n"
        assert level(tmp_path, "baseline-comparison", {"README.md": readme}) == 0

    def test_models_in_a_table_are_partial(self, tmp_path: Path) -> None:
        readme = "# Model\n\n| Model | F1 |\n|---|---|\n| Logistic regression | 0.81 |\n| Random forest | 0.87 |\n"
        assert level(tmp_path, "baseline-comparison", {"README.md": readme}) == 1

    @pytest.mark.parametrize(
        "code",
        [
            'models = {"lr": LogisticRegression(), "rf": RandomForestClassifier()}\nfor m in models.values():\n    m.fit(X, y)\n',
            "LogisticRegression().fit(X, y)\nRandomForestClassifier().fit(X, y)\n",
            "a = LogisticRegression()\nb = RandomForestClassifier()\na.fit(X, y)\nb.fit(X, y)\n",
            "if kind == 'lr':\n    m = LogisticRegression()\nelse:\n    m = RandomForestClassifier()\nm.fit(X, y)\n",
            "for depth in (2, 4):\n    m = RandomForestClassifier(max_depth=depth).fit(X, y)\n",
        ],
    )
    def test_models_set_against_each_other_in_code_are_partial(self, tmp_path: Path, code: str) -> None:
        imports = (
            "from sklearn.ensemble import RandomForestClassifier\nfrom sklearn.linear_model import LogisticRegression\n"
            "from sklearn.metrics import f1_score\n\nX = y = kind = 1\n"
        )
        measured = f"{imports}{code}print(f1_score(y, X))\n"
        files = {"README.md": "# x\n"}
        assert level(tmp_path / "a", "baseline-comparison", files, training=measured) == 1
        # Models that nothing measures are compared with nothing.
        found = judged(tmp_path / "b", "baseline-comparison", {**files, "measures.py": ""}, training=imports + code)
        assert found.level == 0
        assert "Measure the models of train.py on the same held-out data" in (found.fix or "")

    @pytest.mark.parametrize(
        "text",
        [
            "A small CNN (70-80% accuracy) and a fine-tuned ResNet-18 (85-90% accuracy).",
            "The random forest had the best accuracy, 86%. Naive Bayes followed with an accuracy of 81%.",
        ],
    )
    def test_models_with_their_figures_in_a_sentence_are_partial(self, tmp_path: Path, text: str) -> None:
        assert level(tmp_path, "baseline-comparison", {"README.md": f"# Model\n\n{text}\n"}) == 1

    def test_a_model_that_a_library_makes_in_two_ways_is_named_once(self, tmp_path: Path) -> None:
        code = (
            "import lightgbm as lgb\nimport xgboost as xgb\nfrom lightgbm import LGBMRegressor\n"
            "lgb.train({}, X)\nLGBMRegressor().fit(X, y)\nxgb.train({}, X)\n"
        )
        found = judged(tmp_path, "baseline-comparison", {"README.md": "# Model\n"}, training=code)
        assert "(LGBMRegressor, XGBoost in code)" in found.reason

    def test_kinds_of_model_in_different_modules_are_partial(self, tmp_path: Path) -> None:
        other = "from sklearn.svm import SVC\nmodel = SVC()\n"
        assert level(tmp_path, "baseline-comparison", {"models/svm.py": other}) == 1

    @pytest.mark.parametrize(
        ("second", "expected"),
        [('y_stock = table["stock"]', 0), ("y_stock = y_price", 1)],
        ids=["another column", "the same column"],
    )
    def test_models_of_different_columns_are_no_alternatives(self, tmp_path: Path, second: str, expected: int) -> None:
        code = (
            "import pandas as pd\nfrom sklearn.ensemble import RandomForestRegressor\n"
            "from sklearn.linear_model import Ridge\nfrom sklearn.model_selection import train_test_split\n\n"
            f'table = pd.read_csv("data.csv")\nx = table[["a", "b"]]\ny_price = table["price"]\n{second}\n'
            "x_train, x_test, y_price_train, y_price_test = train_test_split(x, y_price)\n"
            "_, _, y_stock_train, y_stock_test = train_test_split(x, y_stock)\n"
            "price_model = RandomForestRegressor()\nprice_model.fit(x_train, y_price_train)\n"
            "stock_model = Ridge()\nstock_model.fit(x_train, y_stock_train)\n"
            "print(price_model.score(x_test, y_price_test))\n"
        )
        assert level(tmp_path, "baseline-comparison", {"README.md": "# x\n"}, training=code) == expected

    def test_models_of_several_projects_in_one_repository_are_no_alternatives(self, tmp_path: Path) -> None:
        code = "import pandas as pd\nfrom {} import {}\n\nmodel = {}().fit(pd.read_csv('a.csv'), [0, 1])\nmodel.score(1, 2)\n"
        files = {}
        for folder, package, name in (
            ("churn", "sklearn.linear_model", "LogisticRegression"),
            ("flats", "sklearn.ensemble", "RandomForestRegressor"),
            ("mail", "sklearn.naive_bayes", "MultinomialNB"),
        ):
            files[f"{folder}/README.md"] = f"# {folder}\n\nOne model.\n"
            files[f"{folder}/fit.py"] = code.format(package, name, name)
        assert level(tmp_path, "baseline-comparison", files, training="print()\n") == 0
        files["flats/other.py"] = code.format("sklearn.svm", "SVR", "SVR")
        assert level(tmp_path, "baseline-comparison", files, training="print()\n") == 1

    def test_filling_gaps_is_no_other_model(self, tmp_path: Path) -> None:
        other = "from sklearn.impute import KNNImputer\nfill = KNNImputer()\n"
        assert level(tmp_path, "baseline-comparison", {"clean.py": other}) == 0

    def test_a_dummy_that_is_scored_in_code_without_its_figure_is_partial(self, tmp_path: Path) -> None:
        code = (
            "from sklearn.dummy import DummyClassifier\nfrom sklearn.ensemble import RandomForestClassifier\n"
            "X = y = Z = 1\nprint(DummyClassifier().fit(X, y).score(X, y))\nRandomForestClassifier().fit(Z, y)\n"
        )
        assert level(tmp_path, "baseline-comparison", {}, training=code) == 1

    @pytest.mark.parametrize(
        "text",
        [
            "| Model | F1 |\n|---|---|\n| Dummy classifier | 0.00 |\n| Random forest | 0.87 |\n",
            "| Modell | MAE |\n|---|---|\n| Baseline (Mittelwert) | 15.500 € |\n| Baum | 5.150 € |\n",
            "F1 of 0.87, against 0.71 of the current process.",
            "Seasonal naive: MAPE 13.9%\n\nProphet: MAPE 13.0%",
            "Tuning raised the accuracy from 93% to 96.5%.",
            "| Model | F1 | Remark |\n|---|---|---|\n| LSTM | 0.55 | poor |\n| XGBoost, 51 columns | 0.75 | Baseline |\n",
            "| Model | F1 |\n|---|---|\n| Forest, default settings | 0.71 |\n| Forest, tuned | 0.74 |\n",
        ],
    )
    def test_a_baseline_s_figure_beside_the_model_s_is_met(self, tmp_path: Path, text: str) -> None:
        assert level(tmp_path, "baseline-comparison", {"README.md": f"# Model\n\n## Results\n\n{text}\n"}) == 2

    def test_a_notebook_that_names_its_baseline_and_shows_both_is_met(self, tmp_path: Path) -> None:
        cells = notebook(
            "# Models\n\n## Model 1: logistic regression (baseline)",
            ("from sklearn.linear_model import LogisticRegression\nLogisticRegression().fit(X, y)", "AUC: 0.8152\n"),
            "## Model 2",
            (
                "from sklearn.ensemble import RandomForestClassifier\nRandomForestClassifier().fit(X, y)",
                "AUC: 0.8700\n",
            ),
        )
        assert level(tmp_path, "baseline-comparison", {"models.ipynb": cells}) == 2

    @pytest.mark.parametrize(
        ("said", "expected"),
        [
            ("The logistic regression is our baseline; the random forest came second.", 2),
            # What was chosen on a first round of all, or is better than the rest, is not what these are held against.
            ("By baseline cross-validation performance, the random forest and the logistic regression were kept.", 1),
            ("The logistic regression and the random forest outperform the other baseline models.", 1),
            ("The random forest outperforms the baseline logistic regression.", 2),
        ],
    )
    def test_a_notebook_has_a_baseline_where_it_says_which_model_that_is(
        self, said: str, expected: int, tmp_path: Path
    ) -> None:
        cells = notebook(
            "# Models",
            (TRAINING.replace("RandomForestClassifier", "LogisticRegression"), "Logistic regression AUC: 0.8152\n"),
            (TRAINING, "Random forest AUC: 0.8700\n"),
            said,
        )
        files = {"README.md": "# Model\n\nThe AUC is 0.87 on the test set.\n", "models.ipynb": cells}
        assert level(tmp_path, "baseline-comparison", files, training="") == expected

    def test_a_model_that_a_text_calls_the_baseline_is_met_where_values_are_given(self, tmp_path: Path) -> None:
        readme = "# Films\n\n| Baseline model | ItemKNN |\n|---|---|\n\n## Results\n\n"
        table = "| Model | RMSE |\n|---|---|\n| ItemKNN | 2.72 |\n| SVD | 0.965 |\n"
        assert level(tmp_path, "baseline-comparison", {"README.md": readme + table}) == 2
        assert level(tmp_path, "baseline-comparison", {"README.md": f"{readme}RMSE of 0.965.\n"}) == 0

    def test_a_results_file_with_the_baseline_is_met(self, tmp_path: Path) -> None:
        metrics = '{"dummy baseline": {"f1": 0.0}, "model": {"f1": 0.87}}'
        writing = TRAINING + "open('reports/metrics.json', 'w').write('{}')\n"
        files = {"reports/metrics.json": metrics}
        assert level(tmp_path / "written", "baseline-comparison", files, training=writing) == 2
        assert level(tmp_path / "not", "baseline-comparison", files) == 0

    def test_the_same_figure_called_a_baseline_is_no_comparison(self, tmp_path: Path) -> None:
        readme = "# Model\n\nRMSLE 0.13049 on Kaggle.\n\n## Baseline result\n\nRMSLE: 0.13049\n"
        assert level(tmp_path, "baseline-comparison", {"README.md": readme}) == 0


class TestSettingsCompared:
    def test_two_settings_of_one_model_with_their_values_are_a_comparison(self, tmp_path: Path) -> None:
        readme = "# Spam\n\n| Setting | F1 |\n|---|---|\n| Full fine-tuning | 0.98 |\n| Frozen layers | 0.95 |\n"
        assert level(tmp_path, "baseline-comparison", {"README.md": readme}) == 1

    def test_classes_of_one_model_are_no_settings(self, tmp_path: Path) -> None:
        readme = "# Spam\n\n| Class | F1 |\n|---|---|\n| spam | 0.98 |\n| ham | 0.95 |\n"
        assert level(tmp_path, "baseline-comparison", {"README.md": readme}) == 0

    def test_tracked_runs_of_two_trainings_that_are_set_side_by_side_are_a_comparison(self, tmp_path: Path) -> None:
        compare = "import mlflow\n\nprint(mlflow.search_runs(order_by=['metrics.f1 DESC']))\n"
        other = TRAINING.replace("random_state=0", "random_state=1")
        found = judged(tmp_path / "both", "baseline-comparison", {"compare.py": compare, "train_frozen.py": other})
        assert found.level == 1
        assert "tracked runs of train.py and train_frozen.py" in found.reason
        assert level(tmp_path / "one", "baseline-comparison", {"compare.py": compare}) == 0
        assert level(tmp_path / "unread", "baseline-comparison", {"train_frozen.py": other}) == 0

    def test_every_model_of_the_table_is_named_in_its_order(self, tmp_path: Path) -> None:
        rows = (
            "LinearSVC + TF-IDF | ~0.92",
            "Logistic + TF-IDF bigrams | ~0.90",
            "Gradient Boosting | ~0.87",
            "Naive Bayes | ~0.82",
        )
        readme = "# PQRS\n\n| Model | F1 |\n|---|---|\n" + "".join(f"| {row} |\n" for row in rows)
        reason = judged(tmp_path, "baseline-comparison", {"README.md": readme}).reason
        assert "f1 of linearsvc, logistic, gradientboosting, naivebayes" in reason

    def test_what_a_guess_is_worth_is_the_baseline_and_the_other_the_best_model(self, tmp_path: Path) -> None:
        readme = (
            "# Boats\n\n## Results\n\nOn the test set LogisticRegression has a ROC AUC of 0.50, no better than always "
            "guessing that nobody is late, against 0.61 for HistGradientBoosting.\n"
        )
        reason = judged(tmp_path, "baseline-comparison", {"README.md": readme}).reason
        assert "the baseline's roc auc of 0.5 beside the model's 0.61 (HistGradientBoosting)" in reason

    def test_a_printed_baseline_is_read_beside_the_figure_of_its_line(self, tmp_path: Path) -> None:
        output = "late, accuracy: 0.8120, with baseline 0.5310\nlost, accuracy: 0.9840, with baseline 0.9830\n"
        cells = notebook("# Boats", ("print(report)", output))
        found = judged(tmp_path, "baseline-comparison", {"boats.ipynb": cells})
        assert "the baseline's accuracy of 0.531 beside the model's 0.812" in found.reason

    @pytest.mark.parametrize(
        ("made", "expected"),
        [("getattr(import_module(entry['module']), entry['class'])()", 1), ("RandomForestClassifier()", 0)],
    )
    def test_models_that_settings_name_are_compared_where_code_makes_them_by_name(
        self, tmp_path: Path, made: str, expected: int
    ) -> None:
        settings = (
            "models:\n  forest:\n    module: sklearn.ensemble\n    class: RandomForestClassifier\n  line:\n"
            "    module: sklearn.linear_model\n    class: LogisticRegression\n"
        )
        code = (
            "from importlib import import_module\nfrom sklearn.ensemble import RandomForestClassifier\n"
            "from sklearn.metrics import f1_score\nfrom sklearn.model_selection import train_test_split\n"
            "X_train, X_test, y_train, y_test = train_test_split(X, y)\n"
            f"model = {made}\nmodel.fit(X_train, y_train)\nprint(f1_score(y_test, model.predict(X_test)))\n"
        )
        found = judged(tmp_path, "baseline-comparison", {"models.yaml": settings}, training=code)
        assert found.level == expected
        assert ("models.yaml" in found.reason) == bool(expected)

    @pytest.mark.parametrize(
        ("last", "expected"),
        [
            ("    return sum(answers) / len(answers)\n", 0),
            ("    return [mean_absolute_error([1], answer) for answer in answers]\n", 1),
        ],
    )
    def test_models_that_are_only_averaged_are_not_compared(self, tmp_path: Path, last: str, expected: int) -> None:
        code = (
            "from sklearn.ensemble import RandomForestRegressor\nfrom sklearn.linear_model import Ridge\n"
            "from sklearn.metrics import mean_absolute_error\n\n\ndef averaged(X, y, boat):\n    answers = []\n"
            "    for model in [RandomForestRegressor(), Ridge()]:\n        model.fit(X, y)\n"
            f"        answers.append(model.predict([boat]))\n{last}\n\nprint(averaged([[1]], [1], [1]))\n"
        )
        assert level(tmp_path, "baseline-comparison", {"README.md": "# Boats\n", "averaged.py": code}) == expected

    def test_what_stands_behind_the_baseline_in_its_row_is_its_own(self, tmp_path: Path) -> None:
        output = "            mae    rmse   mape\nRidge (baseline)  75.6  118.7  12.66\nForest  39.4  62.8  6.35\n"
        cells = notebook("# Boats", ("print(report)", output))
        found = judged(tmp_path, "baseline-comparison", {"boats.ipynb": cells})
        assert "beside the best model's" not in found.reason or "(Ridge)" not in found.reason

    def test_figures_of_a_sample_alert_are_nobodys_baseline(self, tmp_path: Path) -> None:
        readme = "# Boats\n\n## Alerting examples\n\n```\nCurrent recall: 0.92 (Baseline: 0.98, Threshold: 0.95)\n```\n"
        assert level(tmp_path, "baseline-comparison", {"README.md": readme}) == 0

    def test_a_table_of_tasks_compares_no_models(self, tmp_path: Path) -> None:
        readme = (
            "# Boats\n\n## Results on the test set\n\n| Task | Method | R2 |\n|---|---|---|\n| Price | ours | 0.812 |\n"
            "| Speed | theirs | 0.755 |\n"
        )
        assert level(tmp_path, "baseline-comparison", {"README.md": readme}) == 0

    @pytest.mark.parametrize(("column", "expected"), [("method", 1), ("day", 0)])
    def test_rows_that_are_ways_to_do_it_are_compared(self, tmp_path: Path, column: str, expected: int) -> None:
        readme = (
            f"# Boats\n\n## Results on the test set\n\n| {column} | hit rate |\n|---|---|\n| by name | 0.412 |\n"
            "| by meaning | 0.655 |\n"
        )
        found = judged(tmp_path, "baseline-comparison", {"README.md": readme})
        assert found.level == expected
        assert ("by name, by meaning" in found.reason) == bool(expected)

    @pytest.mark.parametrize(("title", "expected"), [("Baseline models", 2), ("Models", 1)])
    def test_the_first_model_below_a_heading_of_baselines_is_one(
        self, title: str, expected: int, tmp_path: Path
    ) -> None:
        cells = notebook(
            f"## {title}",
            "### Logistic regression",
            (TRAINING.replace("RandomForestClassifier", "LogisticRegression"), "Logistic regression F1: 0.71\n"),
            "## The forest",
            (TRAINING, "Random forest F1: 0.83\n"),
        )
        files = {"README.md": "# Model\n\nThe F1 is 0.83 on the test set.\n", "trial.ipynb": cells}
        assert level(tmp_path, "baseline-comparison", files, training="") == expected

    def test_a_row_called_dummy_and_what_it_guesses_is_the_baseline(self, tmp_path: Path) -> None:
        readme = "# Model\n\n## On the test set\n\n| Model | Accuracy |\n|---|---|\n| DummyMostFrequent | 0.792 |\n| LogReg | 0.883 |\n"
        found = judged(tmp_path, "baseline-comparison", {"README.md": readme})
        assert found.level == 2
        assert "accuracy of 0.792" in found.reason

    def test_a_figure_over_folds_is_held_against_one_over_folds(self, tmp_path: Path) -> None:
        readme = (
            "# Model\n\n## Results\n\n| Model | CV RMSE | Test RMSE | |\n|---|---|---|---|\n"
            "| Linear regression | 35.4 | 30.5 | simple baseline |\n| Random forest | 29.2 | 28.5 | |\n"
        )
        found = judged(tmp_path, "baseline-comparison", {"README.md": readme})
        assert found.level == 2
        assert not ("35.4" in found.reason and "28.5" in found.reason)
