"""Comparisons and analyses as learners make them in other words, and what only looks like them."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.judge import finding_of
from tests.criteria.kit import repository
from tests.criteria.trained import FIT, SPLIT, TRAINING, level, measuring

HEAD = "# Model\n\n## Results\n\nOn the test set:\n\n| | Accuracy | F1 | ROC AUC |\n|---|---|---|---|\n"
MODEL = "| Random forest | 0.850 | 0.562 | 0.915 |\n"
TABLE = "| Model | F1 |\n|---|---|\n| Random forest | 0.81 |\n| XGBoost | 0.83 |\n\n"


class TestGuessesWithoutTheWordBaseline:
    @pytest.mark.parametrize(
        "row",
        [
            "Nobody subscribes", "call everything ham", 'always say "circulatory"', "tossing a coin", "mean of March",
            "same weekday last week", "trust the timetable", "average delay of the city", "everybody the same risk",
            "the most voted ones for everybody", "random films", "keyword filter (2 of 8 words)", "taux de base pour tous",
            "média da loja", "siempre el mismo", "mismo día de hace una semana", "immer gesund", "항상 정상",
            "what is done today", "dispatchers today (emptiest first)", "bisher",
        ],
    )  # fmt: skip
    def test_a_row_of_a_guess_beside_a_model_s_is_a_baseline(self, tmp_path: Path, row: str) -> None:
        readme = f"{HEAD}| {row} | 0.686 | 0.102 | 0.587 |\n{MODEL}"
        assert level(tmp_path, "baseline-comparison", {"README.md": readme}) == 2

    def test_a_row_that_tells_nobody_apart_is_a_baseline_in_any_language(self, tmp_path: Path) -> None:
        readme = f"{HEAD}| Alla lika | 0.883 | 0.000 | 0.500 |\n{MODEL}"
        assert level(tmp_path, "baseline-comparison", {"README.md": readme}) == 2

    def test_a_guess_that_finds_nobody_may_say_so_with_a_plain_nought(self, tmp_path: Path) -> None:
        readme = "# Model\n\n| | Recall |\n|---|---|\n| nobody | 0 |\n| Random forest | 0.85 |\n"
        assert level(tmp_path, "baseline-comparison", {"README.md": readme}) == 2

    @pytest.mark.parametrize("row", ["Random undersampling", "Random search", "Mean over folds", "No SMOTE", "Test"])
    def test_a_setting_or_a_summary_is_no_guess(self, tmp_path: Path, row: str) -> None:
        readme = f"{HEAD}| {row} | 0.686 | 0.102 | 0.587 |\n{MODEL}"
        assert level(tmp_path, "baseline-comparison", {"README.md": readme}) in (0, 1)

    def test_groups_of_people_are_no_guesses_where_no_row_is_a_model_s(self, tmp_path: Path) -> None:
        readme = f"{HEAD}| Everyone | 0.81 | 0.71 | 0.80 |\n| Women | 0.82 | 0.72 | 0.81 |\n"
        assert level(tmp_path, "baseline-comparison", {"README.md": readme}) in (0, 1)

    def test_a_sentence_may_give_the_guess_s_figure_of_the_metric_before(self, tmp_path: Path) -> None:
        readme = "# Leaves\n\nOn the test set: accuracy 0.807. Saying blight to every leaf gets 0.400.\n"
        assert level(tmp_path / "given", "baseline-comparison", {"README.md": readme}) == 2
        readme = "# Leaves\n\nOn the test set: accuracy 0.807. Saying blight to every leaf is much worse.\n"
        assert level(tmp_path / "not", "baseline-comparison", {"README.md": readme}) == 0


class TestBaselinesThatAreOnlyNamed:
    @pytest.mark.parametrize(
        "sentence",
        [
            "XGBoost clearly beats the baseline model.",
            "The random forest is better than a baseline that always predicts the most frequent class.",
            "Compared to the dummy baseline of our random forest this is a large improvement.",
            "Both random forest and XGBoost are far above the baseline.",
        ],
    )
    def test_better_than_a_baseline_is_no_figure_of_it(self, tmp_path: Path, sentence: str) -> None:
        assert level(tmp_path, "baseline-comparison", {"README.md": f"# Model\n\n{TABLE}{sentence}\n"}) == 1

    @pytest.mark.parametrize(
        "sentence",
        ["A logistic regression was the baseline.", "В качестве бейзлайна рассматривалась логистическая регрессия."],
    )
    def test_a_kind_of_model_that_no_figure_is_of_is_no_baseline(self, tmp_path: Path, sentence: str) -> None:
        readme = f"# Model\n\n{TABLE}{sentence}\n"
        assert level(tmp_path / "named", "baseline-comparison", {"README.md": readme}) == 1
        made = "from sklearn.linear_model import LogisticRegression\n\nLogisticRegression().fit(x, y)\n"
        files = {"README.md": readme, "baseline.py": made}
        assert level(tmp_path / "made", "baseline-comparison", files) == 1

    def test_a_model_that_is_introduced_as_the_baseline_has_its_figure(self, tmp_path: Path) -> None:
        readme = f"# Model\n\n{TABLE}The random forest is our baseline.\n"
        assert level(tmp_path, "baseline-comparison", {"README.md": readme}) == 2

    def test_a_row_that_only_says_lower_gives_no_figure(self, tmp_path: Path) -> None:
        readme = f"# Model\n\n{TABLE.strip()}\n| SVM (baseline) | lower |\n"
        assert level(tmp_path, "baseline-comparison", {"README.md": readme}) == 1

    @pytest.mark.parametrize(
        ("use", "expected"),
        [
            ("dummy = DummyClassifier().fit(X_train, y_train)", 0),
            ("dummy = DummyClassifier().fit(X_train, y_train)\nguess = dummy.predict(X_test)", 0),
            ("def baseline():\n    return DummyClassifier().fit(X_train, y_train).score(X_test, y_test)", 0),
            ("dummy = DummyClassifier().fit(X_train, y_train)\nprint(dummy.score(X_test, y_test))", 1),
            ("guess = DummyClassifier().fit(X_train, y_train).predict(X_test)\nprint((guess == y_test).mean())", 1),
            ("for one in [model, DummyClassifier()]:\n    print(one.fit(X_train, y_train).score(X_test, y_test))", 1),
        ],
        ids=["fitted", "asked", "never called", "scored", "compared", "in a loop"],
    )
    def test_a_dummy_counts_where_it_is_scored(self, tmp_path: Path, use: str, expected: int) -> None:
        code = f"{TRAINING}from sklearn.dummy import DummyClassifier\n{use}\n"
        assert level(tmp_path, "baseline-comparison", {"README.md": "# x\n"}, training=code) == expected

    def test_a_module_that_cannot_be_imported_scores_nothing(self, tmp_path: Path) -> None:
        code = (
            "from sklearn.dummy import DummyClassifier\nfrom src.train import load_splits\n\n"
            "X, y = load_splits()\nprint(DummyClassifier().fit(X, y).score(X, y))\n"
        )
        files = {"src/__init__.py": "", "src/train.py": "rows = 3\n", "src/baseline.py": code}
        assert level(tmp_path, "baseline-comparison", files) == 0


ASK = ["pred = model.predict(X_test)", "print(f1_score(y_test, pred))"]


class TestMeasuredAgain:
    @pytest.mark.parametrize(
        "lines",
        [
            [
                "draws = [f1_score(y_test[i], pred[i]) for i in (rng.integers(0, len(pred), len(pred)) for _ in range(200))]",
                "print(np.percentile(draws, [2.5, 97.5]))",
            ],
            ["means = [rng.choice(hits, len(hits)).mean() for _ in range(500)]", "print(np.quantile(means, 0.05))"],
            [
                "for name, rows in table.groupby('age'):",
                "    print(name, f1_score(rows['y'], model.predict(rows[COLUMNS])))",
            ],
            ["print({name: f1_score(y_test[m], pred[m]) for name, m in {'old': old, 'young': ~old}.items()})"],
            ["for cut in (0.3, 0.5, 0.7):", "    print(cut, confusion_matrix(y_test, sure >= cut))"],
            [
                "found = [f1_score(y_test, LogisticRegression(random_state=seed).fit(X_train, y_train).predict(X_test)) for seed in range(5)]",
                "print(np.std(found))",
            ],
        ],
        ids=["rows drawn again", "hits drawn again", "groups", "masks", "cuts", "seeds"],
    )
    def test_what_a_loop_measures_again_goes_beyond_the_metrics(self, tmp_path: Path, lines: list[str]) -> None:
        code = measuring("rng = np.random.default_rng(0)", SPLIT, FIT, *ASK, *lines)
        assert level(tmp_path, "evaluation-depth", {}, training=code) == 2

    @pytest.mark.parametrize(
        "lines",
        [
            ["rows = [rng.integers(0, 10, 5) for _ in range(200)]", "print(np.percentile(rows, 5))"],
            ["for name, rows in table.groupby('age'):", "    print(name, len(rows))"],
            ["for a, b in folds.split(X):", "    print(f1_score(y[b], pred[b]))"],
            ["for name, rows in table.groupby('shop'):", "    print(f1_score(rows.y, model.fit(rows, rows.y).predict(rows)))"],
            ["for cut in (0.3, 0.5, 0.7):", "    print((sure >= cut).sum())"],
            ["def find_best_threshold(sure):", "    return max((f1_score(y_test, sure >= t), t) for t in (0.3, 0.5))"],
            ["def interval(hits):", "    return np.std([rng.choice(hits, len(hits)).mean() for _ in range(9)])"],
        ],
        ids=["invented rows", "counted groups", "folds", "a model a group", "counted cuts", "cut by nobody", "drawn by nobody"],
    )  # fmt: skip
    def test_what_measures_nothing_or_never_runs_does_not(self, tmp_path: Path, lines: list[str]) -> None:
        code = measuring("rng = np.random.default_rng(0)", SPLIT, FIT, *ASK, *lines)
        assert level(tmp_path, "evaluation-depth", {}, training=code) == 1

    def test_a_metric_of_training_rows_is_none_of_held_out_ones(self, tmp_path: Path) -> None:
        held = "print(accuracy_score(y_test, model.predict(X_test)))"
        code = measuring(SPLIT, FIT, held, "print(f1_score(y_train, model.predict(X_train)))")
        assert level(tmp_path / "training", "evaluation-depth", {}, training=code) == 0
        code = measuring(SPLIT, FIT, held, "print(f1_score(y_test, model.predict(X_test)))")
        assert level(tmp_path / "test", "evaluation-depth", {}, training=code) == 1


class TestAnalysesInWords:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("The bad corner is late blight: 58 of 284 are taken for early blight. I would rather have alarms.", 2),
            ("39 photos are wrong, and most of them are cups.", 2),
            ("F1 is 0.81 on the test set. We analysed the residuals and they are fine.", 1),
            ("F1 is 0.81 on the test set. An error analysis of the false negatives was carried out.", 1),
            ("F1 is 0.81. The threshold is chosen by cost (a missed default costs more than a refused loan).", 1),
        ],
    )
    def test_what_was_seen_counts_and_not_that_somebody_looked(self, tmp_path: Path, text: str, expected: int) -> None:
        code = measuring(SPLIT, FIT, *ASK)
        files = {"README.md": f"# Leaves\n\n## Results\n\n{text}\n"}
        assert level(tmp_path, "evaluation-depth", files, training=code) == expected


MEASURING = """\
def scores(truth, said):
    error = (truth - said).abs()
    return {"mae": float(error.mean()), "rmse": float((error**2).mean() ** 0.5)}
