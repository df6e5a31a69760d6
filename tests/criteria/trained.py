"""A model that is trained and measured, and what its repository is judged to be."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from portfolio_kit.criteria.judge import finding_of
from portfolio_kit.rubric.finding import Finding
from tests.criteria.kit import repository

TRAINING = """\
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import classification_report
from sklearn.model_selection import train_test_split

table = pd.read_csv("data.csv")
X_train, X_test, y_train, y_test = train_test_split(table.drop(columns="y"), table["y"], random_state=0)
model = RandomForestClassifier().fit(X_train, y_train)
print(classification_report(y_test, model.predict(X_test)))
"""
# What the texts below give figures of, so that they are about what the code does.
MEASURES = """\
from sklearn import metrics

MEASURES = [
    metrics.roc_auc_score, metrics.log_loss, metrics.r2_score, metrics.mean_absolute_error, metrics.mean_squared_error,
    metrics.silhouette_score, metrics.root_mean_squared_error, metrics.root_mean_squared_log_error, metrics.mean_absolute_percentage_error,
]
"""
TABLE = (
    "# Bikes\n\n## Results on the test set\n\n| Model | MAE |\n|---|---|\n| Baseline (mean) | 108.4 |\n"
    "| Rule: the hour's mean | 44.5 |\n| Ridge | 43.1 |\n| Gradient boosting | 35.8 |\n| Random forest | 36.2 |\n"
)
SPLIT = "X_train, X_test, y_train, y_test = train_test_split(X, y)"
FIT = "model = LogisticRegression().fit(X_train, y_train)"


def judged(folder: Path, criterion: str, files: Mapping[str, str], *, training: str = TRAINING) -> Finding:
    found = finding_of(repository(folder, {"train.py": training, "measures.py": MEASURES, **files}), criterion)
    assert not found.error, found.reason
    return found


def level(folder: Path, criterion: str, files: Mapping[str, str], *, training: str = TRAINING) -> int | None:
    return judged(folder, criterion, files, training=training).level


def measuring(*lines: str) -> str:
    imports = (
        "import numpy as np\nfrom sklearn.linear_model import LogisticRegression\nfrom sklearn.metrics import accuracy_score, f1_score, "
        "confusion_matrix, mean_absolute_error\nfrom sklearn.model_selection import cross_val_score, train_test_split\n"
    )
    return imports + "\n".join(lines) + "\n"
