"""Which files are looked at where a repository has more than are read."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from portfolio_kit.repository.chosen import chosen
from portfolio_kit.repository.limits import LIMITS
from portfolio_kit.repository.repository import read
from tests.kit import git


def test_where_there_are_few_all_are_looked_at() -> None:
    notes: list[str] = []
    assert chosen(["a.png", "b.py"], notes, 2) == ["a.png", "b.py"]
    assert notes == []


def test_code_comes_before_records_of_runs_and_pictures_and_is_said_to() -> None:
    notes: list[str] = []
    paths = ["images/1.png", "images/2.png", "mlruns/0/meta.yaml", "node_modules/left/pad.py", "src/churn/train.py"]
    assert chosen(paths, notes, 2) == ["images/1.png", "src/churn/train.py"]
    assert notes == ["only 2 of 5 files were looked at, code and texts before others"]


def test_what_is_nearest_to_the_root_comes_first() -> None:
    assert chosen(["a/b/c.py", "a/b/d.md", "train.py"], [], 1) == ["train.py"]


def test_a_tracker_with_thousands_of_records_hides_no_code(tmp_path: Path) -> None:
    records = tmp_path / "mlruns" / "0"
    records.mkdir(parents=True)
    for number in range(LIMITS.files + 1):
        (records / f"{number}").touch()
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "train.py").write_text("print(1)\n")

    walked = [file.path for file in read(tmp_path).files]
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    tracked = [file.path for file in read(tmp_path).files]

    assert walked == tracked == ["src/train.py"]


@given(st.lists(st.text(max_size=12), unique=True, max_size=30), st.integers(0, 30))
def test_of_any_paths_no_more_are_taken_than_asked_for(paths: list[str], most: int) -> None:
    notes: list[str] = []
    taken = chosen(paths, notes, most)
    assert len(taken) == min(most, len(paths))
    assert set(taken) <= set(paths)
    assert bool(notes) == (len(paths) > most)
