"""Words without substance earn nothing: what a repository says of itself counts only with what it holds."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from portfolio_kit.criteria.judge import finding_of, judge
from portfolio_kit.rubric.rubric import installed
from portfolio_kit.rubric.scorecard import Scorecard
from tests.criteria.kit import notebook, repository

NAMES = [
    "README.md", "requirements.txt", "pyproject.toml", "Dockerfile", "docker-compose.yml", "Makefile", "dvc.yaml", "LICENSE",
    ".github/workflows/ci.yml", "tests/test_model.py", "tests/test_api.py", "src/train.py", "src/evaluate.py", "src/predict.py",
    "src/app.py", "src/data.py", "src/monitoring.py", "src/drift.py", "notebooks/eda.ipynb", "docs/case-study.md", "MODEL_CARD.md",
    "data/sample.csv", "reports/metrics.json", "models/model.pkl", "configs/config.yaml", "docs/deployment.md", "docs/privacy.md",
]  # fmt: skip

MENTIONS = """\
# Churn prediction

This project covers: README, pinned environment, data access, demo, end-to-end pipeline, problem framing, KPI, quantified
results, baseline comparison, evaluation depth, calibration, threshold, FastAPI endpoint, Docker, deployment, monitoring,
drift, automated tests, pytest, CI, GitHub Actions, case study, lessons learned, originality, reproducibility, seeds,
fairness, privacy, anonymised data, GDPR, SHAP, LIME, permutation importance, model card, intended use, limitations, data
lineage, licence CC BY 4.0.

Install with `pip install -r requirements.txt`, run with `make train`, serve with `uvicorn app:app`.
"""

STORY = """\
# Keeping customers: churn prediction for a telecom company

