"""Cohorts for tests: small repositories, and what they are reviewed with."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from portfolio_kit.cohort import identity
from portfolio_kit.cohort.work import Settings
from portfolio_kit.rubric.rubric import chosen
from tests.kit import git

ROOT = Path(__file__).parents[2]
TRAIN = """\
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

data = pd.read_csv("data.csv")
train, test = train_test_split(data, random_state=7)
model = LogisticRegression().fit(train[["tenure"]], train["churn"])
print("accuracy", model.score(test[["tenure"]], test["churn"]))
"""
FILES = {
    "README.md": "# Churn\n\nWhich customers will leave? Accuracy is 0.81 on held-out rows.\n",
    "requirements.txt": "pandas==2.2.3\nscikit-learn==1.7.2\n",
    "train.py": TRAIN,
    "data.csv": "tenure,churn\n1,1\n2,1\n30,0\n40,0\n",
}


def settings(*, seconds: float = 60.0, memory: int = 2 << 30) -> Settings:
    """Review by the article's rubric."""
    rubric = chosen("article")
    return Settings(rubric, identity.of_rubric(rubric), seconds=seconds, memory=memory)


def repository(folder: Path, files: Mapping[str, str] | None = None, *, commits: bool = True) -> Path:
    """A repository, committed unless it is to be a plain folder."""
    for path, content in (FILES if files is None else files).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    if commits:
        git(folder, "init", "--quiet", "--initial-branch=main")
        git(folder, "add", "--all")
        git(folder, "commit", "--quiet", "--message", "First")
    return folder


def cohort(folder: Path, rows: Iterable[tuple[str, str]]) -> Path:
    """A cohort file of names and repositories."""
    file = folder / "spring.csv"
    lines = "".join(f"{name},{source}\n" for name, source in rows)
    file.write_text(f"name,repository\n{lines}", encoding="utf-8")
    return file


def portfolio_kit(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the command as a person does."""
    command = [sys.executable, "-P", "-m", "portfolio_kit", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=300)
