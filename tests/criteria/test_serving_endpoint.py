"""serving-endpoint: whether and how the model can be asked for a prediction from outside the code."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.production.serving_endpoint import serving_endpoint
from tests.criteria.kit import notebook, repository

FASTAPI = """\
import joblib
from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()
model = joblib.load("models/model.joblib")


class Flat(BaseModel):
    rooms: int


@app.post("/predict")
def predict(flat: Flat):
    return {"rent": float(model.predict([[flat.rooms]])[0])}
"""
TRAIN = """\
import joblib
import pandas as pd
from sklearn.linear_model import Ridge

table = pd.read_csv("data/flats.csv")
model = Ridge().fit(table[["rooms"]], table["rent"])
joblib.dump(model, "models/model.joblib")
"""


def level(folder: Path, files: dict[str, str]) -> int | None:
    return serving_endpoint(repository(folder, files)).level


def test_an_api_that_loads_the_model_and_answers_is_met(tmp_path: Path) -> None:
    finding = serving_endpoint(repository(tmp_path, {"app.py": FASTAPI, "train.py": TRAIN}))
    assert finding.level == 2
    assert [(place.path, place.line) for place in finding.evidence] == [("app.py", 13), ("app.py", 6)]


def test_the_prediction_may_lie_behind_the_projects_own_functions(tmp_path: Path) -> None:
    service = (
        "from core import Predictor\n"
        "from fastapi import APIRouter\n"
        "router = APIRouter()\n"
        "rent = Predictor()\n"
        "\n"
        "@router.get('/rent')\n"
        "def answer(rooms: int):\n"
        "    return rent.ask(rooms)\n"
    )
    core = (
        "import pickle\n"
        "\n"
        "class Predictor:\n"
        "    def __init__(self):\n"
        "        with open('rent.pkl', 'rb') as f:\n"
        "            self.model = pickle.load(f)\n"
        "\n"
        "    def ask(self, rooms):\n"
        "        return {'rent': self.model.predict([[rooms]])[0]}\n"
    )
    assert level(tmp_path, {"service.py": service, "core.py": core, "rent.pkl": "\x80model"}) == 2


@pytest.mark.parametrize(
    "code",
    [
        (
            "import pickle\n"
            "from flask import Flask, jsonify, request\n"
            "app = Flask(__name__)\n"
            "model = pickle.load(open('m.pkl', 'rb'))\n"
            "\n"
            "@app.route('/predict', methods=['POST'])\n"
            "def predict():\n"
            "    return jsonify(y=float(model.predict([request.json['x']])[0]))\n"
        ),
        (
            "import bentoml\n"
            "\n"
            "@bentoml.service\n"
            "class Rent:\n"
            "    def __init__(self):\n"
            "        self.model = bentoml.sklearn.load_model('rent:latest')\n"
            "\n"
            "    @bentoml.api\n"
            "    def predict(self, rooms: int) -> float:\n"
            "        return self.model.predict([[rooms]])[0]\n"
        ),
        (
            "import joblib\n"
            "from ray import serve\n"
            "\n"
            "@serve.deployment\n"
            "class Rent:\n"
            "    def __init__(self):\n"
            "        self.model = joblib.load('m.pkl')\n"
            "\n"
            "    async def __call__(self, request):\n"
            "        return {'y': self.model.predict(await request.json())[0]}\n"
        ),
        (
            "import joblib\n"
            "model = joblib.load('m.pkl')\n"
            "\n"
            "def lambda_handler(event, context):\n"
            "    return {'y': float(model.predict([event['x']])[0])}\n"
        ),
        (
            "import joblib\n"
            "from flask import Flask\n"
            "\n"
            "def predict():\n"
            "    return {'y': model.predict([[1]])[0]}\n"
            "\n"
            "app = Flask(__name__)\n"
            "model = joblib.load('m.pkl')\n"
            "app.add_url_rule('/predict', view_func=predict, methods=['POST'])\n"
        ),
        (
            "import joblib\n"
            "from flask import Flask\n"
            "from flask_restful import Api, Resource\n"
            "model = joblib.load('m.pkl')\n"
            "\n"
            "class Rent(Resource):\n"
            "    def post(self):\n"
            "        return {'y': float(model.predict([[1]])[0])}\n"
            "\n"
            "api = Api(Flask(__name__))\n"
            "api.add_resource(Rent, '/predict')\n"
        ),
    ],
    ids=["flask", "bentoml", "ray serve", "lambda", "added route", "resource"],
)
def test_every_kind_of_http_service_is_met(code: str, tmp_path: Path) -> None:
    assert level(tmp_path, {"service.py": code, "m.pkl": "\x80model"}) == 2


@pytest.mark.parametrize(
    "code",
    [
        (
            "from flask import Flask, jsonify, request\n"
            "import tflite_runtime.interpreter as tflite\n"
            "app = Flask(__name__)\n"
            "rent = tflite.Interpreter(model_path='m.tflite')\n"
            "\n"
            "@app.route('/predict', methods=['POST'])\n"
            "def predict():\n"
            "    rent.set_tensor(0, request.json['x'])\n"
            "    rent.invoke()\n"
            "    return jsonify(y=float(rent.get_tensor(1)[0]))\n"
        ),
        (
            "import bentoml\n"
            "from bentoml.io import JSON\n"
            "found = bentoml.sklearn.get('rent:latest')\n"
            "runner = found.to_runner()\n"
            "service = bentoml.Service('rent', runners=[runner])\n"
            "\n"
            "@service.api(input=JSON(), output=JSON())\n"
            "def ask(flat):\n"
            "    return {'rent': runner.predict.run([[flat['rooms']]])[0]}\n"
        ),
        (
            "import joblib\n"
            "from fastapi import FastAPI\n"
            "from answers import rent_of\n"
            "app = FastAPI()\n"
            "loaded = joblib.load('m.pkl')\n"
            "\n"
            "@app.post('/rent')\n"
            "def rent(rooms: int):\n"
            "    return {'rent': rent_of(loaded, rooms)}\n"
        ),
        (
            "import joblib\n"
            "from fastapi import FastAPI\n"
            "app = FastAPI()\n"
            "loaded = {}\n"
            "loaded['rent'] = joblib.load('m.pkl')\n"
            "\n"
            "@app.post('/rent')\n"
            "def rent(rooms: int):\n"
            "    return {'rent': float(loaded['rent'].predict([[rooms]])[0])}\n"
        ),
    ],
    ids=["tflite", "runner", "handed on", "in a dictionary"],
)
def test_a_route_may_ask_the_loaded_model_in_whatever_way(code: str, tmp_path: Path) -> None:
    assert level(tmp_path, {"service.py": code, "m.pkl": "\x80model", "m.tflite": "\x80model"}) == 2


@pytest.mark.parametrize(
    ("imported", "view"),
    [
        ("from views import predict", "predict"),
        ("import views", "views.predict"),
        ("from core.views import Rents", "Rents.predict"),
    ],
)
def test_a_route_may_be_answered_by_what_another_module_has(tmp_path: Path, imported: str, view: str) -> None:
    made = (
        f"from flask import Flask\n{imported}\n\napp = Flask(__name__)\napp.add_url_rule('/predict', 'rent', {view})\n"
    )
    answer = "import joblib\n\nmodel = joblib.load('models/model.joblib')\n"
    if "Rents" in view:
        answer += "\n\nclass Rents:\n    @staticmethod\n    def predict():\n        return {'rent': model.predict([[3]])[0]}\n"
    else:
        answer += "\n\ndef predict():\n    return {'rent': model.predict([[3]])[0]}\n"
    folder = "core/" if "core" in imported else ""
    assert level(tmp_path, {"app.py": made, f"{folder}views.py": answer, "train.py": TRAIN}) == 2


def test_a_route_that_only_describes_the_loaded_model_is_partial(tmp_path: Path) -> None:
    code = (
        "import joblib\n"
        "from fastapi import FastAPI\n"
        "app = FastAPI()\n"
        "model = joblib.load('m.pkl')\n"
        "\n"
        "@app.post('/predict')\n"
        "def predict():\n"
        "    return {'parameters': model.get_params()}\n"
    )
    assert level(tmp_path, {"app.py": code, "m.pkl": "\x80model"}) == 1


def test_an_api_whose_model_nothing_writes_is_partial(tmp_path: Path) -> None:
    finding = serving_endpoint(repository(tmp_path, {"app.py": FASTAPI}))
    assert finding.level == 1
    assert "model.joblib" in finding.reason


@pytest.mark.parametrize(
    "files",
    [
        {
            "fetch.py": (
                "from urllib.request import urlretrieve\nurlretrieve('https://example.org/m', 'models/model.joblib')\n"
            )
        },
        {"config.py": "MODEL = 'models/model.joblib'\n"},
        {"config.yaml": "model: models/model.joblib\n"},
        {"README.md": "Download models/model.joblib from https://example.org/m\n"},
        {"models/model.joblib.dvc": "outs:\n- path: model.joblib\n"},
        {"train.ipynb": notebook(("joblib.dump(model, 'models/model.joblib')", ""))},
    ],
    ids=["download", "constant", "configuration", "readme", "dvc", "notebook"],
)
def test_a_model_that_is_written_or_fetched_elsewhere_is_there(files: dict[str, str], tmp_path: Path) -> None:
    assert level(tmp_path, {"app.py": FASTAPI, **files}) == 2


def test_a_model_whose_name_is_put_together_is_taken_to_be_there(tmp_path: Path) -> None:
    code = "from settings import version\n" + FASTAPI.replace('"models/model.joblib"', 'f"models/{version}.joblib"')
    assert level(tmp_path, {"app.py": code}) == 2


def test_an_api_without_a_route_that_asks_the_model_is_partial(tmp_path: Path) -> None:
    code = FASTAPI.replace("float(model.predict([[flat.rooms]])[0])", "1200.0")
    assert level(tmp_path, {"app.py": code, "train.py": TRAIN}) == 1


def test_a_model_server_with_the_projects_model_is_met(tmp_path: Path) -> None:
    assert (
        level(tmp_path, {"Dockerfile": "FROM tensorflow/serving:2.15\nCOPY rent /models/rent\n", "train.py": TRAIN})
        == 2
    )
    assert level(tmp_path / "b", {"Dockerfile": "FROM tensorflow/serving:2.15\n", "train.py": TRAIN}) == 0


def test_a_form_that_answers_with_a_page_is_partial(tmp_path: Path) -> None:
    code = (
        "import joblib\n"
        "from flask import Flask, render_template, request\n"
        "app = Flask(__name__)\n"
        "model = joblib.load('m.pkl')\n"
        "\n"
        "@app.route('/', methods=['GET', 'POST'])\n"
        "def form():\n"
        "    y = model.predict([[request.form['x']]])[0]\n"
        "    return render_template('index.html', y=y)\n"
    )
    assert level(tmp_path, {"app.py": code, "m.pkl": "\x80model"}) == 1


def test_a_form_that_answers_with_data_is_met(tmp_path: Path) -> None:
    code = (
        "import joblib\n"
        "from flask import Flask, render_template, request\n"
        "app = Flask(__name__)\n"
        "model = joblib.load('m.pkl')\n"
        "\n"
        "@app.route('/', methods=['GET', 'POST'])\n"
        "def form():\n"
        "    if request.method == 'GET':\n"
        "        return render_template('index.html')\n"
        "    answer = {'y': float(model.predict([[request.form['x']]])[0])}\n"
        "    return answer\n"
    )
    assert level(tmp_path, {"app.py": code, "m.pkl": "\x80model"}) == 2


@pytest.mark.parametrize(
    "code",
    [
        (
            "import joblib\n"
            "import streamlit as st\n"
            "model = joblib.load('m.pkl')\n"
            "rooms = st.number_input('Rooms')\n"
            "st.write(model.predict([[rooms]]))\n"
        ),
        (
            "import gradio as gr\n"
            "import joblib\n"
            "model = joblib.load('m.pkl')\n"
            "\n"
            "def rent(rooms):\n"
            "    return model.predict([[rooms]])[0]\n"
            "\n"
            "gr.Interface(fn=rent, inputs='number', outputs='number').launch()\n"
        ),
    ],
    ids=["streamlit", "gradio"],
)
def test_an_interactive_app_is_partial(code: str, tmp_path: Path) -> None:
    assert level(tmp_path, {"app.py": code, "m.pkl": "\x80model"}) == 1


def test_an_app_that_only_shows_results_is_nothing(tmp_path: Path) -> None:
    code = (
        "import pandas as pd\n"
        "import streamlit as st\n"
        "st.sidebar.radio('Page', ['One', 'Two'])\n"
        "st.dataframe(pd.read_csv('results.csv'))\n"
    )
    assert level(tmp_path, {"app.py": code}) == 0


def test_a_batch_script_is_partial(tmp_path: Path) -> None:
    code = (
        "import argparse\n"
        "import joblib\n"
        "import pandas as pd\n"
        "\n"
        "def main():\n"
        "    parser = argparse.ArgumentParser()\n"
        "    parser.add_argument('file')\n"
        "    table = pd.read_csv(parser.parse_args().file)\n"
        "    table['rent'] = joblib.load('m.pkl').predict(table)\n"
        "    table.to_csv('out.csv')\n"
        "\n"
        "if __name__ == '__main__':\n"
        "    main()\n"
    )
    assert level(tmp_path, {"predict.py": code, "m.pkl": "\x80model"}) == 1


def test_a_command_of_a_cli_that_also_trains_is_partial(tmp_path: Path) -> None:
    code = (
        "import joblib\n"
        "import typer\n"
        "from sklearn.linear_model import Ridge\n"
        "app = typer.Typer()\n"
        "\n"
        "@app.command()\n"
        "def train():\n"
        "    joblib.dump(Ridge().fit([[1]], [1]), 'm.pkl')\n"
        "\n"
        "@app.command()\n"
        "def predict(rooms: int):\n"
        "    print(joblib.load('m.pkl').predict([[rooms]]))\n"
        "\n"
        "app()\n"
    )
    assert level(tmp_path, {"cli.py": code}) == 1


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("train.py", TRAIN + "\n\ndef predict_new(rooms):\n    return model.predict([[rooms]])\n"),
        (
            "evaluate.py",
            (
                "import joblib\n"
                "from sklearn.metrics import f1_score\n"
                "\n"
                "if __name__ == '__main__':\n"
                "    print(f1_score([1], joblib.load('m.pkl').predict([[1]])))\n"
            ),
        ),
        (
            "app.py",
            (
                '"""from fastapi import FastAPI; app = FastAPI(); model.predict(x)"""\n'
                '# @app.post("/predict")\n'
                "# def predict(): return model.predict(x)\n"
            ),
        ),
        (
            "look.py",
            (
                "import joblib\n"
                "model = joblib.load('m.pkl')\n"
                "if __name__ == '__main__':\n"
                "    print(model.predict([[3]]))\n"
            ),
        ),
        ("tests/test_app.py", FASTAPI),
    ],
    ids=["a function", "an evaluation", "strings and comments", "a fixed sample", "a test"],
)
def test_what_nobody_outside_can_ask_is_nothing(name: str, code: str, tmp_path: Path) -> None:
    assert level(tmp_path, {name: code, "m.pkl": "\x80model"}) == 0


def test_a_function_in_a_notebook_is_nothing(tmp_path: Path) -> None:
    cells = notebook(("import joblib\nmodel = joblib.load('m.pkl')\ndef predict(x):\n    return model.predict(x)", ""))
    assert level(tmp_path, {"analysis.ipynb": cells, "m.pkl": "\x80model"}) == 0


def test_an_api_that_a_notebook_serves_can_be_asked(tmp_path: Path) -> None:
    assert level(tmp_path, {"serve.ipynb": notebook((FASTAPI, "")), "models/model.joblib": "\x80model"})


def test_an_endless_chain_of_attributes_is_read(tmp_path: Path) -> None:
    code = FASTAPI.replace("model.predict", "answer").replace("app = ", f"deep = model{'.a' * 800}\napp = ")
    assert serving_endpoint(repository(tmp_path, {"app.py": code, "train.py": TRAIN})).error is False


def test_an_answer_that_the_model_gave_before_is_met(tmp_path: Path) -> None:
    service = (
        "from fastapi import FastAPI\n"
        "from ready import Answers\n"
        "app = FastAPI()\n"
        "answers = Answers()\n"
        "\n"
        "@app.on_event('startup')\n"
        "def start():\n"
        "    answers.fill([[1], [2]])\n"
        "\n"
        "@app.get('/predict')\n"
        "def predict(flat: int):\n"
        "    return {'rent': answers.of(flat)}\n"
    )
    ready = (
        "import joblib\n"
        "\n"
        "class Answers:\n"
        "    def fill(self, flats):\n"
        "        self.found = joblib.load('m.pkl').predict(flats)\n"
        "\n"
        "    def of(self, flat):\n"
        "        return float(self.found[flat])\n"
    )
    assert level(tmp_path, {"app.py": service, "ready.py": ready, "m.pkl": "\x80model"}) == 2


def test_a_page_by_its_response_class_is_a_form(tmp_path: Path) -> None:
    code = FASTAPI.replace('@app.post("/predict")', '@app.post("/predict", response_class=HTMLResponse)')
    assert level(tmp_path, {"app.py": code, "train.py": TRAIN}) == 1


def test_the_evidence_loads_a_model_and_no_pipeline_that_only_prepares(tmp_path: Path) -> None:
    code = FASTAPI.replace("model =", 'preprocessing_pipeline = joblib.load("models/preprocessing.joblib")\nmodel =')
    train = TRAIN + 'joblib.dump(model, "models/preprocessing.joblib")\n'
    finding = serving_endpoint(repository(tmp_path, {"app.py": code, "train.py": train}))
    assert "models/model.joblib" in finding.evidence[1].excerpt


def test_the_evidence_loads_a_model_and_no_scaler(tmp_path: Path) -> None:
    code = FASTAPI.replace("model =", 'scaler = joblib.load("models/scaler.joblib")\nmodel =')
    train = TRAIN + 'joblib.dump(model, "models/scaler.joblib")\n'
    finding = serving_endpoint(repository(tmp_path, {"app.py": code, "train.py": train}))
    assert finding.level == 2
    assert "models/model.joblib" in finding.evidence[1].excerpt


def test_a_scaler_alone_is_not_said_to_be_the_model(tmp_path: Path) -> None:
    code = FASTAPI.replace('model = joblib.load("models/model.joblib")', 'scaler = joblib.load("scaler.joblib")')
    code = code.replace("model.predict", "Net().predict")
    train = TRAIN.replace("models/model", "scaler")
    finding = serving_endpoint(repository(tmp_path, {"app.py": code, "train.py": train}))
    assert "loads the model" not in finding.reason
    assert not any("scaler" in place.excerpt for place in finding.evidence)


@pytest.mark.parametrize("name", ["_model", "spam_bert"])
def test_a_model_that_is_called_itself_is_asked(tmp_path: Path, name: str) -> None:
    app = (
        "from fastapi import FastAPI\n"
        "from transformers import AutoModelForSequenceClassification, AutoTokenizer\n"
        "app = FastAPI()\n"
        f"{name} = _tokenizer = None\n\n"
        "@app.on_event('startup')\n"
        "def load():\n"
        f"    global {name}, _tokenizer\n"
        "    _tokenizer = AutoTokenizer.from_pretrained('models/best')\n"
        f"    {name} = AutoModelForSequenceClassification.from_pretrained('models/best')\n\n"
        "def _infer(text):\n"
        f"    return {name}(**_tokenizer(text, return_tensors='pt')).logits.argmax(-1).item()\n\n"
        "@app.post('/predict')\n"
        "def predict(text: str):\n"
        "    return {'label': _infer(text)}\n"
    )
    assert level(tmp_path, {"app.py": app}) == 2


def test_a_script_that_calls_a_pipeline_on_its_argument_is_a_part(tmp_path: Path) -> None:
    script = "import sys\nfrom transformers import pipeline\nspam = pipeline('text-classification', model='best')\n"
    assert level(tmp_path, {"use.py": script + "print(spam(sys.argv[1]))\n"}) == 1


def test_a_handler_of_a_function_is_named_as_such(tmp_path: Path) -> None:
    code = (
        "import joblib\nmodel = joblib.load('m.joblib')\n\n"
        "def lambda_handler(event, context):\n    return {'y': float(model.predict([event['x']])[0])}\n"
    )
    reason = serving_endpoint(repository(tmp_path, {"handler.py": code, "m.joblib": "\x80model"})).reason
    assert reason.startswith("The handler lambda_handler() of the AWS Lambda function in handler.py loads the model")


def test_an_api_that_imports_what_is_not_there_answers_nothing(tmp_path: Path) -> None:
    files = {"service/api.py": "from .prices import check\n" + FASTAPI, "train.py": TRAIN}
    finding = serving_endpoint(repository(tmp_path, files))
    assert finding.level == 1
    assert "service/prices, which is not there" in finding.reason


DJANGO_URLS = """\
from django.urls import include, path

