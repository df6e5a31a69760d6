"""A learner's repository, as the pages of the docs check it: good work with gaps that are usual."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

_WIDTH, _HEIGHT = 300, 200
_WHITE, _LINE, _BAR = 255, 220, 90


def _chart(shares: Sequence[float]) -> bytes:
    """A bar chart as a PNG in shades of grey: shares between 0 and 1, over lines a twentieth apart."""
    step = _WIDTH // len(shares)
    rows = []
    for height in range(_HEIGHT, 0, -1):
        of_paper = _LINE if height % (_HEIGHT // 20) == 0 else _WHITE
        bars = [height <= share * _HEIGHT for share in shares]
        row = [
            _BAR if step // 5 <= column % step < step * 4 // 5 and bars[column // step] else of_paper
            for column in range(step * len(shares))
        ]
        rows.append(b"\0" + bytes(row))
    head = struct.pack(">IIBBBBB", step * len(shares), _HEIGHT, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in ((b"IHDR", head), (b"IDAT", zlib.compress(b"".join(rows))), (b"IEND", b""))
    )


FILES: Mapping[str, str | bytes] = {
    "README.md": """\
# Which customers will leave?

A phone company loses 26 % of its customers a year. The retention team can call 200 customers a week and wants
to call those who would leave: this project ranks them.

![Churn by contract type](docs/churn.png)

## Install

```console
python -m venv .venv && .venv/bin/pip install -r requirements.txt
```

## Run

```console
python train.py
uvicorn app:app
```

## Results

Measured on a hold-out of 1,409 customers (20 %), which training never saw:

| Model | F1 | ROC AUC |
|---|---:|---:|
| Gradient boosting | 0.63 | 0.85 |

## Data

`data/telco.csv` is IBM's Telco customer churn sample, published for learning. The customers are fictional.
""",
    "requirements.txt": """\
pandas
scikit-learn
fastapi
uvicorn
joblib
""",
    "train.py": """\
\"\"\"Trains the churn model.\"\"\"

import json

import joblib
import pandas as pd
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.metrics import f1_score, roc_auc_score
from sklearn.model_selection import train_test_split


def prepare(path: str) -> tuple[pd.DataFrame, pd.Series]:
    rows = pd.read_csv(path).dropna()
    return pd.get_dummies(rows.drop(columns=["customerID", "Churn"])), rows["Churn"].eq("Yes")


def main() -> None:
    features, target = prepare("data/telco.csv")
    train, test, train_target, test_target = train_test_split(features, target, test_size=0.2, random_state=7)
    model = GradientBoostingClassifier(random_state=7).fit(train, train_target)
    predicted = model.predict(test)
    scores = {
        "f1": f1_score(test_target, predicted),
        "roc_auc": roc_auc_score(test_target, model.predict_proba(test)[:, 1]),
    }
    with open("metrics.json", "w") as file:
        json.dump(scores, file)
    joblib.dump(model, "model.joblib")


if __name__ == "__main__":
    main()
""",
    "app.py": """\
\"\"\"Answers whether a customer will leave.\"\"\"

import joblib
import pandas as pd
from fastapi import FastAPI

app = FastAPI()
model = joblib.load("model.joblib")


@app.post("/predict")
def predict(customer: dict[str, float]) -> dict[str, float]:
    row = pd.DataFrame([customer]).reindex(columns=model.feature_names_in_, fill_value=0)
    return {"probability": float(model.predict_proba(row)[0, 1])}
""",
    "Dockerfile": """\
FROM python:3.12-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install -r requirements.txt
COPY src/ /app/src/
CMD ["uvicorn", "app:app", "--host", "0.0.0.0"]
""",
    "metrics.json": """\
{"f1": 0.6312, "roc_auc": 0.8467}
""",
    "data/telco.csv": """\
customerID,tenure,MonthlyCharges,Contract,Churn
7590-V,1,29.85,Month-to-month,No
3668-Q,2,53.85,Month-to-month,Yes
5575-G,34,56.95,One year,No
""",
    "tests/test_train.py": """\
from train import prepare


def test_the_target_is_no_feature():
    features, target = prepare("data/telco.csv")
    assert "Churn" not in features
    assert target.sum() == 1
""",
    "docs/churn.png": _chart((0.43, 0.11, 0.03)),
}


# The same with a baseline measured, for the page on case studies.
MEASURED: Mapping[str, str | bytes] = {
    "metrics.json": """\
{"dummy": {"f1": 0.4218, "roc_auc": 0.5},
 "gradient_boosting": {"f1": 0.6312, "roc_auc": 0.8467}}
""",
}

# Its case study, written before the last training.
TOLD: Mapping[str, str | bytes] = {
    **MEASURED,
    "docs/case-study.md": """\
# Which customers will leave?

## Results

<!-- result:results from metrics.json -->

| Model | F1 | ROC AUC |
| --- | ---: | ---: |
| Dummy | 0.422 | 0.500 |
| Gradient boosting | 0.652 | 0.847 |

<!-- /result -->

With an F1 of 0.65 the team reaches two of three customers who would have left.
""",
}

# With a package that the code imports and nothing declares, for the page on proving.
FORGOTTEN: Mapping[str, str | bytes] = {
    "train.py": str(FILES["train.py"]).replace("import pandas", "import matplotlib.pyplot as plt\nimport pandas", 1),
}


def write(folder: Path, more: Mapping[str, str | bytes] | None = None) -> None:
    """Write the repository below `folder`, with `more` files or other ones in place of its own."""
    for name, content in {**FILES, **(more or {})}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
