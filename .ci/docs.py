"""Writes the pages of the docs that are made from the rubric."""

from __future__ import annotations

from pathlib import Path

from portfolio_kit.reports.explanation import pages
from portfolio_kit.rubric.rubric import installed

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "criteria"


def main() -> None:
    """Write docs/criteria: a page for each criterion, the list of them, and nothing else."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    wanted = pages(installed())
    for file in FOLDER.glob("*.md"):
        if file.name not in wanted:
            file.unlink()
    for name, text in wanted.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
