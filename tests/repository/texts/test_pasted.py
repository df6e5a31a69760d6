"""What was pasted into a text without a fence is no prose."""

from __future__ import annotations

import pytest

from portfolio_kit.repository.results.figures import in_text
from portfolio_kit.repository.texts.lines import classified
from portfolio_kit.repository.texts.pointers import is_pointer, names_code


def kinds(text: str) -> list[str]:
    return [line.kind for line in classified(text)]


@pytest.mark.parametrize(
    "line",
    [
        "pip install -r requirements.txt",
        "docker build -t ferry .",
        "curl -X POST http://localhost:8000/predict",
        '-F "file=@boat.jpg"',
        '"trips": 12,',
        "BATCH_SIZE = 32",
        "[Input] -> Dense -> Output",
    ],
)
def test_commands_and_pieces_of_code_are_code(line: str) -> None:
    assert kinds(f"A sentence.\n{line}") == ["prose", "code"]


@pytest.mark.parametrize(
    "line",
    [
        "Docker build times were long.",
        "python is what it is written in.",
        '"Too many boats" is what they say.',
        "TEST_RMSE = 3.21",
        "[The report](report.md) says more.",
        "- pip is needed",
    ],
)
def test_sentences_and_results_are_not(line: str) -> None:
    assert kinds(f"A sentence.\n\n{line}")[-1] in ("prose", "item")


def test_a_table_in_html_is_no_prose_and_keeps_its_figures() -> None:
    text = "<table>\n<tr>\n<td>RMSE</td>\n<td>41.2</td>\n</tr>\n</table>\n\nSome words."
    lines = list(classified(text))
    assert [line.kind for line in lines if line.text] == ["table", "table", "prose"]
    assert [figure.value for figure in in_text(lines)] == [41.2]


def test_an_open_table_in_html_ends_nowhere() -> None:
    assert "prose" in kinds("<table>\nSome words.")


def test_fences_that_were_escaped_are_fences() -> None:
    assert kinds("\\`\\`\\`bash\ncp a b\n\\`\\`\\`") == ["blank", "code", "blank"]


@pytest.mark.parametrize(
    ("line", "points"),
    [
        ("- **Problem:** [docs/why.md](docs/why.md) - cost of errors", True),
        ("See [the notes](notes.md).", True),
        ("[A data set](https://example.org/data) of trips was used.", False),
        ("The planners wait, as [the notes](notes.md) tell.", False),
    ],
)
def test_lines_that_only_point(line: str, points: bool) -> None:
    assert is_pointer(line) == points


def test_lines_that_only_name_code() -> None:
    assert names_code("- **API:** `ferry.trips` (`target()`, `costs()`)")
    assert not names_code(
        "We tell from `rain` and `wind` how many boats the planners of the harbour will need at night."
    )
