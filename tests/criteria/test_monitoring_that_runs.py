"""monitoring: reports on what a service keeps, metrics that are set, comparisons that can find anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.production.monitoring import monitoring
from tests.criteria.kit import notebook, repository

SERVICE = """\
import csv
import joblib
from flask import Flask, request

ASKED = "asked.csv"
app = Flask(__name__)
model = joblib.load("model.pkl")


def remember(flat, rent, seconds):
    with open(ASKED, "a") as file:
        csv.writer(file).writerow([flat["rooms"], rent, seconds])


@app.post("/predict")
def predict():
    flat = request.get_json()
    rent = model.predict([[flat["rooms"]]])[0]
    remember(flat, rent, 0.1)
    return {"rent": rent}
"""
REPORT = """\
import sys
import pandas as pd

asked = pd.read_csv("asked.csv")
share = asked.isna().mean()
print(asked["rent"].median(), share)
if share.max() > 0.1:
    sys.exit(1)
"""
BESIDE_ITSELF = """\
import json
import joblib
import sys
from statistics import mean
from flask import Flask, request

LOG = "answers.jsonl"
app = Flask(__name__)
model = joblib.load("model.pkl")


def note(rent, seconds):
    with open(LOG, "a") as file:
        file.write(json.dumps({"rent_predicted": rent, "seconds": seconds}))


@app.post("/predict")
def predict():
    rent = model.predict([[request.get_json()["rooms"]]])[0]
    note(rent, 0.1)
    return {"rent": rent}


def check(rows):
    return mean(row["seconds"] for row in rows) > 1 or mean(row["rent_predicted"] for row in rows) > 3000


if __name__ == "__main__":
    with open(sys.argv[1]) as file:
        sys.exit(check([json.loads(line) for line in file]))
"""
LOGGED = """\
import joblib
from flask import Flask, request
from loguru import logger

logger.add("logs/asked.jsonl", serialize=True)
app = Flask(__name__)
model = joblib.load("model.pkl")


@app.post("/predict")
def predict():
    rent = model.predict([[request.get_json()["rooms"]]])[0]
    logger.bind(rent=rent).info("answered")
    return {"rent": rent}
"""
LOG_REPORT = """\
import json
import sys

with open("logs/asked.jsonl") as file:
    rents = [json.loads(line)["record"]["extra"]["rent"] for line in file]
print(sum(rents) / len(rents))
sys.exit(sum(rents) / len(rents) > 3000)
"""
COUNTED = """\
from flask import Flask
from prometheus_client import Counter, make_wsgi_app

app = Flask(__name__)
ASKED = Counter("asked", "Questions")
"""
EMBEDDED = """\
import json


def emit(**values):
    print(json.dumps({"_aws": {"CloudWatchMetrics": [{"Namespace": "Rent"}]}, **values}))


def handler(event, context=None):
    emit(Requests=1)
    return {"statusCode": 200}
"""
DRIFT = """\
import pandas as pd
from scipy.stats import ks_2samp


def detect_drift(reference, current):
    return {name: ks_2samp(reference[name], current[name]).pvalue for name in reference}

"""
EVIDENTLY = """\
import pandas as pd
from evidently.report import Report
from evidently.metric_preset import DataDriftPreset

