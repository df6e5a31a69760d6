"""automated-tests: tests that can fail because of the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.production.automated_tests import automated_tests
from tests.criteria.kit import repository

PROJECT = {
    "src/data.py": "import pandas as pd\n\ndef clean(table):\n    return table.dropna()\n",
    "src/predict.py": (
        "import joblib\n\ndef predict_rent(rooms):\n    return joblib.load('m.pkl').predict([[rooms]])[0]\n"
    ),
    "src/app.py": (
        "from fastapi import FastAPI\n"
        "from src.predict import predict_rent\n"
        "app = FastAPI()\n"
        "\n"
        "@app.post('/predict')\n"
        "def predict(rooms: int):\n"
        "    return {'rent': predict_rent(rooms)}\n"
    ),
}
DATA = (
    "import pandas as pd\n"
    "from src.data import clean\n"
    "\n"
    "def test_clean():\n"
    "    assert len(clean(pd.DataFrame({'a': [1, None]}))) == 1\n"
)
INFERENCE = "from src.predict import predict_rent\n\ndef test_rent():\n    assert predict_rent(2) > 0\n"
API = (
    "from fastapi.testclient import TestClient\n"
    "from src.app import app\n"
    "\n"
    "client = TestClient(app)\n"
    "\n"
    "def test_predict():\n"
    "    assert client.post('/predict', params={'rooms': 2}).status_code == 200\n"
)


def level(folder: Path, files: dict[str, str]) -> int | None:
    return automated_tests(repository(folder, {**PROJECT, **files})).level


@pytest.mark.parametrize("other", [INFERENCE, API])
@pytest.mark.parametrize(
    "name", ["tests/test_{}.py", "backend/tests/test_{}.py", "src/test_{}.py", "test_{}.py", "tests/unit/{}_test.py"]
)
def test_data_and_inference_are_met_wherever_the_tests_are(name: str, other: str, tmp_path: Path) -> None:
    finding = automated_tests(repository(tmp_path, {**PROJECT, name.format("data"): DATA, name.format("other"): other}))
    assert finding.level == 2
    assert {place.path for place in finding.evidence} == {name.format("data"), name.format("other")}


@pytest.mark.parametrize(
    "test", [DATA, INFERENCE.replace("src.predict", "src.data").replace("predict_rent", "clean"), API]
)
def test_tests_of_one_part_are_partial(test: str, tmp_path: Path) -> None:
    assert level(tmp_path, {"tests/test_it.py": test}) == 1


LIVE = (
    "import requests\n\ndef test_it():\n    assert requests.post('http://localhost:8000/predict').json()['rent'] > 0\n"
)


def test_asking_a_running_server_counts_beside_tests_that_need_none(tmp_path: Path) -> None:
    assert level(tmp_path / "alone", {"tests/test_live.py": LIVE}) == 1
    assert level(tmp_path / "beside", {"tests/test_live.py": LIVE, "tests/test_data.py": DATA}) == 2


def test_dozens_of_tests_of_one_part_are_still_of_one_part(tmp_path: Path) -> None:
    case = "def test_{0}():\n    assert len(clean(pd.DataFrame({{'a': [{0}, None]}}))) == 1\n"
    many = "import pandas as pd\nfrom src.data import clean\n\n" + "\n".join(case.format(at) for at in range(45))
    assert level(tmp_path / "one part", {"tests/test_data.py": many}) == 1
    assert level(tmp_path / "both", {"tests/test_data.py": many, "tests/test_api.py": API}) == 2


def test_one_test_is_told_as_one(tmp_path: Path) -> None:
    finding = automated_tests(repository(tmp_path, {**PROJECT, "tests/test_data.py": DATA}))
    assert finding.reason == "There is 1 test, but none covers the prediction (API or code)."


def test_a_client_from_a_fixture_counts(tmp_path: Path) -> None:
    conftest = (
        "import pytest\n"
        "from fastapi.testclient import TestClient\n"
        "from src.app import app\n"
        "\n"
        "@pytest.fixture\n"
        "def client():\n"
        "    with TestClient(app) as found:\n"
        "        yield found\n"
    )
    test = "def test_predict(client):\n    assert client.post('/predict').json()['rent'] > 0\n"
    assert (
        level(tmp_path, {"tests/conftest.py": conftest, "tests/api/test_app.py": test, "tests/test_data.py": DATA}) == 2
    )


def test_djangos_client_counts(tmp_path: Path) -> None:
    test = (
        "from django.test import TestCase\n"
        "\n"
        "class Api(TestCase):\n"
        "    def test_rent(self):\n"
        "        self.assertEqual(self.client.post('/predict', {'rooms': 2}).status_code, 200)\n"
    )
    assert level(tmp_path, {"rents/tests.py": test, "tests/test_data.py": DATA}) == 2


def test_unittest_cases_with_set_up_count(tmp_path: Path) -> None:
    test = (
        "import unittest\n"
        "import pandas as pd\n"
        "from src import data, predict\n"
        "\n"
        "class RentTest(unittest.TestCase):\n"
        "    def setUp(self):\n"
        "        self.table = data.clean(pd.DataFrame({'a': [1]}))\n"
        "\n"
        "    def test_rows(self):\n"
        "        self.assertEqual(len(self.table), 1)\n"
        "\n"
        "    def test_rent(self):\n"
        "        self.assertGreater(predict.predict_rent(2), 0)\n"
    )
    assert level(tmp_path, {"tests.py": test}) == 2


def test_a_client_that_set_up_prepares_asks_the_api(tmp_path: Path) -> None:
    test = (
        "import unittest\n"
        "from fastapi.testclient import TestClient\n"
        "from src.app import app\n"
        "\n"
        "class ApiTest(unittest.TestCase):\n"
        "    def setUp(self):\n"
        "        self.client = TestClient(app)\n"
        "\n"
        "    def test_rent(self):\n"
        "        answer = self.client.post('/predict', params={'rooms': 2})\n"
        "        self.assertEqual(answer.status_code, 200)\n"
    )
    assert level(tmp_path, {"tests/test_api.py": test, "tests/test_data.py": DATA}) == 2


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("", 1),
        ("from src.rents import RENTS\n\n\ndef test_rents():\n    assert len(RENTS) == 2\n", 1),
        ("from src.predict import predict_rent\n\n\ndef test_predict():\n    assert predict_rent(2) > 0\n", 2),
    ],
    ids=["alone", "beside a constant", "beside code"],
)
def test_tests_of_data_and_a_saved_model_alone_run_none_of_the_code(more: str, expected: int, tmp_path: Path) -> None:
    test = (
        "import joblib\n"
        "import pandas as pd\n"
        "from pathlib import Path\n"
        "ROOT = Path(__file__).parent.parent\n"
        "\n"
        "def test_columns():\n"
        "    assert 'rent' in pd.read_csv(ROOT / 'data' / 'flats.csv').columns\n"
        "\n"
        "def test_model():\n"
        "    model = joblib.load(ROOT / 'models' / 'm.pkl')\n"
        "    assert model.predict([[2]])[0] > 0\n"
    )
    files = {"src/rents.py": "RENTS = [1, 2]\n", "tests/test_more.py": more} if more else {}
    files |= {"data/flats.csv": "rent\n1\n", "tests/test_artefacts.py": test}
    assert level(tmp_path, files) == expected


def test_a_script_that_the_test_runs_counts(tmp_path: Path) -> None:
    test = (
        "import subprocess\n"
        "import sys\n"
        "\n"
        "def test_cli():\n"
        "    assert subprocess.run([sys.executable, 'src/predict.py', '2']).returncode == 0\n"
    )
    assert level(tmp_path, {"tests/test_cli.py": test, "tests/test_data.py": DATA}) == 2


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("import joblib\n\nmodel = joblib.load('m.pkl')\nprint(model.predict([[2]]))\n", 2),
        ("import joblib\n\nmodel = joblib.load('m.pkl').fit([[1]], [1])\nprint(model.predict([[2]]))\n", 1),
        ("print('rents')\n", 1),
    ],
    ids=["asks the model", "trains it", "asks none"],
)
def test_a_script_is_run_by_a_test_from_a_folder_beside_it(script: str, expected: int, tmp_path: Path) -> None:
    test = (
        "import subprocess\nfrom pathlib import Path\n\n"
        "def test_month():\n"
        "    subprocess.run(['python ../monthly/work.py %s' % 3], shell=True)\n"
        "    assert Path('out.csv').read_text().count('\\n') == 3\n"
    )
    files = {"service/monthly/work.py": script, "service/checks/test_month.py": test, "tests/test_data.py": DATA}
    assert level(tmp_path, files) == expected


def test_assertions_in_a_helper_count(tmp_path: Path) -> None:
    test = (
        "import pandas as pd\n"
        "from src.data import clean\n"
        "\n"
        "def check(table, rows):\n"
        "    assert len(clean(table)) == rows\n"
        "\n"
        "def test_clean():\n"
        "    check(pd.DataFrame({'a': [1]}), 1)\n"
    )
    assert level(tmp_path, {"tests/test_data.py": test}) == 1


def test_doctests_that_the_module_runs_are_partial(tmp_path: Path) -> None:
    module = (
        "import doctest\n"
        "\n"
        "def double(x):\n"
        '    """Return twice x.\n'
        "\n"
        "    >>> double(2)\n"
        "    4\n"
        '    """\n'
        "    return 2 * x\n"
        "\n"
        'if __name__ == "__main__":\n'
        "    doctest.testmod()\n"
    )
    assert level(tmp_path, {"src/double.py": module}) == 1
    assert level(tmp_path / "b", {"src/double.py": module.replace("    doctest.testmod()", "    double(2)")}) == 0


