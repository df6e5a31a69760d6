"""Models that a project fits itself: what fits, keeps, fetches and asks them, whatever it is called."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from portfolio_kit.repository.models.stages import LOAD, PREDICT, SAVE, STAGES, TRAIN
from tests.criteria.kit import repository

SOLVED = """import numpy as np

class Waage:
    def __init__(self, beta):
        self.beta = beta

    @classmethod
    def eichen(cls, a, y):
        beta, *_ = np.linalg.lstsq(a, y, rcond=None)
        return cls(beta)

    def gewicht(self, a):
        return a @ self.beta

    def sichern(self, pfad):
        np.savez(pfad, beta=self.beta)

    @classmethod
    def laden(cls, pfad):
        return cls(np.load(pfad)["beta"])
"""
CALLS = "from waage import Waage\nWaage.eichen(A, Y).sichern('w.npz')\n"
ASKS = "from waage import Waage\nprint(Waage.laden('w.npz').gewicht([[1, 2]]))\n"
DESCENT = """import numpy as np

def predict(x, w):
    return 1 / (1 + np.exp(-x @ w))

w = np.zeros(3)
for _ in range(500):
    w -= 0.1 * x.T @ (predict(x, w) - y) / len(y)
"""
FACTORS = """for user, film, stars in np.random.permutation(rated):
    wrong = stars - people[user].dot(films[film])
    people[user] += 0.01 * (wrong * films[film] - 0.1 * people[user])
"""


def done(folder: Path, files: Mapping[str, str]) -> dict[str, set[tuple[str, int]]]:
    """What of the stages is done where."""
    stages = repository(folder, files).stages
    return {stage: {(use.module.path, use.call.line) for use in stages.in_scripts[stage]} for stage in STAGES}


def test_a_class_that_solves_for_its_weights_is_a_model(tmp_path: Path) -> None:
    found = done(tmp_path, {"waage.py": SOLVED, "lernen.py": CALLS, "fragen.py": ASKS})
    assert found[TRAIN] == {("waage.py", 9)}
    assert ("waage.py", 16) in found[SAVE]
    assert found[LOAD] >= {("fragen.py", 2), ("waage.py", 20)}
    assert found[PREDICT] == {("fragen.py", 2)}


@pytest.mark.parametrize("code", [DESCENT, FACTORS])
def test_a_loop_that_goes_down_a_gradient_trains(code: str, tmp_path: Path) -> None:
    assert len(done(tmp_path, {"train.py": code})[TRAIN]) == 1


def test_a_function_that_is_called_for_asking_asks_what_was_fitted_beside_it(tmp_path: Path) -> None:
    assert done(tmp_path, {"train.py": DESCENT})[PREDICT] == {("train.py", 8)}


@pytest.mark.parametrize(
    "code",
    [
        "total = 0\nfor price, count in zip(prices, counts):\n    total += price * count\nprint(sum(counts))\n",
        "import numpy as np\nnp.linalg.norm(a)\n",
        "def never(a, y):\n    import numpy as np\n    return np.polyfit(a, y, 1)\n",
    ],
)
def test_other_sums_fit_nothing(code: str, tmp_path: Path) -> None:
    assert done(tmp_path, {"sums.py": code})[TRAIN] == set()


def test_sums_beside_the_models_of_a_library_are_none(tmp_path: Path) -> None:
    code = "import numpy as np\nfrom sklearn.svm import SVC\nnp.linalg.solve(a, b)\nmodel = SVC().fit(x, y)\n"
    assert done(tmp_path, {"train.py": code})[TRAIN] == {("train.py", 4)}


DRAWN = "import numpy as np\nimport matplotlib.pyplot as plt\nline = np.polyfit(heat, sold, 1)\nplt.plot(heat, np.polyval(line, heat))\n"


@pytest.mark.parametrize(
    ("measured", "trained"), [("", 0), ("print(mean_squared_error(sold, np.polyval(line, heat)))\n", 1)]
)
def test_a_line_through_the_points_of_a_plot_is_a_model_where_it_is_measured(
    measured: str, trained: int, tmp_path: Path
) -> None:
    assert len(done(tmp_path, {"page.py": f"{DRAWN}{measured}"})[TRAIN]) == trained


@pytest.mark.parametrize(("kept", "saved"), [("self.mapa", 0), ("self.figure", 0), ("self.ranker", 1), ("self", 1)])
def test_what_an_object_keeps_and_saves_may_be_a_model_but_not_a_map(kept: str, saved: int, tmp_path: Path) -> None:
    code = f"from tensorflow import keras\n\nclass Zones:\n    def write(self, path):\n        {kept}.save(path)\n\nZones().write('kept')\n"
    assert len(done(tmp_path, {"zones.py": code})[SAVE]) == saved
