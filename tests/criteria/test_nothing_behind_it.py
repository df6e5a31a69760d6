"""What is there and does nothing: routes, stages and demos that stop, stand in for a model or show nothing."""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path

import pytest

from portfolio_kit.criteria.judge import finding_of
from portfolio_kit.rubric.finding import Finding
from tests.criteria.kit import repository

TRAIN = """\
import joblib
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import f1_score
from sklearn.model_selection import cross_val_predict, train_test_split


def clean(table):
    return table.dropna().drop_duplicates()


def main():
    table = clean(pd.read_csv("data/loaves.csv"))
    x, x_test, y, y_test = train_test_split(table[["sold"]], table["out"], random_state=1)
    model = RandomForestClassifier(random_state=1).fit(x, y)
    print(f1_score(y_test, model.predict(x_test)))
    joblib.dump(model, "models/model.joblib")


if __name__ == "__main__":
    main()
"""
MEASURED = "    print(f1_score(y_test, model.predict(x_test)))\n"
ASKED = "import sys\nimport joblib\n\nprint(joblib.load('models/model.joblib').predict([[float(sys.argv[1])]]))\n"
APP = """\
import joblib
from fastapi import FastAPI

app = FastAPI()
model = joblib.load("models/model.joblib")


@app.post("/predict")
def predict(loaf: dict):
BODY"""
ANSWER = "    return {'prediction': int(model.predict([[loaf['sold']]])[0])}\n"
README = (
    "# Loaves\n\nPredicts which loaves of a bakery sell out.\n\n## Run\n\n```bash\nuvicorn app:app\n```\n\n## Demo\n\n"
)


def judged(folder: Path, criterion: str, files: Mapping[str, str | bytes]) -> Finding:
    return finding_of(repository(folder, {"train.py": TRAIN, **files}), criterion)


def app(body: str, before: str = "") -> dict[str, str | bytes]:
    """The service with the body of its route, and what stands before it."""
    return {"app.py": before + APP.replace("BODY", body)}


def picture(width: int, height: int, *, noise: bool) -> bytes:
    rows = b"".join(b"\0" + (os.urandom(width * 3) if noise else b"\x80" * (width * 3)) for _ in range(height))
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(rows))]
    packed = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in (*chunks, (b"IEND", b""))
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


@pytest.mark.parametrize(
    ("body", "lacking"),
    [
        ("    row = scaler.transform([[loaf['sold']]])\n    return {'out': model.predict(row)[0]}\n", "uses scaler"),
        ("    try:\n    " + ANSWER + "    except Exception:\n        return {'prediction': 0}\n", "stands in the code"),
        ("    if model is None:\n        return {'prediction': 0.35}\n" + ANSWER, "stands in the code"),
        (
            "    score = 0\n    if model:\n        score = model.predict([[loaf['sold']]])[0]\n    return {'score': score}\n",
            "stands in the code",
        ),
        ("    out = model.predict([[loaf['sold']]])\n    out = 1\n    return {'out': out}\n", "the answer is not used"),
        ("    out = model.predict([[loaf['sold']]])\n    return {'out': 0, 'n': len(out)}\n", "the answer is not used"),
        ("    return {'out': model.predict([[0]])[0]}\n", "not about what is sent"),
        ("    if True:\n        return {'out': 0}\n" + ANSWER, "no route"),
        ("    return {'model': str(type(model)), 'prediction': 0}\n", "no route"),
    ],
    ids=["undefined", "failure", "no model", "kept", "written over", "counted", "fixed", "before", "of the kind"],
)
def test_a_route_that_answers_without_the_model_is_partial(body: str, lacking: str, tmp_path: Path) -> None:
    finding = judged(tmp_path, "serving-endpoint", app(body))
    assert finding.level == 1
    assert lacking in finding.reason


@pytest.mark.parametrize(
    "body",
    [
        ANSWER,
        "    try:\n    " + ANSWER + "    except Exception as error:\n        return {'error': str(error)}\n",
        "    if not loaf['sold']:\n        return {'prediction': 0}\n" + ANSWER,
        "    out = model.predict([[loaf['sold']]])\n    out = int(out[0])\n    return {'out': out}\n",
    ],
    ids=["plain", "an error that is told", "a rule for a case", "made into something else"],
)
def test_a_route_that_says_when_it_cannot_answer_is_met(body: str, tmp_path: Path) -> None:
    assert judged(tmp_path, "serving-endpoint", app(body)).level == 2


def test_a_route_that_asks_about_a_table_of_the_module_does_not_answer_what_is_sent(tmp_path: Path) -> None:
    files = app(
        "    return {'out': model.predict(SAMPLE)[0]}\n", "import pandas as pd\nSAMPLE = pd.read_csv('a.csv')\n"
    )
    assert judged(tmp_path, "serving-endpoint", files).level == 1


