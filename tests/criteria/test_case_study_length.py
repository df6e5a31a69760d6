"""The case study's length: which words of a text are counted, and what is near enough to one to two pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.criteria.test_case_study import judged

PROBLEM = "Harbour masters lose 3,000 euros a week because nobody tells them which of the boats sell next. "
RESULT = "On the boats of the last year the ridge regression reached an R2 of 0.71, where the mean gives 0.02. "
APPROACH = (
    "We trained the ridge regression on the hulls of yard-{0}, the masts of pier-{0} and the sales of spring-{0}. "
)
FEATURES = "## Features\n\n" + "- Shows the harbour master the boats of the week in a list of prices.\n" * 12
CONTENTS = "## Overview of this page\n\n" + "- [What the masters lose in a week](#what-the-masters-lose)\n" * 12


def story(sentences: int) -> str:
    approach = "".join(APPROACH.format(number) for number in range(sentences))
    return f"# Boats\n\n## Problem\n\n{PROBLEM}\n\n## Results\n\n{RESULT}\n\n## Approach\n\n{approach}\n\n"


@pytest.mark.parametrize(("sentences", "expected"), [(7, 1), (12, 2)])
def test_lists_of_features_make_no_page_of_a_short_story(sentences: int, expected: int, tmp_path: Path) -> None:
    finding = judged(tmp_path, "case-study-length", {"README.md": story(sentences) + FEATURES})
    assert finding.level == expected
    assert ("lists of features" in finding.reason) == (expected == 1)


def test_a_story_that_takes_a_tenth_more_than_two_pages_is_near_enough(tmp_path: Path) -> None:
    assert judged(tmp_path / "a", "case-study-length", {"README.md": story(82)}).level == 2
    assert judged(tmp_path / "b", "case-study-length", {"README.md": story(90)}).level == 1


@pytest.mark.parametrize(
    ("before", "expected"), [("", 1), ("- The masters lose 3,000 euros in a week of May.\n" * 12, 2)]
)
def test_links_to_headings_of_the_text_are_no_words_of_it(before: str, expected: int, tmp_path: Path) -> None:
    text = story(11).replace("## Problem\n", f"{CONTENTS}\n{before}\n## Problem\n")
    assert judged(tmp_path, "case-study-length", {"README.md": text}).level == expected


def test_of_a_text_that_is_half_instructions_the_story_alone_is_counted(tmp_path: Path) -> None:
    steps = "## Usage\n\n" + "- Choose the harbour in the list of the left and wait for the prices of its boats.\n" * 20
    finding = judged(tmp_path, "case-study-length", {"README.md": story(15) + steps})
    assert (finding.level, " 322 words (instructions, " in finding.reason) == (2, True)
    short = judged(tmp_path / "short", "case-study-length", {"README.md": story(11) + steps})
    assert (short.level, " 246 words (instructions, " in short.reason) == (1, True)
