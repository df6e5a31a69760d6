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