def test_tests_that_need_a_live_server_are_partial(tmp_path: Path) -> None:
    test = (
        "import requests\n"
        "\n"
        "def test_predict():\n"
        "    answer = requests.post('http://localhost:8000/predict', json={'rooms': 2})\n"
        "    assert answer.status_code == 200\n"
    )
    finding = automated_tests(repository(tmp_path, {**PROJECT, "test_api.py": test}))
    assert finding.level == 1
    assert "server" in finding.reason


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("tests/test_app.py", ""),
        ("tests/test_app.py", " \n\t\n"),
        ("tests/test_app.py", "# " + API.replace("\n", "\n# ")),
        ("tests/test_app.py", f'"""\n{DATA}"""\n'),
        (
            "tests/test_app.py",
            ("from src.data import clean\n\ndef test_it():\n    assert True\n\ndef test_other():\n    assert 1 == 1\n"),
        ),
        (
            "tests/test_app.py",
            "from src.data import clean\n\ndef test_it():\n    is_there = clean is not None\n    assert is_there\n",
        ),
        (
            "tests/test_app.py",
            "from src.data import clean\n\ndef test_it():\n    assert isinstance(clean([1]), object)\n",
        ),
        ("tests/test_app.py", "from src.data import clean\n\ndef test_it():\n    assert len(str(clean([1]))) >= 0\n"),
        ("tests/test_app.py", "def test_sum():\n    total = 1 + 1\n    assert total == 2\n"),
        (
            "tests/test_app.py",
            (
                "import pytest\n"
                "from src.data import clean\n"
                "\n"
                "@pytest.mark.skip\n"
                "def test_it():\n"
                "    assert clean(None) is None\n"
            ),
        ),
        ("tests/test_app.py", "from src.data import clean\n\ndef test_it():\n    print(clean(None))\n"),
        (
            "tests/test_app.py",
            ("import pandas as pd\n\ndef test_pandas():\n    assert len(pd.DataFrame({'a': [1]})) == 1\n"),
        ),
        (
            "predict-test.py",
            ("import requests\nprint(requests.post('http://localhost:9696/predict', json={'rooms': 2}).json())\n"),
        ),
        (
            "test.py",
            (
                "import requests\n"
                "\n"
                "url = 'http://localhost:9696/predict'\n"
                "answer = requests.post(url, json={})\n"
                "assert answer\n"
            ),
        ),
        (
            "test_environment.py",
            (
                "import sys\n"
                "\n"
                "def main():\n"
                "    if sys.version_info.major != 3:\n"
                "        raise TypeError('wrong')\n"
                "\n"
                "if __name__ == '__main__':\n"
                "    main()\n"
            ),
        ),
        (
            "split_train_test.py",
            (
                "from src.data import clean\n"
                "\n"
                "def split_train_test(table):\n"
                "    assert len(table)\n"
                "    return clean(table)\n"
            ),
        ),
        ("ks_test.py", "from src.data import clean\nfrom scipy.stats import ks_2samp\nprint(ks_2samp(clean(a), b))\n"),
        ("data/test.csv", "a,b\n1,2\n"),
        (
            "src/model.py",
            ("from src.data import clean\n\ndef test(model, loader):\n    assert model\n    return clean(loader)\n"),
        ),
        ("vendor/tool/tests/test_it.py", DATA),
        ("tests/.gitkeep", ""),
        ("README.md", "## Tests\n\n`pytest` runs the tests (TODO)\n"),
    ],
)
def test_what_asserts_nothing_of_the_project_is_nothing(name: str, text: str, tmp_path: Path) -> None:
    assert level(tmp_path, {name: text}) == 0


