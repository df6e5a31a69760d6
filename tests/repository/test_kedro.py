"""Pipelines of Kedro: what runs in them, and what the command runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.show.end_to_end import end_to_end
from portfolio_kit.criteria.unique.reproducible_runs import reproducible_runs
from tests.criteria.kit import repository

NODES = """\
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split


def clean(table):
    return table.dropna().drop_duplicates()


def fit(table):
    x_train, x_test, y_train, y_test = train_test_split(table[["depth"]], table["catch"], random_state=4)
    model = Ridge().fit(x_train, y_train)
    print(mean_absolute_error(y_test, model.predict(x_test)))
    return model


def predict(model, new):
    return model.predict(new)
"""
PIPELINE = """\
from kedro.pipeline import Pipeline, node, pipeline

from .nodes import clean, fit, predict


def create_pipeline(**kwargs) -> Pipeline:
    return pipeline([
        node(func=clean, inputs="raw", outputs="clean"),
        node(func=fit, inputs="clean", outputs="model"),
        node(func=predict, inputs=["model", "today"], outputs="forecast"),
    ])
"""
REGISTRY = """\
from kedro.framework.project import find_pipelines


def register_pipelines():
    return find_pipelines()
"""
FILES: dict[str, str | bytes] = {
    "src/lake/pipelines/catch/nodes.py": NODES,
    "src/lake/pipelines/catch/pipeline.py": PIPELINE,
    "src/lake/pipelines/catch/__init__.py": "from .pipeline import create_pipeline\n",
    "src/lake/pipelines/__init__.py": "",
    "src/lake/__init__.py": "",
    "src/lake/pipeline_registry.py": REGISTRY,
    "data/01_raw/catch.csv": "depth,catch\n" + "\n".join(f"{n},{n * 3}" for n in range(40)) + "\n",
}


def test_the_nodes_of_a_pipeline_run(tmp_path: Path) -> None:
    assert end_to_end(repository(tmp_path, FILES)).level == 2


def test_a_pipeline_of_another_kind_is_called_by_nobody(tmp_path: Path) -> None:
    files = dict(FILES) | {"src/lake/pipelines/catch/pipeline.py": PIPELINE.replace("kedro.pipeline", "pipes")}
    assert end_to_end(repository(tmp_path, files)).level == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [("README.md", "# Lake\n\n    kedro run\n"), ("Makefile", "KEDRO := cd . && kedro\nrun:\n\t$(KEDRO) run\n")],
)
def test_the_command_runs_the_pipelines(name: str, text: str, tmp_path: Path) -> None:
    assert reproducible_runs(repository(tmp_path, {**FILES, name: text})).level == 2


def test_a_command_that_only_shows_the_pipelines_trains_nothing(tmp_path: Path) -> None:
    assert reproducible_runs(repository(tmp_path, {**FILES, "README.md": "# Lake\n\n    kedro viz\n"})).level == 1


def test_a_model_that_settings_name_is_made_without_a_seed(tmp_path: Path) -> None:
    by_name = NODES.replace("import Ridge", "import Ridge\nfrom sklearn.ensemble import RandomForestRegressor").replace(
        "Ridge().fit", 'globals()[table.attrs["model"]]().fit'
    )
    files = dict(FILES) | {"README.md": "# Lake\n\n    kedro run\n", "src/lake/pipelines/catch/nodes.py": by_name}
    finding = reproducible_runs(repository(tmp_path, files))
    assert finding.level == 1
    assert "draws at random without a seed" in finding.reason
