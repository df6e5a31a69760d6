"""Text that no database takes costs nobody their review, and comes out of every export."""

from __future__ import annotations

import json
import os
from pathlib import Path

from portfolio_kit.cli import run
from tests.cohort.similarity import kit
from tests.cohort.similarity.kit import FEATURES, README

HALF = "\ud800"


def test_half_characters_and_nothing_at_all_in_names_and_notebooks(tmp_path: Path) -> None:
    hostile, usual = tmp_path / "repos" / "hostile", tmp_path / "repos" / "usual"
    kit.write(usual, {"features.py": FEATURES, "README.md": README})
    book = kit.notebook(*kit.cells(FEATURES), f"print('{HALF}')\0", f"model.fit(x, '{HALF}')")
    kit.write(hostile, {"a.ipynb": book, "README.md": README})
    (hostile / os.fsdecode(b"caf\xe9.py")).write_text(f"{FEATURES}\nKEY = '\0'\n", encoding="utf-8")

    assert run(["review", "run", str(tmp_path / "repos"), "--jobs", "1"]) == 0
    out = [str(tmp_path / name) for name in ("s.csv", "f.csv", "r.jsonl", "out")]
    flags = ("--csv", "--findings", "--jsonl", "--feedback")
    wanted = [part for pair in zip(flags, out, strict=True) for part in pair]
    assert run(["review", "export", str(tmp_path / "repos.db"), *wanted]) == 0
    lines = (tmp_path / "r.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["state"] for line in lines] == ["scored", "scored"]
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == ["hostile.md", "usual.md"]
