"""What the course rubrics ask of working habits: written-down steps, integration tests, linters, Makefile, hooks."""

from __future__ import annotations

from collections.abc import Iterator

from portfolio_kit import lazily as re
from portfolio_kit.criteria.phrases import cited
from portfolio_kit.repository.file import File
from portfolio_kit.repository.models.stages import is_test
from portfolio_kit.repository.plain_yaml import load_yaml
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.texts.markdown import Document
from portfolio_kit.rubric.finding import Evidence, Finding, met, missing, partial

_INSTALL = re.compile(
    r"\b(?:pip3?|pipenv|poetry|uv pip|pdm|pixi|mamba|conda) (?:install|sync|add)\b|"
    r"\buv sync\b|\bconda env create\b|\bmamba env create\b|\bmake (?:install|setup|"
    r"env|venv|init|requirements|build)\b|\bpip-sync\b"
)
_ACTIVATE = re.compile(
    r"\bactivate\b|\b(?:pipenv|poetry) (?:shell|run)\b|\b(?:uv|pdm|pixi|conda) run\b|"
    r"\bpixi shell\b|\bworkon \w"
)
_START = re.compile(
    r"\bpython3? (?:-m )?[\w./\\-]|\bmake [a-z]|\b(?:uvicorn|gunicorn|waitress-serve|"
    r"hypercorn) |\bflask run\b|\bstreamlit run\b|\bjupyter\b|\bdvc repro\b|\bsnakemake\b|"
    r"\bmlflow (?:run|server|ui)\b|\bdocker run\b|\bprefect \w|\bairflow \w|\bkedro run\b|"
    r"\bbentoml serve\b|\bfastapi (?:run|dev)\b"
)
_COMPOSE = re.compile(r"\bdocker[ -]compose\b[^\n]{0,80}?\bup\b|\bmake (?:docker|compose)[\w-]*\b")
_BUILD = re.compile(
    r"\bdocker (?:image |buildx )?build\b|\bbentoml containerize\b|\bcog build\b|\bpack build\b|"
    r"\bpodman build\b|\bdocker pull\b"
)
_RUN = re.compile(r"\b(?:docker|podman) (?:container )?run\b")
# What makes an image from a file of its own, without a Dockerfile.
_BUILT_FROM = {
    "bentofile.yaml": "bentoml build` and `bentoml containerize",
    "bentofile.yml": "bentoml build` and `bentoml containerize",
    "cog.yaml": "cog build",
    "project.toml": "pack build",
}
_LONGEST = 500
_INLINE = re.compile(r"`([^`\n]{3,300})`")
_CLIENTS = (
    "TestClient",
    "test_client",
    "AsyncClient",
    "requests.",
    "httpx.",
    "urlopen",
    "localstack",
    "testcontainers",
)
_LINTERS = re.compile(r"\b(?:ruff|black|flake8|pylint|isort|autopep8|yapf|pycodestyle)\b")
_LINTER_TABLE = re.compile(r"^\[(?:tool\.)?(?:ruff|black|flake8|pylint|isort|yapf|pycodestyle)\b", re.MULTILINE)
_LINTER_FILES = frozenset({
    ".flake8", "ruff.toml", ".ruff.toml", ".pylintrc", "pylintrc", ".isort.cfg", ".style.yapf", ".pycodestyle",
})  # fmt: skip
_TARGET = re.compile(
    r"^[\w./%$(){}-]+(?:[ \t]+[\w./%$(){}-]+)*[ \t]*:(?!=)[^\n]*(?:;|\n(?:[ \t]*\n|"
    r"#[^\n]*\n)*\t[ \t]*\S)",
    re.MULTILINE,
)


def environment_steps(repository: Repository) -> Finding:
    """Whether the texts give the commands that enter a virtual environment and install the dependencies into it."""
    install, activate = command_matching(repository, _INSTALL), command_matching(repository, _ACTIVATE)
    if install and activate:
        return met("the texts say how to install the dependencies and enter the environment", [install, activate])
    if install:
        return partial(
            "the texts say how to install the dependencies, but not how to make and activate a virtual environment",
            f"Say before {cited(install)} how to make and activate a virtual environment.",
            [install],
        )
    return missing(
        "no text says how to install the dependencies",
        "Write into the README how to make and activate a virtual environment and install the dependencies.",
    )


def run_steps(repository: Repository) -> Finding:
    """Whether the texts give the commands that install the project and run it; a compose file does both."""
    compose = command_matching(repository, _COMPOSE)
    install, start = (
        compose or command_matching(repository, _INSTALL) or command_matching(repository, _BUILD),
        compose or command_matching(repository, _START),
    )
    if install and start:
        return met("the texts say how to install the project and how to run it", [install, start])
    if found := install or start:
        lacking = "run" if install else "install"
        return partial(
            f"the texts do not say how to {lacking} the project",
            f"Add the command to {lacking} it beside {cited(found)}.",
            [found],
        )
    return missing(
        "the texts do not say how to run the project",
        "Write the commands that install and run the project into the README.",
    )


def container_steps(repository: Repository) -> Finding:
    """Whether the texts give the commands that build the container and run it; compose does both."""
    if compose := command_matching(repository, _COMPOSE):
        return met("the texts say how to build and run the containers", [compose])
    build, run = command_matching(repository, _BUILD), command_matching(repository, _RUN)
    if build and run:
        return met("the texts say how to build and run the container", [build, run])
    if found := build or run:
        lacking = "run" if build else "build"
        return partial(
            f"the texts do not say how to {lacking} the container",
            f"Add the command to {lacking} the container beside {cited(found)}.",
            [found],
        )
    build_command = _build_command(repository)
    return missing(
        "the texts do not say how to build and run a container",
        f"Write the commands that build the container and run it into the README, with their arguments: "
        f"{build_command}.",
    )


