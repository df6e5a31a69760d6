"""automated-tests: what is told to be tested can be called in a test, without a network and without harm."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.production.automated_tests import automated_tests
from tests.criteria.kit import repository

FETCH = """\
import pandas as pd
import requests


def keep(content):
    with open("data/boats.csv", "wb") as file:
        file.write(content)


def prepare_boats(address):
    keep(requests.get(address).content)
    return pd.read_csv("data/boats.csv").dropna()


"""
CLEAN = """\
def clean_boats(boats):
    boats = boats.dropna()
    {write}
    return boats


clean_boats(prepare_boats("https://boats.example/all.csv"))
"""
SERVICE = """\
import joblib
import boto3
from fastapi import FastAPI

store = boto3.client("s3")
{fetch}
app = FastAPI()
model = joblib.load("model.pkl")


@app.post("/predict")
def predict(length: float):
    return {{"price": float(model.predict([[length]])[0])}}
"""
DOWNLOAD = 'store.download_file("boats", "model.pkl", "model.pkl")'


def fix(path: Path, files: dict[str, str | bytes]) -> str:
    return str(automated_tests(repository(path, files)).fix)


def test_what_downloads_is_not_told_to_be_called(tmp_path: Path) -> None:
    assert "call clean_boats() of boats.py on a few rows" in fix(
        tmp_path / "both", {"boats.py": FETCH + CLEAN.format(write="pass")}
    )
    assert "put your preparation into a function" in fix(tmp_path / "alone", {"boats.py": FETCH})


def test_what_is_called_after_downloading_prepares_nothing(tmp_path: Path) -> None:
    code = "import store\n\n\ndef {name}(place):\n    return store.get(place)\n\n\n{name}('boats')\n"
    assert "call load_data() of boats.py" in fix(tmp_path / "loads", {"boats.py": code.format(name="load_data")})
    assert "put your preparation" in fix(tmp_path / "downloads", {"boats.py": code.format(name="download_data")})


def test_a_download_in_a_function_that_is_called_is_one_of_the_caller(tmp_path: Path) -> None:
    code = FETCH.replace("def keep(content)", "def fetch(address)").replace("file.write(content)", "pass")
    code = code.replace("keep(requests.get(address).content)", "load(address)")
    code += "def load(address):\n    return requests.get(address)\n"
    assert "prepare_boats()" not in fix(tmp_path / "asks", {"boats.py": code})
    local = code.replace("requests.get(address)", "open(address)")
    assert "prepare_boats()" in fix(tmp_path / "local", {"boats.py": local})


@pytest.mark.parametrize(
    ("write", "is_its_own"),
    [
        ('boats.to_csv("data/clean.csv")', True),
        ('place = "data"\n    boats.to_csv(place + "/clean.csv", index=False)', True),
        ("boats.to_csv(place)", False),
        ('target = place + "/clean.csv"\n    boats.to_csv(target)', False),
        ("text = boats.to_csv()", False),
    ],
)
def test_what_writes_a_file_of_its_own_is_called_in_a_temporary_folder(
    write: str, is_its_own: bool, tmp_path: Path
) -> None:
    code = CLEAN.format(write=write).replace("(boats)", "(boats, place)" if not is_its_own else "(boats)")
    apart = " (after monkeypatch.chdir(tmp_path), for it writes a file)" if is_its_own else ""
    assert f"call clean_boats() of boats.py{apart} on a few rows" in fix(tmp_path, {"boats.py": FETCH + code})


@pytest.mark.parametrize(
    ("fetch", "is_told"),
    [
        (DOWNLOAD, True),
        (f'if not os.path.exists("model.pkl"):\n    {DOWNLOAD}', False),
        (f"def fetch():\n    {DOWNLOAD}\n", False),
        ("", False),
    ],
)
def test_a_service_that_downloads_as_it_is_imported_is_first_to_be_changed(
    fetch: str, is_told: bool, tmp_path: Path
) -> None:
    files: dict[str, str | bytes] = {"app.py": f"import os\n{SERVICE.format(fetch=fetch)}", "model.pkl": b"\x80model"}
    told = fix(tmp_path, files)
    assert "send a request to POST /predict of app.py with the framework's test client" in told
    assert (
        "first move the download of app.py:7, which runs as the file is imported, into a function" in told
    ) is is_told
