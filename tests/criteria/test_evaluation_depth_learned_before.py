"""Rows that a model has learned, whichever way they got there, are not held out; and what parts are."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.judge import finding_of
from tests.criteria.kit import notebook, repository

HEAD = """\
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import f1_score, recall_score, roc_auc_score
from sklearn.model_selection import GridSearchCV, KFold, cross_val_score, train_test_split

bees = pd.read_csv("bees.csv")
X, y = bees.drop(columns="swarms"), bees.swarms
"""
MEASURE = """
said = model.predict(X_test)
print(f1_score(y_test, said), recall_score(y_test, said))
"""
SPLIT = "X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=4)\n"


def level(folder: Path, code: str, name: str = "train.py") -> int | None:
    found = finding_of(repository(folder, {name: code, "bees.csv": "swarms,weight\n1,2\n"}), "evaluation-depth")
    assert not found.error, found.reason
    return found.level


def test_a_model_that_was_fitted_before_the_split_has_learned_both_halves(tmp_path: Path) -> None:
    assert level(tmp_path, HEAD + "model = RandomForestClassifier().fit(X, y)\n" + SPLIT + MEASURE) == 0


def test_a_model_that_is_fitted_again_after_the_split_has_not(tmp_path: Path) -> None:
    code = "model = RandomForestClassifier().fit(X, y)\n" + SPLIT + "model.fit(X_train, y_train)\n"
    assert level(tmp_path, HEAD + code + MEASURE) == 1


def test_a_last_fit_to_everything_undoes_nothing_that_was_measured_before(tmp_path: Path) -> None:
    code = SPLIT + "model = RandomForestClassifier().fit(X_train, y_train)\n" + MEASURE + "model.fit(X, y)\n"
    assert level(tmp_path, HEAD + code) == 1


def test_halves_that_are_joined_for_the_fit_are_both_learned(tmp_path: Path) -> None:
    code = SPLIT + (
        "model = RandomForestClassifier()\nmodel.fit(pd.concat([X_train, X_test]), pd.concat([y_train, y_test]))\n"
    )
    assert level(tmp_path, HEAD + code + MEASURE) == 0


def test_a_part_joined_to_the_half_that_is_learned_from_leaves_the_last_one_out(tmp_path: Path) -> None:
    code = """
X_rest, X_test, y_rest, y_test = train_test_split(X, y, random_state=4)
X_train, X_choose, y_train, y_choose = train_test_split(X_rest, y_rest, random_state=4)
model = RandomForestClassifier()
model.fit(pd.concat([X_train, X_choose]), pd.concat([y_train, y_choose]))
"""
    assert level(tmp_path, HEAD + code + MEASURE) == 1


def test_a_sample_of_what_was_learned_is_not_held_out(tmp_path: Path) -> None:
    code = """
held = bees.sample(frac=0.2, random_state=1)
X_test, y_test = held.drop(columns="swarms"), held.swarms
model = RandomForestClassifier().fit(X, y)
"""
    assert level(tmp_path, HEAD + code + MEASURE) == 0


def test_a_sample_that_is_dropped_before_the_fit_is_held_out(tmp_path: Path) -> None:
    code = """
held = bees.sample(frac=0.2, random_state=1)
rest = bees.drop(held.index)
X_test, y_test = held.drop(columns="swarms"), held.swarms
model = RandomForestClassifier().fit(rest.drop(columns="swarms"), rest.swarms)
"""
    assert level(tmp_path, HEAD + code + MEASURE) == 1


def test_a_search_over_all_rows_counts_by_its_folds_where_these_are_looked_at(tmp_path: Path) -> None:
    search = 'search = GridSearchCV(RandomForestClassifier(), {"max_depth": [3, 5]}, scoring="f1").fit(X, y)\n'
    code = HEAD + search + "model = search.best_estimator_\n" + SPLIT + MEASURE
    assert level(tmp_path / "unread", code) == 0
    assert level(tmp_path / "read", code + "print(search.best_score_)\n") == 1


TASKS = """
def parts():
    return train_test_split(bees)

def learn(first, {second}):
    rows = pd.concat([first, {second}])
    return RandomForestClassifier().fit(rows[["weight"]], rows.swarms)

def judge(model, rows):
    said = model.predict(rows[["weight"]])
    return f1_score(rows.swarms, said), recall_score(rows.swarms, said)

