"""Evaluation depth: what earns each level, and what only looks as if it did."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.criteria.trained import FIT, SPLIT, judged, level, measuring


class TestEvaluationDepth:
    def test_nothing_measured(self, tmp_path: Path) -> None:
        found = judged(tmp_path, "evaluation-depth", {}, training=measuring(SPLIT, FIT))
        assert found.level == 0
        assert "train.py" in (found.fix or "")

    def test_only_accuracy(self, tmp_path: Path) -> None:
        code = measuring(
            SPLIT, FIT, "print(accuracy_score(y_test, model.predict(X_test)))", "model.score(X_test, y_test)"
        )
        assert level(tmp_path, "evaluation-depth", {}, training=code) == 0

    def test_right_answers_that_a_loop_counts_are_accuracy(self, tmp_path: Path) -> None:
        code = (
            "import torch\n\n\ndef evaluate(model, test_loader):\n    correct = total = 0\n"
            "    for images, labels in test_loader:\n        _, predicted = model(images).max(1)\n"
            "        correct += predicted.eq(labels).sum().item()\n        total += labels.size(0)\n"
            "    return correct / total\n\n\nprint(evaluate(torch.load('m.pt'), test_loader))\n"
        )
        found = judged(tmp_path, "evaluation-depth", {"measures.py": ""}, training=code)
        assert found.level == 0
        assert found.reason == "Only accuracy is measured."
        assert found.evidence[0].line == 8

    def test_measured_on_training_data(self, tmp_path: Path) -> None:
        code = measuring("model = LogisticRegression().fit(X, y)", "print(f1_score(y, model.predict(X)))")
        found = judged(tmp_path, "evaluation-depth", {}, training=code)
        assert found.level == 0
        assert "training data" in (found.fix or "")

    def test_what_is_asked_about_the_rows_it_was_fitted_to_is_not_held_out(self, tmp_path: Path) -> None:
        code = measuring(
            "X = pd.read_csv('X.csv')",
            "y = pd.read_csv('y.csv').values",
            "model = LogisticRegression()",
            "model.fit(X, y)",
            "preds = model.predict(X)",
            "print(mean_absolute_error(y, preds))",
        )
        assert level(tmp_path, "evaluation-depth", {}, training=code) == 0

    def test_a_name_that_is_given_to_the_held_out_rows_later_may_stand_for_them(self, tmp_path: Path) -> None:
        code = measuring(
            "part_test = pd.read_csv('data.csv')[80:]",
            "X = pd.read_csv('data.csv')[:80]",
            "y = X.pop('y')",
            "model = LogisticRegression().fit(X, y)",
            "X = part_test",
            "print(f1_score(y, model.predict(X)))",
        )
        assert level(tmp_path, "evaluation-depth", {}, training=code) == 1

    def test_a_name_of_another_part_holds_nothing_out_of_a_fit(self, tmp_path: Path) -> None:
        code = measuring(
            "X = pd.read_csv('data.csv')",
            "y = X.pop('y')",
            "print(test_size)",
            "model = LogisticRegression().fit(X, y)",
            "preds = model.predict(X)",
            "print(f1_score(y, preds))",
        )
        assert level(tmp_path, "evaluation-depth", {}, training=code) == 0

    def test_the_evidence_shows_what_was_held_out_and_each_metric_that_is_named(self, tmp_path: Path) -> None:
        ask = "preds = model.predict(X_test)"
        code = measuring(SPLIT, FIT, ask, "print(f1_score(y_test, preds))", "print(confusion_matrix(y_test, preds))")
        shown = [place.excerpt for place in judged(tmp_path, "evaluation-depth", {}, training=code).evidence]
        assert any("train_test_split(" in excerpt for excerpt in shown)
        assert any("f1_score(" in excerpt for excerpt in shown)
        assert any("confusion_matrix(" in excerpt for excerpt in shown)

    def test_a_plot_of_silhouettes_measures_groups(self, tmp_path: Path) -> None:
        code = (
            "import pandas as pd\nfrom sklearn.cluster import KMeans\nfrom yellowbrick.cluster import SilhouetteVisualizer\n\n"
            "X = pd.read_csv('data.csv')\nSilhouetteVisualizer(KMeans(4)).fit(X)\n"
        )
        assert level(tmp_path, "evaluation-depth", {}, training=code) == 1

    def test_groups_that_nobody_labelled_are_not_said_to_be_held_out(self, tmp_path: Path) -> None:
        code = (
            "import pandas as pd\nfrom sklearn.cluster import KMeans\nfrom sklearn.metrics import silhouette_score\n\n"
            "X = pd.read_csv('data.csv')\ngroups = KMeans(4).fit_predict(X)\nprint(silhouette_score(X, groups))\n"
        )
        found = judged(tmp_path, "evaluation-depth", {}, training=code)
        assert found.level == 1
        assert "held out" not in found.reason

    def test_the_setting_of_a_forest_called_bootstrap_looks_at_no_uncertainty(self, tmp_path: Path) -> None:
        code = measuring(SPLIT, FIT, "print(f1_score(y_test, model.predict(X_test)))", "print(model.bootstrap)")
        assert level(tmp_path, "evaluation-depth", {}, training=code) == 1

    @pytest.mark.parametrize(
        "code",
        [
            '"""\nfrom sklearn.metrics import f1_score\nf1_score(y_test, p)\n"""\nX_test = 1\n',
            "# print(f1_score(y_test, model.predict(X_test)))\nX_test = 1\n",
            "from sklearn.metrics import f1_score\n\ndef nobody_calls_this(X_test, y_test, p):\n    return f1_score(y_test, p)\n",
        ],
    )
    def test_code_in_strings_and_comments_or_that_nothing_reaches_measures_nothing(
        self, tmp_path: Path, code: str
    ) -> None:
        assert level(tmp_path, "evaluation-depth", {}, training="model.fit(X_train, y_train)\n" + code) == 0

    @pytest.mark.parametrize(
        "sentence",
        [
            "Of 836 test messages 9 are wrong: most of them are short and have no link.",
            "The model gets long messages wrong in 9 of 836 cases, mostly where somebody sends a code.",
            "The threshold is 0.8, because a false alarm costs a lost message and missed spam only a second.",
        ],
    )
    def test_errors_read_in_plain_words_and_a_threshold_by_cost_go_beyond(self, tmp_path: Path, sentence: str) -> None:
        code = measuring(SPLIT, FIT, "print(f1_score(y_test, model.predict(X_test)))")
        assert level(tmp_path, "evaluation-depth", {"README.md": f"# Spam\n\n{sentence}\n"}, training=code) == 2

    @pytest.mark.parametrize(
        "sentence", ["The threshold is 0.8.", "What is wrong will be looked at.", "Wrong inputs give a 422."]
    )
    def test_a_bare_threshold_and_errors_of_others_do_not(self, tmp_path: Path, sentence: str) -> None:
        code = measuring(SPLIT, FIT, "print(f1_score(y_test, model.predict(X_test)))")
        assert level(tmp_path, "evaluation-depth", {"README.md": f"# Spam\n\n{sentence}\n"}, training=code) == 1

    def test_the_validation_of_a_detector_measures_on_its_validation_part(self, tmp_path: Path) -> None:
        code = "from ultralytics import YOLO\n\nmodel = YOLO('yolo11n.pt')\nmodel.train(data='d.yaml')\nmetrics = model.val("
        assert level(tmp_path / "a", "evaluation-depth", {}, training=f"{code})\n") == 1
        assert level(tmp_path / "b", "evaluation-depth", {}, training=f"{code}split='train')\n") == 0

    @pytest.mark.parametrize(
        ("lines", "expected"),
        [
            (("start = time.perf_counter()", "model.predict(X_test)", "times.append(time.perf_counter() - start)"), 2),
            (("start = time.perf_counter()", "model.predict(X_test)", "print(time.perf_counter() - start)"), 1),
            (("start = time.time()", "model.fit(X_train, y_train)", "times.append(time.time() - start)"), 1),
            (("start = time.time()", "times.append(time.time() - start)", "model.predict(X_test)"), 1),
        ],
    )
    def test_the_time_that_a_prediction_takes_goes_beyond(
        self, tmp_path: Path, lines: tuple[str, ...], expected: int
    ) -> None:
        code = measuring(
            "import time", "times = []", SPLIT, FIT, "print(f1_score(y_test, model.predict(X_test)))", *lines
        )
        assert level(tmp_path, "evaluation-depth", {}, training=code) == expected

    @pytest.mark.parametrize(
        ("then", "expected"),
        [("search.fit(X, y)", 1), ("run(search)", 1), ("print(search.best_params_)", 0), ("model.fit(X, y)", 0)],
    )
    def test_a_search_that_is_never_fitted_measures_nothing(self, tmp_path: Path, then: str, expected: int) -> None:
        search = "search = GridSearchCV(model, {'C': [1, 2]}, scoring='f1')"
        made = (
            "import pandas as pd",
            "X, y = pd.read_csv('x.csv'), pd.read_csv('y.csv')",
            "model = LogisticRegression()",
        )
        code = measuring("from sklearn.model_selection import GridSearchCV", *made, "model.fit(X, y)", search, then)
        assert level(tmp_path, "evaluation-depth", {}, training=code) == expected

    def test_a_test_is_no_evaluation(self, tmp_path: Path) -> None:
        files = {"tests/test_model.py": measuring(SPLIT, FIT, "assert f1_score(y_test, model.predict(X_test)) > 0.5")}
        assert level(tmp_path, "evaluation-depth", files, training="model.fit(X, y)\n") == 0

    @pytest.mark.parametrize(
        "measure",
        [
            "print(f1_score(y_test, model.predict(X_test)))",
            "print(confusion_matrix(y_test, model.predict(X_test)))",
            "print(mean_absolute_error(y_test, model.predict(X_test)))",
            "print(cross_val_score(model, X, y, scoring='roc_auc').mean())",
            "rmse = np.sqrt(np.mean((y_test - model.predict(X_test)) ** 2))",
            "CatBoostClassifier(eval_metric='AUC').fit(X_train, y_train, eval_set=(X_test, y_test))",
        ],
    )
    def test_metrics_that_fit_on_held_out_data_are_partial(self, tmp_path: Path, measure: str) -> None:
        assert level(tmp_path, "evaluation-depth", {}, training=measuring(SPLIT, FIT, measure)) == 1

    def test_groups_without_labels_are_measured_by_how_they_separate(self, tmp_path: Path) -> None:
        code = (
            "from sklearn.cluster import KMeans\nfrom sklearn.metrics import silhouette_score\n"
            "X = 1\nlabels = KMeans(4).fit_predict(X)\nprint(silhouette_score(X, labels))\n"
        )
        assert level(tmp_path, "evaluation-depth", {}, training=code) == 1

    @pytest.mark.parametrize(
        "beyond",
        [
            "scores = cross_val_score(model, X, y)\nprint(scores.mean(), scores.std())",
            "scores = cross_val_score(model, X, y)\nplot.boxplot(y=scores, color='grey')",
            "from sklearn.calibration import calibration_curve\ncalibration_curve(y_test, model.predict_proba(X_test)[:, 1])",
            "best_threshold = max(np.arange(0, 1, 0.1), key=lambda t: f1_score(y_test, p > t))",
            "for threshold in np.linspace(0, 1):\n    print(f1_score(y_test, p > threshold))",
            "residuals = y_test - model.predict(X_test)\nplt.scatter(y_test, residuals)",
            "start = time.time()\nmodel.predict(X_test)\ninference_time = (time.time() - start) / len(X_test)",
            "from fairlearn.metrics import MetricFrame\nMetricFrame(metrics=f1_score, y_true=y_test, y_pred=p, sensitive_features=a)",
        ],
    )
    def test_something_beyond_in_code_is_met(self, tmp_path: Path, beyond: str) -> None:
        code = measuring(SPLIT, FIT, "print(f1_score(y_test, model.predict(X_test)))", beyond)
        assert level(tmp_path, "evaluation-depth", {}, training=code) == 2

    def test_errors_that_the_text_discusses_are_met(self, tmp_path: Path) -> None:
        readme = (
            "# Model\n\n## Errors\n\nOf 1,409 customers 287 are false positives and 209 false negatives. Most missed churners have "
            "short contracts, which suggests that tenure hides them.\n"
        )
        assert level(tmp_path, "evaluation-depth", {"README.md": readme}) == 2

    def test_which_cases_are_hard_is_read_in_any_language(self, tmp_path: Path) -> None:
        readme = (
            "# Cuaca\n\nRecall untuk kelas cerah adalah 66%, menunjukkan model kesulitan mengidentifikasi kelas itu.\n"
        )
        assert level(tmp_path, "evaluation-depth", {"README.md": readme}) == 2

    @pytest.mark.parametrize(
        "text",
        ["## Error analysis\n\nComing soon.", "## Steps\n\n- Evaluation and error analysis", "Future work: false positives could be read for 10 customers, because they matter."],
    )  # fmt: skip
    def test_an_analysis_that_is_only_announced_adds_nothing(self, tmp_path: Path, text: str) -> None:
        assert level(tmp_path, "evaluation-depth", {"README.md": f"# Model\n\n{text}\n"}) == 1

    def test_the_metrics_of_a_text_alone_are_no_evaluation(self, tmp_path: Path) -> None:
        readme = "# Model\n\nF1 of 0.87 ± 0.02 over 5 folds on the test set.\n"
        assert level(tmp_path, "evaluation-depth", {"README.md": readme}, training="model.fit(X, y)\n") == 0

    def test_the_step_that_a_value_is_on_is_no_choice_of_a_threshold(self, tmp_path: Path) -> None:
        told = "for threshold in sorted(steps):\n    if value >= threshold:\n        grade = steps[threshold]"
        code = measuring(SPLIT, FIT, "print(f1_score(y_test, model.predict(X_test)))", told)
        assert level(tmp_path, "evaluation-depth", {}, training=code) == 1

    def test_the_line_that_tells_what_is_wrong_is_shown(self, tmp_path: Path) -> None:
        readme = (
            "# Boats\n\n## What it misses\n\nhttps://example.org/boats\nOf the late boats 12 of 80 are taken for early ones, "
            "nearly all of them in fog.\n"
        )
        found = judged(tmp_path, "evaluation-depth", {"README.md": readme})
        assert found.level == 2
        assert found.evidence[0].line == 6


@pytest.mark.parametrize(("scored", "expected"), [("X_test", 0), ("X_test, y_test", 0), ("*test", 0)])
def test_what_is_scored_alone_is_not_called_accuracy(scored: str, expected: int, tmp_path: Path) -> None:
    found = judged(tmp_path, "evaluation-depth", {}, training=measuring(SPLIT, FIT, f"print(model.score({scored}))"))
    assert found.level == expected
    assert ("accuracy" in found.reason) is (scored != "X_test")


def test_a_pattern_that_is_compiled_measures_no_loss(tmp_path: Path) -> None:
    found = judged(
        tmp_path, "evaluation-depth", {}, training=measuring("import re", "NAME = re.compile('x')", SPLIT, FIT)
    )
    assert "loss" not in found.reason


def test_a_metric_of_ones_own_may_be_nobodys_business_but_the_modules(tmp_path: Path) -> None:
    own = "def _average_precision(truth, scores):\n    return sum(truth) / len(scores)"
    measured = "print(_average_precision(y_test, model.predict_proba(X_test)))"
    found = judged(tmp_path, "evaluation-depth", {}, training=measuring(own, SPLIT, FIT, measured))
    assert found.level == 1
    assert "average precision" in found.reason


SPARK = """\
from pyspark.ml.classification import LogisticRegression
from pyspark.ml.evaluation import BinaryClassificationEvaluator, MulticlassClassificationEvaluator

