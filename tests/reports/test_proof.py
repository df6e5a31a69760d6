"""What happened in a proof, in each format: hostile text stays text, and every width and encoding can show it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from portfolio_kit.look import Look, cells
from portfolio_kit.proof.model import Result
from portfolio_kit.proof.proven import Proven
from portfolio_kit.reports import proof_terminal
from portfolio_kit.reports.formats import rendered_proof
from tests.proof.proving import proven, repository, result
from tests.reports.kit import HOSTILE


@pytest.fixture
def found(tmp_path: Path) -> Proven:
    """A proof in which everything is hostile."""
    log = tmp_path / "tests-1.log"
    log.write_text(HOSTILE * 20, encoding="utf-8", errors="surrogatepass")
    failed = result("tests", "failed", HOSTILE, fix=HOSTILE, log=log)
    return proven(repository(tmp_path / "churn"), result("environment", summary=HOSTILE), failed)


def test_markdown_brings_nothing_to_life(found: Proven) -> None:
    text = rendered_proof(found, "markdown")
    shown = re.sub(r"`+[^`\n]*`+", "", text)
    assert "<script>" not in shown
    assert "](javascript:" not in shown
    assert "@everyone" not in shown
    assert "\x1b" not in text


def test_a_page_has_links_to_the_logs_beside_it_and_no_other(found: Proven, tmp_path: Path) -> None:
    page = rendered_proof(found, "html", tmp_path)
    assert 'href="logs/tests-1.log"' in page
    assert "<script>" not in page
    assert 'href="logs/' not in rendered_proof(found, "html")


def test_json_keeps_the_text_as_it_is(found: Proven) -> None:
    document = json.loads(rendered_proof(found, "json"))
    assert document["run"]["stages"][1]["summary"] == HOSTILE
    assert (document["run"]["passed"], document["score"]) == (False, found.scorecard.score)


@pytest.mark.parametrize("width", [40, 60, 100, 120])
def test_a_terminal_of_any_width_shows_it(found: Proven, width: int) -> None:
    for each in found.proof.results:
        text = proof_terminal.stage(each, Look(width))
        assert max(cells(line) for line in text.splitlines()) <= width
        assert "\x1b" not in text
        assert "\u202e" not in text


def test_a_terminal_without_unicode_gets_none_of_ours() -> None:
    look = Look(unicode=False)
    for status, mark in (("passed", "+"), ("failed", "x"), ("skipped", "-")):
        text = proof_terminal.stage(result("tests", status, "as it was"), look)
        assert text.isascii()
        assert text.startswith(f"  {mark} tests")


def test_the_badge_says_that_everything_passed(tmp_path: Path) -> None:
    churn = repository(tmp_path / "churn")
    passed = rendered_proof(proven(churn, result("tests")), "badge")
    assert ", proven</text>" in passed
    assert ", proven" not in rendered_proof(proven(churn, Result("tests", "skipped", "none")), "badge")
    assert ", proven" not in rendered_proof(proven(churn, result("tests", "failed", "one failed")), "badge")