report = Report(metrics=[DataDriftPreset()])
"""


def level(folder: Path, files: dict[str, str]) -> int | None:
    return monitoring(repository(folder, files)).level


def test_a_script_that_reports_on_what_the_service_keeps_is_met(tmp_path: Path) -> None:
    finding = monitoring(repository(tmp_path, {"app.py": SERVICE, "watch.py": REPORT}))
    assert finding.level == 2
    assert (finding.evidence[0].path, finding.evidence[0].line) == ("watch.py", 4)


def test_a_report_finds_the_journal_through_a_variable_of_the_environment(tmp_path: Path) -> None:
    service = SERVICE.replace('ASKED = "asked.csv"', 'import os\nASKED = os.environ.get("ASKED_FILE", "/data/a")')
    report = REPORT.replace('pd.read_csv("asked.csv")', 'pd.read_csv(os.environ["ASKED_FILE"])')
    assert level(tmp_path, {"app.py": service, "watch.py": f"import os\n{report}"}) == 2


def test_a_module_that_checks_its_own_journal_by_its_fields_is_met(tmp_path: Path) -> None:
    assert level(tmp_path, {"app.py": BESIDE_ITSELF}) == 2


def test_a_report_on_the_file_that_the_logger_writes_is_met(tmp_path: Path) -> None:
    assert level(tmp_path, {"app.py": LOGGED, "watch_log.py": LOG_REPORT}) == 2


def test_what_a_bound_logger_is_given_is_logged(tmp_path: Path) -> None:
    assert level(tmp_path, {"app.py": LOGGED}) == 1


def test_a_report_finds_the_journal_that_the_route_names(tmp_path: Path) -> None:
    service = SERVICE.replace("def remember(", "def remember(place, ").replace(
        "remember(flat,", "remember(ASKED, flat,"
    )
    service = service.replace("open(ASKED", "open(place")
    assert level(tmp_path, {"app.py": service, "watch.py": REPORT}) == 2


def test_what_reads_the_journal_for_the_training_is_no_report(tmp_path: Path) -> None:
    prepare = "import pandas as pd\n\ndef rows():\n    print(1)\n    return pd.read_csv('asked.csv').groupby('rooms')\n"
    train = "from sklearn.linear_model import Ridge\nfrom prepare import rows\nRidge().fit(rows(), rows())\n"
    assert level(tmp_path, {"app.py": SERVICE, "prepare.py": prepare, "train.py": train}) == 1


@pytest.mark.parametrize(
    "report",
    [
        REPORT.replace("asked.csv", "served.csv"),
        "import pandas as pd\nprint(pd.read_csv('asked.csv'))\n",
        "import pandas as pd\n\ndef report():\n    print(pd.read_csv('asked.csv').mean())\n",
        (
            "import pandas as pd\nfrom sklearn.linear_model import Ridge\n"
            "table = pd.read_csv('asked.csv')\nprint(table.mean())\nRidge().fit(table, table['rent'])\n"
        ),
    ],
    ids=["of another file", "that sums nothing up", "that nobody calls", "that only trains on it"],
)
def test_a_script_that_is_no_report_of_the_journal_adds_nothing(report: str, tmp_path: Path) -> None:
    assert level(tmp_path, {"app.py": SERVICE, "watch.py": report}) == 1


def test_a_report_on_what_no_route_writes_is_nothing(tmp_path: Path) -> None:
    service = SERVICE.replace("    remember(flat, rent, 0.1)\n", "")
    assert level(tmp_path, {"app.py": service, "watch.py": REPORT}) == 0


WATCH = """\
#!/bin/sh
LINES=$(gcloud logging read 'jsonPayload.event:*' --format=json)
MEAN=$(echo "$LINES" | jq '[.[].rent] | add / length')
[ "$MEAN" = null ] && echo "$MEAN" | mail -s rents "$1"
"""


def test_a_shell_script_that_counts_in_the_host_s_log_and_mails_is_met(tmp_path: Path) -> None:
    assert level(tmp_path, {"app.py": LOGGED, "watch.sh": WATCH}) == 2


@pytest.mark.parametrize(
    "script",
    [WATCH.replace("mail -s rents", "cat"), "\n".join(f"# {line}" for line in WATCH.splitlines())],
    ids=["tells nobody", "only remarks"],
)
def test_a_shell_script_that_raises_no_alarm_adds_nothing(script: str, tmp_path: Path) -> None:
    assert level(tmp_path, {"app.py": LOGGED, "watch.sh": script}) == 1


def test_a_counter_that_another_module_counts_with_is_met(tmp_path: Path) -> None:
    metrics = "from prometheus_client import Counter\n\nASKED = Counter('asked', 'Questions')\n"
    app = (
        "from flask import Flask\nfrom metrics import ASKED\n\napp = Flask(__name__)\n\n"
        "@app.get('/')\ndef home():\n    ASKED.labels('home').inc()\n    return {}\n"
    )
    assert level(tmp_path, {"metrics.py": metrics, "app.py": app}) == 2


def test_a_histogram_that_times_by_its_decorator_is_met(tmp_path: Path) -> None:
    app = (
        "from flask import Flask\nfrom prometheus_client import Histogram\n\napp = Flask(__name__)\n"
        "LATENCY = Histogram('seconds', 'Seconds')\n\n@app.get('/')\n@LATENCY.time()\ndef home():\n    return {}\n"
    )
    assert level(tmp_path, {"app.py": app}) == 2


@pytest.mark.parametrize(
    "rest",
    ["", "import time\nstarted = time.time()\n", "\ndef observed(view):\n    ASKED.inc()\n    return view\n"],
    ids=["made only", "where only the clock has such a method", "counted where nobody calls"],
)
def test_a_counter_that_nothing_counts_with_is_nothing(rest: str, tmp_path: Path) -> None:
    assert level(tmp_path, {"app.py": COUNTED + rest}) == 0


@pytest.mark.parametrize(
    ("counting", "expected"), [("", 0), ("    ASKED.inc()\n", 2)], ids=["never", "at each request"]
)
def test_handing_over_counters_measures_what_counts_with_them(counting: str, expected: int, tmp_path: Path) -> None:
    app = (
        "from flask import Flask\nfrom prometheus_client import Counter, generate_latest\n\napp = Flask(__name__)\n"
        "ASKED = Counter('asked', 'Requests')\n\n@app.get('/metrics')\ndef metrics():\n    return generate_latest()\n\n"
        f"@app.get('/')\ndef home():\n{counting}    return {{}}\n"
    )
    assert level(tmp_path, {"app.py": app}) == expected


def test_the_metrics_of_the_process_itself_measure_without_counters(tmp_path: Path) -> None:
    app = (
        "from flask import Flask\nfrom prometheus_client import generate_latest\n\napp = Flask(__name__)\n\n"
        "@app.get('/metrics')\ndef metrics():\n    return generate_latest()\n"
    )
    assert level(tmp_path, {"app.py": app}) == 2


def test_counts_that_no_route_adds_to_are_nothing(tmp_path: Path) -> None:
    app = (
        "from flask import Flask\n\napp = Flask(__name__)\nstats = {'asked': 0}\n\n"
        "def count():\n    stats['asked'] += 1\n\n"
        "@app.get('/predict')\ndef predict():\n    {}return {{}}\n\n"
        "@app.get('/metrics')\ndef metrics():\n    return stats\n"
    )
    assert level(tmp_path / "called", {"app.py": app.replace("{}return {{}}", "count()\n    return {}")}) == 2
    assert level(tmp_path / "not", {"app.py": app.replace("{}return {{}}", "return {}")}) == 0


def test_lines_that_cloudwatch_takes_for_metrics_are_met(tmp_path: Path) -> None:
    assert level(tmp_path / "called", {"handler.py": EMBEDDED}) == 2
    assert level(tmp_path / "not", {"handler.py": EMBEDDED.replace("    emit(Requests=1)\n", "")}) == 0


@pytest.mark.parametrize(
    "sides",
    [
        "reference = pd.read_csv('a.csv')\ncurrent = pd.read_csv('b.csv')\n",
        "table = pd.read_csv('a.csv')\nreference = table[table.day < 10]\ncurrent = table[table.day >= 10]\n",
        "reference = pd.read_csv('a.csv')\ncurrent = reference.copy()\ncurrent['age'] = current['age'] + 10\n",
    ],
    ids=["two files", "two times", "one that was changed"],
)
def test_data_held_against_other_data_is_met(sides: str, tmp_path: Path) -> None:
    code = f"{DRIFT}\n{sides}\nprint(detect_drift(reference, current))\n"
    assert level(tmp_path, {"drift.py": code, "load.py": "for name in ('a.csv', 'b.csv'): open(name)\n"}) == 2


@pytest.mark.parametrize(
    "sides",
    [
        "reference = pd.read_csv('a.csv')\ncurrent = pd.read_csv('a.csv')\n",
        "reference = pd.read_csv('a.csv')\ncurrent = reference.sample(100)\n",
        (
            "import numpy as np\nrng = np.random.default_rng(0)\n"
            "reference = rng.normal(0, 1, 50)\ncurrent = rng.normal(0, 1, 50)\n"
        ),
    ],
    ids=["one file twice", "a sample of itself", "random numbers"],
)
def test_data_held_against_itself_or_made_up_is_nothing(sides: str, tmp_path: Path) -> None:
    code = f"{DRIFT}\n{sides}\nprint(detect_drift(reference, current))\n"
    assert level(tmp_path, {"drift.py": code, "a.csv": "age\n1\n"}) == 0


def test_a_library_that_is_given_one_table_twice_finds_nothing(tmp_path: Path) -> None:
    run = "table = pd.read_csv('a.csv')\nreport.run(reference_data=table, current_data={})\n"
    assert level(tmp_path / "one", {"drift.py": EVIDENTLY + run.format("table"), "a.csv": "x\n1\n"}) == 0
    other = run.format("pd.read_csv('b.csv')")
    assert level(tmp_path / "two", {"drift.py": EVIDENTLY + other, "a.csv": "x\n1\n", "b.csv": "x\n1\n"}) == 2


@pytest.mark.parametrize(
    ("run", "reached"),
    [
        ("X_test, y_test", 0),
        ("reference_data=X_old, current_data=y_old", 0),
        ("X_train, X_test", 2),
        ("x_old, y_new", 2),
    ],
)
def test_features_held_against_their_own_labels_show_no_drift(run: str, reached: int, tmp_path: Path) -> None:
    first, second = (side.rpartition("=")[2] for side in run.split(", "))
    code = f"{EVIDENTLY}{first} = pd.read_csv('a.csv')\n{second} = pd.read_csv('b.csv')\nreport.run({run})\n"
    finding = monitoring(repository(tmp_path, {"drift.py": code, "a.csv": "x\n1\n", "b.csv": "x\n1\n"}))
    assert finding.level == reached
    if not reached:
        assert f"it compares the features {first} with their labels {second}, not old data with new" in finding.reason


def test_a_check_of_files_that_nothing_brings_is_nothing(tmp_path: Path) -> None:
    run = "report.run(reference_data=pd.read_csv('old.csv'), current_data=pd.read_parquet('served.parquet'))\n"
    files = {"drift.py": EVIDENTLY + run, "old.csv": "x\n1\n"}
    assert level(tmp_path / "absent", files) == 0
    writer = "import pandas as pd\npd.DataFrame().to_parquet('served.parquet')\n"
    assert level(tmp_path / "written", {**files, "serve.py": writer}) == 2


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"app.py": COUNTED}, "nothing that runs sets its metrics"),
        ({"drift.py": DRIFT}, "nothing calls detect_drift()"),
        (
            {"drift.py": f"{DRIFT}\ntable = pd.read_csv('a.csv')\ndetect_drift(table, table)\n", "a.csv": "x\n1\n"},
            "itself",
        ),
        ({"drift.py": f"{EVIDENTLY}report.run(current_data=pd.read_csv('b.csv'))\n"}, "it reads b.csv, which nothing"),
    ],
    ids=["no count", "no call", "one table", "no data"],
)
def test_what_only_looks_like_monitoring_is_named_with_the_reason(
    files: dict[str, str], words: str, tmp_path: Path
) -> None:
    finding = monitoring(repository(tmp_path / "alone", files))
    assert finding.level == 0
    assert words in finding.reason
    logged = monitoring(repository(tmp_path / "logged", {**files, "train.py": "import logging\nlogging.info('x')\n"}))
    assert logged.level == 1
    assert words in logged.reason
    assert words in (logged.fix or "")


@pytest.mark.parametrize(
    "code",
    [
        EVIDENTLY,
        "from prometheus_fastapi_instrumentator import Instrumentator\ninstrumentator = Instrumentator()\n",
    ],
    ids=["a report that is not run", "an instrumentator of nothing"],
)
def test_a_library_that_is_only_made_ready_monitors_nothing(code: str, tmp_path: Path) -> None:
    finding = monitoring(repository(tmp_path, {"watch.py": code}))
    assert finding.level == 0
    assert "never does its work" in finding.reason


def test_a_journal_is_not_found_by_what_the_route_reads_beside_it(tmp_path: Path) -> None:
    service = SERVICE.replace('ASKED = "asked.csv"', 'ASKED = "asked.csv"\nCOLUMNS = open("columns.csv").read()')
    service = service.replace('[flat["rooms"], rent, seconds]', "[flat[name] for name in COLUMNS]")
    other = REPORT.replace("asked.csv", "columns.csv")
    assert level(tmp_path, {"app.py": service, "summary.py": other}) == 1


ALARM = """\
import logging
from collections import deque
from statistics import mean
import joblib
from flask import Flask, request

