"""What only the course rubrics ask: each level, and what looks like it and is not."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from portfolio_kit.criteria.judge import finding_of
from tests.criteria.kit import notebook, repository

TRAIN = "import joblib\nfrom sklearn.linear_model import Ridge\nmodel = Ridge()\nmodel.fit(x, y)\n"
SAVE = "joblib.dump(model, 'model.joblib')\n"
SERVE = """\
import joblib
from fastapi import FastAPI
app = FastAPI()
model = joblib.load("model.joblib")
@app.post("/predict")
def predict(rows: list[float]):
    return model.predict([rows])[0]
"""
PIPELINE = "from prefect import flow\n@flow\ndef train():\n    pass\n"
DEPLOYMENT = "deployments:\n- name: daily\n  entrypoint: flow.py:train\n  schedule: {}\n"
VERTEX = "from google.cloud import aiplatform as ai\nai.init(project='bikes')\n"
CHART = (
    "<svg xmlns='http://www.w3.org/2000/svg'>"
    + "".join(f"<circle cx='{place}' cy='{place % 7}' r='2'/>" for place in range(60))
    + "</svg>"
)
MANIFEST = "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: api\n"
LOOKS = "df.describe()\ndf.isnull().sum()\nsns.histplot(df.price)\ndf.corr()\n"
LOOP = "for depth in [3, 5]:\n    model = Tree(max_depth=depth)\n    model.fit(x, y)\n"
ASKS = "from fastapi.testclient import TestClient\nassert TestClient(app).get('/').status_code == 200\n"
ALERT = "drift = evidently_drift()\nif drift > threshold:\n    send_alert('drift')\n"
DECIDES = """\
def should_retrain(drift_score, drift_threshold):
    if drift_score is None:
        return False, "no figure"
    if drift_score >= drift_threshold:
        return True, "drifted"
    return False, "steady"
"""
RETRAINS = """\
def main():
    needed, why = should_retrain(read(), 0.2)
    if not needed:
        print(why)
        return
    BikesModel().fit(load())