def test_the_fix_names_the_file_that_asserts_nothing(tmp_path: Path) -> None:
    finding = automated_tests(
        repository(tmp_path, {**PROJECT, "test_environment.py": "def test_it():\n    assert True\n"})
    )
    assert finding.level == 0
    assert finding.fix is not None
    assert finding.fix.startswith("test_environment.py")


def test_the_fix_names_what_of_the_project_to_test(tmp_path: Path) -> None:
    fix = automated_tests(repository(tmp_path, PROJECT)).fix or ""
    assert "call clean() of src/data.py" in fix
    assert "send a request to POST /predict of src/app.py with the framework's test client" in fix


def test_the_fix_names_the_handler_of_a_function(tmp_path: Path) -> None:
    handler = (
        "import joblib\nmodel = joblib.load('m.pkl')\n\n"
        "def lambda_handler(event, context):\n    return {'y': float(model.predict([event['x']])[0])}\n"
    )
    assert "lambda_handler() of serve.py" in (automated_tests(repository(tmp_path, {"serve.py": handler})).fix or "")


def test_a_test_that_always_fails_is_told_so(tmp_path: Path) -> None:
    test = "import pytest\n\n\ndef test_code_is_tested():\n    assert False\n"
    finding = automated_tests(repository(tmp_path, {**PROJECT, "tests/test_data.py": test}))
    assert (finding.level, finding.evidence[0].line) == (0, 5)
    assert "always fails" in finding.reason