train, test = rows.randomSplit([0.8, 0.2], seed=1)
model = LogisticRegression().fit(train)
print({}.evaluate(model.transform(test)))
"""


class TestSpark:
    @pytest.mark.parametrize(
        ("evaluator", "reason"),
        [
            ("BinaryClassificationEvaluator(labelCol='late')", "Measured with roc auc on"),
            ("BinaryClassificationEvaluator(metricName='areaUnderPR')", "Measured with average precision on"),
            ("MulticlassClassificationEvaluator(metricName='weightedRecall')", "Measured with recall on"),
            ("MulticlassClassificationEvaluator(metricName='accuracy')", "Only accuracy is measured."),
        ],
    )
    def test_an_evaluator_names_its_metric_where_it_is_made(self, tmp_path: Path, evaluator: str, reason: str) -> None:
        found = judged(tmp_path, "evaluation-depth", {"measures.py": ""}, training=SPARK.format(evaluator))
        assert found.reason.startswith(reason)

    def test_naive_bayes_is_a_model_beside_another_and_no_guess(self, tmp_path: Path) -> None:
        code = SPARK.format("BinaryClassificationEvaluator()")
        other = "from pyspark.ml.classification import NaiveBayes\n\nother = NaiveBayes().fit(train)\n"
        assert level(tmp_path / "one", "baseline-comparison", {"measures.py": ""}, training=code) == 0
        found = judged(tmp_path / "two", "baseline-comparison", {"measures.py": ""}, training=code + other)
        assert found.level == 1
        assert "NaiveBayes" in found.reason


def test_a_graph_of_tasks_that_tests_itself_measures_no_model(tmp_path: Path) -> None:
    code = "from airflow import DAG\n\ndag = DAG('rent')\naccuracy = 'later'\n{}.test()\n"
    found = judged(tmp_path / "a", "evaluation-depth", {"measures.py": ""}, training=code.format("dag"))
    assert found.reason == "No code measures the model."
    tested = judged(tmp_path / "b", "evaluation-depth", {"measures.py": ""}, training=code.format("trainer"))
    assert tested.reason == "Only accuracy is measured."