"""

CASES: list[tuple[str, int, Mapping[str, str]]] = [
    ("exploratory-analysis", 2, {"n.ipynb": notebook((LOOKS, ""))}),
    ("exploratory-analysis", 1, {"n.ipynb": notebook(("df.describe()", ""))}),
    ("exploratory-analysis", 0, {"n.ipynb": notebook("We look at df.describe(), df.corr() and df.isnull().")}),
    ("exploratory-analysis", 0, {"n.ipynb": notebook(("# df.describe()\nx = 1", ""))}),
    ("models-compared", 2, {"train.py": TRAIN + "from sklearn.svm import SVR\nSVR().fit(x, y)\n"}),
    ("models-compared", 1, {"train.py": TRAIN}),
    ("models-compared", 1, {"train.py": TRAIN + "import sklearn.dummy as d\nd.DummyRegressor().fit(x, y)\n"}),
    ("models-compared", 0, {"README.md": "We compared Ridge and RandomForestRegressor.\n"}),
    ("parameter-tuning", 2, {"train.py": "import sklearn.model_selection as s\ns.GridSearchCV(m, g).fit(x, y)\n"}),
    ("parameter-tuning", 2, {"train.py": LOOP}),
    ("parameter-tuning", 0, {"train.py": "s = GridSearchCV(m, g)\nm.fit(x, y)\n"}),
    ("parameter-tuning", 2, {"train.py": "s = GridSearchCV(m, g)\nreport(s)\n"}),
    ("parameter-tuning", 0, {"train.py": "for epoch in range(9):\n    model.fit(x, y)\n"}),
    ("parameter-tuning", 0, {"train.py": "'GridSearchCV and optuna'\n" + TRAIN}),
    ("training-script", 2, {"train.py": TRAIN + SAVE}),
    ("training-script", 1, {"train.py": TRAIN}),
    ("training-script", 0, {"n.ipynb": notebook((TRAIN + SAVE, ""))}),
    ("training-code", 1, {"n.ipynb": notebook((TRAIN, ""))}),
    ("evaluation-code", 2, {"e.py": "from sklearn.metrics import f1_score\nf1_score(a, b)\n"}),
    ("evaluation-code", 0, {"e.py": "# f1_score(a, b)\n"}),
    ("results-shown", 2, {"README.md": "# P\n\n| model | F1 |\n|---|---|\n| a | 0.81 |\n"}),
    ("results-shown", 2, {"README.md": "# P\n\n## Results\n\n![confusion](confusion.svg)\n", "confusion.svg": CHART}),
    ("results-shown", 0, {"README.md": "# P\n\n## Results\n\n![confusion](confusion.svg)\n"}),
    ("results-shown", 0, {"README.md": "# Price prediction\n\n![](view.svg)\n\nA model.\n", "view.svg": CHART}),
    ("results-shown", 1, {"README.md": "# P\n\nOn the hold-out the F1 score is 0.81.\n"}),
    ("results-shown", 0, {"README.md": "# P\n\n## Results\n\nTODO\n"}),
    ("pretrained-model", 2, {"model.onnx": "\x80not blank"}),
    ("pretrained-model", 2, {"model/model.xgb": "not blank"}),
    ("pretrained-model", 2, {"README.md": "Get the [trained model](https://huggingface.co/ada/bikes).\n"}),
    ("pretrained-model", 1, {"train.py": TRAIN + SAVE}),
    ("pretrained-model", 0, {"model.onnx": "", "README.md": "The trained model is available on request.\n"}),
    ("web-service", 2, {"serve.py": SERVE}),
    ("web-service", 1, {"serve.py": SERVE.replace("model.predict([rows])[0]", "{'status': 'ok'}")}),
    ("web-service", 0, {"README.md": "Served with FastAPI and Flask.\n"}),
    ("cloud", 2, {"main.tf": 'resource "aws_s3_bucket" "models" {\n}\n'}),
    ("cloud", 1, {"load.py": "import boto3\nboto3.client('s3').download_file('a', 'b', 'c')\n"}),
    ("cloud", 1, {"k8s/api.yaml": MANIFEST}),
    ("cloud", 0, {"main.tf": "# resource\n", "README.md": "Runs on AWS with Terraform and Kubernetes.\n"}),
    ("cloud-deployment", 2, {"k8s/api.yaml": MANIFEST, "README.md": "Live: https://bikes.fly.dev/docs\n"}),
    ("cloud-deployment", 1, {"README.md": "```\nkubectl apply -f api.yaml\n```\n"}),
    ("cloud-deployment", 0, {"README.md": "It could be deployed to AWS or Kubernetes.\n"}),
    ("cloud-deployment", 1, {"README.md": "## Deployed API\n\nAsk it at https://api.bikes-of-ada.com today.\n"}),
    ("cloud-deployment", 0, {"README.md": "## Deployed API\n\nSee https://docs.bikes-of-ada.com for words.\n"}),
    ("cloud-deployment", 0, {"README.md": "## Data\n\nIt comes from https://api.bikes-of-ada.com every day.\n"}),
    ("experiment-tracking", 2, {"train.py": "import mlflow\nmlflow.log_metric('f1', 1)\n"}),
    ("experiment-tracking", 0, {"train.py": "import mlflow\n# mlflow.log_metric('f1', 1)\n"}),
    ("experiment-tracking", 2, {"train.py": VERTEX + "ai.start_run('first')\n"}),
    ("experiment-tracking", 0, {"train.py": VERTEX}),
    ("model-registry", 2, {"train.py": VERTEX + "ai.Model.upload(display_name='bikes', artifact_uri='gs://bikes')\n"}),
    ("model-registry", 0, {"train.py": VERTEX}),
    ("model-registry", 2, {"train.py": "import mlflow\nmlflow.register_model('runs:/1/model', 'bikes')\n"}),
    ("model-registry", 2, {"train.py": "import mlflow\nmlflow.sklearn.log_model(m, registered_model_name='m')\n"}),
    ("model-registry", 0, {"train.py": "import mlflow\nmlflow.sklearn.log_model(m, 'm')\n"}),
    ("workflow-orchestration", 2, {"flow.py": PIPELINE + "train.serve(name='daily', cron='0 5 * * *')\n"}),
    ("workflow-orchestration", 1, {"flow.py": PIPELINE}),
    ("workflow-orchestration", 2, {"flow.py": PIPELINE, "prefect.yaml": DEPLOYMENT}),
    ("workflow-orchestration", 1, {"flow.py": PIPELINE, "prefect.yaml": DEPLOYMENT.replace("flow.py:train", "null")}),
    ("workflow-orchestration", 1, {"dvc.yaml": "stages:\n  train:\n    cmd: python train.py\n"}),
    ("workflow-orchestration", 0, {"README.md": "Orchestrated with Prefect.\n", "dvc.yaml": "\n"}),
    ("monitoring-response", 2, {"monitor.py": ALERT}),
    ("monitoring-response", 2, {"monitor.py": "import evidently\n\nif fbeta_lost > 0.15:\n    send_email(fbeta_lost)\n"}),
    ("monitoring-response", 2, {"alerts.yml": "groups:\n  - rules:\n    - alert: Drift\n      expr: drift > 0.2\n"}),
    ("monitoring-response", 0, {"monitor.py": "if drift > threshold:\n    print('alert')\n"}),
    ("monitoring-response", 2, {"monitor.py": DECIDES + RETRAINS}),
    ("monitoring-response", 2, {"monitor.py": DECIDES, "job.py": "if should_retrain(1, 2)[0]:\n    train_model()\n"}),
    ("monitoring-response", 0, {"monitor.py": DECIDES + RETRAINS.replace("BikesModel().fit(load())", "print('yes')")}),
    ("monitoring-response", 2, {"monitor.py": DECIDES + RETRAINS.replace("BikesModel().fit(", "run_training(")}),
    ("monitoring-response", 0, {"monitor.py": DECIDES + RETRAINS.replace("BikesModel().fit(", "load_training_rows(")}),
    ("monitoring-response", 0, {"monitor.py": DECIDES.replace(">=", "is") + RETRAINS}),
    ("monitoring-response", 0, {"monitor.py": DECIDES + "def main():\n    BikesModel().fit(load())\n"}),
    ("environment-steps", 2, {"README.md": "```\nsource .venv/bin/activate\npip install -r requirements.txt\n```\n"}),
    ("environment-steps", 1, {"README.md": "Run `pip install -r requirements.txt`.\n"}),
    ("environment-steps", 0, {"README.md": "Install the requirements.\n"}),
    ("run-steps", 2, {"README.md": "```\npip install .\npython train.py\n```\n"}),
    ("run-steps", 1, {"README.md": "```\npython train.py\n```\n"}),
    ("run-steps", 0, {"README.md": "Run the training.\n"}),
    ("container-steps", 2, {"README.md": "`docker compose up --build`\n"}),
    ("container-steps", 1, {"README.md": "`docker build -t bikes .`\n"}),
    ("container-steps", 2, {"README.md": "`bentoml containerize bikes:latest`, `docker run -p 80:80 bikes`\n"}),
    ("container-steps", 0, {"README.md": "Not dockerized yet.\n"}),
    ("integration-test", 2, {"tests/test_api.py": ASKS}),
    ("integration-test", 0, {"tests/test_api.py": "def test_sum():\n    assert 1 + 1 == 2\n"}),
    ("linter", 2, {"pyproject.toml": "[tool.ruff]\nline-length = 100\n"}),
    ("linter", 0, {"README.md": "Formatted with black.\n", ".flake8": "\n"}),
    ("makefile", 2, {"Makefile": "train:\n\tpython train.py\n"}),
    ("makefile", 0, {"Makefile": "# train:\n#\tpython train.py\n"}),
    ("pre-commit-hooks", 2, {".pre-commit-config.yaml": "repos:\n  - repo: local\n    hooks:\n      - id: ruff\n"}),
    ("pre-commit-hooks", 0, {".pre-commit-config.yaml": "repos: []\n"}),
]  # fmt: skip


@pytest.mark.parametrize(("criterion", "level", "files"), CASES, ids=[f"{case[0]}-{case[1]}" for case in CASES])
def test_level(tmp_path: Path, criterion: str, level: int, files: Mapping[str, str]) -> None:
    finding = finding_of(repository(tmp_path, files), criterion)

    assert not finding.error, finding.reason
    assert finding.level == level, finding.reason


@pytest.mark.parametrize(
    ("files", "commands"),
    [
        ({"bentofile.yaml": "service: api:svc\n"}, "`bentoml build` and `bentoml containerize`, then `docker run`"),
        ({"cog.yaml": "predict: api.py:Api\n"}, "`cog build`, then `docker run`"),
        ({"docker-compose.yml": "services: {}\n", "Dockerfile": "FROM python\n"}, "`docker compose up --build`"),
        ({"Dockerfile": "FROM python:3.12\n", "bentofile.yaml": "service: a:b\n"}, "`docker build`, then `docker run`"),
    ],
)
def test_the_commands_that_are_asked_for_fit_what_describes_the_container(
    tmp_path: Path, files: Mapping[str, str], commands: str
) -> None:
    assert (finding_of(repository(tmp_path, files), "container-steps").fix or "").endswith(f": {commands}.")


def test_a_platform_that_is_named_and_not_deployed_to_is_said(tmp_path: Path) -> None:
    text = "# Bikes\n\n## Deployment\n\nThe service is hosted on AWS ECS as one task behind a balancer of its own.\n"
    finding = finding_of(repository(tmp_path, {"README.md": text}), "cloud-deployment")
    assert finding.level == 0
    assert finding.reason == "README.md:5 names where the service runs, but nothing says how to deploy it there"
    assert "to what README.md:5 names" in (finding.fix or "")


def test_every_kind_of_model_that_is_counted_is_named(tmp_path: Path) -> None:
    kinds = ("Ridge", "Lasso", "SVR", "KMeans", "GaussianNB", "LinearRegression")
    code = TRAIN + "".join(f"{kind}().fit(x, y)\n" for kind in kinds)
    reason = finding_of(repository(tmp_path, {"train.py": code}), "models-compared").reason
    assert reason.startswith(f"{len(kinds)} kinds of model are trained: ")
    assert all(kind in reason for kind in kinds)


def test_a_script_that_trains_and_saves_is_named_once(tmp_path: Path) -> None:
    reason = finding_of(repository(tmp_path, {"train.py": TRAIN + SAVE}), "training-script").reason
    assert reason == "train.py trains the model and saves it"
