"""What honest people do and say in ways of their own, and what only looks like it."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.framing_words import names_whose
from portfolio_kit.criteria.judge import finding_of
from portfolio_kit.criteria.success_words import names_quantity, says_cost_of_errors
from portfolio_kit.rubric.finding import Finding
from tests.criteria.kit import MEMBERS, OF_MEMBERS, notebook, repository

TRAIN = """\
import joblib
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split


def parts(x, y):
    x_a, x_b, y_a, y_b = train_test_split(x, y, random_state=1)
    return x_a, x_b, y_a, y_b


table = pd.read_csv("data/members.csv").dropna()
x, y = table[["age", "visits"]], table["tenure"]
x_a, x_b, y_a, y_b = parts(x, y)
model = RandomForestRegressor(random_state=1).fit({})
print(mean_absolute_error(y_b, model.predict(x_b)))
joblib.dump(model, "out/model.joblib")
"""
API = """\
import falcon
import joblib


class Wait:
    def __init__(self, model):
        self.model = model

    def on_post(self, req, resp):
        resp.media = {"wait": float(self.model.predict([req.get_media()["row"]])[0])}


def build():
    app = falcon.App()
    app.add_route("/wait", Wait(joblib.load("out/model.joblib")))
    return app
"""
ELSEWHERE = """\
import joblib


class Persistent:
    def predict(self, rows):
        return [row[0] for row in rows]


def current():
    try:
        return joblib.load("shelf/current.joblib")
    except OSError:
        return Persistent()
"""
ASKING = """\
import falcon

from shelf import current


class Wait:
    def __init__(self):
        self.model = current()

    def on_post(self, req, resp):
        resp.media = {"wait": float(self.model.predict([req.get_media()["row"]])[0])}


