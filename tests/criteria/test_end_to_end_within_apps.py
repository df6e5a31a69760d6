"""end-to-end: an app that learns from the rows that it prepares, and a notebook that does the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.criteria.kit import notebook
from tests.criteria.test_end_to_end import TRAIN, judged

PREPARES = """\
import pandas as pd
import streamlit as st
from sklearn.model_selection import train_test_split


def parts(path):
    table = pd.read_csv(path).dropna()
    st.write(len(table))
    return {given}
"""
SPLIT = 'train_test_split(table[["hour"]], table["rentals"], random_state=0)'
LEARNS = """\
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_absolute_error


def learned(X_train, X_test, y_train, y_test):
    model = RandomForestRegressor().fit(X_train, y_train)
    print(mean_absolute_error(y_test, model.predict(X_test)))
    return model
"""
APP = """\
import streamlit as st
from learn import learned
from parts import parts

{call}
st.write(model.predict([[st.slider("Hour", 0, 23)]]))
"""


@pytest.mark.parametrize(
    ("given", "call", "level"),
    [
        (SPLIT, 'model = learned(*parts("rentals.csv"))', 2),
        ("table", 'st.write(parts("rentals.csv"))\nmodel = learned(*st.session_state.parts)', 1),
    ],
)
def test_an_app_that_divides_rows_for_a_test_prepares_what_is_learned_from(
    given: str, call: str, level: int, tmp_path: Path
) -> None:
    looks = notebook((TRAIN.replace('.csv")', '.csv").dropna()'), ""))
    files = {"parts.py": PREPARES.format(given=given), "learn.py": LEARNS, "app.py": APP.format(call=call)}
    finding = judged(tmp_path, {**files, "look.ipynb": looks})
    assert finding.level == level
    assert level == 2 or "reparation" in finding.reason
