"""Python scripts whose names have no suffix."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portfolio_kit.criteria.show.end_to_end import end_to_end
from tests.criteria.kit import repository

CODE = """\
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import r2_score
from sklearn.model_selection import train_test_split

table = pd.read_csv("rentals.csv").dropna()
train, test = train_test_split(table, random_state=1)
model = RandomForestRegressor().fit(train[["hour"]], train["rentals"])
print(r2_score(test["rentals"], model.predict(test[["hour"]])))
"""


@pytest.mark.parametrize("name", ["Model", "src/train", "bin/demand_model"])
def test_a_script_without_suffix_is_code(tmp_path: Path, name: str) -> None:
    finding = end_to_end(repository(tmp_path, {name: CODE}))
    assert finding.level == 1
    assert finding.evidence[0].path == name
    assert finding.evidence[0].line == 8


@pytest.mark.parametrize("name", ["LICENSE", "Makefile", "serving.Dockerfile", ".pythonrc", "README", "CHANGELOG"])
def test_what_has_no_suffix_by_custom_is_none(tmp_path: Path, name: str) -> None:
    assert repository(tmp_path, {name: CODE}).scripts == ()


@pytest.mark.parametrize(
    "content",
    [
        "",
        "import os\n\nprint(os.name)\n",
        "From here on, import taxes apply.\n",
        f"#!/bin/sh\npython - <<END\n{CODE}END\n",
    ],
)
def test_a_text_is_no_script(tmp_path: Path, content: str) -> None:
    found = repository(tmp_path, {"notes": content})
    assert found.scripts == ()
    assert found.budget.notes() == ()


@settings(max_examples=60)
@given(st.binary(max_size=200))
@example(b"import numpy\x00")
@example(b"import numpy\n" + b"(" * 5000)
def test_any_bytes_are_read_or_left(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        for module in repository(Path(folder), {"Model": content}).scripts:
            assert module.trees
