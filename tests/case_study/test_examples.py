"""The worked examples of the docs are what they show: finished, of the right length, and pages to be proud of."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.judge import finding_of
from tests.case_study.kit import html_of, pdf_of
from tests.criteria import kit

EXAMPLES = sorted((Path(__file__).parents[2] / "docs" / "case-studies").glob("*.md"))

TRAIN = """\
import pandas as pd
from sklearn.linear_model import Ridge

data = pd.read_csv("data.csv")
Ridge().fit(data[["a"]], data["b"])
"""


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
class TestTheExamples:
    @pytest.mark.parametrize("criterion", ["problem-framing", "case-study-content", "case-study-length"])
    def test_the_checker_takes_it_for_a_whole_study_of_a_problem(
        self, tmp_path: Path, example: Path, criterion: str
    ) -> None:
        files = {"docs/case-study.md": example.read_text(), "train.py": TRAIN}
        assert finding_of(kit.repository(tmp_path, files), criterion).level == 2

    def test_it_is_two_pages_and_a_web_page(self, tmp_path: Path, example: Path) -> None:
        assert len(pdf_of(tmp_path, example.read_text()).pages) == 2
        assert html_of(tmp_path, example.read_text())

    def test_its_numbers_are_marked_as_illustrative(self, example: Path) -> None:
        assert "numbers illustrative" in example.read_text().split("## Problem")[0]


def test_there_are_the_two_of_the_article() -> None:
    assert [example.stem for example in EXAMPLES] == ["personalization", "predictive-maintenance"]
