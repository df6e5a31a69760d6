"""What counts as held out by what the code does, and what undoes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.judge import finding_of
from tests.criteria.kit import repository

HEAD = """\
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

rides = pd.read_csv("rides.csv")
"""


def level(folder: Path, criterion: str, **files: str) -> int | None:
    found = finding_of(
        repository(folder, {f"{name}.py": text for name, text in files.items()} | {"rides.csv": "day,rides\n1,2\n"}),
        criterion,
    )
    assert not found.error, found.reason
    return found.level


def test_what_comes_after_a_cut_in_time_is_held_out(tmp_path: Path) -> None:
    code = """
old, new = rides[rides.day < 90], rides[rides.day >= 90]
model = RandomForestRegressor().fit(old[["wind"]], old.rides)
print(mean_absolute_error(new.rides, model.predict(new[["wind"]])))
"""
    assert level(tmp_path, "evaluation-depth", train=HEAD + code) == 1


def test_a_bound_that_a_loop_moves_on_holds_the_rest_out(tmp_path: Path) -> None:
    code = """
said = []
for week in range(30, 50):
    known = rides[rides.week < week]
    said.append(RandomForestRegressor().fit(known[["wind"]], known.rides).predict(rides[["wind"]])[week])
print(mean_absolute_error(rides.rides[30:50], said))
"""
    assert level(tmp_path, "evaluation-depth", train=HEAD + code) == 1


def test_a_month_apart_from_those_that_were_learned_from_is_held_out(tmp_path: Path) -> None:
    code = """
old, new = rides.query("day < 90"), rides.query("day > 120")
model = RandomForestRegressor().fit(old[["wind"]], old.rides)
print(mean_absolute_error(new.rides, model.predict(new[["wind"]])))
"""
    assert level(tmp_path, "evaluation-depth", train=HEAD + code) == 1


def test_two_groups_of_the_rows_that_were_learned_from_are_not_held_out(tmp_path: Path) -> None:
    code = """
model = RandomForestRegressor().fit(rides[["wind"]], rides.rides)
calm, windy = rides[rides.wind < 5], rides[rides.wind >= 5]
print(mean_absolute_error(calm.rides, model.predict(calm[["wind"]])))
"""
    assert level(tmp_path, "evaluation-depth", train=HEAD + code) == 0


SPLIT = "X, y = rides[['wind']], rides.rides\nX_train, X_test, y_train, y_test = train_test_split(X, y)\n"
FIT = "model = RandomForestRegressor().fit(X_train, y_train)\n"
MEASURED = "print(mean_absolute_error(y_test, model.predict(X_test)))\n"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (FIT + MEASURED, 1),
        ("X_train = pd.concat([X_train, X_test])\ny_train = pd.concat([y_train, y_test])\n" + FIT + MEASURED, 0),
        (FIT + MEASURED + "X_train = pd.concat([X_train, X_test])\n", 1),
        ("X_test, y_test = X_train, y_train.copy()\n" + FIT + MEASURED, 0),
        (FIT + "model.fit(X, y)\n" + MEASURED, 0),
        (FIT + MEASURED + "model.fit(X, y)\n", 1),
        (FIT + "served = RandomForestRegressor().fit(X, y)\n" + MEASURED, 1),
    ],
)
def test_a_split_that_is_undone_before_measuring_holds_nothing_out(tmp_path: Path, code: str, expected: int) -> None:
    assert level(tmp_path, "evaluation-depth", train=HEAD + SPLIT + code) == expected


def test_fitted_values_are_of_the_rows_that_were_learned_from(tmp_path: Path) -> None:
    code = """
from statsmodels.tsa.arima.model import ARIMA

fitted = ARIMA(rides.rides).fit()
test = rides.rides[80:]
print(mean_absolute_error(test, fitted.{}))
"""
    assert level(tmp_path / "inside", "evaluation-depth", train=HEAD + code.format("fittedvalues[80:]")) == 0
    assert level(tmp_path / "outside", "evaluation-depth", train=HEAD + code.format("forecast(20)")) == 1


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("off = model.predict(X_test) - y_test\nprint(off.abs().groupby(rides.town).mean())\n", 2),
        ("off = model.predict(X_test) - y_test\nprint(off.abs()[rides.rain == 1].mean())\n", 2),
        ("moved = rides.warm - rides.cold\nprint(moved.abs().groupby(rides.town).mean())\n", 1),
        ("print(rides.groupby('town')['predicted_rides'].agg(['mean', 'sum']))\n", 1),
        ("print(rides.groupby('town')['predicted_late'].agg(['mean', 'count']))\n", 2),
        ("print(rides.groupby('town')['error'].agg(['mean', 'max']))\n", 2),
    ],
)
def test_errors_group_by_group_are_a_look_at_slices(tmp_path: Path, code: str, expected: int) -> None:
    assert level(tmp_path, "evaluation-depth", train=HEAD + SPLIT + FIT + MEASURED + code) == expected


def test_a_metric_may_be_called_in_another_language(tmp_path: Path) -> None:
    code = SPLIT + FIT + "def {}(a, b):\n    return (a == b).mean()\nprint({}(y_test, model.predict(X_test)))\n"
    assert level(tmp_path / "a", "evaluation-depth", train=HEAD + code.replace("{}", "rappel")) == 1
    assert level(tmp_path / "b", "evaluation-depth", train=HEAD + code.replace("{}", "rapport")) == 0


ASKED = """\
from sentence_transformers import SentenceTransformer

model = SentenceTransformer("all-MiniLM-L6-v2")
shelves = model.encode(open("shelves.txt").read().split("\\n"), normalize_embeddings=True)
"""


def test_what_a_model_of_somebody_else_is_measured_on_was_never_learned_from(tmp_path: Path) -> None:
    code = ASKED + "ranks = (shelves @ shelves.T).argsort(1)[:, 0] + 1\nout = {'mrr': float((1 / ranks).mean())}\n"
    assert level(tmp_path, "evaluation-depth", measure=code) == 1


def test_asking_a_model_of_somebody_else_is_work(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    assert repository(tmp_path / "a", {"ask.py": ASKED}).has_work
    assert not repository(tmp_path / "b", {"ask.py": 'words = "a b".encode("utf8")\n'}).has_work


@pytest.mark.parametrize(
    ("again", "expected"),
    [
        ("train_test_split(x_rest, y_rest, random_state=0)", 1),
        ("x_rest, x_rest, y_rest, y_rest", 0),
    ],
    ids=["split once more", "the same rows"],
)
def test_a_part_that_another_split_takes_of_what_is_left_is_held_out(again: str, expected: int, tmp_path: Path) -> None:
    # Of the first split's held-out half only the inputs are used, to look rows up by.
    parts = (
        'x_rest, x_val, y_rest, y_val = train_test_split(rides[["wind", "day"]], rides.rides, random_state=0)\n'
        f"x_train, x_test, y_train, y_test = {again}\n"
        "for name, part in ('train', x_train), ('val', x_val), ('test', x_test):\n"
        "    rides[rides.day.isin(part.day)].to_csv(f'{name}.csv')\n"
    )
    learning = (
        'train, test = pd.read_csv("train.csv"), pd.read_csv("test.csv")\n'
        'model = RandomForestRegressor().fit(train[["wind"]], train.rides)\n'
        'print(mean_absolute_error(test.rides, model.predict(test[["wind"]])))\n'
    )
    assert level(tmp_path, "evaluation-depth", split=HEAD + parts, train=HEAD + learning) == expected
