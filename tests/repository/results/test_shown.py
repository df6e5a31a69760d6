"""What runs left behind: figures of outputs, metrics files, logs, tables and trackers, each with its place."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.results.tracking import in_database
from tests.criteria.kit import notebook, repository


def found(read: Repository) -> set[tuple[str, float]]:
    return {(item.figure.metric, round(item.figure.value, 4)) for item in read.shown}


def database(folder: Path, *statements: str) -> bytes:
    path = folder / "made.db"
    with sqlite3.connect(path) as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()
    return path.read_bytes()


MLFLOW = (
    "create table metrics (key varchar(250), value float, run_uuid varchar(32))",
    "insert into metrics values ('test_accuracy', 0.8731, 'a'), ('epoch_seconds', 3, 'a')",
)

ENDLESS = (
    "create view metrics as with recursive n(value) as (select 1 union all select value + 1 from n) "
    "select 'accuracy' as key, value from n"
)


def test_a_saved_output(tmp_path: Path) -> None:
    read = repository(tmp_path, {"a.ipynb": notebook(("print(a)", "rows 10\nAccuracy: 0.8731\n"))})
    assert ("accuracy", 0.8731) in found(read)
    assert "0.8731" in read.shown[0].evidence.excerpt


def test_a_long_log_shows_how_it_ended(tmp_path: Path) -> None:
    log = "".join(f"step {step}\n" for step in range(5_000)) + "Accuracy: 0.8731\n"
    assert ("accuracy", 0.8731) in found(repository(tmp_path, {"a.ipynb": notebook(("fit()", log))}))


def test_a_metrics_file_is_quoted_at_the_line_of_the_figure(tmp_path: Path) -> None:
    read = repository(tmp_path, {"metrics.json": '{\n "train": {"f1": 0.95},\n "test": {\n  "f1": 0.8112\n }\n}\n'})
    place = next(item for item in read.shown if item.figure.value == 0.8112).evidence
    assert (place.path, place.line) == ("metrics.json", 4)


def test_a_table_of_results(tmp_path: Path) -> None:
    read = repository(tmp_path, {"results.csv": "model,mae,r2\nridge,4.1,0.62\n"})
    assert {("mae", 4.1), ("r2", 0.62)} <= found(read)


def test_a_cell_in_quotes_is_one_whatever_stands_in_it(tmp_path: Path) -> None:
    table = 'model,notes,mae,r2\nridge,"of the ""tall"" masts, refit, twice",4.1,0.62\nforest,"plain",3.9,0.7\n'
    assert found(repository(tmp_path, {"results.csv": table})) == {
        ("mae", 4.1),
        ("r2", 0.62),
        ("mae", 3.9),
        ("r2", 0.7),
    }


def test_a_quote_that_is_never_closed_divides_its_row_as_it_is(tmp_path: Path) -> None:
    assert ("mae", 4.1) in found(repository(tmp_path, {"results.csv": 'model,size,mae\nridge,12",4.1\n'}))


def test_how_far_values_spread_is_no_value_of_the_metric(tmp_path: Path) -> None:
    files = {
        "results.csv": "model,mae_mean,mae_std,f1_delta\nridge,4.1,0.3,0.05\n",
        "metrics.json": '{"rmse": {"mean": 7.2, "std": 0.8}, "standard_mae": 4.4}',
    }
    named = {item for item in found(repository(tmp_path, files)) if item[0]}
    assert named == {("mae", 4.1), ("rmse", 7.2), ("mae", 4.4)}


def test_of_a_table_of_cases_only_what_is_called_after_a_metric_is_a_result(tmp_path: Path) -> None:
    rows = "".join(f"house {number},{number}.5,{number}.25,0.5\n" for number in range(500))
    read = repository(tmp_path, {"reports/worst.csv": f"house,price,guess,mae\n{rows}"})
    assert {item.figure.value for item in read.shown} == {0.5}


def test_a_tracked_run(tmp_path: Path) -> None:
    read = repository(tmp_path, {"mlruns/0/a/metrics/test_accuracy": "1690000000 0.8731 0\n"})
    assert found(read) == {("accuracy", 0.8731)}


def test_a_tracking_database(tmp_path: Path) -> None:
    read = repository(tmp_path / "read", {"mlflow.db": database(tmp_path, *MLFLOW)})
    assert found(read) == {("accuracy", 0.8731)}


def test_of_a_tracking_database_the_served_version_comes_first_and_the_newest_run_next(tmp_path: Path) -> None:
    content = database(
        tmp_path,
        "create table metrics (key text, value float, timestamp bigint, run_uuid text)",
        "insert into metrics values ('f1', 0.5, 1, 'old'), ('f1', 0.6, 2, 'served'), ('f1', 0.7, 3, 'new')",
        "create table runs (run_uuid text, start_time bigint)",
        "insert into runs values ('old', 1), ('served', 2), ('new', 3)",
        "create table model_versions (name text, version int, run_id text, creation_time bigint, current_stage text)",
        "insert into model_versions values ('m', 1, 'served', 2, 'Production')",
    )
    assert [figure.value for figure in in_database(content)] == [0.6, 0.7, 0.5]


def test_of_tracked_runs_the_newest_comes_first(tmp_path: Path) -> None:
    runs = {f"mlruns/0/{run}/metrics/f1": f"{1690000000 + at} 0.{at} 0\n" for at, run in enumerate("cba", start=5)}
    assert [item.figure.value for item in repository(tmp_path, runs).shown] == [0.7, 0.6, 0.5]


@pytest.mark.parametrize(
    "statements",
    [
        ("create table runs (key text)",),
        ("create view metrics as select 'accuracy' as key, 0.99 as value",),
        (ENDLESS,),
        ("create table metrics (key text)",),
    ],
)
def test_only_a_plain_table_of_metrics_is_read(tmp_path: Path, statements: tuple[str, ...]) -> None:
    assert list(in_database(database(tmp_path, *statements))) == []


@given(st.binary(max_size=300))
def test_any_bytes_are_a_database_or_none(content: bytes) -> None:
    assert list(in_database(content)) == []
    assert list(in_database(b"SQLite format 3\0" + content)) == []


@given(st.data())
def test_a_broken_database_has_figures_or_none(data: st.DataObject) -> None:
    with sqlite3.connect(":memory:") as connection:
        for statement in MLFLOW:
            connection.execute(statement)
        connection.commit()
        content = bytearray(connection.serialize())
    connection.close()
    for _ in range(data.draw(st.integers(1, 20))):
        content[data.draw(st.integers(16, len(content) - 1))] = data.draw(st.integers(0, 255))
    assert all(figure.metric for figure in in_database(bytes(content)))


def test_of_a_heap_of_logs_the_smallest_are_read(tmp_path: Path) -> None:
    line = "2026-05-01 10:00:00 INFO - task heartbeat, nothing to do\n"
    heap = {f"logs/scheduler/{day}/training.py.log": line * 8000 + "accuracy: 0.11\n" for day in range(8)}
    own = {"logs/train.log": "epoch 5\naccuracy: 0.8731\n"}
    paths = {item.path for item in repository(tmp_path, {**heap, **own}).shown}
    assert "logs/train.log" in paths
    assert "logs/scheduler/0/training.py.log" in paths
    assert "logs/scheduler/7/training.py.log" not in paths


@pytest.mark.parametrize(
    ("name", "is_read"), [("sample_metrics.json", False), ("metrics.example.json", False), ("metrics.json", True)]
)
def test_a_sample_of_a_metrics_file_shows_nothing(name: str, is_read: bool, tmp_path: Path) -> None:
    read = repository(tmp_path, {f"artifacts/{name}": '{"roc_auc": 0.86}'})
    assert (("roc_auc", 0.86) in found(read)) is is_read


def test_what_a_search_has_reached_so_far_is_no_result(tmp_path: Path) -> None:
    printed = "Best val_accuracy So Far: 0.6379\nTest accuracy: 0.6312\n"
    read = found(repository(tmp_path, {"a.ipynb": notebook(("tuner.search(x, y)", printed))}))
    assert ("accuracy", 0.6312) in read
    assert ("accuracy", 0.6379) not in read


def test_a_row_of_a_table_says_whose_its_figures_are(tmp_path: Path) -> None:
    table = "rank,model,recall\n1,late_forest,0.71\n2,DummyClassifier,0.12\n"
    read = repository(tmp_path, {"results.csv": table})
    told = [(item.figure.context, item.figure.is_baseline) for item in read.shown if item.figure.metric == "recall"]
    assert told == [("late_forest recall", False), ("DummyClassifier recall", True)]


def test_a_record_of_a_list_says_whose_its_figures_are(tmp_path: Path) -> None:
    records = '[{"model": "late forest", "recall": 0.71}, {"model": "baseline", "recall": 0.12}]'
    read = repository(tmp_path, {"results.json": records})
    told = {(item.figure.context.strip(), item.figure.is_baseline) for item in read.shown}
    assert told == {("late forest recall", False), ("baseline recall", True)}


def test_a_figure_of_many_digits_is_quoted_at_its_own_line(tmp_path: Path) -> None:
    text = '{\n "first": {"rmse": 0.0526728123},\n "second": {"rmse": 0.05358056891}\n}\n'
    read = repository(tmp_path, {"metrics.json": text})
    place = next(item for item in read.shown if item.figure.value == 0.05358056891).evidence
    assert place.line == 3


WARNED = (
    "/opt/lib/metrics/_classification.py:1469: UndefinedMetricWarning: Precision is ill-defined and being set to 0.0 in "
    "labels with no predicted samples.\n"
)


def test_what_python_warns_of_is_no_result(tmp_path: Path) -> None:
    read = found(repository(tmp_path, {"a.ipynb": notebook(("report()", f"{WARNED}Recall: 0.6312\n"))}))
    assert ("recall", 0.6312) in read
    assert not any(metric == "precision" for metric, _ in read)


def test_what_a_program_says_beside_a_warning_is_a_result(tmp_path: Path) -> None:
    printed = "Warning: few rows, precision 0.4412\n"
    assert ("precision", 0.4412) in found(repository(tmp_path, {"a.ipynb": notebook(("report()", printed))}))
