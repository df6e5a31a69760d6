"""Which texts ask for work, and so tell nothing of a project."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_kit.repository.texts.orders import is_order
from tests.criteria.kit import repository

ASSIGNMENT = (
    "# Neural networks from scratch\n\nProf. Ada Krämer\n\nDeadline: 2 June\n\n"
    "Every group must implement back-propagation and explain the decisions of the model.\n\n"
    "## Submission\n\nA report of five pages with the results.\n\n## Grading\n\nClarity, depth.\n"
)
PLAN = (
    "# Label upload\n\n> **For agentic workers:** follow this plan task by task.\n\n"
    "**Goal:** users of the batch page see how well the labels of their pictures were found.\n"
)
REPORT = (
    "# Report\n\nWritten for the course of Prof. Ada Krämer, whose grading asked for a report before the deadline.\n\n"
    "The network learned the digits in 40 epochs; the submission of our group reached 97.1% on the test set.\n"
)
TAKE_HOME = (
    "# Take-home challenge\n\nIn this coding challenge, you will build a model that tells which boats come in late.\n\n"
    "## Evaluation criteria\n\nHow readable it is.\n\n## Submission\n\nSend a link; your submission will be reviewed.\n"
)
SOLUTION = (
    "# Late boats\n\nMade for a take-home challenge, whose evaluation criteria were how readable it is and a submission "
    "as a link. In this challenge we built a model that tells which boats come in late: recall 0.71 on the test set.\n"
)

KEY = "# The last task\n\nBuild a service of your own.\n\n" + "".join(
    f"* {part}\n    * 0 points: there is none\n    * 1 point: there is one\n" for part in ("Tests", "Data", "API")
)


@pytest.mark.parametrize(
    "text",
    [
        ASSIGNMENT,
        PLAN,
        KEY,
        TAKE_HOME,
        "Trabalho 3\nProf. Ana Souza\nPrazo: 2 de junho\nTodos os grupos devem implementar a rede.\nEntrega: notebook.\n",
        "Tarea 2\nFecha límite: 3 de mayo\nLos estudiantes deben entrenar un modelo.\nCriterios de evaluación: claridad.\n",
    ],
    ids=["assignment", "plan", "marking key", "take-home challenge", "portuguese", "spanish"],
)
def test_a_text_that_asks_somebody_for_work_is_an_order(text: str) -> None:
    assert is_order(text)


@pytest.mark.parametrize("text", [REPORT, SOLUTION], ids=["course", "take-home challenge"])
def test_a_report_that_names_what_it_was_asked_for_by_is_none(text: str) -> None:
    assert not is_order(text)


@pytest.mark.parametrize(
    "text", [KEY.replace("1 point:", "1 point ✅:"), "The team had 0 points.\n\n* 0 points in May\n"]
)
def test_points_that_somebody_went_through_or_counts_are_no_marking_key(text: str) -> None:
    assert not is_order(text)


def test_what_was_asked_for_is_not_read_as_what_was_done(tmp_path: Path) -> None:
    files = {"README.md": "# Digits\n", "docs/task.md": ASSIGNMENT, "docs/plan.md": PLAN, "docs/report.md": REPORT}
    assert [document.path for document in repository(tmp_path, files).documents] == ["README.md", "docs/report.md"]


@given(st.text())
def test_any_text_is_one_or_none(text: str) -> None:
    assert is_order(text) in (True, False)
