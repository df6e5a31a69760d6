"""What texts say in words of their own, and reasons that name what decided."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.judge import finding_of
from portfolio_kit.rubric.finding import Finding
from tests.criteria.kit import notebook, repository

Files = dict[str, str | bytes]

TRAIN = """\
import json

import pandas as pd
from sklearn.linear_model import LinearRegression
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

rows = pd.read_csv("tides.csv").dropna()
x_train, x_test, y_train, y_test = train_test_split(rows[["moon", "wind"]], rows["level"], random_state=4)
model = LinearRegression().fit(x_train, y_train)
json.dump({"mae": mean_absolute_error(y_test, model.predict(x_test))}, open("scores.json", "w"))
"""
TIDES = "moon,wind,level\n1,2,3\n" * 20
PEOPLE = TRAIN.replace('"moon", "wind"', '"age", "gender"').replace('"level"', '"left"')


def judged(criterion: str, folder: Path, files: Files) -> Finding:
    finding = finding_of(repository(folder, files), criterion)
    assert not finding.error, finding.reason
    return finding


def of_text(criterion: str, folder: Path, text: str, code: str = TRAIN) -> Finding:
    return judged(criterion, folder, {"README.md": f"# Tides\n\n{text}\n", "train.py": code, "tides.csv": TIDES})


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ("The dataset is strongly skewed (as one would think) towards members who stay.", 1),
        ("Our data is skewed in favour of the members who stay.", 1),
        ("The fee is skewed towards small amounts, so we take its logarithm.", 0),
        ("The dataset is right-skewed in its fee column, so we take the logarithm.", 0),
    ],
)
def test_a_data_set_that_leans_to_one_class_is_imbalance(said: str, level: int, tmp_path: Path) -> None:
    assert of_text("fairness", tmp_path, said, PEOPLE).level == level


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ("A tide table is about the sea: there is nobody in it to protect.", 2),
        ("The file is about a harbour, so there is no one behind the numbers who could be harmed.", 2),
        ("We care a lot for privacy, and nobody was harmed by this.", 1),
    ],
)
def test_that_nobody_is_in_the_data_says_how_persons_are_treated(said: str, level: int, tmp_path: Path) -> None:
    assert of_text("privacy", tmp_path, f"## Privacy\n\n{said}").level == level


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ("I downloaded tides.csv from the Norwegian Mapping Authority on 3 May 2024.", 2),
        ("I took tides.csv from the Norwegian Mapping Authority (https://example.no/tides) on 3 May 2024.", 2),
        ("The data comes from the Norwegian Mapping Authority, whose terms allow private use.", 2),
        ("I took tides.csv from the Norwegian Mapping Authority in spring.", 1),
        ("The data comes from the Norwegian Mapping Authority, in terms of level.", 1),
    ],
)
def test_the_day_of_a_download_and_what_terms_allow_are_terms(said: str, level: int, tmp_path: Path) -> None:
    text = f"## Data\n\nThe data was downloaded from https://www.kaggle.com/datasets/a/tides.\n\n{said}"
    assert of_text("data-lineage", tmp_path, text).level == level


class TestModelCard:
    CARD = """\
# The tide model

What it is for: the harbour master, who plans the pilots of tomorrow.

What it was fitted on: the levels from 2 May 2011 to June 2019, 2,900 days.

How good it is: on the 400 days after that, MAE 0.12 and RMSE 0.31.