@pytest.mark.parametrize(("taking", "level"), [("app.include_router(router)\n", 2), ("", 1)])
def test_routes_count_where_an_app_takes_them_in(taking: str, level: int, tmp_path: Path) -> None:
    routes = APP.replace("BODY", ANSWER).replace("FastAPI", "APIRouter").replace("app", "router")
    main = f"from fastapi import FastAPI\nfrom routes import router\n\napp = FastAPI()\n{taking}"
    assert judged(tmp_path, "serving-endpoint", {"routes.py": routes, "main.py": main}).level == level


@pytest.mark.parametrize(
    ("ask", "level"),
    [
        ("    return {'label': brain()(loaf['text'])}\n", 2),
        ("    ask = brain()\n    return {'label': ask(loaf['text'])}\n", 2),
        ("    brain()(loaf['text'])\n    return {'label': 'good'}\n", 1),
    ],
)
def test_what_a_function_loads_and_hands_out_may_be_asked(ask: str, level: int, tmp_path: Path) -> None:
    code = (
        "from fastapi import FastAPI\nfrom transformers import pipeline\n\napp = FastAPI()\n\n\n"
        "def brain():\n    return pipeline('text-classification', model='models/out')\n\n\n"
        f"@app.post('/label')\ndef label(loaf: dict):\n{ask}"
    )
    assert judged(tmp_path, "serving-endpoint", {"app.py": code}).level == level


@pytest.mark.parametrize(("sum_of", "level"), [("MODEL['coef']", 2), ("[0.1, 0.2]", 0)])
def test_the_weights_of_a_model_may_be_kept_as_json(sum_of: str, level: int, tmp_path: Path) -> None:
    code = (
        "import json\nfrom pathlib import Path\nfrom flask import Flask, request\n\napp = Flask(__name__)\n"
        "MODEL = json.loads(Path('models/model.json').read_text())\n\n\n@app.post('/predict')\ndef predict():\n"
        f"    row = request.get_json()['row']\n    z = sum(c * v for c, v in zip({sum_of}, row))\n"
        "    return {'prediction': z}\n"
    )
    files = {"app.py": code, "models/model.json": '{"coef": [0.1, 0.2]}'}
    assert (judged(tmp_path, "serving-endpoint", files).level == 2) is (level == 2)


def test_a_script_that_hands_the_model_to_a_function_that_predicts_can_be_asked(tmp_path: Path) -> None:
    code = (
        "import json\nimport sys\n\n\ndef load_model():\n    return json.load(open('models/model.json'))\n\n\n"
        "def predict_logistic(model, row):\n    return sum(c * v for c, v in zip(model['coef'], row))\n\n\n"
        "model = load_model()\nprint(predict_logistic(model, [float(sys.argv[1])]))\n"
    )
    finding = judged(tmp_path, "serving-endpoint", {"ask.py": code, "models/model.json": '{"coef": [0.1]}'})
    assert finding.level == 1
    assert "ask.py" in finding.reason


def test_a_route_without_a_model_is_named(tmp_path: Path) -> None:
    code = "from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.post('/predict')\ndef predict(row: dict):\n    return 1\n"
    finding = judged(tmp_path, "serving-endpoint", {"app.py": code})
    assert finding.level == 0
    assert "The route /predict of app.py answers" in finding.reason


@pytest.mark.parametrize(("saves", "says"), [(True, "the model that train.py:"), (False, "Save the model")])
def test_the_advice_to_serve_says_where_the_model_comes_from(saves: bool, says: str, tmp_path: Path) -> None:
    code = TRAIN if saves else TRAIN.replace('    joblib.dump(model, "models/model.joblib")\n', "")
    fix = judged(tmp_path, "serving-endpoint", {"train.py": code}).fix or ""
    assert says in fix
    assert "fastapi and uvicorn" in fix


@pytest.mark.parametrize(
    ("measured", "level"),
    [
        (MEASURED, 2),
        ("    print(f1_score(y, model.predict(x)))\n", 1),
        ("    print(model.score(x, y))\n", 1),
        ("    said = model.predict(x)\n    print(f1_score(y, said))\n", 1),
        ("    print(model.score(x, y))\n" + MEASURED, 2),
        ("    said = cross_val_predict(model, x, y)\n    print(f1_score(y, said))\n", 2),
    ],
)
def test_a_model_measured_on_its_own_rows_is_not_evaluated(measured: str, level: int, tmp_path: Path) -> None:
    files = {"train.py": TRAIN.replace(MEASURED, measured), "ask.py": ASKED}
    assert judged(tmp_path, "end-to-end", files).level == level


