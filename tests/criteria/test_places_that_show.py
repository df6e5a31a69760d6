"""What is shown for a part of a text is the line that says it: where its heading asks, and nothing that only points."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from portfolio_kit.criteria.impact.problem_framing import problem_framing
from portfolio_kit.criteria.production.deployment_writeup import deployment_writeup
from portfolio_kit.criteria.responsible.model_card import model_card
from portfolio_kit.criteria.show.readme import readme
from portfolio_kit.criteria.story.case_study import content, length
from tests.criteria.kit import repository

CODE = {
    "train.py": (
        "import pandas as pd\nfrom sklearn.linear_model import Ridge\n\n"
        "data = pd.read_csv('data.csv')\nmodel = Ridge().fit(data[['rain']], data['trips'])\nprint(model.coef_)\n"
    ),
    "data.csv": "rain,trips\n1,2\n",
}
NEED = (
    "Ferry operators lose money when they send out a boat that stays half empty, and passengers complain when it is full. "
    "Our planners decide by hand each evening how many boats leave the next morning."
)
APPROACH = (
    "We trained a ridge regression and a random forest on two years of trips, with lagged features and a time series split, "
    "and chose between them by cross-validation on the last eight weeks."
)
STORY = f"""\
# Ferry trips

Written in spring. Planning ferry trips is a risk of its own, and an overview of it follows below in some words.

## The problem

{NEED}

## Approach

{APPROACH}

## Results

