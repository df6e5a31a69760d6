"""Every set of answers gives a project that is clean, passes its own tests, trains, serves and shows true numbers."""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import json
import math
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from itertools import cycle, product
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.template.conftest import TASKS, TEMPLATE, VERSIONS, Render

LICENSES = ["MIT", "Apache-2.0", "BSD-3-Clause"]
MAINTENANCE = TEMPLATE.parent / "maintenance"
MOST_FILES, LONGEST_MODULE = 50, 150
# Two bring more than a model: a simulated shop with an A/B test, and a stream of readings with a store and a queue of
# alerts.
MOST_PYTHON = {"recommendation": 1_500, "predictive-maintenance": 1_700}
USUAL_PYTHON = 1_200
THOUSANDTH = 1e-3
NUMBER = re.compile(r"\d+(?:\.\d+)?")
FINGERPRINT = re.compile(r"\b[0-9a-f]{12}\b")

AWKWARD: list[dict[str, str]] = [
    {"project_name": "Müşteri kaybı: kart ödemeleri", "author_name": "Ayşe Öztürk"},  # noqa: RUF001 - Turkish
    {"project_name": "顧客離脱予測", "author_name": "李 雷"},
    {"project_name": "Отток клиентов банка", "author_name": "Анна Ковалёва"},
    {"project_name": "It's Ann's & Bob's #1 model: 50% off!", "author_name": "Seán O'Brien-Müller"},
    {"project_name": "- yes: [no], # null ~ 'quoted' & *starred* @all !now ?", "author_name": "'Ann', #1: yes & no"},
    {"project_name": "N" * 60, "package_name": "p" + "_long" * 8, "author_name": "A" * 80},
    {"project_name": "An honest name of sixty characters, which is the longest one", "package_name": "honest"},
    {"project_name": "Churn"},
    {"project_name": "2026"},
    {"project_name": "4 fast 2 furious 9", "author_name": "007"},
    {"project_name": "True", "package_name": "nulls", "author_name": "null"},
    {"project_name": "no", "package_name": "noo", "author_name": "~"},
    {"project_name": "O'", "package_name": "zz_", "author_name": "O'"},
    {"project_name": "  spaces  around  ", "author_name": " Ann "},
]

SETS: dict[str, dict[str, str]] = {
    f"{task}-{license_}-{version}": {"task": task, "license": license_, "python_version": version}
    for task, license_, version in product(TASKS, LICENSES, VERSIONS)
} | {
    f"awkward-{number}-{task}": {"task": task, "license": license_, **answers}
    for number, (answers, task, license_) in enumerate(zip(AWKWARD, cycle(TASKS), cycle(LICENSES), strict=False), 1)
}
QUICK = [f"{task}-MIT-3.12" for task in TASKS]
# Every task with every Python and every licence, and all that is awkward: a licence changes nothing of what is run.
LIVED = [
    name
    for name in SETS
    if name in QUICK
    or name.startswith("awkward-")
    or any(name.endswith(f"-{pair}") for pair in ("MIT-3.11", "Apache-2.0-3.12", "BSD-3-Clause-3.13", "MIT-3.14"))
]

every_set = pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[] if name in QUICK else pytest.mark.slow) for name in SETS]
)
default_sets = pytest.mark.parametrize("name", QUICK)


@pytest.mark.parametrize("name", ["null", "no", "sklearn", "json", "data", "class", "x", "Churn", "a-b", "9lives"])
def test_a_package_name_that_would_break_a_project_is_refused(render: Render, name: str) -> None:
    with pytest.raises(ValueError, match="package_name"):
        render(package_name=name)


