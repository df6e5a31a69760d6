"""Why an installation failed, in words that its author can act on, from what uv really prints."""

# ruff: noqa: E501, ISC004, RUF001 - what programs print

from __future__ import annotations

import pytest

from portfolio_kit.proof.stages.refused import needs_building, refused
from portfolio_kit.rubric.finding import Evidence

NONE = "error: No solution found when resolving dependencies\n  cause: "
END = ", we can conclude that your requirements are unsatisfiable.\n"
NO_BUILD = "\nhint: Wheels are required for `numpy` because building from source is disabled for all packages\n"


@pytest.mark.parametrize(
    ("printed", "package", "what"),
    [
        (
            f"{NONE}Because there is no version of numpy==99.1 and you require numpy==99.1{END}",
            "numpy",
            "numpy==99.1 does not exist",
        ),
        (
            f"{NONE}Because pkg-resources was not found in the package registry and you require pkg-resources==0.0.0{END}",
            "pkg-resources",
            "pkg-resources is not on the package index",
        ),
        (
            f"{NONE}Because pywin32==306 has no wheels with a matching platform tag (e.g., `manylinux_2_36_x86_64`) and "
            f"you require pywin32==306{END}\nhint: Wheels are available for `pywin32` (v306) on the following "
            "platforms: `win32`, `win_amd64`\n",
            "pywin32",
            "pywin32==306 is only there for Windows",
        ),
        (
            f"{NONE}Because tensorflow==2.3.0 has no wheels with a matching Python ABI tag (e.g., `cp311`) and you require "
            f"tensorflow==2.3.0{END}\nhint: You require CPython 3.11 (`cp311`), but we only found wheels for `tensorflow` "
            "(v2.3.0) with the following Python ABI tags: `cp35m`, `cp36m`, `cp37m`, `cp38`\n",
            "tensorflow",
            "tensorflow==2.3.0 is not there for Python 3.11.7, only up to 3.8",
        ),
        ("error: Distribution not found at: file:///croot/certifi_1671487769961/work/certifi\n", "certifi", "lies on"),
        (
            f"{NONE}Because there is no version of torch==1.9.0+cpu and you require torch==1.9.0+cpu{END}",
            "torch",
            "torch==1.9.0+cpu is no version of the package index",
        ),
        (
            "error: Couldn't parse requirement in `requirements.txt` at position 0\n  cause: Expected one of `@`, `(`\n",
            "",
            "can't be read",
        ),
        (
            f"{NONE}Because pandas==2.0.0 depends on numpy>=1.21.0 and you require numpy==1.19, we can conclude that "
            f"pandas==2.0.0 and numpy==1.19 are incompatible{END}",
            "pandas",
            "contradict each other",
        ),
        (
            f"{NONE}Because only src<=0.0.7 is available and you require src>=0.1.0,<0.2.dev0{END}",
            "src",
            "the package index has no src>=0.1.0,<0.2.dev0",
        ),
        (
            "  × Failed to build `scikit-learn==0.24.1`\n  ├─▶ The build backend returned an error\n"
            "  ╰─▶ ModuleNotFoundError: No module named 'numpy'\n",
            "scikit-learn",
            "could not be built: it needs numpy to be built",
        ),
        (
            f"{NONE}Because the current Python version (3.11.7) does not satisfy Python>=3.12 and ipython==9.10 depends on "
            f"Python>=3.12{END}",
            "ipython",
            "ipython==9.10 is not there for Python 3.11.7",
        ),
    ],
)
def test_the_package_and_what_is_wrong_with_it(printed: str, package: str, what: str) -> None:
    found = refused(printed, "requirements.txt", "3.11.7")
    assert found.package == package
    assert what in found.what
    assert found.fix


def test_what_was_only_not_built_may_be_built() -> None:
    assert needs_building(f"{NONE}Because numpy==1.19.5 has no usable wheels{END}{NO_BUILD}")
    assert not needs_building(f"{NONE}Because there is no version of numpy==99.1{END}")


def test_a_name_that_only_code_knows_is_told_with_the_real_one() -> None:
    found = refused("error: Failed to build `sklearn==0.0.post1`\n  deprecated\n", "requirements.txt", "3.11.7")
    assert found.fix == "Write scikit-learn in place of sklearn in requirements.txt."


def test_a_python_that_is_too_old_is_raised_where_it_is_asked_for() -> None:
    printed = (
        f"{NONE}Because numpy==2.4.6 has no wheels with a matching Python implementation tag (e.g., `cp310`) and you "
        f"require numpy==2.4.6{END}\nhint: You require CPython 3.10 (`cp310`), but we only found wheels for `numpy` "
        "(v2.4.6) with the following Python implementation tags: `cp311`, `cp312`\n"
    )
    for path, do in (
        ("Dockerfile", "Let Dockerfile:1 begin FROM python:3.11"),
        ("Pipfile", "Ask for Python 3.11 in Pipfile:1"),
    ):
        found = refused(printed, "requirements.txt", "3.10.13", Evidence(path, 1, "python"))
        assert found.what == "numpy==2.4.6 is not there for Python 3.10.13, only from 3.11 on"
        assert found.fix.startswith(f"{do}, or take a version of numpy in requirements.txt")
    assert "in .python-version that 3.11" in refused(printed, "requirements.txt", "3.10.13").fix


def test_what_needs_a_newer_python_says_which() -> None:
    printed = (
        f"{NONE}Because the current Python version (3.11.7) does not satisfy Python>=3.12 and ipython==9.10 depends on "
        f"Python>=3.12{END}"
    )
    found = refused(printed, "requirements.txt", "3.11.7")
    assert found.what == "ipython==9.10 is not there for Python 3.11.7, only from 3.12 on"
