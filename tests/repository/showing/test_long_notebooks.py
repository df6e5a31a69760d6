"""Notebooks of many cells: how much prose makes a story of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.repository.showing.demos import stories
from tests.criteria.kit import notebook, repository

SENTENCE = "The boats of the harbour are sorted by how soon they sell. "
CELLS = 45


@pytest.mark.parametrize(("sentences", "is_story"), [(46, True), (38, False)], ids=["a page and a half", "less"])
def test_a_page_and_a_half_of_prose_makes_a_story_of_however_many_cells(
    sentences: int, is_story: bool, tmp_path: Path
) -> None:
    cells = [("print(boats)", "a boat\n")] * CELLS
    found = repository(tmp_path, {"boats.ipynb": notebook("# Boats\n\n" + SENTENCE * sentences, *cells)})
    assert bool(stories(found.notebooks, found.notebook_documents)) == is_story
