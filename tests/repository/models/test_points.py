"""Scores that are added up point by point."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.repository.models.decisions import decisions
from tests.criteria.kit import repository

RULE = """\
def worth(boat):
    points = 0
    if boat["length"] > 9:
        points += 3
    elif boat["length"] > 7:
        points += 1
    if boat["age"] < 10:
        points += 2
    if boat["keel"] >= 1.5:
        points += 1
    if boat["sails"] > 2:
        points += 1
    return "sells" if points > 4 else "stays"
"""
COUNTS = """\
def count(boats):
    long = short = old = young = 0
    for boat in boats:
        if boat["length"] > 9:
            long += 1
        if boat["length"] < 5:
            short += 1
        if boat["age"] > 20:
            old += 1
        if boat["age"] < 5:
            young += 1
    return long, short, old, young
"""
ONE_THING = """\
def grade(boat):
    points = 0
    if boat.length > 1:
        points += 1
    if boat.length > 2:
        points += 1
    if boat.length > 3:
        points += 1
    if boat.length > 4:
        points += 1
    if boat.length > 5:
        points += 1
    return points
"""


@pytest.mark.parametrize(
    ("code", "call", "is_own"),
    [
        (RULE, "print(boats.apply(worth, axis=1))\n", True),
        (RULE, "", False),
        (COUNTS, "print(count(boats))\n", False),
        (ONE_THING, "print(grade(boat))\n", False),
    ],
    ids=["a rule", "one that nothing runs", "counters", "one thing"],
)
def test_points_for_several_things_are_a_score_of_ones_own(code: str, call: str, is_own: bool, tmp_path: Path) -> None:
    made = decisions(repository(tmp_path, {"boats.py": f"{code}\n\n{call}print(1)\n"}))
    assert ("a score of its own" in made) == is_own