The forest reached an MAE of 41.2 trips on the held-out weeks, against 60.3 of last week's figure.
"""
APP = {
    "app.py": (
        "import joblib\nfrom fastapi import FastAPI\napp = FastAPI()\nmodel = joblib.load('m.pkl')\n\n"
        "@app.post('/predict')\ndef predict(x: int):\n    return {'y': model.predict([[x]])[0]}\n"
    ),
    "Dockerfile": "FROM python:3.11\nCOPY . .\nCMD uvicorn app:app\n",
}


def line(text: str, start: str) -> int:
    return next(number for number, words in enumerate(text.split("\n"), start=1) if words.startswith(start))


def files(text: str, **more: str) -> Mapping[str, str]:
    return {**CODE, "README.md": text, **{name.replace("__", "/") + ".md": other for name, other in more.items()}}


def test_a_problem_and_an_approach_are_shown_below_their_headings(tmp_path: Path) -> None:
    found = content(repository(tmp_path, files(STORY)))
    assert f"problem (README.md:{line(STORY, 'Ferry operators')})" in found.reason
    assert f"approach (README.md:{line(STORY, 'We trained')})" in found.reason


def test_what_is_said_where_results_are_read_is_no_approach(tmp_path: Path) -> None:
    more = "\nThe random forest, the ridge regression and the train test split were all the same in the end, we trained on.\n"
    found = content(repository(tmp_path, files(STORY + more)))
    assert f"approach (README.md:{line(STORY, 'We trained')})" in found.reason


def test_the_story_and_the_framing_agree_on_the_problem(tmp_path: Path) -> None:
    aim = STORY.replace(NEED, "The goal of this project is to predict how many trips a ferry makes on a day.")
    aim = aim.replace(" is a risk of its own,", " was chosen,")
    found = repository(tmp_path, files(aim))
    assert problem_framing(found).level == 0
    assert "tells what it is for (README.md:" in content(found).reason
    assert "who has the problem" in str(content(found).fix)
    assert problem_framing(found).evidence[0] == content(found).evidence[0]


def test_a_line_that_only_links_tells_no_problem(tmp_path: Path) -> None:
    pointing = (
        "# Ferry\n\n## Problem statement\n\n- **In words:** [docs/why.md](docs/why.md) - cost of errors, risk of loss\n"
    )
    assert problem_framing(repository(tmp_path / "a", files(pointing))).level == 0
    found = problem_framing(repository(tmp_path / "b", files(pointing, docs__why=f"# Why\n\n{NEED}\n")))
    assert found.level
    assert found.evidence[0].path == "docs/why.md"


def test_a_link_within_a_sentence_tells_it(tmp_path: Path) -> None:
    text = f"# Ferry\n\n## Problem statement\n\n{NEED} More is in [docs/why.md](docs/why.md).\n"
    assert problem_framing(repository(tmp_path, files(text))).evidence[0].line == line(text, "Ferry operators")


def test_a_label_that_asks_why_tells_why(tmp_path: Path) -> None:
    text = "# Ferry\n\nA bot that bids.\n\n- **Why it matters:** It helps operators fill their boats at less cost.\n"
    assert problem_framing(repository(tmp_path, files(text))).level == 1


def test_a_metric_that_is_named_is_not_asked_for_again(tmp_path: Path) -> None:
    text = f"# Ferry\n\n## The problem\n\n{NEED}\n\nThe models are evaluated by RMSE.\n"
    found = problem_framing(repository(tmp_path / "a", files(text)))
    assert found.level == 1
    assert f"README.md:{line(text, 'The models')} names the metric" in str(found.fix)
    without = problem_framing(repository(tmp_path / "b", files(text.replace("evaluated by RMSE", "two"))))
    assert "say which metric decides" in str(without.fix)


def test_a_story_in_two_texts_is_called_after_both(tmp_path: Path) -> None:
    head, results, rest = STORY.partition("## Results")
    rest += "\nThe ridge regression was trained on the same weeks and missed by 55.1 trips, which is an MAE of 55.1 as well.\n"
    found = content(repository(tmp_path, files(head, docs__notes=f"# Notes\n\n{results}{rest}")))
    assert found.reason.startswith("The story in README.md and docs/notes.md tells")


def test_the_length_is_told_as_it_is(tmp_path: Path) -> None:
    short = length(repository(tmp_path / "a", files(STORY + "\n" + f"{NEED} {APPROACH}\n\n" * 2 + f"{NEED}\n")))
    assert "near enough to the 300 to 1,500 words asked for" in short.reason
    fits = length(repository(tmp_path / "b", files(STORY + "\n" + f"{NEED} {APPROACH}\n\n" * 4)))
    assert "about 300 to 1,500 words are asked for" in fits.reason


def test_settings_and_limits_of_a_service_are_no_card(tmp_path: Path) -> None:
    text = (
        "# Ferry\n\nThis model predicts how many trips a ferry makes.\n\n## Environment variables\n\n"
        "These variables are set before it runs, one by one.\n\n## Rate limits\n\n1. Waits for some time and asks again\n"
    )
    reason = model_card(repository(tmp_path, files(text))).reason
    assert "training data" not in reason
    assert "limitations" not in reason


def test_the_data_is_shown_below_its_heading_and_not_where_somebody_starts(tmp_path: Path) -> None:
    text = (
        "# Ferry\n\nThis model predicts how many trips a ferry makes.\n\n## Results\n\nThere are 293 rows in the test set.\n"
        "\n## Running\n\n1. Start with the data: 200 rows of it are enough to run\n\n## Dataset\n\n"
        "Counts of the harbour office, one for each day.\n"
    )
    found = model_card(repository(tmp_path, files(text)))
    assert line(text, "Counts of the harbour") in [place.line for place in found.evidence]


def test_the_use_is_the_line_that_says_whom_it_helps(tmp_path: Path) -> None:
    text = (
        "# Ferry\n\n## Overview\n\nFerries are predicted to grow by a third.\n\n## The problem\n\n"
        "This model helps the planners of the harbour to choose how many boats leave.\n\n## Dataset\n\nCounts of trips by day.\n"
    )
    found = model_card(repository(tmp_path, files(text)))
    assert line(text, "This model helps") in [place.line for place in found.evidence]


def test_fetching_data_is_no_way_to_start_it(tmp_path: Path) -> None:
    text = "# Ferry\n\n## Run\n\n```bash\n./setup-data.sh\nmake data\nuvicorn app:app\n```\n"
    make = {"Makefile": "data:\n\tpython train.py\n"}
    found = deployment_writeup(repository(tmp_path, {**APP, **make, "README.md": text}))
    assert [place.line for place in found.evidence] == [line(text, "uvicorn")]


def test_a_task_that_starts_the_app_is_one(tmp_path: Path) -> None:
    text = "# Ferry\n\n## Run\n\n```bash\nmake go\n```\n"
    found = deployment_writeup(repository(tmp_path, {**APP, "Makefile": "go:\n\tuvicorn app:app\n", "README.md": text}))
    assert [place.line for place in found.evidence] == [line(text, "make go")]


def test_where_it_runs_is_found_below_any_heading(tmp_path: Path) -> None:
    text = (
        "# Ferry\n\n## Solution\n\n1. Deploy of the API to EC2 (free tier)\n\n## Run\n\n```bash\nuvicorn app:app\n```\n"
    )
    found = deployment_writeup(repository(tmp_path / "a", {**APP, "README.md": text}))
    assert f"README.md:{line(text, '1. Deploy')} says where" in str(found.fix)
    tools = text.replace("## Solution", "## Tech stack")
    assert "add where it runs" in str(deployment_writeup(repository(tmp_path / "b", {**APP, "README.md": tools})).fix)


def test_a_choice_in_a_heading_is_told_by_what_stands_below_it(tmp_path: Path) -> None:
    text = (
        "# Ferry\n\n## Serving: FastAPI over Flask\n\n- Async: many requests at once without blocking the others\n"
        "- Types: what comes in is checked by the schema\n\n## Run\n\n```bash\nuvicorn app:app\n```\n"
    )
    found = deployment_writeup(repository(tmp_path, {**APP, "README.md": text}))
    assert found.level == 2
    assert f"and why in that way (README.md:{line(text, '## Serving')})" in found.reason


README = """\
# Ferry trips

