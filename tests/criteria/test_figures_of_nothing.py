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
LOADED = "import joblib\nimport pandas as pd\n\nmodel = joblib.load('model.joblib')\n"
FITTED = """\
import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression

boats = pd.read_csv("data/boats.csv")
made = pd.DataFrame({{"length": np.random.randint(1, 9, 90), "started": np.random.choice([0, 1], 90)}})
LogisticRegression().fit({given})
"""
SPLIT = """\
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

boats = np.random.rand(90, 2)
started = np.random.randint(0, 2, 90)
rows, others, answers, rest = train_test_split(boats, started)
LogisticRegression().fit(rows, answers)
"""
READ = "import pandas as pd\n\n" + "".join(f"boats = pd.read_csv('raw/boats_{at}.csv')\n" for at in range(9))
SAYS = "public class Main {\n" + "".join(f'  System.out.println("epoch {at}");\n' for at in range(20)) + "}\n"
WORTHLESS: dict[str, Mapping[str, str | bytes]] = {
    "a metric of numbers that are drawn": {"measure.py": DRAWN},
    "steps that draw what they give back": {"steps.py": STEPS.format(trained="train_model(boats)")},
    "a script that only moves what is on a page": {"web/page.js": PAGE},
    "tables that are made and never read": {"schema.sql": TABLES},
    "a model that is loaded and never asked": {"ask.py": LOADED},
    "a fit of rows that are written out": {"fit.py": FITTED.format(given="[[0], [1]], [0, 1]")},
    "a fit of rows that are drawn": {
        "fit.py": FITTED.format(given="np.random.rand(90, 2), np.random.randint(0, 2, 90)")
    },
    "a fit of a part of rows that are drawn": {"fit.py": SPLIT},
    "a fit of a table whose columns are drawn": {"fit.py": FITTED.format(given="made[['length']], made['started']")},
    "a model of rows that are drawn, asked and measured": {
        "fit.py": SPLIT.replace("LogisticRegression().fit", "model = LogisticRegression().fit")
        + "from sklearn.metrics import f1_score\n\nprint(f1_score(rest, model.predict(others)))\n"
    },
    "the same read again and again": {"read.py": READ},
    "a program that only says what it does": {"Main.java": SAYS},
    "a program that only keeps figures": {"results.R": "".join(f"recall_{at} <- 0.8{at}\n" for at in range(20))},
}
WORK: dict[str, Mapping[str, str | bytes]] = {
    "a metric of what the data says": {
        "measure.py": NEXT_TO_DATA.replace("chance.random(500) < 0.8, started, 1 - started", "boats['length'] > 4, 1, 0")
    },
    "steps that learn from the data": {
        "steps.py": STEPS.format(trained="train_model(boats)").replace(
            "np.random.rand(boats.shape[1])", "np.linalg.lstsq(boats, boats)"
        )
    },
    "a script that asks for what it shows": {"web/page.js": PAGE.replace("'boat 1'", "await (await fetch('/boats')).text()")},
    "a model that is loaded and asked": {"ask.py": f"{LOADED}print(model.predict(pd.read_csv('data/boats.csv')))\n"},
    "a fit of rows that are read": {"fit.py": FITTED.format(given="boats[['length']], boats['started']")},
    "a fit of what is worked out from rows that are drawn": {
        "fit.py": SPLIT.replace("np.random.randint(0, 2, 90)", "(boats.sum(axis=1) > 1).astype(int)")
    },
    "a fit of what is drawn around what is drawn": {
        "fit.py": SPLIT.replace("np.random.rand(90, 2)", "np.random.normal(started[:, None], 1, (90, 2))")
    },
    "a fit of rows that are drawn and then moved apart": {
        "fit.py": SPLIT.replace("rows, others", "boats[started == 1] += 2\nrows, others")
    },
    "a fit of a table with a column that is worked out": {
        "fit.py": FITTED.format(given="made[['length']], made['started']").replace(
            "LogisticRegression().", "made['started'] = made['length'] > 4\nLogisticRegression()."
        )
    },
    "reading, cleaning and putting together": {
        "read.py": READ + "boats = boats.dropna().drop_duplicates()\nboats = boats.merge(boats, on='boat')\n"
    },
    "a program that works something out": {"Main.java": SAYS.replace('");', '" + boats.get({}) * weight[{}]);')},
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
