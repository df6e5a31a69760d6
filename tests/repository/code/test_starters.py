"""Modules that a project template came with and nobody has written anything into."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.production.monitoring import monitoring
from portfolio_kit.criteria.unique.originality import originality
from tests.criteria.kit import repository

TYPER = """\
from pathlib import Path

import typer
from loguru import logger
from tqdm import tqdm

from boats.config import RAW_DATA_DIR

app = typer.Typer()


@app.command()
def main(input_path: Path = RAW_DATA_DIR / "dataset.csv"):
    # ---- REPLACE THIS WITH YOUR OWN CODE ----
    logger.info("Processing dataset...")
    for i in tqdm(range(10), total=10):
        if i == 5:
            logger.info("Something happened for iteration 5.")
    logger.success("Processing dataset complete.")


if __name__ == "__main__":
    app()
"""
CLICK = """\
import logging
from pathlib import Path

import click
from dotenv import find_dotenv, load_dotenv


@click.command()
@click.argument("input_filepath", type=click.Path(exists=True))
def main(input_filepath):
    \"\"\" Runs data processing scripts to turn raw data from (../raw) into
        cleaned data ready to be analyzed (saved in ../processed).
    \"\"\"
    logger = logging.getLogger(__name__)
    logger.info("making final data set from raw data")


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    load_dotenv(find_dotenv())
    main()
"""
TRAIN = (
    "import pandas as pd\nfrom sklearn.svm import SVC\ndata = pd.read_csv('boats.csv')\n"
    "SVC().fit(data[['hull']], data['sold'])\n"
)


@pytest.mark.parametrize("code", [TYPER, CLICK], ids=["typer", "click"])
def test_what_a_template_left_is_no_code_of_the_project(tmp_path: Path, code: str) -> None:
    found = repository(tmp_path, {"boats/dataset.py": code, "train.py": TRAIN})
    assert [module.path for module in found.scripts] == ["train.py"]
    assert monitoring(found).level == 0
    assert {item.package for item in found.environment.missing} == {"pandas", "sklearn"}


def test_own_code_below_the_mark_is_code(tmp_path: Path) -> None:
    code = TYPER.replace('    logger.success("', '    pd.read_csv(input_path).dropna()\n    logger.success("')
    found = repository(tmp_path, {"boats/dataset.py": code, "train.py": TRAIN})
    assert {module.path for module in found.scripts} == {"boats/dataset.py", "train.py"}


def test_originality_names_the_modules_that_are_as_they_came(tmp_path: Path) -> None:
    own = "".join(f"def step_{number}(row):\n    return sum(row[:{number}])\n\n" for number in range(300))
    files = {f"boats/{name}.py": TYPER for name in ("dataset", "features", "plots")}
    finding = originality(repository(tmp_path, {**files, "train.py": TRAIN + own}))
    assert finding.level == 1
    assert "3 modules are unchanged, boats/dataset.py first" in finding.reason
    assert finding.evidence[0].line == 14


def test_a_template_with_hardly_anything_written_is_nothing(tmp_path: Path) -> None:
    files = {f"boats/{name}.py": TYPER for name in ("dataset", "features", "plots")}
    assert originality(repository(tmp_path, {**files, "train.py": TRAIN})).level == 0
