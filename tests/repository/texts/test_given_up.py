"""Which texts a project has given up, by where they lie, what they say of themselves and what the README says of them."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.criteria.kit import repository
from tests.criteria.trained import judged

README = "# Boats\n\nWhich boats of a harbour are sold next.\n"
REPORT = "# Prices\n\nThe price of a boat follows from its length.\n"


def kept(folder: Path, files: dict[str, str]) -> set[str]:
    return {document.path for document in repository(folder, {"README.md": README, **files}).documents}


@pytest.mark.parametrize(
    "path",
    ["docs/legacy/prices.md", "archive/prices.md", "old_notes/prices.md", "docs/prices_old.md", "DEPRECATED-prices.md"],
)
def test_what_is_kept_as_old_by_its_name_or_folder_is_given_up(tmp_path: Path, path: str) -> None:
    assert kept(tmp_path, {path: REPORT}) == {"README.md"}


@pytest.mark.parametrize(
    "path", ["docs/prices.md", "docs/gold/prices.md", "docs/household.md", "docs/legacies.md", "docs/how_old_is_it.md"]
)
def test_what_only_has_such_a_word_in_its_name_is_not(tmp_path: Path, path: str) -> None:
    assert kept(tmp_path, {path: REPORT}) == {"README.md", path}


@pytest.mark.parametrize(
    "begins",
    [
        "> **SUPERSEDED BY VERSION 2** - kept for the record.\n\n# Prices\n",
        "# Prices (deprecated)\n",
        "# Legacy prices\n",
        "# Prices\n\n**Status:** outdated\n",
        "# Prices\n\nThis report is now obsolete.\n",
        "# Preise\n\nVeraltet: siehe den neuen Bericht.\n",
    ],
)
def test_a_text_that_says_so_at_its_head_is_given_up(tmp_path: Path, begins: str) -> None:
    assert kept(tmp_path, {"docs/prices.md": f"{begins}\nThe price follows from the length.\n"}) == {"README.md"}


@pytest.mark.parametrize(
    "begins",
    [
        "# Prices\n\nSupersedes the report of May.\n",
        "# Prices\n\nIt takes the place of the one of May\n(superseded since) and of that of June.\n",
        "# Prices of boats with outdated engines\n",
        "# Prices\n\nOutdated engines lower the price.\n",
        "# Prices\n\nBy length.\n\nBy age.\n\nBy harbour.\n\nSuperseded: the rule of thumb.\n",
    ],
)
def test_a_text_that_says_so_of_something_else_is_not(tmp_path: Path, begins: str) -> None:
    assert "docs/prices.md" in kept(tmp_path, {"docs/prices.md": begins})


OLD = {"docs/v1_prices.md": REPORT, "docs/v1_1_prices.md": REPORT, "docs/v2_prices.md": REPORT}


@pytest.mark.parametrize(
    ("told", "left"),
    [
        ("## Earlier version (superseded)\n\nSee `docs/v1_prices.md`.\n", {"docs/v1_1_prices.md", "docs/v2_prices.md"}),
        ("## Superseded\n\nSee `docs/v1_*.md`.\n", {"docs/v1_1_prices.md", "docs/v2_prices.md"}),
        ("## Previous methodology\n\n- [first](./docs/v1_1_prices.md)\n", {"docs/v1_prices.md", "docs/v2_prices.md"}),
        ("## Archive\n\nAll of `docs/`.\n", set()),
        ("## Archive\n\nSome of `docs/`.\n\n## Results\n\nSee docs/v2_prices.md.\n", set(OLD)),
        ("## Archive of prices\n\nThe prices are told of in docs/v1_prices.md.\n", set(OLD)),
        ("## Texts\n\n- `v1_prices.md` - deprecated\n- `v2_prices.md`\n", {"docs/v1_1_prices.md", "docs/v2_prices.md"}),
        ("## Texts\n\n`docs/v2_prices.md`; the rule of thumb is obsolete.\n", set(OLD)),
        ("## Historical prices\n\nThey are told of in docs/v1_prices.md.\n", set(OLD)),
    ],
    ids=[
        "named",
        "star",
        "linked",
        "folder",
        "folder of others",
        "archive of data",
        "listed",
        "of something else",
        "of the data",
    ],
)
def test_what_the_readme_calls_so_is_given_up(tmp_path: Path, told: str, left: set[str]) -> None:
    assert kept(tmp_path, {**OLD, "README.md": f"{README}\n{told}"}) - {"README.md"} == left


def test_a_text_that_is_given_up_lists_others(tmp_path: Path) -> None:
    files = {
        "docs/legacy/README.md": "# The first try\n\n## What is legacy here\n\n| `docs/cap.md` | the cap |\n",
        "docs/cap.md": REPORT,
        "docs/prices.md": REPORT,
    }
    assert kept(tmp_path, files) == {"README.md", "docs/prices.md"}


def test_the_readme_itself_is_read_whatever_it_says(tmp_path: Path) -> None:
    found = repository(tmp_path, {"README.md": "# Boats\n\nDeprecated: use the new one.\n", "docs/prices.md": REPORT})
    assert found.readme is not None
    assert {document.path for document in found.documents} == {"README.md", "docs/prices.md"}


NEED = "## Problem\n\nHarbour masters lose 3,000 euros a week because nobody tells them which boats sell next.\n"


@pytest.mark.parametrize(("path", "level"), [("docs/need.md", 1), ("docs/archive/need.md", 0)])
def test_a_need_that_only_a_text_tells_which_is_given_up_is_nobodys(tmp_path: Path, path: str, level: int) -> None:
    assert judged(tmp_path, "problem-framing", {"README.md": README, path: f"# Need\n\n{NEED}"}).level == level


@pytest.mark.parametrize(("name", "level"), [("PROJECT_PLAN", 1), ("REPAIR_PLAN", 0), ("implementation-plan", 0)])
def test_a_plan_of_some_work_tells_no_need(tmp_path: Path, name: str, level: int) -> None:
    found = judged(tmp_path, "problem-framing", {"README.md": README, f"{name}.md": f"# What we do\n\n{NEED}"})
    assert found.level == level


def test_hostile_names_are_read_in_time(tmp_path: Path) -> None:
    flood = "## Archive\n\n" + "a/" * 20_000 + "\n\n" + "`x*y*z*.md` " * 5_000 + "\n" + "docs/v1_*.md\n" * 2_000
    start = time.perf_counter()
    kept(tmp_path, {**OLD, "README.md": flood})
    assert time.perf_counter() - start < 5
