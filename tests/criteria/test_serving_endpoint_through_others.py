"""serving-endpoint: routes that ask the model through another module, and those that only seem to."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.production.serving_endpoint import serving_endpoint
from portfolio_kit.rubric.finding import Finding
from tests.criteria.kit import repository

RENT = """\
import joblib


class Rent:
    def __init__(self):
        self.model = joblib.load("rent.joblib")

    def ask(self, flat):
        return {"rent": float(self.model.predict([[flat["rooms"]]])[0])}

    def __call__(self, flat):
        return self.ask(flat)
"""
ROUTE = """\
import random
import joblib
from pandas import DataFrame
from flask import Flask, jsonify, request

app = Flask(__name__)
model = joblib.load("rent.joblib")


@app.route("/predict", methods=["POST"])
def predict():
    flat = request.get_json()
"""
MODEL = {"rent.joblib": "\x80the model"}


def judged(folder: Path, files: dict[str, str]) -> Finding:
    return serving_endpoint(repository(folder, files))


@pytest.mark.parametrize(("other", "level"), [("rent.joblib", 2), ("gone.joblib", 1)])
def test_a_file_that_is_only_loaded_if_it_exists_is_not_waited_for_beside_the_model(
    tmp_path: Path, other: str, level: int
) -> None:
    code = ROUTE.replace(
        'model = joblib.load("rent.joblib")\n',
        "from pathlib import Path\nold = Path('scaler.joblib')\nscaler = None\nif old.exists():\n    scaler = joblib.load(old)\n"
        f"model = joblib.load('{other}')\n",
    )
    code += "    return jsonify(rent=float(model.predict([[flat['rooms']]])[0]))\n"
    assert judged(tmp_path, {"app.py": code, **MODEL}).level == level


def test_of_two_apps_side_by_side_each_means_its_own_module(tmp_path: Path) -> None:
    code = (
        "from flask import Flask, jsonify, request\nfrom renting import ask\n\napp = Flask(__name__)\n\n\n"
        '@app.route("/predict", methods=["POST"])\ndef predict():\n    return jsonify(rent=ask(request.get_json()))\n'
    )
    asking = (
        "import joblib\n\nmodel = joblib.load('rent.joblib')\n\n\ndef ask(flat):\n"
        "    return float(model.predict([[flat['rooms']]])[0])\n"
    )
    files = {
        "a_page/renting.py": "def ask(flat):\n    return 0.0\n",
        "service/renting.py": asking,
        "service/app.py": code,
    }
    finding = judged(tmp_path, {**files, **MODEL})
    assert finding.level == 2
    assert "service/renting.py" in {place.path for place in finding.evidence}


@pytest.mark.parametrize(
    "service",
    [
        (
            "from aiohttp import web\n"
            "from rent import Rent\n"
            "def make_app():\n"
            "    app = web.Application()\n"
            "    app['rent'] = Rent()\n"
            "    async def answer(request):\n"
            "        return web.json_response(app['rent'].ask(await request.json()))\n"
            "    app.add_routes([web.post('/rent', answer)])\n"
            "    return app\n"
            "web.run_app(make_app())\n"
        ),
        (
            "from aiohttp import web\n"
            "from rent import Rent\n"
            "RENT = Rent()\n"
            "async def answer(request):\n"
            "    return web.json_response(RENT.ask(await request.json()))\n"
            "app = web.Application()\n"
            "app.router.add_route('POST', '/rent', answer)\n"
        ),
        (
            "import falcon\n"
            "from rent import Rent\n"
            "class Answer:\n"
            "    def __init__(self):\n"
            "        self.rent = Rent()\n"
            "    def on_post(self, req, resp):\n"
            "        resp.media = self.rent.ask(req.media)\n"
            "app = falcon.App()\n"
            "app.add_route('/rent', Answer())\n"
        ),
        (
            "import json\n"
            "from http.server import HTTPServer, SimpleHTTPRequestHandler\n"
            "from rent import Rent\n"
            "RENT = Rent()\n"
            "class Answer(SimpleHTTPRequestHandler):\n"
            "    def do_POST(self):\n"
            "        flat = json.loads(self.rfile.read(int(self.headers['Content-Length'])))\n"
            "        self.wfile.write(json.dumps(RENT.ask(flat)).encode())\n"
            "HTTPServer(('', 8000), Answer).serve_forever()\n"
        ),
        (
            "import json\n"
            "from wsgiref.simple_server import make_server\n"
            "from rent import Rent\n"
            "RENT = Rent()\n"
            "def application(environ, start_response):\n"
            "    start_response('200 OK', [])\n"
            "    return [json.dumps(RENT.ask(json.load(environ['wsgi.input']))).encode()]\n"
            "make_server('', 8000, application).serve_forever()\n"
        ),
        (
            "from django.http import JsonResponse\n"
            "from django.urls import path\n"
            "from rent import Rent\n"
            "def rent(request):\n"
            "    return JsonResponse(Rent().ask(request.GET))\n"
            "urlpatterns = [path('rent', rent)]\n"
        ),
        (
            "import litserve as ls\n"
            "from rent import Rent\n"
            "class API(ls.LitAPI):\n"
            "    def setup(self, device):\n"
            "        self.rent = Rent()\n"
            "    def predict(self, flat):\n"
            "        return self.rent.ask(flat)\n"
            "ls.LitServer(API()).run(port=8000)\n"
        ),
        (
            "from flask import Flask, request\n"
            "from rent import Rent\n"
            "def create_app():\n"
            "    app = Flask(__name__)\n"
            "    rent = Rent()\n"
            "    @app.post('/rent')\n"
            "    def answer():\n"
            "        return rent(request.get_json())\n"
            "    return app\n"
        ),
        (
            "import json\n"
            "from rent import Rent\n"
            "RENT = Rent()\n"
            "def answer(event, context):\n"
            "    return {'statusCode': 200, 'body': json.dumps(RENT.ask(json.loads(event['body'])))}\n"
        ),
    ],
)
def test_a_handler_that_asks_through_another_module_is_met(tmp_path: Path, service: str) -> None:
    assert judged(tmp_path, {"service.py": service, "rent.py": RENT, **MODEL}).level == 2


@pytest.mark.parametrize(("end", "level"), [("", 0), ("    table.to_csv('rents.csv')\n", 1)])
def test_what_the_arrival_of_a_file_starts_is_a_batch(tmp_path: Path, end: str, level: int) -> None:
    code = (
        "import joblib\n"
        "import pandas as pd\n"
        "def arrived(event, context):\n"
        "    table = pd.read_csv(event['name'])\n"
        "    table['rent'] = joblib.load('rent.joblib').predict(table)\n"
    )
    assert judged(tmp_path, {"main.py": code + end, **MODEL}).level == level


def test_routes_of_a_module_are_served_by_the_application_that_takes_them(tmp_path: Path) -> None:
    main = (
        "import joblib\n"
        "from fastapi import FastAPI\n"
        "from routes import router\n"
        "app = FastAPI()\n"
        "app.state.model = joblib.load('rent.joblib')\n"
        "app.include_router(router)\n"
    )
    routes = (
        "from fastapi import APIRouter, Request\n"
        "router = APIRouter()\n"
        "@router.post('/rent')\n"
        "def rent(request: Request, rooms: int):\n"
        "    return {'rent': request.app.state.model.predict([[rooms]])[0]}\n"
    )
    assert judged(tmp_path, {"main.py": main, "routes.py": routes, **MODEL}).level == 2


@pytest.mark.parametrize(
    ("body", "level"),
    [
        ("    found = model.predict([[flat['rooms']]])\n    return jsonify(rent=float(found[0]))\n", 2),
        ("    rows = [[flat['rooms']]]\n    return jsonify(rent=float(model.predict(rows)[0]))\n", 2),
        ("    model.predict([[flat['rooms']]])\n    return jsonify(rent=900)\n", 1),
        ("    found = model.predict([[flat['rooms']]])\n    print(found)\n    return jsonify(rent=900)\n", 1),
        ("    row = X_test.iloc[[0]]\n    return jsonify(rent=float(model.predict(row)[0]))\n", 1),
        ("    row = [[3, 70]]\n    return jsonify(rent=float(model.predict(row)[0]))\n", 1),
        ("    return jsonify(rent=float(model.predict(DataFrame([{'rooms': 3}]))[0]))\n", 1),
        ("    row = DataFrame([{'rooms': 3}])\n    return jsonify(rent=float(model.predict(row)[0]))\n", 1),
        (
            "    row = DataFrame([{'rooms': flat['rooms']}])\n    return jsonify(rent=float(model.predict(row)[0]))\n",
            2,
        ),
        (
            (
                "    found = model.predict([[flat['rooms']]])\n    print(found)\n    found = random.random()\n"
                "    return jsonify(rent=found)\n"
            ),
            1,
        ),
        (
            (
                "    found = model.predict([[flat['rooms']]])\n    print(found)\n    found = float(found[0])\n"
                "    return jsonify(rent=found)\n"
            ),
            2,
        ),
        ("    return jsonify(rent=float(model.y_test.mean()))\n", 1),
    ],
)
def test_the_answer_is_what_the_model_says_of_what_was_sent(tmp_path: Path, body: str, level: int) -> None:
    assert judged(tmp_path, {"app.py": ROUTE + body, **MODEL}).level == level


def test_the_advice_names_the_route_that_does_not_use_the_model(tmp_path: Path) -> None:
    body = "    model.predict([[flat['rooms']]])\n    return jsonify(rent=900)\n"
    finding = judged(tmp_path, {"app.py": ROUTE + body, **MODEL})
    assert "what /predict asks the model is not about what is sent to it, or the answer is not used" in finding.reason
    assert finding.fix is not None
    assert "answer a route such as POST /predict with what the loaded model predicts" in finding.fix


def test_a_model_that_another_program_loads_is_not_that_of_the_api(tmp_path: Path) -> None:
    core = (
        "import joblib\n"
        "def load():\n"
        "    return joblib.load('rent.joblib')\n"
        "def rent_of(flat, model=None):\n"
        "    return model.predict([[flat['rooms']]])[0] if model else 900\n"
        "if __name__ == '__main__':\n"
        "    print(rent_of({'rooms': 2}, load()))\n"
    )
    service = (
        "from fastapi import FastAPI\n"
        "from core import rent_of\n"
        "app = FastAPI()\n"
        "@app.post('/predict')\n"
        "def predict(flat: dict):\n"
        "    return {'rent': rent_of(flat)}\n"
    )
    finding = judged(tmp_path, {"service.py": service, "core.py": core, **MODEL})
    assert finding.level == 1
    assert "loads a saved model" in finding.reason


def test_a_step_of_a_pipeline_is_not_run_by_who_imports_beside_it(tmp_path: Path) -> None:
    batch = (
        "import joblib\n"
        "from prefect import flow\n"
        "def area(flat):\n"
        "    return flat['width'] * flat['length']\n"
        "@flow\n"
        "def run(flats):\n"
        "    return joblib.load('rent.joblib').predict(flats)\n"
    )
    service = (
        "from flask import Flask, request\n"
        "from batch import area\n"
        "app = Flask(__name__)\n"
        "@app.post('/predict')\n"
        "def predict():\n"
        "    return {'rent': 12 * area(request.json)}\n"
        "app.run()\n"
    )
    assert judged(tmp_path, {"service.py": service, "batch.py": batch, **MODEL}).level == 0


RULES = """\
class RentModel:
    def __init__(self, path):
        self.path = path
        self.rents = {"old": 600, "new": 900}

    @classmethod
    def load(cls, path):
        return cls(path)

    def predict(self, flat):
        return round(self.rents.get(flat["age"], 700) * float(flat["rooms"]), 2)
