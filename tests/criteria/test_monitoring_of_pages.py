"""monitoring: what a page for people keeps of its predictions, and what it shows of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.judge import finding_of
from portfolio_kit.rubric.finding import Finding
from tests.criteria.kit import repository

STORE = """\
from shop.database import execute, fetchall


def register(name, password):
    return execute("INSERT INTO visitors (name, secret) VALUES (%s, %s)", (name, password))


def keep(visitor, letter, prediction):
    return execute("INSERT INTO told (visitor, letter, kind) VALUES (%s, %s, %s)", (visitor, letter, prediction))


def told_before(visitor):
    return fetchall("SELECT letter, kind FROM told WHERE visitor = %s", (visitor,))


def visitors():
    return fetchall("SELECT name FROM visitors")
"""
APP = """\
import joblib
import streamlit as st
from shop.page import show
from shop.store import keep, register

model = joblib.load("model.joblib")


def enter():
    register(st.text_input("Name"), st.text_input("Password"))


def ask():
    letter = st.text_area("Letter")
    kind = model.predict([letter])[0]
    KEEPING
    st.write(kind)


enter()
ask()
show(1)
"""
DATABASE = """\
import sqlite3

connection = sqlite3.connect("shop.db")


def execute(line, row):
    return connection.execute(line, row).lastrowid


def fetchall(line, row=()):
    return connection.execute(line, row).fetchall()
"""
KEPT = APP.replace("KEEPING", "keep(1, letter, kind)")
PAGE = """\
import pandas as pd
import streamlit as st
from shop.store import told_before, visitors


def show(visitor):
    rows = pd.DataFrame(READ)
    SHOWN
"""


def judged(folder: Path, app: str, read: str = "", shown: str = "st.write('Welcome')") -> Finding:
    page = PAGE.replace("READ", read).replace("SHOWN", shown)
    files = {"app.py": app, "shop/store.py": STORE, "shop/page.py": page, "shop/database.py": DATABASE}
    finding = finding_of(repository(folder, files), "monitoring")
    assert not finding.error, finding.reason
    return finding


def test_the_row_of_a_prediction_is_kept_and_not_that_of_a_visitor(tmp_path: Path) -> None:
    found = judged(tmp_path, KEPT)
    assert found.level == 1
    assert [(place.path, place.line) for place in found.evidence] == [("shop/store.py", 9)]


def test_a_page_that_only_registers_its_visitors_keeps_no_prediction(tmp_path: Path) -> None:
    assert judged(tmp_path, APP.replace("KEEPING", "pass")).level == 0


SUMS = "st.bar_chart(rows['kind'].value_counts())"


@pytest.mark.parametrize(
    ("read", "shown", "level"),
    [
        ("told_before(visitor)", SUMS, 2),
        ("told_before(visitor)", "st.dataframe(rows)", 1),
        ("visitors()", SUMS, 1),
    ],
    ids=["sums of what was predicted", "a list of it", "sums of something else"],
)
def test_a_page_that_sums_up_the_predictions_it_keeps_reports_on_them(
    read: str, shown: str, level: int, tmp_path: Path
) -> None:
    assert judged(tmp_path, KEPT, read, shown).level == level
