"""Rankings that a script of the project's own measures, and paths that are only tried elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.show.end_to_end import end_to_end
from portfolio_kit.criteria.unique.reproducible_runs import reproducible_runs
from portfolio_kit.repository.limits import LIMITS
from portfolio_kit.repository.models.stages import EVALUATE, TRAIN
from tests.criteria.kit import notebook, repository

RANKS = """\
import numpy as np

ranks = np.array([1, 4, 2])
result = {{"{key}": float((ranks <= 3).mean())}}
"""


@pytest.mark.parametrize(
    ("key", "found"), [("recall@3", True), ("hit_rate", True), ("mrr", True), ("wape", True), ("share", False)]
)
def test_a_ranking_is_measured_under_its_name(key: str, found: bool, tmp_path: Path) -> None:
    read = repository(tmp_path, {"measure.py": RANKS.format(key=key)})
    assert bool(read.stages.of(EVALUATE)) == found


@pytest.mark.parametrize(
    ("name", "found"), [("boxes_precision_recall_f1", True), ("plot_precision_recall_f1", False), ("precisely", False)]
)
def test_a_function_that_measures_several_at_once(name: str, found: bool, tmp_path: Path) -> None:
    code = f"def {name}(truth, given):\n    return len(truth & given)\n\n\nprint({name}({{1}}, {{2}}))\n"
    assert bool(repository(tmp_path, {"measure.py": code}).stages.of(EVALUATE)) == found


def test_what_the_next_command_measures_by_hand_is_measured(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "README.md": "# Shelf\n\n    make\n",
        "Makefile": "all:\n\tpython fit.py\n\tpython measure.py\n",
        "fit.py": "import pandas as pd\nfrom sklearn.svm import SVC\n\nt = pd.read_csv('data/a.csv')\nSVC().fit(t, t.y)\n",
        "data/a.csv": "x,y\n" + "\n".join(f"{n},{n % 2}" for n in range(30)) + "\n",
    }
    assert (
        reproducible_runs(repository(tmp_path / "a", {**files, "measure.py": RANKS.format(key="recall@3")})).level == 2
    )
    assert reproducible_runs(repository(tmp_path / "b", {**files, "measure.py": RANKS.format(key="share")})).level == 1


LEARN = """\
import os
import pandas as pd
from sklearn.svm import SVC

{read}
SVC().fit(table, table.y)
"""
FIRST = 'if os.path.exists("rows.csv"):\n    table = pd.read_csv("rows.csv")\nelse:\n    table = pd.read_csv("{}")\n'


@pytest.mark.parametrize(
    ("read", "name", "level"),
    [
        (FIRST.format("/content/drive/MyDrive/rows.csv"), "rows.csv", 1),
        (FIRST.format("/content/drive/MyDrive/rows.csv"), "lines.csv", 0),
        ('table = pd.read_csv("/content/drive/MyDrive/rows.csv")\n', "rows.csv", 0),
    ],
)
def test_a_path_that_is_only_tried_elsewhere(read: str, name: str, level: int, tmp_path: Path) -> None:
    rows = "x,y\n" + "\n".join(f"{n},{n % 2}" for n in range(30)) + "\n"
    read_from = read.replace("MyDrive/rows.csv", "MyDrive/copy.csv")
    files: dict[str, str | bytes] = {"fit.ipynb": notebook((LEARN.format(read=read_from), "")), name: rows}
    assert reproducible_runs(repository(tmp_path, files)).level == level


def test_of_more_code_than_is_parsed_what_works_with_models_comes_first(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        f"part_{number}.py": "".join(f"value_{line} = {line}\n" for line in range(30_000)) for number in range(3)
    }
    deep = "from sklearn.svm import SVC\n\nSVC().fit([[1], [2]], [0, 1])\n"
    assert sum(len(text) for text in files.values()) > LIMITS.parsed
    assert repository(tmp_path, {**files, "a/b/c/d/fit.py": deep}).stages.of(TRAIN)


CARD = """\
import json
import pandas as pd
import statsmodels.formula.api as smf
from sklearn.metrics import roc_auc_score

table = pd.read_csv("rows.csv").dropna().drop_duplicates()
fitted = smf.logit("y ~ x", data=table[table.part == "train"]).fit()
print(roc_auc_score(table[table.part == "test"].y, fitted.predict(table[table.part == "test"])))
json.dump({kept}, open("card.json", "w"))
"""
SCORE = """\
import json
import sys

card = json.load(open("card.json"))
print(card["Intercept"] + card["x"] * float(sys.argv[1]))
"""


@pytest.mark.parametrize(("kept", "level"), [("fitted.params.to_dict()", 2), ("{'rows': len(table)}", 1)])
def test_a_card_of_weights_is_asked(kept: str, level: int, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"fit.py": CARD.format(kept=kept).replace("{{", "{"), "score.py": SCORE}
    assert end_to_end(repository(tmp_path, files)).level == level