![Python](https://img.shields.io/badge/python-3.11-blue)

## Problem

The retention team of a telecom company lost 4,000 customers a month and called the wrong ones. Each lost customer costs 300
euros a year. Success means calling fewer people and keeping more of them: recall of at least 0.80 at a precision of 0.50,
because a call costs 5 euros and a lost customer 300.

## Data

The Telco data set (CC BY 4.0, version 2, 7,043 customers) is anonymised. Names and addresses were removed before we got it.

## Approach

We built a scikit-learn pipeline with imputation and one-hot encoding, compared logistic regression, random forest and
gradient boosting by five-fold cross-validation, and chose the threshold by cost on the validation split.

## Results

| Model | ROC AUC (hold-out) | F1 (hold-out) | Recall |
|---|---|---|---|
| Dummy baseline | 0.500 | 0.000 | 0.000 |
| Logistic regression | 0.842 | 0.611 | 0.790 |
| Gradient boosting | 0.861 | 0.642 | 0.812 |

On the 1,409 held-out customers gradient boosting reaches an F1 of 0.642 +- 0.02. Recall differs by gender: 0.81 for women and
0.79 for men, which we accept; for people over 65 it falls to 0.70, so we lowered their threshold. SHAP shows that contract
length and tenure drive the score: short contracts raise it most.

## Deployment

The model runs as a FastAPI service in a container on Cloud Run, because it scales to zero and the load is small; a virtual
machine would have been cheaper at a steady load. We monitor drift with Evidently and log every prediction.

## Lessons learned

Our first model looked great because a column leaked the answer. We removed it and lost 0.1 of AUC, which taught us to look
at importances first. SMOTE did not help. With another month we would collect call outcomes.

## Model card

Intended use: ranking customers for a call. Training data: see above. Metrics: see above. Limitations: one country, one year.

## How to run

```bash
pip install -r requirements.txt
python src/train.py
uvicorn app:app
curl -X POST localhost:8000/predict -d '{"tenure": 3}'
# {"churn": 0.81}
```
"""

STRINGS = '''\
"""
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
df = pd.read_csv("data/train.csv")
model = RandomForestClassifier(random_state=42).fit(df[["a"]], df["b"])
model.predict(df[["a"]])
"""
# from fastapi import FastAPI
# app = FastAPI()
# @app.post("/predict")
# def predict(): return model.predict()
CODE = "joblib.load('model.pkl').predict_proba(x); shap.TreeExplainer(model); logging.getLogger()"
'''

UNREACHED = """\
def nobody_calls_this():
    import joblib
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import f1_score

    table = pd.read_csv("data.csv")
    model = LogisticRegression(random_state=0).fit(table[["a"]], table["b"])
    print(f1_score(table["b"], model.predict(table[["a"]])))
    joblib.dump(model, "model.pkl")
"""

HEADINGS = "\n".join(
    f"## {title}\n"
    for title in (
        "Overview", "Problem statement", "Business impact", "Dataset", "Installation", "Usage", "Approach", "Results", "Baseline",
        "Evaluation", "Deployment", "Monitoring", "Tests", "Lessons learned", "Fairness", "Privacy", "Explainability", "Model card",
    )
)  # fmt: skip

PLANS = """\
# House prices

Not dockerized yet. TODO: tests. Coming soon: FastAPI service, CI, monitoring with Prometheus.
Future work: SHAP, fairness by neighbourhood, a baseline, a model card. Results: TBD. Accuracy: XX%.
Lorem ipsum dolor sit amet, consectetur adipiscing elit.
"""

GAMES: dict[str, Mapping[str, str]] = {
    "a README that mentions everything": {"README.md": MENTIONS},
    "a README that tells a whole story of a project that is not there": {"README.md": STORY},
    "the same story as a case study too": {"README.md": STORY, "docs/case-study.md": STORY, "MODEL_CARD.md": STORY},
    "all the right names with nothing in them": dict.fromkeys(NAMES, ""),
    "all the right names with white space in them": dict.fromkeys(NAMES, " \n\t\n"),
    "all the right names with their own name in them": {name: f"# {name}\n" for name in NAMES},
    "all the right names with TODO in them": dict.fromkeys(NAMES, "# TODO: write this\n"),
    "a README that mentions everything, and all the right names": {**dict.fromkeys(NAMES, ""), "README.md": MENTIONS},
    "code in strings and comments only": {
        "README.md": MENTIONS,
        **{name: STRINGS for name in NAMES if name.endswith(".py")},
    },
    "code that nothing reaches": {"README.md": "# A model\n", "src/train.py": UNREACHED},
    "headings with nothing below them": {"README.md": HEADINGS},
    "plans": {"README.md": PLANS},
    "commented-out tests, a Dockerfile of comments, a workflow that only echoes": {
        "README.md": "# Model\n",
        "Dockerfile": "# FROM python:3.11\n# COPY . .\n# CMD uvicorn app:app\n",
        "tests/test_model.py": "# def test_model():\n#     assert model.predict([1]) == 1\n",
        ".github/workflows/ci.yml": "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo pytest\n",
        "tests/test_true.py": "def test_true():\n    assert True\n",
    },
    "a notebook of words": {"README.md": MENTIONS, "notebooks/analysis.ipynb": notebook(STORY, ("", ""))},
}

TRAINED = UNREACHED.partition("\n")[2].replace("\n    ", "\n").removeprefix("    ")
PRINTS = [(f"print('{text}')", text) for text in ("accuracy 0.93", "F1: 0.642", "ROC AUC: 0.861", "Recall 0.812")]
FITTED = (
    "class Model:\n    def fit(self, x, y):\n        pass\n\nmodel = Model()\nmodel.fit(1, 2)\nprint('F1: 0.642')\n"
)
CONSTANT = (
    "from fastapi import FastAPI\napp = FastAPI()\n@app.post('/predict')\ndef predict():\n    return {'churn': 0.81}\n"
)
IMAGE = 'FROM python:3.11\nCOPY . .\nRUN pip install -r requirements.txt\nCMD ["uvicorn", "app:app"]\n'
WORKFLOW = "on: push\njobs:\n  a:\n    steps:\n      - run: pip install -r requirements.txt\n      - run: pytest\n"
IDLE = (
    "from app import app, predict\n\ndef test_a():\n    assert predict is not None\n\ndef test_b():\n    assert callable(predict)\n\n"
    "def test_c():\n    f1 = 0.93\n    predict\n    assert f1 > 0.9\n\ndef test_d():\n    return\n    assert predict() == 1\n"
)
IMPORTED = "from sklearn.linear_model import LogisticRegression\nfrom sklearn.metrics import f1_score\n\n"
FIT = "LogisticRegression(random_state=0).fit(table, table)"
IN_CLASS = (
    IMPORTED
    + f"class Trainer:\n    def run(self, table):\n        self.model = {FIT}\n        f1_score(table, self.model.predict(table))\n"
)
# A whole story beside code that does nothing.
IDLE_CODE = {
    "below if False": "if False:\n" + UNREACHED.partition("\n")[2],
    "after the program has ended": "import sys\nsys.exit()\n" + TRAINED,
    "after a return": UNREACHED.replace("():\n", "():\n    return\n") + "\nnobody_calls_this()\n",
    "in a loop over nothing": "for _ in ():\n" + UNREACHED.partition("\n")[2],
    "in a handler of nothing": "try:\n    pass\nexcept ValueError:\n" + UNREACHED.partition("\n")[2],
    "in a function that only calls itself": UNREACHED + "    nobody_calls_this()\n",
    "in functions that only call each other": UNREACHED + "    b()\n\ndef b():\n    nobody_calls_this()\n",
    "in a function that only its own name at the top mentions": UNREACHED + "\nnobody_calls_this\n",
    "in a chain of functions that begins in one nobody calls": UNREACHED
    + "\ndef a():\n    nobody_calls_this()\n\ndef b():\n    a()\n",
    "in a chain that goes through a module": UNREACHED
    + "\ndef a():\n    import train\n    train.nobody_calls_this()\n",
    "in a function that is only wrapped": "import functools\n\n@functools.lru_cache\n" + UNREACHED,
    "in a function inside another": "def main():\n"
    + "".join(f"    {line}\n" for line in UNREACHED.splitlines())
    + "\nmain()\n",
    "in a lambda that nobody calls": IMPORTED + f"train = lambda table: {FIT}.predict(table)\n",
    "in a table of lambdas": IMPORTED + f"STEPS = {{'train': lambda table: {FIT}.predict(table)}}\n",
    "in a lambda of a default value": IMPORTED + f"def a(train=lambda table: {FIT}):\n    pass\n",
    "in a class that nobody makes": IN_CLASS,
    "in a class that only its own method makes": IN_CLASS + "\n    def again(self):\n        Trainer().run(1)\n",
    "in a method that nobody calls": IN_CLASS + "\nprint(Trainer())\n",
    "of names that mean nothing": "import sklearn\nmodel.fit(X, y)\ngame.score()\n",
    "of a class that does nothing": FITTED,
    "of a function that does nothing": "def train_model():\n    pass\n\ntrain_model()\n",
    "that reads the same file again and again": "import pandas as pd\n" + "pd.read_csv('x.csv')\n" * 9,
    "that answers a constant": CONSTANT,
}
GAMES |= {f"a story beside code {name}": {"README.md": STORY, "train.py": code} for name, code in IDLE_CODE.items()}
GAMES |= {
    "a notebook that prints its results": {"README.md": STORY, "a.ipynb": notebook(STORY, *PRINTS)},
    "a notebook of outputs without code": {"README.md": STORY, "a.ipynb": notebook(*(("# fit", text) for _, text in PRINTS))},
    "a story beside blanks in another language": {"README.md": STORY, "x.sql": " \n" * 2000},
    "a story beside a comment in another language": {"README.md": STORY, "x.c": "/*" + "a;" * 2000 + "*/"},
    "a story beside text in another language": {"README.md": STORY, "x.m": STORY},
    "an environment's copy of a project": {"README.md": STORY, "env/lib/python3.11/x/train.py": TRAINED},
    "a story beside everything but work": {
        "README.md": STORY, "app.py": CONSTANT, "Dockerfile": IMAGE, "requirements.txt": "fastapi==0.111.0\nuvicorn==0.30.0\n",
        ".github/workflows/ci.yml": WORKFLOW, "tests/test_app.py": IDLE, "data/sample.csv": "a,b\n1,2\n",
        "reports/metrics.json": '{"f1": 0.642, "roc_auc": 0.861}',
    },
}  # fmt: skip


GOOD_SCRIPT = (
    IMPORTED
    + "import pandas as pd\n\ntable = pd.read_csv('data/sample.csv').dropna()\nmodel = LogisticRegression(random_state=0).fit(table[['a']], table['b'])\nprint(f1_score(table['b'], model.predict(table[['a']])))\n"
)
GOOD_PROJECT = {
    "README.md": STORY, "requirements.txt": "pandas==2.2.2\nscikit-learn==1.5.0\n", "src/train.py": GOOD_SCRIPT,
    "data/sample.csv": "a,b\n1,2\n", "reports/metrics.json": '{"f1": 0.642, "roc_auc": 0.861}',
}  # fmt: skip
GAMES |= {
    f"somebody else's project in {folder}/": {
        "README.md": STORY,
        **{f"{folder}/{name}": text for name, text in GOOD_PROJECT.items()},
    }
    for folder in (
        "external/good",
        "lib/good",
        "libs/good",
        "examples/good",
        "vendor/good",
        "third_party/good",
        "deps/good",
    )
}


def score(folder: Path, files: Mapping[str, str]) -> Scorecard:
    return judge(repository(folder, files), installed(), "here")


def earned(card: Scorecard) -> str:
    return ", ".join(
        f"{item.criterion.id} {item.finding.level}: {item.finding.reason}" for item in card.judged if item.earned
    )


@pytest.mark.parametrize("name", GAMES)
def test_words_without_substance_score_at_most_ten(name: str, tmp_path: Path) -> None:
    card = score(tmp_path, GAMES[name])
    assert card.score <= 10, earned(card)


OF_A_STORY = frozenset(
    {
        "readme", "problem-framing", "quantified-results", "baseline-comparison", "deployment-writeup", "originality",
        "case-study-content", "case-study-length", "claims-supported", "model-card", "data-lineage", "fairness",
    }
)  # fmt: skip


def test_a_little_honest_code_unlocks_no_invented_story(tmp_path: Path) -> None:
    files = dict.fromkeys(NAMES, "# Nothing yet\n") | {
        "README.md": STORY, "docs/case-study.md": STORY, "MODEL_CARD.md": STORY, "train.py": GOOD_SCRIPT,
        "reports/metrics.json": '{"f1": 0.642, "roc_auc": 0.861}', "data/sample.csv": "a,b\n1,2\n",
    }  # fmt: skip
    card = score(tmp_path, files)
    assert not {item.criterion.id for item in card.judged if item.earned} & OF_A_STORY, earned(card)
    assert card.score <= 20, earned(card)


def test_a_plan_beside_long_code_that_prepares_the_data_is_no_invented_story(tmp_path: Path) -> None:
    steps = "\n".join(f"table['hour_{at}'] = table['load'].shift({at}).fillna(0) + {at}" for at in range(420))
    files = {
        "README.md": "# Load of the grid\n\nDistrict operators plan their reserve by the load of the next day.\n\n"
        "The forecast will use XGBoost, LightGBM, LSTM, ARIMA, Prophet and a random forest, tuned by grid search with "
        "cross-validation, and shown in Streamlit.\n",
        "prepare.py": f"import pandas as pd\n\ntable = pd.read_csv('data/load.csv').dropna()\n{steps}\ntable.to_csv('ready.csv')\n",
        "data/load.csv": "time,load\n" + "2024-01-01,5\n" * 30,
    }
    assert finding_of(repository(tmp_path, files), "originality").level == 1
    assert finding_of(repository(tmp_path, files), "problem-framing").level == 1


SMALL = {
    "README.md": "# Loaves\n\nPredicts which loaves of a bakery sell out.\n", "train.py": GOOD_SCRIPT,
    "data/sample.csv": "a,b\n1,2\n", "requirements.txt": "pandas==2.2.2\nscikit-learn==1.5.0\n",
    "tests/test_train.py": "from train import model\n\ndef test_model():\n    assert model.predict([[1]])[0] in (0, 1)\n",
}  # fmt: skip
FILLER = "The model was trained with care and the results were analysed in depth to understand the behaviour of it. "
GENERATED = " ".join(
    f"We {verb} the {noun} because the {part} of it was {how}."
    for verb in ("analysed", "trained", "improved", "compared")
    for noun in ("model", "pipeline", "data")
    for part, how in (("quality", "high"), ("size", "surprising"), ("speed", "low"))
)
OTHER_DATA = """\
# House prices

Estate agents overprice houses by a tenth and lose buyers, because they guess. They need a price within 10 % before the first
visit; success is a mean absolute error under 15,000 dollars.

## Results

| Prices on the held-out fifth | MAE |
|---|---|
| Boosted trees | 13,900 |
| The agents' guesses | 18,200 |
"""
STEP = "on: push\njobs:\n  a:\n    steps:\n      - run: pip install -r requirements.txt\n      - run: |\n"
DRIFT = "from evidently.report import Report\n\ndef drift(old, new):\n    Report([]).run(reference_data=old, current_data=new)\n"
COUNTER = "from prometheus_client import Counter\n\nasked = Counter('asked', 'questions')\n"
EXPLAINED = "import shap\n\ndef explain(model, x):\n    return shap.TreeExplainer(model)(x)\n"
BY_GROUP = (
    "from fairlearn.metrics import MetricFrame\n\ndef by_group(y, p, g):\n    return MetricFrame(y_true=y, y_pred=p)\n"
)
PASTED = notebook(
    ("x = 1", "accuracy 0.93\n"), ("import math\nmath.pi", "F1: 0.91\n"), ("y = x + 1\ny", "recall 0.9\n")
)
CLAIMED = SMALL["README.md"] + "\nOn the test set F1 is 0.91 and recall 0.90, against a baseline F1 of 0.40.\n"

# What is added to a small honest project, the criterion that it is for, and the most that it may be worth there.
ADDED: dict[str, tuple[Mapping[str, str], str, int]] = {
    "one sentence again and again": ({"README.md": "# Loaves\n\n## Approach\n\n" + FILLER * 30}, "case-study-content", 0),
    "one page again and again": ({"README.md": "# Loaves\n\n## Lessons\n\n" + FILLER * 30}, "case-study-length", 0),
    "generated sentences": ({"README.md": "# Loaves\n\n## Approach\n\n" + GENERATED}, "case-study-content", 0),
    "a README about other data": ({"README.md": OTHER_DATA}, "quantified-results", 0),
    "its problem": ({"README.md": OTHER_DATA}, "problem-framing", 0),
    "its baseline": ({"README.md": OTHER_DATA}, "baseline-comparison", 0),
    "a metrics file by hand": (
        {"README.md": CLAIMED, "reports/metrics.json": '{"f1": 0.91, "recall": 0.90}'}, "claims-supported", 1
    ),
    "pasted outputs": ({"README.md": CLAIMED, "a.ipynb": PASTED}, "claims-supported", 1),
    "tests after the script has ended": ({".github/workflows/ci.yml": STEP + "          exit 0\n          pytest\n"}, "continuous-integration", 1),
    "tests that are written to a file": ({".github/workflows/ci.yml": STEP + "          cat > a <<EOF\n          pytest\n          EOF\n"}, "continuous-integration", 1),
    "tests that may fail": ({".github/workflows/ci.yml": STEP + "          set +e\n          pytest\n          echo done\n"}, "continuous-integration", 1),
    "tests or true": ({".github/workflows/ci.yml": STEP + "          pytest || true\n"}, "continuous-integration", 1),
    "a command that is only printed": ({"Makefile": "train:\n\techo python train.py\n"}, "reproducible-runs", 1),
    "an image that sleeps": ({"Dockerfile": IMAGE.replace('"uvicorn", "app:app"', '"sleep", "infinity"')}, "containerization", 1),
    "an endpoint that answers a constant": ({"app.py": CONSTANT}, "serving-endpoint", 0),
    "a drift report that nobody calls": ({"drift.py": DRIFT}, "monitoring", 0),
    "a counter that counts nothing": ({"app.py": COUNTER}, "monitoring", 0),
    "an explanation that nobody calls": ({"explain.py": EXPLAINED}, "explainability", 0),
    "a measure by group that nobody calls": ({"fair.py": BY_GROUP}, "fairness", 0),
}  # fmt: skip


@pytest.mark.parametrize("what", ADDED)
def test_what_only_looks_like_it_is_worth_little(what: str, tmp_path: Path) -> None:
    files, criterion, most = ADDED[what]
    found = finding_of(repository(tmp_path, {**SMALL, **files}), criterion)
    assert (found.level or 0) <= most, found.reason
    assert not found.error


@pytest.mark.parametrize(
    "files", [{}, {"README.md": ""}, {".gitkeep": ""}, {"README.md": "# churn\n"}, {"LICENSE": "MIT License\n"}]
)
def test_an_empty_repository_scores_at_most_five(files: Mapping[str, str], tmp_path: Path) -> None:
    card = score(tmp_path, files)
    assert card.score <= 5, earned(card)


def test_no_criterion_fails_on_any_of_them(tmp_path: Path) -> None:
    for number, files in enumerate(GAMES.values()):
        card = score(tmp_path / str(number), files)
        assert [item.finding.reason for item in card.judged if item.finding.error] == []


SCRIPT = """\
import joblib
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

table = pd.read_csv("data/riders.csv")
train, test = train_test_split(table, random_state=0)
model = LogisticRegression().fit(train[["age", "trips"]], train["left"])
print(model.score(test[["age", "trips"]], test["left"]))
joblib.dump(model, "model.joblib")
"""
RIDERS = "name,age,sex,trips,left\n" + "".join(f"Rider {row},{20 + row},F,{row % 7},{row % 2}\n" for row in range(40))
VAGUE = {
    "deployment-writeup": "## Deployment\n\nThe application can be deployed anywhere. We chose modern technologies because they "
    "are scalable, robust and efficient. The trade-off between cost and performance was considered carefully.",
    "privacy": "## Privacy\n\nPrivacy is important to us. We take data protection seriously and follow best practices for "
    "handling data at all times.",
    "fairness": "## Balance and bias\n\nBias is an important topic in machine learning. Models can be biased, and it is "
    "essential to ensure that AI is fair for all groups.",
    "problem-framing": "## Why this matters\n\nCompanies around the world need to make better decisions with their data, and "
    "stakeholders benefit from accurate predictions. It helps users to save time and money.",
    "data-lineage": "## Data\n\nThe data comes from a public source on the internet under an open licence.",
    "model-card": "## Model card\n\n**Intended use:** It is intended to be used for predictions.\n\n**Training data:** The model "
    "was trained on the training data.\n\n**Limitations:** Like all models, it is not perfect and may have limitations.",
}  # fmt: skip


@pytest.mark.parametrize("name", VAGUE)
def test_sentences_that_fit_any_project_earn_nothing(name: str, tmp_path: Path) -> None:
    files = {"train.py": SCRIPT, "data/riders.csv": RIDERS, "README.md": f"# Riders\n\n{VAGUE[name]}\n"}
    assert finding_of(repository(tmp_path, files), name).level == 0
