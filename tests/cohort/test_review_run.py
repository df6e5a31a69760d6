"""`portfolio-kit review run` as a mentor types it."""

from __future__ import annotations

import importlib.util
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from portfolio_kit import cli
from tests.cohort.kit import cohort, portfolio_kit, repository


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with three repositories and their cohort file."""
    for name in ("ada", "grace", "joan"):
        repository(tmp_path / "repos" / name)
    cohort(tmp_path, [(name, (tmp_path / "repos" / name).as_uri()) for name in ("ada", "grace", "joan")])
    return tmp_path


def stored(file: Path) -> list[tuple[str, str, float | None]]:
    """Name, state and score of every repository of a store."""
    connection = sqlite3.connect(file)
    try:
        query = "SELECT name, standing_state, standing_score FROM repository ORDER BY place"
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def test_a_cohort_is_scored_into_a_store_beside_it(folder: Path) -> None:
    done = portfolio_kit("review", "run", "spring.csv", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    first, second = done.stdout.splitlines()
    assert first.startswith("spring: 3 scored, in 0:")
    assert second == "spring.db written: portfolio-kit review serve spring.db"
    scores = stored(folder / "spring.db")
    assert [(name, state) for name, state, _ in scores] == [(name, "scored") for name in ("ada", "grace", "joan")]
    assert len({score for *_, score in scores}) == 1


def test_a_second_run_finds_nothing_to_do(folder: Path) -> None:
    portfolio_kit("review", "run", "spring.csv", cwd=folder)
    done = portfolio_kit("review", "run", "spring.csv", cwd=folder)
    assert done.stdout.startswith("spring: 0 scored, 3 unchanged, in 0:0")


def test_a_folder_of_repositories_is_a_cohort(folder: Path) -> None:
    done = portfolio_kit("review", "run", "repos", "--jobs", "1", cwd=folder)
    assert done.returncode == 0
    assert [name for name, *_ in stored(folder / "repos.db")] == ["ada", "grace", "joan"]


def test_what_is_wrong_is_named_and_the_others_are_scored(folder: Path) -> None:
    with (folder / "spring.csv").open("a") as file:
        file.write(f"ada,{folder}/repos/ada\nmary,{(folder / 'gone').as_uri()}\n")
    done = portfolio_kit("review", "run", "spring.csv", "--store", "here.db", cwd=folder)
    assert done.returncode == 0
    assert done.stderr == "portfolio-kit: spring.csv: line 5: the name ada is already on line 2\n"
    assert "spring: 3 scored, 1 could not be had, 1 line of spring.csv not read, in 0:" in done.stdout
    assert f"mary (line 6): {(folder / 'gone').as_uri()} cannot be cloned: " in done.stdout
    assert ("mary", "failed", None) in stored(folder / "here.db")


def test_who_has_no_repository_yet_has_an_empty_grade(folder: Path) -> None:
    with (folder / "spring.csv").open("a") as file:
        file.write("mary,\n")
    done = portfolio_kit("review", "run", "spring.csv", cwd=folder)
    assert "mary (line 5): the cohort file names no repository" in done.stdout
    portfolio_kit("review", "export", "--grades", "grades.csv", cwd=folder)
    assert (folder / "grades.csv").read_text(encoding="utf-8").splitlines()[-1] == "mary,"


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["autumn.csv"], "there is no autumn.csv: give a CSV file, a list of URLs or a folder of repositories"),
        (["spring.csv", "--rubric", "spring"], "there is no rubric 'spring'"),
        (["spring.csv", "--jobs", "0"], "'0' is not a number from 1 to 256"),
        (["spring.csv", "--store", "gone/spring.db"], "gone is not a folder"),
        (["spring.csv", "--store", "spring.csv"], "spring.csv is no store of portfolio-kit"),
    ],
)
def test_a_wrong_call_is_one_line_and_writes_nothing(folder: Path, arguments: list[str], complaint: str) -> None:
    before = sorted(path.name for path in folder.iterdir())
    done = portfolio_kit("review", "run", *arguments, cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert complaint in done.stderr
    assert done.stderr.count("\n") == 1
    assert sorted(path.name for path in folder.iterdir()) == before


@pytest.mark.parametrize(
    ("module", "missing", "arguments", "extra"),
    [
        ("portfolio_kit.review", "alembic", [], "review"),
        ("portfolio_kit.cohort.on_dask", "distributed", ["--scheduler", "tcp://127.0.0.1:9"], "dask"),
    ],
)
def test_without_an_extra_it_says_what_to_install(
    folder: Path,
    module: str,
    missing: str,
    arguments: list[str],
    extra: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(f"{module}.find_spec", lambda name: None if name == missing else find(name))
    assert cli.run(["review", "run", str(folder / "spring.csv"), *arguments]) == 2
    assert f"pip install 'portfolio-kit[{extra}]'" in capsys.readouterr().err


def started(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-P", "-m", "portfolio_kit", "review", "run", "spring.csv", *arguments]
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def wait_for_reviews(file: Path, least: int) -> None:
    """Wait until so many reviews are stored."""
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline:
        try:
            if sum(state != "waiting" for _, state, _ in stored(file)) >= least:
                return
        except sqlite3.OperationalError:
            pass
        time.sleep(0.02)
    raise AssertionError(stored(file))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_told_to_stop_leaves_nothing_behind_and_goes_on_later(
    folder: Path, machine: Path, number: signal.Signals
) -> None:
    names = [f"copy {copy}" for copy in range(40)]
    cohort(folder, [(name, (folder / "repos" / "ada").as_uri()) for name in names])
    with started(folder) as process:
        wait_for_reviews(folder / "spring.db", 3)
        process.send_signal(number)
        _, errors = process.communicate(timeout=30)
    assert process.returncode in (130, 143)
    if number == signal.SIGINT:
        assert errors.startswith("portfolio-kit: stopped with ")
        assert errors.endswith(" of 40 done: run it again to continue\n")
    assert list((machine / ".cache" / "portfolio-kit" / "work").iterdir()) == []
    done = portfolio_kit("review", "run", "spring.csv", cwd=folder)
    assert done.returncode == 0
    assert "unchanged" in done.stdout
    assert [(name, state) for name, state, _ in stored(folder / "spring.db")] == [(name, "scored") for name in names]


def test_a_second_run_at_the_same_time_is_refused(folder: Path) -> None:
    cohort(folder, [(f"copy {copy}", (folder / "repos" / "ada").as_uri()) for copy in range(60)])
    with started(folder) as process:
        wait_for_reviews(folder / "spring.db", 1)
        done = portfolio_kit("review", "run", "spring.csv", cwd=folder)
        os.kill(process.pid, signal.SIGTERM)
        process.communicate(timeout=30)
    assert done.returncode == 2
    assert "another `review run` is writing to spring.db: wait for it, or stop it" in done.stderr
