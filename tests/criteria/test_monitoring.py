"""monitoring: what a running service or pipeline tells about itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.production.monitoring import monitoring
from tests.criteria.kit import notebook, repository

DRIFT = (
    "from scipy.stats import ks_2samp\n"
    "\n"
    "def check_drift(reference, current):\n"
    "    return {name: ks_2samp(reference[name], current[name]).pvalue for name in reference}\n"
    "\n"
    "if __name__ == '__main__':\n"
    "    print(check_drift({}, {}))\n"
)
EVIDENTLY = (
    "from evidently.report import Report\n"
    "from evidently.metric_preset import DataDriftPreset\n"
    "report = Report(metrics=[DataDriftPreset()])\n"
    "report.run(reference_data=a, current_data=b)\n"
)


def level(folder: Path, files: dict[str, str]) -> int | None:
    return monitoring(repository(folder, files)).level


@pytest.mark.parametrize(
    "code",
    [
        EVIDENTLY,
        DRIFT,
        "from fastapi import FastAPI\nfrom prometheus_client import Counter\nasked = Counter('asked', 'questions')\nasked.inc()\n",
        (
            "from fastapi import FastAPI\n"
            "from prometheus_fastapi_instrumentator import Instrumentator\n"
            "app = FastAPI()\n"
            "Instrumentator().instrument(app).expose(app)\n"
        ),
        "import great_expectations as gx\ncontext = gx.get_context()\n",
        (
            "from fastapi import FastAPI\n"
            "from watch import Metrics\n"
            "app = FastAPI()\n"
            "metrics = Metrics()\n"
            "\n"
            "@app.post('/predict')\n"
            "def predict(x: int):\n"
            "    metrics.record_prediction(x)\n"
            "    return {'y': x}\n"
            "\n"
            "@app.get('/metrics')\n"
            "def report():\n"
            "    return metrics.summary()\n"
        ),
    ],
    ids=["evidently", "own drift", "prometheus", "instrumentator", "expectations", "own metrics"],
)
def test_code_that_measures_the_service_or_its_data_is_met(code: str, tmp_path: Path) -> None:
    assert level(tmp_path, {"service.py": code}) == 2


@pytest.mark.parametrize(
    "code",
    [
        "import logging\nlogging.basicConfig(level=logging.INFO)\nlogging.info('trained')\n",
        "import logging\nlogger = logging.getLogger(__name__)\n\ndef train():\n    logger.info('%d rows', 3)\n\ntrain()\n",
        "from loguru import logger\nlogger.info('trained')\n",
        "from utils.logs import get_logger\nlog = get_logger(__name__)\nlog.warning('few rows')\n",
        (
            "from flask import Flask\n"
            "app = Flask(__name__)\n"
            "\n"
            "@app.route('/predict')\n"
            "def predict():\n"
            "    app.logger.info('asked')\n"
            "    return {}\n"
        ),
    ],
    ids=["basicConfig", "getLogger", "loguru", "own logger", "flask"],
)
def test_logging_in_the_service_or_pipeline_is_partial(code: str, tmp_path: Path) -> None:
    assert level(tmp_path, {"train.py": code}) == 1


@pytest.mark.parametrize(
    "keeping",
    [
        "keep(x)",
        "background.add_task(keep, x)",
        "session.add(x)",
        "cursor.execute('INSERT INTO asked VALUES (?)', x)",
        "cursor.execute(insert_asked, x)",
        "execute_query('INSERT INTO asked VALUES (?)', x)",
        "asked.insert_one({'x': x})",
        "open('asked.jsonl', 'a').write(str(x))",
        "table.to_csv('asked.csv', mode='a')",
    ],
)
def test_predictions_that_the_service_keeps_are_partial(keeping: str, tmp_path: Path) -> None:
    code = (
        "from fastapi import FastAPI\n"
        "app = FastAPI()\n"
        "\n"
        "def keep(row):\n"
        "    session.add(row)\n"
        "\n"
        "@app.post('/predict')\n"
        "def predict(x: int):\n"
        f"    {keeping}\n"
        "    return {'y': model.predict([[x]])}\n"
    )
    assert level(tmp_path, {"app.py": code}) == 1


@pytest.mark.parametrize(
    "doing",
    [
        "users.add(x)",
        "cursor.execute('SELECT 1')",
        "table.to_csv('out.csv')",
        "open('a.txt').read()",
        "image.save('a.png')",
    ],
)
def test_what_a_route_does_besides_is_no_keeping(doing: str, tmp_path: Path) -> None:
    code = (
        "from fastapi import FastAPI\n"
        "app = FastAPI()\n"
        "\n"
        "@app.post('/predict')\n"
        "def predict(x: int):\n"
        f"    {doing}\n"
        "    return {'y': model.predict([[x]])}\n"
    )
    assert level(tmp_path, {"app.py": code}) == 0


@pytest.mark.parametrize(("work", "expected"), [("pass", 0), ("pd.read_csv('raw.csv').dropna()", 1)])
def test_a_log_that_a_template_brought_is_none_before_there_is_work(tmp_path: Path, work: str, expected: int) -> None:
    code = (
        "import pandas as pd\nfrom loguru import logger\n\n\ndef main():\n"
        "    # ---- REPLACE THIS WITH YOUR OWN CODE ----\n"
        f"    logger.info('Processing dataset...')\n    {work}\n\n\nmain()\n"
    )
    assert level(tmp_path, {"dataset.py": code}) == expected


def test_a_report_of_how_the_model_does_where_it_is_trained_is_partial(tmp_path: Path) -> None:
    code = (
        "from evidently.dashboard import Dashboard\n"
        "from evidently.tabs import ClassificationPerformanceTab\n"
        "model.fit(x, y)\n"
        "Dashboard(tabs=[ClassificationPerformanceTab()]).calculate(train, test)\n"
    )
    assert level(tmp_path, {"train.py": code}) == 1


def test_drift_in_a_notebook_only_is_partial(tmp_path: Path) -> None:
    assert level(tmp_path, {"drift.ipynb": notebook((EVIDENTLY, ""))}) == 1


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("train.py", "print('accuracy', 0.9)\n"),
        ("train.py", "# logging.info('x')\n'''logger.info('y')'''\n"),
        ("train.py", "import logging\nlogging.getLogger('matplotlib').setLevel(logging.ERROR)\n"),
        ("train.py", "import mlflow\nmlflow.log_metric('f1', 0.9)\n"),
        ("train.py", "import wandb\nwandb.log({'loss': 0.1})\n"),
        ("train.py", "import numpy as np\nprint(np.log(2))\n"),
        ("train.py", "import evidently\n"),
        ("tests/test_a.py", "import logging\nlogging.info('x')\n"),
        ("ks_test.py", "from scipy.stats import ks_2samp\nprint(ks_2samp([1], [2]))\n"),
        ("monitoring.py", ""),
        ("monitoring/drift.py", "def check_drift(reference, current):\n    pass\n"),
        ("README.md", "We monitor drift with Evidently, Prometheus and Grafana, and log every prediction.\n"),
        ("prometheus.yml", "scrape_configs:\n  - job_name: api\n"),
    ],
)
def test_prints_tracking_and_words_are_nothing(name: str, code: str, tmp_path: Path) -> None:
    assert level(tmp_path, {"other.py": "print(1)\n", name: code}) == 0


@pytest.mark.parametrize(("code", "is_said"), [("print(len([1]))\n", True), ("sum([1])\n", False)])
def test_print_is_named_where_there_is_print(code: str, is_said: bool, tmp_path: Path) -> None:
    finding = monitoring(repository(tmp_path, {"run.py": code}))
    assert finding.level == 0
    assert ("print" in finding.reason) is is_said
    assert ("print" in (finding.fix or "")) is is_said


SERVICE = """\
import logging
import joblib
from fastapi import FastAPI

