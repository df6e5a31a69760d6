"""What a repository declares is installed, by the real uv, from packages that lie on the disk."""

from __future__ import annotations

import ensurepip
import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from portfolio_kit.proof import interpreters, uv
from portfolio_kit.proof.found.environment import environment
from portfolio_kit.proof.model import Result
from portfolio_kit.proof.stages.environment import install
from tests.proof.kit import sdist, stage, wheel

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("uv") is None and shutil.which("uv") is None, reason="uv is not there"
)


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only place where packages come from: a folder with pip and two small packages."""
    folder = tmp_path / "packages"
    wheel(folder, "small", "1.0")
    wheel(folder, "small", "2.0")
    wheel(folder, "onlywindows", "1.0", "cp311-cp311-win_amd64")
    for bundled in Path(ensurepip.__file__).parent.glob("_bundled/*.whl"):
        shutil.copy(bundled, folder)
    monkeypatch.setenv("UV_FIND_LINKS", str(folder))
    (tmp_path / "empty").mkdir()
    monkeypatch.setenv("UV_DEFAULT_INDEX", (tmp_path / "empty").as_uri())
    return folder


def proven(folder: Path, files: Mapping[str, str | bytes], *tools: str) -> Result:
    made = stage(folder / "stage", "environment", files)
    return install(made, environment(made.repository), tools)


@pytest.mark.usefixtures("index")
def test_what_is_declared_is_installed_and_counted(tmp_path: Path) -> None:
    result = proven(tmp_path, {"requirements.txt": "small==1.0\n", "a.py": "import small\n"})
    assert (result.status, result.summary) == ("passed", "requirements.txt, 1 package installed")
    assert result.facts["python"] == ".".join(map(str, sys.version_info[:3]))
    assert "uv pip install -r requirements.txt" in [outcome.command.shown for outcome in result.outcomes]


@pytest.mark.usefixtures("index")
def test_what_the_project_imports_is_compiled_once(tmp_path: Path) -> None:
    made = stage(tmp_path / "stage", "environment", {"requirements.txt": "small\n", "a.py": "import small, nosuch\n"})
    result = install(made, environment(made.repository), ())
    assert result.status == "passed"
    assert list(made.place.environment.glob("lib/*/site-packages/__pycache__/small.*.pyc"))


@pytest.mark.usefixtures("index")
def test_a_list_in_utf_16_is_installed(tmp_path: Path) -> None:
    result = proven(tmp_path, {"requirements.txt": "small==1.0\n".encode("utf-16")})
    assert result.status == "passed"


@pytest.mark.usefixtures("index")
def test_a_python_that_cannot_be_had_is_said(tmp_path: Path) -> None:
    result = proven(tmp_path, {"requirements.txt": "small==1.0\n", ".python-version": "3.99\n"})
    assert result.status == "passed"
    assert f"Python {result.facts['python']} in place of 3.99" in result.summary
    result = proven(tmp_path / "not", {"requirements.txt": "small==9.9\n", ".python-version": "3.99\n"})
    assert "Python 3.99, which is asked for, was not to be had" in result.summary


@pytest.mark.usefixtures("index")
@pytest.mark.parametrize(
    ("line", "what", "fix"),
    [
        ("small==9.9", "small==9.9 does not exist", "Give a version of small in requirements.txt"),
        (
            "onlywindows==1.0",
            "onlywindows==1.0 is only there for Windows",
            "onlywindows==1.0 ; sys_platform == 'win32'",
        ),
        ("small @ file:///croot/small_1671487769961/work", "small lies on its author's machine", "small==VERSION"),
    ],
)
def test_what_cannot_be_had_is_named_with_what_to_do(tmp_path: Path, line: str, what: str, fix: str) -> None:
    result = proven(tmp_path, {"requirements.txt": f"{line}\n"})
    assert result.status == "failed"
    assert what in result.summary
    assert fix in str(result.fix)


@pytest.mark.usefixtures("index")
def test_what_a_stage_needs_and_nobody_declares_is_kept_apart(tmp_path: Path) -> None:
    result = proven(tmp_path, {"requirements.txt": "small==1.0\n"}, "small", "pip")
    assert result.facts["added"] == []
    made = stage(tmp_path / "other", "environment", {"requirements.txt": "small==1.0\n"})
    wheel(tmp_path / "packages", "runner", "1.0")
    result = install(made, environment(made.repository), ["runner"])
    assert result.summary == "requirements.txt, 1 package installed; runner added to run it with"
    assert (made.place.environment / "portfolio-kit/tools/runner.py").is_file()
    assert not list(made.place.environment.glob("lib/*/site-packages/runner*"))


@pytest.mark.usefixtures("index")
def test_the_project_itself_is_installed(tmp_path: Path) -> None:
    wheel(tmp_path / "packages", "backend", "1.0", code=BACKEND)
    project = (
        '[project]\nname = "own"\nversion = "1"\ndependencies = ["small"]\n'
        '[build-system]\nrequires = ["backend"]\nbuild-backend = "backend"\n'
    )
    made = stage(tmp_path / "stage", "environment", {"pyproject.toml": project, "own.py": ""})
    result = install(made, environment(made.repository), ())
    assert result.status == "passed", result.summary
    assert result.facts["packages"] == 2
    assert result.facts["built"] is True


def test_a_package_that_must_be_built_never_sees_the_shared_cache(tmp_path: Path, index: Path) -> None:
    wheel(index, "backend", "1.0", code=BACKEND)
    sdist(index, "built", "backend")
    made = stage(tmp_path / "stage", "environment", {"requirements.txt": "built==1\n"})
    result = install(made, environment(made.repository), ())
    assert result.status == "passed", result.summary
    seen = next(made.place.environment.glob("lib/*/site-packages/built.py")).read_text(encoding="utf-8")
    assert result.facts["built"] is True
    assert seen.startswith("/")
    assert str(made.place.cache) not in seen
    assert not Path(seen).exists()


def test_what_a_package_has_every_python_run_never_sees_the_shared_cache(tmp_path: Path, index: Path) -> None:
    wheel(
        index,
        "hostile",
        "1.0",
        start=f"open({str(tmp_path / 'seen')!r}, 'a').write(os.environ.get('UV_CACHE_DIR', ''))",
    )
    wheel(index, "runner", "1.0")
    made = stage(tmp_path / "stage", "environment", {"requirements.txt": "hostile\n"})
    result = install(made, environment(made.repository), ["runner"])
    assert (result.status, result.facts["built"]) == ("passed", False)
    assert not (tmp_path / "seen").exists()
    subprocess.run([made.place.environment / "bin/python", "-c", ""], check=True)
    assert (tmp_path / "seen").exists()


def test_nothing_declared_is_a_failure_that_says_what_to_declare(tmp_path: Path) -> None:
    result = proven(tmp_path, {"train.py": "import pandas\nimport sklearn\n"})
    assert result.status == "failed"
    assert "pandas, scikit-learn" in str(result.fix)


def test_code_of_python_2_is_told_where_nothing_is_declared(tmp_path: Path) -> None:
    result = proven(tmp_path, {"train.py": "import pandas\n\nprint 'accuracy', 1\n"})
    assert result.summary.endswith("the code imports pandas, and train.py:3 is Python 2")
    assert str(result.fix).startswith("Move it to Python 3")
    assert "pandas" in str(result.fix)


def test_python_2_cannot_be_had(tmp_path: Path) -> None:
    result = proven(tmp_path, {"requirements.txt": "small\n", "Dockerfile": "FROM python:2.7\n"})
    assert result.status == "failed"
    assert "Python 2.7" in result.summary


def test_where_packages_come_from_is_asked_of_pip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [*uv.OWN, "PIP_FIND_LINKS", "PIP_CONSTRAINT"]:
        monkeypatch.delenv(name, raising=False)
    text = "[global]\nindex-url = https://me:secret@packages.example/simple\nextra-index-url =\n  https://more.example/simple\n"
    (tmp_path / "pip.conf").write_text(text, encoding="utf-8")
    monkeypatch.setenv("PIP_CONFIG_FILE", str(tmp_path / "pip.conf"))
    found = uv.sources()
    assert found["UV_DEFAULT_INDEX"] == "https://me:secret@packages.example/simple"
    assert found["UV_INDEX"] == "https://more.example/simple"
    # The code of a package that is built could read it.
    assert "UV_DEFAULT_INDEX" not in uv.told(found, builds=True)


BACKEND = """
import os, zipfile

