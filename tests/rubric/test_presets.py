from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.judge import CRITERIA, judge
from portfolio_kit.errors import UserError
from portfolio_kit.rubric.rubric import NAMES, chosen, criterion_of, installed
from portfolio_kit.rubric.scorecard import Scorecard
from tests.criteria.kit import repository

PROJECT = {
    "README.md": """\
# Bikes

## Problem

The city's bike crew does not know how many bikes each station needs tomorrow. It drives empty vans because of
that, which costs 300 hours a month. We predict tomorrow's demand for its tours; success is an MAE below 5.

## Run it

```
python -m venv .venv
source .venv/bin/activate
pip install -r requirements.txt
python train.py
docker build -t bikes .
docker run -p 8000:8000 bikes
```

## Results

| model | MAE on the hold-out |
|---|---|
| mean of last week | 9.1 |
| random forest | 4.2 |
""",
    "requirements.txt": "pandas==2.2.0\nscikit-learn==1.4.0\njoblib==1.3.2\nfastapi==0.110.0\n",
    "data/bikes.csv": "station,hour,bikes\n1,8,12\n2,9,3\n",
    "train.py": """\
import joblib
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import GridSearchCV, train_test_split

data = pd.read_csv("data/bikes.csv")
train, test = train_test_split(data, random_state=1)
search = GridSearchCV(RandomForestRegressor(random_state=1), {"max_depth": [3, 5]})
search.fit(train[["station", "hour"]], train["bikes"])
Ridge().fit(train[["station", "hour"]], train["bikes"])
print(mean_absolute_error(test["bikes"], search.predict(test[["station", "hour"]])))
joblib.dump(search.best_estimator_, "model.joblib")
""",
    "serve.py": """\
import joblib
from fastapi import FastAPI

app = FastAPI()
model = joblib.load("model.joblib")


@app.post("/predict")
def predict(station: int, hour: int) -> float:
    return float(model.predict([[station, hour]])[0])
""",
}


def judged(folder: Path, name: str, files: dict[str, str]) -> Scorecard:
    return judge(repository(folder, files), installed(name), "bikes")


@pytest.mark.parametrize(
    ("name", "points"), [("article", 100), ("ml-zoomcamp", 16), ("mlops-zoomcamp", 33), ("ml-code-completeness", 5)]
)
def test_the_points_are_those_of_the_course(name: str, points: float) -> None:
    assert sum(criterion.points for criterion in installed(name).criteria) == points


@pytest.mark.parametrize("name", NAMES)
def test_every_criterion_belongs_to_a_pillar_and_says_its_levels(name: str) -> None:
    rubric = installed(name)
    pillars = {pillar.id for pillar in rubric.pillars}
    for criterion in rubric.criteria:
        assert criterion.pillar in pillars
        assert all(text.endswith((".", "…)")) for text in (*criterion.levels, *criterion.next, criterion.why)), (
            criterion.id
        )
    assert len({criterion.id for criterion in rubric.criteria}) == len(rubric.criteria)
    assert rubric.source


def test_every_criterion_and_part_has_its_function_and_every_function_is_asked() -> None:
    asked = set()
    for name in NAMES:
        for criterion in installed(name).criteria:
            asked.update([part.criterion for part in criterion.parts] or [criterion.id])

    assert asked == set(CRITERIA)


def test_ml_zoomcamp_s_model_training_is_graded_in_single_points(tmp_path: Path) -> None:
    card = judged(tmp_path, "ml-zoomcamp", PROJECT)
    training = next(item for item in card.judged if item.criterion.id == "model-training")

    assert (training.finding.level, training.earned, training.possible) == (2, 3, 3)


def test_several_models_without_tuning_earn_two_of_three_points(tmp_path: Path) -> None:
    script = PROJECT["train.py"].replace("GridSearchCV(", "(lambda model, grid: model)(")
    card = judged(tmp_path, "ml-zoomcamp", PROJECT | {"train.py": script})
    training = next(item for item in card.judged if item.criterion.id == "model-training")

    assert (training.finding.level, training.earned) == (1, 2)
    assert card.gain(training) == pytest.approx(100 / 16)


def test_a_criterion_of_one_whole_point_has_no_half(tmp_path: Path) -> None:
    script = "\n".join(line for line in PROJECT["train.py"].split("\n") if "dump" not in line)
    card = judged(tmp_path, "ml-zoomcamp", PROJECT | {"train.py": script})
    trained = next(item for item in card.judged if item.criterion.id == "training-script")

    assert (trained.finding.level, trained.earned) == (1, 0)


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_repository_earns_nothing_to_speak_of(tmp_path: Path, name: str) -> None:
    assert judged(tmp_path, name, {"README.md": ""}).score <= 5


@pytest.mark.parametrize("name", NAMES[1:])
def test_nothing_fails_on_a_real_project(tmp_path: Path, name: str) -> None:
    card = judged(tmp_path, name, PROJECT)

    assert not [item.finding.reason for item in card.judged if item.finding.error]
    assert 0 < card.earned < card.possible


def test_words_about_tools_earn_nothing(tmp_path: Path) -> None:
    """A README that names every tool of the course, and empty files that are called as it wants them."""
    words = (
        "# P\n\nWe use MLflow, a registry, Prefect, Terraform, Kubernetes, Evidently alerts, black, pre-commit, Docker."
    )
    names = (
        "Makefile",
        ".pre-commit-config.yaml",
        "main.tf",
        "prefect.yaml",
        "train.py",
        "tests/integration/test_it.py",
    )
    card = judged(tmp_path, "mlops-zoomcamp", {"README.md": words} | dict.fromkeys(names, "\n"))

    assert card.score <= 10


def test_a_name_that_is_no_rubric_is_refused_with_those_that_are() -> None:
    with pytest.raises(UserError, match=r"no rubric 'cohort': give one of article, ml-zoomcamp, .*, or a TOML file"):
        chosen("cohort")
    with pytest.raises(UserError, match=r"no rubric '\.\./article'"):
        installed("../article")


def test_points_that_do_not_add_up_are_refused() -> None:
    entry = {
        "id": "x", "pillar": "p", "title": "X", "points": 3, "sections": [], "why": "w",
        "levels": ["", "", ""], "next": ["", ""],
        "from": [{"criterion": "readme", "points": [0, 1, 2]}], "combine": "sum",
    }  # fmt: skip

    with pytest.raises(ValueError, match="points is 3, but what can be earned is 2"):
        criterion_of(entry)


def test_a_criterion_begins_only_others_of_its_rubric() -> None:
    for name in NAMES:
        criteria = {criterion.id: criterion for criterion in installed(name).criteria}
        for criterion in criteria.values():
            assert set(criterion.begins) <= criteria.keys() - {criterion.id}
    assert installed().criterion("quantified-results").begins == ("claims-supported",)
