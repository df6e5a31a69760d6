"""A model of who leaves a gym, and how its repository is judged."""

from __future__ import annotations

from pathlib import Path

from portfolio_kit.criteria.judge import finding_of
from portfolio_kit.rubric.finding import Finding
from tests.criteria.kit import repository

TRAIN = """\
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, recall_score
from sklearn.model_selection import train_test_split

data = pd.read_csv("data/members.csv").dropna()
x_train, x_test, y_train, y_test = train_test_split(data[["age", "visits"]], data["left"], random_state=1)
model = LogisticRegression().fit(x_train, y_train)
print(f1_score(y_test, model.predict(x_test)))
"""
FIT = "from kept import answers, rows\nfrom sklearn.linear_model import LogisticRegression\n\nLogisticRegression().fit(rows, answers)\n"
MEMBERS = "customer_id,gender,age,visits,left\n1,f,31,4,0\n2,m,40,1,1\n"
SENSORS = "sensor_1,temperature,torque,failure\n0.1,300.2,41.0,0\n"


def judged(criterion: str, folder: Path, files: dict[str, str | bytes]) -> Finding:
    if criterion in ("explainability", "model-card", "data-lineage"):
        # Words alone are judged before, for every criterion: here is always a model that they are about.
        files = {"fit.py": FIT, **files}
    finding = finding_of(repository(folder, files), criterion)
    assert not finding.error, finding.reason
    return finding
