"""automated-tests: tests that no runner collects, or that hold whatever the project does."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.production.automated_tests import automated_tests
from tests.criteria.kit import repository
from tests.criteria.test_automated_tests import API, DATA, INFERENCE, PROJECT, level

HEAD = (
    "import unittest\nfrom unittest.mock import Mock\nimport pytest\nfrom fastapi.testclient import TestClient\n"
    "from src.app import app\nfrom src.predict import predict_rent\n\nclient = TestClient(app)\n\n"
)
STATUS = HEAD + "def test_a():\n    assert client.post('/predict').status_code in (200, 422, 500)\n"
ANSWER = HEAD + "def test_a():\n    answer = client.post('/predict')\n    assert answer is not None\n"
CASE = HEAD + "class Rents(unittest.TestCase):\n    def test_a(self):\n        self.assertIsNotNone(predict_rent)\n"
CLASS = HEAD + "class TestRents:\n    def test_a(self):\n        assert predict_rent(2) > 0\n"
NESTED = HEAD + "def test_a():\n    def check():\n        assert predict_rent(2) > 0\n"
OVER = HEAD + "@pytest.mark.parametrize('rooms', [2])\ndef test_a(rooms):\n    assert predict_rent(rooms) > 0\n"
MOCK = HEAD + (
    "def test_a():\n    model = Mock()\n    model.predict.return_value = 3\n    predict_rent(2)\n"
    "    assert model.predict(2) == 3\n"
)
SUPPRESSED = HEAD + ("def test_a():\n    with contextlib.suppress(Exception):\n        assert predict_rent(2) > 0\n")
PATCHED = (
    "from unittest.mock import patch\nimport src.predict\nfrom src.app import app\n\n"
    "@patch('src.predict.predict_rent')\ndef test_a(rent):\n    rent.return_value = 3\n    assert rent('rents.csv') == 3\n"
)
OBJECT = (
    "from unittest.mock import patch\nimport src.predict\n\n"
    "def test_a():\n    with patch.object(src.predict, 'predict_rent', return_value=3):\n"
    "        assert src.predict.predict_rent(2) == 3\n"
)
CALLED = HEAD + "def test_a():\n    assert predict_rent.__name__ == 'predict_rent'\n"
NEVER = HEAD + (
    "def test_a():\n    answer = client.post('/predict')\n    if answer.status_code == 999:\n"
    "        assert answer.json()['rent'] > 0\n"
)
ANY_ERROR = HEAD + "def test_a():\n    with pytest.raises(Exception):\n        predict_rent(None)\n"
THERE = (
    "import os\nfrom pathlib import Path\n\ndef test_a():\n    assert Path('src/predict.py').exists()\n"
    "    assert os.path.isfile('src/app.py')\n"
)
WORDS = "from pathlib import Path\n\ndef test_a():\n    assert 'predict' in Path('src/predict.py').read_text()\n"
RUN = (
    "import os, subprocess, sys\n\ndef test_a():\n    subprocess.run([sys.executable, 'src/predict.py'], check=True)\n"
    "    assert os.path.exists('src/predict.py')\n"
)


@pytest.mark.parametrize(
    "other",
    [
        STATUS,
        STATUS.replace("in (200, 422, 500)", ">= 100"),
        ANSWER,
        CASE,
        CASE.replace("assertIsNotNone(predict_rent)", "assertTrue(callable(predict_rent))"),
        CASE.replace("assertIsNotNone(predict_rent)", "assertEqual(predict_rent, predict_rent)"),
        CLASS.replace("TestRents", "Rents"),
        CLASS.replace("    def test_a", "    def __init__(self):\n        self.rooms = 2\n\n    def test_a"),
        NESTED,
        OVER.replace("[2]", "[]"),
        MOCK,
        SUPPRESSED,
        SUPPRESSED.replace("contextlib.suppress(Exception)", "suppress(AssertionError)"),
        CLASS.replace("assert predict_rent(2) > 0", "assert abs(predict_rent(2)) >= 0"),
        THERE,
        WORDS,
        PATCHED,
        OBJECT,
        CALLED,
        NEVER,
    ],
)
def test_a_test_that_tells_nothing_of_the_project_is_none(other: str, tmp_path: Path) -> None:
    finding = automated_tests(repository(tmp_path, {**PROJECT, "tests/test_other.py": other}))
    assert finding.level == 0
    assert "nothing of the project" in finding.reason


@pytest.mark.parametrize(
    "other",
    [
        STATUS.replace("(200, 422, 500)", "(400, 422)"),
        ANSWER.replace("answer is not None", "answer.json() is not None"),
        CASE.replace("assertIsNotNone(predict_rent)", "assertIsNotNone(predict_rent(2))"),
        CLASS,
        CLASS.replace("TestRents", "Rents(unittest.TestCase)"),
        f"{NESTED}    check()\n",
        OVER,
        MOCK.replace("predict_rent(2)\n", "predict_rent(model)\n"),
        RUN,
    ],
)
def test_a_test_that_can_fail_because_of_the_project_is_one(other: str, tmp_path: Path) -> None:
    assert level(tmp_path, {"tests/test_data.py": DATA, "tests/test_other.py": other}) == 2


@pytest.mark.parametrize(
    "other",
    [
        PATCHED.replace(
            "assert rent('rents.csv') == 3", "assert TestClient(app).post('/predict').json() == {'rent': 3}"
        ),
        OBJECT.replace("'predict_rent', return_value=3", "'load', return_value=3"),
        CALLED.replace("predict_rent.__name__ ==", "predict_rent(2).__doc__ !="),
        NEVER.replace("999", "200"),
        ANY_ERROR.replace("Exception)", "ValueError)"),
        ANY_ERROR.replace("Exception)", "Exception, match='no rooms')"),
        ANY_ERROR + "    assert predict_rent(2) > 0\n",
    ],
)
def test_a_near_miss_of_one_that_tells_nothing_is_a_test(other: str, tmp_path: Path) -> None:
    assert level(tmp_path, {"tests/test_data.py": DATA, "tests/test_other.py": other}) == 2


@pytest.mark.parametrize(
    "other",
    [
        ANY_ERROR,
        CASE.replace("self.assertIsNotNone(predict_rent)", "self.assertRaises(Exception, predict_rent)"),
    ],
)
def test_a_test_that_any_error_satisfies_is_one_of_nothing_in_particular(other: str, tmp_path: Path) -> None:
    assert level(tmp_path, {"tests/test_data.py": DATA, "tests/test_other.py": other}) == 1


def test_a_file_that_conftest_keeps_from_the_runner_tests_nothing(tmp_path: Path) -> None:
    files = {"tests/test_data.py": DATA, "tests/test_other.py": INFERENCE}
    assert level(tmp_path / "kept", {**files, "tests/conftest.py": "collect_ignore = ['test_other.py']\n"}) == 1
    assert level(tmp_path / "taken", {**files, "tests/conftest.py": "collect_ignore = ['setup.py']\n"}) == 2


def test_a_client_that_a_test_does_not_use_leaves_it_one_of_the_data(tmp_path: Path) -> None:
    both = (
        "import unittest\nimport pandas as pd\nfrom fastapi.testclient import TestClient\nfrom src.app import app\n"
        "from src.data import clean\n\nclass Rents(unittest.TestCase):\n    def setUp(self):\n"
        "        self.client = TestClient(app)\n        self.table = pd.DataFrame({'a': [1, None]})\n\n"
        "    def test_clean(self):\n        self.assertEqual(len(clean(self.table)), 1)\n\n"
        "    def test_answer(self):\n        self.assertEqual(self.client.post('/predict').status_code, 422)\n"
    )
    assert level(tmp_path, {"tests/test_all.py": both}) == 2


def test_a_folder_called_as_a_module_of_python_is_the_project_s_where_it_has_the_module(tmp_path: Path) -> None:
    files = {"code/clean.py": PROJECT["src/data.py"], "tests/test_data.py": DATA.replace("src.data", "code.clean")}
    assert level(tmp_path, {**files, "tests/test_other.py": API}) == 2


@pytest.mark.parametrize("path", ["Rent Analysis.py", "site/predict.py"])
def test_advice_names_no_function_of_a_module_that_cannot_be_imported_by_name(path: str, tmp_path: Path) -> None:
    fix = automated_tests(repository(tmp_path, {path: PROJECT["src/predict.py"]})).fix or ""
    assert path not in fix


CASES = (
    "from pathlib import Path\nfrom src.predict import predict_rent\n\n"
    "CASES = sorted((Path(__file__).parent / 'cases').glob('*.txt'))\n\n"
    "def test_a():\n    for case in CASES:\n        assert predict_rent(int(case.read_text())) > 0\n"
)
BETWEEN = HEAD + "def test_a():\n    assert 100 <= client.post('/predict').status_code < 600\n"
EACH = HEAD + "def test_a():\n    rents = predict_rent([2])\n    assert all(rent == rent for rent in rents)\n"
AMONG = HEAD + "def test_a():\n    rents = predict_rent([2])\n    assert set(rents) <= set(rents) | {1}\n"
SKIPS = HEAD + (
    "def test_a():\n    try:\n        assert predict_rent(2) > 0\n"
    "    except Exception:\n        pytest.skip('no model')\n"
)
WANTED = (
    "import pytest\n\nrent_core = pytest.importorskip('rent_core')\nfrom src.predict import predict_rent\n\n"
    "def test_a():\n    assert predict_rent(2) > 0\n"
)
DECLARED = {"requirements.txt": "pandas==2.2.0\njoblib==1.4.0\nfastapi==0.111.0\n"}


@pytest.mark.parametrize("other", [CASES, BETWEEN, EACH, AMONG, SKIPS, WANTED])
def test_a_test_that_holds_or_skips_whatever_the_project_does_is_none(other: str, tmp_path: Path) -> None:
    assert level(tmp_path, {**DECLARED, "tests/test_data.py": DATA, "tests/test_other.py": other}) == 1


@pytest.mark.parametrize(
    ("other", "beside"),
    [
        (CASES, {"tests/cases/small.txt": "2"}),
        (CASES.replace("Path(__file__).parent / 'cases'", "Path('made')"), {}),
        (BETWEEN.replace("600", "300"), {}),
        (EACH.replace("rent == rent", "rent == 3"), {}),
        (AMONG.replace("set(rents) |", "set(range(9)) |"), {}),
        (SKIPS.replace("except Exception", "except FileNotFoundError"), {}),
        (WANTED, {"requirements.txt": DECLARED["requirements.txt"] + "rent-core==1.0\n"}),
        (WANTED.replace("'rent_core'", "'joblib'"), {}),
    ],
)
def test_a_near_miss_of_one_that_always_holds_is_a_test(other: str, beside: dict[str, str], tmp_path: Path) -> None:
    assert level(tmp_path, {**DECLARED, **beside, "tests/test_data.py": DATA, "tests/test_other.py": other}) == 2


def test_bounds_of_a_saved_report_that_shares_never_leave_are_no_test(tmp_path: Path) -> None:
    bounds = "import json\n\ndef test_a():\n    report = json.load(open('report.json'))\n    assert report['f1'] >= 0\n"
    files = {"report.json": '{"f1": 0.7}'}
    assert level(tmp_path / "wide", {**files, "tests/test_report.py": bounds}) == 0
    assert level(tmp_path / "tight", {**files, "tests/test_report.py": bounds.replace(">= 0", ">= 0.6")}) == 1


@pytest.mark.parametrize(
    "passing_over",
    [
        {"pytest.ini": "[pytest]\naddopts = -q --collect-only\n"},
        {"pytest.ini": "[pytest]\naddopts = --ignore=tests\n"},
        {"pyproject.toml": "[tool.pytest.ini_options]\nnorecursedirs = ['tests', '.git']\n"},
        {
            "conftest.py": (
                "import pytest\n\ndef pytest_collection_modifyitems(items):\n"
                "    for item in items:\n        item.add_marker(pytest.mark.skip)\n"
            )
        },
    ],
)
def test_tests_that_the_configuration_passes_over_are_none(passing_over: dict[str, str], tmp_path: Path) -> None:
    assert level(tmp_path, {**passing_over, "tests/test_data.py": DATA, "tests/test_other.py": INFERENCE}) == 0


@pytest.mark.parametrize(
    "configuration",
    [
        {"pytest.ini": "[pytest]\naddopts = -q --ignore=tests/slow\n"},
        {"pyproject.toml": "[tool.pytest.ini_options]\nnorecursedirs = ['data', '.git']\n"},
        {
            "conftest.py": (
                "import pytest\n\ndef pytest_collection_modifyitems(items):\n    for item in items:\n"
                "        if 'slow' in item.keywords:\n            item.add_marker(pytest.mark.skip)\n"
            )
        },
    ],
)
def test_a_configuration_that_passes_over_others_leaves_them(configuration: dict[str, str], tmp_path: Path) -> None:
    assert level(tmp_path, {**configuration, "tests/test_data.py": DATA, "tests/test_other.py": INFERENCE}) == 2


def test_a_fixture_is_known_by_the_name_that_it_is_given(tmp_path: Path) -> None:
    conftest = (
        "import pytest\nfrom fastapi.testclient import TestClient\nfrom src.app import app\n\n"
        "@pytest.fixture(name='asking')\ndef make_client():\n    return TestClient(app)\n"
    )
    asking = "def test_a(asking):\n    assert asking.post('/predict').status_code == 422\n"
    files = {"tests/conftest.py": conftest, "tests/test_data.py": DATA}
    assert level(tmp_path / "named", {**files, "tests/test_other.py": asking}) == 2
    other = asking.replace("asking", "another")
    assert level(tmp_path / "unknown", {**files, "tests/test_other.py": other}) == 1


@pytest.mark.parametrize(
    "other",
    [
        SUPPRESSED.replace("Exception", "FileNotFoundError"),
        SUPPRESSED.replace("        assert", "        predict_rent(1)\n    assert"),
        CLASS.replace("assert predict_rent(2) > 0", "assert abs(predict_rent(2)) >= 1"),
    ],
)
def test_a_near_miss_of_one_whose_failure_is_suppressed_is_a_test(other: str, tmp_path: Path) -> None:
    assert level(tmp_path, {**PROJECT, "tests/test_other.py": other}) == 1


def test_of_tests_with_one_name_in_a_file_only_the_last_is_counted(tmp_path: Path) -> None:
    again = "\n\ndef test_clean():\n    assert clean(pd.DataFrame({'a': [1, 2]})).a.sum() == 3\n"
    finding = automated_tests(repository(tmp_path, {**PROJECT, "tests/test_data.py": DATA + again}))
    assert finding.reason.startswith("There is 1 test,")
    assert "(tests/test_data.py:4 is never run: it has the name of a later test)" in finding.reason
    assert [place.line for place in finding.evidence] == [8]


def test_tests_of_one_name_in_two_classes_or_files_are_all_counted(tmp_path: Path) -> None:
    method = "class {}:\n    def test_clean(self):\n        assert clean(pd.DataFrame({{'a': [1]}})).a[0] == 1\n"
    head = "import pandas as pd\nfrom src.data import clean\n\n"
    files = {
        "tests/test_data.py": DATA,
        "tests/test_two.py": head + method.format("TestOne") + method.format("TestOther"),
    }
    finding = automated_tests(repository(tmp_path, {**PROJECT, **files}))
    assert finding.reason.startswith("There are 3 tests,")
    assert "never run" not in finding.reason