class Projects:
    """The project of every set of answers, rendered once, and what happened when it was put to use."""

    def __init__(self, render: Render, python: Path, cache_folder: Path) -> None:
        self.python = python
        self.rendered = cache(lambda name: render(**SETS[name]))
        # Taken before a test changes it, so that what is cached in the home folder is cached for all.
        self.environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
        self.environment |= {"MPLCONFIGDIR": str(cache_folder / "matplotlib")}
        self.cache_folder = cache_folder
        self.environment |= {"OMP_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
        self.lives: dict[str, Future[None]] = {}
        self.pool = ThreadPoolExecutor(2)

    def run(self, project: Path, *arguments: str) -> str:
        """Run Python in a project, as `make` does but without an installation; what it says, if it fails."""
        # A cache for each: projects have files of the same names, and two are checked at a time.
        types = self.cache_folder / project.parent.name
        environment = {**self.environment, "PYTHONPATH": "src", "MYPY_CACHE_DIR": str(types)}
        done = subprocess.run(
            [self.python, *arguments], cwd=project, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{' '.join(arguments)}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def start_life(self, name: str) -> Future[None]:
        """Put a project to use, or, if one with the same contents is in use already, wait for that."""
        rendered = self.rendered(name)
        key = identity(rendered)
        if key not in self.lives:
            # A copy: training writes into it, while other tests read what was rendered.
            lived = shutil.copytree(rendered, self.cache_folder / key / rendered.name)
            self.lives[key] = self.pool.submit(self.live, lived)
        return self.lives[key]

    def live(self, project: Path) -> None:
        """What a learner does on the first day, in the order of README.md."""
        package = package_of(project)
        self.run(project, "-m", "mypy")
        self.run(project, "-m", "pytest", "-q", "-p", "no:cacheprovider")
        self.answers_as_shown(project)
        self.run(project, "-m", f"{package}.train")
        self.run(project, "-m", f"{package}.report")
        self.answers_as_shown(project)

    def answers_as_shown(self, project: Path) -> None:
        """Serve the project; README.md's request must be answered with README.md's answer."""
        request, answer = shown(project)
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        command = [str(self.python), "-m", "uvicorn", f"{package_of(project)}.serve:app", "--port", str(port)]
        # A cache for each: projects have files of the same names, and two are checked at a time.
        types = self.cache_folder / project.parent.name
        environment = {**self.environment, "PYTHONPATH": "src", "MYPY_CACHE_DIR": str(types)}
        with (project.parent / "service.log").open("w+") as log:
            service = subprocess.Popen(command, cwd=project, env=environment, stdout=log, stderr=subprocess.STDOUT)
            try:
                wait_until_ready(port, service)
                given = ask(port, "POST", endpoint(project), json.dumps(request))
            finally:
                service.terminate()
                service.wait(10)
                log.seek(0)
                print(log.read())
        assert alike(given, answer), f"{given} instead of {answer}"


def ask(port: int, method: str, path: str, body: str | None = None) -> Any:
    """What the service answers."""
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as client:
        client.request(method, path, body)
        response = client.getresponse()
        content = response.read()
    assert response.status == 200, content
    return json.loads(content)


def wait_until_ready(port: int, service: subprocess.Popen[bytes]) -> None:
    """Return when the service says that it can predict."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        assert service.poll() is None, "the service ended"
        with contextlib.suppress(OSError):
            ask(port, "GET", "/ready")
            return
        time.sleep(0.1)
    pytest.fail("the service does not listen after half a minute")


@pytest.fixture(scope="module")
def projects(
    render: Render, project_python: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Projects]:
    made = Projects(render, project_python, tmp_path_factory.mktemp("cache"))
    # Two at a time, from the start: while one project trains, another is linted or served.
    for item in request.session.items:
        if isinstance(item, pytest.Function) and item.function is test_its_life:
            made.start_life(str(item.callspec.params["name"]))
    yield made
    made.pool.shutdown(cancel_futures=True)


def package_of(project: Path) -> str:
    """The name of a project's package."""
    (package,) = [path.name for path in (project / "src").iterdir()]
    return package


def shown(project: Path) -> tuple[Any, Any]:
    """The sample request and its answer in README.md."""
    readme = (project / "README.md").read_text("utf-8")
    request, answer = (
        re.findall(rf"<!-- result:{mark} -->\s*```json\n(.*?)```\s*<!-- /result -->", readme, re.DOTALL)[0]
        for mark in ("request", "answer")
    )
    return json.loads(request), json.loads(answer)


def endpoint(project: Path) -> str:
    """The path that README.md sends its sample request to."""
    [path] = re.findall(r"http://127\.0\.0\.1:8000(/\w+) --json", (project / "README.md").read_text("utf-8"))
    return str(path)


def identity(project: Path) -> str:
    """A digest of everything that a project's life depends on: two projects that share it live the same life."""
    digest = hashlib.sha256()
    used = [path for path in files(project) if path.parts[0] in {"src", "tests", "data", "models", "reports"}]
    for path in [*used, Path("config.toml")]:
        digest.update(path.as_posix().encode() + b"\0" + (project / path).read_bytes() + b"\0")
    tools = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))["tool"]
    digest.update(json.dumps([tools, shown(project)]).encode())
    return digest.hexdigest()


def files(project: Path) -> list[Path]:
    """A project's files as rendered, relative to its folder."""
    ignored = re.compile(r"__pycache__|\.ruff_cache|\.hypothesis|logs|^state/")
    found = sorted(path.relative_to(project) for path in project.rglob("*") if path.is_file())
    return [path for path in found if not ignored.search(path.as_posix())]


