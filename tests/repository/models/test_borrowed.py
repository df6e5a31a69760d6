"""Projects that train nothing: what they do around a model of somebody else's."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.responsible.data_lineage import data_lineage
from portfolio_kit.criteria.show.data_access import data_access
from portfolio_kit.criteria.show.end_to_end import end_to_end
from portfolio_kit.criteria.unique.reproducible_runs import reproducible_runs
from tests.criteria.kit import repository

STORE = """\
from store import base
from langchain_text_splitters import RecursiveCharacterTextSplitter

splitter = RecursiveCharacterTextSplitter(chunk_size=500)
base.add_texts(splitter.split_text(open("rules.txt").read()))
"""
ASK = """\
import sys
from openai import OpenAI

def answer(question):
    return OpenAI().chat.completions.create(model="small", messages=[{"role": "user", "content": question}])

print(answer(sys.argv[1]))
"""
MEASURE = """\
import json
from sklearn.metrics import recall_score

rows = json.load(open("golden.json"))
print(recall_score([row["right"] for row in rows], [row["given"] for row in rows]))
"""
CLEAN = """\
import pandas as pd

letters = pd.read_csv("letters.csv").dropna().drop_duplicates()
letters = letters.merge(pd.read_csv("places.csv"))
"""
APP = "import streamlit as st\n"


@pytest.mark.parametrize(
    ("files", "level"),
    [
        ({"store.py": STORE, "ask.py": ASK, "measure.py": MEASURE}, 2),
        ({"store.py": STORE, "ask.py": ASK}, 1),
        ({"clean.py": CLEAN, "ask.py": ASK}, 1),
        ({"ask.py": ASK, "measure.py": MEASURE}, 1),
        ({"ask.py": ASK}, 0),
        ({"app.py": APP + STORE + ASK}, 0),
        ({"store.py": STORE}, 0),
    ],
)
def test_stages_around_a_hosted_model(files: dict[str, str | bytes], level: int, tmp_path: Path) -> None:
    read = repository(tmp_path, {**files, "rules.txt": "Dogs are led. " * 200})
    assert end_to_end(read).level == level


def test_scripts_around_a_hosted_model_can_be_rerun_by_hand(tmp_path: Path) -> None:
    assert reproducible_runs(repository(tmp_path, {"store.py": STORE, "ask.py": ASK})).level == 1


def test_an_app_around_a_model_that_is_nowhere_made_cannot(tmp_path: Path) -> None:
    app = "import joblib\nfrom flask import Flask\nmodel = joblib.load('model.pkl')\nprint(model.predict([[1, 2]]))\n"
    read = repository(tmp_path, {"app.py": app})
    assert (end_to_end(read).level, reproducible_runs(read).level) == (0, 0)


def test_a_published_model_that_is_measured_is_more_than_an_app(tmp_path: Path) -> None:
    code = "from sentence_transformers import SentenceTransformer\nmodel = SentenceTransformer('all-small')\n" + MEASURE
    assert end_to_end(repository(tmp_path, {"measure.py": code})).level == 1


def test_cutting_documents_leads_from_them_to_what_is_searched(tmp_path: Path) -> None:
    text = "# Rules\n\n## Data\n\nThe rules are published by the city on https://data.city.org under CC BY 4.0.\n"
    read = repository(tmp_path, {"README.md": text, "store.py": STORE, "ask.py": ASK})
    assert data_lineage(read).level == 2


@pytest.mark.parametrize(
    ("path", "level"),
    [("my-data/rules.txt", 2), ("my-data/system_prompt.txt", 0), ("play/rules.txt", 0), ("rules.txt", 0)],
)
def test_a_document_that_is_searched_is_the_data(path: str, level: int, tmp_path: Path) -> None:
    name = path.rpartition("/")[2]
    files: dict[str, str | bytes] = {"store.py": STORE.replace("rules.txt", name), "ask.py": ASK}
    read = repository(tmp_path, {**files, path: "Dogs are led on a leash. " * 40})
    assert data_access(read).level == level
