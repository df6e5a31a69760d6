"""What is left out, cut or cannot be read is said with its name, so that a person knows which file is meant."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from portfolio_kit.criteria.judge import judge
from portfolio_kit.rubric.rubric import installed
from tests.criteria.kit import notebook, repository


def notes(folder: Path, files: dict[str, str]) -> tuple[str, ...]:
    return judge(repository(folder, files), installed(), "x").notes


def test_files_that_are_left_out_are_named(tmp_path: Path) -> None:
    made = {"dist/app.py": "x", "infra/cdk.out/asset.1/app.py": "x"}
    repository(tmp_path, {"app.py": "x"} | made | {f"vendor/{name}.py": "x" for name in "dcba"})
    for arguments in (("init", "-q"), ("add", "--force", ".")):
        subprocess.run(["git", *arguments], cwd=tmp_path, check=True)
    assert notes(tmp_path, {}) == (
        "2 files left out: build output (dist/app.py, infra/cdk.out/asset.1/app.py)",
        "4 files left out: vendored code (vendor/a.py, vendor/b.py, vendor/c.py and 1 more)",
    )


def test_a_repository_before_its_first_git_add_is_read_and_said_to_be_one(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    assert notes(tmp_path, {"app.py": "x"}) == ("git tracks no file here yet: every file of the folder was taken",)


def test_files_that_are_too_large_are_named(tmp_path: Path) -> None:
    files = {f"data/{name}.py": "x = 1\n" * 300_000 for name in "dcba"}
    assert "4 files too large to be read whole: data/a.py, data/b.py, data/c.py and 1 more" in notes(tmp_path, files)


def test_a_notebook_that_is_none_is_named(tmp_path: Path) -> None:
    files = {"eda.ipynb": notebook("# Churn"), "broken.ipynb": "left out", "empty.ipynb": ""}
    assert notes(tmp_path, files) == ("1 notebook without a cell that can be read: broken.ipynb",)


@pytest.mark.parametrize(
    ("sources", "said"),
    [
        (["print 'training'\n"], "0.py:1 is no valid Python: nothing in it counts until that is repaired."),
        (["x = 1\n\n\ndef f(:\n"], "0.py:4 is no valid Python: nothing in it counts until that is repaired."),
        (["[" * 999], "0.py is no valid Python: nothing in it counts until that is repaired."),
        (
            ["x = \n"] * 5,
            "0.py:1, 1.py:1, 2.py:1 and 2 more are no valid Python: nothing in them counts until that is repaired.",
        ),
    ],
    ids=["of Python 2", "below", "too deep", "many"],
)
def test_python_that_does_not_parse_comes_before_the_score(sources: list[str], said: str, tmp_path: Path) -> None:
    files = {f"{number}.py": source for number, source in enumerate(sources)} | {"app.py": "x = 1\n", "empty.py": "\n"}
    scorecard = judge(repository(tmp_path, files), installed(), "x")
    assert scorecard.warning == said
    assert scorecard.notes == ()


def test_python_that_parses_is_no_matter(tmp_path: Path) -> None:
    assert judge(repository(tmp_path, {"app.py": "x = 1\n"}), installed(), "x").warning is None