urlpatterns = [path("api/", include("spam.urls"))]
"""
DJANGO_LOADS = """\
import joblib
from django.http import JsonResponse
from django.shortcuts import render
from django.views import View
from rest_framework import viewsets
from rest_framework.decorators import action, api_view
from rest_framework.response import Response
from rest_framework.views import APIView

model = joblib.load("models/model.joblib")


"""


@pytest.mark.parametrize(
    ("addresses", "view", "answers"),
    [
        pytest.param(
            "from django.urls import path\nfrom . import views\nurlpatterns = [path('classify', views.Spam.as_view())]\n",
            "class Spam(APIView):\n    def post(self, request):\n        return Response(model.predict([request.body])[0])\n",
            "POST /api/classify",
            id="a class of the REST framework",
        ),
        pytest.param(
            "from django.urls import path\nfrom .views import spam\nurlpatterns = [path('classify/', spam)]\n",
            "@api_view(['POST'])\ndef spam(request):\n    return Response(model.predict([request.body])[0])\n",
            "POST /api/classify",
            id="a decorated function",
        ),
        pytest.param(
            "from django.urls import path\nfrom django.views.decorators.csrf import csrf_exempt\n"
            "from .views import Spam\nurlpatterns = [path('classify', csrf_exempt(Spam.as_view()))]\n",
            "class Spam(View):\n    def get(self, request):\n        return JsonResponse({'spam': model.predict([request.body])[0]})\n",
            "GET /api/classify",
            id="a wrapped class",
        ),
        pytest.param(
            "from rest_framework import routers\nfrom . import views\nrouter = routers.SimpleRouter()\n"
            "router.register(r'spam', views.Spam)\nurlpatterns = router.urls\n",
            "class Spam(viewsets.ViewSet):\n    @action(detail=False, methods=['post'])\n    def classify(self, request):\n"
            "        return Response(model.predict([request.body])[0])\n",
            "POST /api/spam/classify",
            id="an action of a registered class",
        ),
    ],
)
def test_a_view_of_django_that_answers_with_data_is_met(
    addresses: str, view: str, answers: str, tmp_path: Path
) -> None:
    files = {"site/urls.py": DJANGO_URLS, "spam/urls.py": addresses, "spam/views.py": DJANGO_LOADS + view}
    finding = serving_endpoint(repository(tmp_path, {**files, "train.py": TRAIN}))
    assert finding.level == 2
    assert answers in finding.reason


def test_a_view_of_django_that_no_address_leads_to_is_nothing(tmp_path: Path) -> None:
    view = "class Spam(APIView):\n    def post(self, request):\n        return Response(model.predict([[1]])[0])\n"
    addresses = "from django.urls import path\nfrom . import views\nurlpatterns = [path('', views.Other.as_view())]\n"
    assert level(tmp_path, {"spam/urls.py": addresses, "spam/views.py": DJANGO_LOADS + view, "train.py": TRAIN}) == 0


def test_a_view_of_django_that_renders_a_page_is_partial(tmp_path: Path) -> None:
    view = (
        "class Spam(View):\n    def post(self, request):\n"
        "        return render(request, 'spam.html', {'spam': model.predict([[1]])[0]})\n"
    )
    addresses = "from django.urls import path\nfrom . import views\nurlpatterns = [path('', views.Spam.as_view())]\n"
    assert level(tmp_path, {"spam/urls.py": addresses, "spam/views.py": DJANGO_LOADS + view, "train.py": TRAIN}) == 1


def test_a_route_may_pass_on_to_a_service_of_the_same_name(tmp_path: Path) -> None:
    service = (
        "import joblib\n\n\nclass Rents:\n    def __init__(self):\n"
        "        self.model = joblib.load('models/model.joblib')\n\n"
        "    def rent(self, rooms):\n        return self.model.predict([[rooms]])[0]\n"
    )
    routes = (
        "from fastapi import APIRouter\nfrom service import Rents\n\nrouter = APIRouter()\nrents = Rents()\n\n\n"
        "@router.post('/rent')\ndef rent(rooms: int):\n    return rents.rent(rooms)\n"
    )
    assert level(tmp_path, {"service.py": service, "routes.py": routes, "train.py": TRAIN}) == 2


@pytest.mark.parametrize(
    ("before", "after"),
    [("@api.route('/rent')\n", ""), ("", "api.add_resource(Rent, '/rent')\n")],
    ids=["decorated", "added"],
)
def test_a_class_of_answers_is_named_by_its_path(before: str, after: str, tmp_path: Path) -> None:
    code = (
        "import joblib\nfrom flask import Flask\nfrom flask_restx import Api, Resource\n\n"
        "api = Api(Flask(__name__))\nmodel = joblib.load('models/model.joblib')\n\n\n"
        f"{before}class Rent(Resource):\n    def post(self):\n        return model.predict([[1]])[0]\n\n\n{after}"
    )
    finding = serving_endpoint(repository(tmp_path, {"app.py": code, "train.py": TRAIN}))
    assert finding.level == 2
    assert "POST /rent of" in finding.reason


@pytest.mark.parametrize(
    "asked",
    ["await asyncio.to_thread(model.predict, [[rooms]])", "await loop.run_in_executor(None, model.predict, [[rooms]])"],
)
def test_a_route_may_hand_the_question_to_a_thread(asked: str, tmp_path: Path) -> None:
    code = FASTAPI[: FASTAPI.index("@app.post")] + (
        "import asyncio\n\nloop = asyncio.new_event_loop()\n\n\n"
        f"@app.websocket('/live')\nasync def live(socket, rooms: int):\n    await socket.send_json({asked})\n"
    )
    assert level(tmp_path, {"app.py": code, "train.py": TRAIN}) == 2


@pytest.mark.parametrize(
    "loading",
    [
        "await asyncio.to_thread(joblib.load, 'models/model.joblib')",
        "await asyncio.get_event_loop().run_in_executor(None, joblib.load, 'models/model.joblib')",
        "await run_in_threadpool(load, 'models/model.joblib')",
    ],
)
def test_a_thread_may_load_the_model_as_the_app_starts(loading: str, tmp_path: Path) -> None:
    code = (
        "import asyncio\nfrom contextlib import asynccontextmanager\n\nimport joblib\nfrom fastapi import FastAPI\n"
        "from fastapi.concurrency import run_in_threadpool\nfrom joblib import load\n\nmodel = None\n\n\n"
        f"@asynccontextmanager\nasync def lifespan(app):\n    global model\n    model = {loading}\n    yield\n\n\n"
        "app = FastAPI(lifespan=lifespan)\n\n\n"
        "@app.post('/predict')\nasync def predict(rooms: int):\n    return {'rent': float(model.predict([[rooms]])[0])}\n"
    )
    assert level(tmp_path / "loaded", {"app.py": code, "train.py": TRAIN}) == 2
    without = code.replace(loading, "await asyncio.to_thread(print, 'models/model.joblib')")
    assert level(tmp_path / "printed", {"app.py": without, "train.py": TRAIN}) == 1


APP_OF_PARTS = {
    "service/__init__.py": "",
    "service/main.py": "from fastapi import FastAPI\nfrom .start import begin\nfrom .routes import router\n"
    "app = FastAPI()\napp.include_router(router)\nbegin()\n",
    "service/start.py": "from .models import Rents\nrents = Rents()\n\ndef begin():\n    rents.load()\n",
    "service/models/rents.py": "import joblib\nclass Rents:\n    def load(self):\n        self.m = joblib.load('m.joblib')\n"
    "    def predict(self, row):\n        return self.m.predict([row])[0]\n",
    "service/routes.py": "from fastapi import APIRouter\nrouter = APIRouter()\n\n@router.post('/predict')\n"
    "def predict(rooms: int):\n    from .start import rents\n    return {'rent': rents.predict([rooms])}\n",
    "train.py": TRAIN.replace("models/model.joblib", "m.joblib"),
}


def test_of_a_module_that_cannot_be_imported_it_is_said_first(tmp_path: Path) -> None:
    finding = serving_endpoint(repository(tmp_path, APP_OF_PARTS))
    assert finding.level == 1
    assert "service/models/, which has no __init__.py" in finding.reason
    assert "service/models/__init__.py" in (finding.fix or "")


def test_with_the_package_whole_the_same_app_is_met(tmp_path: Path) -> None:
    files = {**APP_OF_PARTS, "service/models/__init__.py": "from .rents import Rents\n"}
    assert level(tmp_path, files) == 2


@pytest.mark.parametrize(
    ("argument", "expected"),
    [
        ("rows: pd.DataFrame", 1),
        ("rows: list[dict]", 2),
        ("rows: dict, table: pd.DataFrame = Depends(table_of)", 2),
    ],
)
def test_fastapi_refuses_a_table_as_a_field(argument: str, expected: int, tmp_path: Path) -> None:
    service = (
        "import joblib\nimport pandas as pd\nfrom fastapi import Depends, FastAPI\n"
        "app = FastAPI()\nmodel = joblib.load('models/model.joblib')\n\n"
        "def table_of():\n    return pd.DataFrame()\n\n"
        f"@app.post('/predict')\ndef predict({argument}):\n    return {{'rent': list(model.predict(rows))}}\n"
    )
    assert level(tmp_path, {"app.py": service, "train.py": TRAIN}) == expected


def test_a_handler_that_returns_nothing_is_no_service(tmp_path: Path) -> None:
    job = (
        "import joblib\nmodel = joblib.load('models/model.joblib')\n\n"
        "def lambda_handler(event, context) -> None:\n    return report(model.predict(rows()))\n"
    )
    finding = serving_endpoint(repository(tmp_path, {"job.py": job, "train.py": TRAIN}))
    assert finding.level != 2


def test_a_route_may_be_a_method_of_the_class_that_adds_it(tmp_path: Path) -> None:
    service = (
        "import joblib\nfrom fastapi import APIRouter, FastAPI\n\n"
        "class Rents:\n"
        "    def __init__(self):\n"
        "        self.router = APIRouter()\n"
        "        self.router.add_api_route('/score', self.score, methods=['POST'])\n"
        "        self.model = joblib.load('models/model.joblib')\n\n"
        "    def score(self, rooms: int):\n"
        "        return {'rent': float(self.model.predict([[rooms]])[0])}\n\n"
        "app = FastAPI()\napp.include_router(Rents().router)\n"
    )
    assert level(tmp_path, {"app.py": service, "train.py": TRAIN}) == 2


def test_a_file_that_a_class_names_and_nothing_makes_is_absent(tmp_path: Path) -> None:
    service = FASTAPI.replace(
        'model = joblib.load("models/model.joblib")',
        "class Kept:\n    NAME: str = 'rents.joblib'\n\n    @classmethod\n    def get(cls):\n"
        "        return joblib.load(FOLDER / cls.NAME)\n\nmodel = Kept.get()",
    )
    finding = serving_endpoint(repository(tmp_path, {"app.py": service, "train.py": TRAIN}))
    assert finding.level == 1
    assert "rents.joblib" in finding.reason


SAVING = """\
import joblib
import pandas as pd
from sklearn.preprocessing import StandardScaler
from lightgbm import LGBMRegressor
from sklearn.ensemble import RandomForestRegressor

