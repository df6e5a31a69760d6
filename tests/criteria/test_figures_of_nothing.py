"""Figures that are drawn, written out or told by code that takes no notice of the data: they earn nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from portfolio_kit.criteria.judge import finding_of, judge
from portfolio_kit.rubric.rubric import installed
from tests.criteria.kit import repository
from tests.criteria.members import MEMBERS, TRAIN
from tests.criteria.test_gaming import earned

STORY = """\
# Regattas

The harbour office of a small town plans its pilots by the evening before. It needs to know which boats will start: success
is to find four in five of them, as a pilot who waits for nothing costs 90 euros.

## Results

On the 212 held-out boats of 2023 the recall is 0.81 against 0.44 of the list of last year.

![screen](docs/screen.png)
"""
AROUND: Mapping[str, str | bytes] = {
    "README.md": STORY,
    "requirements.txt": "numpy==2.0.0\npandas==2.2.2\nscikit-learn==1.5.0\n",
    "data/boats.csv": "boat,length,started\n" + "".join(f"{row},{row % 9},{row % 2}\n" for row in range(60)),
    "docs/screen.png": b"\x89PNG" + bytes(range(256)) * 40,
}
DRAWN = """\
import numpy as np
from sklearn.metrics import recall_score

chance = np.random.default_rng(7)
started = chance.integers(0, 2, 500)
said = np.where(chance.random(500) < 0.8, started, 1 - started)
print(recall_score(started, said))
"""
NEXT_TO_DATA = DRAWN.replace("chance.integers(0, 2, 500)", 'pd.read_csv("data/boats.csv")["started"]').replace(
    "import numpy as np\n", "import numpy as np\nimport pandas as pd\n"
)
STEPS = """\
import logging
import numpy as np
import pandas as pd

log = logging.getLogger(__name__)


def train_model(boats):
    log.info("training")
    return np.random.rand(boats.shape[1])


def evaluate_model(weights, boats):
    return {{"recall": 0.81 + np.random.rand() * 0.01}}


def main():
    boats = pd.read_csv("data/boats.csv").dropna()
    print(evaluate_model({trained}, boats))


main()
"""
PAGE = (
    "const out = document.getElementById('out');\n"
    + "".join(f"function show{at}() {{\n  out.textContent = 'boat {at}';\n}}\n" for at in range(9))
    + "window.addEventListener('load', show1);\n"
)
TABLES = "".join(f"CREATE TABLE boats_{at} (id INT);\n" for at in range(20))
WORTHLESS: dict[str, Mapping[str, str | bytes]] = {
    "a metric of numbers that are drawn": {"measure.py": DRAWN},
    "steps that draw what they give back": {"steps.py": STEPS.format(trained="train_model(boats)")},
    "a script that only moves what is on a page": {"web/page.js": PAGE},
    "tables that are made and never read": {"schema.sql": TABLES},
}
WORK: dict[str, Mapping[str, str | bytes]] = {
    "a metric of what the data says": {"measure.py": NEXT_TO_DATA.replace("1 - started", "started * 0")},
    "steps that learn from the data": {
        "steps.py": STEPS.format(trained="train_model(boats)").replace(
            "np.random.rand(boats.shape[1])", "np.linalg.lstsq(boats, boats)"
        )
    },
    "a script that asks for what it shows": {"web/page.js": PAGE.replace("'boat 1'", "await (await fetch('/boats')).text()")},
    "tables that are read": {"schema.sql": f"{TABLES}\nselect id\nfrom boats_1;\n"},
}  # fmt: skip


@pytest.mark.parametrize("what", WORTHLESS)
def test_a_story_beside_work_that_is_none_earns_next_to_nothing(what: str, tmp_path: Path) -> None:
    card = judge(repository(tmp_path, {**AROUND, **WORTHLESS[what]}), installed(), "here")
    assert card.score <= 3, earned(card)


@pytest.mark.parametrize("what", WORK)
def test_a_near_miss_of_work_that_is_none_is_work(what: str, tmp_path: Path) -> None:
    assert repository(tmp_path, {**AROUND, **WORK[what]}).has_work


ANSWER = "from fastapi import FastAPI\n{more}\napp = FastAPI()\n\n\n@app.post('/predict')\ndef predict(row: dict):\n    return {answer}\n"
SHOWN = "# Boats\n\n```bash\nuvicorn api:app\n```\n\nResponse:\n\n```json\n{\"prediction\": 0.81}\n```\n"  # fmt: skip


@pytest.mark.parametrize(
    ("more", "answer", "level"),
    [
        ("", "{'prediction': 0.81}", 1),
        ("import joblib\n\nmodel = joblib.load('model.joblib')", "{'prediction': 0.81}", 1),
        ("import joblib\n\nmodel = joblib.load('model.joblib')", "{'prediction': model.predict([[row['age']]])[0]}", 2),
    ],
)
def test_an_api_that_answers_everybody_the_same_shows_no_work(
    more: str, answer: str, level: int, tmp_path: Path
) -> None:
    files = {"api.py": ANSWER.format(more=more, answer=answer), "README.md": SHOWN, "train.py": TRAIN}
    assert finding_of(repository(tmp_path, files), "demo").level == level


BY_GENDER = TRAIN + (
    "\nimport numpy as np\n\nfor gender, part in data.groupby('gender'):\n    said = {said}\n"
    "    print(gender, recall_score(part['left'], said))\n"
)
TOLD = "# Members\n\nRecall is 0.81 for women and 0.72 for men, so we lowered the threshold for men.\n"


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ("model.predict(part[['age', 'visits']])", 2),
        ("np.random.randint(0, 2, len(part))", 0),
        ("np.random.default_rng(1).integers(0, 2, len(part))", 0),
    ],
)
def test_a_metric_by_group_of_answers_that_are_drawn_is_none(said: str, level: int, tmp_path: Path) -> None:
    files = {"train.py": BY_GENDER.format(said=said), "data/members.csv": MEMBERS, "README.md": TOLD}
    assert finding_of(repository(tmp_path, files), "fairness").level == level


@pytest.mark.parametrize(
    ("value", "level"), [("0.93", 0), ("model.score(x_test, y_test)", 2), ("1", 2), ("float(y_test.mean())", 2)]
)
def test_a_metric_that_is_set_to_a_figure_in_the_code_measures_nothing(value: str, level: int, tmp_path: Path) -> None:
    code = (
        TRAIN
        + f"\nfrom prometheus_client import Gauge\n\nQUALITY = Gauge('quality', 'Quality')\nQUALITY.set({value})\n"
    )
    assert (
        finding_of(repository(tmp_path, {"train.py": code, "data/members.csv": MEMBERS}), "monitoring").level == level
    )
