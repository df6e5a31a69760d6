"""What stopped a program, from what it printed."""

# ruff: noqa: E501 - what programs print

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.proof.stages.troubles import trouble
from tests.criteria.kit import repository

FILES: dict[str, str | bytes] = {
    "src/train.py": "import shap\nimport mlflow\nopen('data/rows.csv')\n",
    "src/rows.py": "rows = 1\n",
    "data/other.csv": "a\n1\n",
    "requirements.txt": "pandas\nmlflow\n",
}


def at(line: int, error: str) -> str:
    return (
        f'Traceback (most recent call last):\n  File "/project/src/train.py", line {line}, in <module>\n'
        f'  File "/environment/lib/python3.11/site-packages/a/b.py", line 9, in f\n{error}\n'
    )


@pytest.mark.parametrize(
    ("printed", "what"),
    [
        (at(1, "ModuleNotFoundError: No module named 'shap'"), "src/train.py:1 imports shap, which no dependency file"),
        (
            at(2, "ModuleNotFoundError: No module named 'pkg_resources'"),
            "what src/train.py:2 imports needs pkg_resources",
        ),
        (at(1, "ModuleNotFoundError: No module named 'rows'"), "is src/rows.py but not found from where"),
        (at(1, "ModuleNotFoundError: No module named 'google.colab'"), "only there in its own cloud"),
        (
            f"Temporary failure in name resolution\n{at(3, 'LookupError:')}  Attempted to load corpora/stopwords\n",
            "src/train.py:3: needs NLTK's corpora/stopwords, which would be downloaded",
        ),
        (
            at(3, "FileNotFoundError: [Errno 2] No such file or directory: 'data/rows.csv'"),
            "src/train.py:3 reads data/rows.csv, which is not in the repository",
        ),
        (
            at(3, "FileNotFoundError: [Errno 2] No such file or directory: '../other.csv'"),
            "which is not there from where it is run; the repository has data/other.csv",
        ),
        (
            at(3, "FileNotFoundError: [Errno 2] No such file or directory: 'C:\\\\Users\\\\me\\\\a.csv'"),
            "a path of its author's machine",
        ),
        (
            at(
                3,
                "requests.exceptions.ConnectionError: HTTPSConnectionPool(host='example.org', port=443): Max retries "
                "exceeded with url: /rows.csv (Caused by NameResolutionError(\"Failed to resolve 'example.org' ([Errno -3] "
                'Temporary failure in name resolution)"))',
            ),
            "src/train.py:3: asks example.org, and there is no network",
        ),
        (
            at(3, "ConnectionError: HTTPConnectionPool(host='localhost', port=5000): Max retries exceeded"),
            "src/train.py:3: needs a server at localhost:5000, which nobody started",
        ),
        (at(3, "EOFError: EOF when reading a line"), "waits for somebody to type"),
        (at(3, "KeyError: 'churn'"), "src/train.py:3: KeyError: 'churn'"),
        ("usage: train.py\ntrain.py: error: the following arguments are required: --data\n", "required: --data"),
        ("sh: 1: dvc: not found\n", "dvc is not there"),
    ],
)
def test_the_place_and_the_reason(tmp_path: Path, printed: str, what: str) -> None:
    found = trouble(printed, repository(tmp_path, FILES))
    assert found is not None
    assert what in found.what
    assert found.fix


def test_packages_that_do_not_go_together_are_named_with_which_to_hold(tmp_path: Path) -> None:
    printed = at(1, "ImportError: pyarrow requires NumPy 2.0 or newer, found 1.26.4")
    found = trouble(printed, repository(tmp_path, FILES))
    assert found is not None
    assert found.what == "the installed pyarrow requires NumPy 2.0 or newer, and 1.26.4 is what is installed"
    assert found.fix == (
        "Add pyarrow to the dependency file, in a version that goes with numpy 1.26.4, or raise numpy there."
    )


def test_packages_that_were_built_for_another_numpy_are_told(tmp_path: Path) -> None:
    printed = at(1, "ValueError: numpy.dtype size changed, may indicate binary incompatibility")
    found = trouble(printed, repository(tmp_path, FILES))
    assert found is not None
    assert "src/train.py:1: a package was built for another NumPy" in found.what
    assert "numpy<2" in found.fix


def test_a_library_of_any_version_is_to_be_held(tmp_path: Path) -> None:
    printed = at(2, "mlflow.exceptions.MlflowException: " + "no more files " * 40).replace(
        "/a/b.py", "/mlflow/store.py"
    )
    found = trouble(printed, repository(tmp_path, FILES))
    assert found is not None
    assert found.fix == "Hold mlflow to the version that the code was written for, or mend src/train.py:2."


def test_data_that_was_not_fetched_is_named(tmp_path: Path) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"
    found = trouble(at(3, "KeyError: 'churn'"), repository(tmp_path, {**FILES, "data/big.csv": pointer}))
    assert found is not None
    assert "data/big.csv is only a pointer of Git LFS" in found.what


def test_of_nothing_that_says_why_nothing_is_said(tmp_path: Path) -> None:
    assert trouble("epoch 1\nepoch 2\n", repository(tmp_path, FILES)) is None