api = falcon.App()
api.add_route("/wait", Wait())
"""
DATA = {"data/members.csv": MEMBERS}


def judged(folder: Path, criterion: str, files: dict[str, str]) -> Finding:
    return finding_of(repository(folder, DATA | files), criterion)


def test_a_model_of_all_rows_is_measured_on_none_that_a_function_split_off(tmp_path: Path) -> None:
    assert judged(tmp_path, "evaluation-depth", {"fit.py": TRAIN.replace("{}", "x, y")}).level == 0
    assert judged(tmp_path / "apart", "evaluation-depth", {"fit.py": TRAIN.replace("{}", "x_a, y_a")}).level == 1


def test_a_server_calls_the_function_that_makes_the_app(tmp_path: Path) -> None:
    finding = judged(tmp_path, "serving-endpoint", {"fit.py": TRAIN.replace("{}", "x_a, y_a"), "board.py": API})
    assert finding.level == 2
    assert any("joblib.load" in place.excerpt for place in finding.evidence)


@pytest.mark.parametrize("criterion", ["serving-endpoint", "end-to-end"])
def test_a_model_that_nothing_writes_is_never_asked(tmp_path: Path, criterion: str) -> None:
    files = {"fit.py": TRAIN.replace("{}", "x_a, y_a"), "shelf.py": ELSEWHERE, "api.py": ASKING}
    assert judged(tmp_path, criterion, files).level == 1
    written = files | {"shelf.py": ELSEWHERE.replace("shelf/current", "out/model")}
    assert judged(tmp_path / "written", criterion, written).level == 2


def test_the_spread_that_a_search_tells_is_looked_at(tmp_path: Path) -> None:
    code = OF_MEMBERS + "search = GridSearchCV(model, {'max_depth': [2, 3]}).fit(x_train, y_train)\n"
    spread = code + "print(search.cv_results_['std_test_score'][search.best_index_])\n"
    finding = judged(tmp_path, "evaluation-depth", {"fit.py": spread})
    assert finding.level == 2
    assert "the spread over folds" in finding.reason
    assert judged(tmp_path / "mean", "evaluation-depth", {"fit.py": code}).level == 1


def test_a_habit_in_a_column_is_a_baseline(tmp_path: Path) -> None:
    table = "# Bread\n\n| | {} | model |\n|---|---|---|\n| mean absolute error | 50.9 | 41.9 |\n"
    code = TRAIN.replace("{}", "x_a, y_a")
    readme = {"README.md": table.format("habit (last week)"), "fit.py": code}
    finding = judged(tmp_path, "baseline-comparison", readme)
    assert finding.level == 2
    assert "50.9" in finding.reason
    plain = {"README.md": table.format("first shop"), "fit.py": code}
    assert judged(tmp_path / "plain", "baseline-comparison", plain).level == 0


def test_a_table_that_was_typed_in_shows_nothing(tmp_path: Path) -> None:
    typed = 'rows = pd.DataFrame([["trees", 0.966]], columns=["model", "F1"])\nrows\n'
    code = (OF_MEMBERS.replace("print(f1_score(y_test, pred))", ""), "")
    readme = {"README.md": "# Gym\n\nThe trees reach an F1 of 0.966 on the test set.\n"}
    shown = {"gym.ipynb": notebook(code, (typed, "   model     F1\n0  trees  0.966\n"))}
    assert judged(tmp_path, "claims-supported", readme | shown).level == 1
    measured = typed.replace("0.966", "round(f1_score(y_test, pred), 3)")
    shown = {"gym.ipynb": notebook(code, (measured, "   model     F1\n0  trees  0.966\n"))}
    assert judged(tmp_path / "measured", "claims-supported", readme | shown).level == 2


PERSONS = "sender;contact;text\nGerda Holm;g.holm@gmx.net;lamp\nTarek Aydin;t.aydin@web.de;hole\nUte Sommer;ute.s@gmx.net;noise\n"


def test_mail_addresses_that_are_made_of_names_are_of_persons(tmp_path: Path) -> None:
    readme = {"README.md": "# Letters\n\nAll letters were anonymised before they came here.\n", "fit.py": OF_MEMBERS}
    finding = judged(tmp_path, "privacy", readme | {"data/letters.csv": PERSONS})
    assert finding.level == 0
    assert finding.evidence[0].path == "data/letters.csv"
    shops = PERSONS.replace("sender", "shop")
    assert judged(tmp_path / "shops", "privacy", readme | {"data/letters.csv": shops}).level == 2


@pytest.mark.parametrize(
    ("sentence", "tells"),
    [
        ("for the mail room of a town hall, which sends every fifth letter to the wrong desk", True),
        ("für die poststelle eines rathauses,\ndie heute jede fünfte falsch weiterleitet", True),
        ("para a padaria da esquina, que joga fora vinte pães toda noite", True),
        ("pour la boulangerie du coin qui jette vingt pains chaque soir et attend la pluie", True),
        ("for the model which predicts every day what is wrong", False),
        ("for the first time that anybody could see a picture", False),
    ],
)
def test_whom_it_is_for_and_what_befalls_them(sentence: str, *, tells: bool) -> None:
    assert names_whose(sentence) is tells


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("if loaves are left over each costs her € 0.35; if they run out she loses € 0.90", True),
        ("se sobra, vira farinha (r$ 0,35 por unidade); se falta, perde a venda (r$ 0,90)", True),
        ("at £4 a call and £210 a leaver a lower cut would be the cheapest", True),
        ("at £4 a call it is cheap", False),
        ("if you buy a loaf it costs € 0.90", False),
        ("if it rains we sell less, and if it is hot we sell more", False),
    ],
)
def test_a_price_for_either_mistake_is_a_cost_of_errors(text: str, *, tells: bool) -> None:
    assert says_cost_of_errors(text) is tells


def test_what_counts_is_told_against_what_does_not() -> None:
    assert names_quantity("o que conta para ela não é acertar, é gastar menos por dia")
    assert not names_quantity("o que conta para ela é o pão")
