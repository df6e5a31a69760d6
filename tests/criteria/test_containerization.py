"""containerization: containers that can be built on reading and start something of the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.production.containerization import containerization
from tests.criteria.kit import repository

DOCKERFILE = """\
FROM python:3.11-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY src ./src
CMD ["uvicorn", "src.app:app", "--host", "0.0.0.0"]
"""
FILES = {
    "requirements.txt": "fastapi==0.110\nuvicorn==0.29\ngunicorn==22\nstreamlit==1.38\nflask==3.0\njoblib==1.4\n",
    "src/app.py": "from fastapi import FastAPI\napp = FastAPI()\n",
}


def level(folder: Path, files: dict[str, str]) -> int | None:
    return containerization(repository(folder, files)).level


@pytest.mark.parametrize(
    "name",
    [
        "Dockerfile",
        "predict.dockerfile",
        "Dockerfile.backend",
        "docker/Dockerfile",
        "Containerfile",
        "dockerfile-api",
        "DockerFile",
    ],
)
def test_a_coherent_dockerfile_under_any_name_is_met(name: str, tmp_path: Path) -> None:
    finding = containerization(repository(tmp_path, {**FILES, name: DOCKERFILE}))
    assert finding.level == 2
    assert (finding.evidence[0].path, finding.evidence[0].line) == (name, 6)
    assert "src/app.py" in finding.reason


def test_a_build_that_only_a_compose_file_names_is_met(tmp_path: Path) -> None:
    compose = "services:\n  api:\n    build:\n      context: .\n      dockerfile: install/serving\n"
    files = {**FILES, "compose.yaml": compose, "install/serving": DOCKERFILE}
    assert level(tmp_path, files) == 2


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ('CMD ["uvicorn", "src.app:app"]', 2),
        ("CMD uvicorn src.app:app --host 0.0.0.0 --port $PORT", 2),
        ("CMD exec gunicorn --bind :$PORT -k uvicorn.workers.UvicornWorker src.app:app", 2),
        ('ENTRYPOINT ["uvicorn"]\nCMD ["--host", "0.0.0.0", "src.app:app"]', 2),
        ('ENTRYPOINT ["sh", "-c", "cd src && uvicorn app:app"]', 2),
        ('CMD ["python", "src/app.py"]', 2),
        ('CMD ["python", "-u", "-m", "src.app"]', 2),
        ('CMD ["streamlit", "run", "src/app.py", "--server.port=8501"]', 2),
        ("ENV FLASK_APP=src/app.py\nCMD flask run --host 0.0.0.0", 2),
        ("ENTRYPOINT FLASK_APP=/app/src/app.py flask run --host 0.0.0.0", 2),
        ("ENTRYPOINT FLASK_APP=/app/app.py flask run --host 0.0.0.0", 1),
        ("ENV PYTHONPATH=/app/src\nCMD uvicorn app:app", 2),
        ('CMD ["poetry", "run", "uvicorn", "src.app:app"]', 2),
        ('CMD ["uvicorn", "app:app"]', 1),
        ('CMD ["python", "main.py"]', 1),
        ('CMD ["jupyter", "lab"]', 1),
        ('CMD ["uvicorn", "--version"]', 1),
        ('CMD ["uvicorn", "src.app:app", "--help"]', 1),
        ('CMD ["uvicorn", "--help", "src.app:app"]', 1),
        ('RUN rm -rf src\nCMD ["uvicorn", "src.app:app"]', 1),
        ('RUN cd src && rm app.py\nCMD ["uvicorn", "src.app:app"]', 1),
        ('RUN rm -rf src\nCOPY src ./src\nCMD ["uvicorn", "src.app:app"]', 2),
        ('RUN rm -rf /var/lib/apt/lists/* src/__pycache__\nCMD ["uvicorn", "src.app:app"]', 2),
        ('CMD ["python", "src/app.py", "--version", "2"]', 2),
        ('CMD ["/bin/bash"]', 1),
        ("EXPOSE 8000", 1),
    ],
)
def test_what_is_started_must_be_in_the_image(command: str, expected: int, tmp_path: Path) -> None:
    dockerfile = DOCKERFILE[: DOCKERFILE.index("CMD")] + command + "\n"
    assert level(tmp_path, {**FILES, "Dockerfile": dockerfile}) == expected


@pytest.mark.parametrize(
    "change",
    [
        ("COPY src ./src", "COPY src ./src\nCOPY models/ ./models/"),
        ("COPY src ./src", "COPY ../src ./src"),
        ("COPY requirements.txt .", "COPY requirements-api.txt ."),
        ("COPY requirements.txt .\n", ""),
        ("RUN pip install --no-cache-dir -r requirements.txt\n", ""),
        ("RUN pip install --no-cache-dir", "RUN echo pip install --no-cache-dir"),
        ("COPY src ./src", "COPY src/*.json ./src/"),
    ],
    ids=[
        "absent folder",
        "outside",
        "absent file",
        "not copied",
        "nothing installed",
        "installing is only told",
        "nothing matches",
    ],
)
def test_a_dockerfile_that_cannot_work_is_partial(change: tuple[str, str], tmp_path: Path) -> None:
    finding = containerization(repository(tmp_path, {**FILES, "Dockerfile": DOCKERFILE.replace(*change)}))
    assert finding.level == 1
    assert finding.fix is not None
    assert "Dockerfile:" in finding.fix


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("grep -v win32 requirements.txt > plain.txt", 2),
        ("grep -v win32 requirements.txt | tee plain.txt", 2),
        ("python -c \"import pathlib; pathlib.Path('plain.txt').write_text('fastapi')\"", 2),
        ("python -c \"open('plain.txt', 'w').write('fastapi')\"", 2),
        ("python -c \"print(open('plain.txt').read())\"", 1),
        ("cat plain.txt", 1),
    ],
)
def test_a_list_that_the_build_itself_writes_is_there_for_what_follows(
    command: str, expected: int, tmp_path: Path
) -> None:
    dockerfile = DOCKERFILE.replace("RUN pip", f"RUN {command} && pip").replace("-r requirements", "-r plain")
    assert level(tmp_path, {**FILES, "Dockerfile": dockerfile}) == expected


@pytest.mark.parametrize(
    ("install", "more", "expected"),
    [
        ("RUN pip install -e .", {}, 1),
        ("RUN pip install --user .", {}, 1),
        ("RUN pip install -e .", {"setup.py": "from setuptools import setup\nsetup()\n"}, 2),
        ("RUN pip install .", {"pyproject.toml": "[project]\nname = 'rents'\n"}, 2),
        # As a folder of the image: DOCKERFILE works in one, too.
        ("RUN pip install -e /srv", {}, 1),
        ("RUN pip install ./core", {"core/setup.cfg": "[metadata]\nname = core\n"}, 2),
        ("RUN pip install ./core", {"pyproject.toml": "[project]\nname = 'rents'\n"}, 1),
        # Where packages go to is no project.
        ("RUN pip install -r requirements.txt -t .", {}, 2),
        ("RUN git clone https://github.com/rents/core && cd core && pip install .", {}, 2),
        ("RUN --mount=type=bind,source=setup.py,target=setup.py pip install .", {}, 2),
        ("RUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache pip install .", {}, 2),
        ("RUN --mount=type=cache,target=/root/.cache pip install .", {}, 1),
        ("RUN cd core && pip install .", {"core/setup.py": "from setuptools import setup\nsetup()\n"}, 2),
    ],
)
def test_a_project_that_is_installed_is_described_in_the_image_as_a_package(
    install: str, more: dict[str, str], expected: int, tmp_path: Path
) -> None:
    dockerfile = DOCKERFILE.replace("CMD", f"COPY . .\n{install}\nCMD")
    assert level(tmp_path, {**FILES, **more, "Dockerfile": dockerfile}) == expected


def test_a_project_is_not_installed_before_its_description_is_copied(tmp_path: Path) -> None:
    files = {**FILES, "pyproject.toml": "[project]\nname = 'rents'\n"}
    early = DOCKERFILE.replace("COPY src ./src", "RUN pip install .\nCOPY . .")
    finding = containerization(repository(tmp_path, {**files, "Dockerfile": early}))
    assert finding.level == 1
    assert "neither pyproject.toml nor setup.py is by then" in finding.reason
    assert level(tmp_path / "b", {**files, "Dockerfile": DOCKERFILE.replace("COPY src", "COPY . .\nCOPY src")}) == 2


@pytest.mark.parametrize(
    "line", ["poetry export --without-hashes -o requirements.txt", "pipenv requirements > requirements.txt"]
)
def test_a_list_of_packages_may_be_written_in_the_image(tmp_path: Path, line: str) -> None:
    files = {"pyproject.toml": "[project]\nname = 'rents'\ndependencies = ['fastapi==0.110']\n", **FILES}
    del files["requirements.txt"]
    dockerfile = DOCKERFILE.replace("COPY requirements.txt .\n", f"COPY pyproject.toml .\nRUN {line}\n")
    assert level(tmp_path, {**files, "Dockerfile": dockerfile}) == 2


def test_what_dockerignore_leaves_out_cannot_be_copied(tmp_path: Path) -> None:
    assert level(tmp_path, {**FILES, "Dockerfile": DOCKERFILE, ".dockerignore": "src\n"}) == 1


def test_dockerignore_may_take_back_what_it_left_out(tmp_path: Path) -> None:
    ignored = "*\n!requirements.txt\n!src/\n**/__pycache__\n"
    assert level(tmp_path, {**FILES, "Dockerfile": DOCKERFILE, ".dockerignore": ignored}) == 2


def test_stages_are_followed(tmp_path: Path) -> None:
    dockerfile = """\