"""
HOLDING_OUT = """\
import pandas as pd
from sklearn.linear_model import Ridge

from measuring import scores

table = pd.read_csv("trips.csv")
NAMES = table[~table["street"].isin(["North", "South"])], table[table["street"].isin(["North", "South"])]
model = Ridge().fit(past[["hour"]], past["trips"])
print(scores(rest["trips"], model.predict(rest[["hour"]])))
"""


@pytest.mark.parametrize(("names", "level"), [("past, held_out", 1), ("past, TEST_SIZE", 0)])
def test_what_one_module_holds_out_another_may_measure_on(names: str, level: int, tmp_path: Path) -> None:
    rest = names.partition(", ")[2]
    train = HOLDING_OUT.replace("NAMES", names).replace("rest[", f"{rest}[")
    found = repository(tmp_path, {"train.py": train, "measuring.py": MEASURING})
    assert finding_of(found, "evaluation-depth").level == level


BY_YEAR = """\
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error


def ask(model, rows):
    return model.predict(rows[["rain"]])


trips = pd.read_csv("trips.csv")
past, rest = trips[trips.day < "2021"], trips[trips.day >= "2021"]
model = Ridge().fit(past[["rain"]], past["riders"])
print(mean_absolute_error(rest["riders"], ask(model, rest)))
for street, part in rest.groupby("street"):
    print(street, abs(part["riders"] - ERRORS).mean())
