"""Projects that people copied from each other, and the ways in which they hide it."""

from __future__ import annotations

import ast
import json
import random
from collections.abc import Callable, Mapping
from pathlib import Path

from portfolio_kit.cohort.similarity.pairs import Compared, Fingerprints, compared, fingerprints
from portfolio_kit.cohort.similarity.passages import passages
from portfolio_kit.repository.repository import read

FEATURES = '''\
"""What the model sees of a customer."""
import numpy as np
import pandas as pd


def read_customers(path):
    frame = pd.read_csv(path, parse_dates=["joined", "left"])
    frame["total"] = pd.to_numeric(frame["total"].replace(" ", "0"))
    frame = frame[frame["total"] >= 0].drop_duplicates(subset="customer")
    return frame.reset_index(drop=True)


def add_ratios(frame, window=3):
    frame = frame.copy()
    months = (frame["left"].fillna(frame["left"].max()) - frame["joined"]).dt.days / 30.4
    frame["monthly"] = frame["total"] / np.maximum(months, 1.0)
    frame["trend"] = frame.groupby("segment")["monthly"].transform(lambda row: row.rolling(window).mean())
    for column in ("calls", "complaints", "visits"):
        frame[f"{column}_rate"] = frame[column] / np.maximum(months, 1.0)
    return frame.fillna({"trend": frame["monthly"].median()})


def halves(frame, share=0.7):
    ordered = frame.sort_values("joined")
    edge = int(len(ordered) * share)
    if edge in (0, len(ordered)):
        raise ValueError(f"nothing is left of {len(ordered)} customers")
    return ordered.iloc[:edge], ordered.iloc[edge:]
'''
TRAIN = """\
import json

import joblib
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import average_precision_score, roc_auc_score

from features import add_ratios, halves, read_customers

SETTINGS = {"learning_rate": 0.05, "max_iter": 400, "l2_regularization": 1.0}


class Cost:
    def __init__(self, missed, called):
        self.missed = missed
        self.called = called

    def of(self, truth, scores, threshold):
        flagged = scores >= threshold
        return self.missed * (truth & ~flagged).sum() + self.called * flagged.sum()

    def cheapest(self, truth, scores):
        steps = [number / 100 for number in range(1, 100)]
        return min(steps, key=lambda step: self.of(truth, scores, step))


def main():
    early, late = halves(add_ratios(read_customers("data/customers.csv")))
    columns = early.columns.difference(["customer", "churned", "joined", "left"])
    model = HistGradientBoostingClassifier(**SETTINGS, random_state=7)
    model.fit(early[columns], early["churned"])
    scores = model.predict_proba(late[columns])[:, 1]
    threshold = Cost(missed=400, called=25).cheapest(late["churned"], scores)
    figures = {
        "roc_auc": round(roc_auc_score(late["churned"], scores), 3),
        "average_precision": round(average_precision_score(late["churned"], scores), 3),
        "threshold": threshold,
    }
    with open("metrics.json", "w") as stream:
        json.dump(figures, stream, indent=2)
    joblib.dump({"model": model, "columns": list(columns)}, "model.joblib")


if __name__ == "__main__":
    main()
"""
README = """\
# Who leaves next month

Our phone company loses four customers in a hundred every month, and a call from the retention team keeps one in three
of those it reaches in time. The team can call two thousand people a week, so the model has to say whom to call first.

I split by the day on which a customer joined, because a random split let the model see the same campaign twice and
looked better than it was. The threshold comes from what a missed customer costs us against what a call costs.

What surprised me was that the number of complaints said less than how it changed over the last three months.
"""
OTHER = """\
from pathlib import Path

import torch
from torch import nn
from torchvision import datasets, transforms


class Small(nn.Module):
    def __init__(self, classes):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(3, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(16, 32, 3), nn.ReLU(), nn.Flatten()
        )
        self.head = nn.LazyLinear(classes)

    def forward(self, batch):
        return self.head(self.body(batch))


def loaders(folder, size):
    steps = transforms.Compose([transforms.Resize((size, size)), transforms.ToTensor()])
    parts = [datasets.ImageFolder(Path(folder, part), steps) for part in ("train", "valid")]
    return [torch.utils.data.DataLoader(part, batch_size=64, shuffle=not number) for number, part in enumerate(parts)]


def train(model, batches, epochs, device):
    optimiser = torch.optim.AdamW(model.parameters(), lr=3e-4)
    for epoch in range(epochs):
        model.train()
        for images, labels in batches:
            optimiser.zero_grad(set_to_none=True)
            loss = nn.functional.cross_entropy(model(images.to(device)), labels.to(device))
            loss.backward()
            optimiser.step()
        torch.save(model.state_dict(), f"weights-{epoch}.pt")
"""

PROJECT: Mapping[str, str] = {"features.py": FEATURES, "train.py": TRAIN, "README.md": README}


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """Write a project."""
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def prints(number: int, folder: Path) -> Fingerprints:
    """What is compared of the project in a folder."""
    return fingerprints(number, ((passage.kind, passage.marks) for passage in passages(read(folder))))


def cohort(folder: Path, *projects: Mapping[str, str], given: frozenset[int] = frozenset()) -> Compared:
    """Hold projects against each other, numbered as they are given."""
    found = [prints(number, write(folder / f"{number}", files)) for number, files in enumerate(projects)]
    return compared(found, given)


def notebook(*cells: str, kind: str = "code") -> str:
    """A notebook with these cells."""
    made = [{"cell_type": kind, "source": cell.splitlines(keepends=True), "outputs": []} for cell in cells]
    return json.dumps({"cells": made, "nbformat": 4, "nbformat_minor": 5})


def cells(source: str) -> list[str]:
    """A script cut where a person cuts it into cells."""
    return [part.strip("\n") for part in source.split("\n\n\n")]


def disguised(project: Mapping[str, str], *ways: Callable[[ast.Module], object]) -> dict[str, str]:
    """A project whose Python was changed in some ways, and formatted anew without its comments."""
    return {name: _changed(text, ways) if name.endswith(".py") else text for name, text in project.items()}


def _changed(source: str, ways: tuple[Callable[[ast.Module], object], ...]) -> str:
    tree = ast.parse(source)
    for way in ways:
        way(tree)
    return ast.unparse(tree)


def renamed(tree: ast.Module) -> None:
    """Call every variable, argument, function and class something else."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names[node.id] = f"my_{node.id}_value"
        elif isinstance(node, ast.arg):
            names[node.arg] = f"given_{node.arg}"
        elif isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("__"):
            names[node.name] = f"do_{node.name}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            node.id = names.get(node.id, node.id)
        elif isinstance(node, ast.arg):
            node.arg = names.get(node.arg, node.arg)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            node.name = names.get(node.name, node.name)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "given_self":
            node.attr = names.get(node.attr, node.attr)


def reordered(tree: ast.Module) -> None:
    """Put functions and classes, and the methods of classes, into another order."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef):
            places = [at for at, part in enumerate(node.body) if isinstance(part, ast.FunctionDef | ast.ClassDef)]
            moved = [node.body[at] for at in places]
            random.Random(3).shuffle(moved)  # noqa: S311
            for at, part in zip(places, moved, strict=True):
                node.body[at] = part


def reworded(tree: ast.Module) -> None:
    """Change every string and every number."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant):
            if isinstance(node.value, str):
                node.value = f"{node.value[::-1]}!"
            elif type(node.value) in (int, float):
                node.value = 3
