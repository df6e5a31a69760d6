"""Which tests a command of a workflow takes: whether its folder, its pattern or its words leave any of them."""

from __future__ import annotations

from fnmatch import fnmatch
from itertools import pairwise

from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.running.shell import Command

_PYTEST = frozenset({"pytest", "py.test"})
_DISCOVERED = "test*.py"
_UNKNOWN = ("$", "*", "?", "[", "X")


def selects_none(repository: Repository, command: Command) -> bool:
    """Whether a command passes over all tests that assert something of the project: by a file or folder that has none
    of them or that it ignores, by a word that none is called by, a mark that none has, or by a pattern that fits no
    file of theirs.
    """
    if command.program in _PYTEST:
        return any(passes(repository, command) for passes in (_by_path, _by_word, _by_mark))
    return command.program == "unittest" and "discover" in command.arguments and _undiscovered(repository, command)


def _by_path(repository: Repository, command: Command) -> bool:
    """Whether what pytest is given to run is nowhere in the repository, or asserts nothing of the project."""
    given = [
        after.partition("::")[0].removeprefix("./")
        for before, after in pairwise(command.words)
        if not after.startswith("-") and (not before.startswith("-") or "=" in before or before in ("-v", "-q", "-x"))
    ]
    paths = [
        word
        for word in given
        if word and ("/" in word or word.endswith(".py") or word.startswith("test") or repository.exists(word))
    ]
    if not paths:
        return False
    there = any(_is_there(repository, path.rstrip("/")) for path in paths)
    return not there or not any(_holds_tests(repository, word.rstrip("/")) for word in given if word)


def _holds_tests(repository: Repository, path: str) -> bool:
    """Whether a file or folder has a test that asserts something of the project; what is computed may have."""
    if _is_unknown(path):
        return True
    found = repository.tests.found
    return not found or any(f"/{path}/" in f"/{test.evidence.path}/" for test in found)


def _is_there(repository: Repository, path: str) -> bool:
    """Whether a file or folder is in the repository, wherever the command may run; what is computed may be."""
    if _is_unknown(path):
        return True
    return repository.exists(path) or any(f"/{file.path}/".find(f"/{path}/") >= 0 for file in repository.files)


def _is_unknown(path: str) -> bool:
    return path.startswith(("/", "..")) or any(mark in path for mark in _UNKNOWN)


def _by_word(repository: Repository, command: Command) -> bool:
    found = repository.tests.found
    words = command.arguments
    wanted = next((after.lower() for word, after in pairwise(words) if word == "-k"), "")
    named = [f"{test.evidence.path}/{test.name}".lower() for test in found]
    if wanted.isidentifier() and not any(wanted in name for name in named):
        return True
    unwanted = wanted.removeprefix("not ")
    if found and unwanted != wanted and unwanted.isidentifier() and all(unwanted in name for name in named):
        return True
    ignored = [word.partition("=")[2].strip("./") for word in words if word.startswith("--ignore=")]
    ignored += [after.strip("./") for word, after in pairwise(words) if word == "--ignore"]
    return bool(found and ignored) and all(
        any(test.evidence.path.startswith(folder) for folder in ignored if folder) for test in found
    )


def _by_mark(repository: Repository, command: Command) -> bool:
    """Whether pytest is to run the tests with a mark that none has."""
    wanted = next((after for word, after in pairwise(command.arguments) if word == "-m"), "")
    return wanted.isidentifier() and not any(module.mentions(f"mark.{wanted}") for module in repository.scripts)


def _undiscovered(repository: Repository, command: Command) -> bool:
    """Whether unittest, which looks for files by a pattern, finds none of the tests that there are."""
    options = dict(pairwise(command.arguments))
    options |= dict(word.split("=", 1) for word in command.arguments if word.startswith("--") and "=" in word)
    start = options.get("-s") or options.get("--start-directory") or "."
    if start not in (".", "./") and not _is_there(repository, start.removeprefix("./").rstrip("/")):
        return True
    pattern = options.get("-p") or options.get("--pattern") or _DISCOVERED
    names = [test.evidence.path.rpartition("/")[2] for test in repository.tests.found]
    return bool(names) and "$" not in pattern and not any(fnmatch(name, pattern) for name in names)
