"""What every stage has: the repository as it was read, where it runs, and the variables that its commands run with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path

from portfolio_kit.proof.model import Command, Limits, Outcome
from portfolio_kit.proof.sandbox import ENVIRONMENT, PROJECT, Place, Running, Sandbox
from portfolio_kit.repository.repository import Repository

#: The folder in the environment for what the proof brings along: never where the project's own packages are.
BROUGHT = f"{ENVIRONMENT}/portfolio-kit"
TOOLS = f"{BROUGHT}/tools"
_LONGEST = 4 << 20
_VARIABLES = {
    "VIRTUAL_ENV": ENVIRONMENT,
    "PYTHONUNBUFFERED": "1",
    "PYTHONIOENCODING": "utf-8",
    "LC_ALL": "C.UTF-8",
    "MPLBACKEND": "Agg",
    "WANDB_MODE": "offline",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TF_CPP_MIN_LOG_LEVEL": "2",
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    "PIP_NO_INDEX": "1",
    # `uv run` in a Makefile runs in this environment, as it is.
    "UV_PROJECT_ENVIRONMENT": ENVIRONMENT,
    "UV_NO_SYNC": "1",
    "UV_OFFLINE": "1",
    "UV_NO_CACHE": "1",
    "UV_PYTHON_DOWNLOADS": "never",
}


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage about to run: `repository` is what was read of the tree before any of it ran.

    `logs` is a folder that only the tool itself writes; `path` the folders of the repository that modules are found in
    without being installed.
    """

    name: str
    repository: Repository
    place: Place
    sandbox: Sandbox
    limits: Limits
    logs: Path
    path: tuple[str, ...] = ()
    tell: Callable[[Command], None] = lambda command: None  # noqa: ARG005 - nobody listens

    def run(
        self, command: Command, number: int = 1, place: Place | None = None, shown: Command | None = None
    ) -> Outcome:
        """Run a command in the environment, its variables beside those that make the environment the one in use.

        What is told of it, before and after, is what a person would type, `shown` where it is not that itself.
        """
        shown = shown or command
        self.tell(shown)
        outcome = self.sandbox.run(self._inside(command), place or self.place, self.limits, self.log(number))
        return replace(outcome, command=shown)

    def serve(self, command: Command, port: int) -> AbstractContextManager[Running]:
        """Start a service in the environment, with the same variables."""
        self.tell(command)
        return self.sandbox.serve(self._inside(command), self.place, self.limits, self.log(), port)

    def log(self, number: int = 1) -> Path:
        """Return where a command of this stage prints to."""
        self.logs.mkdir(parents=True, exist_ok=True)
        return self.logs / f"{self.name.replace(' ', '-')}-{number}.log"

    def _inside(self, command: Command) -> Command:
        searched = [*self.path, *filter(None, [command.variables.get("PYTHONPATH")])]
        path = {"PYTHONPATH": ":".join(searched)} if searched else {}
        return replace(command, variables={**_VARIABLES, **command.variables, **path})


def text_of(outcome: Outcome) -> str:
    """Return what a command printed: bytes of a hostile program, as text."""
    try:
        with outcome.log.open("rb") as stream:
            return stream.read(_LONGEST).decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    except OSError:
        return ""


def with_tools(module: str, *arguments: str) -> tuple[str, ...]:
    """Return the command that runs a module which the proof brought along, after the project's own packages.

    Only the program itself finds it: a package that the project forgot to declare is not found by accident.
    """
    code = (
        f"import runpy, sys; sys.path.append({TOOLS!r}); sys.path.insert(0, ''); "
        f"sys.argv[0] = {module!r}; runpy.run_module({module!r}, run_name='__main__', alter_sys=True)"
    )
    return ("python", "-c", code, *arguments)


def searched(repository: Repository, package: str | None, folder: str) -> tuple[str, ...]:
    """Return the folders on Python's path for a project that is not installed: `src`, where its modules are there."""
    if package is not None:
        return ()
    place = f"{folder}/src" if folder else "src"
    inside = [file.path for file in repository.files if file.path.startswith(f"{place}/") and file.suffix == ".py"]
    # A `src` with an __init__.py is a package itself, and its modules are `src.name`.
    return (f"{PROJECT}/{place}",) if inside and f"{place}/__init__.py" not in inside else ()


def facts_of(environment: Mapping[str, object], key: str) -> tuple[str, ...]:
    """Return the texts that a stage left under a name."""
    value = environment.get(key)
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, (list, tuple)) else ()
