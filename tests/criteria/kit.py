"""A small repository on disk, as a test needs it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from portfolio_kit.repository.repository import Repository, read

OF_MEMBERS = """\
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import f1_score, recall_score
from sklearn.model_selection import train_test_split

data = pd.read_csv("data/members.csv").dropna()
x_train, x_test, y_train, y_test = train_test_split(data[["age", "visits", "tenure"]], data["left"], random_state=1)
model = RandomForestClassifier(random_state=1).fit(x_train, y_train)
pred = model.predict(x_test)
print(f1_score(y_test, pred))
"""
"""A model of who leaves a gym, and the table that it learns from."""
MEMBERS = "customer_id,gender,age,visits,tenure,left\n1,f,31,4,3,0\n2,m,40,1,2,1\n"


def repository(folder: Path, files: Mapping[str, str | bytes]) -> Repository:
    """Write files below `folder` and read them as a repository."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read(folder)


def notebook(*cells: str | tuple[str, str]) -> str:
    """A notebook's JSON: a string is a markdown cell, a pair is code and what it printed."""
    return json.dumps(
        {"cells": [_cell(cell) for cell in cells], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1
    )


def _cell(cell: str | tuple[str, str]) -> dict[str, object]:
    if isinstance(cell, str):
        return {"cell_type": "markdown", "metadata": {}, "source": cell.splitlines(keepends=True)}
    code, output = cell
    outputs: Sequence[object] = (
        [{"output_type": "stream", "name": "stdout", "text": output.splitlines(keepends=True)}] if output else []
    )
    return {
        "cell_type": "code",
        "metadata": {},
        "execution_count": 1,
        "source": code.splitlines(keepends=True),
        "outputs": outputs,
    }