def test_a_program_that_is_called_a_test_is_named(tmp_path: Path) -> None:
    client = "import requests\nprint(requests.post('http://localhost:8080', json={}).json())\n"
    finding = automated_tests(repository(tmp_path, {**PROJECT, "test.py": client}))
    assert finding.reason == "There are no tests: test.py asserts nothing."
    files = {"test.app/test_route.py": client, "test.app/route_test.py": client, "latest.py": client}
    finding = automated_tests(repository(tmp_path / "more", {**PROJECT, **files, "test.py": client}))
    assert finding.reason.endswith("asserts nothing, nor do 2 more files.")


def test_the_prediction_is_shown_before_a_health_check_and_others_are_counted(tmp_path: Path) -> None:
    api = API + "\ndef test_foreign():\n    assert sum([1, 1]) == 2\n"
    health = API.replace("def test_predict", "def test_health").replace(
        "client.post('/predict', params={'rooms': 2})", "client.get('/health')"
    )
    files = {"tests/test_a.py": health, "tests/test_api.py": api, "tests/test_data.py": DATA}
    finding = automated_tests(repository(tmp_path, {**PROJECT, **files}))
    assert finding.evidence[1].path == "tests/test_api.py"
    assert finding.reason.startswith("There are 3 tests")
    assert "(1 more asserts nothing of the project, tests/test_api.py:9)" in finding.reason