def _wheel(folder):
    name = "built" if "built" in open("pyproject.toml").read() else "own"
    about, file = name + "-1.dist-info", name + "-1-py3-none-any.whl"
    kind = "Wheel-Version: 1.0\\nGenerator: a\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n"
    with zipfile.ZipFile(os.path.join(folder, file), "w") as archive:
        archive.writestr(name + ".py", os.environ["UV_CACHE_DIR"])
        archive.writestr(about + "/METADATA", "Metadata-Version: 2.1\\nName: %s\\nVersion: 1\\n" % name)
        archive.writestr(about + "/WHEEL", kind)
        archive.writestr(about + "/RECORD", "")
    return file

def build_wheel(folder, settings=None, metadata=None):
    return _wheel(folder)

def build_editable(folder, settings=None, metadata=None):
    return _wheel(folder)
"""


def test_what_has_wheels_only_for_an_older_python_names_it(tmp_path: Path, index: Path) -> None:
    older = f"3{sys.version_info.minor - 1}"
    wheel(index, "native", "1", f"cp{older}-none-any")
    sdist(index, "native", "nobackend")
    result = proven(tmp_path, {"requirements.txt": "native==1\nsmall\n"})
    assert result.status == "failed"
    wanted = f"3.{sys.version_info.minor - 1}"
    assert str(result.fix).startswith(
        f"Say in .python-version that {wanted} is needed, for which all of requirements.txt"
    )


def test_of_the_pythons_that_are_asked_for_one_is_taken_that_has_all_wheels(tmp_path: Path, index: Path) -> None:
    lower = range(sys.version_info.minor - 1, 7, -1)
    older = next((minor for minor in lower if shutil.which(f"python3.{minor}") or pyenv_has(minor)), None)
    if older is None:
        pytest.skip("needs an older Python too")
    wheel(index, "native", "1", f"cp3{older}-none-any")
    sdist(index, "native", "nobackend")
    result = proven(tmp_path, {"requirements.txt": "native==1\n", ".python-version": ">=3.8\n"})
    assert result.status == "passed", result
    assert str(result.facts["python"]).startswith(f"3.{older}")
    assert result.facts["python as declared"] is True
    assert result.facts["built"] is False


def pyenv_has(minor: int) -> bool:
    return any(interpreters.pyenv().glob(f"3.{minor}.*/bin/python3.{minor}"))
