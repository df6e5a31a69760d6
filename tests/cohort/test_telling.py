"""How far a run is, and what came of it, in words."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from portfolio_kit.cohort import telling
from portfolio_kit.cohort.result import Failed
from portfolio_kit.cohort.roster import Entry, Problem, Roster
from portfolio_kit.cohort.run import Count
from portfolio_kit.look import Look

SPRING = Roster("spring", Path("spring.csv"), ())


def test_the_line_says_how_much_is_done_what_failed_and_how_long_it_still_takes() -> None:
    count = Count(120, done=96, failed=Counter(clone=4))
    assert telling.state(count, 48, Look()) == "  ████████████████░░░░  96/120  4 could not be had, 0 errors   eta 0:12"


def test_what_took_too_long_and_what_used_too_much_memory_are_errors() -> None:
    count = Count(10, done=10, failed=Counter(clone=1, time=2, memory=3, error=4))
    assert telling.state(count, 5, Look()) == "  ████████████████████  10/10  1 could not be had, 9 errors"


def test_a_terminal_without_block_characters_gets_others() -> None:
    assert telling.state(Count(4, done=1), 3661 / 3, Look(unicode=False)).startswith("  #####---------------  1/4")
    assert telling.state(Count(4, done=1), 3661 / 3, Look(unicode=False)).endswith("eta 1:01:01")


def test_nothing_is_drawn_where_nobody_looks() -> None:
    stream = io.StringIO()
    bar = telling.Bar(stream)
    bar.tell(Count(3, done=3))
    bar.clear()
    assert stream.getvalue() == ""


def test_the_outcome_names_what_failed_and_where_it_stands() -> None:
    failures = [(Entry("Ada", "a", line=7), Failed("clone", "there is no such repository"))]
    count = Count(4, 4, 1, 2, 1, Counter(clone=1), failures)
    assert telling.outcome(SPRING, count, 83) == [
        "spring: 2 scored, 1 unchanged, 1 could not be had, in 1:23",
        "  Ada (line 7): there is no such repository",
    ]


@pytest.mark.parametrize(("unread", "told"), [(1, "1 line"), (2, "2 lines")])
def test_the_outcome_counts_the_lines_that_were_not_read(unread: int, told: str) -> None:
    roster = replace(SPRING, problems=(Problem(3, "the name Ada is already on line 2"),) * unread)
    (line,) = telling.outcome(roster, Count(2, 2, 2, 2), 1)
    assert line == f"spring: 2 scored, {told} of spring.csv not read, in 0:01"


def test_only_the_first_failures_and_problems_are_told_one_by_one() -> None:
    failed = Failed("error", "the review broke down")
    failures = [(Entry(f"{number}", "a", line=number), failed) for number in range(1500)]
    lines = telling.outcome(SPRING, Count(1500, failed=Counter(error=1500), failures=failures), 1)
    assert (len(lines), lines[-1]) == (12, "  … and 1,490 more")
    problems = tuple(Problem(number, "names no repository") for number in range(1500))
    said = telling.problems(Roster("spring", Path("spring.csv"), (), problems))
    assert (len(said), said[-1]) == (11, "spring.csv: 1,490 more lines name no repository")


def test_what_would_steer_a_terminal_is_written_out() -> None:
    stream = io.StringIO()
    telling.say(["Ada\x1b[2J (line 7)"], stream)
    assert stream.getvalue() == "Ada\\x1b[2J (line 7)\n"


def test_what_failed_is_told_in_the_order_of_the_cohort_file() -> None:
    failed = Failed("clone", "there is no such repository")
    failures = [(Entry(name, "a", line=line), failed) for name, line in (("Chen", 4), ("Ada", 2), ("Grace", 3))]
    lines = telling.outcome(SPRING, Count(3, failed=Counter(clone=3), failures=failures), 1)
    assert [line.split()[0] for line in lines[1:]] == ["Ada", "Grace", "Chen"]
