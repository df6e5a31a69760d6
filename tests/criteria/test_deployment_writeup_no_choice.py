"""deployment-writeup: what is no choice of the deployment, and what is one in few words."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.production.deployment_writeup import deployment_writeup
from tests.criteria.kit import repository
from tests.criteria.test_deployment_writeup import APP, COMMANDS, level


@pytest.mark.parametrize(
    "text",
    [
        "## Docker\n\nThe first build of the image takes very long due to the many wheels that it fetches.",
        "## Docker on AWS\n\n1. A registry of AWS to save your docker image of the rents in.",
        "## When it fails\n\n- **Kind of flat not seen in production**: the encoder drops it, because it ignores those.",
        "## Report\n\n> **Show us the cloud project where you deploy your container, so we can see how you did it.**",
        "## Docker\n\nI map 5001:5000 on the host because the container's port is taken by another server on my laptop.",
        "A fast pipeline for real-time rents with a container for each step and low-latency serving of them all.",
    ],
    ids=["delay", "stored", "unseen", "asked", "port", "praise"],
)
def test_what_explains_or_stores_or_asks_is_no_choice(text: str, tmp_path: Path) -> None:
    assert level(tmp_path, f"{COMMANDS}\n{text}\n") == 1


@pytest.mark.parametrize(
    ("text", "reached"),
    [
        ("We deploy to a single small VM because it is cheap and nobody waits.", 2),
        ("It runs in one process on a VM, so there is no second server, at the price of a short break.", 2),
        ("We deploy to a single small VM that somebody lent to us for a month.", 1),
    ],
)
def test_a_machine_that_is_taken_for_a_reason_is_a_choice(text: str, reached: int, tmp_path: Path) -> None:
    assert level(tmp_path, f"{COMMANDS}\n## Production setup\n\n{text}\n") == reached


@pytest.mark.parametrize(
    ("text", "reached"),
    [
        ("For deployment and portability, it was moved to SQLite from the server of the college.", 2),
        ("The rents were moved to SQLite from the server of the college in the last week.", 1),
    ],
)
def test_what_was_exchanged_to_deploy_it_is_a_choice(text: str, reached: int, tmp_path: Path) -> None:
    finding = deployment_writeup(repository(tmp_path, {**APP, "README.md": f"{COMMANDS}\n## Tech stack\n\n{text}\n"}))
    assert finding.level == reached
    assert (text in finding.evidence[0].excerpt) == (reached == 2)


@pytest.mark.parametrize(
    ("text", "reached"),
    [
        ("To stay within a budget of $5.00 a month, the database is offloaded to a managed service.", 2),
        ("The database is offloaded to a managed service, and the rents of a month are kept there.", 1),
        ("The cloud bucket keeps the free flats and the rents of the last month on the server.", 1),
    ],
)
def test_a_limit_that_is_kept_to_is_the_reason_for_where_it_runs(text: str, reached: int, tmp_path: Path) -> None:
    assert level(tmp_path, f"{COMMANDS}\n## Overview\n\n{text}\n") == reached


@pytest.mark.parametrize(("title", "is_shown"), [("Production Setup", True), ("Production of the rents", False)])
def test_a_set_up_for_production_is_told_of_the_deployment(title: str, is_shown: bool, tmp_path: Path) -> None:
    text = f"{COMMANDS}\n## {title}\n\nThe app is started once a day and writes the rents of the day to a file.\n"
    finding = deployment_writeup(repository(tmp_path, {**APP, "README.md": text}))
    assert any(title in place.excerpt for place in finding.evidence) == is_shown
