"""Models of a project's own classes that one of its functions asks and measures, one after the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.judge import finding_of
from tests.criteria.kit import repository

JUDGE = """\
from sklearn.metrics import f1_score


def judged(model, rows, names):
    return f1_score(names, model.predict(rows))

"""
COMPARE = """\
import pandas as pd
from judging import judged
from plums import Sorter, Taster

table = pd.read_csv("held_out.csv")
rows, names = table.drop(columns="kind"), table["kind"]
sorter, taster = Sorter.read("sorter.bin"), Taster.read("taster.bin")
"""
PLUMS = "class Sorter:\n    pass\n\n\nclass Taster:\n    pass\n"


def level(folder: Path, calls: str, judge: str = JUDGE) -> int | None:
    files = {"judging.py": judge, "plums.py": PLUMS, "compare.py": f"{COMPARE}{calls}"}
    return finding_of(repository(folder, files), "baseline-comparison").level


def test_models_that_one_function_measures_on_the_same_data_are_compared(tmp_path: Path) -> None:
    assert level(tmp_path, "print(judged(sorter, rows, names), judged(taster, rows, names))\n") == 1


@pytest.mark.parametrize(
    ("calls", "judge"),
    [
        ("print(judged(sorter, rows, names))\n", JUDGE),
        ("print(judged(sorter, rows, names), judged(sorter, other_rows, other_names))\n", JUDGE),
        ("print(judged(sorter, rows, names), judged(taster, other_rows, other_names))\n", JUDGE),
        ("print(judged(sorter, rows, names), judged(loaded_sorter, rows, names))\n", JUDGE),
        (
            "print(judged(sorter, rows, names), judged(taster, rows, names))\n",
            JUDGE.replace("f1_score(names, model.predict(rows))", "model.predict(rows)"),
        ),
    ],
    ids=["one model", "on two parts", "of two tasks", "loaded again", "not measured"],
)
def test_what_is_measured_alone_is_compared_with_nothing(calls: str, judge: str, tmp_path: Path) -> None:
    assert level(tmp_path, calls, judge) == 0


KINDS = """\
from sklearn.ensemble import RandomForestRegressor
from sklearn.linear_model import Ridge


class Forecast:
    def __init__(self, kind):
        self.model = RandomForestRegressor() if kind == "forest" else Ridge()

    def learn(self, x, y):
        self.model.fit(x, y)

    def say(self, x):
        return self.model.predict(x)
"""
JUDGED = """\
from sklearn.metrics import mean_absolute_error

{imported}


def judge(kinds, x, y, new, truth):
    for kind in kinds:
        forecast = {made}
        forecast.learn(x, y)
        print(kind, mean_absolute_error(truth, forecast.say(new)))
"""


@pytest.mark.parametrize(
    ("imported", "made", "expected"),
    [
        ("from .kinds import Forecast", "Forecast(kind)", 1),
        ("from . import Forecast", "Forecast(kind)", 1),
        ("from boats.kinds import Forecast", "Forecast(kind)", 1),
        ("from .others import Guess", "Guess(kind)", 0),
    ],
    ids=["from the module", "through the package", "by its whole name", "another's"],
)
def test_kinds_of_models_are_compared_where_what_imports_them_measures(
    imported: str, made: str, expected: int, tmp_path: Path
) -> None:
    files = {
        "README.md": "# Boats\n",
        "boats/__init__.py": "from .kinds import Forecast\n",
        "boats/kinds.py": KINDS,
        "boats/judge.py": JUDGED.format(imported=imported, made=made),
        "run.py": (
            "from boats.judge import judge\nfrom boats.kinds import Forecast\n\n"
            "Forecast('forest').learn([[1], [2]], [1, 2])\n"
            "judge(['forest', 'ridge'], [[1], [2]], [1, 2], [[3]], [3])\n"
        ),
    }
    assert finding_of(repository(tmp_path, files), "baseline-comparison").level == expected