def alike(one: Any, other: Any, ignoring: frozenset[str] = frozenset(), within: float = 1e-9) -> bool:
    """Whether two JSON values are equal, up to the last digits, which another processor may round differently; results
    of a training up to a thousandth, for an optimiser's search may end a little elsewhere for that.
    """
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        keys = one.keys() - ignoring
        return keys == other.keys() - ignoring and all(alike(one[key], other[key], ignoring, within) for key in keys)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(alike(*pair, ignoring, within) for pair in zip(one, other, strict=True))
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=within, abs_tol=1e-9)
    return bool(one == other)


def says_alike(one: str, other: str) -> bool:
    """Whether two texts are equal but for the fingerprint of the model, and for numbers that are alike as they are
    shown: to a hundredth, or by one step of their last digit.
    """
    parts = [NUMBER.split(FINGERPRINT.sub("", text)) for text in (one, other)]
    numbers = [NUMBER.findall(FINGERPRINT.sub("", text)) for text in (one, other)]
    return parts[0] == parts[1] and all(
        math.isclose(float(old), float(new), rel_tol=1e-2, abs_tol=0.0101 if "." in old else 0)
        for old, new in zip(*numbers, strict=True)
    )


def size(picture: bytes) -> bytes:
    """Width and height of a PNG, as its header gives them."""
    return picture[16:24]


def test_the_matrix_is_wide_enough() -> None:
    assert len(SETS) == len(TASKS) * len(LICENSES) * len(VERSIONS) + len(AWKWARD)
    assert len(SETS) >= 20
    questions = yaml.safe_load((TEMPLATE / "copier.yml").read_text("utf-8"))
    for key, values in {"task": TASKS, "license": LICENSES, "python_version": VERSIONS}.items():
        choices = questions[key]["choices"]
        assert sorted(choices.values() if isinstance(choices, dict) else choices) == sorted(values)


@every_set
def test_it_is_small(projects: Projects, name: str) -> None:
    project = projects.rendered(name)
    found = files(project)
    lines = {path: len((project / path).read_text("utf-8").splitlines()) for path in found if path.suffix == ".py"}
    assert len(found) <= MOST_FILES
    assert {path.as_posix(): count for path, count in lines.items() if count > LONGEST_MODULE} == {}
    assert sum(lines.values()) < MOST_PYTHON.get(SETS[name]["task"], USUAL_PYTHON)


@every_set
def test_nothing_of_the_template_is_left(projects: Projects, name: str) -> None:
    project = projects.rendered(name)
    for path in files(project):
        if path.suffix in {".png", ".csv"}:
            continue
        text = (project / path).read_text("utf-8")
        # GitHub's expressions look like Jinja's.
        text = re.sub(r"\$\{\{[^{}]*\}\}", "", text) if path.parts[0] == ".github" else text
        assert not re.search(r"\{%|\{#|\{\{ ", text), path
        if path.suffix != ".py":  # where doubled braces are single ones in formatted text
            assert "{{" not in text, path
        assert path.suffix != ".jinja"
        assert "{" not in path.as_posix()


@every_set
def test_its_files_can_be_read(projects: Projects, name: str) -> None:
    project, answers = projects.rendered(name), SETS[name]
    parsed: dict[str, Any] = {}
    for path in files(project):
        text = (project / path).read_text("utf-8") if path.suffix not in {".png", ".csv"} else ""
        if path.suffix in {".yml", ".yaml"}:
            parsed[path.as_posix()] = yaml.safe_load(text)
        elif path.suffix == ".toml":
            parsed[path.as_posix()] = tomllib.loads(text)
        elif path.suffix in {".json", ".ipynb"}:
            parsed[path.as_posix()] = json.loads(text)
        elif path.suffix == ".jsonl":
            parsed[path.as_posix()] = [json.loads(line) for line in text.splitlines()]
    package = package_of(project)
    metadata = parsed["pyproject.toml"]["project"]
    assert metadata["description"].strip() == answers.get("project_name", "Card default").strip()
    assert metadata["authors"][0]["name"].strip() == answers.get("author_name", "The author").strip()
    assert metadata["license"] == answers["license"]
    assert parsed["environment.yml"]["name"] == package
    assert isinstance(parsed["compose.yaml"]["services"]["service"]["image"], str)
    card = yaml.safe_load((project / "MODEL_CARD.md").read_text("utf-8").split("---\n")[1])
    assert card["model-index"][0]["name"] == package
    assert card["license"] == answers["license"].lower()
    scores = {metric["type"]: metric["value"] for metric in card["model-index"][0]["results"][0]["metrics"]}
    measured = parsed["reports/metrics.json"]["holdout"][parsed["reports/metrics.json"]["chosen"]]
    assert scores == {key: pytest.approx(metric["value"], abs=1e-4) for key, metric in measured.items()}
    assert [run["code"] for run in parsed["reports/runs.jsonl"]] == ["template"]


