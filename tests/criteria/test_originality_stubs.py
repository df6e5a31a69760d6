"""Originality: modules that only say what is to stand in them, and code without a text."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from portfolio_kit.repository.code.stubs import is_stub
from tests.criteria.boats import DATA, TRAIN, Files, judged
from tests.criteria.test_originality import LARGE, TEXT

STUB = '"""Sorts the boats: to be written."""\nimport logging\n\nlogger = logging.getLogger(__name__)\n\n# fix: typo\n'


def test_a_project_whose_modules_are_mostly_stubs_is_nothing(tmp_path: Path) -> None:
    stubs: Files = {f"boats/stub_{number}.py": STUB for number in range(6)}
    files: Files = {"README.md": TEXT, "train.py": TRAIN + LARGE, "data/boats.csv": DATA, **stubs}
    finding = judged("originality", tmp_path / "stubs", files)
    assert finding.level == 0
    assert finding.evidence[0].path == "boats/stub_0.py"
    written: Files = {f"boats/step_{number}.py": f"print({number})\n" for number in range(5)}
    assert judged("originality", tmp_path / "half", {**files, **written}).level == 2


@pytest.mark.parametrize(
    "source",
    [
        STUB,
        "from boats import sail\n\n\ndef sort(boats):\n    '''Sort them.'''\n    return None\n",
        "class Sorter:\n    '''Sorts.'''\n\n    def fit(self, boats):\n        pass\n\n    def predict(self, boats):\n        return 0.5\n",
        "def sort(boats):\n    raise NotImplementedError('later')\n",
    ],
)
def test_a_module_without_anything_in_it_to_run_is_a_stub(source: str) -> None:
    assert is_stub(ast.parse(source))


@pytest.mark.parametrize(
    "source",
    [
        "CRANES = 2\n",
        "class NoCrane(Exception):\n    '''There is none.'''\n",
        "class Boat:\n    length: float\n\n    def sell(self):\n        pass\n",
        "def sort(boats):\n    return boats[0]\n",
        "import boats\n\nboats.sort()\n",
    ],
    ids=["settings", "an error", "a schema", "a function", "a call"],
)
def test_what_a_module_sets_or_does_is_written(source: str) -> None:
    assert not is_stub(ast.parse(source))


def test_code_without_a_text_that_says_what_it_is_for_is_half(tmp_path: Path) -> None:
    code = "def tune_threshold(cost):\n    return cost\n\n\ntune_threshold(1)\n"
    files: Files = {"train.py": TRAIN + LARGE, "costs.py": code, "data/boats.csv": DATA}
    assert judged("originality", tmp_path / "silent", {**files, "README.md": "\n"}).level == 1
    assert judged("originality", tmp_path / "told", {**files, "README.md": TEXT}).level == 2
