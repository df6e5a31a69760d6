"""What a repository's CI really does: which steps install the project and run its tests or its pipeline."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from itertools import pairwise, takewhile
from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.criteria.production.commented import Commented, commented_tests
from portfolio_kit.criteria.production.committing import only_commits
from portfolio_kit.criteria.production.folders import Folders
from portfolio_kit.criteria.production.selected import selects_none
from portfolio_kit.criteria.production.testers import runs_tests
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.reach import starts_programs
from portfolio_kit.repository.models.stages import EVALUATE, PREDICT, TRAIN
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.running.commands import Command as Typed
from portfolio_kit.repository.running.shell import Command
from portfolio_kit.repository.running.started import started
from portfolio_kit.repository.running.workflow import Step, Workflow
from portfolio_kit.rubric.finding import Evidence

_INSTALLERS = frozenset(
    {
        "pip",
        "pip3",
        "uv",
        "poetry",
        "pipenv",
        "conda",
        "mamba",
        "micromamba",
        "pdm",
        "pixi",
        "rye",
        "hatch",
        "tox",
        "nox",
        "docker",
        "docker-compose",
    }
)
_BY_NAME = frozenset({"pip", "pip3", "uv"})
_INSTALLING = frozenset({"install", "sync", "create", "update", "build", "compose", "run", "ci"})
_SETUP_ACTION = re.compile(
    r"conda|setup-(?:micromamba|pixi|poetry|pdm|python-env)|install-poetry|install-packages|pipenv|python-dependencies"
    r"|py-cache",
    re.IGNORECASE,
)
# What checks or builds, and is nothing that a project runs with.
_TOOLS = re.compile(
    r"(?:pytest(?:-[\w-]+)?|flake8(?:-[\w-]+)?|ruff|black|isort|mypy|pylint|coverage|codecov|pip|setuptools|wheel|build|twine"
    r"|pre-commit|bandit|safety|nose2?|unittest2)(?:\[[\w,-]*\])?(?:[<>=~!].*)?",
    re.IGNORECASE,
)
_BUILDS_IMAGE = re.compile(r"(?:docker|podman)\s+(?:image\s+|buildx\s+)?build\b")
_MOST_LINES = 12
_TEST_ACTION = re.compile(r"pytest|run-tests|tox|nox", re.IGNORECASE)
_MOST = 100
_NODE = frozenset({"npm", "pnpm", "yarn"})
_OF_PACKAGE = frozenset({"ci", "run", "test", "build", "start", "publish"})
_PYTHON = re.compile(r"\b(?:pip3?|python3?|uv|poetry|docker|ruff|flake8|black|make)\b")
_PIPELINES = frozenset({"dvc", "kedro", "snakemake", "zenml", "papermill", "cml"})


class Run(NamedTuple):
    """What one workflow does: where it installs, tests, runs the pipeline, and where it throws a failure away."""

    workflow: Workflow
    first: Evidence
    installs: Evidence | None
    tests: Evidence | None
    pipeline: Evidence | None
    ignored: Evidence | None
    idle: Evidence | None
    """Where it runs tests by a path or a pattern that fits none."""
    foreign: Evidence | None = None
    """Where it runs a package.json, of which the repository has none."""
    lost: Evidence | None = None
    """Where it goes to a folder that is not there."""
    commented: Commented | None = None
    """What would run the tests, were it not in a comment."""

    @property
    def shortness(self) -> int:
        """How much it lacks of a workflow that installs and tests: nothing that tests or runs a pipeline lacks less."""
        if self.ignored or self.tests or self.pipeline:
            return 0
        if self.commented:
            return 1
        return 2 if self.is_installing else 3

    @property
    def is_installing(self) -> bool:
        """Whether it installs where its steps run, not only in an image that it builds."""
        return self.installs is not None and "docker" not in self.installs.excerpt.lower()

    @property
    def is_of_another(self) -> bool:
        """Whether it was written for another project: it runs what is not there, and nothing of this one."""
        return self.foreign is not None and not (self.installs or self.tests or self.pipeline or self.ignored)


def runs(repository: Repository) -> list[Run]:
    """Return what each workflow with any step does, but for those that only add commits."""
    return [
        _run(repository, workflow)
        for workflow in repository.workflows[:_MOST]
        if workflow.steps and not only_commits(repository, workflow)
    ]


def shortfall(
    run: Run, *, has_tests: bool, others: int = 0, needed: str = "the requirements", tester: str = "pytest"
) -> tuple[str, str, list[Evidence]]:
    """Return why a workflow falls short, the fix, and where; `others` is how many more there are, no better ones,
    `needed` what it has to install and `tester` how the tests are run then.
    """
    path = run.workflow.file.path
    if run.ignored:
        fix = f"{path}:{run.ignored.line} ignores a failure of the tests: let the step fail."
        return f"The workflow {path} ignores whether the tests pass.", fix, [run.ignored]
    if run.tests and not has_tests:
        fix = f"{path}:{run.tests.line} has no tests to run: write tests of data handling and prediction."
        return f"The workflow {path} runs tests, and the repository has none that assert anything.", fix, [run.tests]
    if place := run.tests or run.pipeline:
        fix = f"{path}:{place.line} runs without installing: add a step that installs {needed} before it."
        return f"The workflow {path} does not install what it runs.", fix, [place]
    if run.idle:
        fix = f"{path}:{run.idle.line} finds no test of the project: give it the folder or pattern of your tests."
        return f"The workflow {path} looks for tests where there are none that assert anything.", fix, [run.idle]
    first = "" if has_tests else " once there are tests (pytest fails without any)"
    if left := run.commented:
        done = "installs the project, but " if run.is_installing else ""
        reason = f"The workflow {path} {done}runs no tests: its step for them is commented out."
        fix = f"{path}: take the comment signs from {left.lines}{first}."
        installed = [run.installs.showing("installs")] if run.is_installing and run.installs else []
        return reason, fix, [left.evidence, *installed]
    place = run.installs if run.is_installing and run.installs else run.first
    fix = (
        f"{path} installs at line {place.line}, and tests nothing: add a step after it that runs {tester}{first}."
        if place is not run.first
        else f"{path} checks or deploys without testing: add a step that installs {needed} and runs {tester}{first}."
    )
    fix += (
        f" Line {run.lost.line} goes to a folder that is not in the repository: correct that, too." if run.lost else ""
    )
    if others:
        which = f"{path} first" if place is run.first else f"{path} only installs"
        return f"None of the {others + 1} workflows runs tests or a pipeline, {which}.", fix, [place]
    return f"The workflow {path} runs neither tests nor a pipeline.", fix, [place]


def _run(repository: Repository, workflow: Workflow) -> Run:
    own = next((line for image, line in workflow.images if _is_built_here(repository, image)), None)
    found: dict[str, Evidence] = {} if own is None else {"installs": workflow.file.evidence(own)}
    folders = Folders(repository, workflow)
    for step in workflow.steps:
        if step.is_action:
            place = workflow.file.evidence(step.line)
            if _SETUP_ACTION.search(step.command):
                found.setdefault("installs", place)
            if _TEST_ACTION.search(step.command):
                found.setdefault("tests", place)
            continue
        is_lost, here = folders.is_lost(step.folder), step.folder
        for command in repository.tasks.expanded(step.command, step.folder):
            where = _place(workflow, step, command)
            is_lost = is_lost or (command.program == "cd" and folders.is_lost(step.folder, *command.operands[:1]))
            here = _entered(here, command)
            if is_lost:
                found.setdefault("lost", where)
                # The step fails before it comes to anything.
                if runs_tests(command):
                    found.setdefault("idle", where)
                continue
            if _installs(repository, command) and not {"tests", "installs"} <= found.keys():
                # What is installed last before the tests is what they run with; a tool alone is not the project.
                # An image that is built at the end is for others to run.
                is_last = _is_whole(command) and not command.program.startswith("docker")
                found["installs"] = where if is_last else found.get("installs", where)
            if role := _role(repository, step, command, here) or _foreign(repository, workflow, command):
                found.setdefault(role, where)
    step = next((step for step in workflow.steps if not step.is_action), workflow.steps[0])
    return Run(
        workflow,
        workflow.file.evidence(_first_line(step)),
        installs=found.get("installs"),
        tests=found.get("tests"),
        pipeline=found.get("pipeline"),
        ignored=found.get("ignored"),
        idle=found.get("idle"),
        foreign=found.get("foreign"),
        lost=found.get("lost"),
        commented=commented_tests(repository, workflow),
    )


def _first_line(step: Step) -> int:
    """The line of a step's first command: what a shell passes over tells nothing of it."""
    lines = step.command.splitlines()
    said = (number for number, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#"))
    return step.line + next(said, 0)


def _is_built_here(repository: Repository, image: str) -> bool:
    """Whether an image that a job runs in is the project's own, with all that it needs: its name is that of one which a
    text tells to build, or which a service is built as.
    """
    name = _named(image)
    if not name or not repository.dockerfiles:
        return False
    built = [_named(service.image) for service in repository.services if service.context is not None and service.image]
    told = (_words(command) for command in repository.commands if _BUILDS_IMAGE.match(command.text))
    return name in built or any(name in map(_named, words) for words in told)


def _words(command: Typed) -> list[str]:
    """The words of a command that a text tells to type, with those on the lines that it goes on on."""
    lines = command.document.source_lines[command.line - 1 :][:_MOST_LINES]
    more = [*takewhile(lambda line: line.rstrip().endswith("\\"), lines)]
    return " ".join([command.text, *lines[: len(more) + 1]]).split()


def _named(image: str) -> str:
    """The name of an image, without where it is kept and its tag."""
    return image.rpartition("/")[2].partition("@")[0].partition(":")[0].strip()


def _is_of_node(command: Command) -> bool:
    """Whether a command runs what a package.json says: `npm ci`, `yarn build`; a tool that is installed by name is
    none.
    """
    if command.program not in _NODE or not command.arguments:
        return False
    return command.arguments[0] in _OF_PACKAGE or (
        command.arguments[0] in ("install", "i") and not command.operands[1:]
    )


def _foreign(repository: Repository, workflow: Workflow, command: Command) -> str | None:
    """Tell a command for a package.json where there is none, in a workflow that does nothing with Python."""
    is_foreign = (
        _is_of_node(command) and not repository.is_somewhere("package.json") and not _PYTHON.search(workflow.file.text)
    )
    return "foreign" if is_foreign else None


def _entered(folder: str, command: Command) -> str:
    """The folder of the repository that commands stand in after this one, unless `cd` leads out of it."""
    if command.program != "cd" or not command.operands:
        return folder
    path = posixpath.normpath(posixpath.join(folder, command.operands[0]))
    if path.startswith(("/", "..", "~", "$")):
        return folder
    return "" if path == "." else path


def _role(repository: Repository, step: Step, command: Command, folder: str) -> str | None:
    """What a command of a step in a folder is to the workflow besides what it installs: the name of a field of Run."""
    is_ignored = command.is_ignored or step.is_ignored
    if runs_tests(command):
        if selects_none(repository, command):
            return "idle"
        return "ignored" if is_ignored else "tests"
    return "pipeline" if _is_pipeline(repository, command, folder) and not is_ignored else None


def _place(workflow: Workflow, step: Step, command: Command) -> Evidence:
    """The line of the step on which the command, or what leads to it, stands."""
    for words in (" ".join(command.words), " ".join(command.words[:3]), " ".join(command.words[:2]), command.words[0]):
        if words in step.command:
            return workflow.file.evidence(step.line_of(words))
    return workflow.file.evidence(step.line)


def _installs(repository: Repository, command: Command) -> bool:
    if command.program in ("tox", "nox"):
        return True
    if (command.program == "uv" and command.arguments[:1] == ("sync",)) or _is_in_made_environment(repository, command):
        return True
    if command.program in _BY_NAME and (_is_of_tools(command) or _is_from_nothing(repository, command)):
        return False
    return (command.program in _INSTALLERS and bool(_INSTALLING.intersection(command.arguments))) or (
        command.is_python and "setup.py" in command.words and bool({"install", "develop"}.intersection(command.words))
    )


def _is_in_made_environment(repository: Repository, command: Command) -> bool:
    """Whether what runs a command installs first: `uv run` what the project declares, or what it is told `--with`."""
    within = command.within
    if within[:1] != ("uv",):
        return within[:1] in (("hatch",), ("pixi",))
    if any(word.startswith("--with") for word in within):
        return True
    return not {"--no-project", "--no-sync"}.intersection(within) and repository.is_somewhere("pyproject.toml")


def _is_of_tools(command: Command) -> bool:
    """Whether it installs by their names only what checks or builds, and so nothing that the project needs."""
    names = command.operands[command.operands.index("install") + 1 :] if "install" in command.operands else ()
    return bool(names) and all(map(_TOOLS.fullmatch, names)) and not _is_whole(command)


def _is_from_nothing(repository: Repository, command: Command) -> bool:
    """Whether it installs from lists of packages of which none is there."""
    named = [after.removeprefix("./") for word, after in pairwise(command.words) if word in ("-r", "--requirement")]
    return bool(named) and not any("$" in name or "/" in name[:1] or repository.is_somewhere(name) for name in named)


def _is_whole(command: Command) -> bool:
    """Whether it installs what the project declares, or the project itself, not only a tool by its name."""
    if command.program not in _BY_NAME or "install" not in command.arguments:
        return True
    words = command.arguments
    return any(
        word in ("-r", "-e", ".", "--requirement", "--editable") or word.startswith((".[", "./", "-r"))
        for word in words
    )


def _is_pipeline(repository: Repository, command: Command, folder: str) -> bool:
    """Whether a command trains, evaluates or predicts: a script of the project that does or starts one that does, or a
    pipeline tool.
    """
    if command.program in _PIPELINES:
        return {"repro", "run", "exp"}.intersection(command.arguments) != set() or command.program in (
            "snakemake",
            "papermill",
        )
    if command.program == "jupyter" and "--execute" in command.words:
        return True
    found = started(command, {}) if command.is_python and "--help" not in command.words else None
    if found is None or found.kind not in ("file", "module"):
        return False
    tail = found.name.replace(".", "/") if found.kind == "module" else found.name.removesuffix(".py").removeprefix("./")
    modules = [
        module
        for module in repository.scripts
        if module.path.removesuffix(".py").removesuffix("/__main__") in (tail, f"{folder}/{tail}", f"src/{tail}")
    ]
    paths = {path for module in modules for path in _run_with(module, repository)}
    stages = repository.stages.in_scripts
    return any(use.module.path in paths for stage in (TRAIN, EVALUATE, PREDICT) for use in stages[stage])


def _run_with(module: Module, repository: Repository) -> Iterator[str]:
    """The paths of the modules that a script runs: itself, what it imports, and what it starts as programs."""
    yield module.path
    yield from (other.path for other, _ in repository.serving.imported(module))
    if starts_programs(module):
        yield from (other.path for other in repository.reach.reached(module))
