"""What is looked at beyond the metrics, through functions and by counting; and what a text only says of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.judge import finding_of
from tests.criteria.kit import repository

HEAD = """\
import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, roc_auc_score
from sklearn.model_selection import StratifiedKFold

data = pd.read_csv("boats.csv")
x, y = data[["hull"]], data["sold"]


def measured(y, p):
    return {"auc": roc_auc_score(y, p), "f1": f1_score(y, p > 0.5)}


def short(rows):
    return {key: FOLDED([row[key] for row in rows]) for key in rows[0]}


found = {"tree": []}
for a, b in StratifiedKFold(5, shuffle=True, random_state=0).split(x, y):
    p = LogisticRegression().fit(x.iloc[a], y.iloc[a]).predict_proba(x.iloc[b])[:, 1]
    found["tree"].append(measured(y.iloc[b], p))
"""
SHOWN = "print({name: short(rows) for name, rows in found.items()})\n"
CUT = """\
for cut in np.arange(0.1, 0.9, 0.1):
    print(cut, 5 * ((p < cut) & (y.iloc[b] == 1)).sum() + ((p >= cut) & (y.iloc[b] == 0)).sum())
"""
ROWS = "hull,sold\n1,0\n9,1\n"


def level(folder: Path, code: str, text: str = "# Boats\n") -> int | None:
    files = {"train.py": code, "boats.csv": ROWS, "README.md": text}
    finding = finding_of(repository(folder, files), "evaluation-depth")
    assert not finding.error, finding.reason
    return finding.level


@pytest.mark.parametrize(
    ("folded", "end", "expected"),
    [
        ("np.std", SHOWN, 2),
        ("np.mean", SHOWN, 1),
        # The spread of a feature says nothing of the model.
        ("np.mean", SHOWN + "print(np.std(x))\n", 1),
    ],
)
def test_the_spread_of_what_folds_collect_counts_through_functions(
    folded: str, end: str, expected: int, tmp_path: Path
) -> None:
    assert level(tmp_path, HEAD.replace("FOLDED", folded) + end) == expected


@pytest.mark.parametrize(("called", "expected"), [("print(crossed(LogisticRegression()))\n", 2), ("", 1)])
@pytest.mark.parametrize("spread", ["scores.std()", 'search.cv_results_["std_test_score"][search.best_index_]'])
def test_the_spread_over_folds_in_a_function_that_nothing_calls_is_none(
    spread: str, called: str, expected: int, tmp_path: Path
) -> None:
    crossed = (
        "from sklearn.model_selection import GridSearchCV, cross_val_score\n\n\ndef crossed(model):\n"
        '    scores = cross_val_score(model, x, y, scoring="roc_auc")\n'
        f'    search = GridSearchCV(model, {{"C": [1, 2]}}).fit(x, y)\n    return {spread}\n\n\n'
    )
    assert level(tmp_path, f"{HEAD.replace('FOLDED', 'np.mean')}{crossed}{called}") == expected


@pytest.mark.parametrize(
    ("looks", "expected"),
    [
        ("stds = found['std_test_score']\nprint(stds[search.best_index_])\n", 2),
        ("print(pd.DataFrame(found)[['params', 'mean_test_score', 'std_test_score']])\n", 2),
        ("for mean, std in zip(found['mean_test_score'], found['std_test_score']):\n    print(mean, std)\n", 2),
        ("kept = {'stds': found['std_test_score'].tolist()}\n", 1),
        ("for mean, std in zip(found['mean_test_score'], found['std_test_score']):\n    run.log(mean, std)\n", 1),
    ],
    ids=["the best's", "a table's", "each one's", "kept", "logged"],
)
def test_the_spread_that_a_search_keeps_counts_where_it_is_picked_or_shown(
    looks: str, expected: int, tmp_path: Path
) -> None:
    search = (
        "from sklearn.model_selection import GridSearchCV\n\n"
        'search = GridSearchCV(LogisticRegression(), {"C": [1, 2]}).fit(x, y)\nfound = search.cv_results_\n'
    )
    assert level(tmp_path, f"{HEAD.replace('FOLDED', 'np.mean')}{search}{looks}") == expected


def test_a_loop_that_counts_the_errors_at_each_cut_chooses_a_threshold(tmp_path: Path) -> None:
    code = HEAD.replace("FOLDED", "np.mean")
    assert level(tmp_path / "counted", code + CUT) == 2
    assert (
        level(tmp_path / "printed", code + "for cut in np.arange(0.1, 0.9, 0.1):\n    print(cut, (p < cut).sum())\n")
        == 1
    )


@pytest.mark.parametrize(("name", "expected"), [("execution_time", 1), ("inference_time", 2)])
def test_how_long_a_program_ran_is_not_how_long_the_model_takes_to_answer(
    name: str, expected: int, tmp_path: Path
) -> None:
    timed = f"import time\n\nstart = time.time()\nLogisticRegression().fit(x, y)\n{name} = time.time() - start\n"
    assert level(tmp_path, f"{HEAD.replace('FOLDED', 'np.mean')}{timed}print({name})\n") == expected


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        ("data[(data.hull >= cut) & (data.mast == 1)].sold.mean()", 1),
        ("((p >= cut) & (y.iloc[b] == 0)).mean()", 2),
    ],
    ids=["a column over bins", "errors"],
)
def test_the_mean_of_a_column_at_each_step_of_another_chooses_none(taken: str, expected: int, tmp_path: Path) -> None:
    code = HEAD.replace("FOLDED", "np.mean")
    assert level(tmp_path, f"{code}for cut in np.arange(1, 9):\n    print(cut, {taken})\n") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The decision threshold was reviewed with the cost of each error in mind.", 1),
        ("A missed boat costs five times a false alarm, so the threshold is 0.35.", 2),
        ("The threshold is 0.34: at £4 a call and £210 a boat a lower one would be cheaper.", 2),
        ("The threshold would be 0.34, at £4 a call and £210 a boat.", 1),
    ],
)
def test_a_threshold_that_was_reviewed_weighs_no_cost(sentence: str, expected: int, tmp_path: Path) -> None:
    text = f"# Boats\n\n## Results\n\nRecall of sold boats is 0.76 at threshold 0.5. {sentence}\n"
    assert level(tmp_path, HEAD.replace("FOLDED", "np.mean"), text) == expected


@pytest.mark.parametrize(
    ("called", "expected"),
    [("print(lift_at(y, model.predict_proba(x)[:, 1], 0.1))\n", 2), ("", 1)],
    ids=["called", "never called"],
)
def test_the_lift_of_those_who_are_picked_first_goes_beyond_the_metrics(
    called: str, expected: int, tmp_path: Path
) -> None:
    lift = (
        "\n\ndef lift_at(truth, p, share):\n    first = np.argsort(-p)[: int(len(p) * share)]\n"
        "    return truth.iloc[first].mean() / truth.mean()\n\n\nmodel = LogisticRegression().fit(x, y)\n"
    )
    assert level(tmp_path, f"{HEAD.replace('FOLDED', 'np.mean')}{lift}{called}") == expected