log = logging.getLogger("rent")
app = Flask(__name__)
model = joblib.load("model.pkl")
RECENT = deque(maxlen=200)


def watch(rent):
    RECENT.append(rent)
    typical = mean(RECENT)
    if len(RECENT) == 200 and typical > 3000:
        log.warning("rents of %s on average", typical)


@app.post("/predict")
def predict():
    rent = model.predict([[request.get_json()["rooms"]]])[0]
    watch(rent)
    return {"rent": rent}
"""


def test_a_service_that_warns_of_what_its_last_answers_sum_up_to_is_met(tmp_path: Path) -> None:
    finding = monitoring(repository(tmp_path, {"app.py": ALARM}))
    assert finding.level == 2
    assert finding.evidence[0].line == 16


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    RECENT.append(rent)\n", ""),
        ("    watch(rent)\n", "    log.info('asked')\n"),
        ("mean(RECENT)", "rent"),
        (" and typical > 3000", ""),
        ("log.warning(", "log.debug("),
    ],
    ids=["remembers nothing", "is not called", "sums up nothing", "has no limit", "warns nobody"],
)
def test_an_alarm_that_cannot_be_raised_is_only_a_log(old: str, new: str, tmp_path: Path) -> None:
    assert level(tmp_path, {"app.py": ALARM.replace(old, new)}) == 1


@pytest.mark.parametrize(
    "opened", ['open(ASKED, "a")', 'jsonlines.open(ASKED, "a")', 'Path(ASKED).open("a")', 'open(ASKED, mode="ab")']
)
def test_a_file_is_kept_however_it_is_opened_to_add_to(opened: str, tmp_path: Path) -> None:
    service = SERVICE.replace('open(ASKED, "a")', opened).replace("csv.writer(file).writerow(", "file.write(")
    files = {"app.py": f"import jsonlines\nfrom pathlib import Path\n{service}"}
    finding = monitoring(repository(tmp_path / "alone", files))
    assert finding.level == 1
    assert (finding.fix or "").startswith("Add a script that reads again what app.py:")
    assert level(tmp_path / "reported", {**files, "watch.py": REPORT}) == 2


def test_a_table_is_found_by_its_name_in_both_statements(tmp_path: Path) -> None:
    keeping = 'sqlite3.connect("a").execute("INSERT INTO asked VALUES (?)", [rent])'
    service = SERVICE.replace(
        'with open(ASKED, "a") as file:\n        csv.writer(file).writerow', f"{keeping}\n    print"
    )
    report = (
        "import sqlite3\n\nrows = sqlite3.connect('b').execute('SELECT avg(rent) FROM {}').fetchall()\nprint(rows)\n"
    )
    files = {"app.py": f"import sqlite3\n{service}"}
    assert level(tmp_path / "same", {**files, "watch.py": report.format("asked")}) == 2
    assert level(tmp_path / "other", {**files, "watch.py": report.format("flats")}) == 1


@pytest.mark.parametrize(("disabling", "expected"), [("logging.disable(logging.CRITICAL)\n", 0), ("", 1)])
def test_a_log_that_is_switched_off_for_good_is_none(disabling: str, expected: int, tmp_path: Path) -> None:
    code = f"import logging\n{disabling}logger = logging.getLogger(__name__)\nlogger.info('trained')\n"
    assert monitoring(repository(tmp_path, {"train.py": code})).level == expected


STABILITY = (
    "import numpy as np\n\n\ndef population_stability_index(before, now):\n"
    "    first, edges = np.histogram(before, 10)\n    second = np.histogram(now, edges)[0]\n"
    "    return float(np.sum((first - second) * np.log((first + 1) / (second + 1))))\n"
)
HELD_AGAINST = (
    "import pandas as pd\nfrom drift import population_stability_index\n\n"
    "print(population_stability_index(pd.read_csv('then.csv')['rent'], pd.read_csv('now.csv')['rent']))\n"
)


def test_a_drift_function_that_only_a_notebook_calls_watches_nothing(tmp_path: Path) -> None:
    files = {"drift.py": STABILITY, "then.csv": "rent\n1\n", "now.csv": "rent\n2\n"}
    in_notebook = monitoring(
        repository(tmp_path / "notebook", {**files, "look.ipynb": notebook((HELD_AGAINST, "0.1"))})
    )
    assert in_notebook.level == 1
    assert monitoring(repository(tmp_path / "script", {**files, "look.py": HELD_AGAINST})).level == 2
    both = {**files, "look.ipynb": notebook((HELD_AGAINST, "0.1")), "board.py": "import drift\n\nprint(drift)\n"}
    assert monitoring(repository(tmp_path / "both", both)).level == 2


def test_a_pipeline_that_kedro_finds_runs_its_nodes(tmp_path: Path) -> None:
    pipeline = (
        "from kedro.pipeline import Pipeline, node\nfrom .nodes import data_drift\n\n\n"
        "def create_pipeline(**kwargs):\n    return Pipeline([node(func=data_drift, inputs=['a', 'b'], outputs='c')])\n"
    )
    nodes = (
        "from evidently.metric_preset import DataDriftPreset\nfrom evidently.report import Report\n\n\n"
        "def data_drift(a, b):\n    report = Report(metrics=[DataDriftPreset()])\n"
        "    report.run(reference_data=a, current_data=b)\n    return report\n"
    )
    files = {"src/rents/nodes.py": nodes, "src/rents/pipeline.py": pipeline}
    assert monitoring(repository(tmp_path / "kedro", files)).level == 2
    other = {**files, "src/rents/pipeline.py": pipeline.replace("from kedro.pipeline", "from mine")}
    assert monitoring(repository(tmp_path / "other", other)).level == 0


def test_monitoring_that_imports_what_is_not_there_cannot_run(tmp_path: Path) -> None:
    exporter = (
        "from prometheus_client import Gauge, start_http_server\nfrom .sums import share\n\n"
        "SHARE = Gauge('share', 'Share of high rents')\nstart_http_server(8001)\nSHARE.set(share())\n"
    )
    files = {"watch/__init__.py": "", "watch/exporter.py": exporter}
    assert (monitoring(repository(tmp_path / "absent", files)).level or 0) < 2
    there = {**files, "watch/sums.py": "def share():\n    return 0.2\n"}
    assert monitoring(repository(tmp_path / "there", there)).level == 2


GAPS = """\
import logging
import pandas as pd

