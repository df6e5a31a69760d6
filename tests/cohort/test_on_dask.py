"""Reviewing on a real Dask cluster of several worker processes."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from portfolio_kit.cohort.on_dask import Cluster
from portfolio_kit.cohort.result import Failed, Scored
from portfolio_kit.cohort.work import Job
from portfolio_kit.errors import UserError
from tests.cohort.kit import FILES, ROOT, cohort, portfolio_kit, repository, settings
from tests.cohort.test_review_run import stored, wait_for_reviews

pytestmark = pytest.mark.slow


class Running(NamedTuple):
    """A cluster that is running: its address and the processes of its workers."""

    address: str
    workers: list[int]


@contextmanager
def running(workers: int) -> Iterator[Running]:
    """Run a cluster in processes of its own."""
    variables = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-m", "tests.cohort.cluster", str(workers)],
        cwd=ROOT,
        env=variables,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        try:
            said = json.loads(process.stdout.readline())
            yield Running(said["address"], said["workers"])
        finally:
            process.stdin.close()


def repositories(folder: Path, count: int) -> Path:
    """A cohort of so many repositories, no two the same."""
    rows = []
    for number in range(count):
        name = f"churn-{number:02}"
        files = {**FILES, "README.md": f"{FILES['README.md']}\nVersion {number}.\n"}
        rows.append((name, str(repository(folder / "repos" / name, files, commits=False))))
    return cohort(folder, rows)


def test_a_worker_that_is_killed_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    file = repositories(tmp_path, 60)
    with running(3) as cluster:
        command = [sys.executable, "-m", "portfolio_kit", "review", "run", str(file), "--scheduler", cluster.address]
        with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:
            wait_for_reviews(tmp_path / "spring.db", 5)
            os.kill(cluster.workers[0], signal.SIGKILL)
            output, errors = run.communicate(timeout=120)
    assert (run.returncode, errors) == (0, "")
    assert output.startswith("spring: 60 scored, in ")
    alone = portfolio_kit("review", "run", file, "--store", "alone.db", cwd=tmp_path)
    assert alone.returncode == 0
    assert stored(tmp_path / "spring.db") == stored(tmp_path / "alone.db")
    connection = sqlite3.connect(tmp_path / "spring.db")
    assert connection.execute("SELECT count(*), count(DISTINCT repository_id) FROM review").fetchone() == (60, 60)
    connection.close()


def test_a_review_that_breaks_its_process_down_costs_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    with running(2) as cluster:
        crew = Cluster(settings(seconds=3), cluster.address, "tests.cohort.hostile:review")
        sources = ["a", "crash", "b", "hang", "c", "exit", "d"]
        found = {
            job.source: result.outcome
            for done in crew.results(Job(number, source) for number, source in enumerate(sources))
            for job, result in done
        }
    assert found["crash"] == Failed("error", "the review broke down: SIGSEGV")
    assert found["hang"] == Failed("time", "took longer than 3 seconds (--timeout)")
    assert found["exit"] == Failed("error", "the review broke down: exit code 3")
    assert all(isinstance(found[source], Scored) for source in "abcd")


def test_a_run_over_a_cluster_that_was_stopped_goes_on_without_one(tmp_path: Path) -> None:
    file = repositories(tmp_path, 40)
    with running(2) as cluster:
        command = [sys.executable, "-m", "portfolio_kit", "review", "run", str(file), "--scheduler", cluster.address]
        with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as run:
            wait_for_reviews(tmp_path / "spring.db", 3)
            run.send_signal(signal.SIGINT)
            _, errors = run.communicate(timeout=60)
        assert run.returncode == 130
        assert b"run it again to continue" in errors
    done = portfolio_kit("review", "run", file, cwd=tmp_path)
    assert "unchanged" in done.stdout
    assert [state for _, state, _ in stored(tmp_path / "spring.db")] == ["scored"] * 40


def test_a_scheduler_that_goes_away_is_said_in_one_line(tmp_path: Path) -> None:
    file = repositories(tmp_path, 60)
    with running(2) as cluster:
        command = [sys.executable, "-m", "portfolio_kit", "review", "run", str(file), "--scheduler", cluster.address]
        run = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        wait_for_reviews(tmp_path / "spring.db", 3)
    with run:
        _, errors = run.communicate(timeout=120)
    assert run.returncode == 2
    assert errors.count("\n") == 1
    assert f"the Dask scheduler at {cluster.address} is gone: start it and run this again to continue" in errors


def test_a_scheduler_that_is_not_there_is_said_in_one_line() -> None:
    started = time.monotonic()
    with pytest.raises(UserError, match=r"there is no Dask scheduler at tcp://127\.0\.0\.1:9"):
        next(Cluster(settings(), "tcp://127.0.0.1:9").results([Job(1, "a")]))
    assert time.monotonic() - started < 30