app = FastAPI()
model = joblib.load("m.joblib")
STATS = {"requests": 0}
served = 0


@app.post("/predict")
def predict(x: int):
    global served
    logging.info("asked")
    COUNT
    return {"y": float(model.predict([[x]])[0])}


@app.get("/metrics")
def metrics():
    return {"stats": STATS, "served": served, "state": app.state.requests}
"""


@pytest.mark.parametrize("count", ['STATS["requests"] += 1', "served += 1", "app.state.requests += 1"])
def test_what_is_counted_by_hand_and_reported_by_a_route_is_met(count: str, tmp_path: Path) -> None:
    finding = monitoring(repository(tmp_path, {"app.py": SERVICE.replace("COUNT", count)}))
    assert (finding.level, finding.evidence[0].line) == (2, 15)
    assert "counts what /metrics reports" in finding.reason


@pytest.mark.parametrize("count", ["total = 0; total += 1", "pass"])
def test_what_no_route_reports_measures_nothing(count: str, tmp_path: Path) -> None:
    assert level(tmp_path, {"app.py": SERVICE.replace("COUNT", count)}) == 1


def test_the_service_that_keeps_no_log_is_named(tmp_path: Path) -> None:
    service = SERVICE.replace('    logging.info("asked")\n    COUNT\n', "")
    finding = monitoring(repository(tmp_path, {"app.py": service, "train.py": "print(1)\n"}))
    assert finding.reason == "Nothing is logged or monitored: app.py keeps no log."
    assert finding.fix == (
        "Log each request with the logging module in app.py, and count requests and predictions and time them "
        "with prometheus_client, or add them up in the module and log the sums or return them from a route."
    )


def test_the_line_that_prints_in_the_service_is_shown(tmp_path: Path) -> None:
    service = SERVICE.replace('logging.info("asked")\n    COUNT', 'print("asked")')
    finding = monitoring(repository(tmp_path, {"app.py": service}))
    assert (finding.level, finding.evidence[0].line) == (0, 14)
    assert "app.py only prints" in finding.reason


def test_a_test_of_distributions_in_a_module_of_drift_compares_data(tmp_path: Path) -> None:
    code = DRIFT.replace("check_drift", "detect")
    assert level(tmp_path / "a", {"drift_detection.py": code}) == 2
    assert level(tmp_path / "b", {"explore.py": code}) == 0


KEEPING = """\
from fastapi import FastAPI
from tables import Session, Asked

