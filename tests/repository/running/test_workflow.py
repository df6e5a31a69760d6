"""Files of CI systems, compose files and task runners as they are read."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio_kit.repository.containers.compose import Service, is_compose, services
from portfolio_kit.repository.file import File
from portfolio_kit.repository.plain_yaml import load_yaml
from portfolio_kit.repository.running.shell import Command
from portfolio_kit.repository.running.tasks import Tasks, makefile
from portfolio_kit.repository.running.workflow import Workflow, is_workflow, workflow

KEYS = [
    "jobs",
    "steps",
    "run",
    "uses",
    "if",
    "services",
    "build",
    "command",
    "volumes",
    "script",
    "args",
    "defaults",
    "a",
]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=20,
)


class Text(File):
    """A file that is only in memory."""

    def __init__(self, path: str, text: str) -> None:
        super().__init__(Path("/"), path, len(text))
        self.content = text.encode("utf-8", "surrogatepass")
        self.text = text


def parsed(text: str, path: str = ".github/workflows/ci.yml") -> Workflow:
    return workflow(Text(path, text))


def test_a_script_of_several_lines_is_one_step_with_its_line() -> None:
    found = parsed(
        "on: push\n"
        "jobs:\n"
        "  a:\n"
        "    steps:\n"
        "      - uses: actions/checkout@v4\n"
        "      - run: |\n"
        "          pip install .\n"
        "          pytest\n"
    )
    assert [(step.command, step.line, step.is_action) for step in found.steps] == [
        ("actions/checkout@v4", 5, True),
        ("pip install .\npytest\n", 7, False),
    ]
    assert found.steps[1].line_of("pytest") == 8


def test_the_same_command_twice_keeps_its_own_line() -> None:
    found = parsed("on: push\njobs:\n  a:\n    steps:\n      - run: pytest\n  b:\n    steps:\n      - run: pytest\n")
    assert [step.line for step in found.steps] == [5, 8]


@pytest.mark.parametrize(
    "path",
    [
        ".github/workflows/a.yml",
        ".gitlab-ci.yml",
        "Jenkinsfile",
        "ci/Jenkinsfile.test",
        ".circleci/config.yml",
        "azure-pipelines.yml",
        ".woodpecker/a.yaml",
    ],
)
def test_files_that_a_system_obeys(path: str) -> None:
    assert is_workflow(path)


@pytest.mark.parametrize(
    "path",
    [
        "github/workflows/a.yml",
        ".github/workflows/sub/a.yml",
        "x/.github/workflows/a.yml",
        ".github/workflows/a.yml.bak",
        "x/.gitlab-ci.yml",
        ".github/dependabot.yml",
        "config.yml",
    ],
)
def test_files_that_no_system_obeys(path: str) -> None:
    assert not is_workflow(path)


@settings(deadline=None)
@given(VALUES)
def test_any_document_is_read(value: object) -> None:
    import yaml

    text = yaml.safe_dump(value)
    for path in (".github/workflows/a.yml", ".gitlab-ci.yml", "cloudbuild.yaml"):
        assert all(step.command.strip() and step.line > 0 for step in parsed(text, path).steps)
    assert all(isinstance(service, Service) for service in services(Text("compose.yml", text)))


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    for path in (".github/workflows/a.yml", ".gitlab-ci.yml", "Jenkinsfile"):
        parsed(text, path)
    services(Text("compose.yml", text))
    makefile(text)


def test_a_document_built_to_explode_is_not_read() -> None:
    bomb = "a: &a [x,x]\n" + "".join(
        f"b{n}: &b{n} [{', '.join(['*a' if n == 0 else f'*b{n - 1}'] * 9)}]\n" for n in range(12)
    )
    start = time.process_time()
    assert load_yaml(bomb) is None
    assert load_yaml("[" * 100_000) is None
    assert time.process_time() - start < 2


def test_services_say_what_they_are_built_from() -> None:
    text = (
        "services:\n"
        "  api:\n"
        "    build: {context: ../api, dockerfile: Dockerfile.prod, target: run}\n"
        "    volumes: ['./src:/app:ro', 'data:/data']\n"
        "  db:\n"
        "    image: postgres\n"
    )
    api, db = services(Text("deploy/compose.yaml", text))
    assert (api.context, api.dockerfile, api.target, api.volumes, api.line) == (
        "api",
        "Dockerfile.prod",
        "run",
        (("deploy/src", "/app"),),
        2,
    )
    assert (db.context, db.image) == (None, "postgres")


@pytest.mark.parametrize(
    "name",
    [
        "docker-compose.yml",
        "compose.yaml",
        "docker-compose.prod.yml",
        "a/docker-compose.override.yaml",
        "monitoring-compose.yml",
    ],
)
def test_names_of_compose_files(name: str) -> None:
    assert is_compose(name)


def run(files: dict[str, str], line: str) -> list[str]:
    tasks = Tasks({path: Text(path, text) for path, text in files.items()}.get)
    return [" ".join(command.words) for command in tasks.expanded(line)]


def test_what_a_target_needs_runs_before_it() -> None:
    files = {
        "Makefile": (
            "RUN = poetry run\n"
            "all: lint test\n"
            ".PHONY: test\n"
            "test: build\n"
            "\t$(RUN) pytest\n"
            "build:\n"
            "\tpip install .\n"
            "lint:\n"
            "\truff check\n"
        )
    }
    assert run(files, "make test") == ["make test", "pip install .", "pytest"]
    assert set(run(files, "make")) >= {"ruff check", "pytest"}


def test_a_makefile_in_a_folder() -> None:
    files = {"api/Makefile": "test:\n\tpytest\n"}
    assert run(files, "make -C api test") == ["make -C api test", "pytest"]
    assert run(files, "cd api && make test") == ["cd api", "make test", "pytest"]
    assert run(files, "make test") == ["make test"]


def test_tasks_that_call_one_another_end() -> None:
    files = {"Makefile": "a:\n\tmake b\nb:\n\tmake a\n", "loop.sh": "./loop.sh\n./loop.sh\n"}
    assert len(run(files, "make a")) < 20
    assert len(run(files, "./loop.sh")) < 500


def test_a_failure_thrown_away_outside_counts_inside() -> None:
    tasks = Tasks({"Makefile": Text("Makefile", "test:\n\tpytest\n")}.get)
    found: list[Command] = list(tasks.expanded("make test || true"))
    assert [command.is_ignored for command in found if command.program == "pytest"] == [True]
