"""Quantified results: what earns each level, and what only looks as if it did."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.criteria.kit import notebook
from tests.criteria.trained import TABLE, TRAINING, judged, level


class TestQuantifiedResults:
    def test_names_of_metrics_without_values_are_no_result(self, tmp_path: Path) -> None:
        readme = "# Churn\n\n## Results\n\nEvaluated with accuracy, precision, recall and F1 on the test set.\n"
        assert level(tmp_path, "quantified-results", {"README.md": readme}) == 0

    def test_of_several_metrics_accuracy_is_not_the_first_to_be_reported(self, tmp_path: Path) -> None:
        train = (
            "import pandas as pd\nfrom sklearn.linear_model import LogisticRegression\n"
            "from sklearn.metrics import accuracy_score, recall_score\n"
            "from sklearn.model_selection import train_test_split\n\n"
            'data = pd.read_csv("boats.csv")\nx, x_test, y, y_test = train_test_split(data[["mast"]], data["sold"])\n'
            "model = LogisticRegression().fit(x, y)\nprint(accuracy_score(y_test, model.predict(x_test)))\n"
        )
        readme = {"README.md": "# Boats\n\nWhich boat sells?\n"}
        alone = judged(tmp_path / "alone", "quantified-results", {**readme, "train.py": train})
        assert "train.py:9 measures accuracy" in (alone.fix or "")
        train += "print(recall_score(y_test, model.predict(x_test)))\n"
        both = judged(tmp_path / "both", "quantified-results", {**readme, "train.py": train})
        assert "train.py:10 measures recall" in (both.fix or "")

    def test_figures_in_output_alone_do_not_count_and_the_fix_names_them(self, tmp_path: Path) -> None:
        found = judged(
            tmp_path, "quantified-results", {"a.ipynb": notebook("# Model", ("print(score)", "F1: 0.871\n"))}
        )
        assert found.level == 0
        assert "a.ipynb" in (found.fix or "")
        assert "0.871" in (found.fix or "")

    @pytest.mark.parametrize(
        "text",
        [
            "Target: F1 above 0.9. Alert if accuracy < 0.8.",
            "![results](https://example.org/x.png)\n\n<img src='a.png' width='100%'>",
            "26.5% of customers churn. Data from 2019 to 2023.",
            "Accuracy: XX%. Results: TBD. Coming soon.",
        ],
    )
    def test_targets_widths_shares_and_placeholders_are_no_results(self, tmp_path: Path, text: str) -> None:
        assert level(tmp_path, "quantified-results", {"README.md": f"# Churn\n\n## Results\n\n{text}\n"}) == 0

    def test_a_lower_end_is_partial_even_on_rows_that_are_told(self, tmp_path: Path) -> None:
        readme = "# Boats\n\n## Results\n\nMeasured on the test set of 40 real boats:\n\n- Overall accuracy above 90%\n"
        found = judged(tmp_path, "quantified-results", {"README.md": readme})
        assert found.level == 1
        assert found.reason == "The text in README.md gives only a range (accuracy above 90%), no value."
        assert "README.md:7 gives accuracy above 90%: write the one value" in (found.fix or "")

    @pytest.mark.parametrize("text", ["98% accuracy", "R² = 0.85-0.90", "Acurácia de 91,3%"])
    def test_a_bare_number_or_range_is_partial(self, tmp_path: Path, text: str) -> None:
        found = judged(tmp_path, "quantified-results", {"README.md": f"# Model\n\nThe model: {text}.\n"})
        assert found.level == 1
        assert found.fix is not None
        assert "README.md:3" in found.fix

    def test_a_picture_of_a_metric_is_partial(self, tmp_path: Path) -> None:
        readme = "# Model\n\n## Results\n\nThe ROC curve:\n\n![roc curve](images/roc.png)\n"
        assert level(tmp_path, "quantified-results", {"README.md": readme, "images/roc.png": "x" * 900}) == 1
        assert level(tmp_path, "quantified-results", {"README.md": readme, "images/roc.png": "x"}) == 0

    @pytest.mark.parametrize(
        ("path", "expected"),
        [
            ("datasets/pumps/readme.txt", 0),
            ("tests/README.md", 0),
            ("docs/results.md", 1),
            ("src/data/README.md", 1),
        ],
    )
    def test_what_stands_beside_the_data_or_the_tests_is_no_result_of_the_project(
        self, path: str, expected: int, tmp_path: Path
    ) -> None:
        files = {"README.md": "# Pumps\n\nWhich pump fails next.\n", path: "# Notes\n\nThe precision is 0.83.\n"}
        assert level(tmp_path, "quantified-results", files) == expected

    def test_at_least_so_much_below_a_heading_of_results_is_partial(self, tmp_path: Path) -> None:
        readme = "# Model\n\n## Performance\n\n- **Accuracy**: >85%\n- **Recall**: >80%\n"
        assert level(tmp_path / "reached", "quantified-results", {"README.md": readme}) == 1
        wished = readme.replace("Performance", "Acceptance")
        assert level(tmp_path / "wished", "quantified-results", {"README.md": wished}) == 0

    @pytest.mark.parametrize(
        "text",
        ["The report of the data is in `eda/report.html`.", "```\n├── eda/report.html   # results and metrics\n```"],
    )
    def test_a_report_of_the_data_and_a_file_tree_point_to_no_results(self, tmp_path: Path, text: str) -> None:
        files = {"README.md": f"# Model\n\n## Files\n\n{text}\n", "eda/report.html": "<p>x</p>"}
        assert level(tmp_path, "quantified-results", files) == 0

    def test_a_table_of_models_gives_the_metric_spoken_of_above_it(self, tmp_path: Path) -> None:
        readme = (
            "# Tweets\n\nModels are measured by F1 score.\n\n| Step | Naive Bayes | Random forest |\n|---|---|---|\n"
            "| Default (test) | 0.71 | 0.74 |\n| Tuned (test) | 0.76 | 0.77 |\n"
        )
        assert level(tmp_path, "quantified-results", {"README.md": readme}) == 2

    @pytest.mark.parametrize(
        "text",
        [
            "## Results\n\n![](https://github.com/user-attachments/assets/1a2b)",
            "## Model\n\n![Model accuracy](https://github.com/user-attachments/assets/1a2b)",
            "## Models\n\n![](https://raw.githubusercontent.com/ada/rent/main/lightgbm_52.png)",
        ],
    )
    def test_a_picture_of_results_that_lies_elsewhere_is_partial(self, tmp_path: Path, text: str) -> None:
        assert level(tmp_path, "quantified-results", {"README.md": f"# Model\n\n{text}\n"}) == 1

    @pytest.mark.parametrize("title", ["Example output", "Expected metrics", "Response"])
    def test_an_example_of_an_output_is_only_partial_and_claims_nothing(self, tmp_path: Path, title: str) -> None:
        readme = f"# Model\n\n## {title}\n\n```\nAccuracy on the test set: 0.87\n```\n"
        assert level(tmp_path / "results", "quantified-results", {"README.md": readme}) == 1
        assert level(tmp_path / "claims", "claims-supported", {"README.md": readme}) == 0

    @pytest.mark.parametrize(("title", "expected"), [("Harbour leaderboard", 1), ("Harbour board", 0)])
    def test_a_picture_of_a_leaderboard_is_partial(self, tmp_path: Path, title: str, expected: int) -> None:
        files = {"README.md": f"# Boats\n\n## {title}\n\n![standing](images/standing.png)\n"}
        files["images/standing.png"] = "\x89PNG" + "x" * 900
        assert level(tmp_path, "quantified-results", files) == expected

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("# Evaluation\n\nHere we take the mean absolute error (MAE) over five folds.", 1),
            ("# Evaluation\n\nHere we take the R² over five folds.", 0),
            ("# Training\n\nHere we take the mean absolute error (MAE) over five folds.", 0),
            ("# Evaluation\n\nHere we take the MAE.\n\n# Next steps\n\nMore boats.", 0),
        ],
        ids=["what is printed", "another metric", "another heading", "a heading between"],
    )
    def test_a_notebook_that_names_the_metrics_that_it_prints_points_to_them(
        self, tmp_path: Path, text: str, expected: int
    ) -> None:
        found = judged(
            tmp_path,
            "quantified-results",
            {"README.md": "# Boats\n", "boats.ipynb": notebook(text, ("report(model)", "{'mae': 0.0825}\n"))},
        )
        assert found.level == expected
        assert expected == 0 or found.evidence[0].excerpt == "{'mae': 0.0825}"

    @pytest.mark.parametrize(
        ("comment", "expected"),
        [("# Expected output:", 1), ("# Salida esperada:", 1), ("# Last run:", 2), ("# The crew expected more", 2)],
    )
    def test_what_a_command_is_expected_to_print_is_not_measured(
        self, tmp_path: Path, comment: str, expected: int
    ) -> None:
        readme = f"# Boats\n\n## Training\n\n```bash\npython train.py\n{comment}\n# Test accuracy: 87%\n```\n"
        assert level(tmp_path, "quantified-results", {"README.md": readme}) == expected

    @pytest.mark.parametrize(("fence", "expected"), [("```{r}", 0), ("```", 1)], ids=["code that draws it", "quoted"])
    def test_a_figure_in_the_code_of_a_report_is_no_text(self, tmp_path: Path, fence: str, expected: int) -> None:
        report = f"# Boats\n\n{fence}\nlabel = 'Accuracy 0.56'\n```\n"
        assert level(tmp_path, "quantified-results", {"README.md": "# Boats\n", "boats.Rmd": report}) == expected

    def test_a_picture_that_is_not_there_shows_nothing(self, tmp_path: Path) -> None:
        readme = "# Model\n\n## Results\n\n![roc curve](images/roc.png)\n"
        assert level(tmp_path, "quantified-results", {"README.md": readme}) == 0

    @pytest.mark.parametrize(
        "text",
        [
            "F1 of 0.87 and recall of 0.81 on the held-out test set.",
            "Cross-validated over 5 folds, the ROC AUC is 0.842.",
            "| Metric | Test set |\n|---|---|\n| RMSE | 4.97 |\n",
            "O modelo tem R² de 0,85 nos dados de teste.",
            "R² von 0,79 auf den Testdaten.",
            "Le rappel atteint 0,78 sur le jeu de test.",
            "Akurasi 88,5% pada data uji.",
            "Точность 0.91 на тестовой выборке.",
            "在测试集上的准确率为0.91。",
            "MAPE of 13.0% ± 2.3 in walk-forward backtesting.",
        ],
    )
    def test_values_with_what_they_were_measured_on_are_met(self, tmp_path: Path, text: str) -> None:
        assert level(tmp_path, "quantified-results", {"README.md": f"# Model\n\n## Results\n\n{text}\n"}) == 2

    def test_the_split_may_be_told_elsewhere_in_the_same_text(self, tmp_path: Path) -> None:
        readme = "# Model\n\nThe data is split 80/20, stratified.\n\n## Results\n\n| Metric | Value |\n|---|---|\n| F1 | 0.87 |\n"
        assert level(tmp_path, "quantified-results", {"README.md": readme}) == 2

    def test_on_training_data_it_is_only_partial(self, tmp_path: Path) -> None:
        assert (
            level(tmp_path, "quantified-results", {"README.md": "# Model\n\nAccuracy on the training set: 0.99\n"}) == 1
        )

    def test_each_project_of_a_collection_states_its_own(self, tmp_path: Path) -> None:
        files: dict[str, str] = {}
        for name in ("churn", "prices", "spam"):
            files[f"{name}/README.md"] = f"# {name}\n\nF1 of 0.87 on the test set.\n"
            files[f"{name}/model.py"] = TRAINING
        assert level(tmp_path / "all", "quantified-results", files) == 2
        files["spam/README.md"] = "# spam\n\nA classifier.\n"
        found = judged(tmp_path / "some", "quantified-results", files)
        assert found.level == 1
        assert "spam" in (found.fix or "")

    def test_it_names_the_best_model_s_figure_and_not_the_baseline_s(self, tmp_path: Path) -> None:
        found = judged(tmp_path, "quantified-results", {"README.md": TABLE})
        assert "mae 35.8 " in found.reason
        assert found.evidence[0].line == 10

    def test_it_names_the_figure_of_the_model_that_is_served(self, tmp_path: Path) -> None:
        served = TABLE.replace("Random forest", "Random forest (served)")
        assert "mae 36.2 " in judged(tmp_path, "quantified-results", {"README.md": served}).reason

    def test_it_names_no_figure_of_training_data(self, tmp_path: Path) -> None:
        readme = "# Churn\n\n- Training accuracy: 0.99\n- Test accuracy: 0.84\n"
        assert "accuracy 0.84 " in judged(tmp_path, "quantified-results", {"README.md": readme}).reason

    def test_the_figure_to_report_is_not_the_baseline_s(self, tmp_path: Path) -> None:
        metrics = '{"model": {"roc_auc": 0.84}, "baseline": {"roc_auc": 0.5}}'
        files = {"README.md": "# Churn\n\nA model.\n", "reports/metrics.json": metrics}
        assert "roc auc 0.84" in (judged(tmp_path, "quantified-results", files).fix or "")

    def test_what_is_measured_is_not_to_be_measured_again(self, tmp_path: Path) -> None:
        fix = judged(tmp_path, "quantified-results", {"README.md": "# Churn\n\nA model.\n"}).fix or ""
        assert "train.py:9 measures" in fix
        assert "Measure" not in fix

    @pytest.mark.parametrize("metrics", [{}, {"reports/metrics.json": '{"roc_auc": 0.84}'}])
    def test_no_other_criterion_asks_to_put_the_same_figures_into_the_readme(
        self, tmp_path: Path, metrics: Mapping[str, str]
    ) -> None:
        readme = (
            "# Churn\n\nA model that predicts which of the customers of a telephone company will leave it in the next "
            "month, from their contracts and their bills, so that somebody can call those who may leave and offer "
            "them something.\n\n## Run\n\n```\npip install -r requirements.txt\npython train.py\n```\n"
        )
        files = {"README.md": readme, "requirements.txt": "pandas==2.2\n", **metrics}
        asked = {name: judged(tmp_path, name, files) for name in ("readme", "quantified-results", "claims-supported")}
        assert [found.level for found in asked.values()] == [1, 0, 0]
        assert "into the README" in (asked["quantified-results"].fix or "")
        assert "what the program prints or answers" in (asked["readme"].fix or "")
        supported = asked["claims-supported"].fix or ""
        assert "committed" in supported or "commit that" in supported
        assert "Measure" not in supported

    @pytest.mark.parametrize(
        ("name", "expected"),
        [("EVALUATION_REPORT.txt", 2), ("results/model_comparison.txt", 2), ("results/classification_report.txt", 0)],
    )
    def test_a_report_in_plain_text_is_a_text_and_a_printed_one_is_output(
        self, tmp_path: Path, name: str, expected: int
    ) -> None:
        report = "Rents\n=====\n\nTest MAE: 89.74\nTest R2: 0.8732\n"
        assert level(tmp_path, "quantified-results", {name: report}) == expected

    @pytest.mark.parametrize(
        ("picture", "expected"),
        [
            ("metrics.png", 1),
            ("mlflow_experiments.png", 1),
            ("mlflow_model_registry.png", 0),
            ("launch_mlflow.png", 0),
            ("home_page.png", 0),
        ],
    )
    def test_a_picture_of_a_trackers_runs_shows_results(self, tmp_path: Path, picture: str, expected: int) -> None:
        files = {"README.md": f"# Boats\n\n## How it is run\n\n![what it looks like](images/{picture})\n"}
        files[f"images/{picture}"] = "\x89PNG" + "x" * 900
        assert level(tmp_path, "quantified-results", files) == expected

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("A notebook for training, evaluation and tuning.", 1),
            ("The workflow (training + validate the change) runs on each push.", 1),
            ("The project has a 64% test coverage.", 1),
            ("It was trained on 80% of the rows and evaluated on the others.", 2),
            ("We made a train/test split.", 2),
            ("- Mock API: test data generators", 1),
            ("- The plots show the test data of each harbour.", 2),
        ],
    )
    def test_steps_of_a_pipeline_and_what_code_is_tested_on_are_no_parts_of_the_data(
        self, tmp_path: Path, text: str, expected: int
    ) -> None:
        readme = f"# Boats\n\n## Results\n\nThe forest has an F1 of 0.871.\n\n## How\n\n{text}\n"
        assert level(tmp_path, "quantified-results", {"README.md": readme}) == expected

    def test_which_of_several_values_to_report_is_left_to_the_author(self, tmp_path: Path) -> None:
        cells = notebook("# Boats", ("print(a)", "Forest accuracy: 0.812\n"), ("print(b)", "Ridge accuracy: 0.745\n"))
        fix = judged(tmp_path, "quantified-results", {"boats.ipynb": cells, "README.md": "# Boats\n"}).fix or ""
        assert "shows accuracy 0.812, one of several values of accuracy there" in fix
        assert "write the accuracy of the model that you keep into the README" in fix
        one = notebook("# Boats", ("print(a)", "Forest accuracy: 0.812\n"))
        fix = judged(tmp_path / "one", "quantified-results", {"boats.ipynb": one, "README.md": "# Boats\n"}).fix or ""
        assert "among" not in fix


@pytest.mark.parametrize(
    ("writing", "is_text"), [("open('results.txt', 'w').write(str(found))", False), ("print(found)", True)]
)
def test_what_a_program_writes_is_no_text_of_the_authors(writing: str, is_text: bool, tmp_path: Path) -> None:
    files = {"results.txt": "F1 on the test set: 0.83\n", "score.py": f"found = 1\n{writing}\n"}
    assert ("results.txt states" in judged(tmp_path, "quantified-results", files).reason) is is_text


@pytest.mark.parametrize("title", ["Features", "✨ Key Features", "Funcionalidades"])
def test_a_list_of_what_is_offered_says_of_no_figure_what_it_was_measured_on(title: str, tmp_path: Path) -> None:
    offered = f"## {title}\n\n- Tuned models\n- Cross-validation with strata\n\n## Model\n\n"
    readme = f"# Boats\n\nWhich boat sells?\n\n{offered}The forest reaches an F1 of 0.87.\n"
    assert level(tmp_path / "list", "quantified-results", {"README.md": readme}) == 1
    told = readme.replace("an F1 of 0.87", "an F1 of 0.87 in cross-validation")
    assert level(tmp_path / "told", "quantified-results", {"README.md": told}) == 2


def test_the_section_of_a_figure_says_it_whatever_it_is_called(tmp_path: Path) -> None:
    readme = "# Boats\n\n## Features\n\n- Cross-validation with strata\n- An F1 of 0.87\n"
    assert level(tmp_path / "own", "quantified-results", {"README.md": readme}) == 2
    method = "# Boats\n\n## Method\n\n- Cross-validation with strata\n\n## Model\n\nThe forest reaches an F1 of 0.87.\n"
    assert level(tmp_path / "method", "quantified-results", {"README.md": method}) == 2
