"""From `new` through the answers to what the checker makes of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from pypdf import PdfReader

from portfolio_kit.case_study.new import new
from portfolio_kit.case_study.publish import html, pdf
from portfolio_kit.case_study.refresh import refresh
from portfolio_kit.errors import UserError
from portfolio_kit.scaffold.bundle import CASE_STUDY
from portfolio_kit.scaffold.new import new as new_project
from portfolio_kit.scaffold.templates import installed
from tests.case_study.kit import NOTEBOOK_ONLY, PORTUGUESE, SCRIPTS, answered, level, written

REPOSITORIES = {
    "trees.md": NOTEBOOK_ONLY,
    "parcels.md": SCRIPTS,
    "cursinho.md": PORTUGUESE,
}


@pytest.mark.parametrize(("answers", "files"), REPOSITORIES.items(), ids=lambda item: str(item)[:8])
def test_a_case_study_is_worth_nothing_until_it_is_answered(
    tmp_path: Path, answers: str, files: Mapping[str, str | bytes]
) -> None:
    root = written(tmp_path, files)
    page = new(installed(CASE_STUDY), root).page
    assert level(root, "case-study-content") == 0
    assert level(root, "case-study-length") == 0

    answered(page, answers)
    if "<!-- result:" in page.read_text():
        done = refresh(root)
        assert (done.changed, done.stale) == (False, ())
    assert level(root, "case-study-content") == 2
    assert level(root, "case-study-length") == 2
    assert level(root, "claims-supported") == 2


@pytest.mark.parametrize(("answers", "files"), REPOSITORIES.items(), ids=lambda item: str(item)[:8])
def test_it_becomes_pages_once_it_is_answered(tmp_path: Path, answers: str, files: Mapping[str, str | bytes]) -> None:
    root = written(tmp_path, files)
    page = new(installed(CASE_STUDY), root).page
    with pytest.raises(UserError, match="still has open questions"):
        pdf(root, None)

    answered(page, answers)
    assert len(PdfReader(pdf(root, None)).pages) <= 2
    assert html(root, None).is_file()


def test_so_is_that_of_a_generated_project(tmp_path: Path) -> None:
    root = new_project(installed(), tmp_path / "default", {}, use_git=False).path
    assert level(root, "case-study-content") == 0

    answered(root / "docs/case-study.md", "project.md")
    done = refresh(root)
    assert (done.changed, done.stale) == (False, ())
    assert level(root, "case-study-content") == 2
    assert level(root, "case-study-length") == 2
    assert level(root, "claims-supported") == 2


def test_one_question_left_is_seen(tmp_path: Path) -> None:
    root = written(tmp_path, SCRIPTS)
    page = new(installed(CASE_STUDY), root).page
    answered(page, "parcels.md")
    page.write_text(page.read_text() + "\n> **TODO:** What would you do with another month?\n")
    assert level(root, "case-study-content") == 1
