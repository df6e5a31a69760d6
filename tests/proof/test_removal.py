from __future__ import annotations

import os
from pathlib import Path

from portfolio_kit.proof.removal import remove


def test_a_folder_is_gone_with_all_that_it_holds(tmp_path: Path) -> None:
    (tmp_path / "tree/a/b").mkdir(parents=True)
    (tmp_path / "tree/a/b/file").touch()
    (tmp_path / "tree/file").touch()
    remove(tmp_path / "tree")
    assert list(tmp_path.iterdir()) == []


def test_what_a_link_leads_to_stays(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept/file").touch()
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree/link").symlink_to(tmp_path / "kept")
    remove(tmp_path / "tree")
    assert (tmp_path / "kept/file").exists()


def test_a_link_in_the_place_of_a_folder_is_all_that_goes(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "tree").symlink_to("kept")
    remove(tmp_path / "tree")
    assert list(tmp_path.iterdir()) == [tmp_path / "kept"]


def test_what_is_not_there_needs_no_removal(tmp_path: Path) -> None:
    remove(tmp_path / "tree")


def test_a_folder_without_permissions_goes_like_others(tmp_path: Path) -> None:
    (tmp_path / "tree/closed/inner").mkdir(parents=True)
    (tmp_path / "tree/closed/inner/file").touch(0)
    for folder in ("tree/closed/inner", "tree/closed", "tree"):
        (tmp_path / folder).chmod(0)
    remove(tmp_path / "tree")
    assert list(tmp_path.iterdir()) == []


def test_a_nest_that_no_path_can_reach_goes_like_others(tmp_path: Path) -> None:
    (tmp_path / "tree").mkdir()
    here = os.open(tmp_path / "tree", os.O_RDONLY)
    for _ in range(150):
        os.mkdir("d" * 50, dir_fd=here)
        inner = os.open("d" * 50, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(here)
    remove(tmp_path / "tree")
    assert list(tmp_path.iterdir()) == []


def test_names_of_any_bytes_go_like_others(tmp_path: Path) -> None:
    for name in (b"\xff\xfe", b"-rf", b"new\nline", b"x" * 255, b"0"):
        tmp_path.joinpath("tree", os.fsdecode(name), os.fsdecode(name)).mkdir(parents=True)
    remove(tmp_path / "tree")
    assert list(tmp_path.iterdir()) == []
