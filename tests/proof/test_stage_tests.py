"""A project's tests are really run, and counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from portfolio_kit.proof.found.tests import tests as found_tests
from portfolio_kit.proof.model import Limits, Result
from portfolio_kit.proof.stages.tests import test as run_tests
from tests.proof.kit import LIMITS, stage, with_python

GOOD = "def test_a():\n    assert 1 + 1 == 2\n"
BAD = "import json\n\ndef test_b():\n    assert json.loads('1') == 2\n"
SKIPPED = "import pytest\n\n@pytest.mark.skip\ndef test_c():\n    assert False\n"
UNITTEST = (
    "import unittest\n\nclass TestA(unittest.TestCase):\n    def test_a(self):\n        self.assertEqual(1, {})\n\n"
    "    @unittest.skip('later')\n    def test_b(self):\n        pass\n"
)


def proven(folder: Path, files: Mapping[str, str | bytes], limits: Limits = LIMITS) -> Result:
    made = with_python(stage(folder, "tests", files, limits))
    return run_tests(made, found_tests(made.repository, ""), {})


def test_what_passes_is_counted(tmp_path: Path) -> None:
    result = proven(tmp_path, {"tests/test_a.py": GOOD, "tests/test_c.py": SKIPPED})
    assert (result.status, result.summary) == ("passed", "1 passed, 1 skipped")
    assert (result.facts["passed"], result.facts["failed"], result.facts["skipped"]) == (1, 0, 1)
    assert result.outcomes[0].command.shown == "python -m pytest tests"


def test_what_fails_is_named(tmp_path: Path) -> None:
    result = proven(tmp_path, {"tests/test_a.py": GOOD, "tests/test_b.py": BAD})
    assert result.status == "failed"
    assert result.summary.startswith("1 of 2 failed: tests.test_b::test_b")


def test_a_test_file_that_cannot_be_imported_is_named_with_the_reason(tmp_path: Path) -> None:
    result = proven(tmp_path, {"tests/test_a.py": f"import nosuchpackage\n\n{GOOD}"})
    assert result.status == "failed"
    assert "tests/test_a.py:1 imports nosuchpackage, which no dependency file declares" in result.summary


def test_none_collected_is_a_failure(tmp_path: Path) -> None:
    files = {"tests/test_a.py": GOOD, "pyproject.toml": '[tool.pytest.ini_options]\naddopts = "-k nothing"\n'}
    result = proven(tmp_path, files)
    assert result.status == "failed"
    assert "collected no test" in result.summary


def test_all_skipped_is_a_failure(tmp_path: Path) -> None:
    assert proven(tmp_path, {"tests/test_c.py": SKIPPED}).summary == "all 1 tests were skipped"


@pytest.mark.parametrize(("second", "status"), [("1", "passed"), ("2", "failed")])
def test_unittest_is_counted_by_what_it_prints(tmp_path: Path, second: str, status: str) -> None:
    result = proven(tmp_path, {"test_a.py": UNITTEST.replace("{}", second)})
    assert result.status == status
    assert result.facts["skipped"] == 1
    assert ("test_a" in result.summary) is (status == "failed")


def test_a_report_that_claims_what_was_not_is_not_believed(tmp_path: Path) -> None:
    forged = (
        "import os, pathlib\n\ndef test_a():\n    path = os.environ['PYTEST_ADDOPTS'].partition('=')[2]\n"
        "    pathlib.Path(path).write_text('<testsuite><testcase name=\"a\"/></testsuite>')\n    os._exit(3)\n"
    )
    result = proven(tmp_path, {"tests/test_a.py": forged})
    assert result.status == "failed"


def test_a_test_that_hangs_is_stopped_and_named(tmp_path: Path) -> None:
    hanging = "import time\n\ndef test_slow():\n    time.sleep(60)\n"
    result = proven(tmp_path, {"tests/test_a.py": hanging}, replace(LIMITS, wall=4))
    assert result.status == "failed"
    assert "stopped at the limit on" in result.summary


def test_without_tests_there_is_nothing_to_prove(tmp_path: Path) -> None:
    assert proven(tmp_path, {"a.py": "print(1)\n"}).status == "skipped"
