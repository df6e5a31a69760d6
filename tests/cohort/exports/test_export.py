"""`portfolio-kit review export` as a mentor calls it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from portfolio_kit.cli import run
from portfolio_kit.cohort.exports import parquet
from portfolio_kit.cohort.store import tables
from portfolio_kit.cohort.store.opened import Store, opened

pytestmark = pytest.mark.usefixtures("store")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the store."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_file_is_written_from_the_only_store_here(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wanted = ["--csv", "s.csv", "--findings", "f.csv", "--jsonl", "r.jsonl", "--grades", "g.csv", "--feedback", "out"]
    assert run(["review", "export", *wanted]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "s.csv written",
        "f.csv written",
        "r.jsonl written",
        "g.csv written",
        "out written: feedback for 2 repositories",
        "1 repository not reviewed yet: `portfolio-kit review run` goes on",
    ]
    assert {file.name for file in here.iterdir()} >= {"s.csv", "f.csv", "r.jsonl", "g.csv", "out"}


def test_grades_are_scaled_and_their_column_is_called_as_asked(here: Path) -> None:
    assert run(["review", "export", "spring.db", "--grades", "g.csv", "--scale", "20", "--column", "Churn"]) == 0
    rows = list(csv.reader((here / "g.csv").read_text(encoding="utf-8").splitlines()))
    assert [row[-1] for row in rows] == ["Churn", "20", "", ""]


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ([], "nothing to write"),
        (["--csv", "s.csv", "--scale", "10"], "give --grades FILE as well"),
        (["--grades", "g.csv", "--scale", "many"], "'many' is neither a number of points nor percent"),
        (["--grades", "g.csv", "--scale", "nan"], "'nan' is neither"),
        (["--csv", "nowhere/s.csv", "--jsonl", "r.jsonl"], "nowhere is not a folder"),
        (["--csv", "s.csv", "--jsonl", "s.csv"], "two of the files would be the same one"),
        (["--csv", "s.csv", "--feedback", "."], "which is no feedback"),
        (["other.db", "--csv", "s.csv"], "there is no store other.db"),
        (["--csv", "s.csv", "--cohort", "autumn"], "no cohort autumn: there is spring"),
    ],
)
def test_what_is_wrong_is_said_in_a_line_and_nothing_is_written(
    arguments: list[str], complaint: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["review", "export", *arguments]) == 2
    said = capsys.readouterr().err
    assert complaint in said
    assert said.count("\n") == 1
    assert {file.name for file in here.iterdir() if not file.name.startswith("spring.db")} == set()


def test_a_store_of_several_cohorts_asks_which(store: Store, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with store.writing() as session:
        session.add(tables.Cohort(name="autumn"))
    assert run(["review", "export", "--csv", "s.csv"]) == 2
    assert "choose one with --cohort, autumn, spring" in capsys.readouterr().err
    assert run(["review", "export", "--csv", "s.csv", "--cohort", "spring"]) == 0
    assert (here / "s.csv").is_file()


def test_an_empty_store_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    opened(tmp_path / "empty.db").close()
    assert run(["review", "export", "empty.db", "--csv", "s.csv"]) == 2
    assert "the store is empty" in capsys.readouterr().err


def test_without_the_extra_for_parquet_a_line_says_what_to_install(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "find_spec", lambda _name: None)
    assert run(["review", "export", "--csv", "s.csv", "--parquet", "s.parquet"]) == 2
    assert "pip install 'portfolio-kit[parquet]'" in capsys.readouterr().err
    assert not (here / "s.csv").exists()
