"""environment: what the code imports against what the dependency files declare."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from portfolio_kit.criteria.show.environment import environment
from portfolio_kit.rubric.finding import Finding
from tests.criteria.kit import notebook, repository

CODE = "import cv2\nimport pandas as pd\nimport yaml\nfrom sklearn.svm import SVC\n"
PINNED = "opencv-python==4.10.0.84\npandas==2.2.2\nPyYAML==6.0.1\nscikit_learn==1.5.0\n"


def judged(folder: Path, files: dict[str, str | bytes]) -> Finding:
    return environment(repository(folder, {"train.py": CODE, **files}))


def test_without_a_dependency_file_there_is_nothing(tmp_path: Path) -> None:
    finding = judged(tmp_path, {})
    assert finding.level == 0
    assert finding.fix is not None
    assert "opencv-python, pandas, pyyaml, scikit-learn" in finding.fix


@pytest.mark.parametrize("text", ["", " \n\n", "# pandas==2.2.2\n# coming soon\n"])
def test_a_file_that_declares_nothing_is_none(tmp_path: Path, text: str) -> None:
    assert judged(tmp_path, {"requirements.txt": text}).level == 0


def test_pinned_packages_by_the_names_that_are_installed(tmp_path: Path) -> None:
    assert judged(tmp_path, {"requirements.txt": PINNED}).level == 2


def test_a_package_that_is_imported_under_quite_another_name(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "requirements.txt": PINNED + "djangorestframework==3.15.1\n",
        "api.py": "from rest_framework import serializers\n",
    }
    assert judged(tmp_path, files).level == 2


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("import delta", "delta-spark"),
        ("from rest_framework_api_key.models import APIKey", "djangorestframework-api-key"),
        ("from googleapiclient.discovery import build", "google-api-python-client"),
        ("from bayes_opt import BayesianOptimization", "bayesian-optimization"),
        ("import hydra", "hydra-core"),
        ("from azureml.core import Workspace", "azureml-core"),
        ("from skopt import BayesSearchCV", "scikit-optimize"),
    ],
)
def test_a_distribution_that_is_called_otherwise_than_its_import(tmp_path: Path, statement: str, name: str) -> None:
    files: dict[str, str | bytes] = {"requirements.txt": f"{PINNED}{name}==1.0.0\n", "more.py": f"{statement}\n"}
    assert judged(tmp_path, files).level == 2


def test_a_module_that_is_called_after_the_package_that_it_imports(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "requirements.txt": PINNED,
        "models/xgboost.py": "import xgboost as xgb\n\nmodel = xgb.XGBRegressor()\n",
    }
    finding = judged(tmp_path, files)
    assert finding.level == 1
    assert finding.reason == "The file requirements.txt misses xgboost."


@pytest.mark.parametrize(("name", "level"), [("WithoutTwins", 2), ("AutoModel", 1)], ids=["its own", "the library's"])
def test_a_package_of_the_project_that_is_called_as_a_library_is_its_own_by_what_it_defines(
    name: str, level: int, tmp_path: Path
) -> None:
    files: dict[str, str | bytes] = {
        "requirements.txt": PINNED,
        "src/transformers/__init__.py": "",
        "src/transformers/twins.py": "class WithoutTwins:\n    def __call__(self, rows):\n        return set(rows)\n",
        "src/clean.py": f"from transformers.twins import {name}\n",
    }
    assert judged(tmp_path, files).level == level


PROJECT = '[project]\nname = "boats"\nversion = "1"\ndependencies = [{}]\n'
LOCK_OF_PANDAS = '[[package]]\nname = "pandas"\nversion = "2.2.2"\n'


@pytest.mark.parametrize(
    ("lock", "told"),
    [
        ("uv.lock", "Run `uv add opencv-python"),
        ("poetry.lock", "Run `poetry add opencv-python"),
        ("notes.lock", "Add opencv-python"),
        ("other/uv.lock", "Add opencv-python"),
    ],
)
def test_a_package_is_added_by_the_tool_that_keeps_the_lock_beside_the_list(
    lock: str, told: str, tmp_path: Path
) -> None:
    fix = judged(tmp_path, {"pyproject.toml": PROJECT.format('"pandas==2.2.2"'), lock: LOCK_OF_PANDAS}).fix or ""
    assert fix.startswith(told)
    assert ("(==)" in fix) is told.startswith("Add")


def test_what_only_notebooks_import_is_added_to_a_group_of_its_own(tmp_path: Path) -> None:
    look = notebook(("import plotly\nimport xgboost\n", ""))
    project = PROJECT.format('"pandas==2.2.2"')
    fix = judged(tmp_path, {"pyproject.toml": project, "uv.lock": LOCK_OF_PANDAS, "look.ipynb": look}).fix or ""
    assert "`uv add --group notebook plotly xgboost` as only notebooks import them." in fix


@pytest.mark.parametrize(("lock", "told"), [("uv.lock", "make uv.lock anew (uv lock)"), ("notes.lock", None)])
def test_a_lock_is_to_be_made_anew_with_a_list_that_is_mended_by_hand(
    lock: str, told: str | None, tmp_path: Path
) -> None:
    listed = PROJECT.format('"pandas", "opencv-python", "pyyaml", "scikit-learn"')
    fix = judged(tmp_path, {"pyproject.toml": listed, lock: LOCK_OF_PANDAS}).fix or ""
    assert "Pin " in fix
    assert ("anew" in fix) is (told is not None)
    assert told is None or told in fix


def test_a_module_of_the_project_that_is_not_there_is_no_package_to_install(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"requirements.txt": PINNED, "more.py": "from src.cleaning import clean\n"}
    assert judged(tmp_path, files).level == 2


@pytest.mark.parametrize(
    "name",
    ["requirments.txt", "requeriment.txt", "requeriments-dev.txt", "requerimientos.txt", "requiremnts.txt", "reqs.txt"],
)
def test_a_requirements_file_however_it_is_spelt(tmp_path: Path, name: str) -> None:
    assert judged(tmp_path, {name: PINNED}).level == 2


@pytest.mark.parametrize("name", ["request_log.txt", "required_reading.txt", "frequent_terms.txt"])
def test_another_list_of_words_is_no_requirements_file(tmp_path: Path, name: str) -> None:
    assert judged(tmp_path, {name: PINNED}).level == 0


def test_a_conda_environment_under_another_name(tmp_path: Path) -> None:
    packages = "".join(f"  - {name}\n" for name in ("opencv=4.10", "pandas=2.2", "pyyaml=6.0", "scikit-learn=1.5"))
    text = f"name: demand\nchannels:\n  - conda-forge\ndependencies:\n{packages}"
    assert judged(tmp_path, {"ambiente.yml": text}).level == 2


def test_another_settings_file_with_dependencies_is_no_conda_environment(tmp_path: Path) -> None:
    text = "name: chart\ndependencies:\n  - pandas=2.2\n"
    assert judged(tmp_path, {"Chart.yaml": text}).level == 0


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-16-le"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_any_encoding_and_line_end(tmp_path: Path, encoding: str, end: str) -> None:
    assert judged(tmp_path, {"requirements.txt": PINNED.replace("\n", end).encode(encoding)}).level == 2


def test_unpinned_packages_are_a_part(tmp_path: Path) -> None:
    finding = judged(tmp_path, {"requirements.txt": "opencv-python\npandas\npyyaml>=6\nscikit-learn\n"})
    assert finding.level == 1
    assert finding.fix is not None
    assert finding.fix.startswith("Pin opencv-python, pandas, pyyaml and scikit-learn in requirements.txt (with ==")


@pytest.mark.parametrize("bound", ["~=1.2", ">=1.2,<2", "==1.*"])
def test_bounds_hold_a_version(tmp_path: Path, bound: str) -> None:
    text = "\n".join(f"{name}{bound}" for name in ("opencv-python-headless", "pandas", "pyyaml", "scikit-learn"))
    assert judged(tmp_path, {"requirements.txt": text}).level == 2


def test_a_package_that_is_missing_is_named_with_its_import(tmp_path: Path) -> None:
    finding = judged(tmp_path, {"requirements.txt": PINNED.replace("scikit_learn==1.5.0\n", "")})
    assert finding.level == 1
    assert finding.fix == "Add scikit-learn to requirements.txt (train.py:4 imports sklearn), with its version (==)."


def test_packages_of_notebooks_count(tmp_path: Path) -> None:
    cells = notebook(("import seaborn as sns\nimport xgboost", ""))
    finding = judged(tmp_path, {"requirements.txt": PINNED, "look.ipynb": cells})
    assert finding.level == 1
    assert "seaborn" in finding.reason


def test_one_package_of_a_notebook_alone_is_let_pass(tmp_path: Path) -> None:
    assert judged(tmp_path, {"requirements.txt": PINNED, "look.ipynb": notebook(("import seaborn", ""))}).level == 2


MANY = ("numpy", "scipy", "joblib", "flask", "requests", "tqdm", "matplotlib", "seaborn")


@pytest.mark.parametrize(
    ("users", "names", "level"), [(1, MANY, 2), (2, MANY, 1), (1, MANY[:2], 1)], ids=["one", "two", "few"]
)
def test_one_package_of_one_module_among_many_that_are_declared_is_let_pass_and_said(
    tmp_path: Path, users: int, names: tuple[str, ...], level: int
) -> None:
    files: dict[str, str | bytes] = {
        "requirements.txt": PINNED + "".join(f"{name}==1.0.0\n" for name in names),
        "more.py": "".join(f"import {name}\n" for name in names),
        **{f"hash_{number}.py": "import bcrypt\n" for number in range(users)},
    }
    found = judged(tmp_path, files)
    assert found.level == level
    assert "bcrypt" in found.reason


@pytest.mark.parametrize(("declared", "level"), [("fastapi[standard]==0.115.0", 2), ("fastapi==0.115.0", 1)])
def test_what_a_package_brings_with_its_extras_is_not_missing(tmp_path: Path, declared: str, level: int) -> None:
    files: dict[str, str | bytes] = {
        "requirements.txt": f"{PINNED}{declared}\n",
        "app.py": "import fastapi\nimport uvicorn\n",
    }
    assert judged(tmp_path, files).level == level


@pytest.mark.parametrize(
    ("installed", "level"),
    [
        ("seaborn==0.13 xgboost~=2.1", 2),
        ("seaborn xgboost==2.1", 2),
        ("seaborn xgboost", 1),
        ("seaborn>=0.13 xgboost>2", 1),
    ],
    ids=["held", "one left open", "open", "without an end"],
)
def test_what_a_notebook_installs_itself_in_one_version_is_not_missing(
    installed: str, level: int, tmp_path: Path
) -> None:
    cells = notebook((f"!pip install -q {installed}", ""), ("import seaborn\nimport xgboost", ""))
    assert judged(tmp_path, {"requirements.txt": PINNED, "look.ipynb": cells}).level == level


@pytest.mark.parametrize(
    "code",
    [
        "import numpy as np\nimport joblib\n",
        "import json\nfrom pathlib import Path\n",
        "import helpers\nfrom features.build import table\n",
        "from . import helpers\n",
        "try:\n    import polars\nexcept ImportError:\n    polars = None\n",
        '"""\nimport torch\n"""\n',
        "# import torch\n",
    ],
)
def test_what_needs_no_declaration(tmp_path: Path, code: str) -> None:
    own = {"helpers.py": "x = 1\n", "features/build.py": "table = 1\n"}
    assert judged(tmp_path, {"requirements.txt": PINNED, "more.py": code, **own}).level == 2


def test_a_folder_called_as_a_package_does_not_hide_its_import(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "requirements.txt": PINNED,
        "streamlit/app.py": "import streamlit as st\nst.title('x')\n",
    }
    assert judged(tmp_path, files).level == 1


def test_what_tests_import_is_not_asked_for(tmp_path: Path) -> None:
    assert (
        judged(
            tmp_path, {"requirements.txt": PINNED, "tests/test_train.py": "import pytest\nimport hypothesis\n"}
        ).level
        == 2
    )


def test_a_dump_with_paths_of_one_machine_is_a_part(tmp_path: Path) -> None:
    text = PINNED + "certifi @ file:///croot/certifi_1/work\n"
    finding = judged(tmp_path, {"requirements.txt": text})
    assert finding.level == 1
    assert "paths of one machine" in finding.reason


def test_a_usable_file_beside_the_dump_counts(tmp_path: Path) -> None:
    dump = "certifi @ file:///croot/certifi_1/work\n"
    assert judged(tmp_path, {"requirements.txt": PINNED, "requirements-full.txt": dump}).level == 2


def test_the_prefix_of_a_conda_environment_is_no_local_path(tmp_path: Path) -> None:
    lines = [
        "name: bikes",
        "dependencies:",
        "  - python=3.11",
        "  - pandas=2.2.2",
        "  - pip:",
        "      - opencv-python==4.10.0.84",
    ]
    lines += ["      - pyyaml==6.0.1", "      - scikit-learn==1.5.0", "prefix: /home/ada/miniconda3/envs/bikes", ""]
    assert judged(tmp_path, {"environment.yaml": "\n".join(lines)}).level == 2


LOCKED = "\n".join(
    f'[[package]]\nname = "{name}"\nversion = "1.0"\n' for name in ("opencv-python", "pandas", "pyyaml", "scikit-learn")
)


@pytest.mark.parametrize("name", ["uv.lock", "poetry.lock", "pdm.lock"])
def test_a_lock_holds_what_its_project_leaves_open(tmp_path: Path, name: str) -> None:
    project = (
        '[project]\nname = "bikes"\nversion = "1"\n'
        'dependencies = ["opencv-python", "pandas", "pyyaml", "scikit-learn>=1"]\n'
    )
    assert judged(tmp_path / "open", {"pyproject.toml": project}).level == 1
    assert judged(tmp_path / "locked", {"pyproject.toml": project, name: LOCKED}).level == 2


def test_pipenv(tmp_path: Path) -> None:
    pipfile = '[packages]\nopencv-python = "*"\npandas = "*"\npyyaml = "*"\nscikit-learn = "*"\n'
    lock = {"default": {name: {"version": "==1.0"} for name in ("opencv-python", "pandas", "pyyaml", "scikit-learn")}}
    assert judged(tmp_path / "open", {"Pipfile": pipfile}).level == 1
    assert judged(tmp_path / "locked", {"Pipfile": pipfile, "Pipfile.lock": json.dumps(lock)}).level == 2


def test_an_empty_lock_locks_nothing(tmp_path: Path) -> None:
    assert (
        judged(tmp_path, {"uv.lock": "\n", "requirements.txt": "pandas\nopencv-python\npyyaml\nscikit-learn\n"}).level
        == 1
    )


def test_sub_projects_declare_their_own(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "api/requirements.txt": "fastapi==0.115.0\n",
        "api/main.py": "from fastapi import FastAPI\n",
        "training/requirements.txt": PINNED,
    }
    assert judged(tmp_path, files).level == 2


def test_what_a_tracker_recorded_is_not_the_projects(tmp_path: Path) -> None:
    assert judged(tmp_path, {"mlruns/0/abc/artifacts/model/requirements.txt": PINNED}).level == 0


def test_packages_of_one_name_space_are_told_apart(tmp_path: Path) -> None:
    code = "from google import genai\n"
    finding = judged(tmp_path / "other", {"requirements.txt": PINNED + "google-generativeai==0.8\n", "chat.py": code})
    assert finding.level == 1
    assert judged(tmp_path / "same", {"requirements.txt": PINNED + "google-genai==1.0\n", "chat.py": code}).level == 2


def test_a_list_of_packages_for_no_code_is_nothing(tmp_path: Path) -> None:
    assert environment(repository(tmp_path, {"requirements.txt": PINNED})).level == 0


def test_what_the_image_installs_in_any_version_is_not_held(tmp_path: Path) -> None:
    files = {
        "requirements.txt": "pandas==2.2.3\n",
        "train.py": "import pandas\nimport optuna\n",
        "Dockerfile": "FROM python:3.11\nRUN pip install optuna\nCOPY . .\n",
    }
    assert environment(repository(tmp_path, files)).level == 1


def test_without_a_file_all_that_is_imported_is_to_be_written_down(tmp_path: Path) -> None:
    files = {
        "train.py": "import numpy\nimport pandas\nimport sklearn\n",
        "Dockerfile": "FROM python:3.11\nRUN pip install scikit-learn==1.5.0\n",
    }
    fix = environment(repository(tmp_path, files)).fix
    assert fix == "Add a requirements.txt with a version (==) for each: numpy, pandas, scikit-learn."


def test_what_is_covered_and_what_is_not_is_said(tmp_path: Path) -> None:
    files = {
        "requirements.txt": "fastapi==0.115.0\n",
        "app.py": "import fastapi\nimport pydantic\n",
        "look.ipynb": notebook(("import seaborn\n", "")),
    }
    finding = environment(repository(tmp_path, files))
    assert finding.level == 2
    assert finding.reason == (
        "The file requirements.txt lists what the code imports but seaborn (not listed, but installed with others: pydantic with fastapi), "
        "and pins the versions."
    )


def test_what_the_versions_are_counted_of_is_said(tmp_path: Path) -> None:
    files = {"requirements.txt": "pandas\nscikit-learn\nblack\n", "train.py": "import pandas\nimport sklearn\n"}
    reason = environment(repository(tmp_path, files)).reason
    assert "does not pin any of the 2 packages that the code imports" in reason


def test_what_the_image_installs_is_there(tmp_path: Path) -> None:
    files = {
        "requirements.txt": "pandas==2.2.3\n",
        "train.py": "import pandas\nimport optuna\nimport airflow\nimport pendulum\n",
        "train.dockerfile": "FROM apache/airflow:2.9.0\nRUN pip install optuna==3.6.1\nCOPY . .\n",
    }
    assert environment(repository(tmp_path, files)).level == 2


def test_a_distribution_may_be_called_after_its_language(tmp_path: Path) -> None:
    files = {"requirements.txt": "python-bikes==1.2\npandas==2.2.3\n", "train.py": "import bikes\nimport pandas\n"}
    assert environment(repository(tmp_path, files)).level == 2


def test_packages_whose_names_differ_from_their_imports_are_asked_for_as_they_are_installed(tmp_path: Path) -> None:
    finding = judged(
        tmp_path, {"requirements.txt": PINNED, "tune.py": "import kerastuner\nfrom google.oauth2 import credentials\n"}
    )
    assert "keras-tuner and google-auth" in finding.reason


def test_files_that_cover_the_imports_together_are_named_together(tmp_path: Path) -> None:
    files = {"requirements.txt": PINNED, "requirements-dev.txt": "boto3==1.34.0\n", "upload.py": "import boto3\n"}
    assert "The files requirements.txt and requirements-dev.txt together list" in judged(tmp_path, {**files}).reason


def test_the_version_of_the_only_package_is_one(tmp_path: Path) -> None:
    files = {"requirements.txt": "pandas>=1.5\nblack\n", "train.py": "import pandas\n"}
    reason = environment(repository(tmp_path, files)).reason
    assert "does not pin the only package that the code imports" in reason


def test_of_several_files_those_are_named_that_hold_what_is_imported(tmp_path: Path) -> None:
    files = {
        "requirements.txt": "pandas==2.2.3\nscikit-learn==1.5.2\n",
        "old/first/requirements.txt": "pandas\nscikit-learn\n",
        "train.py": "import pandas\nimport sklearn\n",
    }
    finding = environment(repository(tmp_path, files))
    assert finding.level == 2
    assert {place.path for place in finding.evidence} == {"requirements.txt"}
    assert "old/first" not in finding.reason
    # What only another file declares rests on that one.
    files["old/first/requirements.txt"] = "xgboost==2.1.0\n"
    files["train.py"] += "import xgboost\n"
    finding = environment(repository(tmp_path, files))
    assert {place.path for place in finding.evidence} == {"requirements.txt", "old/first/requirements.txt"}


def test_the_file_that_installs_the_program_is_spoken_of_before_one_for_tests(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "requirements-dev.txt": "pytest>=8\npandas>=2.0\nPyYAML>=6.0\n",
        "requirements.txt": "opencv-python\npandas\nPyYAML\nscikit-learn\n",
    }
    finding = judged(tmp_path, files)
    assert finding.reason == ("The file requirements.txt does not pin any of the 4 packages that the code imports.")
    assert {place.path for place in finding.evidence} == {"requirements.txt"}
    assert finding.fix is not None
    assert "requirements-dev.txt" not in finding.fix


def test_versions_that_only_tests_hold_are_open(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "requirements.txt": "opencv-python\npandas\nPyYAML\nscikit-learn\n",
        "tests/requirements.txt": PINNED,
    }
    assert judged(tmp_path, files).level == 1


def test_a_file_for_tests_alone_is_better_than_none(tmp_path: Path) -> None:
    assert judged(tmp_path, {"requirements-test.txt": PINNED}).level == 2


def test_services_with_lists_of_their_own_are_all_named(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "requirements-test.txt": "pytest\n",
        "api/requirements.txt": "fastapi\n",
        "api/main.py": "import fastapi\n",
        "ml/requirements.txt": "opencv-python\npandas\npyyaml\nscikit-learn\n",
    }
    finding = judged(tmp_path, files)
    assert finding.fix is not None
    assert "ml/requirements.txt and api/requirements.txt" in finding.reason
    assert "ml/requirements.txt and api/requirements.txt" in finding.fix
    assert "requirements-test.txt" not in finding.reason


def test_a_missing_package_belongs_into_the_list_of_its_service(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "requirements.txt": PINNED,
        "api/requirements.txt": "fastapi==0.115.0\n",
        "api/main.py": "import fastapi\nimport boto3\n",
        "api/store.py": "import boto3\nimport redis\n",
    }
    finding = judged(tmp_path, files)
    assert finding.reason == "None of the 2 dependency files lists boto3 and redis."
    assert (
        finding.fix
        == "Add boto3 and redis to api/requirements.txt (api/main.py:2 imports boto3), each with its version (==)."
    )


@pytest.mark.parametrize("name", ["logs", "shop_utils"])
def test_modules_of_the_project_that_were_not_committed_are_no_packages_to_install(tmp_path: Path, name: str) -> None:
    files: dict[str, str | bytes] = {
        "requirements.txt": PINNED,
        "load.py": f"import boto3\nimport redis\nfrom {name}.writer import log\n",
    }
    finding = judged(tmp_path, files)
    assert finding.reason == "The file requirements.txt misses boto3 and redis."
    assert finding.fix is not None
    assert f"commit {name}, which by the name is the project's own code (load.py:3 imports {name})" in finding.fix


def test_a_folder_that_git_is_told_to_ignore_is_no_package_to_install(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "requirements.txt": PINNED,
        "load.py": "from harvest.rows import tidy\n",
        ".gitignore": "harvest/\n",
    }
    assert judged(tmp_path, files).level == 2


@pytest.mark.parametrize(("rule", "is_package"), [("harvest.py", False), ("harvest/", False), ("harvest.log", True)])
def test_what_git_is_told_to_ignore_is_not_asked_to_be_listed(rule: str, is_package: bool, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"load.py": "from harvest import host\n", ".gitignore": f"{rule}\n"}
    assert ("harvest" in (judged(tmp_path, files).fix or "")) is is_package


def test_an_unknown_package_that_nothing_shows_to_be_the_projects_own_is_missing(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "requirements.txt": "pandas==2.2.2\n",
        "load.py": "from harvest.rows import tidy\n",
        ".gitignore": "x/\n",
    }
    assert "harvest" in judged(tmp_path, files).reason


def test_a_declared_package_may_be_called_as_modules_often_are(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"requirements.txt": f"{PINNED}logger==1.4\n", "load.py": "import logger\n"}
    assert "commit" not in (judged(tmp_path, files).fix or "")


def test_an_empty_list_is_said_to_be_empty(tmp_path: Path) -> None:
    finding = judged(tmp_path, {"requirements.txt": "# soon\n"})
    assert finding.level == 0
    assert finding.reason == "The file requirements.txt lists no package."
    assert finding.fix is not None
    assert finding.fix.startswith("Write into requirements.txt the packages that the code imports")


def test_what_is_left_open_of_a_list_that_is_mostly_held_is_said(tmp_path: Path) -> None:
    text = "opencv-python==4.10.0.84\npandas==2.2.2\nPyYAML==6.0.1\nscikit-learn>=1.5\n"
    finding = judged(tmp_path, {"requirements.txt": text})
    assert finding.level == 2
    assert "pins the versions of 3 of the 4 packages (not scikit-learn)" in finding.reason
    assert "requirements.txt:4" in [f"{place.path}:{place.line}" for place in finding.evidence]


def test_lower_bounds_are_called_so(tmp_path: Path) -> None:
    finding = judged(tmp_path, {"requirements.txt": PINNED.replace("==", ">=")})
    assert ">= alone sets no upper limit" in finding.reason
    assert finding.fix is not None
    assert "== instead of >=" in finding.fix


def test_what_only_comes_along_is_asked_for_where_versions_are(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "requirements.txt": "opencv-python\npandas\npyyaml\nscikit-learn\n",
        "sum.py": "import joblib\n",
    }
    fix = judged(tmp_path, files).fix
    assert fix is not None
    assert "also list joblib" in fix


def test_one_name_more_is_named(tmp_path: Path) -> None:
    names = ["boto3", "redis", "celery", "pika", "psutil", "shapely", "geopandas", "folium", "networkx"]
    code = "".join(f"import {name}\n" for name in names)
    reason = judged(tmp_path, {"requirements.txt": PINNED, "load.py": code}).reason
    assert "more" not in reason


def test_of_the_clients_for_a_cloud_the_one_that_is_imported_is_asked_for(tmp_path: Path) -> None:
    code = "import tqdm\nfrom google.cloud import pubsub_v1, storage\n"
    finding = judged(tmp_path / "several", {"requirements.txt": PINNED, "keep.py": code})
    assert "google-cloud-pubsub" in finding.reason
    assert "google-cloud and" not in finding.reason
    held: dict[str, str | bytes] = {
        "requirements.txt": PINNED + "tqdm==4.66\ngoogle-cloud-pubsub==2.1\n",
        "keep.py": code,
    }
    assert judged(tmp_path / "declared", held).level == 2


def test_one_package_that_is_let_pass_is_told_where_the_versions_are_open(tmp_path: Path) -> None:
    names = ("opencv-python", "pandas", "PyYAML", "scikit-learn", "numpy", "scipy", "tqdm", "joblib", "click", "rich")
    used = "".join(f"import {name}\n" for name in names[4:])
    files: dict[str, str | bytes] = {"more.py": used, "serve.py": "import fastapi\n"}
    finding = judged(tmp_path / "open", {**files, "requirements.txt": "\n".join(names)})
    assert "misses fastapi" in finding.reason
    assert "Add fastapi to requirements.txt" in str(finding.fix)
    held = judged(tmp_path / "held", {**files, "requirements.txt": "".join(f"{name}==1.0\n" for name in names)})
    assert (held.level, held.fix) == (2, None)


def test_what_an_extension_brings_along_is_to_be_listed_too(tmp_path: Path) -> None:
    code = "import flask_sqlalchemy\nimport sqlalchemy\n"
    finding = judged(tmp_path, {"train.py": code, "requirements.txt": "flask-sqlalchemy\n"})
    assert finding.level == 1
    assert "also list sqlalchemy, which the code imports" in (finding.fix or "")


def test_a_list_that_asks_for_two_versions_of_a_package_cannot_be_installed(tmp_path: Path) -> None:
    finding = judged(tmp_path, {"requirements.txt": f"{PINNED}boats==1.2\nscikit-learn == 1.4.2\n"})
    assert finding.level == 1
    assert "asks for scikit-learn 1.5.0 and for scikit-learn 1.4.2" in finding.reason
    assert [place.line for place in finding.evidence] == [4, 6]


@pytest.mark.parametrize(
    "more",
    [
        {"requirements.txt": f"{PINNED}scikit-learn==1.5.0  # twice\npandas==2.2.2\n"},
        {"requirements.txt": f"{PINNED}pandas==2.2.2.0\n"},
        {"requirements.txt": f"{PINNED}pandas==2.1.4; python_version < '3.9'\n"},
        {"requirements.txt": f"{PINNED}# pandas==2.1.4\n"},
        {"requirements.txt": PINNED, "requirements-dev.txt": "pandas==2.1.4\n"},
    ],
    ids=["twice the same", "in other digits", "for another Python", "commented out", "in another file"],
)
def test_a_package_that_is_listed_again_without_another_version_for_this_one_can_be(
    more: dict[str, str | bytes], tmp_path: Path
) -> None:
    assert judged(tmp_path, more).level == 2


MORE = notebook(("import seaborn as sns\nimport optuna\n", ""))


def test_what_only_notebooks_import_may_have_a_list_of_its_own(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"requirements.txt": PINNED, "look.ipynb": MORE, "serve.py": "import redis\n"}
    finding = judged(tmp_path, files)
    assert finding.level == 1
    assert finding.fix == (
        "Add redis to requirements.txt (serve.py:1 imports redis) and seaborn and optuna to requirements.txt or a "
        "requirements-notebook.txt, as only notebooks import them, each with its version (==)."
    )
    apart = files | {"requirements-notebook.txt": "seaborn==0.13.2\noptuna==3.6.1\nredis==5.0.1\n"}
    assert judged(tmp_path / "apart", apart).level == 2


def test_a_project_of_notebooks_alone_has_one_list(tmp_path: Path) -> None:
    files = {"requirements.txt": PINNED, "look.ipynb": MORE, "learn.ipynb": notebook((CODE, ""))}
    finding = environment(repository(tmp_path, files))
    assert finding.level == 1
    assert "requirements-notebook.txt" not in str(finding.fix)
    assert str(finding.fix).endswith("each with its version (==).")


def test_all_that_a_list_lacks_is_told_at_once(tmp_path: Path) -> None:
    code = "import flask_sqlalchemy\nimport sqlalchemy\nimport redis\nimport boto3\n"
    finding = judged(tmp_path, {"train.py": code, "requirements.txt": "flask-sqlalchemy==3.1.1\n"})
    assert finding.level == 1
    assert "redis and boto3 to requirements.txt" in str(finding.fix)
    assert "also list sqlalchemy, which the code imports" in str(finding.fix)
