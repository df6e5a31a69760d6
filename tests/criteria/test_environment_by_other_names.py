"""environment: packages that are called otherwise than what is imported, that tests need, and lists beside lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.show.environment import environment
from portfolio_kit.rubric.finding import Finding
from tests.criteria.kit import repository

CODE = "import pandas\nimport scipy\nfrom imblearn.over_sampling import SMOTE\n"


def judged(folder: Path, files: dict[str, str | bytes]) -> Finding:
    return environment(repository(folder, {"train.py": CODE, **files}))


@pytest.mark.parametrize("version", ["", "==0.0"])
def test_an_empty_package_that_is_called_as_the_import_is_to_be_replaced(version: str, tmp_path: Path) -> None:
    finding = judged(tmp_path, {"requirements.txt": f"pandas==2.2.3\nscipy==1.14.1\nimblearn{version}\n"})
    assert finding.level == 1
    fix = str(finding.fix)
    assert fix.startswith("Pin imbalanced-learn in requirements.txt (with ==, or by a lock file)")
    assert "; write imbalanced-learn in place of imblearn, which is an empty package." in fix


def test_a_stand_in_beside_what_it_stands_for_changes_nothing(tmp_path: Path) -> None:
    listed = "pandas==2.2.3\nscipy==1.14.1\nimblearn==0.0\nimbalanced-learn==0.12.4\n"
    finding = judged(tmp_path, {"requirements.txt": listed})
    assert finding.level == 2
    assert "not imblearn" not in finding.reason


def test_the_package_that_brings_the_import_is_no_stand_in(tmp_path: Path) -> None:
    listed = "pandas==2.2.3\nscipy==1.14.1\nimbalanced-learn"
    assert judged(tmp_path / "held", {"requirements.txt": f"{listed}==0.12.4\n"}).level == 2
    fix = str(judged(tmp_path / "open", {"requirements.txt": f"{listed}\n"}).fix)
    assert fix == "Pin imbalanced-learn in requirements.txt (with ==, or by a lock file)."


def test_other_lists_that_leave_the_same_open_are_told(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "requirements.txt": "pandas\nscipy\nimbalanced-learn\n",
        "api/requirements.txt": "pandas\nflask\n",
        "page/requirements.txt": "streamlit\n",
    }
    fix = str(judged(tmp_path, files).fix)
    assert "in requirements.txt (with ==, or by a lock file); api/requirements.txt lists some of them without" in fix
    assert "page/requirements.txt" not in fix


def test_what_only_tests_need_is_told_where_the_list_is_to_be_mended(tmp_path: Path) -> None:
    test = "import responses\nfrom train import SMOTE\n\n\ndef test_it(mocker):\n    assert SMOTE\n"
    files: dict[str, str | bytes] = {"requirements.txt": "pandas\nscipy\nimbalanced-learn\n", "tests/test_it.py": test}
    told = "; list responses and pytest-mock, which the tests need (tests/test_it.py:1)."
    assert told in str(judged(tmp_path / "absent", files).fix)
    listed = {**files, "requirements-dev.txt": "responses==0.25.3\npytest-mock==3.14.0\n"}
    assert "the tests need" not in str(judged(tmp_path / "listed", listed).fix)


def test_what_tests_need_alone_takes_nothing_from_a_list_of_the_program(tmp_path: Path) -> None:
    listed = "pandas==2.2.3\nscipy==1.14.1\nimbalanced-learn==0.12.4\n"
    test = "import responses\n\n\ndef test_it():\n    assert responses\n"
    assert judged(tmp_path, {"requirements.txt": listed, "tests/test_it.py": test}).level == 2


@pytest.mark.parametrize(
    ("name", "script", "level"),
    [
        ("install.ps1", "pip install pandas==2.2.3\npip install scipy==1.14.1 imbalanced-learn==0.12.4\n", 1),
        ("setup.sh", "python -m pip install pandas==2.2.3 scipy==1.14.1 'imbalanced-learn~=0.12'\n", 1),
        ("setup.sh", "pip install pandas scipy imbalanced-learn\n", 0),
        ("setup.sh", "# pip install pandas==2.2.3 scipy==1.14.1 imbalanced-learn==0.12.4\n", 0),
        ("setup.sh", "pip install pandas==2.2.3\n", 0),
        ("notes.md", "pip install pandas==2.2.3 scipy==1.14.1 imbalanced-learn==0.12.4\n", 0),
    ],
)
def test_a_script_that_installs_what_is_imported_in_fixed_versions_is_half_a_list(
    name: str, script: str, level: int, tmp_path: Path
) -> None:
    finding = judged(tmp_path, {name: script})
    assert finding.level == level
    if level:
        assert finding.evidence[0].path == name
        assert f"Write the packages of {name}" in str(finding.fix)


def test_a_list_counts_before_a_script_that_installs(tmp_path: Path) -> None:
    script = "pip install pandas==2.2.3 scipy==1.14.1 imbalanced-learn==0.12.4\n"
    finding = judged(tmp_path, {"install.sh": script, "requirements.txt": "pandas\n"})
    assert finding.level == 1
    assert finding.evidence[0].path != "install.sh"
