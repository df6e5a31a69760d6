"""One model with its first settings beside itself with those that a search found, and where a comparison is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.judge import finding_of
from portfolio_kit.rubric.finding import Finding
from tests.criteria.kit import notebook, repository

HEAD = """\
import pandas as pd
from sklearn.ensemble import ExtraTreesClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GridSearchCV, cross_val_score, train_test_split

bees = pd.read_csv("bees.csv")
x_train, x_test, y_train, y_test = train_test_split(bees.drop(columns="swarms"), bees.swarms, random_state=4)
forest = RandomForestClassifier(random_state=4)
"""
PLAIN = "forest.fit(x_train, y_train)\nprint(f1_score(y_test, forest.predict(x_test)))\n"
SEARCH = 'search = GridSearchCV(forest, {"max_depth": [2, 4, 8]}, scoring="f1")\nsearch.fit(x_train, y_train)\n'
TUNED = "best = search.best_estimator_\nsaid = best.predict(x_test)\nprint(f1_score(y_test, said))\n"
CHOICE = """\
def made(kind):
    if kind == "forest":
        model = RandomForestClassifier()
    elif kind == "trees":
        model = ExtraTreesClassifier()
    else:
        model = LogisticRegression()
    return cross_val_score(model, x_train, y_train)


made("forest")
"""


def judged(folder: Path, files: dict[str, str]) -> Finding:
    found = finding_of(repository(folder, {"bees.csv": "swarms,weight\n1,2\n", **files}), "baseline-comparison")
    assert not found.error, found.reason
    return found


def test_a_model_measured_before_and_after_a_search_is_compared_with_itself(tmp_path: Path) -> None:
    found = judged(tmp_path, {"train.py": HEAD + PLAIN + SEARCH + TUNED})
    assert found.level == 1
    assert [place.excerpt for place in found.evidence] == [
        "print(f1_score(y_test, forest.predict(x_test)))",
        "print(f1_score(y_test, said))",
    ]


def test_the_search_itself_may_be_asked_and_a_function_may_measure(tmp_path: Path) -> None:
    measure = (
        "def measure(model):\n    return f1_score(y_test, model.predict(x_test))\n\nforest.fit(x_train, y_train)\n"
    )
    asked = measure + "print(measure(forest))\n" + SEARCH + "print(measure(search.best_estimator_))\n"
    assert judged(tmp_path / "function", {"train.py": HEAD + asked}).level == 1
    asked = PLAIN + SEARCH + "print(search.score(x_test, y_test))\n"
    assert judged(tmp_path / "search", {"train.py": HEAD + asked}).level == 1


@pytest.mark.parametrize(
    "code",
    [PLAIN, SEARCH + TUNED, PLAIN + SEARCH, PLAIN + SEARCH + "print(f1_score(y_train, search.predict(x_train)))\n"],
    ids=["no search", "only what it found", "nothing measured of what it found", "that on training data"],
)
def test_one_of_both_alone_is_no_comparison(tmp_path: Path, code: str) -> None:
    assert judged(tmp_path, {"train.py": HEAD + code}).level == 0


def test_a_comparison_is_shown_where_all_models_are_made_rather_than_where_one_is_chosen(tmp_path: Path) -> None:
    models = "models = [RandomForestClassifier(), ExtraTreesClassifier(), LogisticRegression()]\n"
    loop = "for model in models:\n    print(f1_score(y_test, model.fit(x_train, y_train).predict(x_test)))\n"
    found = judged(
        tmp_path / "both", {"a_choice.py": HEAD + CHOICE, "bees.ipynb": notebook((HEAD, ""), (models + loop, ""))}
    )
    assert {place.path for place in found.evidence} == {"bees.ipynb"}
    assert (found.fix or "").startswith("Nothing that is compared (bees.ipynb")
    assert judged(tmp_path / "choice", {"a_choice.py": HEAD + CHOICE}).evidence[0].path == "a_choice.py"