def test_training_that_uses_what_is_not_defined_stops(tmp_path: Path) -> None:
    code = TRAIN.replace("from sklearn.metrics import f1_score\n", "")
    finding = judged(tmp_path, "end-to-end", {"train.py": code, "ask.py": ASKED})
    assert finding.level == 1
    assert "main() of train.py uses f1_score" in finding.reason


@pytest.mark.parametrize(("asked", "level"), [("model.predict([[0]])", 1), ("print(model.predict([[0]]))", 2)])
def test_a_prediction_for_nothing_that_is_thrown_away_is_no_inference(asked: str, level: int, tmp_path: Path) -> None:
    code = f"import joblib\n\nmodel = joblib.load('models/model.joblib')\n{asked}\n"
    assert judged(tmp_path, "end-to-end", {"ask.py": code}).level == level


@pytest.mark.parametrize(("imported", "level"), [("learn", 2), ("learn, tune", 1)])
def test_a_stage_that_only_leads_to_what_cannot_be_imported_is_not_run(
    imported: str, level: int, tmp_path: Path
) -> None:
    library = TRAIN.replace("def main", "def learn").partition("\n\nif __name__")[0] + "\n"
    start = f"from bakery.learning import {imported}\n\nlearn()\n"
    files = {"bakery/learning.py": library, "train.py": start, "ask.py": ASKED}
    assert judged(tmp_path, "end-to-end", files).level == level


@pytest.mark.parametrize(
    ("shown", "files", "level"),
    [
        ("![screenshot](docs/app.png)", {"docs/app.png": picture(400, 300, noise=True)}, 2),
        ("![screenshot](docs/app.png)", {"docs/app.png": picture(1280, 720, noise=False)}, 1),
        ("![screenshot](docs/app.png)", {"docs/app.png": picture(64, 40, noise=True)}, 1),
        ("![screenshot](docs/logo.png)", {"docs/logo.png": picture(400, 300, noise=True)}, 1),
        ("![screenshot](docs/app.svg)", {"docs/app.svg": "<svg><rect width='9'/></svg>" + " " * 200}, 1),
        ("[Watch the demo video](https://youtu.be/XXXXXXXXXXX)", {}, 1),
        ("[Watch the demo video](https://youtu.be/hT3fBq0aZ1c)", {}, 2),
        ('Response:\n\n```json\n{"prediction": 1}\n```', {}, 2),
        ('Response:\n\n```json\n{"prediction": ...}\n```', {}, 1),
        ('Response:\n\n```json\n{"prediction": "<int>"}\n```', {}, 1),
        (
            "```python\n>>> requests.post('http://localhost:8000/predict', json={'sold': 3}).json()\n{'out': 1}\n```",
            {},
            2,
        ),
        ("```python\n>>> requests.get('http://localhost:8000/health').json()\n{'up': 1}\n```", {}, 1),
    ],
)
def test_a_demo_shows_something(shown: str, files: dict[str, str | bytes], level: int, tmp_path: Path) -> None:
    assert judged(tmp_path, "demo", {**app(ANSWER), "README.md": f"{README}{shown}\n", **files}).level == level


@pytest.mark.parametrize(("called", "level"), [("\n\nbring()\n", 2), ("", 1)])
def test_a_download_that_nothing_calls_brings_nothing(called: str, level: int, tmp_path: Path) -> None:
    code = (
        "import urllib.request\n\n\ndef bring():\n"
        f"    urllib.request.urlretrieve('https://zenodo.org/record/4/files/loaves.csv', 'data/loaves.csv')\n{called}"
    )
    assert judged(tmp_path, "data-access", {"bring.py": code}).level == level


@pytest.mark.parametrize(
    ("steps", "level"),
    [
        (
            (
                "Copy it to `C:/MAMP/htdocs/`.",
                "Start Apache and MySQL from MAMP.",
                "Import `database/schema.sql` there.",
            ),
            2,
        ),
        (("Prepare everything.", "Wait a while for it.", "Done, you can use it."), 1),
    ],
)
def test_numbered_steps_say_how_to_install(steps: tuple[str, ...], level: int, tmp_path: Path) -> None:
    below = "".join(f"### {number}. Next\n\n{step}\n\n" for number, step in enumerate(steps, 1))
    text = (
        "# Loaves\n\nPredicts which loaves of a bakery sell out before noon, so that the baker knows in the evening how "
        "many of each kind to put into the oven on the next morning, for each of the four shops of the town.\n\n"
        f"## Installation with MAMP\n\n{below}## Run\n\n```bash\npython train.py\n```\n\n## Results\n\n"
        "F1 of 0.81 on the held-out fifth of the days.\n"
    )
    assert judged(tmp_path, "readme", {"README.md": text}).level == level