This project predicts how many trips a ferry makes on the next day, so that planners can choose the boats for it. It
learns from two years of counts by day and the weather of each of them, which the harbour office keeps.

## Install and run

```bash
pip install -r requirements.txt
python validate.py
python train.py
```
"""


def test_the_run_command_that_is_shown_runs_the_project(tmp_path: Path) -> None:
    text = README + "\n## Results\n\nThe MAE on the held-out month is 41.2 trips.\n"
    found = readme(
        repository(tmp_path, {**files(text), "validate.py": "print('fine')\n", "requirements.txt": "pandas\n"})
    )
    assert found.level == 2
    assert found.evidence[1].line == line(text, "python train.py")


def test_what_a_readme_says_is_shown_where_it_says_it(tmp_path: Path) -> None:
    found = readme(repository(tmp_path, {**files(README), "validate.py": "print('fine')\n"}))
    assert [place.line for place in found.evidence] == [line(README, "This project")]


def test_a_promise_without_code_is_not_about_code(tmp_path: Path) -> None:
    text = "I will write this when it is done, with all that it needs, and how it is to be run on your machine.\n"
    reason = readme(repository(tmp_path, {"README.md": text})).reason
    assert "no code beside it" in reason
    assert "is about code" not in reason


def test_a_data_set_that_is_named_as_what_it_learned_from_is_training_data(tmp_path: Path) -> None:
    named = "# Ferry\n\nThis system trains on the Harbour Trips dataset to predict how many trips a ferry makes.\n"
    assert "training data" in model_card(repository(tmp_path / "a", files(named))).reason
    unnamed = named.replace("the Harbour Trips dataset", "our own dataset")
    assert "training data" not in model_card(repository(tmp_path / "b", files(unnamed))).reason


def test_each_place_of_a_readme_says_what_it_is_the_place_of(tmp_path: Path) -> None:
    text = (
        "# Boats\n\nWe predict the price of used boats from hull, mast and age for the harbour of Mole and its brokers, "
        "so that a broker can name a price on the phone before anybody has looked at the boat in its berth.\n\n"
        "## Install\n\n```\npip install -r requirements.txt\n```\n\n## Run\n\n```\npython train.py\n```\n\n"
        "## Results\n\nThe mean absolute error is 812 euros on the boats of the last year, which were held out.\n"
    )
    files: dict[str, str | bytes] = {
        "README.md": text,
        "requirements.txt": "pandas==2.2.3\n",
        "train.py": "import pandas as pd\nprint(pd.read_csv('boats.csv').price.mean())\n",
    }
    finding = readme(repository(tmp_path, files))
    assert finding.level == 2
    assert [place.shows for place in finding.evidence] == ["how to install", "how to run", "what came out"]
