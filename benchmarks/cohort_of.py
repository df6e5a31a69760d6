"""Cohorts for benchmarks: any number of repositories of a few shapes, no two the same."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

_WORDS = ("churn", "demand", "fraud", "readmission", "delay", "yield", "turnover", "energy", "traffic", "wine")
_SCRIPT = """\
\"\"\"Train a model of {word}.\"\"\"

import joblib
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split

SEED = {seed}


def load(path="data/{word}.csv"):
    frame = pd.read_csv(path)
    return frame.drop(columns="target"), frame["target"]


def main():
    features, target = load()
    parts = train_test_split(features, target, test_size=0.{share}, random_state=SEED)
    model = RandomForestClassifier(n_estimators={trees}, random_state=SEED).fit(parts[0], parts[2])
    print("f1", f1_score(parts[3], model.predict(parts[1])))
    joblib.dump(model, "model.joblib")


if __name__ == "__main__":
    main()
"""
_APP = """\
import joblib
import pandas as pd
from fastapi import FastAPI

app = FastAPI()
model = joblib.load("model.joblib")


@app.post("/predict")
def predict(row: dict) -> dict:
    return {"{word}": float(model.predict(pd.DataFrame([row]))[0])}
"""
_README = """\
# {title}

Which {word} will we see next week? The planning team decides {seed} times a day on it, and each mistake costs an hour.

## Run it

    pip install -r requirements.txt
    python train.py

## Results

| model | f1 |
|---|---|
| most frequent class | 0.{low} |
| random forest | 0.{high} |

Measured on {share} % of the rows that were held out. What failed: scaling, and a deeper forest of {trees} trees.
"""


def make(folder: Path, count: int, *, is_small: bool = False) -> list[Path]:
    """Make so many repositories below `folder`, each with a commit; small ones without generated projects."""
    drawn = random.Random(7)  # noqa: S311 - a seed for sameness
    shapes: list[Callable[[Path, random.Random], None]] = [_scripts, _notebook, _bare]
    if not is_small:
        shapes = [*_projects(folder / "shapes"), *shapes]
    made = []
    for number in range(count):
        repository = folder / "repositories" / f"{_WORDS[number % len(_WORDS)]}-{number:05}"
        repository.mkdir(parents=True)
        shapes[number % len(shapes)](repository, drawn)
        _commit(repository)
        made.append(repository)
    return made


def cohort(file: Path, repositories: list[Path], *, as_urls: bool = False) -> Path:
    """Write the cohort file of repositories."""
    rows = (f"{each.name},{each.as_uri() if as_urls else each}\n" for each in repositories)
    file.write_text("name,repository\n" + "".join(rows), encoding="utf-8")
    return file


def _projects(folder: Path) -> list[Callable[[Path, random.Random], None]]:
    """Projects that `portfolio-kit new` makes, with some numbers of their own."""
    kit = Path(sys.executable).with_name("portfolio-kit")
    shapes: list[Callable[[Path, random.Random], None]] = []
    for task in ("classification", "regression"):
        command = [str(kit), "new", str(folder / task), "--defaults", "--task", task, "--no-git"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

        def copy(repository: Path, drawn: random.Random, shape: Path = folder / task) -> None:
            shutil.copytree(shape, repository, dirs_exist_ok=True)
            with (repository / "README.md").open("a", encoding="utf-8") as readme:
                readme.write(f"\nThe next study takes {drawn.randrange(2, 90)} weeks of data.\n")

        shapes.append(copy)
    return shapes


def _values(repository: Path, drawn: random.Random) -> dict[str, object]:
    return {
        "title": repository.name,
        "word": repository.name.partition("-")[0],
        "seed": drawn.randrange(100, 1000),
        "share": drawn.randrange(15, 35),
        "trees": drawn.randrange(50, 500),
        "low": drawn.randrange(40, 60),
        "high": drawn.randrange(70, 95),
    }


def _filled(text: str, values: dict[str, object]) -> str:
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text


def _scripts(repository: Path, drawn: random.Random) -> None:
    values = _values(repository, drawn)
    (repository / "README.md").write_text(_filled(_README, values))
    (repository / "requirements.txt").write_text("fastapi==0.116.1\njoblib\npandas==2.2.3\nscikit-learn==1.7.2\n")
    (repository / "train.py").write_text(_filled(_SCRIPT, values))
    (repository / "app.py").write_text(_filled(_APP, values))
    (repository / "Dockerfile").write_text("FROM python:3.12\nCOPY . .\nRUN pip install -r requirements.txt\n")
    _table(repository, drawn, 400)


def _notebook(repository: Path, drawn: random.Random) -> None:
    values = _values(repository, drawn)
    (repository / "README.md").write_text(_filled(_README, values))
    parts = _filled(_SCRIPT, values).split("\n\n\n")
    output = {"output_type": "stream", "name": "stdout", "text": [f"f1 0.{values['high']}\n"]}
    _write_notebook(repository, [(part, [output]) for part in parts])
    _table(repository, drawn, 1500)


def _bare(repository: Path, drawn: random.Random) -> None:
    values = _values(repository, drawn)
    (repository / "README.md").write_text(f"# {values['title']}\n\nA notebook on {values['word']}.\n")
    _write_notebook(repository, [(_filled(_SCRIPT, values), [])])


def _write_notebook(repository: Path, cells: list[tuple[str, list[object]]]) -> None:
    document = {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {},
        "cells": [
            {
                "cell_type": "code",
                "id": f"{number}",
                "execution_count": number,
                "metadata": {},
                "source": source.splitlines(keepends=True),
                "outputs": outputs,
            }
            for number, (source, outputs) in enumerate(cells, start=1)
        ],
    }
    (repository / "study.ipynb").write_text(json.dumps(document, indent=1))


def _table(repository: Path, drawn: random.Random, rows: int) -> None:
    (repository / "data").mkdir()
    word = repository.name.partition("-")[0]
    lines = (f"{drawn.random():.4f},{drawn.random():.4f},{drawn.randrange(2)}\n" for _ in range(rows))
    (repository / "data" / f"{word}.csv").write_text("first,second,target\n" + "".join(lines))


def _commit(repository: Path) -> None:
    variables = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    identity = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "gc.auto=0")
    for arguments in (("init", "--quiet"), ("add", "--all"), ("commit", "--quiet", "--message", "Work")):
        subprocess.run(["git", *identity, *arguments], cwd=repository, env=variables, check=True)
