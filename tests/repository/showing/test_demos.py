"""stories: notebooks of few words that read their outputs."""

from __future__ import annotations

from pathlib import Path

from portfolio_kit.repository.showing.demos import stories
from tests.criteria.kit import notebook, repository

FILLED = "We sort the letters that people send to the town by the office that should answer them first. " * 5
SHOWN = ("print(wrong.head())\n", "lantern road   0.67\nharbour street 0.91\n")


def told(folder: Path, *said: str) -> int:
    found = repository(folder, {"letters.ipynb": notebook(FILLED, SHOWN, *said)})
    return len(stories(found.notebooks, found.notebook_documents))


def test_paragraphs_that_quote_an_output_read_it(tmp_path: Path) -> None:
    assert told(
        tmp_path, "The one that is wrong lies in “lantern road”, of all places.", "At 0.67 it is hardly sure of it."
    )


def test_quotes_of_nothing_that_was_shown_read_nothing(tmp_path: Path) -> None:
    assert not told(tmp_path, "Some would call it “magic”, of all things.", "At 0.67 it is hardly sure of it.")