"""


def test_a_class_of_rules_is_no_model(tmp_path: Path) -> None:
    code = ROUTE.replace("import joblib", "from rules import RentModel").replace("joblib.load", "RentModel.load")
    code += "    return jsonify(rent=model.predict(flat))\n"
    assert judged(tmp_path, {"app.py": code, "rules.py": RULES, **MODEL}).level == 0


def test_a_model_that_is_written_from_scratch_is_one(tmp_path: Path) -> None:
    own = (
        "import numpy as np\n"
        "class RentModel:\n"
        "    def __init__(self, path):\n"
        "        self.weights = np.load(path)\n"
        "    def predict(self, flat):\n"
        "        return np.dot(self.weights, [float(flat['rooms'])])\n"
    )
    code = ROUTE.replace("import joblib", "from own import RentModel").replace("joblib.load", "RentModel")
    code += "    return jsonify(rent=model.predict(flat))\n"
    assert judged(tmp_path, {"app.py": code, "own.py": own, **MODEL}).level == 1


@pytest.mark.parametrize(
    "loading",
    [
        "FILE = Path('models/rent.joblib')\nmodel = joblib.load(FILE) if FILE.exists() else None\n",
        "def load(path='models/rent.joblib'):\n    return joblib.load(path)\nmodel = load()\n",
        "import pickle\nFILE = Path('models/rent.joblib')\nmodel = pickle.loads(FILE.read_bytes())\n",
        "from settings import FILE\nmodel = joblib.load(FILE)\n",
    ],
)
def test_a_model_file_that_nothing_makes_is_named(tmp_path: Path, loading: str) -> None:
    code = ROUTE.replace('model = joblib.load("rent.joblib")\n', f"from pathlib import Path\n{loading}")
    code += (
        "    flat = Flat(**flat).model_dump()\n    return jsonify(rent=float(model.predict([[flat['rooms']]])[0]))\n"
    )
    settings = "FILE = 'models/rent.joblib'\n"
    finding = judged(tmp_path, {"app.py": code, "settings.py": settings if "settings" in loading else ""})
    assert finding.level == 1
    assert "rent.joblib, which is neither in the repository nor written" in finding.reason


@pytest.mark.parametrize(
    "service",
    [
        (
            "import cherrypy\n"
            "from rent import Rent\n"
            "RENT = Rent()\n"
            "class Service:\n"
            "    @cherrypy.expose\n"
            "    @cherrypy.tools.json_out()\n"
            "    def rent(self, rooms):\n"
            "        return RENT.ask({'rooms': rooms})\n"
            "cherrypy.quickstart(Service())\n"
        ),
        (
            "import grpc\n"
            "import rent_pb2_grpc\n"
            "from rent import Rent\n"
            "class Service(rent_pb2_grpc.RentServicer):\n"
            "    def __init__(self):\n"
            "        self.rent = Rent()\n"
            "    def Ask(self, request, context):\n"
            "        return self.rent.ask({'rooms': request.rooms})\n"
        ),
        (
            "from django.http import JsonResponse\n"
            "from django.urls import path\n"
            "from django.views import View\n"
            "from rent import Rent\n"
            "class Answer(View):\n"
            "    def post(self, request):\n"
            "        return JsonResponse(Rent().ask(request.POST))\n"
            "urlpatterns = [path('rent', Answer.as_view())]\n"
        ),
    ],
)
def test_services_of_other_kinds_are_met(tmp_path: Path, service: str) -> None:
    assert judged(tmp_path, {"service.py": service, "rent.py": RENT, **MODEL}).level == 2


def test_what_is_looked_up_in_what_was_loaded_is_the_models(tmp_path: Path) -> None:
    code = (
        "import joblib\n"
        "import numpy as np\n"
        "from flask import Flask, jsonify\n"
        "app = Flask(__name__)\n"
        "titles, similarity = joblib.load('rent.joblib')\n"
        "@app.get('/recommend/<int:film>')\n"
        "def recommend(film):\n"
        "    return jsonify([titles[i] for i in np.argsort(similarity[film])[-5:]])\n"
    )
    assert judged(tmp_path, {"app.py": code, **MODEL}).level == 2


def test_an_empty_file_is_no_model(tmp_path: Path) -> None:
    body = "    return jsonify(rent=float(model.predict([[flat['rooms']]])[0]))\n"
    assert judged(tmp_path, {"app.py": ROUTE + body, "rent.joblib": ""}).level == 1


def test_a_model_that_a_function_of_the_projects_own_saves_is_there(tmp_path: Path) -> None:
    body = "    return jsonify(rent=float(model.predict([[flat['rooms']]])[0]))\n"
    code = ROUTE.replace('joblib.load("rent.joblib")', "joblib.load(settings.FILE)").replace(
        "import joblib", "import joblib\nimport settings", 1
    )
    train = "import settings\nfrom files import save_model\nsave_model(fitted, settings.FILE)\n"
    files = {"app.py": code + body, "settings.py": "FILE = 'models/rent.joblib'\n", "train.py": train}
    assert judged(tmp_path, files).level == 2


TWO_OF_A_NAME = {
    **MODEL,
    "rentals/__init__.py": "",
    "rentals/paths.py": "def model_path():\n    return 'rent.joblib'\n",
    "rentals/old.py": "def model_path():\n    return str(settings.path)\n",
    "app.py": (
        "import joblib\nfrom flask import Flask, jsonify, request\nfrom rentals.paths import model_path\n\n"
        "app = Flask(__name__)\n\n\n@app.route('/predict', methods=['POST'])\ndef predict():\n"
        "    model = joblib.load(model_path())\n"
        "    return jsonify(rent=float(model.predict([request.get_json()['rooms']])[0]))\n"
    ),
}


def test_of_two_functions_of_a_name_the_imported_one_is_called(tmp_path: Path) -> None:
    assert judged(tmp_path / "sound", TWO_OF_A_NAME).level == 2
    broken = {**TWO_OF_A_NAME, "app.py": TWO_OF_A_NAME["app.py"].replace("rentals.paths", "rentals.old")}
    assert judged(tmp_path / "broken", broken).level == 1


OWN = {
    "rent.npz": "the factors",
    "shelf.py": (
        "import numpy as np\n\n\nclass Shelf:\n    def __init__(self, factors):\n        self.factors = factors\n\n"
        "    @classmethod\n    def fit(cls, table):\n        return cls(table.mean())\n\n"
        "    @classmethod\n    def load(cls, path):\n        return cls(np.load(path))\n\n"
        "    def recommend(self, books):\n        return (self.factors @ books).argsort()\n"
    ),
    "app.py": (
        "from flask import Flask, jsonify, request\nfrom shelf import Shelf\n\napp = Flask(__name__)\n"
        "shelf = Shelf.load('rent.npz')\n\n\n@app.route('/next', methods=['POST'])\ndef following():\n"
        "    return jsonify(list(shelf.recommend(request.get_json())))\n"
    ),
}


def test_a_class_that_learns_and_reads_itself_back_is_a_model(tmp_path: Path) -> None:
    assert judged(tmp_path / "model", OWN).level == 2
    settings = {**OWN, "shelf.py": OWN["shelf.py"].replace("def fit", "def made")}
    assert judged(tmp_path / "settings", settings).level != 2


def test_one_of_two_routers_that_is_taken_in_by_nobody_answers_nobody(tmp_path: Path) -> None:
    routes = (
        "import joblib\nfrom fastapi import APIRouter\n\nhealth = APIRouter()\nrents = APIRouter()\n"
        "model = joblib.load('rent.joblib')\n\n\n@health.get('/health')\ndef ok():\n    return 'ok'\n\n\n"
        "@rents.post('/predict')\ndef predict(rooms: int):\n    return {'rent': float(model.predict([[rooms]])[0])}\n"
    )
    app = "from fastapi import FastAPI\nfrom routes import {0}\n\napp = FastAPI()\napp.include_router({1})\n"
    files = {**MODEL, "routes.py": routes}
    assert judged(tmp_path / "out", {**files, "main.py": app.format("health", "health")}).level == 1
    assert judged(tmp_path / "in", {**files, "main.py": app.format("rents", "rents")}).level == 2


def test_an_app_that_nothing_could_bring_a_model_asks_none(tmp_path: Path) -> None:
    app = (
        "import gradio as gr\n\n\nclass Model:\n    def predict(self, rooms):\n        return [rooms * 300]\n\n\n"
        "model = Model()\ngr.Interface(lambda rooms: model.predict(rooms)[0], 'number', 'number').launch()\n"
    )
    assert judged(tmp_path / "rule", {"app.py": app}).level == 0
    loaded = app.replace("model = Model()", "import joblib\n\nmodel = joblib.load('rent.joblib')")
    assert judged(tmp_path / "loaded", {**MODEL, "app.py": loaded}).level == 1


def test_a_network_that_weights_are_put_into_is_asked_by_its_name(tmp_path: Path) -> None:
    app = (
        "import gradio as gr\nimport torch\nfrom net import Ear\n\near = Ear()\n"
        "ear.load_state_dict(torch.load('ear.pt'))\n\n\ndef listen(sound):\n    return ear(torch.tensor(sound)).tolist()\n\n\n"
        "gr.Interface(listen, 'audio', 'json').launch()\n"
    )
    files = {"ear.pt": "\x80weights", "net.py": "from torch import nn\n\nclass Ear(nn.Module):\n    pass\n"}
    assert judged(tmp_path / "asked", {**files, "app.py": app}).level == 1
    idle = app.replace("ear(torch.tensor(sound)).tolist()", "torch.tensor(sound).tolist()")
    assert judged(tmp_path / "idle", {**files, "app.py": idle}).level == 0


def test_a_branch_for_what_is_equal_to_a_new_object_is_never_taken(tmp_path: Path) -> None:
    branch = ROUTE + (
        "    rent = 800.0\n    if flat.get('rooms') == object():\n        rent = float(model.predict([[flat['rooms']]])[0])\n"
        "    return jsonify(rent=rent)\n"
    )
    assert (judged(tmp_path / "never", {**MODEL, "app.py": branch}).level or 0) < 2
    assert judged(tmp_path / "taken", {**MODEL, "app.py": branch.replace("== object()", "!= 0")}).level == 2


LOGGED = """\
import mlflow
import pandas as pd
from sklearn.linear_model import Ridge