{limit}
"""

    @pytest.mark.parametrize(
        ("limit", "level"),
        [
            ("Where it must not be trusted: in storms above nine knots, which it never met.", 2),
            ("Where it lives: on the old machine in the harbour office.", 1),
        ],
    )
    def test_its_parts_may_be_called_in_words_of_ones_own(self, limit: str, level: int, tmp_path: Path) -> None:
        card = self.CARD.format(limit=limit)
        assert judged("model-card", tmp_path, {"train.py": TRAIN, "docs/model_card.md": card}).level == level

    @pytest.mark.parametrize(
        ("said", "is_told"),
        [
            ("* **Limitation:** the model comes an hour late in every storm.", True),
            ("It cannot say a level far above the highest one of the last ten years.", True),
            ("What it answers is a second opinion for the nurse, no diagnosis.", True),
            ("The model cannot be started without Python on the machine.", False),
            ("It cannot be had without an account of the harbour.", False),
        ],
    )
    def test_a_limit_counts_where_it_stands(self, said: str, is_told: bool, tmp_path: Path) -> None:
        text = f"We predict the level of tomorrow's tide for the harbour master.\n\n## Notes on it\n\n{said}"
        finding = of_text("model-card", tmp_path, text)
        assert any(said[:20] in place.excerpt for place in finding.evidence) is is_told

    def test_how_to_use_it_is_no_intended_use(self, tmp_path: Path) -> None:
        text = (
            "The tide server predicts the level of tomorrow for the harbour master of Bergen.\n\n"
            "## How to use\n\n* Send a POST request to the server with moon and wind, and it answers."
        )
        finding = of_text("model-card", tmp_path, text)
        assert finding.level == 0
        assert finding.evidence[0].line == 3
        assert "intended use (README.md:3)" in finding.reason


class TestOriginality:
    TITANIC = "PassengerId,Survived,Pclass,Name,Sex,Age,SibSp,Parch,Embarked\n1,0,3,x,m,22,1,0,S\n"

    def test_the_placeholder_that_decides_is_named(self, tmp_path: Path) -> None:
        readme = "# Titanic\n\nWho survives, and why.\n\ngit clone https://github.com/your_username/titanic.git\n"
        files: Files = {"README.md": readme, "train.py": TRAIN, "train.csv": self.TITANIC}
        finding = judged("originality", tmp_path, files)
        assert finding.level == 0
        assert "your_username" in finding.reason
        assert finding.evidence[0].line == 5
        assert "README.md:5" in (finding.fix or "")
        assert "copy" not in finding.reason

    def test_by_what_an_exercise_is_known_is_told(self, tmp_path: Path) -> None:
        files: Files = {"README.md": "# Ships\n\n" + 30 * "word ", "train.py": TRAIN, "train.csv": self.TITANIC}
        assert "recognised by the columns of its data" in judged("originality", tmp_path, files).reason

    def test_what_the_data_leaves_no_room_for_is_not_advised(self, tmp_path: Path) -> None:
        code = """\
import pandas as pd
from sklearn.linear_model import LinearRegression
from sklearn.metrics import mean_absolute_error

rows = pd.read_csv("stock price.csv")
train = rows[:800]
test = rows[800:]
model = LinearRegression().fit(train[["open"]], train["close"])
print(mean_absolute_error(test["close"], model.predict(test[["open"]])))
"""
        book = notebook((code, "1.2"))
        readme = "# Stock price forecast\n\n" + 12 * "A forecast of the closing price of a share in dollars. "
        files: Files = {"README.md": readme, "stock_price.ipynb": book, "stock price.csv": "open,close\n1,2\n"}
        fix = judged("originality", tmp_path, files).fix or ""
        assert "costs" in fix
        assert "a split by time" not in fix
        assert "groups" not in fix

    @pytest.mark.parametrize("exercise", ["", "survived.csv"])
    @pytest.mark.parametrize(("mae", "level"), [("12.4", 2), ("31.9", 1)])
    def test_a_story_whose_figures_runs_left_behind_is_ones_own(
        self, exercise: str, mae: str, level: int, tmp_path: Path
    ) -> None:
        story = """\
# Loaves for a bakery

## The problem

The baker of our street throws forty loaves away each Saturday, and her customers find the shelf empty on Mondays.
She decides at four in the morning how many loaves go into the oven, and each loaf too many costs her two dollars.

## What I did

I wrote down the loaves sold for a year, with weather and school holidays, left the last eight weeks out, and fitted a
linear regression on the weekday, the weather and the holidays, since the baker wants to read which of them moves it.

## Results

On the eight weeks that were left out the regression has a mean absolute error (MAE) of 12.4 loaves.

## What I learned

