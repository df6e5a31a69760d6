"""reasoned: functions that decide something for a reason that a text gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.repository.models.reasoned import reasoned
from tests.criteria.kit import repository

SPREAD = (
    "def few_of_each_harbour(boats, harbours, most=3):\n    kept = []\n    for boat in boats:\n"
    "        if harbours.get(boat, 0) < most:\n            kept.append(boat)\n    return kept\n"
)
SERVES = (
    "import joblib\n\nfrom spread import few_of_each_harbour\n\nmodel = joblib.load('m.joblib')\n\n\n"
    "def answer(rows):\n    return few_of_each_harbour(model.predict(rows), {})\n\n\nprint(answer([[1]]))\n"
)
WHY = "We show few boats of each harbour, because ten from one pier look like an advertisement.\n"


def names(folder: Path, text: str, spread: str = SPREAD, serves: str = SERVES) -> list[str]:
    files: dict[str, str | bytes] = {"README.md": f"# Boats\n\n{text}", "spread.py": spread, "serve.py": serves}
    return [one.name for one in reasoned(repository(folder, files))]


@pytest.mark.parametrize(
    "text",
    [
        WHY,
        "`few_of_each_harbour()` cuts the list. Because one pier must not fill it, it counts.\n",
        "- Few boats of each harbour are shown, so that one pier does not fill the page.\n",
    ],
)
def test_a_decision_whose_reason_the_text_gives_is_found(text: str, tmp_path: Path) -> None:
    assert names(tmp_path, text) == ["few_of_each_harbour"]


@pytest.mark.parametrize(
    "text",
    [
        "We show few boats of each harbour.\n",
        "We show few boats, because the page is short.\n",
        "Nothing is said of it. The page is short, because it is read on phones.\n",
    ],
)
def test_without_a_reason_for_it_it_is_none(text: str, tmp_path: Path) -> None:
    assert names(tmp_path, text) == []


def test_what_compares_nothing_decides_nothing(tmp_path: Path) -> None:
    plain = "def few_of_each_harbour(boats, harbours, most=3):\n    return boats[:most]\n"
    assert names(tmp_path, WHY, spread=plain) == []


def test_what_no_training_or_service_calls_decides_nothing(tmp_path: Path) -> None:
    silent = SERVES.replace("few_of_each_harbour(model.predict(rows), {})", "model.predict(rows)")
    assert names(tmp_path, WHY, serves=silent) == []
