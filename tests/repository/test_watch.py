from __future__ import annotations

import re
import signal
import threading
from dataclasses import replace
from pathlib import Path
from time import monotonic, sleep

import pytest

from portfolio_kit.criteria import judge as judging
from portfolio_kit.repository.limits import LIMITS, Budget
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.watch import TookTooLongError, at_most
from portfolio_kit.rubric.finding import Finding, missing
from portfolio_kit.rubric.rubric import installed
from tests.criteria.kit import repository


def forever(_repository: Repository) -> Finding:
    """A pattern that runs away."""
    re.match(r"(a+)+$", "a" * 60 + "b")
    return missing("never", "never")


def test_a_pattern_that_runs_away_is_stopped() -> None:
    begin = monotonic()
    with pytest.raises(TookTooLongError), at_most(0.1):
        re.match(r"(a+)+$", "a" * 60 + "b")

    assert monotonic() - begin < 5


def test_the_time_of_others_does_not_count() -> None:
    with at_most(0.2):
        sleep(0.4)


def test_but_nobody_waits_for_ever() -> None:
    with pytest.raises(TookTooLongError), at_most(0.05):
        sleep(5)


def test_what_swallows_it_is_told_again() -> None:
    with pytest.raises(TookTooLongError), at_most(0.05):
        for _ in range(2):
            try:
                re.match(r"(a+)+$", "a" * 60 + "b")
            except TookTooLongError:
                if _ == 1:
                    raise


def test_the_alarm_is_off_afterwards_and_the_program_s_own_is_back() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with at_most(5):
        pass

    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)


def test_no_time_is_no_time() -> None:
    with pytest.raises(TookTooLongError), at_most(0):
        pytest.fail("it ran")


def test_another_thread_runs_to_its_end() -> None:
    done: list[int] = []

    def run() -> None:
        with at_most(0.001):
            done.append(sum(range(10_000)))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert done


def test_a_criterion_that_takes_too_long_costs_itself_alone_and_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judging, "LIMITS", replace(LIMITS, criterion=0.1))
    monkeypatch.setattr(judging, "CRITERIA", {**judging.CRITERIA, "demo": forever})
    card = judging.judge(repository(tmp_path, {"README.md": "# P\n"}), installed(), "p")

    assert [item.criterion.id for item in card.judged if item.finding.error] == ["demo"]
    assert "stopped for time (0.1 s a criterion, 60 s in all): demo" in card.notes


def test_all_criteria_share_one_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "LIMITS", replace(LIMITS, criterion=0.1, seconds=0.3))
    monkeypatch.setattr(judging, "CRITERIA", dict.fromkeys(judging.CRITERIA, forever))
    begin = monotonic()
    card = judging.judge(repository(tmp_path, {"README.md": "# P\n"}), installed(), "p")

    assert monotonic() - begin < 3
    assert all(item.finding.error for item in card.judged)
    assert card.score == 0


def test_what_is_read_in_all_has_its_limit() -> None:
    budget = Budget(left=10)

    assert budget.take("a", 8)
    assert not budget.take("b", 8)
    assert budget.notes() == ("1 file not read, because it was too much in all: b",)
