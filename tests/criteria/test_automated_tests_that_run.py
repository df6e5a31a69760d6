"""automated-tests: clients of every framework, and tests that never ask the project anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.production.automated_tests import automated_tests
from tests.criteria.kit import repository
from tests.criteria.test_automated_tests import API, DATA, INFERENCE, PROJECT, level

AIOHTTP = """\
from src.server import make_app


async def test_answer(aiohttp_client):
    client = await aiohttp_client(make_app())
    assert (await client.post("/rent", json={"rooms": 2})).status == 200
"""
DJANGO = """\
from django.test import Client


def test_answer():
    assert Client().get("/rent", {"rooms": 2}).status_code == 200
"""
AIOHTTP_CASE = """\
from aiohttp.test_utils import AioHTTPTestCase
from src.server import make_app


class Answers(AioHTTPTestCase):
    async def get_application(self):
        return make_app()

    async def test_answer(self):
        response = await self.client.post("/rent", json={"rooms": 2})
        self.assertEqual(response.status, 200)
"""
BY_NAME = """\
import importlib
import unittest


class Answers(unittest.TestCase):
    def setUp(self):
        self.service = importlib.import_module("app")

    def test_answer(self):
        self.assertEqual(self.service.app.test_client().get("/").status_code, 200)
"""
STREAMLIT = """\
from streamlit.testing.v1 import AppTest


def test_answer():
    app = AppTest.from_file("src/app.py").run()
    assert app.metric[0].value == "800"
"""


@pytest.mark.parametrize(
    "other",
    [AIOHTTP, DJANGO, AIOHTTP_CASE, BY_NAME, STREAMLIT],
    ids=["aiohttp's fixture", "django's client", "aiohttp's case", "imported by name", "streamlit's"],
)
def test_an_api_that_any_client_asks_is_met(other: str, tmp_path: Path) -> None:
    files = {"src/server.py": "from aiohttp import web\n\ndef make_app():\n    return web.Application()\n"}
    assert level(tmp_path, {**files, "tests/test_data.py": DATA, "tests/test_other.py": other}) == 2


SKIPPED = "import pytest\n\npytestmark = pytest.mark.skip(reason='no model')\n\n"
ABSENT = "import pytest\n\nserver = pytest.importorskip('src.client')\n\n"
AT_TOP = "import pytest\n\npytest.skip('later', allow_module_level=True)\n\n"
IN_CLASS = """\
import pytest
from src.predict import predict_rent


@pytest.mark.skip(reason="no model")
class TestRent:
    def test_rent(self):
        assert predict_rent(2) > 0
"""
GOES_HOME = """\
import os
from src.predict import predict_rent


def test_rent():
    if not os.path.exists("models/rent.pkl"):
        return
    assert predict_rent(2) > 0
"""
STAND_IN = """\
import sys
from unittest.mock import MagicMock

sys.modules["src.predict"] = MagicMock()
from src.predict import predict_rent


def test_rent():
    predict_rent.return_value = 5
    assert predict_rent(2) == 5
"""
MOCKED_CALL = """\
import requests
from unittest.mock import MagicMock, patch


def test_rent():
    with patch("requests.post", return_value=MagicMock(status_code=200)):
        assert requests.post("http://localhost/predict").status_code == 200
"""
SWALLOWED = """\
import requests


def test_rent():
    try:
        rent = requests.post("http://localhost/predict").json()["rent"]
    except Exception:
        rent = 800
    assert rent > 0
"""
SET_IN_ITS_PLACE = """\
import src.predict as service


def test_rent(monkeypatch):
    monkeypatch.setattr(service, "predict_rent", lambda rooms: 5)
    assert service.predict_rent(2) == 5
"""
MOCKED_IN_ITS_PLACE = """\
from unittest.mock import MagicMock
import src.predict as service


def test_rent():
    service.predict_rent = MagicMock(return_value=5)
    assert service.predict_rent(2) == 5
"""
THERE = """\
from src.data import clean
from src.predict import predict_rent


def test_steps():
    for step in (clean, predict_rent):
        assert callable(step)
"""
OF_A_KIND = """\
import inspect
from fastapi import FastAPI
from src.app import app
from src.predict import predict_rent


def test_app():
    assert isinstance(app, FastAPI)


def test_function():
    assert inspect.isfunction(predict_rent)
"""
WORDS = """\
import os


def test_model():
    assert os.path.basename("models/rent.joblib").endswith(".joblib")
