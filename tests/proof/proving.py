"""Proofs as a test needs them: a real repository, and results that a test makes up."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from portfolio_kit.criteria.judge import judge
from portfolio_kit.proof.model import Command, Outcome, Proof, Result
from portfolio_kit.proof.proven import Proven
from portfolio_kit.proof.scorecard import settled
from portfolio_kit.proof.tree import fingerprint, paths
from portfolio_kit.repository.repository import read
from portfolio_kit.rubric.finding import Evidence
from portfolio_kit.rubric.rubric import ARTICLE, chosen

FILES = {
    "README.md": "# Churn\n\nWho leaves next month? The model reaches an F1 of 0.87 on the test set.\n\n"
    "    pip install -r requirements.txt\n    python train.py\n",
    "requirements.txt": "scikit-learn==1.5.0\npandas==2.2.2\nfastapi==0.111.0\njoblib==1.4.2\n",
    "train.py": "import joblib\nimport pandas as pd\nfrom sklearn.linear_model import LogisticRegression\n"
    "from sklearn.metrics import f1_score\nfrom sklearn.model_selection import train_test_split\n\n"
    "data = pd.read_csv('data.csv').dropna()\n"
    "a, b, c, d = train_test_split(data[['x']], data['y'], random_state=1)\n"
    "model = LogisticRegression().fit(a, c)\nprint('F1:', f1_score(d, model.predict(b)))\n"
    "joblib.dump(model, 'model.pkl')\n",
    "serve.py": "import joblib\nfrom fastapi import FastAPI\n\napp = FastAPI()\nmodel = joblib.load('model.pkl')\n\n\n"
    "@app.post('/predict')\ndef predict(x: float):\n    return {'churn': int(model.predict([[x]])[0])}\n",
    "tests/test_train.py": "from serve import predict\n\n\ndef test_predict():\n"
    "    assert predict(1.0)['churn'] in (0, 1)\n",
    "Dockerfile": "FROM python:3.12\nCOPY . /app\nWORKDIR /app\nRUN pip install -r requirements.txt\n"
    'CMD ["uvicorn", "serve:app"]\n',
    "data.csv": "x,y\n" + "1,0\n2,1\n" * 20,
}


def repository(folder: Path, files: Mapping[str, str] | None = None) -> Path:
    """A learner's repository in a new folder."""
    for name, text in {**FILES, **(files or {})}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def result(
    stage: str,
    status: str = "passed",
    summary: str = "it ran",
    *,
    fix: str | None = None,
    stopped: str | None = None,
    log: Path | None = None,
    **facts: object,
) -> Result:
    """A result with one command, that of line 2 of train.py."""
    command = Command(("python", "train.py"), ".", {}, Evidence("train.py", 2, "import pandas as pd"))
    outcome = Outcome(command, None if stopped else 0, 1.25, log or Path(f"/nowhere/{stage}-1.log"), stopped)
    fix = fix or ("Mend it." if status == "failed" else None)
    assert status in ("passed", "failed", "skipped")
    outcomes = () if status == "skipped" else (outcome,)
    return Result(stage, status, summary, fix, outcomes, facts)  # type: ignore[arg-type]


def proven(folder: Path, *results: Result, rubric: str = ARTICLE) -> Proven:
    """What these results make of a repository."""
    found = read(folder)
    tree = fingerprint(folder, paths(folder))
    proof = Proof(
        "churn", found.commit, tree.git_tree, "portfolio-kit 1.2.3", "2026-11-25T20:22:16+00:00", "a box", results
    )
    before = judge(found, chosen(rubric), "churn")
    after = judge(read(folder), chosen(rubric), "churn", settled(proof))
    return Proven(before, after, proof, tree, None, folder / "logs")
