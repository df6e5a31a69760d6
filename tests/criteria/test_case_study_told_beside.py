"""The case study: what a card, another text or a heading beside the README does and does not tell of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.criteria.test_case_study import TEXTS, judged

README = (
    "# Boats\n\nHarbour masters lose 3,000 euros a week because nobody tells them which of the boats sell next.\n\n"
    "## Approach\n\n"
    + "We trained a ridge regression on the hull and mast of 900 boats, split by year of sale. "
    * 4
    + "\n\n"
    "## Results\n\nOn the boats of the last year it reached an R2 of 0.71, where the mean gives 0.02.\n"
)
CARD = (
    "# Model card\n\n## Intended use\n\nRanks the boats of a harbour for its master.\n\n## What we tried\n\n{tried}\n\n"
    "## Limitations\n\nNo boats of lakes.\n"
)
TRIED = (
    "We tried the masts as well, but they did not help, because nobody measured them before 1990. "
    "The larger network failed on the boats of 2019: it learned the names of the yards instead of the hulls, which we "
    "only saw after a week. Next we would ask the harbour for the masts first, since most of the errors are theirs."
)


class TestCard:
    @pytest.mark.parametrize(("tried", "expected"), [(TRIED, 2), ("Care was taken in all of the steps.", 1)])
    def test_a_card_that_tells_what_failed_gives_the_lessons(self, tmp_path: Path, tried: str, expected: int) -> None:
        files: dict[str, str | bytes] = {"README.md": README, "docs/model_card.md": CARD.format(tried=tried)}
        found = judged(tmp_path, "case-study-content", files)
        assert found.level == expected
        assert ("lessons learned (docs/model_card.md" in found.reason) == (expected == 2)

    def test_a_card_by_itself_is_no_story(self, tmp_path: Path) -> None:
        files: dict[str, str | bytes] = {"docs/model_card.md": CARD.format(tried=TRIED)}
        assert judged(tmp_path, "case-study-content", files).level == 0


class TestPlaces:
    def test_the_problem_that_another_text_tells_is_shown_there(self, tmp_path: Path) -> None:
        problem = "Harbour masters lose 3,000 euros a week because nobody tells them which of the boats sell next."
        readme = "# Boats\n\nCode of boats.\n" + README.partition(".\n")[2].replace(
            "0.02.", "0.02.\n" + "\nMore.\n" * 9
        )
        readme += (
            "\n## Jobs overview\n\nThe job needs a token because the yard lacks a key, and is otherwise skipped.\n"
        )
        files: dict[str, str | bytes] = {"README.md": readme, "docs/need.md": f"# Need\n\n## Problem\n\n{problem}\n"}
        reason = judged(tmp_path, "case-study-content", files).reason
        assert "The story in README.md and docs/need.md tells problem (docs/need.md:5)" in reason

    @pytest.mark.parametrize(("path", "is_read"), [("docs/config-host.md", False), ("docs/host.md", True)])
    def test_how_something_is_configured_is_no_story(self, tmp_path: Path, path: str, is_read: bool) -> None:
        story = (TEXTS / "good" / "bakery.md").read_text()
        found = judged(tmp_path, "case-study-content", {"README.md": "# Boats\n\nRanks them.\n", path: story})
        assert (path in found.reason) == is_read


class TestShortest:
    @pytest.mark.parametrize(("count", "expected"), [(255, 1), (285, 2)])
    def test_a_tenth_fewer_words_are_let_pass_and_no_more(self, tmp_path: Path, count: int, expected: int) -> None:
        more = " ".join(f"hull{number}" for number in range(count - len(README.split()) + 5))
        found = judged(tmp_path, "case-study-length", {"README.md": f"{README}\n{more}.\n"})
        assert found.level == expected, found.reason


@pytest.mark.parametrize(("title", "is_shown"), [("Experiments", True), ("Experiment tracking", False)])
def test_where_runs_are_tracked_is_not_how_it_was_gone_about(tmp_path: Path, title: str, is_shown: bool) -> None:
    text = "The trained models and features of the pipeline are kept in a registry of boats.\n"
    readme = README.replace("## Results", f"## {title}\n\n{text}\n## Results").replace("## Approach", "## Boats")
    reason = judged(tmp_path, "case-study-content", {"README.md": readme}).reason
    line = readme.partition(text)[0].count("\n") + 1
    assert (f"approach (README.md:{line})" in reason) == is_shown
