"""A model of which boats sell, and how its repository is judged."""

from __future__ import annotations

from pathlib import Path

from portfolio_kit.criteria.judge import finding_of
from portfolio_kit.rubric.finding import Finding
from tests.criteria.kit import repository

Files = dict[str, str | bytes]
TRAIN = """\
import joblib
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split

data = pd.read_csv("data/boats.csv").dropna()
x_train, x_test, y_train, y_test = train_test_split(data[["hull", "mast"]], data["sold"], random_state=1)
model = RandomForestClassifier(random_state=1).fit(x_train, y_train)
print(f1_score(y_test, model.predict(x_test)))
joblib.dump(model, "model.joblib")
"""
DATA = "hull,mast,sold\n1,2,0\n" * 20
README = "# Boats\n\n```bash\npip install -r requirements.txt\npython train.py\n```\n"
WHOLE: Files = {"README.md": README, "train.py": TRAIN, "data/boats.csv": DATA}


def judged(criterion: str, folder: Path, files: Files) -> Finding:
    finding = finding_of(repository(folder, files), criterion)
    assert not finding.error, finding.reason
    return finding