def test_tests_that_cannot_be_imported_are_some_form_of_tests_at_most(tmp_path: Path) -> None:
    files = {
        **PROJECT,
        "tests/conftest.py": "from src.models import Rent\n",
        "tests/test_data.py": DATA,
        "tests/test_predict.py": INFERENCE,
    }
    finding = automated_tests(repository(tmp_path, files))
    assert finding.level == 1
    absent = "tests/conftest.py:1 imports src/models, which is not there"
    assert finding.reason == f"There are 2 tests, none of which can be run: {absent}."
    assert finding.fix == "Commit src/models, or correct the import at tests/conftest.py:1."


def test_a_test_that_cannot_be_imported_exercises_nothing(tmp_path: Path) -> None:
    files = {**PROJECT, "tests/test_data.py": DATA, "tests/test_predict.py": INFERENCE.replace("import", "import ask,")}
    finding = automated_tests(repository(tmp_path, files))
    assert finding.level == 1
    absent = "tests/test_predict.py:1 imports ask from src/predict.py, which defines nothing of that name"
    assert finding.reason == (
        f"There are 2 tests, but none covers the prediction (API or code) (1 of them can't be run: {absent})."
    )
    assert finding.fix == "Define ask in src/predict.py, or correct the import at tests/test_predict.py:1."


@pytest.mark.parametrize(("said", "expected"), [("", 0), ("not ", 1)])
def test_an_assertion_that_two_things_differ_tells_nothing(said: str, expected: int, tmp_path: Path) -> None:
    test = (
        "from deepdiff import DeepDiff\nimport pandas as pd\nfrom src.data import clean\n\n"
        "def test_clean():\n"
        f"    assert {said}DeepDiff(clean(pd.DataFrame({{'a': [1]}})).to_dict(), {{'a': [1]}})\n"
    )
    assert automated_tests(repository(tmp_path, {**PROJECT, "tests/test_data.py": test})).level == expected


RENTS = {
    "src/rents.py": (
        "import pandas as pd\n\nclass Rents:\n"
        "    def learn(self, table):\n        self.mean = table['rent'].mean()\n\n"
        "    def predict_one(self, rooms):\n        return self.mean * rooms\n"
    )
}
LEARNED = "import pandas as pd\nfrom src.rents import Rents\n\nTABLE = pd.DataFrame({'rent': [2]})\n\n"


def test_the_method_by_which_a_class_predicts_is_the_inference_path(tmp_path: Path) -> None:
    test = (
        f"{LEARNED}def test_learn():\n    rents = Rents()\n    rents.learn(TABLE)\n    assert rents.mean == 2\n\n"
        "def test_one():\n    rents = Rents()\n    rents.learn(TABLE)\n    assert rents.predict_one(3) == 6\n"
    )
    assert automated_tests(repository(tmp_path, {**RENTS, "tests/test_rents.py": test})).level == 2


def test_beside_stand_ins_the_inference_alone_is_no_test_of_the_model(tmp_path: Path) -> None:
    test = (
        "from unittest.mock import MagicMock, patch\nimport pytest\nfrom src.predict import predict_rent\n\n"
        "@patch('src.predict.joblib')\ndef test_rent(mock_joblib):\n"
        "    mock_joblib.load.return_value = MagicMock()\n    assert predict_rent(2) is not None\n\n"
        "def test_no_rooms():\n    with pytest.raises(ValueError):\n        predict_rent(0)\n"
    )
    files = {**PROJECT, "tests/test_predict.py": test}
    assert automated_tests(repository(tmp_path, files)).level == 1
    assert automated_tests(repository(tmp_path, {**files, "tests/test_data.py": DATA})).level == 2


