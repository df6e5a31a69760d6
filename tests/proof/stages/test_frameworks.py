"""The stages of a service on what people make services with, installed for real and run in the sandbox."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from copier import run_copy

from portfolio_kit.errors import UserError
from portfolio_kit.proof import interpreters, uv
from portfolio_kit.proof.found.environment import environment
from portfolio_kit.proof.found.service import service
from portfolio_kit.proof.model import Limits, Result
from portfolio_kit.proof.removal import remove
from portfolio_kit.proof.sandbox import Place, Sandbox
from portfolio_kit.proof.sandboxes import chosen
from portfolio_kit.proof.stages import load, serving
from portfolio_kit.proof.stages.environment import install
from portfolio_kit.proof.stages.stage import Stage, facts_of
from portfolio_kit.repository.repository import Repository, read
from tests.criteria.kit import repository
from tests.template.conftest import TEMPLATE

pytestmark = pytest.mark.slow

FASTAPI = """\
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

app = FastAPI()
{handler}

class Row(BaseModel):
    age: int = Field(ge=18, le=100)
    income: float = Field(gt=0, allow_inf_nan=False)
    name: str = Field(min_length=2, max_length=20)

class Answer(BaseModel):
    score: float

@app.post("/predict")
def predict(row: Row) -> Answer:
    return Answer(score=row.age / 100{more})
"""
# Without it, FastAPI repeats what it refuses, which may be nothing that JSON has.
HANDLER = """
@app.exception_handler(RequestValidationError)
def refuse(request, error):
    return JSONResponse([each["msg"] for each in error.errors()], 422)
"""
FLASK = """\
from flask import Flask, jsonify, request

app = Flask(__name__)

@app.route("/")
def home():
    return '<form action="/predict" method="post"><input name="age" type="number"><input name="income"></form>'

@app.route("/predict", methods=["POST"])
def predict():
    return jsonify(prediction=float(request.form["age"]) + float(request.form["income"]))

if __name__ == "__main__":
    app.run(debug=True, port=5000)
"""
STREAMLIT = """\
import streamlit as st

age = st.slider("Age", 18, 100)
st.write(age * 2)
"""
Proving = Callable[..., dict[str, Result]]


@pytest.fixture(scope="module")
def sandbox() -> Sandbox:
    try:
        uv.binary()
        return chosen(unsafe=False, readable=interpreters.readable())
    except UserError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("cache")
    yield folder
    remove(folder)


@pytest.fixture
def prove(tmp_path: Path, sandbox: Sandbox, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Proving]:
    """Install a repository and prove its service."""
    monkeypatch.setattr(load, "_SECONDS", 1)
    tree, made = tmp_path / "work/tree", tmp_path / "work/environment"

    def proven(given: Mapping[str, str] | Path) -> dict[str, Result]:
        found: Repository = read(given) if isinstance(given, Path) else repository(tmp_path / "repository", given)
        shutil.copytree(found.root, tree)
        made.mkdir()
        limits = Limits(600, 600)
        first = Stage("environment", found, Place(tree, made, cache), sandbox, limits, tmp_path / "logs")
        installed = install(first, environment(found), ())
        assert installed.status == "passed", installed
        path = facts_of(installed.facts, "path")
        stage = Stage("service", found, Place(tree, made), sandbox, limits, tmp_path / "logs", path)
        return {result.stage: result for result in serving.prove(service(found), stage)}

    yield proven
    remove(tmp_path / "work")


def test_fastapi_by_its_schema(prove: Proving) -> None:
    results = prove({"requirements.txt": "fastapi\nuvicorn\n", "app.py": FASTAPI.format(more="", handler=HANDLER)})
    assert {result.status for result in results.values()} == {"passed"}, results
    assert results["service"].facts["request_from"] == "the schema of /openapi.json"
    made_up = results["malformed input"].facts["made_up"]
    assert isinstance(made_up, int)
    assert made_up > 20


def test_fastapi_that_breaks_at_a_boundary(prove: Proving) -> None:
    app = FASTAPI.format(more=" / (row.age - 18)", handler="")
    results = prove({"requirements.txt": "fastapi\nuvicorn\n", "app.py": app})
    assert results["service"].status == "passed"
    assert "age = 18, its bound: it answers 500" in results["malformed input"].summary


def test_flask_by_the_form_on_its_page(prove: Proving) -> None:
    results = prove({"requirements.txt": "flask\n", "app.py": FLASK})
    assert results["service"].status == results["load"].status == "passed", results
    assert "POST /predict 200" in results["service"].summary
    assert "age = an empty text: it answers 500" in results["malformed input"].summary


def test_streamlit_is_started_without_a_window_and_looked_at(prove: Proving) -> None:
    results = prove({"requirements.txt": "streamlit\n", "dashboard.py": STREAMLIT})
    assert results["service"].status == "passed", results
    assert "it is a page for people" in results["service"].summary


@pytest.mark.parametrize("task", ["classification", "regression"])
def test_a_generated_project_passes_all(prove: Proving, tmp_path: Path, task: str) -> None:
    project = tmp_path / "project"
    run_copy(str(TEMPLATE), project, data={"project_name": "Proven", "task": task}, defaults=True, quiet=True)
    results = prove(project)
    assert {result.status for result in results.values()} == {"passed"}, results
    assert "POST /predict 200" in results["service"].summary
