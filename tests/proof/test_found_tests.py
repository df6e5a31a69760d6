"""How a project's tests are run: with pytest or unittest, from where, and on which files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from portfolio_kit.proof.found.tests import tests as found_tests
from tests.criteria.kit import repository

PYTEST = "def test_a():\n    assert 1 + 1 == 2\n"
MAKES = "test: model\n\tpython -m pytest\n"
CONFIGURED = "[tool.pytest.ini_options]\ntestpaths = ['tests']\n"
UNITTEST = "import unittest\n\nclass TestA(unittest.TestCase):\n    def test_a(self):\n        self.assertTrue(True)\n"


@pytest.mark.parametrize(
    ("files", "command"),
    [
        ({"tests/test_a.py": PYTEST}, "python -m pytest tests"),
        ({"test_a.py": PYTEST}, "python -m pytest test_a.py"),
        ({"tests/test_a.py": PYTEST, "pytest.ini": "[pytest]\ntestpaths = tests\n"}, "python -m pytest"),
        ({"src/tests/unit/test_a.py": PYTEST}, "python -m pytest src/tests/unit"),
        ({"tests/test_a.py": UNITTEST}, "python -m unittest -v tests/test_a.py"),
        ({"tests/test_a.py": UNITTEST, "requirements.txt": "pytest\n"}, "python -m pytest tests"),
        ({"test_a.py": UNITTEST, "README.md": "Run `python -m unittest`.\n"}, "python -m unittest -v test_a"),
        ({"tests/test_a.py": PYTEST, "requirements.txt": "pytest\n", "Makefile": MAKES}, "make test"),
        (
            {
                "tests/test_a.py": PYTEST,
                "pyproject.toml": '[tool.portfolio-kit.prove.tests]\ncommand = "pytest tests/quick -x"\n',
            },
            "pytest tests/quick -x",
        ),
        ({"tests/test_a.py": PYTEST, "pyproject.toml": CONFIGURED}, "python -m pytest"),
    ],
)  # fmt: skip
def test_the_command(tmp_path: Path, files: Mapping[str, str | bytes], command: str) -> None:
    found = found_tests(repository(tmp_path, files), "")
    assert found is not None
    assert found.command.shown == command


def test_a_project_in_a_folder_is_tested_there(tmp_path: Path) -> None:
    found = found_tests(repository(tmp_path, {"churn/tests/test_a.py": PYTEST}), "churn")
    assert found is not None
    assert found.command.shown == "cd churn && python -m pytest tests"


def test_a_statistical_test_is_none(tmp_path: Path) -> None:
    assert found_tests(repository(tmp_path, {"ks_test.py": "print(1)\n", "train.py": PYTEST}), "") is None
