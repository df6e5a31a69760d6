"""What is kept of a repository for finding copies."""

from __future__ import annotations

import pickle
from pathlib import Path

from portfolio_kit.cohort.result import Passage
from portfolio_kit.cohort.similarity.passages import passages
from portfolio_kit.repository.repository import read
from tests.cohort.similarity import kit
from tests.cohort.similarity.kit import FEATURES, README, TRAIN


def of(folder: Path, files: dict[str, str]) -> dict[tuple[str, str], Passage]:
    return {(each.path, each.kind): each for each in passages(read(kit.write(folder, files)))}


def test_code_notebooks_and_texts_are_kept(tmp_path: Path) -> None:
    work = {"a.py": FEATURES, "b.ipynb": kit.notebook(*kit.cells(TRAIN)), "README.md": README}
    assert of(tmp_path, work).keys() == {("a.py", "code"), ("b.ipynb", "notebook"), ("README.md", "text")}


def test_what_is_too_short_to_be_copied_is_not_kept(tmp_path: Path) -> None:
    assert of(tmp_path, {"a.py": "print('hello')\n", "README.md": "# Churn\n"}) == {}


def test_the_cells_of_a_notebook_are_marked(tmp_path: Path) -> None:
    book = of(tmp_path, {"a.ipynb": kit.notebook("import os", *kit.cells(FEATURES))})["a.ipynb", "notebook"]
    assert book.text.startswith("# %% cell 1\nimport os\n# %% cell 2\n")


def test_a_secret_is_written_over_and_the_lines_stay(tmp_path: Path) -> None:
    key = "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEAx7Zq3v9\nkS8dJw2\n-----END RSA PRIVATE KEY-----"
    token = "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"
    source = f'{FEATURES}\nTOKEN = "{token}"\nKEY = """{key}"""\nLAST = 1\n'
    kept = of(tmp_path, {"a.py": source})["a.py", "code"]
    assert token not in kept.text
    assert "MIIEpAIBAAKCAQEAx7Zq3v9" not in kept.text
    assert kept.text.split("\n")[-2] == "LAST = 1"
    assert kept.text.count("\n") == source.count("\n")


def test_so_much_is_kept_that_a_page_can_show_it_and_no_more(tmp_path: Path) -> None:
    kept = of(tmp_path, {"a.py": "# a comment in a long file\n" * 9_000 + FEATURES})["a.py", "code"]
    assert len(kept.text) < 60_001
    assert kept.text.endswith("a long file\n")


def test_a_generated_project_says_so(tmp_path: Path) -> None:
    assert (".copier-answers.yml", "generated") in of(tmp_path, {".copier-answers.yml": "_commit: v0.1.0\n"})


def test_what_is_kept_travels_between_processes(tmp_path: Path) -> None:
    kept = passages(read(kit.write(tmp_path, {"a.py": FEATURES})))
    assert pickle.loads(pickle.dumps(kept)) == kept  # noqa: S301
