"""Sums that a service tells under any path, and searches that draw."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.judge import finding_of
from tests.criteria.kit import repository

SERVICE = """\
import logging
import joblib
from flask import Flask, jsonify, request

log = logging.getLogger("tides")
app = Flask(__name__)
model = joblib.load("model.joblib")
seen = START


@app.route("/board")
def board():
    return jsonify(seen)


@app.route("/level", methods=["POST"])
def level():
    said = model.predict([request.json["wind"]])[0]
    ADDED
    log.info("said %s", said)
    return jsonify(level=said)
"""


@pytest.mark.parametrize(
    ("start", "added", "expected"),
    [
        ('{"asked": 0}', 'seen["asked"] += 1', 2),
        # What is only collected may be the service's own matter.
        ("[]", "seen += [request.json]", 1),
        ('{"asked": 0}', "pass", 1),
    ],
)
def test_a_route_that_tells_sums_measures_the_service(start: str, added: str, expected: int, tmp_path: Path) -> None:
    files = {"serve.py": SERVICE.replace("START", start).replace("ADDED", added)}
    assert finding_of(repository(tmp_path, files), "monitoring").level == expected


SEARCH = """\
import numpy as np
import pandas as pd
from hyperopt import fmin, hp, tpe
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error

tides = pd.read_csv("tides.csv")
past, rest = tides[:90], tides[90:]


def loss(given):
    model = Ridge(alpha=given["alpha"]).fit(past[["wind"]], past["level"])
    return mean_absolute_error(rest["level"], model.predict(rest[["wind"]]))


print(fmin(loss, {"alpha": hp.uniform("alpha", 0, 9)}, algo=tpe.suggest, max_evals=20GIVEN))
"""


@pytest.mark.parametrize(("given", "expected"), [("", 1), (", rstate=np.random.default_rng(3)", 2)])
def test_a_search_draws_unless_it_is_given_a_generator(given: str, expected: int, tmp_path: Path) -> None:
    files = {
        "README.md": "# Tides\n\n    python search.py\n",
        "search.py": SEARCH.replace("GIVEN", given),
        "tides.csv": "wind,level\n" + "".join(f"{row % 7},{row % 11}\n" for row in range(99)),
    }
    assert finding_of(repository(tmp_path, files), "reproducible-runs").level == expected
