"""deployment-writeup: which commands say how the project is run, and which run nothing of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.criteria.test_deployment_writeup import level

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