"""


@pytest.mark.parametrize(
    ("errors", "level"),
    [
        ("ask(model, part)", 2),
        ('model.predict(part[["rain"]])', 2),
        # How far a group is spread is no error of a model.
        ('part["riders"].mean()', 1),
        ('part["before"]', 1),
    ],
)
def test_errors_of_groups_may_be_worked_out_by_hand(errors: str, level: int, tmp_path: Path) -> None:
    found = repository(tmp_path, {"train.py": BY_YEAR.replace("ERRORS", errors)})
    assert finding_of(found, "evaluation-depth").level == level


@pytest.mark.parametrize(
    ("name", "level"), [("naive", 1), ("ingenuo", 1), ("previsione_ingenua", 1), ("error", 0), ("again", 0)]
)
def test_a_baseline_may_be_measured_in_code_without_a_model(name: str, level: int, tmp_path: Path) -> None:
    code = BY_YEAR.replace("ERRORS", "1") + f'{name} = mean_absolute_error(rest["riders"], rest["before"])\n'
    assert finding_of(repository(tmp_path, {"train.py": code}), "baseline-comparison").level == level


def test_the_strength_that_ridge_chooses_holds_nothing_out(tmp_path: Path) -> None:
    code = (
        "import pandas as pd\nfrom sklearn.linear_model import RidgeCV\nfrom sklearn.metrics import r2_score\n\n"
        'trips = pd.read_csv("trips.csv")\nmodel = RidgeCV(alphas=[0.1, 1.0]).fit(trips[["rain"]], trips["riders"])\n'
        'print(r2_score(trips["riders"], model.predict(trips[["rain"]])))\n'
    )
    assert finding_of(repository(tmp_path / "own", {"train.py": code}), "evaluation-depth").level == 0
    code += 'from sklearn.model_selection import cross_val_score\nprint(cross_val_score(model, trips[["rain"]], trips["riders"], scoring="r2"))\n'
    assert finding_of(repository(tmp_path / "folds", {"train.py": code}), "evaluation-depth").level == 1


def test_the_figure_of_a_whole_stands_before_those_of_its_parts(tmp_path: Path) -> None:
    shown = '{"mae_ridge": 4.56, "mae_naive": 5.12, "mae_by_year": {"2021": 3.9, "2022": 6.1}}'
    code = BY_YEAR.replace("ERRORS", "1") + 'import json\njson.dump(found, open("metrics.json", "w"))\n'
    found = repository(tmp_path, {"train.py": code, "metrics.json": shown})
    assert "mae 4.56" in (finding_of(found, "quantified-results").fix or "")
    assert "5.12 beside the model's 4.56" in finding_of(found, "baseline-comparison").reason


def test_an_error_of_nothing_is_no_best_model_s(tmp_path: Path) -> None:
    readme = "# Trips\n\nOn the test set the baseline has an MAE of 5.1, the forest an MAE of 4.5, with an MAE of 0.0 lost.\n"
    files = {"README.md": readme, "train.py": BY_YEAR.replace("ERRORS", "1")}
    found = finding_of(repository(tmp_path, files), "baseline-comparison")
    assert "the model's 4.5" in found.reason


def test_the_model_s_figure_is_the_result_where_only_the_baseline_s_row_names_a_time(tmp_path: Path) -> None:
    readme = "# Riders\n\n| | MAE |\n|---|---|\n| mean of 28 days | 5.1 |\n| Ridge | 4.5 |\n"
    files = {"README.md": readme, "train.py": BY_YEAR.replace("ERRORS", "1")}
    assert "mae 4.5" in finding_of(repository(tmp_path, files), "quantified-results").reason


BACKBONE = """\
import numpy as np
from keras.applications import DenseNet201
from keras.layers import Conv2D, Dense, Flatten
from keras.models import Sequential

