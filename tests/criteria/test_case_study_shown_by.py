"""The case study: which lines count as a problem, an approach and results, and how much of lessons is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.criteria.test_case_study import judged

PROBLEM = "Harbour masters lose 3,000 euros a week because nobody tells them which of the boats sell next."
APPROACH = "We trained a ridge regression on the hull and the mast of 900 boats, split by the year of their sale. "
RESULT = "On the boats of the last year it reached an R2 of 0.71, where the mean gives 0.02."


def told(folder: Path, readme: str, **others: str) -> str:
    """The reason and the fix of a README's story, one after the other."""
    files: dict[str, str | bytes] = {"README.md": f"# Boats\n\n{readme}\n"}
    files |= {f"docs/{name}.md": text for name, text in others.items()}
    finding = judged(folder, "case-study-content", files)
    return f"{finding.level} {finding.reason} {finding.fix}"


class TestResults:
    STORY = f"{PROBLEM}\n\n## Approach\n\n{APPROACH * 5}\n\n"

    @pytest.mark.parametrize(
        "sentence",
        [
            "## Metrics\n\n`passes_rule` turns the ratio of boats sold into a single pass at the 0.8 threshold.",
            "The score of the boats is reduced to a [0, 1] scale (higher = dearer), on which 0 stands for no boats at all.",
            "Train again from the sales of boats, so that a new model ships only if it beats the one of last year.",
            "A boat without a hull gives a clean 422 at the API, a lower score than the rest would do.",
            "There were performed 3 runs of the boats in a row, and 2 of them were performed on the old hulls.",
            "The work is aligned to SDG 10, reduced waste of boats in the harbours of the whole world.",
        ],
    )
    def test_what_a_rule_a_scale_a_server_or_a_name_has_in_figures_is_no_result(
        self, sentence: str, tmp_path: Path
    ) -> None:
        assert "results (" not in told(tmp_path, self.STORY + sentence)

    @pytest.mark.parametrize(
        "sentence",
        [
            "## Results\n\nAt the 0.8 threshold the model finds 62 % of the boats that were sold in the last year.",
            "The ridge regression performed on 3 of the harbours as on the boats of the last year, with their hulls.",
            "The model with the hulls reached an MAE 42 on the boats of the last year, lower than the mean of them.",
        ],
    )
    def test_what_came_out_beside_such_a_number_is_one(self, sentence: str, tmp_path: Path) -> None:
        assert "results (" in told(tmp_path, self.STORY + sentence)


class TestApproach:
    def test_how_a_tracker_is_used_is_shown_after_what_was_trained(self, tmp_path: Path) -> None:
        tracker = (
            "## Model tracking\n\nThis project uses MLflow for experiment tracking, model registry and each training "
            "run.\n\n### Notes\n\nThe model, the experiment and the training data are named in the pipeline settings."
        )
        readme = f"{PROBLEM}\n\n{tracker}\n\n## Approach\n\n{APPROACH}\n\n## Results\n\n{RESULT}"
        assert "approach (README.md:15)" in told(tmp_path, readme)

    @pytest.mark.parametrize(
        "beside",
        [
            "The training pipeline can be set to a ridge or a random forest model in the settings of the features.",
            "This indicates that newer boats differ from the training data of the model and its features.",
        ],
    )
    def test_what_may_be_set_and_what_was_seen_is_shown_after_what_was_done(self, beside: str, tmp_path: Path) -> None:
        readme = f"{PROBLEM}\n\n## Training the model\n\n{beside}\n\n## Notes\n\n{APPROACH}\n\n## Results\n\n{RESULT}"
        assert "approach (README.md:11)" in told(tmp_path, readme)


class TestProblem:
    REST = f"## Approach\n\n{APPROACH * 5}\n\n## Results\n\n{RESULT}"

    def test_an_aim_is_quoted_from_where_it_is_told_and_not_from_below_a_heading_without_one(
        self, tmp_path: Path
    ) -> None:
        aimless = (
            "## Problem statement\n\nThe selection of the model should be based on an analysis of several models.\n\n"
        )
        aim = "The goal of this project is to predict the price of boats."
        found = told(tmp_path / "elsewhere", aimless + self.REST, aim=f"# Aim\n\n{aim}\n")
        assert "The story in README.md and docs/aim.md tells what it is for (docs/aim.md:3)" in found
        found = told(tmp_path / "here", f"{aimless}{aim}\n\n{self.REST}", aim=f"# Aim\n\n{aim}\n")
        assert "The story in README.md tells what it is for (README.md:7)" in found


