"""However large and however many the files are, a check keeps little of them in memory and says what it left out."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.criteria.kit import repository

MOST = 250 << 20
CHECK = """
import sys
from pathlib import Path
from portfolio_kit.criteria.judge import judge
from portfolio_kit.repository.repository import read
from portfolio_kit.rubric.rubric import installed

card = judge(read(Path(sys.argv[1])), installed(), "p")
# Of this program alone: what `resource` tells counts the one that started it too.
status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines() if ":" in line)
print(int(status["VmHWM"].split()[0]) * 1024)
print(*card.notes, sep="\\n")
"""


def cells(source: list[str], count: int) -> list[object]:
    output = {"output_type": "stream", "text": ["accuracy 0.9\n"] * 100}
    return [{"cell_type": "code", "source": source, "outputs": [output]}] * count


def notebook(found: list[object]) -> str:
    return json.dumps({"cells": found, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, ensure_ascii=False)


def nested(folder: Path) -> None:
    table = [{f"key{column}_{row}": row * 1.5 for column in range(4)} for row in range(190_000)]
    drawing = {"output_type": "display_data", "data": {"application/json": table}}
    (folder / "a.ipynb").write_text(notebook([{"cell_type": "code", "source": ["x=1"], "outputs": [drawing]}]))


def keys(folder: Path) -> None:
    (folder / "a.ipynb").write_text(
        json.dumps({"x": {f"key number {row}": 1.5 for row in range(700_000)}, "cells": []})
    )


def wide(folder: Path) -> None:
    (folder / "a.ipynb").write_text(notebook(cells(["x = 1  # 😀\n"] * 4_000, 200)))


def code(folder: Path) -> None:
    for number in range(4):
        (folder / f"a{number}.ipynb").write_text(notebook(cells([f"x = 1 + {row}\n" for row in range(4_000)], 60)))


def texts(folder: Path) -> None:
    for number in range(120):
        (folder / f"metrics{number}.json").write_text('{"accuracy": 0.9, "x": "😀' + "a" * 900_000 + '"}')


def modules(folder: Path) -> None:
    for number in range(12_000):
        (folder / f"m{number}.py").write_text(f"import os\nx{number} = os.getcwd()\n")


@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="nothing says how much memory a process took")
@pytest.mark.parametrize("make", [nested, keys, wide, code, texts, modules])
def test_a_large_repository_takes_little_memory(make: Callable[[Path], None], tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# Loaves\n\nOn the test set accuracy is 0.93.\n")
    make(tmp_path)
    done = subprocess.run([sys.executable, "-c", CHECK, str(tmp_path)], capture_output=True, text=True, check=True)
    most, _, notes = done.stdout.partition("\n")
    assert int(most) < MOST
    if make is not nested:
        assert "too large" in notes or "not read" in notes or "parsed" in notes, notes


def test_a_notebook_s_drawings_and_pictures_are_not_in_the_way(tmp_path: Path) -> None:
    bundle = {
        "image/png": "iVBORw0KGgo=\n" * 40_000,
        "application/json": [{"a": 1}] * 1_000,
        "text/plain": ["F1: 0.91"],
    }
    cell = {"cell_type": "code", "source": ["plot(f1)"], "outputs": [{"output_type": "display_data", "data": bundle}]}
    found = repository(tmp_path, {"a.ipynb": notebook([cell])}).notebooks[0].cells[0]
    assert (found.output, found.images) == ("F1: 0.91", 1)
