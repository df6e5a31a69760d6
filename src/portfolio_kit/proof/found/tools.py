"""What the stages need that a repository may not declare: it is brought along, apart from its environment."""

from __future__ import annotations

from collections.abc import Iterable

from portfolio_kit.proof.found.tests import Tests
from portfolio_kit.proof.found.training import NOTEBOOK, Training


def tools(tests: Tests | None, ways: Iterable[Training]) -> tuple[str, ...]:
    """Return the packages that running the tests and the notebooks needs."""
    has_notebooks = any(command.arguments[0] == NOTEBOOK for way in ways for command in way.commands)
    runner = ("pytest",) if tests and tests.framework == "pytest" else ()
    return (*runner, *(("nbclient", "ipykernel") if has_notebooks else ()))