class TestBeginningsOfLessons:
    STORY = f"{PROBLEM}\n\n## Approach\n\n{APPROACH}\n\n## Results\n\n{RESULT}\n\n"

    @pytest.mark.parametrize(
        ("said", "is_lesson"),
        [
            ("A look at `auction_fee` revealed a correlation of the boats with the target, suggesting a leak.", True),
            ("A look at `auction_fee` revealed a correlation of the boats with the mast, and no leak at all.", False),
            (
                "The pipeline of the boats prevents data leakage since `auction_fee` is fitted on the training part.",
                False,
            ),
        ],
    )
    def test_a_leak_that_was_found_is_a_lesson(self, said: str, is_lesson: bool, tmp_path: Path) -> None:
        found = told(tmp_path, f"{self.STORY}## The fee\n\n{said}")
        assert ("lessons learned (README.md:15)" in found) is is_lesson

    def test_what_is_planned_is_a_beginning_and_no_list_of_good_habits(self, tmp_path: Path) -> None:
        habits = "## Best practices\n\nImplemented:\n\n- Unit tests of the hulls\n\n"
        plans = "## Next steps\n\nPossible steps:\n\n- Add the masts of the boats to the features\n"
        found = told(tmp_path, self.STORY + habits + plans)
        assert "README.md:23 can be one of them" in found


class TestHowManyLessons:
    STORY = f"{PROBLEM}\n\n## Approach\n\n{APPROACH}\n\n## Results\n\n{RESULT}\n\n"
    ASKED = "Each lesson names a model, column or figure of this project and says what did not work or turned out"

    def test_how_much_of_which_kind_is_enough_is_said(self, tmp_path: Path) -> None:
        assert self.ASKED in told(tmp_path, self.STORY)

    def test_what_is_there_is_counted(self, tmp_path: Path) -> None:
        one = "## What I learned\n\nThe masts of the boats did not help, because nobody measured them before 1990.\n"
        found = told(tmp_path, self.STORY + one)
        assert "but only one sentence of 14 words tell" in found
        assert self.ASKED in found

    def test_that_much_is_enough(self, tmp_path: Path) -> None:
        two = (
            "## What I learned\n\nThe masts of the boats did not help, because nobody measured them before 1990. The "
            "larger ridge model failed on the boats of 2019, because it learned the yards instead of the hulls.\n"
        )
        assert told(tmp_path, self.STORY + two).startswith("2 ")


def test_a_heading_without_an_aim_is_not_quoted_as_what_the_project_is_for(tmp_path: Path) -> None:
    readme = "# Boats\n\n## Problem statement\n\nThe selection of the model should be based on an analysis.\n"
    files: dict[str, str | bytes] = {"README.md": readme}
    found = judged(tmp_path / "none", "problem-framing", files)
    assert found.reason == "No text says who has the problem or why it matters."
    files["docs/aim.md"] = "# Aim\n\nThe goal of this project is to predict the price of boats.\n"
    found = judged(tmp_path / "aim", "problem-framing", files)
    assert found.evidence[0].path == "docs/aim.md"
    assert "docs/aim.md:3 says what is done, but not for whom: add to README.md a section" in (found.fix or "")


def test_what_was_met_with_is_shown_before_what_could_be_done(tmp_path: Path) -> None:
    lessons = (
        "1. The mast's length could be improved as well by a second look at it, all the hulls are of very few kinds.\n"
        "2. I'm not sure about the boats of the first harbour, some predictions of their hulls did not make sense.\n"
    )
    readme = f"{PROBLEM}\n\n## Approach\n\n{APPROACH}\n\n## Results\n\n{RESULT}\n\n## Lessons\n\n{lessons}"
    assert "lessons learned (README.md:16)" in told(tmp_path, readme)
