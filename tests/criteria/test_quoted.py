"""What a verdict quotes is there, and a reader finds it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from portfolio_kit.criteria import judge as judge_module
from portfolio_kit.criteria.judge import finding_of, judge
from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Evidence, Finding, met, partial
from portfolio_kit.rubric.rubric import installed
from tests.criteria.kit import notebook, repository

TOKEN = "hf_" + "kQzWvBnMpLxRtYsDfGhJcXaEuIoTrNwKqZ12"
CELLS = ("# Boats", ("model.fit(X, y)", ""), ("model.fit(X, y)\nprint(f1)", "f1 0.873"))


def judged(
    repository: Repository, verdict: Callable[[Repository], Finding], monkeypatch: pytest.MonkeyPatch
) -> Finding:
    monkeypatch.setattr(judge_module, "CRITERIA", {"privacy": verdict})
    return finding_of(repository, "privacy")


def test_a_notebook_s_place_is_its_cell_and_what_people_see_there(tmp_path: Path) -> None:
    read = repository(tmp_path, {"a.ipynb": notebook(*CELLS)})
    place = read.notebooks[0].evidence("f1 0.873")
    assert (place.cell, place.excerpt) == (3, "f1 0.873")
    assert "f1 0.873" in read.files[0].lines[place.line - 1]


def test_the_second_of_two_equal_lines_is_in_its_own_cell(tmp_path: Path) -> None:
    read = repository(tmp_path, {"a.ipynb": notebook(*CELLS)})
    first, second = (read.modules[0].evidence(line) for line in (1, 2))
    assert (first.cell, second.cell) == (2, 3)
    assert first.line < second.line


def test_a_notebook_in_one_line_is_quoted_like_any_other(tmp_path: Path) -> None:
    read = repository(tmp_path, {"a.ipynb": json.dumps(json.loads(notebook(*CELLS)))})
    place = read.notebooks[0].evidence("print(f1)")
    assert (place.line, place.cell, place.excerpt) == (1, 3, "print(f1)")


def test_a_line_of_the_notebook_s_file_becomes_what_people_see(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = repository(tmp_path, {"a.ipynb": notebook(*CELLS)})
    line = next(number for number, text in enumerate(read.files[0].lines, start=1) if "print(f1)" in text)
    place = read.files[0].evidence(line)
    found = judged(read, lambda _: met(f"a.ipynb:{line} prints f1", [place]), monkeypatch)
    assert [(each.cell, each.excerpt) for each in found.evidence] == [(3, "print(f1)")]
    assert found.reason == "a.ipynb, cell 3 (In [1]) prints f1"


@pytest.mark.parametrize(
    ("cell", "called"),
    [
        ({"cell_type": "code", "source": "fit()", "execution_count": 34}, "In [34]"),
        ({"cell_type": "code", "source": "\n# Fit\nfit()", "execution_count": None}, '"Fit"'),
        ({"cell_type": "code", "source": "fit()", "execution_count": "34"}, '"fit()"'),
        ({"cell_type": "markdown", "source": "---\n## <b>Cell 7 - Which customers leave, and when they do"},
         '"Cell 7 - Which customers leave, and"'),
        ({"cell_type": "markdown", "source": "#### **Who `leaves`**"}, '"Who leaves"'),
        ({"cell_type": "code", "source": "fit(**given)"}, '"fit(**given)"'),
    ],
)  # fmt: skip
def test_a_cell_is_called_what_people_find_it_by(tmp_path: Path, cell: dict[str, object], called: str) -> None:
    read = repository(tmp_path, {"a.ipynb": json.dumps({"cells": [cell]})})
    (found,) = read.notebooks[0].cells
    assert found.called == called
    assert read.notebooks[0].evidence(found.source.split("\n")[-1]).called == called


def test_the_first_line_of_a_notebook_is_its_first_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = repository(tmp_path, {"a.ipynb": notebook(*CELLS)})
    found = judged(read, lambda read: met("a notebook", [read.files[0].evidence()]), monkeypatch)
    assert [(each.cell, each.excerpt) for each in found.evidence] == [(1, "# Boats")]


def test_a_picture_has_no_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = repository(tmp_path, {"boats.png": b"\x89PNG\r\n\x1a\n" + bytes(64)})
    found = judged(read, lambda read: met("boats.png:1 shows boats", [read.files[0].evidence()]), monkeypatch)
    assert found.evidence[0].whole
    assert found.reason == "boats.png shows boats"


@pytest.mark.parametrize("start", ["---", "{", "```"])
def test_a_line_of_marks_alone_stands_for_the_next(tmp_path: Path, start: str) -> None:
    read = repository(tmp_path, {"MODEL_CARD.md": f"{start}\n\nlicense: mit\n"})
    assert read.files[0].evidence() == Evidence("MODEL_CARD.md", 3, "license: mit")


def test_a_long_line_is_shown_where_the_figure_is_that_the_verdict_speaks_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = repository(tmp_path, {"README.md": "Boats come and go. " * 30 + "F1 is 0.873. " + "And again. " * 30})
    found = judged(read, lambda read: met("F1 0.873 is given", [read.files[0].evidence(1)]), monkeypatch)
    assert "F1 is 0.873." in found.evidence[0].excerpt
    assert len(found.evidence[0].excerpt) <= 160


@pytest.mark.parametrize(
    ("words", "begins"),
    [("the boats come back", "…"), ("Boats come and go. Boats", "Boats come and go."), ("no such words", "Boats")],
)
def test_of_a_long_line_the_part_with_some_words_is_quoted(words: str, begins: str, tmp_path: Path) -> None:
    read = repository(
        tmp_path, {"README.md": "Boats come and go. " * 30 + "Then the boats come back. " + "And again. " * 30}
    )
    place = read.texts[0].quoting(1, words)
    assert place.excerpt.startswith(begins)
    assert ("the boats come back" in place.excerpt) is (begins == "…")


def test_no_secret_is_left_in_any_part_of_a_verdict(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = repository(tmp_path, {"train.py": f'login(token="{TOKEN}")\n', "a.ipynb": notebook((f'x = "{TOKEN}"', ""))})
    places = [read.by_path["train.py"].evidence(1), read.notebooks[0].evidence(f'x = "{TOKEN}"')]
    found = judged(read, lambda _: partial(f"{TOKEN} is there", f"Revoke {TOKEN}.", places), monkeypatch)
    assert TOKEN not in repr(found)
    assert found.level == 1


def test_what_is_not_there_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = repository(tmp_path, {"a.ipynb": notebook(*CELLS), "README.md": "# Boats\n"})
    for place in (
        Evidence("a.ipynb", 4, "f1 0.99", 3),
        Evidence("a.ipynb", 4, "f1 0.873", 2),
        Evidence("README.md", 1, "# Ships"),
        Evidence("b.md", 1, "# Boats"),
    ):
        verdict = met("x", [place])
        assert judged(read, lambda _, verdict=verdict: verdict, monkeypatch).error  # type: ignore[misc]


@pytest.mark.parametrize(("line", "said"), [(f'TOKEN = "{TOKEN}"\n', True), ('TOKEN = os.environ["TOKEN"]\n', False)])
def test_a_committed_secret_comes_before_the_score(line: str, said: bool, tmp_path: Path) -> None:
    warning = judge(repository(tmp_path, {"app.py": f"import os\n\n{line}"}), installed(), "boats").warning
    assert bool(warning and "is committed, at app.py:3." in warning) == said
    assert TOKEN not in str(warning)