def test_the_plainest_tests_are_shown(tmp_path: Path) -> None:
    data = (
        "from src.data import clean, load_config\n\n"
        "def test_load_config():\n    assert load_config('a') == {}\n\n"
        "def test_clean_drops_gaps():\n    assert len(clean(None)) == 1\n"
    )
    refused = "def test_predict_is_refused():\n    assert client.post('/predict').status_code == 422\n\n\n"
    api = API.replace("def test_predict():", f"{refused}def test_predict():")
    source = f"{PROJECT['src/data.py']}\ndef load_config(path):\n    return {{}}\n"
    files = {**PROJECT, "src/data.py": source, "tests/test_data.py": data, "tests/test_api.py": api}
    finding = automated_tests(repository(tmp_path, files))
    assert [place.excerpt for place in finding.evidence] == ["def test_clean_drops_gaps():", "def test_predict():"]


HANDLED = "from etl.handler import lambda_handler\n\ndef test_handler():\n    assert lambda_handler({}, {})['y'] == 2\n"


def test_a_handler_that_prepares_data_is_no_inference(tmp_path: Path) -> None:
    handler = (
        "import pandas as pd\n\n"
        "def lambda_handler(event, context):\n    return {'y': len(pd.read_csv(event['path']))}\n"
    )
    files = {"etl/handler.py": handler, "tests/test_a.py": HANDLED, "tests/test_b.py": HANDLED}
    assert "none covers the prediction" in automated_tests(repository(tmp_path, files)).reason


def test_a_handler_that_asks_a_model_is_inference(tmp_path: Path) -> None:
    handler = (
        "import joblib\nimport pandas as pd\nmodel = joblib.load('m.pkl')\n\n"
        "def lambda_handler(event, context):\n    return {'y': model.predict(pd.DataFrame(event))[0]}\n"
    )
    assert level(tmp_path, {"etl/handler.py": handler, "tests/test_a.py": HANDLED, "tests/test_data.py": DATA}) == 2


def test_a_fixture_that_is_called_as_a_test_is_none(tmp_path: Path) -> None:
    fixture = "import pytest\n\n@pytest.fixture\ndef test_rows():\n    return [1]\n\n"
    files = {**PROJECT, "tests/test_a.py": DATA, "tests/test_b.py": fixture + INFERENCE}
    assert "more assert" not in automated_tests(repository(tmp_path, files)).reason


def test_what_is_deprecated_or_called_by_nobody_is_not_proposed(tmp_path: Path) -> None:
    files = {
        "src/data.py": (
            'def clean_all(table):\n    """Deprecated: leaks the target."""\n    return table\n\n'
            "def clean_alone(table):\n    return table.dropna()\n\n"
            "class Tidy:\n    def clean(self, table):\n        return table.dropna()\n"
        ),
        "train.py": (
            "from sklearn.linear_model import Ridge\nfrom src.data import Tidy\n"
            "table = Tidy().clean(None)\nmodel = Ridge().fit(table, table['y'])\n"
        ),
    }
    fix = str(automated_tests(repository(tmp_path, files)).fix)
    assert "call Tidy.clean() of src/data.py" in fix
    assert "write the prediction as a function" in fix


def test_a_function_that_only_writes_is_read_back(tmp_path: Path) -> None:
    code = "def prepare_rows(path):\n    with open(path, 'w') as file:\n        file.write('a')\n"
    fix = str(automated_tests(repository(tmp_path, {"prepare.py": code})).fix)
    assert "call prepare_rows() of prepare.py (let it write to a temporary folder, and read that back)" in fix


def test_a_function_that_is_called_after_a_prediction_and_asks_none_is_not_proposed(tmp_path: Path) -> None:
    code = "import numpy as np\n\ndef inverse_predictions(values):\n    return np.expm1(values)\n"
    assert "inverse_predictions" not in str(automated_tests(repository(tmp_path, {"target.py": code})).fix)


