"""automated-tests and end-to-end: what gives its caller the model's answer is inference, whatever it is called."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.production.automated_tests import automated_tests
from portfolio_kit.criteria.show.end_to_end import end_to_end
from tests.criteria.kit import repository

LEARN = """\
import joblib
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error

COLUMNS = ["rain", "wind"]


def tidy(table):
    return table.dropna()


def {name}(model, rows{more}):
    {body}


def main():
    table = tidy(pd.read_csv("harbour.csv"))
    early, late = table[table.year < 2020], table[table.year >= 2020]
    model = Ridge().fit(early[COLUMNS], early["boats"])
    print(mean_absolute_error(late["boats"], model.predict(late[COLUMNS])))
    joblib.dump(model, "boats.joblib")
    print({name}(model, pd.read_csv("week.csv"){handed}))


if __name__ == "__main__":
    main()
"""
DATA = """\
import pandas as pd
from learn import tidy


def test_tidy():
    assert len(tidy(pd.DataFrame({"rain": [1, None]}))) == 1
"""
ASKED = """\
import pandas as pd
from sklearn.linear_model import Ridge
from learn import {name}


def test_one_figure_a_row():
    rows = pd.DataFrame({{"rain": [1.0, 2.0], "wind": [0.0, 1.0]}})
    assert len({name}(Ridge().fit(rows, [1, 2]), rows{given})) == 2
"""


def levels(folder: Path, name: str, body: str, *, more: str = "") -> tuple[int | None, int | None]:
    found = repository(
        folder,
        {
            "learn.py": LEARN.format(name=name, body=body, more=more, handed=", [1]" if more else ""),
            "test_data.py": DATA,
            "test_asked.py": ASKED.format(name=name, given=", [1, 2]" if more else ""),
        },
    )
    return automated_tests(found).level, end_to_end(found).level


@pytest.mark.parametrize(
    "body",
    [
        "return model.predict(rows[COLUMNS])",
        "boats = model.predict(rows[COLUMNS])\n    return boats.clip(0).round()",
        "chosen = rows[COLUMNS]\n    return {'boats': [float(one) for one in model.predict(chosen)]}",
    ],
)
def test_what_gives_back_the_answer_is_inference(tmp_path: Path, body: str) -> None:
    assert levels(tmp_path, "pedir", body) == (2, 2)


@pytest.mark.parametrize(
    ("name", "body", "more"),
    [
        # What tells how far off the model is measures it.
        ("misses", "return truth - model.predict(rows[COLUMNS])", ", truth"),
        ("goodness", "return mean_absolute_error(truth, model.predict(rows[COLUMNS]))", ", truth"),
        ("evaluate", "return model.predict(rows[COLUMNS])", ""),
        ("refit", "return model.fit(rows[COLUMNS], truth).predict(rows[COLUMNS])", ", truth"),
        ("show", "print(model.predict(rows[COLUMNS]))\n    return rows", ""),
    ],
)
def test_what_measures_shows_or_learns_is_none(tmp_path: Path, name: str, body: str, more: str) -> None:
    assert levels(tmp_path, name, body, more=more) == (1, 1)