first, second = parts()
model = learn(first, {given})
print(judge(model, second))
"""


def test_a_function_that_is_handed_both_halves_and_joins_them_learns_both(tmp_path: Path) -> None:
    assert level(tmp_path, HEAD + TASKS.format(second="test_rows", given="second")) == 0


def test_a_function_that_joins_other_rows_leaves_the_half_alone(tmp_path: Path) -> None:
    more = 'extra = pd.read_csv("more.csv")\n'
    assert level(tmp_path, HEAD + more + TASKS.format(second="more_rows", given="extra")) == 1


NET = """\
import torch
from sklearn.metrics import f1_score, recall_score
from torch.utils.data import DataLoader, random_split

whole = torch.load("bees.pt")
train_set, val_set = random_split(whole, {sizes})
loader = DataLoader({learned}, batch_size=8, shuffle=True)
for x, y in loader:
    torch.nn.functional.cross_entropy(net(x), y).backward()
for x, y in DataLoader(val_set, batch_size=8):
    print(f1_score(y, net(x).argmax(1)), recall_score(y, net(x).argmax(1)))
"""


@pytest.mark.parametrize(
    ("sizes", "learned", "expected"),
    [
        ("[800, 200]", "train_set", 1),
        ("[800, 200]", "train_set.dataset", 0),
        ("[1000, 0]", "train_set", 0),
    ],
)
def test_a_random_split_holds_out_what_is_not_behind_the_other_half(
    tmp_path: Path, sizes: str, learned: str, expected: int
) -> None:
    assert level(tmp_path, NET.format(sizes=sizes, learned=learned)) == expected


INDEX = """\
first, last = train_test_split(range(len(bees)), random_state=1)
X_train, y_train = X.iloc[first], y.iloc[first]
X_test, y_test = X.iloc[{used}], y.iloc[{used}]
model = joblib.load("swarms.joblib")
"""


def test_a_half_that_nothing_reads_holds_nothing_out(tmp_path: Path) -> None:
    assert level(tmp_path / "own", HEAD + INDEX.format(used="first[-50:]") + MEASURE) == 0
    assert level(tmp_path / "other", HEAD + INDEX.format(used="last") + MEASURE) == 1


CROSSED = """
def check(model, X, y):
    folds = KFold(5)
    {kept} = cross_val_score(model, X, y, cv=folds, scoring="f1")
    model.fit(X, y)
    said = model.predict(X)
    return {kept}, f1_score(y, said), recall_score(y, said)

print(check(RandomForestClassifier(), X, y))
"""


def test_folds_whose_scores_are_thrown_away_measure_nothing(tmp_path: Path) -> None:
    assert level(tmp_path / "kept", HEAD + CROSSED.format(kept="scores")) == 1
    assert level(tmp_path / "lost", HEAD + CROSSED.format(kept="_").replace("return _, ", "return ")) == 0


OWN_LOOP = """\
import torch
from sklearn.metrics import f1_score, recall_score
from hives import cut, net, rows

def ask(model, part):
    return [model(x).argmax() for x, _ in part]

def main():
    {parts} = cut(rows())
    m = net()
    opt = torch.optim.Adam(m.parameters())
    for x, y in a:
        torch.nn.functional.cross_entropy(m(x), y).backward()
        opt.step()
    said = ask(m, {asked})
    print(f1_score(truth, said), recall_score(truth, said))

main()
"""


@pytest.mark.parametrize(
    ("parts", "asked", "expected"),
    [("a, b", "b", 1), ("a, b", "a", 0), ("a, classes", "classes", 0)],
)
def test_a_part_that_a_loop_of_training_does_not_go_over_is_held_out(
    tmp_path: Path, parts: str, asked: str, expected: int
) -> None:
    hives = "def cut(x):\n    return x[:9], x[9:]\n\ndef net():\n    return 1\n\ndef rows():\n    return []\n"
    files = {"train.py": OWN_LOOP.format(parts=parts, asked=asked), "hives.py": hives}
    found = finding_of(repository(tmp_path, files), "evaluation-depth")
    assert found.level == expected, found.reason


def test_in_a_notebook_cells_are_read_in_their_order(tmp_path: Path) -> None:
    cells = notebook((HEAD, ""), ("model = RandomForestClassifier().fit(X, y)", ""), (SPLIT + MEASURE, "0.9"))
    assert level(tmp_path, cells, "swarms.ipynb") == 0