@every_set
def test_its_documents_show_results_and_link_to_what_is_there(projects: Projects, name: str) -> None:
    project = projects.rendered(name)
    for document in ["README.md", "MODEL_CARD.md", "docs/case-study.md"]:
        path = project / document
        text = path.read_text("utf-8")
        assert "--><!-- /result -->" not in text, f"a result of {document} is empty"
        for link in re.findall(r"\]\(([^)#:\s]+)[^):]*\)", text):
            assert (path.parent / link).exists(), f"{document} links to {link}"


@every_set
def test_its_python_is_formatted_and_lint_clean(projects: Projects, name: str) -> None:
    project = projects.rendered(name)
    for arguments in (["format", "--check"], ["check"]):
        command = [sys.executable, "-m", "ruff", *arguments, "--no-cache"]
        done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


@default_sets
def test_its_notebook_is_kept_as_run(projects: Projects, name: str) -> None:
    project = projects.rendered(name)
    text = (project / "notebooks/exploration.ipynb").read_text("utf-8")
    cells = [cell for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in cells] == list(range(1, len(cells) + 1))
    assert not any(cell["metadata"] for cell in cells)
    assert not any(output.get("name") == "stderr" for cell in cells for output in cell["outputs"])
    assert len(text.encode()) < 250_000
    assert text.count('"image/png"') >= 2


@default_sets
def test_its_data_is_the_data_of_its_card(projects: Projects, name: str) -> None:
    project = projects.rendered(name)
    (sample,) = (project / "data").glob("sample.*")
    digest = hashlib.sha256(sample.read_bytes()).hexdigest()
    first = sample.read_text("utf-8").split("\n", 1)[0]
    header = first.split(",") if sample.suffix == ".csv" else [*json.loads(first)["readings"][0]]
    card = (project / "data/README.md").read_text("utf-8")
    assert digest in card
    described = re.sub(r"`(\w+)_1` … `_6`", lambda m: " ".join(f"`{m[1]}_{month}`" for month in range(1, 7)), card)
    assert [column for column in header if f"`{column}`" not in described] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", LIVED)
def test_its_life(projects: Projects, name: str) -> None:
    """Types, its own tests, the service, training, the report, and the service again."""
    projects.start_life(name).result()


@pytest.mark.slow
@default_sets
def test_training_again_changes_nothing_but_times(projects: Projects, render: Render, name: str) -> None:
    project, before = render(**SETS[name]), projects.rendered(name)
    package = package_of(project)
    committed = {path: (project / path).read_bytes() for path in files(project)}
    projects.run(project, "-m", f"{package}.train")
    projects.run(project, "-m", f"{package}.report")
    assert files(project) == list(committed), f"{before} has other files"
    changed = {path for path, content in committed.items() if (project / path).read_bytes() != content}
    log = [json.loads(line) for line in (project / "reports/runs.jsonl").read_text("utf-8").splitlines()]
    assert len(log) == 2
    # The model's fingerprint follows every last digit of the numbers beside it.
    assert alike(log[0], log[1], frozenset({"time", "code", "version"}), within=THOUSANDTH)
    for path in changed - {Path("reports/runs.jsonl")}:
        if path.suffix == ".png":
            assert size(committed[path]) == size((project / path).read_bytes()), path
            continue
        old, new = committed[path].decode(), (project / path).read_text("utf-8")
        if path.suffix == ".json":
            measured_anew = frozenset({"latency_microseconds", "python", "version", "model_version"})
            assert alike(json.loads(old), json.loads(new), measured_anew, within=THOUSANDTH), path
        else:
            latency = re.compile(r"(?<=<!-- result:latency -->).*?(?=<!-- /result -->)")
            assert says_alike(latency.sub("", old), latency.sub("", new)), path


@pytest.mark.slow
def test_the_template_holds_the_results_of_its_code(projects: Projects) -> None:
    command = [sys.executable, str(MAINTENANCE / "outputs.py"), "--check", "--project-python", str(projects.python)]
    done = subprocess.run(command, env=projects.environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"`make template-outputs` is due\n{done.stdout}\n{done.stderr}"
