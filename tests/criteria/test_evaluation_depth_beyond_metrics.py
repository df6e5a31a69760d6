"""What is looked at beyond the metrics, by what loops, rows of results and summaries do."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.judge import finding_of
from tests.criteria.kit import repository
from tests.criteria.trained import level

HEAD = """\
import numpy as np
import pandas as pd
from sklearn.calibration import CalibratedClassifierCV
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, recall_score
from sklearn.model_selection import train_test_split
from sklearn.svm import LinearSVC

wells = pd.read_csv("wells.csv")
X_train, X_test, y_train, y_test = train_test_split(wells[["depth"]], wells.dry, random_state=4)
model = RandomForestClassifier().fit(X_train, y_train)
said = model.predict(X_test)
p = model.predict_proba(X_test)[:, 1]
print(f1_score(y_test, said), recall_score(y_test, said))
"""

SUMMARY = """\
rows = []
for cut in (1, 2, 3):
    rows.append(RandomForestClassifier().fit(X_train, y_train).score(X_test, y_test))
table = pd.DataFrame(rows)
print(table.groupby("cut").agg(["mean", "std"]))
"""


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        # The best of evenly spaced values, by what each would cost.
        ("at = min(np.linspace(0.1, 0.9, 81), key=lambda t: price(y_test, p >= t))", 2),
        ("near = min(np.linspace(0.1, 0.9, 81), key=abs)", 1),
        # One row of results a group, or a model.
        ('rows = [{"where": k, "recall": g.found[g.dry == 1].mean()} for k, g in wells.groupby("county")]', 2),
        ('rows = [{"where": k, "depth": g.depth.mean()} for k, g in wells.groupby("county")]', 1),
        ('rows = [{"who": k, "recall": g.found.mean()} for k, g in wells.groupby("model")]', 1),
        # Errors that lie beside the groups.
        ("worst = {k: errors[county == k].mean() for k in np.unique(county)}", 2),
        ("depth = {k: wells[wells.county == k].mean() for k in np.unique(county)}", 1),
        # A seed that a loop counts up.
        ('f = [f1_score(y_test, fit(conf["seed"] + k)) for k in range(5)]\nprint(np.std(f))', 2),
        ("f = [f1_score(y_test, fit(size + k)) for k in range(5)]\nprint(np.max(f))", 1),
        # What only gives a model its probabilities.
        ("other = CalibratedClassifierCV(LinearSVC()).fit(X_train, y_train)", 1),
        ("other = CalibratedClassifierCV(LogisticRegression()).fit(X_train, y_train)", 2),
        # A summary of what was measured again and again.
        (
            SUMMARY,
            2,
        ),
        ('print(wells.groupby("county").agg(["mean", "std"]))', 1),
    ],
)
def test_what_is_looked_at_is_told_by_what_code_does(tmp_path: Path, code: str, expected: int) -> None:
    found = finding_of(repository(tmp_path, {"train.py": f"{HEAD}{code}\n", "wells.csv": "a\n1\n"}), "evaluation-depth")
    assert not found.error, found.reason
    assert found.level == expected, found.reason


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ResNet-18 has residual blocks and was made for CIFAR-10.", 1),
        ("Supported are F1 and the confusion matrix with its false positives.", 1),
        ("Of the false positives, 14 are wells that had just been cleaned.", 2),
    ],
)
def test_a_digit_in_a_name_is_no_figure_of_errors(tmp_path: Path, text: str, expected: int) -> None:
    files = {"train.py": HEAD, "README.md": f"# Dry wells\n\nWhich wells run dry.\n\n## Model\n\n{text}\n"}
    assert finding_of(repository(tmp_path, files), "evaluation-depth").level == expected


_BY_GROUP = (
    "import pandas as pd\nfrom sklearn.linear_model import LogisticRegression\nfrom sklearn.metrics import f1_score\n"
    "from sklearn.model_selection import train_test_split\n\n"
    "X_train, X_test, y_train, y_test = train_test_split(X, y)\nmodel = LogisticRegression().fit(X_train, y_train)\n"
    "table = X_test.assign(y=y_test, guess=model.predict(X_test))\nprint(f1_score(table.y, table.guess))\n"
    "for name, rows in table.groupby('{}'):\n    {}\n"
)


@pytest.mark.parametrize(
    ("column", "measured", "expected"),
    [
        ("harbour", "print(name, f1_score(rows.y, rows.guess))", 2),
        ("month", "print(name, len(rows))", 1),
        ("harbour", "print(f1_score(rows.y, model.fit(rows, rows.y).predict(rows)))", 1),
    ],
)
def test_a_metric_of_groups_goes_beyond(tmp_path: Path, column: str, measured: str, expected: int) -> None:
    assert level(tmp_path, "evaluation-depth", {}, training=_BY_GROUP.format(column, measured)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A false negative costs the harbour more than a false alarm. We looked at it. There are 300 boats.", 1),
        ("False negatives are mostly ferries. There are 31 of them.", 2),
        ("- Cost of a false alarm: 10€ for each boat\n- Cost of a false negative: 500€\n", 1),
        ("A false negative costs 500 euros, and there were 31 of them.", 2),
        (
            "It is a success above an F1 of 0.75: a missed well costs days and a false alarm costs the driller's time.",
            1,
        ),
        ("There are 12 false alarms. A false alarm costs the driller's time.", 2),
        ("The model underestimates yachts by $4,000.", 2),
    ],
)
def test_figures_stand_near_what_is_said_of_errors(tmp_path: Path, text: str, expected: int) -> None:
    assert level(tmp_path, "evaluation-depth", {"README.md": f"# Boats\n\n## Results\n\n{text}\n"}) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("That is less than the run-to-run variance of 2.1 points.", 2),
        ("As a next step we could look at the variance between seeds, with 10 of them.", 1),
    ],
)
def test_a_text_may_tell_how_far_runs_differ(tmp_path: Path, text: str, expected: int) -> None:
    assert level(tmp_path, "evaluation-depth", {"README.md": f"# Boats\n\n## Results\n\n{text}\n"}) == expected


@pytest.mark.parametrize(("kept", "expected"), [("docs/load_test.html", 2), ("docs/boats.html", 1)])
def test_a_load_test_measures_latency_where_its_report_is_kept(tmp_path: Path, kept: str, expected: int) -> None:
    asks = (
        "from locust import HttpUser, task\n\n\nclass Pilot(HttpUser):\n    @task\n    def ask(self):\n"
        "        self.client.post('/predict', json={'harbour': 3})\n"
    )
    files = {"load/pilots.py": asks, kept: "<p>p95: 41 ms</p>"}
    assert level(tmp_path, "evaluation-depth", files) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Of 300 boats, the MAE of 14 minutes is largest in November, with 31.", 2),
        ("Of 300 boats, it has the lowest MAE of 14 minutes and the highest R² on the test set, with 0.81.", 1),
    ],
)
def test_where_another_metric_is_best_no_error_is_placed(tmp_path: Path, text: str, expected: int) -> None:
    assert level(tmp_path, "evaluation-depth", {"README.md": f"# Boats\n\n## Results\n\n{text}\n"}) == expected


@pytest.mark.parametrize(
    "text",
    [
        # How many were missed, or which way it errs.
        "Von den 12 übersehenen Booten lagen 9 im Schatten der Mole.",
        "Das Modell hat bei Ebbe die Zahl der Boote um 20 % unterschätzt.",
        "Nach Ebbe sagt das Modell 20 Boote zu wenig voraus.",
        "Saat surut model menebak 31 perahu terlalu sedikit.",
        "В праздники лодок недооцениваем: 140 вместо 260.",
        "退潮那两天多估了 21 条船。",
        "Dari 12 perahu yang terlewat, 9 berada di balik dermaga.",
        "Perahu kecil selalu diprediksi terlalu rendah, karena hanya ada 14.",
        "Из 12 пропущенных лодок 9 стояли в тени мола.",
        "В отлив модель всегда завышает число лодок на 20 %.",
        "退潮时模型平均少报了 20% 的船。",
        "ज्वार के समय मॉडल ने औसतन 20 नावें ज़्यादा बताया।",
        # How sure that is.
        "Der F1 beträgt 0,81 ± 0,02.",
        "95 %-Konfidenzintervall der AUC: 0,79–0,85 bei den Booten.",
        "Simpangan baku antar lipatan 0,02 untuk perahu.",
        "Доверительный интервал для лодок: 0,79–0,85.",
        "船的 AUC 置信区间为 0.79–0.85。",
        # A threshold that is worth most.
        "Beim Schwellenwert 0,12, der den Nutzen der Boote maximiert, wird gerufen.",
        "Порог 0,12 минимизирует затраты на лодки.",
        "船的阈值取 0.12，这样成本最低。",
    ],
)
def test_errors_are_discussed_in_any_language(tmp_path: Path, text: str) -> None:
    assert level(tmp_path, "evaluation-depth", {"README.md": f"# Boats\n\n## Results\n\n{text}\n"}) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Ich habe den Aufwand um 20 Stunden unterschätzt.",
        "Модель ошибается в среднем на 1,7 лодки.",
        "Лодка стоит 20 тысяч, и это слишком.",
        "Die Mole misst 40 ± 1 Meter.",
        "我低估了 20 小时的工作量。",
        "Der Schwellenwert ist 0,5.",
        "Perahu kecil ada 14 buah.",
    ],
)
def test_how_far_off_it_is_discusses_no_error(tmp_path: Path, text: str) -> None:
    assert level(tmp_path, "evaluation-depth", {"README.md": f"# Boats\n\n## Results\n\n{text}\n"}) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- Precision: 85%+ (few false alarms)", 1),
        ("- Precision: 85%, and 9 of the 12 false alarms are rowing boats", 2),
        ("- Precision: 85% (9 of the 12 false alarms are rowing boats)", 2),
    ],
    ids=["what it means", "what was wrong", "what was wrong, in brackets"],
)
def test_what_a_value_means_in_brackets_discusses_no_error(tmp_path: Path, text: str, expected: int) -> None:
    assert level(tmp_path, "evaluation-depth", {"README.md": f"# Boats\n\n## Results\n\n{text}\n"}) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Each forecast of boats comes in 500 ms with a confidence interval.", 1),
        ("Replaces the fixed ±10% of the boats by confidence intervals.", 1),
        ("The confidence interval of the MAE is 12 to 16 boats.", 2),
    ],
)
def test_the_confidence_interval_of_an_answer_says_nothing_of_what_was_measured(
    tmp_path: Path, text: str, expected: int
) -> None:
    assert level(tmp_path, "evaluation-depth", {"README.md": f"# Boats\n\n## Answers\n\n{text}\n"}) == expected


MEASURING = """\
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split


def tried(wells):
    X_train, X_test, y_train, y_test = train_test_split(wells[["depth"]], wells.flow, random_state=4)
    y_pred = Ridge().fit(X_train, y_train).predict(X_test)
    print(mean_absolute_error(y_test, y_pred))
    return y_test, y_pred
"""
LOOKING = """\
import matplotlib.pyplot as plt
import pandas as pd
from measuring import tried

y_test, y_pred = tried(pd.read_csv("wells.csv"))
"""


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("residuals = y_test - y_pred\nplt.scatter(y_pred, residuals)\n", 2),
        ("residuals = y_test - y_pred\n", 1),
        ("residuals = y_test - y_test.mean()\nplt.hist(residuals)\n", 1),
    ],
)
def test_residuals_are_looked_at_where_another_module_measures(code: str, expected: int, tmp_path: Path) -> None:
    files = {"measuring.py": MEASURING, "look.py": LOOKING + code, "wells.csv": "depth,flow\n3,1\n9,4\n"}
    assert finding_of(repository(tmp_path, files), "evaluation-depth").level == expected
