"""A folder of feedback, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_kit.cohort.exports import folder
from portfolio_kit.cohort.exports.folder import file_name
from portfolio_kit.cohort.feedback import MARKER
from portfolio_kit.cohort.store import tables
from portfolio_kit.cohort.store.opened import Store
from portfolio_kit.errors import UserError


def write(store: Store, out: Path) -> int:
    with store.reading() as session:
        return folder.write(out, session, 1)


def test_whoever_was_reviewed_has_a_file_and_whoever_waits_has_none(store: Store, tmp_path: Path) -> None:
    assert write(store, tmp_path / "out") == 2
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == ["Ada.md", "Grace.md"]
    assert "Well done." in (tmp_path / "out" / "Ada.md").read_text(encoding="utf-8")


def test_feedback_that_is_there_is_replaced_as_a_whole(store: Store, tmp_path: Path) -> None:
    write(store, tmp_path / "out")
    with store.writing() as session:
        session.get_one(tables.Repository, 2).name = "Grace Hopper"
    write(store, tmp_path / "out")
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == ["Ada.md", "Grace-Hopper.md"]
    assert sorted(each.name for each in tmp_path.iterdir() if each.name.startswith(".")) == []


def test_a_folder_with_something_else_in_it_is_left_alone(store: Store, tmp_path: Path) -> None:
    (tmp_path / "thesis.md").write_text("# Mine\n", encoding="utf-8")
    with pytest.raises(UserError, match=r"holds .*, which is no feedback"):
        write(store, tmp_path)
    assert (tmp_path / "thesis.md").read_text(encoding="utf-8") == "# Mine\n"


def test_nothing_is_left_of_a_folder_that_could_not_be_finished(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(store, tmp_path / "out")
    before = (tmp_path / "out" / "Ada.md").read_text(encoding="utf-8")

    def full(*_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(folder, "feedback", full)
    with pytest.raises(OSError, match="No space"):
        write(store, tmp_path / "out")
    assert (tmp_path / "out" / "Ada.md").read_text(encoding="utf-8") == before
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".out")] == []


def test_a_place_that_is_not_there_or_a_file_is_said(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="make it first"):
        write(store, tmp_path / "a" / "b")
    (tmp_path / "file").write_text(MARKER, encoding="utf-8")
    with pytest.raises(UserError, match="is a file"):
        write(store, tmp_path / "file")


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Ada Lovelace", "Ada-Lovelace"),
        ("../../etc/passwd", "etc-passwd"),
        (".hidden", "hidden"),
        ("Zoë", "Zoë"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("???", "repository"),
        ("x" * 300, "x" * 160),
        ("\U00020000" * 300, "\U00020000" * 40),
    ],
)
def test_a_file_is_called_after_its_repository_as_far_as_systems_allow(name: str, file: str) -> None:
    assert file_name(name, set()) == file


@given(st.lists(st.text(max_size=100), max_size=8))
def test_any_names_are_different_files_in_the_folder(names: list[str]) -> None:
    taken: set[str] = set()
    found = [file_name(name, taken) for name in names]
    assert len({each.casefold() for each in found}) == len(names)
    assert all(each and "/" not in each and "\\" not in each and not each.startswith(".") for each in found)
    assert all(len(f"{each}.md".encode("utf-8", "backslashreplace")) < 255 for each in found)
