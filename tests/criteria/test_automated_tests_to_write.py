"""automated-tests: what is told to be tested can be called in a test, without a network and without harm."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.production.automated_tests import automated_tests
from portfolio_kit.criteria.production.continuous_integration import continuous_integration
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


TRAINING = """\
import joblib
import pandas as pd
from sklearn.linear_model import Ridge


def clean_boats(boats):
    return boats.dropna()


def fit_model(boats):
    return Ridge().fit(boats[["mast"]], boats["sold"])


"""
AT_ONCE = 'model = fit_model(clean_boats(pd.read_csv("boats.csv")))\njoblib.dump(model, "model.pkl")\n'


@pytest.mark.parametrize(
    ("end", "line"),
    [
        (AT_ONCE, 14),
        (f"def main():\n    {AT_ONCE.splitlines()[0]}\n\n\nmain()\n", 18),
        ("if __name__ == '__main__':\n    " + AT_ONCE.replace("\n", "\n    ") + "\n", None),
        ("boats = clean_boats(pd.read_csv('boats.csv'))\n", None),
    ],
    ids=["at its top", "by a function of its own", "as a program only", "trains nothing"],
)
def test_what_trains_as_it_is_imported_is_to_be_guarded_before_a_test_imports_it(
    end: str, line: int | None, tmp_path: Path
) -> None:
    told = fix(tmp_path, {"train.py": TRAINING + end})
    guard = f"first put the calls from line {line} of train.py on, which train as the file is imported, below `if"
    assert (guard in told) is (line is not None)
    assert "call clean_boats() of train.py on a few rows" in told


@pytest.mark.parametrize(("given", "is_told"), [("", True), ("place", False)])
def test_a_preparation_that_reads_its_own_file_is_to_be_handed_the_table(
    given: str, is_told: bool, tmp_path: Path
) -> None:
    code = f"import pandas as pd\n\n\ndef load_data({given}):\n    return pd.read_csv('boats.csv').dropna()\n\n\nload_data()\n"
    told = fix(tmp_path, {"boats.py": code})
    handed = "let load_data() of boats.py take the table that line 5 reads as an argument, and call it on a few rows"
    assert (handed in told) is is_told


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"requirements.txt": "fastapi==0.110\n"}, "client (which needs httpx: add it to the dependencies), and"),
        ({"requirements.txt": "fastapi==0.110\nhttpx==0.27\n"}, "client, and"),
        ({"requirements.txt": "fastapi[standard]==0.110\n"}, "client, and"),
        (
            {
                "pyproject.toml": '[project]\nname = "b"\nversion = "1"\ndependencies = ["fastapi"]\n',
                "uv.lock": "a = 1\n",
            },
            "client (which needs httpx: `uv add --dev httpx`), and",
        ),
    ],
)
def test_what_the_client_for_tests_asks_with_is_told_where_no_list_has_it(
    more: dict[str, str | bytes], told: str, tmp_path: Path
) -> None:
    given: dict[str, str | bytes] = {"app.py": SERVICE.format(fetch=""), "model.pkl": b"model", **more}
    assert f"with the framework's test {told} assert the answer" in fix(tmp_path, given)


def test_code_that_predicts_and_is_no_valid_python_is_to_be_repaired_before_it_is_tested(tmp_path: Path) -> None:
    clean = "def clean_boats(boats):\n    return boats.dropna()\n"
    test = "from clean import clean_boats\n\n\ndef test_clean(boats):\n    assert len(clean_boats(boats)) == 2\n"
    given: dict[str, str | bytes] = {"clean.py": clean, "tests/test_clean.py": test}
    broken = fix(tmp_path / "broken", {**given, "predict.py": "def predict(:\n"})
    assert "in a file beside tests/test_clean.py: first repair predict.py:1, which is no valid Python; then" in broken
    assert "repair" not in fix(tmp_path / "whole", {**given, "predict.py": "PRICES = {}\n"})


@pytest.mark.parametrize(("imported", "hollow"), [("clean", False), ("json", True)])
def test_a_test_that_hands_code_of_the_project_to_a_python_of_its_own_asserts_something_of_it(
    imported: str, hollow: bool, tmp_path: Path
) -> None:
    test = (
        "import subprocess\nimport sys\n\nfrom clean import clean_boats\n\n\n"
        "def test_clean(boats):\n    assert len(clean_boats(boats)) == 2\n\n\n"
        f'def test_apart():\n    code = """\n        import {imported}\n        print({imported}.__name__)\n    """\n'
        "    done = subprocess.run([sys.executable, '-c', code], capture_output=True)\n    assert done.returncode == 0\n"
    )
    files: dict[str, str | bytes] = {
        "clean.py": "def clean_boats(boats):\n    return boats.dropna()\n",
        "tests/test_clean.py": test,
    }
    reason = automated_tests(repository(tmp_path, files)).reason
    assert ("1 more asserts nothing of the project" in reason) is hollow


def test_a_service_that_trains_as_it_starts_is_not_to_be_guarded(tmp_path: Path) -> None:
    service = (
        "from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get('/mast')\ndef mast():\n    return {'mast': 9}\n"
    )
    given: dict[str, str | bytes] = {"app.py": TRAINING + AT_ONCE + service}
    told = fix(tmp_path, given)
    assert "call clean_boats() of app.py" in told
    assert "__main__" not in told


CHECKS = """\
import os

