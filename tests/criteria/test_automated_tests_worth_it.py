"""automated-tests: what is told to be tested first works on data, runs, and gives an answer that somebody takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.production.automated_tests import automated_tests
from portfolio_kit.rubric.finding import Finding
from tests.criteria.kit import repository

RUN = "from gym.rows import {0}\n\nprint({0}(open('members.csv').read()))\n"
LABELS = """\
def feature_labels(found):
    labels = {"age": "Age in years", "visits": "Visits a week", "tenure": "Months of membership"}
    return {labels.get(key, key): value for key, value in found.items()}
"""
CLEAN = """\
def clean_lines(text):
    return [line.strip() for line in text.splitlines() if line]
"""


def judged(folder: Path, files: dict[str, str | bytes]) -> Finding:
    return automated_tests(repository(folder, files))


def fix(folder: Path, files: dict[str, str | bytes]) -> str:
    return str(judged(folder, files).fix)


class TestPreparation:
    @pytest.mark.parametrize(
        "code",
        [LABELS, "def feature_labels(found):\n    return 'age'\n"],
        ids=["a table of texts", "a constant"],
    )
    def test_what_only_renames_is_not_told_to_be_tested(self, code: str, tmp_path: Path) -> None:
        told = fix(tmp_path, {"gym/rows.py": code, "main.py": RUN.format("feature_labels")})
        assert "put your preparation into a function" in told

    def test_a_table_of_texts_that_a_preparation_reads_is_no_reason_against_it(self, tmp_path: Path) -> None:
        code = LABELS.replace("labels.get(key, key): value", "labels.get(key, key).strip(): round(value)")
        assert "call feature_labels() of gym/rows.py" in fix(
            tmp_path, {"gym/rows.py": code, "main.py": RUN.format("feature_labels")}
        )

    def test_what_runs_is_tested_before_what_nothing_calls(self, tmp_path: Path) -> None:
        idle = "def clean_names(text):\n    return text.title()\n\n\n"
        told = fix(tmp_path, {"gym/rows.py": f"{idle}{CLEAN}", "main.py": RUN.format("clean_lines")})
        assert "call clean_lines() of gym/rows.py" in told

    def test_what_is_done_before_the_training_is_no_training(self, tmp_path: Path) -> None:
        code = (
            "from sklearn.model_selection import train_test_split\n\n\ndef pre_train_prep(table):\n"
            "    return train_test_split(table.drop(columns='left'), table['left'])\n"
        )
        told = fix(tmp_path, {"gym/rows.py": code, "main.py": RUN.format("pre_train_prep")})
        assert "call pre_train_prep() of gym/rows.py" in told

    def test_a_function_beside_is_tested_before_one_of_a_page_that_starts_with_its_import(self, tmp_path: Path) -> None:
        page = "import streamlit as st\nfrom gym.rows import clean_lines\n\n\ndef clean_word(word):\n    return word.strip()\n\n\n"
        page += "st.write(clean_lines(clean_word(st.text_input('Members'))))\n"
        assert "call clean_lines() of gym/rows.py" in fix(tmp_path, {"gym/rows.py": CLEAN, "app.py": page})


MODEL = """\
import joblib


class Members:
    def run(self, rows):
        self.model = joblib.load("gym.joblib")
        answers = self.predict_members(rows)
        {after}

    def predict_members(self, rows):
        return self.model.predict(rows)


