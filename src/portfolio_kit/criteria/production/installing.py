"""How a workflow installs what the tests need: by which command, what would stop it, and what no list names."""

from __future__ import annotations

from portfolio_kit import lazily as re
from portfolio_kit.criteria.phrases import enumerated
from portfolio_kit.repository.code import undefined
from portfolio_kit.repository.code.syntax import error_line
from portfolio_kit.repository.environment import locks
from portfolio_kit.repository.environment.packages import is_known
from portfolio_kit.repository.models.stages import is_test
from portfolio_kit.repository.repository import Repository

# What of a set-up names the packages that are installed with the project, and a list of them beside it.
_BRINGS = re.compile(r"install_requires|^[ \t]*dependencies\b|^\[tool\.poetry\.dependencies\]", re.MULTILINE)
_LIST = re.compile(r"requirements[\w.-]*\.txt")
_ITSELF = re.compile(r"^-e\s+\.", re.MULTILINE)
_CONFIGURING = frozenset({"pytest.ini", ".pytest.ini", "pyproject.toml", "setup.cfg", "tox.ini"})
_SET_UPS = ("setup.py", "setup.cfg", "pyproject.toml")


def installed(repository: Repository) -> str:
    """What a workflow has to install: what a lock pins, by its tool; else a project that can be installed, which is
    imported only then. A set-up that declares no packages brings none of what the project imports.
    """
    beside = next((file for file in repository.files if _LIST.fullmatch(file.path)), None)
    if (tool := locks.of_project(repository.files)) is not None and beside is None:
        return f"what {tool.lock_file} pins ({tool.install})"
    if not _is_package(repository):
        return "the requirements"
    if beside is None or any(_BRINGS.search(file.text) for file in repository.files if file.path in _SET_UPS):
        return "the project (pip install -e .)"
    itself = "" if _ITSELF.search(beside.text) else " -e ."
    return f"the requirements and the project (pip install -r {beside.path}{itself})"


def testing(repository: Repository) -> str:
    """How pytest is run with what is installed so."""
    tool = locks.of_project(repository.files)
    if tool is not None and tool.install in installed(repository):
        return f"pytest ({tool.run} pytest)"
    return "`python -m pytest`" if _needs_root(repository) else "pytest"


def _needs_root(repository: Repository) -> bool:
    """Whether tests import what stands at the root, where Python looks with `python -m pytest` and pytest alone does
    not: it looks in the folder above the tests' package, or else in their own.
    """
    if _is_package(repository) or any(
        file.path == "conftest.py" or (file.name in _CONFIGURING and "pythonpath" in file.text)
        for file in repository.files
    ):
        return False
    tests = [module for module in repository.scripts if is_test(module.path)]
    if any(module.mentions("sys.path") for module in tests):
        return False
    at_root = {module.path.partition("/")[0].removesuffix(".py") for module in repository.scripts}
    return any(
        name.partition(".")[0] in at_root and f"{folder}/{name.partition('.')[0]}.py" not in repository.by_path
        for module in tests
        if module.file.name != "conftest.py" and (folder := _looked_in(repository, module.file.folder))
        for name in module.imports
    )


def _looked_in(repository: Repository, folder: str) -> str:
    """The folder that pytest lets Python look in for a file of tests: the first without an `__init__.py`."""
    while folder and f"{folder}/__init__.py" in repository.by_path:
        folder = folder.rpartition("/")[0]
    return folder


def unlisted(repository: Repository) -> str:
    """What tests need that no list of packages names, as a sentence that follows another: pytest, what FastAPI's client
    for tests asks with, and what the modules import that the tests lead to.
    """
    files = repository.dependency_files
    listed = {dependency.name for file in files for dependency in file.dependencies}
    tests = [module for module in repository.scripts if is_test(module.path)]
    asks = any(module.mentions("TestClient") for module in tests)
    needed = ["pytest"] if "pytest" not in listed else []
    needed += ["httpx"] if asks and lacks_test_client(repository) else []
    led_to = {other.path: other for test in tests for other in repository.reach.reached(test)}.values()
    environment = repository.environment
    needed += [
        need.distribution
        for need in (
            *environment.needed_by_tests,
            # What is imported by a name that no package is known by may be called otherwise.
            *(
                item
                for item in environment.missing
                if is_known(item.package) and any(module.imports_any(item.package) for module in led_to)
            ),
        )
    ]
    needed = list(dict.fromkeys(needed))
    if not files or not needed:
        return ""
    them = "them" if needed[1:] else "it"
    tool = locks.of_project(repository.files)
    if tool is not None and tool.install in installed(repository):
        return f" Add {enumerated(needed)} first ({tool.add_for_tests} {' '.join(needed)}): no list has {them}."
    return f" Install {enumerated(needed)} in it, too: no dependency file lists {them}."


def lacks_test_client(repository: Repository) -> bool:
    """Whether no list of packages has httpx, by which FastAPI's client for tests asks, or brings it along."""
    files = repository.dependency_files
    listed = {dependency.name for file in files for dependency in file.dependencies}
    return "httpx" not in listed and not any("fastapi[" in file.file.text for file in files)


def refused(repository: Repository) -> str:
    """What stops an install of the project itself, as a sentence that follows another."""
    file = repository.by_path.get("setup.py")
    module = next((module for module in repository.scripts if module.path == "setup.py"), None)
    if file is None or "-e ." not in installed(repository):
        return ""
    if line := error_line(file.text):
        return f" First repair setup.py:{line}, which is no valid Python, so that pip install stops there."
    unknown = undefined.on_import(module) if module is not None else None
    if unknown is None:
        return ""
    return (
        f" First import or define {unknown.name} in setup.py: line {unknown.line} uses it, so that pip install stops "
        "there."
    )


def _is_package(repository: Repository) -> bool:
    files = [file for file in repository.files if file.path in _SET_UPS]
    return any(file.path == "setup.py" or "[build-system]" in file.text for file in files)
