"""same_rows: loaders that give the rows to learn from under the name of those that were held out."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.repository.held_out.same_rows import pretending, same_rows
from tests.criteria.kit import repository

ASKED = 'seen = rows("train")\nunseen = rows("test")\n'
PRETENDING = {
    "one file for both": 'def rows(part):\n    return pd.read_csv("hives.csv")\n\n\n' + ASKED,
    "a table of parts": 'def rows(part="train"):\n    files = {"train": "a.csv", "test": "a.csv"}\n'
    "    return pd.read_csv(files[part])\n\n\n" + ASKED,
}
HONEST = {
    "two files": 'def rows(part):\n    return pd.read_csv({"train": "a.csv", "test": "b.csv"}[part])\n\n\n' + ASKED,
    "a part in a name": 'def rows(part):\n    return pd.read_csv(f"{part}.csv")\n\n\n' + ASKED,
    "asked for one": 'def rows(part):\n    return pd.read_csv("hives.csv")\n\n\nunseen = rows("test")\n',
}


def line_of(folder: Path, code: str) -> int | None:
    found = repository(folder, {"fit.py": f"import pandas as pd\n\n\n{code}"})
    return same_rows(found.live.scopes(found.modules[0]), pretending(found.modules))


@pytest.mark.parametrize("code", PRETENDING.values(), ids=PRETENDING)
def test_a_loader_that_never_asks_which_part_holds_nothing_out(tmp_path: Path, code: str) -> None:
    assert line_of(tmp_path, code) is not None


@pytest.mark.parametrize("code", HONEST.values(), ids=HONEST)
def test_a_loader_that_gives_other_rows_holds_them_out(tmp_path: Path, code: str) -> None:
    assert line_of(tmp_path, code) is None


def test_a_file_that_is_read_twice_is_one_file(tmp_path: Path) -> None:
    twice = 'train = pd.read_csv("hives.csv")\ntest = pd.read_csv("hives.csv")\n'
    assert line_of(tmp_path, twice) == 5
    assert line_of(tmp_path / "other", twice.replace("hives", "later", 1)) is None
    assert line_of(tmp_path / "cut", f"{twice}print(train.iloc[:80], test.iloc[80:])\n") is None