journal = logging.getLogger("tides")


def gather(path):
    tides = pd.read_csv(path)
    {measure}
    journal.info("%d rows", len(tides))
    {check}
    return tides


gather("tides.csv").to_parquet("tides.parquet")
"""
SHARE = "empty = tides.isna().mean()"
JUDGED_GAPS = """lost = tides.isnull().sum()
    empty = (lost / len(tides)).round(2)
    told = pd.DataFrame({"how": ["bad" if part >= 0.2 else "fine" for part in empty]})
    bad = told[told["how"] == "bad"]"""


@pytest.mark.parametrize(
    ("measure", "check"),
    [
        (SHARE, "if (empty > 0.3).any(): raise ValueError(empty)"),
        (SHARE, "if empty.max() > 0.3: journal.warning('gaps: %s', empty)"),
        ("empty = tides.isnull().sum() / len(tides)\n    bad = empty[empty > 0.2]", "if len(bad): journal.error(bad)"),
        ("", "for name, part in tides.isna().mean().items():\n        if part >= 0.2: journal.warning(name)"),
        (SHARE, "assert empty.max() < 0.5"),
        (
            f"{SHARE}\n    bad = [name for name, part in empty.items() if part > 0.2]",
            "if bad: journal.error('gaps in %s', bad)",
        ),
        (JUDGED_GAPS, "if len(bad) > 0: journal.warning('gaps beyond the limit: %s', bad)"),
    ],
)
def test_a_pipeline_that_warns_of_more_gaps_than_it_allows_watches_its_data(
    tmp_path: Path, measure: str, check: str
) -> None:
    code = GAPS.format(measure=measure, check=check)
    assert monitoring(repository(tmp_path, {"gather.py": code, "tides.csv": "a,b\n1,2\n"})).level == 2


@pytest.mark.parametrize(
    ("measure", "check"),
    [
        (SHARE, "if empty.max() > 0.3: print(empty)"),
        (SHARE, "if empty.max() > 0.3: tides = tides.dropna()"),
        (SHARE, "journal.warning(empty)"),
        ("", "if tides.isna().sum().sum() > 0: raise ValueError('gaps')"),
        ("empty = tides.mean()", "if empty.max() > 0.3: raise ValueError(empty)"),
        (f"{SHARE}\n    bad = [name for name, part in empty.items()]", "if bad: journal.error('columns: %s', bad)"),
        (
            f"{SHARE}\n    deep = [name for name, part in tides.max().items() if part > 9]",
            "if deep: journal.error('deep in %s', deep)",
        ),
    ],
)
def test_gaps_that_are_only_printed_filled_or_logged_are_not_watched(tmp_path: Path, measure: str, check: str) -> None:
    code = GAPS.format(measure=measure, check=check)
    assert monitoring(repository(tmp_path, {"gather.py": code, "tides.csv": "a,b\n1,2\n"})).level == 1


def test_a_check_of_gaps_that_nothing_calls_watches_nothing(tmp_path: Path) -> None:
    code = GAPS.format(measure=SHARE, check="if empty.max() > 0.3: raise ValueError(empty)")
    idle = code.replace('gather("tides.csv").to_parquet("tides.parquet")', 'journal.info("nothing")')
    assert monitoring(repository(tmp_path, {"gather.py": idle})).level == 1
