"""Writes the pages of the docs that are made from the rubric, the transcripts that the others show, and the project
template's copy of the case study's page: a template may not include what lies outside of its folder.

A transcript is a block of code below a comment that names the command: it is run in a folder that holds the learner's
repository of example.py, and the same with a baseline measured, without a case study and with one.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import example

from portfolio_kit.reports.explanation import pages
from portfolio_kit.rubric.rubric import installed

ROOT = Path(__file__).resolve().parent.parent
CRITERIA = ROOT / "docs" / "criteria"
WITH_TRANSCRIPTS = (ROOT / "README.md", ROOT / "docs" / "checking.md", ROOT / "docs" / "case-study.md")
CASE_STUDY = Path("templates", "case_study", "shared", "page.md.jinja")
CASE_STUDY_OF_PROJECTS = Path("templates", "project", "shared", "page.md.jinja")
_TRANSCRIPT = r"(<!-- made by `make {}`: (.+) -->\n```console\n)(?:.*\n)*?(```\n)"


def made() -> dict[Path, str]:
    """Return what the pages should hold."""
    texts = {CRITERIA / name: text for name, text in pages(installed()).items()}
    texts[ROOT / CASE_STUDY_OF_PROJECTS] = (ROOT / CASE_STUDY).read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        example.write(folder / "telco")
        example.write(folder / "churn", example.MEASURED)
        example.write(folder / "told", example.TOLD)
        for file in WITH_TRANSCRIPTS:
            texts[file] = with_transcripts(file.read_text(encoding="utf-8"), "docs", folder)
    return texts


def with_transcripts(page: str, target: str, folder: Path) -> str:
    """Return a page with what its commands print now, of the transcripts that a target of the Makefile makes."""
    return re.sub(_TRANSCRIPT.format(target), lambda found: found[1] + _transcript(found[2], folder) + found[3], page)


def _transcript(command: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "portfolio_kit", *command.split()[1:]],
        cwd=folder,
        stdout=subprocess.PIPE,
        # That a gate failed is told as well; a wrong call tells nothing.
        check=False,
        encoding="utf-8",
        # This clone's package, wherever the command is run, and nobody's name in it.
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT / "src"),
            "COLUMNS": "100",
            "PYTHONIOENCODING": "utf-8",
            "GIT_CONFIG_GLOBAL": os.devnull,
        },
    )
    if done.returncode not in (0, 1):
        raise subprocess.CalledProcessError(done.returncode, command)
    return f"$ {command}\n{done.stdout}"


def main() -> None:
    """Write the pages, and nothing else into the folder of the criteria."""
    CRITERIA.mkdir(parents=True, exist_ok=True)
    wanted = made()
    for file in CRITERIA.glob("*.md"):
        if file not in wanted:
            file.unlink()
    for file, text in wanted.items():
        file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
