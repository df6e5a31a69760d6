"""What is told of this project and no other: its need and measure, its outputs, its question; and what fits any."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.impact.problem_framing import problem_framing
from portfolio_kit.criteria.show.demo import demo
from portfolio_kit.criteria.story.case_study import content, length
from portfolio_kit.criteria.unique.originality import originality
from portfolio_kit.repository.showing.demos import sample_answers
from tests.criteria.kit import OF_MEMBERS, notebook, repository

TRAIN = """\
import json

import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error

data = pd.read_csv("data/hives.csv")
old, new = data[data.year < 2023], data[data.year >= 2023]
model = Ridge().fit(old[["weight"]], old["honey"])
json.dump({"mae": mean_absolute_error(new["honey"], model.predict(new[["weight"]]))}, open("metrics.json", "w"))
"""
TABLE = "year,weight,honey\n2022,31.5,12.1\n2022,30.2,11.8\n2023,33.9,13.0\n2024,28.4,10.2\n"
NEED = "# Hives\n\nFarmers lose one colony in four each winter, because they notice weak hives too late.\n"
ANY = (
    "# Case study\n\n## Problem\n\nCompanies today have to make better decisions with their data. Our stakeholders "
    "faced a challenge that cost time and money, and existing ways of working were hard to scale. We listened to "
    "them and turned their needs into a clear question.\n\n## Approach\n\nWe collected, explored and cleaned the data. "
    "Several algorithms were considered and the best one was selected after careful tuning. We kept to best practices "
    "all the time.\n\n## Results\n\nThe final model exceeded expectations and performance was strong. The solution saves "
    "time and users were impressed.\n\n## Lessons learned\n\nData quality is key. Communication matters as much as the "
    "algorithm. It pays to start small and to iterate, and there is always room for improvement.\n"
)
SHORT = (
    f"{NEED}They lose the honey of a year with it, and a new colony costs 150 euros.\n\n"
    "## Results\n\nThe MAE on the hives of 2023 is 1.4 kg of honey, against 2.2 kg for last year's yield.\n"
)
LONGER = (
    "\n## How it went\n\n"
    + "We weighed forty hives in March and again in June, and fitted a line to what the old frames held. " * 7
    + "\n"
)


def test_beside_a_case_study_that_fits_any_project_a_few_words_are_no_story(tmp_path: Path) -> None:
    files = {"train.py": TRAIN, "README.md": SHORT, "docs/case_study.md": ANY}
    found = content(repository(tmp_path, files))
    assert found.level == 0
    assert "docs/case_study.md" in found.reason
    assert length(repository(tmp_path, files)).level == 0


@pytest.mark.parametrize("more", [{}, {"README.md": SHORT + LONGER, "docs/case_study.md": ANY}])
def test_a_few_words_alone_are_one_and_so_are_many_beside_it(more: dict[str, str], tmp_path: Path) -> None:
    assert content(repository(tmp_path, {"train.py": TRAIN, "README.md": SHORT, **more})).level == 1


STORY = (
    f"{SHORT}\n## Approach\n\nWe fitted a ridge on the weight of old hives, scaled the columns and kept the last two "
    "years for the test, since a hive of next year is what is asked about.\n"
)


@pytest.mark.parametrize(
    ("name", "level"),
    [("docs/hives.md", 1), ("docs/hives_audit.md", 0), ("docs/agent-prompt.md", 0)],
)
def test_plans_and_audits_tell_no_story(name: str, level: int, tmp_path: Path) -> None:
    assert content(repository(tmp_path, {"train.py": TRAIN, "README.md": "# Hives\n", name: STORY})).level == level


@pytest.mark.parametrize(
    "text",
    [
        "The thing they count is hives lost per winter.",
        "The measure is the share of weak hives among the ten that are opened.",
        "Anna said she would use it if it is off by less than 2 kg.",
    ],
)
def test_what_it_is_measured_by_may_be_told_in_own_words(text: str, tmp_path: Path) -> None:
    assert problem_framing(repository(tmp_path, {"train.py": TRAIN, "README.md": f"{NEED}{text}\n"})).level == 2


@pytest.mark.parametrize(
    "text",
    [
        "The measure is taken with a scale.",
        "It was a considerable cost, and the cost of a wrong decision was high.",
        "Anna said she would use it.",
    ],
)
def test_what_names_no_figure_or_fits_any_project_is_no_measure(text: str, tmp_path: Path) -> None:
    assert problem_framing(repository(tmp_path, {"train.py": TRAIN, "README.md": f"{NEED}{text}\n"})).level == 1


def test_a_label_on_a_broken_line_belongs_to_its_sentence(tmp_path: Path) -> None:
    text = (
        "## Who asked for this\n\nFarmers lose hives each winter. What we agreed would count as success before I wrote\n"
        "anything: at least 3 weak hives in 4 are found.\n"
    )
    assert problem_framing(repository(tmp_path, {"train.py": TRAIN, "README.md": f"# Hives\n\n{text}"})).level == 2


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("It sorts the hives, making it easier for a beekeeper to find the weak ones.", 1),
        ("It has a command line, making it easier for you to run the training.", 0),
        ("There are 40 companies whose weight column is empty, so we can drop those useful columns.", 0),
        ("HoneyWise uses state-of-the-art AI to empower stakeholders to make better decisions.", 0),
    ],
)
def test_for_whom_it_is(text: str, level: int, tmp_path: Path) -> None:
    files = {"train.py": TRAIN, "README.md": f"# HoneyWise\n\n{text}\n"}
    assert problem_framing(repository(tmp_path, files)).level == level


CODE = ("print(score)", "mae 1.38\nshare 0.614\nlines 2231\n")
WORDS = "The scales drift when it is warm, and a hive that was opened in the morning weighs less than it should. " * 3


@pytest.mark.parametrize(
    ("readings", "level"),
    [
        (("The error is 1.38 kg of honey.", "About 61% of the weak hives are found."), 2),
        (("The error is 1.38 kg of honey.", "About 77% of the weak hives are found."), 1),
        (("The error is small.", "Most of the weak hives are found."), 1),
    ],
)
def test_a_notebook_that_reads_its_outputs_tells_a_story_in_few_words(
    readings: tuple[str, str], level: int, tmp_path: Path
) -> None:
    cells = notebook("# Which hives are weak?", WORDS, CODE, readings[0], ("plot()", "done\n"), readings[1])
    assert demo(repository(tmp_path, {"hives.ipynb": cells})).level == level


@pytest.mark.parametrize(
    ("text", "shows"),
    [
        ('Then `curl localhost:80/hive?id=4` gives\n`{"weak": true, "honey": 9.2}`.', True),
        ('| `GET /hive?id=4` | `{"weak": true, "honey": 9.2}` |', True),
        ('Send `POST /hive` with the body `{"weight": 31.2, "year": 2023}`.', False),
        ('The settings are `{"weak": true, "honey": 9.2}`.', False),
    ],
)
def test_an_answer_may_stand_in_a_line_behind_its_request(text: str, shows: bool, tmp_path: Path) -> None:
    files = {"train.py": TRAIN, "README.md": f"# Hives\n\n## Ask it\n\n{text}\n"}
    assert bool(list(sample_answers(repository(tmp_path, files).documents))) is shows


def test_a_key_of_a_program_s_settings_is_no_answer(tmp_path: Path) -> None:
    text = '# Hives\n\n## Set up\n\n```json\n{\n  "default-ulimits": {"soft": 65536}\n}\n```\n'
    assert not list(sample_answers(repository(tmp_path, {"README.md": text}).documents))


FRAMED = f"{NEED}The measure is the share of weak hives that are found.\n\n## Results\n\nThe MAE on 2023 is {{}} kg.\n"
LINES = "".join(
    f"data['w{number}'] = data['weight'] ** {number}\nprint(data['w{number}'].sum())\n" for number in range(40)
)


@pytest.mark.parametrize(("stated", "level"), [("1.38", 2), ("0.20", 1)])
def test_an_own_question_with_figures_that_a_run_left_behind_is_its_own(
    stated: str, level: int, tmp_path: Path
) -> None:
    drawn = TRAIN.replace("data[data.year < 2023], data[data.year >= 2023]", "train_test_split(data, random_state=1)")
    files = {
        "train.py": drawn + LINES,
        "data/hives.csv": TABLE,
        "metrics.json": '{"mae": 1.381}\n',
        "README.md": FRAMED.format(stated),
    }
    assert originality(repository(tmp_path, files)).level == level


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("repository: docker.example.dev/<project>/hives\n", 2),
        ("git clone https://github.com/<username>/hives\n", 1),
    ],
)
def test_what_each_who_deploys_fills_in_is_no_placeholder(text: str, level: int, tmp_path: Path) -> None:
    files = {"train.py": TRAIN + LINES * 9, "data/hives.csv": TABLE, "README.md": f"{NEED}\n```\n{text * 4}```\n"}
    assert originality(repository(tmp_path, files)).level == level


STEP = (
    "Reads the crossings of {month} from the harbour's log and writes the delay of each ferry into a table of its own"
)
MONTHS = ("January", "March", "April", "June", "July", "August", "October", "November", "December", "February")


@pytest.mark.parametrize(("mark", "expected"), [("{at}. ", 0), ("", 1)])
def test_numbered_steps_of_a_program_are_no_story(tmp_path: Path, mark: str, expected: int) -> None:
    steps = "\n\n".join(f"{mark.format(at=at)}{STEP.format(month=month)}." for at, month in enumerate(MONTHS, start=1))
    text = (
        "# Ferries\n\nA service that predicts how late a ferry of the sound will be from the wind and the hour. "
        "The model is a random forest, trained on the crossings of two years and split by month.\n\n"
        f"## How it works\n\nThe data is cleaned first, then a ridge and a forest are trained and tuned on it.\n\n{steps}\n"
    )
    files = {"README.md": text, "train.py": OF_MEMBERS}
    assert content(repository(tmp_path, files)).level == expected


def test_a_glossary_is_no_story(tmp_path: Path) -> None:
    text = (
        "# Ferries\n\nFerry clerks lose an hour a day because nobody knows which crossing is late. "
        "We trained a random forest on the wind and the hour, and split the crossings by month. "
        "On the test set the F1 is 0.81, and recall 0.77 at the harbour.\n"
    ) * 3
    files = {"docs/glossary.md": text, "train.py": OF_MEMBERS}
    assert content(repository(tmp_path, files)).level == 0
    assert content(repository(tmp_path / "b", {"docs/story.md": text, "train.py": OF_MEMBERS})).level