"""


@pytest.mark.parametrize(
    "other",
    [
        *(reason + INFERENCE for reason in (SKIPPED, AT_TOP, ABSENT)),
        *(IN_CLASS, GOES_HOME, STAND_IN, MOCKED_CALL, SWALLOWED, THERE, WORDS),
        *(SET_IN_ITS_PLACE, MOCKED_IN_ITS_PLACE, OF_A_KIND),
    ],
    ids=[
        "all skipped", "skipped at the top", "for want of a module", "a skipped class", "gone home", "a stand-in module",
        "a mocked call", "a swallowed failure", "only there", "only words of a path",
        "set in its place", "mocked in its place", "of a kind",
    ],
)  # fmt: skip
def test_what_never_asks_the_project_is_no_test(other: str, tmp_path: Path) -> None:
    assert level(tmp_path / "with data", {"tests/test_data.py": DATA, "tests/test_other.py": other}) == 1
    assert level(tmp_path / "alone", {"tests/test_other.py": other}) == 0


@pytest.mark.parametrize(
    "other",
    [
        "import pytest\n\ntorch = pytest.importorskip('torch')\n\n" + INFERENCE,
        GOES_HOME.replace("models/rent.pkl", "src/predict.py"),
        GOES_HOME.replace("        return\n", "        raise AssertionError\n"),
        MOCKED_CALL.replace('patch("requests.post"', 'patch("requests.get"') + API,
        SET_IN_ITS_PLACE.replace('"predict_rent"', '"joblib"'),
        INFERENCE.replace("predict_rent(2) > 0", "isinstance(predict_rent(2), float)"),
    ],
    ids=[
        "a package that may be absent",
        "a file that is there",
        "no file is a failure",
        "another call is mocked",
        "another name is set",
        "the kind of an answer",
    ],
)
def test_what_asks_the_project_stays_a_test(other: str, tmp_path: Path) -> None:
    assert level(tmp_path, {"tests/test_data.py": DATA, "tests/test_other.py": other}) == 2


def test_a_table_that_is_called_after_predictions_is_no_inference(tmp_path: Path) -> None:
    data = (
        "import pandas as pd\nfrom src.data import clean\n\n"
        "def test_clean():\n    assert len(clean(pd.read_csv('loan_prediction.csv'))) == 1\n\n"
        "def test_kept():\n    assert len(clean(pd.read_csv('loan_prediction.csv'))) > 0\n"
    )
    files = {**PROJECT, "loan_prediction.csv": "a\n1\n", "tests/test_data.py": data}
    finding = automated_tests(repository(tmp_path, files))
    assert finding.level == 1
    assert "none covers the prediction" in finding.reason


def test_of_a_module_that_is_skipped_the_skip_is_named(tmp_path: Path) -> None:
    finding = automated_tests(repository(tmp_path, {**PROJECT, "tests/test_other.py": SKIPPED + INFERENCE}))
    assert finding.level == 0
    assert "is skipped" in finding.reason
    assert "Remove the skip from" in (finding.fix or "")


TIMEOUT = """\
import requests
from unittest.mock import patch
from src.data import clean


@patch("requests.get")
def test_no_answer(get):
    get.side_effect = requests.Timeout("late")
    assert clean(get) is not None
"""


def test_an_error_of_a_client_is_no_question_to_a_server(tmp_path: Path) -> None:
    finding = automated_tests(
        repository(tmp_path, {**PROJECT, "tests/test_data.py": DATA, "tests/test_other.py": TIMEOUT})
    )
    assert finding.level == 1
    assert "none covers the prediction (API or code)" in finding.reason


@pytest.mark.parametrize("is_served", [True, False], ids=["its own", "of others"])
def test_a_server_that_is_asked_has_to_be_the_projects(is_served: bool, tmp_path: Path) -> None:
    asks = (
        "import requests\n\n\ndef test_it():\n    assert requests.get('http://localhost:9090/up').status_code == 200\n"
    )
    files = {**PROJECT, "tests/test_data.py": DATA, "tests/test_up.py": asks}
    if not is_served:
        del files["src/app.py"]
    assert automated_tests(repository(tmp_path, files)).level == (2 if is_served else 1)


DETECTOR = (
    "import joblib\n\n\nclass LeakDetection:\n    def __init__(self):\n        self.model = joblib.load('m.pkl')\n\n"
    "    def run(self, rows):\n        return self.model.predict(rows)\n"
)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("assert hasattr(LeakDetection(), 'run')", 1),
        ("detector = LeakDetection()\n    assert detector.model is not None", 1),
        ("detector = LeakDetection()\n    assert detector.run([[1]]) == [0]", 2),
        ("assert LeakDetection().run([[1]]) == [0]", 2),
    ],
)
def test_a_class_that_predicts_and_is_only_made_is_asked_nothing(asked: str, expected: int, tmp_path: Path) -> None:
    test = f"from src.leaks import LeakDetection\n\ndef test_leaks():\n    {asked}\n"
    files = {"src/leaks.py": DETECTOR, "tests/test_data.py": DATA, "tests/test_leaks.py": test}
    assert automated_tests(repository(tmp_path, {**PROJECT, **files})).level == expected


@pytest.mark.parametrize(("asked", "expected"), [("model.predict(rows)", 2), ("rows", 1)])
def test_a_model_that_the_tests_load_at_their_top_is_asked(asked: str, expected: int, tmp_path: Path) -> None:
    test = (
        "import mlflow\nimport pandas as pd\nfrom src.data import clean\n\n"
        "model = mlflow.pyfunc.load_model('models:/rent/1')\n\n\n"
        f"def test_rent():\n    rows = clean(pd.DataFrame({{'a': [1]}}))\n    assert len({asked}) == 1\n"
    )
    assert (
        automated_tests(repository(tmp_path, {**PROJECT, "tests/test_rent.py": test, "tests/test_data.py": DATA})).level
        == expected
    )
