"""How the tests are run: with what, from where, and on which files."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from portfolio_kit import lazily as re
from portfolio_kit.proof.found import overrides
from portfolio_kit.proof.model import Command
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.file import File
from portfolio_kit.repository.plain_toml import load_toml
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.running.tasks import makefile
from portfolio_kit.rubric.finding import Evidence

_FUNCTION = re.compile(r"^[ \t]*(?:async\s+)?def test", re.MULTILINE)
_NAME = re.compile(r"test_[^/]*\.py|[^/]*_test\.py")
_PLAIN = re.compile(r"^(?:async )?def test|^class Test\w*(?:\(\s*\))?:|\bpytest\b", re.MULTILINE)
_CONFIGURED = (
    ("pytest.ini", re.compile(r"^\[pytest\]", re.MULTILINE)),
    (".pytest.ini", re.compile(r"^\[pytest\]", re.MULTILINE)),
    ("tox.ini", re.compile(r"^\[pytest\]", re.MULTILINE)),
    ("setup.cfg", re.compile(r"^\[tool:pytest\]", re.MULTILINE)),
)
_MOST = 40


@dataclass(frozen=True, slots=True)
class Tests:
    """The command that runs the tests: `framework` is pytest or unittest, empty for a command of the author's own."""

    __test__: ClassVar[bool] = False

    command: Command
    framework: str


def tests(repository: Repository, project: str) -> Tests | None:
    """Return how the tests of the project in a folder are run; None where it has none."""
    given = overrides.commands(repository, "tests")
    if given:
        return Tests(given[0], _framework_of(given[0]))
    modules = [module for module in repository.scripts if _holds_tests(module)]
    if not modules:
        return None
    told = _told(repository)
    if told == "unittest" or (told is None and not _is_pytest(repository, modules)):
        return _unittest(project, modules)
    if "pytest" in repository.environment.declared and (made := _made(repository, project)):
        return Tests(made, "pytest")
    configured = _configured(repository, project)
    if configured is not None:
        file, line, has_paths = configured
        arguments = () if has_paths else _places(modules, file.folder)
        return Tests(
            Command(("python", "-m", "pytest", *arguments), file.folder or ".", {}, file.evidence(line)), "pytest"
        )
    folder = project if all(module.path.startswith(f"{project}/") for module in modules) else ""
    command = Command(("python", "-m", "pytest", *_places(modules, folder)), folder or ".", {}, _first(modules))
    return Tests(command, "pytest")


def _made(repository: Repository, project: str) -> Command | None:
    """`make test`, where that runs pytest: it may make first what the tests need."""
    file = repository.by_path.get(posixpath.join(project, "Makefile"))
    rules = makefile(file.text) if file else {}
    for target in ("test", "tests", "unit-test", "unit_test"):
        if file and target in rules and any("pytest" in line for line in rules[target][1]):
            return Command(("make", target), project or ".", {}, file.evidence(_line(file, target)))
    return None


def _line(file: File, target: str) -> int:
    return next((number for number, text in enumerate(file.lines, 1) if re.match(rf"{re.escape(target)}\s*:", text)), 1)


def _framework_of(command: Command) -> str:
    words = command.arguments
    if "pytest" in words[:3] or words[0].endswith("pytest"):
        return "pytest"
    return "unittest" if "unittest" in words[:3] else ""


def _holds_tests(module: Module) -> bool:
    if module.is_beyond or module.file.name == "conftest.py" or not _FUNCTION.search(module.source):
        return False
    return bool(_NAME.fullmatch(module.file.name)) or (
        module.file.name in ("test.py", "tests.py") and "unittest" in module.imported
    )


def _is_pytest(repository: Repository, modules: Iterable[Module]) -> bool:
    """Whether the tests are pytest's: by what is configured or declared, or by what only pytest runs."""
    if any(file.name in ("conftest.py", "pytest.ini") for file in repository.files):
        return True
    if "pytest" in repository.environment.declared or _configured(repository, "") is not None:
        return True
    return any(_PLAIN.search(module.source) for module in modules)


def _told(repository: Repository) -> str | None:
    """What the workflows and texts run the tests with; None where nothing is said."""
    lines = [step.command for workflow in repository.workflows for step in workflow.steps]
    lines += [line for document in repository.near_documents for line in document.source_lines if "test" in line]
    lines += [file.text for file in repository.files if file.name in ("Makefile", "makefile", "justfile")]
    text = "\n".join(lines)
    if re.search(r"\bpytest\b", text):
        return "pytest"
    return "unittest" if re.search(r"python[\d.]*\s+-m\s+unittest", text) else None


def _configured(repository: Repository, project: str) -> tuple[File, int, bool] | None:
    """The file that configures pytest, the line, and whether it says where the tests are."""
    for folder in dict.fromkeys((project, "")):
        for name, pattern in _CONFIGURED:
            file = repository.by_path.get(posixpath.join(folder, name))
            if file and (match := pattern.search(file.text)):
                return file, file.line_at(match.start()), "testpaths" in file.text
        file = repository.by_path.get(posixpath.join(folder, "pyproject.toml"))
        if file and "pytest" in file.text:
            table: object = load_toml(file.text)
            for key in ("tool", "pytest"):
                table = table.get(key) if isinstance(table, dict) else None
            if isinstance(table, dict):
                options = table.get("ini_options", table)
                return file, file.line_at(file.text.find("[tool.pytest")), "testpaths" in options
    return None


def _places(modules: Iterable[Module], folder: str) -> tuple[str, ...]:
    """The folders, from `folder`, that hold all of the tests; the files themselves where that would be everything."""
    start = f"{folder}/" if folder else ""
    inside = [module.path.removeprefix(start) for module in modules if module.path.startswith(start)]
    tops = {path.partition("/")[0] for path in inside if "/" in path}
    found = []
    for top in sorted(tops):
        held = [path for path in inside if path.startswith(f"{top}/")]
        found.append(posixpath.commonpath([posixpath.dirname(path) for path in held]))
    found += sorted(path for path in inside if "/" not in path)
    return tuple(found[:_MOST])


def _unittest(project: str, modules: list[Module]) -> Tests:
    folder = project if all(module.path.startswith(f"{project}/") for module in modules) else ""
    names = list(_importable(modules, folder))
    command = Command(("python", "-m", "unittest", "-v", *names[:_MOST]), folder or ".", {}, _first(modules))
    return Tests(command, "unittest")


def _importable(modules: Iterable[Module], folder: str) -> Iterator[str]:
    for module in modules:
        path = module.path.removeprefix(f"{folder}/") if folder else module.path
        yield path if os.sep in path else path.removesuffix(".py")


def _first(modules: list[Module]) -> Evidence:
    module = min(modules, key=lambda module: (module.path.count("/"), module.path))
    match = _FUNCTION.search(module.source)
    return module.evidence(module.source.count("\n", 0, match.start()) + 1 if match else 1)