def _build_command(repository: Repository) -> str:
    """The commands that a container is built and run by, as what describes it asks for."""
    names = {file.name.lower() for file in repository.files}
    if any(name.startswith(("docker-compose.", "compose.")) for name in names):
        return "`docker compose up --build`"
    if not repository.dockerfiles:
        for file, build in _BUILT_FROM.items():
            if file in names:
                return f"`{build}`, then `docker run`"
    return "`docker build`, then `docker run`"


def integration_test(repository: Repository) -> Finding:
    """Whether a test asks the running parts together.

    A Python test that asserts something after asking the service through a client (FastAPI's or Flask's test client,
    requests, httpx, containers), or a script in a folder for integration tests that runs something.
    """
    for module in repository.scripts:
        if is_test(module.path) and module.mentions(*_CLIENTS) and module.asserts:
            asked = next((call for call in module.calls if any(name in f"{call.name}." for name in _CLIENTS)), None)
            if asked is not None:
                return met(f"{module.path} tests the service through a client", [module.evidence(asked.line)])
        elif "integration" in module.path.lower() and module.asserts:
            return met(f"{module.path} is an integration test", [module.evidence(module.asserts[0][0].lineno)])
    for file in repository.suffixed(".sh"):
        if "integration" in file.path.lower() and (
            match := re.search(r"^[ \t]*(?:docker|curl|pytest|python3?|pipenv|poetry|uv)[ -]", file.text, re.MULTILINE)
        ):
            return met(f"{file.path} runs an integration test", [file.at(match.end())])
    return missing(
        "no integration test",
        "Add a test that starts the service, or its test client, sends it a request and asserts the answer.",
    )


def linter(repository: Repository) -> Finding:
    """Whether a linter or formatter is set up: configured, or run by a hook, a Makefile or a workflow."""
    for file in repository.files:
        name = file.name.lower()
        if name in _LINTER_FILES and not file.is_blank:
            return met(f"{file.path} configures a linter", [file.evidence()])
        if name in ("pyproject.toml", "setup.cfg", "tox.ini") and (match := _LINTER_TABLE.search(file.text)):
            return met(f"{file.path} configures a linter or formatter", [file.at(match.start())])
        if name in ("makefile", "noxfile.py", ".pre-commit-config.yaml"):
            run = next((at for at, line in enumerate(file.lines, 1) if _runs_linter(line.partition("#")[0])), None)
            if run:
                return met(f"{file.path} runs a linter or formatter", [file.evidence(run)])
    for workflow in repository.workflows:
        for step in workflow.steps:
            if _runs_linter(step.command) and "install" not in step.command:
                return met(f"{workflow.file.path} runs a linter", [workflow.file.evidence(step.line)])
    return missing(
        "no linter or formatter is set up",
        "Configure one, for instance `[tool.ruff]` in pyproject.toml, and run it before commits or in CI.",
    )


def _runs_linter(line: str) -> bool:
    return bool(_LINTERS.search(line[:_LONGEST]))


def makefile(repository: Repository) -> Finding:
    """Whether there is a Makefile with a target that does something."""
    for file in repository.files:
        if file.name.lower() in ("makefile", "gnumakefile", "makefile.mk") and (match := _TARGET.search(file.text)):
            return met(f"{file.path} has targets that do something", [file.at(match.start())])
    return missing("no Makefile with targets", "Add a Makefile with targets such as setup, test, train and run.")


def pre_commit_hooks(repository: Repository) -> Finding:
    """Whether a pre-commit configuration lists at least one hook."""
    for file in repository.files:
        if file.name in (".pre-commit-config.yaml", ".pre-commit-config.yml", "prek.toml", "lefthook.yml"):
            line = next(_hooks(file), None)
            if line is not None:
                return met(f"{file.path} lists hooks", [file.evidence(line)])
    return missing("no pre-commit hooks", "Add a .pre-commit-config.yaml with hooks for your linter and formatter.")


def _hooks(file: File) -> Iterator[int]:
    document = load_yaml(file.text) if file.suffix in (".yaml", ".yml") else None
    repositories = document.get("repos") if isinstance(document, dict) else None
    for entry in repositories if isinstance(repositories, list) else ():
        hooks = entry.get("hooks") if isinstance(entry, dict) else None
        for hook in hooks if isinstance(hooks, list) else ():
            name = hook.get("id") if isinstance(hook, dict) else None
            if isinstance(name, str):
                yield next((number for number, line in enumerate(file.lines, start=1) if name in line), 1)


def commands(repository: Repository) -> Iterator[tuple[str, Document, int]]:
    """Yield the commands that the texts show, as code blocks or in backquotes, with the line that each stands on."""
    for document in repository.documents:
        for line in document.lines:
            if line.kind == "code" and not line.text.lstrip().startswith("#"):
                yield line.text[:_LONGEST], document, line.number
        for number, text in enumerate(document.source_lines, start=1):
            if "`" in text:
                for match in _INLINE.finditer(text[: 10 * _LONGEST]):
                    yield match[1], document, number


def command_matching(repository: Repository, pattern: re.Pattern[str]) -> Evidence | None:
    """Return where the texts first show a command that matches."""
    return next(
        (document.evidence(number) for text, document, number in commands(repository) if pattern.search(text)), None
    )
