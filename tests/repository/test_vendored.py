"""Somebody else's project in a folder of this one, told from the project's own code under the same name."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.criteria.kit import repository

CODE = "import pandas as pd\n\n\ndef table():\n    return pd.read_csv('a.csv')\n"
README = "# Churn\n\nWho leaves, and why.\n"
PAPERS = {"README.md": "# Good\n", "requirements.txt": "pandas\n"}
LICENCE = "MIT License\n\nCopyright (c) 2020 Somebody\n"

OWN: dict[str, Mapping[str, str]] = {
    "imported by the project's code": {"main.py": "from lib.steps import table\n", "lib/steps.py": CODE},
    "imported by its name below the folder": {"main.py": "import steps\n", "lib/steps.py": CODE},
    "imported by a notebook": {"a.ipynb": '{"cells": [{"source": ["from lib import steps"]}]}', "lib/steps.py": CODE},
    "imported and a package of its own": {
        "main.py": "import good\n", "libs/good/__init__.py": CODE, "libs/good/pyproject.toml": "[project]\n",
    },
    "started by a Makefile": {"Makefile": "train:\n\tpython lib/steps.py\n", "lib/steps.py": CODE},
    "started by an image": {"Dockerfile": 'FROM python\nCMD ["uvicorn", "lib.app:app"]\n', "lib/app.py": CODE},
    "started as the README says": {"README.md": README + "\n    python lib/steps.py\n", "lib/steps.py": CODE},
    "below the project's sources": {"src/lib/steps.py": CODE},
    "beside the project's other code": {"main.py": "print(1)\n", "examples/show.py": CODE},
    "with the licence of the project once more": {
        "LICENSE": LICENCE, "main.py": "import steps\n", "lib/LICENSE": LICENCE, "lib/steps.py": CODE,
    },
    "data from outside": {"main.py": "print(1)\n", "data/external/shops.csv": "a\n1\n"},
}  # fmt: skip
FOREIGN: dict[str, Mapping[str, str]] = {
    "all the code that there is": {"lib/steps.py": CODE},
    "a project with its papers": {"main.py": "print(1)\n", **{f"lib/good/{k}": v for k, v in PAPERS.items()}, "lib/good/a.py": CODE},
    "a project that only the README starts": {
        "README.md": README + "\n    python external/good/a.py\n",
        **{f"external/good/{k}": v for k, v in PAPERS.items()},
        "external/good/a.py": CODE,
    },
    "a licensed copy that is imported": {"main.py": "import yolo\n", "lib/yolo/LICENSE": LICENCE, "lib/yolo/__init__.py": CODE},
    "a copy that nothing imports": {"main.py": "print(1)\n", "external/steps.py": CODE},
    "a copy whose name the project's own module has": {
        "main.py": "import steps\n", "steps.py": "print(1)\n", "external/steps.py": CODE,
    },
}  # fmt: skip


def inside(folder: Path, files: Mapping[str, str]) -> list[str]:
    found = repository(folder, {"README.md": README, **files})
    return [file.path for file in found.files if {"lib", "libs", "external", "examples"} & set(file.parts)]


@pytest.mark.parametrize("what", OWN)
def test_it_is_the_projects_own(what: str, tmp_path: Path) -> None:
    assert inside(tmp_path, OWN[what])


@pytest.mark.parametrize("what", FOREIGN)
def test_it_is_somebody_elses(what: str, tmp_path: Path) -> None:
    assert inside(tmp_path, FOREIGN[what]) == []


def test_what_is_left_out_is_said(tmp_path: Path) -> None:
    notes = repository(tmp_path, {"README.md": README, "external/steps.py": CODE}).notes
    assert notes == ["1 file left out: somebody else's project (external/steps.py)"]


def test_thousands_of_such_folders_are_no_work(tmp_path: Path) -> None:
    assert inside(tmp_path, {f"a{number}/external/a.py": CODE for number in range(1000)}) == []
