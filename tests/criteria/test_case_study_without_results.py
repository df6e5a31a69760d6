"""The case study: what tells no results is one where it is told to somebody, and no manual or remarks beside code."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.criteria.kit import notebook
from tests.criteria.test_case_study import judged

PROBLEM = (
    "Harbour masters lose 3,000 euros a week because nobody tells them which of the boats sell next, and the yards "
    "need to know it before the winter, when every hull that is left over takes a place in the hall."
)
APPROACH = (
    "We trained a ridge regression on the hull and the mast of 900 boats, which we split by the year of their sale. "
    "The columns of the yards were joined to those of the harbour by the number of the hull, and the boats without "
    "one were left out of the training. We chose a linear model because the masters ask what a metre of mast adds to "
    "the price, and a forest of trees gives them no answer to that."
)
STEPS = "".join(
    f"### Step {number}: the {thing}\n\nOpen the page of the {thing}, select the harbour in the list on the left, enter "
    f"the name of the yard in the field below it, and choose Next until the window of the {thing} is closed again.\n\n"
    for number, thing in enumerate(("account", "bucket", "key", "network", "machine", "image", "domain", "mail"), 1)
)


@pytest.mark.parametrize(
    ("heading", "expected"), [("Instructions", 0), ("Anleitung", 0), ("Instrucciones", 0), ("How the yards work", 1)]
)
def test_a_manual_with_a_paragraph_on_the_problem_is_no_case_study(heading: str, expected: int, tmp_path: Path) -> None:
    text = f"# Boats\n\n## Problem\n\n{PROBLEM}\n\n## Approach\n\n{APPROACH}\n\n## {heading}\n\n{STEPS}"
    assert judged(tmp_path, "case-study-content", {"README.md": text}).level == expected
    assert judged(tmp_path, "case-study-length", {"README.md": text}).level == 2 * expected


def test_the_same_story_with_a_few_instructions_is_one(tmp_path: Path) -> None:
    steps = STEPS[: len(STEPS) // 4]
    text = f"# Boats\n\n## Problem\n\n{PROBLEM}\n\n## Approach\n\n{APPROACH}\n\n## Instructions\n\n{steps}"
    assert judged(tmp_path, "case-study-content", {"README.md": text}).level == 1


def test_a_manual_that_tells_what_came_out_is_one(tmp_path: Path) -> None:
    result = (
        "## Results\n\nOn the boats of the last year it reached an R2 of 0.71, where the mean of all gives 0.02.\n\n"
    )
    text = f"# Boats\n\n## Problem\n\n{PROBLEM}\n\n## Approach\n\n{APPROACH}\n\n{result}## Instructions\n\n{STEPS}"
    assert judged(tmp_path, "case-study-content", {"README.md": text}).level == 1


@pytest.mark.parametrize(
    ("problem", "approach", "expected"),
    [("# Boats\n\n## Problem\n\n", "## Approach\n\n", 1), ("", "", 0), ("", "## Approach\n\n", 0)],
)
def test_remarks_on_the_cells_of_a_notebook_are_no_case_study(
    problem: str, approach: str, expected: int, tmp_path: Path
) -> None:
    cells = (problem + PROBLEM, ("x = 1", ""), approach + APPROACH, ("y = 2", ""))
    assert judged(tmp_path, "case-study-content", {"boats.ipynb": notebook(*cells)}).level == expected


def test_the_same_remarks_as_a_text_are_one(tmp_path: Path) -> None:
    assert judged(tmp_path, "case-study-content", {"README.md": f"# Boats\n\n{PROBLEM}\n\n{APPROACH}\n"}).level == 1


@pytest.mark.parametrize(
    ("path", "expected"),
    [("README.md", 1), ("docs/boats.md", 1), ("docs/training-workflow.md", 0), ("yards/README.md", 0)],
)
def test_what_is_told_of_a_part_is_no_case_study(path: str, expected: int, tmp_path: Path) -> None:
    text = f"# Boats\n\n## Problem\n\n{PROBLEM}\n\n## Approach\n\n{APPROACH}\n"
    files = {"README.md": "# Boats\n\nWhich boats sell.\n", path: text}
    assert judged(tmp_path, "case-study-content", files).level == expected


@pytest.mark.parametrize(("path", "expected"), [("QUICKSTART.md", 0), ("docs/getting-started.md", 0), ("REPORT.md", 1)])
def test_a_text_on_how_to_begin_is_no_case_study(path: str, expected: int, tmp_path: Path) -> None:
    result = "On the boats of the last year it reached an R2 of 0.71, where the mean of all gives 0.02."
    text = f"# Boats\n\n## Problem\n\n{PROBLEM}\n\n## Approach\n\n{APPROACH}\n\n## Results\n\n{result}\n"
    files = {"README.md": "# Boats\n\nWhich boats sell.\n", path: text}
    assert judged(tmp_path, "case-study-content", files).level == expected


@pytest.mark.parametrize(("paragraphs", "expected"), [(1, 0), (3, 1)])
def test_a_goal_with_an_approach_takes_most_of_a_page(paragraphs: int, expected: int, tmp_path: Path) -> None:
    goal = "The goal of this project is to predict what a boat sells for in the harbours of the north."
    text = f"# Boats\n\n## Goal\n\n{goal}\n\n## Approach\n\n" + "\n\n".join([APPROACH] * paragraphs)
    assert judged(tmp_path, "case-study-content", {"README.md": text}).level == expected


PARTS = ("harbour", "yard", "hull", "mast", "sail", "price")
FLOW = "```mermaid\nflowchart TD\n    A[The {0} is read] --> B[Its price is given]\n```\n\n"


def explained(part: str) -> str:
    """What a text says of one part: the model is trained on it, and the masters see what it costs."""
    return (
        f"The model is trained on the {part} of 900 boats, which the pipeline splits by the year of their sale and "
        f"scales before the regression. The masters see the price of the {part} in the list of the week.\n\n"
    )


@pytest.mark.parametrize(("drawn", "expected"), [(2, 1), (6, 0)])
def test_a_text_that_explains_one_diagram_after_the_other_is_no_case_study(
    drawn: int, expected: int, tmp_path: Path
) -> None:
    sections = "".join(
        f"## The {part}\n\n{FLOW.format(part) if number < drawn else ''}{explained(part)}"
        for number, part in enumerate(PARTS)
    )
    text = f"# Boats\n\n## Problem\n\n{PROBLEM}\n\n{sections}"
    files = {"README.md": "# Boats\n\nPrices of boats.\n", "docs/boats.md": text}
    assert judged(tmp_path, "case-study-content", files).level == expected


@pytest.mark.parametrize(("heading", "expected"), [("Roadmap", 0), ("How it went", 1)])
def test_the_steps_of_a_road_map_are_no_case_study(heading: str, expected: int, tmp_path: Path) -> None:
    steps = "".join(f"## Phase {number}: the {part}\n\n{explained(part)}" for number, part in enumerate(PARTS, 1))
    text = f"# Boats\n\n## Problem\n\n{PROBLEM}\n\n## {heading}\n\nSix phases.\n\n{steps}"
    files = {"README.md": "# Boats\n\nPrices of boats.\n", "docs/boats.md": text}
    assert judged(tmp_path, "case-study-content", files).level == expected
    assert judged(tmp_path, "problem-framing", files).level == expected


@pytest.mark.parametrize(
    ("said", "is_result"),
    [
        ("The pipeline trains three models on the boats of June and picks the one with the highest F1 of all.", False),
        ("Le programme compare trois mâts et choisit le modèle avec le meilleur résultat sur les bateaux.", False),
        ("Of the three models that we trained on the boats of June the ridge regression had the highest F1.", True),
        ("We picked the ridge regression, the model with the highest F1 of the three on the boats of June.", True),
    ],
)
def test_that_a_program_picks_the_best_model_is_no_result(said: str, is_result: bool, tmp_path: Path) -> None:
    text = f"# Boats\n\n## Problem\n\n{PROBLEM}\n\n## Approach\n\n{APPROACH}\n\n{said}\n"
    reason = judged(tmp_path, "case-study-content", {"README.md": text}).reason
    assert (" and results (" in reason) == is_result