I had assumed that rain keeps customers at home. It turned out that rain on market days brings them in, because they
wait in the bakery. The holidays did not help at all until I counted the days before them, which I should have asked
the baker about first. My first split at random was too good, because each week has nearly the same loaves.
"""
        code = (
            f"{TRAIN}COLUMNS = ['loaves', 'weather', 'holidays', 'weekday', 'bakery', 'market', 'rain', 'customers']\n"
        )
        files: Files = {
            "README.md": story,
            "train.py": code,
            "tides.csv": TIDES,
            "scores.json": f'{{"mae": {mae}}}',
            **({exercise: self.TITANIC} if exercise else {}),
        }
        assert judged("originality", tmp_path, files).level == level


def test_a_notebook_with_outputs_is_shown_before_an_app_that_no_text_names(tmp_path: Path) -> None:
    book = notebook("# Tides\n\nThe levels of ten years, hour by hour.", (TRAIN, "0.4"))
    app = "from flask import Flask\n\napp = Flask(__name__)\n\n\n@app.route('/count')\ndef count():\n    return '1'\n"
    files: Files = {"README.md": "# Tides\n\nSee the notebook.\n", "tides.ipynb": book, "watch/counter.py": app}
    finding = judged("demo", tmp_path / "unnamed", files)
    assert finding.level == 1
    assert finding.evidence[0].excerpt == "The levels of ten years, hour by hour."
    assert "8 words" in finding.reason
    named = {**files, "README.md": "# Tides\n\nRun `python watch/counter.py`.\n"}
    assert judged("demo", tmp_path / "named", named).evidence[0].path == "watch/counter.py"


def test_where_it_runs_is_quoted_before_how_it_starts(tmp_path: Path) -> None:
    text = (
        "## Cleaning\n\n```\npython train.py\n```\n\n## Deploying the model\n\n"
        "The model is deployed as a Cloud Functions function that each new file of the bucket starts."
    )
    app = "from flask import Flask\n\napp = Flask(__name__)\napp.run()\n"
    files: Files = {"README.md": f"# Tides\n\n{text}\n", "train.py": TRAIN, "tides.csv": TIDES, "app.py": app}
    finding = judged("deployment-writeup", tmp_path, files)
    assert finding.level == 1
    assert finding.evidence[0].line == 11
    assert "README.md:11 says where" in (finding.fix or "")


class TestStory:
    TOLD = """\
# Tides

## The problem

The harbour master of Bergen plans her pilots by a paper table, and every wrong level costs an hour of a ship.

## What I did

I took ten years of hourly levels from the gauge, left the last two years out, and fitted a linear regression with moon
and wind, since the harbour master wants to see which of the two moves the water, and a ridge model beside it.
The wind comes from the station on the pier, hour by hour, and gaps of less than three hours were filled in between.
Two gauges were left out, because their clocks ran an hour late in every summer.
{more}
"""

    def story(self, folder: Path, more: str) -> Finding:
        return of_text("case-study-content", folder, self.TOLD.format(more=more))

    def test_what_would_follow_from_a_result_is_no_result(self, tmp_path: Path) -> None:
        said = "\nIf the score of the old month is considerably better than that of the new one, a mail is sent.\n"
        assert "not results" in self.story(tmp_path / "if", said).reason
        measured = said.replace("If the score", "The score").replace(", a mail is sent", "")
        assert "results (" in self.story(tmp_path / "is", measured).reason.partition("but not")[0]

    def test_next_steps_that_are_too_few_are_named(self, tmp_path: Path) -> None:
        finding = self.story(tmp_path, "\n## Future work\n\n1. Add the pressure of the air as a column.\n")
        assert "lessons learned" in finding.reason
        assert "can be one of them: add what you saw" in (finding.fix or "")

    def test_each_place_of_a_half_told_story_is_in_its_reason(self, tmp_path: Path) -> None:
        finding = self.story(tmp_path, "")
        assert finding.level == 1
        assert all(f"{place.path}:{place.line}" in finding.reason for place in finding.evidence)


def test_words_alone_about_features_are_said_not_to_do(tmp_path: Path) -> None:
    text = "The moon weighs most (+1.46), and the wind lowers the level (-0.63)."
    assert "in code, not only in words" in (of_text("explainability", tmp_path, text).fix or "")


def test_figures_are_asked_for_in_the_text_first(tmp_path: Path) -> None:
    finding = judged("claims-supported", tmp_path, {"README.md": "# Tides\n\nA server.\n", "app.py": "print(1)\n"})
    assert "state the headline figures in README.md" in (finding.fix or "")