Members().run([[1]])
"""


class TestPrediction:
    @pytest.mark.parametrize(
        ("after", "told"),
        [
            ("return None", "write the prediction of gym/members.py:11 as a function"),
            ("print(answers)", "call Members.predict_members() of gym/members.py"),
        ],
        ids=["thrown away", "taken"],
    )
    def test_an_answer_that_nobody_takes_is_no_inference_path(self, after: str, told: str, tmp_path: Path) -> None:
        files: dict[str, str | bytes] = {"gym/members.py": MODEL.format(after=after), "gym.joblib": b"model"}
        assert told in fix(tmp_path, files)

    @pytest.mark.parametrize("is_there", [True, False])
    def test_a_model_that_is_not_committed_is_told_before_the_request(self, is_there: bool, tmp_path: Path) -> None:
        service = (
            "import joblib\nfrom fastapi import FastAPI\n\napp = FastAPI()\nmodel = joblib.load('gym.joblib')\n\n\n"
            "@app.post('/predict')\ndef predict(age: float):\n    return {'left': int(model.predict([[age]])[0])}\n"
        )
        files: dict[str, str | bytes] = {"app.py": service, **({"gym.joblib": b"model"} if is_there else {})}
        told = fix(tmp_path, files)
        assert "send a request to POST /predict of app.py" in told
        assert ("first commit gym.joblib, for app.py:5 loads gym.joblib" in told) is not is_there


def test_a_model_that_is_only_loaded_if_it_is_there_is_not_waited_for(tmp_path: Path) -> None:
    service = (
        "import joblib\nimport os\nfrom fastapi import FastAPI\n\napp = FastAPI()\nmodel = None\n"
        "if os.path.exists('gym.joblib'):\n    model = joblib.load('gym.joblib')\n\n\n"
        "@app.post('/predict')\ndef predict(age: float):\n    return {'left': int(model.predict([[age]])[0])}\n"
    )
    told = fix(tmp_path, {"app.py": service})
    assert "tests/test_predict.py: send a request to POST /predict of app.py" in told


def test_what_brings_the_data_is_no_preparation_by_its_name(tmp_path: Path) -> None:
    code = f"import shutil\n\n\ndef download_data(place):\n    return shutil.copy(place, '.')\n\n\n{CLEAN}"
    main = "from gym.rows import clean_lines, download_data\n\nprint(clean_lines(open(download_data('a')).read()))\n"
    assert "call clean_lines() of gym/rows.py" in fix(tmp_path, {"gym/rows.py": code, "main.py": main})


SMOKE = """\
from gym.rows import clean_lines


def main():
    found = clean_lines(" a \\n\\nb")
    assert found, "lines"
    assert len(found) == 2
    assert found[0] == "a"


main()
"""


class TestAssertsOutsideOfTests:
    def test_asserts_that_no_runner_collects_are_named_and_to_be_moved(self, tmp_path: Path) -> None:
        found = judged(tmp_path, {"gym/rows.py": CLEAN, "scripts/smoke.py": SMOKE})
        assert found.level == 0
        assert found.reason.startswith("There are 3 asserts in scripts/smoke.py, but no test runner collects them")
        assert str(found.fix).startswith("Move the asserts of scripts/smoke.py into functions test_…() of tests/test_")
        assert [place.line for place in found.evidence] == [6, 7, 8]

    @pytest.mark.parametrize(
        "files",
        [
            {"scripts/smoke.py": SMOKE.replace("    assert len(found) == 2\n", "")},
            {"scripts/smoke.py": f"import pandas as pd\n{SMOKE}pd.read_csv('members.csv')\n"},
            {"scripts/smoke.py": SMOKE, "start.py": "import scripts.smoke\n"},
            {"scripts/smoke.py": SMOKE.replace("from gym.rows import clean_lines", "clean_lines = str.split")},
        ],
        ids=["few", "guards of a script that reads data", "of a module", "of nothing of the project"],
    )
    def test_asserts_that_guard_a_script_are_no_tests(self, files: dict[str, str | bytes], tmp_path: Path) -> None:
        assert judged(tmp_path, {"gym/rows.py": CLEAN, **files}).reason == "There are no tests."


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("tests/test.py", "There are no tests: tests/test.py is empty."),
        ("tests/__init__.py", "There are no tests."),
    ],
)
def test_an_empty_file_of_tests_is_said_to_be_empty(name: str, reason: str, tmp_path: Path) -> None:
    assert judged(tmp_path, {"gym/rows.py": CLEAN, name: ""}).reason == reason
