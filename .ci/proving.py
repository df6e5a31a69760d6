"""Writes the transcripts of the page on proving, from proofs that really run.

They take minutes, and bubblewrap and an engine for containers; what they print differs by seconds, so nothing holds the
page to be that of today.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import example

import docs

PAGE = docs.ROOT / "docs" / "proving.md"


def main() -> None:
    """Prove a new project, and a learner's repository with usual gaps."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        new = [sys.executable, "-m", "portfolio_kit", "new", "churn", "--defaults", "-d", "python_version=3.11"]
        subprocess.run(new, cwd=folder, check=True)
        example.write(folder / "telco", example.FORGOTTEN)
        page = docs.with_transcripts(PAGE.read_text(encoding="utf-8"), "docs-proving", folder)
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
