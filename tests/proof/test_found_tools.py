"""What is brought along for the stages."""

from __future__ import annotations

from portfolio_kit.proof.found.tests import Tests
from portfolio_kit.proof.found.tools import tools
from portfolio_kit.proof.found.training import Training
from portfolio_kit.proof.model import Command


def test_what_runs_the_tests_and_the_notebooks() -> None:
    runs_pytest = Tests(Command(("python", "-m", "pytest")), "pytest")
    script, notebook = Training((Command(("python", "a.py")),)), Training((Command(("jupyter", "execute", "a.ipynb")),))
    assert tools(None, [script]) == ()
    assert tools(runs_pytest, [script, notebook]) == ("pytest", "nbclient", "ipykernel")