FROM python:3.11 AS builder
WORKDIR /build
COPY requirements.txt .
RUN pip install --prefix=/install -r requirements.txt
COPY src ./src

FROM python:3.11-slim AS base
WORKDIR /app

FROM base
COPY --from=builder /install /usr/local
COPY --from=builder --chown=app:app /build/src ./src
CMD ["uvicorn", "src.app:app"]
"""
    assert level(tmp_path, {**FILES, "Dockerfile": dockerfile}) == 2
    assert level(tmp_path / "b", {**FILES, "Dockerfile": dockerfile.replace("/build/src", "/build/source")}) == 1


def test_a_project_installed_in_another_stage_comes_with_its_packages(tmp_path: Path) -> None:
    dockerfile = (
        "FROM python:3.11 AS builder\n"
        "WORKDIR /build\n"
        "COPY . .\n"
        "RUN pip install --prefix=/install .\n"
        "FROM python:3.11-slim\n"
        "COPY --from=builder /install /usr/local\n"
        'CMD ["uvicorn", "rent.app:app"]\n'
    )
    files = {"src/rent/app.py": FILES["src/app.py"], "pyproject.toml": "[project]\nname = 'rent'\n"}
    assert level(tmp_path, {**files, "Dockerfile": dockerfile}) == 2
    assert level(tmp_path / "b", {**files, "Dockerfile": dockerfile.replace("rent.app", "other.app")}) == 1


def test_a_dockerfile_in_a_folder_may_mean_that_folder(tmp_path: Path) -> None:
    files = {f"backend/{name}": text for name, text in FILES.items()}
    assert level(tmp_path, {**files, "backend/Dockerfile": DOCKERFILE}) == 2


COMPOSE = (
    "services:\n"
    "  api:\n"
    "    build:\n"
    "      context: ./backend\n"
    "      dockerfile: docker/Dockerfile\n"
    "    ports: ['8000:8000']\n"
)


def test_the_case_of_a_dockerfiles_name_does_not_matter_to_compose(tmp_path: Path) -> None:
    compose = "services:\n  api:\n    build: .\n"
    assert level(tmp_path, {**FILES, "dockerfile": DOCKERFILE, "compose.yaml": compose}) == 2


def test_the_context_of_compose_counts(tmp_path: Path) -> None:
    files = {f"backend/{name}": text for name, text in FILES.items()}
    assert level(tmp_path, {**files, "backend/docker/Dockerfile": DOCKERFILE, "compose.yaml": COMPOSE}) == 2


def test_compose_that_builds_what_is_not_there_is_partial(tmp_path: Path) -> None:
    assert level(tmp_path, {**FILES, "docker-compose.yml": COMPOSE}) == 1


def test_the_command_and_mounts_of_compose_count(tmp_path: Path) -> None:
    dockerfile = "FROM python:3.11\nWORKDIR /app\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n"
    compose = (
        "services:\n  api:\n    build: .\n    command: uvicorn src.app:app\n    volumes:\n      - ./src:/app/src\n"
    )
    assert level(tmp_path, {**FILES, "Dockerfile": dockerfile, "docker-compose.yml": compose}) == 2


def test_compose_of_foreign_services_serves_nothing_of_the_project(tmp_path: Path) -> None:
    compose = (
        "services:\n"
        "  db:\n"
        "    image: postgres:16\n"
        "  tracking:\n"
        "    image: ghcr.io/mlflow/mlflow\n"
        "    command: mlflow server\n"
    )
    assert level(tmp_path, {**FILES, "docker-compose.yml": compose}) == 1


def test_a_procfile_beside_its_requirements_is_met(tmp_path: Path) -> None:
    assert level(tmp_path, {**FILES, "Procfile": "web: uvicorn src.app:app --port $PORT\n"}) == 2


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("render.yaml", "    startCommand: uvicorn src.app:app --port $PORT\n", 2),
        ("render.yml", '    rootDir: src\n    startCommand: "uvicorn app:app"\n', 1),
        ("src/render.yaml", "    startCommand: uvicorn app:app\n", 1),
        ("render.yaml", "    dockerfilePath: ./Dockerfile\n", 0),
        ("app.yaml", "runtime: python\nentrypoint: uvicorn src.app:app --port $PORT\n", 2),
        ("app.yaml", "runtime: python\nentrypoint: gunicorn -b :$PORT main:service\n", 1),
        ("app.yaml", "database: db.sqlite\n", 0),
    ],
)
def test_what_a_host_builds_without_a_dockerfile_is_read_as_it_reads_it(
    tmp_path: Path, name: str, text: str, expected: int
) -> None:
    assert (
        level(tmp_path, {**FILES, name: f"services:\n  - type: web\n{text}" if "render" in name else text}) == expected
    )


def test_a_procfile_of_a_missing_module_is_told_its_name_the_module_and_the_dockerfile(tmp_path: Path) -> None:
    files = {"requirements.txt": "flask\n", "main.py": "from flask import Flask\n\nservice = Flask(__name__)\n"}
    files["main.py"] += "\n\n@service.route('/')\ndef ask():\n    return {}\n"
    finding = containerization(repository(tmp_path, {**files, "procfile": "web: gunicorn app:app\n"}))
    assert finding.level == 1
    assert (
        finding.reason == "The file procfile starts app, which is not there (main.py is), and there is no Dockerfile."
    )
    assert finding.fix == (
        "procfile:1 starts app: name it Procfile, let it start main:service and add a Dockerfile that installs the "
        "requirements and starts the same."
    )


@pytest.mark.parametrize(("process", "expected"), [("web", 2), ("pythonweb", 1), ("release", 0)])
def test_a_host_starts_only_the_processes_that_it_knows(process: str, expected: int, tmp_path: Path) -> None:
    finding = containerization(repository(tmp_path, {**FILES, "Procfile": f"{process}: uvicorn src.app:app\n"}))
    assert finding.level == expected
    assert ("names the process pythonweb" in finding.reason) == (process == "pythonweb")


def test_a_procfile_that_starts_what_is_not_there_is_partial(tmp_path: Path) -> None:
    assert level(tmp_path, {**FILES, "Procfile": "web: gunicorn app:app\n"}) == 1


@pytest.mark.parametrize(
    ("name", "key", "maker"),
    [("cog.yaml", "predict", "cog build"), ("bentofile.yaml", "service", "bentoml containerize")],
)
def test_cog_and_bento_name_what_they_serve(name: str, key: str, maker: str, tmp_path: Path) -> None:
    code = "class Predictor:\n    def predict(self):\n        return run()\n"
    finding = containerization(repository(tmp_path, {"serve.py": code, name: f'{key}: "serve.py:Predictor"\n'}))
    assert finding.level == 2
    assert finding.reason == f"The container that `{maker}` makes from {name} installs the project and starts serve.py."
    assert level(tmp_path / "b", {"other.py": code, name: f'{key}: "serve.py:Predictor"\n'}) == 1


def test_a_start_script_must_be_there(tmp_path: Path) -> None:
    dockerfile = DOCKERFILE[: DOCKERFILE.index("CMD")] + 'COPY . .\nCMD ["./start.sh"]\n'
    assert level(tmp_path, {**FILES, "Dockerfile": dockerfile, "start.sh": "uvicorn src.app:app\n"}) == 2
    assert level(tmp_path / "b", {**FILES, "Dockerfile": dockerfile}) == 1
    assert level(tmp_path / "c", {**FILES, "Dockerfile": dockerfile, "start.sh": " \n"}) == 1


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"Dockerfile": ""},
        {"Dockerfile": " \n\t\n"},
        {"Dockerfile": "# FROM python:3.11\n# COPY . .\n"},
        {"Dockerfile": "FROM python:3.11\n"},
        {".devcontainer/Dockerfile": DOCKERFILE},
        {"README.md": "Not dockerized yet. Docker (coming soon): `docker build -t app .`\n"},
        {"vendor/tool/Dockerfile": DOCKERFILE},
    ],
    ids=["none", "blank", "white space", "comments", "only FROM", "devcontainer", "words", "vendored"],
)
def test_no_container_of_the_project_is_nothing(files: dict[str, str], tmp_path: Path) -> None:
    assert level(tmp_path, {**FILES, **files}) == 0


def test_a_container_without_any_code_is_nothing(tmp_path: Path) -> None:
    assert level(tmp_path, {"Dockerfile": DOCKERFILE, "src/app.py": "", "requirements.txt": ""}) == 0


def test_a_module_that_is_blank_is_not_started(tmp_path: Path) -> None:
    assert level(tmp_path, {**FILES, "Dockerfile": DOCKERFILE, "src/app.py": "\n", "src/other.py": "print(1)\n"}) == 1


def test_why_a_development_container_is_none_is_said(tmp_path: Path) -> None:
    finding = containerization(
        repository(tmp_path, {**FILES, ".devcontainer/devcontainer.json": '{"name": "Python 3", "image": "python"}\n'})
    )
    assert (finding.level, finding.evidence[0].path) == (0, ".devcontainer/devcontainer.json")
    assert "is only for developing" in finding.reason


def test_an_app_that_imports_what_is_not_there_is_not_started(tmp_path: Path) -> None:
    app = "from fastapi import FastAPI\nfrom .models import Forecaster\n\napp = FastAPI()\n"
    finding = containerization(repository(tmp_path, {**FILES, "Dockerfile": DOCKERFILE, "src/app.py": app}))
    assert finding.level == 1
    assert "src/app.py:2 imports src/models, which is not there" in finding.reason


def test_a_hosts_buildpack_is_not_called_a_container(tmp_path: Path) -> None:
    files = {**FILES, "Procfile": "web: uvicorn src.app:app\n"}
    assert "buildpack, configured by Procfile," in containerization(repository(tmp_path, files)).reason


APP = "from fastapi import FastAPI\nfrom .model import load\napp = FastAPI()\n"
LOADING = "import joblib\n\ndef load():\n    return joblib.load('model.joblib')\n"


@pytest.mark.parametrize(
    ("copied", "command", "expected"),
    [
        ("COPY src ./src", "uvicorn src.app:app", 2),
        ("COPY src .", "uvicorn app:app", 1),
        ("COPY src .", "uvicorn --app-dir /app app:app", 1),
        ("COPY src ./src", "sh -c 'cd src && gunicorn app:app'", 1),
        ("COPY src ./src", "python -m src.app", 2),
        ("COPY src ./src", "python src/app.py", 1),
        ("COPY src ./src", "flask --app src/app.py run", 2),
    ],
)
def test_a_relative_import_is_refused_in_what_is_started_outside_of_its_package(
    copied: str, command: str, expected: int, tmp_path: Path
) -> None:
    dockerfile = DOCKERFILE.replace("COPY src ./src", copied).partition("CMD")[0] + f"CMD {command}\n"
    files = {**FILES, "src/app.py": APP, "src/model.py": LOADING, "Dockerfile": dockerfile}
    finding = containerization(repository(tmp_path, files))
    assert finding.level == expected
    if expected == 1:
        assert "src/app.py:2 imports .model, which needs a package, and started so it is in none" in finding.reason


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("", 1),
        ("ENV PYTHONPATH=/app\n", 2),
        ("RUN git clone https://example.com/src\n", 2),
    ],
)
def test_a_program_in_a_folder_finds_the_modules_above_it_only_where_it_is_told_to(
    more: str, expected: int, tmp_path: Path
) -> None:
    dockerfile = DOCKERFILE.partition("CMD")[0] + more + "CMD python src/app.py\n"
    files = {
        **FILES,
        "src/app.py": APP.replace(".model", "src.model"),
        "src/model.py": LOADING,
        "Dockerfile": dockerfile,
    }
    assert level(tmp_path, files) == expected


def test_an_editable_requirement_installs_the_project_too(tmp_path: Path) -> None:
    dockerfile = DOCKERFILE.partition("CMD")[0] + "CMD python src/app.py\n"
    app = APP.replace(".model", "src.model")
    files = {**FILES, "src/app.py": app, "src/model.py": LOADING, "Dockerfile": dockerfile}
    assert level(tmp_path, files | {"requirements.txt": "fastapi==0.110\n-e .\n"}) == 2


MODEL = 'FROM python:3.11-slim\nCOPY . .\nRUN pip install -r requirements.txt\nCOPY models models\nCMD ["python", "src/app.py"]\n'
TRAINING = (
    "import joblib\nfrom sklearn.linear_model import Ridge\njoblib.dump(Ridge().fit([[1]], [1]), 'models/rent.pkl')\n"
)
TOLD = "# Rents\n\n```sh\npython train.py\ndocker build -t rents .\n```\n"


def test_a_folder_that_a_documented_step_makes_before_the_build_is_met(tmp_path: Path) -> None:
    files = {**FILES, "Dockerfile": MODEL, "train.py": TRAINING, "README.md": TOLD}
    assert level(tmp_path, files) == 2


def test_a_folder_that_a_task_makes_before_the_build_is_met(tmp_path: Path) -> None:
    files = {**FILES, "Dockerfile": MODEL, "train.py": TRAINING, "justfile": "model:\n    python train.py\n"}
    assert level(tmp_path, files) == 2


@pytest.mark.parametrize(
    "files",
    [
        {"train.py": TRAINING},
        {"README.md": TOLD},
        {"README.md": TOLD, "train.py": TRAINING.replace("models/rent.pkl", "rent.pkl")},
        {"README.md": TOLD, "train.py": "import joblib\nmodel = joblib.load('models/rent.pkl')\n"},
        {"README.md": TOLD, "train.py": TRAINING, ".dockerignore": "models\n"},
        {"README.md": TOLD, "train.py": TRAINING, "Dockerfile": MODEL.replace("models models", "serve/models models")},
    ],
    ids=["no step told", "no such code", "made elsewhere", "only read", "left out of the build", "in another folder"],
)
def test_a_folder_that_nothing_makes_before_the_build_is_partial(files: dict[str, str], tmp_path: Path) -> None:
    assert level(tmp_path, {**FILES, "Dockerfile": MODEL, **files}) == 1


def test_a_lambda_s_handler_is_looked_for_in_its_task_folder(tmp_path: Path) -> None:
    image = (
        "FROM public.ecr.aws/lambda/python:3.11\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n"
        'COPY src ${LAMBDA_TASK_ROOT}/src\nCMD ["src.handler.handler"]\n'
    )
    code = {"src/handler.py": "import json\n\ndef handler(event, context):\n    return json.loads(event)\n"}
    assert level(tmp_path / "there", {**FILES, **code, "Dockerfile": image}) == 2
    assert level(tmp_path / "absent", {**FILES, "Dockerfile": image}) == 1


def test_advice_on_what_is_not_there_says_that_a_command_may_make_it(tmp_path: Path) -> None:
    made = "write the command that makes it"
    assert made in (containerization(repository(tmp_path / "a", {**FILES, "Dockerfile": MODEL})).fix or "")
    absent = DOCKERFILE.replace("requirements.txt", "needed.txt")
    assert made not in (containerization(repository(tmp_path / "b", {**FILES, "Dockerfile": absent})).fix or "")


SERVICE = {
    **FILES,
    "src/app.py": (
        "import joblib\nfrom fastapi import FastAPI\n\napp = FastAPI()\nmodel = joblib.load('models/rent.joblib')\n"
    ),
    "models/rent.joblib": "\x80weights",
}
COPIED = DOCKERFILE.replace("COPY src ./src\n", "COPY src ./src\nCOPY models ./models\n")


def reason(folder: Path, files: dict[str, str]) -> str:
    finding = containerization(repository(folder, files))
    return finding.reason if finding.level == 1 else ""


@pytest.mark.parametrize(("listed", "says"), [("pandas==2.2\n", True), ("pandas==2.2\nuvicorn==0.30\n", False)])
def test_an_app_that_is_not_there_and_its_server_are_told_at_once(listed: str, says: bool, tmp_path: Path) -> None:
    files = {
        "app.py": "print(1)\n",
        "requirements.txt": listed,
        "Dockerfile": (
            "FROM python:3.12\nWORKDIR /code\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n"
            'COPY app.py .\nCMD ["uvicorn", "api.main:app"]\n'
        ),
    }
    told = reason(tmp_path, files)
    assert "it starts api.main, which is not in the image" in told
    assert ("and it starts uvicorn, which it does not install" in told) is says


def test_the_model_that_is_loaded_must_be_in_the_image(tmp_path: Path) -> None:
    assert "loads models/rent.joblib, and that is not" in reason(tmp_path / "a", {**SERVICE, "Dockerfile": DOCKERFILE})
    left_out = {**SERVICE, "Dockerfile": COPIED.replace("COPY src ./src\nCOPY models ./models", "COPY . .")}
    assert "loads models/rent.joblib" in reason(tmp_path / "b", {**left_out, ".dockerignore": "models/\n"})
    assert level(tmp_path / "c", {**SERVICE, "Dockerfile": COPIED}) == 2


@pytest.mark.parametrize(
    "more",
    [
        {"Dockerfile": DOCKERFILE.replace("CMD", "COPY train.py .\nRUN python train.py\nCMD"), "train.py": "fit()\n"},
        {"compose.yaml": "services:\n  api:\n    build: .\n    volumes:\n      - ./models:/app/models\n"},
        {"README.md": "```sh\ndocker run -v ./models:/app/models rent\n```\n"},
    ],
    ids=["made by the build", "mounted by compose", "mounted by hand"],
)
def test_a_model_that_comes_otherwise_need_not_be_copied(more: dict[str, str], tmp_path: Path) -> None:
    assert level(tmp_path, {**SERVICE, "Dockerfile": DOCKERFILE, **more}) == 2


def test_the_code_that_dockerignore_leaves_out_is_not_in_the_image(tmp_path: Path) -> None:
    files = {**FILES, "Dockerfile": DOCKERFILE.replace("COPY src ./src", "COPY . .")}
    assert "not in the image" in reason(tmp_path, {**files, ".dockerignore": "**/*.py\n"})


@pytest.mark.parametrize("name", ["server", "create()"])
def test_the_name_that_a_server_is_told_must_be_there(name: str, tmp_path: Path) -> None:
    files = {**FILES, "Dockerfile": DOCKERFILE.replace("src.app:app", f"src.app:{name}")}
    assert f"makes nothing called {name.removesuffix('()')}" in reason(tmp_path, files)


@pytest.mark.parametrize(
    ("install", "words"),
    [
        ("RUN pip install fastapi uvicorn", "does not install joblib"),
        ("RUN pip install fastapi joblib", "starts uvicorn, which it does not install"),
        ("RUN pip install --upgrade pip", "installs none of the packages"),
        ("RUN apt-get update && apt-get install -y curl", "installs none of the packages"),
        ("RUN pip install 'fastapi[standard]==0.110' joblib", ""),
        ("RUN pip install --no-cache-dir fastapi uvicorn==0.29 scikit-learn", ""),
    ],
)
def test_what_the_code_imports_must_be_among_packages_that_are_named(install: str, words: str, tmp_path: Path) -> None:
    told = COPIED.replace("RUN pip install --no-cache-dir -r requirements.txt", install)
    found = reason(tmp_path, {**SERVICE, "Dockerfile": told})
    assert words in found if words else not found


def test_a_package_that_is_left_out_is_called_as_it_is_installed(tmp_path: Path) -> None:
    told = COPIED.replace(
        "RUN pip install --no-cache-dir -r requirements.txt", "RUN pip install fastapi uvicorn joblib"
    )
    code = f"import cv2\n{SERVICE['src/app.py']}"
    assert "it does not install opencv-python, which src/app.py:1 imports" in reason(
        tmp_path, {**SERVICE, "src/app.py": code, "Dockerfile": told}
    )


@pytest.mark.parametrize(
    ("listed", "expected"), [("# later\n", 1), ("pandas\n", 1), ("fastapi\nuvicorn[standard]\n", 2)]
)
def test_the_server_must_be_among_the_packages_of_the_list(listed: str, expected: int, tmp_path: Path) -> None:
    assert level(tmp_path, {**FILES, "requirements.txt": listed, "Dockerfile": DOCKERFILE}) == expected


@pytest.mark.parametrize(
    ("imports", "expected"),
    [
        ("from prometheus_client import Counter\n", 1),
        ("try:\n    import prometheus_client\nexcept ImportError:\n    prometheus_client = None\n", 2),
        ("import starlette\nimport numpy\n", 2),
        ("import some_inhouse_thing\n", 2),
    ],
    ids=["left out", "not needed", "comes along", "not known"],
)
def test_what_the_code_imports_must_be_among_the_packages_of_the_list(
    imports: str, expected: int, tmp_path: Path
) -> None:
    files = {**FILES, "requirements.txt": "fastapi\nuvicorn\npandas\n", "Dockerfile": DOCKERFILE}
    assert level(tmp_path, {**files, "src/app.py": imports + files["src/app.py"]}) == expected


STAGES = (
    "FROM python:3.11 AS build\nWORKDIR /app\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n"
    'COPY . .\nFROM python:3.11-slim\nWORKDIR /app\nCOPY --from=build /app /app\nCMD ["uvicorn", "src.app:app"]\n'
)


def test_packages_do_not_come_with_the_code_of_another_stage(tmp_path: Path) -> None:
    assert "installs none of the packages" in reason(tmp_path / "a", {**FILES, "Dockerfile": STAGES})
    along = STAGES.replace("COPY --from", "COPY --from=build /usr/local/lib /usr/local/lib\nCOPY --from", 1)
    assert level(tmp_path / "b", {**FILES, "Dockerfile": along}) == 2
    beside = STAGES.replace("RUN pip", "RUN python -m venv /app/.venv && /app/.venv/bin/pip")
    assert level(tmp_path / "c", {**FILES, "Dockerfile": beside}) == 2


def test_the_pages_of_an_app_are_copied_with_it(tmp_path: Path) -> None:
    app = "import streamlit as st\nst.title('Rent')\nst.page_link('pages/rent.py')\n"
    files = {**FILES, "app.py": app, "pages/rent.py": "import streamlit as st\nst.write('rent')\n"}
    start = DOCKERFILE.replace('"uvicorn", "src.app:app", "--host", "0.0.0.0"', '"streamlit", "run", "app.py"')
    alone = start.replace("COPY src ./src", "COPY app.py .")
    assert "leads to pages/rent.py" in reason(tmp_path / "alone", {**files, "Dockerfile": alone})
    assert level(tmp_path / "all", {**files, "Dockerfile": start.replace("COPY src ./src", "COPY . .")}) == 2


@pytest.mark.parametrize(
    ("name", "text", "command"),
    [("main.py", "print('started')\n", "python"), ("start.sh", "#!/bin/sh\necho started\n", "sh")],
)
def test_a_program_that_only_says_something_serves_nothing(name: str, text: str, command: str, tmp_path: Path) -> None:
    start = DOCKERFILE.partition("COPY src")[0] + f'COPY . .\nCMD ["{command}", "{name}"]\n'
    assert level(tmp_path, {**FILES, name: text, "Dockerfile": start}) == 1


BY_SCRIPT = {
    **FILES,
    "Dockerfile": "FROM python:3.11\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\n"
    'ENTRYPOINT ["./start.sh"]\nCMD ["serve"]\n',
    "start.sh": 'case "$1" in\n  serve)\n    exec uvicorn src.app:app\n    ;;\nesac\n',
}


def test_a_script_that_starts_what_cannot_be_imported_starts_nothing(tmp_path: Path) -> None:
    broken = {"src/__init__.py": "", "src/app.py": "from .rents import Rents\n" + FILES["src/app.py"]}
    finding = containerization(repository(tmp_path, {**BY_SCRIPT, **broken}))
    assert finding.level == 1
    assert "src/rents" in finding.reason


def test_a_script_that_starts_the_app_is_met(tmp_path: Path) -> None:
    assert level(tmp_path, BY_SCRIPT) == 2


def test_the_command_of_a_service_is_handed_to_what_the_image_enters_by(tmp_path: Path) -> None:
    compose = "services:\n  api:\n    build: .\n    command: ['serve']\n"
    finding = containerization(repository(tmp_path, {**BY_SCRIPT, "docker-compose.yml": compose}))
    assert finding.level == 2
    assert "start.sh" in finding.reason


COPIES_MODELS = {
    **FILES,
    "api/Dockerfile": "FROM python:3.11\nWORKDIR /app\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n"
    'COPY models/ models/\nCOPY app.py .\nCMD ["uvicorn", "app:app"]\n',
    "api/requirements.txt": FILES["requirements.txt"],
    "api/app.py": FILES["src/app.py"],
}


@pytest.mark.parametrize(
    ("command", "expected"),
    [("cp kept/*.joblib api/models/", 2), ("mkdir -p api/models", 1), ("cp kept/*.joblib api/other/", 1)],
)
def test_what_a_told_command_copies_is_made_before_the_build(command: str, expected: int, tmp_path: Path) -> None:
    text = f"# Flats\n\n```bash\n{command}\ndocker build api\n```\n"
    assert level(tmp_path, {**COPIES_MODELS, "README.md": text}) == expected


def test_a_script_may_copy_to_a_path_that_it_puts_together(tmp_path: Path) -> None:
    bring = (
        "import shutil\nfrom pathlib import Path\n\nroot = Path(__file__).parent\n"
        "target = root / 'api' / 'models'\nshutil.copy2(root / 'kept' / 'm.joblib', target)\n"
    )
    text = "# Flats\n\n```bash\npython bring.py\n```\n"
    assert level(tmp_path, {**COPIES_MODELS, "bring.py": bring, "README.md": text}) == 2


@pytest.mark.parametrize("told", ["README.md", "Makefile"])
def test_a_dockerfile_that_is_built_and_left_out_is_told_with_the_line_that_leaves_it_out(
    told: str, tmp_path: Path
) -> None:
    fenced = "# Rent\n\n```bash\ndocker build -t rent .\n```\n"
    text = fenced if told == "README.md" else "image:\n\tdocker build -t rent .\n"
    finding = containerization(repository(tmp_path, {**FILES, ".gitignore": "*.log\nDockerfile*\n", told: text}))
    assert finding.level == 0
    assert [place.path for place in finding.evidence] == [told, ".gitignore"]
    assert ".gitignore:2 keeps it out" in finding.reason
    assert "Take Dockerfile* out of .gitignore:2" in str(finding.fix)


def test_a_dockerfile_that_is_built_and_not_there_is_to_be_committed(tmp_path: Path) -> None:
    readme = "# Rent\n\n```bash\ndocker build -t rent -f ops/Dockerfile .\n```\n"
    finding = containerization(repository(tmp_path, {**FILES, "README.md": readme}))
    assert (
        "There is no ops/Dockerfile in the repository, though README.md:4 builds a container from it" in finding.reason
    )


def test_an_image_of_others_that_is_started_is_no_container_of_the_project(tmp_path: Path) -> None:
    readme = "# Rent\n\n```bash\ndocker run -p 5432:5432 postgres\n```\n"
    finding = containerization(repository(tmp_path, {**FILES, "README.md": readme}))
    assert finding.reason == "There is no Dockerfile or other description of a container."


def test_a_development_container_is_shown_by_what_it_is_made_of(tmp_path: Path) -> None:
    text = '// See the manual.\n{\n  "name": "rent",\n  "image": "python:3.12"\n}\n'
    finding = containerization(repository(tmp_path, {**FILES, ".devcontainer/devcontainer.json": text}))
    assert [place.line for place in finding.evidence] == [4]


def test_of_several_containers_the_one_that_answers_comes_first(tmp_path: Path) -> None:
    answering = (
        "import joblib\nfrom fastapi import FastAPI\napp = FastAPI()\nmodel = joblib.load('m.joblib')\n\n\n"
        "@app.post('/predict')\ndef predict(rooms: int):\n    return {'rent': model.predict([[rooms]])[0]}\n"
    )
    served = 'CMD ["uvicorn", "src.app:app", "--host", "0.0.0.0"]'
    files = {
        "requirements.txt": "fastapi==0.110\nuvicorn==0.29\njoblib==1.4\nscikit-learn==1.5\n",
        "src/app.py": answering,
        "src/alert.py": "import smtplib\nsmtplib.SMTP('mail').sendmail('a', 'b', 'late')\n",
        "m.joblib": "\x80x",
        "Dockerfile": DOCKERFILE.replace("COPY src ./src", "COPY src ./src\nCOPY m.joblib ."),
        "Dockerfile.alert": DOCKERFILE.replace(served, "CMD python src/alert.py"),
        "compose.yaml": "services:\n  alert:\n    build:\n      context: .\n      dockerfile: Dockerfile.alert\n"
        "  rent:\n    build: .\n",
    }
    finding = containerization(repository(tmp_path, files))
    assert finding.reason.endswith("starts src/app.py; 1 more starts other parts of the project.")
    assert finding.evidence[0].path == "Dockerfile"


def test_a_service_that_gives_the_command_is_shown_by_it(tmp_path: Path) -> None:
    compose = "services:\n  api:\n    build: .\n    command: uvicorn src.app:app\n"
    finding = containerization(repository(tmp_path, {**FILES, "compose.yaml": compose, "Dockerfile": DOCKERFILE}))
    assert (finding.evidence[0].path, finding.evidence[0].line) == ("compose.yaml", 4)


@pytest.mark.parametrize(
    ("line", "reached"),
    [
        ('LABEL title="Rents of flats" \\\nLABEL team=rents', 1),
        ('LABEL title="Rents of flats" \\\n      team=rents', 2),
        ("ENV PORT=8000 DEBUG", 1),
        ("ENV PORT 8000", 2),
        ("LABEL title='one two'", 2),
    ],
)
def test_a_word_among_pairs_that_is_no_pair_stops_the_build(line: str, reached: int, tmp_path: Path) -> None:
    finding = containerization(
        repository(tmp_path, {**FILES, "Dockerfile": DOCKERFILE.replace("COPY src", f"{line}\nCOPY src")})
    )
    assert finding.level == reached
    assert ("among pairs of name=value" in finding.reason) == (reached == 1)


def test_what_only_tries_or_teaches_stands_behind_the_projects_own_container(tmp_path: Path) -> None:
    files = {
        **FILES,
        "src/batch.py": "import csv\ncsv.reader(open('a.csv'))\n",
        "examples/first/Dockerfile": DOCKERFILE.replace(
            '"uvicorn", "src.app:app", "--host", "0.0.0.0"', '"python", "try.py"'
        ).replace("COPY src ./src", "COPY try.py ."),
        "examples/first/try.py": "import requests\nrequests.get('http://rent')\n",
        "examples/first/requirements.txt": "requests==2.32\n",
        "train/Dockerfile": DOCKERFILE.replace(
            '"uvicorn", "src.app:app", "--host", "0.0.0.0"', '"python", "src/batch.py"'
        ),
    }
    finding = containerization(repository(tmp_path, files))
    assert finding.reason.startswith("A container installs the project and starts src/batch.py; 1 more")


@pytest.mark.parametrize("server", ["litestar", "sanic"])
def test_a_server_whose_app_is_named_by_an_option_is_one(server: str, tmp_path: Path) -> None:
    started = DOCKERFILE.replace(
        '"uvicorn", "src.app:app", "--host"', f'"{server}", "--app", "src.app:app", "run", "--host"'
    )
    listed = FILES["requirements.txt"] + f"{server}==1.0\n"
    finding = containerization(repository(tmp_path, {**FILES, "requirements.txt": listed, "Dockerfile": started}))
    assert finding.reason == "A container installs the project and starts src/app.py."


@pytest.mark.parametrize(
    ("poetry", "more", "reached"),
    [("poetry", "", 1), ("poetry==1.8.4", "", 2), ("poetry", "package-mode = false\n", 2), ("poetry==2.1", "", 1)],
)
def test_poetry_needs_the_readme_of_a_package_from_its_second_version_on(
    poetry: str, more: str, reached: int, tmp_path: Path
) -> None:
    build = f"COPY pyproject.toml ./\nRUN pip install {poetry} && poetry install --only main\n"
    files = {
        **FILES,
        "README.md": "# Rent\n",
        "pyproject.toml": f'[tool.poetry]\nname = "rent"\nreadme = "README.md"\n{more}\n[tool.poetry.dependencies]\n'
        'fastapi = "0.110"\nuvicorn = "0.29"\n\n[build-system]\nrequires = ["poetry-core"]\n',
        "Dockerfile": DOCKERFILE.replace("COPY requirements.txt .\n", "")
        .replace("RUN pip install --no-cache-dir -r requirements.txt\n", build)
        .replace('["uvicorn"', '["poetry", "run", "uvicorn"'),
    }
    finding = containerization(repository(tmp_path, files))
    assert finding.level == reached
    assert ("names README.md, before that is copied" in finding.reason) == (reached == 1)


@pytest.mark.parametrize(
    ("path", "reached"), [("/Users/rosa/m.joblib", 1), ("/mnt/disk/m.joblib", 1), ("/app/m.joblib", 2), ("m.joblib", 2)]
)
def test_a_model_by_an_absolute_path_of_elsewhere_is_not_in_the_image(path: str, reached: int, tmp_path: Path) -> None:
    code = f"import joblib\nfrom fastapi import FastAPI\napp = FastAPI()\nmodel = joblib.load('{path}')\n"
    files = {
        "requirements.txt": "fastapi==0.110\nuvicorn==0.29\njoblib==1.4\nscikit-learn==1.5\n",
        "src/app.py": code,
        "m.joblib": "\x80x",
        "Dockerfile": DOCKERFILE.replace("COPY src ./src", "COPY src ./src\nCOPY m.joblib ."),
    }
    finding = containerization(repository(tmp_path, files))
    assert finding.level == reached
    assert ("m.joblib by an absolute path (src/app.py:4) that is not in the image" in finding.reason) == (reached == 1)


ROUTES = """\
import joblib
from fastapi import FastAPI

