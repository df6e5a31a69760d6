"""What a run wrote."""

from __future__ import annotations

import os
from pathlib import Path

from portfolio_kit.proof.stages.changes import between, snapshot


def test_what_is_new_what_is_other_and_what_was_written_again(tmp_path: Path) -> None:
    for name in ("same", "again", "other", "gone"):
        (tmp_path / name).write_text("1", encoding="utf-8")
    before = snapshot(tmp_path)
    (tmp_path / "again").write_text("1", encoding="utf-8")
    os.utime(tmp_path / "again", ns=(1, 1))
    (tmp_path / "other").write_text("2", encoding="utf-8")
    (tmp_path / "gone").unlink()
    (tmp_path / "new").mkdir()
    (tmp_path / "new/file").write_text("3", encoding="utf-8")
    found = between(before, snapshot(tmp_path))
    assert found.written == ("again", "new/file", "other")
    assert found.appeared == ("new/file",)
    assert found.changed == ("other",)
    assert found.removed == ("gone",)


def test_no_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/secret").write_text("1", encoding="utf-8")
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree/link").symlink_to(tmp_path / "outside")
    (tmp_path / "tree/file").symlink_to(tmp_path / "outside/secret")
    assert snapshot(tmp_path / "tree") == {}
