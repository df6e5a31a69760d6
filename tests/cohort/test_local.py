"""Reviews side by side in processes of their own: what one of them does costs only itself."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from portfolio_kit.cohort.local import Crew
from portfolio_kit.cohort.result import Failed, Result, Scored
from portfolio_kit.cohort.work import Job
from tests.cohort.kit import ROOT, settings

HOSTILE = "tests.cohort.hostile:review"


@pytest.fixture(autouse=True)
def _importable(monkeypatch: pytest.MonkeyPatch) -> None:
    """The processes find this folder's modules."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


def outcomes(sources: list[str], *, size: int = 2, seconds: float = 60.0, memory: int = 2 << 30) -> dict[str, Result]:
    """What became of each source, each once."""
    crew = Crew(settings(seconds=seconds, memory=memory), size, HOSTILE)
    found: dict[str, Result] = {}
    for done in crew.results(Job(number, source) for number, source in enumerate(sources)):
        for job, result in done:
            assert job.source not in found
            found[job.source] = result
    assert sorted(found) == sorted(sources)
    return found


def failed(result: Result) -> Failed:
    assert isinstance(result.outcome, Failed)
    return result.outcome


def workspaces(home: Path) -> list[str]:
    """What reviews have left among the temporary files."""
    return [path.name for path in (home / ".cache" / "portfolio-kit" / "work").glob("review-*")]


def test_every_job_is_done_once_whatever_the_number_of_processes(machine: Path) -> None:
    found = outcomes([f"repository {number}" for number in range(40)], size=3)
    assert all(isinstance(result.outcome, Scored) for result in found.values())
    assert workspaces(machine) == []


def test_a_review_that_hangs_is_ended_and_the_others_go_on() -> None:
    found = outcomes(["hang", "a", "b", "c"], seconds=1.5)
    assert failed(found["hang"]) == Failed("time", "took longer than 1.5 seconds (--timeout)")
    assert all(isinstance(found[source].outcome, Scored) for source in "abc")


def test_a_review_that_hears_no_signal_is_ended_too() -> None:
    found = outcomes(["deaf", "a"], seconds=1)
    assert failed(found["deaf"]).kind == "time"


def test_a_review_that_eats_memory_is_ended_and_the_others_go_on() -> None:
    found = outcomes(["eat", "a", "b"], memory=200 << 20)
    assert failed(found["eat"]) == Failed("memory", "used more than 0.195 GB of memory")
    assert all(isinstance(found[source].outcome, Scored) for source in "ab")


def test_a_review_whose_process_breaks_down_is_recorded_and_the_others_go_on() -> None:
    found = outcomes(["crash", "a", "exit", "b"], size=1)
    assert failed(found["crash"]) == Failed("error", "the review broke down: SIGSEGV")
    assert failed(found["exit"]) == Failed("error", "the review broke down: exit code 3")
    assert all(isinstance(found[source].outcome, Scored) for source in "ab")


def test_what_a_review_that_was_ended_has_left_is_removed(machine: Path) -> None:
    assert failed(outcomes(["litter"], seconds=1)["litter"]).kind == "time"
    assert workspaces(machine) == []


def test_what_holds_signals_back_in_a_review_is_not_ended_midway(machine: Path) -> None:
    assert failed(outcomes(["told to end"])["told to end"]).kind == "error"
    assert (machine / "held back").exists()
    assert workspaces(machine) == []


def test_no_process_is_left_when_the_work_is_left(machine: Path) -> None:
    crew = Crew(settings(), 2, HOSTILE)
    results = crew.results([Job(0, "a"), Job(1, "litter"), Job(2, "hang")])
    next(results)
    processes = [process._popen for process in crew._processes]
    results.close()
    assert len(processes) == 2
    assert all(process.poll() is not None for process in processes)
    assert workspaces(machine) == []


PARENT = """
import os, sys
from portfolio_kit.cohort.local import Crew
from portfolio_kit.cohort.work import Job
from tests.cohort.kit import settings
crew = Crew(settings(), 2, "tests.cohort.hostile:review")
for done in crew.results([Job(0, "a"), Job(1, "b"), Job(2, "litter"), Job(3, "deaf")]):
    print(*(process._popen.pid for process in crew._processes), flush=True)
"""


@pytest.mark.slow
def test_processes_end_with_the_one_that_started_them(machine: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True, cwd=ROOT) as parent:
        assert parent.stdout is not None
        lines = [parent.stdout.readline()]
        pids = [int(word) for word in lines[0].split()]
        time.sleep(1)
        os.kill(parent.pid, signal.SIGKILL)
        parent.stdout.read()
    deadline = time.monotonic() + 20
    while any(map(is_running, pids)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not any(map(is_running, pids))
    # What the deaf one left is removed by whoever works next.
    outcomes(["a"])
    assert workspaces(machine) == []


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
