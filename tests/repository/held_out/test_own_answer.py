"""A model that is given the answer among its columns measures nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.judge import finding_of
from tests.criteria.kit import repository

LOAVES = """\
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split

COLUMNS = ["sold", {more}]
loaves = pd.read_csv("data/loaves.csv")


def main():
{split}
    model = LogisticRegression().fit(x, y)
    print(f1_score(y_test, model.predict(x_test)))


main()
"""
AT_RANDOM = '    x, x_test, y, y_test = train_test_split(loaves[COLUMNS], loaves["out"], random_state=0)\n'
BY_NAME = f'    rows, answers = loaves[COLUMNS], loaves["out"]\n{AT_RANDOM.replace("loaves[COLUMNS]", "rows")}'.replace(
    'loaves["out"], random', "answers, random"
)
CODE = {"at random": AT_RANDOM, "by names": BY_NAME}


@pytest.mark.parametrize("how", CODE)
def test_a_model_that_learns_from_its_answer_is_not_evaluated(how: str, tmp_path: Path) -> None:
    for more, expected in (('"out"', 0), ('"baked"', 1)):
        files = {
            "train.py": LOAVES.format(more=more, split=CODE[how]),
            "data/loaves.csv": "sold,baked,out\n1,3,0\n9,9,1\n",
            "README.md": "# Loaves\n",
        }
        finding = finding_of(repository(tmp_path / more.strip('"'), files), "evaluation-depth")
        assert finding.level == expected, finding.reason
