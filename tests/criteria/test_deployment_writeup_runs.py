"""deployment-writeup: which commands say how the project is run, and which run nothing of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.production.deployment_writeup import deployment_writeup
from tests.criteria.kit import repository
from tests.criteria.test_deployment_writeup import APP, level

PREDICT = "import sys\nimport joblib\nprint(joblib.load('m.pkl').predict([[float(sys.argv[1])]]))\n"
TRAIN = "from sklearn.svm import SVC\nSVC().fit([[1]], [1])\n"
SERVER = "const express = require('express');\nconst rents = [3, 4].map((size) => size * 2);\nexpress().listen(3000);\n"


@pytest.mark.parametrize(
    "command",
    [
        "python src/train.py",
        "python -m src.train",
        "python predict.py 3",
        "make model",
        "node server.js",
        "uv run python run.py",
    ],
)
def test_a_command_that_runs_a_program_says_how_it_is_run(command: str, tmp_path: Path) -> None:
    files = {
        "src/train.py": TRAIN,
        "predict.py": PREDICT,
        "run.py": "from src import train\n",
        "Makefile": "model:\n\tpython src/train.py\n",
        "server.js": SERVER,
    }
    assert level(tmp_path / "a", f"# Rent\n\n```bash\n{command}\n```\n", files) == 1
    assert level(tmp_path / "b", f"# Rent\n\n```bash\n{command}\n```\n", {"rents.py": TRAIN}) == 0


@pytest.mark.parametrize(
    "command",
    [
        "pip install -r requirements.txt",
        "python tests/test_rent.py",
        "python download_data.py",
        "python setup.py install",
        "bash install.sh",
        "jupyter notebook rent.ipynb",
    ],
)
def test_a_command_that_installs_tests_or_gets_the_data_runs_nothing(command: str, tmp_path: Path) -> None:
    files = {
        "src/train.py": TRAIN,
        "tests/test_rent.py": "from src import train\nassert train\n",
        "download_data.py": "import requests\nopen('rent.csv', 'wb').write(requests.get('https://rents.example').content)\n",
        "setup.py": "from setuptools import setup\nsetup(name='rent')\n",
        "install.sh": "pip install scikit-learn\npython setup.py develop\n",
        "requirements.txt": "scikit-learn\n",
        "rent.ipynb": "{}",
    }
    assert level(tmp_path, f"# Rent\n\n```bash\n{command}\n```\n", files) == 0


def test_a_script_at_the_root_that_starts_the_app_says_how_it_is_run(tmp_path: Path) -> None:
    files = {"app.py": APP["app.py"], "start_app.bat": "@echo off\nuvicorn app:app\n"}
    found = deployment_writeup(repository(tmp_path / "a", {**files, "README.md": "# Rent\n"}))
    assert (found.level, found.evidence[0].path, found.evidence[0].line) == (1, "start_app.bat", 2)
    assert "start_app.bat:2 says how to start the project: add to README.md where it runs and why" in (found.fix or "")
    files["start_app.bat"] = "@echo off\npip install fastapi\n"
    assert level(tmp_path / "b", "# Rent\n", files) == 0


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Serving", 1),
        ("Model serving", 1),
        ("Produção", 1),
        ("Cloud", 1),
        ("Observing how well it does", 0),
        ("Preserving the order", 0),
        ("Reprodução", 0),
        ("Reproducción", 0),
        ("Word cloud", 0),
    ],
)
def test_a_heading_speaks_of_deployment_by_a_word_and_not_by_a_part_of_one(
    heading: str, expected: int, tmp_path: Path
) -> None:
    text = f"# Rent\n\n## {heading}\n\nIt is built from the main branch on each push to a small machine of the club.\n"
    assert level(tmp_path, text) == expected