slides, labels = np.load("slides.npy"), np.load("labels.npy")
backbone = DenseNet201(include_top=False)
net = Sequential([{first}, Flatten(), Dense(2, activation="softmax")])
net.compile(loss="categorical_crossentropy", metrics=["accuracy"])
net.fit(slides, labels)
"""


@pytest.mark.parametrize(("first", "expected"), [("backbone", 0), ("Conv2D(8, 3)", 1)])
def test_a_head_on_a_backbone_is_one_model(tmp_path: Path, first: str, expected: int) -> None:
    files = {"train.py": BACKBONE.replace("{first}", first)}
    files["slides.npy"] = files["labels.npy"] = "1"
    assert finding_of(repository(tmp_path, files), "baseline-comparison").level == expected


MEAN_FARE = """\
import numpy as np
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split


def mean_fare_{called}(y_train, y_test):
    guesses = np.full(len(y_test), y_train.mean())
    return mean_absolute_error(y_test, guesses)


data = pd.read_csv("fares.csv")
x_train, x_test, y_train, y_test = train_test_split(data[["miles"]], data["fare"], random_state=3)
model = Ridge().fit(x_train, y_train)
print(mean_absolute_error(y_test, model.predict(x_test)), mean_fare_{called}(y_train, y_test))
"""


@pytest.mark.parametrize(("called", "expected"), [("baseline", 1), ("deviation", 0)])
def test_a_baseline_s_function_is_compared_with(tmp_path: Path, called: str, expected: int) -> None:
    found = finding_of(repository(tmp_path, {"train.py": MEAN_FARE.replace("{called}", called)}), "baseline-comparison")
    assert found.level == expected
    assert ("no text or output shows the result" in found.reason) == bool(expected)