app = FastAPI()


@app.post("/predict")
def predict(x: int):
    session = Session()
    y = model.predict([[x]])
    session.add(Asked(x=x, y=y))
    return {"y": y}


@app.get("/PATH")
def answer():
    session = Session()
    READ
"""


@pytest.mark.parametrize(
    ("path", "read", "expected"),
    [
        ("stats", "return {'asked': session.query(Asked).count()}", 2),
        ("dashboard", "rows = session.query(Asked).all(); return {'asked': len(rows)}", 2),
        ("stats", "return {'users': session.query(User).count()}", 1),
        ("asked", "return {'asked': session.query(Asked).count()}", 1),
        ("stats", "return session.query(Asked).all()", 1),
        ("stats", "return {}", 1),
    ],
)
def test_a_route_that_sums_up_the_predictions_kept_is_a_report(
    path: str, read: str, expected: int, tmp_path: Path
) -> None:
    finding = monitoring(repository(tmp_path, {"app.py": KEEPING.replace("PATH", path).replace("READ", read)}))
    assert finding.level == expected
    assert ("/stats reports" in finding.reason or "/dashboard reports" in finding.reason) == (expected == 2)


ANSWERS = (
    "import logging\n"
    "import time\n"
    "import joblib\n"
    "import mlflow\n"
    "from fastapi import FastAPI\n"
    "app = FastAPI()\n"
    "log = logging.getLogger(__name__)\n"
    "model = joblib.load('m.joblib')\n"
    "\n"
    "@app.post('/predict')\n"
    "def predict(rooms: int):\n"
    "    start = time.time()\n"
    "    rent = model.predict([[rooms]])[0]\n"
    "    THEN\n"
    "    return {'rent': rent}\n"
)
READS = (
    "import logging\nlog = logging.getLogger(__name__)\n\n"
    "def read(path):\n    log.info('reading %s', path)\n\nread('a')\n"
)


def answering(then: str) -> str:
    return ANSWERS.replace("THEN", then)


def test_what_a_service_hands_to_a_tracker_on_each_request_is_monitoring(tmp_path: Path) -> None:
    asked = answering("mlflow.log_metric('latency', time.time() - start)")
    finding = monitoring(repository(tmp_path, {"app.py": asked, "etl/a.py": READS}))
    assert finding.level == 2
    assert "app.py hands measurements of each request to MLflow" in finding.reason


def test_what_is_tracked_where_a_model_learns_is_no_monitoring(tmp_path: Path) -> None:
    learning = answering("model.fit([[rooms]], [rent]); mlflow.log_metric('latency', time.time() - start)")
    assert level(tmp_path, {"app.py": learning}) == 0


def test_the_log_of_the_service_is_shown_before_that_of_the_data(tmp_path: Path) -> None:
    files = {"api/app.py": answering("log.info('asked for %s', rooms)"), "a_first.py": READS}
    finding = monitoring(repository(tmp_path, files))
    assert finding.evidence[0].excerpt == "log.info('asked for %s', rooms)"
    assert str(finding.fix).startswith(
        "api/app.py:14 writes a log, and nothing sums it up: count requests and predictions"
    )


def test_a_service_beside_a_pipeline_that_logs_is_told_to_log_too(tmp_path: Path) -> None:
    finding = monitoring(repository(tmp_path, {"app.py": answering("pass"), "etl/a.py": READS}))
    assert "app.py, which is asked, does not: log its requests, and count" in str(finding.fix)


def test_a_tool_that_only_the_readme_names_is_said(tmp_path: Path) -> None:
    readme = "# Rent\n\n| Part | Tool |\n|---|---|\n| Monitoring | CloudWatch and Grafana |\n"
    files = {"app.py": answering("pass"), "README.md": readme}
    finding = monitoring(repository(tmp_path, files))
    assert "app.py keeps no log, though README.md:5 mentions CloudWatch" in finding.reason
    configured = {**files, "ops/cloud.tf": 'resource "aws_cloudwatch_log_group" "rent" {}\n'}
    assert "though" not in monitoring(repository(tmp_path / "configured", configured)).reason


def test_a_check_of_drift_is_shown_as_a_whole_and_not_said_to_be_of_what_comes_in(tmp_path: Path) -> None:
    code = (
        "from scipy.stats import ks_2samp\n\n"
        "def _drift_of_column(old, new):\n    return ks_2samp(old, new).pvalue\n\n"
        "def drift_report(old, new):\n    return {name: _drift_of_column(old[name], new[name]) for name in old}\n\n"
        "def main():\n    print(drift_report({}, {1: 2}))\n\nif __name__ == '__main__':\n    main()\n"
    )
    finding = monitoring(repository(tmp_path, {"watch.py": code}))
    assert "drift_report() measures drift between two states of the data" in finding.reason
    assert finding.evidence[0].line == 6


def test_a_pipeline_that_prints_is_told_what_the_full_points_need(tmp_path: Path) -> None:
    code = (
        "import pandas as pd\nfrom sklearn.linear_model import Ridge\n"
        "t = pd.read_csv('t.csv')\nRidge().fit(t, t['y'])\nprint(1)\n"
    )
    fix = str(monitoring(repository(tmp_path, {"train.py": code})).fix)
    assert "in place of the print of line 5" in fix
    assert "hold new data against the training data" in fix


@pytest.mark.parametrize(
    ("limit", "reached"), [("share > limits.gaps", 2), ("empty > 10", 1), ("share > 0", 1), ("rows / 7 > 3", 1)]
)
def test_gaps_that_are_counted_first_and_divided_later_are_a_share(limit: str, reached: int, tmp_path: Path) -> None:
    code = (
        "import logging\nimport sys\n\nlog = logging.getLogger(__name__)\n\n\n"
        "def check(table, limits):\n    rows = table.count()\n    for name in table.columns:\n"
        "        empty = table.filter(table[name].isNull()).count()\n        share = empty / rows * 100\n"
        f"        if {limit}:\n            log.warning('%s has gaps', name)\n\n\n"
        "if __name__ == '__main__':\n    check(sys.argv[1], sys.argv[2])\n"
    )
    assert level(tmp_path, {"checks.py": code}) == reached


KEPT = (
    "import streamlit as st\nimport sqlite3\nimport joblib\n\nmodel = joblib.load('m.joblib')\nst.session_state.seen.add(1)\n"
    "said = model.predict([[st.number_input('x')]])\nst.write(said)\n"
)
SAVES = "sqlite3.connect('kept.db').execute('INSERT INTO answers VALUES (?)', said)\n"
SUMS = (
    "def total(connection):\n    return connection.execute('SELECT COUNT(*), AVG(seconds) FROM answers').fetchone()\n"
)
PAGE = "import sqlite3\nimport streamlit as st\nfrom sums import total\n\nst.metric('answers', total(sqlite3.connect('kept.db'))[0])\n"


def test_a_page_that_shows_what_another_module_sums_up_reports(tmp_path: Path) -> None:
    finding = monitoring(repository(tmp_path, {"app.py": KEPT + SAVES, "sums.py": SUMS, "page.py": PAGE}))
    assert finding.level == 2
    assert finding.evidence[0].path == "sums.py"


def test_what_a_page_remembers_of_its_visitor_is_no_journal(tmp_path: Path) -> None:
    assert level(tmp_path / "a", {"app.py": KEPT}) == 0
    finding = monitoring(repository(tmp_path / "b", {"app.py": KEPT + SAVES}))
    assert finding.level == 1
    assert finding.reason.startswith("The service keeps what it is asked or answers (app.py:")


SCHEDULED = "@echo off\necho [%date% %time%] Start >> logs\\run.log\npython -m src.train >> logs\\run.log 2>&1\n"


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("run.bat", SCHEDULED, 1),
        ("nightly.sh", 'echo "$(date) start" >> run.log\npython train.py >> run.log 2>&1\n', 1),
        ("run.bat", SCHEDULED.replace("python", "rem python"), 0),
        ("nightly.sh", 'echo "$(date) start"\npython train.py\n', 0),
        ("nightly.sh", "python train.py >> run.log\n", 0),
    ],
)
def test_a_script_that_runs_the_pipeline_and_writes_a_log_is_partial(
    name: str, text: str, expected: int, tmp_path: Path
) -> None:
    assert level(tmp_path, {"src/train.py": "print(1)\n", name: text}) == expected


KEEPS_LATENCY = "psycopg2.connect('').cursor().execute('INSERT INTO asked (latency) VALUES (%s)', (1,))\n"
MEASURES = f"import psycopg2\n{answering(KEEPS_LATENCY)}"
GRAFANA = "services:\n  shown:\n    image: grafana/grafana:11.1\n"


@pytest.mark.parametrize(
    ("code", "compose", "expected"),
    [
        (MEASURES, GRAFANA, 2),
        (MEASURES, GRAFANA.replace("    image", "    # image"), 1),
        (MEASURES.replace("(latency)", "(hull)"), GRAFANA, 1),
    ],
    ids=["shown", "not started", "not measured"],
)
def test_what_a_service_measures_and_a_dashboard_shows_is_met(
    code: str, compose: str, expected: int, tmp_path: Path
) -> None:
    assert level(tmp_path, {"api.py": code, "compose.yaml": compose}) == expected


RUNNER = """\
import logging
import bentoml
from bentoml.io import JSON