flats = pd.read_csv("flats.csv")
model = Ridge().fit(flats[["rooms"]], flats.rent)
mlflow.sklearn.log_model(model, "model", registered_model_name="rent")
"""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("README.md", "# Rent\n\n```bash\nmlflow models serve -m models:/rent/Production -p 5001\n```\n"),
        ("Dockerfile", 'FROM python:3.12\nRUN pip install mlflow\nCMD ["mlflow", "models", "serve", "-m", "/m"]\n'),
        (
            "docker-compose.yml",
            "services:\n  m:\n    image: python\n    command: mlflow models serve -m models:/rent/1\n",
        ),
    ],
)
def test_mlflow_serves_what_the_code_hands_to_it_by_a_command(name: str, text: str, tmp_path: Path) -> None:
    files = {"train.py": LOGGED, "flats.csv": "rooms,rent\n1,800\n", name: text}
    assert serving_endpoint(repository(tmp_path / "served", files)).level == 2
    tracked = {**files, name: text.replace("models serve", "server").replace('"models", "serve"', '"server"')}
    assert serving_endpoint(repository(tmp_path / "tracked", tracked)).level == 0
    other = {**files, "train.py": LOGGED.replace("sklearn.log_model", "log_param")}
    assert serving_endpoint(repository(tmp_path / "other", other)).level == 0


@pytest.mark.parametrize(
    ("body", "level"),
    [("@abstractmethod\n    def answer(self, flat): ...\n", 2), ("def answer(self, flat):\n        return 700.0\n", 0)],
)
def test_a_method_that_is_only_declared_is_done_by_the_class_that_is_made_from_its_own(
    tmp_path: Path, body: str, level: int
) -> None:
    code = (
        "from fastapi import FastAPI\nfrom estimates.rent import Rents\n\napp = FastAPI()\n\n\n"
        "@app.post('/predict')\ndef predict(flat: dict):\n    return {'rent': Rents().about(flat)}\n"
    )
    base = f"class Estimates:\n    def about(self, flat):\n        return self.answer(flat)\n\n    {body}"
    rents = (
        "import joblib\nfrom estimates.base import Estimates\n\n\nclass Rents(Estimates):\n    def answer(self, flat):\n"
        "        return float(joblib.load('rent.joblib').predict([[flat['rooms']]])[0])\n"
    )
    if level:
        base = f"from abc import abstractmethod\n\n\n{base}"
    else:
        rents = rents.replace("class Rents(Estimates):\n", "class Rents(Estimates):\n    pass\n\n\nclass Others:\n")
    assert (
        judged(tmp_path, {"app.py": code, "estimates/base.py": base, "estimates/rent.py": rents, **MODEL}).level
        == level
    )


@pytest.mark.parametrize(
    ("asks", "path"),
    [
        ('        if self.path != "/rent":\n            return self.send_error(404)\n', "/rent"),
        ('        if self.path in ("/sums", "/predict/rent"):\n            self.send_response(200)\n', "/predict/rent"),
        (
            '        if not urlparse(self.path).path.startswith("/v1"):\n            return self.send_error(404)\n',
            "/v1",
        ),
        ('        if self.headers["Kind"] != "/rent":\n            return self.send_error(404)\n', "/"),
    ],
)
def test_a_handler_of_all_requests_answers_at_the_path_that_it_asks_for(asks: str, path: str, tmp_path: Path) -> None:
    code = (
        "import json\nfrom http.server import BaseHTTPRequestHandler, HTTPServer\nfrom urllib.parse import urlparse\n"
        "from rent import Rent\n\nRENT = Rent()\n\n\nclass Answer(BaseHTTPRequestHandler):\n    def do_POST(self):\n"
        f"{asks}"
        "        flat = json.loads(self.rfile.read(int(self.headers['Content-Length'])))\n"
        "        self.wfile.write(json.dumps(RENT.ask(flat)).encode())\n\n\n"
        "HTTPServer(('', 8000), Answer).serve_forever()\n"
    )
    finding = judged(tmp_path, {"rent.py": RENT, "serve.py": code, **MODEL})
    assert finding.reason.startswith(f"POST {path} of ")