import pandas as pd


def check_boats():
    if not os.path.isfile("data/boats.csv"):
        STOPS


def clean_boats(rows):
    return rows.dropna()


class Prices:
    def __init__(self):
        self.model = None

    def train(self, rows):
        self.model = LinearRegression().fit(rows[["hull"]], rows["price"])

    def predict(self, rows):
        return self.model.predict(rows[["hull"]])
"""


@pytest.mark.parametrize(
    ("stops", "called_in", "is_told"),
    [
        ("raise FileNotFoundError('data/boats.csv')", "boats/__init__.py", True),
        ("print('no boats yet')", "boats/__init__.py", False),
        ("raise FileNotFoundError('data/boats.csv')", "boats/__main__.py", False),
    ],
)
def test_a_package_that_stops_without_its_data_is_first_to_be_changed(
    stops: str, called_in: str, is_told: bool, tmp_path: Path
) -> None:
    files = {
        "boats/__init__.py": "",
        "boats/checks.py": f"from sklearn.linear_model import LinearRegression\n{CHECKS.replace('STOPS', stops)}",
        "boats/__main__.py": "from boats.checks import Prices, clean_boats\n\nprices = Prices()\n"
        "prices.train(clean_boats(None))\nprint(prices.predict(None))\n",
    }
    files[called_in] = f"from boats.checks import check_boats\n\ncheck_boats()\n{files[called_in]}"
    found = repository(tmp_path, files)
    told = "First move the call of check_boats() at boats/__init__.py:3 into boats/__main__.py"
    assert (told in (automated_tests(found).fix or "")) is is_told
    assert (told in (continuous_integration(found).fix or "")) is is_told


def test_a_class_that_is_asked_is_trained_first_where_it_loads_no_model(tmp_path: Path) -> None:
    code = f"from sklearn.linear_model import LinearRegression\n{CHECKS.replace('STOPS', 'pass')}\n"
    started = "if __name__ == '__main__':\n    prices = Prices()\n    prices.train(clean_boats(None))\n"
    started += "    print(prices.predict(None))\n"
    told = "train one on a few rows with Prices.train(), call Prices.predict()"
    assert told in (automated_tests(repository(tmp_path / "trained", {"boats.py": code + started})).fix or "")
    loads = code.replace("self.model = None", "self.model = joblib.load('boats.joblib')")
    assert told not in (
        automated_tests(repository(tmp_path / "kept", {"boats.py": f"import joblib\n{loads}{started}"})).fix or ""
    )


IN_STORE = """\
import boto3
import clean
import joblib
from fastapi import FastAPI

app = FastAPI()


def fetch_to(path):
    FETCHED


def model():
    fetch_to("boats.joblib")
    return joblib.load("boats.joblib")


@app.post("/predict")
def predict(hull: float):
    return {"price": float(model().predict([[hull]])[0])}
"""


@pytest.mark.parametrize(
    ("fetched", "is_told"),
    [
        ("boto3.client('s3').download_file('boats', 'boats.joblib', path)", True),
        ("print(path)", False),
    ],
)
def test_a_model_in_a_store_is_to_be_replaced_in_a_test(fetched: str, is_told: bool, tmp_path: Path) -> None:
    files = {
        "app.py": IN_STORE.replace("FETCHED", fetched),
        "clean.py": "def clean_boats(rows):\n    return rows.dropna()\n",
        "tests/test_clean.py": "import pandas as pd\nfrom clean import clean_boats\n\n\ndef test_clean():\n"
        "    assert len(clean_boats(pd.DataFrame({'hull': [1, None]}))) == 1\n",
        "boats.joblib": "x" * 90,
    }
    fix = automated_tests(repository(tmp_path, files)).fix or ""
    assert "POST /predict of app.py" in fix
    assert ("put a model of your own in the place of the one that app.py:15 fetches" in fix) is is_told


@pytest.mark.parametrize(("name", "is_told"), [("test_predict_hulls", True), ("test_hulls", False)])
def test_a_test_that_is_called_after_the_prediction_is_told_to_ask_something_unknown(
    name: str, is_told: bool, tmp_path: Path
) -> None:
    files = {
        "settings.py": "class Settings:\n    pass\n",
        "clean.py": "def clean_boats(rows):\n    return rows.dropna()\n",
        "tests/conftest.py": "import pytest\nfrom settings import Settings\n\n\n@pytest.fixture\ndef asked():\n"
        "    return Settings()\n",
        "tests/test_asked.py": f"def {name}(asked):\n    assert asked.predict([1]) == [2]\n",
        "tests/test_clean.py": "import pandas as pd\nfrom clean import clean_boats\n\n\ndef test_clean():\n"
        "    assert len(clean_boats(pd.DataFrame({'hull': [1, None]}))) == 1\n",
    }
    reason = automated_tests(repository(tmp_path, files)).reason
    assert ("tests/test_asked.py:1 is called so" in reason) is is_told
