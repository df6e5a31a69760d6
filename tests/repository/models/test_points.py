"""Scores that are added up point by point."""

from __future__ import annotations

import re
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


RULES = """\
def mood(text):
    found = {"sure": model.predict_proba(text), **counts(text)}
    if found["bad"] >= 3:
        return Mood.SAD
    if found["good"] >= 2 and found["bad"] >= 1:
        return Mood.MIXED
    if found["doubt"] > 1:
        return Mood.MIXED
    if found["good"] >= 3:
        return Mood.GLAD
    if found["sure"] < 0.7:
        return Mood.MIXED
    if found["sure"] > 0.9:
        return Mood.GLAD
    return Mood.SAD


print(mood(read()))
"""


@pytest.mark.parametrize(
    ("code", "is_own"),
    [
        (RULES, True),
        (RULES.replace("model.predict_proba", "len"), False),
        (RULES.replace("print(mood(read()))", ""), False),
        (RULES.replace("Mood.MIXED", "True").replace("Mood.GLAD", "False"), False),
        (re.sub('found\\["\\w+"\\]', "share", RULES), False),
        (re.sub(r"(?<=return )Mood\.\w+", lambda match: repr(f"wrong at {match.start()}"), RULES), False),
    ],
    ids=[
        "rules",
        "no model is asked",
        "nothing calls it",
        "yes or no",
        "bands of one number",
        "errors of what is checked",
    ],
)
def test_a_row_of_bounds_that_leads_to_a_few_answers_is_a_rule(code: str, *, is_own: bool, tmp_path: Path) -> None:
    made = decisions(repository(tmp_path, {"mood.py": code}))
    assert ("rules of its own" in made) == is_own