log = logging.getLogger(__name__)
counts = {"requests": 0}
runner = bentoml.sklearn.get("rent:latest").to_runner()
service = bentoml.Service("rent", runners=[runner])


@service.api(input=JSON(), output=JSON())
def estimate(flat):
    rent = runner.predict.run([[flat["rooms"]]])
    THEN
    return {"rent": rent[0]}
"""


@pytest.mark.parametrize("asking", ["runner.predict.run", "runner.predict.async_run", "runner.run"])
def test_what_a_service_asks_through_a_runner_is_its_model(asking: str, tmp_path: Path) -> None:
    then = "counts['requests'] += 1; log.info('rent %s of %s', rent[0], counts)"
    code = RUNNER.replace("runner.predict.run", asking).replace("THEN", then)
    finding = monitoring(repository(tmp_path, {"service.py": code}))
    assert (finding.level, finding.evidence[0].line) == (2, 14)


def test_requests_that_a_service_logs_one_by_one_are_still_to_be_added_up(tmp_path: Path) -> None:
    code = RUNNER.replace("THEN", "log.info('rent %s of %s', rent[0], flat)")
    finding = monitoring(repository(tmp_path, {"service.py": code}))
    assert finding.level == 1
    assert "service.py:14 writes a log, and nothing sums it up: count requests and predictions" in str(finding.fix)


def test_an_app_for_people_is_told_to_keep_its_answers_and_no_route_for_metrics(tmp_path: Path) -> None:
    code = "import joblib\nimport streamlit as st\n\nmodel = joblib.load('m.pkl')\n"
    code += "st.write(model.predict([[st.number_input('rooms')]]))\n"
    finding = monitoring(repository(tmp_path, {"app.py": code}))
    assert "write each answer with its time into a file" in str(finding.fix)
    assert "route" not in str(finding.fix)


@pytest.mark.parametrize(
    ("name", "package", "expected"), [("env", "alembic", 0), ("env", "flask", 1), ("app", "alembic", 1)]
)
def test_what_a_tool_for_migrations_logs_is_no_log_of_the_project(
    name: str, package: str, expected: int, tmp_path: Path
) -> None:
    code = f"import logging\nfrom {package} import context\nlogger = logging.getLogger('a')\nlogger.info('begun')\n"
    train = "import pandas as pd\nprint(pd.read_csv('raw.csv').dropna())\n"
    assert level(tmp_path, {f"migrations/{name}.py": code, "train.py": train}) == expected


@pytest.mark.parametrize(
    ("between", "expected"), [("rows = pd.concat([rows, new])", 1), ("rows = rows.sort_values('x')", 0)]
)
def test_a_table_that_is_read_lengthened_and_written_back_keeps_what_was_asked(
    between: str, expected: int, tmp_path: Path
) -> None:
    code = (
        "import pandas as pd\nfrom flask import Flask, request\n\napp = Flask(__name__)\n\n\n"
        "@app.route('/predict', methods=['POST'])\ndef predict():\n"
        "    new = pd.DataFrame([request.form])\n"
        "    rows = pd.read_csv('asked.csv')\n"
        f"    {between}\n"
        "    rows.to_csv('asked.csv')\n"
        "    return {'y': model.predict(new)}\n"
    )
    finding = monitoring(repository(tmp_path, {"app.py": code}))
    assert finding.level == expected
    if expected:
        assert finding.reason == "The service keeps what it is asked or answers (app.py:12), and nothing reports on it."


def test_a_table_that_is_lengthened_and_written_elsewhere_keeps_nothing(tmp_path: Path) -> None:
    code = (
        "import pandas as pd\nfrom flask import Flask, request\n\napp = Flask(__name__)\n\n\n"
        "@app.route('/predict', methods=['POST'])\ndef predict():\n"
        "    rows = pd.concat([pd.read_csv('base.csv'), pd.DataFrame([request.form])])\n"
        "    rows.to_csv('last.csv')\n"
        "    return {'y': model.predict(rows)}\n"
    )
    assert level(tmp_path, {"app.py": code}) == 0