app = FastAPI()
model = joblib.load("model.joblib")


@app.post("/predict")
def predict(length: float):
    return {"sold": int(model.predict([[length]])[0])}
"""


@pytest.mark.parametrize(
    ("command", "ends", "expected"),
    [
        ('CMD ["python", "src/app.py"]', "", 1),
        ('CMD ["python", "src/app.py"]', '\nif __name__ == "__main__":\n    import uvicorn\n    uvicorn.run(app)\n', 2),
        ('CMD ["uvicorn", "src.app:app"]', "", 2),
    ],
    ids=["it ends", "it listens", "a server is told of it"],
)
def test_routes_that_no_server_is_run_for_answer_nothing(
    command: str, ends: str, expected: int, tmp_path: Path
) -> None:
    dockerfile = (
        DOCKERFILE[: DOCKERFILE.index("CMD")].replace("COPY src", "COPY model.joblib .\nCOPY src") + command + "\n"
    )
    files = {**FILES, "Dockerfile": dockerfile, "src/app.py": ROUTES + ends, "model.joblib": "\x80weights"}
    found = containerization(repository(tmp_path, files))
    assert found.level == expected, found.reason
    assert ("no server is run" in found.reason) == (expected == 1)


NAMED = "services:\n  api:\n    image: rowing:1.0\n    command: uvicorn src.app:app --host 0.0.0.0\n"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("Makefile", "build:\n\tdocker build -f ./docker/dockerfile -t=rowing:1.0 .\n"),
        ("build.sh", "docker build . --file docker/dockerfile --tag rowing:1.0\n"),
        ("README.md", "# Rowing\n\n```\ndocker build -t rowing:1.0 -f docker/dockerfile .\n```\n"),
    ],
)
def test_compose_may_start_an_image_that_a_command_builds_and_names(path: str, text: str, tmp_path: Path) -> None:
    base = DOCKERFILE[: DOCKERFILE.index("CMD")]
    files = {**FILES, "docker/dockerfile": base, "compose.yaml": NAMED, path: text}
    assert level(tmp_path / "named", files) == 2
    assert level(tmp_path / "other", {**files, path: text.replace("rowing:1.0", "sailing:1.0")}) == 1
    assert level(tmp_path / "absent", {**files, path: text.replace("docker/dockerfile", "docker/other")}) == 1


SCHEDULER = 'FROM debian:12\nRUN pip install apache-airflow==2.9\nCOPY docker/start.sh /start.sh\n{more}ENTRYPOINT ["/start.sh"]\n'
SCHEDULED = (
    "services:\n  scheduler:\n    build:\n      context: .\n      dockerfile: docker/Dockerfile\n"
    "    volumes:\n      - ./dags:/airflow/dags\n"
)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("", "A container starts docker/start.sh on dags of the project, mounted into an image"),
        ("COPY dags /airflow/dags\n", "A container installs the project and starts docker/start.sh"),
        ("COPY requirements.txt .\nRUN pip install -r requirements.txt\n", "A container installs the project and"),
    ],
    ids=["only mounted", "copied", "its packages installed"],
)
def test_code_that_is_only_mounted_into_an_image_of_something_else_is_not_said_to_be_installed(
    more: str, said: str, tmp_path: Path
) -> None:
    files = {
        "requirements.txt": FILES["requirements.txt"],
        "dags/nightly.py": "import airflow\n\nairflow.DAG('nightly')\n",
        "docker/start.sh": "airflow scheduler\n",
        "docker/Dockerfile": SCHEDULER.format(more=more),
        "compose.yaml": SCHEDULED,
    }
    assert containerization(repository(tmp_path, files)).reason.startswith(said)


SERVER = (
    "import json\nfrom http.server import BaseHTTPRequestHandler, HTTPServer\nimport joblib\n\n"
    "model = joblib.load('model.joblib')\n\n\nclass Answer(BaseHTTPRequestHandler):\n    def do_POST(self):\n"
    "        row = json.loads(self.rfile.read(9))\n        self.wfile.write(json.dumps(model.predict([row])[0]).encode())\n"
    "\n\nHTTPServer(('{host}', 8000), Answer).serve_forever()\n"
)
FITTING = "from sklearn.linear_model import Ridge\n\nRidge().fit([[1]], [2])\n"


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"api/serve.py": SERVER.format(host=""), "train.py": FITTING}, "starts api/serve.py."),
        (
            {"api/serve.py": SERVER.format(host="127.0.0.1"), "train.py": FITTING},
            "starts api/serve.py. Let api/serve.py:14 listen at 0.0.0.0",
        ),
        ({"train.py": f"{FITTING}\nif __name__ == '__main__':\n    print(1)\n"}, "starts train.py."),
        ({"train.py": FITTING, "Makefile": "model:\n\tpython train.py\n"}, "starts train.py."),
        ({"engine.py": FITTING}, "starts its API or pipeline."),
        ({"clean.py": "print(1)\n"}, "starts its API or pipeline."),
    ],
    ids=["the API", "an API that nobody reaches", "the training", "by a command", "a part", "nothing that is known"],
)
def test_a_container_that_is_to_be_written_is_told_what_of_the_project_to_start(
    files: dict[str, str], told: str, tmp_path: Path
) -> None:
    listed = {**files, "requirements.txt": FILES["requirements.txt"], "model.joblib": "the model"}
    fix = containerization(repository(tmp_path, listed)).fix or ""
    assert fix.startswith("Add a Dockerfile that copies the project, installs the packages of requirements.txt and ")
    assert told in fix
    assert ("listen" in fix) is ("listen" in told)


@pytest.mark.parametrize(
    ("line", "files", "expected"),
    [
        ("RUN python src/learn.py", {}, 1),
        ("RUN python src/learn.py", {"src/learn.py": "import joblib\njoblib.dump({}, 'a.joblib')\n"}, 2),
        ("RUN python learn.py", {"learn.py": "import joblib\njoblib.dump({}, 'a.joblib')\n"}, 1),
        ("RUN python src/learn.py || true", {}, 2),
        ("RUN echo 'print(1)' > learn.py && python learn.py", {}, 2),
        ("RUN git clone https://github.com/boats/boats . && python learn.py", {}, 2),
        ("RUN python -m spacy download en_core_web_sm", {}, 2),
    ],
    ids=["nowhere", "copied", "not copied", "may fail", "made there", "fetched", "a package's"],
)
def test_a_script_that_a_build_runs_is_in_the_image_by_then(
    line: str, files: dict[str, str], expected: int, tmp_path: Path
) -> None:
    assert level(tmp_path, {**FILES, **files, "Dockerfile": DOCKERFILE.replace("CMD", f"{line}\nCMD")}) == expected


def test_an_api_that_answers_everybody_the_same_serves_nothing_of_the_project(tmp_path: Path) -> None:
    health = "\n@app.get('/health')\ndef health():\n    return {'ok': True}\n"
    model = "import joblib\nmodel = joblib.load('a.joblib')\n\ndef answer(row):\n    return model.predict([row])[0]\n"
    app = FILES["src/app.py"]
    files = {**FILES, "src/score.py": model, "Dockerfile": DOCKERFILE, "src/app.py": app + health}
    finding = containerization(repository(tmp_path / "idle", files))
    assert finding.level == 1
    assert finding.reason.startswith("The container starts src/app.py, which answers everybody the same")
    asking = f"from src.score import answer\n{app}{health}\n@app.post('/predict')\ndef predict(row: list[float]):\n    return answer(row)\n"
    assert level(tmp_path / "asks", {**files, "src/app.py": asking}) == 2


@pytest.mark.parametrize(
    ("installs", "expected"), [("-e /app", 2), ("--editable /app", 2), ("-r /app/requirements.txt", 1)]
)
def test_a_package_below_src_is_started_by_its_name_once_its_folder_of_the_image_is_installed(
    installs: str, expected: int, tmp_path: Path
) -> None:
    files = {
        "pyproject.toml": "[project]\nname = 'rents'\n",
        "requirements.txt": "fastapi\nuvicorn\n",
        "src/rents/__init__.py": "",
        "src/rents/api.py": "from fastapi import FastAPI\n\napp = FastAPI()\n",
        "Dockerfile": "FROM python:3.12-slim\nWORKDIR /app\nCOPY . /app\nRUN pip install -r requirements.txt\n"
        f'RUN pip install {installs}\nCMD ["uvicorn", "rents.api:app"]\n',
    }
    assert level(tmp_path, files) == expected


@pytest.mark.parametrize(
    ("leading", "started"), [("from api.rents import router\n", "api/main.py"), ("", "api/rents.py")]
)
def test_a_fix_starts_the_app_that_takes_in_the_router_which_answers(
    leading: str, started: str, tmp_path: Path
) -> None:
    files = {
        "api/rents.py": (
            "import joblib\nfrom fastapi import APIRouter\nrouter = APIRouter()\nmodel = joblib.load('m.pkl')\n\n\n"
            "@router.post('/predict')\ndef predict(rooms: int):\n    return {'rent': model.predict([[rooms]])[0]}\n"
        ),
        "api/main.py": f"from fastapi import FastAPI\n{leading}app = FastAPI()\n"
        + ("app.include_router(router)\n" if leading else ""),
    }
    assert f"starts {started}." in str(containerization(repository(tmp_path, files)).fix)