table = pd.read_csv("data/flats.csv")
scaler = StandardScaler().fit(table)
joblib.dump(scaler, "scaler.joblib")
"""


@pytest.mark.parametrize(
    ("readme", "line"),
    [
        ("# Rent\n\nThe best model, a random forest, has an RMSE of 41.2 on the test set.\n", 10),
        ("# Rent\n\nThe best model, LightGBM, has an RMSE of 39.8 on the test set.\n", 11),
    ],
)
def test_the_model_of_the_headline_result_is_to_be_served(readme: str, line: int, tmp_path: Path) -> None:
    code = (
        f"{SAVING}joblib.dump(RandomForestRegressor().fit(table, table), 'random_forest.joblib')\n"
        "joblib.dump(LGBMRegressor().fit(table, table), 'lightgbm.joblib')\n"
    )
    finding = serving_endpoint(repository(tmp_path, {"train.py": code, "README.md": readme}))
    assert f"the model that train.py:{line} saves and what prepares its input (train.py:9)" in str(finding.fix)


def test_a_model_in_a_file_is_to_be_served_before_one_that_only_a_tracker_has(tmp_path: Path) -> None:
    code = (
        f"{SAVING}import mlflow\n\nmodel = LGBMRegressor().fit(table, table)\njoblib.dump(model, 'lgbm.joblib')\n"
        "mlflow.sklearn.log_model(model, 'model')\n"
    )
    assert "the model that train.py:13 saves" in str(
        serving_endpoint(repository(tmp_path / "both", {"train.py": code})).fix
    )
    logged = code.replace("joblib.dump(model, 'lgbm.joblib')", "print(model)")
    assert "the model that train.py:14 saves" in str(
        serving_endpoint(repository(tmp_path / "one", {"train.py": logged})).fix
    )


def test_of_several_that_are_trained_the_one_that_is_asked_is_to_be_saved(tmp_path: Path) -> None:
    train = (
        "from lightgbm import LGBMRegressor\nfrom sklearn.linear_model import Ridge\n\n\ndef best_of(rows):\n"
        "    found = [LGBMRegressor().fit(rows, rows), Ridge().fit(rows, rows)]\n    return found[0]\n"
    )
    asks = (
        "import pandas as pd\nfrom rents.fits import best_of\n\nbest = best_of(pd.read_csv('data/flats.csv'))\n"
        "new = pd.read_csv('data/new.csv')\nnew['rent'] = best.predict(new)\nnew.to_csv('answers.csv')\n"
    )
    found = serving_endpoint(repository(tmp_path, {"rents/fits.py": train, "rents/__main__.py": asks}))
    assert found.level == 0
    assert "rents/__main__.py:6 asks it each time after a new training" in found.reason
    assert "Save the model that rents/__main__.py:6 asks" in str(found.fix)


def test_a_model_that_is_saved_whole_needs_nothing_beside_it(tmp_path: Path) -> None:
    code = (
        f"{SAVING}model = LGBMRegressor().fit(table, table)\n"
        "joblib.dump({'model': model, 'pipeline': scaler}, 'm.joblib')\n"
    )
    fix = str(serving_endpoint(repository(tmp_path, {"train.py": code})).fix)
    assert "the model that train.py:11 saves, and answers" in fix


def test_what_prepares_alone_is_no_model_to_serve(tmp_path: Path) -> None:
    code = f"{SAVING}model = LGBMRegressor().fit(table, table['y'])\n"
    finding = serving_endpoint(repository(tmp_path, {"train.py": code}))
    assert "the model is not saved" in finding.reason


BESIDE = "model = LGBMRegressor().fit(table, table['y'])\njoblib.dump(model, 'lgbm.joblib')\n"


@pytest.mark.parametrize(
    ("parts", "line"),
    [
        ("{'scaler': scaler, 'encoder': scaler, 'config': 3}", 11),
        ("{'scaler': scaler, 'booster': LGBMRegressor()}", 13),
        ("{'scaler': scaler, 'rf': trees}", 13),
    ],
)
def test_a_table_of_what_prepares_is_no_model_to_serve(parts: str, line: int, tmp_path: Path) -> None:
    code = f"{SAVING}{BESIDE}pipeline_parts = {parts}\njoblib.dump(pipeline_parts, 'parts.joblib')\n"
    finding = serving_endpoint(repository(tmp_path, {"train.py": code}))
    assert f"the model that train.py:{line} saves" in str(finding.fix)


def test_a_pipeline_that_only_prepares_is_no_model_to_serve(tmp_path: Path) -> None:
    code = f"{SAVING}{BESIDE}preprocessing_pipeline = scaler\njoblib.dump(preprocessing_pipeline, 'parts.joblib')\n"
    fix = str(serving_endpoint(repository(tmp_path / "one", {"train.py": code})).fix)
    assert "the model that train.py:11 saves" in fix
    whole = code.replace("preprocessing_pipeline", "rent_pipeline")
    assert "the model that train.py:13 saves, and" in str(
        serving_endpoint(repository(tmp_path / "whole", {"train.py": whole})).fix
    )


def test_an_empty_module_that_is_called_after_a_service_is_to_be_filled(tmp_path: Path) -> None:
    files = {"train.py": f"{SAVING}{BESIDE}", "api.py": "\n", "src/service.py": "", "tests/test_api.py": ""}
    assert "Write in api.py, which is empty, a small FastAPI app" in str(
        serving_endpoint(repository(tmp_path / "empty", files)).fix
    )
    files = {**files, "api.py": "LIMIT = 3\n", "src/service.py": "LIMIT = 3\n", "capital.py": ""}
    assert "Write a small FastAPI app" in str(serving_endpoint(repository(tmp_path / "full", files)).fix)


def test_a_command_that_would_ask_the_model_and_does_not_parse_is_to_be_repaired(tmp_path: Path) -> None:
    broken = "import joblib\nprint(joblib.load('rents.joblib').predict([[1, 2]])\n"
    found = serving_endpoint(repository(tmp_path, {"train.py": f"{SAVING}{BESIDE}", "jobs/predict.py": broken}))
    assert found.level == 0
    assert "jobs/predict.py:2 is no valid Python" in found.reason
    assert "Repair jobs/predict.py:2" in str(found.fix)
    files = {"train.py": f"{SAVING}{BESIDE}", "jobs/predict.py": broken, "Makefile": "ask:\n\tpython jobs/predict.py\n"}
    told = serving_endpoint(repository(tmp_path / "told", {**files, "README.md": "# Rents\n\nRun `make ask`.\n"}))
    assert "jobs/predict.py:2, which README.md:3 starts, is no valid Python" in told.reason


def test_a_script_that_asks_about_its_own_row_is_told(tmp_path: Path) -> None:
    code = (
        "import joblib\nROOMS = [[3]]\n\ndef main():\n    model = joblib.load('models/model.joblib')\n"
        "    model.predict(ROOMS)\n\nmain()\n"
    )
    finding = serving_endpoint(repository(tmp_path, {"predict.py": code, "train.py": TRAIN}))
    assert finding.level == 0
    assert "predict.py:6 asks it only about values that stand in the code" in finding.reason


def test_of_two_modules_of_routes_the_one_for_predicting_is_named(tmp_path: Path) -> None:
    store = "import joblib\n\ndef score(rooms):\n    return joblib.load('models/model.joblib').predict([[rooms]])\n"
    route = (
        "from fastapi import APIRouter\nfrom store import score\nrouter = APIRouter()\n\n"
        "@router.post('/{name}')\ndef {name}(rooms: int):\n    return {{'rent': float(score(rooms)[0])}}\n"
    )
    files = {
        "train.py": TRAIN,
        "store.py": store,
        "app.py": "from fastapi import FastAPI\nimport a_back\nimport predict\napp = FastAPI()\n"
        "app.include_router(a_back.router)\napp.include_router(predict.router)\n",
        "a_back.py": route.format(name="rollback"),
        "predict.py": route.format(name="predict"),
    }
    assert serving_endpoint(repository(tmp_path, files)).reason.startswith("POST /predict ")


def test_the_model_is_shown_before_what_else_is_loaded(tmp_path: Path) -> None:
    code = FASTAPI.replace("model = joblib", "climate = joblib.load(CLIMATE_PATH)\nmodel = joblib")
    finding = serving_endpoint(repository(tmp_path, {"app.py": f"CLIMATE_PATH = 'c'\n{code}", "train.py": TRAIN}))
    assert finding.evidence[1].excerpt == 'model = joblib.load("models/model.joblib")'


@pytest.mark.parametrize("path", ["/Users/rosa/rent/model.joblib", "C:\\\\Users\\\\rosa\\\\model.joblib"])
def test_a_model_on_the_machine_of_its_author_is_not_loaded_elsewhere(path: str, tmp_path: Path) -> None:
    code = FASTAPI.replace("models/model.joblib", path)
    finding = serving_endpoint(repository(tmp_path, {"app.py": code, "train.py": TRAIN}))
    assert finding.level == 1
    assert "it loads model.joblib by an absolute path outside of the repository (app.py:6)" in finding.reason


def test_a_path_is_followed_to_who_hands_it_to_the_class_that_loads(tmp_path: Path) -> None:
    served = (
        "import joblib\n\n\nclass Rents:\n    def __init__(self, path: str):\n        self.model = joblib.load(path)\n\n"
        "    def of(self, rooms: int):\n        return float(self.model.predict([[rooms]])[0])\n"
    )
    code = (
        "from fastapi import FastAPI\nfrom rents import Rents\n\napp = FastAPI()\nrents = Rents('/mnt/disk/m.joblib')\n\n\n"
        "@app.post('/predict')\ndef predict(rooms: int):\n    return {'rent': rents.of(rooms)}\n"
    )
    files = {"app.py": code, "rents.py": served, "train.py": TRAIN, "models/m.joblib": "\x80x"}
    finding = serving_endpoint(repository(tmp_path / "bare", files))
    assert finding.level == 1
    assert "(app.py:5)" in finding.reason
    assert "let app.py name models/m.joblib of the repository" in str(finding.fix)
    mounted = {**files, "compose.yaml": "services:\n  rent:\n    build: .\n    volumes: ['./models:/mnt/disk']\n"}
    assert level(tmp_path / "mounted", mounted) == 2
    inside = {**files, "app.py": code.replace("/mnt/disk/", "models/")}
    assert level(tmp_path / "inside", inside) == 2


def test_a_model_in_a_place_that_a_container_or_a_host_fills_is_there(tmp_path: Path) -> None:
    code = FASTAPI.replace("models/model.joblib", "/app/models/model.joblib")
    boxed = {"app.py": code, "train.py": TRAIN, "Dockerfile": "FROM python:3.12\nWORKDIR /app\nCOPY . .\n"}
    assert level(tmp_path / "boxed", boxed) == 2
    hosted = {"app.py": FASTAPI.replace("models/model.joblib", "/opt/ml/model/model.joblib"), "train.py": TRAIN}
    assert level(tmp_path / "hosted", hosted) == 2


def test_where_nothing_is_trained_there_is_no_saved_model_to_load(tmp_path: Path) -> None:
    finding = serving_endpoint(
        repository(tmp_path, {"tidy.py": "import pandas as pd\npd.read_csv('a.csv').dropna()\n"})
    )
    assert finding.reason.endswith("and no Python code trains or loads a model.")
    assert "Write a script that trains the model and saves it. Then" in str(finding.fix)
    trained = serving_endpoint(repository(tmp_path / "trained", {"train.py": TRAIN}))
    assert "the model that train.py:7 saves" in str(trained.fix)


def test_a_forecaster_of_neuralprophet_is_loaded_by_its_own_module(tmp_path: Path) -> None:
    code = (
        "from fastapi import FastAPI\nfrom neuralprophet import utils as prophet_utils\n\napp = FastAPI()\n"
        "model = prophet_utils.load('models/load.np')\n\n\n@app.post('/predict')\ndef predict(rows: list[dict]):\n"
        "    return {'load': model.predict(rows).to_dict()}\n"
    )
    assert level(tmp_path, {"app.py": code}) == 2


@pytest.mark.parametrize(
    ("made", "taken", "path"),
    [
        ("APIRouter(prefix='/flats')", "app.include_router(router)", "/flats/rent"),
        ("APIRouter()", "app.include_router(router, prefix='/api/v1')", "/api/v1/rent"),
        ("APIRouter(prefix='/flats')", "app.include_router(router, prefix='/api/v1')", "/api/v1/flats/rent"),
        (
            "APIRouter(prefix='/flats')",
            "outer = APIRouter(prefix='/all')\nouter.include_router(router)",
            "/all/flats/rent",
        ),
        # What is put together while the program runs is not known, and another router's prefix is not this one's.
        ("APIRouter()", "app.include_router(router, prefix=settings.PREFIX)", "/rent"),
        ("APIRouter()", "other = APIRouter()\napp.include_router(other, prefix='/api')", "/rent"),
    ],
)
def test_a_route_is_named_by_its_whole_path(made: str, taken: str, path: str, tmp_path: Path) -> None:
    routes = FASTAPI.replace("import FastAPI", "import APIRouter").replace("app = FastAPI()", f"router = {made}")
    routes = routes.replace('@app.post("/predict")', '@router.post("/rent")')
    main = f"from fastapi import APIRouter, FastAPI\nfrom api.flats import router\nimport settings\n\napp = FastAPI()\n{taken}\n"
    files = {"api/flats.py": routes, "main.py": main, "settings.py": "PREFIX = input()\n", "train.py": TRAIN}
    assert f"POST {path} of" in serving_endpoint(repository(tmp_path, files)).reason


def test_the_prefix_that_a_blueprint_is_registered_with_takes_the_place_of_its_own(tmp_path: Path) -> None:
    routes = (
        "import joblib\nfrom flask import Blueprint, jsonify, request\n\n"
        "flats = Blueprint('flats', __name__, url_prefix='/flats')\nmodel = joblib.load('models/model.joblib')\n\n\n"
        "@flats.route('/rent', methods=['POST'])\n"
        "def rent():\n    return jsonify(rent=float(model.predict([[request.json['rooms']]])[0]))\n"
    )
    main = "from flask import Flask\nfrom api.routes import flats\n\napp = Flask(__name__)\napp.register_blueprint(flats{})\n"
    for given, path in (("", "/flats/rent"), (", url_prefix='/v2'", "/v2/rent")):
        files = {"api/routes.py": routes, "main.py": main.format(given), "train.py": TRAIN}
        assert f"POST {path} of" in serving_endpoint(repository(tmp_path / path[1:3], files)).reason


@pytest.mark.parametrize(
    ("taken", "expected"),
    [("Consumer({'group.id': 'rents'})", 1), ("open('rents.jsonl')", 0)],
    ids=["a queue", "a file of its own"],
)
def test_a_consumer_of_a_queue_that_predicts_is_a_part(tmp_path: Path, taken: str, expected: int) -> None:
    code = (
        "import json\nimport joblib\nfrom confluent_kafka import Consumer\n\n\ndef answer(model, flat):\n"
        "    return model.predict([[flat['rooms']]])\n\n\n"
        f"model = joblib.load('m.pkl')\nflats = {taken}\nwhile flat := flats.poll():\n"
        "    print(answer(model, json.loads(flat.value())))\n"
    )
    assert level(tmp_path, {"rents.py": code, "m.pkl": "\x80model"}) == expected


@pytest.mark.parametrize(
    ("name", "asked", "written", "expected"),
    [
        ("look_at_errors.py", "test_rows", "", 0),
        ("look_at_errors.py", "test_rows", "said.to_csv('table.csv')", 0),
        ("look_at_errors.py", "test_rows", "said.to_csv('predictions.csv')", 1),
        ("look_at_errors.py", "rows", "", 1),
        ("predict.py", "test_rows", "", 1),
    ],
)
def test_a_script_with_options_that_only_asks_about_the_test_set_answers_nobody(
    tmp_path: Path, name: str, asked: str, written: str, expected: int
) -> None:
    code = (
        "import argparse\nimport joblib\nimport pandas as pd\n\nparser = argparse.ArgumentParser()\n"
        f"{asked} = pd.read_csv('rows.csv')\nsaid = pd.Series(joblib.load('m.pkl').predict({asked}))\n{written}\n"
    )
    assert level(tmp_path, {name: code, "m.pkl": "\x80model"}) == expected


REGISTERED = FASTAPI.replace("import joblib", "import mlflow").replace(
    'joblib.load("models/model.joblib")', 'mlflow.pyfunc.load_model("models:/rent/Production")'
)


@pytest.mark.parametrize(
    ("logs", "expected"),
    [
        ("import mlflow\n\nmlflow.sklearn.log_model(model, 'model', registered_model_name='rent')\n", 2),
        ("import mlflow\n\nmlflow.autolog()\n", 2),
        ("NOTE = 'log_model and register_model are still to do'\n", 1),
        ("", 1),
    ],
)
def test_a_model_of_a_registry_that_nothing_hands_one_to_is_not_there(logs: str, expected: int, tmp_path: Path) -> None:
    finding = serving_endpoint(repository(tmp_path, {"app.py": REGISTERED, "learn.py": f"{logs}print(1)\n"}))
    assert finding.level == expected
    assert ("models:/rent/Production from a model registry" in finding.reason) == (expected == 1)


@pytest.mark.parametrize(("image", "expected"), [("serving_container_image_uri=IMAGE, ", 1), ("", 0)])
def test_a_model_that_is_handed_to_a_cloud_with_what_serves_it_is_partial(
    image: str, expected: int, tmp_path: Path
) -> None:
    code = (
        f"from google.cloud import aiplatform\n\nIMAGE = 'a/b'\naiplatform.Model.upload({image}artifact_uri='gs://a')\n"
    )
    assert level(tmp_path, {"train.py": TRAIN, "hand_over.py": code}) == expected


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ("put the model here\n", 1),
        ("", 1),
        ("\x80\x04model", 2),
        ("version https://git-lfs.github.com/spec/v1\noid sha256:12\nsize 34\n", 2),
        ("(dp0\nVrent\np1\nF12.5\ns.", 2),
    ],
    ids=["words", "nothing", "a pickle", "a pointer", "a pickle of the first protocol"],
)
def test_a_file_of_a_few_words_is_no_model(held: str, expected: int, tmp_path: Path) -> None:
    code = FASTAPI.replace("models/model.joblib", "models/rent.joblib")
    assert level(tmp_path, {"app.py": code, "models/rent.joblib": held}) == expected
