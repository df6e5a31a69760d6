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

PARTS = {
    "main.py": "print(1)\n",
    "requirements.txt": "pandas\n",
    "platform/README.md": "# Platform\n\nQuestions: https://gitlab.example.org/tools/platform/-/issues\n",
    "platform/tests/resources/pandas/__init__.py": CODE,
}
OWN |= {
    "another's address of another name": {**PARTS, "platform/README.md": "See https://github.com/tools/helm.\n"},
    "an owner who is named outside": {**PARTS, "README.md": README + "https://gitlab.example.org/tools/churn\n"},
    "built by compose": {**PARTS, "compose.yml": "services:\n  api:\n    build: ./platform\n"},
    "imported from under its own name": {
        **PARTS, "main.py": "from platform.tests import resources\n", "platform/tests/__init__.py": "",
    },
    "a nested project that is the only one": {**PARTS, "main.py": ""},
    "one of several with papers of their own": {key: text for key, text in PARTS.items() if "/" in key or key == "main.py"},
}  # fmt: skip
FOREIGN |= {
    "a repository under its own name": {**PARTS, "main.py": "import pandas\n"},
    "one that the README tells to install": {**PARTS, "README.md": README + "First do as `platform/README.md` says.\n"},
    "one as it is downloaded": {key.replace("platform/", "platform-main/"): text for key, text in PARTS.items()},
}


def inside(folder: Path, files: Mapping[str, str]) -> list[str]:
    found = repository(folder, {"README.md": README, **files})
    return [
        file.path
        for file in found.files
        if {"lib", "libs", "external", "examples", "platform", "platform-main"} & set(file.parts)
    ]


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


STEPS = {
    name: f"import pandas as pd\n\n\ndef {name}(table):\n    print('{name}')\n    return table\n"
    for name in ("load", "train", "serve")
}
PROJECT = {f"src/{name}.py": code for name, code in STEPS.items()}
OLDER = {f"old-version/src/{name}.py": code + "\nprint('older')\n" for name, code in STEPS.items()}


def _code(folder: Path, files: Mapping[str, str]) -> set[str]:
    return {module.path for module in repository(folder, files).scripts}


def test_the_code_of_a_copy_of_the_project_itself_is_left_out_and_its_texts_stay(tmp_path: Path) -> None:
    read = repository(tmp_path, {**PROJECT, **OLDER, "README.md": README, "old-version/README.md": README})
    assert {module.path for module in read.scripts} == set(PROJECT)
    assert "old-version/README.md" in read.by_path
    assert any("a copy of the project's own code (old-version/" in note for note in read.notes)


@pytest.mark.parametrize(
    "other",
    [
        {"README.md": README + "\nThe service is in old-version/.\n"},
        {"README.md": README + "\n    cd old-version\n    python src/train.py\n"},
        {"Makefile": "train:\n\tpython old-version/src/train.py\n"},
    ],
)
def test_a_folder_that_is_used_or_told_of_is_no_copy(tmp_path: Path, other: Mapping[str, str]) -> None:
    assert _code(tmp_path, {**PROJECT, **OLDER, **other}) == {*PROJECT, *OLDER}


def test_files_that_are_only_called_alike_are_no_copies(tmp_path: Path) -> None:
    others = {f"backend/src/{name}.py": f"import os\n\nprint(os.name, '{name}')\n" for name in STEPS}
    assert _code(tmp_path, {**PROJECT, **others}) == {*PROJECT, *others}


def test_two_files_alike_make_no_copy(tmp_path: Path) -> None:
    few = dict(list(OLDER.items())[:2])
    assert _code(tmp_path, {**PROJECT, **few}) == {*PROJECT, *few}
