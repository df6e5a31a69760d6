"""Which commands run tests."""

from __future__ import annotations

from portfolio_kit.repository.running.shell import Command

_TESTERS = frozenset(
    {"pytest", "py.test", "unittest", "nose2", "nosetests", "behave", "doctest", "ward", "green", "robot"}
)
# Options by which a program only tells something of itself or of the tests.
_TELLING = frozenset({
    "--version", "-V", "--help", "-h", "--collect-only", "--co", "--fixtures", "--markers", "--setup-plan",
})  # fmt: skip


def runs_tests(command: Command) -> bool:
    """Whether a command runs tests: a tester, a script that is called so, or what a set-up has for it."""
    if command.program in _TESTERS:
        return not _TELLING.intersection(command.words)
    if command.is_python and command.operands:
        name = command.operands[0].rpartition("/")[2]
        return name.startswith("test") or (name in ("setup.py", "manage.py") and "test" in command.words)
    return command.program == "hatch" and "test" in command.words
