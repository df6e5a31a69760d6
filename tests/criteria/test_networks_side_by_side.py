"""Networks that are tried against each other, though the library has one class for all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.judge import finding_of
from portfolio_kit.rubric.finding import Finding
from tests.criteria.kit import notebook, repository

IMPORTS = (
    "import numpy as np\nfrom keras import Sequential\nfrom keras.layers import Conv2D, Dense, Dropout, Flatten\n"
    "images, names, others, their_names = np.load('plums.npz').values()\n"
)
DENSE = "model = Sequential([Flatten(), Dense(64), Dense(10)])\n"
DEEPER = "model = Sequential([Conv2D(8, 3), Flatten(), Dense(64), Dense(10)])\n"
ADDED = "model = Sequential()\nmodel.add(Flatten())\nmodel.add(Dropout(0.5))\nmodel.add(Dense(10))\n"
BUILT = "def convolving():\n    return Sequential([Conv2D(8, 3), Flatten(), Dense(10)])\n\n\nmodel = convolving()\n"
FIT = "model.fit(images, names, epochs=9, validation_data=(others, their_names))\n"


def judged(folder: Path, *cells: str) -> Finding:
    measured = "print(model.evaluate(others, their_names))\n"
    code = [(cell, "") for cell in (IMPORTS, *cells, measured)]
    return finding_of(repository(folder, {"plums.ipynb": notebook("# Plums", *code)}), "baseline-comparison")


@pytest.mark.parametrize("second", [DEEPER, ADDED, BUILT], ids=["a list", "added", "built by a function"])
def test_networks_of_different_layers_that_are_fitted_to_the_same_rows_are_compared(
    second: str, tmp_path: Path
) -> None:
    found = judged(tmp_path, DENSE, FIT, second, FIT)
    assert found.level == 1, found.reason
    assert "2 networks of different layers" in found.reason


@pytest.mark.parametrize(
    "cells",
    [
        (DENSE, FIT, DENSE.replace("64", "32"), FIT),
        (DENSE, FIT, FIT),
        (DENSE, DEEPER, FIT),
        (DENSE, FIT, DEEPER, FIT.replace("images, names", "sounds, words")),
        (DENSE, FIT, DEEPER, FIT.replace(", validation_data=(others, their_names)", "")),
        (DENSE.replace("model", "reader"), DEEPER, FIT),
    ],
    ids=["the same layers", "fitted on", "made again", "other rows", "not measured", "one that is never fitted"],
)
def test_one_network_is_compared_with_nothing(cells: tuple[str, ...], tmp_path: Path) -> None:
    found = judged(tmp_path, *cells)
    assert (found.level, found.reason) == (0, "One model, with nothing to compare it to.")
