"""What a module is asked whether it is worth parsing: the words that occur in its source at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.file import File

SOURCE = """import pandas as pd

naïve_baseline = pd.read_csv("data.csv").fillna(0)  # überall
print(naïve_baseline.mean())
"""


def module(tmp_path: Path, *, is_beyond: bool = False) -> Module:
    """A module of the source."""
    (tmp_path / "code.py").write_text(SOURCE, encoding="utf-8")
    return Module(File(tmp_path, "code.py", len(SOURCE.encode())), is_beyond=is_beyond)


@pytest.mark.parametrize(
    "word",
    ["pandas", "base", "ïve_b", ".fillna(", "read_csv(", "# über", '("data', "\n\nna", ").", "", " as pd\n", "0"],
)
def test_finds_whatever_stands_in_the_source(tmp_path: Path, word: str) -> None:
    """Whole names, parts of them, and names with the signs around them."""
    assert word in SOURCE
    assert module(tmp_path).mentions("nowhere", word)


@pytest.mark.parametrize("word", ["numpy", ".pandas", "fillna)", "pd.print", "csvdata", "pandas\nas", "((", "mean.pd"])
def test_finds_nothing_that_does_not_stand_there(tmp_path: Path, word: str) -> None:
    """Nor names that are there in another place than the signs beside them, nor two that only follow one another."""
    assert word not in SOURCE
    assert not module(tmp_path).mentions(word)


def test_what_is_not_parsed_mentions_nothing(tmp_path: Path) -> None:
    """It is not worth parsing."""
    assert not module(tmp_path, is_beyond=True).mentions("pandas")


def test_imports_are_found_by_the_package_or_a_part_of_it(tmp_path: Path) -> None:
    """As the source mentions them."""
    assert module(tmp_path).imports_any("numpy", "pandas") == "pandas"
    assert module(tmp_path).imports_any("pandas.io") is None
