"""The docs say what the program does now."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def docs() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / ".ci" / "docs.py"))


def test_the_pages_and_transcripts_are_those_of_this_version(docs: dict[str, Any]) -> None:
    stale = [str(file.relative_to(ROOT)) for file, text in docs["made"]().items() if not _holds(file, text)]
    assert stale == [], "run `make docs`"


def test_there_is_a_page_for_each_criterion_and_no_other(docs: dict[str, Any]) -> None:
    wanted = {file.name for file in docs["made"]() if file.parent.name == "criteria"}
    assert {file.name for file in (ROOT / "docs" / "criteria").iterdir()} == wanted


def test_every_link_of_the_docs_leads_somewhere() -> None:
    links = [
        (page, target)
        for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
        for target in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text(encoding="utf-8"))
    ]
    assert [(str(page), target) for page, target in links if not (page.parent / target).exists()] == []


def _holds(file: Path, text: str) -> bool:
    return file.is_file() and file.read_text(encoding="utf-8") == text