def test_an_assertion_in_a_program_beside_the_tests_is_no_test(tmp_path: Path) -> None:
    code = "from src.data import clean\nimport pandas as pd\n\nassert len(clean(pd.DataFrame({'a': [1]}))) == 1\n"
    assert automated_tests(repository(tmp_path / "waits", {**PROJECT, "tests/wait_ready.py": code})).level == 0
    assert automated_tests(repository(tmp_path / "tests", {**PROJECT, "tests/test_clean.py": code})).level == 1


def test_where_nothing_is_saved_the_prediction_to_write_loads_nothing(tmp_path: Path) -> None:
    code = "import pandas as pd\nfrom sklearn.linear_model import Ridge\nt = pd.read_csv('t.csv')\n"
    trained = str(
        automated_tests(repository(tmp_path / "trained", {"train.py": f"{code}Ridge().fit(t, t['y'])\n"})).fix
    )
    assert "write the prediction as a function (prepare one row, ask the model" in trained
    bare = str(automated_tests(repository(tmp_path / "bare", {"src/data.py": PROJECT["src/data.py"]})).fix)
    assert bare.startswith("Add tests/test_data.py: call clean() of src/data.py on a few rows")


def test_where_no_function_prepares_it_is_to_be_written_first(tmp_path: Path) -> None:
    code = "import joblib\n\ndef predict_rent(rooms):\n    return joblib.load('m.pkl').predict([[rooms]])[0]\n"
    fix = str(automated_tests(repository(tmp_path, {"predict.py": code})).fix)
    assert "tests/test_data.py: put your preparation into a function and call that on a few rows" in fix
    assert "tests/test_predict.py: first commit m.pkl, for predict.py:4 loads m.pkl" in fix
    assert "then call predict_rent() of predict.py, and assert the answer" in fix


def test_what_makes_a_model_or_resamples_scores_is_no_preparation(tmp_path: Path) -> None:
    code = (
        "import pandas as pd\n\ndef build_feature_model(rows):\n    return pd.get_dummies(rows)\n\n"
        "def bootstrap(rows):\n    return pd.get_dummies(rows)\n\n"
        "def fill_features(rows):\n    return rows.fillna(0)\n"
    )
    assert "call fill_features()" in str(automated_tests(repository(tmp_path, {"rows.py": code})).fix)


@pytest.mark.parametrize(
    ("sums", "files", "expected"),
    [
        ("def add(a, b):\n    return a + b\n", {}, 0),
        ("def add(a, b):\n    return a + b\n", {"src/train.py": "import pandas\nfrom src.sums import add\n"}, 1),
        ("import math\n\ndef add(a, b):\n    return math.fsum([a, b])\n", {}, 1),
    ],
    ids=["apart from everything", "used elsewhere", "with what Python brings"],
)
def test_a_module_that_takes_nothing_and_that_nothing_speaks_of_is_no_part_of_the_project(
    sums: str, files: dict[str, str], expected: int, tmp_path: Path
) -> None:
    test = "from src.sums import add\n\ndef test_add():\n    assert add(1, 2) == 3\n"
    assert level(tmp_path, {"src/sums.py": sums, "tests/test_sums.py": test, **files}) == expected


def test_a_script_that_scores_on_the_test_data_is_no_file_of_tests(tmp_path: Path) -> None:
    scoring = "from src.data import clean\n\n\ndef test():\n    print(model.score(clean(table), target))\n\n\ntest()\n"
    finding = automated_tests(repository(tmp_path / "scoring", {**PROJECT, "src/test.py": scoring}))
    assert finding.reason == "There are no tests: src/test.py asserts nothing."
    assert str(finding.fix).startswith("Add tests/test_data.py: ")
    asserting = "from src.data import clean\n\n\ndef test():\n    assert len(clean(table)) == 1\n"
    assert level(tmp_path / "asserting", {"src/test.py": asserting}) == 1
